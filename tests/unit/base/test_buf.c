/* test_buf.c - buffers, and quoting as strconv.Quote does it. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static void grows(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    Buf b, other;
    buf_init(&b, a);
    buf_init(&other, a);
    assert_string_equal(buf_str(&b), "");
    for (int i = 0; i < 5000; i++) {
        buf_printf(&b, "%d,", i % 10);
        if (i % 50 == 0) buf_putc(&other, 'x');
    }
    assert_int_equal(b.n, 10000);
    assert_memory_equal(buf_str(&b) + 9996, "8,9,", 5);
    assert_int_equal(strlen(buf_str(&other)), 100);
    buf_write(&b, NULL, 0);
    buf_printf(&b, "%0300d", 5);
    assert_int_equal(b.n, 10300);
    arena_free(a);
}

static void quotes(void **state) {
    (void)state;
    static const struct { const char *in, *want; size_t n; } cases[] = {
        { "", "\"\"", 0 },
        { "abc", "\"abc\"", 3 },
        { "a\"b\\c'", "\"a\\\"b\\\\c'\"", 6 },
        { "\a\b\f\n\r\t\v", "\"\\a\\b\\f\\n\\r\\t\\v\"", 7 },
        { "\0\x1f\x7f", "\"\\x00\\x1f\\x7f\"", 3 },
        { "\xff\xe4\xb8", "\"\\xff\\xe4\\xb8\"", 3 },
        { "世界", "\"世界\"", 6 },
        { "\xef\xbf\xbd", "\"\xef\xbf\xbd\"", 3 },
        { "\xc2\xa0", "\"\\u00a0\"", 2 },              /* no-break space */
        { "\xe2\x80\x8b", "\"\\u200b\"", 3 },          /* zero width space */
        { "\xf0\x9f\x98\x80", "\"😀\"", 4 },
        { "\xf4\x8f\xbf\xbf", "\"\\U0010ffff\"", 4 },
        { "e\xcc\x81", "\"e\xcc\x81\"", 3 },           /* combining mark */
        { "\xc2\x80", "\"\\u0080\"", 2 },
    };
    Arena *a = arena_new("test");
    for (size_t i = 0; i < LEN(cases); i++) {
        Buf b;
        buf_init(&b, a);
        buf_quote(&b, cases[i].in, cases[i].n);
        assert_string_equal(buf_str(&b), cases[i].want);
    }
    arena_free(a);
}

static void runes(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    Buf b;
    buf_init(&b, a);
    buf_rune(&b, 'a');
    buf_rune(&b, 0xE9);
    buf_rune(&b, 0xD800);
    buf_rune(&b, 0x110000);
    assert_string_equal(buf_str(&b), "a\xc3\xa9\xef\xbf\xbd\xef\xbf\xbd");
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows),
        cmocka_unit_test(quotes),
        cmocka_unit_test(runes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
