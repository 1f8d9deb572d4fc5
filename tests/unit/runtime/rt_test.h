/*
 * rt_test.h - what the runtime's unit tests share: a module with a few root words, types, and tasks: goroutines
 * written in C.
 *
 * A task is a function that keeps its state in a struct that starts with Task, and that is written between
 * BEGIN and END. PARK waits there as compiled Go would: the function returns with a saved frame, and
 * the resume body repeats the call.
 */
#ifndef RT_TEST_H
#define RT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "g.h"
#include "gc.h"
#include "host.h"
#include "host_native.h"
#include "port.h"
#include "sema.h"
#include "symtab.h"

#include <cmocka.h>

enum { NROOTS = 256 };
static uint64_t roots[NROOTS];
static ModuleData module;

static const uint8_t mask_1[] = {1}, mask_01[] = {2}, mask_11[] = {3}, __attribute__((unused)) mask_all[16] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
static const Type __attribute__((unused)) int_type = {.size = 8, .kind = 2};
static const Type __attribute__((unused)) pointer_type = {.size = 8, .ptrbytes = 8, .gcdata = mask_1, .kind = 22};
static const Type __attribute__((unused)) pair_type = {.size = 16, .ptrbytes = 16, .gcdata = mask_11, .kind = 25};
static const Type __attribute__((unused)) second_type = {.size = 24, .ptrbytes = 16, .gcdata = mask_01, .kind = 25};

/* For functions that take a type as Go code passes it. */
static inline void *T(const Type *t) { return (void *)(uintptr_t)t; }

typedef struct Task Task;
struct Task {
    Closure closure;            /* first: the goroutine is started with it */
    void (*body)(Task *);
    int line;                   /* where BEGIN continues */
    G *g;
};

static void task_resume(Frame *f) {
    Task *t = (Task *)(uintptr_t)f->slot[0];
    t->body(t);
}

static const struct { void (*resume)(Frame *); uint32_t state, nslots, site, mask[1]; }
    task_desc = {task_resume, 0, 1, 1, {0}};

static inline void task_save(Task *t) {
    Frame *f = rt_frame_push((void *)(uintptr_t)&task_desc);
    f->slot[0] = (uintptr_t)t;
}

static void task_start(const Closure *c) {
    Task *t = (Task *)(uintptr_t)c;
    t->body(t);
}

#define BEGIN(self) Task *task_ = &(self)->task; switch (task_->line) { case 0:
#define WAIT_HERE(call) \
    task_->line = __LINE__; \
    __attribute__((fallthrough)); \
    case __LINE__: \
    call; \
    if (gocw_status_get()) { \
        task_save(task_); \
        return; \
    }
#define PARK(reason) WAIT_HERE(rt_park(reason))
#define YIELD() WAIT_HERE(rt_yield())
#define END }

/* Starts a goroutine, by way of rt_go or rt_go_system; it runs when the scheduler does. */
static inline G *task_go(Task *t, void (*body)(Task *), void *(*go)(void *)) {
    t->closure.code = (uintptr_t)task_start;
    t->body = body;
    t->line = 0;
    t->g = go(&t->closure);
    return t->g;
}
#define GO(task_struct, body) task_go(&(task_struct)->task, body, rt_go)
#define GO_SYSTEM(task_struct, body) task_go(&(task_struct)->task, body, rt_go_system)

static void nothing(const Closure *c) { (void)c; }

/* The runtime with a main goroutine that has ended. With RT_STRESS in the environment every allocation
 * collects. */
static inline void start_runtime(void) {
    static Closure idle;
    idle.code = (uintptr_t)nothing;
    module = (ModuleData){.heap_base = port_memory_base(), .roots = roots, .roots_end = roots + NROOTS,
                          .main_closure = &idle, .flags = getenv("RT_STRESS") ? MODULE_STRESS : 0};
    rt_start(&module);
    sched_run(sched_main(), false);
}

/* Runs until the task has ended. */
static inline void run_until(G *g) { sched_run(g, false); }

/* Runs until everything waits: the deadlock is expected, its report is in host_native_output. */
static inline void run_to_deadlock(void) {
    host_native_reset_output();
    host_native_exited = false;
    sched_run(NULL, false);
    gocw_status_set(STATUS_RUN);
}

static inline uint32_t random_below(uint32_t n) {
    static uint64_t state = 88172645463325252;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 11) % n;
}

#endif
