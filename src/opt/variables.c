/*
 * variables.c - across which calls a function's objects are needed.
 *
 * An object is a LOCAL or NEW that does not escape: only this function, and what it calls with its address, can reach it. Its contents
 * are needed where an access may follow before the next operation that overwrites it as a whole; it is live there, and where
 * an address into it that was computed before is used later. Addresses are followed through arithmetic, phis and results of
 * calls; an object whose address is stored, deferred or becomes an integer counts as live throughout.
 *
 * The sets have a bit for the contents of each object and, behind them, one for each value that is an address into one.
 */
#include "opt_int.h"

struct Variables {
    Func *f;
    Arena *arena;
    const ValueVec *objects;
    uint32_t *of;               /* by value id: the object it points into, as index + 1 */
    uint32_t *address;          /* by value id: its bit + 1, for values that point into an object and are none */
    U32Vec addressed;           /* by bit - number of objects: of[] of that value */
    bool *pinned, *integer;     /* by object: live throughout; because its address becomes an integer */
    BitSet *live_in;            /* by block id */
};

static int64_t object_size(const Value *o)
{
    if (o->op == V(NEW_LAYOUT)) return INT64_MAX;       /* an array: nothing overwrites it as a whole */
    return o->aux.type ? ssa_layout(o->aux.type)->size : o->imm >> 8;
}

/* ---- addresses ---- */

/* Does the result of v point where operands of it point? */
static bool derives(const Value *v)
{
    switch (v->op) {
    case V(COPY): case V(NIL_CHECK): case V(ADD_PTR): case V(PHI): case V(SELECT): case V(HIDE): return true;
    case V(RESULT): return v->type == IR_PTR;
    default: return opt_is_call(v);     /* of any type: for the results behind it */
    }
}

static bool follow(Variables *l, Value *v)
{
    uint32_t was = l->of[v->id];
    for (uint32_t i = 0; i < v->nargs; i++) {
        uint32_t from = l->of[v->args[i]->id];
        if (from && l->of[v->id] && from != l->of[v->id]) l->pinned[from - 1] = l->pinned[l->of[v->id] - 1] = true;
        if (from) l->of[v->id] = from;
    }
    return l->of[v->id] && !was;
}

static void follow_all(Variables *l)
{
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = 0; i < l->f->blocks.n; i++)
            for (Value *v = l->f->blocks.p[i]->first; v; v = v->next)
                if (derives(v)) again |= follow(l, v);
    }
}

static bool is_object(const Variables *l, const Value *v)
{
    return l->of[v->id] && l->objects->p[l->of[v->id] - 1] == v;
}

static void number_addresses(Variables *l)
{
    for (uint32_t i = 0; i < l->f->blocks.n; i++)
        for (Value *v = l->f->blocks.p[i]->first; v; v = v->next) {
            bool keeps = v->op == V(PTR_TO_I32) || opt_defers(v);
            for (uint32_t k = keeps ? 0 : v->op == V(STORE) ? 1 : v->nargs; k < v->nargs; k++) {
                uint32_t object = v->args[k]->type == IR_PTR ? l->of[v->args[k]->id] : 0;
                if (object) l->pinned[object - 1] = true;
                if (object && v->op == V(PTR_TO_I32)) l->integer[object - 1] = true;
            }
            if (!l->of[v->id] || is_object(l, v) || v->type != IR_PTR) continue;
            vec_push(l->arena, &l->addressed, l->of[v->id]);
            l->address[v->id] = l->objects->n + l->addressed.n;
        }
}

/* ---- liveness ---- */

/* The object that v overwrites as a whole without reading it, as index + 1. */
static uint32_t overwritten(const Variables *l, const Value *v)
{
    static const struct { const char *name; uint32_t arg; } receives[] = {{"rt_chan_recv_try", 1}, {"rt_chan_recv_finish", 0}, {"rt_select_ok", 0}};
    const Value *to = v->nargs ? v->args[0] : NULL;
    if (is_object(l, v)) return l->of[v->id];
    if (v->op == V(CALL) && v->aux.func->c_entry) {
        for (uint32_t i = 0; i < LEN(receives); i++) {
            if (strcmp(v->aux.func->c_entry->name, receives[i].name) != 0) continue;
            to = v->args[receives[i].arg];
            return is_object(l, to) ? l->of[to->id] : 0;
        }
    }
    if (!to || !is_object(l, to)) return 0;
    bool whole = (v->op == V(ZERO) && v->imm >= object_size(to))
              || (v->op == V(MOVE) && v->imm >= object_size(to) && l->of[v->args[1]->id] != l->of[to->id])
              || (v->op == V(STORE) && v->imm == 0 && v->mem == MEM_PTR && object_size(to) == 8);
    return whole ? l->of[to->id] : 0;
}

static void use(const Variables *l, const Value *v, bool contents, BitSet *live)
{
    if (contents && l->of[v->id] && v->type == IR_PTR) bits_set(live, l->of[v->id] - 1);
    if (l->address[v->id]) bits_set(live, l->address[v->id] - 1);
}

/* What v does to the set of live bits, backwards. */
static void step(const Variables *l, const Value *v, BitSet *live)
{
    uint32_t gone = overwritten(l, v);
    if (gone) bits_clear(live, gone - 1);
    if (l->address[v->id]) bits_clear(live, l->address[v->id] - 1);
    if (v->op == V(PHI)) return;
    bool accesses = v->op != V(RESULT) && (!derives(v) || opt_is_call(v));
    for (uint32_t i = 0; i < v->nargs; i++) use(l, v->args[i], accesses && l->of[v->args[i]->id] != gone, live);
}

static void live_out(const Variables *l, const Block *b, BitSet *live)
{
    bits_zero(live);
    for (uint32_t i = 0; i < b->succs.n; i++) {
        const Block *s = b->succs.p[i];
        bits_or(live, &l->live_in[s->id]);
        for (const Value *phi = s->first; phi && phi->op == V(PHI); phi = phi->next)
            for (uint32_t k = 0; k < phi->nargs; k++)
                if (s->preds.p[k] == b) use(l, phi->args[k], false, live);
    }
    /* From any call control may land in the recover block. */
    const Block *entry = l->f->blocks.p[0];
    if (entry->kind == BLOCK_ENTRY_DEFER) bits_or(live, &l->live_in[entry->succs.p[1]->id]);
}

static void find_live(Variables *l)
{
    uint32_t n = l->objects->n + l->addressed.n;
    BitSet live;
    bits_init(&live, l->arena, n);
    l->live_in = NEW_N(l->arena, BitSet, l->f->nblocks);
    for (uint32_t i = 0; i < l->f->nblocks; i++) bits_init(&l->live_in[i], l->arena, n);
    for (bool again = true; again;) {
        again = false;
        for (uint32_t i = l->f->blocks.n; i-- > 0;) {
            Block *b = l->f->blocks.p[i];
            live_out(l, b, &live);
            for (Value *v = b->last; v; v = v->prev) step(l, v, &live);
            again |= bits_or(&l->live_in[b->id], &live);
        }
    }
}

/* ---- what others ask ---- */

Variables *variables_find(Func *f, const ValueVec *objects, Arena *a)
{
    Variables *l = NEW(a, Variables);
    *l = (Variables){.f = f, .arena = a, .objects = objects, .of = NEW_N(a, uint32_t, f->nvalues), .address = NEW_N(a, uint32_t, f->nvalues),
                     .pinned = NEW_N(a, bool, objects->n + 1), .integer = NEW_N(a, bool, objects->n + 1)};
    for (uint32_t i = 0; i < objects->n; i++) l->of[objects->p[i]->id] = i + 1;
    follow_all(l);
    number_addresses(l);
    find_live(l);
    return l;
}

uint32_t variables_behind(const Variables *l, const Value *v)
{
    return l->of[v->id];
}

void variables_at_calls(const Variables *l, void (*fn)(void *ctx, Value *call, const BitSet *contents, const BitSet *addresses), void *ctx)
{
    uint32_t n = l->objects->n;
    BitSet live, contents, addresses;
    bits_init(&live, l->arena, n + l->addressed.n);
    bits_init(&contents, l->arena, n);
    bits_init(&addresses, l->arena, n);
    for (uint32_t i = 0; i < l->f->blocks.n; i++) {
        Block *b = l->f->blocks.p[i];
        live_out(l, b, &live);
        for (Value *v = b->last; v; v = v->prev) {
            if (opt_is_call(v)) {
                if (l->address[v->id]) bits_clear(&live, l->address[v->id] - 1);
                for (uint32_t k = 0; k < n; k++) {
                    (l->pinned[k] || bits_get(&live, k) ? bits_set : bits_clear)(&contents, k);
                    (l->integer[k] ? bits_set : bits_clear)(&addresses, k);
                }
                for (uint32_t at = bits_next(&live, n); at != UINT32_MAX; at = bits_next(&live, at + 1)) bits_set(&addresses, l->addressed.p[at - n] - 1);
                fn(ctx, v, &contents, &addresses);
            }
            step(l, v, &live);
        }
    }
}

/* ---- objects that no suspension sees ---- */

typedef struct Crossing { const Variables *l; BitSet *contents, *addresses; } Crossing;

static void note_crossing(void *ctx, Value *call, const BitSet *contents, const BitSet *addresses)
{
    Crossing *c = ctx;
    if (!(opt_call_effects(call) & EFFECT_SUSPEND)) return;
    bits_or(c->contents, contents);
    bits_or(c->addresses, addresses);
    for (uint32_t i = 0; i < call->nargs; i++)
        if (c->l->of[call->args[i]->id]) bits_set(c->contents, c->l->of[call->args[i]->id] - 1);
}

void variables_suspended(Func *f, const ValueVec *objects, Arena *a, BitSet *contents, BitSet *addresses)
{
    bits_init(contents, a, objects->n);
    bits_init(addresses, a, objects->n);
    if (!objects->n || !f->may_suspend) return;
    Crossing c = {variables_find(f, objects, a), contents, addresses};
    variables_at_calls(c.l, note_crossing, &c);
    const Block *entry = f->blocks.p[0];
    if (entry->kind != BLOCK_ENTRY_DEFER) return;
    /* Where a check fails, deferred functions suspend, and the recover block reads results. */
    for (uint32_t i = 0; i < objects->n; i++)
        if (c.l->pinned[i] || bits_get(&c.l->live_in[entry->succs.p[1]->id], i)) bits_set(contents, i);
}
