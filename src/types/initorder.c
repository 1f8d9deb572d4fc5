/*
 * initorder.c - the order in which package-level variables are initialised (spec, "Package initialization").
 *
 * Repeatedly, the variable that is earliest in declaration order and depends on no uninitialised variable comes
 * next. A variable depends on what its initialiser mentions, and through functions and methods on what their
 * bodies mention. So for each variable the functions it reaches are walked once to find the variables behind
 * them; in a package whose bodies are checked on demand, exactly those bodies are checked here. Constants take
 * part so that cycles among them are found.
 */
#include <stdlib.h>

#include "types_int.h"

typedef struct InitNode {
    Object *obj;
    VEC(struct InitNode *) users;       /* nodes that depend on this one */
    uint32_t ndeps;                     /* dependencies not initialised yet */
    uint32_t order;                     /* in the source */
    uint32_t heap_index;
    uint32_t seen_by;                   /* order + 1 of the node whose dependencies were collected last */
    bool emitted;
} InitNode;

typedef VEC(InitNode *) InitNodes;

typedef struct InitGraph {
    Checker *c;
    Arena *a;
    PtrMap nodes;           /* Object * (variable, constant) -> InitNode * */
    PtrMap walked;          /* function -> the node on whose behalf it was walked last */
    InitNodes heap;
} InitGraph;

/* What obj's declaration mentions; bodies of functions are checked first. */
static PtrMap *deps_of(InitGraph *g, Object *obj)
{
    DeclInfo *d = obj->info;
    if (obj->kind == OBJ_FUNC && d && d->fdecl && d->fdecl->u.func_decl.body && !g->c->pkg->checked)
        typ_check_body(obj);
    return d ? &d->deps : NULL;
}

static void add_edge(InitGraph *g, InitNode *from, InitNode *to)
{
    if (to->seen_by == from->order + 1)
        return;
    to->seen_by = from->order + 1;
    from->ndeps++;
    vec_push(g->a, &to->users, from);
}

/* Adds what obj mentions to the dependencies of node n, looking through functions. */
static void collect_deps(InitGraph *g, InitNode *n, Object *obj)
{
    PtrMap *deps = deps_of(g, obj);
    for (uint32_t i = 0; deps && i < deps->n; i++) {
        Object *d = (Object *)deps->entries[i].key;
        if (!d)
            continue;
        InitNode *to = ptrmap_get(&g->nodes, d);
        if (to) {
            add_edge(g, n, to);
        } else if (d->kind == OBJ_FUNC && ptrmap_get(&g->walked, d) != n) {
            ptrmap_set(&g->walked, d, n);
            collect_deps(g, n, d);
        }
    }
}

/* ---- the queue: constants first, then fewest dependencies, then source order -------- */

static bool node_less(const InitNode *x, const InitNode *y)
{
    bool xc = x->obj->kind == OBJ_CONST, yc = y->obj->kind == OBJ_CONST;
    if (xc != yc)
        return xc;
    return x->ndeps != y->ndeps ? x->ndeps < y->ndeps : x->order < y->order;
}

static void heap_put(InitNodes *h, uint32_t i, InitNode *n)
{
    h->p[i] = n;
    n->heap_index = i;
}

static void heap_up(InitNodes *h, uint32_t i)
{
    InitNode *n = h->p[i];
    for (; i > 0 && node_less(n, h->p[(i - 1) / 2]); i = (i - 1) / 2)
        heap_put(h, i, h->p[(i - 1) / 2]);
    heap_put(h, i, n);
}

static void heap_down(InitNodes *h, uint32_t i)
{
    InitNode *n = h->p[i];
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= h->n)
            break;
        if (child + 1 < h->n && node_less(h->p[child + 1], h->p[child]))
            child++;
        if (!node_less(h->p[child], n))
            break;
        heap_put(h, i, h->p[child]);
        i = child;
    }
    heap_put(h, i, n);
}

static InitNode *heap_pop(InitNodes *h)
{
    InitNode *top = h->p[0], *last = vec_pop(h);
    if (h->n) {
        heap_put(h, 0, last);
        heap_down(h, 0);
    }
    top->heap_index = UINT32_MAX;
    return top;
}

/* ---- cycles ------------------------------------------------------------------------------ */

static int compare_objects(const void *a, const void *b)
{
    const Object *x = *(Object *const *)a, *y = *(Object *const *)b;
    return x->pos < y->pos ? -1 : x->pos > y->pos;
}

/* Appends to path the objects on a way from 'from' to 'to', last one first. */
static bool find_path(InitGraph *g, Object *from, Object *to, PtrMap *seen, ObjectVec *path)
{
    if (ptrmap_has(seen, from))
        return false;
    ptrmap_set(seen, from, g);
    PtrMap *map = deps_of(g, from);
    ObjectVec deps = { 0 };
    for (uint32_t i = 0; map && i < map->n; i++) {
        if (map->entries[i].key)
            vec_push(g->a, &deps, (Object *)map->entries[i].key);
    }
    if (deps.n)
        qsort(deps.p, deps.n, sizeof deps.p[0], compare_objects);
    for (uint32_t i = 0; i < deps.n; i++) {
        if (deps.p[i] == to || find_path(g, deps.p[i], to, seen, path)) {
            vec_push(g->a, path, deps.p[i]);
            return true;
        }
    }
    return false;
}

static void report_cycle(InitGraph *g, const ObjectVec *cycle)
{
    Object *obj = cycle->p[0];
    if (cycle->n == 1) {
        check_error(g->c, obj->pos, ERR_InvalidInitCycle, "initialization cycle: %s refers to itself", obj->name->s);
        return;
    }
    CheckErr err;
    err_init(&err, g->c, ERR_InvalidInitCycle);
    err_add(&err, obj->pos, "initialization cycle for %s", obj->name->s);
    for (uint32_t j = cycle->n; j-- > 0; ) {
        Object *next = cycle->p[j];
        err_add(&err, obj->pos, "%s refers to %s", obj->name->s, next->name->s);
        obj = next;
    }
    err_report(&err);
}

static void check_node_cycle(InitGraph *g, InitNode *n)
{
    PtrMap seen;
    ptrmap_init(&seen, g->a);
    ObjectVec path = { 0 };
    if (find_path(g, n->obj, n->obj, &seen, &path))
        report_cycle(g, &path);
}

/* ---- the order ------------------------------------------------------------------------------ */

static void make_nodes(InitGraph *g)
{
    ObjectVec *objs = &g->c->objs;
    for (uint32_t i = 0; i < objs->n; i++) {
        Object *obj = objs->p[i];
        if (obj->kind != OBJ_VAR && obj->kind != OBJ_CONST)
            continue;
        InitNode *n = NEW(g->a, InitNode);
        n->obj = obj;
        n->order = i;
        ptrmap_set(&g->nodes, obj, n);
        vec_push(g->a, &g->heap, n);
    }
}

/* Variables without initialiser are not in the order; a, b = f() is, once. */
static void emit(InitGraph *g, InitNode *n)
{
    DeclInfo *d = n->obj->info;
    if (n->obj->kind != OBJ_VAR || !d || !d->init || n->emitted)
        return;
    Initializer init = { .rhs = d->init, .decl = n->obj->decl };
    if (d->lhs.n) {
        init.lhs = d->lhs;
        for (uint32_t i = 0; i < d->lhs.n; i++) {
            InitNode *other = ptrmap_get(&g->nodes, d->lhs.p[i]);
            if (other)
                other->emitted = true;
        }
    } else {
        vec_push(typ_arena(), &init.lhs, n->obj);
    }
    n->emitted = true;
    vec_push(typ_arena(), &g->c->pkg->init_order, init);
}

static void print_order(const Package *p)
{
    fprintf(stderr, "init order of %s:\n", p->path);
    for (uint32_t i = 0; i < p->init_order.n; i++) {
        const Initializer *init = &p->init_order.p[i];
        fputc('\t', stderr);
        for (uint32_t k = 0; k < init->lhs.n; k++)
            fprintf(stderr, "%s%s", k ? ", " : "", init->lhs.p[k]->name->s);
        fprintf(stderr, " = %s\n", expr_str(init->rhs));
    }
}

void check_init_order(Checker *c)
{
    InitGraph g = { .c = c, .a = arena_new("init order") };
    ptrmap_init(&g.nodes, g.a);
    ptrmap_init(&g.walked, g.a);
    make_nodes(&g);
    c->pkg->init_order.n = 0;
    for (uint32_t i = 0; i < g.heap.n; i++) {
        Object *obj = g.heap.p[i]->obj;
        if (obj->kind == OBJ_VAR && !c->pkg->checked)
            typ_check_var(obj);
        collect_deps(&g, g.heap.p[i], obj);
    }
    for (uint32_t i = g.heap.n; i-- > 0; ) {
        g.heap.p[i]->heap_index = i;
        heap_down(&g.heap, i);
    }
    while (g.heap.n) {
        InitNode *n = heap_pop(&g.heap);
        if (n->ndeps > 0)
            check_node_cycle(&g, n);
        for (uint32_t i = 0; i < n->users.n; i++) {
            InitNode *user = n->users.p[i];
            user->ndeps--;
            if (user->heap_index != UINT32_MAX)
                heap_up(&g.heap, user->heap_index);
        }
        emit(&g, n);
    }
    if (debug_on(DEBUG_INITORDER))
        print_order(c->pkg);
    arena_free(g.a);
}
