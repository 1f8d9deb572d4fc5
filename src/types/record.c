/*
 * record.c - writing results into the syntax tree, and the untyped expressions whose type is not settled yet.
 *
 * An untyped expression is recorded with its untyped type and marked pending. When its context gives it a type
 * (assignment, operation with a typed operand, conversion), check_update_expr_type walks down to the operands
 * that take part in the result and records the final type; constants keep only their root up to date, since
 * operands of constant expressions are never materialised. What stays pending keeps its untyped type.
 */
#include "types_int.h"

static Type *no_value_type(void)
{
    static Type *t;
    if (!t)
        t = typ_new_tuple(NULL, 0);
    return t;
}

void check_record(Checker *c, Node *e, ExprMode mode, Type *t, const Const *val)
{
    (void)c;
    if (mode == MODE_NONE) {
        e->bad = true;
        if (!e->type)
            e->type = typ_basic[B_INVALID];
        return;
    }
    e->mode = (uint8_t)mode;
    e->type = mode == MODE_NO_VALUE ? no_value_type() : t;
    e->val = mode == MODE_CONST ? val : NULL;
    e->pending = typ_is_untyped(e->type);
    e->shift_lhs = false;
}

void check_update_expr_val(Node *e, const Const *val)
{
    if (e->pending)
        e->val = val;
}

static bool is_comparison(uint8_t op)
{
    return op >= OP_EQL && op <= OP_GEQ;
}

static void update_operands(Checker *c, Node *e, Type *t, bool final)
{
    switch (e->kind) {
    case N_PAREN:
        check_update_expr_type(c, e->u.paren.x, t, final);
        break;
    case N_UNARY:
        if (!e->val)
            check_update_expr_type(c, e->u.unary.x, t, final);
        break;
    case N_BINARY:
        if (e->val || is_comparison(e->op))
            break;
        check_update_expr_type(c, e->u.binary.x, t, final);
        if (e->op != OP_SHL && e->op != OP_SHR)
            check_update_expr_type(c, e->u.binary.y, t, final);
        break;
    default:
        break;          /* names, literals, calls of builtins: nothing below takes part */
    }
}

/* Gives untyped expression e (and its operands) type t. Unless final or t is typed, it stays pending. */
void check_update_expr_type(Checker *c, Node *e, Type *t, bool final)
{
    if (!e->pending)
        return;
    update_operands(c, e, t, final);
    if (!final && typ_is_untyped(t)) {
        e->type = t;
        return;
    }
    e->pending = false;
    if (e->shift_lhs && !typ_all_basic(t, BI_INTEGER)) {
        check_error_node(c, e, ERR_InvalidShiftOperand, "invalid operation: shifted operand %s (type %s) must be integer",
                         expr_str(e), typ_str(c, t));
        return;
    }
    const Const *val = e->val;
    if (val) {
        Operand x = { .mode = (ExprMode)e->mode, .expr = e, .type = e->type, .val = val };
        check_convert_untyped(c, &x, t);
        if (x.mode == MODE_NONE)
            return;
        val = x.val;
    }
    e->type = t;
    e->val = val;
}

/* e denotes a generic function (name, selector, or either with an index) that is instantiated with targs here. */
void check_record_instance(Checker *c, Node *e, Type **targs, uint32_t n)
{
    (void)c;
    e = syn_unparen(e);
    if (e->kind == N_INDEX)
        e = syn_unparen(e->u.index.x);
    if (e->kind == N_SELECTOR) {
        if (e->u.selector.selection) {
            e->u.selector.selection->targs = targs;
            e->u.selector.selection->ntargs = n;
        }
        e = e->u.selector.sel;
    }
    ICE_IF(e->kind != N_NAME, e->pos, "instantiated function has no name");
    e->u.ident.targs = targs;
    e->u.ident.ntargs = n;
}

void check_record_selection(Checker *c, Node *e, SelectionKind kind, Type *recv, const LookupResult *r)
{
    (void)c;
    Selection *s = NEW(typ_arena(), Selection);
    s->kind = kind;
    s->recv = recv;
    s->obj = r->obj;
    s->index = r->index;
    s->nindex = r->nindex;
    s->indirect = r->indirect;
    e->u.selector.selection = s;
    e->u.selector.sel->u.ident.obj = r->obj;
}
