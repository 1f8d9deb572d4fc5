/*
 * mem.c - bytes: the C library functions that clang expects (through bulk memory
 * instructions), and comparing and searching for Go.
 */
#include "port.h"

#ifdef __wasm__

void *memcpy(void *restrict to, const void *restrict from, size_t n) {
    __asm__ volatile("local.get %0\nlocal.get %1\nlocal.get %2\nmemory.copy 0, 0" : : "r"(to), "r"(from), "r"(n) : "memory");
    return to;
}

void *memmove(void *to, const void *from, size_t n) {
    __asm__ volatile("local.get %0\nlocal.get %1\nlocal.get %2\nmemory.copy 0, 0" : : "r"(to), "r"(from), "r"(n) : "memory");
    return to;
}

void *memset(void *to, int byte, size_t n) {
    __asm__ volatile("local.get %0\nlocal.get %1\nlocal.get %2\nmemory.fill 0" : : "r"(to), "r"(byte), "r"(n) : "memory");
    return to;
}

size_t strlen(const char *s) {
    const char *p = s;
    while (*p)
        p++;
    return (size_t)(p - s);
}

int memcmp(const void *a, const void *b, size_t n) {
    const unsigned char *x = a, *y = b;
    for (; n; n--, x++, y++)
        if (*x != *y)
            return *x < *y ? -1 : 1;
    return 0;
}

#endif

static inline uint64_t load64(const void *p) {
    uint64_t v;
    __builtin_memcpy(&v, p, 8);
    return v;
}

static inline uint32_t load32(const void *p) {
    uint32_t v;
    __builtin_memcpy(&v, p, 4);
    return v;
}

/* The last step overlaps the one before. */
int32_t rt_memequal(void *a, void *b, int64_t n) {
    const char *x = a, *y = b, *x_end = x + n, *y_end = y + n;
    if (x == y || n <= 0)
        return 1;
    if (n < 4)
        return x[0] == y[0] && x[n >> 1] == y[n >> 1] && x_end[-1] == y_end[-1];
    if (n < 8)
        return load32(x) == load32(y) && load32(x_end - 4) == load32(y_end - 4);
    for (; x_end - x > 8; x += 8, y += 8)
        if (load64(x) != load64(y))
            return 0;
    return load64(x_end - 8) == load64(y_end - 8);
}

int32_t rt_memcompare(void *a, int64_t alen, void *b, int64_t blen) {
    const char *x = a, *y = b;
    int64_t n = alen < blen ? alen : blen;
    for (; n >= 8; n -= 8, x += 8, y += 8) {
        uint64_t u = load64(x), v = load64(y);
        if (u != v)
            return __builtin_bswap64(u) < __builtin_bswap64(v) ? -1 : 1;
    }
    for (; n > 0; n--, x++, y++)
        if (*x != *y)
            return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
    return (alen > blen) - (alen < blen);
}

/* Eight bytes at a time: a byte of word ^ pattern is zero where the byte matches. */
int64_t rt_indexbyte(void *s, int64_t n, int32_t byte) {
    const char *p = s;
    const uint64_t ones = 0x0101010101010101, pattern = ones * (uint8_t)byte;
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t w = load64(p + i) ^ pattern;
        uint64_t zero = (w - ones) & ~w & (ones << 7);
        if (zero)
            return i + __builtin_ctzll(zero) / 8;
    }
    for (; i < n; i++)
        if (p[i] == (char)byte)
            return i;
    return -1;
}
