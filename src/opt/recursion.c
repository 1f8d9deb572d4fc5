/*
 * recursion.c - which functions may call themselves, alone or through others of their package: the components of the call graph.
 *
 * The back end lets these go deeper than the engine's stack (docs/backend.md, "Deep recursion"), for which it has to know them,
 * the calls that stay in a component, and who may get to one. Only the program's own packages count: with the standard library's
 * recursion a program with encoding/json would be larger by half. Calls of other packages (what comes back from there, like a
 * writer that prints to itself, recurses by mistake), deferred calls and go statements are no edges.
 */
#include "opt_int.h"

enum { MAX_PARAMS = 900 };      /* engines take 1000, one is added */

typedef struct CallSet {
    FuncVec callees;
    VEC(const FuncVec *) targets;       /* of indirect calls */
    bool calls_anything;
} CallSet;

static Arena *arena;
static CallSet *calls;          /* by function id */
static uint32_t ncomponents;

static bool is_candidate(const Func *f)
{
    return f->blocks.n && f->pkg && !f->pkg->is_std && !(f->flags & FN_NORETURN) && f->sig->nparams <= MAX_PARAMS &&
           (f->obj || f->info || f->flags & FN_WRAPPER);
}

static void note_calls(Func *f)
{
    CallSet *n = &calls[f->id];
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (const Value *v = f->blocks.p[i]->first; v; v = v->next) {
            if (v->op == V(CALL)) {
                vec_push(arena, &n->callees, v->aux.func);
                Func *deferred = callgraph_deferred_code(v);
                if (deferred) vec_push(arena, &n->callees, deferred);
            } else if (v->op == V(CALL_CLOSURE) || v->op == V(CALL_ITAB)) {
                vec_push(arena, &n->targets, effects_targets(v));
            }
            n->calls_anything |= v->op == V(CALL_INDIRECT);
        }
}

/* ---- components ---- */

static void follow(Components *t, const Func *f, Func *to)
{
    if (to->pkg == f->pkg && is_candidate(to)) components_callee(t, to);
}

static void follow_calls(Components *t, Func *f)
{
    const CallSet *n = &calls[f->id];
    note_calls(f);
    for (uint32_t i = 0; i < n->callees.n; i++) follow(t, f, n->callees.p[i]);
    for (uint32_t i = 0; i < n->targets.n; i++)
        for (uint32_t k = 0; k < n->targets.p[i]->n; k++) follow(t, f, n->targets.p[i]->p[k]);
}

static void set_component(void *ctx, Func *const *members, uint32_t n, bool recursive)
{
    (void)ctx;
    ncomponents += recursive;
    for (uint32_t i = 0; i < n; i++) members[i]->component = recursive ? ncomponents : 0;
}

bool opt_recurses(const Value *v)
{
    uint32_t c = v->block->func->component;
    if (c == 0) return false;
    if (v->op == V(CALL)) return v->aux.func->component == c;
    if (v->op != V(CALL_CLOSURE) && v->op != V(CALL_ITAB)) return false;
    const FuncVec *t = effects_targets(v);
    for (uint32_t i = 0; i < t->n; i++)
        if (t->p[i]->component == c) return true;
    return false;
}

/* ---- who gets to one ---- */

static bool any_deepens(const FuncVec *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->p[i]->deepens) return true;
    return false;
}

static bool gets_deep(const Func *f)
{
    const CallSet *n = &calls[f->id];
    if (f->component || n->calls_anything) return true;
    for (uint32_t i = 0; i < n->callees.n; i++)
        if (n->callees.p[i]->deepens) return true;
    for (uint32_t i = 0; i < n->targets.n; i++)
        if (any_deepens(n->targets.p[i])) return true;
    return false;
}

static void find_deepening(Program *p)
{
    calls = NEW_N(arena, CallSet, p->funcs.n);
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (p->funcs.p[i]->blocks.n) note_calls(p->funcs.p[i]);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = p->funcs.n; i-- > 0;) {
            Func *f = p->funcs.p[i];
            if (!f->blocks.n || f->deepens || !gets_deep(f)) continue;
            f->deepens = changed = true;
        }
    }
}

bool opt_any_recursion(void)
{
    return ncomponents > 0;
}

bool opt_deepens(const Value *v)
{
    switch (v->op) {
    case V(CALL): return v->aux.func->deepens || (ncomponents && v->aux.func->flags & FN_IMPORT);
    case V(CALL_CLOSURE): case V(CALL_ITAB): return ncomponents && any_deepens(effects_targets(v));
    case V(CALL_INDIRECT): return ncomponents;
    default: return false;
    }
}

/* ---- what the back end finds in functions ---- */

/* First of all, but behind parameters and constants, and where landings don't come by. Wrappers have one, too: rt_deep_run counts on
 * it that a deep body leaves at once. */
static void add_check(Func *f)
{
    Block *b = f->blocks.p[0];
    bool defers = b->kind == BLOCK_ENTRY_DEFER;
    if (defers) b = b->succs.p[0];
    Value *at = !defers && f->last_const ? f->last_const : !defers && f->params.n ? vec_last(&f->params) : NULL;
    Value *check = ssa_value_loose(f, V(DEEP_CHECK), IR_VOID, f->pos, 0);
    if (at)
        ssa_insert_after(at, check);
    else if (b->first)
        ssa_insert_before(b->first, check);
    else
        ssa_append(b, check);
}

/* In a body for deep recursion variables may be heap objects. */
static bool allocates_more(const Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        const Func *f = p->funcs.p[i];
        for (uint32_t k = 0; f->component && !f->may_alloc && k < f->blocks.n; k++)
            for (const Value *v = f->blocks.p[k]->first; v; v = v->next)
                if (v->op == V(LOCAL)) return true;
    }
    return false;
}

void opt_recursion(Program *p)
{
    arena = arena_new("recursion");
    calls = NEW_N(arena, CallSet, p->funcs.n);
    ncomponents = 0;
    components_find(p, arena, is_candidate, follow_calls, set_component, NULL);
    if (allocates_more(p)) opt_effects(p);
    if (ncomponents) find_deepening(p);
    const bool *by_address = ncomponents ? callgraph_by_address(p, arena) : NULL;
    for (uint32_t i = 0; i < p->funcs.n && ncomponents; i++) {
        Func *f = p->funcs.p[i];
        if (!f->component) continue;
        f->takes_used = !by_address[f->id] && !(f->flags & (FN_CONTEXT | FN_METHOD_ENTRY)) && !f->address_taken;
        add_check(f);
    }
    arena_free(arena);
}
