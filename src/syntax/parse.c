/*
 * parse.c - the parser's core: tokens, errors and recovery, lists, names, and the file as a whole.
 *
 * A recursive descent parser with one token of look-ahead. Where Go's grammar needs more (array or
 * type parameters, label or expression, parameter names or types) the longer reading is parsed
 * and taken apart afterwards. After an error the parser skips to a token from which it can go on
 * (advance); messages and positions are the official compiler's.
 */
#include "syntax_int.h"

/* Keywords that start a statement: good places to go on after an error. */
static const TokenSet stmt_start = SET(BREAK) | SET(CONST) | SET(CONTINUE) | SET(DEFER) | SET(FALLTHROUGH) |
                                   SET(FOR) | SET(GO) | SET(GOTO) | SET(IF) | SET(RETURN) | SET(SELECT) |
                                   SET(SWITCH) | SET(TYPE) | SET(VAR);
static const TokenSet decl_start = SET(IMPORT) | SET(CONST) | SET(TYPE) | SET(VAR) | SET(FUNC);

_Static_assert(TOK_COUNT <= 64, "a TokenSet has one bit a token");

/* ---- tokens ---------------------------------------------------------------------------- */

void next(Parser *p) { scan_token(&p->s, &p->t); }

void want(Parser *p, Token tok)
{
    if (got(p, tok))
        return;
    unexpected_at(p, p->t.pos, ", expected %s", token_in_message(p, tok));
    advance(p, 0);
}

bool got_assign(Parser *p)
{
    if (at(p, TOK_DEFINE))
        unexpected(p, ", expected =");
    else if (!at(p, TOK_ASSIGN))
        return false;
    next(p);
    return true;
}

void advance(Parser *p, TokenSet follow)
{
    if (follow == 0) {
        if (!at(p, TOK_EOF))
            next(p);
        return;
    }
    follow |= SET(EOF) | (p->fnest > 0 ? stmt_start : 0);
    while (!(follow >> p->t.tok & 1))
        next(p);
}

bool enter(Parser *p)
{
    if (p->depth++ < MAX_DEPTH)
        return true;
    syntax_error(p, "nesting too deep");
    p->s.p = p->s.end;          /* nothing sensible can follow */
    p->s.nlsemi = false;
    next(p);
    return false;
}

/* ---- errors ------------------------------------------------------------------------------ */

const char *token_in_message(Parser *p, Token tok)
{
    if (tok >= TOK_BREAK)
        return arena_printf(p->a, "keyword %s", token_text(tok));
    return tok == TOK_COMMA ? "comma" : tok == TOK_SEMI ? "semicolon or newline" : token_text(tok);
}

/* How a message names the token that stands there. */
static const char *current_token(Parser *p)
{
    const TokenInfo *t = &p->t;
    switch (t->tok) {
    case TOK_NAME: return arena_printf(p->a, "name %.*s", (int)t->len, t->text);
    case TOK_LITERAL: return arena_printf(p->a, "literal %.*s", (int)t->len, t->text);
    case TOK_SEMI: return t->text;
    case TOK_OPERATOR: return op_text(t->op);
    case TOK_ASSIGN_OP: return arena_printf(p->a, "%s=", op_text(t->op));
    case TOK_INC_OP: return arena_printf(p->a, "%s%s", op_text(t->op), op_text(t->op));
    default: return token_in_message(p, t->tok);
    }
}

/* At the end of the file, whatever is missing follows from an error before. */
static bool is_follow_up(const Parser *p) { return at(p, TOK_EOF) && p->s.nerrors > 0; }

static void report(Parser *p, Pos pos, const char *what, const char *fmt, va_list ap)
{
    if (is_follow_up(p))
        return;
    const char *msg = arena_vprintf(p->a, fmt, ap);
    p->file->has_errors = true;
    scan_error(&p->s, pos, "syntax error: %s%s%s", what ? "unexpected " : "", what ? what : "", msg);
}

void syntax_error_at(Parser *p, Pos pos, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    report(p, pos, NULL, fmt, ap);
    va_end(ap);
}

void syntax_error(Parser *p, const char *msg) { syntax_error_at(p, p->t.pos, "%s", msg); }

void unexpected_at(Parser *p, Pos pos, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    report(p, pos, current_token(p), fmt, ap);
    va_end(ap);
}

void unexpected(Parser *p, const char *msg) { unexpected_at(p, p->t.pos, "%s", msg); }

Node *bad_expr(Parser *p) { return new_node(p, N_BAD_EXPR, p->t.pos); }

/* ---- lists ------------------------------------------------------------------------------ */

NodeVec list_take(Parser *p, uint32_t mark)
{
    NodeVec v = { 0 };
    uint32_t n = p->stack.n - mark;
    if (n > 0) {
        v.p = NEW_N(p->a, Node *, n);
        v.n = v.cap = n;
        memcpy(v.p, p->stack.p + mark, n * sizeof(Node *));
        p->stack.n = mark;
    }
    return v;
}

/* After an element: the separator, which is optional before the closing token. False: recovery failed. */
static bool list_separator(Parser *p, List *l)
{
    if (got(p, l->sep) || at(p, l->close))
        return true;
    unexpected_at(p, p->t.pos, " in %s; possibly missing %s or %s", l->context, token_in_message(p, l->sep),
                  token_in_message(p, l->close));
    advance(p, SET(RPAREN) | SET(RBRACK) | SET(RBRACE));
    return at(p, l->close);
}

bool list_next(Parser *p, List *l)
{
    if (l->started && !list_separator(p, l)) {
        l->end = p->t.pos;
        return false;
    }
    l->started = true;
    if (!at(p, TOK_EOF) && !at(p, l->close) && !l->done)
        return true;
    l->end = p->t.pos;
    want(p, l->close);
    return false;
}

/* ---- names -------------------------------------------------------------------------------- */

/* Most names of a file occur again soon; a small cache saves the way to the shared table. */
static const Name *intern(Parser *p, const char *text, size_t len)
{
    uint32_t h = (uint32_t)len;
    for (size_t i = 0; i < len; i++)
        h = h * 31 + (uint8_t)text[i];
    const Name **slot = &p->cache[(h ^ h >> 10) & (NAME_CACHE - 1)];
    if (!*slot || (*slot)->len != len || memcmp((*slot)->s, text, len))
        *slot = name_of_n(text, len);
    return *slot;
}

Node *name_node(Parser *p, Pos pos, const char *text, size_t len)
{
    Node *n = new_node(p, N_NAME, pos);
    n->u.ident.name = intern(p, text, len);
    return n;
}

Node *parse_name(Parser *p)
{
    if (at(p, TOK_NAME)) {
        Node *n = name_node(p, p->t.pos, p->t.text, p->t.len);
        next(p);
        return n;
    }
    Node *n = name_node(p, p->t.pos, "_", 1);
    unexpected(p, ", expected name");
    advance(p, 0);
    return n;
}

NodeVec parse_name_list(Parser *p, Node *first)
{
    uint32_t mark = list_mark(p);
    list_add(p, first);
    while (got(p, TOK_COMMA))
        list_add(p, parse_name(p));
    return list_take(p, mark);
}

/* ---- files --------------------------------------------------------------------------------- */

static void not_a_declaration(Parser *p)
{
    const Node *last = p->stack.n > 0 ? vec_last(&p->stack) : NULL;
    if (at(p, TOK_LBRACE) && last && last->kind == N_FUNC_DECL && !last->u.func_decl.body)
        syntax_error(p, "unexpected semicolon or newline before {");
    else
        syntax_error(p, "non-declaration statement outside function body");
    advance(p, decl_start);
}

/* TopLevelDecl = Declaration | FunctionDecl | MethodDecl . */
static bool parse_top_decl(Parser *p)
{
    switch (p->t.tok) {
    case TOK_IMPORT: next(p); parse_import_decl(p); return true;
    case TOK_CONST: next(p); parse_const_decl(p); return true;
    case TOK_TYPE: next(p); parse_type_decl(p); return true;
    case TOK_VAR: next(p); parse_var_decl(p); return true;
    case TOK_FUNC: next(p); list_add(p, parse_func_decl(p)); return true;
    default: not_a_declaration(p); return false;
    }
}

/* { ImportDecl ";" } { TopLevelDecl ";" } ; imports are accepted anywhere, with an error. */
static void parse_top_decls(Parser *p)
{
    Token prev = TOK_IMPORT;
    while (!at(p, TOK_EOF)) {
        if (at(p, TOK_IMPORT) && prev != TOK_IMPORT)
            syntax_error(p, "imports must appear before other declarations");
        if (!at(p, TOK_IMPORT) && p->mode == PARSE_IMPORTS_ONLY)
            return;
        prev = p->t.tok;
        if (!parse_top_decl(p))
            continue;
        clear_pragma(p);        /* before the ";" is consumed: directives after it belong to what follows */
        if (!at(p, TOK_EOF) && !got(p, TOK_SEMI)) {
            unexpected(p, " after top level declaration");
            advance(p, decl_start);
        }
    }
    clear_pragma(p);
}

/* SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } . */
static void parse_file(Parser *p)
{
    File *f = p->file;
    f->pos = p->t.pos;
    p->top = false;
    if (!got(p, TOK_PACKAGE)) {
        syntax_error(p, "package statement must be first");
        return;
    }
    take_pragma(p, PRAGMA_PACKAGE);
    f->pkg_name = parse_name(p);
    want(p, TOK_SEMI);
    if (p->s.nerrors > 0) {     /* not a Go file, most likely */
        f->has_errors = true;
        return;
    }
    uint32_t mark = list_mark(p);
    parse_top_decls(p);
    f->decls = list_take(p, mark);
    if (p->mode == PARSE_ALL)
        report_pragmas(p);
}

static void parser_init(Parser *p, Arena *a, SrcFile *src, ParseMode mode)
{
    memset(p, 0, sizeof *p);
    p->a = a;
    p->mode = mode;
    p->file = NEW(a, File);
    p->file->src = src;
    p->top = true;
    scan_init(&p->s, a, src);
    p->s.on_comment = directive_comment;
    p->s.ctx = p;
    next(p);
}

File *syn_parse_file(Arena *a, SrcFile *src, ParseMode mode)
{
    Parser p;
    parser_init(&p, a, src, mode);
    parse_file(&p);
    p.file->eof = p.t.pos;
    return p.file;
}

Node *syn_parse_expr(Arena *a, SrcFile *src)
{
    Parser p;
    parser_init(&p, a, src, PARSE_ALL);
    Node *x = parse_expr(&p);
    got(&p, TOK_SEMI);
    if (!at(&p, TOK_EOF))
        unexpected(&p, " after expression");
    return p.s.nerrors > 0 ? NULL : x;
}
