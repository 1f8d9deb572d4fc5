/*
 * callgraph.c - the order in which interprocedural passes see functions: callees first, by Tarjan's algorithm over direct calls
 * and the making of func values. Functions of one strongly connected component are recursive. A call that never returns is no
 * edge: nothing is gained by knowing its callee first, and through the printing of panics all of the runtime would be one
 * component.
 */
#include "opt_int.h"

typedef struct Tarjan {
    CallGraph *g;
    Arena *arena;
    uint32_t *index, *low;      /* by function id; 0 = not seen */
    bool *on_stack;
    FuncVec stack;
    uint32_t next, nscc;
} Tarjan;

enum { NEAR = 100 };            /* values: so far away the store that fills a closure is looked for */

/* Static closure, an object whose word 0 was just stored (the builder does so at once), or a parameter that always gets closures of one
 * code. */
Func *callgraph_closure_code(const Value *v)
{
    while (v->op == V(COPY) || v->op == V(NIL_CHECK)) v = v->args[0];
    if (v->op == V(ADDR_GLOBAL) && v->imm == 0) {
        const Global *g = v->aux.global;
        if (!g->readonly) return NULL;
        for (uint32_t i = 0; i < g->relocs.n; i++)
            if (g->relocs.p[i].offset == 0 && g->relocs.p[i].kind == RELOC_FUNC) return g->relocs.p[i].u.func;
        return NULL;
    }
    if (v->op == V(PARAM)) return v->aux.func;
    if (v->op != V(NEW_LAYOUT) && v->op != V(LOCAL)) return NULL;
    uint32_t left = NEAR;
    for (const Value *s = v->next; s && left--; s = s->next)
        if (s->op == V(STORE) && s->args[0] == v && s->imm == 0) {
            const Value *x = s->args[1];
            while (x->nargs == 1) x = x->args[0];
            return x->op == V(FUNC_INDEX) ? x->aux.func : NULL;
        }
    return NULL;
}

bool opt_defers(const Value *v)
{
    return v->op == V(CALL) && strcmp(v->aux.func->symbol, "runtime.deferproc") == 0;
}

/* A closure on the stack (escape.c) stands in the entry block, but is filled where the statement is. */
Func *callgraph_deferred_code(const Value *v)
{
    Func *code = callgraph_closure_code(v->args[0]);
    uint32_t left = NEAR;
    for (const Value *s = v->prev; v->args[0]->op == V(LOCAL) && s && left-- && !code; s = s->prev)
        if (s->op == V(STORE) && s->args[0] == v->args[0] && s->imm == 0 && s->args[1]->op == V(FUNC_INDEX)) code = s->args[1]->aux.func;
    return code;
}

/* What a value calls, or makes a func value of: that may be called here after inlining. */
static Func *callee_of(const Value *v)
{
    if (v->op == V(CALL) || v->op == V(FUNC_INDEX)) return v->aux.func;
    return v->op == V(ADDR_GLOBAL) ? callgraph_closure_code(v) : NULL;
}

static void visit(Tarjan *t, Func *f)
{
    t->index[f->id] = t->low[f->id] = ++t->next;
    t->on_stack[f->id] = true;
    vec_push(t->arena, &t->stack, f);
    f->recursive = false;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            Func *c = callee_of(v);
            if (!c || c->blocks.n == 0 || c->flags & FN_NORETURN) continue;
            if (c == f) f->recursive = true;
            if (!t->index[c->id]) {
                visit(t, c);
                if (t->low[c->id] < t->low[f->id]) t->low[f->id] = t->low[c->id];
            } else if (t->on_stack[c->id] && t->index[c->id] < t->low[f->id]) {
                t->low[f->id] = t->index[c->id];
            }
        }
    if (t->low[f->id] != t->index[f->id]) return;
    bool several = vec_last(&t->stack) != f;
    t->nscc++;
    for (;;) {
        Func *m = vec_pop(&t->stack);
        t->on_stack[m->id] = false;
        t->g->scc[m->id] = t->nscc;
        m->recursive |= several;
        vec_push(t->arena, &t->g->order, m);
        if (m == f) break;
    }
}

void callgraph_build(CallGraph *g, Program *p, Arena *a)
{
    uint32_t n = p->funcs.n;
    *g = (CallGraph){.scc = NEW_N(a, uint32_t, n + SPECIALISE_MAX)};
    Tarjan t = {g, a, NEW_N(a, uint32_t, n), NEW_N(a, uint32_t, n), NEW_N(a, bool, n), {0}, 0, 0};
    for (uint32_t i = 0; i < n; i++)
        if (p->funcs.p[i]->blocks.n && !t.index[i]) visit(&t, p->funcs.p[i]);
}
