/* buf.c - growing text and byte buffers, and Go-syntax quoting. */
#include "base_int.h"

#include <utf8proc.h>

void buf_init(Buf *b, Arena *a) {
    *b = (Buf){ .arena = a };
}

/* Makes room for n more bytes and a NUL. */
static void reserve(Buf *b, size_t n) {
    size_t need = b->n + n + 1;
    if (need <= b->cap) return;
    if (need < n) out_of_memory(n);
    size_t cap = b->cap < 32 ? 64 : b->cap * 2;
    if (cap < need) cap = need;
    if (!arena_extend(b->arena, b->p, b->cap, cap)) {
        char *p = arena_alloc_raw(b->arena, cap, 1);
        if (b->n) memcpy(p, b->p, b->n);
        b->p = p;
    }
    b->cap = cap;
}

void buf_putc(Buf *b, char c) {
    reserve(b, 1);
    b->p[b->n++] = c;
}

void buf_write(Buf *b, const void *p, size_t n) {
    if (n == 0) return;
    reserve(b, n);
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void buf_puts(Buf *b, const char *s) {
    buf_write(b, s, strlen(s));
}

void buf_printf(Buf *b, const char *fmt, ...) {
    va_list ap;
    reserve(b, 64);
    va_start(ap, fmt);
    int n = vsnprintf(b->p + b->n, b->cap - b->n, fmt, ap);
    va_end(ap);
    if (n < 0) return;
    if ((size_t)n >= b->cap - b->n) {
        reserve(b, (size_t)n);
        va_start(ap, fmt);
        vsnprintf(b->p + b->n, b->cap - b->n, fmt, ap);
        va_end(ap);
    }
    b->n += (size_t)n;
}

const char *buf_str(Buf *b) {
    reserve(b, 0);
    b->p[b->n] = 0;
    return b->p;
}

void buf_rune(Buf *b, uint32_t r) {
    char out[4];
    buf_write(b, out, (size_t)utf8_encode(out, r));
}

/* As unicode.IsPrint: letters, marks, numbers, punctuation, symbols, and the ASCII space. */
static bool is_print(uint32_t r) {
    if (r < 0x80) return r >= ' ' && r < 0x7F;
    switch (utf8proc_category((utf8proc_int32_t)r)) {
    case UTF8PROC_CATEGORY_CN: case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: case UTF8PROC_CATEGORY_CC: case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS: case UTF8PROC_CATEGORY_CO:
        return false;
    default:
        return true;
    }
}

static void quote_rune(Buf *b, uint32_t r) {
    static const char named[] = "\aa\bb\ff\nn\rr\tt\vv\\\\\"\"";
    for (const char *e = named; *e; e += 2) {
        if (r == (unsigned char)*e) {
            buf_printf(b, "\\%c", e[1]);
            return;
        }
    }
    if (is_print(r)) buf_rune(b, r);
    else if (r < ' ' || r == 0x7F) buf_printf(b, "\\x%02x", r);
    else if (r < 0x10000) buf_printf(b, "\\u%04x", r);
    else buf_printf(b, "\\U%08x", r);
}

void buf_quote(Buf *b, const char *s, size_t n) {
    buf_putc(b, '"');
    for (size_t i = 0; i < n;) {
        int width;
        uint32_t r = utf8_decode(s + i, n - i, &width);
        if (width == 1 && r == 0xFFFD) buf_printf(b, "\\x%02x", (unsigned char)s[i]);
        else quote_rune(b, r);
        i += (size_t)width;
    }
    buf_putc(b, '"');
}
