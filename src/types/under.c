/*
 * under.c - what stands behind a name: aliases, underlying types (spec, "Underlying types"), the constraint
 * interface of a type parameter.
 */
#include "types_int.h"

Type *typ_unalias(Type *t)
{
    if (!t || t->kind != T_ALIAS)
        return t;
    if (t->u.alias.actual)
        return t->u.alias.actual;
    Type *u = t;
    while (u && u->kind == T_ALIAS)
        u = u->u.alias.from_rhs;
    if (!u)
        return t;               /* still being declared */
    t->u.alias.actual = u;
    return u;
}

/* Follows the right-hand sides of declarations until a type that is no name; all names on the way share it. A chain that comes
 * back meets the name at the last power of two (Brent). */
static Type *named_underlying(Type *t)
{
    Type *u = t, *mark = NULL;
    for (uint32_t i = 1; u != mark; i++) {
        if ((i & (i - 1)) == 0)
            mark = u;
        u = typ_unalias(u);
        if (u->kind != T_NAMED)
            break;
        if (u->u.named.underlying) {
            u = u->u.named.underlying;
            break;
        }
        typ_resolve_named(u);
        if (!u->u.named.from_rhs)
            return NULL;
        u = u->u.named.from_rhs;
    }
    if (u->kind == T_ALIAS)
        return NULL;
    if (u->kind == T_NAMED)
        u = typ_basic[B_INVALID];
    Type *end = u;
    for (u = t; u != end; u = u->u.named.from_rhs) {
        u = typ_unalias(u);
        if (u->kind != T_NAMED || u->u.named.underlying)
            break;
        u->u.named.underlying = end;
    }
    return end;
}

Type *typ_underlying(Type *t)
{
    if (t->kind == T_ALIAS)
        t = typ_unalias(t);
    switch (t->kind) {
    case T_NAMED:
        if (t->u.named.underlying)
            return t->u.named.underlying;
        Type *u = named_underlying(t);
        return u ? u : typ_basic[B_INVALID];
    case T_TYPEPARAM:
        return typ_tparam_iface(t);
    case T_ALIAS:
        return typ_basic[B_INVALID];    /* incomplete */
    default:
        return t;
    }
}

/* A constraint that is no interface, as in [P ~int] or [P *T], is wrapped into an implicit one. */
Type *typ_tparam_iface(Type *tpar)
{
    Type *bound = tpar->u.tparam.bound;
    if (!bound || bound == typ_basic[B_INVALID])
        return typ_empty_interface;
    Type *u = typ_underlying(bound);
    if (u->kind == T_BASIC && u->u.basic.kind == B_INVALID)
        return typ_empty_interface;
    if (u->kind == T_INTERFACE)
        return typ_is_typeparam(bound) ? typ_empty_interface : u;
    Type *iface = typ_new(T_INTERFACE);
    vec_push(typ_arena(), &iface->u.iface.embeds, bound);
    iface->u.iface.complete = iface->u.iface.implicit = true;
    tpar->u.tparam.bound = iface;
    return iface;
}

Type *typ_deref(Type *t, bool *was_pointer)
{
    Type *p = typ_unalias(t);
    bool is_pointer = p->kind == T_POINTER;
    if (was_pointer)
        *was_pointer = is_pointer;
    if (!is_pointer)
        return t;
    return p->u.pointer.base ? p->u.pointer.base : typ_basic[B_INVALID];
}

Type *typ_term_underlying(const UnionTerm *t)
{
    return t->tilde ? typ_unalias(t->type) : typ_underlying(t->type);
}

Type *typ_core(Type *t)
{
    return check_common_under(NULL, t, NULL, NULL);
}
