/*
 * arena.c - memory by lifetime: bump allocation from a list of chunks.
 *
 * Chunks come from calloc and double in size up to a limit, so that a short
 * function costs little and a big package few system calls. The part of a chunk
 * above `high` has never been handed out and is still zero; only memory that a
 * release gave back has to be cleared again. A release keeps one chunk spare, so
 * marking and releasing around a chunk's end does not allocate each time.
 */
#include "base_int.h"

#include <pthread.h>
#include <stdlib.h>

enum { FIRST_CHUNK = 64 << 10, FIRST_SMALL = 4 << 10, MAX_CHUNK = 4 << 20, MAX_KINDS = 64 };

typedef struct Chunk {
    struct Chunk *prev;
    size_t size;            /* bytes in data */
    size_t used;            /* bytes handed out */
    size_t high;            /* from here on the data is zero */
    _Alignas(16) char data[];
} Chunk;

struct Arena {
    Chunk *cur;
    Chunk *spare;
    const char *name;
    size_t below;           /* sum of used over the chunks before cur */
    size_t peak;            /* most bytes ever in use, brought up to date by release and free */
    size_t next_size;
    Arena *prev_live, *next_live;
};

/* What -d=mem says about all arenas of one name. */
typedef struct ArenaKind {
    const char *name;
    uint64_t count;         /* freed so far */
    uint64_t total;         /* sum of their peaks */
    uint64_t largest;
} ArenaKind;

static pthread_mutex_t live_lock = PTHREAD_MUTEX_INITIALIZER;
static Arena *live_list;
static ArenaKind kinds[MAX_KINDS];
static int n_kinds;

void out_of_memory(size_t size) {
    fprintf(stderr, "gocw: out of memory (%zu bytes more wanted)\n", size);
    exit(2);
}

Arena *arena_new(const char *name) {
    Arena *a = calloc(1, sizeof *a);
    if (!a) out_of_memory(sizeof *a);
    a->name = name;
    a->next_size = FIRST_CHUNK;
    pthread_mutex_lock(&live_lock);
    a->next_live = live_list;
    if (live_list) live_list->prev_live = a;
    live_list = a;
    pthread_mutex_unlock(&live_lock);
    return a;
}

Arena *arena_new_small(const char *name) {
    Arena *a = arena_new(name);
    a->next_size = FIRST_SMALL;
    return a;
}

static void note_peak(Arena *a) {
    size_t used = arena_used(a);
    if (used > a->peak) a->peak = used;
}

/* Adds one arena's figures to its kind; past MAX_KINDS names go uncounted. */
static void count_kind(ArenaKind *table, int *n, const Arena *a, size_t bytes) {
    int i = 0;
    while (i < *n && strcmp(table[i].name, a->name) != 0) i++;
    if (i == MAX_KINDS) return;
    if (i == *n) table[(*n)++] = (ArenaKind){ .name = a->name };
    table[i].count++;
    table[i].total += bytes;
    if (bytes > table[i].largest) table[i].largest = bytes;
}

void arena_free(Arena *a) {
    if (!a) return;
    note_peak(a);
    pthread_mutex_lock(&live_lock);
    if (a->prev_live) a->prev_live->next_live = a->next_live;
    else live_list = a->next_live;
    if (a->next_live) a->next_live->prev_live = a->prev_live;
    count_kind(kinds, &n_kinds, a, a->peak);
    pthread_mutex_unlock(&live_lock);
    for (Chunk *c = a->cur, *prev; c; c = prev) {
        prev = c->prev;
        free(c);
    }
    free(a->spare);
    free(a);
}

/* Puts a chunk with room for size bytes on top. */
static void add_chunk(Arena *a, size_t size) {
    if (a->cur) a->below += a->cur->used;
    Chunk *c = a->spare;
    if (c && c->size >= size) {
        a->spare = NULL;
    } else {
        size_t want = a->next_size;
        if (a->next_size < MAX_CHUNK) a->next_size *= 2;
        if (size > want) want = size;
        if (want > SIZE_MAX - sizeof *c) out_of_memory(size);
        c = calloc(1, sizeof *c + want);
        if (!c) out_of_memory(want);
        c->size = want;
    }
    c->used = 0;
    c->prev = a->cur;
    a->cur = c;
}

/* Bytes from the current chunk; *dirty says how many of them, from the first, may be nonzero. */
static inline void *bump(Arena *a, size_t size, size_t align, size_t *dirty) {
    if (size == 0) size = 1;
    Chunk *c = a->cur;
    size_t at = c ? (c->used + align - 1) & ~(align - 1) : 0;
    if (!c || size > c->size || at > c->size - size) {
        add_chunk(a, size);
        c = a->cur;
        at = 0;
    }
    size_t end = at + size;
    c->used = end;
    *dirty = at < c->high ? (end < c->high ? size : c->high - at) : 0;
    if (end > c->high) c->high = end;
    return c->data + at;
}

void *arena_alloc(Arena *a, size_t size) {
    size_t dirty;
    /* No object shorter than 16 bytes needs more than 8. */
    void *p = bump(a, size, size < 16 ? 8 : 16, &dirty);
    if (dirty) memset(p, 0, dirty);
    return p;
}

void *arena_alloc_raw(Arena *a, size_t size, size_t align) {
    size_t dirty;
    return bump(a, size, align, &dirty);
}

bool arena_extend(Arena *a, void *p, size_t old_size, size_t new_size) {
    Chunk *c = a->cur;
    if (!c || !p || old_size == 0 || (char *)p + old_size != c->data + c->used) return false;
    size_t at = (size_t)((char *)p - c->data);
    if (new_size > c->size - at) return false;
    c->used = at + new_size;
    if (c->used > c->high) c->high = c->used;
    return true;
}

char *arena_strndup(Arena *a, const char *s, size_t n) {
    char *p = arena_alloc_raw(a, n + 1, 1);
    if (n) memcpy(p, s, n);
    p[n] = 0;
    return p;
}

char *arena_strdup(Arena *a, const char *s) {
    return arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(Arena *a, const char *fmt, va_list ap) {
    char small[256];
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    if (n < 0) n = 0, small[0] = 0;
    char *p;
    if ((size_t)n < sizeof small) {
        p = arena_strndup(a, small, (size_t)n);
    } else {
        p = arena_alloc_raw(a, (size_t)n + 1, 1);
        vsnprintf(p, (size_t)n + 1, fmt, again);
    }
    va_end(again);
    return p;
}

char *arena_printf(Arena *a, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    char *p = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return p;
}

size_t arena_used(const Arena *a) {
    return a->below + (a->cur ? a->cur->used : 0);
}

ArenaMark arena_mark(Arena *a) {
    return (ArenaMark){ a->cur, a->cur ? a->cur->used : 0 };
}

/* In debug builds what was released reads as garbage, so that late uses show. */
static void poison(Chunk *c, size_t from) {
#ifdef GOCW_DEBUG
    if (c->used > from) memset(c->data + from, 0xA5, c->used - from);
#else
    (void)c, (void)from;
#endif
}

void arena_release(Arena *a, ArenaMark m) {
    note_peak(a);
    while (a->cur != m.chunk) {
        Chunk *c = a->cur;
        ICE_IF(!c, NO_POS, "arena %s: released to a mark that is gone", a->name);
        a->cur = c->prev;
        if (a->cur) a->below -= a->cur->used;
        poison(c, 0);
        if (!a->spare || a->spare->size < c->size) {
            free(a->spare);
            a->spare = c;
        } else {
            free(c);
        }
    }
    if (!a->cur) return;
    ICE_IF(a->cur->used < m.used, NO_POS, "arena %s: released upwards", a->name);
    poison(a->cur, m.used);
    a->cur->used = m.used;
}

void arena_print_stats(FILE *out) {
    pthread_mutex_lock(&live_lock);
    ArenaKind live[MAX_KINDS];
    int n_live = 0;
    for (const Arena *a = live_list; a; a = a->next_live) {
        size_t used = arena_used(a);
        count_kind(live, &n_live, a, used > a->peak ? used : a->peak);
    }
    for (int pass = 0; pass < 2; pass++) {
        const ArenaKind *table = pass ? live : kinds;
        for (int i = 0; i < (pass ? n_live : n_kinds); i++)
            fprintf(out, "mem %-16s %-5s %8llu arenas %12llu bytes, largest %llu\n", table[i].name,
                    pass ? "live" : "freed", (unsigned long long)table[i].count,
                    (unsigned long long)table[i].total, (unsigned long long)table[i].largest);
    }
    pthread_mutex_unlock(&live_lock);
}
