/*
 * parse_decl.c - declarations, at file level and in functions.
 *
 * The specs of a parenthesised group become declarations of their own that share a group number.
 * In "type T[P ..." the bracket may begin an array length or a type parameter list: an expression is
 * parsed, and split into a name and a constraint where that is what it was (split_type_param).
 */
#include "syntax_int.h"

typedef Node *SpecFn(Parser *p, uint32_t group);

/* Spec | "(" { Spec ";" } ")" . */
static void parse_group(Parser *p, SpecFn *spec)
{
    if (!at(p, TOK_LPAREN)) {
        list_add(p, spec(p, 0));
        return;
    }
    uint32_t group = ++p->groups;
    clear_pragma(p);            /* before "(" is consumed */
    next(p);
    List l = { "grouped declaration", TOK_SEMI, TOK_RPAREN };
    while (list_next(p, &l))
        list_add(p, spec(p, group));
}

/* ---- imports ------------------------------------------------------------------------- */

/* ImportSpec = [ "." | PackageName ] ImportPath . */
static Node *parse_import_spec(Parser *p, uint32_t group)
{
    Node *n = new_node(p, N_IMPORT_DECL, p->t.pos);
    n->u.import_decl.group = group;
    n->u.import_decl.pragma = take_pragma(p, PRAGMA_DECL);
    if (at(p, TOK_NAME)) {
        n->u.import_decl.local = parse_name(p);
    } else if (at(p, TOK_DOT)) {
        n->u.import_decl.local = name_node(p, p->t.pos, ".", 1);
        next(p);
    }
    Node *path = n->u.import_decl.path = parse_literal_or_null(p);
    if (!path) {
        syntax_error(p, "missing import path");
        advance(p, SET(SEMI) | SET(RPAREN));
    } else if (!path->bad && path->u.lit.lit != LIT_STRING) {
        syntax_error_at(p, path->pos, "import path must be a string");
        path->bad = true;
    }
    return n;
}

void parse_import_decl(Parser *p) { parse_group(p, parse_import_spec); }

/* ---- constants and variables ------------------------------------------------------------ */

/* ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] . */
static Node *parse_const_spec(Parser *p, uint32_t group)
{
    Node *n = new_node(p, N_CONST_DECL, p->t.pos);
    n->u.const_decl.group = group;
    take_pragma(p, PRAGMA_DECL);
    n->u.const_decl.names = parse_name_list(p, parse_name(p));
    if (!at(p, TOK_EOF) && !at(p, TOK_SEMI) && !at(p, TOK_RPAREN)) {
        n->u.const_decl.type = parse_type_or_null(p);
        if (got_assign(p))
            n->u.const_decl.values = parse_expr_list(p);
    }
    return n;
}

/* "Within a parenthesized const declaration list the expression list may be omitted from any but the
 * first ConstSpec. Such an empty list is equivalent to the textual substitution of the first
 * preceding non-empty expression list and its type if any." (Go spec, "Constant declarations") */
void parse_const_decl(Parser *p)
{
    uint32_t mark = list_mark(p);
    parse_group(p, parse_const_spec);
    Node *last = NULL;
    for (uint32_t i = mark; i < p->stack.n; i++) {
        Node *n = p->stack.p[i];
        n->u.const_decl.iota = i - mark;
        if (n->u.const_decl.type || n->u.const_decl.values)
            last = n;
        else
            n->u.const_decl.inherited = last;
    }
}

/* VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) . */
static Node *parse_var_spec(Parser *p, uint32_t group)
{
    Node *n = new_node(p, N_VAR_DECL, p->t.pos);
    n->u.var_decl.group = group;
    n->u.var_decl.pragma = take_pragma(p, PRAGMA_VAR);
    n->u.var_decl.names = parse_name_list(p, parse_name(p));
    bool assign = got_assign(p);
    if (!assign) {
        n->u.var_decl.type = parse_type(p);
        assign = got_assign(p);
    }
    if (assign)
        n->u.var_decl.values = parse_expr_list(p);
    return n;
}

void parse_var_decl(Parser *p) { parse_group(p, parse_var_spec); }

/* ---- types --------------------------------------------------------------------------------- */

/* If x can be read as a name followed by a type constraint, gives both; a lone name has no constraint.
 * Otherwise NULL. What could be an expression as well is split only if force is set:
 *     P *[]int       always          P *C         only with force
 *     P (interface{})  always        P (C)        only with force
 *     P *C|~int      always          P *C|D       only with force */
static Node *split_type_param(Parser *p, Node *x, bool force, Node **constraint)
{
    *constraint = NULL;
    if (x->kind == N_NAME)
        return x;
    if (x->kind == N_CALL) {
        Node *fun = x->u.call.fun;
        if (fun->kind != N_NAME || x->u.call.args.n != 1 || x->u.call.has_dots)
            return NULL;
        Node *arg = x->u.call.args.p[0];
        *constraint = syn_unparen(arg);
        return force || is_type_elem(arg) ? fun : NULL;
    }
    if (x->kind != N_BINARY)
        return NULL;
    Node *left = x->u.binary.x, *right = x->u.binary.y;
    force = force || is_type_elem(right);
    if (x->op == OP_MUL && left->kind == N_NAME && force) {
        Node *pointer = new_node(p, N_UNARY, x->pos);
        pointer->op = OP_DEREF;
        pointer->u.unary.x = right;
        *constraint = pointer;
        return left;
    }
    if (x->op == OP_OR) {
        Node *first, *name = split_type_param(p, left, force, &first);
        if (name && first) {
            x->u.binary.x = first;
            *constraint = x;
            return name;
        }
    }
    return NULL;
}

/* [ "=" ] Type */
static void parse_type_definition(Parser *p, Node *n)
{
    n->u.type_decl.alias = got_assign(p);
    n->u.type_decl.type = parse_type_or_null(p);
}

/* After "[" at pos and with a name next: a type parameter list, or an array length.
 * A constraint that starts with "[" would not parse as part of an expression, but no array length
 * has an index expression: "name [" must be a type parameter. */
static void parse_type_params_or_length(Parser *p, Node *n, Pos pos)
{
    Node *x = parse_name(p), *constraint;
    if (!at(p, TOK_LBRACK))
        x = parse_expr_after(p, x);
    Node *name = split_type_param(p, x, at(p, TOK_COMMA), &constraint);
    if (name && (constraint || !at(p, TOK_RBRACK))) {
        n->u.type_decl.tparams = parse_params(p, TYPE_PARAMS, name, constraint);
        parse_type_definition(p, n);
    } else {
        n->u.type_decl.type = parse_array_type(p, pos, x);
    }
}

/* TypeSpec = identifier [ TypeParameters ] [ "=" ] Type . */
static Node *parse_type_spec(Parser *p, uint32_t group)
{
    Node *n = new_node(p, N_TYPE_DECL, p->t.pos);
    n->u.type_decl.group = group;
    n->u.type_decl.pragma = take_pragma(p, PRAGMA_DECL);
    n->u.type_decl.name = parse_name(p);
    Pos pos = p->t.pos;
    n->u.type_decl.number = p->fnest ? ++p->file->nlocal_types : 0;
    if (!got(p, TOK_LBRACK))
        parse_type_definition(p, n);
    else if (at(p, TOK_NAME))
        parse_type_params_or_length(p, n, pos);
    else if (got(p, TOK_RBRACK))
        n->u.type_decl.type = parse_slice_type(p, pos);
    else
        n->u.type_decl.type = parse_array_type(p, pos, NULL);
    if (!n->u.type_decl.type) {
        n->u.type_decl.type = bad_expr(p);
        unexpected(p, " in type declaration");
        advance(p, SET(SEMI) | SET(RPAREN));
    }
    if (n->u.type_decl.alias && p->fnest) {
        n->u.type_decl.number = 0;
        p->file->nlocal_types--;
    }
    return n;
}

void parse_type_decl(Parser *p) { parse_group(p, parse_type_spec); }

/* ---- functions ------------------------------------------------------------------------------- */

/* Receiver = Parameters . */
static Node *parse_receiver(Parser *p)
{
    NodeVec list = parse_params(p, RESULTS, NULL, NULL);
    if (list.n == 0)
        scan_error(&p->s, p->t.pos, "method has no receiver");
    else if (list.n > 1)
        scan_error(&p->s, p->t.pos, "method has multiple receivers");
    return list.n > 0 ? list.p[0] : NULL;
}

/* FunctionDecl = "func" FunctionName [ TypeParameters ] Signature [ FunctionBody ] .
 * MethodDecl = "func" Receiver MethodName [ TypeParameters ] Signature [ FunctionBody ] . */
Node *parse_func_decl(Parser *p)
{
    Node *n = new_node(p, N_FUNC_DECL, p->t.pos);
    n->u.func_decl.pragma = take_pragma(p, PRAGMA_FUNC);
    bool method = got(p, TOK_LPAREN);
    if (method)
        n->u.func_decl.recv = parse_receiver(p);
    if (at(p, TOK_NAME)) {
        n->u.func_decl.name = parse_name(p);
        n->u.func_decl.type = parse_func_type(p, "", &n->u.func_decl.tparams);
    } else {
        n->u.func_decl.name = name_node(p, p->t.pos, "_", 1);
        n->u.func_decl.type = new_node(p, N_FUNC_TYPE, p->t.pos);
        unexpected(p, method ? ", expected name" : ", expected name or (");
        advance(p, SET(LBRACE) | SET(SEMI));
    }
    if (at(p, TOK_LBRACE))
        n->u.func_decl.body = parse_func_body(p);
    return n;
}

/* FunctionBody = Block . Labels are checked only in bodies without errors: in a partial tree they
 * would give misleading ones. */
Node *parse_func_body(Parser *p)
{
    uint32_t errors = p->s.nerrors;
    p->fnest++;
    Node *body = parse_block(p, "");
    p->fnest--;
    if (p->s.nerrors == errors)
        check_branches(p->a, body);
    return body;
}
