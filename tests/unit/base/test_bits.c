/* test_bits.c - bit sets of odd sizes. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static void set_clear_next(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    BitSet b;
    bits_init(&b, a, 130);
    assert_int_equal(bits_count(&b), 0);
    assert_int_equal(bits_next(&b, 0), UINT32_MAX);
    bits_set(&b, 0);
    bits_set(&b, 63);
    bits_set(&b, 64);
    bits_set(&b, 129);
    assert_true(bits_get(&b, 63));
    assert_false(bits_get(&b, 62));
    assert_int_equal(bits_count(&b), 4);
    assert_int_equal(bits_next(&b, 0), 0);
    assert_int_equal(bits_next(&b, 1), 63);
    assert_int_equal(bits_next(&b, 64), 64);
    assert_int_equal(bits_next(&b, 65), 129);
    assert_int_equal(bits_next(&b, 130), UINT32_MAX);
    bits_clear(&b, 63);
    assert_int_equal(bits_next(&b, 1), 64);
    bits_zero(&b);
    assert_int_equal(bits_count(&b), 0);
    arena_free(a);
}

static void or_tells_change(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    BitSet x, y;
    bits_init(&x, a, 100);
    bits_init(&y, a, 100);
    bits_set(&y, 99);
    assert_true(bits_or(&x, &y));
    assert_false(bits_or(&x, &y));
    assert_true(bits_get(&x, 99));
    bits_set(&y, 3);
    bits_copy(&x, &y);
    assert_int_equal(bits_count(&x), 2);
    arena_free(a);
}

static void empty_set(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    BitSet b;
    bits_init(&b, a, 0);
    assert_int_equal(bits_count(&b), 0);
    assert_int_equal(bits_next(&b, 0), UINT32_MAX);
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_clear_next),
        cmocka_unit_test(or_tells_change),
        cmocka_unit_test(empty_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
