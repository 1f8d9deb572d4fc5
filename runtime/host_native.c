/*
 * host_native.c - the port for the host build: unit tests, and evaluation at build time.
 *
 * A reserved range of addresses stands for linear memory. The clock stands still unless the scheduler is
 * idle, when it jumps to the next timer; host_native_clock moves it. Output to descriptors 1 and 2 can be captured.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "host_native.h"
#include "host.h"
#include "port.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#define RESERVED ((size_t)2 << 30)

uint32_t gocw_status;
SiteRecord *gocw_sites;
char *rt_import_sp;
uint32_t gocw_stack_used, gocw_deep_limit;
KeptRoot *port_kept;

size_t host_native_limit = RESERVED;
int64_t host_native_clock = 1;
bool host_native_exited;
int32_t host_native_code;
char host_native_output[HOST_NATIVE_OUTPUT];
static size_t output_len;

/* ---- memory ------------------------------------------------------------------------------- */

static char *base, *end;

char *port_memory_base(void) {
    if (!base) {
        base = mmap(NULL, RESERVED + WASM_PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (base == MAP_FAILED)
            abort();
        base = (char *)(((uintptr_t)base + WASM_PAGE - 1) & ~(WASM_PAGE - 1));
        end = base;
    }
    return base;
}

char *port_memory_end(void) {
    port_memory_base();
    return end;
}

bool port_memory_grow(size_t pages) {
    size_t bytes = pages * WASM_PAGE;
    if (bytes > host_native_limit - (size_t)(port_memory_end() - base) || mprotect(end, bytes, PROT_READ | PROT_WRITE))
        return false;
    end += bytes;
    return true;
}

/* ---- the world -------------------------------------------------------------------------------- */

void host_init(void) {}
void host_memory_grew(void) {}

int32_t host_write(int32_t fd, const void *p, int64_t n) {
    (void)fd;
    for (const char *s = p; s < (const char *)p + n && output_len < sizeof host_native_output - 1; s++)
        host_native_output[output_len++] = *s;
    host_native_output[output_len] = 0;
    return (int32_t)n;
}

void host_native_reset_output(void) {
    output_len = 0;
    host_native_output[0] = 0;
}

int64_t host_nanotime(void) { return host_native_clock; }

int64_t host_walltime(int32_t *nsec) {
    *nsec = (int32_t)(host_native_clock % 1000000000);
    return host_native_clock / 1000000000;
}

void host_random(void *p, int64_t n) {
    static uint32_t seed = 1;
    for (char *s = p; n-- > 0; s++)
        *s = (char)((seed = seed * 1664525 + 1013904223) >> 24);
}

void host_exit(int32_t code) {
    host_native_exited = true;
    host_native_code = code;
}

enum HostIdle host_idle(int64_t until, bool nested) {
    (void)nested;
    if (until == INT64_MAX)
        return HOST_DEADLOCK;
    if (host_native_clock < until)
        host_native_clock = until;
    return HOST_AGAIN;
}

int32_t rt_args(void) { return 0; }
void *rt_arg(int32_t i) {
    (void)i;
    return NULL;
}
void *rt_environ(int32_t i) {
    (void)i;
    return NULL;
}
void *rt_poll_add(int32_t fd) {
    (void)fd;
    return NULL;
}
void rt_poll_del(void *pd) { (void)pd; }
void rt_poll_arm(void *pd, int32_t mode) {
    (void)pd;
    (void)mode;
}
void rt_poll_wake(void *pd) { (void)pd; }
