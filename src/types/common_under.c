/*
 * common_under.c - walking the specific types of a type set, and the underlying type that they share.
 *
 * Operations on a value whose type is a type parameter are allowed when they are allowed for each type in its
 * type set; many need one underlying type common to all of them. Types that are no type parameters stand for a
 * type set of one, so that callers treat both alike.
 */
#include "types_int.h"

TypeSeq type_seq(Type *t)
{
    TypeSeq s = { .t = t };
    Type *p = typ_unalias(t);
    if (p->kind != T_TYPEPARAM)
        return s;
    TypeSet *set = typ_type_set(typ_underlying(p));
    s.t = NULL;
    if (!set->all_terms) {
        s.terms = set->terms;
        s.n = set->nterms;
    }
    return s;
}

bool type_seq_next(TypeSeq *s)
{
    if (s->n == 0) {                    /* one pair: the type itself, or NULLs */
        if (s->i++)
            return false;
        s->u = s->t ? typ_underlying(s->t) : NULL;
        return true;
    }
    if (s->i == s->n)
        return false;
    const UnionTerm *term = &s->terms[s->i++];
    s->t = term->type;
    s->u = typ_underlying(term->type);
    s->tilde = term->tilde;
    return true;
}

/* Two channel types that belong to one set must have one element type and must not conflict in direction. */
static bool merge_chans(Checker *c, Type **ct, Type **cu, Type *t, Type *u, const char **cause)
{
    if (!typ_identical((*cu)->u.chan.elem, u->u.chan.elem)) {
        if (cause)
            *cause = check_sprintf("channels %s and %s have different element types", typ_str(c, *ct), typ_str(c, t));
        return false;
    }
    if ((*cu)->u.chan.dir == u->u.chan.dir)
        return true;
    if ((*cu)->u.chan.dir == 0) {
        *ct = t;
        *cu = u;
        return true;
    }
    if (u->u.chan.dir == 0)
        return true;
    if (cause)
        *cause = check_sprintf("channels %s and %s have conflicting directions", typ_str(c, *ct), typ_str(c, t));
    return false;
}

Type *check_common_under(Checker *c, Type *type, UnderCond cond, const char **cause)
{
    Type *ct = NULL, *cu = NULL;
    for (TypeSeq s = type_seq(type); type_seq_next(&s); ) {
        const char *why = cond ? cond(c, s.t, s.u) : NULL;
        if (!why && !s.u)
            why = "no specific type";
        if (why) {
            if (cause)
                *cause = why;
            return NULL;
        }
        if (!cu) {
            ct = s.t;
            cu = s.u;
        } else if (cu->kind == T_CHAN && s.u->kind == T_CHAN) {
            if (!merge_chans(c, &ct, &cu, s.t, s.u, cause))
                return NULL;
        } else if (!typ_identical(cu, s.u)) {
            if (cause)
                *cause = check_sprintf("%s and %s have different underlying types", typ_str(c, ct), typ_str(c, s.t));
            return NULL;
        }
    }
    return cu;
}
