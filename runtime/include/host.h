/*
 * host.h - the world outside, as a port: host_js.c, host_wasip1.c and (host build)
 * host_native.c implement it. None of these functions may re-enter Go.
 */
#ifndef RT_HOST_H
#define RT_HOST_H

#include "abi.h"

/* Called once by rt_start, when the heap works. */
void host_init(void);
/* All bytes, synchronously; errors are dropped. Returns n. */
int32_t host_write(int32_t fd, const void *p, int64_t n);
/* Monotonic nanoseconds, never 0. */
int64_t host_nanotime(void);
/* Seconds since 1970; *nsec gets the rest. */
int64_t host_walltime(int32_t *nsec);
void host_random(void *p, int64_t n);
/* Ends the program. May return (js): then no other port function is called. */
void host_exit(int32_t code);
/* linear memory has grown: views of it are stale. */
void host_memory_grew(void);

enum HostIdle {
    HOST_AGAIN,                 /* something may have happened: look again */
    HOST_RETURN,                /* give control back to the host */
    HOST_DEADLOCK,              /* nothing can ever happen */
};
/* Nothing is runnable. until: when the next timer is due, or INT64_MAX. nested: the
 * scheduler runs inside an event or an exported call that has not finished. */
enum HostIdle host_idle(int64_t until, bool nested);

/* ---- print.c: for the runtime's own messages, to standard error -------------------- */

void print_text(const char *s);
void print_dec(uint64_t n);
void print_hex(uint64_t n);
bool text_has_prefix(const char *s, const char *prefix);

#endif
