/*
 * mono.c - instantiation cycles: generic functions and types that would need endlessly many instances, as
 * func f[T any]() { f[*T]() }.
 *
 * A graph over type parameters and local types: an edge P -> Q says that Q is instantiated with a type that mentions
 * P, with weight 1 if it is more than P itself. A cycle of positive weight grows without end. Found by relaxing
 * edges (Bellman-Ford, for longest paths) until nothing changes or a path is as long as the graph.
 */
#include "types_int.h"

typedef struct Vertex { Object *obj; int weight; uint32_t pre, len; } Vertex;
typedef struct Edge { uint32_t dst, src; int weight; Pos pos; Type *t; } Edge;

typedef struct MonoGraph {
    VEC(Vertex) vertices;
    VEC(Edge) edges;
    PtrMap index;               /* TypeName Object * -> vertex + 1; a local type without vertex: UINT32_MAX */
} MonoGraph;

static MonoGraph *graph(Checker *c)
{
    if (!c->mono) {
        c->mono = NEW(typ_arena(), MonoGraph);
        ptrmap_init(&c->mono->index, typ_arena());
    }
    return c->mono;
}

static uint32_t new_vertex(MonoGraph *g, Object *obj)
{
    Vertex v = { .obj = obj };
    vec_push(typ_arena(), &g->vertices, v);
    return g->vertices.n - 1;
}

static void add_edge(MonoGraph *g, uint32_t dst, uint32_t src, int weight, Pos pos, Type *t)
{
    Edge e = { dst, src, weight, pos, t };
    vec_push(typ_arena(), &g->edges, e);
}

/* A receiver's type parameter stands for its type's. */
static uint32_t tparam_vertex(MonoGraph *g, Type *tpar)
{
    while (tpar->u.tparam.origin)
        tpar = tpar->u.tparam.origin;
    Object *obj = tpar->u.tparam.obj;
    uintptr_t i = (uintptr_t)ptrmap_get(&g->index, obj);
    if (i)
        return (uint32_t)i - 1;
    uint32_t v = new_vertex(g, obj);
    ptrmap_set(&g->index, obj, (void *)(uintptr_t)(v + 1));
    return v;
}

/* A type declared in a generic function depends on the type parameters around it. False if there are none. */
static bool local_vertex(Checker *c, MonoGraph *g, Type *named, uint32_t *vertex)
{
    Type *orig = named->u.named.orig;
    const Ambient *a = orig->u.named.inst;
    Object *obj = orig->u.named.obj;
    if (obj->pkg != c->pkg || !a)
        return false;
    uintptr_t i = (uintptr_t)ptrmap_get(&g->index, obj);
    if (i) {
        *vertex = (uint32_t)i - 1;
        return true;
    }
    *vertex = new_vertex(g, obj);
    ptrmap_set(&g->index, obj, (void *)(uintptr_t)(*vertex + 1));
    for (uint32_t k = 0; k < a->n; k++)
        add_edge(g, *vertex, tparam_vertex(g, a->tparams[k]), 1, obj->pos, a->tparams[k]);
    return true;
}

typedef struct Flow { Checker *c; MonoGraph *g; Type *tpar, *targ; Pos pos; } Flow;

static void flow_from(Flow *f, Type *t);

static void flow(Flow *f, uint32_t src, Type *t)
{
    add_edge(f->g, tparam_vertex(f->g, f->tpar), src, t != f->targ, f->pos, f->targ);
}

static void flow_vars(Flow *f, const ObjectVec *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        flow_from(f, v->p[i]->type);
}

static void flow_from(Flow *f, Type *t)
{
    uint32_t v;
    t = typ_unalias(t);
    switch ((TypeKind)t->kind) {
    case T_TYPEPARAM:
        flow(f, tparam_vertex(f->g, t), t);
        break;
    case T_NAMED:
        if (local_vertex(f->c, f->g, t, &v))
            flow(f, v, t);
        for (uint32_t i = 0; i < t->u.named.ntargs; i++)
            flow_from(f, t->u.named.targs[i]);
        break;
    case T_ARRAY: flow_from(f, t->u.array.elem); break;
    case T_CHAN: flow_from(f, t->u.chan.elem); break;
    case T_POINTER: flow_from(f, t->u.pointer.base); break;
    case T_SLICE: flow_from(f, t->u.slice.elem); break;
    case T_MAP:
        flow_from(f, t->u.map.key);
        flow_from(f, t->u.map.elem);
        break;
    case T_INTERFACE: {
        TypeSet *s = typ_type_set(t);
        flow_vars(f, &s->methods);
        break;
    }
    case T_SIGNATURE:
        flow_vars(f, &t->u.sig.params->u.tuple.vars);
        flow_vars(f, &t->u.sig.results->u.tuple.vars);
        break;
    case T_STRUCT:
        flow_vars(f, &t->u.strct.fields);
        break;
    default:
        break;
    }
}

void check_mono_instance(Checker *c, Pos pos, Type **tparams, Type **targs, uint32_t n, Node **xlist, uint32_t nxlist)
{
    if (!c->pkg || c->pkg->is_std)
        return;
    for (uint32_t i = 0; i < n; i++) {
        /* Cycles cannot cross packages. */
        if (tparams[i]->u.tparam.obj->pkg != c->pkg)
            continue;
        Flow f = { c, graph(c), tparams[i], targs[i], i < nxlist ? syn_start_pos(xlist[i]) : pos };
        flow_from(&f, targs[i]);
    }
}

static void report(Checker *c, MonoGraph *g, uint32_t v)
{
    /* Walk back until a vertex appears twice: from there on it is the cycle. */
    VEC(uint32_t) stack = { 0 };
    BitSet seen;
    bits_init(&seen, typ_arena(), g->vertices.n);
    while (!bits_get(&seen, v)) {
        vec_push(typ_arena(), &stack, v);
        bits_set(&seen, v);
        v = g->edges.p[g->vertices.p[v].pre].src;
    }
    uint32_t start = 0;
    while (stack.p[start] != v)
        start++;
    CheckErr e;
    err_init(&e, c, ERR_InvalidInstanceCycle);
    err_add(&e, g->vertices.p[v].obj->pos, "instantiation cycle:");
    for (uint32_t i = start; i < stack.n; i++) {
        const Edge *edge = &g->edges.p[g->vertices.p[stack.p[i]].pre];
        Object *obj = g->vertices.p[edge->dst].obj;
        const char *how = obj->type->kind == T_NAMED ? "implicitly parameterized by" : "instantiated as";
        err_add(&e, edge->pos, "%s %s %s", obj->name->s, how, typ_str(c, edge->t));
    }
    err_report(&e);
}

void check_monomorph(Checker *c)
{
    MonoGraph *g = c->mono;
    for (bool again = g != NULL; again; ) {
        again = false;
        for (uint32_t i = 0; i < g->edges.n; i++) {
            const Edge *e = &g->edges.p[i];
            const Vertex *src = &g->vertices.p[e->src];
            Vertex *dst = &g->vertices.p[e->dst];
            int w = src->weight + e->weight;
            if (w <= dst->weight)
                continue;
            dst->pre = i;
            dst->len = src->len + 1;
            if (dst->len == g->vertices.n) {
                report(c, g, e->dst);
                return;
            }
            dst->weight = w;
            again = true;
        }
    }
}
