/*
 * alloc.c - objects.
 *
 * Each size class has two caches, for objects with and without pointers. A cache holds a run
 * of free slots of one span, zeroed at once when it is taken, and hands them out by
 * bumping a pointer. The slots of a run count as allocated; alloc_flush gives the rest
 * back before a collection.
 *
 *     span  | used | used | free free free free | used | free | used used |
 *                           next ->          end
 *
 * When the run is used up the next one of the span is looked for in the allocation
 * bitmap; then the next span of the class that has free slots: swept now, or partial
 * since an earlier sweep; then a new one.
 */
#include "gc_int.h"

#define X(n) n,
const uint16_t class_size[NCLASSES] = {SIZE_CLASSES(X)};
#undef X

enum { MEDIUM = 1024 };         /* classes of smaller sizes are looked up in steps of 8 bytes, others of 128 */

typedef struct Cache {
    char *next, *end;           /* the rest of the run */
    Span *span;
    uint32_t stride;
    uint32_t pos;               /* where to look for the next run */
    Span *unswept, *partial;    /* spans that may have, that have free slots */
    int64_t mallocs, frees;     /* objects; the run counts in full */
} Cache;

static Cache caches[2 * NCLASSES]; /* without pointers, then with them */
#define CACHE(scan, class) (&caches[((scan) ? NCLASSES : 0) + (class)])
static uint8_t class_by_8[MEDIUM / 8 + 1], class_by_128[(SMALL_MAX - MEDIUM) / 128 + 1];
static int64_t large_mallocs, large_frees, large_allocated, large_freed;
static uint64_t zero_size;      /* the address of all objects without a byte */

static inline unsigned class_of(size_t size) {
    if (LIKELY(size <= MEDIUM))
        return class_by_8[(size + 7) / 8];
    return class_by_128[(size - MEDIUM + 127) / 128];
}

unsigned size_class(size_t size) { return class_of(size); }

void alloc_init(void) {
    unsigned c = 0;
    for (size_t size = 0; size <= SMALL_MAX; size += 8) {
        if (size > class_size[c])
            c++;
        if (size <= MEDIUM)
            class_by_8[size / 8] = (uint8_t)c;
        if (size >= MEDIUM && (size - MEDIUM) % 128 == 0)
            class_by_128[(size - MEDIUM) / 128] = (uint8_t)c;
    }
    for (c = 0; c < NCLASSES; c++) {
        CACHE(false, c)->stride = class_size[c];
        CACHE(true, c)->stride = class_size[c] + HEADER_SIZE;
    }
}

/* ---- runs --------------------------------------------------------------------------- */

/* Sets n allocation bits from i on. */
static void bits_fill(Span *s, uint32_t i, uint32_t n) {
    while (n) {
        uint32_t shift = i % 64, k = 64 - shift < n ? 64 - shift : n;
        uint64_t mask = (k == 64 ? ~(uint64_t)0 : ((uint64_t)1 << k) - 1) << shift;
        ALLOC_WORD(s, i / 64) ^= mask;
        i += k;
        n -= k;
    }
}

/* First index >= i whose allocation bit is `set`; nelems when there is none. */
static uint32_t bits_find(const Span *s, uint32_t i, bool set) {
    while (i < s->nelems) {
        uint64_t w = ALLOC_WORD(s, i / 64);
        w = (set ? w : ~w) >> (i % 64);
        if (w) {
            i += (uint32_t)__builtin_ctzll(w);
            return i < s->nelems ? i : s->nelems;
        }
        i = (i | 63) + 1;
    }
    return s->nelems;
}

/* Takes the next run of the cache's span. */
static bool run_take(Cache *c) {
    Span *s = c->span;
    uint32_t first = bits_find(s, c->pos, false);
    if (first == s->nelems)
        return false;
    uint32_t end = gc_stress() ? first + 1 : bits_find(s, first, true);
    uint32_t n = end - first;
    bits_fill(s, first, n);
    s->nalloc += n;
    c->mallocs += n;
    c->pos = end;
    c->next = span_object(s, first);
    c->end = span_object(s, end);
    gc_live += (size_t)(c->end - c->next);
    if (s->dirty)
        memset(c->next, 0, (size_t)(c->end - c->next));
    return true;
}

static void run_return(Cache *c) {
    if (c->next < c->end) {
        uint32_t n = (uint32_t)((size_t)(c->end - c->next) / c->stride);
        bits_fill(c->span, span_index(c->span, c->next), n);
        c->span->nalloc -= n;
        c->mallocs -= n;
        gc_live -= (size_t)(c->end - c->next);
    }
    c->next = c->end = NULL;
    c->span = NULL;
}

void alloc_flush(void) {
    for (unsigned i = 0; i < 2 * NCLASSES; i++)
        run_return(&caches[i]);
}

/* ---- sweeping ---------------------------------------------------------------------------- */

enum { POISON = 0xdb };

/* Marks become allocation bits. False: nothing was left and the span is gone. */
static bool sweep(Span *s) {
    s->unswept = false;
    uint32_t live = 0;
    for (uint32_t w = 0, n = bit_words(s); w < n; w++) {
        uint64_t dead = ALLOC_WORD(s, w) & ~MARK_WORD(s, w);
        if (UNLIKELY(gc_stress()))
            for (; dead; dead &= dead - 1)
                memset(span_object(s, w * 64 + (uint32_t)__builtin_ctzll(dead)), POISON, s->stride ? s->stride : s->size);
        ALLOC_WORD(s, w) = MARK_WORD(s, w);
        MARK_WORD(s, w) = 0;
        live += (uint32_t)__builtin_popcountll(ALLOC_WORD(s, w));
    }
    if (s->stride) {
        CACHE(s->scan, s->class)->frees += s->nalloc - live;
    } else if (!live) {
        large_frees++;
        large_freed += (int64_t)s->size;
    }
    s->nalloc = live;
    s->dirty = true;
    if (live == 0) {
        pages_free(s);
        return false;
    }
    return true;
}

static void push(Span **list, Span *s) {
    s->next = *list;
    *list = s;
}

static Span *pop(Span **list) {
    Span *s = *list;
    if (s)
        *list = s->next;
    return s;
}

static void sweep_small(Span *s) {
    if (sweep(s) && s->nalloc < s->nelems)
        push(&CACHE(s->scan, s->class)->partial, s);
}

static Span *unswept_large;

void alloc_sweep_all(void) {
    Span *s;
    while ((s = pop(&unswept_large)))
        sweep(s);
    for (unsigned i = 0; i < 2 * NCLASSES; i++)
        while ((s = pop(&caches[i].unswept)))
            sweep_small(s);
}

void alloc_reset_lists(void) {
    for (unsigned i = 0; i < 2 * NCLASSES; i++)
        caches[i].unswept = caches[i].partial = NULL;
    unswept_large = NULL;
}

void alloc_requeue(Span *s) {
    for (uint32_t w = 0, n = bit_words(s); w < n; w++)
        gc_live += (size_t)__builtin_popcountll(MARK_WORD(s, w)) * (s->stride ? s->stride : s->size);
    s->unswept = true;
    push(s->stride ? &CACHE(s->scan, s->class)->unswept : &unswept_large, s);
}

/* ---- allocation ------------------------------------------------------------------------------ */

/* Pages for a span: the fewest that hold 8 objects or waste no more than an eighth. */
static size_t span_pages_for(uint32_t stride) {
    size_t n = 1;
    while ((n << PAGE_SHIFT) / stride < 8 && (n << PAGE_SHIFT) % stride > (n << PAGE_SHIFT) / 8)
        n++;
    return n;
}

/* Pages for objects. When the host gives no more, a collection may find some. */
static Span *object_pages(size_t n, SpanState state, uint32_t nelems) {
    Span *s = pages_try(n, state, nelems);
    if (s)
        return s;
    gc_collect(false);
    return pages_alloc(n, state, nelems);
}

static Span *span_fresh(bool scan, unsigned class, uint32_t stride) {
    size_t n = span_pages_for(stride);
    Span *s = object_pages(n, SPAN_SMALL, (uint32_t)((n << PAGE_SHIFT) / stride));
    s->class = (uint8_t)class;
    s->scan = scan;
    s->stride = stride;
    s->magic = UINT32_MAX / stride + 1;
    return s;
}

static NOINLINE char *small_slow(bool scan, unsigned class, const Type *type) {
    KEEP(type);
    Cache *c = CACHE(scan, class);
    gc_charge(0);               /* may collect, which empties the cache */
    while (!c->span || !run_take(c)) {
        c->pos = 0;
        Span *s = NULL;
        while (!s && (c->span = pop(&c->unswept)))
            if (sweep(c->span) && c->span->nalloc < c->span->nelems)
                s = c->span;
        if (!s)
            s = pop(&c->partial);
        c->span = NULL;         /* a new span may make others be swept */
        c->span = s ? s : span_fresh(scan, class, c->stride);
    }
    char *p = c->next;
    c->next = p + c->stride;
    return p;
}

static inline char *small(bool scan, unsigned class, const Type *type) {
    Cache *c = CACHE(scan, class);
    char *p = c->next;
    if (UNLIKELY(p == c->end))
        return small_slow(scan, class, type);
    c->next = p + c->stride;
    return p;
}

static NOINLINE char *large(size_t size, const Type *type, size_t ptrbytes, bool zero) {
    KEEP(type);
    gc_charge(size);
    size_t n = (size + PAGE_SIZE - 1) >> PAGE_SHIFT;
    Span *s = object_pages(n, SPAN_LARGE, 1);
    s->class = CLASS_LARGE;
    s->scan = type != NULL;
    s->header = (Header){type, (uint32_t)(ptrbytes / 8)};
    s->size = size;
    s->nalloc = 1;
    ALLOC_WORD(s, 0) = 1;
    large_mallocs++;
    large_allocated += (int64_t)size;
    if (zero && s->dirty)
        memset(s->start, 0, n << PAGE_SHIFT);
    return s->start;
}

static inline void *alloc_scan(size_t size, const Type *type, size_t ptrbytes) {
    if (UNLIKELY(size > SMALL_MAX))
        return large(size, type, ptrbytes, true);
    char *p = small(true, class_of(size), type);
    *(Header *)(void *)p = (Header){type, (uint32_t)(ptrbytes / 8)};
    return p + HEADER_SIZE;
}

static inline void *alloc_noscan(size_t size, bool zero) {
    if (UNLIKELY(size > SMALL_MAX))
        return large(size, NULL, 0, zero);
    if (UNLIKELY(size == 0))
        return &zero_size;
    return small(false, class_of(size), NULL);
}

static size_t checked(int64_t size) {
    if (UNLIKELY((uint64_t)size > SIZE_MAX - PAGE_SIZE))
        gc_out_of_memory((uint64_t)size);
    return (size_t)size;
}

void *rt_new(void *type) {
    const Type *t = type;
    size_t size = (size_t)t->size;
    if (t->ptrbytes == 0)
        return alloc_noscan(size, true);
    return alloc_scan(size, t, (size_t)t->ptrbytes);
}

/* The product was checked by the caller to fit an int, not linear memory. */
void *rt_newarray(void *elem, int64_t n) {
    const Type *t = elem;
    if (t->size == 0)
        return &zero_size;
    uint64_t size = t->size * (uint64_t)n;
    if (t->ptrbytes == 0 || n == 0)
        return alloc_noscan(checked((int64_t)size), true);
    return alloc_scan(checked((int64_t)size), t, (size_t)(size - t->size + t->ptrbytes));
}

void *rt_alloc_noscan(int64_t size) { return alloc_noscan(checked(size), true); }

void *rt_alloc_raw(int64_t size) { return alloc_noscan(checked(size), false); }

void *gc_new_sized(size_t size, const Type *type) { return alloc_scan(size, type, (size_t)type->ptrbytes); }

int64_t rt_usable_size(int64_t size) {
    if (size > SMALL_MAX)
        return (size + PAGE_SIZE - 1) & ~(int64_t)(PAGE_SIZE - 1);
    return size ? class_size[class_of((size_t)size)] : 0;
}

/* ---- statistics --------------------------------------------------------------------------------- */

static int64_t unused(const Cache *c) { return c->next == c->end ? 0 : (c->end - c->next) / (int64_t)c->stride; }

/* Dead objects in spans that are not swept yet count as freed: the marker knows the live bytes. */
int64_t alloc_stat(int32_t which) {
    if (which >= GCSTAT_CLASS_SIZE) {
        unsigned c = (unsigned)which % 256;
        if (c >= NCLASSES)
            return 0;
        int64_t mallocs = 0, frees = 0;
        for (unsigned scan = 0; scan < 2; scan++) {
            mallocs += CACHE(scan, c)->mallocs - unused(CACHE(scan, c));
            frees += CACHE(scan, c)->frees;
        }
        int32_t what = which & ~255;
        return what == GCSTAT_CLASS_SIZE ? class_size[c] : what == GCSTAT_CLASS_MALLOCS ? mallocs : frees;
    }
    int64_t mallocs = large_mallocs, frees = large_frees, allocated = large_allocated, freed = large_freed;
    for (unsigned i = 0; i < 2 * NCLASSES; i++) {
        const Cache *c = &caches[i];
        int64_t n = c->mallocs - unused(c);
        mallocs += n;
        frees += c->frees;
        allocated += n * c->stride;
        freed += c->frees * c->stride;
    }
    switch (which) {
    case GCSTAT_HEAP_ALLOC:
        return allocated - freed;
    case GCSTAT_TOTAL_ALLOC:
        return allocated;
    case GCSTAT_MALLOCS:
        return mallocs;
    case GCSTAT_FREES:
        return frees;
    default:
        return mallocs - frees;
    }
}
