/*
 * dce.c - drops values that nothing uses and that have no effect.
 *
 * Use counts are kept by the editing functions, so a worklist of values that just lost their last use is enough; phis that
 * only feed each other are found by marking from what has effects.
 */
#include "gocw/opt.h"

static bool has_effect(const Value *v)
{
    if (v->op == V(LOCAL) || v->op == V(NEW) || v->op == V(NEW_LAYOUT) || v->op == V(CONTEXT)) return false;
    return ssa_op_flags((ValueOp)v->op) & (OPF_WRITE | OPF_CALL | OPF_TRAP | OPF_FIXED);
}

static void mark(BitSet *live, ValueVec *work, Arena *a, Value *v)
{
    if (bits_get(live, v->id)) return;
    bits_set(live, v->id);
    vec_push(a, work, v);
}

void opt_dce(Func *f)
{
    Arena *a = arena_new("dce");
    BitSet live;
    ValueVec work = {0};
    bits_init(&live, a, f->nvalues);
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        for (Value *v = b->first; v; v = v->next)
            if (has_effect(v)) mark(&live, &work, a, v);
        if (b->control) mark(&live, &work, a, b->control);
        for (uint32_t k = 0; k < b->rets.n; k++) mark(&live, &work, a, b->rets.p[k]);
    }
    while (work.n) {
        Value *v = vec_pop(&work);
        for (uint32_t i = 0; i < v->nargs; i++) mark(&live, &work, a, v->args[i]);
    }
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        for (Value *v = b->last, *prev; v; v = prev) {
            prev = v->prev;
            if (!bits_get(&live, v->id)) ssa_value_remove(v);
        }
    }
    arena_free(a);
}
