/*
 * range.c - for statements with a range clause (spec, "For statements with range clause"): what key and value
 * types each operand gives, by language version, and the iteration variables.
 *
 * Whether := variables are new in each iteration is a matter of the file's language version (1.22), decided when
 * SSA is built.
 */
#include "types_int.h"

typedef struct RangeTypes {
    bool ok;
    Type *key, *value;          /* NULL: no such variable */
    const char *cause;          /* when not ok; may be "" */
} RangeTypes;

static RangeTypes bad_range(const char *cause)
{
    return (RangeTypes){ .key = typ_basic[B_INVALID], .value = typ_basic[B_INVALID], .cause = cause };
}

static RangeTypes good_range(Type *key, Type *value)
{
    return (RangeTypes){ .ok = true, .key = key, .value = value, .cause = "" };
}

static const char *range_cond(Checker *c, Type *t, Type *u)
{
    bool send_only = u && u->kind == T_CHAN && u->u.chan.dir == 1;
    return send_only ? check_sprintf("receive from send-only channel %s", typ_str(c, t)) : NULL;
}

/* func(yield func(K, V) bool) */
static RangeTypes range_over_func(Checker *c, Type *f)
{
#define MUST_BE "func must be func(yield func(...) bool): "
    if (!check_allow_version(c, 23))
        return bad_range("requires go1.23 or later");
    ObjectVec *params = &f->u.sig.params->u.tuple.vars;
    if (params->n != 1)
        return bad_range(MUST_BE "wrong argument count");
    if (f->u.sig.results->u.tuple.vars.n != 0)
        return bad_range(MUST_BE "unexpected results");
    const char *cause = NULL;
    Type *yield = check_common_under(c, params->p[0]->type, NULL, &cause);
    if (!yield && cause)
        return bad_range(check_sprintf(MUST_BE "in yield type, %s", cause));
    if (!yield || yield->kind != T_SIGNATURE)
        return bad_range(MUST_BE "argument is not func");
    ObjectVec *kv = &yield->u.sig.params->u.tuple.vars, *results = &yield->u.sig.results->u.tuple.vars;
    if (kv->n > 2)
        return bad_range(MUST_BE "yield func has too many parameters");
    if (results->n != 1 || !typ_identical(results->p[0]->type, typ_basic[B_BOOL])) {
        if (results->n == 1 && typ_is_basic(results->p[0]->type, BI_BOOLEAN))
            return bad_range(MUST_BE "yield func returns user-defined boolean, not bool");
        return bad_range(MUST_BE "yield func does not return bool");
    }
    if (yield->u.sig.variadic)
        return bad_range(check_sprintf("yield func of type %s cannot be variadic", typ_str(c, yield)));
    return good_range(kv->n > 0 ? kv->p[0]->type : NULL, kv->n > 1 ? kv->p[1]->type : NULL);
#undef MUST_BE
}

static RangeTypes range_types(Checker *c, Type *orig)
{
    const char *cause = "";
    Type *u = check_common_under(c, orig, range_cond, &cause);
    if (!u)
        return bad_range(cause);
    u = typ_array_ptr_deref(u);
    switch (u->kind) {
    case T_BASIC:
        if (u->u.basic.info & BI_STRING)
            return good_range(typ_basic[B_INT], typ_rune);
        if (u->u.basic.info & BI_INTEGER)
            return check_allow_version(c, 22) ? good_range(orig, NULL) : bad_range("requires go1.22 or later");
        break;
    case T_ARRAY: return good_range(typ_basic[B_INT], u->u.array.elem);
    case T_SLICE: return good_range(typ_basic[B_INT], u->u.slice.elem);
    case T_MAP: return good_range(u->u.map.key, u->u.map.elem);
    case T_CHAN: return good_range(u->u.chan.elem, NULL);
    case T_SIGNATURE:
        if (c->env.func)
            c->env.func->has_range_func = true;
        return range_over_func(c, u);
    default: break;
    }
    return (RangeTypes){ .cause = "" };
}

/* An array of known length whose evaluation has no effect need not be evaluated without a value variable. */
static void record_constant_length(Checker *c, Node *e, Operand *x)
{
    Type *t = typ_array_ptr_deref(typ_underlying(x->type));
    if (t->kind != T_ARRAY)
        return;
    check_record(c, syn_unparen(e), MODE_CONST, typ_basic[B_INT], con_int64(t->u.array.len));
}

/* key, value := range x: declares the variables. */
static void declare_variables(Checker *c, Node *stmt, Node *lhs[2], Type *types[2], Operand *x, bool over_int)
{
    Object *vars[2];
    uint32_t n = 0;
    for (int i = 0; i < 2; i++) {
        Node *e = lhs[i];
        if (!e)
            continue;
        Object *v;
        if (e->kind == N_NAME) {
            v = check_new_local(c, e->pos, e->u.ident.name, NULL);
            e->u.ident.obj = v;
            if (!name_is(e->u.ident.name, "_"))
                vars[n++] = v;
        } else {
            check_error_node(c, e, ERR_InvalidSyntaxTree, "cannot declare %s", expr_str(e));
            v = typ_new_var(VAR_LOCAL, e->pos, c->pkg, name_of("_"), NULL);
        }
        if (!types[i] || types[i] == typ_basic[B_INVALID]) {
            v->type = typ_basic[B_INVALID];
            v->used = true;
            continue;
        }
        if (over_int) {
            check_init_var(c, v, x, "range clause");
        } else {
            Operand y = { .mode = MODE_VALUE, .expr = e, .type = types[i] };
            check_init_var(c, v, &y, "assignment");
        }
        check_record(c, e, MODE_VAR, v->type, NULL);
    }
    if (n == 0)
        check_error_node(c, stmt, ERR_NoNewVar, "no new variables on left side of :=");
    for (uint32_t i = 0; i < n; i++)
        check_declare(c, c->env.scope, NULL, vars[i], stmt->u.for_stmt.body->pos);
}

static void assign_variables(Checker *c, Node *lhs[2], Type *types[2], Operand *x, bool over_int)
{
    for (int i = 0; i < 2; i++) {
        if (!lhs[i] || !types[i] || types[i] == typ_basic[B_INVALID])
            continue;
        if (!over_int) {
            Operand y = { .mode = MODE_VALUE, .expr = lhs[i], .type = types[i] };
            check_assign_var(c, lhs[i], NULL, &y, "assignment");
            continue;
        }
        check_assign_var(c, lhs[i], NULL, x, "range clause");
        if (x->mode != MODE_NONE && !typ_is_basic(x->type, BI_INTEGER))
            check_error_node(c, lhs[i], ERR_InvalidRangeExpr, "cannot use iteration variable of type %s", typ_str(c, x->type));
    }
}

/* stmt: the N_FOR_STMT; range: its N_RANGE_CLAUSE. */
void check_range_stmt(Checker *c, Node *stmt, Node *range)
{
    Node *names = range->u.range.lhs, *extra = NULL, *over = range->u.range.x;
    Node *lhs[2] = { names, NULL };
    if (names && names->kind == N_LIST) {
        NodeVec *list = &names->u.list.elems;
        lhs[0] = list->p[0];
        lhs[1] = list->n > 1 ? list->p[1] : NULL;
        extra = list->n > 2 ? list->p[2] : NULL;
    }
    Operand x;
    c->env.has_call_or_recv = false;
    check_expr(c, NULL, &x, over);
    if (x.mode != MODE_NONE && !lhs[1] && !c->env.has_call_or_recv)
        record_constant_length(c, over, &x);

    Type *types[2] = { NULL, NULL };
    if (x.mode != MODE_NONE) {
        RangeTypes r = range_types(c, x.type);
        if (!r.ok)
            check_error_node(c, x.expr, ERR_InvalidRangeExpr, "cannot range over %s%s%s", operand_string(c, &x),
                             *r.cause ? ": " : "", r.cause);
        else if (!r.key && lhs[0])
            check_error_node(c, lhs[0], ERR_InvalidIterVar, "range over %s permits no iteration variables", operand_string(c, &x));
        else if (!r.value && lhs[1])
            check_error_node(c, lhs[1], ERR_InvalidIterVar, "range over %s permits only one iteration variable", operand_string(c, &x));
        else if (extra)
            check_error_node(c, extra, ERR_InvalidIterVar, "range clause permits at most two iteration variables");
        if (x.type == typ_basic[B_UNTYPED_STRING])
            check_update_expr_type(c, x.expr, typ_basic[B_STRING], true);
        types[0] = r.key;
        types[1] = r.value;
    }

    check_open_scope(c, stmt, "range");
    bool over_int = typ_is_basic(x.type, BI_INTEGER);
    if (range->u.range.def)
        declare_variables(c, stmt, lhs, types, &x, over_int);
    else if (lhs[0])
        assign_variables(c, lhs, types, &x, over_int);
    else if (over_int)
        check_assignment(c, &x, NULL, "range clause");
    check_stmt(c, stmt->u.for_stmt.body);
    check_close_scope(c);
}
