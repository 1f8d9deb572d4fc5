/*
 * mark.c - finding what is reachable.
 *
 * The mark stack holds objects that are marked and not scanned yet, as payload addresses.
 * Long arrays are scanned in pieces; the rest of one is pushed as three words:
 *
 *     words left | type | address + 1
 *
 * The stack grows with the heap up to a limit. What does not fit is remembered by its span,
 * whose marked objects are all scanned again when the stack has run empty: each such round
 * makes progress, since the marks stay.
 */
#include "gc_int.h"

enum { PIECE = 1024, STACK_FIRST = 4096 };

size_t mark_stack_limit;

/* Loops keep the top in a local and pass it on; in between it is in `top`. */
static uintptr_t *stack, *top, *end;
static bool overflowed;

static void stack_set(uintptr_t *start, size_t depth, size_t capacity) {
    stack = start;
    top = start + depth;
    end = start + capacity;
}

void mark_init(void) {
    size_t capacity = mark_stack_limit && mark_stack_limit < STACK_FIRST ? mark_stack_limit : STACK_FIRST;
    stack_set(mem_alloc_raw(capacity * sizeof *stack), 0, capacity);
}

/* At most a sixteenth of the heap, at least 64 Ki entries. Returns the new top; NULL when there is no room. */
static NOINLINE uintptr_t *stack_grow(const uintptr_t *at) {
    size_t limit = (size_t)(heap.hi - heap.lo) / 16 / sizeof *stack;
    size_t capacity = (size_t)(end - stack), depth = (size_t)(at - stack);
    limit = mark_stack_limit ? mark_stack_limit : limit < 65536 ? 65536 : limit;
    if (capacity * 2 > limit)
        return NULL;
    Span *s = pages_try((capacity * 2 * sizeof *stack + PAGE_SIZE - 1) >> PAGE_SHIFT, SPAN_META, 0);
    if (!s)
        return NULL;
    heap.meta_bytes += capacity * 2 * sizeof *stack; /* mem_free takes it off again */
    memcpy(s->start, stack, depth * sizeof *stack);
    mem_free(stack, capacity * sizeof *stack);
    stack_set((uintptr_t *)(void *)s->start, depth, capacity * 2);
    return top;
}

/* at with room for n entries, or NULL. */
INLINE uintptr_t *room(uintptr_t *at, ptrdiff_t n) { return LIKELY(end - at >= n) ? at : stack_grow(at); }

static NOINLINE void overflow(const void *p) {
    span_of(p)->overflow = true;
    overflowed = true;
}

static NOINLINE uintptr_t *push_array(uintptr_t *at, const char *p, const Type *type, uint32_t words) {
    uintptr_t *to = room(at, 3);
    if (!to) {
        overflow(p);
        return at;
    }
    to[0] = words;
    to[1] = (uintptr_t)type;
    to[2] = (uintptr_t)p | 1;
    return to + 3;
}

INLINE uintptr_t *push_object(uintptr_t *at, Span *s, uint32_t i) {
    if (UNLIKELY(!s->stride))
        return s->header.type ? push_array(at, s->start, s->header.type, s->header.words) : at;
    uintptr_t *to = room(at, 1);
    if (UNLIKELY(!to)) {
        overflow(s->start);
        return at;
    }
    *to = (uintptr_t)span_object(s, i) + HEADER_SIZE;
    return to + 1;
}

INLINE uintptr_t *mark(uintptr_t *at, const void *p) {
    Span *s = span_of(p);
    if (!s)
        return at;
    uint32_t i = span_index(s, p);
    if (UNLIKELY(i >= s->nelems))
        return at;
    uint64_t bit = (uint64_t)1 << (i % 64);
    if (MARK_WORD(s, i / 64) & bit || !(ALLOC_WORD(s, i / 64) & bit))
        return at;
    MARK_WORD(s, i / 64) |= bit;
    return s->scan ? push_object(at, s, i) : at;
}

void mark_pointer(const void *p) { top = mark(top, p); }

void mark_range(const void *lo, const void *hi) {
    for (const char *p = lo; p + 8 <= (const char *)hi; p += 8)
        mark_pointer(*(void *const *)(const void *)p);
}

static void *word_at(const char *p, uint32_t i) { return *(void *const *)(const void *)(p + 8 * (size_t)i); }

/* The pointers of one value with a mask of `words` bits. */
INLINE uintptr_t *scan_mask(uintptr_t *at, const char *p, const uint8_t *mask, uint32_t words) {
    for (uint32_t w = 0; w < words; w += 8)
        for (unsigned bits = mask[w / 8]; bits; bits &= bits - 1)
            at = mark(at, word_at(p, w + (uint32_t)__builtin_ctz(bits)));
    return at;
}

void mark_value(const void *p, const Type *t) {
    if (!t->ptrbytes)
        return;
    if (LIKELY(!(t->tflag & TFLAG_GC_MASK_ON_DEMAND))) {
        top = scan_mask(top, p, t->gcdata, (uint32_t)(t->ptrbytes / 8));
    } else if (t->kind == KIND_ARRAY) {
        const ArrayType *a = (const ArrayType *)t;
        for (uint64_t i = 0; i < a->len; i++)
            mark_value((const char *)p + i * a->elem->size, a->elem);
    } else if (t->kind == KIND_STRUCT) {
        const StructType *st = (const StructType *)t;
        for (int64_t i = 0; i < st->nfields; i++)
            mark_value((const char *)p + st->fields[i].offset, st->fields[i].type);
    }
}

/* The first `words` words of an array of t that is no single value. */
static NOINLINE void scan_array(const char *p, const Type *t, uint32_t words) {
    while (t->tflag & TFLAG_GC_MASK_ON_DEMAND && t->kind == KIND_ARRAY)
        t = ((const ArrayType *)t)->elem;
    uint32_t size = (uint32_t)(t->size / 8);
    if (words > PIECE + size) {
        uint32_t now = PIECE < size ? size : PIECE - PIECE % size;
        top = push_array(top, p + 8 * (size_t)now, t, words - now);
        words = now;
    }
    if (size == 1) {
        uintptr_t *at = top;
        for (uint32_t i = 0; i < words; i++)
            at = mark(at, word_at(p, i));
        top = at;
        return;
    }
    for (uint32_t i = 0; i < words; i += size)
        mark_value(p + 8 * (size_t)i, t);
}

/* Types that reflection made are heap objects. */
INLINE uintptr_t *mark_type(uintptr_t *at, const Type *t) {
    return UNLIKELY((const char *)t >= heap.lo) ? mark(at, t) : at;
}

/* Most objects are one small value; whatever else there is goes the long way. */
static void drain_stack(void) {
    uintptr_t *at = top;
    while (at > stack) {
        uintptr_t p = *--at;
        Header h;
        if (LIKELY(!(p & 1))) {
            h = *(const Header *)(const void *)((const char *)p - HEADER_SIZE);
            if (!h.type)
                continue;
        } else {
            at -= 2;
            h = (Header){(const Type *)at[1], (uint32_t)at[0]};
            p--;
        }
        at = mark_type(at, h.type);
        if (LIKELY(h.words <= 64 && h.words <= h.type->size / 8 && !(h.type->tflag & TFLAG_GC_MASK_ON_DEMAND))) {
            at = scan_mask(at, (const char *)p, h.type->gcdata, h.words);
            continue;
        }
        top = at;
        scan_array((const char *)p, h.type, h.words);
        at = top;
    }
    top = at;
}

static void rescan(Span *s) {
    if (!s->overflow)
        return;
    s->overflow = false;
    for (uint32_t w = 0; w < bit_words(s); w++)
        for (uint64_t marked = MARK_WORD(s, w); marked; marked &= marked - 1) {
            top = push_object(top, s, w * 64 + (uint32_t)__builtin_ctzll(marked));
            drain_stack();
        }
}

void mark_drain(void) {
    drain_stack();
    while (overflowed) {
        overflowed = false;
        size_t page = 0;
        for (Span *s; (s = pages_next_span(&page));)
            rescan(s);
    }
}

void mark_from(const void *p) {
    Span *s = span_of(p);
    uint32_t i = s ? span_index(s, p) : 0;
    if (s && s->scan && i < s->nelems && bit_get(s->bits, i, BIT_ALLOC))
        top = push_object(top, s, i);
}

bool mark_alive(const void *p) {
    Span *s = span_of(p);
    uint32_t i = s ? span_index(s, p) : 0;
    return !s || i >= s->nelems || bit_get(s->bits, i, BIT_MARK);
}
