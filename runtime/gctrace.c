/*
 * gctrace.c - the line that GODEBUG=gctrace=1 prints after each collection, as Go prints it:
 *
 *     gc 3 @0.120s 2%: 0.040+0+1.2 ms clock, 0.040+0/0/0+1.2 ms cpu, 4->4->1 MB, 4 MB goal, 0 MB stacks, 0 MB globals, 1 P
 *
 * Of the three phases the first (here: sweeping what the last collection left) and the third (marking) stop the
 * program; nothing is done besides the program, so the second is 0. The share in percent is of the time since the start.
 */
#include "gc_int.h"
#include "host.h"

static int64_t program_start, total;

/* n / 10^decimals */
static void print_fixed(uint64_t n, unsigned decimals) {
    uint64_t unit = 1;
    for (unsigned i = 0; i < decimals; i++)
        unit *= 10;
    print_dec(n / unit);
    if (!decimals)
        return;
    print_text(".");
    for (n %= unit; unit >= 10; n %= unit)
        print_dec(n / (unit /= 10));
}

/* Nanoseconds as milliseconds, in three digits or so. */
static void print_ms(int64_t ns) {
    uint64_t us = (uint64_t)ns / 1000;
    unsigned decimals = us ? 3 : 0;
    for (; us >= 100 && decimals; us /= 10)
        decimals--;
    print_fixed(us, decimals);
}

static void print_phases(int64_t first, const char *second, int64_t third, const char *unit) {
    print_ms(first);
    print_text(second);
    print_ms(third);
    print_text(unit);
}

static void print_mb(size_t bytes, const char *behind) {
    print_dec(bytes >> 20);
    print_text(behind);
}

void gctrace_start(void) { program_start = host_nanotime(); }

void gctrace_print(const Cycle *c, int64_t n) {
    int64_t sweep = c->swept - c->start, mark = c->end - c->swept, age = c->end - program_start;
    total += sweep + mark;
    print_text("gc ");
    print_dec((uint64_t)n);
    print_text(" @");
    print_fixed((uint64_t)(c->start - program_start) / 1000000, 3);
    print_text("s ");
    print_dec((uint64_t)(total * 100 / (age > 0 ? age : 1)));
    print_text("%: ");
    print_phases(sweep, "+0+", mark, " ms clock, ");
    print_phases(sweep, "+0/0/0+", mark, " ms cpu, ");
    print_mb(c->before, "->");
    print_mb(c->before, "->");
    print_mb(c->live, " MB, ");
    print_mb(c->goal, " MB goal, ");
    print_mb(heap.meta_bytes, " MB stacks, ");
    print_mb((size_t)((const char *)rt_module->roots_end - (const char *)rt_module->roots), " MB globals, 1 P");
    print_text(c->forced ? " (forced)\n" : "\n");
}
