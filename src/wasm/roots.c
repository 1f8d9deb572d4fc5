/*
 * roots.c - what a collection must not find in the shadow frame.
 *
 * A root slot keeps the last pointer that was stored in it, and a variable its contents; before that there is whatever an
 * earlier frame left. Clearing wherever something dies would cost more than such leftovers do. But a program that asks for a
 * collection (runtime.GC) wants to see what dies: finalizers run, weak pointers turn nil, memory shrinks. So before each call
 * from which that can be reached everything in the frame is cleared that is not live behind the call. Programs that never ask
 * don't pay.
 *
 * For root slots, liveness is that of their webs; for variables (LOCAL) see variables.c of the optimiser.
 */
#include "wasm_int.h"

#include "gocw/opt.h"

/* What is to be cleared before a call. */
typedef struct Clear { BitSet webs_live; ValueVec locals; } Clear;

static bool may_ask(const Value *v)
{
    return is_call(v) && (opt_call_effects(v) & EFFECT_COLLECT);
}

static Clear *clear_before(Emit *e, const Value *call)
{
    if (!e->clears) e->clears = NEW_N(e->arena, Clear *, e->nvalues);
    if (!e->clears[call->id]) e->clears[call->id] = NEW(e->arena, Clear);
    return e->clears[call->id];
}

/* ---- variables ---- */

static int64_t local_size(const Value *local)
{
    return local->aux.type ? ssa_layout(local->aux.type)->size : local->imm >> 8;
}

/* The LOCALs of the frame, those without pointers, too: the collector can't tell. */
typedef struct Locals { Emit *e; ValueVec all; const Variables *variables; } Locals;

/* Does v, or an expression that is evaluated as part of it, mention the variable? */
static bool mentions(const Locals *l, const Value *v, uint32_t variable)
{
    for (uint32_t i = 0; i < v->nargs; i++) {
        const Value *x = v->args[i];
        if (variables_behind(l->variables, x) == variable + 1 || (l->e->vi[x->id].where == W_TREE && mentions(l, x, variable))) return true;
    }
    return false;
}

static void note_dead(void *ctx, Value *call, const BitSet *contents, const BitSet *addresses)
{
    Locals *l = ctx;
    if (!may_ask(call)) return;
    Clear *c = clear_before(l->e, call);
    for (uint32_t i = 0; i < l->all.n; i++)
        if (!bits_get(contents, i) && !bits_get(addresses, i) && !mentions(l, call, i)) vec_push(l->e->arena, &c->locals, l->all.p[i]);
}

void roots_of_locals(Emit *e)
{
    Func *f = e->f;
    Locals l = {.e = e};
    bool asks = false;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            asks |= may_ask(v);
            if (v->op == V(LOCAL) && !(v->imm & LOCAL_ESCAPES)) vec_push(e->arena, &l.all, v);
        }
    if (!asks || !l.all.n) return;
    l.variables = variables_find(f, &l.all, e->arena);
    variables_at_calls(l.variables, note_dead, &l);
}

/* ---- webs ---- */

void roots_of_webs(Emit *e, const Value *call, const BitSet *live)
{
    if (!may_ask(call)) return;
    Clear *c = clear_before(e, call);
    bits_init(&c->webs_live, e->arena, e->nlive);
    bits_copy(&c->webs_live, live);
}

/* ---- code ---- */

static Expr frame(Emit *e)
{
    return BinaryenLocalGet(be.mod, local_index(e, e->fp), BinaryenTypeInt32());
}

static void clear(Emit *e, uint32_t offset, uint32_t bytes, ExprVec *out)
{
    enum { MAX_STORES = 4 };
    if (bytes > 8 * MAX_STORES) {
        Expr to = BinaryenBinary(be.mod, BinaryenAddInt32(), frame(e), const_i32((int32_t)offset));
        vec_push(e->arena, out, BinaryenMemoryFill(be.mod, to, const_i32(0), const_i32((int32_t)bytes)));
        return;
    }
    for (uint32_t at = offset; at < offset + bytes; at += 8)
        vec_push(e->arena, out, BinaryenStore(be.mod, 4, at, 0, frame(e), const_i32(0), BinaryenTypeInt32()));
}

void roots_clear(Emit *e, const Value *call, ExprVec *out)
{
    const Clear *c = e->clears ? e->clears[call->id] : NULL;
    if (!c) return;
    BitSet kept;
    bits_init(&kept, e->arena, e->frame_size / 8 + 1);
    for (uint32_t lv = bits_next(&c->webs_live, 0); lv != UINT32_MAX; lv = bits_next(&c->webs_live, lv + 1)) {
        Value *root = root_of_value(e, e->live_values.p[lv], &c->webs_live);
        const Web *w = root ? &e->webs.p[e->vi[root->id].web] : NULL;
        if (w && w->rooted) bits_set(&kept, w->root_slot / 8);
    }
    for (uint32_t at = e->first_root; at < e->end_root; at += 8)
        if (!bits_get(&kept, at / 8)) clear(e, at, 8, out);
    for (uint32_t i = 0; i < c->locals.n; i++)
        clear(e, (uint32_t)e->local_offset[c->locals.p[i]->id], (uint32_t)local_size(c->locals.p[i]), out);
}
