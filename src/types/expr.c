/*
 * expr.c - expressions: dispatch by kind, names of what may stand where, unary and binary operations, shifts,
 * comparisons (spec, "Expressions").
 *
 * Every check_*expr fills an Operand and records it in the node. After an error the operand's mode is MODE_NONE
 * and all who see it stay silent. An untyped operand is recorded as such and takes its type from its context
 * later (record.c); a constant left operand of a non-constant shift is typed "as if the shift were not there",
 * therefore it is only marked here and checked when its type is settled.
 */
#include "types_int.h"

#define INVALID_OP "invalid operation: "

static void invalidate(Operand *x)
{
    x->mode = MODE_NONE;
}

/* Where an operation's own errors are reported: at its operator. */
static Pos op_pos(const Node *e)
{
    return e->kind == N_UNARY || e->kind == N_BINARY ? e->pos : syn_start_pos(e);
}

static const ConOp con_ops[] = {
    [OP_NOT] = CON_NOT, [OP_OROR] = CON_LOR, [OP_ANDAND] = CON_LAND,
    [OP_EQL] = CON_EQL, [OP_NEQ] = CON_NEQ, [OP_LSS] = CON_LSS, [OP_LEQ] = CON_LEQ, [OP_GTR] = CON_GTR, [OP_GEQ] = CON_GEQ,
    [OP_PLUS] = CON_ADD, [OP_MINUS] = CON_SUB, [OP_OR] = CON_OR, [OP_XOR] = CON_XOR,
    [OP_MUL] = CON_MUL, [OP_DIV] = CON_QUO, [OP_REM] = CON_REM, [OP_AND] = CON_AND, [OP_AND_NOT] = CON_AND_NOT,
    [OP_SHL] = CON_SHL, [OP_SHR] = CON_SHR,
};

static const ConOp unary_con_ops[] = {
    [OP_PLUS] = CON_PLUS, [OP_MINUS] = CON_NEG, [OP_XOR] = CON_XOR, [OP_NOT] = CON_NOT,
};

/* The basic types that an operator is defined on; 0: not an operator of that arity. */
static const uint8_t unary_operands[OP_DEREF + 1] = {
    [OP_PLUS] = BI_NUMERIC, [OP_MINUS] = BI_NUMERIC, [OP_XOR] = BI_INTEGER, [OP_NOT] = BI_BOOLEAN,
};
static const uint8_t binary_operands[OP_DEREF + 1] = {
    [OP_PLUS] = BI_NUMERIC | BI_STRING, [OP_MINUS] = BI_NUMERIC, [OP_MUL] = BI_NUMERIC, [OP_DIV] = BI_NUMERIC,
    [OP_REM] = BI_INTEGER, [OP_AND] = BI_INTEGER, [OP_OR] = BI_INTEGER, [OP_XOR] = BI_INTEGER,
    [OP_AND_NOT] = BI_INTEGER, [OP_ANDAND] = BI_BOOLEAN, [OP_OROR] = BI_BOOLEAN,
};

static bool check_operator(Checker *c, const uint8_t *defined, Operand *x, Op op)
{
    if (!defined[op]) {
        check_error_node(c, x->expr, ERR_InvalidSyntaxTree, "unknown operator %s", op_text(op));
        return false;
    }
    if (typ_all_basic(x->type, defined[op]))
        return true;
    check_error_node(c, x->expr, ERR_UndefinedOp, INVALID_OP "operator %s not defined on %s", op_text(op), operand_string(c, x));
    return false;
}

/* ---- what may stand where ------------------------------------------------------- */

/* The signature that a generic function assigned to target takes its type arguments from, or NULL. */
static bool is_func_target(Checker *c, const Assignee *target)
{
    if (!target || !target->type)
        return false;
    Type *u = check_common_under(c, target->type, NULL, NULL);
    return u && u->kind == T_SIGNATURE;
}

/* A generic type or function must be instantiated; a function may be by its target. */
void check_non_generic(Checker *c, const Assignee *target, Operand *x)
{
    if (x->mode == MODE_NONE || x->mode == MODE_NO_VALUE)
        return;
    const char *what;
    if (x->type->kind == T_SIGNATURE && x->type->u.sig.ntparams) {
        if (is_func_target(c, target)) {
            check_func_inst(c, target, x->expr->pos, x, NULL, true, NULL);
            return;
        }
        what = "function";
    } else if (typ_is_generic(x->type)) {
        what = "type";
    } else {
        return;
    }
    check_error_node(c, x->expr, ERR_WrongTypeArgCount, "cannot use generic %s %s without instantiation", what, expr_str(x->expr));
    invalidate(x);
    x->type = typ_basic[B_INVALID];
}

/* Reports operands of the given modes. */
void check_exclude(Checker *c, Operand *x, bool no_value, bool builtin, bool type)
{
    if (x->mode == MODE_NO_VALUE && no_value)
        check_error_node(c, x->expr, ERR_TooManyValues, type ? "%s used as value" : "%s used as value or type", operand_string(c, x));
    else if (x->mode == MODE_BUILTIN && builtin)
        check_error_node(c, x->expr, ERR_UncalledBuiltin, "%s must be called", operand_string(c, x));
    else if (x->mode == MODE_TYPE && type)
        check_error_node(c, x->expr, ERR_NotAnExpr, "%s is not an expression", operand_string(c, x));
    else
        return;
    invalidate(x);
}

void check_single_value(Checker *c, Operand *x)
{
    if (x->mode == MODE_VALUE && x->type->kind == T_TUPLE) {
        check_error_node(c, x->expr, ERR_TooManyValues, "multiple-value %s in single-value context", operand_string(c, x));
        invalidate(x);
    }
}

void check_expr(Checker *c, const Assignee *target, Operand *x, Node *e)
{
    check_raw_expr(c, target, x, e, NULL, false);
    check_exclude(c, x, true, true, true);
    check_single_value(c, x);
}

void check_generic_expr(Checker *c, Operand *x, Node *e, Type *hint)
{
    check_raw_expr(c, NULL, x, e, hint, true);
    check_exclude(c, x, true, true, true);
    check_single_value(c, x);
}

void check_expr_or_type(Checker *c, Operand *x, Node *e, bool allow_generic)
{
    check_raw_expr(c, NULL, x, e, NULL, allow_generic);
    check_exclude(c, x, true, false, false);
    check_single_value(c, x);
}

/* "1st function result", "2nd function result", ... */
static const char *nth_result(uint32_t n)
{
    const char *ext = n == 1 ? "st" : n == 2 ? "nd" : n == 3 ? "rd" : "th";
    return check_sprintf("%u%s function result", n, ext);
}

bool check_multi_expr(Checker *c, Operands *l, Node *e, bool allow_comma_ok)
{
    Operand x;
    check_raw_expr(c, NULL, &x, e, NULL, false);
    check_exclude(c, &x, true, true, true);
    if (x.mode != MODE_NONE && x.type->kind == T_TUPLE) {
        ObjectVec *vars = &x.type->u.tuple.vars;
        Operand *p = operands_init(l, vars->n);
        for (uint32_t i = 0; i < vars->n; i++) {
            Node *label = operand_label(syn_start_pos(e), nth_result(i + 1));
            p[i] = (Operand){ .mode = MODE_VALUE, .expr = label, .type = vars->p[i]->type };
        }
        return false;
    }
    bool comma_ok = allow_comma_ok && (x.mode == MODE_MAP_INDEX || x.mode == MODE_COMMA_OK || x.mode == MODE_COMMA_ERR);
    Operand *p = operands_init(l, comma_ok ? 2 : 1);
    p[0] = x;
    if (comma_ok) {
        Node *label = operand_label(syn_start_pos(e), "ok value of (comma, ok) expression");
        p[1] = (Operand){ .mode = MODE_VALUE, .expr = label, .type = typ_basic[B_UNTYPED_BOOL] };
    }
    return comma_ok;
}

void check_expr_list(Checker *c, Operands *l, Node **list, uint32_t n)
{
    if (n == 1) {
        check_multi_expr(c, l, list[0], false);
        return;
    }
    Operand *p = operands_init(l, n);
    for (uint32_t i = 0; i < n; i++)
        check_expr(c, NULL, &p[i], list[i]);
}

/* ---- unary operations -------------------------------------------------------------- */

static const char *recv_cond(Checker *c, Type *t, Type *u)
{
    if (!u)
        return "no specific channel type";
    if (u->kind != T_CHAN)
        return check_sprintf("non-channel %s", typ_str(c, t));
    return u->u.chan.dir == 1 ? check_sprintf("send-only channel %s", typ_str(c, t)) : NULL;
}

static const char *send_cond(Checker *c, Type *t, Type *u)
{
    if (!u)
        return "no specific channel type";
    if (u->kind != T_CHAN)
        return check_sprintf("non-channel %s", typ_str(c, t));
    return u->u.chan.dir == 2 ? check_sprintf("receive-only channel %s", typ_str(c, t)) : NULL;
}

/* The element type of channel x to receive from or send to; NULL after an error at node at. */
Type *check_chan_elem(Checker *c, const Node *at, Operand *x, bool recv)
{
    const char *cause = "";
    Type *u = check_common_under(c, x->type, recv ? recv_cond : send_cond, &cause);
    if (u)
        return u->u.chan.elem;
    const char *what = recv ? "receive from" : "send to";
    DiagCode code = recv ? ERR_InvalidReceive : ERR_InvalidSend;
    if (typ_is_typeparam(x->type))
        check_error_node(c, at, code, INVALID_OP "cannot %s %s: %s", what, operand_string(c, x), cause);
    else
        check_error_node(c, at, code, INVALID_OP "cannot %s %s %s", what, cause, operand_string(c, x));
    return NULL;
}

static void check_address(Checker *c, Operand *x, Node *e)
{
    Node *inner = syn_unparen(e->u.unary.x);
    if (inner->kind != N_COMPOSITE_LIT && x->mode != MODE_VAR) {
        check_error_node(c, x->expr, ERR_UnaddressableOperand, INVALID_OP "cannot take address of %s", operand_string(c, x));
        invalidate(x);
        return;
    }
    check_mark_addr_taken(c, inner);
    x->mode = MODE_VALUE;
    x->type = typ_new_pointer(x->type);
}

static void check_unary(Checker *c, Operand *x, Node *e)
{
    check_expr(c, NULL, x, e->u.unary.x);
    if (x->mode == MODE_NONE)
        return;
    Op op = e->op;
    if (op == OP_ADDR) {
        check_address(c, x, e);
        return;
    }
    if (op == OP_RECV) {
        Type *elem = check_chan_elem(c, x->expr, x, true);
        if (!elem || !check_is_complete(c, elem)) {
            invalidate(x);
            return;
        }
        x->mode = MODE_COMMA_OK;
        x->type = elem;
        c->env.has_call_or_recv = true;
        return;
    }
    if (op == OP_TILDE) {
        if (!typ_all_basic(x->type, BI_INTEGER)) {
            check_error_node(c, e, ERR_UndefinedOp, "cannot use ~ outside of interface or type constraint");
            invalidate(x);
            return;
        }
        check_error_node(c, e, ERR_UndefinedOp,
                         "cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)");
        op = OP_XOR;
    }
    if (!check_operator(c, unary_operands, x, op)) {
        invalidate(x);
        return;
    }
    if (x->mode != MODE_CONST) {
        x->mode = MODE_VALUE;
        return;
    }
    if (con_kind(x->val) == CON_UNKNOWN)
        return;
    uint32_t bits = typ_is_basic(x->type, BI_UNSIGNED) ? (uint32_t)typ_sizeof(x->type) * 8 : 0;
    x->val = con_unary(unary_con_ops[op], x->val, bits);
    x->expr = e;
    check_overflow(c, x, op_pos(e));
}

/* *x as pointer indirection or pointer type. */
static void check_deref(Checker *c, Operand *x, Node *e)
{
    check_expr_or_type(c, x, e->u.unary.x, false);
    if (x->mode == MODE_NONE)
        return;
    if (x->mode == MODE_TYPE) {
        check_valid_var_type(c, e->u.unary.x, x->type);
        x->type = typ_new_pointer(x->type);
        return;
    }
    Type *base = NULL;
    for (TypeSeq s = type_seq(x->type); type_seq_next(&s); ) {
        bool pointer = s.u && s.u->kind == T_POINTER;
        if (!pointer || (base && !typ_identical(s.u->u.pointer.base, base))) {
            const char *xs = operand_string(c, x);
            if (pointer)
                check_error_node(c, x->expr, ERR_InvalidIndirection, INVALID_OP "pointers of %s must have identical base types", xs);
            else
                check_error_node(c, x->expr, ERR_InvalidIndirection, INVALID_OP "cannot indirect %s", xs);
            invalidate(x);
            return;
        }
        base = s.u->u.pointer.base;
    }
    if (!check_is_complete(c, base)) {
        invalidate(x);
        return;
    }
    x->mode = MODE_VAR;
    x->type = base;
}

/* ---- comparisons ---------------------------------------------------------------------- */

/* Why x and y cannot be compared with op: *err is the operand to blame; "" if there is nothing special to say.
 * NULL when they can. */
static const char *comparison_problem(Checker *c, Operand *x, Operand *y, Op op, Operand **err, DiagCode *code)
{
    *code = ERR_MismatchedTypes;
    *err = y;
    if (!operand_assignable_to(c, x, y->type, NULL, NULL) && !operand_assignable_to(c, y, x->type, NULL, NULL))
        return check_sprintf("mismatched types %s and %s", typ_str(c, x->type), typ_str(c, y->type));

    *code = ERR_UndefinedOp;
    if (op != OP_EQL && op != OP_NEQ) {
        if (!typ_all_basic(x->type, BI_ORDERED)) {
            *err = x;
            return "";
        }
        return typ_all_basic(y->type, BI_ORDERED) ? NULL : "";
    }
    if (operand_is_nil(x) || operand_is_nil(y))
        return typ_has_nil(operand_is_nil(x) ? y->type : x->type) ? NULL : "";
    if (!typ_comparable_type(x->type)) {
        *err = x;
        return check_not_comparable_cause(c, x->type);
    }
    return typ_comparable_type(y->type) ? NULL : check_not_comparable_cause(c, y->type);
}

static void report_comparison(Checker *c, Operand *x, Operand *y, Op op, bool switch_case, Operand *err, DiagCode code, const char *cause)
{
    if (!*cause) {
        if (typ_is_typeparam(x->type) || typ_is_typeparam(y->type)) {
            if (!typ_is_typeparam(x->type))
                err = y;
            cause = check_sprintf("type parameter %s cannot use operator %s", typ_str(c, err->type), op_text(op));
        } else {
            const char *what = typ_composite_kind(err->type);
            cause = check_sprintf("operator %s not defined on %s", op_text(op), *what ? what : typ_str(c, err->type));
        }
    }
    if (switch_case)
        check_error_node(c, x->expr, code, "invalid case %s in switch on %s (%s)", expr_str(x->expr), expr_str(y->expr), cause);
    else
        check_error_node(c, err->expr, code, INVALID_OP "%s %s %s (%s)", expr_str(x->expr), op_text(op), expr_str(y->expr), cause);
}

static void compare(Checker *c, Operand *x, Operand *y, Op op, bool switch_case)
{
    if (!typ_is_valid(x->type) || !typ_is_valid(y->type)) {
        invalidate(x);
        return;
    }
    Operand *err;
    DiagCode code;
    const char *problem = comparison_problem(c, x, y, op, &err, &code);
    if (problem) {
        report_comparison(c, x, y, op, switch_case, err, code, problem);
        invalidate(x);
        return;
    }
    if (x->mode == MODE_CONST && y->mode == MODE_CONST) {
        x->val = con_bool(con_compare(x->val, con_ops[op], y->val));
    } else {
        x->mode = MODE_VALUE;
        check_update_expr_type(c, x->expr, typ_default(x->type), true);
        check_update_expr_type(c, y->expr, typ_default(y->type), true);
    }
    x->type = typ_basic[B_UNTYPED_BOOL];
}

void check_comparison(Checker *c, Operand *x, Operand *y, Op op)
{
    compare(c, x, y, op, false);
}

/* x: a case value, y: the switch tag. */
void check_switch_comparison(Checker *c, Operand *x, Operand *y)
{
    compare(c, x, y, OP_EQL, true);
}

/* ---- shifts ------------------------------------------------------------------------------ */

/* Checks shift count y; the count of a constant is *yval. */
static bool check_shift_count(Checker *c, Operand *y, const Const **yval)
{
    if (y->mode == MODE_CONST) {
        *yval = con_to_int(y->val);
        if (con_kind(*yval) == CON_INT && con_sign(*yval) < 0) {
            check_error_node(c, y->expr, ERR_InvalidShiftCount, INVALID_OP "negative shift count %s", operand_string(c, y));
            return false;
        }
        if (!typ_is_untyped(y->type))
            return true;        /* a typed one need not be an integer; its value matters */
        check_representable(c, y, typ_basic[B_UINT]);
        if (y->mode == MODE_NONE)
            return false;
        check_update_expr_type(c, y->expr, typ_basic[B_UINT], true);
        return true;
    }
    if (typ_all_basic(y->type, BI_INTEGER) && !typ_all_basic(y->type, BI_UNSIGNED) && !check_allow_version(c, 13))
        return check_version(c, syn_start_pos(y->expr), 13,
                             check_sprintf(INVALID_OP "signed shift count %s", operand_string(c, y)));
    if (typ_is_untyped(y->type)) {              /* itself a shift */
        check_convert_untyped(c, y, typ_basic[B_UINT]);
        return y->mode != MODE_NONE;
    }
    if (typ_all_basic(y->type, BI_INTEGER))
        return true;
    check_error_node(c, y->expr, ERR_InvalidShiftCount, INVALID_OP "shift count %s must be integer", operand_string(c, y));
    return false;
}

/* Both operands are constants. */
static void shift_constants(Checker *c, Operand *x, Operand *y, const Const *xval, const Const *yval, Node *e, Op op)
{
    enum { MAX_SHIFT = 1023 - 1 + 52 };     /* the smallest float64 can be written as a shift */
    bool is_int = typ_is_basic(x->type, BI_INTEGER);
    if (con_kind(x->val) == CON_UNKNOWN || con_kind(y->val) == CON_UNKNOWN) {
        x->val = con_unknown();
        if (!is_int)
            x->type = typ_basic[B_UNTYPED_INT];
        return;
    }
    uint64_t s;
    if (!con_uint64_val(yval, &s) || s > MAX_SHIFT) {
        check_error_node(c, y->expr, ERR_InvalidShiftCount, INVALID_OP "invalid shift count %s", operand_string(c, y));
        invalidate(x);
        return;
    }
    if (!is_int)
        x->type = typ_basic[B_UNTYPED_INT];
    x->val = con_shift(xval, con_ops[op], (uint32_t)s);
    x->expr = e;
    check_overflow(c, x, op_pos(e));
}

static void check_shift(Checker *c, Operand *x, Operand *y, Node *e, Op op)
{
    const Const *xval = x->mode == MODE_CONST ? con_to_int(x->val) : NULL, *yval = NULL;
    bool is_int = typ_all_basic(x->type, BI_INTEGER);
    if (!is_int && !(typ_is_untyped(x->type) && xval && con_kind(xval) == CON_INT)) {
        check_error_node(c, x->expr, ERR_InvalidShiftOperand, INVALID_OP "shifted operand %s must be integer", operand_string(c, x));
        invalidate(x);
        return;
    }
    if (!check_shift_count(c, y, &yval)) {
        invalidate(x);
        return;
    }
    if (x->mode == MODE_CONST && y->mode == MODE_CONST) {
        shift_constants(c, x, y, xval, yval, e, op);
        return;
    }
    if (x->mode == MODE_CONST && typ_is_untyped(x->type)) {
        if (x->expr->pending)
            x->expr->shift_lhs = true;      /* checked when its type is known */
        x->mode = MODE_VALUE;
        return;
    }
    if (!is_int) {
        check_error_node(c, x->expr, ERR_InvalidShiftOperand, INVALID_OP "shifted operand %s must be integer", operand_string(c, x));
        invalidate(x);
        return;
    }
    x->mode = MODE_VALUE;
}

/* ---- binary operations -------------------------------------------------------------------- */

/* May one operand take the other's type? If not, the types simply mismatch. */
static bool may_convert(Operand *x, Operand *y)
{
    if (!typ_is_untyped(x->type) && !typ_is_untyped(y->type))
        return false;
    if (typ_all_basic(x->type, BI_NUMERIC) != typ_all_basic(y->type, BI_NUMERIC))
        return false;
    if (typ_is_plain_interface(x->type) || typ_is_plain_interface(y->type))
        return true;
    if (typ_all_basic(x->type, BI_BOOLEAN) != typ_all_basic(y->type, BI_BOOLEAN))
        return false;
    if (typ_all_basic(x->type, BI_STRING) != typ_all_basic(y->type, BI_STRING))
        return false;
    if (operand_is_nil(x))
        return typ_has_nil(y->type);
    if (operand_is_nil(y))
        return typ_has_nil(x->type);
    return typ_underlying(x->type)->kind != T_POINTER && typ_underlying(y->type)->kind != T_POINTER;
}

void check_match_types(Checker *c, Operand *x, Operand *y)
{
    if ((!typ_is_untyped(x->type) && !typ_is_untyped(y->type)) || !may_convert(x, y))
        return;
    check_convert_untyped(c, x, y->type);
    if (x->mode == MODE_NONE)
        return;
    check_convert_untyped(c, y, x->type);
    if (y->mode == MODE_NONE)
        invalidate(x);
}

/* Reports a division by a constant zero, also where a complex divisor underflows. */
static bool check_divisor(Checker *c, Operand *x, Operand *y)
{
    if (y->mode != MODE_CONST)
        return true;
    bool zero = false;
    if (x->mode == MODE_CONST || typ_all_basic(x->type, BI_INTEGER))
        zero = con_sign(y->val) == 0 && con_kind(y->val) != CON_UNKNOWN;
    if (!zero && x->mode == MODE_CONST && typ_is_basic(x->type, BI_COMPLEX) && con_kind(y->val) != CON_UNKNOWN) {
        const Const *re = con_real(y->val), *im = con_imag(y->val);
        zero = con_sign(con_binary(re, CON_MUL, re, false)) == 0 && con_sign(con_binary(im, CON_MUL, im, false)) == 0;
    }
    if (zero)
        check_error_node(c, y->expr, ERR_DivByZero, INVALID_OP "division by zero");
    return !zero;
}

static void report_mismatch(Checker *c, Operand *x, Operand *y, Node *e, Node *lhs, Node *rhs, Op op)
{
    if (!typ_is_valid(x->type) || !typ_is_valid(y->type))
        return;
    const char *xt = typ_str(c, x->type), *yt = typ_str(c, y->type);
    if (e)
        check_error_node(c, x->expr, ERR_MismatchedTypes, INVALID_OP "%s (mismatched types %s and %s)", expr_str(e), xt, yt);
    else
        check_error_node(c, x->expr, ERR_MismatchedTypes, INVALID_OP "%s %s= %s (mismatched types %s and %s)", expr_str(lhs),
                         op_text(op), expr_str(rhs), xt, yt);
}

void check_binary(Checker *c, Operand *x, Node *e, Node *lhs, Node *rhs, Op op)
{
    Operand y;
    check_expr(c, NULL, x, lhs);
    check_expr(c, NULL, &y, rhs);
    if (x->mode == MODE_NONE)
        return;
    if (y.mode == MODE_NONE) {
        invalidate(x);
        x->expr = y.expr;
        return;
    }
    if (op == OP_SHL || op == OP_SHR) {
        check_shift(c, x, &y, e, op);
        return;
    }
    check_match_types(c, x, &y);
    if (x->mode == MODE_NONE)
        return;
    if (op >= OP_EQL && op <= OP_GEQ) {
        check_comparison(c, x, &y, op);
        return;
    }
    if (!typ_identical(x->type, y.type)) {
        report_mismatch(c, x, &y, e, lhs, rhs, op);
        invalidate(x);
        return;
    }
    if (!check_operator(c, binary_operands, x, op) || ((op == OP_DIV || op == OP_REM) && !check_divisor(c, x, &y))) {
        invalidate(x);
        return;
    }
    if (x->mode != MODE_CONST || y.mode != MODE_CONST) {
        x->mode = MODE_VALUE;
        return;
    }
    if (con_kind(x->val) == CON_UNKNOWN || con_kind(y.val) == CON_UNKNOWN) {
        x->val = con_unknown();
        return;
    }
    x->val = con_binary(x->val, con_ops[op], y.val, op == OP_DIV && typ_is_basic(x->type, BI_INTEGER));
    if (e)
        x->expr = e;
    check_overflow(c, x, op_pos(x->expr));
}

/* ---- type assertions ------------------------------------------------------------------------- */

void check_type_assertion(Checker *c, Node *e, Operand *x, Type *t, bool type_switch)
{
    const char *cause = "";
    if (check_assertable_to(c, x->type, t, &cause))
        return;
    if (type_switch)
        check_error_node(c, e, ERR_ImpossibleAssert, "impossible type switch case: %s\n\t%s cannot have dynamic type %s %s",
                         expr_str(e), operand_string(c, x), typ_str(c, t), cause);
    else
        check_error_node(c, e, ERR_ImpossibleAssert, "impossible type assertion: %s\n\t%s does not implement %s %s",
                         expr_str(e), typ_str(c, t), typ_str(c, x->type), cause);
}

static void check_assert_expr(Checker *c, Operand *x, Node *e)
{
    check_expr(c, NULL, x, e->u.assert.x);
    if (x->mode == MODE_NONE)
        return;
    const char *problem = NULL;
    if (typ_is_typeparam(x->type))
        problem = check_sprintf("cannot use type assertion on type parameter value %s", operand_string(c, x));
    else if (!typ_is_interface(x->type))
        problem = check_sprintf("%s is not an interface", operand_string(c, x));
    if (problem) {
        check_error_node(c, x->expr, ERR_InvalidAssert, INVALID_OP "%s", problem);
        invalidate(x);
        return;
    }
    Type *t = check_var_type(c, e->u.assert.type);
    if (!typ_is_valid(t) || !check_is_complete(c, t)) {
        invalidate(x);
        return;
    }
    check_type_assertion(c, e, x, t, false);
    x->mode = MODE_COMMA_OK;
    x->type = t;
}

/* ---- dispatch ------------------------------------------------------------------------------------ */

/* Numeric literals that need a newer language version. */
static void check_literal_version(Checker *c, Node *e)
{
    const char *s = e->u.lit.text;
    uint32_t n = e->u.lit.len;
    if (n <= 2 || check_allow_version(c, 13))
        return;
    char radix = s[0] == '0' ? s[1] : '\0';
    if (memchr(s, '_', n))
        check_version(c, e->pos, 13, "underscore in numeric literal");
    else if (radix == 'b' || radix == 'B')
        check_version(c, e->pos, 13, "binary literal");
    else if (radix == 'o' || radix == 'O')
        check_version(c, e->pos, 13, "0o/0O-style octal literal");
    else if (e->u.lit.lit != LIT_INT && (radix == 'x' || radix == 'X'))
        check_version(c, e->pos, 13, "hexadecimal floating-point literal");
}

static const Const *literal_value(const Node *e, BasicKind *kind)
{
    const char *s = e->u.lit.text;
    size_t n = e->u.lit.len;
    switch (e->u.lit.lit) {
    case LIT_INT: *kind = B_UNTYPED_INT; return con_from_int_lit(s, n);
    case LIT_FLOAT: *kind = B_UNTYPED_FLOAT; return con_from_float_lit(s, n);
    case LIT_IMAG: *kind = B_UNTYPED_COMPLEX; return con_from_imag_lit(s, n);
    case LIT_RUNE: *kind = B_UNTYPED_RUNE; return con_from_rune_lit(s, n);
    default: *kind = B_UNTYPED_STRING; return con_from_string_lit(s, n);
    }
}

static void check_basic_lit(Checker *c, Operand *x, Node *e)
{
    enum { MAX_DIGITS = 10000 };
    if (e->u.lit.lit <= LIT_IMAG) {
        check_literal_version(c, e);
        if (e->u.lit.len > MAX_DIGITS) {
            check_error_node(c, e, ERR_InvalidConstVal, "excessively long constant: %.10s... (%u chars)", e->u.lit.text, e->u.lit.len);
            return;
        }
    }
    BasicKind kind;
    const Const *val = literal_value(e, &kind);
    if (con_kind(val) == CON_UNKNOWN) {
        check_error_node(c, e, ERR_InvalidConstVal, "malformed constant: %.*s", (int)e->u.lit.len, e->u.lit.text);
        return;
    }
    x->mode = MODE_CONST;
    x->type = typ_basic[kind];
    x->val = val;
    x->expr = e;
    check_overflow(c, x, syn_start_pos(e));
}

/* The kind of e once everything went well. An operand without mode was reported before. */
static ExprKind check_by_kind(Checker *c, const Assignee *target, Operand *x, Node *e, Type *hint)
{
    *x = (Operand){ .mode = MODE_NONE, .expr = e, .type = typ_basic[B_INVALID] };
    ExprKind kind = EXPR_EXPRESSION;
    switch (e->kind) {
    case N_BAD_EXPR:
        break;
    case N_NAME:
        check_ident(c, x, e, NULL, false);
        x->expr = e;
        return EXPR_EXPRESSION;
    case N_DOTS_TYPE:
        check_error_node(c, e, ERR_InvalidSyntaxTree, "invalid use of ...");
        break;
    case N_BASIC_LIT:
        if (!e->bad)
            check_basic_lit(c, x, e);
        break;
    case N_FUNC_LIT:
        check_func_lit(c, x, e);
        break;
    case N_COMPOSITE_LIT:
        check_composite_lit(c, x, e, hint);
        break;
    case N_PAREN:
        kind = check_raw_expr(c, NULL, x, e->u.paren.x, NULL, false);
        x->expr = e;
        return kind;
    case N_SELECTOR:
        check_selector(c, x, e, NULL, false);
        x->expr = e;
        return EXPR_EXPRESSION;
    case N_INDEX:
        if (check_index_expr(c, x, e))
            check_func_inst(c, is_func_target(c, target) ? target : NULL, e->pos, x, e, true, NULL);
        break;
    case N_SLICE:
        check_slice_expr(c, x, e);
        break;
    case N_ASSERT:
        check_assert_expr(c, x, e);
        break;
    case N_TYPE_SWITCH_GUARD:
        check_error_node(c, e, ERR_InvalidSyntaxTree, "use of .(type) outside type switch");
        check_use(c, &e->u.guard.x, 1);
        break;
    case N_CALL:
        return check_call(c, x, e);
    case N_LIST:
        check_error_node(c, e, ERR_InvalidSyntaxTree, "unexpected list of expressions");
        break;
    case N_UNARY:
        if (e->op == OP_DEREF)
            check_deref(c, x, e);
        else
            check_unary(c, x, e);
        if (e->op == OP_RECV)
            kind = EXPR_STATEMENT;
        break;
    case N_BINARY:
        check_binary(c, x, e, e->u.binary.x, e->u.binary.y, e->op);
        break;
    case N_KEY_VALUE:
        check_error_node(c, e, ERR_InvalidSyntaxTree, "no key:value expected");
        break;
    case N_ARRAY_TYPE: case N_SLICE_TYPE: case N_STRUCT_TYPE: case N_FUNC_TYPE:
    case N_INTERFACE_TYPE: case N_MAP_TYPE: case N_CHAN_TYPE:
        x->type = check_typ(c, e);
        x->mode = MODE_TYPE;
        break;
    default:
        ice(e->pos, "expression of kind %s", node_kind_name(e->kind));
    }
    x->expr = e;
    return x->mode == MODE_NONE ? EXPR_STATEMENT : kind;
}

/* target: where the value goes, for generic functions; hint: the element type of an enclosing literal. */
ExprKind check_raw_expr(Checker *c, const Assignee *target, Operand *x, Node *e, Type *hint, bool allow_generic)
{
    if (!e)             /* missing after a syntax error */
        e = node_new(typ_arena(), N_BAD_EXPR, NO_POS);
    ExprKind kind = check_by_kind(c, target, x, e, hint);
    if (!allow_generic)
        check_non_generic(c, target, x);
    check_record(c, x->expr, x->mode, x->type, x->val);
    return kind;
}
