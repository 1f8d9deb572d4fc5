/*
 * predicates.c - questions about types: identity (spec, "Type identity"), classes of basic types,
 * comparability (spec, "Comparison operators"), defaults of untyped types.
 *
 * Identity works on incomplete types: names are compared by their declaration and type arguments, never by what
 * they stand for. Interfaces are the only types that can contain themselves without a name in between, so pairs
 * of interfaces being compared are kept on a list; meeting a pair again means equality so far.
 */
#include "types_int.h"

/* ---- identity ---- */

typedef struct IfacePair { Type *x, *y; const struct IfacePair *prev; } IfacePair;

static bool identical(Type *x, Type *y, bool ignore_tags, const IfacePair *p);

static bool identical_vars(const ObjectVec *x, const ObjectVec *y, bool ignore_tags, const IfacePair *p)
{
    if (x->n != y->n)
        return false;
    for (uint32_t i = 0; i < x->n; i++)
        if (!identical(x->p[i]->type, y->p[i]->type, ignore_tags, p))
            return false;
    return true;
}

static const char *struct_tag(const Type *t, uint32_t i)
{
    const char *tag = t->u.strct.tags ? t->u.strct.tags[i] : NULL;
    return tag ? tag : "";
}

static bool identical_structs(Type *x, Type *y, bool ignore_tags, const IfacePair *p)
{
    const ObjectVec *a = &x->u.strct.fields, *b = &y->u.strct.fields;
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        Object *f = a->p[i], *g = b->p[i];
        if (f->embedded != g->embedded || !obj_same_id(f, g->pkg, g->name, false))
            return false;
        if (!ignore_tags && strcmp(struct_tag(x, i), struct_tag(y, i)) != 0)
            return false;
        if (!identical(f->type, g->type, ignore_tags, p))
            return false;
    }
    return true;
}

/* Type parameters are the same up to renaming: y's are replaced by x's. */
static bool identical_signatures(Type *x, Type *y, bool ignore_tags, const IfacePair *p)
{
    uint32_t n = x->u.sig.ntparams;
    if (n != y->u.sig.ntparams || x->u.sig.variadic != y->u.sig.variadic)
        return false;
    Type *params = y->u.sig.params, *results = y->u.sig.results;
    if (params->u.tuple.vars.n != x->u.sig.params->u.tuple.vars.n ||
        results->u.tuple.vars.n != x->u.sig.results->u.tuple.vars.n)
        return false;
    if (n) {
        Type **from = y->u.sig.tparams, **to = x->u.sig.tparams;
        for (uint32_t i = 0; i < n; i++) {
            Type *bound = typ_subst(from[i]->u.tparam.bound, from, to, n);
            if (!identical(to[i]->u.tparam.bound, bound, ignore_tags, p))
                return false;
        }
        params = typ_subst(params, from, to, n);
        results = typ_subst(results, from, to, n);
    }
    return identical(x->u.sig.params, params, ignore_tags, p) && identical(x->u.sig.results, results, ignore_tags, p);
}

static bool identical_interfaces(Type *x, Type *y, bool ignore_tags, const IfacePair *p)
{
    TypeSet *a = typ_type_set(x), *b = typ_type_set(y);
    if (a->comparable != b->comparable || a->methods.n != b->methods.n || !terms_equal(a, b))
        return false;
    IfacePair q = { x, y, p };
    for (; p; p = p->prev)
        if ((p->x == x && p->y == y) || (p->x == y && p->y == x))
            return true;
    for (uint32_t i = 0; i < a->methods.n; i++) {
        Object *f = a->methods.p[i], *g = b->methods.p[i];
        if (!obj_same_id(f, g->pkg, g->name, false) || !identical(f->type, g->type, ignore_tags, &q))
            return false;
    }
    return true;
}

static bool identical_unions(Type *x, Type *y)
{
    TermList a, b;
    bool bad = false;
    union_terms(NULL, NO_POS, x, &a, &bad);
    union_terms(NULL, NO_POS, y, &b, &bad);
    TypeSet s = { .terms = a.p, .nterms = a.n, .all_terms = a.all };
    TypeSet t = { .terms = b.p, .nterms = b.n, .all_terms = b.all };
    return terms_equal(&s, &t);
}

static bool identical_named(Type *x, Type *y)
{
    if (x->u.named.orig->u.named.obj != y->u.named.orig->u.named.obj || x->u.named.ntargs != y->u.named.ntargs)
        return false;
    for (uint32_t i = 0; i < x->u.named.ntargs; i++)
        if (!identical(x->u.named.targs[i], y->u.named.targs[i], false, NULL))
            return false;
    return true;
}

static bool identical(Type *x, Type *y, bool ignore_tags, const IfacePair *p)
{
    x = typ_unalias(x);
    y = typ_unalias(y);
    if (x == y)
        return true;
    if (!x || !y || x->kind != y->kind)
        return false;
    if (x->canonical && y->canonical && !ignore_tags)
        return false;
    switch ((TypeKind)x->kind) {
    case T_BASIC:
        return x->u.basic.kind == y->u.basic.kind;
    case T_ARRAY:
        /* An unknown length comes from an error that was reported: take it for equal. */
        return (x->u.array.len < 0 || y->u.array.len < 0 || x->u.array.len == y->u.array.len) &&
               identical(x->u.array.elem, y->u.array.elem, ignore_tags, p);
    case T_SLICE:
        return identical(x->u.slice.elem, y->u.slice.elem, ignore_tags, p);
    case T_STRUCT:
        return identical_structs(x, y, ignore_tags, p);
    case T_POINTER:
        return identical(x->u.pointer.base, y->u.pointer.base, ignore_tags, p);
    case T_TUPLE:
        return identical_vars(&x->u.tuple.vars, &y->u.tuple.vars, ignore_tags, p);
    case T_SIGNATURE:
        return identical_signatures(x, y, ignore_tags, p);
    case T_UNION:
        return identical_unions(x, y);
    case T_INTERFACE:
        return identical_interfaces(x, y, ignore_tags, p);
    case T_MAP:
        return identical(x->u.map.key, y->u.map.key, ignore_tags, p) &&
               identical(x->u.map.elem, y->u.map.elem, ignore_tags, p);
    case T_CHAN:
        return x->u.chan.dir == y->u.chan.dir && identical(x->u.chan.elem, y->u.chan.elem, ignore_tags, p);
    case T_NAMED:
        return identical_named(x, y);
    case T_TYPEPARAM:
    case T_ALIAS:
        return false;
    }
    return false;
}

bool typ_identical(Type *a, Type *b)
{
    return identical(a, b, false, NULL);
}

bool typ_identical_ignore_tags(Type *a, Type *b)
{
    return identical(a, b, true, NULL);
}

/* ---- classes ---- */

bool typ_is_named(Type *t)
{
    t = typ_unalias(t);
    return t->kind == T_BASIC || t->kind == T_NAMED || t->kind == T_TYPEPARAM;
}

bool typ_is_interface(Type *t)
{
    return typ_underlying(t)->kind == T_INTERFACE;
}

bool typ_is_typeparam(Type *t)
{
    return typ_unalias(t)->kind == T_TYPEPARAM;
}

bool typ_is_basic(Type *t, uint32_t info)
{
    Type *u = typ_underlying(t);
    return u->kind == T_BASIC && (u->u.basic.info & info) != 0;
}

bool typ_all_basic(Type *t, uint32_t info)
{
    if (!typ_is_typeparam(t))
        return typ_is_basic(t, info);
    for (TypeSeq s = type_seq(t); type_seq_next(&s); )
        if (!s.t || !typ_is_basic(s.t, info))
            return false;
    return true;
}

bool typ_has_nil(Type *t)
{
    Type *u = typ_underlying(t);
    switch ((TypeKind)u->kind) {
    case T_BASIC:
        return u->u.basic.kind == B_UNSAFE_POINTER;
    case T_SLICE: case T_POINTER: case T_SIGNATURE: case T_MAP: case T_CHAN:
        return true;
    case T_INTERFACE:
        if (!typ_is_typeparam(t))
            return true;
        for (TypeSeq s = type_seq(t); type_seq_next(&s); )
            if (!s.u || !typ_has_nil(s.u))
                return false;
        return true;
    default:
        return false;
    }
}

Type *typ_default(Type *t)
{
    if (t->kind != T_BASIC)
        return t;
    switch (t->u.basic.kind) {
    case B_UNTYPED_BOOL: return typ_basic[B_BOOL];
    case B_UNTYPED_INT: return typ_basic[B_INT];
    case B_UNTYPED_RUNE: return typ_rune;
    case B_UNTYPED_FLOAT: return typ_basic[B_FLOAT64];
    case B_UNTYPED_COMPLEX: return typ_basic[B_COMPLEX128];
    case B_UNTYPED_STRING: return typ_basic[B_STRING];
    default: return t;
    }
}

/* ---- comparability ---- */

typedef struct Seen { Type *t; const struct Seen *prev; } Seen;

static bool comparable(Checker *c, Type *t, bool dynamic, const Seen *prev, const char **cause);

static bool set_comparable(TypeSet *s, const Seen *seen)
{
    if (s->all_terms)
        return s->comparable;
    for (uint32_t i = 0; i < s->nterms; i++)
        if (!comparable(NULL, s->terms[i].type, false, seen, NULL))
            return false;
    return s->nterms > 0;
}

bool tset_is_comparable(TypeSet *s)
{
    return set_comparable(s, NULL);
}

static bool say(const char **cause, const char *why)
{
    if (cause)
        *cause = why;
    return false;
}

static bool comparable(Checker *c, Type *t, bool dynamic, const Seen *prev, const char **cause)
{
    for (const Seen *s = prev; s; s = s->prev)
        if (s->t == t)
            return true;
    Seen seen = { t, prev };
    Type *u = typ_underlying(t);
    switch ((TypeKind)u->kind) {
    case T_BASIC:
        return u->u.basic.kind != B_UNTYPED_NIL || say(cause, "");
    case T_POINTER: case T_CHAN:
        return true;
    case T_STRUCT:
        for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
            Type *f = u->u.strct.fields.p[i]->type;
            if (!comparable(c, f, dynamic, &seen, NULL))
                return say(cause, cause ? check_sprintf("struct containing %s cannot be compared", typ_str(c, f)) : NULL);
        }
        return true;
    case T_ARRAY:
        if (comparable(c, u->u.array.elem, dynamic, &seen, NULL))
            return true;
        return say(cause, cause ? check_sprintf("%s cannot be compared", typ_str(c, t)) : NULL);
    case T_INTERFACE:
        if (dynamic && !typ_is_typeparam(t))
            return true;
        TypeSet *set = typ_type_set(u);
        if (set_comparable(set, &seen))
            return true;
        return say(cause, tset_is_empty(set) ? "empty type set" : "incomparable types in type set");
    default:
        return say(cause, "");
    }
}

bool check_comparable(Checker *c, Type *t, bool dynamic, const char **cause)
{
    if (cause)
        *cause = "";
    return comparable(c, t, dynamic, NULL, cause);
}

const char *check_not_comparable_cause(Checker *c, Type *t)
{
    const char *cause;
    Type *u = typ_underlying(t);
    if (u->kind == T_SLICE || u->kind == T_SIGNATURE || u->kind == T_MAP)
        return check_sprintf("%s can only be compared to nil", typ_composite_kind(t));
    check_comparable(c, t, true, &cause);
    return cause;
}

bool typ_comparable_type(Type *t)
{
    return comparable(NULL, t, true, NULL, NULL);
}

bool typ_strictly_comparable(Type *t)
{
    return comparable(NULL, t, false, NULL, NULL);
}

/* ---- type parameters anywhere ---- */

static bool has_tparams(Type *t, const Seen *prev);

static bool vars_have_tparams(const ObjectVec *v, const Seen *seen)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (has_tparams(v->p[i]->type, seen))
            return true;
    return false;
}

static bool has_tparams(Type *t, const Seen *prev)
{
    t = typ_unalias(t);
    if (!t || t->canonical)
        return false;
    for (const Seen *s = prev; s; s = s->prev)
        if (s->t == t)
            return false;
    Seen seen = { t, prev };
    switch ((TypeKind)t->kind) {
    case T_BASIC: case T_ALIAS:
        return false;
    case T_ARRAY:
        return has_tparams(t->u.array.elem, &seen);
    case T_SLICE:
        return has_tparams(t->u.slice.elem, &seen);
    case T_POINTER:
        return has_tparams(t->u.pointer.base, &seen);
    case T_CHAN:
        return has_tparams(t->u.chan.elem, &seen);
    case T_MAP:
        return has_tparams(t->u.map.key, &seen) || has_tparams(t->u.map.elem, &seen);
    case T_STRUCT:
        return vars_have_tparams(&t->u.strct.fields, &seen);
    case T_TUPLE:
        return vars_have_tparams(&t->u.tuple.vars, &seen);
    case T_SIGNATURE:
        return t->u.sig.ntparams || has_tparams(t->u.sig.params, &seen) || has_tparams(t->u.sig.results, &seen);
    case T_UNION:
        for (uint32_t i = 0; i < t->u.uni.nterms; i++)
            if (has_tparams(t->u.uni.terms[i].type, &seen))
                return true;
        return false;
    case T_INTERFACE:
        for (uint32_t i = 0; i < t->u.iface.embeds.n; i++)
            if (has_tparams(t->u.iface.embeds.p[i], &seen))
                return true;
        return vars_have_tparams(&t->u.iface.methods, &seen);
    case T_NAMED:
        for (uint32_t i = 0; i < t->u.named.ntargs; i++)
            if (has_tparams(t->u.named.targs[i], &seen))
                return true;
        return typ_is_generic(t);
    case T_TYPEPARAM:
        return true;
    }
    return false;
}

bool typ_has_typeparams(Type *t)
{
    return has_tparams(t, NULL);
}

/* ---- for later phases ---- */

bool typ_assignable(Type *from, Type *to)
{
    Operand x = { .mode = MODE_VALUE, .type = from };
    DiagCode code;
    return operand_assignable_to(NULL, &x, to, NULL, &code);
}

bool typ_convertible(Type *from, Type *to)
{
    Operand x = { .mode = MODE_VALUE, .type = from };
    return operand_convertible_to(NULL, &x, to, NULL);
}
