/* test_utf8.c - every rune round-trips, every wrong byte is found. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static void round_trip(void **state) {
    (void)state;
    for (uint32_t r = 0; r <= 0x10FFFF; r++) {
        if (r == 0xD800) r = 0xE000;
        char out[4];
        int n = utf8_encode(out, r), width;
        assert_int_equal(n, r < 0x80 ? 1 : r < 0x800 ? 2 : r < 0x10000 ? 3 : 4);
        assert_int_equal(utf8_decode(out, (size_t)n, &width), r);
        assert_int_equal(width, n);
        if (n > 1) {
            assert_int_equal(utf8_decode(out, (size_t)n - 1, &width), 0xFFFD);
            assert_int_equal(width, 1);
        }
    }
}

static void invalid(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
        "\xff", "\xc2\x41", "\xe4\xb8\x41", "\xf0\x9f\x98\x41",
    };
    for (size_t i = 0; i < LEN(bad); i++) {
        int width;
        assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &width), 0xFFFD);
        assert_int_equal(width, 1);
    }
    int width;
    assert_int_equal(utf8_decode("", 0, &width), 0xFFFD);
    assert_int_equal(width, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(invalid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
