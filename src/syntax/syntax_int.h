/*
 * syntax_int.h - what the files of src/syntax share: the scanner's state, the parser's
 * state and primitives, and the doors between the parse_*.c files.
 */
#ifndef GOCW_SYNTAX_INT_H
#define GOCW_SYNTAX_INT_H

#include "gocw/syntax.h"

/* ---- scan.c, scan_lit.c --------------------------------------------------------- */

enum { END_OF_TEXT = -1 };      /* what scan_peek gives at the end */

/* A comment that may be a directive: "//go:...", "//line ..." or a line comment in slash-star form,
 * from its first slash to its end (without the newline). */
typedef void CommentFn(void *ctx, const char *text, const char *end);

struct Scanner {
    Arena *arena;
    SrcFile *src;
    const char *p;              /* the next byte to read */
    const char *end;            /* of the text; a NUL stands there */
    const char *start;          /* of the current token */
    int width;                  /* bytes of the rune scan_peek saw last */
    bool nlsemi;                /* the last token lets a newline become a semicolon */
    uint32_t nerrors;
    Pos last_syntax_error;      /* only one "syntax error" a line is reported */
    CommentFn *on_comment;
    void *ctx;
};

void scan_init(Scanner *s, Arena *a, SrcFile *src);
/* Reads the next token into *t. */
void scan_token(Scanner *s, TokenInfo *t);
/* Reports at pos; a message that starts with "syntax error" only when its line has none yet. */
void scan_error(Scanner *s, Pos pos, const char *fmt, ...) PRINTF(3, 4);

/* The slow half of scan_peek: end of text, non-ASCII runes, and bytes to complain about and skip. */
int32_t scan_peek_slow(Scanner *s);

/* The next rune, not consumed. Bytes that may not stand in Go source are skipped, with an error. */
static inline int32_t scan_peek(Scanner *s)
{
    uint8_t c = (uint8_t)*s->p;
    if (c - 1u < 0x7f) {
        s->width = 1;
        return c;
    }
    return scan_peek_slow(s);
}

/* Consumes the rune that scan_peek saw. */
static inline void scan_skip(Scanner *s) { s->p += s->width; }

static inline Pos scan_pos(const Scanner *s, const char *p)
{
    return s->src->base + (Pos)(p - s->src->text);
}

static inline bool is_decimal(int32_t c) { return '0' <= c && c <= '9'; }
static inline bool is_hex(int32_t c) { return is_decimal(c) || ('a' <= (c | 32) && (c | 32) <= 'f'); }

/* Each is called with the first character consumed up to s->p (scan_number: nothing, or the point). */
void scan_number(Scanner *s, TokenInfo *t, bool after_point);
void scan_rune(Scanner *s, TokenInfo *t);
void scan_string(Scanner *s, TokenInfo *t);
void scan_raw_string(Scanner *s, TokenInfo *t);
/* Moves s->p past ASCII bytes that need no look inside a literal or comment of that kind. */
enum { PLAIN_STRING = 2, PLAIN_RAW = 4, PLAIN_LINE = 8, PLAIN_COMMENT = 16 };
void scan_plain(Scanner *s, int kind);
/* c as Go's %#U ("U+0040 '@'") and %q ('@') print it. */
const char *rune_u(Arena *a, int32_t c);
const char *rune_q(Arena *a, int32_t c);

/* ---- parse.c ----------------------------------------------------------------------- */

enum {
    NAME_CACHE = 1024,          /* entries, a power of two */
    MAX_DEPTH = 100000          /* of nested expressions, types and statements */
};

typedef struct Parser {
    Scanner s;
    TokenInfo t;                /* the current token */
    Arena *a;
    File *file;
    ParseMode mode;
    bool top;                   /* before the package clause */
    int fnest;                  /* function nesting (error recovery) */
    int xnest;                  /* expression nesting; below 0 in the header of a statement, where { ends it */
    int depth;                  /* of recursion */
    uint32_t groups;            /* parenthesised declaration groups so far */
    DirectiveVec pragma;        /* directives that wait for a declaration */
    DirectiveVec misplaced;     /* directives of declarations that do not take them */
    PtrVec stack;               /* lists under construction, innermost on top */
    const Name *cache[NAME_CACHE];  /* recently interned names, by hash of their text */
} Parser;

#define SET(tok) (UINT64_C(1) << TOK_##tok)
typedef uint64_t TokenSet;

void next(Parser *p);
static inline bool at(const Parser *p, Token tok) { return p->t.tok == tok; }
static inline bool at_op(const Parser *p, Op op) { return p->t.tok == TOK_OPERATOR && p->t.op == op; }
/* Consumes tok if it is the current token. */
static inline bool got(Parser *p, Token tok)
{
    if (p->t.tok != tok)
        return false;
    next(p);
    return true;
}
/* Consumes tok or complains. */
void want(Parser *p, Token tok);
/* As got for "=", but takes ":=" too, with an error. */
bool got_assign(Parser *p);
/* Skips to a token of follow (inside a function: or to one that starts a statement); one token if follow is 0. */
void advance(Parser *p, TokenSet follow);

/* "syntax error: " + message, which speaks for itself. */
void syntax_error_at(Parser *p, Pos pos, const char *fmt, ...) PRINTF(3, 4);
void syntax_error(Parser *p, const char *msg);
/* "syntax error: unexpected <the current token>" + message (", expected ..." or " in ...", " after ..."). */
void unexpected_at(Parser *p, Pos pos, const char *fmt, ...) PRINTF(3, 4);
void unexpected(Parser *p, const char *msg);
/* How messages name a token: "comma", "keyword func". */
const char *token_in_message(Parser *p, Token tok);

/* Every recursion passes here; false (after an error) when the source nests too deep. */
bool enter(Parser *p);
static inline void leave(Parser *p) { p->depth--; }

static inline Node *new_node(Parser *p, NodeKind kind, Pos pos) { return node_new(p->a, kind, pos); }
Node *bad_expr(Parser *p);
Node *name_node(Parser *p, Pos pos, const char *text, size_t len);

/* Elements of a list are pushed on p->stack; list_take makes the ones above mark a vector. */
static inline uint32_t list_mark(const Parser *p) { return p->stack.n; }
static inline void list_add(Parser *p, Node *n) { vec_push(p->a, &p->stack, n); }
NodeVec list_take(Parser *p, uint32_t mark);

/* A separated, closed list:
 *     List l = { "argument list", TOK_COMMA, TOK_RPAREN };
 *     while (list_next(p, &l)) ...parse one element...
 * The separator is optional before the closing token, which is consumed; l.end is its position. */
typedef struct List {
    const char *context;        /* for messages */
    Token sep, close;
    bool done;                  /* set by the caller: no more elements are accepted */
    bool started;
    Pos end;
} List;
bool list_next(Parser *p, List *l);

/* identifier */
Node *parse_name(Parser *p);
/* IdentifierList, of which first was read. */
NodeVec parse_name_list(Parser *p, Node *first);

/* ---- directive.c ------------------------------------------------------------------- */
void directive_comment(void *parser, const char *text, const char *end);
/* The waiting directives, for the declaration that starts here. */
typedef enum PragmaUse { PRAGMA_UNUSED, PRAGMA_DECL, PRAGMA_PACKAGE, PRAGMA_VAR, PRAGMA_FUNC } PragmaUse;
DirectiveVec take_pragma(Parser *p, PragmaUse use);
/* Called where no declaration can follow: complains about waiting directives. */
void clear_pragma(Parser *p);
/* At the end of a file: complains about directives that mean nothing on the declaration they stand above. */
void report_pragmas(Parser *p);

/* ---- parse_decl.c ------------------------------------------------------------------- */
/* A spec, or a group of them, is pushed on p->stack; the keyword has been consumed. */
void parse_import_decl(Parser *p);
void parse_const_decl(Parser *p);
void parse_type_decl(Parser *p);
void parse_var_decl(Parser *p);
Node *parse_func_decl(Parser *p);
Node *parse_func_body(Parser *p);

/* ---- parse_type.c ------------------------------------------------------------------- */
Node *parse_type(Parser *p);
Node *parse_type_or_null(Parser *p);
/* [TypeParams] Signature; context names what may have no type parameters (tparams is then NULL). */
Node *parse_func_type(Parser *p, const char *context, NodeVec *tparams);
Node *parse_qualified_name(Parser *p, Node *name);
/* After "[" at pos; len is the length if it was read. */
Node *parse_array_type(Parser *p, Pos pos, Node *len);
Node *parse_slice_type(Parser *p, Pos pos);
bool is_type_elem(const Node *x);

/* At "[" after name: "[" "]" E, "[" n "]" E, or the type arguments of an instance of name. */
Node *parse_array_or_args(Parser *p, Node *name);
/* EmbeddedTerm = [ "~" ] Type . */
Node *parse_term(Parser *p);
/* EmbeddedElem = EmbeddedTerm { "|" EmbeddedTerm } . The first term may have been read. */
Node *parse_union(Parser *p, Node *first);

/* ---- parse_params.c ----------------------------------------------------------------- */
typedef enum ParamKind { PARAMS, RESULTS, TYPE_PARAMS, TYPE_ARGS } ParamKind;

/* The opening token has been consumed. name and type, if not NULL, begin the first element. */
NodeVec parse_params(Parser *p, ParamKind kind, Node *name, Node *type);

/* ---- parse_expr.c ------------------------------------------------------------------- */
Node *parse_expr(Parser *p);
/* ExpressionList: one expression or an N_LIST. */
Node *parse_expr_list(Parser *p);
/* The rest of a binary expression whose first operand's first operand (a name) was read. */
Node *parse_expr_after(Parser *p, Node *name);
/* PrimaryExpr; if x is not NULL it is the operand. */
Node *parse_primary(Parser *p, Node *x, bool keep_parens);
/* arg { "," arg } [ "," ]: types, but the first may be any expression unless strict. *comma: there was one. */
Node *parse_type_list(Parser *p, bool strict, bool *comma);
/* A literal or NULL. */
Node *parse_literal_or_null(Parser *p);

/* ---- parse_stmt.c ------------------------------------------------------------------- */
/* "{" StatementList "}"; context is for the message when "{" is missing. */
Node *parse_block(Parser *p, const char *context);

/* ---- branches.c ---------------------------------------------------------------------- */
/* Checks labels and branches of a function body and sets the targets of its branch statements. */
void check_branches(Arena *a, Node *body);

/* ---- directive.c: positions in messages ------------------------------------------------ */
/* "file:line:col", with "[real place]" after it where a line directive applies. */
const char *pos_string(Arena *a, Pos pos);

#endif
