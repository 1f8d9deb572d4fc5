/*
 * host_wasip1.c - the port to WASI preview 1, and the entry point behind the exports _start and _initialize.
 *
 * When nothing is runnable the program sleeps in poll_oneoff until the next timer is due or an armed
 * descriptor is ready.
 */
#include "g.h"
#include "gc.h"
#include "host.h"
#include "port.h"

typedef uint16_t Errno;
enum { ERRNO_SUCCESS = 0, ERRNO_AGAIN = 6, ERRNO_INTR = 27 };
enum { CLOCK_REALTIME, CLOCK_MONOTONIC };

#define WASI(name, result, params) \
    __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) extern result wasi_##name params
typedef struct Iovec { const void *p; uint32_t n; } Iovec;
WASI(args_get, int32_t, (char **argv, char *buf));
WASI(args_sizes_get, int32_t, (uint32_t *argc, uint32_t *size));
WASI(environ_get, int32_t, (char **env, char *buf));
WASI(environ_sizes_get, int32_t, (uint32_t *count, uint32_t *size));
WASI(clock_time_get, int32_t, (int32_t clock, int64_t precision, int64_t *time));
WASI(fd_write, int32_t, (int32_t fd, const Iovec *iov, uint32_t n, uint32_t *written));
WASI(poll_oneoff, int32_t, (const void *in, void *out, uint32_t n, uint32_t *events));
WASI(proc_exit, void, (int32_t code));
WASI(random_get, int32_t, (void *p, uint32_t n));

int32_t host_write(int32_t fd, const void *p, int64_t n) {
    const char *s = p;
    for (int64_t left = n; left > 0;) {
        Iovec iov = {s, (uint32_t)left};
        uint32_t written = 0;
        int32_t err = wasi_fd_write(fd, &iov, 1, &written);
        if (err != ERRNO_SUCCESS && err != ERRNO_AGAIN && err != ERRNO_INTR)
            return (int32_t)(n - left);
        s += written;
        left -= written;
    }
    return (int32_t)n;
}

static int64_t clock(int32_t id) {
    int64_t t = 0;
    wasi_clock_time_get(id, 0, &t);
    return t;
}

int64_t host_nanotime(void) {
    int64_t t = clock(CLOCK_MONOTONIC);
    return t ? t : 1;
}

int64_t host_walltime(int32_t *nsec) {
    int64_t t = clock(CLOCK_REALTIME);
    *nsec = (int32_t)(t % 1000000000);
    return t / 1000000000;
}

void host_random(void *p, int64_t n) { wasi_random_get(p, (uint32_t)n); }
void host_exit(int32_t code) { wasi_proc_exit(code); }
void host_memory_grew(void) {}

/* ---- arguments -------------------------------------------------------------------------------- */

/* Texts that the host has: asked for when somebody wants to know. */
typedef struct Texts { char **p; uint32_t n; } Texts;
static Texts args, env;

void host_init(void) {}

INLINE uint32_t get(Texts *t, int32_t (*sizes)(uint32_t *n, uint32_t *bytes), int32_t (*texts)(char **p, char *bytes)) {
    if (!t->p) {
        uint32_t size = 0;
        sizes(&t->n, &size);
        t->p = mem_alloc((t->n + 1) * sizeof *t->p);
        texts(t->p, mem_alloc(size + 1));
    }
    return t->n;
}

static uint32_t get_args(void) { return get(&args, wasi_args_sizes_get, wasi_args_get); }
static uint32_t get_environ(void) { return get(&env, wasi_environ_sizes_get, wasi_environ_get); }

int32_t rt_args(void) { return (int32_t)get_args(); }
void *rt_arg(int32_t i) { return (uint32_t)i < get_args() ? args.p[i] : NULL; }
void *rt_environ(int32_t i) { return (uint32_t)i < get_environ() ? env.p[i] : NULL; }

/* ---- waiting ------------------------------------------------------------------------------------- */

enum { EVENT_CLOCK, EVENT_READ, EVENT_WRITE };

typedef struct Subscription {   /* 48 bytes */
    uint64_t userdata;
    uint8_t tag;                /* EVENT_* */
    union {
        struct { uint32_t id; uint64_t timeout, precision; uint16_t flags; } clock;
        struct { uint32_t fd; } file;
    };
} Subscription;
AT(Subscription, tag, 8);
AT(Subscription, clock, 16);
_Static_assert(sizeof(Subscription) == 48, "subscription");

typedef struct Event {          /* 32 bytes */
    uint64_t userdata;
    uint16_t error;
    uint8_t tag;
    uint64_t nbytes;
    uint16_t flags;
} Event;
_Static_assert(sizeof(Event) == 32, "event");

typedef struct PollDesc PollDesc;
struct PollDesc {
    PollDesc *next, *prev;
    int32_t fd;
    G *reader, *writer;         /* goroutines to wake, or NULL; may have been woken by others since */
};
static PollDesc *polls;

void *rt_poll_add(int32_t fd) {
    PollDesc *pd = mem_alloc(sizeof *pd);
    pd->fd = fd;
    pd->next = polls;
    if (polls)
        polls->prev = pd;
    polls = pd;
    return pd;
}

static bool waits(const G *g) { return g && g->state == G_WAITING && g->wait_reason == WAIT_IO; }

static void wake(G **slot) {
    if (waits(*slot))
        sched_ready(*slot);
    *slot = NULL;
}

void rt_poll_wake(void *p) {
    PollDesc *pd = p;
    wake(&pd->reader);
    wake(&pd->writer);
}

void rt_poll_del(void *p) {
    PollDesc *pd = p;
    rt_poll_wake(pd);
    if (pd->prev)
        pd->prev->next = pd->next;
    else
        polls = pd->next;
    if (pd->next)
        pd->next->prev = pd->prev;
    mem_free(pd, sizeof *pd);
}

void rt_poll_arm(void *p, int32_t mode) {
    PollDesc *pd = p;
    *(mode == 'r' ? &pd->reader : &pd->writer) = rt_g;
}

static uint32_t count_armed(void) {
    uint32_t n = 0;
    for (PollDesc *pd = polls; pd; pd = pd->next)
        n += (uint32_t)waits(pd->reader) + (uint32_t)waits(pd->writer);
    return n;
}

/* Waits for the subscriptions; wakes whose descriptors are ready. */
static void poll(int64_t until, uint32_t armed) {
    size_t max = armed + 1;
    Subscription *in = mem_alloc(max * sizeof *in);
    Event *out = mem_alloc(max * sizeof *out);
    uint32_t n = 0, nevents = 0;
    if (until != INT64_MAX) {
        in[n].tag = EVENT_CLOCK;
        in[n].clock.id = CLOCK_MONOTONIC;
        int64_t ns = until - host_nanotime();
        in[n].clock.timeout = ns > 0 ? (uint64_t)ns : 0;
        in[n++].clock.precision = 1;
    }
    for (PollDesc *pd = polls; pd; pd = pd->next)
        for (uint8_t tag = EVENT_READ; tag <= EVENT_WRITE; tag++)
            if (waits(tag == EVENT_READ ? pd->reader : pd->writer))
                in[n++] = (Subscription){.userdata = (uintptr_t)pd, .tag = tag, .file.fd = (uint32_t)pd->fd};
    if (wasi_poll_oneoff(in, out, n, &nevents) != ERRNO_SUCCESS)
        nevents = 0;
    for (uint32_t i = 0; i < nevents; i++) {
        PollDesc *pd = (PollDesc *)(uintptr_t)out[i].userdata;
        if (pd)
            wake(out[i].tag == EVENT_READ ? &pd->reader : &pd->writer);
    }
    mem_free(in, max * sizeof *in);
    mem_free(out, max * sizeof *out);
}

enum HostIdle host_idle(int64_t until, bool nested) {
    (void)nested;
    if (!uses_timers() && !USES(rt_poll_arm))
        return HOST_DEADLOCK;
    uint32_t armed = count_armed();
    if (until == INT64_MAX && !armed)
        return HOST_DEADLOCK;
    poll(until, armed);
    return HOST_AGAIN;
}

/* With MODULE_CSHARED runtime.main returns after the initialisers, and so does this; otherwise the
 * program ends in it. */
void rt_wasi_start(void *md) {
    rt_start(md);
    if (rt_module->flags & MODULE_CSHARED)
        sched_run(sched_main(), false);
    else
        sched_run(NULL, false);
}
