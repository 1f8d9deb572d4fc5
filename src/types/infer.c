/*
 * infer.c - finds the type arguments that a call or assignment leaves out (spec, "Type inference").
 *
 * In this order: typed arguments are unified with their parameters; type parameters with the core types and methods
 * of their constraints, as long as that finds something; untyped constants give default types to what is still
 * open. Then found types that mention other type parameters are simplified until nothing changes.
 */
#include "unify.h"

/* ---- does a type mention type parameters? ---- */

typedef struct Seen { Type *t; const struct Seen *prev; } Seen;
typedef struct Walk { Type **tparams; uint32_t n; } Walk;

static bool mentions(const Walk *w, Type *t, const Seen *prev);

static bool vars_mention(const Walk *w, const ObjectVec *v, const Seen *seen)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (mentions(w, v->p[i]->type, seen))
            return true;
    return false;
}

static bool mentions(const Walk *w, Type *t, const Seen *prev)
{
    t = typ_unalias(t);
    if (!t)
        return false;
    for (const Seen *s = prev; s; s = s->prev)
        if (s->t == t)
            return false;
    Seen here = { t, prev }, *seen = &here;
    TypeSet *set;
    switch ((TypeKind)t->kind) {
    case T_BASIC: case T_UNION: case T_ALIAS:
        return false;
    case T_ARRAY:
        return mentions(w, t->u.array.elem, seen);
    case T_SLICE:
        return mentions(w, t->u.slice.elem, seen);
    case T_POINTER:
        return mentions(w, t->u.pointer.base, seen);
    case T_CHAN:
        return mentions(w, t->u.chan.elem, seen);
    case T_MAP:
        return mentions(w, t->u.map.key, seen) || mentions(w, t->u.map.elem, seen);
    case T_STRUCT:
        return vars_mention(w, &t->u.strct.fields, seen);
    case T_TUPLE:
        return vars_mention(w, &t->u.tuple.vars, seen);
    case T_SIGNATURE:           /* the type parameters that it declares are not looked at */
        return mentions(w, t->u.sig.params, seen) || mentions(w, t->u.sig.results, seen);
    case T_INTERFACE:
        set = typ_type_set(t);
        if (vars_mention(w, &set->methods, seen))
            return true;
        for (uint32_t i = 0; i < set->nterms; i++)
            if (mentions(w, set->terms[i].type, seen))
                return true;
        return false;
    case T_NAMED:
        for (uint32_t i = 0; i < t->u.named.ntargs; i++)
            if (mentions(w, t->u.named.targs[i], seen))
                return true;
        return false;
    case T_TYPEPARAM:
        for (uint32_t i = 0; i < w->n; i++)
            if (w->tparams[i] == t)
                return true;
        return false;
    }
    return false;
}

bool typ_is_parameterized(Type **tparams, uint32_t n, Type *t)
{
    Walk w = { tparams, n };
    return mentions(&w, t, NULL);
}

/* ---- core terms ---- */

/* The only type of a parameter's type set (*single), or its core type; tilde if types with that underlying type
 * are meant. False if there is neither. */
static bool core_term(Type *tpar, UnionTerm *core, bool *single)
{
    uint32_t n = 0;
    bool tilde = false;
    for (TypeSeq s = type_seq(tpar); type_seq_next(&s); n++) {
        if (!s.t)
            return false;
        *core = (UnionTerm){ s.tilde, s.t };
        tilde |= s.tilde;
    }
    *single = n == 1;
    if (n == 1)
        return true;
    Type *t = check_common_under(NULL, tpar, NULL, NULL);
    *core = (UnionTerm){ tilde, t };
    return t != NULL;
}

/* ---- cycles ---- */

typedef struct Cycles { Type **tparams, **inferred; uint32_t n; VEC(Type *) path; } Cycles;

static void find_cycles(Cycles *w, Type *t);

static void find_cycles_in(Cycles *w, const ObjectVec *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        find_cycles(w, v->p[i]->type);
}

static int tparam_index(Type **tparams, uint32_t n, Type *t)
{
    for (uint32_t i = 0; i < n; i++)
        if (tparams[i] == t)
            return (int)i;
    return -1;
}

static void find_cycles_below(Cycles *w, Type *t)
{
    int i;
    switch ((TypeKind)t->kind) {
    case T_BASIC: case T_TUPLE: case T_ALIAS:
        break;
    case T_ARRAY:
        find_cycles(w, t->u.array.elem);
        break;
    case T_SLICE:
        find_cycles(w, t->u.slice.elem);
        break;
    case T_POINTER:
        find_cycles(w, t->u.pointer.base);
        break;
    case T_CHAN:
        find_cycles(w, t->u.chan.elem);
        break;
    case T_MAP:
        find_cycles(w, t->u.map.key);
        find_cycles(w, t->u.map.elem);
        break;
    case T_STRUCT:
        find_cycles_in(w, &t->u.strct.fields);
        break;
    case T_SIGNATURE:
        find_cycles_in(w, &t->u.sig.params->u.tuple.vars);
        find_cycles_in(w, &t->u.sig.results->u.tuple.vars);
        break;
    case T_UNION:
        for (uint32_t k = 0; k < t->u.uni.nterms; k++)
            find_cycles(w, t->u.uni.terms[k].type);
        break;
    case T_INTERFACE:
        find_cycles_in(w, &t->u.iface.methods);
        for (uint32_t k = 0; k < t->u.iface.embeds.n; k++)
            find_cycles(w, t->u.iface.embeds.p[k]);
        break;
    case T_NAMED:
        for (uint32_t k = 0; k < t->u.named.ntargs; k++)
            find_cycles(w, t->u.named.targs[k]);
        break;
    case T_TYPEPARAM:
        i = tparam_index(w->tparams, w->n, t);
        if (i >= 0 && w->inferred[i])
            find_cycles(w, w->inferred[i]);
        break;
    }
}

/* A parameter whose type leads back to it would be replaced without end: it counts as not inferred. */
static void find_cycles(Cycles *w, Type *t)
{
    t = typ_unalias(t);
    for (uint32_t k = 0; k < w->path.n; k++) {
        if (w->path.p[k] != t)
            continue;
        int i = tparam_index(w->tparams, w->n, t);
        if (i >= 0)
            w->inferred[i] = NULL;
        return;
    }
    vec_push(typ_arena(), &w->path, t);
    find_cycles_below(w, t);
    w->path.n--;
}

static void kill_cycles(Type **tparams, uint32_t n, Type **inferred)
{
    Cycles w = { .tparams = tparams, .inferred = inferred, .n = n };
    for (uint32_t i = 0; i < n; i++)
        find_cycles(&w, tparams[i]);
}

/* ---- inference ---- */

typedef struct Infer {
    Checker *c;
    Unifier u;
    Type **tparams, *params;
    uint32_t n;
    Operand **args;
    uint32_t nargs;
    Pos pos;
    bool reverse;
    CheckErr *err;
    U32Vec untyped;             /* arguments that are untyped constants for a bare type parameter */
} Infer;

static const char *tparam_names(Type **tparams, uint32_t n)
{
    Buf b;
    buf_init(&b, typ_arena());
    for (uint32_t i = 0; i < n; i++) {
        if (i && n == 2)
            buf_puts(&b, " and ");
        else if (i)
            buf_puts(&b, i + 1 == n ? ", and " : ", ");
        buf_puts(&b, tparams[i]->u.tparam.obj->name->s);
    }
    return buf_str(&b);
}

static void report_mismatch(Infer *f, Type *par, Operand *arg)
{
    Checker *c = f->c;
    Pos at = syn_start_pos(arg->expr);
    const char *arg_type = typ_str(c, arg->type), *expr = expr_str(arg->expr), *par_str = typ_str(c, par);
    Type **targs = unifier_inferred(&f->u);
    bool none = true;
    for (uint32_t i = 0; i < f->n; i++)
        none &= !targs[i];
    if (none) {
        err_add(f->err, at, "type %s of %s does not match %s (cannot infer %s)", arg_type, expr, par_str,
                tparam_names(f->tparams, f->n));
        return;
    }
    Type *inferred = typ_subst(par, f->tparams, targs, f->n);
    if (inferred == par)
        err_add(f->err, at, "type %s of %s does not match %s", arg_type, expr, par_str);
    else if (f->reverse)
        err_add(f->err, at, "inferred type %s for %s does not match type %s of %s", typ_str(c, inferred), par_str, arg_type, expr);
    else
        err_add(f->err, at, "type %s of %s does not match inferred type %s for %s", arg_type, expr, typ_str(c, inferred), par_str);
}

static bool use_arguments(Infer *f)
{
    for (uint32_t i = 0; i < f->nargs; i++) {
        Operand *arg = f->args[i];
        Type *par = f->params->u.tuple.vars.p[i]->type;
        if (!typ_is_parameterized(f->tparams, f->n, par) && !typ_is_parameterized(f->tparams, f->n, arg->type))
            continue;
        if (typ_is_untyped(arg->type)) {
            if (par->kind == T_TYPEPARAM && !operand_is_nil(arg))
                vec_push(typ_arena(), &f->untyped, i);
        } else if (!unify(&f->u, par, arg->type, UNIFY_ASSIGN)) {
            report_mismatch(f, par, arg);
            return false;
        }
    }
    return true;
}

static bool unify_exactly(void *u, Type *x, Type *y)
{
    return unify(u, x, y, UNIFY_EXACT);
}

static bool use_constraint(Infer *f, uint32_t i)
{
    Type *tpar = f->tparams[i], *tx = unifier_at(&f->u, i);
    UnionTerm core;
    bool single;
    if (core_term(tpar, &core, &single)) {
        if (tx && !unify(&f->u, tx, core.type, UNIFY_LOOSE)) {
            err_add(f->err, f->pos, "%s (type %s) does not satisfy %s", typ_str(f->c, tpar), typ_str(f->c, tx),
                    typ_str(f->c, tpar->u.tparam.bound));
            return false;
        }
        if (!tx && single && !core.tilde)
            unifier_set(&f->u, i, core.type);
    }
    /* Methods of a type that still mentions type parameters are not the final ones. */
    if (!tx || typ_is_parameterized(f->tparams, f->n, tx))
        return true;
    const char *cause = "";
    if (check_has_all_methods(f->c, tx, typ_tparam_iface(tpar), true, unify_exactly, &f->u, &cause))
        return true;
    err_add(f->err, f->pos, "%s (type %s) does not satisfy %s %s", typ_str(f->c, tpar), typ_str(f->c, tx),
            typ_str(f->c, tpar->u.tparam.bound), cause);
    return false;
}

static bool use_constraints(Infer *f)
{
    for (;;) {
        uint32_t before = unifier_unknowns(&f->u);
        for (uint32_t i = 0; i < f->n; i++)
            if (!use_constraint(f, i))
                return false;
        if (unifier_unknowns(&f->u) == before)
            return true;
    }
}

/* The larger of two untyped types, or NULL. */
static Type *max_type(Type *x, Type *y)
{
    if (x == y)
        return x;
    uint8_t both = x->u.basic.info & y->u.basic.info;
    if ((x->u.basic.info & BI_NUMERIC) && (y->u.basic.info & BI_NUMERIC) && (both & BI_UNTYPED))
        return x->u.basic.kind > y->u.basic.kind ? x : y;
    return NULL;
}

static bool use_untyped(Infer *f)
{
    Type **max = NEW_N(typ_arena(), Type *, f->n);
    for (uint32_t k = 0; k < f->untyped.n; k++) {
        Operand *arg = f->args[f->untyped.p[k]];
        Type *tpar = f->params->u.tuple.vars.p[f->untyped.p[k]]->type;
        int i = tparam_index(f->tparams, f->n, tpar);
        if (i < 0 || unifier_at(&f->u, (uint32_t)i))
            continue;
        Type *m = max[i] ? max_type(max[i], arg->type) : arg->type;
        if (!m) {
            err_add(f->err, syn_start_pos(arg->expr), "mismatched types %s and %s (cannot infer %s)", typ_str(f->c, max[i]),
                    typ_str(f->c, arg->type), typ_str(f->c, tpar));
            return false;
        }
        max[i] = m;
    }
    for (uint32_t i = 0; i < f->n; i++)
        if (max[i])
            unifier_set(&f->u, i, typ_default(max[i]));
    return true;
}

/* Replaces type parameters in what was found until nothing changes. */
static void simplify(Infer *f, Type **inferred, Type **targs)
{
    kill_cycles(f->tparams, f->n, inferred);
    for (bool again = true; again; ) {
        again = false;
        for (uint32_t i = 0; i < f->n; i++) {
            Type *t = inferred[i];
            if (!t || targs[i])
                continue;
            Type *s = typ_subst(t, f->tparams, inferred, f->n);
            if (s == t)
                continue;
            /* A generic function whose parameters are all known is generic no more. */
            if (s->kind == T_SIGNATURE && s->u.sig.ntparams && !typ_is_parameterized(f->tparams, f->n, s)) {
                s->u.sig.tparams = NULL;
                s->u.sig.ntparams = 0;
            }
            inferred[i] = s;
            again = true;
        }
    }
}

static bool all_given(Type **targs, uint32_t ntargs, uint32_t n)
{
    for (uint32_t i = 0; i < ntargs; i++)
        if (!targs[i])
            return false;
    return ntargs == n;
}

Type **check_infer(Checker *c, Pos pos, Type **tparams, uint32_t ntparams, Type **given, uint32_t ngiven, Type *params,
                   Operand **args, uint32_t nargs, bool reverse, CheckErr *err)
{
    if (all_given(given, ngiven, ntparams))
        return given;
    for (uint32_t i = 0; i < nargs; i++)
        if (args[i]->mode == MODE_NONE)
            return NULL;
    Type **targs = NEW_N(typ_arena(), Type *, ntparams);
    if (ngiven)
        memcpy(targs, given, ngiven * sizeof(Type *));
    /* With the given arguments in place, mismatches are reported in their terms. */
    if (params && params->u.tuple.vars.n)
        params = typ_subst(params, tparams, targs, ntparams);
    Infer f = { .c = c, .tparams = tparams, .params = params, .n = ntparams, .args = args, .nargs = nargs, .pos = pos,
                .reverse = reverse, .err = err };
    unifier_init(&f.u, c, tparams, ntparams, targs, ntparams);
    if (!use_arguments(&f) || !use_constraints(&f) || !use_untyped(&f))
        return NULL;
    Type **inferred = unifier_inferred(&f.u);
    simplify(&f, inferred, targs);
    for (uint32_t i = 0; i < ntparams; i++) {
        if (inferred[i] && !typ_is_parameterized(tparams, ntparams, inferred[i]))
            continue;
        Object *o = tparams[i]->u.tparam.obj;
        err_add(err, pos, "cannot infer %s (declared at %s)", o->name->s, check_pos_str(o->pos));
        return NULL;
    }
    return inferred;
}

/* In a recursive call the parameters to be found must differ from those that the arguments mention. */
Type **check_rename_tparams(Checker *c, Pos pos, Type **tparams, uint32_t n, Type **in_out)
{
    (void)pos;
    if (n == 0)
        return NULL;
    Type **fresh = NEW_N(typ_arena(), Type *, n);
    for (uint32_t i = 0; i < n; i++) {
        Object *o = tparams[i]->u.tparam.obj;
        fresh[i] = typ_new_tparam(c, obj_new(OBJ_TYPENAME, o->pos, o->pkg, o->name, NULL), NULL);
        fresh[i]->u.tparam.index = tparams[i]->u.tparam.index;
    }
    for (uint32_t i = 0; i < n; i++)
        fresh[i]->u.tparam.bound = typ_subst(tparams[i]->u.tparam.bound, tparams, fresh, n);
    *in_out = typ_subst(*in_out, tparams, fresh, n);
    return fresh;
}
