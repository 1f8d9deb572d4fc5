/* bits.c - bit sets of a fixed size. Bits past nbits in the last word stay clear. */
#include "gocw/base.h"

static uint32_t words(const BitSet *b) {
    return b->nbits / 64 + (b->nbits % 64 != 0);
}

void bits_init(BitSet *b, Arena *a, uint32_t nbits) {
    b->nbits = nbits;
    b->w = NEW_N(a, uint64_t, words(b));
}

void bits_zero(BitSet *b) {
    memset(b->w, 0, words(b) * sizeof *b->w);
}

bool bits_or(BitSet *dst, const BitSet *src) {
    uint64_t changed = 0;
    for (uint32_t i = 0, n = words(dst); i < n; i++) {
        changed |= src->w[i] & ~dst->w[i];
        dst->w[i] |= src->w[i];
    }
    return changed != 0;
}

void bits_copy(BitSet *dst, const BitSet *src) {
    memcpy(dst->w, src->w, words(dst) * sizeof *dst->w);
}

uint32_t bits_count(const BitSet *b) {
    uint32_t count = 0;
    for (uint32_t i = 0, n = words(b); i < n; i++) count += (uint32_t)__builtin_popcountll(b->w[i]);
    return count;
}

uint32_t bits_next(const BitSet *b, uint32_t i) {
    if (i >= b->nbits) return UINT32_MAX;
    uint32_t at = i >> 6;
    uint64_t w = b->w[at] & ~(uint64_t)0 << (i & 63);
    for (uint32_t n = words(b);;) {
        if (w) return at * 64 + (uint32_t)__builtin_ctzll(w);
        if (++at == n) return UINT32_MAX;
        w = b->w[at];
    }
}
