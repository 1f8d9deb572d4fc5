/*
 * syntax.h - from bytes to a tree that is an exact picture of one Go source file.
 *
 * The whole tree of a file lives in the Arena given to syn_parse_file. Syntax errors
 * are reported as diagnostics in the official compiler's words ("syntax error: ...");
 * the tree that comes back is then partial but well-formed (N_BAD_EXPR where nothing fits).
 *
 * Node positions are those of the official compiler's syntax package, since messages
 * are matched by column: a binary operation, an assignment, a selector, an index and
 * a call stand at the position that package gives them; syn_start_pos and syn_end_pos
 * give the extent. The type checker writes its results into the nodes (fields marked
 * "types:"); the parser leaves them zero.
 */
#ifndef GOCW_SYNTAX_H
#define GOCW_SYNTAX_H

#include "gocw/base.h"
#include "gocw/constant.h"

typedef enum Token {
#define TOKEN(id, text) TOK_##id,
#include "gocw/tokens.def"
#undef TOKEN
    TOK_COUNT
} Token;

/* Operators: of N_UNARY, N_BINARY, and of assignment operations. */
typedef enum Op {
    OP_NONE,
    OP_DEF,                     /* := in N_ASSIGN */
    OP_NOT, OP_RECV, OP_TILDE,  /* unary only */
    OP_OROR, OP_ANDAND,
    OP_EQL, OP_NEQ, OP_LSS, OP_LEQ, OP_GTR, OP_GEQ,
    OP_PLUS, OP_MINUS, OP_OR, OP_XOR,   /* + - ^ also unary */
    OP_MUL, OP_DIV, OP_REM, OP_AND, OP_AND_NOT, OP_SHL, OP_SHR,
    OP_ADDR, OP_DEREF           /* unary & and * */
} Op;

typedef enum LitKind { LIT_INT, LIT_FLOAT, LIT_IMAG, LIT_RUNE, LIT_STRING } LitKind;

typedef enum NodeKind {
#define NODE(id, text) N_##id,
#include "gocw/nodes.def"
#undef NODE
    N_COUNT
} NodeKind;

typedef struct Node Node;
typedef VEC(Node *) NodeVec;

/* What the checker found an expression to denote (types2's operand modes). */
typedef enum ExprMode {
    MODE_NONE,        /* not (yet) checked, or invalid */
    MODE_NO_VALUE,    /* a call without result */
    MODE_BUILTIN, MODE_TYPE, MODE_CONST,
    MODE_VAR,         /* addressable */
    MODE_MAP_INDEX,   /* not addressable, assignable, comma-ok */
    MODE_VALUE,
    MODE_NIL,
    MODE_COMMA_OK,    /* receive, type assertion */
    MODE_COMMA_ERR,
    MODE_PKG          /* the package name of a qualified identifier */
} ExprMode;

struct Type;
struct Object;
struct Selection;
struct Scope;

/* A "//go:..." or "//line" comment as written. */
typedef struct Directive { Pos pos; const char *text; } Directive;   /* text without the slashes: "go:embed a.txt" */
typedef VEC(Directive) DirectiveVec;

/* A local declared by := , var or a parameter that a closure captures; see FuncInfo. */
typedef VEC(struct Object *) ObjectVec;

struct Node {
    uint8_t kind;             /* NodeKind */
    uint8_t op;               /* Op: N_UNARY, N_BINARY, N_ASSIGN */
    uint8_t mode;             /* types: ExprMode */
    bool implicit;            /* made by the parser or checker, not in the source */
    bool bad;                 /* an error was reported here (by the parser for malformed literals) */
    bool comma_ok;            /* types: used in a two-value context (v, ok = x) */
    bool pending;             /* types: while checking: the type is untyped and may still change */
    bool shift_lhs;           /* types: while checking: untyped left operand of a non-constant shift */
    Pos pos;
    uint8_t has_call;         /* ssa: build_has_call's answer: 1 no, 2 yes */
    struct Type *type;        /* types: of every expression; the final, not the untyped type */
    const Const *val;         /* types: of constant expressions, converted to type */
    union {
        /* Name */
        struct { const Name *name; struct Object *obj;       /* types: what it denotes or declares */
                 struct Type **targs; uint32_t ntargs; } ident;   /* types: inferred or given type arguments when a generic function is instantiated here */
        /* Value */
        struct { LitKind lit; const char *text; uint32_t len; } lit;       /* text as in the source */
        /* Type { Elems } ; type is NULL inside an outer literal that elides it */
        struct { Node *type; NodeVec elems; uint32_t nkeys; Pos rbrace; } complit;
        /* Key : Value, an element of a composite literal */
        struct { Node *key, *value; struct Selection *selection; } kv;   /* types: selection: key names a promoted field of the struct */
        /* func Type { Body } */
        struct { Node *type, *body; struct FuncInfo *info; } funclit;   /* types: info */
        /* ( X ) */
        struct { Node *x; } paren;
        /* X . Sel */
        struct { Node *x, *sel; struct Selection *selection; } selector; /* types: NULL for a qualified identifier (then sel->ident.obj) */
        /* X [ Index ]: index is N_LIST for several (type arguments) */
        struct { Node *x, *index; } index;
        /* X [ lo : hi : max ] */
        struct { Node *x, *idx[3]; bool full; } slice;
        /* X . ( Type ) */
        struct { Node *x, *type; } assert;
        /* Lhs := X . (type); lhs may be NULL */
        struct { Node *lhs, *x; } guard;
        /* op X */
        struct { Node *x; } unary;
        /* X op Y */
        struct { Node *x, *y; } binary;
        /* Fun ( Args... ) */
        struct { Node *fun; NodeVec args; bool has_dots; uint16_t builtin;   /* types: BuiltinId + 1 when a builtin is called */
                 bool is_conversion; } call;                                   /* types: */
        /* a, b, c */
        struct { NodeVec elems; } list;
        /* [ Len ] Elem ; len NULL for [...] */
        struct { Node *len, *elem; } array_type;
        struct { Node *elem; } slice_type;
        /* ...Elem in a parameter list */
        struct { Node *elem; } dots_type;
        /* struct { Fields }; tags[i] belongs to fields[i] (NULL entries: none); tags may be shorter */
        struct { NodeVec fields, tags; } struct_type;
        /* Name Type: a struct field (name NULL: embedded), parameter, type parameter, or interface element (name NULL: embedded/union) */
        struct { Node *name, *type; } field;
        struct { NodeVec methods; } interface_type;   /* fields; methods have name and N_FUNC_TYPE */
        struct { NodeVec params, results; } func_type;  /* fields */
        struct { Node *key, *value; } map_type;
        struct { uint8_t dir; Node *elem; } chan_type;  /* 0 both, 1 send only (chan<-), 2 receive only (<-chan) */

        /* declarations; group: the same number for specs of one parenthesised group, 0 = none */
        struct { uint32_t group; DirectiveVec pragma; Node *local, *path; struct Object *obj; } import_decl;  /* local: name, "." or "_", or NULL */
        struct { uint32_t group; NodeVec names; Node *type, *values; uint32_t iota; Node *inherited; } const_decl; /* values: expr, N_LIST or NULL; inherited: the decl whose type and values repeat */
        struct { uint32_t group; DirectiveVec pragma; Node *name; NodeVec tparams; bool alias; Node *type;
                 uint32_t number; } type_decl;      /* number: among the types that functions of the file declare; 0: not such a type */
        struct { uint32_t group; DirectiveVec pragma; NodeVec names; Node *type, *values; } var_decl;
        struct { DirectiveVec pragma; Node *recv, *name; NodeVec tparams; Node *type, *body; struct FuncInfo *info; } func_decl; /* recv: N_FIELD or NULL; body NULL if absent */

        /* statements */
        struct { Node *label, *stmt; struct Object *obj; } labeled;
        struct { NodeVec stmts; Pos rbrace; } block;
        struct { Node *x; } expr_stmt;
        struct { Node *chan, *value; } send;
        struct { NodeVec decls; } decl_stmt;
        /* Lhs op= Rhs; op OP_DEF for :=, OP_NONE for =; rhs NULL means x++ / x-- (op PLUS/MINUS) */
        struct { Node *lhs, *rhs; } assign;
        /* break, continue, goto, fallthrough; target: the statement it leaves or continues, or the labeled statement for goto */
        struct { uint8_t tok; Node *label, *target; } branch;    /* target is set by the parser's branch check */
        struct { uint8_t tok; Node *call; } call_stmt;            /* TOK_GO, TOK_DEFER */
        struct { Node *results; struct FuncInfo *func; } ret;     /* results: expr, N_LIST or NULL; types: func */
        struct { Node *init, *cond, *then, *els; } if_stmt;
        /* range_clause is in init when there is one */
        struct { Node *init, *cond, *post, *body; } for_stmt;
        struct { Node *init, *tag; NodeVec clauses; Pos rbrace; } switch_stmt; /* tag: expr, N_TYPE_SWITCH_GUARD or NULL */
        struct { NodeVec clauses; Pos rbrace; } select_stmt;
        struct { Node *lhs; bool def; Node *x; } range;            /* lhs: expr, N_LIST or NULL */
        struct { Node *cases; NodeVec body; Pos colon; struct Object *obj; } case_clause;  /* cases NULL: default; types: obj is the clause's variable of a type switch */
        struct { Node *comm; NodeVec body; Pos colon; } comm_clause;  /* comm NULL: default */
    } u;
};

typedef struct File {
    SrcFile *src;
    Pos pos;                    /* of "package" */
    Node *pkg_name;
    NodeVec decls;
    DirectiveVec directives;    /* all //go: directives of the file, in order; those above a declaration are in it, too */
    const char *build_constraint;  /* the expression of the last well-formed //go:build line, or NULL */
    const char *go_version;     /* "go1.N" implied by the build constraint, or NULL */
    Pos eof;
    uint32_t nlocal_types;      /* types declared in functions, aliases left out */
    bool has_errors;            /* a "syntax error" was reported: there is no point in type checking */
    struct Scope *scope;        /* types: file scope (imports) */
} File;

/* ---- scan.c ---------------------------------------------------------------------- */
typedef struct Scanner Scanner;
Scanner *scan_new(Arena *a, SrcFile *f);
/* The next token with semicolons inserted (text "semicolon", "newline" or "EOF"). */
typedef struct TokenInfo { Token tok; Op op; LitKind lit; Pos pos; const char *text; uint32_t len; uint8_t prec; bool bad; } TokenInfo;
TokenInfo scan_next(Scanner *s);

/* ---- parse*.c ------------------------------------------------------------------------ */
typedef enum ParseMode { PARSE_ALL, PARSE_IMPORTS_ONLY } ParseMode;
/* Never NULL. Label and branch errors (undefined label, misplaced break, jump over a variable) are reported here, as gc does. */
File *syn_parse_file(Arena *a, SrcFile *src, ParseMode mode);
/* Parses one expression (tests, gocw explain). NULL after an error. */
Node *syn_parse_expr(Arena *a, SrcFile *src);

/* ---- node.c ---------------------------------------------------------------------------- */
/* A zeroed node, allocated with just the size its kind needs. */
Node *node_new(Arena *a, NodeKind kind, Pos pos);
Pos syn_start_pos(const Node *n);
Pos syn_end_pos(const Node *n);
/* Without parentheses. */
Node *syn_unparen(Node *n);
/* Calls fn for n and, while it returns true, for its children in source order. */
void syn_walk(Node *n, bool (*fn)(void *ctx, Node *n), void *ctx);
const char *node_kind_name(NodeKind k);
const char *op_text(Op op);
const char *token_text(Token t);

/* ---- print.c: back to source; used in messages ("x + y (value of type int)") ------------- */
/* The expression as gc prints it in messages (function bodies and struct bodies shortened to {…}). */
const char *syn_expr_string(Arena *a, const Node *n);
/* The whole file as canonical source; parsing that gives the same tree. */
void syn_print_file(Buf *out, const File *f);
/* An indented dump of the tree, for -d=syntax and golden tests. */
void syn_dump_file(Buf *out, const File *f);
/* The same with the line and column of each node. */
void syn_dump_file_pos(Buf *out, const File *f);

#endif
