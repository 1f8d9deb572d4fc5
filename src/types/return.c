/*
 * return.c - terminating statements (spec, "Terminating statements"): a function with results must end in one.
 */
#include "types_int.h"

static bool list_has_break(NodeVec *list, const Name *label, bool implicit);

/* Does s hold a break that leaves the statement labelled label or, if implicit, the closest enclosing one? */
static bool has_break(Node *s, const Name *label, bool implicit)
{
    switch (s->kind) {
    case N_LABELED_STMT:
        return has_break(s->u.labeled.stmt, label, implicit);
    case N_BRANCH_STMT:
        if (s->u.branch.tok != TOK_BREAK)
            return false;
        return s->u.branch.label ? s->u.branch.label->u.ident.name == label : implicit;
    case N_BLOCK_STMT:
        return list_has_break(&s->u.block.stmts, label, implicit);
    case N_IF_STMT:
        return has_break(s->u.if_stmt.then, label, implicit) || (s->u.if_stmt.els && has_break(s->u.if_stmt.els, label, implicit));
    case N_SWITCH_STMT:
        for (uint32_t i = 0; label && i < s->u.switch_stmt.clauses.n; i++) {
            if (list_has_break(&s->u.switch_stmt.clauses.p[i]->u.case_clause.body, label, false))
                return true;
        }
        return false;
    case N_SELECT_STMT:
        for (uint32_t i = 0; label && i < s->u.select_stmt.clauses.n; i++) {
            if (list_has_break(&s->u.select_stmt.clauses.p[i]->u.comm_clause.body, label, false))
                return true;
        }
        return false;
    case N_FOR_STMT:
        return label && has_break(s->u.for_stmt.body, label, false);
    default:
        return false;
    }
}

static bool list_has_break(NodeVec *list, const Name *label, bool implicit)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (has_break(list->p[i], label, implicit))
            return true;
    }
    return false;
}

static bool is_terminating_list(Checker *c, NodeVec *list)
{
    for (uint32_t i = list->n; i-- > 0; ) {
        if (list->p[i]->kind != N_EMPTY_STMT)
            return check_is_terminating(c, list->p[i], NULL);
    }
    return false;
}

static bool is_panic_call(Node *e)
{
    e = syn_unparen(e);
    return e->kind == N_CALL && e->u.call.builtin == BUILTIN_PANIC + 1;
}

/* label: of s, or NULL. */
bool check_is_terminating(Checker *c, Node *s, const Name *label)
{
    switch (s->kind) {
    case N_LABELED_STMT:
        return check_is_terminating(c, s->u.labeled.stmt, s->u.labeled.label->u.ident.name);
    case N_EXPR_STMT:
        return is_panic_call(s->u.expr_stmt.x);
    case N_RETURN_STMT:
        return true;
    case N_BRANCH_STMT:
        return s->u.branch.tok == TOK_GOTO || s->u.branch.tok == TOK_FALLTHROUGH;
    case N_BLOCK_STMT:
        return is_terminating_list(c, &s->u.block.stmts);
    case N_IF_STMT:
        return s->u.if_stmt.els && check_is_terminating(c, s->u.if_stmt.then, NULL) && check_is_terminating(c, s->u.if_stmt.els, NULL);
    case N_SWITCH_STMT: {
        bool has_default = false;
        NodeVec *clauses = &s->u.switch_stmt.clauses;
        for (uint32_t i = 0; i < clauses->n; i++) {
            NodeVec *body = &clauses->p[i]->u.case_clause.body;
            has_default |= !clauses->p[i]->u.case_clause.cases;
            if (!is_terminating_list(c, body) || list_has_break(body, label, true))
                return false;
        }
        return has_default;
    }
    case N_SELECT_STMT: {
        NodeVec *clauses = &s->u.select_stmt.clauses;
        for (uint32_t i = 0; i < clauses->n; i++) {
            NodeVec *body = &clauses->p[i]->u.comm_clause.body;
            if (!is_terminating_list(c, body) || list_has_break(body, label, true))
                return false;
        }
        return true;
    }
    case N_FOR_STMT: {
        Node *init = s->u.for_stmt.init;
        if (init && init->kind == N_RANGE_CLAUSE)
            return false;
        return !s->u.for_stmt.cond && !has_break(s->u.for_stmt.body, label, true);
    }
    default:
        return false;
    }
}
