/* test_map.c - maps find what was set, and keep the order of insertion. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static void *num(uintptr_t n) { return (void *)n; }

static void set_get_delete(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    PtrMap m;
    ptrmap_init(&m, a);
    assert_null(ptrmap_get(&m, num(1)));
    assert_false(ptrmap_del(&m, num(1)));
    for (uintptr_t i = 1; i <= 5000; i++) ptrmap_set(&m, num(i * 64), num(i));
    for (uintptr_t i = 1; i <= 5000; i++) assert_ptr_equal(ptrmap_get(&m, num(i * 64)), num(i));
    ptrmap_set(&m, num(64), num(99));
    assert_ptr_equal(ptrmap_get(&m, num(64)), num(99));
    assert_int_equal(m.live, 5000);
    for (uintptr_t i = 1; i <= 5000; i += 2) assert_true(ptrmap_del(&m, num(i * 64)));
    assert_int_equal(m.live, 2500);
    for (uintptr_t i = 1; i <= 5000; i++) assert_int_equal(ptrmap_has(&m, num(i * 64)), i % 2 == 0);
    assert_false(ptrmap_has(&m, NULL));
    arena_free(a);
}

static void null_values_count_as_present(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    PtrMap m;
    ptrmap_init(&m, a);
    ptrmap_set(&m, num(8), NULL);
    assert_null(ptrmap_get(&m, num(8)));
    assert_true(ptrmap_has(&m, num(8)));
    arena_free(a);
}

static void order_survives_growth_and_deletion(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    PtrMap m;
    ptrmap_init(&m, a);
    for (uintptr_t i = 1000; i > 0; i--) ptrmap_set(&m, num(i), num(i));
    for (uintptr_t i = 1; i <= 1000; i += 3) ptrmap_del(&m, num(i));
    for (uintptr_t i = 2000; i > 1000; i--) ptrmap_set(&m, num(i), num(i));
    uintptr_t n = 0, before = 1001;
    bool second = false;
    for (uint32_t i = 0; i < m.n; i++) {
        uintptr_t key = m.entries[i].key;
        if (key == 0) continue;
        if (!second && key > 1000) second = true, before = 2001;
        assert_true(key < before);
        before = key;
        n++;
    }
    assert_int_equal(n, m.live);
    assert_int_equal(n, 2000 - 334);
    arena_free(a);
}

static void churn_stays_small(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    PtrMap m;
    ptrmap_init(&m, a);
    for (uintptr_t i = 1; i < 100000; i++) {
        ptrmap_set(&m, num(i), num(i));
        if (i > 4) assert_true(ptrmap_del(&m, num(i - 4)));
    }
    assert_int_equal(m.live, 4);
    assert_true(m.cap <= 64);
    arena_free(a);
}

static void text_keys(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    StrMap m;
    strmap_init(&m, a);
    assert_null(strmap_get(&m, "x", 1));
    char key[32];
    for (uintptr_t i = 1; i <= 3000; i++) {
        int n = snprintf(key, sizeof key, "key %zu", (size_t)i);
        strmap_set(&m, key, (size_t)n, num(i));
    }
    for (uintptr_t i = 1; i <= 3000; i++) {
        int n = snprintf(key, sizeof key, "key %zu", (size_t)i);
        assert_ptr_equal(strmap_get(&m, key, (size_t)n), num(i));
        assert_string_equal(m.entries[i - 1].key, key);
    }
    strmap_set(&m, "key 7", 5, num(70));
    assert_ptr_equal(strmap_get(&m, "key 7", 5), num(70));
    assert_int_equal(m.n, 3000);
    strmap_set(&m, "", 0, num(1));
    assert_ptr_equal(strmap_get(&m, "", 0), num(1));
    strmap_set(&m, "a\0b", 3, num(2));
    assert_null(strmap_get(&m, "a\0c", 3));
    assert_ptr_equal(strmap_get(&m, "a\0b", 3), num(2));
    arena_free(a);
}

static void hashes_differ(void **state) {
    (void)state;
    const char text[] = "the quick brown fox jumps over the lazy dog";
    uint64_t seen[2 * sizeof text];
    for (size_t n = 0; n < sizeof text; n++) {
        seen[2 * n] = hash_bytes(text, n, 0);
        seen[2 * n + 1] = hash_bytes(text, n, 1);
    }
    for (size_t i = 0; i < LEN(seen); i++)
        for (size_t k = 0; k < i; k++) assert_true(seen[i] != seen[k]);
    assert_true(hash_bytes("ab", 2, 5) == hash_bytes("ab", 2, 5));
    /* Zero bytes count too. */
    assert_true(hash_bytes("\0\0", 1, 0) != hash_bytes("\0\0", 2, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_get_delete),
        cmocka_unit_test(null_values_count_as_present),
        cmocka_unit_test(order_survives_growth_and_deletion),
        cmocka_unit_test(churn_stays_small),
        cmocka_unit_test(text_keys),
        cmocka_unit_test(hashes_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
