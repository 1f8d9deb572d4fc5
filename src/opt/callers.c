/*
 * callers.c - which calls must leave their call site for runtime.Callers: those from which it can be reached.
 *
 * A fixpoint over the call graph, like effects.c, of three facts about a function:
 *
 *     CALLER  it may ask for call sites
 *     STACK   it may ask for the whole stack (runtime.Callers, runtime.Stack), not for a caller near by
 *     NAME    it may ask for the exported method of package reflect that is being called, for a message. That looks at
 *             frames of reflect only, so calls of reflect from elsewhere don't count
 *
 * Deferred functions run on top of a panic. If one may ask for the whole stack, what panics counts as asking, too: a program
 * that prints the stack of a recovered panic wants to see where it came from.
 */
#include "opt_int.h"

enum { CALLER = 1, STACK = 2, NAME = 4 };

typedef struct Class { uint8_t facts; FuncVec members; } Class;

/* A call: of a function, or of a class; or a panic. */
typedef struct Edge { const Func *callee; const Class *class; bool panics, deep, in_reflect; } Edge;

typedef struct Asker { Func *f; VEC(Edge) edges; FuncVec deferred; bool defers_unknown; } Asker;

static struct {
    Arena *arena;
    StrMap closures, methods;       /* signature text -> Class * */
    uint8_t *facts;                 /* by function id; NULL: nothing asks */
    Asker *nodes;                    /* by function id */
    uint8_t panic;                  /* of a panic */
    uint32_t nfuncs;
} st;

static Class *class_of(StrMap *m, const Name *method, const Sig *s, uint32_t first)
{
    char key[1024];
    uint32_t n = sizeof method;
    memcpy(key, &method, n);
    for (uint32_t i = first; i < s->nparams && n < LEN(key) / 2; i++) key[n++] = (char)('a' + s->params[i]);
    key[n++] = ':';
    for (uint32_t i = 0; i < s->nresults && n < LEN(key); i++) key[n++] = (char)('a' + s->results[i]);
    Class *c = strmap_get(m, key, n);
    if (!c) strmap_set(m, key, n, c = NEW(st.arena, Class));
    return c;
}

static void enter_method(void *ctx, const Name *method, Func *f)
{
    (void)ctx;
    vec_push(st.arena, &class_of(&st.methods, method, f->sig, 1)->members, f);
    vec_push(st.arena, &class_of(&st.methods, NULL, f->sig, 1)->members, f);
}

static bool is_named(const Func *f, const char *symbol)
{
    return strcmp(f->symbol, symbol) == 0;
}

static bool in_package(const Func *f, const char *path)
{
    return f->pkg && strcmp(f->pkg->path, path) == 0;
}

/* The function that a value was written in. */
static const Func *written_in(const Value *v)
{
    return v->inl ? v->inl->callee : v->block->func;
}

/* The edges of a call; a call by reflection has two. Returns how many. */
static uint32_t edges_of(const Value *v, Edge edges[2])
{
    const Func *in = written_in(v);
    Edge e = {.in_reflect = in_package(in, "reflect")};
    uint32_t n = 1;
    if (in_package(in, "internal/bisect")) return 0;    /* asks only when debugging the toolchain */
    switch (v->op) {
    case V(CALL):
        e.callee = v->aux.func;
        e.panics = v->aux.func->flags & FN_NORETURN;
        e.deep = is_named(v->aux.func, "runtime.Callers") || is_named(v->aux.func, "runtime.Stack");
        if (e.panics) e.callee = NULL;
        break;
    case V(CALL_CLOSURE):
        e.callee = callgraph_closure_code(v->args[0]);
        if (!e.callee) e.class = class_of(&st.closures, NULL, v->sig, 0);
        break;
    case V(CALL_ITAB):
        e.class = class_of(&st.methods, ssa_called_method(v), v->sig, 0);
        break;
    case V(CALL_INDIRECT):
        e.class = class_of(&st.closures, NULL, v->sig, 1);
        edges[1] = e;
        edges[1].class = class_of(&st.methods, NULL, v->sig, 1);
        n = 2;
        break;
    default:
        if (!opt_is_check(v)) return 0;
        e.panics = true;
        break;
    }
    edges[0] = e;
    return n;
}

static uint8_t deferred_facts(const Asker *n)
{
    uint8_t facts = 0;
    for (uint32_t i = 0; i < n->deferred.n; i++) facts |= st.facts[n->deferred.p[i]->id];
    if (n->defers_unknown) {
        static const Sig none;
        facts |= class_of(&st.closures, NULL, &none, 0)->facts;
    }
    return facts;
}

static uint8_t facts_of(const Asker *n, const Edge *e)
{
    uint8_t facts = e->class ? e->class->facts : 0;
    if (e->panics) facts = st.panic;
    if (e->callee) {
        if (e->callee->c_entry)
            facts = strcmp(e->callee->c_entry->name, "rt_callers") == 0 ? CALLER : 0;
        else
            facts = is_named(e->callee, "runtime.deferreturn") ? deferred_facts(n) : st.facts[e->callee->id];
        if (e->deep) facts |= STACK;
    }
    return e->in_reflect ? facts : facts & (CALLER | STACK);
}

static void scan(Asker *n)
{
    for (uint32_t i = 0; i < n->f->blocks.n; i++)
        for (Value *v = n->f->blocks.p[i]->first; v; v = v->next) {
            Edge e[2];
            uint32_t k = edges_of(v, e);
            for (uint32_t j = 0; j < k; j++) vec_push(st.arena, &n->edges, e[j]);
            if (v->op != V(CALL) || !is_named(v->aux.func, "runtime.deferproc")) continue;
            Func *code = callgraph_closure_code(v->args[0]);
            if (code)
                vec_push(st.arena, &n->deferred, code);
            else
                n->defers_unknown = true;
        }
}

static bool add(uint8_t *to, uint8_t facts)
{
    uint8_t old = *to;
    *to |= facts;
    return *to != old;
}

static bool update(Asker *n)
{
    uint8_t facts = 0;
    for (uint32_t i = 0; i < n->edges.n; i++) facts |= facts_of(n, &n->edges.p[i]);
    if (is_named(n->f, "reflect.valueMethodName")) facts = NAME;
    bool changed = add(&st.facts[n->f->id], facts);
    /* Panics matter only where something recovers or dies; runtime's own deferred calls don't look. */
    if (deferred_facts(n) & STACK) changed |= add(&st.panic, CALLER | STACK);
    return changed;
}

static bool update_classes(StrMap *m)
{
    bool changed = false;
    for (uint32_t i = 0; i < m->n; i++) {
        Class *c = m->entries[i].val;
        for (uint32_t k = 0; k < c->members.n; k++) changed |= add(&c->facts, st.facts[c->members.p[k]->id] & (CALLER | STACK));
    }
    return changed;
}

static bool asked_at_all(const Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (p->funcs.p[i]->c_entry && strcmp(p->funcs.p[i]->c_entry->name, "rt_callers") == 0) return true;
    return false;
}

void opt_callers(Program *p)
{
    st.facts = NULL;
    if (!asked_at_all(p)) return;
    st.arena = arena_new("callers");
    strmap_init(&st.closures, st.arena);
    strmap_init(&st.methods, st.arena);
    st.facts = NEW_N(st.arena, uint8_t, p->funcs.n);
    st.nodes = NEW_N(st.arena, Asker, p->funcs.n);
    st.nfuncs = p->funcs.n;
    st.panic = 0;
    ssa_each_entry(enter_method, NULL);
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        Func *f = p->funcs.p[i];
        st.nodes[i].f = f;
        if (f->flags & FN_CONTEXT) vec_push(st.arena, &class_of(&st.closures, NULL, f->sig, 1)->members, f);
        if (f->blocks.n) scan(&st.nodes[i]);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = p->funcs.n; i-- > 0;) changed |= update(&st.nodes[i]);
        changed |= update_classes(&st.closures);
        changed |= update_classes(&st.methods);
    }
}

bool opt_needs_site(const Value *v)
{
    const Func *f = v->block->func;
    Edge e[2];
    if (!st.facts || f->id >= st.nfuncs) return false;
    uint32_t n = edges_of(v, e);
    for (uint32_t i = 0; i < n; i++)
        if (facts_of(&st.nodes[f->id], &e[i])) return true;
    return false;
}
