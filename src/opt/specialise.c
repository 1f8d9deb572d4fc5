/*
 * specialise.c - a function that can't be inlined, but calls a func value that it was given, gets a copy for each code that is
 * known where it is called: slices.SortFunc(s, cmp) then sorts with cmp inlined.
 *
 * A static closure (a func literal without captures, a declared function) is a constant: the copy keeps the parameter, which nothing
 * reads any more. Of a closure that captures variables the code is known only; the copy's parameter names it (callgraph_closure_code)
 * and is its context. Calls in a copy that hand the closure on, to itself or to others, are specialised in turn.
 *
 * Costs size, so for speed only, and with a limit for the program.
 */
#include "opt_int.h"

enum { MAX_SIZE = 2000, MAX_GROWTH = 20000 };     /* values: of a function, of all copies */

typedef struct Copy { const Func *of; uint32_t param; Global *closure; Func *code, *func; } Copy;     /* closure NULL: with captures */

static VEC(Copy) copies;
static Arena *arena;
static uint32_t growth;

/* The constant closure that an operand is, or NULL. */
static Global *closure_of(const Value *v)
{
    while (v->op == V(COPY) || v->op == V(NIL_CHECK)) v = v->args[0];
    return v->op == V(ADDR_GLOBAL) ? v->aux.global : NULL;
}

/* Is parameter k called, or handed on in a direct call? */
static bool is_called(const Func *c, uint32_t k)
{
    const Value *p = c->params.p[k];
    if (p->uses == 0) return false;
    for (uint32_t i = 0; i < c->blocks.n; i++)
        for (const Value *v = c->blocks.p[i]->first; v; v = v->next) {
            if (v->op != V(CALL) && v->op != V(CALL_CLOSURE)) continue;
            for (uint32_t a = 0; a < v->nargs; a++) {
                const Value *x = v->args[a];
                while (x->op == V(COPY) || x->op == V(NIL_CHECK)) x = x->args[0];
                if (x == p && (v->op == V(CALL) ? v->aux.func->blocks.n > 0 : a == 0)) return true;
            }
        }
    return false;
}

static void make_known(Func *f, Value *param, const Copy *c)
{
    if (!c->closure) {
        param->aux.func = c->code;
        return;
    }
    Value *known = ssa_value_loose(f, V(ADDR_GLOBAL), IR_PTR, f->pos, 0);
    known->aux.global = c->closure;
    ssa_insert_after(f->last_const ? f->last_const : vec_last(&f->params), known);
    ssa_replace_uses(param, known);
}

/* The copy of c for this closure as its parameter, or NULL. */
static Func *copy_for(Func *c, uint32_t param, const Value *closure)
{
    Func *code = callgraph_closure_code(closure);
    if (!code || !(code->flags & FN_CONTEXT)) return NULL;
    Copy n = {c, param, closure_of(closure), code, NULL};
    for (uint32_t i = 0; i < copies.n; i++) {
        const Copy *k = &copies.p[i];
        if (k->of == c && k->param == param && k->closure == n.closure && k->code == code) return k->func;
    }
    if (copies.n == SPECIALISE_MAX || !inline_copyable(c) || c->size > MAX_SIZE || growth + c->size > MAX_GROWTH || !is_called(c, param)) return NULL;
    growth += c->size;
    const char *with = n.closure ? n.closure->symbol : code->symbol;
    Func *f = n.func = inline_clone(c, arena_printf(prog->arena, "%s·%u·%s", c->symbol, param, with));
    f->recursive = c->recursive;
    f->may_alloc = c->may_alloc;
    f->may_unwind = c->may_unwind;
    f->may_suspend = c->may_suspend;
    vec_push(arena, &copies, n);
    make_known(f, f->params.p[param], &n);
    opt_func(f);
    return f;
}

void specialise_begin(Arena *a)
{
    arena = a;
    growth = 0;
    memset(&copies, 0, sizeof copies);
}

void specialise_calls(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v && !f->blocks.p[i]->cold; v = v->next)
            for (uint32_t k = 0; v->op == V(CALL) && k < v->nargs; k++) {
                if (v->args[k]->type != IR_PTR || !v->aux.func->blocks.n) continue;
                Func *c = copy_for(v->aux.func, k, v->args[k]);
                if (c) v->aux.func = c;
            }
}
