/*
 * subst.c - replaces type parameters in a type by other types, all at once.
 *
 * What does not change is shared with the original. Instances of generic types get new arguments and stay lazy, so
 * recursion through names ends. A generic signature that is not itself being instantiated (a method with type
 * parameters, seen through an instance of its receiver) gets fresh type parameters, since their bounds may
 * mention what is replaced.
 */
#include "types_int.h"

typedef struct Subst { Type *const *from, *const *to; uint32_t n; } Subst;

static Type *subst(const Subst *s, Type *t);

static Type *lookup(const Subst *s, Type *tpar)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->from[i] == tpar)
            return s->to[i] ? s->to[i] : tpar;
    return tpar;
}

static Object *subst_var(const Subst *s, Object *v)
{
    Type *t = subst(s, v->type);
    if (t == v->type)
        return v;
    Object *copy = obj_copy(v, t);
    copy->u.var.origin = v->u.var.origin ? v->u.var.origin : v;
    return copy;
}

static Object *copy_func(Object *f, Type *sig)
{
    Object *copy = obj_copy(f, sig);
    copy->u.func.origin = f->u.func.origin ? f->u.func.origin : f;
    return copy;
}

static Object *subst_func(const Subst *s, Object *f)
{
    Type *t = subst(s, f->type);
    return t == f->type ? f : copy_func(f, t);
}

/* The list with every object replaced; *out is the same list when none changes. */
static bool subst_objects(const Subst *s, const ObjectVec *in, Object *(*fn)(const Subst *, Object *), ObjectVec *out)
{
    *out = *in;
    bool changed = false;
    for (uint32_t i = 0; i < in->n; i++) {
        Object *o = fn(s, in->p[i]);
        if (o == in->p[i])
            continue;
        if (!changed) {
            *out = (ObjectVec){ NEW_N(typ_arena(), Object *, in->n), in->n, in->n };
            memcpy(out->p, in->p, in->n * sizeof(Object *));
            changed = true;
        }
        out->p[i] = o;
    }
    return changed;
}

static Type **subst_types(const Subst *s, Type **in, uint32_t n)
{
    Type **out = NULL;
    for (uint32_t i = 0; i < n; i++) {
        Type *t = subst(s, in[i]);
        if (t == in[i])
            continue;
        if (!out) {
            out = NEW_N(typ_arena(), Type *, n);
            memcpy(out, in, n * sizeof(Type *));
        }
        out[i] = t;
    }
    return out;
}

static Type *subst_struct(const Subst *s, Type *t)
{
    ObjectVec fields;
    if (!subst_objects(s, &t->u.strct.fields, subst_var, &fields))
        return t;
    Type *u = typ_new(T_STRUCT);
    u->u.strct.fields = fields;
    u->u.strct.tags = t->u.strct.tags;
    return u;
}

static Type *subst_tuple(const Subst *s, Type *t)
{
    ObjectVec vars;
    if (!subst_objects(s, &t->u.tuple.vars, subst_var, &vars))
        return t;
    Type *u = typ_new(T_TUPLE);
    u->u.tuple.vars = vars;
    return u;
}

/* s extended by fresh parameters for those of sig. */
static Subst with_fresh_tparams(const Subst *s, Type *sig, Type ***fresh)
{
    uint32_t n = sig->u.sig.ntparams;
    Type **from = NEW_N(typ_arena(), Type *, s->n + n), **to = NEW_N(typ_arena(), Type *, s->n + n);
    memcpy(from, s->from, s->n * sizeof(Type *));
    memcpy(to, s->to, s->n * sizeof(Type *));
    for (uint32_t i = 0; i < n; i++) {
        Type *old = sig->u.sig.tparams[i];
        Object *name = old->u.tparam.obj;
        Type *t = typ_new_tparam(NULL, obj_new(OBJ_TYPENAME, name->pos, name->pkg, name->name, NULL), NULL);
        t->u.tparam.index = old->u.tparam.index;
        t->u.tparam.origin = old->u.tparam.origin ? old->u.tparam.origin : old;
        from[s->n + i] = old;
        to[s->n + i] = t;
    }
    Subst all = { from, to, s->n + n };
    for (uint32_t i = 0; i < n; i++)
        to[s->n + i]->u.tparam.bound = subst(&all, sig->u.sig.tparams[i]->u.tparam.bound);
    *fresh = to + s->n;
    return all;
}

static Type *subst_signature(const Subst *s, Type *t)
{
    Type **tparams = t->u.sig.tparams;
    uint32_t n = t->u.sig.ntparams;
    Subst fresh;
    if (n) {
        bool instantiating = false;
        for (uint32_t i = 0; i < s->n; i++)
            instantiating |= s->from[i] == tparams[0];
        if (!instantiating) {
            fresh = with_fresh_tparams(s, t, &tparams);
            s = &fresh;
        }
    }
    Type *params = subst_tuple(s, t->u.sig.params), *results = subst_tuple(s, t->u.sig.results);
    if (params == t->u.sig.params && results == t->u.sig.results && tparams == t->u.sig.tparams)
        return t;
    Type *u = typ_copy(t);      /* the receiver is the caller's business: it may be the type being replaced */
    u->u.sig.params = params;
    u->u.sig.results = results;
    u->u.sig.tparams = tparams;
    u->u.sig.scope = NULL;
    return u;
}

ObjectVec subst_receivers(ObjectVec methods, Type *old, Type *new_recv, bool *copied)
{
    ObjectVec out = methods;
    *copied = false;
    for (uint32_t i = 0; i < methods.n; i++) {
        Type *sig = methods.p[i]->type;
        if (!sig->u.sig.recv || sig->u.sig.recv->type != old)
            continue;
        if (!*copied) {
            out = (ObjectVec){ NEW_N(typ_arena(), Object *, methods.n), methods.n, methods.n };
            memcpy(out.p, methods.p, methods.n * sizeof(Object *));
            *copied = true;
        }
        Type *own = typ_copy(sig);
        own->u.sig.recv = obj_copy(sig->u.sig.recv, new_recv);
        out.p[i] = copy_func(methods.p[i], own);
    }
    return out;
}

static Type *subst_interface(const Subst *s, Type *t)
{
    ObjectVec methods;
    bool changed = subst_objects(s, &t->u.iface.methods, subst_func, &methods);
    Type **embeds = subst_types(s, t->u.iface.embeds.p, t->u.iface.embeds.n);
    if (!changed && !embeds)
        return t;
    Type *u = typ_new(T_INTERFACE);
    u->u.iface = t->u.iface;
    u->u.iface.tset = NULL;
    if (embeds)
        u->u.iface.embeds.p = embeds;
    bool copied;
    u->u.iface.methods = subst_receivers(methods, t, u, &copied);
    return u;
}

static Type *subst_union(const Subst *s, Type *t)
{
    UnionTerm *terms = NULL;
    for (uint32_t i = 0; i < t->u.uni.nterms; i++) {
        Type *e = subst(s, t->u.uni.terms[i].type);
        if (e == t->u.uni.terms[i].type)
            continue;
        if (!terms) {
            terms = NEW_N(typ_arena(), UnionTerm, t->u.uni.nterms);
            memcpy(terms, t->u.uni.terms, t->u.uni.nterms * sizeof(UnionTerm));
        }
        terms[i].type = e;
    }
    if (!terms)
        return t;
    Type *u = typ_new(T_UNION);
    u->u.uni.terms = terms;
    u->u.uni.nterms = t->u.uni.nterms;
    return u;
}

/* A type declared in a generic function depends on the function's type parameters, though it does not list them.
 * The replaced type is an instance with those as arguments, followed by its own arguments if it is generic, too.
 * Where only those change (inside the function), the instance keeps to them. */
static Type *subst_local(const Subst *s, Type *t, const Ambient *ambient)
{
    Type *orig = t->u.named.orig;
    uint32_t own = t->u.named.ntargs ? orig->u.named.ntparams : 0, n = ambient->n + own;
    Type **targs = t->u.named.targs;
    if (t->u.named.ntargs != n) {
        targs = NEW_N(typ_arena(), Type *, n);
        memcpy(targs, ambient->tparams, ambient->n * sizeof(Type *));
        if (own)
            memcpy(targs + ambient->n, t->u.named.targs, own * sizeof(Type *));
    }
    Type **more = subst_types(s, targs, n);
    if (!more)
        return t;
    bool inside = own && memcmp(more, ambient->tparams, ambient->n * sizeof(Type *)) == 0;
    return inside ? typ_instance(orig, more + ambient->n, own) : typ_instance(orig, more, n);
}

/* Instances of generic named and alias types. */
static Type *subst_instance(const Subst *s, Type *t)
{
    uint32_t n, ntargs = t->kind == T_NAMED ? t->u.named.ntargs : t->u.alias.ntargs;
    Type **targs = t->kind == T_NAMED ? t->u.named.targs : t->u.alias.targs;
    typ_tparams(t, &n);
    if (n == 0)
        return t;
    if (n != ntargs)
        return typ_basic[B_INVALID];
    Type **more = subst_types(s, targs, n);
    if (!more)
        return t;
    return typ_instance(t->kind == T_NAMED ? t->u.named.orig : t->u.alias.orig, more, n);
}

static Type *subst(const Subst *s, Type *t)
{
    Type *a, *b;
    if (!t)
        return typ_basic[B_INVALID];
    switch ((TypeKind)t->kind) {
    case T_BASIC:
        return t;
    case T_ARRAY:
        a = subst(s, t->u.array.elem);
        return a == t->u.array.elem ? t : typ_new_array(a, t->u.array.len);
    case T_SLICE:
        a = subst(s, t->u.slice.elem);
        return a == t->u.slice.elem ? t : typ_new_slice(a);
    case T_STRUCT:
        return subst_struct(s, t);
    case T_POINTER:
        a = subst(s, t->u.pointer.base);
        return a == t->u.pointer.base ? t : typ_new_pointer(a);
    case T_TUPLE:
        return subst_tuple(s, t);
    case T_SIGNATURE:
        return subst_signature(s, t);
    case T_UNION:
        return subst_union(s, t);
    case T_INTERFACE:
        return subst_interface(s, t);
    case T_MAP:
        a = subst(s, t->u.map.key);
        b = subst(s, t->u.map.elem);
        return a == t->u.map.key && b == t->u.map.elem ? t : typ_new_map(a, b);
    case T_CHAN:
        a = subst(s, t->u.chan.elem);
        return a == t->u.chan.elem ? t : typ_new_chan(t->u.chan.dir, a);
    case T_NAMED:
        if (t->u.named.orig->u.named.inst)
            return subst_local(s, t, t->u.named.orig->u.named.inst);
        return subst_instance(s, t);
    case T_ALIAS:
        if (!t->u.alias.orig->u.alias.ntparams && t->u.alias.from_rhs) {
            a = typ_unalias(t);         /* a local alias may mention type parameters */
            b = subst(s, a);
            return b == a ? t : b;
        }
        return subst_instance(s, t);
    case T_TYPEPARAM:
        return lookup(s, t);
    }
    return t;
}

Type *typ_subst(Type *t, Type *const *tparams, Type *const *targs, uint32_t n)
{
    if (n == 0 || t->kind == T_BASIC || t->canonical)
        return t;
    Subst s = { tparams, targs, n };
    return subst(&s, t);
}
