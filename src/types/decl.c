/*
 * decl.c - declarations: gives a declared object its type, a constant its value (spec, "Declarations and scope").
 *
 * An object is white until something needs it, grey while its declaration is checked, black when its type is known.
 * Meeting a grey object closes a cycle (cycles.c). Each package-level object is checked in the environment of its
 * file, wherever it was needed from, by the checker of its package.
 */
#include "types_int.h"

enum { WHITE, GREY };

void check_declare(Checker *c, Scope *s, Node *id, Object *obj, Pos scope_pos)
{
    (void)scope_pos;
    if (!name_is(obj->name, "_")) {
        Object *other = scope_insert(s, obj);
        if (other) {
            CheckErr e;
            err_init(&e, c, ERR_DuplicateDecl);
            err_add(&e, obj->pos, "%s redeclared in this block", obj->name->s);
            err_add_alt_decl(&e, other);
            err_report(&e);
            return;
        }
    }
    if (id)
        id->u.ident.obj = obj;
}

void check_add_dep(Checker *c, Object *to)
{
    DeclInfo *from = c->env.decl;
    if (!from || !to->info || to->pkg != c->pkg)
        return;
    if (!from->deps.arena)
        ptrmap_init(&from->deps, typ_arena());
    ptrmap_set(&from->deps, to, to);
}

/* ---- constants and variables ---- */

static void const_decl(Checker *c, Object *obj, Node *type, Node *init, bool inherited)
{
    const Const *iota = c->env.iota_val;
    Pos err_pos = c->env.err_pos;
    c->env.iota_val = obj->u.cnst.val;
    c->env.err_pos = NO_POS;
    obj->u.cnst.val = con_unknown();
    bool valid = true;
    if (type) {
        Type *t = check_typ(c, type);
        valid = typ_is_basic(t, BI_CONST_TYPE);
        if (!valid && typ_underlying(t) != typ_basic[B_INVALID])
            check_error_node(c, type, ERR_InvalidConstType, "invalid constant type %s", typ_str(c, t));
        obj->type = valid ? t : typ_basic[B_INVALID];
    }
    if (valid) {
        Operand x = { .type = typ_basic[B_INVALID] };
        if (init) {
            /* Errors in an expression from an earlier line stand at this constant. */
            if (inherited)
                c->env.err_pos = obj->pos;
            check_expr(c, NULL, &x, init);
        }
        check_init_const(c, obj, &x);
    }
    c->env.iota_val = iota;
    c->env.err_pos = err_pos;
}

static void var_init(Checker *c, Object *obj, const ObjectVec *lhs, Node *type, Node *init)
{
    if (lhs->n <= 1) {
        Operand x = { .type = typ_basic[B_INVALID] };
        Assignee target = { .type = obj->type, .desc = obj->name->s };
        check_expr(c, obj->type ? &target : NULL, &x, init);
        check_init_var(c, obj, &x, "variable declaration");
        return;
    }
    if (type)
        for (uint32_t i = 0; i < lhs->n; i++)
            lhs->p[i]->type = obj->type;
    check_init_vars(c, lhs->p, lhs->n, init, NULL);
}

static void var_decl(Checker *c, Object *obj, const ObjectVec *lhs, Node *type, Node *init)
{
    if (type)
        obj->type = check_var_type(c, type);
    if (init)
        var_init(c, obj, lhs, type, init);
    else if (!type)
        obj->type = typ_basic[B_INVALID];       /* reported with the number of values */
}

static void package_var(Checker *c, Object *obj, DeclInfo *d)
{
    if (d->vtype && d->init && !c->full) {      /* the initial value can wait */
        obj->type = check_var_type(c, d->vtype);
        return;
    }
    d->init_checked = true;
    var_decl(c, obj, &d->lhs, d->vtype, d->init);
}

void check_var_init(Checker *c, Object *obj)
{
    DeclInfo *d = obj->info;
    if (!d || d->init_checked || !d->init)
        return;
    d->init_checked = true;
    Env saved = c->env;
    c->env = (Env){ .decl = d, .scope = d->file, .version = d->version };
    var_init(c, obj, &d->lhs, d->vtype, d->init);
    c->env = saved;
}

/* ---- types ---- */

bool check_imported_constraint(Checker *c, Type *t)
{
    Type *named = t ? typ_as_named(t) : NULL;
    if (!named || !named->u.named.obj->pkg || named->u.named.obj->pkg == c->pkg)
        return false;
    Type *u = typ_underlying(named);
    return u->kind == T_INTERFACE && !tset_is_method_set(typ_type_set(u));
}

Type *check_declare_tparam(Checker *c, Node *name, Pos scope_pos)
{
    Object *o = obj_new(OBJ_TYPENAME, name->pos, c->pkg, name->u.ident.name, NULL);
    o->decl = name;
    Type *t = typ_new_tparam(c, o, typ_basic[B_INVALID]);       /* a bound, whatever happens */
    check_declare(c, c->env.scope, name, o, scope_pos);
    if (!name->u.ident.obj)
        name->u.ident.obj = o;
    return t;
}

Type **check_declare_tparams(Checker *c, NodeVec *list)
{
    Type **tparams = NEW_N(typ_arena(), Type *, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        tparams[i] = check_declare_tparam(c, list->p[i]->u.field.name, list->p[0]->pos);
        tparams[i]->u.tparam.index = i;
    }
    return tparams;
}

/* ~T and A|B may stand alone as constraints: they mean an interface with that element. */
static Type *bound(Checker *c, Node *x)
{
    bool literal = (x->kind == N_UNARY && x->op == OP_TILDE) || (x->kind == N_BINARY && x->op == OP_OR);
    if (!literal)
        return check_typ(c, x);
    Node *field = node_new(typ_arena(), N_FIELD, x->pos);
    field->u.field.type = x;
    Node *iface = node_new(typ_arena(), N_INTERFACE_TYPE, x->pos);
    vec_push(typ_arena(), &iface->u.interface_type.methods, field);
    Type *t = check_typ(c, iface);
    if (t->kind == T_INTERFACE)
        t->u.iface.implicit = true;
    return t;
}

void check_tparam_bounds(Checker *c, NodeVec *list, Type **tparams)
{
    bool outer = c->env.in_tparam_list;
    c->env.in_tparam_list = true;
    Type *b = NULL;
    for (uint32_t i = 0; i < list->n; i++) {
        Node *x = list->p[i]->u.field.type;
        if (i == 0 || x != list->p[i - 1]->u.field.type) {
            b = bound(c, x);
            if (typ_is_typeparam(b)) {
                check_error_node(c, x, ERR_MisplacedTypeParam, "cannot use a type parameter as constraint");
                b = typ_basic[B_INVALID];
            }
        }
        tparams[i]->u.tparam.bound = b;
    }
    c->env.in_tparam_list = outer;
}

typedef struct TypeLater { Object *obj; Node *decl; Type *rhs; bool version_err; } TypeLater;

static void finish_type(Checker *c, void *arg)
{
    TypeLater *l = arg;
    Type *t = typ_as_named(l->obj->type);
    if (t)
        check_valid_type(c, t);
    if (!l->version_err && !check_allow_version(c, 18) && check_imported_constraint(c, l->rhs))
        check_version(c, syn_start_pos(l->decl->u.type_decl.type), 18,
                      check_sprintf("using type constraint %s", typ_str(c, l->rhs)));
}

static void alias_decl(Checker *c, Object *obj, Node *d, TypeLater *later)
{
    NodeVec *tparams = &d->u.type_decl.tparams;
    /* The highest requirement first: fixing it fixes the other. */
    if (tparams->n && !check_version(c, tparams->p[0]->pos, 23, "generic type alias"))
        later->version_err = true;
    else if (!check_version(c, d->pos, 9, "type alias"))
        later->version_err = true;
    Type *t = typ_new_alias(obj, NULL);
    obj->is_alias = true;
    Scope *outer = c->env.scope;
    if (tparams->n) {
        c->env.scope = scope_new(outer, d->pos, NO_POS, "type parameters");
        t->u.alias.tparams = check_declare_tparams(c, tparams);
        t->u.alias.ntparams = tparams->n;
        check_tparam_bounds(c, tparams, t->u.alias.tparams);
    }
    Type *rhs = later->rhs = check_defined_type(c, d->u.type_decl.type, obj);
    for (uint32_t i = 0; i < t->u.alias.ntparams; i++) {
        if (rhs != t->u.alias.tparams[i])
            continue;
        check_error_node(c, d->u.type_decl.type, ERR_MisplacedTypeParam, "cannot use type parameter declared in alias declaration as RHS");
        rhs = typ_basic[B_INVALID];
    }
    if (t->u.alias.from_rhs != typ_basic[B_INVALID])    /* a cycle was reported */
        t->u.alias.from_rhs = rhs;
    c->env.scope = outer;
}

static void defined_decl(Checker *c, Object *obj, Node *d, TypeLater *later, Ambient *ambient)
{
    NodeVec *tparams = &d->u.type_decl.tparams;
    if (tparams->n && !check_version(c, tparams->p[0]->pos, 18, "type parameter"))
        later->version_err = true;
    Type *t = typ_new_named(c, obj, NULL);
    t->u.named.inst = ambient;
    Scope *outer = c->env.scope;
    if (tparams->n) {
        c->env.scope = scope_new(outer, d->pos, NO_POS, "type parameters");
        t->u.named.tparams = check_declare_tparams(c, tparams);
        t->u.named.ntparams = tparams->n;
        check_tparam_bounds(c, tparams, t->u.named.tparams);
    }
    Type *rhs = later->rhs = check_defined_type(c, d->u.type_decl.type, obj);
    if (typ_is_typeparam(rhs)) {
        check_error_node(c, d->u.type_decl.type, ERR_MisplacedTypeParam, "cannot use a type parameter as RHS in type declaration");
        rhs = typ_basic[B_INVALID];
    }
    t->u.named.from_rhs = rhs;
    c->env.scope = outer;
}

static void type_decl(Checker *c, Object *obj, Node *d, Ambient *ambient)
{
    TypeLater *later = NEW(typ_arena(), TypeLater);
    later->obj = obj;
    later->decl = d;
    check_later(c, finish_type, later);
    if (d->u.type_decl.alias)
        alias_decl(c, obj, d, later);
    else
        defined_decl(c, obj, d, later, ambient);
}

/* ---- methods ---- */

static Object *find_id(const ObjectVec *v, const Object *o)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (obj_same_id(v->p[i], o->pkg, o->name, false))
            return v->p[i];
    return NULL;
}

/* Spec: "If the base type is a struct type, the non-blank method and field names must be distinct." */
static void check_field_names(Checker *c, void *arg)
{
    Type *base = arg, *u = typ_underlying(base);
    if (u->kind != T_STRUCT)
        return;
    for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
        Object *f = u->u.strct.fields.p[i];
        Object *m = name_is(f->name, "_") ? NULL : find_id(&base->u.named.methods, f);
        if (!m)
            continue;
        CheckErr e;
        err_init(&e, c, ERR_DuplicateFieldAndMethod);
        err_add(&e, m->pos, "field and method with the same name %s", f->name->s);
        err_add_alt_decl(&e, f);
        err_report(&e);
    }
}

void check_collect_methods(Checker *c, Object *type_name)
{
    ObjectVec *methods = ptrmap_get(&c->methods, type_name);
    if (!methods)
        return;
    ptrmap_del(&c->methods, type_name);
    Type *base = typ_as_named(type_name->type);
    if (base)
        check_later(c, check_field_names, base);
    ObjectVec seen = { 0 };
    for (uint32_t i = 0; i < methods->n; i++) {
        Object *m = methods->p[i], *other = find_id(&seen, m);
        if (other) {
            check_error(c, m->pos, ERR_DuplicateMethod, "method %s.%s already declared at %s", type_name->name->s, m->name->s,
                        check_pos_str(other->pos));
            continue;
        }
        vec_push(typ_arena(), &seen, m);
        if (base)
            vec_push(typ_arena(), &base->u.named.methods, m);
    }
}

/* ---- functions ---- */

static void check_body_later(Checker *c, void *arg)
{
    Object *obj = arg;
    DeclInfo *d = obj->info;
    if (obj->u.func.checked)
        return;
    obj->u.func.checked = true;
    check_func_body(c, obj, d, obj->name->s, obj->type, d->fdecl->u.func_decl.body, NULL, NULL);
}

void check_queue_body(Checker *c, Object *fn)
{
    DeclInfo *d = fn->info;
    if (!fn->u.func.checked && d->fdecl->u.func_decl.body && !typ_config.ignore_func_bodies)
        check_later(c, check_body_later, fn);
}

static void func_decl(Checker *c, Object *obj, DeclInfo *d)
{
    Node *f = d->fdecl;
    Type *sig = obj->type = typ_new(T_SIGNATURE);       /* there for cycles */
    check_func_type_into(c, sig, f->u.func_decl.recv, &f->u.func_decl.tparams, f->u.func_decl.type);
    if (f->u.func_decl.tparams.n && !f->u.func_decl.body)
        check_error(c, f->pos, ERR_BadDecl, "generic function is missing function body");
    if (c->full)
        check_queue_body(c, obj);
}

/* ---- objects ---- */

void check_push_obj(Checker *c, Object *obj)
{
    obj->color = GREY;
    vec_push(typ_arena(), &c->obj_path, obj);
}

void check_pop_obj(Checker *c)
{
    Object *obj = vec_pop(&c->obj_path);
    obj->color = WHITE;
}

static void grey_object(Checker *c, Object *obj)
{
    bool ok = check_cycle(c, obj);
    /* An initialisation cycle gives no type; functions keep their (empty) signature. */
    bool value = obj->kind == OBJ_CONST || obj->kind == OBJ_VAR;
    if ((!ok && obj->kind != OBJ_FUNC) || (value && !obj->type))
        obj->type = typ_basic[B_INVALID];
}

void check_obj_decl(Checker *c, Object *obj)
{
    if (obj->pkg && obj->pkg != c->pkg) {
        typ_resolve(obj);
        return;
    }
    if (obj->color == GREY) {
        grey_object(c, obj);
        return;
    }
    if (obj->type)
        return;
    DeclInfo *d = obj->info;
    ICE_IF(!d, obj->pos, "no declaration of %s", obj->name->s);
    check_push_obj(c, obj);
    Env saved = c->env;
    c->env = (Env){ .scope = d->file, .version = d->version };
    switch ((ObjectKind)obj->kind) {
    case OBJ_CONST:
        c->env.decl = d;
        const_decl(c, obj, d->vtype, d->init, d->inherited);
        break;
    case OBJ_VAR:
        c->env.decl = d;
        package_var(c, obj, d);
        break;
    case OBJ_TYPENAME:
        type_decl(c, obj, d->tdecl, NULL);
        check_collect_methods(c, obj);
        break;
    case OBJ_FUNC:
        func_decl(c, obj, d);
        break;
    default:
        ice(obj->pos, "declaration of %s", obj->name->s);
    }
    c->env = saved;
    check_pop_obj(c);
}

/* ---- declarations in functions ---- */

static void local_consts(Checker *c, Node *s)
{
    uint32_t top = c->delayed.n;
    Node *from = s->u.const_decl.inherited ? s->u.const_decl.inherited : s;
    bool inherited = from != s;
    const Const *iota = con_int64(s->u.const_decl.iota);
    NodeVec *names = &s->u.const_decl.names;
    Node *values = from->u.const_decl.values;
    Object **lhs = NEW_N(typ_arena(), Object *, names->n);
    for (uint32_t i = 0; i < names->n; i++) {
        Node *name = names->p[i];
        lhs[i] = obj_new(OBJ_CONST, name->pos, c->pkg, name->u.ident.name, NULL);
        lhs[i]->u.cnst.val = iota;
        lhs[i]->decl = s;
        const_decl(c, lhs[i], from->u.const_decl.type, i < list_len(values) ? list_at(values, i) : NULL, inherited);
    }
    check_arity(c, s->pos, names, values, true, inherited);
    /* Function literals see the scope before the new names. */
    check_process_delayed(c, top);
    for (uint32_t i = 0; i < names->n; i++)
        check_declare(c, c->env.scope, names->p[i], lhs[i], NO_POS);
}

static void local_vars(Checker *c, Node *s)
{
    uint32_t top = c->delayed.n;
    NodeVec *names = &s->u.var_decl.names;
    Node *values = s->u.var_decl.values, *type = s->u.var_decl.type;
    uint32_t nvalues = list_len(values);
    if (s->u.var_decl.pragma.n)
        check_embed(c, s, true, true);
    ObjectVec all = { 0 }, none = { 0 };
    for (uint32_t i = 0; i < names->n; i++) {
        Object *v = check_new_local(c, names->p[i]->pos, names->p[i]->u.ident.name, NULL);
        v->decl = s;
        vec_push(typ_arena(), &all, v);
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (nvalues == 1 && all.n > 1) {        /* a, b = f(): the first gives all their types */
            var_decl(c, all.p[i], &all, type, list_at(values, 0));
            break;
        }
        var_decl(c, all.p[i], &none, type, i < nvalues ? list_at(values, i) : NULL);
        if (nvalues == 1)
            break;
    }
    if (!type || values)
        check_arity(c, s->pos, names, values, false, false);
    check_process_delayed(c, top);
    for (uint32_t i = 0; i < names->n; i++)
        check_declare(c, c->env.scope, names->p[i], all.p[i], NO_POS);
}

/* The type parameters of the outermost function around, and of its receiver. */
static Ambient *ambient_tparams(Checker *c)
{
    FuncInfo *f = c->env.func;
    while (f && f->outer)
        f = f->outer;
    if (!f || !f->sig)
        return NULL;
    uint32_t nr = f->sig->u.sig.nrparams, nt = f->sig->u.sig.ntparams;
    if (nr + nt == 0)
        return NULL;
    Ambient *a = NEW(typ_arena(), Ambient);
    a->n = nr + nt;
    a->tparams = NEW_N(typ_arena(), Type *, a->n);
    for (uint32_t i = 0; i < a->n; i++)
        a->tparams[i] = i < nr ? f->sig->u.sig.rparams[i] : f->sig->u.sig.tparams[i - nr];
    return a;
}

static void local_type(Checker *c, Node *s)
{
    Node *name = s->u.type_decl.name;
    Object *obj = obj_new(OBJ_TYPENAME, name->pos, c->pkg, name->u.ident.name, NULL);
    obj->decl = s;
    obj->owner = c->env.func;
    /* Spec: the scope of a local type begins at its identifier. */
    check_declare(c, c->env.scope, name, obj, name->pos);
    check_push_obj(c, obj);
    type_decl(c, obj, s, ambient_tparams(c));
    check_pop_obj(c);
}

void check_decl_stmt(Checker *c, NodeVec *decls)
{
    for (uint32_t i = 0; i < decls->n; i++) {
        Node *s = decls->p[i];
        switch (s->kind) {
        case N_CONST_DECL:
            local_consts(c, s);
            break;
        case N_VAR_DECL:
            local_vars(c, s);
            break;
        case N_TYPE_DECL:
            local_type(c, s);
            break;
        default:
            check_error_node(c, s, ERR_InvalidSyntaxTree, "unknown declaration");
            break;
        }
    }
}
