/*
 * cold.c - where the panics of failed checks stand.
 *
 * Mostly in the arm of an `if`, where the check is. In an innermost loop that calls nothing else they stand behind the function's
 * code and the check branches there: an engine then sees a loop without calls, which it unrolls and keeps in registers. That
 * makes such loops up to a fifth faster (V8); elsewhere it would only cost bytes.
 */
#include "wasm_int.h"

#include "gocw/opt.h"

static bool calls(const Block *b)
{
    for (const Value *v = b->first; v; v = v->next)
        if (is_call(v) || v->op == V(NEW) || v->op == V(NEW_LAYOUT)) return true;
    return false;
}

/* The blocks of the loop with this head; false: it calls something, or has loops in it. */
static bool is_tight(Emit *e, Block *head, BlockVec *body)
{
    BitSet seen;
    bits_init(&seen, e->arena, e->f->nblocks);
    vec_push(e->arena, body, head);
    bits_set(&seen, head->id);
    for (uint32_t i = 0; i < body->n; i++) {
        Block *b = body->p[i];
        if (b->loop_depth != head->loop_depth || calls(b)) return false;
        for (uint32_t k = 0; k < b->preds.n; k++) {
            Block *p = b->preds.p[k];
            if (bits_get(&seen, p->id) || (b == head && !ssa_dominates(head, p))) continue;
            bits_set(&seen, p->id);
            vec_push(e->arena, body, p);
        }
    }
    return true;
}

static bool is_head(const Block *b)
{
    for (uint32_t i = 0; i < b->preds.n; i++)
        if (ssa_dominates(b, b->preds.p[i])) return true;
    return false;
}

void cold_plan(Emit *e)
{
    bits_init(&e->tight, e->arena, e->f->nblocks);
    if (be.config.opt_level == 0 || be.config.opt_level == 3) return;
    for (uint32_t i = 0; i < e->f->blocks.n; i++) {
        BlockVec body = {0};
        if (!e->f->blocks.p[i]->loop_depth || !is_head(e->f->blocks.p[i]) || !is_tight(e, e->f->blocks.p[i], &body)) continue;
        for (uint32_t k = 0; k < body.n; k++) bits_set(&e->tight, body.p[k]->id);
    }
}

void cold_check(Emit *e, const Value *v, Expr failed, Expr panic, ExprVec *out)
{
    if (!bits_get(&e->tight, v->block->id)) {
        vec_push(e->arena, out, BinaryenIf(be.mod, failed, panic, NULL));
        return;
    }
    ColdCode cold = {arena_printf(e->arena, "c%u", e->cold.n), panic};
    vec_push(e->arena, &e->cold, cold);
    vec_push(e->arena, out, BinaryenBreak(be.mod, cold.label, failed, NULL));
}

/* Control never gets to the end of `code`, nor of a panic. */
Expr cold_around(Emit *e, Expr code)
{
    for (uint32_t i = 0; i < e->cold.n; i++) {
        ExprVec out = {0};
        vec_push(e->arena, &out, BinaryenBlock(be.mod, e->cold.p[i].label, &code, 1, BinaryenTypeNone()));
        vec_push(e->arena, &out, e->cold.p[i].code);
        code = emit_block(e, &out);
    }
    return code;
}
