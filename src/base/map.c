/*
 * map.c - hash maps with open addressing and linear probing.
 *
 * Entries stand in an array in insertion order; slots (a power of two, at most
 * half full) hold entry index + 1. Deleting clears the entry's key and leaves its
 * slot, which then matches nothing but keeps probe chains whole. When the entries
 * are full and half of them are deleted they are packed, else the array doubles.
 */
#include "gocw/base.h"

enum { FIRST_CAP = 8 };

typedef unsigned __int128 U128;

/* Multiplies and folds: each output bit depends on every input bit. */
static inline uint64_t mix(uint64_t a, uint64_t b) {
    U128 product = (U128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t load64(const unsigned char *p) {
    uint64_t v;
    memcpy(&v, p, 8);
    return v;
}

static inline uint64_t load_tail(const unsigned char *p, size_t n) {
    uint64_t v = 0;
    memcpy(&v, p, n);
    return v;
}

static const uint64_t K0 = 0x9e3779b97f4a7c15, K1 = 0xd1b54a32d192ed03, K2 = 0x8cb92ba72f3d8dd7;

uint64_t hash_bytes(const void *p, size_t n, uint64_t seed) {
    const unsigned char *s = p;
    uint64_t h = seed ^ K0;
    size_t left = n;
    for (; left >= 16; left -= 16, s += 16) h = mix(load64(s) ^ K1, load64(s + 8) ^ h);
    if (left >= 8) {
        h = mix(load64(s) ^ K1, h ^ K2);
        s += 8;
        left -= 8;
    }
    if (left) h = mix(load_tail(s, left) ^ K2, h ^ K1);
    return mix(h ^ n, K1);
}

static inline uint32_t hash_word(uintptr_t key) {
    return (uint32_t)mix(key ^ K0, K1);
}

/* ---- pointer keys ---- */

void ptrmap_init(PtrMap *m, Arena *a) {
    *m = (PtrMap){ .arena = a };
}

static PtrEntry *ptr_find(const PtrMap *m, uintptr_t key) {
    if (m->nslots == 0 || key == 0) return NULL;
    uint32_t mask = m->nslots - 1;
    for (uint32_t i = hash_word(key);; i++) {
        uint32_t slot = m->slots[i & mask];
        if (slot == 0) return NULL;
        if (m->entries[slot - 1].key == key) return &m->entries[slot - 1];
    }
}

static void ptr_link(PtrMap *m, uint32_t index) {
    uint32_t mask = m->nslots - 1, i = hash_word(m->entries[index].key);
    while (m->slots[i & mask]) i++;
    m->slots[i & mask] = index + 1;
}

/* Makes room for one more entry: packs, or doubles. */
static void ptr_grow(PtrMap *m) {
    PtrEntry *entries = m->entries;
    if (m->cap == 0 || m->live > m->cap / 2) {
        ICE_IF(m->cap > UINT32_MAX / 8, NO_POS, "map too large");
        m->cap = m->cap ? m->cap * 2 : FIRST_CAP;
        m->nslots = m->cap * 2;
        m->slots = NEW_N(m->arena, uint32_t, m->nslots);
        entries = arena_alloc_raw(m->arena, m->cap * sizeof *entries, 8);
    } else {
        memset(m->slots, 0, m->nslots * sizeof *m->slots);
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++)
        if (m->entries[i].key) entries[n++] = m->entries[i];
    m->entries = entries;
    m->n = n;
    for (uint32_t i = 0; i < n; i++) ptr_link(m, i);
}

void *ptrmap_get(const PtrMap *m, const void *key) {
    PtrEntry *e = ptr_find(m, (uintptr_t)key);
    return e ? e->val : NULL;
}

bool ptrmap_has(const PtrMap *m, const void *key) {
    return ptr_find(m, (uintptr_t)key) != NULL;
}

void ptrmap_set(PtrMap *m, const void *key, void *val) {
    ICE_IF(!key, NO_POS, "ptrmap_set: key 0");
    PtrEntry *e = ptr_find(m, (uintptr_t)key);
    if (e) {
        e->val = val;
        return;
    }
    if (m->n == m->cap) ptr_grow(m);
    m->entries[m->n] = (PtrEntry){ (uintptr_t)key, val };
    ptr_link(m, m->n++);
    m->live++;
}

bool ptrmap_del(PtrMap *m, const void *key) {
    PtrEntry *e = ptr_find(m, (uintptr_t)key);
    if (!e) return false;
    *e = (PtrEntry){ 0, NULL };
    m->live--;
    return true;
}

/* ---- text keys ---- */

void strmap_init(StrMap *m, Arena *a) {
    *m = (StrMap){ .arena = a };
}

static StrEntry *str_find(const StrMap *m, const char *key, size_t len, uint32_t hash) {
    if (m->nslots == 0) return NULL;
    uint32_t mask = m->nslots - 1;
    for (uint32_t i = hash;; i++) {
        uint32_t slot = m->slots[i & mask];
        if (slot == 0) return NULL;
        StrEntry *e = &m->entries[slot - 1];
        if (e->hash == hash && e->len == len && (len == 0 || memcmp(e->key, key, len) == 0)) return e;
    }
}

static void str_link(StrMap *m, uint32_t index) {
    uint32_t mask = m->nslots - 1, i = m->entries[index].hash;
    while (m->slots[i & mask]) i++;
    m->slots[i & mask] = index + 1;
}

static void str_grow(StrMap *m) {
    ICE_IF(m->cap > UINT32_MAX / 8, NO_POS, "map too large");
    m->cap = m->cap ? m->cap * 2 : FIRST_CAP;
    m->nslots = m->cap * 2;
    m->slots = NEW_N(m->arena, uint32_t, m->nslots);
    StrEntry *entries = arena_alloc_raw(m->arena, m->cap * sizeof *entries, 8);
    if (m->n) memcpy(entries, m->entries, m->n * sizeof *entries);
    m->entries = entries;
    for (uint32_t i = 0; i < m->n; i++) str_link(m, i);
}

void *strmap_get(const StrMap *m, const char *key, size_t len) {
    StrEntry *e = str_find(m, key, len, (uint32_t)hash_bytes(key, len, 0));
    return e ? e->val : NULL;
}

void strmap_set(StrMap *m, const char *key, size_t len, void *val) {
    ICE_IF(len > UINT32_MAX, NO_POS, "strmap_set: key of %zu bytes", len);
    uint32_t hash = (uint32_t)hash_bytes(key, len, 0);
    StrEntry *e = str_find(m, key, len, hash);
    if (e) {
        e->val = val;
        return;
    }
    if (m->n == m->cap) str_grow(m);
    m->entries[m->n] = (StrEntry){ arena_strndup(m->arena, key, len), (uint32_t)len, hash, val };
    str_link(m, m->n++);
}
