/*
 * name.c - interned strings.
 *
 * The table is split into shards by hash, each with its own lock, arena and
 * open-addressing slots. Names are only ever added, so a lookup needs no lock: it
 * reads the shard's slots, and only when it meets an empty one takes the lock and
 * looks again before adding. A table that grows is copied and published whole;
 * a reader that still holds the old one can at worst miss and take the lock.
 */
#include "gocw/base.h"

#include <pthread.h>
#include <stdatomic.h>
#include <utf8proc.h>

enum { SHARD_BITS = 4, SHARDS = 1 << SHARD_BITS, FIRST_SLOTS = 1024 };

typedef struct NameTable {
    uint32_t mask;
    _Atomic(const Name *) slots[];
} NameTable;

typedef struct Shard {
    _Alignas(64) pthread_mutex_t lock;
    _Atomic(NameTable *) table;
    uint32_t n;
    Arena *arena;
} Shard;

static Shard shards[SHARDS];
static pthread_once_t shards_once = PTHREAD_ONCE_INIT;

static NameTable *table_new(Arena *a, uint32_t nslots) {
    NameTable *t = arena_alloc(a, sizeof *t + nslots * sizeof t->slots[0]);
    t->mask = nslots - 1;
    return t;
}

static void shards_init(void) {
    for (int i = 0; i < SHARDS; i++) {
        pthread_mutex_init(&shards[i].lock, NULL);
        shards[i].arena = arena_new("names");
        atomic_store(&shards[i].table, table_new(shards[i].arena, FIRST_SLOTS));
    }
}

/* The name with this text, or NULL and in *slot where it belongs. */
static const Name *find(NameTable *t, const char *s, size_t n, uint32_t hash, uint32_t *slot) {
    for (uint32_t i = hash >> SHARD_BITS;; i++) {
        const Name *name = atomic_load_explicit(&t->slots[i & t->mask], memory_order_acquire);
        if (!name) {
            *slot = i & t->mask;
            return NULL;
        }
        if (name->hash == hash && name->len == n && memcmp(name->s, s, n) == 0) return name;
    }
}

static NameTable *grow(Shard *sh, NameTable *old) {
    NameTable *t = table_new(sh->arena, (old->mask + 1) * 2);
    for (uint32_t i = 0; i <= old->mask; i++) {
        const Name *name = atomic_load_explicit(&old->slots[i], memory_order_relaxed);
        if (!name) continue;
        uint32_t at = name->hash >> SHARD_BITS;
        while (atomic_load_explicit(&t->slots[at & t->mask], memory_order_relaxed)) at++;
        atomic_store_explicit(&t->slots[at & t->mask], name, memory_order_relaxed);
    }
    atomic_store_explicit(&sh->table, t, memory_order_release);
    return t;
}

static const Name *add(Shard *sh, const char *s, size_t n, uint32_t hash) {
    pthread_mutex_lock(&sh->lock);
    NameTable *t = atomic_load_explicit(&sh->table, memory_order_relaxed);
    uint32_t slot;
    const Name *name = find(t, s, n, hash, &slot);
    if (!name) {
        if (sh->n >= t->mask / 2) {
            t = grow(sh, t);
            find(t, s, n, hash, &slot);
        }
        Name *fresh = arena_alloc_raw(sh->arena, sizeof *fresh + n + 1, 8);
        char *text = (char *)(fresh + 1);
        memcpy(text, s, n);
        text[n] = 0;
        *fresh = (Name){ hash, (uint32_t)n, text };
        sh->n++;
        atomic_store_explicit(&t->slots[slot], fresh, memory_order_release);
        name = fresh;
    }
    pthread_mutex_unlock(&sh->lock);
    return name;
}

const Name *name_of_n(const char *s, size_t n) {
    pthread_once(&shards_once, shards_init);
    ICE_IF(n > UINT32_MAX, NO_POS, "name of %zu bytes", n);
    uint32_t hash = (uint32_t)hash_bytes(s, n, 0);
    Shard *sh = &shards[hash & (SHARDS - 1)];
    uint32_t slot;
    NameTable *t = atomic_load_explicit(&sh->table, memory_order_acquire);
    const Name *name = find(t, n ? s : "", n, hash, &slot);
    return name ? name : add(sh, n ? s : "", n, hash);
}

const Name *name_of(const char *s) {
    return name_of_n(s, strlen(s));
}

const Name *name_fmt(const char *fmt, ...) {
    char small[256];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < (int)sizeof small) return name_of_n(small, n < 0 ? 0 : (size_t)n);
    Arena *tmp = arena_new("tmp");
    va_start(ap, fmt);
    const Name *name = name_of(arena_vprintf(tmp, fmt, ap));
    va_end(ap);
    arena_free(tmp);
    return name;
}

bool name_exported(const Name *n) {
    unsigned char c = (unsigned char)n->s[0];
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    int width;
    uint32_t r = utf8_decode(n->s, n->len, &width);
    return utf8proc_category((utf8proc_int32_t)r) == UTF8PROC_CATEGORY_LU;
}

bool name_is(const Name *n, const char *s) {
    return strncmp(n->s, s, (size_t)n->len + 1) == 0 && strlen(s) == n->len;
}
