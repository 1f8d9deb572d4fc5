/*
 * parse_expr.c - expressions.
 *
 * Types are expressions here, too: whether T(x) is a call or a conversion and m[k] an index or an
 * instance is for the type checker to say. "{" after a possible type name is the start of a
 * composite literal unless the expression stands in the header of an if, for or switch
 * (p->xnest < 0), where it begins the body (Go spec, "Composite literals").
 */
#include "syntax_int.h"

/* ---- operators ----------------------------------------------------------------------- */

/* A receive operator before a channel type belongs to the type:
 * <-(chan E) is (<-chan E), and <-(chan<- E) is (<-chan (<-E)), down the element types. */
static void receive_from_type(Parser *p, Node *type)
{
    enum { BOTH, SEND, RECEIVE };
    int dir = SEND;
    while (dir == SEND && type->kind == N_CHAN_TYPE) {
        dir = type->u.chan_type.dir;
        if (dir == RECEIVE)
            syntax_error(p, "unexpected <-, expected chan");
        type->u.chan_type.dir = RECEIVE;
        type = type->u.chan_type.elem;
    }
    if (dir == SEND)
        syntax_error_at(p, p->t.pos, "unexpected %s, expected chan", syn_expr_string(p->a, type));
}

static Node *parse_unary(Parser *p);

/* "<-" UnaryExpr, or a receive-only channel type. */
static Node *parse_receive(Parser *p)
{
    Pos pos = p->t.pos;
    next(p);
    Node *x = parse_unary(p);
    if (x->kind == N_CHAN_TYPE) {
        receive_from_type(p, x);
        return x;
    }
    Node *n = new_node(p, N_UNARY, pos);
    n->op = OP_RECV;
    n->u.unary.x = x;
    return n;
}

/* The unary operator the current token is, or OP_NONE. */
static Op unary_op(const Parser *p)
{
    if (at(p, TOK_STAR))
        return OP_DEREF;
    if (!at(p, TOK_OPERATOR))
        return OP_NONE;
    switch (p->t.op) {
    case OP_PLUS: case OP_MINUS: case OP_NOT: case OP_XOR: case OP_TILDE: return p->t.op;
    case OP_AND: return OP_ADDR;
    default: return OP_NONE;
    }
}

static Node *parse_operand_with_op(Parser *p)
{
    if (at(p, TOK_ARROW))
        return parse_receive(p);
    Op op = unary_op(p);
    if (op == OP_NONE)
        return parse_primary(p, NULL, true);
    Node *n = new_node(p, N_UNARY, p->t.pos);
    n->op = (uint8_t)op;
    next(p);
    Node *x = parse_unary(p);
    n->u.unary.x = op == OP_ADDR ? syn_unparen(x) : x;  /* &(T{}) */
    return n;
}

/* UnaryExpr = PrimaryExpr | unary_op UnaryExpr . */
static Node *parse_unary(Parser *p)
{
    Node *x = enter(p) ? parse_operand_with_op(p) : bad_expr(p);
    leave(p);
    return x;
}

/* Expression = UnaryExpr | Expression binary_op Expression .
 * x is the first operand; operators of a precedence above prec are taken. */
static Node *parse_binary(Parser *p, Node *x, int prec)
{
    while ((at(p, TOK_OPERATOR) || at(p, TOK_STAR)) && p->t.prec > prec) {
        Node *n = new_node(p, N_BINARY, p->t.pos);
        n->op = (uint8_t)p->t.op;
        int op_prec = p->t.prec;
        next(p);
        n->u.binary.x = x;
        n->u.binary.y = parse_binary(p, parse_unary(p), op_prec);
        x = n;
    }
    return x;
}

Node *parse_expr(Parser *p) { return parse_binary(p, parse_unary(p), 0); }

Node *parse_expr_after(Parser *p, Node *name)
{
    p->xnest++;
    Node *x = parse_binary(p, parse_primary(p, name, false), 0);
    p->xnest--;
    return x;
}

Node *parse_expr_list(Parser *p)
{
    Node *x = parse_expr(p);
    if (!at(p, TOK_COMMA))
        return x;
    uint32_t mark = list_mark(p);
    list_add(p, x);
    while (got(p, TOK_COMMA))
        list_add(p, parse_expr(p));
    Node *list = new_node(p, N_LIST, x->pos);
    list->u.list.elems = list_take(p, mark);
    return list;
}

Node *parse_type_list(Parser *p, bool strict, bool *comma)
{
    p->xnest++;
    Node *x = strict ? parse_type(p) : parse_expr(p), *first = x;
    *comma = at(p, TOK_COMMA);
    uint32_t mark = list_mark(p);
    list_add(p, x);
    while (x && got(p, TOK_COMMA))
        if ((x = parse_type_or_null(p)))
            list_add(p, x);
    NodeVec elems = list_take(p, mark);
    p->xnest--;
    if (elems.n == 1)
        return first;
    Node *list = new_node(p, N_LIST, first->pos);
    list->u.list.elems = elems;
    return list;
}

/* ---- operands --------------------------------------------------------------------------- */

/* BasicLit = int_lit | float_lit | imaginary_lit | rune_lit | string_lit . */
Node *parse_literal_or_null(Parser *p)
{
    if (!at(p, TOK_LITERAL))
        return NULL;
    Node *n = new_node(p, N_BASIC_LIT, p->t.pos);
    n->bad = p->t.bad;
    n->u.lit.lit = p->t.lit;
    n->u.lit.text = p->t.text;
    n->u.lit.len = p->t.len;
    next(p);
    return n;
}

/* "(" Expression ")" . Parentheses are kept where someone will ask for them, and before "{": they
 * may not stand around the type of a composite literal. */
static Node *parse_paren(Parser *p, bool keep_parens)
{
    Pos pos = p->t.pos;
    next(p);
    p->xnest++;
    Node *x = parse_expr(p);
    p->xnest--;
    want(p, TOK_RPAREN);
    if (!keep_parens && !at(p, TOK_LBRACE))
        return x;
    Node *n = new_node(p, N_PAREN, pos);
    n->u.paren.x = x;
    return n;
}

/* FunctionLit = "func" Signature FunctionBody, or just the type. */
static Node *parse_func_lit_or_type(Parser *p)
{
    Pos pos = p->t.pos;
    next(p);
    Node *type = parse_func_type(p, "function type", NULL);
    if (!at(p, TOK_LBRACE))
        return type;
    Node *n = new_node(p, N_FUNC_LIT, pos);
    n->u.funclit.type = type;
    p->xnest++;
    n->u.funclit.body = parse_func_body(p);
    p->xnest--;
    return n;
}

/* Operand = Literal | OperandName | "(" Expression ")" .
 * Composite literals are left to parse_primary, since their type may be a qualified name. */
static Node *parse_operand(Parser *p, bool keep_parens)
{
    switch (p->t.tok) {
    case TOK_NAME: return parse_name(p);
    case TOK_LITERAL: return parse_literal_or_null(p);
    case TOK_LPAREN: return parse_paren(p, keep_parens);
    case TOK_FUNC: return parse_func_lit_or_type(p);
    case TOK_LBRACK: case TOK_CHAN: case TOK_MAP: case TOK_STRUCT: case TOK_INTERFACE: return parse_type(p);
    default: break;
    }
    Node *x = bad_expr(p);
    unexpected(p, ", expected expression");
    advance(p, SET(RPAREN) | SET(RBRACK) | SET(RBRACE));
    return x;
}

/* ---- composite literals ------------------------------------------------------------------- */

static Node *parse_literal_value(Parser *p, Node *type);

/* Element = Expression | LiteralValue . */
static Node *parse_element(Parser *p)
{
    if (!at(p, TOK_LBRACE))
        return parse_expr(p);
    Node *x = enter(p) ? parse_literal_value(p, NULL) : bad_expr(p);
    leave(p);
    return x;
}

/* LiteralValue = "{" [ ElementList [ "," ] ] "}" .   KeyedElement = [ Key ":" ] Element . */
static Node *parse_literal_value(Parser *p, Node *type)
{
    Node *n = new_node(p, N_COMPOSITE_LIT, p->t.pos);
    n->u.complit.type = type;
    uint32_t mark = list_mark(p);
    p->xnest++;
    want(p, TOK_LBRACE);
    List l = { "composite literal", TOK_COMMA, TOK_RBRACE };
    while (list_next(p, &l)) {
        Node *e = parse_element(p);
        if (at(p, TOK_COLON)) {
            Node *kv = new_node(p, N_KEY_VALUE, p->t.pos);
            next(p);
            kv->u.kv.key = e;
            kv->u.kv.value = parse_element(p);
            n->u.complit.nkeys++;
            e = kv;
        }
        list_add(p, e);
    }
    p->xnest--;
    n->u.complit.elems = list_take(p, mark);
    n->u.complit.rbrace = l.end;
    return n;
}

/* Can x only be a value, never a type? */
static bool is_value(const Node *x)
{
    switch (x->kind) {
    case N_BASIC_LIT: case N_COMPOSITE_LIT: case N_FUNC_LIT: case N_SLICE: case N_ASSERT:
    case N_TYPE_SWITCH_GUARD: case N_CALL: case N_BINARY: return true;
    case N_UNARY: return x->op != OP_DEREF;
    case N_PAREN: return is_value(x->u.paren.x);
    case N_INDEX: return is_value(x->u.index.x) || is_value(x->u.index.index);
    default: return false;
    }
}

/* Is "{" after x the start of a literal of type x? */
static bool starts_literal(const Parser *p, const Node *x)
{
    switch (x->kind) {
    case N_NAME: case N_SELECTOR: return p->xnest >= 0;
    case N_INDEX: return p->xnest >= 0 && !is_value(x);
    case N_ARRAY_TYPE: case N_SLICE_TYPE: case N_STRUCT_TYPE: case N_MAP_TYPE: return true;
    default: return false;
    }
}

/* ---- primary expressions -------------------------------------------------------------------- */

/* Selector = "." identifier .   TypeAssertion = "." "(" Type ")" .   and ".(type)" of a type switch */
static Node *parse_dot(Parser *p, Node *x)
{
    Pos pos = p->t.pos;
    next(p);
    if (at(p, TOK_NAME)) {
        Node *n = new_node(p, N_SELECTOR, pos);
        n->u.selector.x = x;
        n->u.selector.sel = parse_name(p);
        return n;
    }
    if (!got(p, TOK_LPAREN)) {
        unexpected(p, ", expected name or (");
        advance(p, SET(SEMI) | SET(RPAREN));
        return x;
    }
    Node *n;
    if (got(p, TOK_TYPE)) {
        n = new_node(p, N_TYPE_SWITCH_GUARD, pos);
        n->u.guard.x = x;       /* lhs: see parse_simple_stmt */
    } else {
        n = new_node(p, N_ASSERT, pos);
        n->u.assert.x = x;
        n->u.assert.type = parse_type(p);
    }
    want(p, TOK_RPAREN);
    return n;
}

/* Slice = "[" [ Expression ] ":" [ Expression ] "]" | "[" [ Expression ] ":" Expression ":" Expression "]" .
 * From the first ":" on; lo is what stands before it. */
static Node *parse_slice_expr(Parser *p, Pos pos, Node *x, Node *lo)
{
    if (!got(p, TOK_COLON)) {
        unexpected(p, ", expected comma, : or ]");
        advance(p, SET(COMMA) | SET(COLON) | SET(RBRACK));
    }
    Node *n = new_node(p, N_SLICE, pos);
    Node **idx = n->u.slice.idx;
    n->u.slice.x = x;
    idx[0] = lo;
    p->xnest++;
    if (!at(p, TOK_COLON) && !at(p, TOK_RBRACK))
        idx[1] = parse_expr(p);
    if (at(p, TOK_COLON)) {
        n->u.slice.full = true;
        if (!idx[1]) {
            scan_error(&p->s, p->t.pos, "middle index required in 3-index slice");
            idx[1] = bad_expr(p);
        }
        next(p);
        if (at(p, TOK_RBRACK)) {
            scan_error(&p->s, p->t.pos, "final index required in 3-index slice");
            idx[2] = bad_expr(p);
        } else {
            idx[2] = parse_expr(p);
        }
    }
    p->xnest--;
    want(p, TOK_RBRACK);
    return n;
}

/* Index = "[" Expression "]", type arguments, or a slice expression. */
static Node *parse_index(Parser *p, Node *x)
{
    Pos pos = p->t.pos;
    Node *index = NULL;
    next(p);
    if (!at(p, TOK_COLON)) {
        bool comma = false;
        if (at(p, TOK_RBRACK)) {
            unexpected(p, ", expected operand");
            index = bad_expr(p);
        } else {
            index = parse_type_list(p, false, &comma);
        }
        if (comma || at(p, TOK_RBRACK)) {
            want(p, TOK_RBRACK);
            Node *n = new_node(p, N_INDEX, pos);
            n->u.index.x = x;
            n->u.index.index = index;
            return n;
        }
    }
    return parse_slice_expr(p, pos, x, index);
}

/* Arguments = "(" [ ( ExpressionList | Type [ "," ExpressionList ] ) [ "..." ] [ "," ] ] ")" . */
static Node *parse_call(Parser *p, Node *fun)
{
    Node *n = new_node(p, N_CALL, p->t.pos);
    n->u.call.fun = fun;
    uint32_t mark = list_mark(p);
    next(p);
    p->xnest++;
    List l = { "argument list", TOK_COMMA, TOK_RPAREN };
    while (list_next(p, &l)) {
        list_add(p, parse_expr(p));
        n->u.call.has_dots = l.done = got(p, TOK_DOTDOTDOT);
    }
    p->xnest--;
    n->u.call.args = list_take(p, mark);
    return n;
}

/* PrimaryExpr = Operand | Conversion | PrimaryExpr ( Selector | Index | Slice | TypeAssertion | Arguments ) . */
Node *parse_primary(Parser *p, Node *x, bool keep_parens)
{
    if (!x)
        x = parse_operand(p, keep_parens);
    for (;;) {
        switch (p->t.tok) {
        case TOK_DOT: x = parse_dot(p, x); break;
        case TOK_LBRACK: x = parse_index(p, x); break;
        case TOK_LPAREN: x = parse_call(p, x); break;
        case TOK_LBRACE: {
            const Node *type = syn_unparen(x);
            if (!starts_literal(p, type))
                return x;
            if (type != x)
                syntax_error(p, "cannot parenthesize type in composite literal");
            x = parse_literal_value(p, x);
            break;
        }
        default: return x;
        }
    }
}
