/*
 * live.c - liveness of the values that have locals, on SSA: for each value, up from each use to its definition
 * (Boissinot et al., "Computing Liveness Sets for SSA-Form Programs"). A phi's operand is used at the end of the
 * predecessor; the phi itself is defined at the start of its block.
 *
 * Trees execute where their root does, so their leaves are used there.
 */
#include "wasm_int.h"

typedef struct Use { Value *user; Block *at; } Use;

static void up_and_mark(Emit *e, Block *b, Value *v)
{
    /* Iterative: a block is pushed at most once per value. */
    U32Vec work = {0};
    uint32_t lv = e->vi[v->id].lv;
    vec_push(e->arena, &work, b->id);
    while (work.n) {
        Block *x = e->f->blocks.p[vec_pop(&work)];
        if (v->block == x && v->op != V(PHI)) continue;
        if (bits_get(&e->live_in[x->id], lv)) continue;
        if (v->block == x) continue;
        bits_set(&e->live_in[x->id], lv);
        for (uint32_t i = 0; i < x->preds.n; i++) {
            Block *p = x->preds.p[i];
            if (!bits_get(&e->live_out[p->id], lv)) {
                bits_set(&e->live_out[p->id], lv);
                vec_push(e->arena, &work, p->id);
            }
        }
    }
}

static void use_in(Emit *e, Value *leaf, void *ctx)
{
    Block *b = ctx;
    if (leaf->block != b) up_and_mark(e, b, leaf);
}

static void use_at_end(Emit *e, Value *leaf, void *ctx)
{
    Block *b = ctx;
    uint32_t lv = e->vi[leaf->id].lv;
    if (bits_get(&e->live_out[b->id], lv)) return;
    bits_set(&e->live_out[b->id], lv);
    up_and_mark(e, b, leaf);
}

static bool executes(Emit *e, const Value *v)
{
    uint8_t w = e->vi[v->id].where;
    return w != W_TREE && (w != W_REMAT || (ssa_op_flags((ValueOp)v->op) & OPF_TRAP));
}

static void block_uses(Emit *e, Block *b)
{
    for (Value *v = b->first; v; v = v->next) {
        if (v->op == V(PHI)) {
            if (e->vi[v->id].where != W_NONE)
                for (uint32_t i = 0; i < v->nargs; i++) each_leaf(e, v->args[i], use_at_end, b->preds.p[i]);
        } else if (executes(e, v)) {
            for (uint32_t i = 0; i < v->nargs; i++) each_leaf(e, v->args[i], use_in, b);
        }
    }
    if (b->control) each_leaf(e, b->control, use_in, b);
    for (uint32_t i = 0; i < b->rets.n; i++) each_leaf(e, b->rets.p[i], use_in, b);
}

/* Live sets are over values with locals, by their number lv. */
void live_compute(Emit *e)
{
    Func *f = e->f;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next)
            if (e->vi[v->id].where == W_LOCAL) {
                e->vi[v->id].lv = e->live_values.n;
                vec_push(e->arena, &e->live_values, v);
            }
    e->nlive = e->live_values.n;
    e->live_in = NEW_N(e->arena, BitSet, f->nblocks);
    e->live_out = NEW_N(e->arena, BitSet, f->nblocks);
    for (uint32_t i = 0; i < f->nblocks; i++) {
        bits_init(&e->live_in[i], e->arena, e->nlive);
        bits_init(&e->live_out[i], e->arena, e->nlive);
    }
    for (uint32_t i = 0; i < f->blocks.n; i++) block_uses(e, f->blocks.p[i]);
}
