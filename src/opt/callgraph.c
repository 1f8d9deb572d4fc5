/*
 * callgraph.c - strongly connected components of functions that call each other, by Tarjan's algorithm, and the order in which
 * interprocedural passes see functions: callees first, over direct calls and the making of func values. Functions of one strongly connected component are recursive. A call that never returns is no
 * edge: nothing is gained by knowing its callee first, and through the printing of panics all of the runtime would be one
 * component.
 */
#include "opt_int.h"

/* ---- components ---- */

struct Components {
    Arena *arena;
    CalleesFn *callees;
    ComponentFn *component;
    void *ctx;
    uint32_t *index, *low;      /* by function id; 0 = not seen */
    bool *on_stack, *calls_itself;
    FuncVec stack;
    uint32_t next;
    Func *from;                 /* whose callees are gone through */
};

/* The component whose first function is f is on top of the stack. */
static void close_component(Components *t, const Func *f)
{
    uint32_t n = 1;
    while (t->stack.p[t->stack.n - n] != f) n++;
    Func **members = t->stack.p + t->stack.n - n;
    for (uint32_t i = 0; i < n; i++) t->on_stack[members[i]->id] = false;
    t->component(t->ctx, members, n, n > 1 || t->calls_itself[f->id]);
    t->stack.n -= n;
}

static void visit(Components *t, Func *f)
{
    Func *outer = t->from;
    t->index[f->id] = t->low[f->id] = ++t->next;
    t->on_stack[f->id] = true;
    vec_push(t->arena, &t->stack, f);
    t->from = f;
    t->callees(t, f);
    t->from = outer;
    if (t->low[f->id] == t->index[f->id]) close_component(t, f);
}

void components_callee(Components *t, Func *callee)
{
    uint32_t from = t->from->id, to = callee->id;
    t->calls_itself[from] |= from == to;
    if (!t->index[to]) visit(t, callee);
    if (t->on_stack[to] && t->low[to] < t->low[from]) t->low[from] = t->low[to];
}

void components_find(Program *p, Arena *a, bool (*is_node)(const Func *f), CalleesFn *callees, ComponentFn *component, void *ctx)
{
    uint32_t n = p->funcs.n;
    Components t = {.arena = a, .callees = callees, .component = component, .ctx = ctx,
                    .index = NEW_N(a, uint32_t, n), .low = NEW_N(a, uint32_t, n),
                    .on_stack = NEW_N(a, bool, n), .calls_itself = NEW_N(a, bool, n)};
    for (uint32_t i = 0; i < n; i++)
        if (is_node(p->funcs.p[i]) && !t.index[i]) visit(&t, p->funcs.p[i]);
}

/* ---- what is called ---- */

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
    if (!opt_defers(v)) return NULL;
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

/* ---- the order ---- */

static bool has_body(const Func *f) { return f->blocks.n; }

static void callees_of(Components *t, Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            Func *c = callee_of(v);
            if (c && c->blocks.n && !(c->flags & FN_NORETURN)) components_callee(t, c);
        }
}

typedef struct Order { CallGraph *graph; Arena *arena; uint32_t n; } Order;

static void add_to_order(void *ctx, Func *const *members, uint32_t n, bool recursive)
{
    Order *o = ctx;
    o->n++;
    for (uint32_t i = n; i-- > 0;) {
        o->graph->scc[members[i]->id] = o->n;
        members[i]->recursive = recursive;
        vec_push(o->arena, &o->graph->order, members[i]);
    }
}

void callgraph_build(CallGraph *g, Program *p, Arena *a)
{
    *g = (CallGraph){.scc = NEW_N(a, uint32_t, p->funcs.n + SPECIALISE_MAX)};
    Order o = {g, a, 0};
    components_find(p, a, has_body, callees_of, add_to_order, &o);
}

/* ---- other ways to a function ---- */

static bool *by_address;

static void take_address(const Func *f)
{
    by_address[f->id] = true;
}

static void take_entry(void *ctx, const Name *method, Func *entry)
{
    (void)ctx, (void)method;
    take_address(entry);
}

bool *callgraph_by_address(Program *p, Arena *a)
{
    by_address = NEW_N(a, bool, p->funcs.n + SPECIALISE_MAX);
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        const Func *f = p->funcs.p[i];
        if (f->export_name || (f->flags & (FN_EXPORTED | FN_INIT)) || f == p->entry || f == p->init) take_address(f);
        for (uint32_t k = 0; k < f->blocks.n; k++)
            for (const Value *v = f->blocks.p[k]->first; v; v = v->next)
                if (v->op == V(FUNC_INDEX)) take_address(v->aux.func);
    }
    for (uint32_t i = 0; i < p->globals.n; i++) {
        const Global *x = p->globals.p[i];
        for (uint32_t k = 0; k < x->relocs.n; k++)
            if (x->relocs.p[k].kind == RELOC_FUNC || x->relocs.p[k].kind == RELOC_FUNC32) take_address(x->relocs.p[k].u.func);
    }
    ssa_each_entry(take_entry, NULL);
    return by_address;
}
