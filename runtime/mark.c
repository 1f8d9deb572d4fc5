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

static uintptr_t *stack;
static size_t depth, capacity;
static bool overflowed;
static size_t live_bytes;

void mark_init(void) {
    capacity = mark_stack_limit && mark_stack_limit < STACK_FIRST ? mark_stack_limit : STACK_FIRST;
    stack = mem_alloc_raw(capacity * sizeof *stack);
}

/* At most a sixteenth of the heap, at least 64 Ki entries. */
static bool stack_grow(void) {
    size_t limit = (size_t)(heap.hi - heap.lo) / 16 / sizeof *stack;
    limit = mark_stack_limit ? mark_stack_limit : limit < 65536 ? 65536 : limit;
    if (capacity * 2 > limit)
        return false;
    Span *s = pages_try((capacity * 2 * sizeof *stack + PAGE_SIZE - 1) >> PAGE_SHIFT, SPAN_META, 0);
    if (!s)
        return false;
    heap.meta_bytes += capacity * 2 * sizeof *stack; /* mem_free takes it off again */
    memcpy(s->start, stack, depth * sizeof *stack);
    mem_free(stack, capacity * sizeof *stack);
    stack = (uintptr_t *)(void *)s->start;
    capacity *= 2;
    return true;
}

static inline bool stack_room(size_t n) { return LIKELY(depth + n <= capacity) || stack_grow(); }

static NOINLINE void overflow(const void *p) {
    span_of(p)->overflow = true;
    overflowed = true;
}

static void push_array(const char *p, const Type *type, uint32_t words) {
    if (!stack_room(3)) {
        overflow(p);
        return;
    }
    stack[depth++] = words;
    stack[depth++] = (uintptr_t)type;
    stack[depth++] = (uintptr_t)p | 1;
}

static inline void push_object(Span *s, uint32_t i) {
    if (UNLIKELY(!s->stride)) {
        if (s->header.type)
            push_array(s->start, s->header.type, s->header.words);
        return;
    }
    if (stack_room(1))
        stack[depth++] = (uintptr_t)span_object(s, i) + HEADER_SIZE;
    else
        overflow(s->start);
}

static inline void mark_inline(const void *p) {
    Span *s = span_of(p);
    if (!s)
        return;
    uint32_t i = span_index(s, p);
    if (UNLIKELY(i >= s->nelems))
        return;
    uint64_t bit = (uint64_t)1 << (i % 64);
    if (MARK_WORD(s, i / 64) & bit || !(ALLOC_WORD(s, i / 64) & bit))
        return;
    MARK_WORD(s, i / 64) |= bit;
    live_bytes += s->stride ? s->stride : s->size;
    if (s->scan)
        push_object(s, i);
}

void mark_pointer(const void *p) { mark_inline(p); }

void mark_range(const void *lo, const void *hi) {
    for (const char *p = lo; p + 8 <= (const char *)hi; p += 8)
        mark_pointer(*(void *const *)(const void *)p);
}

static void *word_at(const char *p, uint32_t i) { return *(void *const *)(const void *)(p + 8 * (size_t)i); }

/* The pointers of one value with a mask of `words` bits. */
static inline void scan_mask(const char *p, const uint8_t *mask, uint32_t words) {
    for (uint32_t w = 0; w < words; w += 8)
        for (unsigned bits = mask[w / 8]; bits; bits &= bits - 1)
            mark_inline(word_at(p, w + (uint32_t)__builtin_ctz(bits)));
}

void mark_value(const void *p, const Type *t) {
    if (!t->ptrbytes)
        return;
    if (LIKELY(!(t->tflag & TFLAG_GC_MASK_ON_DEMAND))) {
        scan_mask(p, t->gcdata, (uint32_t)(t->ptrbytes / 8));
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

/* The first `words` words of an array of t. */
static void scan(const char *p, const Type *t, uint32_t words) {
    while (t->tflag & TFLAG_GC_MASK_ON_DEMAND && t->kind == KIND_ARRAY)
        t = ((const ArrayType *)t)->elem;
    uint32_t size = (uint32_t)(t->size / 8);
    if (words > PIECE + size) {
        uint32_t now = PIECE < size ? size : PIECE - PIECE % size;
        push_array(p + 8 * (size_t)now, t, words - now);
        words = now;
    }
    if (size == 1) {
        for (uint32_t i = 0; i < words; i++)
            mark_inline(word_at(p, i));
        return;
    }
    if (LIKELY(words <= size && !(t->tflag & TFLAG_GC_MASK_ON_DEMAND))) {
        scan_mask(p, t->gcdata, words);
        return;
    }
    for (uint32_t i = 0; i < words; i += size)
        mark_value(p + 8 * (size_t)i, t);
}

/* Types that reflection made are heap objects. */
static inline void mark_type(const Type *t) {
    if ((const char *)t >= heap.lo)
        mark_pointer(t);
}

static void scan_object(const char *payload) {
    Header h = *(const Header *)(const void *)(payload - HEADER_SIZE);
    if (!h.type)
        return;
    mark_type(h.type);
    scan(payload, h.type, h.words);
}

static void drain_stack(void) {
    while (depth) {
        uintptr_t p = stack[--depth];
        if (LIKELY(!(p & 1))) {
            scan_object((const char *)p);
            continue;
        }
        const Type *type = (const Type *)stack[--depth];
        uint32_t words = (uint32_t)stack[--depth];
        mark_type(type);
        scan((const char *)(p - 1), type, words);
    }
}

static void rescan(Span *s) {
    if (!s->overflow)
        return;
    s->overflow = false;
    for (uint32_t w = 0; w < bit_words(s); w++)
        for (uint64_t marked = MARK_WORD(s, w); marked; marked &= marked - 1) {
            push_object(s, w * 64 + (uint32_t)__builtin_ctzll(marked));
            drain_stack();
        }
}

void mark_drain(void) {
    drain_stack();
    while (overflowed) {
        overflowed = false;
        pages_each_span(rescan);
    }
}

void mark_from(const void *p) {
    Span *s = span_of(p);
    uint32_t i = s ? span_index(s, p) : 0;
    if (s && s->scan && i < s->nelems && bit_get(s->bits, i, BIT_ALLOC))
        push_object(s, i);
}

bool mark_alive(void *p) {
    Span *s = span_of(p);
    uint32_t i = s ? span_index(s, p) : 0;
    return !s || i >= s->nelems || bit_get(s->bits, i, BIT_MARK);
}

size_t mark_bytes(void) { return live_bytes; }

void mark_reset(void) { live_bytes = 0; }
