/*
 * g.h - goroutines and the scheduler.
 *
 * G structures lie in chunks outside the collected heap and are used again when a
 * goroutine ends; the collector scans the ones in use. A waiting goroutine costs
 * its G and its saved frames.
 */
#ifndef RT_G_H
#define RT_G_H

#include "chan.h"

/* Wait reasons: the argument of rt_park, and what tracebacks print. */
#define WAIT_REASONS(X) \
    X(WAIT_NONE, "")                                 /* 0 */ \
    X(WAIT_CHAN_RECV, "chan receive")                /* 1 */ \
    X(WAIT_CHAN_SEND, "chan send")                   /* 2 */ \
    X(WAIT_CHAN_RECV_NIL, "chan receive (nil chan)") /* 3 set by rt_park itself */ \
    X(WAIT_CHAN_SEND_NIL, "chan send (nil chan)")    /* 4 set by rt_park itself */ \
    X(WAIT_SELECT, "select")                         /* 5 */ \
    X(WAIT_SELECT_NO_CASES, "select (no cases)")     /* 6 */ \
    X(WAIT_SLEEP, "sleep")                           /* 7 */ \
    X(WAIT_SEMACQUIRE, "semacquire")                 /* 8 */ \
    X(WAIT_MUTEX, "sync.Mutex.Lock")                 /* 9 */ \
    X(WAIT_RWMUTEX_R, "sync.RWMutex.RLock")          /* 10 */ \
    X(WAIT_RWMUTEX, "sync.RWMutex.Lock")             /* 11 */ \
    X(WAIT_WAITGROUP, "sync.WaitGroup.Wait")         /* 12 */ \
    X(WAIT_COND, "sync.Cond.Wait")                   /* 13 */ \
    X(WAIT_IO, "IO wait")                            /* 14 */ \
    X(WAIT_COROUTINE, "coroutine")                   /* 15 */ \
    X(WAIT_SYNCTEST_RUN, "synctest.Run")             /* 16 */ \
    X(WAIT_SYNCTEST_WAIT, "synctest.Wait")           /* 17 */ \
    X(WAIT_PANIC, "panicwait")                       /* 18 */ \
    X(WAIT_GC, "wait for GC cycle")                  /* 19 */ \
    X(WAIT_SYNCTEST_RECV, "chan receive (synctest)") /* 20 */ \
    X(WAIT_SYNCTEST_SEND, "chan send (synctest)")    /* 21 */ \
    X(WAIT_SYNCTEST_SELECT, "select (synctest)")     /* 22 */ \
    X(WAIT_SYNCTEST_WAITGROUP, "sync.WaitGroup.Wait (synctest)") /* 23 */

#define X(name, text) name,
enum { WAIT_REASONS(X) WAIT_COUNT };
#undef X

enum { G_FREE, G_RUNNABLE, G_RUNNING, G_WAITING }; /* G.state */

enum { /* G.flags */
    G_SYSTEM = 1,               /* timer, finalizer goroutine: not counted, not traced; starts again when woken after its end */
    G_RESUMED = 2,              /* resume body of rt_park is about to repeat its call */
    G_NEW = 4,                  /* has not run yet */
    G_DETOUR = 8,               /* stress mode: rt_park is about to be called for nothing */
};

/* A call of rt_deep_run that has not returned. */
typedef struct DeepRun {
    struct DeepRun *outer;
    const Frame *end;           /* its frames stand before this one */
    SiteRecord *sites;          /* the call sites outside of it */
} DeepRun;

struct G {
    SLOT(G, next);              /* 0   run queue, semaphore and notify queues, free list */
    uint64_t goid;              /* 8 */
    SLOT(Closure, fn);          /* 16  what it was started with */
    SLOT(Frame, frames);        /* 24  saved frames, innermost first */
    /* Go's own, scanned by the collector */
    SLOT(void, defers);         /* 32  innermost deferred call */
    SLOT(void, panics);         /* 40  innermost panic */
    SLOT(void, labels);         /* 48  profiler labels */
    SLOT(uint64_t, bubble);     /* 56  synctest: Go's synctestBubble, which starts with its id; NULL: none */
    SLOT(void, coro);           /* 64 */
    SLOT(void, param);          /* 72  free for the overlay */
    uint32_t deferfn;           /* 80  code pointer of the deferred function that may recover */
    uint32_t defertoken;        /* 84  the last token handed out */
    uint32_t unwind_token;      /* 88  where UNWIND stops; 0: nowhere */
    uint8_t state;              /* 92  G_FREE ... */
    uint8_t wait_reason;        /* 93 */
    uint8_t flags;              /* 94 */
    uint8_t fips;               /* 95  crypto/internal/fips140 indicator, and bits 4 up: bypass */
    uint64_t parent;            /* 96  goid of the creator */
    uint32_t go_site;           /* 104 call site of the go statement, stored by its function; or 0 */
    uint32_t ticket;            /* 108 of a notifyList */
    Timer sleep;                /* 112 wake-up of rt_sleep_until */
    /* C only */
    DeepRun *runs;              /* innermost first */
    uint32_t *trace;            /* parked for good: the number of call sites, and these; else NULL */
    void *key;                  /* the semaphore it waits for */
    G *prev;                    /* in a semaphore's queue */
    uint32_t nselect;           /* cases in select */
    int32_t taken;              /* case of select that woke it */
    Waiter *select;             /* the waiters of a blocked select */
    Waiter wait;                /* the waiter of everything else, and of the case just taken */
};
AT(G, frames, 24);
AT(G, param, 72);
AT(G, deferfn, 80);
AT(G, state, 92);
AT(G, go_site, 104);
AT(G, sleep, 112);
#ifdef __wasm__
_Static_assert(sizeof(G) <= 256, "goroutines are small");
#endif

/* The goroutine that runs; NULL in the scheduler itself. */
extern G *rt_g;

/* Takes over the module: heap, goroutine of runtime.main (not run yet). Entry
 * points call it first. */
void rt_start(const ModuleData *md);

/* Runs goroutines until the program has ended, or until `until` has ended (NULL: never);
 * with drain set, then on until nothing is runnable. Returns when the host says that
 * nothing can happen before it is given control (js). */
void sched_run(G *until, bool drain);

/* The goroutine of runtime.main; not after it has ended. */
G *sched_main(void);

/* A new goroutine, runnable next. */
G *sched_go(Closure *fn);
INLINE bool sched_stress(void) { return USES(stress) && rt_module->flags & MODULE_STRESS; }
/* Stress mode: true when an operation that could be done at once should answer that it has to wait.
 * The rt_park that follows suspends and comes back at once, so that resume bodies run. */
INLINE bool sched_detour(void) {
    if (!sched_stress())
        return false;
    rt_g->flags |= G_DETOUR;
    return true;
}
/* Makes a waiting goroutine runnable next (sched_ready_last: after all others). */
void sched_ready(G *g);
void sched_ready_last(G *g);
/* Has the function of this goroutine of the runtime's returned, so that making it runnable starts it again? */
bool sched_idle(const G *g);
/* Prints "fatal error: text", a traceback of all goroutines (of the running one, what was saved), and ends
 * the program with status 2. The caller returns at once. */
void sched_fatal(const char *text);
/* The next goroutine in use, in the order of their creation within chunks; NULL: there is none. An iterator starts as {0}. */
typedef struct GIter { struct GChunk *chunk; uint32_t i; } GIter;
G *sched_next(GIter *it);

/* Without these in the program there is only the main goroutine, and it never waits. */
INLINE bool uses_scheduler(void) {
    return USES(rt_go) || USES(rt_go_system) || USES(rt_call_export) || USES(event_handler) || USES(rt_park) || USES(rt_yield) ||
           USES(rt_switch_to);
}

#endif
