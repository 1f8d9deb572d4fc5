/*
 * conversion.c - conversions T(x) (spec, "Conversions").
 *
 * A constant converted to a constant type stays constant. Everything else is decided by types alone; for type
 * parameters each pair of types from the two type sets must convert.
 */
#include "types_int.h"

static bool is_bytes_or_runes(Type *u)
{
    if (u->kind != T_SLICE)
        return false;
    Type *e = typ_underlying(u->u.slice.elem);
    return e->kind == T_BASIC && (e->u.basic.kind == B_UINT8 || e->u.basic.kind == B_INT32);
}

static bool is_basic_kind(Type *u, BasicKind kind)
{
    return u->kind == T_BASIC && u->u.basic.kind == kind;
}

/* string(i) for a constant integer: the rune, or U+FFFD if there is none. */
static const Const *rune_string(const Const *i)
{
    uint64_t r;
    if (!con_uint64_val(i, &r) || r > 0x10FFFF)
        r = 0xFFFD;
    Buf b;
    buf_init(&b, typ_arena());
    buf_rune(&b, (uint32_t)r);
    return con_string(b.p, b.n);
}

/* Does constant x convert to basic type t? *val (may be NULL) is the result. */
static bool const_convertible(Checker *c, Operand *x, Type *t, const Const **val)
{
    Type *u = typ_underlying(t);
    if (u->kind != T_BASIC)
        return false;
    if (check_representable_const(c, x->val, u, val))
        return true;
    if (!typ_is_basic(x->type, BI_INTEGER) || !(u->u.basic.info & BI_STRING))
        return false;
    if (val)
        *val = rune_string(x->val);
    return true;
}

/* A constant converts to a type parameter when it converts to each type of its set. */
static bool const_convertible_to_tparam(Checker *c, Operand *x, Type *t, const char **cause)
{
    for (TypeSeq s = type_seq(t); type_seq_next(&s); ) {
        if (!s.u) {
            *cause = check_sprintf("%s does not contain specific types", typ_str(c, t));
            return false;
        }
        if (typ_is_basic(x->type, BI_STRING) && is_bytes_or_runes(s.u))
            continue;
        if (const_convertible(c, x, s.u, NULL))
            continue;
        if (typ_is_basic(x->type, BI_INTEGER) && typ_is_basic(s.u, BI_INTEGER))
            *cause = check_sprintf("constant %s overflows %s (in %s)", con_format(x->val), typ_str(c, s.u), typ_str(c, t));
        else
            *cause = check_sprintf("cannot convert %s to type %s (in %s)", operand_string(c, x), typ_str(c, s.u), typ_str(c, t));
        return false;
    }
    return true;
}

/* The type that untyped argument x has once it is converted to t. */
static Type *final_argument_type(Operand *x, Type *t, bool const_arg)
{
    if (x->type == typ_basic[B_UNTYPED_NIL])
        return t;
    if (typ_is_plain_interface(t) || (const_arg && !typ_is_basic(t, BI_CONST_TYPE)))
        return typ_default(x->type);
    if (x->mode == MODE_CONST && typ_is_basic(x->type, BI_INTEGER) && typ_all_basic(t, BI_STRING))
        return x->type;
    return t;
}

void check_conversion(Checker *c, Operand *x, Type *t)
{
    bool const_arg = x->mode == MODE_CONST, ok = false;
    const char *cause = "";
    if (const_arg && typ_is_basic(t, BI_CONST_TYPE)) {
        ok = const_convertible(c, x, t, &x->val);       /* messages show what came of it */
        if (!ok && typ_is_basic(x->type, BI_INTEGER) && typ_is_basic(t, BI_INTEGER)) {
            check_error_node(c, x->expr, ERR_InvalidConversion, "constant %s overflows %s", con_format(x->val), typ_str(c, t));
            x->mode = MODE_NONE;
            return;
        }
    } else if (const_arg && typ_is_typeparam(t)) {
        ok = const_convertible_to_tparam(c, x, t, &cause);
        x->mode = MODE_VALUE;
    } else if (operand_convertible_to(c, x, t, &cause)) {
        ok = true;
        x->mode = MODE_VALUE;
    }
    if (!ok) {
        bool has_cause = cause && *cause;
        check_error_node(c, x->expr, ERR_InvalidConversion, "cannot convert %s to type %s%s%s", operand_string(c, x),
                         typ_str(c, t), has_cause ? ": " : "", has_cause ? cause : "");
        x->mode = MODE_NONE;
        return;
    }
    if (typ_is_untyped(x->type))
        check_update_expr_type(c, x->expr, final_argument_type(x, t, const_arg), true);
    x->type = t;
}

/* Slices convert to arrays and array pointers of the same element type, from some language version on. */
static bool slice_to_array(Checker *c, Type *vu, Type *tu, const char **cause, bool *decided)
{
    bool pointer = tu->kind == T_POINTER;
    Type *a = pointer ? typ_underlying(tu->u.pointer.base) : tu;
    *decided = vu->kind == T_SLICE && a->kind == T_ARRAY && typ_identical(vu->u.slice.elem, a->u.array.elem);
    if (!*decided)
        return false;
    if (!c || check_allow_version(c, pointer ? 17 : 20))
        return true;
    if (cause)
        *cause = pointer ? "conversion of slice to array pointer requires go1.17 or later"
                         : "conversion of slice to array requires go1.20 or later";
    return false;
}

static bool same_base_pointers(Type *v, Type *t)
{
    if (v->kind != T_POINTER || t->kind != T_POINTER)
        return false;
    Type *vb = v->u.pointer.base, *tb = t->u.pointer.base;
    return !typ_is_typeparam(vb) && !typ_is_typeparam(tb) &&
           typ_identical_ignore_tags(typ_underlying(vb), typ_underlying(tb));
}

static bool basic_convertible(Type *vu, Type *tu)
{
    if (typ_is_basic(vu, BI_INTEGER | BI_FLOAT) && typ_is_basic(tu, BI_INTEGER | BI_FLOAT))
        return true;
    if (typ_is_basic(vu, BI_COMPLEX) && typ_is_basic(tu, BI_COMPLEX))
        return true;
    if ((typ_is_basic(vu, BI_INTEGER) || is_bytes_or_runes(vu)) && typ_is_basic(tu, BI_STRING))
        return true;
    return typ_is_basic(vu, BI_STRING) && is_bytes_or_runes(tu);
}

/* Package unsafe: pointers and uintptr to unsafe.Pointer and back. */
static bool unsafe_convertible(Type *vu, Type *tu)
{
    if (is_basic_kind(tu, B_UNSAFE_POINTER))
        return vu->kind == T_POINTER || is_basic_kind(vu, B_UINTPTR);
    return is_basic_kind(vu, B_UNSAFE_POINTER) && (tu->kind == T_POINTER || is_basic_kind(tu, B_UINTPTR));
}

static void prepend(const char **cause, const char *msg)
{
    *cause = *cause && **cause ? check_sprintf("%s\n\t%s", msg, *cause) : msg;
}

/* Does x (of type v, a type of vp's set unless vp is NULL) convert to every type of tp's set? */
static bool convertible_to_set(Checker *c, Operand *x, Type *vp, Type *tp, const char **cause)
{
    for (TypeSeq s = type_seq(tp); type_seq_next(&s); ) {
        if (!s.t)
            return false;
        if (operand_convertible_to(c, x, s.t, cause))
            continue;
        if (!cause)
            return false;
        if (vp)
            prepend(cause, check_sprintf("cannot convert %s (in %s) to type %s (in %s)", typ_str(c, x->type), typ_str(c, vp),
                                         typ_str(c, s.t), typ_str(c, tp)));
        else
            prepend(cause, check_sprintf("cannot convert %s to type %s (in %s)", typ_str(c, x->type), typ_str(c, s.t),
                                         typ_str(c, tp)));
        return false;
    }
    return true;
}

static bool convertible_from_set(Checker *c, const Operand *x, Type *vp, Type *t, Type *target, const char **cause)
{
    Operand y = *x;
    for (TypeSeq s = type_seq(vp); type_seq_next(&s); ) {
        if (!s.t)
            return false;
        y.type = s.t;
        if (t->kind == T_TYPEPARAM) {
            if (!convertible_to_set(c, &y, vp, t, cause))
                return false;
        } else if (!operand_convertible_to(c, &y, t, cause)) {
            if (cause)
                prepend(cause, check_sprintf("cannot convert %s (in %s) to type %s", typ_str(c, s.t), typ_str(c, vp),
                                             typ_str(c, target)));
            return false;
        }
    }
    return true;
}

bool operand_convertible_to(Checker *c, Operand *x, Type *target, const char **cause)
{
    if (operand_assignable_to(c, x, target, cause, NULL))
        return true;
    Type *v = typ_unalias(x->type), *t = typ_unalias(target);
    Type *vu = typ_underlying(v), *tu = typ_underlying(t);
    bool v_param = v->kind == T_TYPEPARAM, t_param = t->kind == T_TYPEPARAM;
    if (!v_param && !t_param && typ_identical_ignore_tags(vu, tu))
        return true;
    if (same_base_pointers(v, t) || basic_convertible(vu, tu) || unsafe_convertible(vu, tu))
        return true;
    bool decided;
    bool ok = slice_to_array(c, vu, tu, cause, &decided);
    if (decided)
        return ok;
    if (v_param)
        return convertible_from_set(c, x, v, t, target, cause);
    return t_param && convertible_to_set(c, x, NULL, t, cause);
}
