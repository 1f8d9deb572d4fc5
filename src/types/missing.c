/*
 * missing.c - which method of an interface a type lacks, and how to say so (spec, "Implementing an interface").
 */
#include "types_int.h"

typedef enum State { OK, NOT_FOUND, WRONG_NAME, UNEXPORTED, WRONG_SIG, AMBIGUOUS, PTR_RECV, FIELD } State;

bool typ_equiv_identical(void *ctx, Type *x, Type *y)
{
    (void)ctx;
    return typ_identical(x, y);
}

bool typ_is_interface_ptr(Type *t)
{
    Type *u = typ_underlying(t);
    return u->kind == T_POINTER && typ_is_interface(u->u.pointer.base);
}

const char *check_interface_ptr_error(Checker *c, Type *t)
{
    bool tpar = typ_is_typeparam(typ_underlying(t)->u.pointer.base);
    const char *what = tpar ? "type parameter" : "interface";
    return check_sprintf("type %s is pointer to %s, not %s", typ_str(c, t), what, what);
}

/* The method of an interface v that stands for m; a dynamic type may have it though v does not. */
static State find_in_interface(Type *v, Object *m, bool is_static, TypeEquiv equiv, void *ctx, Object **f)
{
    int i;
    *f = tset_lookup(typ_type_set(v), m->pkg, m->name, false, &i);
    if (!*f)
        return is_static ? NOT_FOUND : OK;
    return equiv(ctx, (*f)->type, m->type) ? OK : WRONG_SIG;
}

static State find_in_type(Checker *c, Type *v, Object *m, TypeEquiv equiv, void *ctx, Object **f)
{
    *f = NULL;
    LookupResult r = check_lookup(c, v, false, m->pkg, m->name, false);
    if (!r.obj) {
        if (r.nindex)
            return AMBIGUOUS;
        if (r.indirect)
            return PTR_RECV;
        r = check_lookup(c, v, false, m->pkg, m->name, true);
        if (!r.obj || r.obj->kind != OBJ_FUNC)
            return NOT_FOUND;
        *f = r.obj;
        /* With equal names only the package can differ. */
        return r.obj->name == m->name ? UNEXPORTED : WRONG_NAME;
    }
    if (r.obj->kind != OBJ_FUNC)
        return FIELD;
    *f = r.obj;
    typ_resolve(*f);
    return equiv(ctx, (*f)->type, m->type) ? OK : WRONG_SIG;
}

static const char *not_found_cause(Checker *c, Type *v, Type *t, Object *m)
{
    if (typ_is_interface_ptr(v))
        return check_sprintf("(%s)", check_interface_ptr_error(c, v));
    if (typ_is_interface_ptr(t))
        return check_sprintf("(%s)", check_interface_ptr_error(c, t));
    return check_sprintf("(missing method %s)", m->name->s);
}

static const char *wrong_sig_cause(Checker *c, Object *f, Object *m)
{
    const char *have = check_func_string(c, f, false), *want = check_func_string(c, m, false);
    if (strcmp(have, want) == 0) {      /* say the packages, too */
        have = check_func_string(NULL, f, true);
        want = check_func_string(NULL, m, true);
    }
    if (strcmp(have, want) == 0)        /* different type parameters of the same name */
        return check_sprintf("(wrong type for method %s)", m->name->s);
    return check_sprintf("(wrong type for method %s)\n\t\thave %s\n\t\twant %s", m->name->s, have, want);
}

static const char *missing_cause(Checker *c, State state, Type *v, Type *t, Object *m, Object *f)
{
    const char *name = m->name->s;
    if (f)
        typ_resolve(f);
    switch (state) {
    case OK:
        break;
    case NOT_FOUND:
        return not_found_cause(c, v, t, m);
    case WRONG_NAME:
        return check_sprintf("(missing method %s)\n\t\thave %s\n\t\twant %s", name, check_func_string(c, f, false),
                             check_func_string(c, m, false));
    case UNEXPORTED:
        return check_sprintf("(unexported method %s)", name);
    case WRONG_SIG:
        return wrong_sig_cause(c, f, m);
    case AMBIGUOUS:
        return check_sprintf("(ambiguous selector %s.%s)", typ_str(c, v), name);
    case PTR_RECV:
        return check_sprintf("(method %s has pointer receiver)", name);
    case FIELD:
        return check_sprintf("(%s.%s is a field, not a method)", typ_str(c, v), name);
    }
    return "";
}

Object *check_missing_method(Checker *c, Type *v, Type *iface, bool is_static, TypeEquiv equiv, void *ctx,
                             const char **cause, bool *wrong_type)
{
    const ObjectVec *methods = &typ_type_set(typ_underlying(iface))->methods;
    Type *vu = typ_underlying(v);
    for (uint32_t i = 0; i < methods->n; i++) {
        Object *m = methods->p[i], *f;
        State state = vu->kind == T_INTERFACE ? find_in_interface(vu, m, is_static, equiv, ctx, &f)
                                              : find_in_type(c, v, m, equiv, ctx, &f);
        if (state == OK)
            continue;
        if (cause)
            *cause = missing_cause(c, state, v, iface, m, f);
        if (wrong_type)
            *wrong_type = state == WRONG_SIG || state == PTR_RECV;
        return m;
    }
    return NULL;
}

/* An embedded field of invalid type might have brought the method. */
static bool invalid_embedded(Type *t, int depth)
{
    Type *u = typ_underlying(t);
    if (u->kind == T_POINTER && typ_underlying(u->u.pointer.base)->kind == T_STRUCT)
        u = typ_underlying(u->u.pointer.base);
    if (u->kind != T_STRUCT || depth > 20)
        return false;
    for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
        Object *f = u->u.strct.fields.p[i];
        if (f->embedded && (!typ_is_valid(f->type) || invalid_embedded(f->type, depth + 1)))
            return true;
    }
    return false;
}

bool check_has_all_methods(Checker *c, Type *v, Type *iface, bool is_static, TypeEquiv equiv, void *ctx, const char **cause)
{
    if (!typ_is_valid(v))
        return true;
    return !check_missing_method(c, v, iface, is_static, equiv, ctx, cause, NULL) || invalid_embedded(v, 0);
}

const char *check_missing_method_cause(Checker *c, Type *t, Type *iface, Object *missing, bool is_static)
{
    (void)missing;
    const char *cause = "";
    check_missing_method(c, t, iface, is_static, typ_equiv_identical, NULL, &cause, NULL);
    return cause;
}

/* Spec, "Type assertions": no static check if the asserted type is an interface. */
bool check_assertable_to(Checker *c, Type *v, Type *t, const char **cause)
{
    return typ_is_interface(t) || check_has_all_methods(c, t, v, false, typ_equiv_identical, NULL, cause);
}

bool typ_implements(Type *t, Type *iface, Object **missing)
{
    Object *m = check_missing_method(NULL, t, iface, true, typ_equiv_identical, NULL, NULL, NULL);
    if (missing)
        *missing = m;
    return !m && check_implements(NULL, t, iface, false, NULL);
}
