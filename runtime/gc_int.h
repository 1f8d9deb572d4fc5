/*
 * gc_int.h - what the files of the collector share: pages.c, alloc.c, mark.c,
 * special.c, gc.c. The design is at the head of gc.c.
 */
#ifndef RT_GC_INT_H
#define RT_GC_INT_H

#include "gc.h"
#include "port.h"

enum { PAGE_SHIFT = 13, PAGE_SIZE = 1 << PAGE_SHIFT };

/* Go's own size classes: programs see them as cap() after append. */
#define SIZE_CLASSES(X) \
    X(8) X(16) X(24) X(32) X(48) X(64) X(80) X(96) X(112) X(128) X(144) X(160) X(176) X(192) X(208) \
    X(224) X(240) X(256) X(288) X(320) X(352) X(384) X(416) X(448) X(480) X(512) X(576) X(640) X(704) \
    X(768) X(896) X(1024) X(1152) X(1280) X(1408) X(1536) X(1792) X(2048) X(2304) X(2688) X(3072) X(3200) \
    X(3456) X(4096) X(4864) X(5120) X(5376) X(6144) X(6528) X(6784) X(6912) X(8192) X(9472) X(9728) X(10240) \
    X(10880) X(12288) X(13568) X(14336) X(16384) X(18432) X(19072) X(20480) X(21760) X(24576) X(27264) \
    X(28672) X(32768)

#define X(n) +1
enum { NCLASSES = SIZE_CLASSES(X), SMALL_MAX = 32768, CLASS_LARGE = NCLASSES };
#undef X
extern const uint16_t class_size[NCLASSES]; /* bytes of payload */
/* The class of a request of at most SMALL_MAX bytes. */
unsigned size_class(size_t size);

/* ---- pages.c: runs of pages ---------------------------------------------------- */

typedef enum SpanState {
    SPAN_FREE,                  /* in a list of free runs */
    SPAN_META,                  /* the runtime's own memory */
    SPAN_SMALL,                 /* objects of one class */
    SPAN_LARGE,                 /* one object */
} SpanState;

/* What an object's words mean; stands before objects with pointers (in the span for a
 * large one). type NULL: nothing to scan. */
typedef struct Header {
    const Type *type;           /* of the element, for an array */
    uint32_t words;             /* words of payload that may hold pointers */
} Header;
#ifdef __wasm__
_Static_assert(sizeof(Header) == 8, "Header");
enum { HEADER_SIZE = 8 };
#else
enum { HEADER_SIZE = 16 };
#endif

/* A run of pages. The bitmaps have a bit for each object; the words of allocated and
 * marked objects alternate, since both are looked at together. */
typedef struct Span Span;
struct Span {
    char *start;
    Span *next, *prev;          /* in a list of free runs, or of a size class */
    uint32_t npages;
    uint8_t state;              /* SpanState */
    uint8_t class;              /* size class, or CLASS_LARGE */
    bool scan;                  /* objects have headers */
    bool dirty;                 /* memory may be other than zero */
    bool unswept;               /* marks have not become allocation bits yet */
    bool overflow;              /* has marked objects that were not scanned */
    uint32_t stride;            /* bytes from object to object (0: large) */
    uint32_t magic;             /* ceil(2^32 / stride); 0: large */
    uint32_t nelems;
    uint32_t nalloc;            /* allocation bits that are set */
    size_t size;                /* large: bytes of the object */
    Header header;              /* large */
    uint64_t bits[];            /* alloc word 0, mark word 0, alloc word 1, ... */
};

static inline uint32_t bit_words(const Span *s) { return (s->nelems + 63) / 64; }
#define ALLOC_WORD(s, w) ((s)->bits[2 * (w)])
#define MARK_WORD(s, w) ((s)->bits[2 * (w) + 1])

typedef struct Heap {
    char *lo, *hi;              /* managed memory: [lo, hi) */
    Span **map;                 /* by page; NULL or a free run inside: no object there */
    size_t npages, map_cap;
    size_t free_pages, meta_pages;
    size_t meta_bytes;          /* handed out by mem_alloc */
    bool collecting;            /* no sweeping now */
    bool stress;
} Heap;
extern Heap heap;
INLINE bool gc_stress(void) { return USES(stress) && heap.stress; }

/* A run of n pages with a Span that has room for bits; never NULL. Its memory is zero
 * unless `dirty`. Entries of the page map are set for object spans only. */
Span *pages_alloc(size_t n, SpanState state, uint32_t nelems);
/* The same, but NULL rather than growing past the limit of the host. */
Span *pages_try(size_t n, SpanState state, uint32_t nelems);
void pages_free(Span *s);
/* The next span of objects by address, from *page on, which starts as 0; NULL: there is none. */
Span *pages_next_span(size_t *page);

static inline Span *span_of(const void *p) {
    size_t page = (size_t)((const char *)p - heap.lo) >> PAGE_SHIFT;
    if (page >= heap.npages)
        return NULL;
    Span *s = heap.map[page];
    return s && s->state >= SPAN_SMALL ? s : NULL;
}

/* Index of the object that holds p, which lies in s; s->nelems or more: none. */
static inline uint32_t span_index(const Span *s, const void *p) {
    return (uint32_t)((uint64_t)(uint32_t)((const char *)p - s->start) * s->magic >> 32);
}
static inline char *span_object(const Span *s, uint32_t i) { return s->start + (size_t)i * s->stride; }
/* First byte that Go sees. */
static inline char *span_payload(const Span *s, uint32_t i) {
    return span_object(s, i) + (s->scan && s->stride ? HEADER_SIZE : 0);
}
static inline size_t span_payload_size(const Span *s) {
    return s->stride ? s->stride - (s->scan ? HEADER_SIZE : 0) : s->size;
}
static inline bool bit_get(const uint64_t *bits, uint32_t i, unsigned which) {
    return bits[i / 64 * 2 + which] >> (i % 64) & 1;
}
enum { BIT_ALLOC, BIT_MARK };

/* ---- alloc.c ---------------------------------------------------------------------- */

void alloc_init(void);
/* Gives the unused rests of all runs back; before marking. */
void alloc_flush(void);
/* Sorts a span into the lists of its class after marking, and adds its marked objects to gc_live. */
void alloc_requeue(Span *s);
void alloc_reset_lists(void);
/* Turns marks into allocation bits and frees what is empty; all spans that still need it. */
void alloc_sweep_all(void);
/* Counts, exact at any time. */
int64_t alloc_stat(int32_t which);

/* ---- mark.c ----------------------------------------------------------------------- */

void mark_init(void);
/* mark_pointer (gc.h): the object will be scanned by mark_drain. */
/* Marks what the object that holds p points to, but not the object. */
void mark_from(const void *p);
/* Conservatively: whatever looks like a pointer. */
void mark_range(const void *lo, const void *hi);
/* Scans until nothing is left; safe when the mark stack is full. */
void mark_drain(void);
/* At most so many entries on the mark stack; 0: as the heap allows (tests). */
extern size_t mark_stack_limit;

/* ---- gctrace.c ------------------------------------------------------------------- */

typedef struct Cycle {
    int64_t start, swept, end;  /* ns: sweeping is finished first, then all is marked */
    size_t before, live, goal;  /* bytes */
    bool forced;
} Cycle;

extern bool gc_trace;           /* GODEBUG=gctrace=1 */
void gctrace_start(void);
void gctrace_print(const Cycle *c, int64_t n);

/* ---- special.c: finalizers, cleanups, weak handles ------------------------------------ */

INLINE bool uses_specials(void) { return USES(rt_finalizer_set) || USES(rt_weak_get); }
void special_roots(void);       /* before mark_drain */
void special_finish(void);      /* after it: clears handles, queues records */
size_t special_queued(void);

/* ---- gc.c ---------------------------------------------------------------------------- */

/* Live bytes, and the size at which a collection starts. */
extern size_t gc_live, gc_goal;
/* A collection, unless one is running. */
void gc_collect(bool forced);
/* Stress mode: every allocation collects; from n live MiB on, each n*n-th: else a program's time would grow with the square of what
 * lives. */
bool gc_stress_due(void);
/* Called by allocation slow paths with the bytes they take: may collect before. */
static inline void gc_charge(size_t bytes) {
    if (UNLIKELY(gc_live + bytes >= gc_goal || (gc_stress() && gc_stress_due())))
        gc_collect(false);
    gc_live += bytes;
}
/* Ends the program: there is no memory for so many bytes more. */
__attribute__((noreturn)) void gc_out_of_memory(uint64_t size);

#endif
