/*
 * parse_params.c - parameter lists: of functions, of their results, of generic types, and type arguments that
 * look like one.
 *
 * "a, b" may be two types or two names whose type follows. Names are read as names; at the end of the list
 * they become types if no element has both, and get the type of their right neighbour otherwise.
 */
#include "syntax_int.h"

static Token closing(ParamKind kind) { return kind == TYPE_PARAMS || kind == TYPE_ARGS ? TOK_RBRACK : TOK_RPAREN; }

/* "..." Type */
static Node *parse_dots_type(Parser *p)
{
    Pos pos = p->t.pos;
    next(p);
    Node *elem = parse_type_or_null(p);
    if (!elem) {
        Node *bad = bad_expr(p);
        syntax_error(p, "... is missing type");
        return bad;
    }
    Node *n = new_node(p, N_DOTS_TYPE, pos);
    n->u.dots_type.elem = elem;
    return n;
}

/* After a name that starts a parameter: what it is part of becomes f's name or type.
 * True if the parameter ends there (but for the union it may start). */
static bool parse_param_after_name(Parser *p, Node *f, Node *name, bool unions)
{
    if (at(p, TOK_LBRACK)) {
        f->u.field.type = parse_array_or_args(p, name);
        bool instance = f->u.field.type->kind == N_INDEX && f->u.field.type->u.index.x == name;
        f->u.field.name = instance ? NULL : name;
        return true;
    }
    if (at(p, TOK_DOT) || (unions && at_op(p, OP_OR))) {
        f->u.field.type = parse_qualified_name(p, name);
        return true;
    }
    f->u.field.name = name;
    return false;
}

/* ParameterDecl = [ IdentifierList ] [ "..." ] Type , and TypeParamDecl. NULL after an error. A lone name is
 * left as the name of a field without type: whether it is a type is known at the end of the list. */
static Node *parse_param(Parser *p, Node *name, Token close)
{
    bool unions = close == TOK_RBRACK;
    Node *f = new_node(p, N_FIELD, name ? name->pos : p->t.pos);
    if (!name && at(p, TOK_NAME))
        name = parse_name(p);
    bool complete = name && parse_param_after_name(p, f, name, unions);
    if (!complete && at(p, TOK_DOTDOTDOT)) {
        f->u.field.type = parse_dots_type(p);
        return f;
    }
    if (!complete)
        f->u.field.type = unions && at_op(p, OP_TILDE) ? parse_term(p) : parse_type_or_null(p);
    if (unions && at_op(p, OP_OR) && f->u.field.type)
        f->u.field.type = parse_union(p, f->u.field.type);
    if (f->u.field.name || f->u.field.type)
        return f;
    unexpected_at(p, p->t.pos, ", expected %s", token_in_message(p, close));
    advance(p, SET(COMMA) | UINT64_C(1) << close);
    return NULL;
}

/* How many parameters have a name and a type, and how many have a type. */
typedef struct ParamCount { uint32_t named, typed; } ParamCount;

/* All names were types. */
static void names_are_types(NodeVec list)
{
    for (uint32_t i = 0; i < list.n; i++) {
        Node *f = list.p[i];
        if (f->u.field.name) {
            f->u.field.type = f->u.field.name;
            f->u.field.name = NULL;
        }
    }
}

/* Where and what is missing in a list in which all need a name and a type. */
static void report_missing(Parser *p, ParamKind kind, NodeVec list, ParamCount count, Pos pos)
{
    if (count.named == count.typed)
        syntax_error_at(p, pos, kind == TYPE_PARAMS ? "missing type constraint" : "missing parameter type");
    else if (kind != TYPE_PARAMS)
        syntax_error_at(p, pos, "missing parameter name");
    else
        syntax_error_at(p, pos, "missing type parameter name%s", list.n == 1 ? " or invalid array length" : "");
}

/* "a, b T": names without a type have that of the next parameter with one. */
static void distribute_types(Parser *p, ParamKind kind, NodeVec list, ParamCount count, Pos end)
{
    Pos error = NO_POS;
    Node *type = NULL;
    for (uint32_t i = list.n; i-- > 0;) {
        Node *f = list.p[i];
        if (f->u.field.type) {
            type = f->u.field.type;
            if (!f->u.field.name) {
                error = syn_start_pos(type);
                f->u.field.name = name_node(p, error, "_", 1);
            }
        } else if (type) {
            f->u.field.type = type;
        } else {
            error = f->u.field.name->pos;
            f->u.field.type = new_node(p, N_BAD_EXPR, error);
        }
    }
    if (error)
        report_missing(p, kind, list, count, count.named == count.typed ? end : error);
}

/* "..." is for the last of a function's parameters. */
static void check_dots(Parser *p, ParamKind kind, NodeVec list)
{
    bool reported = false;
    for (uint32_t i = 0; i < list.n; i++) {
        Node *type = list.p[i]->u.field.type;
        if (type->kind != N_DOTS_TYPE || (kind == PARAMS && i + 1 == list.n))
            continue;
        if (!reported)
            scan_error(&p->s, type->pos, kind == PARAMS ? "can only use ... with final parameter" : "invalid use of ...");
        reported = true;
        list.p[i]->u.field.type = type->u.dots_type.elem;
    }
}

static Node *param_field(Parser *p, Node *name, Node *type)
{
    Node *f = new_node(p, N_FIELD, name->pos);
    f->u.field.name = name;
    f->u.field.type = type;
    return f;
}

/* Parameters = "(" [ ParameterList [ "," ] ] ")" .   ParameterList = ParameterDecl { "," ParameterDecl } .
 * In the result either all fields have a name or none has. */
NodeVec parse_params(Parser *p, ParamKind kind, Node *name, Node *type)
{
    Token close = closing(kind);
    uint32_t mark = list_mark(p);
    ParamCount count = { 0 };
    if (type && got(p, close)) {    /* that was all */
        list_add(p, param_field(p, name, type));
        return list_take(p, mark);
    }
    List l = { "parameter list", TOK_COMMA, close };
    while (list_next(p, &l)) {
        Node *f = type ? param_field(p, name, type) : parse_param(p, name, close);
        name = type = NULL;
        if (!f)
            continue;
        count.named += f->u.field.name && f->u.field.type;
        count.typed += f->u.field.type != NULL;
        list_add(p, f);
    }
    NodeVec list = list_take(p, mark);
    if (list.n > 0 && count.named == 0 && kind != TYPE_PARAMS)
        names_are_types(list);
    else if (count.named != list.n)
        distribute_types(p, kind, list, count, l.end);
    check_dots(p, kind, list);
    return list;
}
