/* test_vec.c - vectors keep their elements while they grow. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static void push_and_pop(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    U32Vec v = { 0 };
    VEC(char) other = { 0 };
    for (uint32_t i = 0; i < 10000; i++) {
        vec_push(a, &v, i * 3);
        if (i % 100 == 0) vec_push(a, &other, (char)i);    /* so that v cannot always grow in place */
    }
    assert_int_equal(v.n, 10000);
    for (uint32_t i = 0; i < v.n; i++) assert_int_equal(v.p[i], i * 3);
    assert_int_equal(vec_last(&v), 29997);
    assert_int_equal(vec_pop(&v), 29997);
    assert_int_equal(v.n, 9999);
    assert_int_equal(other.n, 100);
    assert_int_equal((unsigned char)other.p[99], 9900 % 256);
    arena_free(a);
}

static void reserve_makes_room(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    PtrVec v = { 0 };
    vec_reserve(a, &v, 1000);
    assert_true(v.cap >= 1000);
    assert_int_equal(v.n, 0);
    void **p = v.p;
    for (int i = 0; i < 1000; i++) vec_push(a, &v, &v);
    assert_ptr_equal(v.p, p);
    arena_free(a);
}

static void newest_grows_in_place(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    U32Vec v = { 0 };
    vec_push(a, &v, 1);
    uint32_t *p = v.p;
    for (int i = 0; i < 1000; i++) vec_push(a, &v, 1);
    assert_ptr_equal(v.p, p);
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(push_and_pop),
        cmocka_unit_test(reserve_makes_room),
        cmocka_unit_test(newest_grows_in_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
