/*
 * twins.c - functions that suspend only through what they are given get a second copy, for calls that give them what doesn't.
 *
 * fmt.Fprintf suspends if its writer does. One program writes to a pipe somewhere, another calls it in a String method with a
 * buffer; then all of fmt would suspend, since fmt calls String methods, and so would everything that formats an error. Of such a
 * function two things are found, as a least fixpoint over the functions that may suspend if no lock has to be waited for:
 *
 *   waits   it may suspend, given what all its callers give it
 *   itself  it may suspend even if nothing does that is called through its parameters, here or in functions that it hands them to
 *
 * Calls of a function that waits, but not by itself, with arguments whose methods don't wait, go to a twin. In the twin, calls
 * that hand on parameters do so, too. Nothing rests on these choices: the flow analysis runs again, and the twin is a function
 * like others, with fewer callers. A bad choice costs the size of a copy.
 */
#include "opt_int.h"

enum { MAX_SIZE = 400, MAX_GROWTH = 20000 };        /* as inline_copyable_early counts: of a function, of all twins */

typedef struct Use { uint32_t param; Value *call; uint32_t arg; } Use;     /* arg: which operand of a call of a function */

typedef struct Waiter {
    Func *f;
    bool base, waits, itself;
    ValueVec calls;             /* that may suspend: of functions, and through interfaces and func values */
    FuncVec deferred;
    VEC(Use) handed;            /* parameters that are arguments of such calls */
    VEC(Use) made;              /* calls through parameters, here or where they are handed on */
    Func *twin;
    bool busy;                  /* its twin is being made */
} Waiter;

static Arena *arena;
static Waiter **nodes;            /* by function id; NULL: does not suspend */
static VEC(Waiter *) all;
static uint32_t nnodes, growth;
static bool changed;

static Waiter *node_of(const Func *f) { return f->id < nnodes ? nodes[f->id] : NULL; }

static bool waits(const Func *f)
{
    const Waiter *n = node_of(f);
    return n && n->waits;
}

/* ---- parameters ---- */

/* The number of the parameter that x is, or was made of by a type assertion, or -1. */
static int32_t param_of(const Func *f, const Value *x, int depth)
{
    if (depth == 0 || x->type != IR_PTR) return -1;
    switch (x->op) {
    case V(COPY): case V(NIL_CHECK): case V(HIDE): return param_of(f, x->args[0], depth - 1);
    case V(LOAD): return x->aux.cell == &ssa_cell_itab_type ? param_of(f, x->args[0], depth - 1) : -1;
    case V(CALL): return strncmp(x->aux.func->symbol, "runtime.typeAssertE2I", 21) == 0 ? param_of(f, x->args[1], depth - 1) : -1;
    case V(PHI):
        for (uint32_t i = 0; i < x->nargs; i++) {
            int32_t p = param_of(f, x->args[i], depth - 1);
            if (p >= 0) return p;
        }
        return -1;
    default:
        for (uint32_t i = 0; i < f->params.n; i++)
            if (f->params.p[i] == x) return (int32_t)i;
        return -1;
    }
}

static int32_t param(const Func *f, const Value *x)
{
    enum { DEPTH = 6 };
    return param_of(f, x, DEPTH);
}

static bool is_same_call(const Value *a, const Value *b)
{
    return a->op == b->op && a->sig == b->sig && (a->op != V(CALL_ITAB) || ssa_called_method(a) == ssa_called_method(b));
}

static bool add_made(Waiter *n, uint32_t p, Value *call)
{
    for (uint32_t i = 0; i < n->made.n; i++)
        if (n->made.p[i].param == p && is_same_call(n->made.p[i].call, call)) return false;
    vec_push(arena, &n->made, ((Use){p, call, 0}));
    return true;
}

static void find_made(void)
{
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < all.n; i++)
            for (uint32_t k = 0; k < all.p[i]->handed.n; k++) {
                Use u = all.p[i]->handed.p[k];
                const Waiter *to = node_of(u.call->aux.func);
                for (uint32_t m = 0; m < to->made.n; m++)
                    if (to->made.p[m].param == u.arg) more |= add_made(all.p[i], u.param, to->made.p[m].call);
            }
    }
}

/* ---- what a function calls ---- */

static bool is_lock_with_class(const Value *v)
{
    return v->op == V(CALL) && v->imm > 0 && ssa_free_lock(v->aux.func);
}

static void note_deferred(Waiter *n, const Value *v)
{
    Func *code = callgraph_deferred_code(v);
    if (code)
        vec_push(arena, &n->deferred, code);
    else
        n->base |= effects_deferred_suspend(n->f);
}

static void note_call(Waiter *n, Value *v)
{
    if (opt_defers(v)) note_deferred(n, v);
    if (!(opt_call_effects(v) & EFFECT_SUSPEND) || is_lock_with_class(v)) return;
    if (v->op == V(CALL) && strcmp(v->aux.func->symbol, "runtime.deferreturn") == 0) {
        n->base |= n->f->nsynthetic[0] > 0;     /* bodies of range-over-func loops may defer, too */
    } else if (v->op == V(CALL) && node_of(v->aux.func)) {
        vec_push(arena, &n->calls, v);
        for (uint32_t i = 0; i < v->nargs; i++) {
            int32_t p = param(n->f, v->args[i]);
            if (p >= 0) vec_push(arena, &n->handed, ((Use){(uint32_t)p, v, i}));
        }
    } else if ((v->op == V(CALL_ITAB) || v->op == V(CALL_CLOSURE)) && flow_targets(v)) {
        vec_push(arena, &n->calls, v);
        int32_t p = param(n->f, v->args[0]);
        if (p >= 0) add_made(n, (uint32_t)p, v);
    } else {
        n->base = true;
    }
}

static void find_nodes(Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        Func *f = p->funcs.p[i];
        if (!f->blocks.n || !f->may_suspend) continue;
        nodes[f->id] = NEW(arena, Waiter);
        nodes[f->id]->f = f;
        vec_push(arena, &all, nodes[f->id]);
    }
    for (uint32_t i = 0; i < all.n; i++)
        for (uint32_t k = 0; k < all.p[i]->f->blocks.n; k++)
            for (Value *v = all.p[i]->f->blocks.p[k]->first; v; v = v->next)
                if (opt_is_call(v)) note_call(all.p[i], v);
}

/* ---- the fixpoint ---- */

/* May the call of a function suspend? in_twin: in the twin of n. */
static bool call_waits(const Waiter *n, const Value *v, bool in_twin)
{
    const Waiter *to = node_of(v->aux.func);
    if (!to->waits || to->itself) return to->waits;
    for (uint32_t i = 0; i < to->made.n; i++) {
        const Use *u = &to->made.p[i];
        const Value *x = v->args[u->param];
        if (in_twin && param(n->f, x) >= 0) continue;
        if (flow_could_call(n->f, x, u->call, waits)) return true;
    }
    return false;
}

static bool target_waits(const Value *v)
{
    const FuncVec *t = flow_targets(v);
    for (uint32_t i = 0; i < t->n; i++)
        if (waits(t->p[i])) return true;
    return false;
}

static void update(Waiter *n)
{
    bool w = n->base, self = n->base;
    for (uint32_t i = 0; i < n->deferred.n; i++) w = self |= waits(n->deferred.p[i]);
    for (uint32_t i = 0; i < n->calls.n && !self; i++) {
        const Value *v = n->calls.p[i];
        if (v->op == V(CALL)) {
            w |= call_waits(n, v, false);
            self = call_waits(n, v, true);
        } else if (target_waits(v)) {
            w = true;
            self = param(n->f, v->args[0]) < 0;
        }
    }
    changed |= w != n->waits || self != n->itself;
    n->waits = w;
    n->itself = self;
}

/* ---- twins ---- */

static Func *twin_of(Waiter *n);

/* Sends calls to twins. */
static void redirect(Waiter *n, bool in_twin)
{
    for (uint32_t i = 0; i < n->calls.n; i++) {
        Value *v = n->calls.p[i];
        Waiter *to = v->op == V(CALL) ? node_of(v->aux.func) : NULL;
        if (!to || !to->waits || to->itself || call_waits(n, v, in_twin)) continue;
        Func *twin = twin_of(to);
        if (twin) v->aux.func = twin;
    }
}

/* NULL: it can't be copied. */
static Func *twin_of(Waiter *n)
{
    if (n->twin || n->busy || !inline_copyable_early(n->f) || n->f->size > MAX_SIZE || growth + n->f->size > MAX_GROWTH) return n->twin;
    growth += n->f->size;
    n->busy = true;
    FuncVec callees = {0};
    for (uint32_t i = 0; i < n->calls.n; i++) vec_push(arena, &callees, n->calls.p[i]->aux.func);
    redirect(n, true);          /* just for the copy */
    n->twin = inline_clone(n->f, arena_printf(prog->arena, "%s·twin", n->f->symbol));
    for (uint32_t i = 0; i < n->calls.n; i++) n->calls.p[i]->aux.func = callees.p[i];
    n->busy = false;
    return n->twin;
}

bool opt_twins(Program *p)
{
    effects_assume_free(is_lock_with_class);
    opt_effects(p);
    effects_assume_free(NULL);
    arena = arena_new("twins");
    nnodes = p->funcs.n;
    nodes = NEW_N(arena, Waiter *, nnodes);
    all.p = NULL, all.n = all.cap = 0;
    growth = 0;
    find_nodes(p);
    find_made();
    for (changed = true; changed;) {
        changed = false;
        for (uint32_t i = all.n; i-- > 0;) update(all.p[i]);
    }
    for (uint32_t i = 0; i < all.n; i++) redirect(all.p[i], false);
    arena_free(arena);
    return growth > 0;
}
