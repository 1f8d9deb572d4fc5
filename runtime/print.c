/*
 * print.c - text to standard error, for what the runtime itself has to say.
 */
#include "host.h"
#include "port.h"

enum { STDERR = 2 };

void print_text(const char *s) { host_write(STDERR, s, (int64_t)strlen(s)); }

static void print_base(uint64_t n, unsigned base) {
    char buf[20];
    char *p = buf + sizeof buf;
    do
        *--p = "0123456789abcdef"[n % base];
    while (n /= base);
    host_write(STDERR, p, buf + sizeof buf - p);
}

void print_dec(uint64_t n) { print_base(n, 10); }
void print_hex(uint64_t n) { print_base(n, 16); }

bool text_has_prefix(const char *s, const char *prefix) {
    while (*prefix)
        if (*s++ != *prefix++)
            return false;
    return true;
}
