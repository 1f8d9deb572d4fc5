/*
 * pack.c - static data without its zeros, which are a quarter of it: 8-byte slots hold 4-byte addresses. runtime/unpack.c puts them
 * back when the module is instantiated, and describes the form.
 *
 * The packed form takes no memory of its own: it lies where the data ends, so far up that no byte is overwritten before it is read.
 */
#include "wasm_int.h"

enum { MIN_ZEROS = 2, NIBBLE = 15 };

static uint64_t zeros_at(const uint8_t *p, uint64_t i, uint64_t n)
{
    uint64_t z = i;
    while (z < n && p[z] == 0) z++;
    return z - i;
}

/* How many bytes stand before the next zeros that are worth a row. */
static uint64_t bytes_at(const uint8_t *p, uint64_t i, uint64_t n)
{
    uint64_t z = i;
    while (z < n) {
        uint64_t zeros = zeros_at(p, z, n);
        if (zeros >= MIN_ZEROS || z + zeros == n) break;
        z += zeros + 1;
    }
    return (z < n ? z : n) - i;
}

static void put_rest(Buf *b, uint64_t n)
{
    if (n < NIBBLE) return;
    for (n -= NIBBLE; n >= 0x80; n >>= 7) buf_putc(b, (char)(n | 0x80));
    buf_putc(b, (char)n);
}

static uint64_t nibble(uint64_t n) { return n < NIBBLE ? n : NIBBLE; }

PackedData pack_zeros(const uint8_t *p, uint64_t n)
{
    Buf b;
    uint64_t ahead = 0;         /* by how much what was written is ahead of what was read, at most */
    buf_init(&b, be.arena);
    for (uint64_t i = 0; i < n;) {
        uint64_t bytes = bytes_at(p, i, n), zeros = zeros_at(p, i + bytes, n);
        buf_putc(&b, (char)(nibble(bytes) << 4 | nibble(zeros)));
        put_rest(&b, bytes);
        put_rest(&b, zeros);
        buf_write(&b, (const char *)p + i, bytes);
        i += bytes + zeros;
        if (i > b.n + ahead) ahead = i - b.n;
    }
    return (PackedData){(const uint8_t *)b.p, b.n, ahead};
}
