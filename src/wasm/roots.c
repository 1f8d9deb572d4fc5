/*
 * roots.c - what a collection must not find in the shadow frame.
 *
 * A root slot keeps the last pointer that was stored in it, and a variable its contents; before that there is whatever an
 * earlier frame left. Clearing wherever something dies would cost more than such leftovers do. But a program that asks for a
 * collection (runtime.GC) wants to see what dies: finalizers run, weak pointers turn nil, memory shrinks. So before each call
 * from which that can be reached everything in the frame is cleared that is not live behind the call. Programs that never ask
 * don't pay.
 *
 * For root slots, liveness is that of their webs. A variable (LOCAL) is live where an access may follow before the next operation
 * that overwrites it as a whole. Its address is followed through arithmetic, phis and results of calls; if it is stored
 * anywhere the variable counts as live throughout: it does not escape, so only this function can have stored it.
 */
#include "wasm_int.h"

#include "gocw/opt.h"

/* What is to be cleared before a call. */
typedef struct Clear { BitSet webs_live; ValueVec locals; } Clear;

typedef struct Locals {
    Emit *e;
    ValueVec all;               /* LOCALs of the frame, those without pointers, too: the collector can't tell */
    uint32_t *of;               /* by value id: the LOCAL it points into, as index in all + 1 */
    bool *pinned;               /* by index */
    BitSet *live_in;            /* by block id */
} Locals;

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

/* Does the result of v point where operands of it point? */
static bool derives(const Value *v)
{
    switch (v->op) {
    case V(COPY): case V(NIL_CHECK): case V(ADD_PTR): case V(PHI): case V(SELECT): case V(HIDE): return true;
    case V(RESULT): return v->type == IR_PTR;
    default: return is_call(v);         /* also for the results behind it */
    }
}

static bool follow(Locals *l, Value *v)
{
    uint32_t was = l->of[v->id];
    for (uint32_t i = 0; i < v->nargs; i++) {
        uint32_t from = l->of[v->args[i]->id];
        if (from && l->of[v->id] && from != l->of[v->id]) l->pinned[from - 1] = l->pinned[l->of[v->id] - 1] = true;
        if (from) l->of[v->id] = from;
    }
    return l->of[v->id] && !was;
}

static void follow_all(Locals *l)
{
    Func *f = l->e->f;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 0; i < f->blocks.n; i++)
            for (Value *v = f->blocks.p[i]->first; v; v = v->next)
                if (derives(v)) again |= follow(l, v);
    }
}

/* The variable that v overwrites as a whole without reading it, as index + 1. */
static uint32_t overwritten(const Locals *l, const Value *v)
{
    static const struct { const char *name; uint32_t arg; } receives[] = {{"rt_chan_recv_try", 1}, {"rt_chan_recv_finish", 0}, {"rt_select_ok", 0}};
    const Value *to = v->nargs ? v->args[0] : NULL;
    if (v->op == V(LOCAL)) return l->of[v->id];
    if (v->op == V(CALL) && v->aux.func->c_entry) {
        for (uint32_t i = 0; i < LEN(receives); i++) {
            if (strcmp(v->aux.func->c_entry->name, receives[i].name) != 0) continue;
            to = v->args[receives[i].arg];
            return to->op == V(LOCAL) ? l->of[to->id] : 0;
        }
    }
    if (!to || to->op != V(LOCAL)) return 0;
    bool whole = (v->op == V(ZERO) && v->imm >= local_size(to))
              || (v->op == V(MOVE) && v->imm >= local_size(to) && l->of[v->args[1]->id] != l->of[to->id])
              || (v->op == V(STORE) && v->imm == 0 && v->mem == MEM_PTR && local_size(to) == 8);
    return whole ? l->of[to->id] : 0;
}

/* What v does to the set of live variables, backwards. */
static void step(const Locals *l, const Value *v, BitSet *live)
{
    uint32_t gone = overwritten(l, v);
    if (gone) bits_clear(live, gone - 1);
    if (derives(v) && !is_call(v)) return;
    for (uint32_t i = 0; i < v->nargs; i++) {
        uint32_t used = l->of[v->args[i]->id];
        if (used && used != gone) bits_set(live, used - 1);
    }
}

static void find_pinned(Locals *l)
{
    Func *f = l->e->f;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            bool keeps = v->op == V(PTR_TO_I32) || v->op == V(HIDE);
            uint32_t first = keeps ? 0 : v->op == V(STORE) ? 1 : v->nargs;
            for (uint32_t k = first; k < v->nargs; k++)
                if (l->of[v->args[k]->id]) l->pinned[l->of[v->args[k]->id] - 1] = true;
        }
}

static void live_out(const Locals *l, const Block *b, BitSet *live)
{
    bits_zero(live);
    for (uint32_t i = 0; i < b->succs.n; i++) bits_or(live, &l->live_in[b->succs.p[i]->id]);
    /* From any call control may land in the recover block. */
    if (l->e->has_defer) bits_or(live, &l->live_in[l->e->f->blocks.p[0]->succs.p[1]->id]);
}

static void find_live(Locals *l)
{
    Func *f = l->e->f;
    BitSet live;
    bits_init(&live, l->e->arena, l->all.n);
    l->live_in = NEW_N(l->e->arena, BitSet, f->nblocks);
    for (uint32_t i = 0; i < f->nblocks; i++) bits_init(&l->live_in[i], l->e->arena, l->all.n);
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = f->blocks.n; i-- > 0;) {
            Block *b = f->blocks.p[i];
            live_out(l, b, &live);
            for (Value *v = b->last; v; v = v->prev) step(l, v, &live);
            again |= bits_or(&l->live_in[b->id], &live);
        }
    }
}

/* Does v, or an expression that is evaluated as part of it, mention the variable? */
static bool mentions(const Locals *l, const Value *v, uint32_t variable)
{
    for (uint32_t i = 0; i < v->nargs; i++) {
        const Value *x = v->args[i];
        if (l->of[x->id] == variable + 1 || (l->e->vi[x->id].where == W_TREE && mentions(l, x, variable))) return true;
    }
    return false;
}

static void note_dead(Locals *l, const Value *call, const BitSet *live)
{
    Clear *c = clear_before(l->e, call);
    for (uint32_t i = 0; i < l->all.n; i++) {
        bool used = l->pinned[i] || bits_get(live, i) || mentions(l, call, i);
        if (!used) vec_push(l->e->arena, &c->locals, l->all.p[i]);
    }
}

void roots_of_locals(Emit *e)
{
    Func *f = e->f;
    Locals l = {.e = e, .of = NEW_N(e->arena, uint32_t, e->nvalues)};
    bool asks = false;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            asks |= may_ask(v);
            if (v->op != V(LOCAL) || (v->imm & LOCAL_ESCAPES)) continue;
            vec_push(e->arena, &l.all, v);
            l.of[v->id] = l.all.n;
        }
    if (!asks || !l.all.n) return;
    l.pinned = NEW_N(e->arena, bool, l.all.n);
    follow_all(&l);
    find_pinned(&l);
    find_live(&l);
    BitSet live;
    bits_init(&live, e->arena, l.all.n);
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        live_out(&l, b, &live);
        for (Value *v = b->last; v; v = v->prev) {
            if (may_ask(v)) note_dead(&l, v, &live);
            step(&l, v, &live);
        }
    }
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
