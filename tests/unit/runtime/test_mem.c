/* Tests of mem.c: comparing and searching bytes, at every length and place; the blocks end where the bytes do, so that the
 * sanitizers see a read too far. */
#include "rt_test.h"

enum { LONGEST = 70 };

static char *block(size_t n) {
    char *p = malloc(n ? n : 1);
    for (size_t i = 0; i < n; i++)
        p[i] = (char)(i * 37 + 11);
    return p;
}

static int sign(int64_t n) { return (n > 0) - (n < 0); }

static void compares_as_memcmp(void **state) {
    (void)state;
    for (int64_t n = 0; n < LONGEST; n++) {
        char *a = block((size_t)n), *b = block((size_t)n);
        assert_int_equal(rt_memequal(a, b, n), 1);
        assert_int_equal(rt_memcompare(a, n, b, n), 0);
        for (int64_t i = 0; i < n; i++) {
            b[i] ^= (char)0x80;
            assert_int_equal(rt_memequal(a, b, n), 0);
            assert_int_equal(sign(rt_memcompare(a, n, b, n)), sign(memcmp(a, b, (size_t)n)));
            b[i] ^= (char)0x80;
            assert_int_equal(rt_memcompare(a, n, b, i), 1);
            assert_int_equal(rt_memcompare(a, i, b, n), -1);
        }
        free(a);
        free(b);
    }
}

static void finds_the_first_byte(void **state) {
    (void)state;
    for (int64_t n = 0; n < LONGEST; n++) {
        char *a = block((size_t)n);
        for (int byte = 0; byte < 256; byte++) {
            const char *p = n ? memchr(a, byte, (size_t)n) : NULL;
            assert_int_equal(rt_indexbyte(a, n, byte), p ? p - a : -1);
        }
        free(a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_as_memcmp),
        cmocka_unit_test(finds_the_first_byte),
    };
    return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
