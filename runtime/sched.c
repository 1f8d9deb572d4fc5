/*
 * sched.c - goroutines: creation, the run queue, saved frames, the ways of leaving code.
 *
 * Order follows Go on one processor: a goroutine made or readied runs next (and pushes the one that was
 * next to the end of the queue); one that yields goes behind all others.
 *
 *     direct     set by rt_switch_to: before all others
 *     next       the last one made ready
 *     local      first in, first out
 *     yielded    when the others are empty, and every 61st time
 *
 * A goroutine's saved frames are a list, innermost first. While SUSPEND unwinds the
 * stack, rt_frame_push appends to the frames just saved, in front of the older ones:
 *
 *     g->frames -> new innermost -> new outermost -> frames still waiting -> ...
 *                                                ^ push_at
 *
 * sched_run nests: a js event or an exported call that comes while a goroutine is inside a call of the
 * host runs a scheduler on top of it, which returns before the outer one goes on.
 */
#include "g.h"
#include "gc.h"
#include "host.h"
#include "port.h"
#include "symtab.h"

enum {
    GS_PER_CHUNK = 64,
    FAIRNESS = 61,              /* every so many switches the yielded ones come first */
    TIMER_TICKS = 8,            /* every so many switches the clock is read */
    FRAME_LISTS = 64,
    TRACE_MAX = 100,            /* frames that a traceback shows */
    DEAD_STACK = 4096,
};

typedef struct Queue { G *first, *last; } Queue;
typedef struct GChunk {
    struct GChunk *next;
    G *g;
    uint32_t n;
} GChunk;

G *rt_g;
static G first_g;               /* goroutine of runtime.main to begin with; many programs have no other */
static GChunk first_chunk = {NULL, &first_g, 1};
static GChunk *last_chunk = &first_chunk;
static G *free_gs;
static uint64_t last_goid;
static int64_t count;           /* goroutines that count */
static G *direct, *next;
static Queue local, yielded;
static uint32_t ticks;
static Frame **push_at;
static unsigned depth;          /* of nested sched_run */
static G *main_g;
static uint32_t trace[TRACE_MAX], ntrace; /* call sites that were left with TRACE */
static int32_t trace_code;

static const char *const wait_text[] = {
#define X(name, text) text,
    WAIT_REASONS(X)
#undef X
};

/* ---- queues ------------------------------------------------------------------------------- */

static void queue_put(Queue *q, G *g) {
    g->next = NULL;
    if (q->last)
        q->last->next = g;
    else
        q->first = g;
    q->last = g;
}

static G *queue_get(Queue *q) {
    G *g = q->first;
    if (g) {
        q->first = g->next;
        if (!q->first)
            q->last = NULL;
        g->next = NULL;
    }
    return g;
}

static G *take(G **slot) {
    G *g = *slot;
    *slot = NULL;
    return g;
}

void sched_ready(G *g) {
    if (g->state != G_WAITING)  /* woken twice before it ran: deadline and close, for example */
        return;
    g->state = G_RUNNABLE;
    if (next)
        queue_put(&local, next);
    next = g;
}

void sched_ready_last(G *g) {
    if (g->state != G_WAITING)
        return;
    g->state = G_RUNNABLE;
    queue_put(&local, g);
}

void rt_ready(void *g) { sched_ready(g); }

static G *runnable(void) {
    if (++ticks % TIMER_TICKS == 0 && uses_timers() && timer_next() != INT64_MAX)
        timer_check(host_nanotime());
    G *g = take(&direct);
    if (!g && ticks % FAIRNESS == 0)
        g = queue_get(&yielded);
    if (!g)
        g = take(&next);
    if (!g)
        g = queue_get(&local);
    if (!g)
        g = queue_get(&yielded);
    return g;
}

/* ---- G structures ---------------------------------------------------------------------------- */

static void add_chunk(void) {
    GChunk *c = mem_alloc(sizeof *c);
    *c = (GChunk){NULL, mem_alloc(GS_PER_CHUNK * sizeof *c->g), GS_PER_CHUNK};
    last_chunk->next = c;
    last_chunk = c;
    for (uint32_t i = c->n; i-- > 0;) {
        c->g[i].next = free_gs;
        free_gs = &c->g[i];
    }
}

static void g_start(G *g, Closure *fn) {
    memset(g, 0, sizeof *g);
    g->goid = ++last_goid;
    g->fn = fn;
    g->parent = rt_g ? rt_g->goid : 0;
    g->flags = G_NEW;
    g->state = G_WAITING;
    count++;
}

static void g_free(G *g) {
    count--;
    if (uses_timers())
        timer_stop(&g->sleep);
    g->state = G_FREE;
    g->goid = 0;
    g->next = free_gs;
    free_gs = g;
}

G *sched_next(GIter *it) {
    if (!it->chunk)
        it->chunk = &first_chunk;
    for (;;) {
        while (it->i < it->chunk->n) {
            G *g = &it->chunk->g[it->i++];
            if (g->state != G_FREE)
                return g;
        }
        if (!it->chunk->next)
            return NULL;
        *it = (GIter){it->chunk->next, 0};
    }
}

G *sched_go(Closure *fn) {
    if (!free_gs)
        add_chunk();
    G *g = free_gs;
    free_gs = g->next;
    g_start(g, fn);
    sched_ready(g);
    return g;
}

void *rt_g_current(void) { return rt_g; }
void *rt_go(void *fn) { return sched_go(fn); }
void *rt_go_system(void *fn) {
    G *g = sched_go(fn);
    g->flags |= G_SYSTEM;
    count--;
    return g;
}
int64_t rt_num_goroutine(void) { return count; }
int64_t rt_goid(void) { return (int64_t)rt_g->goid; }

/* ---- suspending -------------------------------------------------------------------------------- */

/* Frames come and go with every switch: the small ones have lists of their own, by number of slots. */
static Frame *free_frames[FRAME_LISTS];

static size_t frame_size(uint32_t nslots) { return sizeof(Frame) + 8 * (size_t)nslots; }

static inline Frame *frame_alloc(uint32_t nslots) {
    if (UNLIKELY(nslots >= FRAME_LISTS || !free_frames[nslots]))
        return mem_alloc_raw(frame_size(nslots));
    Frame *f = free_frames[nslots];
    free_frames[nslots] = f->next;
    return f;
}

static inline void frame_free(Frame *f) {
    uint32_t nslots = f->desc->nslots;
    if (UNLIKELY(nslots >= FRAME_LISTS)) {
        mem_free(f, frame_size(nslots));
        return;
    }
    f->next = free_frames[nslots];
    free_frames[nslots] = f;
}

void *rt_frame_push(void *desc) {
    const FrameDesc *d = desc;
    Frame *f = frame_alloc(d->nslots);
    f->desc = d;
    f->next = *push_at;
    *push_at = f;
    push_at = &f->next;
    return f;
}

/* True when a wait is over: the resume body has repeated the call, or is leaving. */
static bool resumed(void) {
    if (gocw_status_get() != STATUS_RUN)
        return true;
    if (!(rt_g->flags & G_RESUMED))
        return false;
    rt_g->flags &= (uint8_t)~G_RESUMED;
    return true;
}

/* ---- deep recursion: docs/backend.md --------------------------------------------------------------- */

/* A component of recursive functions that has used up its share of the engine's stack leaves it: its activations are saved as
 * for a wait, then the innermost goes on, on the stack that has become free. Functions that may suspend come back to the
 * scheduler for that, others to the rt_deep_run that was called when the stack was first nearly full. */
enum { DEEP_SHARE = 48 << 10, DEEP_STRESS_SHARE = 2048, DEEP_CHECKED = 128 };
static const size_t max_frames = 250000000;     /* bytes; a frame takes about a quarter of what it does on the stacks that Go limits to 1 GB */
static bool leaving;
static uint32_t nleft;

/* What one leaving saves is little, so the frames are counted now and then only. */
static void check_frames(const G *g) {
    size_t n = 0;
    if (++nleft % DEEP_CHECKED)
        return;
    for (const Frame *f = g->frames; f; f = f->next)
        n += frame_size(f->desc->nslots);
    if (n < (sched_stress() ? max_frames / 16 : max_frames)) /* stress gets there in small steps */
        return;
    print_text("runtime: goroutine stack exceeds 1000000000-byte limit\n");
    sched_fatal("stack overflow");
    __builtin_trap(); /* the host would not end the program, and who called need not look at the status */
}

void rt_deep_leave(void) {
    check_frames(rt_g);
    push_at = &rt_g->frames;
    leaving = true;
    gocw_status_set(STATUS_SUSPEND);
}

/* The status, but if rt_deep_leave set SUSPEND the program goes on. */
static uint32_t status_after_leaving(void) {
    if (USES(rt_deep_leave) && gocw_status_get() == STATUS_SUSPEND && leaving) {
        leaving = false;
        gocw_status_set(STATUS_RUN);
    }
    return gocw_status_get();
}

static void drop_frames(G *g, const Frame *end);
static void resume_innermost(G *g);

/* The first frame was saved before the call; what was there already is not its business. */
void rt_deep_run(int32_t used) {
    G *g = rt_g;
    Frame *end = g->frames->next;
    uint32_t limit = gocw_deep_limit_get();
    DeepRun run = {g->runs, end, gocw_sites_get()};
    g->runs = &run;
    gocw_deep_limit_set((uint32_t)used + (sched_stress() ? DEEP_STRESS_SHARE : DEEP_SHARE));
    for (uint32_t status; status = status_after_leaving(), (status == STATUS_RUN || status == STATUS_UNWIND) && g->frames != end;) {
        gocw_stack_used_set((uint32_t)used);
        gocw_sites_set(NULL);
        resume_innermost(g);
    }
    if (gocw_status_get() == STATUS_SUSPEND) {  /* a deferred call waits, on top of a panic: those who leave now come behind these */
        while (*push_at != end)
            push_at = &(*push_at)->next;
    } else {
        for (const Frame *f = g->frames; f != end && gocw_status_get() == STATUS_TRACE; f = f->next)
            rt_trace_site((int32_t)f->desc->site);
        drop_frames(g, end);
    }
    gocw_deep_limit_set(limit);
    gocw_sites_set(run.sites);
    g->runs = run.outer;
}

static void suspend(G *g, int32_t reason) {
    g->wait_reason = (uint8_t)reason;
    push_at = &g->frames;
    gocw_status_set(STATUS_SUSPEND);
}

/* Waiting for channels of the bubble alone, which nobody outside can end. */
static int32_t bubble_reason(int32_t reason) {
    const Chan *c = rt_g->wait.chan;
    if (reason == WAIT_CHAN_RECV && c->bubble)
        return WAIT_SYNCTEST_RECV;
    if (reason == WAIT_CHAN_SEND && c->bubble)
        return WAIT_SYNCTEST_SEND;
    if (reason != WAIT_SELECT)
        return reason;
    for (uint32_t i = 0; i < rt_g->nselect; i++)
        if (rt_g->select[i].chan && !rt_g->select[i].chan->bubble)
            return reason;
    return WAIT_SYNCTEST_SELECT;
}

void rt_park(int32_t reason) {
    if (resumed())
        return;
    if (UNLIKELY(rt_g->flags & G_DETOUR)) {
        rt_g->flags &= (uint8_t)~G_DETOUR;
        rt_g->state = G_RUNNABLE;
        direct = rt_g;
        suspend(rt_g, reason);
        return;
    }
    if (!rt_g->wait.chan && reason == WAIT_CHAN_RECV)
        reason = WAIT_CHAN_RECV_NIL;
    if (!rt_g->wait.chan && reason == WAIT_CHAN_SEND)
        reason = WAIT_CHAN_SEND_NIL;
    if (rt_g->bubble)
        reason = bubble_reason(reason);
    rt_g->state = G_WAITING;
    suspend(rt_g, reason);
}

void rt_yield(void) {
    if (resumed())
        return;
    rt_g->state = G_RUNNABLE;
    queue_put(&yielded, rt_g);
    suspend(rt_g, WAIT_NONE);
}

void rt_switch_to(void *g) {
    if (resumed())
        return;
    direct = g;
    direct->state = G_RUNNABLE;
    rt_g->state = G_WAITING;
    suspend(rt_g, WAIT_COROUTINE);
}

/* ---- leaving -------------------------------------------------------------------------------------- */

void rt_unwind(int32_t token) {
    rt_g->unwind_token = (uint32_t)token;
    gocw_status_set(STATUS_UNWIND);
}

int32_t rt_unwind_land(int32_t token) {
    if (gocw_status_get() != STATUS_UNWIND || rt_g->unwind_token != (uint32_t)token)
        return 0;
    gocw_status_set(STATUS_RUN);
    return 1;
}

void rt_exit(int32_t code) {
    if (gocw_status_get() == STATUS_EXIT)
        return;
    gocw_status_set(STATUS_EXIT);
    host_exit(code);
}

void rt_trace_die(int32_t code) {
    trace_code = code;
    ntrace = 0;
    gocw_status_set(STATUS_TRACE);
}

/* Who waits for what can't happen needs no frames, but for tracebacks. */
void rt_park_for_good(int32_t reason) {
    rt_g->state = G_WAITING;
    rt_g->wait_reason = (uint8_t)reason;
    ntrace = 0;
    gocw_status_set(STATUS_TRACE);
}

static void keep_trace(G *g) {
    uint32_t n = ntrace < TRACE_MAX ? ntrace : TRACE_MAX;
    g->defers = g->panics = NULL;       /* these may have been on the stack */
    g->trace = mem_alloc_raw((n + 1) * sizeof *g->trace);
    g->trace[0] = n;
    memcpy(g->trace + 1, trace, n * sizeof *trace);
}

void rt_trace_site(int32_t site) {
    if (ntrace < TRACE_MAX)
        trace[ntrace] = (uint32_t)site;
    ntrace++;
}

int64_t rt_callers(int64_t skip, void *buf, int64_t len) {
    uint32_t *out = buf;
    int64_t n = 0;
    for (const SiteRecord *r = gocw_sites_get(); r && n < len; r = r->prev)
        if (skip-- <= 0)
            out[n++] = r->site;
    const Frame *f = rt_g->frames;
    for (const DeepRun *run = USES(rt_deep_run) ? rt_g->runs : NULL; run; run = run->outer) {
        for (; f != run->end && n < len; f = f->next)
            if (skip-- <= 0)
                out[n++] = f->desc->site;
        for (const SiteRecord *r = run->sites; r && n < len; r = r->prev)
            if (skip-- <= 0)
                out[n++] = r->site;
    }
    for (; f && n < len; f = f->next)
        if (skip-- <= 0)
            out[n++] = f->desc->site;
    return n;
}

/* ---- tracebacks ------------------------------------------------------------------------------------- */

static void print_header(const G *g, const char *state) {
    print_text("\ngoroutine ");
    print_dec(g->goid);
    print_text(" [");
    print_text(state);
    print_text("]:\n");
}

static void print_frames(const G *g, bool first) {
    unsigned n = 0;
    for (uint32_t i = 0; USES(rt_park_for_good) && g->trace && i < g->trace[0]; i++, n++)
        first = sym_print_site(g->trace[i + 1], first);
    for (const Frame *f = g->frames; f && USES(rt_frame_push); f = f->next)
        if (n++ < TRACE_MAX)
            first = sym_print_site(f->desc->site, first);
    if (n > TRACE_MAX)
        print_text("...additional frames elided...\n");
    if (g->go_site && USES(rt_go))
        sym_print_creator(g->go_site, g->parent);
}

static const char *state_text(const G *g) {
    return g->state == G_RUNNABLE ? "runnable" : g->state == G_RUNNING ? "running" : wait_text[g->wait_reason];
}

/* The others. */
static void print_waiting(void) {
    GIter it = {0};
    for (const G *g; (g = sched_next(&it));) {
        if (g == rt_g || g->flags & G_SYSTEM)
            continue;
        print_header(g, state_text(g));
        print_frames(g, true);
    }
}

/* GOTRACEBACK: none, single (the default), or which others show all goroutines. */
enum { TRACE_NONE, TRACE_SINGLE, TRACE_ALL };

static int trace_level(void) {
    const char *entry;
    for (int32_t i = 0; (entry = rt_environ(i)); i++) {
        if (!text_has_prefix(entry, "GOTRACEBACK="))
            continue;
        if (text_has_prefix(entry, "GOTRACEBACK=none") || text_has_prefix(entry, "GOTRACEBACK=0"))
            return TRACE_NONE;
        if (!text_has_prefix(entry, "GOTRACEBACK=single") && entry[sizeof "GOTRACEBACK=" - 1])
            return TRACE_ALL;
    }
    return TRACE_SINGLE;
}

/* The goroutine that dies: the call sites collected on the way out, then its saved frames. */
static void print_trace(G *g) {
    int level = trace_level();
    if (level == TRACE_NONE)
        return;
    print_header(g, "running");
    bool first = true;
    for (unsigned i = 0; i < ntrace && i < TRACE_MAX; i++)
        first = sym_print_site(trace[i], first);
    if (ntrace > TRACE_MAX)
        print_text("...additional frames elided...\n");
    print_frames(g, first);
    if (level == TRACE_ALL && uses_scheduler())
        print_waiting();
}

static void end_program(int32_t code) {
    gocw_status_set(STATUS_EXIT);
    host_exit(code);
}

void sched_fatal(const char *text) {
    print_text("fatal error: ");
    print_text(text);
    print_text("\n");
    if (trace_level() != TRACE_NONE) {
        if (rt_g) {
            print_header(rt_g, state_text(rt_g));
            print_frames(rt_g, true);
        }
        if (uses_scheduler())
            print_waiting();
    }
    end_program(2);
}

/* ---- the loop ------------------------------------------------------------------------------------------ */

/* Frees frames of a goroutine that are left for good, up to end. */
static void drop_frames(G *g, const Frame *end) {
    while (g->frames != end) {
        Frame *f = g->frames;
        g->frames = f->next;
        frame_free(f);
    }
}

static void resume_innermost(G *g) {
    Frame *f = g->frames;
    g->frames = f->next;
    port_resume(f);
    frame_free(f);
}

#ifdef __wasm__
NOINLINE void port_enter(uint32_t code, const void *arg) { ((void (*)(const void *))(uintptr_t)code)(arg); }
#endif

/* A goroutine's function has returned. Those of the runtime itself are for good: had they a loop that waits, it would need a
 * second body in every program. */
static void finish_g(G *g) {
    if (g->flags & G_SYSTEM) {
        g->flags |= G_NEW;
        g->state = G_WAITING;
    } else {
        g_free(g);
    }
}

bool sched_idle(const G *g) { return g->flags & G_NEW && g->state == G_WAITING; }

/* A goroutine that collects and waits in turn opens its frames at the same place again and again. Slots that it does not use must not
 * keep for ever what others left there. */
static NOINLINE void clear_dead_stack(void) {
    char area[DEAD_STACK];
    memset(area, 0, sizeof area);
    __asm__ volatile("" : : "r"(area) : "memory");
    gc_collected = false;
}

static void run_g(G *g) {
    uint32_t used = USES(rt_deep_leave) ? gocw_stack_used_get() : 0;
    rt_g = g;
    g->state = G_RUNNING;
    if (!USES(rt_frame_push) || g->flags & G_NEW) {
        g->flags &= (uint8_t)~G_NEW;
        Closure *fn = g->fn;
        if (!(g->flags & G_SYSTEM))
            g->fn = NULL;       /* what it captured lives only as long as the code needs it */
        port_call(fn);
    } else {
        g->flags |= G_RESUMED;
        resume_innermost(g);
    }
    for (;;) {
        if (USES(rt_deep_leave))
            gocw_stack_used_set(used);
        switch (status_after_leaving()) {
        case STATUS_RUN:
        case STATUS_UNWIND:
            if (USES(rt_frame_push) && g->frames) {
                resume_innermost(g);
                continue;
            }
            gocw_status_set(STATUS_RUN); /* the function has returned, or Goexit */
            finish_g(g);
            break;
        case STATUS_SUSPEND:
            gocw_status_set(STATUS_RUN);
            break;
        case STATUS_TRACE:
            if (USES(rt_park_for_good) && g->state == G_WAITING) {
                keep_trace(g);
                gocw_status_set(STATUS_RUN);
            } else if (USES(rt_trace_die)) {
                print_trace(g);
                end_program(trace_code);
            }
            break;
        default: /* EXIT */
            if (USES(rt_frame_push))
                drop_frames(g, NULL);
            break;
        }
        return;
    }
}

static const char asleep[] = "all goroutines are asleep - deadlock!";

/* The only goroutine runs to the end of the program, or of the initialisers of a library. */
static void run_alone(void) {
    run_g(&first_g);
    if (USES(rt_park_for_good) && first_g.state == G_WAITING)
        sched_fatal(asleep);
    if (USES(rt_unwind) && gocw_status_get() == STATUS_RUN && !(rt_module->flags & MODULE_CSHARED))
        sched_fatal("no goroutines (main called runtime.Goexit) - deadlock!");
}

static bool ended(const G *g, uint64_t goid) { return g && g->goid != goid; }

/* Nothing is runnable. False: the scheduler has to return. */
static bool idle(bool nested) {
    switch (host_idle(uses_timers() ? timer_next() : INT64_MAX, nested)) {
    case HOST_AGAIN:
        if (uses_timers() && timer_next() != INT64_MAX)
            timer_check(host_nanotime());
        return true;
    case HOST_RETURN:
        return false;
    default:
        sched_fatal(count == 0 ? "no goroutines (main called runtime.Goexit) - deadlock!" : asleep);
        return false;
    }
}

void sched_run(G *until, bool drain) {
    if (!uses_scheduler()) {
        run_alone();
        return;
    }
    uint64_t goid = until ? until->goid : 0;
    G *outer = rt_g;
    SiteRecord *sites = gocw_sites_get();
    char *import_sp = rt_import_sp_get();
    uint32_t used = USES(rt_deep_leave) ? gocw_stack_used_get() : 0;
    depth++;
    while (gocw_status_get() == STATUS_RUN) {
        bool done = ended(until, goid);
        if (done && !drain)
            break;
        rt_g = NULL;
        gocw_sites_set(NULL);
        G *g = runnable();
        if (USES(rt_deep_leave))
            gocw_stack_used_set(used);
        if (uses_heap() && gc_collected)
            clear_dead_stack();
        if (g)
            run_g(g);
        else if ((done && depth > 1) || !idle(until && !done))
            break;
    }
    depth--;
    rt_g = outer;
    gocw_sites_set(sites);
    rt_import_sp_set(import_sp);
    if (USES(rt_deep_leave))
        gocw_stack_used_set(used);
}

void rt_start(const ModuleData *md) {
    rt_module = md;
    if (uses_heap())
        gc_init(md->heap_base, md->flags & MODULE_STRESS);
    host_init();
    if (uses_heap())
        settings_init();
    main_g = &first_g;
    g_start(main_g, md->main_closure);
    if (uses_scheduler())
        sched_ready(main_g);
}

G *sched_main(void) { return main_g; }

void rt_export_enter(int32_t library) {
    if (rt_module)
        return;
    print_text("runtime: wasmexport function called before runtime initialization\n");
    print_text(library ? "\tcall _initialize first\n" : "\tcall _start first\n");
    __builtin_trap();
}

int32_t rt_call_export(void *fn) {
    if (gocw_status_get() != STATUS_RUN)
        return 0;
    G *g = sched_go(fn);
    sched_run(g, false);
    return gocw_status_get() == STATUS_RUN;
}
