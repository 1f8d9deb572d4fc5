/* test_arena.c - memory is zero, aligned, and comes back with a mark. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static bool all_zero(const unsigned char *p, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (p[i]) return false;
    return true;
}

static void alloc_is_zero_and_aligned(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *p = arena_alloc(a, size);
        assert_true(all_zero(p, size));
        assert_int_equal((uintptr_t)p % (size < 16 ? 8 : 16), 0);
        memset(p, 0xFF, size);
    }
    arena_free(a);
    arena_free(NULL);
}

static void empty_allocations_differ(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    void *p = arena_alloc(a, 0), *q = arena_alloc(a, 0);
    assert_non_null(p);
    assert_ptr_not_equal(p, q);
    arena_free(a);
}

static void raw_alignment(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    for (size_t align = 1; align <= 16; align *= 2) {
        char *first = arena_alloc_raw(a, 1, 1);
        char *p = arena_alloc_raw(a, 3, align);
        assert_int_equal((uintptr_t)p % align, 0);
        assert_true(p > first);
    }
    arena_free(a);
}

static void large_objects(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    size_t size = 10 << 20;
    unsigned char *p = arena_alloc(a, size);
    assert_true(all_zero(p, size));
    p[size - 1] = 1;
    assert_true(arena_used(a) >= size);
    arena_free(a);
}

static void release_gives_memory_back_zeroed(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    ArenaMark empty = arena_mark(a);
    char *kept = arena_strdup(a, "kept");
    ArenaMark m = arena_mark(a);
    size_t used = arena_used(a);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
            unsigned char *p = arena_alloc(a, 500);
            assert_true(all_zero(p, 500));
            memset(p, 0xEE, 500);
        }
        arena_release(a, m);
        assert_int_equal(arena_used(a), used);
    }
    assert_string_equal(kept, "kept");
    arena_release(a, empty);
    assert_int_equal(arena_used(a), 0);
    assert_true(all_zero(arena_alloc(a, 60000), 60000));
    arena_free(a);
}

static void strings(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    assert_string_equal(arena_strndup(a, "abcdef", 3), "abc");
    assert_string_equal(arena_strdup(a, ""), "");
    assert_string_equal(arena_printf(a, "%d-%s", 42, "x"), "42-x");
    char *p = arena_printf(a, "%01000d|", 7);
    assert_int_equal(strlen(p), 1001);
    assert_int_equal(p[999], '7');
    arena_free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alloc_is_zero_and_aligned),
        cmocka_unit_test(empty_allocations_differ),
        cmocka_unit_test(raw_alignment),
        cmocka_unit_test(large_objects),
        cmocka_unit_test(release_gives_memory_back_zeroed),
        cmocka_unit_test(strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
