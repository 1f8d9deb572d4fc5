/* test_pool.c - every item exactly once. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static void mark(void *ctx, uint32_t i) {
    ((unsigned char *)ctx)[i]++;
}

static void each_item_once(void **state) {
    (void)state;
    static unsigned char hits[100000];
    for (uint32_t n = 0; n <= sizeof hits; n = n * 10 + 1) {
        memset(hits, 0, sizeof hits);
        pool_run(n, mark, hits);
        for (uint32_t i = 0; i < sizeof hits; i++) assert_int_equal(hits[i], i < n);
    }
}

static uint32_t deep(volatile char *below, uint32_t n) {
    volatile char here[1024];
    here[0] = below ? below[0] : 1;
    return n == 0 ? (uint32_t)here[0] : deep(here, n - 1) + 1;
}

static void recurse(void *ctx, uint32_t i) {
    ((uint32_t *)ctx)[i] = deep(NULL, 50000);
}

static void stacks_are_deep(void **state) {
    (void)state;
    uint32_t got[2];
    pool_run(2, recurse, got);
    assert_int_equal(got[0], 50001);
    assert_int_equal(got[1], 50001);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_item_once),
        cmocka_unit_test(stacks_are_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
