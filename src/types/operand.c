/*
 * operand.c - operands: how messages show them, and whether one may be assigned to a variable of a type (spec,
 * "Assignability").
 *
 * An operand prints as its expression followed by what it is, in parentheses: "x (variable of type int)",
 * "1 << 3 (untyped int constant 8)". A nil operand prints as plain nil.
 */
#include "types_int.h"

static const char *const mode_text[] = {
    [MODE_NONE] = "invalid operand",
    [MODE_NO_VALUE] = "no value",
    [MODE_BUILTIN] = "built-in",
    [MODE_TYPE] = "type",
    [MODE_CONST] = "constant",
    [MODE_VAR] = "variable",
    [MODE_MAP_INDEX] = "map index expression",
    [MODE_VALUE] = "value",
    [MODE_NIL] = "nil",
    [MODE_COMMA_OK] = "comma, ok expression",
    [MODE_COMMA_ERR] = "comma, error expression",
    [MODE_PKG] = "package",
};

static const char *const builtin_names[] = {
#define BUILTIN(id, name, nargs, variadic, kind) name,
#include "gocw/builtins.def"
#undef BUILTIN
};

const char *typ_composite_kind(Type *t)
{
    switch (typ_underlying(t)->kind) {
    case T_ARRAY: return "array";
    case T_SLICE: return "slice";
    case T_STRUCT: return "struct";
    case T_POINTER: return "pointer";
    case T_SIGNATURE: return "func";
    case T_INTERFACE: return "interface";
    case T_MAP: return "map";
    case T_CHAN: return "chan";
    case T_TUPLE: return "tuple";
    case T_UNION: return "union";
    default: return "";
    }
}

Arena *check_scratch(void)
{
    static Arena *a;
    if (!a)
        a = arena_new("checker scratch");
    return a;
}

Node *operand_label(Pos pos, const char *text)
{
    Node *n = node_new(typ_arena(), N_NAME, pos);
    n->implicit = true;
    n->u.ident.name = name_of(text);
    return n;
}

Operand *operands_init(Operands *l, uint32_t n)
{
    l->n = n;
    l->p = n <= LEN(l->few) ? l->few : NEW_N(typ_arena(), Operand, n);
    if (l->p == l->few)
        memset(l->few, 0, sizeof(Operand) * n);
    return l->p;
}

bool operand_is_nil(const Operand *x)
{
    return x->mode == MODE_NIL;
}

/* The expression of x as text; operands without one (made by the checker) show what they stand for. */
static const char *operand_expr(Checker *c, const Operand *x)
{
    if (x->expr)
        return expr_str(x->expr);
    switch (x->mode) {
    case MODE_BUILTIN: return builtin_names[x->builtin];
    case MODE_TYPE: return typ_str(c, x->type);
    case MODE_CONST: return con_format(x->val);
    default: return "";
    }
}

/* " of struct type T", " of type P constrained by C" ... */
static void put_operand_type(Checker *c, Buf *b, Type *t)
{
    if (!typ_is_valid(t)) {
        buf_puts(b, " with invalid type");
        return;
    }
    Type *tpar = typ_unalias(t);
    if (tpar->kind != T_TYPEPARAM)
        tpar = NULL;
    buf_puts(b, typ_is_generic(t) ? " of generic " : " of ");
    if (!tpar && (t->kind == T_ALIAS || t->kind == T_NAMED)) {
        const char *what = typ_composite_kind(t);
        buf_printf(b, "%s ", *what ? what : typ_underlying(t)->u.basic.name);
    }
    buf_printf(b, "type %s", typ_str(c, t));
    if (!tpar)
        return;
    Type *bound = tpar->u.tparam.bound;
    buf_printf(b, " constrained by %s", typ_str(c, bound));
    Type *iface = typ_underlying(bound);
    if (iface && iface->kind == T_INTERFACE && iface->u.iface.tset) {
        TypeSet *set = iface->u.iface.tset;
        if (!set->all_terms && set->nterms == 0)
            buf_puts(b, " with empty type set");
    }
}

const char *operand_string(Checker *c, const Operand *x)
{
    if (x->mode == MODE_NIL) {
        if (!x->type || x->type == typ_basic[B_INVALID])
            return "nil (with invalid type)";
        if (x->type == typ_basic[B_UNTYPED_NIL])
            return "nil";
        return check_sprintf("nil (of type %s)", typ_str(c, x->type));
    }
    Buf b;
    buf_init(&b, typ_arena());
    const char *expr = operand_expr(c, x);
    if (*expr)
        buf_printf(&b, "%s (", expr);
    bool has_type = false;
    bool may_have_type = x->mode != MODE_NONE && x->mode != MODE_NO_VALUE && x->mode != MODE_BUILTIN && x->mode != MODE_TYPE;
    if (may_have_type && x->type) {
        if (typ_is_untyped(x->type))
            buf_printf(&b, "%s ", x->type->u.basic.name);
        else
            has_type = true;
    }
    buf_puts(&b, mode_text[x->mode]);
    if (x->mode == MODE_CONST) {
        const char *val = con_format(x->val);
        if (strcmp(val, expr) != 0)
            buf_printf(&b, " %s", val);
    }
    if (has_type)
        put_operand_type(c, &b, x->type);
    if (*expr)
        buf_putc(&b, ')');
    return buf_str(&b);
}

/* ---- assignability ------------------------------------------------------------ */

static bool has_name(Type *t)
{
    t = typ_unalias(t);
    return t->kind == T_BASIC || t->kind == T_NAMED || t->kind == T_TYPEPARAM;
}

/* Puts a line in front of the cause found so far. */
static void PRINTF(2, 3) prepend_cause(const char **cause, const char *fmt, ...)
{
    if (!cause)
        return;
    va_list ap;
    va_start(ap, fmt);
    const char *msg = arena_vprintf(typ_arena(), fmt, ap);
    va_end(ap);
    *cause = *cause && **cause ? check_sprintf("%s\n\t%s", msg, *cause) : msg;
}

/* An untyped value fits a type parameter when it fits each specific type of its type set. */
static bool untyped_fits(Checker *c, Operand *x, Type *t)
{
    DiagCode code;
    const Const *val;
    if (t->kind != T_TYPEPARAM)
        return check_implicit_type(c, x, t, &val, &code) != NULL;
    for (TypeSeq s = type_seq(t); type_seq_next(&s); ) {
        if (!s.t || !check_implicit_type(c, x, s.t, &val, &code))
            return false;
    }
    return true;
}

/* x's type is not a named type and t is a type parameter: x must be assignable to each type of t's set. */
static bool assignable_to_tparam(Checker *c, Operand *x, Type *t, const char **cause, DiagCode *code)
{
    for (TypeSeq s = type_seq(t); type_seq_next(&s); ) {
        if (!s.t)
            return false;
        if (!operand_assignable_to(c, x, s.t, cause, code)) {
            if (cause)
                prepend_cause(cause, "cannot assign %s to %s (in %s)", typ_str(c, x->type), typ_str(c, s.t), typ_str(c, t));
            return false;
        }
    }
    return true;
}

/* x's type v is a type parameter and t is not a named type: values of each type of v's set must be assignable. */
static bool assignable_from_tparam(Checker *c, const Operand *x, Type *v, Type *t, const char **cause, DiagCode *code)
{
    Operand y = *x;
    for (TypeSeq s = type_seq(v); type_seq_next(&s); ) {
        if (!s.t)
            return false;
        y.type = s.t;
        if (!operand_assignable_to(c, &y, t, cause, code)) {
            if (cause)
                prepend_cause(cause, "cannot assign %s (in %s) to %s", typ_str(c, s.t), typ_str(c, v), typ_str(c, t));
            return false;
        }
    }
    return true;
}

bool operand_assignable_to(Checker *c, Operand *x, Type *target, const char **cause, DiagCode *code)
{
    DiagCode ignored;
    if (!code)
        code = &ignored;
    *code = ERR_IncompatibleAssign;
    if (x->mode == MODE_NONE || !typ_is_valid(target))
        return true;            /* avoid follow-up errors */
    Type *v = typ_unalias(x->type), *t = typ_unalias(target);
    if (v == t || typ_identical(v, t))
        return true;
    Type *vu = typ_underlying(v), *tu = typ_underlying(t);
    bool v_param = v->kind == T_TYPEPARAM, t_param = t->kind == T_TYPEPARAM;
    if (typ_is_untyped(vu))
        return untyped_fits(c, x, t);

    if (!v_param && !t_param && (!has_name(v) || !has_name(t)) && typ_identical(vu, tu))
        return true;

    /* T is an interface that V implements; a pointer to an interface gives a helpful cause. */
    if ((tu->kind == T_INTERFACE && !t_param) || typ_is_interface_ptr(tu)) {
        if (check_implements(c, v, t, false, cause))
            return true;
        if (!v_param) {
            *code = ERR_InvalidIfaceAssign;
            return false;
        }
        if (cause)
            *cause = "";
    }

    if (vu->kind == T_INTERFACE && !v_param && check_implements(c, t, v, false, NULL)) {
        if (cause)
            *cause = "need type assertion";
        return false;
    }

    if (vu->kind == T_CHAN && vu->u.chan.dir == 0 && tu->kind == T_CHAN &&
        typ_identical(vu->u.chan.elem, tu->u.chan.elem)) {
        *code = ERR_InvalidChanAssign;
        return !has_name(v) || !has_name(t);
    }

    if (!has_name(v) && t_param)
        return assignable_to_tparam(c, x, t, cause, code);
    if (v_param && !has_name(t))
        return assignable_from_tparam(c, x, v, target, cause, code);
    return false;
}
