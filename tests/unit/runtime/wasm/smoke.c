/*
 * smoke.c - a program for the wasm runtime as a compiler would make it, by hand: closures, resume bodies,
 * frame descriptors, ModuleData. Linked with the runtime's objects for each target and run by smoke.mjs.
 *
 * main prints its first argument, makes a goroutine that sends three numbers with sleeps in
 * between, prints them, allocates 2 GB of garbage, and exits with status 7. With a second argument it waits
 * on a channel for ever instead. With SMOKE_STRESS every allocation collects, and there is less garbage.
 */
#include "g.h"
#include "gc.h"
#include "host.h"
#include "port.h"
#include "symtab.h"

static const uint8_t one_pointer[] = {1};
static const Type int_type = {.size = 8};
static const Type node_type = {.size = 24, .ptrbytes = 8, .gcdata = one_pointer};
static const struct { Type type; SLOT(const Type, elem); int64_t dir; } chan_of_int = {.type = {.size = 8, .ptrbytes = 8}, .elem = &int_type};

static uint64_t roots[1];       /* the channel */
static Chan *channel(void) { return (Chan *)(uintptr_t)roots[0]; }

#ifdef SMOKE_STRESS
enum { FLAGS = MODULE_STRESS, OBJECTS = 2000, LARGE_OBJECTS = 20 };
#else
enum { FLAGS = 0, OBJECTS = 2000000, LARGE_OBJECTS = 2000 };
#endif
enum { MILLISECOND = 1000000, MAIN_SITE = 1, SENDER_SITE };

/* A FrameDesc for one slot. C can't write table indices into initialisers: link does. */
typedef struct Desc { uint32_t resume, state, nslots, site, mask[1]; } Desc;

/* ---- the sender: for i := range 3 { time.Sleep(ms); c <- i } --------------------------------- */

static Desc sender_sleeping = {0, 0, 1, SENDER_SITE, {0}}, sender_sending = {0, 1, 1, SENDER_SITE, {0}};

static void sender_loop(int64_t i, int state) {
    for (;; i++, state = 0) {
        if (state == 0) {
            if (i == 3)
                return;
            rt_sleep_until(rt_nanotime() + MILLISECOND);
        }
        if (state <= 1) {
            rt_park(WAIT_SLEEP);
            if (gocw_status_get()) {
                ((Frame *)rt_frame_push(&sender_sleeping))->slot[0] = (uint64_t)i;
                return;
            }
            if (rt_chan_send_try(channel(), &i, true) != CHAN_WAIT)
                continue;
        }
        rt_park(WAIT_CHAN_SEND);
        if (gocw_status_get()) {
            ((Frame *)rt_frame_push(&sender_sending))->slot[0] = (uint64_t)i;
            return;
        }
        rt_chan_send_finish();
    }
}

static void sender_resume(Frame *f) { sender_loop((int64_t)f->slot[0], f->desc->state ? 2 : 1); }
static void sender(const Closure *c) {
    (void)c;
    sender_loop(0, 0);
}
static Closure sender_closure;

/* ---- main -------------------------------------------------------------------------------------- */

static void garbage(void) {
    for (int i = 0; i < OBJECTS; i++) {
        uint64_t *p = rt_new((void *)&node_type);
        for (int k = 0; k < 3; k++)
            if (p[k])
                print_text("not zero\n");
        p[0] = roots[0];
        p[1] = ~(uint64_t)0;
    }
    for (int i = 0; i < LARGE_OBJECTS; i++)
        memset(rt_alloc_noscan(1000000), 1, 1000000);
    if (rt_gc_stat(GCSTAT_SYS) > 64 << 20)
        print_text("too much memory\n");
    if (!rt_gc_stat(GCSTAT_NUM_GC))
        print_text("no collection\n");
}

static Desc main_receiving = {0, 0, 1, MAIN_SITE, {0}};

static void main_loop(int64_t i, bool resumed) {
    int64_t value;
    for (; i < 3; i++) {
        if (resumed || rt_chan_recv_try(channel(), &value, true) == CHAN_WAIT) {
            rt_park(WAIT_CHAN_RECV);
            if (gocw_status_get()) {
                ((Frame *)rt_frame_push(&main_receiving))->slot[0] = (uint64_t)i;
                return;
            }
            rt_chan_recv_finish(&value);
        }
        resumed = false;
        print_text("got ");
        print_dec((uint64_t)value);
        print_text("\n");
    }
    garbage();
    rt_exit(7);
}

static void main_resume(Frame *f) { main_loop((int64_t)f->slot[0], true); }

static void main_start(const Closure *c) {
    (void)c;
    print_text(rt_arg(0));
    print_text("\n");
    roots[0] = (uintptr_t)rt_chan_make((void *)&chan_of_int, 0);
    if (rt_args() == 1)
        rt_go(&sender_closure);
    main_loop(0, false);
}
static Closure main_closure;

static const char files[] = "\0\14/src/main.go", funcs[] = "\0\11main.main" "\1\12\0" "\5\6sender" "\1\24\1",
                  sites[] = "\141\0" "\261\1\1";
static const uint32_t start[] = {0};

static ModuleData module = {
    .roots = roots, .roots_end = roots + 1, .main_closure = &main_closure,
    .files = {start, (const uint8_t *)files, 1}, .funcs = {start, (const uint8_t *)funcs, 2}, .sites = {start, (const uint8_t *)sites, 2},
    .flags = FLAGS, .resume_closure = NULL,
};
extern char __heap_base;
static ModuleData *link(void) {
    main_closure.code = (uintptr_t)main_start;
    sender_closure.code = (uintptr_t)sender;
    main_receiving.resume = (uintptr_t)main_resume;
    sender_sleeping.resume = sender_sending.resume = (uintptr_t)sender_resume;
    module.heap_base = (char *)(((uintptr_t)&__heap_base + WASM_PAGE - 1) & ~(WASM_PAGE - 1));
    return &module;
}

#define EXPORT(name) __attribute__((export_name(name)))
#ifdef SMOKE_JS
EXPORT("run") void smoke_run(int32_t argc, int32_t argv);
EXPORT("resume") void smoke_resume(void);
EXPORT("getsp") int32_t smoke_getsp(void);
void smoke_run(int32_t argc, int32_t argv) { rt_js_run(link(), argc, argv); }
void smoke_resume(void) { rt_js_resume(); }
int32_t smoke_getsp(void) { return rt_js_getsp(); }
#else
EXPORT("_start") void smoke_start(void);
void smoke_start(void) { rt_wasi_start(link()); }
#endif
