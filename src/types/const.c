/*
 * const.c - constant operands: representability (spec, "Representability"), overflow, and the conversion of
 * untyped operands to a type.
 *
 * A typed constant always holds a value that its type represents exactly (floats: rounded). Untyped constants
 * are exact but bounded, so that a mistaken expression does not eat all memory.
 */
#include "types_int.h"

enum { UNTYPED_INT_BITS = 512 };
static const int64_t max_string_bytes = 2000000000;

/* What an operation that can overflow is called; NULL for others. */
static const char *op_name(const Node *e)
{
    if (!e)
        return NULL;
    if (e->kind == N_UNARY)
        return e->op == OP_XOR ? "bitwise complement" : NULL;
    if (e->kind != N_BINARY)
        return NULL;
    switch (e->op) {
    case OP_PLUS: return "addition";
    case OP_MINUS: return "subtraction";
    case OP_XOR: return "bitwise XOR";
    case OP_MUL: return "multiplication";
    case OP_SHL: return "shift";
    default: return NULL;
    }
}

void check_overflow(Checker *c, Operand *x, Pos op_pos)
{
    ConKind kind = con_kind(x->val);
    if (kind == CON_UNKNOWN) {
        check_error(c, op_pos, ERR_InvalidConstVal, "constant result is not representable");
        return;
    }
    if (!typ_is_untyped(x->type)) {
        check_representable(c, x, typ_underlying(x->type));
        return;
    }
    if (kind == CON_INT && con_bit_len(x->val) > UNTYPED_INT_BITS) {
        const char *op = op_name(x->expr);
        check_error(c, op_pos, ERR_InvalidConstVal, "constant %s%soverflow", op ? op : "", op ? " " : "");
        x->val = con_unknown();
        return;
    }
    if (kind == CON_STRING) {
        size_t n = con_string_len(x->val);
        if (n > (size_t)max_string_bytes) {
            check_error(c, op_pos, ERR_InvalidConstVal, "constant string too long (%zu bytes > %lld bytes)", n,
                        (long long)max_string_bytes);
            x->val = con_unknown();
        }
    }
}

static bool int_fits(const Const *x, Type *t)
{
    uint8_t kind = t->u.basic.kind;
    if (kind == B_UNTYPED_INT || kind == B_UNTYPED_RUNE)
        return true;
    uint32_t bits = (uint32_t)typ_sizeof(t) * 8;
    if (t->u.basic.info & BI_UNSIGNED)
        return con_sign(x) >= 0 && con_bit_len(x) <= bits;
    int64_t v;
    if (!con_int64_val(x, &v))
        return false;
    return bits == 64 || (v >= -((int64_t)1 << (bits - 1)) && v < (int64_t)1 << (bits - 1));
}

static bool float_fits(const Const *x, uint8_t kind, const Const **rounded)
{
    const Const *r;
    switch (kind) {
    case B_FLOAT32: r = con_round_float32(x); break;
    case B_FLOAT64: r = con_round_float64(x); break;
    default: return true;
    }
    if (con_kind(r) == CON_UNKNOWN)
        return false;
    *rounded = r;
    return true;
}

static bool complex_fits(const Const *x, uint8_t kind, const Const **rounded)
{
    if (kind == B_UNTYPED_COMPLEX)
        return true;
    uint8_t part = kind == B_COMPLEX64 ? B_FLOAT32 : B_FLOAT64;
    const Const *re = con_real(x), *im = con_imag(x);
    if (!float_fits(re, part, &re) || !float_fits(im, part, &im))
        return false;
    *rounded = con_complex(re, im);
    return true;
}

/* Is x representable as a value of basic type t? *rounded (may be NULL) is then that value. */
bool check_representable_const(Checker *c, const Const *x, Type *t, const Const **rounded)
{
    (void)c;
    const Const *unused;
    if (!rounded)
        rounded = &unused;
    if (con_kind(x) == CON_UNKNOWN)
        return true;
    uint8_t info = t->u.basic.info;
    if (info & BI_INTEGER) {
        const Const *i = con_to_int(x);
        if (con_kind(i) != CON_INT)
            return false;
        *rounded = i;
        return int_fits(i, t);
    }
    if (info & BI_FLOAT) {
        const Const *f = con_to_float(x);
        return con_kind(f) == CON_FLOAT && float_fits(f, t->u.basic.kind, rounded);
    }
    if (info & BI_COMPLEX) {
        const Const *z = con_to_complex(x);
        return con_kind(z) == CON_COMPLEX && complex_fits(z, t->u.basic.kind, rounded);
    }
    if (info & BI_STRING)
        return con_kind(x) == CON_STRING;
    if (info & BI_BOOLEAN)
        return con_kind(x) == CON_BOOL;
    return false;
}

/* The value of constant x as basic type t, or NULL and why not. */
static const Const *representation(Checker *c, Operand *x, Type *t, DiagCode *code)
{
    const Const *v = x->val;
    if (check_representable_const(c, x->val, t, &v))
        return v;
    *code = ERR_InvalidConstVal;
    if (typ_is_basic(x->type, BI_NUMERIC) && typ_is_basic(t, BI_NUMERIC)) {
        bool truncates = !typ_is_basic(x->type, BI_INTEGER) && typ_is_basic(t, BI_INTEGER);
        *code = truncates ? ERR_TruncatedFloat : ERR_NumericOverflow;
    }
    return NULL;
}

void check_invalid_conversion(Checker *c, DiagCode code, Operand *x, Type *target)
{
    const char *xs = operand_string(c, x), *ts = typ_str(c, target);
    if (code == ERR_TruncatedFloat)
        check_error_node(c, x->expr, code, "%s truncated to %s", xs, ts);
    else if (code == ERR_NumericOverflow)
        check_error_node(c, x->expr, code, "%s overflows %s", xs, ts);
    else
        check_error_node(c, x->expr, code, "cannot convert %s to type %s", xs, ts);
}

void check_representable(Checker *c, Operand *x, Type *t)
{
    DiagCode code;
    const Const *v = representation(c, x, t, &code);
    if (!v) {
        check_invalid_conversion(c, code, x, t);
        x->mode = MODE_NONE;
        return;
    }
    x->val = v;
}

/* The later of two untyped numeric types in: int, rune, float, complex; NULL when they do not mix. */
static Type *max_type(Type *x, Type *y)
{
    if (x == y)
        return x;
    if ((x->u.basic.info & BI_NUMERIC) && (y->u.basic.info & BI_NUMERIC))
        return x->u.basic.kind > y->u.basic.kind ? x : y;
    return NULL;
}

/* May a non-constant untyped value (comparison, delayed shift) become basic type t? */
static bool untyped_value_fits(Type *x, Type *t)
{
    switch (x->u.basic.kind) {
    case B_UNTYPED_BOOL: return typ_is_basic(t, BI_BOOLEAN);
    case B_UNTYPED_INT: case B_UNTYPED_RUNE: case B_UNTYPED_FLOAT: case B_UNTYPED_COMPLEX:
        return typ_is_basic(t, BI_NUMERIC);
    case B_UNTYPED_STRING: return typ_is_basic(t, BI_STRING);
    default: return false;
    }
}

static bool fits_type_set(Checker *c, Operand *x, Type *tparam)
{
    const Const *val;
    DiagCode code;
    for (TypeSeq s = type_seq(tparam); type_seq_next(&s); ) {
        if (!s.u || !check_implicit_type(c, x, s.u, &val, &code))
            return false;
    }
    return true;
}

/* The type that untyped x takes where target is expected, with its value there in *val (NULL: unchanged); NULL
 * and a code when there is none. A typed x keeps its type. */
Type *check_implicit_type(Checker *c, Operand *x, Type *target, const Const **val, DiagCode *code)
{
    *val = NULL;
    *code = ERR_NONE;
    if (x->mode == MODE_NONE || !typ_is_untyped(x->type) || !typ_is_valid(target))
        return x->type;

    *code = ERR_InvalidUntypedConversion;
    Type *result = NULL;
    if (typ_is_untyped(target)) {
        result = max_type(x->type, target);
    } else if (operand_is_nil(x)) {
        result = typ_has_nil(target) ? target : NULL;
    } else {
        Type *u = typ_underlying(target);
        if (u->kind == T_BASIC && x->mode == MODE_CONST) {
            *val = representation(c, x, u, code);
            result = *val ? target : NULL;
        } else if (u->kind == T_BASIC) {
            result = untyped_value_fits(x->type, target) ? target : NULL;
        } else if (typ_is_typeparam(target)) {
            result = fits_type_set(c, x, target) ? target : NULL;
        } else if (u->kind == T_INTERFACE) {
            TypeSet *set = typ_type_set(u);
            bool empty = set->all_terms && !set->comparable && set->methods.n == 0;
            result = empty ? typ_default(x->type) : NULL;
        }
    }
    if (result)
        *code = ERR_NONE;
    return result;
}

void check_convert_untyped(Checker *c, Operand *x, Type *target)
{
    const Const *val;
    DiagCode code;
    Type *t = check_implicit_type(c, x, target, &val, &code);
    if (!t) {
        check_invalid_conversion(c, code, x, typ_is_typeparam(target) ? target : typ_underlying(target));
        x->mode = MODE_NONE;
        return;
    }
    if (val) {
        x->val = val;
        check_update_expr_val(x->expr, val);
    }
    if (t != x->type) {
        x->type = t;
        check_update_expr_type(c, x->expr, t, false);
    }
}
