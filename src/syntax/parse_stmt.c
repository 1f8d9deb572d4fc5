/*
 * parse_stmt.c - statements.
 *
 * An expression list is parsed first wherever a simple statement may stand; the token after it
 * says which statement it is. The headers of if, switch and for share parse_header, which also
 * gives the messages for what is usually missing there.
 */
#include "syntax_int.h"

static Node *parse_stmt_or_null(Parser *p);

/* ---- simple statements ----------------------------------------------------------------- */

/* RangeClause = [ ExpressionList "=" | IdentifierList ":=" ] "range" Expression . At "range". */
static Node *parse_range(Parser *p, Node *lhs, bool def)
{
    Node *n = new_node(p, N_RANGE_CLAUSE, p->t.pos);
    next(p);
    n->u.range.lhs = lhs;
    n->u.range.def = def;
    n->u.range.x = parse_expr(p);
    return n;
}

static Node *expr_stmt(Parser *p, Node *x)
{
    Node *n = new_node(p, N_EXPR_STMT, x->pos);
    n->u.expr_stmt.x = x;
    return n;
}

/* At an assignment token. ++ and -- have no right side. */
static Node *assign_stmt(Parser *p, Pos pos, Op op, Node *lhs, Node *rhs)
{
    Node *n = new_node(p, N_ASSIGN_STMT, pos);
    n->op = (uint8_t)op;
    n->u.assign.lhs = lhs;
    n->u.assign.rhs = rhs;
    return n;
}

/* ExpressionStmt, SendStmt, IncDecStmt, or an assignment operation: a single expression x was read. */
static Node *parse_after_expr(Parser *p, Node *x)
{
    Pos pos = p->t.pos;
    Op op = p->t.op;
    if (got(p, TOK_ASSIGN_OP))
        return assign_stmt(p, pos, op, x, parse_expr(p));
    if (got(p, TOK_INC_OP))
        return assign_stmt(p, pos, op, x, NULL);
    if (!got(p, TOK_ARROW))
        return expr_stmt(p, x);
    Node *n = new_node(p, N_SEND_STMT, pos);
    n->u.send.chan = x;
    n->u.send.value = parse_expr(p);
    return n;
}

/* Assignment, ShortVarDecl or a range clause: at "=" or ":=", lhs was read. */
static Node *parse_assignment(Parser *p, Node *lhs, Token keyword)
{
    Pos pos = p->t.pos;
    bool def = at(p, TOK_DEFINE);
    next(p);
    if (keyword == TOK_FOR && at(p, TOK_RANGE))
        return parse_range(p, lhs, def);
    Node *rhs = parse_expr_list(p);
    if (rhs->kind == N_TYPE_SWITCH_GUARD && keyword == TOK_SWITCH && def && lhs->kind == N_NAME) {
        rhs->u.guard.lhs = lhs;
        return expr_stmt(p, rhs);
    }
    return assign_stmt(p, pos, def ? OP_DEF : OP_NONE, lhs, rhs);
}

/* SimpleStmt = EmptyStmt | ExpressionStmt | SendStmt | IncDecStmt | Assignment | ShortVarDecl .
 * keyword: the statement in whose header it stands; for allows a range clause, switch a type switch
 * guard. lhs: the expression list that starts it, if it was read. */
static Node *parse_simple_stmt(Parser *p, Node *lhs, Token keyword)
{
    if (keyword == TOK_FOR && at(p, TOK_RANGE))
        return parse_range(p, NULL, false);
    if (!lhs)
        lhs = parse_expr_list(p);
    if (at(p, TOK_ASSIGN) || at(p, TOK_DEFINE))
        return parse_assignment(p, lhs, keyword);
    if (lhs->kind != N_LIST)
        return parse_after_expr(p, lhs);
    unexpected(p, ", expected := or = or comma");
    advance(p, SET(SEMI) | SET(RBRACE));
    return expr_stmt(p, lhs->u.list.elems.p[0]);
}

/* ---- blocks --------------------------------------------------------------------------------- */

/* StatementList = { Statement ";" } . ";" is optional before "}". */
static NodeVec parse_stmt_list(Parser *p)
{
    uint32_t mark = list_mark(p);
    while (!at(p, TOK_EOF) && !at(p, TOK_RBRACE) && !at(p, TOK_CASE) && !at(p, TOK_DEFAULT)) {
        Node *stmt = parse_stmt_or_null(p);
        clear_pragma(p);
        if (!stmt)
            break;
        list_add(p, stmt);
        if (got(p, TOK_SEMI) || at(p, TOK_RBRACE))
            continue;
        unexpected(p, " at end of statement");
        advance(p, SET(SEMI) | SET(RBRACE) | SET(CASE) | SET(DEFAULT));
        got(p, TOK_SEMI);
    }
    return list_take(p, mark);
}

Node *parse_block(Parser *p, const char *context)
{
    Node *n = new_node(p, N_BLOCK_STMT, p->t.pos);
    if (!got(p, TOK_LBRACE)) {
        unexpected_at(p, p->t.pos, ", expected { after %s", context);
        advance(p, SET(NAME) | SET(RBRACE));
        n->u.block.rbrace = p->t.pos;
        if (got(p, TOK_RBRACE))
            return n;
    }
    n->u.block.stmts = parse_stmt_list(p);
    n->u.block.rbrace = p->t.pos;
    want(p, TOK_RBRACE);
    return n;
}

/* ---- headers of if, switch and for ------------------------------------------------------------ */

typedef struct Header {
    Token keyword;
    Node *init, *cond, *post;   /* cond: an expression */
    Node *cond_stmt;            /* the statement that stands for the condition */
    Pos semi;                   /* of the semicolon after init, if any */
    const char *semi_text;      /* "semicolon" or "newline" */
} Header;

/* Condition [ ";" PostStmt ] of a for statement, after the first semicolon. */
static void parse_for_rest(Parser *p, Header *h)
{
    if (!at(p, TOK_SEMI)) {
        if (at(p, TOK_LBRACE)) {
            unexpected(p, ", expected for loop condition");
            return;
        }
        h->cond_stmt = parse_simple_stmt(p, NULL, TOK_EOF);
    }
    want(p, TOK_SEMI);
    if (at(p, TOK_LBRACE))
        return;
    h->post = parse_simple_stmt(p, NULL, TOK_EOF);
    if (h->post->kind == N_ASSIGN_STMT && h->post->op == OP_DEF)
        syntax_error_at(p, h->post->pos, "cannot declare in post statement of for loop");
}

/* What stands between the keyword and "{", which is not next. */
static void parse_clauses(Parser *p, Header *h)
{
    if (!at(p, TOK_SEMI)) {
        if (got(p, TOK_VAR))
            syntax_error_at(p, p->t.pos, "var declaration not allowed in %s initializer", token_text(h->keyword));
        h->init = parse_simple_stmt(p, NULL, h->keyword);
        if (h->init->kind == N_RANGE_CLAUSE)
            return;
    }
    if (at(p, TOK_LBRACE)) {
        h->cond_stmt = h->init;
        h->init = NULL;
        return;
    }
    if (at(p, TOK_SEMI)) {
        h->semi = p->t.pos;
        h->semi_text = p->t.text;
        next(p);
    } else {
        want(p, TOK_LBRACE);    /* a better message than one that asks for ";" */
        if (!at(p, TOK_LBRACE))
            advance(p, SET(LBRACE) | SET(RBRACE));
    }
    if (h->keyword == TOK_FOR)
        parse_for_rest(p, h);
    else if (!at(p, TOK_LBRACE))
        h->cond_stmt = parse_simple_stmt(p, NULL, h->keyword);
}

/* x as part of a message that shows an assignment: binary expressions in parentheses. */
static const char *emphasize(Parser *p, const Node *x)
{
    const char *s = syn_expr_string(p->a, x);
    return x->kind == N_BINARY ? arena_printf(p->a, "(%s)", s) : s;
}

/* The condition from the statement that stands in its place; writing = for == is the usual mistake. */
static void check_condition(Parser *p, Header *h)
{
    const Node *s = h->cond_stmt;
    if (!s) {
        if (h->keyword != TOK_IF || !h->semi)
            return;
        if (strcmp(h->semi_text, "semicolon"))
            syntax_error_at(p, h->semi, "unexpected %s, expected { after if clause", h->semi_text);
        else
            syntax_error_at(p, h->semi, "missing condition in if statement");
        h->cond = new_node(p, N_BAD_EXPR, h->semi);
    } else if (s->kind == N_EXPR_STMT) {
        h->cond = s->u.expr_stmt.x;
    } else if (s->kind == N_ASSIGN_STMT && s->op == OP_NONE) {
        syntax_error_at(p, s->pos, "cannot use assignment %s = %s as value", emphasize(p, s->u.assign.lhs),
                        emphasize(p, s->u.assign.rhs));
    } else {
        syntax_error_at(p, s->pos, "cannot use %s as value", syn_expr_string(p->a, s));
    }
}

/* [ SimpleStmt ";" ] [ Expression ] of if and switch; all of ForClause, RangeClause or Condition of for. */
static Header parse_header(Parser *p, Token keyword)
{
    Header h = { .keyword = keyword };
    next(p);
    if (at(p, TOK_LBRACE)) {
        if (keyword == TOK_IF) {
            syntax_error(p, "missing condition in if statement");
            h.cond = bad_expr(p);
        }
        return h;
    }
    int outer = p->xnest;
    p->xnest = -1;
    parse_clauses(p, &h);
    if (!h.init || h.init->kind != N_RANGE_CLAUSE)
        check_condition(p, &h);
    p->xnest = outer;
    return h;
}

/* ---- compound statements ------------------------------------------------------------------------ */

/* ForStmt = "for" [ Condition | ForClause | RangeClause ] Block . */
static Node *parse_for(Parser *p)
{
    Node *n = new_node(p, N_FOR_STMT, p->t.pos);
    Header h = parse_header(p, TOK_FOR);
    n->u.for_stmt.init = h.init;
    n->u.for_stmt.cond = h.cond;
    n->u.for_stmt.post = h.post;
    n->u.for_stmt.body = parse_block(p, "for clause");
    return n;
}

/* IfStmt = "if" [ SimpleStmt ";" ] Expression Block [ "else" ( IfStmt | Block ) ] .
 * A loop over the chain of "else if"s, which may be long. */
static Node *parse_if(Parser *p)
{
    Node *first = NULL, **link = &first;
    do {
        Node *n = *link = new_node(p, N_IF_STMT, p->t.pos);
        Header h = parse_header(p, TOK_IF);
        n->u.if_stmt.init = h.init;
        n->u.if_stmt.cond = h.cond;
        n->u.if_stmt.then = parse_block(p, "if clause");
        link = &n->u.if_stmt.els;
        if (!got(p, TOK_ELSE))
            return first;
    } while (at(p, TOK_IF));
    if (at(p, TOK_LBRACE)) {
        *link = parse_block(p, "");
    } else {
        syntax_error(p, "else must be followed by if or statement block");
        advance(p, SET(NAME) | SET(RBRACE));
    }
    return first;
}

/* "{" of a switch or select, then its clauses, then "}". */
static NodeVec parse_clause_list(Parser *p, const char *missing, Node *(*clause)(Parser *), Pos *rbrace)
{
    if (!got(p, TOK_LBRACE)) {
        syntax_error(p, missing);
        advance(p, SET(CASE) | SET(DEFAULT) | SET(RBRACE));
    }
    uint32_t mark = list_mark(p);
    while (!at(p, TOK_EOF) && !at(p, TOK_RBRACE))
        list_add(p, clause(p));
    *rbrace = p->t.pos;
    want(p, TOK_RBRACE);
    return list_take(p, mark);
}

/* "case" ... or "default"; true for case, which the caller reads on. */
static bool parse_case(Parser *p)
{
    if (got(p, TOK_CASE))
        return true;
    if (!got(p, TOK_DEFAULT)) {
        unexpected(p, ", expected case or default or }");
        advance(p, SET(COLON) | SET(CASE) | SET(DEFAULT) | SET(RBRACE));
    }
    return false;
}

/* ":" StatementList of a clause */
static NodeVec parse_clause_body(Parser *p, Pos *colon)
{
    *colon = p->t.pos;
    want(p, TOK_COLON);
    return parse_stmt_list(p);
}

/* ExprCaseClause = ( "case" ExpressionList | "default" ) ":" StatementList . */
static Node *parse_case_clause(Parser *p)
{
    Node *n = new_node(p, N_CASE_CLAUSE, p->t.pos);
    if (parse_case(p))
        n->u.case_clause.cases = parse_expr_list(p);
    n->u.case_clause.body = parse_clause_body(p, &n->u.case_clause.colon);
    return n;
}

/* CommClause = ( "case" ( SendStmt | RecvStmt ) | "default" ) ":" StatementList .
 * That the statement sends or receives is left to the type checker. */
static Node *parse_comm_clause(Parser *p)
{
    Node *n = new_node(p, N_COMM_CLAUSE, p->t.pos);
    if (parse_case(p))
        n->u.comm_clause.comm = parse_simple_stmt(p, NULL, TOK_EOF);
    n->u.comm_clause.body = parse_clause_body(p, &n->u.comm_clause.colon);
    return n;
}

/* SwitchStmt = "switch" [ SimpleStmt ";" ] [ Expression | TypeSwitchGuard ] "{" { CaseClause } "}" . */
static Node *parse_switch(Parser *p)
{
    Node *n = new_node(p, N_SWITCH_STMT, p->t.pos);
    Header h = parse_header(p, TOK_SWITCH);
    n->u.switch_stmt.init = h.init;
    n->u.switch_stmt.tag = h.cond;
    n->u.switch_stmt.clauses =
        parse_clause_list(p, "missing { after switch clause", parse_case_clause, &n->u.switch_stmt.rbrace);
    return n;
}

/* SelectStmt = "select" "{" { CommClause } "}" . */
static Node *parse_select(Parser *p)
{
    Node *n = new_node(p, N_SELECT_STMT, p->t.pos);
    next(p);
    n->u.select_stmt.clauses =
        parse_clause_list(p, "missing { after select clause", parse_comm_clause, &n->u.select_stmt.rbrace);
    return n;
}

/* ---- other statements ------------------------------------------------------------------------------ */

/* LabeledStmt = Label ":" Statement . At ":"; NULL after an error. */
static Node *parse_labeled(Parser *p, Node *label)
{
    Node *n = new_node(p, N_LABELED_STMT, p->t.pos);
    n->u.labeled.label = label;
    next(p);
    if (at(p, TOK_RBRACE)) {    /* an empty statement whose ";" was left out */
        n->u.labeled.stmt = new_node(p, N_EMPTY_STMT, p->t.pos);
        return n;
    }
    n->u.labeled.stmt = parse_stmt_or_null(p);
    if (n->u.labeled.stmt)
        return n;
    syntax_error_at(p, n->pos, "missing statement after label");
    return NULL;
}

/* GoStmt = "go" Expression .   DeferStmt = "defer" Expression . */
static Node *parse_call_stmt(Parser *p)
{
    Node *n = new_node(p, N_CALL_STMT, p->t.pos);
    n->u.call_stmt.tok = (uint8_t)p->t.tok;
    next(p);
    Node *x = parse_primary(p, NULL, at(p, TOK_LPAREN));
    if (x->kind == N_PAREN)
        scan_error(&p->s, x->pos, "expression in %s must not be parenthesized", token_text((Token)n->u.call_stmt.tok));
    n->u.call_stmt.call = syn_unparen(x);
    return n;
}

/* "break" [ Label ] | "continue" [ Label ] | "goto" Label | "fallthrough" */
static Node *parse_branch(Parser *p)
{
    Node *n = new_node(p, N_BRANCH_STMT, p->t.pos);
    Token tok = p->t.tok;
    n->u.branch.tok = (uint8_t)tok;
    next(p);
    if (tok == TOK_GOTO || (tok != TOK_FALLTHROUGH && at(p, TOK_NAME)))
        n->u.branch.label = parse_name(p);
    return n;
}

/* ReturnStmt = "return" [ ExpressionList ] . */
static Node *parse_return(Parser *p)
{
    Node *n = new_node(p, N_RETURN_STMT, p->t.pos);
    next(p);
    if (!at(p, TOK_SEMI) && !at(p, TOK_RBRACE))
        n->u.ret.results = parse_expr_list(p);
    return n;
}

static Node *parse_decl_stmt(Parser *p)
{
    Node *n = new_node(p, N_DECL_STMT, p->t.pos);
    Token tok = p->t.tok;
    next(p);
    uint32_t mark = list_mark(p);
    if (tok == TOK_VAR)
        parse_var_decl(p);
    else if (tok == TOK_CONST)
        parse_const_decl(p);
    else
        parse_type_decl(p);
    n->u.decl_stmt.decls = list_take(p, mark);
    return n;
}

/* Does an expression start with this token, where a statement may? */
static bool starts_expr_stmt(const Parser *p)
{
    switch (p->t.tok) {
    case TOK_LITERAL: case TOK_FUNC: case TOK_LPAREN: case TOK_LBRACK: case TOK_STRUCT: case TOK_MAP:
    case TOK_CHAN: case TOK_INTERFACE: case TOK_ARROW: case TOK_STAR: return true;
    case TOK_OPERATOR:
        return at_op(p, OP_PLUS) || at_op(p, OP_MINUS) || at_op(p, OP_AND) || at_op(p, OP_XOR) || at_op(p, OP_NOT);
    default: return false;
    }
}

/* Most statements start with a name. */
static Node *parse_stmt_from_name(Parser *p)
{
    clear_pragma(p);
    Node *lhs = parse_expr_list(p);
    if (lhs->kind == N_NAME && at(p, TOK_COLON))
        return parse_labeled(p, lhs);
    return parse_simple_stmt(p, lhs, TOK_EOF);
}

/* Statement = Declaration | LabeledStmt | SimpleStmt | GoStmt | ReturnStmt | BreakStmt | ContinueStmt | GotoStmt |
 * FallthroughStmt | Block | IfStmt | SwitchStmt | SelectStmt | ForStmt | DeferStmt . NULL if there is none. */
static Node *parse_any_stmt(Parser *p)
{
    if (at(p, TOK_NAME))
        return parse_stmt_from_name(p);
    if (at(p, TOK_VAR) || at(p, TOK_CONST) || at(p, TOK_TYPE))
        return parse_decl_stmt(p);
    clear_pragma(p);
    switch (p->t.tok) {
    case TOK_LBRACE: return parse_block(p, "");
    case TOK_FOR: return parse_for(p);
    case TOK_SWITCH: return parse_switch(p);
    case TOK_SELECT: return parse_select(p);
    case TOK_IF: return parse_if(p);
    case TOK_FALLTHROUGH: case TOK_BREAK: case TOK_CONTINUE: case TOK_GOTO: return parse_branch(p);
    case TOK_GO: case TOK_DEFER: return parse_call_stmt(p);
    case TOK_RETURN: return parse_return(p);
    case TOK_SEMI: return new_node(p, N_EMPTY_STMT, p->t.pos);
    default: return starts_expr_stmt(p) ? parse_simple_stmt(p, NULL, TOK_EOF) : NULL;
    }
}

static Node *parse_stmt_or_null(Parser *p)
{
    Node *stmt = enter(p) ? parse_any_stmt(p) : NULL;
    leave(p);
    return stmt;
}
