/*
 * instantiate.c - instances of generic types and functions (spec, "Instantiations"), and whether type arguments
 * satisfy their constraints (spec, "Satisfying a type constraint").
 *
 * Instances of types are cached for the whole program: the same origin with identical arguments gives the same
 * instance, which also ends recursion (type T[P any] struct { next *T[P] }).
 */
#include "types_int.h"

typedef struct Instance { Type *orig, **targs, *inst; uint32_t n; struct Instance *next; } Instance;

static PtrMap cache;            /* hash -> Instance *, a chain */

static Instance *find(uintptr_t key, Type *orig, Type **targs, uint32_t n)
{
    for (Instance *i = ptrmap_get(&cache, (void *)key); i; i = i->next) {
        if (i->orig != orig || i->n != n)
            continue;
        uint32_t k = 0;
        while (k < n && (i->targs[k] == targs[k] || typ_identical(i->targs[k], targs[k])))
            k++;
        if (k == n)
            return i;
    }
    return NULL;
}

static Type *new_named_instance(Type *orig, Type **targs, uint32_t n)
{
    Type *t = typ_new(T_NAMED);
    t->u.named.obj = orig->u.named.obj;
    t->u.named.orig = orig;
    t->u.named.targs = targs;
    t->u.named.ntargs = n;
    return t;
}

static Type *new_alias_instance(Type *orig, Type **targs, uint32_t n)
{
    Type *rhs = typ_subst(orig->u.alias.from_rhs, orig->u.alias.tparams, targs, n);
    Type *t = typ_new(T_ALIAS);
    t->u.alias.obj = orig->u.alias.obj;
    t->u.alias.orig = orig;
    t->u.alias.from_rhs = rhs;
    t->u.alias.targs = targs;
    t->u.alias.ntargs = n;
    return t;
}

Type *typ_instance(Type *orig, Type **targs, uint32_t n)
{
    if (!cache.arena)
        ptrmap_init(&cache, typ_arena());
    uintptr_t key = orig->id;
    for (uint32_t i = 0; i < n; i++)
        key = key * 0x9e3779b97f4a7c15u + typ_instance_hash(targs[i]);
    key |= 1;
    Instance *old = find(key, orig, targs, n);
    if (old)
        return old->inst;
    Type **own = NEW_N(typ_arena(), Type *, n);
    memcpy(own, targs, n * sizeof(Type *));
    Instance *i = NEW(typ_arena(), Instance);
    *i = (Instance){ orig, own, NULL, n, ptrmap_get(&cache, (void *)key) };
    if (orig->kind == T_NAMED) {
        i->inst = new_named_instance(orig, own, n);
    } else {
        i->inst = new_alias_instance(orig, own, n);
        i->next = ptrmap_get(&cache, (void *)key);      /* substituting may have added some */
    }
    ptrmap_set(&cache, (void *)key, i);
    return i->inst;
}

/* The signature with its type parameters replaced; it has none any more. */
static Type *instance_signature(Type *orig, Type *const *targs, uint32_t n)
{
    Type *sig = typ_subst(orig, orig->u.sig.tparams, targs, n);
    if (sig == orig)
        sig = typ_copy(orig);
    sig->u.sig.tparams = NULL;
    sig->u.sig.ntparams = 0;
    return sig;
}

bool check_validate_targ_len(Checker *c, Pos pos, const char *name, uint32_t want, uint32_t got)
{
    if (got == want)
        return true;
    check_error(c, pos, ERR_WrongTypeArgCount, "%s type arguments for type %s: have %u, want %u",
                got < want ? "not enough" : "too many", name, got, want);
    return false;
}

Type *check_instance(Checker *c, Pos pos, Type *orig, Type **targs, uint32_t n, const Pos *arg_pos)
{
    (void)arg_pos;
    uint32_t want;
    typ_tparams(orig, &want);
    switch ((TypeKind)orig->kind) {
    case T_NAMED: {
        Type *t = typ_instance(orig, targs, n); /* the count is checked later: parameters may not be known yet */
        if (!t->u.named.inst)
            t->u.named.inst = (void *)(uintptr_t)pos;   /* for cycle errors */
        return t;
    }
    case T_ALIAS:
        if (!check_validate_targ_len(c, pos, orig->u.alias.obj->name->s, want, n))
            return typ_basic[B_INVALID];
        if (!orig->u.alias.from_rhs)
            return typ_basic[B_INVALID];
        return want ? typ_instance(orig, targs, n) : orig;
    case T_SIGNATURE:
        if (!check_validate_targ_len(c, pos, typ_str(c, orig), want, n))
            return typ_basic[B_INVALID];
        return want ? instance_signature(orig, targs, n) : orig;
    default:
        ice(pos, "cannot instantiate a type of kind %d", orig->kind);
    }
}

Type *typ_instantiate(Type *orig, Type *const *targs, uint32_t n)
{
    if (orig->kind == T_SIGNATURE)
        return instance_signature(orig, targs, n);
    Type **own = NEW_N(typ_arena(), Type *, n);
    memcpy(own, targs, n * sizeof(Type *));
    return typ_instance(orig, own, n);
}

/* ---- satisfaction ---- */

int check_verify_instance(Checker *c, Pos pos, Type **tparams, Type **targs, uint32_t n, const char **cause)
{
    (void)pos;
    for (uint32_t i = 0; i < n; i++) {
        typ_tparam_iface(tparams[i]);   /* wraps a bound that is no interface */
        Type *bound = typ_subst(tparams[i]->u.tparam.bound, tparams, targs, n);
        if (!check_implements(c, targs[i], bound, true, cause))
            return (int)i;
    }
    return -1;
}

void check_verify(Checker *c, Pos pos, Type **tparams, Type **targs, uint32_t n)
{
    const char *cause = "";
    if (check_verify_instance(c, pos, tparams, targs, n, &cause) >= 0)
        check_error(c, pos, ERR_InvalidTypeArg, "%s", cause);
}

static bool mentions(Type *t, Type *what)
{
    if (t->kind == T_INTERFACE) {
        for (uint32_t i = 0; i < t->u.iface.embeds.n; i++)
            if (mentions(t->u.iface.embeds.p[i], what))
                return true;
        return false;
    }
    if (t->kind == T_UNION) {
        for (uint32_t i = 0; i < t->u.uni.nterms; i++)
            if (mentions(t->u.uni.terms[i].type, what))
                return true;
        return false;
    }
    return typ_identical(t, what);
}

typedef struct Question { Checker *c; Type *v, *t; Type *iface; bool constraint; const char **cause; } Question;

static const char *verb(const Question *q)
{
    return q->constraint ? "satisfy" : "implement";
}

static bool comparable_enough(const Question *q)
{
    if (!tset_is_comparable(typ_type_set(q->iface)) || typ_strictly_comparable(q->v))
        return true;
    /* Ordinary interfaces satisfy comparable since go1.20, though == may panic. */
    bool dynamic = q->constraint && typ_comparable_type(q->v);
    if (dynamic && check_allow_version(q->c, 20))
        return true;
    if (q->cause)
        *q->cause = dynamic ? check_sprintf("%s to %s comparable requires go1.20 or later", typ_str(q->c, q->v), verb(q))
                            : check_sprintf("%s does not %s comparable", typ_str(q->c, q->v), verb(q));
    return false;
}

static void not_in_set(const Question *q, TypeSet *set)
{
    if (!q->cause)
        return;
    Type *alt = NULL;           /* V is missing, but ~alt would let it in */
    for (uint32_t i = 0; i < set->nterms && !alt; i++) {
        UnionTerm t = set->terms[i];
        if (t.tilde || !typ_identical(t.type, typ_underlying(t.type)))
            continue;
        t.tilde = true;
        if (term_includes(&t, q->v))
            alt = t.type;
    }
    const char *v = typ_str(q->c, q->v), *t = typ_str(q->c, q->t), *detail;
    if (alt)
        detail = check_sprintf("possibly missing ~ for %s in %s", typ_str(q->c, alt), t);
    else if (mentions(q->iface, q->v))
        detail = check_sprintf("%s mentions %s, but %s is not in the type set of %s", t, v, v, t);
    else
        detail = check_sprintf("%s missing in %s", v, terms_str(set));
    *q->cause = check_sprintf("%s does not %s %s (%s)", v, verb(q), t, detail);
}

static bool no_interface(const Question *q)
{
    if (q->cause) {
        const char *detail = typ_is_interface_ptr(q->t) ? check_interface_ptr_error(q->c, q->t)
                                                        : check_sprintf("%s is not an interface", typ_str(q->c, q->t));
        *q->cause = check_sprintf("%s does not %s %s (%s)", typ_str(q->c, q->v), verb(q), typ_str(q->c, q->t), detail);
    }
    return false;
}

bool check_implements(Checker *c, Type *v, Type *t, bool constraint, const char **cause)
{
    Type *vu = typ_underlying(v), *tu = typ_underlying(t);
    if (vu == typ_basic[B_INVALID] || tu == typ_basic[B_INVALID])
        return true;
    if (vu->kind == T_POINTER && typ_underlying(vu->u.pointer.base) == typ_basic[B_INVALID])
        return true;
    Question q = { c, v, t, tu, constraint, cause };
    if (tu->kind != T_INTERFACE)
        return no_interface(&q);
    /* In this order: where interfaces embed each other without end, v gets all methods and nothing more is said. */
    TypeSet *vset = vu->kind == T_INTERFACE ? typ_type_set(vu) : NULL, *set = typ_type_set(tu);
    if (tset_is_all(set) || (vset && tset_is_empty(vset)))
        return true;
    if (tset_is_empty(set)) {
        if (cause)
            *cause = check_sprintf("cannot %s %s (empty type set)", verb(&q), typ_str(c, t));
        return false;
    }
    const char *why = "";
    if (!check_has_all_methods(c, v, t, true, typ_equiv_identical, NULL, cause ? &why : NULL)) {
        if (cause)
            *cause = check_sprintf("%s does not %s %s %s", typ_str(c, v), verb(&q), typ_str(c, t), why);
        return false;
    }
    if (!tset_has_terms(set))
        return comparable_enough(&q);
    if (vset) {
        if (!terms_subset_of(vset, set)) {
            if (cause)
                *cause = check_sprintf("%s does not %s %s", typ_str(c, v), verb(&q), typ_str(c, t));
            return false;
        }
        return comparable_enough(&q);
    }
    for (uint32_t i = 0; i < set->nterms; i++)
        if (term_includes(&set->terms[i], v))
            return comparable_enough(&q);
    not_in_set(&q, set);
    return false;
}
