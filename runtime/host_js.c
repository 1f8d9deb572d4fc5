/*
 * host_js.c - the port to JavaScript: imports of module gojs, and the entry points behind the exports run,
 * resume and getsp.
 *
 * An import takes the address of a frame: 8 bytes for the return address, the parameters in Go's stack
 * layout, the results. C uses one static frame, since none of its imports calls back.
 *
 * Events. run and resume return to JavaScript when every goroutine waits; JavaScript calls resume when a
 * function value is called from outside (possibly inside an import call of a goroutine) or when the timeout
 * fires that idle armed. resume runs the handler on a new goroutine, and whatever else can run, until the
 * handler has returned and nothing is runnable. A handler that waits while nothing can run is a
 * deadlock, even with timers: JavaScript delivers nothing before the call returns.
 */
#include "g.h"
#include "gc.h"
#include "host.h"
#include "port.h"

#define GOJS(name, c) \
    __attribute__((import_module("gojs"), import_name(name))) extern void c(void *frame)
GOJS("runtime.wasmExit", gojs_exit);
GOJS("runtime.wasmWrite", gojs_write);
GOJS("runtime.resetMemoryDataView", gojs_reset_memory);
GOJS("runtime.nanotime1", gojs_nanotime);
GOJS("runtime.walltime", gojs_walltime);
GOJS("runtime.scheduleTimeoutEvent", gojs_schedule_timeout);
GOJS("runtime.clearTimeoutEvent", gojs_clear_timeout);
GOJS("runtime.getRandomData", gojs_random);

enum { MAX_TIMEOUT_MS = 1000000000 };

static union { uint64_t word[5]; int64_t i64[5]; int32_t i32[10]; } frame; /* word 0: return address */
static int32_t timeout;         /* id of the armed timeout, or 0 */
static const char *const *args; /* argc pointers, a NULL, the environment, a NULL */
static int32_t nargs;

int32_t host_write(int32_t fd, const void *p, int64_t n) {
    frame.i64[1] = fd;
    frame.word[2] = (uintptr_t)p;
    frame.i64[3] = n;
    gojs_write(&frame);
    return (int32_t)n;
}

int64_t host_nanotime(void) {
    gojs_nanotime(&frame);
    return frame.i64[1];
}

int64_t host_walltime(int32_t *nsec) {
    gojs_walltime(&frame);
    *nsec = frame.i32[4];
    return frame.i64[1];
}

void host_random(void *p, int64_t n) {
    frame.word[1] = (uintptr_t)p;
    frame.i64[2] = frame.i64[3] = n;
    gojs_random(&frame);
}

void host_exit(int32_t code) {
    frame.word[1] = (uint32_t)code;
    gojs_exit(&frame);
}

void host_memory_grew(void) { gojs_reset_memory(&frame); }

/* ---- arguments ----------------------------------------------------------------------------- */

/* The helper leaves them below the stack's base, where the stack will be: text from 4096 on, then a
 * table of 8-byte addresses (arguments, 0, environment, 0) at argv. All of it is copied. */
static uint64_t *argv_table;

INLINE bool uses_environment(void) {
    return uses_heap() || uses_scheduler() || USES(rt_args) || USES(rt_arg) || USES(rt_environ) || USES(rt_trace_die) || USES(rt_unwind);
}

void host_init(void) {
    if (!uses_environment())
        return;
    size_t n = 0;
    for (int zeros = 0; zeros < 2; n++)
        zeros += argv_table[n] == 0;
    const char **copy = mem_alloc(n * sizeof *copy);
    for (size_t i = 0; i < n; i++) {
        const char *s = (const char *)(uintptr_t)argv_table[i];
        if (s)
            copy[i] = memcpy(mem_alloc(strlen(s) + 1), s, strlen(s));
    }
    args = copy;
}

int32_t rt_args(void) { return nargs; }
void *rt_arg(int32_t i) { return (void *)(uintptr_t)args[i]; }
void *rt_environ(int32_t i) { return (void *)(uintptr_t)args[nargs + 1 + i]; }

/* ---- events ------------------------------------------------------------------------------------ */

static void clear_timeout(void) {
    if (!timeout)
        return;
    frame.i32[2] = timeout;
    timeout = 0;
    gojs_clear_timeout(&frame);
}

enum HostIdle host_idle(int64_t until, bool nested) {
    if (until == INT64_MAX && (nested || !rt_module->resume_closure))
        return HOST_DEADLOCK;
    if (!uses_timers())
        return HOST_RETURN;
    if (nested) {               /* the event loop is held up: nothing but time can pass */
        while (host_nanotime() < until)
            ;
        return HOST_AGAIN;
    }
    if (until == INT64_MAX)
        return HOST_RETURN;
    int64_t ns = until - host_nanotime();
    if (ns <= 0)
        return HOST_AGAIN;
    int64_t ms = (ns - 1) / 1000000 + 1; /* a timeout must not fire early */
    frame.i64[1] = ms < MAX_TIMEOUT_MS ? ms : MAX_TIMEOUT_MS;
    gojs_schedule_timeout(&frame);
    timeout = frame.i32[4];
    return HOST_RETURN;
}

void rt_js_run(void *md, int32_t argc, int32_t argv) {
    nargs = argc;
    argv_table = (uint64_t *)(uintptr_t)(uint32_t)argv;
    rt_start(md);
    sched_run(NULL, false);
}

/* The armed timeout is cleared in any case: it may be what has fired, and then has to be; otherwise idle
 * arms another. */
void rt_js_resume(void) {
    if (gocw_status_get() != STATUS_RUN || !uses_scheduler())
        return;
    if (uses_timers())
        clear_timeout();
    if (USES(event_handler) && rt_module->resume_closure)
        sched_run(sched_go(rt_module->resume_closure), true);
    else
        sched_run(NULL, false);
}

int32_t rt_js_getsp(void) { return (int32_t)(uintptr_t)rt_import_sp_get(); }

/* ---- descriptors: JavaScript has none to poll ------------------------------------------------------ */

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
