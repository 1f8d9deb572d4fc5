/*
 * callers.c - which calls must leave their call site for runtime.Callers: those that it may ask for.
 *
 * A fixpoint over the call graph, like effects.c. What is known of a function is how many call sites may be asked for
 * from inside it, counted outwards from the call of the function itself: runtime.Caller(1) asks for the call of Caller and for that of
 * the function that it stands in, so the latter's callers leave their sites, but not the callers of those. ALL stands for a
 * number that is not known. Functions that pass a parameter on as the number to skip (log.Output, and what log does itself) are
 * looked at for each call.
 *
 * Deferred functions run on top of a panic. If one may ask for more than the call of itself, what panics counts as asking for
 * everything: a program that prints the stack of a recovered panic wants to see where it came from.
 *
 * Package reflect asks for the name of its exported method that is being called, for a message. That looks at frames of reflect
 * only, so calls of reflect from elsewhere don't count.
 */
#include "opt_int.h"

enum { ALL = UINT32_MAX, MOST = 1000 };

typedef struct Class { uint32_t asked; FuncVec members; } Class;

/* A call: of a function, or of a class; or a panic. own: how many source-level calls its site stands for. */
typedef struct Edge { const Func *callee; const Class *class; const Value *call; uint32_t own; bool panics, in_reflect; } Edge;

typedef struct Asker {
    Func *f;
    VEC(Edge) edges;
    FuncVec deferred;
    bool defers_unknown;
    uint32_t asked;
    /* Besides that, as many as parameter `param` says, plus `more`. */
    bool by_param;
    uint32_t param;
    int64_t more;
    bool names;                     /* asks for a method of reflect */
} Asker;

static struct {
    Arena *arena;
    StrMap closures, methods;       /* method (or NULL) and signature -> Class * */
    Asker *nodes;                   /* by function id; NULL: nothing asks */
    bool panics;                    /* what panics counts as asking for everything */
    uint32_t nfuncs;
} st;

static uint32_t most(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static Class *class_of(StrMap *m, const Name *method, const Sig *s, uint32_t first)
{
    const void *key[] = {method, ssa_sig(s->params + first, s->nparams - first, s->results, s->nresults)};
    Class *c = strmap_get(m, (const char *)key, sizeof key);
    if (!c) strmap_set(m, (const char *)key, sizeof key, c = NEW(st.arena, Class));
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

/* How many calls in the source the site of v stands for: frames of wrappers don't show. */
static uint32_t own_sites(const Value *v)
{
    uint32_t n = !(v->block->func->flags & FN_WRAPPER);
    for (const InlineSite *i = v->inl; i; i = i->outer) n += !(i->callee->flags & FN_WRAPPER);
    return n;
}

/* The edges of a call; a call by reflection has two. Returns how many. */
static uint32_t edges_of(const Value *v, Edge edges[2])
{
    const Func *in = written_in(v);
    Edge e = {.call = v, .in_reflect = in_package(in, "reflect")};
    uint32_t n = 1;
    if (in_package(in, "internal/bisect")) return 0;    /* asks only when debugging the toolchain */
    switch (v->op) {
    case V(CALL):
        e.panics = v->aux.func->flags & FN_NORETURN;
        if (!e.panics) e.callee = v->aux.func;
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
    e.own = own_sites(v);
    edges[0] = e;
    if (n == 2) edges[1].own = e.own;
    return n;
}

static uint32_t deferred_asked(const Asker *n)
{
    uint32_t asked = 0;
    for (uint32_t i = 0; i < n->deferred.n; i++) {
        const Asker *d = &st.nodes[n->deferred.p[i]->id];
        asked = d->by_param ? ALL : most(asked, d->asked);
    }
    if (n->defers_unknown) {
        static const Sig none;
        asked = most(asked, class_of(&st.closures, NULL, &none, 0)->asked);
    }
    return asked;
}

/* A number of sites: `asked`, and, if by_param, as many as a parameter of the caller says, plus more. */
typedef struct Count { uint32_t asked; bool by_param; uint32_t param; int64_t more; } Count;

static Count counted(int64_t n)
{
    return (Count){.asked = n < 0 ? 0 : n > MOST ? ALL : (uint32_t)n};
}

static Count count_of(const Value *v, int64_t more)
{
    while (v->op == V(COPY) || (v->op == V(ADD_I64) && v->args[1]->op == V(CONST_I64))) {
        if (v->op == V(ADD_I64)) more += v->args[1]->imm;
        v = v->args[0];
    }
    if (v->op == V(CONST_I64) && v->imm >= -MOST && v->imm <= MOST) return counted(v->imm + more);
    if (v->op == V(PARAM) && more >= -MOST && more <= MOST) return (Count){.by_param = true, .param = (uint32_t)v->imm, .more = more};
    return (Count){.asked = ALL};
}

/* What the callee asks for, from this call outwards. */
static Count asked_of(const Asker *n, const Edge *e)
{
    if (e->class) return (Count){.asked = e->class->asked};
    if (e->panics) return (Count){.asked = st.panics ? ALL : 0};
    if (e->callee->c_entry) return (Count){.asked = strcmp(e->callee->c_entry->name, "rt_callers") == 0 ? ALL : 0};
    if (is_named(e->callee, "runtime.deferreturn")) return (Count){.asked = deferred_asked(n)};
    if (is_named(e->callee, "runtime.Caller")) return count_of(e->call->args[0], 1);
    if (is_named(e->callee, "runtime.Callers")) {
        const Value *len = e->call->args[2];
        return len->op == V(CONST_I64) && len->imm < MOST ? count_of(e->call->args[0], len->imm - 1) : (Count){.asked = ALL};
    }
    const Asker *callee = &st.nodes[e->callee->id];
    if (!callee->by_param) return (Count){.asked = callee->asked};
    if (e->call->op != V(CALL)) return (Count){.asked = ALL};
    Count c = count_of(e->call->args[callee->param], callee->more);
    c.asked = most(c.asked, callee->asked);
    return c;
}

static void scan(Asker *n)
{
    for (uint32_t i = 0; i < n->f->blocks.n; i++)
        for (Value *v = n->f->blocks.p[i]->first; v; v = v->next) {
            Edge e[2];
            uint32_t k = edges_of(v, e);
            for (uint32_t j = 0; j < k; j++) vec_push(st.arena, &n->edges, e[j]);
            if (!opt_defers(v)) continue;
            Func *code = callgraph_deferred_code(v);
            if (code)
                vec_push(st.arena, &n->deferred, code);
            else
                n->defers_unknown = true;
        }
}

static bool raise_to(uint32_t *to, uint32_t asked)
{
    if (asked <= *to) return false;
    *to = asked;
    return true;
}

/* n calls what asks for c, by a call that stands for `own` of these sites. */
static bool add(Asker *n, Count c, uint32_t own)
{
    bool changed = raise_to(&n->asked, c.asked == ALL ? ALL : c.asked > own ? c.asked - own : 0);
    if (!c.by_param || n->asked == ALL) return changed;
    int64_t more = c.more - own;
    if (n->by_param && (n->param != c.param || n->more < more)) return raise_to(&n->asked, ALL) || changed;
    if (n->by_param) return changed;
    n->by_param = true;
    n->param = c.param;
    n->more = more;
    return true;
}

static bool update(Asker *n)
{
    bool changed = false;
    if (is_named(n->f, "reflect.valueMethodName")) {
        changed = !n->names;
        n->names = true;
        return changed;
    }
    for (uint32_t i = 0; i < n->edges.n; i++) {
        const Edge *e = &n->edges.p[i];
        changed |= add(n, asked_of(n, e), e->own);
        if (e->in_reflect && e->callee && !e->callee->c_entry && st.nodes[e->callee->id].names && !n->names) changed = n->names = true;
    }
    /* Panics matter only where something recovers or dies; runtime's own deferred calls don't look. */
    if (!st.panics && deferred_asked(n) > 1) changed = st.panics = true;
    return changed;
}

static bool update_classes(StrMap *m)
{
    bool changed = false;
    for (uint32_t i = 0; i < m->n; i++) {
        Class *c = m->entries[i].val;
        for (uint32_t k = 0; k < c->members.n; k++) {
            const Asker *n = &st.nodes[c->members.p[k]->id];
            changed |= raise_to(&c->asked, n->by_param ? ALL : n->asked);
        }
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
    st.nodes = NULL;
    if (!asked_at_all(p)) return;
    st.arena = arena_new("callers");
    strmap_init(&st.closures, st.arena);
    strmap_init(&st.methods, st.arena);
    st.nodes = NEW_N(st.arena, Asker, p->funcs.n);
    st.nfuncs = p->funcs.n;
    st.panics = false;
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
    if (!st.nodes || f->id >= st.nfuncs) return false;
    uint32_t n = edges_of(v, e);
    for (uint32_t i = 0; i < n; i++) {
        Count c = asked_of(&st.nodes[f->id], &e[i]);
        if (c.asked || c.by_param) return true;
        if (e[i].in_reflect && e[i].callee && !e[i].callee->c_entry && st.nodes[e[i].callee->id].names) return true;
    }
    return false;
}
