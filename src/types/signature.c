/*
 * signature.c - function types, and receivers with their type parameters (spec, "Function types", "Method
 * declarations").
 *
 * A receiver func (r *T[A, B]) declares A and B anew; their bounds are those of T's parameters, renamed. Parameters are
 * in scope in the body only.
 */
#include "types_int.h"

/* ---- receivers ---- */

void check_unpack_recv(Checker *c, Node *rtyp, bool *ptr, Node **base, NodeVec *tparams)
{
    Node *b = syn_unparen(rtyp);
    *ptr = b->kind == N_UNARY && b->op == OP_DEREF;
    if (*ptr)
        b = syn_unparen(b->u.unary.x);
    *base = b;
    if (b->kind != N_INDEX)
        return;
    *base = b->u.index.x;
    Node *index = b->u.index.index;
    for (uint32_t i = 0; tparams && i < list_len(index); i++) {
        Node *arg = list_at(index, i);
        if (arg->kind != N_NAME) {
            if (arg->kind != N_BAD_EXPR)
                check_error_node(c, arg, ERR_BadDecl, "receiver type parameter %s must be an identifier", expr_str(arg));
            Node *blank = node_new(typ_arena(), N_NAME, arg->pos);
            blank->u.ident.name = name_of("_");
            arg = blank;
        }
        vec_push(typ_arena(), tparams, arg);
    }
}

static Type *unpointer(Type *t)
{
    while (t && t->kind == T_POINTER)
        t = t->u.pointer.base;
    return t;
}

/* A plain receiver type must not be an alias of an instance. */
static Type *plain_recv(Checker *c, Node *rtyp, Node *base)
{
    Type *t = check_var_type(c, rtyp);
    for (Type *a = unpointer(t); a && a->kind == T_ALIAS; ) {
        a = unpointer(a->u.alias.from_rhs);
        uint32_t n = 0;
        if (a)
            typ_tparams(a, &n);
        if (n && (a->kind == T_NAMED || a->kind == T_ALIAS)) {
            check_error_node(c, base, ERR_InvalidRecv, "cannot define new methods on instantiated type %s", typ_str(c, a));
            return typ_basic[B_INVALID];
        }
    }
    return t;
}

/* The generic type that a receiver with type parameters names, or NULL. */
static Type *generic_base(Checker *c, Node *base)
{
    const char *cause = NULL;
    Type *t = check_generic_type(c, base, &cause);
    if (!typ_is_valid(t)) {
        if (cause)
            check_error_node(c, base, ERR_InvalidRecv, "%s", cause);
        return NULL;
    }
    if (t->kind == T_NAMED)
        return t;
    check_error_node(c, base, ERR_InvalidRecv, "cannot define new methods on generic alias type %s", typ_str(c, t));
    return NULL;
}

/* The bounds of the generic type's parameters, in terms of the receiver's. */
static void copy_bounds(Checker *c, Node *base, Type *generic, Type **rparams, uint32_t n)
{
    uint32_t want;
    Type **tparams = typ_tparams(generic, &want);
    if (n != want) {
        check_error_node(c, base, ERR_BadRecv, "receiver declares %u type parameter%s, but receiver base type declares %u", n,
                         n == 1 ? "" : "s", want);
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        rparams[i]->u.tparam.origin = tparams[i];
        rparams[i]->u.tparam.bound = typ_subst(tparams[i]->u.tparam.bound, tparams, rparams, n);
    }
}

static Type *generic_recv(Checker *c, Node *recv, Node *base, bool ptr, NodeVec *names, Pos scope_pos, Type *sig)
{
    Type *generic = generic_base(c, base);      /* before its parameters' names are declared anew */
    uint32_t n = names->n;
    Type **rparams = NEW_N(typ_arena(), Type *, n);
    for (uint32_t i = 0; i < n; i++) {
        rparams[i] = check_declare_tparam(c, names->p[i], scope_pos);
        rparams[i]->u.tparam.index = i;
        check_record(c, names->p[i], MODE_TYPE, rparams[i], NULL);
    }
    sig->u.sig.rparams = rparams;
    sig->u.sig.nrparams = n;
    if (!generic)
        return typ_basic[B_INVALID];
    copy_bounds(c, base, generic, rparams, n);
    check_version(c, syn_start_pos(base), 18, "type instantiation");
    Node *rtyp = recv->u.field.type;
    Type *t = check_instance(c, rtyp->pos, generic, rparams, n, NULL);
    check_record_instance(c, base, rparams, n);
    if (ptr && typ_is_valid(t))
        t = typ_new_pointer(t);
    check_record(c, rtyp, MODE_TYPE, t, NULL);
    return t;
}

typedef struct RecvLater { Object *recv; Pos pos; } RecvLater;

/* Spec: "[The receiver base type] must not be a pointer or interface type and it must be defined in the same package as
 * the method." */
static void check_valid_recv(Checker *c, void *arg)
{
    RecvLater *l = arg;
    Type *r = typ_deref(l->recv->type, NULL), *t = typ_unalias(r);
    if (!typ_is_valid(t))
        return;
    if (t->kind == T_BASIC || (t->kind == T_NAMED && t->u.named.obj->pkg != c->pkg)) {
        check_error(c, l->pos, ERR_InvalidRecv, "cannot define new methods on non-local type %s", typ_str(c, r));
        return;
    }
    if (t->kind != T_NAMED) {
        check_error(c, l->pos, ERR_InvalidRecv, "invalid receiver type %s", typ_str(c, l->recv->type));
        return;
    }
    Type *u = typ_underlying(t);
    const char *cause = NULL;
    if (u == typ_basic[B_UNSAFE_POINTER])
        cause = "unsafe.Pointer";
    else if (u->kind == T_POINTER || u->kind == T_INTERFACE)
        cause = "pointer or interface type";
    if (cause)
        check_error(c, l->pos, ERR_InvalidRecv, "invalid receiver type %s (%s)", typ_str(c, r), cause);
}

static Object *collect_recv(Checker *c, Node *recv, Pos scope_pos, Type *sig)
{
    bool ptr;
    Node *base;
    NodeVec names = { 0 };
    check_unpack_recv(c, recv->u.field.type, &ptr, &base, &names);
    Type *t = names.n ? generic_recv(c, recv, base, ptr, &names, scope_pos, sig) : plain_recv(c, recv->u.field.type, base);
    Node *name = recv->u.field.name;
    Object *v = typ_new_var(VAR_RECV, name ? name->pos : recv->pos, c->pkg, name ? name->u.ident.name : name_of(""), t);
    v->decl = recv;
    RecvLater *l = NEW(typ_arena(), RecvLater);
    *l = (RecvLater){ v, syn_start_pos(base) };
    check_later(c, check_valid_recv, l);
    return v;
}

/* ---- parameters ---- */

typedef struct Params { NodeVec names; ObjectVec vars; bool variadic; } Params;

static void collect_params(Checker *c, VarKind kind, NodeVec *list, Params *p)
{
    *p = (Params){ 0 };
    Node *prev = NULL;
    Type *t = NULL;
    for (uint32_t i = 0; i < list->n; i++) {
        Node *f = list->p[i], *type = f->u.field.type;
        if (type != prev) {             /* a, b T share T */
            prev = type;
            if (type->kind == N_DOTS_TYPE) {
                if (kind == VAR_PARAM && i + 1 == list->n)
                    p->variadic = true;
                else
                    check_error_node(c, type, ERR_InvalidSyntaxTree, "invalid use of ...");
                type = type->u.dots_type.elem;
            }
            t = check_var_type(c, type);
        }
        Node *name = f->u.field.name;
        Object *v = typ_new_var(kind, name ? name->pos : f->pos, c->pkg, name ? name->u.ident.name : name_of(""), t);
        v->u.var.index = (int32_t)i;
        v->decl = f;
        vec_push(typ_arena(), &p->names, name);
        vec_push(typ_arena(), &p->vars, v);
    }
    if (p->variadic) {
        Object *last = vec_last(&p->vars);
        last->type = typ_new_slice(last->type);
        check_record(c, vec_last(list)->u.field.type, MODE_TYPE, last->type, NULL);
    }
}

static void declare_params(Checker *c, Params *p, Pos scope_pos)
{
    for (uint32_t i = 0; i < p->vars.n; i++)
        if (p->names.p[i] && p->vars.p[i]->name->len)
            check_declare(c, c->env.scope, p->names.p[i], p->vars.p[i], scope_pos);
}

void check_func_type_into(Checker *c, Type *sig, Node *recv, NodeVec *tparams, Node *ftyp)
{
    Scope *outer = c->env.scope;
    Scope *scope = c->env.scope = scope_new(outer, ftyp->pos, NO_POS, "function");
    scope->is_func = true;
    sig->u.sig.scope = scope;
    Object *r = recv ? collect_recv(c, recv, ftyp->pos, sig) : NULL;
    if (tparams && tparams->n) {
        sig->u.sig.tparams = check_declare_tparams(c, tparams);
        sig->u.sig.ntparams = tparams->n;
        check_tparam_bounds(c, tparams, sig->u.sig.tparams);
    }
    Params params, results;
    collect_params(c, VAR_PARAM, &ftyp->u.func_type.params, &params);
    collect_params(c, VAR_RESULT, &ftyp->u.func_type.results, &results);
    Pos body = syn_end_pos(ftyp);
    if (r && r->name->len)
        check_declare(c, scope, recv->u.field.name, r, body);
    declare_params(c, &params, body);
    declare_params(c, &results, body);
    sig->u.sig.recv = r;
    if (params.vars.n)
        sig->u.sig.params = typ_new_tuple(params.vars.p, params.vars.n);
    if (results.vars.n)
        sig->u.sig.results = typ_new_tuple(results.vars.p, results.vars.n);
    sig->u.sig.variadic = params.variadic;
    c->env.scope = outer;
}

Type *check_func_type(Checker *c, Node *recv, NodeVec *tparams, Node *ftyp)
{
    Type *sig = typ_new(T_SIGNATURE);
    check_func_type_into(c, sig, recv, tparams, ftyp);
    return sig;
}
