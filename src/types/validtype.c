/*
 * validtype.c - types that contain themselves and would have no finite size (spec, "Struct types"), or that embed
 * themselves.
 *
 * The nest is the chain of types whose memory contains the type at hand; a type in its own nest is invalid. A type
 * parameter stands for its argument, which is looked at in the nest where the instance was made: without the
 * instance itself. The path is the whole way, for the message.
 *
 * A type that is not generic is looked at once, unless it led to one that wasn't known yet: chains of types would take the
 * square of their length otherwise.
 */
#include "types_int.h"

typedef struct Chain { Type *t; const struct Chain *prev; uint32_t n; } Chain;

static bool met_unknown;        /* a type whose right-hand side was not known */

static bool valid(Checker *c, Type *t, const Chain *nest, const Chain *path);

static Pos type_pos(Type *t)
{
    if (t->u.named.ntargs && t->u.named.inst)
        return (Pos)(uintptr_t)t->u.named.inst;         /* where it was instantiated */
    return t->u.named.obj->pos;
}

static void report(Checker *c, Type *t, const Chain *path)
{
    /* The cycle runs from t's first occurrence on the path to the end. */
    uint32_t n = 0, total = path->n;
    const Chain *first = NULL;
    for (const Chain *p = path; p; p = p->prev)
        if (typ_identical(p->t, t))
            first = p;
    n = total - first->n + 1;
    Object **cycle = NEW_N(typ_arena(), Object *, n);
    const char **names = NEW_N(typ_arena(), const char *, n);
    Pos *pos = NEW_N(typ_arena(), Pos, n);
    const Chain *p = path;
    for (uint32_t i = n; i-- > 0; p = p->prev) {
        Type *e = p->t;
        Object *o = e->u.named.obj;
        cycle[i] = o;
        pos[i] = type_pos(e);
        names[i] = e->u.named.ntargs ? typ_str(c, e) : check_sprintf("%s%s", check_qualifier(c, o->pkg), o->name->s);
    }
    check_cycle_error_at(c, cycle, names, pos, n, 0);
}

static bool valid_named(Checker *c, Type *t, const Chain *nest, const Chain *path)
{
    if (t->u.named.valid)
        return true;
    for (const Chain *p = nest; p; p = p->prev) {
        if (p->t->u.named.orig->u.named.obj != t->u.named.orig->u.named.obj || !typ_identical(p->t, t))
            continue;
        /* Every instance of the generic type contains itself. */
        Type *orig = t->u.named.orig;
        orig->u.named.from_rhs = orig->u.named.underlying = typ_basic[B_INVALID];
        t->u.named.from_rhs = t->u.named.underlying = typ_basic[B_INVALID];
        report(c, t, path);
        return false;
    }
    Type *rhs = t->u.named.orig->u.named.from_rhs;
    if (!rhs) {
        met_unknown = true;
        return true;
    }
    Chain inner = { t, nest, (nest ? nest->n : 0) + 1 }, way = { t, path, (path ? path->n : 0) + 1 };
    bool outer_met = met_unknown;
    met_unknown = false;
    bool ok = valid(c, rhs, &inner, &way);
    t->u.named.valid = ok && !met_unknown && t->u.named.ntargs == 0 && t->u.named.ntparams == 0;
    met_unknown |= outer_met;
    return ok;
}

static bool valid_tparam(Checker *c, Type *t, const Chain *nest, const Chain *path)
{
    if (!nest)
        return true;
    Type *inst = nest->t;
    uint32_t n;
    Type **tparams = typ_tparams(inst, &n);
    for (uint32_t i = 0; i < n && i < inst->u.named.ntargs; i++)
        if (tparams[i] == t)
            return valid(c, inst->u.named.targs[i], nest->prev, path);
    return true;
}

static bool valid(Checker *c, Type *t, const Chain *nest, const Chain *path)
{
    t = typ_unalias(t);
    switch ((TypeKind)t->kind) {
    case T_ARRAY:
        return valid(c, t->u.array.elem, nest, path);
    case T_STRUCT:
        for (uint32_t i = 0; i < t->u.strct.fields.n; i++)
            if (!valid(c, t->u.strct.fields.p[i]->type, nest, path))
                return false;
        return true;
    case T_UNION:
        for (uint32_t i = 0; i < t->u.uni.nterms; i++)
            if (!valid(c, t->u.uni.terms[i].type, nest, path))
                return false;
        return true;
    case T_INTERFACE:
        for (uint32_t i = 0; i < t->u.iface.embeds.n; i++)
            if (!valid(c, t->u.iface.embeds.p[i], nest, path))
                return false;
        return true;
    case T_NAMED:
        /* Another package's types cannot contain this one's, other than through type arguments. */
        if (t->u.named.obj->pkg != c->pkg && t->u.named.ntargs == 0)
            return true;
        return valid_named(c, t, nest, path);
    case T_TYPEPARAM:
        return valid_tparam(c, t, nest, path);
    default:
        return true;
    }
}

void check_valid_type(Checker *c, Type *named)
{
    valid(c, named, NULL, NULL);
}
