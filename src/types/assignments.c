/*
 * assignments.c - assigning values to variables: initialisation, assignment, short variable declarations, results
 * of return statements (spec, "Assignment statements", "Variable declarations", "Return statements").
 */
#include "types_int.h"

#define INVALID typ_basic[B_INVALID]

/* What is assigned to, for messages: a fixed text, or an argument of a call of fun. */
typedef struct Context { const char *text; const Node *fun; } Context;

static const char *context_text(const Context *ctx)
{
    return ctx->fun ? check_sprintf("argument to %s", expr_str(ctx->fun)) : ctx->text;
}

/* Gives untyped x the type it takes as a value of type t (NULL: of the blank identifier). */
static bool assign_untyped(Checker *c, Operand *x, Type *t, const Context *ctx)
{
    Type *target = t;
    if (operand_is_nil(x)) {
        if (!t) {
            check_error_node(c, x->expr, ERR_UntypedNilUse, "use of untyped nil in %s", context_text(ctx));
            return false;
        }
    } else if (!t || typ_is_plain_interface(t)) {
        target = typ_default(x->type);
    }
    const Const *val;
    DiagCode code;
    Type *type = check_implicit_type(c, x, target, &val, &code);
    if (!type) {
        const char *why = code == ERR_TruncatedFloat ? " (truncated)" : code == ERR_NumericOverflow ? " (overflows)" : "";
        check_error_node(c, x->expr, *why ? code : ERR_IncompatibleAssign, "cannot use %s as %s value in %s%s", operand_string(c, x),
                         typ_str(c, target), context_text(ctx), why);
        return false;
    }
    if (val) {
        x->val = val;
        check_update_expr_val(x->expr, val);
    }
    if (type != x->type) {
        x->type = type;
        check_update_expr_type(c, x->expr, type, false);
    }
    return true;
}

static void assign_value(Checker *c, Operand *x, Type *t, const Context *ctx)
{
    check_single_value(c, x);
    switch (x->mode) {
    case MODE_NONE:
        return;
    case MODE_NIL: case MODE_CONST: case MODE_VAR: case MODE_MAP_INDEX: case MODE_VALUE: case MODE_COMMA_OK: case MODE_COMMA_ERR:
        break;
    default:
        check_error_node(c, x->expr, ERR_IncompatibleAssign, "cannot assign %s to %s in %s", operand_string(c, x),
                         t ? typ_str(c, t) : "<nil>", context_text(ctx));
        x->mode = MODE_NONE;
        return;
    }
    if (typ_is_untyped(x->type) && !assign_untyped(c, x, t, ctx)) {
        x->mode = MODE_NONE;
        return;
    }
    if (x->type->kind == T_SIGNATURE && x->type->u.sig.ntparams) {
        Assignee target = { .type = t, .desc = context_text(ctx) };
        check_non_generic(c, &target, x);
        if (x->mode == MODE_NONE)
            return;
    }
    if (!t || t == x->type)
        return;
    const char *cause = "";
    DiagCode code;
    if (operand_assignable_to(c, x, t, &cause, &code))
        return;
    bool has_cause = cause && *cause;
    check_error_node(c, x->expr, code, "cannot use %s as %s value in %s%s%s", operand_string(c, x), typ_str(c, t), context_text(ctx),
                     has_cause ? ": " : "", has_cause ? cause : "");
    x->mode = MODE_NONE;
}

/* Can x be assigned to a variable of type t (NULL: the blank identifier)? Untyped x takes its type. After an
 * error x is invalid. */
void check_assignment(Checker *c, Operand *x, Type *t, const char *context)
{
    assign_value(c, x, t, &(Context){ .text = context });
}

void check_argument(Checker *c, Operand *x, Type *t, const Node *fun)
{
    assign_value(c, x, t, &(Context){ .fun = fun });
}

/* ---- initialisation -------------------------------------------------------------------- */

void check_init_const(Checker *c, Object *lhs, Operand *x)
{
    bool failed = x->mode == MODE_NONE || !typ_is_valid(x->type) || (lhs->type && !typ_is_valid(lhs->type));
    if (!failed && x->mode != MODE_CONST) {
        check_error_node(c, x->expr, ERR_InvalidConstInit, "%s is not constant", operand_string(c, x));
        failed = true;
    }
    if (failed) {
        if (!lhs->type)
            lhs->type = INVALID;
        return;
    }
    if (!lhs->type)
        lhs->type = x->type;
    check_assignment(c, x, lhs->type, "constant declaration");
    if (x->mode != MODE_NONE)
        lhs->u.cnst.val = x->val;
}

void check_init_var(Checker *c, Object *lhs, Operand *x, const char *context)
{
    if (x->mode == MODE_NONE || !typ_is_valid(x->type) || (lhs->type && !typ_is_valid(lhs->type))) {
        if (!lhs->type)
            lhs->type = INVALID;
        x->mode = MODE_NONE;
        return;
    }
    if (!lhs->type) {
        if (x->type == typ_basic[B_UNTYPED_NIL]) {
            check_error_node(c, x->expr, ERR_UntypedNilUse, "use of untyped nil in %s", context);
            lhs->type = INVALID;
            x->mode = MODE_NONE;
            return;
        }
        lhs->type = typ_default(x->type);
    }
    check_assignment(c, x, lhs->type, context);
}

/* "assignment mismatch: 2 variables but f() returns 1 value" */
static void report_mismatch(Checker *c, Node *rhs, uint32_t l, uint32_t r)
{
    Node *first = list_at(rhs, 0);
    const char *ls = l == 1 ? "" : "s", *rs = r == 1 ? "" : "s";
    Node *call = syn_unparen(first);
    if (list_len(rhs) == 1 && call->kind == N_CALL)
        check_error_node(c, first, ERR_WrongAssignCount, "assignment mismatch: %u variable%s but %s returns %u value%s", l, ls,
                         expr_str(call->u.call.fun), r, rs);
    else
        check_error_node(c, first, ERR_WrongAssignCount, "assignment mismatch: %u variable%s but %u value%s", l, ls, r, rs);
}

static void report_results(Checker *c, Node *ret, Object **lhs, uint32_t l, const Operand *rhs, uint32_t r)
{
    const Node *at = ret;
    if (r > l)
        at = rhs[l].expr;
    else if (r > 0)
        at = rhs[r - 1].expr;
    CheckErr err;
    err_init(&err, c, ERR_WrongResultCount);
    err_add(&err, syn_start_pos(at), "%s return values", r > l ? "too many" : "not enough");
    err_add(&err, NO_POS, "have %s", check_operand_types_summary(c, rhs, r, false));
    err_add(&err, NO_POS, "want %s", check_var_types_summary(c, lhs, l, false));
    err_report(&err);
}

static void ensure_types(Object **lhs, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!lhs[i]->type)
            lhs[i]->type = INVALID;
    }
}

static bool is_call(Node *rhs)
{
    return list_len(rhs) == 1 && syn_unparen(list_at(rhs, 0))->kind == N_CALL;
}

static Node **nodes_of(Node **rhs)
{
    return !*rhs ? NULL : (*rhs)->kind == N_LIST ? (*rhs)->u.list.elems.p : rhs;
}

/* One value for each variable. */
static void init_one_to_one(Checker *c, Object **lhs, uint32_t n, Node *rhs, Node *ret, const char *context)
{
    for (uint32_t i = 0; i < n; i++) {
        Operand x;
        const char *desc = lhs[i]->name ? lhs[i]->name->s : "";
        Assignee target = { .type = lhs[i]->type, .desc = ret && !*desc ? "result variable" : desc };
        check_expr(c, &target, &x, list_at(rhs, i));
        check_init_var(c, lhs[i], &x, context);
    }
}

/* The v, ok forms: e is used for two values. */
static void record_comma_ok(Node *e)
{
    for (;; e = e->u.paren.x) {
        e->comma_ok = true;
        if (e->kind != N_PAREN)
            return;
    }
}

/* Initialises variables lhs with rhs (an expression, list, or NULL). With return_stmt the variables are the results. */
void check_init_vars(Checker *c, Object **lhs, uint32_t n, Node *rhs, Node *return_stmt)
{
    uint32_t r = list_len(rhs);
    const char *context = return_stmt ? "return statement" : "assignment";
    if (!return_stmt && n > 1)
        context = "multiple assignment";
    if (n == r && !is_call(rhs)) {
        init_one_to_one(c, lhs, n, rhs, return_stmt, context);
        return;
    }
    if (r != 1) {
        if (check_use(c, nodes_of(&rhs), r)) {
            if (return_stmt) {
                Operands values;
                check_expr_list(c, &values, nodes_of(&rhs), r);
                report_results(c, return_stmt, lhs, n, values.p, values.n);
            } else {
                report_mismatch(c, rhs, n, r);
            }
        }
        ensure_types(lhs, n);
        return;
    }
    Node *e = list_at(rhs, 0);
    Operands values;
    bool comma_ok = check_multi_expr(c, &values, e, n == 2 && !return_stmt);
    if (values.n == n) {
        for (uint32_t i = 0; i < n; i++)
            check_init_var(c, lhs[i], &values.p[i], context);
        if (comma_ok && values.p[0].mode != MODE_NONE && values.p[1].mode != MODE_NONE)
            record_comma_ok(e);
        return;
    }
    if (values.p[0].mode != MODE_NONE) {
        if (return_stmt)
            report_results(c, return_stmt, lhs, n, values.p, values.n);
        else
            report_mismatch(c, rhs, n, values.n);
    }
    ensure_types(lhs, n);
}

/* ---- assignment ------------------------------------------------------------------------------ */

static void report_unassignable(Checker *c, Operand *x)
{
    if (x->expr->kind == N_SELECTOR) {
        Operand base;
        check_expr(c, NULL, &base, x->expr->u.selector.x);
        if (base.mode == MODE_MAP_INDEX) {
            check_error_node(c, x->expr, ERR_UnaddressableFieldAssign, "cannot assign to struct field %s in map", expr_str(x->expr));
            return;
        }
    }
    check_error_node(c, x->expr, ERR_UnassignableOperand, "cannot assign to %s (neither addressable nor a map index expression)",
                     expr_str(x->expr));
}

/* The type of a left-hand side: NULL for the blank identifier, the invalid type after an error. A variable that is
 * only assigned to does not become used. */
static Type *check_lhs(Checker *c, Node *lhs)
{
    Node *id = syn_unparen(lhs);
    if (id->kind != N_NAME)
        id = NULL;
    if (id && name_is(id->u.ident.name, "_"))
        return NULL;
    Object *v = id ? check_assigned_variable(c, id) : NULL;
    bool used = v && v->used;
    Operand x;
    check_expr(c, NULL, &x, lhs);
    if (v)
        v->used = used;
    if (x.mode == MODE_NONE || !typ_is_valid(x.type))
        return INVALID;
    if (x.mode != MODE_VAR && x.mode != MODE_MAP_INDEX) {
        report_unassignable(c, &x);
        return INVALID;
    }
    check_mark_reassigned(lhs);
    return x.type;
}

/* lhs = rhs, or lhs = *x when rhs is evaluated already. */
void check_assign_var(Checker *c, Node *lhs, Node *rhs, Operand *x, const char *context)
{
    Type *t = check_lhs(c, lhs);
    if (t && !typ_is_valid(t)) {
        if (x)
            x->mode = MODE_NONE;
        else
            check_use(c, &rhs, 1);
        return;
    }
    Operand value;
    if (!x) {
        x = &value;
        Assignee target = { .type = t, .expr = lhs };
        check_expr(c, &target, x, rhs);
    }
    if (!t && strcmp(context, "assignment") == 0)
        context = "assignment to _ identifier";
    check_assignment(c, x, t, context);
}

void check_assign_vars(Checker *c, Node *lhs, Node *rhs)
{
    uint32_t l = list_len(lhs), r = list_len(rhs);
    const char *context = l > 1 ? "multiple assignment" : "assignment";
    if (l == r && !is_call(rhs)) {
        for (uint32_t i = 0; i < l; i++)
            check_assign_var(c, list_at(lhs, i), list_at(rhs, i), NULL, context);
        return;
    }
    if (r != 1) {
        bool ok_lhs = check_use_lhs(c, nodes_of(&lhs), l);
        bool ok_rhs = check_use(c, nodes_of(&rhs), r);
        if (ok_lhs && ok_rhs)
            report_mismatch(c, rhs, l, r);
        return;
    }
    Node *e = list_at(rhs, 0);
    Operands values;
    bool comma_ok = check_multi_expr(c, &values, e, l == 2);
    if (values.n == l) {
        for (uint32_t i = 0; i < l; i++)
            check_assign_var(c, list_at(lhs, i), NULL, &values.p[i], context);
        if (comma_ok && values.p[0].mode != MODE_NONE && values.p[1].mode != MODE_NONE)
            record_comma_ok(e);
        return;
    }
    if (values.p[0].mode != MODE_NONE)
        report_mismatch(c, rhs, l, values.n);
    check_use_lhs(c, nodes_of(&lhs), l);
}

/* ---- short variable declarations ----------------------------------------------------------------- */

static bool is_repeated(Node *lhs, uint32_t i)
{
    const Name *name = list_at(lhs, i)->u.ident.name;
    for (uint32_t k = 0; k < i; k++) {
        Node *n = list_at(lhs, k);
        if (n->kind == N_NAME && n->u.ident.name == name)
            return true;
    }
    return false;
}

/* The variable that lhs[i] declares or (if declared in this scope already) assigns to; NULL after an error. */
static Object *short_variable(Checker *c, Node *lhs, uint32_t i, bool *is_new)
{
    Node *e = list_at(lhs, i);
    *is_new = false;
    if (e->kind != N_NAME) {
        check_use_lhs(c, &e, 1);
        check_error_node(c, e, ERR_BadDecl, "non-name %s on left side of :=", expr_str(e));
        return NULL;
    }
    const Name *name = e->u.ident.name;
    bool blank = name_is(name, "_");
    if (!blank && is_repeated(lhs, i)) {
        check_error_node(c, e, ERR_RepeatedDecl, "%s repeated on left side of :=", expr_str(e));
        return NULL;
    }
    Object *old = blank ? NULL : scope_lookup(c->env.scope, name);
    if (old) {
        e->u.ident.obj = old;
        if (old->kind == OBJ_VAR) {
            old->reassigned = true;
            return old;
        }
        check_error_node(c, e, ERR_UnassignableOperand, "cannot assign to %s", expr_str(e));
        return NULL;
    }
    Object *v = check_new_local(c, e->pos, name, NULL);
    e->u.ident.obj = v;
    *is_new = !blank;
    return v;
}

void check_short_var_decl(Checker *c, Pos pos, Node *lhs, Node *rhs)
{
    enum { FEW = 8 };
    uint32_t top = c->delayed.n, n = list_len(lhs);
    Scope *scope = c->env.scope;
    Object *few[2 * FEW];
    Object **vars = n <= FEW ? few : NEW_N(typ_arena(), Object *, 2 * n);
    Object **new_vars = vars + n;
    uint32_t nnew = 0;
    bool failed = false;
    for (uint32_t i = 0; i < n; i++) {
        bool is_new;
        vars[i] = short_variable(c, lhs, i, &is_new);
        if (!vars[i]) {
            failed = true;
            vars[i] = typ_new_var(VAR_LOCAL, list_at(lhs, i)->pos, c->pkg, name_of("_"), NULL);
        }
        if (is_new)
            new_vars[nnew++] = vars[i];
    }
    check_init_vars(c, vars, n, rhs, NULL);
    check_process_delayed(c, top);      /* function literals, before the scope changes */
    if (nnew == 0 && !failed) {
        check_error(c, pos, ERR_NoNewVar, "no new variables on left side of :=");
        return;
    }
    Pos scope_pos = syn_end_pos(list_at(rhs, list_len(rhs) - 1));
    for (uint32_t i = 0; i < nnew; i++)
        check_declare(c, scope, NULL, new_vars[i], scope_pos);
    for (uint32_t i = 0; i < n; i++) {
        Node *e = list_at(lhs, i);
        if (e->kind == N_NAME && vars[i]->type)
            check_record(c, e, MODE_VAR, vars[i]->type, NULL);
    }
}
