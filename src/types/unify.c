/*
 * unify.c - makes two types equal by finding types for type parameters (spec, "Type unification").
 *
 * Each bound parameter has a slot for its type; parameters that must be equal share one slot. Unification is
 * exact (identical types) or loose: in loose mode a defined type matches a type literal through its underlying
 * type, channel directions are ignored, and an interface matches a type with its methods. In assign mode only the
 * top level is loose. Type parameters that are not bound count as their core type, if they have one.
 */
#include "unify.h"

enum { MAX_DEPTH = 100 };

typedef struct IfacePair { Type *x, *y; const struct IfacePair *prev; } IfacePair;

static bool nify(Unifier *u, Type *x, Type *y, UnifyMode mode, const IfacePair *p);

void unifier_init(Unifier *u, Checker *c, Type **tparams, uint32_t n, Type **targs, uint32_t ntargs)
{
    *u = (Unifier){ .c = c, .tparams = tparams, .n = n, .interfaces = check_allow_version(c, 21) };
    u->slot = NEW_N(typ_arena(), uint32_t, n);
    u->types = NEW_N(typ_arena(), Type *, n);
    for (uint32_t i = 0; i < n; i++) {
        u->slot[i] = i;
        u->types[i] = i < ntargs ? targs[i] : NULL;
    }
}

/* The number of a bound type parameter, or -1. */
static int bound_index(const Unifier *u, Type *t)
{
    t = typ_unalias(t);
    if (t->kind != T_TYPEPARAM)
        return -1;
    for (uint32_t i = 0; i < u->n; i++)
        if (u->tparams[i] == t)
            return (int)i;
    return -1;
}

Type *unifier_at(const Unifier *u, uint32_t i)
{
    return u->types[u->slot[i]];
}

void unifier_set(Unifier *u, uint32_t i, Type *t)
{
    u->types[u->slot[i]] = t;
}

uint32_t unifier_unknowns(const Unifier *u)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < u->n; i++)
        n += !unifier_at(u, i);
    return n;
}

Type **unifier_inferred(const Unifier *u)
{
    Type **list = NEW_N(typ_arena(), Type *, u->n);
    for (uint32_t i = 0; i < u->n; i++)
        list[i] = unifier_at(u, i);
    return list;
}

static void share_slot(Unifier *u, uint32_t from, uint32_t to)
{
    uint32_t old = u->slot[from];
    for (uint32_t i = 0; i < u->n; i++)
        if (u->slot[i] == old)
            u->slot[i] = u->slot[to];
}

static bool join(Unifier *u, uint32_t x, uint32_t y)
{
    if (u->slot[x] == u->slot[y])
        return true;
    if (unifier_at(u, x) && unifier_at(u, y))
        return false;
    if (unifier_at(u, x))
        share_slot(u, y, x);
    else
        share_slot(u, x, y);
    return true;
}

/* The interface behind t unless t is a type parameter. */
static Type *as_interface(Type *t)
{
    if (typ_is_typeparam(t))
        return NULL;
    Type *u = typ_underlying(t);
    return u->kind == T_INTERFACE ? u : NULL;
}

static bool is_type_literal(Type *t)
{
    t = typ_unalias(t);
    return t->kind != T_NAMED && t->kind != T_TYPEPARAM;
}

/* y matches the type x already found for parameter px: which of the two stays? */
static bool refine(Unifier *u, uint32_t px, Type *x, Type *y, UnifyMode mode)
{
    Type *xi = as_interface(x), *yi = as_interface(y);
    bool x_named = typ_as_named(x) != NULL, y_named = typ_as_named(y) != NULL;
    if (xi && yi) {
        if (x_named && y_named)
            return typ_identical(x, y);
        if (typ_type_set(xi)->methods.n != typ_type_set(yi)->methods.n)
            return false;
    } else if (xi || yi) {
        return false;           /* either could be meant: the result must not depend on order */
    }
    if ((mode & UNIFY_EXACT) || x_named)
        return true;
    /* Prefer a defined type, then a directed channel: values of the other stay assignable. */
    Type *yu = typ_underlying(y);
    if (y_named || (yu->kind == T_CHAN && yu->u.chan.dir != 0))
        unifier_set(u, px, y);
    return true;
}

static bool unify_bound(Unifier *u, uint32_t px, Type *y, UnifyMode mode, const IfacePair *p)
{
    int py = bound_index(u, y);
    if (py >= 0) {
        if (join(u, px, (uint32_t)py))
            return true;
        return nify(u, unifier_at(u, px), unifier_at(u, (uint32_t)py), mode, p);
    }
    Type *x = unifier_at(u, px);
    if (!x) {
        unifier_set(u, px, y);
        return true;
    }
    return nify(u, x, y, mode, p) && refine(u, px, x, y, mode);
}

static bool same_pair(const IfacePair *p, Type *x, Type *y)
{
    for (; p; p = p->prev)
        if ((p->x == x && p->y == y) || (p->x == y && p->y == x))
            return true;
    return false;
}

/* Two interfaces, loosely: the smaller method set must be part of the larger. */
static bool unify_interfaces_loose(Unifier *u, Type *xi, Type *yi, const IfacePair *p)
{
    TypeSet *xs = typ_type_set(xi), *ys = typ_type_set(yi);
    if (xs->comparable != ys->comparable || !terms_equal(xs, ys))
        return false;
    if (same_pair(p, xi, yi))
        return true;
    IfacePair q = { xi, yi, p };
    const ObjectVec *a = &xs->methods, *b = &ys->methods;
    if (a->n > b->n) {
        a = &ys->methods;
        b = &xs->methods;
    }
    for (uint32_t i = 0; i < a->n; i++) {
        Object *m = a->p[i], *other = NULL;
        for (uint32_t k = 0; k < b->n && !other; k++)
            if (obj_same_id(b->p[k], m->pkg, m->name, false))
                other = b->p[k];
        if (!other || !nify(u, m->type, other->type, UNIFY_EXACT, &q))
            return false;
    }
    return true;
}

/* An interface and another type, which must have its methods. Generic methods never satisfy an interface. */
static bool unify_interface_type(Unifier *u, Type *xi, Type *y, const IfacePair *p)
{
    const ObjectVec *methods = &typ_type_set(xi)->methods;
    for (uint32_t i = 0; i < methods->n; i++) {
        Object *m = methods->p[i];
        LookupResult r = check_lookup(u->c, y, false, m->pkg, m->name, false);
        if (!r.obj || r.obj->kind != OBJ_FUNC)
            return false;
        typ_resolve(r.obj);
        if (r.obj->type->u.sig.ntparams || !nify(u, m->type, r.obj->type, UNIFY_EXACT, p))
            return false;
    }
    return true;
}

static bool unify_vars(Unifier *u, Type *x, Type *y, UnifyMode mode, const IfacePair *p)
{
    const ObjectVec *a = &x->u.tuple.vars, *b = &y->u.tuple.vars;
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!nify(u, a->p[i]->type, b->p[i]->type, mode, p))
            return false;
    return true;
}

static bool unify_structs(Unifier *u, Type *x, Type *y, UnifyMode mode, const IfacePair *p)
{
    const ObjectVec *a = &x->u.strct.fields, *b = &y->u.strct.fields;
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        Object *f = a->p[i], *g = b->p[i];
        const char *ft = x->u.strct.tags ? x->u.strct.tags[i] : NULL, *gt = y->u.strct.tags ? y->u.strct.tags[i] : NULL;
        if (f->embedded != g->embedded || strcmp(ft ? ft : "", gt ? gt : "") != 0 ||
            !obj_same_id(f, g->pkg, g->name, false) || !nify(u, f->type, g->type, mode, p))
            return false;
    }
    return true;
}

static bool unify_interfaces_exact(Unifier *u, Type *x, Type *y, const IfacePair *p)
{
    TypeSet *xs = typ_type_set(x), *ys = typ_type_set(y);
    if (xs->comparable != ys->comparable || !terms_equal(xs, ys) || xs->methods.n != ys->methods.n)
        return false;
    if (same_pair(p, x, y))
        return true;
    IfacePair q = { x, y, p };
    for (uint32_t i = 0; i < xs->methods.n; i++) {
        Object *f = xs->methods.p[i], *g = ys->methods.p[i];
        if (!obj_same_id(f, g->pkg, g->name, false) || !nify(u, f->type, g->type, UNIFY_EXACT, &q))
            return false;
    }
    return true;
}

/* Type arguments come before the origin, for better messages when the origins differ. */
static bool unify_named(Unifier *u, Type *x, Type *y, UnifyMode mode, const IfacePair *p)
{
    if (x->u.named.ntargs != y->u.named.ntargs)
        return false;
    for (uint32_t i = 0; i < x->u.named.ntargs; i++)
        if (!nify(u, x->u.named.targs[i], y->u.named.targs[i], mode, p))
            return false;
    return x->u.named.orig->u.named.obj == y->u.named.orig->u.named.obj;
}

/* Neither is a bound type parameter. If one is an unbound one, it is x. */
static bool unify_structure(Unifier *u, Type *x, Type *yorig, UnifyMode mode, const IfacePair *p)
{
    UnifyMode emode = mode & UNIFY_ASSIGN ? mode | UNIFY_EXACT : mode;
    Type *y = typ_unalias(yorig);
    x = typ_unalias(x);
    if (x->kind == T_TYPEPARAM) {
        Type *core = check_common_under(NULL, x, NULL, NULL);
        return core && nify(u, core, yorig, UNIFY_ASSIGN, p);
    }
    if (x->kind != y->kind)
        return false;
    switch ((TypeKind)x->kind) {
    case T_BASIC:
        return x->u.basic.kind == y->u.basic.kind;
    case T_ARRAY:
        return (x->u.array.len < 0 || y->u.array.len < 0 || x->u.array.len == y->u.array.len) &&
               nify(u, x->u.array.elem, y->u.array.elem, emode, p);
    case T_SLICE:
        return nify(u, x->u.slice.elem, y->u.slice.elem, emode, p);
    case T_STRUCT:
        return unify_structs(u, x, y, emode, p);
    case T_POINTER:
        return nify(u, x->u.pointer.base, y->u.pointer.base, emode, p);
    case T_TUPLE:
        return unify_vars(u, x, y, mode, p);
    case T_SIGNATURE:
        return x->u.sig.variadic == y->u.sig.variadic && unify_vars(u, x->u.sig.params, y->u.sig.params, emode, p) &&
               unify_vars(u, x->u.sig.results, y->u.sig.results, emode, p);
    case T_INTERFACE:
        return unify_interfaces_exact(u, x, y, p);
    case T_MAP:
        return nify(u, x->u.map.key, y->u.map.key, emode, p) && nify(u, x->u.map.elem, y->u.map.elem, emode, p);
    case T_CHAN:
        return (!(mode & UNIFY_EXACT) || x->u.chan.dir == y->u.chan.dir) &&
               nify(u, x->u.chan.elem, y->u.chan.elem, emode, p);
    case T_NAMED:
        return unify_named(u, x, y, mode, p);
    case T_UNION: case T_TYPEPARAM: case T_ALIAS:
        return false;
    }
    return false;
}

static bool nify_pair(Unifier *u, Type *x, Type *y, UnifyMode mode, const IfacePair *p)
{
    if (x == y || typ_unalias(x) == typ_unalias(y))
        return true;
    if (u->depth > MAX_DEPTH)
        return false;
    /* A defined type goes to y, a bound parameter to x. */
    if (typ_as_named(x) || bound_index(u, y) >= 0) {
        Type *t = x;
        x = y;
        y = t;
    }
    bool loose = !(mode & UNIFY_EXACT);
    Type *ny = typ_as_named(y);
    if (loose && ny && is_type_literal(x) && !(u->interfaces && typ_is_interface(x))) {
        y = typ_underlying(ny);
        if (x == y || typ_unalias(x) == y)
            return true;
    }
    int px = bound_index(u, x);
    if (px >= 0)
        return unify_bound(u, (uint32_t)px, y, mode, p);
    if (loose && u->interfaces) {
        Type *xi = as_interface(x), *yi = as_interface(y);
        if (xi && yi)
            return unify_interfaces_loose(u, xi, yi, p);
        if (yi)
            return unify_interface_type(u, yi, x, p);
        if (xi)
            return unify_interface_type(u, xi, y, p);
    }
    return typ_is_typeparam(y) ? unify_structure(u, y, x, mode, p) : unify_structure(u, x, y, mode, p);
}

static bool nify(Unifier *u, Type *x, Type *y, UnifyMode mode, const IfacePair *p)
{
    u->depth++;
    bool ok = nify_pair(u, x, y, mode, p);
    u->depth--;
    return ok;
}

bool unify(Unifier *u, Type *x, Type *y, UnifyMode mode)
{
    return nify(u, x, y, mode, NULL);
}
