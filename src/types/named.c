/*
 * named.c - defined types (spec, "Type definitions") and instances of generic ones.
 *
 * The name exists as soon as its declaration is met; its right-hand side follows, and the underlying type is
 * found when it is asked for. An instance is just origin and arguments until someone looks inside: then the
 * origin's right-hand side is substituted. Its methods are made one by one when they are looked up, since
 * their signatures may mention types that are not complete yet.
 */
#include "types_int.h"

enum { UNPACKED = 1 };

Type *typ_new_named(Checker *c, Object *obj, Type *underlying)
{
    (void)c;
    Type *t = typ_new(T_NAMED);
    t->u.named.obj = obj;
    t->u.named.orig = t;
    t->u.named.from_rhs = t->u.named.underlying = underlying;
    if (!obj->type)
        obj->type = t;
    return t;
}

/* An interface instance has methods of its own, with the instance as receiver. */
static Type *own_interface(Type *t, Type *orig, Type *rhs)
{
    bool copied;
    ObjectVec methods = subst_receivers(rhs->u.iface.methods, orig, t, &copied);
    if (!copied)
        return rhs;
    if (rhs == orig->u.named.from_rhs) {
        Type *own = typ_new(T_INTERFACE);
        own->u.iface.embeds = rhs->u.iface.embeds;
        own->u.iface.complete = true;
        rhs = own;
    }
    rhs->u.iface.methods = methods;
    rhs->u.iface.tset = NULL;
    return rhs;
}

Type *typ_resolve_named(Type *t)
{
    Type *orig = t->u.named.orig;
    if (orig == t || (t->state & UNPACKED))
        return t;
    uint32_t n = orig->u.named.ntparams;
    Type **tparams = orig->u.named.tparams;
    const Ambient *ambient = orig->u.named.inst;
    if (ambient && t->u.named.ntargs != n) {            /* after substitution, see subst_local */
        Type **all = NEW_N(typ_arena(), Type *, ambient->n + n);
        memcpy(all, ambient->tparams, ambient->n * sizeof(Type *));
        if (n)
            memcpy(all + ambient->n, tparams, n * sizeof(Type *));
        tparams = all;
        n += ambient->n;
    }
    if (n != t->u.named.ntargs) {
        t->u.named.from_rhs = typ_basic[B_INVALID];
        t->state |= UNPACKED;
        return t;
    }
    Type *rhs = orig->u.named.from_rhs;
    if (!rhs)
        return t;               /* the origin is still being declared */
    t->state |= UNPACKED;
    Type *own = typ_subst(rhs, tparams, t->u.named.targs, n);
    if (own->kind == T_INTERFACE)
        own = own_interface(t, orig, own);
    t->u.named.from_rhs = own;
    return t;
}

Type **typ_tparams(Type *t, uint32_t *n)
{
    Type *orig;
    switch (t->kind) {
    case T_NAMED:
        orig = t->u.named.orig;
        *n = orig->u.named.ntparams;
        return orig->u.named.tparams;
    case T_ALIAS:
        orig = t->u.alias.orig;
        *n = orig->u.alias.ntparams;
        return orig->u.alias.tparams;
    case T_SIGNATURE:
        *n = t->u.sig.ntparams;
        return t->u.sig.tparams;
    default:
        *n = 0;
        return NULL;
    }
}

const char *typ_obj_name(Type *t)
{
    return t->kind == T_NAMED ? t->u.named.orig->u.named.obj->name->s : t->u.alias.orig->u.alias.obj->name->s;
}

/* ---- methods ---- */

/* The method of instance t for declared method m: receiver type parameters become type arguments. */
static Object *expand_method(Type *t, Object *m)
{
    typ_resolve(m);
    Type *old = m->type, *sig = old;
    if (old->u.sig.nrparams == t->u.named.ntargs)
        sig = typ_subst(old, old->u.sig.rparams, t->u.named.targs, t->u.named.ntargs);
    if (sig == old)
        sig = typ_copy(old);
    Type *recv = obj_has_ptr_recv(m) ? typ_new_pointer(t) : t;
    Object *old_recv = old->u.sig.recv;
    sig->u.sig.recv = old_recv ? obj_copy(old_recv, recv) : typ_new_var(VAR_RECV, m->pos, m->pkg, name_of(""), recv);
    sig->u.sig.rparams = NULL;
    sig->u.sig.nrparams = 0;
    Object *own = obj_copy(m, sig);
    own->ptr_recv = recv != t;
    own->u.func.origin = m;
    return own;
}

Object *named_method(Type *t, uint32_t i)
{
    Type *orig = t->u.named.orig;
    ObjectVec *methods = &t->u.named.methods;
    if (orig == t)
        return methods->p[i];
    uint32_t n = orig->u.named.methods.n;
    if (methods->n < n) {       /* declared methods may still be added while the origin's package is collected */
        vec_reserve(typ_arena(), methods, n - methods->n);
        while (methods->n < n)
            methods->p[methods->n++] = NULL;
    }
    if (!methods->p[i])
        methods->p[i] = expand_method(t, orig->u.named.methods.p[i]);
    return methods->p[i];
}

Object *named_lookup_method(Type *t, const Package *pkg, const Name *name, bool fold_case, int *index)
{
    const ObjectVec *methods = &t->u.named.orig->u.named.methods;
    for (uint32_t i = 0; i < methods->n; i++) {
        if (!obj_same_id(methods->p[i], pkg, name, fold_case))
            continue;
        *index = (int)i;
        return named_method(t, i);
    }
    return NULL;
}

Object *typ_method_of_instance(Type *inst, Object *origin_method)
{
    inst = typ_unalias(inst);
    Object *m = origin_method->u.func.origin ? origin_method->u.func.origin : origin_method;
    const ObjectVec *methods = &inst->u.named.orig->u.named.methods;
    for (uint32_t i = 0; i < methods->n; i++)
        if (methods->p[i] == m)
            return named_method(inst, i);
    return NULL;
}
