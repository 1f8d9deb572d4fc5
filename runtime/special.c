/*
 * special.c - finalizers, cleanups and weak handles: what the collector does when an object
 * becomes unreachable.
 *
 * Specials are kept in a hash table by the address they were made for, and in a list in the
 * order of their making, which is the order in which records are queued.
 *
 * While marking, the record of a finalizer or cleanup is a root, and so is everything that an object
 * with a finalizer refers to (not the object itself): of a chain of objects with finalizers
 * only the first is finalized, as in Go. Afterwards, in this order:
 *
 *   1. weak handles of unmarked objects are cleared;
 *   2. unmarked objects with a finalizer are marked again and their records queued;
 *   3. cleanups of objects that are still unmarked are queued.
 */
#include "gc_int.h"
#include "g.h"

typedef enum Kind { FINALIZER = FIN_FINALIZER, CLEANUP = FIN_CLEANUP, WEAK } Kind;

typedef struct Special {
    struct Special *chain;      /* same hash */
    struct Special *next, *prev; /* by age */
    void *object;
    void *record;               /* FinRecord or WeakHandle */
    Kind kind;
} Special;

static Special **table;
static size_t buckets, count;
static Special *oldest, *newest;
static FinRecord *queue, *queue_end;
static size_t queued;
static G *finalizer_g;

static size_t bucket(const void *p) { return ((size_t)(uintptr_t)p / 8 * 0x9e3779b1u >> 7) & (buckets - 1); }

static void rehash(size_t n) {
    mem_free(table, buckets * sizeof *table);
    table = mem_alloc(n * sizeof *table);
    buckets = n;
    for (Special *s = oldest; s; s = s->next) {
        s->chain = table[bucket(s->object)];
        table[bucket(s->object)] = s;
    }
}

static Special *lookup(const void *object, Kind kind, const void *record) {
    for (Special *s = buckets ? table[bucket(object)] : NULL; s; s = s->chain)
        if (s->object == object && s->kind == kind && (!record || s->record == record))
            return s;
    return NULL;
}

static void insert(void *object, Kind kind, void *record) {
    if (count >= buckets)
        rehash(buckets ? buckets * 2 : 64);
    Special *s = mem_alloc(sizeof *s);
    *s = (Special){.chain = table[bucket(object)], .prev = newest, .object = object, .record = record, .kind = kind};
    table[bucket(object)] = s;
    if (newest)
        newest->next = s;
    else
        oldest = s;
    newest = s;
    count++;
}

static void discard(Special *s) {
    Special **p = &table[bucket(s->object)];
    while (*p != s)
        p = &(*p)->chain;
    *p = s->chain;
    if (s->prev)
        s->prev->next = s->next;
    else
        oldest = s->next;
    if (s->next)
        s->next->prev = s->prev;
    else
        newest = s->prev;
    count--;
    mem_free(s, sizeof *s);
}

/* ---- what Go calls ------------------------------------------------------------------------ */

int32_t rt_finalizer_set(void *object, void *record, int32_t kind) {
    FinRecord *r = record;
    if (!gc_is_heap(object))
        return FIN_NOT_HEAP;
    if (kind == FIN_FINALIZER && lookup(object, FINALIZER, NULL))
        return FIN_ALREADY_SET;
    r->object = NULL;
    r->next = NULL;
    r->kind = (uint64_t)kind;
    insert(object, (Kind)kind, r);
    return FIN_OK;
}

void rt_finalizer_del(void *object, void *record) {
    Special *s = lookup(object, record ? CLEANUP : FINALIZER, record);
    if (s)
        discard(s);
}

void *rt_finalizer_next(void) {
    FinRecord *r = queue;
    if (!r) {
        finalizer_g = rt_g;
        return NULL;
    }
    queue = r->next;
    if (!queue)
        queue_end = NULL;
    r->next = NULL;
    queued--;
    return r;
}

void *rt_weak_get(void *object) {
    Special *s = lookup(object, WEAK, NULL);
    if (s)
        return s->record;
    KEEP(object);
    WeakHandle *h = rt_alloc_noscan(sizeof *h);
    h->target = object;
    insert(object, WEAK, h);
    return h;
}

void *rt_weak_strong(void *handle) {
    WeakHandle *h = handle;
    return h ? h->target : NULL;
}

/* ---- collection ------------------------------------------------------------------------------- */

void special_roots(void) {
    for (Special *s = oldest; s; s = s->next) {
        if (s->kind == WEAK)
            continue;
        mark_pointer(s->record);
        if (s->kind == FINALIZER) {
            mark_from(s->object);
            mark_drain();
        }
    }
    for (FinRecord *r = queue; r; r = r->next) {
        mark_pointer(r);
        mark_pointer(r->object);
    }
}

static void enqueue(FinRecord *r) {
    if (queue_end)
        queue_end->next = r;
    else
        queue = r;
    queue_end = r;
    queued++;
}

/* A handle that nobody holds goes with its object's entry: a later one may be another. */
static void finish_weak(void) {
    for (Special *s = oldest, *next; s; s = next) {
        next = s->next;
        if (s->kind != WEAK)
            continue;
        bool alive = mark_alive(s->object), held = mark_alive(s->record);
        if (!alive && held)
            ((WeakHandle *)s->record)->target = NULL;
        if (!alive || !held)
            discard(s);
    }
}

/* Records of dead objects are queued. All deaths are found before the first object is marked again. */
static void finish_records(Kind kind) {
    for (Special *s = oldest, *next; s; s = next) {
        next = s->next;
        if (s->kind != kind || mark_alive(s->object))
            continue;
        FinRecord *r = s->record;
        if (kind == FINALIZER)
            r->object = s->object;
        enqueue(r);
        discard(s);
    }
}

void special_finish(void) {
    finish_weak();
    finish_records(FINALIZER);
    for (FinRecord *r = queue; r; r = r->next)
        mark_pointer(r->object);
    mark_drain();
    finish_records(CLEANUP);
    if (finalizer_g && sched_idle(finalizer_g))
        sched_ready_last(finalizer_g);
}

size_t special_queued(void) { return queued; }
