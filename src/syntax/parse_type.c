/*
 * parse_type.c - types.
 *
 * Parentheses around types are not kept: they only group. In "x [n]E" and "x[A, B]" a name and what
 * follows in brackets may be a field or parameter x of array type, or an instance of the generic type
 * x; parse_array_or_args tells by whether an element type follows.
 */
#include "syntax_int.h"

Node *parse_type(Parser *p)
{
    Node *type = parse_type_or_null(p);
    if (!type) {
        type = bad_expr(p);
        unexpected(p, ", expected type");
        advance(p, SET(COMMA) | SET(COLON) | SET(SEMI) | SET(RPAREN) | SET(RBRACK) | SET(RBRACE));
    }
    return type;
}

static Node *pointer_to(Parser *p, Pos pos, Node *elem)
{
    Node *n = new_node(p, N_UNARY, pos);
    n->op = OP_DEREF;
    n->u.unary.x = elem;
    return n;
}

/* ---- arrays, slices, maps, channels ------------------------------------------------------- */

Node *parse_slice_type(Parser *p, Pos pos)
{
    Node *n = new_node(p, N_SLICE_TYPE, pos);
    n->u.slice_type.elem = parse_type(p);
    return n;
}

Node *parse_array_type(Parser *p, Pos pos, Node *len)
{
    if (!len && !got(p, TOK_DOTDOTDOT)) {
        p->xnest++;
        len = parse_expr(p);
        p->xnest--;
    }
    if (at(p, TOK_COMMA)) {     /* as in a type parameter list */
        syntax_error(p, "unexpected comma; expected ]");
        next(p);
    }
    want(p, TOK_RBRACK);
    Node *n = new_node(p, N_ARRAY_TYPE, pos);
    n->u.array_type.len = len;
    n->u.array_type.elem = parse_type(p);
    return n;
}

/* MapType = "map" "[" KeyType "]" ElementType . */
static Node *parse_map_type(Parser *p, Pos pos)
{
    next(p);
    want(p, TOK_LBRACK);
    Node *n = new_node(p, N_MAP_TYPE, pos);
    n->u.map_type.key = parse_type(p);
    want(p, TOK_RBRACK);
    n->u.map_type.value = parse_type(p);
    return n;
}

/* ChannelType = ( "chan" | "chan" "<-" | "<-" "chan" ) ElementType . */
static Node *parse_chan_type(Parser *p, Pos pos)
{
    Node *n = new_node(p, N_CHAN_TYPE, pos);
    if (got(p, TOK_ARROW)) {
        n->u.chan_type.dir = 2;
        want(p, TOK_CHAN);
    } else {
        next(p);
        n->u.chan_type.dir = got(p, TOK_ARROW) ? 1 : 0;
    }
    n->u.chan_type.elem = parse_type_or_null(p);
    if (!n->u.chan_type.elem) { /* simply absent: nothing to skip */
        n->u.chan_type.elem = bad_expr(p);
        syntax_error(p, "missing channel element type");
    }
    return n;
}

/* ---- names and instances -------------------------------------------------------------------- */

static Node *parse_type_instance(Parser *p, Node *generic)
{
    Node *n = new_node(p, N_INDEX, p->t.pos);
    n->u.index.x = generic;
    want(p, TOK_LBRACK);
    if (at(p, TOK_RBRACK)) {
        unexpected(p, ", expected type argument list");
        n->u.index.index = bad_expr(p);
    } else {
        bool comma;
        n->u.index.index = parse_type_list(p, true, &comma);
    }
    want(p, TOK_RBRACK);
    return n;
}

/* TypeName [ TypeArgs ] .   TypeName = identifier | QualifiedIdent . */
Node *parse_qualified_name(Parser *p, Node *name)
{
    Node *x = name;
    if (!x && at(p, TOK_NAME)) {
        x = parse_name(p);
    } else if (!x) {
        x = name_node(p, p->t.pos, "_", 1);
        unexpected(p, ", expected name");
        advance(p, SET(DOT) | SET(SEMI) | SET(RBRACE));
    }
    if (at(p, TOK_DOT)) {
        Node *n = new_node(p, N_SELECTOR, p->t.pos);
        next(p);
        n->u.selector.x = x;
        n->u.selector.sel = parse_name(p);
        x = n;
    }
    return at(p, TOK_LBRACK) ? parse_type_instance(p, x) : x;
}

Node *parse_array_or_args(Parser *p, Node *name)
{
    Pos pos = p->t.pos;
    bool comma;
    want(p, TOK_LBRACK);
    if (got(p, TOK_RBRACK))
        return parse_slice_type(p, pos);
    Node *args = parse_type_list(p, false, &comma);
    want(p, TOK_RBRACK);
    Node *elem = comma ? NULL : parse_type_or_null(p);
    Node *n = new_node(p, elem ? N_ARRAY_TYPE : N_INDEX, pos);
    if (elem) {
        n->u.array_type.len = args;
        n->u.array_type.elem = elem;
    } else {
        n->u.index.x = name;
        n->u.index.index = args;
    }
    return n;
}

/* ---- structs ------------------------------------------------------------------------------ */

/* The struct being read: its fields, and tags up to the last field that has one. */
typedef struct Struct { NodeVec fields, tags; } Struct;

static void add_field(Parser *p, Struct *st, Pos pos, Node *name, Node *type, Node *tag)
{
    Node *f = new_node(p, N_FIELD, pos);
    f->u.field.name = name;
    f->u.field.type = type;
    if (tag) {
        while (st->tags.n < st->fields.n)
            vec_push(p->a, &st->tags, NULL);
        vec_push(p->a, &st->tags, tag);
    }
    vec_push(p->a, &st->fields, f);
}

static void add_embedded(Parser *p, Struct *st, Pos pos, Node *type)
{
    add_field(p, st, pos, NULL, type, parse_literal_or_null(p));
}

/* FieldDecl that starts with a name. */
static void parse_named_field(Parser *p, Struct *st)
{
    Node *name = parse_name(p);
    if (at(p, TOK_DOT) || at(p, TOK_LITERAL) || at(p, TOK_SEMI) || at(p, TOK_RBRACE)) {
        add_embedded(p, st, name->pos, parse_qualified_name(p, name));
        return;
    }
    NodeVec names = parse_name_list(p, name);
    Node *type = names.n == 1 && at(p, TOK_LBRACK) ? parse_array_or_args(p, name) : parse_type(p);
    if (type->kind == N_INDEX && type->u.index.x == name) {
        add_embedded(p, st, name->pos, type);
        return;
    }
    Node *tag = parse_literal_or_null(p);
    for (uint32_t i = 0; i < names.n; i++)
        add_field(p, st, names.p[i]->pos, names.p[i], type, tag);
}

/* *T, and the forbidden *(T), (T), (*T) */
static void parse_embedded_pointer_or_paren(Parser *p, Struct *st)
{
    Pos pos = p->t.pos, star = pos;
    bool pointer = got(p, TOK_STAR);
    if (at(p, TOK_LPAREN)) {
        syntax_error(p, "cannot parenthesize embedded type");
        next(p);
        star = pointer ? pos : p->t.pos;
        pointer = pointer || got(p, TOK_STAR);
        Node *type = parse_qualified_name(p, NULL);
        got(p, TOK_RPAREN);
        add_embedded(p, st, pos, pointer ? pointer_to(p, star, type) : type);
        return;
    }
    add_embedded(p, st, pos, pointer_to(p, pos, parse_qualified_name(p, NULL)));
}

/* StructType = "struct" "{" { FieldDecl ";" } "}" .
 * FieldDecl = ( IdentifierList Type | EmbeddedField ) [ Tag ] .   EmbeddedField = [ "*" ] TypeName [ TypeArgs ] . */
static Node *parse_struct_type(Parser *p, Pos pos)
{
    Node *n = new_node(p, N_STRUCT_TYPE, pos);
    Struct st = { 0 };
    next(p);
    want(p, TOK_LBRACE);
    List l = { "struct type", TOK_SEMI, TOK_RBRACE };
    while (list_next(p, &l)) {
        if (at(p, TOK_NAME)) {
            parse_named_field(p, &st);
        } else if (at(p, TOK_STAR) || at(p, TOK_LPAREN)) {
            parse_embedded_pointer_or_paren(p, &st);
        } else {
            unexpected(p, ", expected field name or embedded type");
            advance(p, SET(SEMI) | SET(RBRACE));
        }
    }
    n->u.struct_type.fields = st.fields;
    n->u.struct_type.tags = st.tags;
    return n;
}

/* ---- interfaces ------------------------------------------------------------------------------ */

Node *parse_term(Parser *p)
{
    if (at_op(p, OP_TILDE)) {
        Node *n = new_node(p, N_UNARY, p->t.pos);
        n->op = OP_TILDE;
        next(p);
        n->u.unary.x = parse_type(p);
        return n;
    }
    Node *type = parse_type_or_null(p);
    if (!type) {
        type = bad_expr(p);
        unexpected(p, ", expected ~ term or type");
        advance(p, SET(OPERATOR) | SET(SEMI) | SET(RPAREN) | SET(RBRACK) | SET(RBRACE));
    }
    return type;
}

Node *parse_union(Parser *p, Node *first)
{
    Node *x = first ? first : parse_term(p);
    while (at_op(p, OP_OR)) {
        Node *n = new_node(p, N_BINARY, p->t.pos);
        n->op = OP_OR;
        next(p);
        n->u.binary.x = x;
        n->u.binary.y = parse_term(p);
        x = n;
    }
    return x;
}

/* name "[" list "]" in an interface where list has only types: an embedded instance. */
static Node *instance_of_params(Parser *p, Pos pos, Node *name, NodeVec list)
{
    Node *n = new_node(p, N_INDEX, pos);
    n->u.index.x = name;
    n->u.index.index = list.p[0]->u.field.type;
    if (list.n > 1) {
        Node *args = new_node(p, N_LIST, list.p[0]->pos);
        for (uint32_t i = 0; i < list.n; i++)
            vec_push(p->a, &args->u.list.elems, list.p[i]->u.field.type);
        n->u.index.index = args;
    }
    return n;
}

/* At "(": the signature of the method of field f. */
static void method_signature(Parser *p, Node *f, Node *name)
{
    f->u.field.name = name;
    f->u.field.type = parse_func_type(p, "interface method", NULL);
}

/* At "[" after name: an embedded instance, or (an error) the type parameters of a method. */
static void parse_method_or_instance(Parser *p, Node *f, Node *name)
{
    Pos pos = p->t.pos;
    next(p);
    NodeVec list = { 0 };
    if (at(p, TOK_RBRACK)) {
        Pos close = p->t.pos;
        next(p);
        scan_error(&p->s, close, at(p, TOK_LPAREN) ? "empty type parameter list" : "empty type argument list");
    } else {
        list = parse_params(p, TYPE_ARGS, NULL, NULL);
    }
    if (list.n == 0) {          /* as if there were no brackets */
        if (at(p, TOK_LPAREN))
            method_signature(p, f, name);
        else
            f->u.field.type = name;
    } else if (list.p[0]->u.field.name) {
        method_signature(p, f, name);
        scan_error(&p->s, pos, "interface method must have no type parameters");
    } else {
        f->u.field.type = instance_of_params(p, pos, name, list);
    }
}

/* InterfaceElem = MethodName Signature | EmbeddedElem . */
static Node *parse_interface_elem(Parser *p)
{
    Node *f = new_node(p, N_FIELD, p->t.pos);
    if (at(p, TOK_NAME)) {
        Node *name = parse_name(p);
        if (at(p, TOK_LPAREN))
            method_signature(p, f, name);
        else if (at(p, TOK_LBRACK))
            parse_method_or_instance(p, f, name);
        else
            f->u.field.type = parse_qualified_name(p, name);
    }
    if (!f->u.field.name)
        f->u.field.type = parse_union(p, f->u.field.type);
    return f;
}

/* InterfaceType = "interface" "{" { InterfaceElem ";" } "}" . */
static Node *parse_interface_type(Parser *p, Pos pos)
{
    Node *n = new_node(p, N_INTERFACE_TYPE, pos);
    uint32_t mark = list_mark(p);
    next(p);
    want(p, TOK_LBRACE);
    List l = { "interface type", TOK_SEMI, TOK_RBRACE };
    while (list_next(p, &l))
        list_add(p, parse_interface_elem(p));
    n->u.interface_type.methods = list_take(p, mark);
    return n;
}

/* ---- signatures -------------------------------------------------------------------------------- */

/* Result = Parameters | Type . */
static NodeVec parse_result(Parser *p)
{
    if (got(p, TOK_LPAREN))
        return parse_params(p, RESULTS, NULL, NULL);
    NodeVec results = { 0 };
    Pos pos = p->t.pos;
    Node *type = parse_type_or_null(p);
    if (type) {
        Node *f = new_node(p, N_FIELD, pos);
        f->u.field.type = type;
        vec_reserve(p->a, &results, 1);
        results.p[results.n++] = f;
    }
    return results;
}

/* Signature = Parameters [ Result ] . */
Node *parse_func_type(Parser *p, const char *context, NodeVec *tparams)
{
    Node *n = new_node(p, N_FUNC_TYPE, p->t.pos);
    if (got(p, TOK_LBRACK)) {
        if (!tparams)
            syntax_error_at(p, n->pos, "%s must have no type parameters", context);
        if (at(p, TOK_RBRACK)) {
            syntax_error(p, "empty type parameter list");
            next(p);
        } else {
            NodeVec list = parse_params(p, TYPE_PARAMS, NULL, NULL);
            if (tparams)
                *tparams = list;
        }
    }
    want(p, TOK_LPAREN);
    n->u.func_type.params = parse_params(p, PARAMS, NULL, NULL);
    n->u.func_type.results = parse_result(p);
    return n;
}

/* ---- types --------------------------------------------------------------------------------------- */

/* Type = TypeName [ TypeArgs ] | TypeLit | "(" Type ")" . */
static Node *parse_any_type(Parser *p)
{
    Pos pos = p->t.pos;
    switch (p->t.tok) {
    case TOK_STAR:
        next(p);
        return pointer_to(p, pos, parse_type(p));
    case TOK_FUNC:
        next(p);
        return parse_func_type(p, "function type", NULL);
    case TOK_LBRACK:
        next(p);
        return got(p, TOK_RBRACK) ? parse_slice_type(p, pos) : parse_array_type(p, pos, NULL);
    case TOK_LPAREN: {
        next(p);
        Node *type = parse_type(p);
        want(p, TOK_RPAREN);
        return type;
    }
    case TOK_ARROW: case TOK_CHAN: return parse_chan_type(p, pos);
    case TOK_MAP: return parse_map_type(p, pos);
    case TOK_STRUCT: return parse_struct_type(p, pos);
    case TOK_INTERFACE: return parse_interface_type(p, pos);
    case TOK_NAME: return parse_qualified_name(p, NULL);
    default: return NULL;
    }
}

Node *parse_type_or_null(Parser *p)
{
    Node *type = enter(p) ? parse_any_type(p) : NULL;
    leave(p);
    return type;
}

bool is_type_elem(const Node *x)
{
    switch (x->kind) {
    case N_ARRAY_TYPE: case N_STRUCT_TYPE: case N_FUNC_TYPE: case N_INTERFACE_TYPE: case N_SLICE_TYPE:
    case N_MAP_TYPE: case N_CHAN_TYPE: return true;
    case N_BINARY: return is_type_elem(x->u.binary.x) || is_type_elem(x->u.binary.y);
    case N_UNARY: return x->op == OP_TILDE || is_type_elem(x->u.unary.x);
    case N_PAREN: return is_type_elem(x->u.paren.x);
    default: return false;
    }
}
