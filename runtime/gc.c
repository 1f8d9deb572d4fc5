/*
 * gc.c - the collector: when it runs, what it starts from.
 *
 * A non-moving mark-sweep collector, in five files:
 *
 *     pages.c    linear memory as runs of 8 KiB pages; the runtime's own memory
 *     alloc.c    objects in spans of one size class, by bumping through free runs; lazy sweeping
 *     mark.c     marking from an explicit stack
 *     special.c  finalizers, cleanups, weak handles
 *     gc.c       roots, pacing, statistics
 *
 * An object without pointers is just its bytes. One with pointers has a header in front:
 *
 *     | type, words | payload ...            |      small object
 *                     ^ what Go points to
 *
 * which tells the marker that the first `words` words of the payload are an array of `type`, whose mask
 * (abi.Type.GCData) repeats. The header of an object above 32 KiB is in its span. Allocation and mark
 * bits lie in the span, so pointer-free objects are never touched by the collector. A pointer
 * to any byte of an object (its header included) keeps all of it alive.
 *
 * Roots:
 *     the stack from the stack pointer to its base, and the Go variables of ModuleData.roots:
 *       conservatively, every aligned 8-byte word whose lower half may be an address;
 *     goroutines: their Go fields, what they wait with, and their saved frames by the
 *       pointer mask of each frame's descriptor;
 *     timers in the heap, records of finalizers.
 *
 * C code is invisible: its locals are wasm locals. THE RULE: a C function that allocates from the
 * heap (rt_new and its kin; mem_alloc does not collect) and needs a heap pointer afterwards that its caller
 * might have dropped must keep it where the collector looks: in a G, in another heap object that is
 * reachable, or with KEEP(p), for the rest of the scope. Arguments of functions with effect A
 * count as dropped. Nothing else collects.
 *
 * Pacing: after a collection with L bytes live the next one starts at L + L * percent / 100, where a small L counts as
 * 8 MiB: small programs never collect, and a small heap is not marked over and over. A memory limit lowers that.
 */
#include "gc_int.h"
#include "g.h"
#include "host.h"

enum { MIN_GROWTH = 8 << 20, HISTORY = 256, BLOCK = 4 << 20 };

const ModuleData *rt_module;

size_t gc_live, gc_goal = MIN_GROWTH;
static int64_t percent = 100, limit = INT64_MAX;
static int64_t num_gc, num_forced, marked, pause_total;
static int64_t pause_ns[HISTORY], pause_end[HISTORY];

static int64_t bytes_idle(void) { return (int64_t)(heap.free_pages << PAGE_SHIFT); }
static int64_t bytes_meta(void) { return (int64_t)(heap.meta_pages << PAGE_SHIFT); }
static int64_t bytes_objects(void) { return (int64_t)(size_t)(heap.hi - heap.lo) - bytes_meta(); } /* and idle ones */

/* The block is what would have been asked of the host. */
__attribute__((noreturn)) void gc_out_of_memory(uint64_t size) {
    uint64_t block = (size + BLOCK - 1) & ~(uint64_t)(BLOCK - 1);
    print_text("runtime: out of memory: cannot allocate ");
    print_dec(block);
    print_text("-byte block (");
    print_dec((uint64_t)(bytes_objects() - bytes_idle()));
    print_text(" in use)\n");
    sched_fatal("out of memory");
    __builtin_trap();           /* js: the instance is dead */
}

bool gc_is_heap(const void *p) { return span_of(p) != NULL; }

/* ---- roots ------------------------------------------------------------------------------ */

static void mark_frame(const Frame *f) {
    for (uint32_t i = 0; i < f->desc->nslots; i += 32)
        for (uint32_t bits = f->desc->ptrmask[i / 32]; bits; bits &= bits - 1)
            mark_pointer(*(void *const *)(const void *)&f->slot[i + (uint32_t)__builtin_ctz(bits)]);
}

static void mark_g(G *g) {
    mark_pointer(g->fn);
    mark_pointer(g->defers);
    mark_pointer(g->panics);
    mark_pointer(g->labels);
    mark_pointer(g->bubble);
    mark_pointer(g->coro);
    mark_pointer(g->param);
    if (USES(rt_frame_push))
        for (const Frame *f = g->frames; f; f = f->next)
            mark_frame(f);
    if (USES(rt_chan_make))
        chan_roots(g);
    mark_drain();
}

static NOINLINE void mark_roots(const char *stack) {
#ifdef __wasm__
    mark_range(stack, PORT_STACK_BASE);
#else
    (void)stack;
    for (KeptRoot *k = port_kept; k; k = k->prev)
        mark_pointer(k->p);
#endif
    if (rt_module)
        mark_range(rt_module->roots, rt_module->roots_end);
    mark_drain();
    GIter it = {0};
    for (G *g; (g = sched_next(&it));)
        mark_g(g);
    if (uses_timers())
        timer_roots();
    if (uses_specials())
        special_roots();
    mark_drain();
}

/* ---- a collection ------------------------------------------------------------------------- */

static void set_goal(void) {
    uint64_t goal = UINT64_MAX, live = (uint64_t)marked;
    if (percent >= 0) {
        uint64_t growth = live < MIN_GROWTH ? MIN_GROWTH : live;
        goal = live + growth * (uint64_t)percent / 100;
    }
    if (limit < INT64_MAX) {
        uint64_t other = heap.meta_pages << PAGE_SHIFT;
        uint64_t room = (uint64_t)limit > other ? (uint64_t)limit - other : 0;
        uint64_t least = live + live / 16 + (1 << 18); /* not in every allocation when over the limit */
        goal = goal < room ? goal : room < least ? least : room;
    }
    gc_goal = goal > SIZE_MAX ? SIZE_MAX : (size_t)goal;
}

static NOINLINE void note_cycle(Cycle *c) {
    int32_t nsec;
    int64_t sec = host_walltime(&nsec);
    c->end = host_nanotime();
    c->live = gc_live;
    pause_ns[num_gc % HISTORY] = c->end - c->start;
    pause_end[num_gc % HISTORY] = sec * 1000000000 + nsec;
    pause_total += c->end - c->start;
    num_gc++;
    num_forced += c->forced;
    if (UNLIKELY(gc_trace))
        gctrace_print(c, num_gc);
}

static NOINLINE void prepare(Cycle *c) {
    *c = (Cycle){.start = host_nanotime(), .before = gc_live, .goal = gc_goal};
    alloc_flush();
    alloc_sweep_all();
    c->swept = gc_trace ? host_nanotime() : 0;
}

static Cycle cycle;
bool gc_collected;

/* The stack is scanned from `stack`. */
static NOINLINE void collect(const char *stack, bool forced) {
    if (heap.collecting)
        return;
    prepare(&cycle);
    cycle.forced = forced;
    heap.collecting = true;
    mark_roots(stack);
    if (uses_timers())
        timer_prune();
    if (uses_specials())
        special_finish();
    alloc_reset_lists();
    gc_live = 0;
    size_t page = 0;
    for (Span *s; (s = pages_next_span(&page));)
        alloc_requeue(s);
    heap.collecting = false;
    if (gc_stress())
        alloc_sweep_all();
    marked = (int64_t)gc_live;
    set_goal();
    note_cycle(&cycle);
    gc_collected = true;
}

bool gc_stress_due(void) {
    static size_t skipped;
    size_t mib = gc_live >> 20;
    if (skipped++ < mib * mib)
        return false;
    skipped = 0;
    return true;
}

/* Here, where the caller's frame ends: what earlier calls left in the frames below would be taken for roots. */
void gc_collect(bool forced) { collect(port_stack_pointer(), forced); }

/* ---- what Go calls ----------------------------------------------------------------------------- */

void rt_gc(void) {
    gc_collect(true);
    alloc_sweep_all();
}

int64_t rt_set_gc_percent(int64_t value) {
    int64_t old = percent;
    percent = value < 0 ? -1 : value;
    set_goal();
    return old;
}

int64_t rt_set_mem_limit(int64_t value) {
    int64_t old = limit;
    if (value >= 0)
        limit = value;
    set_goal();
    return old;
}

static int64_t history(const int64_t *ring, int64_t i) {
    return i < num_gc && i < HISTORY ? ring[(num_gc - 1 - i) % HISTORY] : 0;
}

int64_t rt_gc_stat(int32_t which) {
    if (which >= GCSTAT_CLASS_SIZE)
        return alloc_stat(which);
    if (which >= GCSTAT_PAUSE_END)
        return history(pause_end, which - GCSTAT_PAUSE_END);
    if (which >= GCSTAT_PAUSE_NS)
        return history(pause_ns, which - GCSTAT_PAUSE_NS);
    switch (which) {
    case GCSTAT_NUM_GC: return num_gc;
    case GCSTAT_NUM_FORCED: return num_forced;
    case GCSTAT_SYS: return (int64_t)(uintptr_t)heap.hi;
    case GCSTAT_HEAP_SYS: return bytes_objects();
    case GCSTAT_HEAP_IDLE: return bytes_idle();
    case GCSTAT_HEAP_INUSE: return bytes_objects() - bytes_idle();
    case GCSTAT_META_SYS: return bytes_meta();
    case GCSTAT_STACK_INUSE: return (int64_t)heap.meta_bytes;
    case GCSTAT_NEXT_GC: return gc_goal == SIZE_MAX ? INT64_MAX : (int64_t)gc_goal;
    case GCSTAT_LAST_GC: return history(pause_end, 0);
    case GCSTAT_LAST_PAUSE: return history(pause_ns, 0);
    case GCSTAT_PAUSE_TOTAL: return pause_total;
    case GCSTAT_HEAP_LIVE: return marked;
    case GCSTAT_GC_PERCENT: return percent;
    case GCSTAT_MEM_LIMIT: return limit;
    case GCSTAT_FINALIZERS_QUEUED: return (int64_t)special_queued();
    case GCSTAT_HEAP_ALLOC: case GCSTAT_TOTAL_ALLOC: case GCSTAT_MALLOCS: case GCSTAT_FREES:
    case GCSTAT_HEAP_OBJECTS: return alloc_stat(which);
    default: return 0;
    }
}

/* The object that holds p, as index into its span; NULL when there is none. */
static Span *find_object(void *p, uint32_t *i) {
    Span *s = span_of(p);
    if (!s)
        return NULL;
    *i = span_index(s, p);
    return *i < s->nelems && bit_get(s->bits, *i, BIT_ALLOC) ? s : NULL;
}

void *rt_object_base(void *p) {
    uint32_t i;
    Span *s = find_object(p, &i);
    return s ? span_payload(s, i) : NULL;
}

int64_t rt_object_size(void *p) {
    uint32_t i;
    Span *s = find_object(p, &i);
    return s ? (int64_t)span_payload_size(s) : 0;
}
