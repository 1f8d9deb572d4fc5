/*
 * sink.c - objects are made where they are needed: a NEW whose first use behind its own initialisation is on one side of a branch
 * moves there, with the stores that fill it.
 *
 * So `once.Do(func() { ... })` makes no closure where the work was done before, and a call that may print makes its list of
 * operands when it prints. Until then nobody else knows the object: the stores may pass whatever stands in between, and what
 * they store are values. A block in another loop is no place for it.
 */
#include "opt_int.h"

typedef struct Sink {
    Block **at;                 /* by value id of a NEW: the block that dominates its uses elsewhere; NULL: none yet */
    bool *fixed;                /* by value id: used in its own block by more than stores that fill it */
} Sink;

static bool is_new(const Value *v) { return v->op == V(NEW) || v->op == V(NEW_LAYOUT); }

static bool fills(const Value *v, const Value *object)
{
    return v->op == V(STORE) && v->args[0] == object && v->args[1] != object;
}

static void used(Sink *s, const Value *v, Block *in)
{
    if (!is_new(v)) return;
    if (in == v->block) s->fixed[v->id] = true;
    else s->at[v->id] = s->at[v->id] ? ssa_common_dominator(s->at[v->id], in) : in;
}

static void note_uses(Sink *s, Block *b)
{
    for (Value *v = b->first; v; v = v->next)
        for (uint32_t i = 0; i < v->nargs; i++) {
            if (i == 0 && fills(v, v->args[0]) && v->block == v->args[0]->block) continue;
            used(s, v->args[i], v->op == V(PHI) ? b->preds.p[i] : b);
        }
    if (b->control) used(s, b->control, b);
    for (uint32_t k = 0; k < b->rets.n; k++) used(s, b->rets.p[k], b);
}

/* Is it made once for each time that the old place is passed, if at all? */
static bool runs_as_often(const LoopForest *l, const Block *from, const Block *to)
{
    const Loop *in = l->of[to->rpo];
    return !in || loops_contains(in, l->of[from->rpo]);
}

static void move(Value *object, Block *to)
{
    Value *before = to->first;
    while (before && before->op == V(PHI)) before = before->next;
    for (Value *v = object, *next; v; v = next) {
        next = v->next;
        if (v != object && !fills(v, object)) continue;
        ssa_unlink(v);
        if (before) ssa_insert_before(before, v);
        else ssa_append(to, v);
    }
}

static bool sink_once(Func *f, const LoopForest *l, Arena *a)
{
    bool moved = false;
    Sink s = {NEW_N(a, Block *, f->nvalues), NEW_N(a, bool, f->nvalues)};
    for (uint32_t i = 0; i < f->blocks.n; i++) note_uses(&s, f->blocks.p[i]);
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        for (Value *v = b->last, *prev; v; v = prev) {
            prev = v->prev;
            Block *to = is_new(v) && !s.fixed[v->id] ? s.at[v->id] : NULL;
            if (!to || to == b || !runs_as_often(l, b, to)) continue;
            move(v, to);
            moved = true;
        }
    }
    return moved;
}

void opt_sink(Func *f)
{
    enum { MAX_ROUNDS = 4 };    /* an object that is stored in another follows it */
    bool any = false;
    for (uint32_t i = 0; i < f->blocks.n && !any; i++)
        for (Value *v = f->blocks.p[i]->first; v && !any; v = v->next) any = is_new(v);
    if (!any || f->blocks.n < 2) return;
    Arena *a = arena_new("sink");
    LoopForest l;
    ssa_dominators(f);
    loops_find(&l, f, a);
    for (int k = 0; k < MAX_ROUNDS && !l.irreducible && sink_once(f, &l, a); k++) {}
    arena_free(a);
}
