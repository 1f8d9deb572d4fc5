/*
 * typexpr.c - identifiers, and expressions that denote types (spec, "Types").
 *
 * Composite types are made before their parts are complete; whatever needs complete parts (map keys must be
 * comparable, type arguments must satisfy their constraints, ...) is checked later.
 */
#include "types_int.h"

/* ---- identifiers ---- */

static void mark_dot_import(Checker *c, Scope *s, const Name *name)
{
    PtrMap *names = ptrmap_get(&c->dot_imports, s);
    Object *pkg_name = names ? ptrmap_get(names, name) : NULL;
    if (pkg_name)
        pkg_name->used = true;
}

static bool wrong_kind(Checker *c, Node *e, Object *obj)
{
    check_error_node(c, e, ERR_NotAType, "%s (%s) is not a type", obj->name->s, obj_kind_string(obj));
    if (obj->kind == OBJ_VAR && obj->pkg == c->pkg)
        obj->used = true;
    return false;
}

static void use_const(Checker *c, Operand *x, Node *e, Object *obj)
{
    check_add_dep(c, obj);
    if (!typ_is_valid(obj->type))
        return;
    if (obj == universe_iota) {
        if (!c->env.iota_val) {
            check_error_node(c, e, ERR_InvalidIota, "cannot use iota outside constant declaration");
            return;
        }
        x->val = c->env.iota_val;
    } else {
        x->val = obj->u.cnst.val;
    }
    x->mode = MODE_CONST;
}

static void use_object(Checker *c, Operand *x, Node *e, Object *obj)
{
    switch ((ObjectKind)obj->kind) {
    case OBJ_PKGNAME:
        check_error_node(c, e, ERR_InvalidPkgUse, "use of package %s not in selector", obj->name->s);
        return;
    case OBJ_CONST:
        use_const(c, x, e, obj);
        break;
    case OBJ_TYPENAME:
        x->mode = MODE_TYPE;
        break;
    case OBJ_VAR:
        if (obj->pkg == c->pkg) {
            obj->used = true;
            check_note_use(c, obj);
        }
        check_add_dep(c, obj);
        if (!typ_is_valid(obj->type))
            return;
        x->mode = MODE_VAR;
        break;
    case OBJ_FUNC:
        check_add_dep(c, obj);
        x->mode = MODE_VALUE;
        break;
    case OBJ_BUILTIN:
        x->builtin = obj->u.builtin.id;
        x->mode = MODE_BUILTIN;
        break;
    case OBJ_NIL:
        x->mode = MODE_NIL;
        break;
    case OBJ_LABEL:
        return;
    }
    x->type = obj->type;
}

void check_ident(Checker *c, Operand *x, Node *e, Object *def, bool want_type)
{
    (void)def;
    x->mode = MODE_NONE;
    x->type = typ_basic[B_INVALID];
    x->expr = e;
    const Name *name = e->u.ident.name;
    Scope *scope = NULL;
    Object *obj = scope_lookup_parent(c->env.scope, name, NO_POS, &scope);
    if (!obj) {
        if (name_is(name, "_"))
            check_error_node(c, e, ERR_InvalidBlank, "cannot use _ as value or type");
        else
            check_error_node(c, e, ERR_UndeclaredName, "undefined: %s", name->s);
        return;
    }
    if ((obj == universe_any || obj == universe_comparable) &&
        !check_version(c, e->pos, 18, obj == universe_any ? "predeclared any" : "predeclared comparable"))
        return;
    e->u.ident.obj = obj;
    if (want_type && obj->kind != OBJ_TYPENAME) {
        wrong_kind(c, e, obj);
        return;
    }
    /* A type name of this package may close a cycle, which only its declaration can tell. */
    if (!obj->type || (want_type && obj->pkg == c->pkg && obj->pkg))
        check_obj_decl(c, obj);
    if (c->dot_imports.n)
        mark_dot_import(c, scope, name);
    use_object(c, x, e, obj);
}

/* ---- types ---- */

static Type *type_internal(Checker *c, Node *e, Object *def);

/* An identifier or selector that must denote a type. */
static Type *named_type(Checker *c, Node *e)
{
    Operand x = { 0 };
    if (e->kind == N_NAME)
        check_ident(c, &x, e, NULL, true);
    else
        check_selector(c, &x, e, NULL, true);
    switch (x.mode) {
    case MODE_TYPE:
        return x.type;
    case MODE_NONE:
        break;
    case MODE_NO_VALUE:
        check_error_node(c, e, ERR_NotAType, "%s used as type", operand_string(c, &x));
        break;
    default:
        check_error_node(c, e, ERR_NotAType, "%s is not a type", operand_string(c, &x));
        break;
    }
    return typ_basic[B_INVALID];
}

static Type *array_type(Checker *c, Node *e)
{
    int64_t len = -1;
    if (e->u.array_type.len)
        len = check_array_length(c, e->u.array_type.len);
    else
        check_error_node(c, e, ERR_BadDotDotDotSyntax, "invalid use of [...] array (outside a composite literal)");
    Type *elem = check_var_type(c, e->u.array_type.elem);
    return len >= 0 ? typ_new_array(elem, len) : typ_basic[B_INVALID];
}

typedef struct KeyLater { Type *key; Node *e; } KeyLater;

/* Spec: "the key type must not be a function, map, or slice". */
static void check_map_key(Checker *c, void *arg)
{
    KeyLater *k = arg;
    if (typ_comparable_type(k->key))
        return;
    const char *why = typ_is_typeparam(k->key) ? " (missing comparable constraint)" : "";
    check_error_node(c, k->e, ERR_IncomparableMapKey, "invalid map key type %s%s", typ_str(c, k->key), why);
}

static Type *map_type(Checker *c, Node *e)
{
    Type *t = typ_new(T_MAP);
    t->u.map.key = check_var_type(c, e->u.map_type.key);
    t->u.map.elem = check_var_type(c, e->u.map_type.value);
    if (t->u.map.key->kind != T_BASIC || t->u.map.key->u.basic.kind == B_UNTYPED_NIL) {
        KeyLater *k = NEW(typ_arena(), KeyLater);
        *k = (KeyLater){ t->u.map.key, e->u.map_type.key };
        check_later(c, check_map_key, k);
    }
    return t;
}

static Type *pointer_type(Checker *c, Node *e)
{
    Type *t = typ_new(T_POINTER);
    t->u.pointer.base = typ_basic[B_INVALID];
    t->u.pointer.base = check_var_type(c, e->u.unary.x);
    return typ_is_valid(t->u.pointer.base) ? t : typ_basic[B_INVALID];
}

/* ---- instances ---- */

typedef struct InstLater { Type *inst, **targs; uint32_t n; Node *x, **xlist; } InstLater;

static void verify_instance(Checker *c, void *arg)
{
    InstLater *l = arg;
    uint32_t n;
    Type **tparams = typ_tparams(l->inst, &n);
    if (!check_validate_targ_len(c, syn_start_pos(l->x), typ_obj_name(l->inst), n, l->n))
        return;
    const char *cause = "";
    int bad = check_verify_instance(c, l->x->pos, tparams, l->targs, n, &cause);
    if (bad < 0)
        check_mono_instance(c, l->x->pos, tparams, l->targs, n, l->xlist, n);
    else
        check_error_node(c, l->xlist[bad], ERR_InvalidTypeArg, "%s", cause);
}

static const char *list_str(Node **list, uint32_t n)
{
    Buf b;
    buf_init(&b, typ_arena());
    buf_putc(&b, '[');
    for (uint32_t i = 0; i < n; i++)
        buf_printf(&b, "%s%s", i ? ", " : "", expr_str(list[i]));
    buf_putc(&b, ']');
    return buf_str(&b);
}

static Type *instantiated_type(Checker *c, Node *e)
{
    check_version(c, syn_start_pos(e), 18, "type instantiation");
    Node *x = e->u.index.x, *index = e->u.index.index;
    uint32_t n = list_len(index);
    Node **xlist = NEW_N(typ_arena(), Node *, n);
    for (uint32_t i = 0; i < n; i++)
        xlist[i] = list_at(index, i);
    const char *cause = NULL;
    Type *t = check_generic_type(c, x, &cause);
    if (cause)
        check_error_node(c, x, ERR_NotAGenericType, "invalid operation: %s%s (%s)", expr_str(x), list_str(xlist, n), cause);
    if (!typ_is_valid(t))
        return t;
    Type **targs = check_type_list(c, xlist, n);
    if (!targs)
        return typ_basic[B_INVALID];
    Type *inst = check_instance(c, x->pos, t, targs, n, NULL);
    if (inst == typ_basic[B_INVALID])
        return inst;
    check_record_instance(c, x, targs, n);
    /* The type's parameters may not be known yet. */
    InstLater *l = NEW(typ_arena(), InstLater);
    *l = (InstLater){ inst, targs, n, x, xlist };
    check_later(c, verify_instance, l);
    return inst;
}

static Type *not_a_type(Checker *c, Node *e)
{
    check_error_node(c, e, ERR_NotAType, "%s is not a type", expr_str(e));
    check_use(c, &e, 1);
    return typ_basic[B_INVALID];
}

static Type *type_internal(Checker *c, Node *e, Object *def)
{
    switch ((NodeKind)e->kind) {
    case N_BAD_EXPR:
        return typ_basic[B_INVALID];
    case N_NAME: case N_SELECTOR:
        return named_type(c, e);
    case N_INDEX:
        return instantiated_type(c, e);
    case N_PAREN:
        return check_defined_type(c, e->u.paren.x, def);
    case N_ARRAY_TYPE:
        return array_type(c, e);
    case N_SLICE_TYPE:
        return typ_new_slice(check_var_type(c, e->u.slice_type.elem));
    case N_DOTS_TYPE:
        check_error_node(c, e, ERR_InvalidSyntaxTree, "invalid use of ...");
        return typ_basic[B_INVALID];
    case N_STRUCT_TYPE:
        return check_struct_type(c, e);
    case N_UNARY:
        return e->op == OP_DEREF ? pointer_type(c, e) : not_a_type(c, e);
    case N_FUNC_TYPE:
        return check_func_type(c, NULL, NULL, e);
    case N_INTERFACE_TYPE:
        return check_interface_type(c, e, def);
    case N_MAP_TYPE:
        return map_type(c, e);
    case N_CHAN_TYPE:
        return typ_new_chan(e->u.chan_type.dir, check_var_type(c, e->u.chan_type.elem));
    default:
        return not_a_type(c, e);
    }
}

Type *check_defined_type(Checker *c, Node *e, Object *def)
{
    Type *t = type_internal(c, e, def);
    if (typ_is_generic(t)) {
        check_error_node(c, e, ERR_WrongTypeArgCount, "cannot use generic type %s without instantiation", typ_str(c, t));
        t = typ_basic[B_INVALID];
    }
    check_record(c, e, MODE_TYPE, t, NULL);
    return t;
}

Type *check_typ(Checker *c, Node *e)
{
    return check_defined_type(c, e, NULL);
}

Type *check_generic_type(Checker *c, Node *e, const char **cause)
{
    Type *t = type_internal(c, e, NULL);
    if (typ_is_valid(t) && !typ_is_generic(t)) {
        if (cause)
            *cause = check_sprintf("%s is not a generic type", typ_str(c, t));
        t = typ_basic[B_INVALID];
    }
    check_record(c, e, MODE_TYPE, t, NULL);
    return t;
}

/* ---- constraint interfaces are no types of variables ---- */

typedef struct VarTypeLater { Type *t; Node *e; } VarTypeLater;

static void check_var_type_later(Checker *c, void *arg)
{
    VarTypeLater *l = arg;
    Type *u = typ_underlying(l->t);
    if (u->kind != T_INTERFACE)
        return;
    Pos pos = syn_start_pos(l->e);
    TypeSet *s = check_type_set(c, pos, u);
    if (tset_is_method_set(s))
        return;
    const char *why = s->comparable ? "is (or embeds) comparable" : "contains type constraints";
    check_error(c, pos, ERR_MisplacedConstraintIface, "cannot use type %s outside a type constraint: interface %s",
                typ_str(c, l->t), why);
}

void check_valid_var_type(Checker *c, Node *e, Type *t)
{
    Type *u = typ_unalias(t);
    switch (u->kind) {
    case T_NAMED:
        if (u->u.named.underlying && u->u.named.underlying->kind != T_INTERFACE)
            return;
        break;
    case T_INTERFACE:
    case T_ALIAS:
        break;
    default:
        return;                 /* no interface in any case */
    }
    VarTypeLater *l = NEW(typ_arena(), VarTypeLater);
    *l = (VarTypeLater){ t, e };
    check_later(c, check_var_type_later, l);
}

Type *check_var_type(Checker *c, Node *e)
{
    Type *t = check_defined_type(c, e, NULL);
    check_valid_var_type(c, e, t);
    return t;
}

Type **check_type_list(Checker *c, Node **list, uint32_t n)
{
    Type **types = NEW_N(typ_arena(), Type *, n);
    bool valid = true;
    for (uint32_t i = 0; i < n; i++) {
        types[i] = check_var_type(c, list[i]);
        valid &= typ_is_valid(types[i]);
    }
    return valid ? types : NULL;
}

/* ---- array lengths ---- */

/* type T[P any] with the constraint missing looks like an array type: name that possibility. */
static bool plausible_length(Checker *c, Node *e)
{
    if (e->kind != N_NAME)
        return true;
    Object *obj = scope_lookup_parent(c->env.scope, e->u.ident.name, NO_POS, NULL);
    const char *name = e->u.ident.name->s;
    if (!obj) {
        check_error_node(c, e, ERR_InvalidArrayLen, "undefined array length %s or missing type constraint", name);
        return false;
    }
    if (obj->kind != OBJ_CONST) {
        check_error_node(c, e, ERR_InvalidArrayLen, "invalid array length %s", name);
        return false;
    }
    return true;
}

int64_t check_array_length(Checker *c, Node *e)
{
    if (!plausible_length(c, e))
        return -1;
    Operand x = { 0 };
    check_expr(c, NULL, &x, e);
    if (x.mode != MODE_CONST) {
        if (x.mode != MODE_NONE)
            check_error_node(c, x.expr, ERR_InvalidArrayLen, "array length %s must be constant", operand_string(c, &x));
        return -1;
    }
    bool integer = typ_is_basic(x.type, BI_INTEGER);
    int64_t n;
    if (typ_is_untyped(x.type) || integer) {
        const Const *val = con_to_int(x.val);
        if (con_kind(val) == CON_INT && check_representable_const(c, val, typ_basic[B_INT], NULL) &&
            con_int64_val(val, &n) && n >= 0)
            return n;
    }
    if (integer)
        check_error_node(c, x.expr, ERR_InvalidArrayLen, "invalid array length %s", operand_string(c, &x));
    else
        check_error_node(c, x.expr, ERR_InvalidArrayLen, "array length %s must be integer", operand_string(c, &x));
    return -1;
}
