/* utf8.c - one rune at a time, with Go's rules: surrogates and overlong forms are invalid. */
#include "gocw/base.h"

static const uint32_t BAD_RUNE = 0xFFFD;

uint32_t utf8_decode(const char *s, size_t n, int *width) {
    const unsigned char *p = (const unsigned char *)s;
    *width = n ? 1 : 0;
    if (n == 0) return BAD_RUNE;
    if (p[0] < 0x80) return p[0];
    if (p[0] < 0xC2 || p[0] > 0xF4) return BAD_RUNE;
    int size = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (n < (size_t)size) return BAD_RUNE;
    uint32_t r = p[0] & (0x7F >> size);
    for (int i = 1; i < size; i++) {
        if ((p[i] & 0xC0) != 0x80) return BAD_RUNE;
        r = r << 6 | (p[i] & 0x3F);
    }
    if (size == 3 && (r < 0x800 || (r >= 0xD800 && r <= 0xDFFF))) return BAD_RUNE;
    if (size == 4 && (r < 0x10000 || r > 0x10FFFF)) return BAD_RUNE;
    *width = size;
    return r;
}

int utf8_encode(char out[4], uint32_t r) {
    if (r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF)) r = BAD_RUNE;
    if (r < 0x80) {
        out[0] = (char)r;
        return 1;
    }
    int size = r < 0x800 ? 2 : r < 0x10000 ? 3 : 4;
    for (int i = size - 1; i > 0; i--, r >>= 6) out[i] = (char)(0x80 | (r & 0x3F));
    out[0] = (char)((0xF00 >> size & 0xFF) | r);
    return size;
}
