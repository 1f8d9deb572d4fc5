/*
 * host.c - what is the same on every host: output and random numbers.
 */
#include "host.h"

void rt_random(void *p, int64_t n) { host_random(p, n); }

/* wyrand: one 64-bit word of state. */
int64_t rt_rand64(void) {
    static uint64_t state;
    if (!state)
        host_random(&state, sizeof state);
    state += 0xa0761d6478bd642f;
    uint64_t a = state, b = state ^ 0xe7037ed1a0b428db;
    uint64_t mid = (a >> 32) * (uint32_t)b + ((a & UINT32_MAX) * (uint32_t)b >> 32);
    uint64_t high = (a >> 32) * (b >> 32) + (mid >> 32) + (((a & UINT32_MAX) * (b >> 32) + (uint32_t)mid) >> 32);
    return (int64_t)(high ^ (a * b));
}

int32_t rt_write(int32_t fd, void *p, int32_t n) { return host_write(fd, p, n); }
