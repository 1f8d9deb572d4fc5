/*
 * selector.c - selector expressions x.f: qualified identifiers, fields, method values and method expressions
 * (spec, "Selectors", "Method expressions", "Method values").
 */
#include "types_int.h"

/* The first exported name of scope s, by text, that equals name but for the case of ASCII letters. */
static const Name *exported_like(Scope *s, const Name *name)
{
    const Name *best = NULL;
    for (uint32_t i = 0; i < s->elems.n; i++) {
        const Name *n = (const Name *)s->elems.entries[i].key;
        if (!n || n->len != name->len || !name_exported(n))
            continue;
        uint32_t k = 0;
        while (k < n->len) {
            char a = n->s[k], b = name->s[k];
            if (a != b && ((a | 32) != (b | 32) || (a | 32) < 'a' || (a | 32) > 'z'))
                break;
            k++;
        }
        if (k == n->len && (!best || strcmp(n->s, best->s) < 0))
            best = n;
    }
    return best;
}

static void resolve(Checker *c, Object *obj)
{
    if (obj->pkg == c->pkg)
        check_obj_decl(c, obj);
    else if (!obj->type)
        typ_resolve(obj);
}

/* x is the package that pname imports. */
static void check_qualified(Checker *c, Operand *x, Node *e, Object *pname)
{
    Package *pkg = pname->u.pkgname.imported;
    Node *id = e->u.selector.x, *sel = e->u.selector.sel;
    id->u.ident.obj = pname;
    id->mode = MODE_PKG;
    pname->used = true;
    Object *obj = scope_lookup(pkg->scope, sel->u.ident.name);
    if (obj && !obj->exported && strcmp(pkg->path, "runtime") == 0)
        obj = NULL;             /* what the runtime keeps to itself differs: as if it did not exist */
    if (!obj) {
        if (pkg->fake || sel->u.ident.name->len == 0)
            return;
        const Name *like = exported_like(pkg->scope, sel->u.ident.name);
        if (like)
            check_error_node(c, sel, ERR_UndeclaredImportedName, "undefined: %s (but have %s)", expr_str(e), like->s);
        else
            check_error_node(c, sel, ERR_UndeclaredImportedName, "undefined: %s", expr_str(e));
        return;
    }
    if (!obj->exported)
        check_error_node(c, sel, ERR_UnexportedName, "name %s not exported by package %s", sel->u.ident.name->s, pkg->name->s);
    sel->u.ident.obj = obj;
    if (obj->kind != OBJ_BUILTIN)
        resolve(c, obj);
    x->type = obj->type ? obj->type : typ_basic[B_INVALID];
    if (obj->kind != OBJ_BUILTIN && !typ_is_valid(x->type))
        return;
    switch (obj->kind) {
    case OBJ_CONST:
        x->mode = MODE_CONST;
        x->val = obj->u.cnst.val;
        break;
    case OBJ_TYPENAME: x->mode = MODE_TYPE; break;
    case OBJ_VAR: x->mode = MODE_VAR; break;
    case OBJ_FUNC: x->mode = MODE_VALUE; break;
    case OBJ_BUILTIN:
        x->mode = MODE_BUILTIN;
        x->builtin = obj->u.builtin.id;
        break;
    default: ice(sel->pos, "imported object of kind %d", obj->kind);
    }
    check_record(c, sel, x->mode, x->type, x->val);
}

static void report_missing(Checker *c, Operand *x, Node *sel, const LookupResult *r)
{
    const char *name = sel->u.ident.name->s;
    if (!typ_is_valid(typ_underlying(x->type)))
        return;
    if (r->nindex) {
        check_error_node(c, sel, ERR_AmbiguousSelector, "ambiguous selector %s.%s", expr_str(x->expr), name);
        return;
    }
    if (r->indirect) {
        const char *t = typ_str(c, x->type);
        if (x->mode == MODE_TYPE)
            check_error_node(c, sel, ERR_InvalidMethodExpr, "invalid method expression %s.%s (needs pointer receiver (*%s).%s)",
                             t, name, t, name);
        else
            check_error_node(c, sel, ERR_InvalidMethodExpr, "cannot call pointer method %s on %s", name, t);
        return;
    }
    const char *why;
    if (typ_is_interface_ptr(x->type)) {
        why = check_interface_ptr_error(c, x->type);
    } else {
        LookupResult alt = check_lookup(c, x->type, x->mode == MODE_VAR, c->pkg, sel->u.ident.name, true);
        why = check_lookup_error(c, x->type, sel->u.ident.name, alt.obj, false);
    }
    check_error_node(c, sel, ERR_MissingFieldOrMethod, "%s.%s undefined (%s)", expr_str(x->expr), name, why);
}

/* T.m: a function whose first parameter is the receiver. */
static bool check_method_expr(Checker *c, Operand *x, Node *e, const LookupResult *r)
{
    check_record_selection(c, e, SEL_METHOD_EXPR, x->type, r);
    Type *sig = r->obj->type;
    if (!sig->u.sig.recv) {
        check_error_node(c, e, ERR_InvalidDeclCycle, "illegal cycle in method declaration");
        return false;
    }
    ObjectVec *params = &sig->u.sig.params->u.tuple.vars;
    Object *recv = sig->u.sig.recv;
    const Name *name = name_of("");
    if (params->n && params->p[0]->name && params->p[0]->name->len)     /* all are named, or none */
        name = recv->name && recv->name->len ? recv->name : name_of("_");
    Object **vars = NEW_N(typ_arena(), Object *, params->n + 1);
    vars[0] = typ_new_var(VAR_PARAM, recv->pos, recv->pkg, name, x->type);
    for (uint32_t i = 0; i < params->n; i++)
        vars[i + 1] = params->p[i];
    x->mode = MODE_VALUE;
    x->type = typ_new_signature(NULL, typ_new_tuple(vars, params->n + 1), sig->u.sig.results, sig->u.sig.variadic);
    x->type->u.sig.tparams = sig->u.sig.tparams;
    x->type->u.sig.ntparams = sig->u.sig.ntparams;
    return true;
}

/* The type of method m as a value: without receiver. */
static Type *method_value_type(Object *m)
{
    if (!m->u.func.value_type) {
        Type *sig = m->type;
        Type *t = typ_new_signature(NULL, sig->u.sig.params, sig->u.sig.results, sig->u.sig.variadic);
        t->u.sig.tparams = sig->u.sig.tparams;
        t->u.sig.ntparams = sig->u.sig.ntparams;
        m->u.func.value_type = t;
    }
    return m->u.func.value_type;
}

/* x.m: the receiver is bound. A pointer method of an addressable x takes x's address. */
static void check_method_value(Checker *c, Operand *x, Node *e, const LookupResult *r)
{
    check_record_selection(c, e, SEL_METHOD_VALUE, x->type, r);
    Object *m = r->obj, *decl = m->u.func.origin ? m->u.func.origin : m;
    if (x->mode == MODE_VAR && !r->indirect && decl->ptr_recv)
        check_mark_addr_taken(c, e->u.selector.x);
    x->mode = MODE_VALUE;
    x->type = method_value_type(m);
}

static bool check_member(Checker *c, Operand *x, Node *e, bool want_type)
{
    Node *sel = e->u.selector.sel;
    check_expr_or_type(c, x, e->u.selector.x, false);
    if (x->mode == MODE_BUILTIN) {
        check_error(c, e->pos, ERR_UncalledBuiltin, "invalid use of %s in selector expression", operand_string(c, x));
        return false;
    }
    if (x->mode == MODE_NONE || !check_is_complete(c, x->type))
        return false;
    if (want_type) {
        check_error_node(c, sel, ERR_NotAType, "%s is not a type", expr_str(e));
        return false;
    }
    Type *u = typ_underlying(x->type);
    if (u->kind == T_POINTER && !check_is_complete(c, u->u.pointer.base))
        return false;
    LookupResult r = check_lookup(c, x->type, x->mode == MODE_VAR, c->pkg, sel->u.ident.name, false);
    if (!r.obj) {
        report_missing(c, x, sel, &r);
        return false;
    }
    if (r.obj->kind == OBJ_VAR) {
        if (x->mode == MODE_TYPE) {
            check_error_node(c, e->u.selector.x, ERR_MissingFieldOrMethod, "operand for field selector %s must be value of type %s",
                             sel->u.ident.name->s, typ_str(c, x->type));
            return false;
        }
        check_record_selection(c, e, SEL_FIELD, x->type, &r);
        x->mode = x->mode == MODE_VAR || r.indirect ? MODE_VAR : MODE_VALUE;
        x->type = r.obj->type;
        return true;
    }
    resolve(c, r.obj);
    check_add_dep(c, r.obj);
    if (!r.obj->type || r.obj->type->kind != T_SIGNATURE)
        return false;
    if (x->mode == MODE_TYPE)
        return check_method_expr(c, x, e, &r);
    check_method_value(c, x, e, &r);
    return true;
}

void check_selector(Checker *c, Operand *x, Node *e, Object *def, bool want_type)
{
    (void)def;
    Node *id = e->u.selector.x;
    *x = (Operand){ .mode = MODE_NONE, .expr = e, .type = typ_basic[B_INVALID] };
    if (id->kind == N_NAME) {
        Object *o = scope_lookup_parent(c->env.scope, id->u.ident.name, NO_POS, NULL);
        if (o && o->kind == OBJ_PKGNAME) {
            check_qualified(c, x, e, o);
            x->expr = e;
            return;
        }
    }
    if (!check_member(c, x, e, want_type)) {
        x->mode = MODE_NONE;
        x->type = typ_basic[B_INVALID];
    }
    x->expr = e;
}
