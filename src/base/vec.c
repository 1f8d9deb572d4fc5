/*
 * vec.c - growing vectors. Doubles the capacity; the newest allocation of an arena
 * grows where it stands, any other moves, and its old place stays with the arena.
 */
#include "base_int.h"

void vec_grow_(Arena *a, void **p, uint32_t *cap, uint32_t need, size_t elem_size) {
    uint64_t want = *cap < 4 ? 4 : (uint64_t)*cap * 2;
    if (want < need) want = need;
    if (want > UINT32_MAX) want = UINT32_MAX;
    ICE_IF(need < *cap, NO_POS, "vector of more than %u elements", UINT32_MAX);
    size_t old_size = *cap * elem_size, new_size = (size_t)want * elem_size;
    if (!arena_extend(a, *p, old_size, new_size)) {
        void *fresh = arena_alloc_raw(a, new_size, elem_size < 16 ? 8 : 16);
        if (old_size) memcpy(fresh, *p, old_size);
        *p = fresh;
    }
    *cap = (uint32_t)want;
}
