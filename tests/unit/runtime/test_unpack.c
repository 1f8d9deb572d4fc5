/* Tests of unpack.c: packed data at the end of its memory, which was zero before. */
#include "rt_test.h"

enum { SIZE = 600 };

static void check(const uint8_t *packed, size_t n, size_t at, const uint8_t *want) {
    uint8_t memory[SIZE] = {0};
    memcpy(memory + at, packed, n);
    rt_unpack(memory + at, memory + at + n, memory);
    assert_memory_equal(memory, want, SIZE);
}

static void puts_zeros_back(void **state) {
    (void)state;
    const uint8_t packed[] = {0x24, 1, 2, 0x13, 3, 0x20, 4, 5};
    const uint8_t want[SIZE] = {1, 2, 0, 0, 0, 0, 3, 0, 0, 0, 4, 5};
    check(packed, sizeof packed, 5, want);      /* as near as can be */
    check(packed, sizeof packed, 6, want);      /* its end lies behind that of the data, and is cleared */
    check(packed, sizeof packed, 300, want);
}

static void reads_long_rows(void **state) {
    (void)state;
    uint8_t packed[300] = {0xff, 0x85, 0x01, 0xc1, 0x01}, want[SIZE] = {0};     /* 15 + 133 bytes, 15 + 193 zeros */
    for (uint32_t i = 0; i < 148; i++) packed[5 + i] = want[i] = (uint8_t)(i + 1);
    packed[153] = 0x10;
    packed[154] = want[148 + 208] = 7;
    check(packed, 155, 203, want);
}

static void nothing_is_nothing(void **state) {
    (void)state;
    const uint8_t want[SIZE] = {0};
    check(want, 0, 10, want);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puts_zeros_back),
        cmocka_unit_test(reads_long_rows),
        cmocka_unit_test(nothing_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
