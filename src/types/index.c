/*
 * index.c - index expressions, also as instantiations F[T], and slice expressions (spec, "Index expressions",
 * "Slice expressions").
 *
 * For a type parameter, all types of its set must allow the operation with the same element type; arrays among
 * them bound constant indices by the shortest one.
 */
#include "types_int.h"

#define INVALID_OP "invalid operation: "
#define INVALID_ARG "invalid argument: "

Type *typ_array_ptr_deref(Type *t)
{
    Type *p = typ_unalias(t);
    if (p->kind == T_POINTER) {
        Type *u = typ_underlying(p->u.pointer.base);
        if (u->kind == T_ARRAY)
            return u;
    }
    return t;
}

static int64_t string_length(const Const *val)
{
    return con_kind(val) == CON_STRING ? (int64_t)con_string_len(val) : -1;
}

/* The one index of e. */
static Node *single_index(Checker *c, Node *e)
{
    Node *index = e->u.index.index;
    if (!index) {
        check_error_node(c, e, ERR_InvalidSyntaxTree, "missing index for %s", expr_str(e->u.index.x));
        return NULL;
    }
    if (index->kind != N_LIST)
        return index;
    if (index->u.list.elems.n > 1)
        check_error_node(c, index->u.list.elems.p[1], ERR_InvalidIndex, INVALID_OP "more than one index");
    return index->u.list.elems.p[0];
}

bool check_is_valid_index(Checker *c, Operand *x, DiagCode code, const char *what, bool allow_negative)
{
    if (x->mode == MODE_NONE)
        return false;
    check_convert_untyped(c, x, typ_basic[B_INT]);
    if (x->mode == MODE_NONE)
        return false;
    const char *problem = NULL;
    if (!typ_all_basic(x->type, BI_INTEGER))
        problem = "must be integer";
    else if (x->mode == MODE_CONST && !allow_negative && con_sign(x->val) < 0)
        problem = "must not be negative";
    else if (x->mode == MODE_CONST && !check_representable_const(c, x->val, typ_basic[B_INT], &x->val))
        problem = "overflows int";
    if (problem)
        check_error_node(c, x->expr, code, INVALID_ARG "%s %s %s", what, operand_string(c, x), problem);
    return !problem;
}

Type *check_index(Checker *c, Node *index, int64_t max, int64_t *val)
{
    *val = -1;
    Operand x;
    check_expr(c, NULL, &x, index);
    if (!check_is_valid_index(c, &x, ERR_InvalidIndex, "index", false))
        return typ_basic[B_INVALID];
    if (x.mode != MODE_CONST)
        return x.type;
    int64_t v;
    if (!con_int64_val(x.val, &v))
        return typ_basic[B_INVALID];
    if (max >= 0 && v >= max) {
        check_error_node(c, x.expr, ERR_InvalidIndex, INVALID_ARG "index %s out of bounds [0:%lld]", con_format(x.val), (long long)max);
        return typ_basic[B_INVALID];
    }
    *val = v;
    return x.type;
}

/* x[key] of a map. The element type is known even if the key is wrong. */
static void check_map_index(Checker *c, Operand *x, Node *e, Type *key, Type *elem)
{
    Node *index = single_index(c, e);
    if (!index) {
        x->mode = MODE_NONE;
        return;
    }
    Operand k;
    check_generic_expr(c, &k, index, NULL);
    check_assignment(c, &k, key, "map index");
    x->mode = MODE_MAP_INDEX;
    x->type = elem;
    x->expr = e;
}

/* What indexing a value of underlying type u gives. */
typedef struct Indexed {
    Type *key, *elem;           /* key: maps only; elem NULL: u cannot be indexed */
    int64_t len;                /* -1: not known */
    ExprMode mode;
} Indexed;

static Indexed indexed_type(Type *u, ExprMode mode)
{
    Indexed r = { .len = -1, .mode = MODE_VAR };
    if (!u)
        return r;
    switch (u->kind) {
    case T_BASIC:
        if (u->u.basic.info & BI_STRING) {
            r.elem = typ_byte;
            r.mode = MODE_VALUE;
        }
        break;
    case T_ARRAY:
        r.elem = u->u.array.elem;
        r.len = u->u.array.len;
        r.mode = mode == MODE_VAR ? MODE_VAR : MODE_VALUE;
        break;
    case T_POINTER: {
        Type *a = typ_underlying(u->u.pointer.base);
        if (a->kind == T_ARRAY) {
            r.elem = a->u.array.elem;
            r.len = a->u.array.len;
        }
        break;
    }
    case T_SLICE:
        r.elem = u->u.slice.elem;
        break;
    case T_MAP:
        r.key = u->u.map.key;
        r.elem = u->u.map.elem;
        r.mode = MODE_MAP_INDEX;
        break;
    default:
        break;
    }
    return r;
}

/* The same for all types of a type parameter's set: keys and elements must agree. */
static Indexed indexed_set(Type *tparam, ExprMode mode)
{
    Indexed all = { .len = -1 };
    bool only_value = false;
    for (TypeSeq s = type_seq(tparam); type_seq_next(&s); ) {
        Indexed r = indexed_type(s.u, mode);
        if (!r.elem)
            return (Indexed){ 0 };
        only_value |= r.mode == MODE_VALUE;
        if (!all.elem) {
            all = r;
            continue;
        }
        bool same_key = all.key && r.key ? typ_identical(all.key, r.key) : all.key == r.key;
        if (!same_key || !typ_identical(all.elem, r.elem))
            return (Indexed){ 0 };
        if (r.len >= 0 && r.len < all.len)
            all.len = r.len;
    }
    all.mode = only_value ? MODE_VALUE : MODE_VAR;
    return all;
}

/* Types that are indexed through must be complete. */
static bool complete_for_index(Checker *c, Type *t)
{
    if (!check_is_complete(c, t))
        return false;
    Type *u = typ_underlying(t);
    if (u->kind == T_POINTER)
        return check_is_complete(c, u->u.pointer.base);
    return u->kind != T_MAP || check_is_complete(c, u->u.map.elem);
}

bool check_index_expr(Checker *c, Operand *x, Node *e)
{
    check_expr_or_type(c, x, e->u.index.x, true);
    if (x->mode == MODE_NONE) {
        check_use(c, &e->u.index.index, 1);
        return false;
    }
    if (x->mode == MODE_TYPE) {
        x->mode = MODE_NONE;
        x->type = check_var_type(c, e);
        if (typ_is_valid(x->type))
            x->mode = MODE_TYPE;
        return false;
    }
    if (x->mode == MODE_VALUE) {
        Type *u = typ_underlying(x->type);
        if (u->kind == T_SIGNATURE && u->u.sig.ntparams)
            return true;
    }
    check_non_generic(c, NULL, x);
    if (x->mode == MODE_NONE)
        return false;
    if (!complete_for_index(c, x->type)) {
        x->mode = MODE_NONE;
        return false;
    }
    Indexed r;
    if (typ_is_typeparam(x->type))
        r = indexed_set(x->type, x->mode);
    else
        r = indexed_type(typ_underlying(x->type), x->mode);
    if (!r.elem) {
        check_error(c, e->pos, ERR_NonSliceableOperand, "cannot index %s", operand_string(c, x));
        check_use(c, &e->u.index.index, 1);
        x->mode = MODE_NONE;
        return false;
    }
    if (r.key) {
        check_map_index(c, x, e, r.key, r.elem);
        return false;
    }
    if (x->mode == MODE_CONST) {
        r.len = string_length(x->val);
        if (typ_is_untyped(x->type))
            check_update_expr_type(c, x->expr, typ_basic[B_STRING], true);
    }
    x->mode = r.mode;
    x->type = r.elem;
    Node *index = single_index(c, e);
    if (!index) {
        x->mode = MODE_NONE;
        return false;
    }
    int64_t val;
    check_index(c, index, r.len, &val);
    return false;
}

/* ---- slices -------------------------------------------------------------------------- */

/* The underlying type that x is sliced as: strings count as byte slices while comparing the types of a set. NULL
 * after an error. */
static Type *sliced_type(Checker *c, Operand *x)
{
    if (!typ_is_typeparam(x->type))
        return typ_underlying(x->type);
    Type *ct = NULL, *cu = NULL;
    bool has_string = false;
    for (TypeSeq s = type_seq(x->type); type_seq_next(&s); ) {
        Type *u = s.u;
        if (!u) {
            check_error_node(c, x->expr, ERR_NonSliceableOperand, "cannot slice %s: no specific type in %s", operand_string(c, x),
                             typ_str(c, x->type));
            return NULL;
        }
        if (typ_is_basic(u, BI_STRING)) {
            u = typ_new_slice(typ_byte);
            has_string = true;
        }
        if (!cu) {
            ct = s.t;
            cu = u;
        } else if (!typ_identical(cu, u)) {
            check_error_node(c, x->expr, ERR_NonSliceableOperand, "cannot slice %s: %s and %s have different underlying types",
                             operand_string(c, x), typ_str(c, ct), typ_str(c, s.t));
            return has_string ? typ_basic[B_STRING] : NULL;
        }
    }
    return has_string ? typ_basic[B_STRING] : cu;
}

/* Gives x the type of its slices; *len is the length if known. */
static bool check_sliceable(Checker *c, Operand *x, Node *e, Type *u, int64_t *len)
{
    Type *array = u;
    switch (u->kind) {
    case T_BASIC:
        if (!(u->u.basic.info & BI_STRING))
            break;
        if (e->u.slice.full) {
            Node *at = e->u.slice.idx[2] ? e->u.slice.idx[2] : e;
            check_error_node(c, at, ERR_InvalidSliceExpr, INVALID_OP "3-index slice of string");
            return false;
        }
        if (x->mode == MODE_CONST)
            *len = string_length(x->val);
        if (typ_is_untyped(x->type)) {
            check_update_expr_type(c, x->expr, typ_basic[B_STRING], true);
            x->type = typ_basic[B_STRING];
        }
        return true;
    case T_POINTER:
        array = typ_underlying(u->u.pointer.base);
        if (array->kind != T_ARRAY)
            break;
        *len = array->u.array.len;
        x->type = typ_new_slice(array->u.array.elem);
        return true;
    case T_ARRAY:
        *len = u->u.array.len;
        if (x->mode != MODE_VAR) {
            check_error_node(c, x->expr, ERR_NonSliceableOperand, "cannot slice unaddressable value %s", operand_string(c, x));
            return false;
        }
        check_mark_addr_taken(c, e->u.slice.x);
        x->type = typ_new_slice(u->u.array.elem);
        return true;
    case T_SLICE:
        return true;
    default:
        break;
    }
    check_error_node(c, x->expr, ERR_NonSliceableOperand, "cannot slice %s", operand_string(c, x));
    return false;
}

/* Constant indices must not decrease. */
static void check_slice_order(Checker *c, Node *e, const int64_t ind[3])
{
    for (int i = 0; i < 2; i++) {
        for (int j = i + 1; j < 3 && ind[i] > 0; j++) {
            if (ind[j] >= 0 && ind[j] < ind[i]) {
                check_error_node(c, e->u.slice.idx[j], ERR_SwappedSliceIndices, "invalid slice indices: %lld < %lld",
                                 (long long)ind[j], (long long)ind[i]);
                return;
            }
        }
    }
}

void check_slice_expr(Checker *c, Operand *x, Node *e)
{
    check_expr(c, NULL, x, e->u.slice.x);
    if (x->mode == MODE_NONE) {
        check_use(c, e->u.slice.idx, 3);
        return;
    }
    Type *u = sliced_type(c, x);
    Type *xu = typ_underlying(x->type);
    int64_t len = -1;
    if ((xu->kind == T_POINTER && !check_is_complete(c, xu->u.pointer.base)) || !u || !check_sliceable(c, x, e, u, &len)) {
        x->mode = MODE_NONE;
        return;
    }
    x->mode = MODE_VALUE;
    if (e->u.slice.full && (!e->u.slice.idx[1] || !e->u.slice.idx[2])) {
        check_error_node(c, e, ERR_InvalidSyntaxTree, "2nd and 3rd index required in 3-index slice");
        x->mode = MODE_NONE;
        return;
    }
    int64_t ind[3];
    for (int i = 0; i < 3; i++) {
        ind[i] = i == 0 ? 0 : len;
        if (e->u.slice.idx[i])
            check_index(c, e->u.slice.idx[i], len >= 0 ? len + 1 : -1, &ind[i]);
    }
    check_slice_order(c, e, ind);
}
