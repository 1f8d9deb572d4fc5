/*
 * bytes.c - an integer that is put together from adjacent bytes of memory is one load.
 *
 *     p[0] | p[1]<<8 | p[2]<<16 | p[3]<<24
 *
 * as encoding/binary and hash functions write it. Big-endian ones load and swap the bytes, which are still fewer operations. Loads
 * of wasm may be misaligned. The checks of the single bytes stay; the load stands where the last of them was, and nothing
 * may write to memory between the first and that.
 *
 * Late, on functions that nobody inlines any more: elsewhere bytes are better known to be bytes (sroa.c).
 */
#include "opt_int.h"

enum { MAX_BYTES = 8, MAX_SPAN = 200 };

/* A byte at base + index + offset, to be shifted. */
typedef struct Byte { Value *load, *base, *index; uint32_t offset, shift; } Byte;

typedef struct Bytes {
    Byte of[MAX_BYTES];
    uint32_t n;
    Value *parts[MAX_BYTES];    /* the ORs that join them */
    uint32_t nparts;
} Bytes;

static bool add_byte(Bytes *b, Value *load, uint32_t shift)
{
    if (b->n == MAX_BYTES) return false;
    Byte *y = &b->of[b->n++];
    *y = (Byte){load, load->args[0], NULL, (uint32_t)load->imm, shift};
    while (!y->index && (y->base->op == V(ADD_PTR) || y->base->op == V(COPY) || y->base->op == V(NIL_CHECK))) {
        if (y->base->op == V(ADD_PTR)) {
            y->offset += (uint32_t)y->base->imm;
            y->index = opt_split_sum(y->base->args[1], &y->offset);
        }
        y->base = y->base->args[0];
    }
    return true;
}

/* Is v the sum of bytes, none of which loses bits when it is shifted further and cut off at bit `end`? */
static bool collect(Bytes *b, Value *v, uint32_t shift, uint32_t end)
{
    switch (v->op) {
    case V(OR_I32): case V(OR_I64):
        if (b->nparts == MAX_BYTES) return false;
        b->parts[b->nparts++] = v;
        return collect(b, v->args[0], shift, end) && collect(b, v->args[1], shift, end);
    case V(SHL_I32): case V(SHL_I64):
        return ssa_is_const(v->args[1]) && (uint64_t)v->args[1]->imm < 64 && collect(b, v->args[0], shift + (uint32_t)v->args[1]->imm, end);
    case V(EXTEND_U): return collect(b, v->args[0], shift, end < shift + 32 ? end : shift + 32);
    case V(EXT16_U): return collect(b, v->args[0], shift, end < shift + 16 ? end : shift + 16);
    case V(COPY): return collect(b, v->args[0], shift, end);
    case V(LOAD): return v->mem == MEM_I8U && shift + 8 <= end && add_byte(b, v, shift);
    default: return false;
    }
}

static void sort(Bytes *b)
{
    for (uint32_t i = 1; i < b->n; i++)
        for (uint32_t k = i; k > 0 && b->of[k].shift < b->of[k - 1].shift; k--) {
            Byte y = b->of[k];
            b->of[k] = b->of[k - 1];
            b->of[k - 1] = y;
        }
}

/* 1: addresses go up with significance, -1: down; 0: neither. */
static int direction(const Bytes *b)
{
    uint32_t step = b->of[1].offset - b->of[0].offset;
    if (step != 1 && step != UINT32_MAX) return 0;
    for (uint32_t i = 0; i < b->n; i++) {
        const Byte *y = &b->of[i], *first = &b->of[0];
        if (y->shift != 8 * i || y->base != first->base || y->index != first->index || y->offset != first->offset + i * step) return 0;
        if (y->load->block != first->load->block) return 0;
    }
    return step == 1 ? 1 : -1;
}

/* The last of the loads, if nothing writes between the first and it; else NULL. */
static Value *last_load(const Bytes *b, const uint32_t *place)
{
    Value *first = b->of[0].load, *last = first;
    for (uint32_t i = 1; i < b->n; i++) {
        Value *l = b->of[i].load;
        if (place[l->id] < place[first->id]) first = l;
        if (place[l->id] > place[last->id]) last = l;
    }
    if (place[last->id] - place[first->id] > MAX_SPAN) return NULL;
    for (const Value *v = first; v != last; v = v->next)
        if (ssa_value_effects(v) & (OPF_WRITE | OPF_CALL)) return NULL;
    return last;
}

/* ---- the new code ---- */

static Value *swap32(Func *f, Value *at, Value *x)
{
    Value *even = opt_insert(at, V(ROTL_I32), IR_I32, x, ssa_const_i32(f, 8)), *odd = opt_insert(at, V(ROTL_I32), IR_I32, x, ssa_const_i32(f, 24));
    even = opt_insert(at, V(AND_I32), IR_I32, even, ssa_const_i32(f, 0x00ff00ff));
    odd = opt_insert(at, V(AND_I32), IR_I32, odd, ssa_const_i32(f, (int32_t)0xff00ff00));
    return opt_insert(at, V(OR_I32), IR_I32, even, odd);
}

/* Exchanges neighbours of `bits` bits; mask has the lower ones. */
static Value *exchange(Func *f, Value *at, Value *x, int64_t bits, int64_t mask)
{
    Value *n = ssa_const_i64(f, bits), *m = ssa_const_i64(f, mask);
    Value *up = opt_insert(at, V(SHL_I64), IR_I64, opt_insert(at, V(AND_I64), IR_I64, x, m), n);
    Value *down = opt_insert(at, V(AND_I64), IR_I64, opt_insert(at, V(SHR_U_I64), IR_I64, x, n), m);
    return opt_insert(at, V(OR_I64), IR_I64, up, down);
}

static Value *swap64(Func *f, Value *at, Value *x)
{
    x = exchange(f, at, x, 8, 0x00ff00ff00ff00ff);
    x = exchange(f, at, x, 16, 0x0000ffff0000ffff);
    return opt_insert(at, V(ROTL_I64), IR_I64, x, ssa_const_i64(f, 32));
}

/* What stands for the OR `root`, or NULL. */
static Value *merge(Func *f, Value *root, Bytes *b, const uint32_t *place)
{
    if (b->n != 2 && b->n != 4 && b->n != 8) return NULL;
    sort(b);
    int way = direction(b);
    if (way == 0 || (way < 0 && b->n == 2)) return NULL;
    Value *at = last_load(b, place);
    if (!at) return NULL;
    const Value *lowest = b->of[way > 0 ? 0 : b->n - 1].load;
    Value *x = opt_insert(at, V(LOAD), b->n == 8 ? IR_I64 : IR_I32, lowest->args[0], NULL);
    x->imm = lowest->imm;
    x->mem = b->n == 8 ? MEM_I64 : b->n == 4 ? MEM_I32 : MEM_I16U;
    if (way < 0) x = b->n == 8 ? swap64(f, at, x) : swap32(f, at, x);
    if (root->type == IR_I64 && b->n != 8) x = opt_insert(at, V(EXTEND_U), IR_I64, x, NULL);
    return x;
}

static uint32_t *number(const Func *f, Arena *a)
{
    uint32_t *place = NEW_N(a, uint32_t, f->nvalues), n = 0;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (const Value *v = f->blocks.p[i]->first; v; v = v->next) place[v->id] = ++n;
    return place;
}

static bool has_candidates(const Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (const Value *v = f->blocks.p[i]->first; v; v = v->next) {
            Bytes b = {.n = 0};
            if ((v->op == V(OR_I32) || v->op == V(OR_I64)) && collect(&b, (Value *)(uintptr_t)v, 0, v->type == IR_I64 ? 64 : 32)) return true;
        }
    return false;
}

void opt_bytes(Func *f)
{
    if (!has_candidates(f)) return;
    Arena *a = arena_new_small("bytes");
    Forward w;
    forward_init(&w, f, a);
    BitSet inner;               /* ORs that belong to one that was looked at */
    bits_init(&inner, a, f->nvalues);
    const uint32_t *place = number(f, a);
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->last; v; v = v->prev) {
            if ((v->op != V(OR_I32) && v->op != V(OR_I64)) || v->id >= w.n || bits_get(&inner, v->id)) continue;
            Bytes b = {.n = 0};
            if (!collect(&b, v, 0, v->type == IR_I64 ? 64 : 32)) continue;
            Value *x = merge(f, v, &b, place);
            if (!x) continue;
            for (uint32_t k = 0; k < b.nparts; k++) bits_set(&inner, b.parts[k]->id);
            forward_set(&w, v, x);
        }
    uint32_t changed = w.count;
    forward_apply(&w);
    arena_free(a);
    if (changed) opt_dce(f);
}
