/* test_shared.c - constants made on one thread are good on all; long sums stay cheap. */
#include "gocw/constant.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

enum { PARTS = 200000, USERS = 16 };

/* One sum of many parts; adding one must not copy what came before. */
static const Const *long_sum(bool to_the_right) {
    const Const *sum = con_string("", 0), *part = con_string("abcd", 4);
    for (int i = 0; i < PARTS; i++)
        sum = to_the_right && i % 100 ? con_binary(part, CON_ADD, sum, false) : con_binary(sum, CON_ADD, part, false);
    return sum;
}

static void check_text(const Const *sum) {
    size_t n;
    const char *s = con_string_val(sum, &n);
    if (n != 4 * (size_t)PARTS || s[n] != 0) abort();
    for (size_t i = 0; i < n; i++)
        if (s[i] != "abcd"[i % 4]) abort();
}

static void long_sums(void **state) {
    (void)state;
    check_text(long_sum(false));
    check_text(long_sum(true));
}

typedef struct Shared { const Const *sum, *third, *huge; } Shared;

static void use(void *ctx, uint32_t i) {
    const Shared *s = ctx;
    (void)i;
    check_text(s->sum);
    const Const *one = con_binary(s->third, CON_MUL, con_int64(3), false);
    if (!con_compare(one, CON_EQL, con_int64(1))) abort();
    /* The range of exponents is set for every thread. */
    const Const *square = con_binary(s->huge, CON_MUL, s->huge, false);
    if (strcmp(con_format_exact(square), "0x.8p+2000000001") != 0) abort();
    if (con_kind(con_binary(square, CON_MUL, square, false)) != CON_UNKNOWN) abort();
}

static void many_threads(void **state) {
    (void)state;
    Shared s = { long_sum(false), con_binary(con_int64(1), CON_QUO, con_float64(3), false),
                 con_from_float_lit("0x1p1000000000", 14) };
    pool_run(USERS, use, &s);
    use(&s, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(long_sums), cmocka_unit_test(many_threads) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
