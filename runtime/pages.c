/*
 * pages.c - runs of pages, and the runtime's own memory.
 *
 * Free runs are kept in lists by length (1 to 63 pages, and one for longer ones) and
 * coalesce with their neighbours: the page map names a free run at its first and last
 * page. A run of objects is named at each of its pages, so that any address leads to
 * its span.
 *
 *     heap.lo                                                        heap.hi
 *     | meta chunk | page map | span | span  span | free ... free | span |
 *
 * mem_alloc serves small requests from chunks, through lists by size in steps of
 * 8 bytes; nothing of it is scanned, moved or returned.
 */
#include "gc_int.h"
#include "host.h"

enum {
    NBINS = 64,                 /* bin n: runs of n pages; bin 0: longer */
    META_STEP = 8,
    META_SMALL = 2048,          /* larger requests take pages */
    META_CHUNK = 64 * 1024,
    META_RESERVE = 1024,        /* what describing a few runs may need */
    FIRST_GROWTH = 1 << 20,
    MAX_GROWTH = 64 << 20,
};

typedef struct FreeBlock { struct FreeBlock *next; } FreeBlock;

Heap heap;
static Span *bins[NBINS];
static uint64_t bins_used;
static FreeBlock *blocks[META_SMALL / META_STEP + 1];
static char *chunk, *chunk_end;

/* ---- the runtime's own memory ----------------------------------------------------- */

/* Makes sure of so many bytes and a reserve: the description of the new chunk comes out of it. */
static void chunk_refill(size_t need) {
    static bool refilling;
    if (!heap.lo)               /* a program that has no objects */
        gc_init(rt_module->heap_base, false);
    if (refilling || (size_t)(chunk_end - chunk) >= need + META_RESERVE)
        return;
    refilling = true;
    Span *s = pages_alloc(META_CHUNK / PAGE_SIZE, SPAN_META, 0);
    if (s->dirty)
        memset(s->start, 0, META_CHUNK);
    chunk = s->start;
    chunk_end = chunk + META_CHUNK;
    refilling = false;
}

static size_t meta_round(size_t size) { return (size + META_STEP - 1) & ~(size_t)(META_STEP - 1); }

void *mem_alloc_raw(size_t size) {
    size = meta_round(size);
    heap.meta_bytes += size;
    if (UNLIKELY(size > META_SMALL)) {
        Span *s = pages_alloc((size + PAGE_SIZE - 1) >> PAGE_SHIFT, SPAN_META, 0);
        return s->start;
    }
    FreeBlock *b = blocks[size / META_STEP];
    if (LIKELY(b != NULL)) {
        blocks[size / META_STEP] = b->next;
        return b;
    }
    chunk_refill(size);
    void *p = chunk;
    chunk += size;
    return p;
}

void *mem_alloc(size_t size) { return memset(mem_alloc_raw(size), 0, size); }

void mem_free(void *p, size_t size) {
    if (!p)
        return;
    size = meta_round(size);
    heap.meta_bytes -= size;
    if (size > META_SMALL) {
        pages_free(heap.map[(size_t)((char *)p - heap.lo) >> PAGE_SHIFT]);
        return;
    }
    FreeBlock *b = p;
    b->next = blocks[size / META_STEP];
    blocks[size / META_STEP] = b;
}

/* ---- free runs ---------------------------------------------------------------------- */

static size_t page_of(const char *p) { return (size_t)(p - heap.lo) >> PAGE_SHIFT; }
static unsigned bin_of(size_t n) { return n < NBINS ? (unsigned)n : 0; }

static size_t span_bytes(uint32_t nelems) { return sizeof(Span) + (size_t)((nelems + 63) / 64) * 16; }

static Span *span_new(uint32_t nelems, char *start, size_t n) {
    Span *s = mem_alloc(span_bytes(nelems));
    s->start = start;
    s->npages = (uint32_t)n;
    s->nelems = nelems;
    return s;
}

static void span_delete(Span *s) { mem_free(s, span_bytes(s->nelems)); }

static void bin_remove(Span *s) {
    unsigned b = bin_of(s->npages);
    if (s->prev)
        s->prev->next = s->next;
    else
        bins[b] = s->next;
    if (s->next)
        s->next->prev = s->prev;
    if (!bins[b])
        bins_used &= ~((uint64_t)1 << b);
    heap.free_pages -= s->npages;
}

static void bin_insert(Span *s) {
    unsigned b = bin_of(s->npages);
    s->state = SPAN_FREE;
    s->prev = NULL;
    s->next = bins[b];
    if (s->next)
        s->next->prev = s;
    bins[b] = s;
    bins_used |= (uint64_t)1 << b;
    heap.free_pages += s->npages;
    heap.map[page_of(s->start)] = s;
    heap.map[page_of(s->start) + s->npages - 1] = s;
}

/* Joins s with a free neighbour, which disappears. */
static void join(Span *s, Span *with) {
    bin_remove(with);
    heap.map[page_of(with->start)] = NULL;
    heap.map[page_of(with->start) + with->npages - 1] = NULL;
    if (with->start < s->start)
        s->start = with->start;
    s->npages += with->npages;
    s->dirty |= with->dirty;
    span_delete(with);
}

static void release(Span *s) {
    size_t first = page_of(s->start), end = first + s->npages;
    Span *before = first ? heap.map[first - 1] : NULL;
    Span *after = end < heap.npages ? heap.map[end] : NULL;
    if (before && before->state == SPAN_FREE)
        join(s, before);
    if (after && after->state == SPAN_FREE)
        join(s, after);
    bin_insert(s);
}

/* A free run of at least n pages: the shortest, of long ones the lowest of the shortest. */
static Span *find(size_t n) {
    if (n < NBINS) {
        uint64_t fit = bins_used & (~(uint64_t)0 << n);
        if (fit)
            return bins[__builtin_ctzll(fit)];
    }
    Span *best = NULL;
    for (Span *s = bins[0]; s; s = s->next)
        if (s->npages >= n && (!best || s->npages < best->npages || (s->npages == best->npages && s->start < best->start)))
            best = s;
    return best;
}

/* ---- growing --------------------------------------------------------------------------- */

static void add_free(char *start, size_t n, bool dirty) {
    if (n == 0)
        return;
    Span *s = span_new(0, start, n);
    s->dirty = dirty;
    release(s);
}

/* Moves the page map to the pages at `to`, with room for cap entries; the old ones become free. */
static size_t map_pages(size_t cap) { return (cap * sizeof(Span *) + PAGE_SIZE - 1) >> PAGE_SHIFT; }

static void map_move(char *to, size_t cap) {
    char *old = (char *)heap.map;
    size_t old_pages = map_pages(heap.map_cap);
    memcpy(to, heap.map, heap.npages * sizeof(Span *));
    heap.map = (Span **)(void *)to;
    heap.map_cap = cap;
    heap.meta_pages += map_pages(cap) - old_pages;
    add_free(old, old_pages, true);
}

static bool enlarge(uint64_t bytes) {
    return bytes < SIZE_MAX - (uintptr_t)heap.hi && port_memory_grow((size_t)bytes / WASM_PAGE);
}

static uint64_t round_up(uint64_t n, uint64_t unit) { return (n + unit - 1) & ~(unit - 1); }

/* More memory for n pages. The step follows the size of the heap: memory.grow is slow. */
static bool grow(size_t n) {
    size_t step = (size_t)(heap.hi - heap.lo) / 4;
    step = step < FIRST_GROWTH ? FIRST_GROWTH : step > MAX_GROWTH ? MAX_GROWTH : step;
    uint64_t need = (uint64_t)n << PAGE_SHIFT, bytes = need > step ? need : step;
    size_t new_cap = 0;
    if (heap.npages + (bytes >> PAGE_SHIFT) + 64 > heap.map_cap) {
        new_cap = 2 * (heap.npages + (size_t)(bytes >> PAGE_SHIFT));
        need += map_pages(new_cap) << PAGE_SHIFT;
        bytes += map_pages(new_cap) << PAGE_SHIFT;
    }
    bytes = round_up(bytes, WASM_PAGE);
    if (!enlarge(bytes)) {
        bytes = round_up(need, WASM_PAGE);
        if (!enlarge(bytes))
            return false;
    }
    host_memory_grew();
    char *start = heap.hi;
    size_t pages = (size_t)(bytes >> PAGE_SHIFT);
    heap.hi += bytes;
    if (new_cap) {
        map_move(start, new_cap);
        heap.npages += map_pages(new_cap);
        start += map_pages(new_cap) << PAGE_SHIFT;
        pages -= map_pages(new_cap);
    }
    heap.npages += pages;
    add_free(start, pages, false);
    return true;
}

void gc_init(char *base, bool stress) {
    heap.stress = stress;
    heap.lo = base;
    heap.hi = port_memory_end();
    while ((size_t)(heap.hi - heap.lo) < FIRST_GROWTH) {
        if (!port_memory_grow(FIRST_GROWTH / WASM_PAGE))
            gc_out_of_memory(FIRST_GROWTH);
        host_memory_grew();
        heap.hi = port_memory_end();
    }
    size_t total = (size_t)(heap.hi - heap.lo) >> PAGE_SHIFT;
    heap.map_cap = total * 2 < 2048 ? 2048 : total * 2;
    size_t first = META_CHUNK / PAGE_SIZE + map_pages(heap.map_cap);
    chunk = base;
    chunk_end = base + META_CHUNK;
    heap.map = (Span **)(void *)chunk_end;
    heap.npages = total;
    heap.meta_pages = first;
    add_free(base + (first << PAGE_SHIFT), total - first, false);
    if (uses_heap()) {
        alloc_init();
        mark_init();
    }
}

/* ---- spans --------------------------------------------------------------------------------- */

Span *pages_try(size_t n, SpanState state, uint32_t nelems) {
    chunk_refill(META_RESERVE); /* now, since it takes pages itself */
    Span *run = find(n);
    if (!run && uses_heap() && !heap.collecting) {
        alloc_sweep_all();
        run = find(n);
    }
    if (!run) {
        if (!grow(n))
            return NULL;
        run = find(n);
    }
    bin_remove(run);
    Span *s = span_new(nelems, run->start, n);
    s->state = (uint8_t)state;
    s->dirty = run->dirty;
    size_t first = page_of(run->start);
    heap.map[first] = heap.map[first + run->npages - 1] = NULL;
    if (run->npages > n) {
        run->start += n << PAGE_SHIFT;
        run->npages -= (uint32_t)n;
        bin_insert(run);
    } else {
        span_delete(run);
    }
    if (state == SPAN_META) {
        heap.map[first] = s;
        heap.meta_pages += n;
    } else {
        for (size_t i = 0; i < n; i++)
            heap.map[first + i] = s;
    }
    return s;
}

Span *pages_alloc(size_t n, SpanState state, uint32_t nelems) {
    Span *s = pages_try(n, state, nelems);
    if (!s)
        gc_out_of_memory(n << PAGE_SHIFT);
    return s;
}

void pages_free(Span *s) {
    size_t first = page_of(s->start);
    if (s->state == SPAN_META) {
        heap.meta_pages -= s->npages;
        heap.map[first] = NULL;
    } else {
        memset(heap.map + first, 0, s->npages * sizeof(Span *));
    }
    add_free(s->start, s->npages, true);
    span_delete(s);
}

Span *pages_next_span(size_t *page) {
    while (*page < heap.npages) {
        Span *s = heap.map[*page];
        *page += s ? s->npages - (*page - page_of(s->start)) : 1;
        if (s && s->state >= SPAN_SMALL)
            return s;
    }
    return NULL;
}
