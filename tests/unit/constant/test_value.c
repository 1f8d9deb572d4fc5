/* test_value.c - reading constants: ranges, bytes, malformed literals, unknown operands. */
#include "gocw/constant.h"

#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static const Const *int_lit(const char *s) { return con_from_int_lit(s, strlen(s)); }
static const Const *float_lit(const char *s) { return con_from_float_lit(s, strlen(s)); }

static void int_ranges(void **state) {
    (void)state;
    int64_t i;
    uint64_t u;
    assert_true(con_int64_val(con_int64(INT64_MIN), &i));
    assert_true(i == INT64_MIN);
    assert_false(con_uint64_val(con_int64(-1), &u));
    assert_true(con_uint64_val(con_uint64(UINT64_MAX), &u));
    assert_true(u == UINT64_MAX);
    assert_false(con_int64_val(con_uint64(UINT64_MAX), &i));
    assert_false(con_uint64_val(int_lit("18446744073709551616"), &u));
    assert_false(con_int64_val(float_lit("1.0"), &i));
    assert_true(con_int64_val(con_to_int(float_lit("1.0")), &i));
    assert_int_equal(i, 1);
    assert_false(con_int64_val(con_unknown(), &i));
}

static void bit_lengths(void **state) {
    (void)state;
    assert_int_equal(con_bit_len(con_int64(0)), 0);
    assert_int_equal(con_bit_len(con_int64(1)), 1);
    assert_int_equal(con_bit_len(con_int64(-255)), 8);
    assert_int_equal(con_bit_len(con_int64(256)), 9);
    assert_int_equal(con_bit_len(con_int64(INT64_MIN)), 64);
    assert_int_equal(con_bit_len(con_uint64(UINT64_MAX)), 64);
    assert_int_equal(con_bit_len(con_shift(con_int64(-1), CON_SHL, 1000)), 1001);
}

static void signs(void **state) {
    (void)state;
    assert_int_equal(con_sign(con_int64(-5)), -1);
    assert_int_equal(con_sign(con_int64(0)), 0);
    assert_int_equal(con_sign(int_lit("99999999999999999999")), 1);
    assert_int_equal(con_sign(con_float64(-0.5)), -1);
    assert_int_equal(con_sign(con_float64(-0.0)), 0);
    assert_int_equal(con_sign(float_lit("1e5000")), 1);
    assert_int_equal(con_sign(con_complex(con_int64(0), con_int64(0))), 0);
    assert_int_equal(con_sign(con_complex(con_int64(0), con_int64(-2))), 1);
    assert_int_equal(con_sign(con_unknown()), 1);
}

static void doubles(void **state) {
    (void)state;
    assert_true(con_float64_val(float_lit("0.1")) == 0.1);
    assert_true(con_float32_val(float_lit("0.1")) == 0.1f);
    assert_true(isinf(con_float64_val(float_lit("1e309"))));
    assert_true(isinf(con_float32_val(float_lit("1e39"))));
    assert_true(con_float64_val(con_unary(CON_NEG, float_lit("1e5000"), 0)) == -HUGE_VAL);
    assert_true(con_float64_val(float_lit("1e-5000")) == 0);
    assert_true(con_float64_val(con_int64(INT64_MAX)) == 0x1p63);
    assert_true(con_float64_val(int_lit("9007199254740993")) == 9007199254740992.0);
    /* Half a unit in the last place, with nothing and with something below it. */
    assert_true(con_float64_val(int_lit("0x20000000000001000000000000")) == 0x1p101);
    assert_true(con_float64_val(int_lit("0x20000000000001000000000001")) == 0x1.0000000000001p101);
    assert_true(con_float64_val(int_lit("0x20000000000003000000000000")) == 0x1.0000000000002p101);
    /* A float64 in between would round the tie the wrong way. */
    assert_true(con_float32_val(float_lit("0x1.000001000000000000000000001p0")) == 0x1.000002p0f);
    assert_true(con_float32_val(int_lit("0x100000100000000000000001")) == 0x1.000002p92f);
    assert_int_equal(con_kind(con_float64(NAN)), CON_UNKNOWN);
    assert_int_equal(con_kind(con_float64(INFINITY)), CON_UNKNOWN);
    assert_string_equal(con_format_exact(con_float64(0.75)), "3/4");
}

static void string_bytes(void **state) {
    (void)state;
    size_t n;
    const Const *c = con_string("a\0b", 3);
    assert_memory_equal(con_string_val(c, &n), "a\0b", 4);
    assert_int_equal(n, 3);
    assert_string_equal(con_format(c), "\"a\\x00b\"");
    c = con_from_string_lit("`a\r\nb\\n`", 8);
    assert_memory_equal(con_string_val(c, &n), "a\nb\\n", 6);
    assert_int_equal(n, 5);
    assert_string_equal(con_string_val(con_int64(1), &n), "");
    assert_int_equal(n, 0);
}

static void malformed(void **state) {
    (void)state;
    static const char *const ints[] = { "", "_", "0x", "0b", "1_", "_1", "1__0", "0_8", "09", "1.0", "1e3", "0x_", "-1", "a" };
    static const char *const floats[] = { "", ".", "e1", "1e", "1e+", "1._5", "1_.5", "1e_1", "1e1_", "1p3", "0x1e+2", "0x.p1", "1.2.3", "0b1.1" };
    static const char *const runes[] = { "''", "'", "'''", "'ab'", "'\\'", "'\\x4'", "'\\x444'", "'\\08'", "'\\400'", "'\\uD800'", "\"a\"", "'\n'" };
    static const char *const strings[] = { "", "\"", "\"a", "`", "\"a`", "\"\\\"", "\"\\'\"", "\"\n\"", "\"\\xg0\"", "'a'", "\"a\"b\"" };
    for (size_t i = 0; i < LEN(ints); i++) assert_int_equal(con_kind(int_lit(ints[i])), CON_UNKNOWN);
    for (size_t i = 0; i < LEN(floats); i++) assert_int_equal(con_kind(float_lit(floats[i])), CON_UNKNOWN);
    for (size_t i = 0; i < LEN(runes); i++)
        assert_int_equal(con_kind(con_from_rune_lit(runes[i], strlen(runes[i]))), CON_UNKNOWN);
    for (size_t i = 0; i < LEN(strings); i++)
        assert_int_equal(con_kind(con_from_string_lit(strings[i], strlen(strings[i]))), CON_UNKNOWN);
    assert_int_equal(con_kind(con_from_imag_lit("1", 1)), CON_UNKNOWN);
    assert_int_equal(con_kind(con_from_imag_lit("i", 1)), CON_UNKNOWN);
}

static void long_literals(void **state) {
    (void)state;
    enum { N = 5000 };
    char text[N + 8];
    memset(text, '9', N);
    assert_int_equal(con_bit_len(con_from_int_lit(text, N)), 16610);
    assert_string_equal(con_format(con_from_float_lit(text, N)), "1e+5000");
    text[1] = '.';
    assert_string_equal(con_format(con_from_float_lit(text, N)), "10");
    strcpy(text + N, "e-9");
    assert_string_equal(con_format(con_from_float_lit(text, N + 3)), "1e-08");
}

static void unknown_spreads(void **state) {
    (void)state;
    const Const *u = con_unknown(), *one = con_int64(1), *s = con_string("a", 1);
    assert_ptr_equal(con_binary(u, CON_ADD, one, false), u);
    assert_ptr_equal(con_binary(one, CON_EQL, u, false), u);
    assert_ptr_equal(con_binary(one, CON_ADD, s, false), u);
    assert_ptr_equal(con_binary(s, CON_SUB, s, false), u);
    assert_ptr_equal(con_binary(one, CON_QUO, con_int64(0), true), u);
    assert_ptr_equal(con_binary(one, CON_REM, con_int64(0), true), u);
    assert_ptr_equal(con_binary(one, CON_QUO, con_float64(0), false), u);
    assert_ptr_equal(con_binary(one, CON_QUO, con_complex(con_int64(0), con_int64(0)), false), u);
    assert_ptr_equal(con_binary(con_float64(1), CON_REM, one, false), u);
    assert_ptr_equal(con_unary(CON_NEG, s, 0), u);
    assert_ptr_equal(con_unary(CON_NOT, one, 0), u);
    assert_ptr_equal(con_shift(con_float64(1), CON_SHL, 1), u);
    assert_ptr_equal(con_complex(u, one), u);
    assert_ptr_equal(con_real(s), u);
    assert_ptr_equal(con_imag(u), u);
    assert_false(con_compare(u, CON_EQL, u));
    assert_string_equal(con_format(u), "unknown");
    assert_ptr_equal(con_to_complex(s), u);
    assert_ptr_equal(con_round_float64(s), u);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(int_ranges),
        cmocka_unit_test(bit_lengths),
        cmocka_unit_test(signs),
        cmocka_unit_test(doubles),
        cmocka_unit_test(string_bytes),
        cmocka_unit_test(malformed),
        cmocka_unit_test(long_literals),
        cmocka_unit_test(unknown_spreads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
