/*
 * gc.h - allocation and collection. The design is at the head of gc.c.
 */
#ifndef RT_GC_H
#define RT_GC_H

#include "abi.h"

/* Numbers for rt_gc_stat. Bytes and counts since the start unless said otherwise. */
enum GcStat {
    GCSTAT_NUM_GC,              /* 0  collections */
    GCSTAT_NUM_FORCED,          /* 1  of these, by runtime.GC */
    GCSTAT_HEAP_ALLOC,          /* 2  bytes in objects now (not yet swept ones included) */
    GCSTAT_TOTAL_ALLOC,         /* 3  bytes */
    GCSTAT_MALLOCS,             /* 4  objects */
    GCSTAT_FREES,               /* 5  objects */
    GCSTAT_SYS,                 /* 6  linear memory now */
    GCSTAT_HEAP_SYS,            /* 7  of it, for objects */
    GCSTAT_HEAP_IDLE,           /* 8  of that, in free pages */
    GCSTAT_HEAP_INUSE,          /* 9  of that, in spans of objects */
    GCSTAT_META_SYS,            /* 10 of linear memory, the runtime's own: frames, goroutines, bitmaps */
    GCSTAT_STACK_INUSE,         /* 11 saved frames and goroutines, of META_SYS */
    GCSTAT_NEXT_GC,             /* 12 heap size that starts the next collection */
    GCSTAT_LAST_GC,             /* 13 wall clock, ns */
    GCSTAT_LAST_PAUSE,          /* 14 ns */
    GCSTAT_PAUSE_TOTAL,         /* 15 ns */
    GCSTAT_HEAP_LIVE,           /* 16 bytes marked by the last collection */
    GCSTAT_HEAP_OBJECTS,        /* 17 mallocs - frees */
    GCSTAT_GC_PERCENT,          /* 18 */
    GCSTAT_MEM_LIMIT,           /* 19 */
    GCSTAT_FINALIZERS_QUEUED,   /* 20 records that wait for the finalizer goroutine */
    GCSTAT_COUNT
};

/* ReadMemStats.PauseNs and PauseEnd: i-th last pause (0: the last) of at most 256, as
 * rt_gc_stat(GCSTAT_PAUSE_NS + i) and rt_gc_stat(GCSTAT_PAUSE_END + i). */
enum { GCSTAT_PAUSE_NS = 256, GCSTAT_PAUSE_END = 512 };
/* Objects by size class: rt_gc_stat(GCSTAT_CLASS_SIZE + c), ..._MALLOCS + c, ..._FREES + c. */
enum { GCSTAT_CLASS_SIZE = 1024, GCSTAT_CLASS_MALLOCS = 1280, GCSTAT_CLASS_FREES = 1536 };

/* What rt_finalizer_set takes: a Go heap object whose first words are the runtime's.
 * Go's own fields (function, argument) follow and are kept alive. */
typedef struct FinRecord {
    SLOT(void, object);         /* 0  nil until queued; finalizers: the object, for its last call */
    SLOT(struct FinRecord, next); /* 8  queue */
    uint64_t kind;              /* 16 FIN_*: copied from the argument */
} FinRecord;

enum { FIN_FINALIZER, FIN_CLEANUP };
/* Results of rt_finalizer_set. */
enum { FIN_NOT_HEAP, FIN_OK, FIN_ALREADY_SET };
/* rt_finalizer_del(object, record): the cleanup record; nil: the finalizer.
 *
 * The goroutine that got nil from rt_finalizer_next is the finalizer goroutine: it
 * ends, and is started again after every collection (so that it can run sync.Pool's
 * cleanup as well). */

/* A weak handle is a pointer-free heap object with the address of its target, or 0. */
typedef struct WeakHandle { SLOT(void, target); } WeakHandle;

/* ---- for the runtime's own files ------------------------------------------------- */

/* Sets the heap up at base. */
void gc_init(char *base, bool stress);

/* settings.c: GOGC, GOMEMLIMIT and GODEBUG from the environment; one entry of it. */
void settings_init(void);
void settings_read(const char *entry);

/* Memory that the collector neither scans nor frees, zeroed; mem_free takes the
 * same size. For frames, goroutines, tables. Never NULL. */
void *mem_alloc(size_t size);
void *mem_alloc_raw(size_t size); /* not zeroed */
void mem_free(void *p, size_t size);

/* A zeroed object of `size` bytes, of which the first type->ptrbytes are as type says. */
void *gc_new_sized(size_t size, const Type *type);

/* True for an address inside a heap object. */
bool gc_is_heap(const void *p);

/* For what else refers to objects, timers and channels, while the collector looks for roots: marks the object that holds p, if
 * any; marks what the words of a value of type t point to. */
void mark_pointer(const void *p);
void mark_value(const void *p, const Type *t);
/* p does not lie in an unmarked object. Valid between marking and sweeping. */
bool mark_alive(const void *p);

/* Set by every collection. */
extern bool gc_collected;

/* Without these in the program there are no objects on the heap. */
INLINE bool uses_heap(void) {
    return USES(rt_new) || USES(rt_newarray) || USES(rt_alloc_noscan) || USES(rt_alloc_raw) || USES(rt_chan_make) || USES(rt_weak_get) ||
           USES(rt_usable_size) || USES(rt_gc) || USES(rt_gc_stat) || USES(rt_set_gc_percent) || USES(rt_set_mem_limit);
}

#endif
