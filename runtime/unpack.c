/*
 * unpack.c - static data as src/wasm/pack.c packs it: zeros are left out.
 *
 * A row of the packed form is a byte, how many bytes follow (upper half) and how many zeros stand behind them (lower half); 15 in a half:
 * a number follows that is added to it, seven bits a byte. The packed form lies at the end of the memory that it is for, so far up
 * that it is read before it is overwritten.
 */
#include "port.h"

enum { LONG = 32 };            /* a call pays */

static inline uint32_t count(uint32_t half, const uint8_t **p) {
    uint32_t n = half;
    if (half == 15)
        for (uint32_t shift = 0, b = 0x80; b & 0x80; shift += 7) {
            b = *(*p)++;
            n += (b & 0x7f) << shift;
        }
    return n;
}

/* In memory that was zero but for what is to be unpacked; that is cleared where nothing else gets there. */
void rt_unpack(void *from, void *end, void *dest) {
    const uint8_t *p = from;
    uint8_t *to = dest, *used = from;   /* used: from here on memory is not zero */
    while (p < (const uint8_t *)end) {
        uint32_t head = *p++, n = count(head >> 4, &p), zeros = count(head & 15, &p);
        if (n >= LONG) {
            memmove(to, p, n);
            to += n;
            p += n;
        } else {
            for (; n; n--)
                *to++ = *p++;
        }
        uint8_t *next = to + zeros;
        if (to < used)
            to = used < next ? used : next;
        while (to < next)
            *to++ = 0;
    }
    while (to < (uint8_t *)end)
        *to++ = 0;
}
