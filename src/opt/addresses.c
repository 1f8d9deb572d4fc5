/*
 * addresses.c - elements near each other share an address.
 *
 *     a[i-2] + a[i-1]*a[i+1]      q = &a[i-2];  load q, load q offset=8, load q offset=24
 *
 * Loads and stores of wasm add a constant for nothing, but never go below their address, so q is that of the element with the
 * lowest index. Offsets stay below what is never used of memory: whatever is accessed lies above, so q has not wrapped around.
 *
 * q may be made before the check of its element, and then lie outside of the object. So it must not be what keeps the object alive:
 * all accesses that share it are in one block, and nothing is called in between.
 *
 * Last of all: the accesses don't depend on their checks any more.
 */
#include "opt_int.h"

enum { MAX_OFFSET = 1024, MAX_ADDRESSES = 200 };

/* The address base + scale * (index + shift) + offset. */
typedef struct Address {
    Value *at, *base, *index;
    uint32_t scale;
    int64_t shift, offset;      /* shift counts bytes */
    ValueVec accesses;
    bool done;
} Address;

typedef struct Addresses {
    Arena *arena;
    VEC(Address) all;           /* since the last call */
    uint32_t *number, known;    /* in all, from 1 on; by value id, of those that were there before */
    bool changed;
} Addresses;

static bool is_const(const Value *v)
{
    return v->op == V(CONST_I32);
}

static bool split(Value *v, Address *x)
{
    if (v->op != V(ADD_PTR) || v->nargs < 2 || is_const(v->args[1])) return false;
    Value *index = v->args[1];
    *x = (Address){.at = v, .base = v->args[0], .scale = 1, .offset = v->imm};
    if (index->op == V(SHL_I32) && is_const(index->args[1]) && (uint64_t)index->args[1]->imm < 10) {
        x->scale = 1u << index->args[1]->imm;
        index = index->args[0];
    } else if (index->op == V(MUL_I32) && is_const(index->args[1]) && (uint64_t)index->args[1]->imm < MAX_OFFSET) {
        x->scale = (uint32_t)index->args[1]->imm;
        index = index->args[0];
    }
    uint32_t sum = 0;
    x->index = opt_split_sum(index, &sum);
    x->shift = (int64_t)(int32_t)sum * x->scale;
    return x->index != NULL;
}

static Value *make(const Address *x, int64_t lowest, Value *before)
{
    Value *i = x->index->type == IR_I64 ? opt_insert(before, V(WRAP), IR_I32, x->index, NULL) : x->index;
    if (x->scale != 1) i = opt_insert(before, V(MUL_I32), IR_I32, i, ssa_const_i32(before->block->func, (int32_t)x->scale));
    Value *q = opt_insert(before, V(ADD_PTR), IR_PTR, x->base, i);
    return lowest ? opt_insert(before, V(ADD_PTR), IR_PTR, q, ssa_const_i32(before->block->func, (int32_t)lowest)) : q;
}

static int64_t place(const Address *x) { return x->shift + x->offset; }

static bool are_near(const Address *x, const Address *y)
{
    return !y->done && x->base == y->base && x->index == y->index && x->scale == y->scale &&
           place(x) - place(y) < MAX_OFFSET / 2 && place(y) - place(x) < MAX_OFFSET / 2;
}

/* Those near the i-th, which is the first of them, get one address. */
static void share(Addresses *s, uint32_t i)
{
    const Address *first = &s->all.p[i];
    int64_t lowest = place(first);
    bool differ = false;
    for (uint32_t k = i + 1; k < s->all.n; k++) {
        const Address *y = &s->all.p[k];
        if (!are_near(first, y)) continue;
        differ |= y->shift != first->shift;
        if (place(y) < lowest) lowest = place(y);
    }
    if (!differ) return;
    Value *q = make(first, lowest, first->at);
    for (uint32_t k = i; k < s->all.n; k++) {
        Address *y = &s->all.p[k];
        if (!are_near(first, y)) continue;
        for (uint32_t n = 0; n < y->accesses.n; n++) {
            Value *v = y->accesses.p[n];
            ssa_arg_set(v, 0, q);
            v->imm += place(y) - lowest;
        }
        if (k != i) y->done = true;
    }
    s->changed = true;
}

/* Those that are needed for something else, or later, stay. */
static void flush(Addresses *s)
{
    for (uint32_t i = 0; i < s->all.n; i++) {
        Address *x = &s->all.p[i];
        s->number[x->at->id] = 0;
        x->done = x->accesses.n != x->at->uses;
    }
    for (uint32_t i = 0; i < s->all.n; i++)
        if (!s->all.p[i].done) share(s, i);
    s->all.n = 0;
}

static void note(Addresses *s, Value *v)
{
    bool accesses = v->op == V(LOAD) || v->op == V(STORE);
    uint32_t n = accesses && v->args[0]->id < s->known ? s->number[v->args[0]->id] : 0;
    if (n) vec_push(s->arena, &s->all.p[n - 1].accesses, v);
    Address x;
    if (!split(v, &x)) return;
    vec_push(s->arena, &s->all, x);
    s->number[v->id] = s->all.n;
}

void opt_addresses(Func *f)
{
    Addresses s = {.arena = arena_new_small("addresses"), .known = f->nvalues};
    s.number = NEW_N(s.arena, uint32_t, s.known);
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            if (v->id >= s.known) continue;
            if (ssa_value_effects(v) & OPF_CALL || s.all.n == MAX_ADDRESSES) flush(&s);
            note(&s, v);
        }
        flush(&s);
    }
    arena_free(s.arena);
    if (!s.changed) return;
    opt_fold(f);                /* shifts for products */
    opt_cse(f);
    opt_dce(f);
}
