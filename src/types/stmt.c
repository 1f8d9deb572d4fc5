/*
 * stmt.c - function bodies and statements (spec, "Statements"), unused variables.
 *
 * Function literals met in a statement are checked when it ends, before the scope changes. Branches and labels
 * are matched by the parser.
 */
#include "types_int.h"

#define INVALID_OP "invalid operation: "

/* ---- function bodies ------------------------------------------------------------------ */

static void own_params(FuncInfo *f, Type *tuple)
{
    ObjectVec *vars = &tuple->u.tuple.vars;
    for (uint32_t i = 0; i < vars->n; i++)
        vars->p[i]->owner = f;
}

void check_func_body(Checker *c, Object *fn, DeclInfo *decl, const char *name, Type *sig, Node *body, const Const *iota, FuncInfo *info)
{
    (void)name;
    if (!info) {
        info = NEW(typ_arena(), FuncInfo);
        info->func = fn;
        info->node = fn->decl;
        info->sig = sig;
        fn->u.func.info = info;
        if (fn->decl && fn->decl->kind == N_FUNC_DECL)
            fn->decl->u.func_decl.info = info;
    }
    own_params(info, sig->u.sig.params);
    own_params(info, sig->u.sig.results);
    if (sig->u.sig.recv)
        sig->u.sig.recv->owner = info;
    if (sig->u.sig.scope)
        sig->u.sig.scope->func = info;

    Env saved = c->env;
    c->env = (Env){ .decl = decl, .scope = sig->u.sig.scope, .iota_val = iota, .sig = sig, .func = info, .version = saved.version };
    check_stmt_list(c, &body->u.block.stmts);
    if (sig->u.sig.results->u.tuple.vars.n && !check_is_terminating(c, body, NULL))
        check_error(c, body->u.block.rbrace, ERR_MissingReturn, "missing return");
    check_usage(c, info);
    c->env = saved;
}

/* Spec: "a compiler may make it illegal to declare a variable inside a function body if it is never used". */
void check_usage(Checker *c, FuncInfo *f)
{
    for (uint32_t i = 0; i < f->locals.n; i++) {
        Object *v = f->locals.p[i];
        if (!v->used && v->parent)
            check_error(c, v->pos, ERR_UnusedVar, "declared and not used: %s", v->name->s);
    }
}

void check_open_scope(Checker *c, Node *n, const char *comment)
{
    c->env.scope = scope_new(c->env.scope, n->pos, NO_POS, comment);
}

void check_close_scope(Checker *c)
{
    c->env.scope = c->env.scope->parent;
}

/* ---- simple statements -------------------------------------------------------------------- */

static void check_expr_stmt(Checker *c, Node *s)
{
    Operand x;
    ExprKind kind = check_raw_expr(c, NULL, &x, s->u.expr_stmt.x, NULL, false);
    const char *msg;
    DiagCode code;
    if (x.mode == MODE_BUILTIN) {
        msg = "must be called";
        code = ERR_UncalledBuiltin;
    } else if (x.mode == MODE_TYPE) {
        msg = "is not an expression";
        code = ERR_NotAnExpr;
    } else if (kind == EXPR_STATEMENT) {
        return;
    } else {
        msg = "is not used";
        code = ERR_UnusedExpr;
    }
    check_error_node(c, x.expr, code, "%s %s", operand_string(c, &x), msg);
}

static void check_send(Checker *c, Node *s)
{
    Operand ch, val;
    check_expr(c, NULL, &ch, s->u.send.chan);
    check_generic_expr(c, &val, s->u.send.value, NULL);
    if (ch.mode == MODE_NONE || val.mode == MODE_NONE)
        return;
    Type *elem = check_chan_elem(c, s, &ch, false);
    if (elem)
        check_assignment(c, &val, elem, "send");
}

static void check_assign_stmt(Checker *c, Node *s)
{
    Node *lhs = s->u.assign.lhs, *rhs = s->u.assign.rhs;
    Op op = s->op;
    Operand x;
    if (!rhs) {                         /* x++, x-- */
        check_expr(c, NULL, &x, lhs);
        if (x.mode == MODE_NONE)
            return;
        if (!typ_all_basic(x.type, BI_NUMERIC)) {
            check_error_node(c, lhs, ERR_NonNumericIncDec, INVALID_OP "%s%s%s (non-numeric type %s)", expr_str(lhs), op_text(op),
                             op_text(op), typ_str(c, x.type));
            return;
        }
        check_assign_var(c, lhs, NULL, &x, "assignment");
    } else if (op == OP_NONE) {
        check_assign_vars(c, lhs, rhs);
    } else if (op == OP_DEF) {
        check_short_var_decl(c, s->pos, lhs, rhs);
    } else if (list_len(lhs) != 1 || list_len(rhs) != 1) {
        check_error_node(c, s, ERR_MultiValAssignOp, "assignment operation %s requires single-valued expressions", op_text(op));
    } else {
        check_binary(c, &x, NULL, list_at(lhs, 0), list_at(rhs, 0), op);
        check_assign_var(c, list_at(lhs, 0), NULL, &x, "assignment");
    }
}

/* go f(), defer f() */
static void check_suspended_call(Checker *c, Node *s)
{
    bool is_defer = s->u.call_stmt.tok == TOK_DEFER;
    const char *keyword = is_defer ? "defer" : "go", *msg;
    Node *call = s->u.call_stmt.call;
    DiagCode code = is_defer ? ERR_InvalidDefer : ERR_InvalidGo;
    if (is_defer)
        c->env.func->has_defer = true;
    else
        c->env.func->has_go = true;
    if (call->kind != N_CALL) {
        check_error_node(c, call, code, "expression in %s must be function call", keyword);
        check_use(c, &call, 1);
        return;
    }
    Operand x;
    switch (check_raw_expr(c, NULL, &x, call, NULL, false)) {
    case EXPR_CONVERSION:
        msg = "requires function call, not conversion";
        break;
    case EXPR_EXPRESSION:
        msg = "discards result of";
        code = ERR_UnusedResults;
        break;
    default:
        return;
    }
    check_error_node(c, x.expr, code, "%s %s %s", keyword, msg, operand_string(c, &x));
}

/* A bare return needs the result names to mean the results where it stands. */
static void check_result_names(Checker *c, Node *s, ObjectVec *results)
{
    for (uint32_t i = 0; i < results->n; i++) {
        Object *r = results->p[i];
        Object *alt = scope_lookup_parent(c->env.scope, r->name, NO_POS, NULL);
        if (!alt || alt == r)
            continue;
        CheckErr err;
        err_init(&err, c, ERR_OutOfScopeResult);
        err_add(&err, s->pos, "result parameter %s not in scope at return", r->name->s);
        err_add(&err, alt->pos, "inner declaration of %s", obj_string(r, QUAL_RELATIVE));
        err_report(&err);
    }
}

static void check_return(Checker *c, Node *s)
{
    ObjectVec *results = &c->env.sig->u.sig.results->u.tuple.vars;
    s->u.ret.func = c->env.func;
    bool named = results->n && results->p[0]->name && results->p[0]->name->len;
    if (!s->u.ret.results && named) {
        check_result_names(c, s, results);
        return;
    }
    if (named) {
        for (uint32_t i = 0; i < results->n; i++)
            results->p[i]->reassigned = true;
    }
    check_init_vars(c, results->p, results->n, s->u.ret.results, s);
}

/* ---- if, switch, select, for ----------------------------------------------------------------- */

static void check_condition(Checker *c, Node *cond, const char *what)
{
    Operand x;
    check_expr(c, NULL, &x, cond);
    if (x.mode == MODE_NONE)
        return;
    if (!typ_all_basic(x.type, BI_BOOLEAN))
        check_error_node(c, cond, ERR_InvalidCond, "non-boolean condition in %s statement", what);
    else if (typ_is_untyped(x.type))
        check_update_expr_type(c, cond, typ_basic[B_BOOL], true);
}

static void check_if(Checker *c, Node *s)
{
    check_open_scope(c, s, "if");
    if (s->u.if_stmt.init)
        check_stmt(c, s->u.if_stmt.init);
    check_condition(c, s->u.if_stmt.cond, "if");
    check_stmt(c, s->u.if_stmt.then);
    if (s->u.if_stmt.els)
        check_stmt(c, s->u.if_stmt.els);
    check_close_scope(c);
}

static void check_for(Checker *c, Node *s)
{
    Node *init = s->u.for_stmt.init, *post = s->u.for_stmt.post;
    if (init && init->kind == N_RANGE_CLAUSE) {
        check_range_stmt(c, s, init);
        return;
    }
    check_open_scope(c, s, "for");
    if (init)
        check_stmt(c, init);
    if (s->u.for_stmt.cond)
        check_condition(c, s->u.for_stmt.cond, "for");
    if (post) {
        check_stmt(c, post);
        if (post->kind == N_ASSIGN_STMT && post->op == OP_DEF)      /* reported by the parser */
            check_use(c, &post->u.assign.lhs, 1);
    }
    check_stmt(c, s->u.for_stmt.body);
    check_close_scope(c);
}

static void check_multiple_defaults(Checker *c, NodeVec *clauses)
{
    const Node *first = NULL;
    for (uint32_t i = 0; i < clauses->n; i++) {
        const Node *n = clauses->p[i];
        bool is_default = n->kind == N_CASE_CLAUSE ? !n->u.case_clause.cases : !n->u.comm_clause.comm;
        if (is_default && first) {
            check_error_node(c, n, ERR_DuplicateDefault, "multiple defaults (first at %s)", check_pos_str(first->pos));
        } else if (is_default) {
            first = n;
        }
    }
}

/* Constant case values seen so far, by their bytes; the same value may occur with different types. */
typedef struct SeenValue { Pos pos; Type *type; struct SeenValue *next; } SeenValue;
typedef struct SeenValues { bool started; StrMap map; Buf key; } SeenValues;

/* Integers, floats and strings are compared; false for others. */
static bool put_value(Buf *b, const Const *v)
{
    int64_t i;
    uint64_t u;
    double d;
    const char *s;
    size_t n;
    b->n = 0;
    switch (con_kind(v)) {
    case CON_INT:
        if (con_int64_val(v, &i)) {
            buf_putc(b, 'i');
            buf_write(b, &i, sizeof i);
        } else if (con_uint64_val(v, &u)) {
            buf_putc(b, 'u');
            buf_write(b, &u, sizeof u);
        } else {
            return false;
        }
        return true;
    case CON_FLOAT:
        d = con_float64_val(v);
        buf_putc(b, 'f');
        buf_write(b, &d, sizeof d);
        return true;
    case CON_STRING:
        s = con_string_val(v, &n);
        buf_putc(b, 's');
        buf_write(b, s, n);
        return true;
    default:
        return false;
    }
}

static void check_duplicate_value(Checker *c, Operand *v, SeenValues *seen)
{
    Arena *a = check_scratch();
    if (!seen->started) {
        seen->started = true;
        strmap_init(&seen->map, a);
        buf_init(&seen->key, a);
    }
    if (!put_value(&seen->key, v->val))
        return;
    SeenValue *first = strmap_get(&seen->map, seen->key.p, seen->key.n);
    for (SeenValue *s = first; s; s = s->next) {
        if (!typ_identical(v->type, s->type))
            continue;
        CheckErr err;
        err_init(&err, c, ERR_DuplicateCase);
        err_add(&err, syn_start_pos(v->expr), "duplicate case %s in expression switch", operand_string(c, v));
        err_add(&err, s->pos, "previous case");
        err_report(&err);
        return;
    }
    SeenValue *s = NEW(a, SeenValue);
    *s = (SeenValue){ v->expr->pos, v->type, first };
    strmap_set(&seen->map, seen->key.p, seen->key.n, s);
}

static void check_case_values(Checker *c, Operand *x, Node *cases, SeenValues *seen)
{
    for (uint32_t i = 0; i < list_len(cases); i++) {
        Operand v;
        check_expr(c, NULL, &v, list_at(cases, i));
        if (x->mode == MODE_NONE || v.mode == MODE_NONE)
            continue;
        check_convert_untyped(c, &v, x->type);
        if (v.mode == MODE_NONE)
            continue;
        Operand result = v, tag = *x;
        check_switch_comparison(c, &result, &tag);
        if (result.mode != MODE_NONE && v.mode == MODE_CONST)
            check_duplicate_value(c, &v, seen);
    }
}

static void check_switch(Checker *c, Node *s)
{
    NodeVec *clauses = &s->u.switch_stmt.clauses;
    Operand x;
    if (s->u.switch_stmt.tag) {
        check_expr(c, NULL, &x, s->u.switch_stmt.tag);
        check_assignment(c, &x, NULL, "switch expression");
        if (x.mode != MODE_NONE && !typ_comparable_type(x.type) && !typ_has_nil(x.type)) {
            check_error_node(c, x.expr, ERR_InvalidExprSwitch, "cannot switch on %s (%s is not comparable)", operand_string(c, &x),
                             typ_str(c, x.type));
            x.mode = MODE_NONE;
        }
    } else {
        Pos pos = clauses->n ? clauses->p[0]->pos : s->u.switch_stmt.rbrace;
        x = (Operand){ .mode = MODE_CONST, .expr = operand_label(pos, "true"), .type = typ_basic[B_BOOL], .val = con_bool(true) };
    }
    check_multiple_defaults(c, clauses);
    ArenaMark mark = arena_mark(check_scratch());
    SeenValues seen = { 0 };
    for (uint32_t i = 0; i < clauses->n; i++) {
        Node *clause = clauses->p[i];
        check_case_values(c, &x, clause->u.case_clause.cases, &seen);
        check_open_scope(c, clause, "case");
        check_stmt_list(c, &clause->u.case_clause.body);
        check_close_scope(c);
    }
    arena_release(check_scratch(), mark);
}

typedef struct SeenType { Type *type; const Node *e; } SeenType;      /* type NULL: nil */
typedef VEC(SeenType) SeenTypes;

static bool denotes_nil(Checker *c, Node *e)
{
    e = syn_unparen(e);
    if (e->kind != N_NAME)
        return false;
    Object *o = scope_lookup_parent(c->env.scope, e->u.ident.name, NO_POS, NULL);
    return o && o->kind == OBJ_NIL;
}

static bool is_duplicate_type(Checker *c, SeenTypes *seen, Type *t, const Node *e)
{
    for (uint32_t i = 0; i < seen->n; i++) {
        SeenType *s = &seen->p[i];
        if (t && s->type ? !typ_identical(t, s->type) : t != s->type)
            continue;
        CheckErr err;
        err_init(&err, c, ERR_DuplicateCase);
        err_add(&err, syn_start_pos(e), "duplicate case %s in type switch", t ? typ_str(c, t) : "nil");
        err_add(&err, syn_start_pos(s->e), "previous case");
        err_report(&err);
        return true;
    }
    vec_push(check_scratch(), seen, ((SeenType){ t, e }));
    return false;
}

/* Checks the types of a case against operand x (NULL: invalid); gives the type that the symbol has in the clause. */
static Type *check_case_types(Checker *c, Operand *x, Node *cases, SeenTypes *seen)
{
    Type *t = NULL;
    uint32_t n = list_len(cases);
    for (uint32_t i = 0; i < n; i++) {
        Node *e = list_at(cases, i);
        if (denotes_nil(c, e)) {
            Operand dummy;
            t = NULL;
            check_expr(c, NULL, &dummy, e);
        } else {
            t = check_var_type(c, e);
            if (!typ_is_valid(t))
                continue;
        }
        if (!is_duplicate_type(c, seen, t, e) && x && t)
            check_type_assertion(c, e, x, t, true);
    }
    if (n == 1 && t)
        return t;
    return x ? x->type : typ_basic[B_INVALID];
}

/* The value that a type switch is about; false after an error. */
static bool check_guard(Checker *c, Node *guard, Operand *x)
{
    check_expr(c, NULL, x, guard->u.guard.x);
    if (x->mode == MODE_NONE)
        return false;
    if (typ_is_typeparam(x->type))
        check_error_node(c, x->expr, ERR_InvalidTypeSwitch, "cannot use type switch on type parameter value %s", operand_string(c, x));
    else if (typ_is_interface(x->type))
        return true;
    else
        check_error_node(c, x->expr, ERR_InvalidTypeSwitch, "%s is not an interface", operand_string(c, x));
    return false;
}

static void check_type_switch(Checker *c, Node *s, Node *guard)
{
    Node *lhs = guard->u.guard.lhs;
    if (lhs && name_is(lhs->u.ident.name, "_")) {
        check_error_node(c, lhs, ERR_NoNewVar, "no new variable on left side of :=");
        lhs = NULL;
    }
    Operand x;
    bool valid = check_guard(c, guard, &x);
    NodeVec *clauses = &s->u.switch_stmt.clauses;
    check_multiple_defaults(c, clauses);
    ArenaMark mark = arena_mark(check_scratch());
    SeenTypes seen = { 0 };
    uint32_t ntypes = 0;
    for (uint32_t i = 0; i < clauses->n; i++)
        ntypes += list_len(clauses->p[i]->u.case_clause.cases);
    vec_reserve(check_scratch(), &seen, ntypes);
    bool used = false;
    for (uint32_t i = 0; i < clauses->n; i++) {
        Node *clause = clauses->p[i];
        Type *t = check_case_types(c, valid ? &x : NULL, clause->u.case_clause.cases, &seen);
        check_open_scope(c, clause, "case");
        Object *v = NULL;
        if (lhs) {
            v = check_new_local(c, lhs->pos, lhs->u.ident.name, t);
            check_declare(c, c->env.scope, NULL, v, clause->u.case_clause.colon);
            clause->u.case_clause.obj = v;
        }
        check_stmt_list(c, &clause->u.case_clause.body);
        check_close_scope(c);
        if (v) {                /* the symbol is used if it is in any clause */
            used |= v->used;
            v->used = true;
        }
    }
    arena_release(check_scratch(), mark);
    if (lhs && !used)
        check_error_node(c, lhs, ERR_UnusedVar, "%s declared and not used", lhs->u.ident.name->s);
}

static void check_switch_stmt(Checker *c, Node *s)
{
    check_open_scope(c, s, "switch");
    if (s->u.switch_stmt.init)
        check_stmt(c, s->u.switch_stmt.init);
    Node *tag = s->u.switch_stmt.tag;
    if (tag && tag->kind == N_TYPE_SWITCH_GUARD)
        check_type_switch(c, s, tag);
    else
        check_switch(c, s);
    check_close_scope(c);
}

/* A select case must be a send or (assigned or not) a receive. */
static bool is_communication(Node *s)
{
    if (!s || s->kind == N_SEND_STMT)
        return true;
    Node *recv = NULL;
    if (s->kind == N_EXPR_STMT)
        recv = s->u.expr_stmt.x;
    else if (s->kind == N_ASSIGN_STMT)
        recv = s->u.assign.rhs;
    if (!recv || recv->kind == N_LIST)
        return false;
    recv = syn_unparen(recv);
    return recv->kind == N_UNARY && recv->op == OP_RECV;
}

static void check_select(Checker *c, Node *s)
{
    NodeVec *clauses = &s->u.select_stmt.clauses;
    check_multiple_defaults(c, clauses);
    for (uint32_t i = 0; i < clauses->n; i++) {
        Node *clause = clauses->p[i], *comm = clause->u.comm_clause.comm;
        if (!is_communication(comm)) {
            check_error_node(c, comm, ERR_InvalidSelectCase, "select case must be send or receive (possibly with assignment)");
            continue;
        }
        check_open_scope(c, clause, "case");
        if (comm)
            check_stmt(c, comm);
        check_stmt_list(c, &clause->u.comm_clause.body);
        check_close_scope(c);
    }
}

/* ---- statements ----------------------------------------------------------------------------------- */

void check_stmt_list(Checker *c, NodeVec *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        check_stmt(c, list->p[i]);
}

void check_stmt(Checker *c, Node *s)
{
    uint32_t top = c->delayed.n;
    Scope *scope = c->env.scope;
    switch (s->kind) {
    case N_EMPTY_STMT:
    case N_BRANCH_STMT:
        break;
    case N_DECL_STMT:
        check_decl_stmt(c, &s->u.decl_stmt.decls);
        break;
    case N_LABELED_STMT:
        c->env.func->has_label = true;
        check_stmt(c, s->u.labeled.stmt);
        break;
    case N_EXPR_STMT: check_expr_stmt(c, s); break;
    case N_SEND_STMT: check_send(c, s); break;
    case N_ASSIGN_STMT: check_assign_stmt(c, s); break;
    case N_CALL_STMT: check_suspended_call(c, s); break;
    case N_RETURN_STMT: check_return(c, s); break;
    case N_BLOCK_STMT:
        check_open_scope(c, s, "block");
        check_stmt_list(c, &s->u.block.stmts);
        break;
    case N_IF_STMT: check_if(c, s); break;
    case N_SWITCH_STMT: check_switch_stmt(c, s); break;
    case N_SELECT_STMT: check_select(c, s); break;
    case N_FOR_STMT: check_for(c, s); break;
    default:
        check_error_node(c, s, ERR_InvalidSyntaxTree, "invalid statement");
    }
    check_process_delayed(c, top);      /* function literals and verifications, before the scope changes */
    c->env.scope = scope;
}
