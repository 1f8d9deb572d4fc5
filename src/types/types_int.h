/*
 * types_int.h - what the checker's files share. The division follows the spec: declarations, types,
 * expressions, calls, statements; each file opens with what it decides.
 *
 * Checking an expression fills an Operand; record_* write the final results into the tree. Untyped
 * expressions are recorded when their final type is known (update_expr_type).
 * Work that must wait until the types in hand are complete is put off with check_later.
 */
#ifndef GOCW_TYPES_INT_H
#define GOCW_TYPES_INT_H

#include "gocw/types.h"

typedef struct Operand {
    ExprMode mode;              /* MODE_NONE: invalid, an error was reported */
    Node *expr;
    Type *type;
    const Const *val;           /* MODE_CONST */
    BuiltinId builtin;          /* MODE_BUILTIN */
} Operand;

/* How the checker stands while it walks a declaration or function body; saved and restored around typ_resolve. */
typedef struct Env {
    struct DeclInfo *decl;      /* package-level declaration whose dependencies are being found */
    Scope *scope;
    Pos scope_pos;              /* position that local lookups are relative to; NO_POS = no limit */
    const Const *iota_val;      /* NULL outside constant declarations */
    Pos err_pos;                /* of an inherited constant initialiser */
    bool in_tparam_list;
    Type *sig;                  /* of the function being checked */
    FuncInfo *func;
    PtrMap *is_panic;           /* calls of panic, for the terminating analysis */
    bool has_label, has_call_or_recv;
    const char *version;        /* language version of the file at hand */
} Env;

typedef struct Action { void (*fn)(struct Checker *c, void *arg); void *arg; const char *version; } Action;

/* Declaration info of a package-level object (obj->info). */
typedef struct DeclInfo {
    Scope *file;
    const char *version;
    ObjectVec lhs;              /* n:1 variable declarations */
    Node *vtype, *init;         /* of constants and variables */
    bool inherited;
    Node *tdecl, *fdecl;
    PtrMap deps;                /* package-level objects this one's initialiser or body mentions */
} DeclInfo;

/* The variable that a value is about to be assigned to: a generic function that is assigned takes missing
 * type arguments from its type. desc (or, if NULL, the text of expr) names the variable in messages. */
typedef struct Assignee { Type *type; const char *desc; Node *expr; } Assignee;

/* What kind of expression a node is as a statement. */
typedef enum ExprKind { EXPR_CONVERSION, EXPR_EXPRESSION, EXPR_STATEMENT } ExprKind;

typedef struct Checker {
    Package *pkg;
    Env env;
    PtrVec obj_path;            /* Object *: declarations being resolved, for cycle messages */
    VEC(Action) delayed;
    uint32_t delayed_top;
    ObjectVec objs;             /* all package-level objects and methods (also blank ones), in source order: check_collect_objects */
    PtrMap methods;             /* TypeName Object * -> ObjectVec *: methods collected, not yet attached */
    ObjectVec imports;          /* OBJ_PKGNAME of all files, in source order; Object.used tells whether one is needed */
    PtrMap dot_imports;         /* file Scope * -> PtrMap *: Name * -> OBJ_PKGNAME that it was dot-imported through */
    struct MonoGraph *mono;
    uint32_t depth;             /* entry points active: delayed actions run when the outermost is done */
    bool full;                  /* typ_check_package: function bodies are checked, too */
    bool first_err;             /* an error was reported */
} Checker;

/* ---- diagnostics: errors.c ---- */
/* at: position the official checker would report. Suppressed when an argument is the invalid type or operand. */
void check_error(Checker *c, Pos at, DiagCode code, const char *fmt, ...) PRINTF(4, 5);
/* at a node: the start of its operand as types2's atPos does. */
void check_error_node(Checker *c, const Node *at, DiagCode code, const char *fmt, ...) PRINTF(4, 5);
/* false and an error when the file's language version is below go1.minor. */
bool check_version(Checker *c, Pos at, int minor, const char *what);
bool check_allow_version(Checker *c, int minor);
/* A message of several lines. The first part says where; each later one follows on a tab-indented line,
 * after its own position unless that is NO_POS. */
typedef struct ErrPart { Pos pos; const char *msg; } ErrPart;
typedef struct CheckErr { Checker *c; DiagCode code; VEC(ErrPart) parts; } CheckErr;
void err_init(CheckErr *e, Checker *c, DiagCode code);
void err_add(CheckErr *e, Pos at, const char *fmt, ...) PRINTF(3, 4);
/* All parts joined, without the first position. */
const char *err_msg(CheckErr *e);
void err_report(CheckErr *e);       /* no-op without parts */
/* printf into the arena of types. */
const char *check_sprintf(const char *fmt, ...) PRINTF(1, 2);
const char *operand_string(Checker *c, const Operand *x);
const char *typ_str(Checker *c, Type *t);       /* relative to the package at hand */
const char *expr_str(const Node *n);

/* ---- decl.c, resolver.c ---- */
void check_obj_decl(Checker *c, Object *obj);
void check_collect_objects(Checker *c);
void check_decl_stmt(Checker *c, NodeVec *decls);
/* stmt.c. info NULL: made here and put into fn->u.func.info and its N_FUNC_DECL. Runs in the environment at hand
 * (version) with the scope of sig. */
void check_func_body(Checker *c, Object *fn_or_null, DeclInfo *decl, const char *name, Type *sig, Node *body, const Const *iota, FuncInfo *info);
/* captures.c. Every local variable is made here, so that its function knows it (unused variables, captures). */
Object *check_new_local(Checker *c, Pos pos, const Name *name, Type *type);
/* captures.c. An identifier denotes variable v: finds out whether a function literal captures it. check_ident calls it. */
void check_note_use(Checker *c, Object *v);
void check_later(Checker *c, void (*fn)(Checker *, void *), void *arg);
void check_process_delayed(Checker *c, uint32_t top);
void check_declare(Checker *c, Scope *s, Node *id, Object *obj, Pos scope_pos);
void check_collect_methods(Checker *c, Object *type_name);
void check_add_dep(Checker *c, Object *to);
void check_usage(Checker *c, FuncInfo *f);      /* stmt.c: reports the unused variables of f->locals */
void check_unused_imports(Checker *c);
Object *scope_lookup(Scope *s, const Name *n);
Object *scope_lookup_parent(Scope *s, const Name *n, Pos pos, Scope **found);
Object *scope_insert(Scope *s, Object *o);      /* the object already there, or NULL */
Scope *scope_new(Scope *parent, Pos start, Pos end, const char *comment);
Object *obj_new(ObjectKind kind, Pos pos, Package *pkg, const Name *name, Type *type);

/* ---- typexpr.c, struct.c, interface.c, signature.c, typeset.c, union.c ---- */
Type *check_typ(Checker *c, Node *e);           /* a type, never NULL (invalid type after an error) */
Type *check_var_type(Checker *c, Node *e);      /* no constraint interfaces */
Type *check_defined_type(Checker *c, Node *e, Object *def);
Type *check_generic_type(Checker *c, Node *e, const char **cause);
void check_ident(Checker *c, Operand *x, Node *e, Object *def, bool want_type);
Type *check_struct_type(Checker *c, Node *e);
Type *check_interface_type(Checker *c, Node *e, Object *def);
Type *check_func_type(Checker *c, Node *recv, NodeVec *tparams, Node *ftyp);   /* T_SIGNATURE */
Type **check_collect_tparams(Checker *c, NodeVec *list, uint32_t *n);
TypeSet *check_type_set(Checker *c, Pos pos, Type *iface);
Type *check_union(Checker *c, Node *e);
int64_t check_array_length(Checker *c, Node *e);
void check_valid_type(Checker *c, Type *named);
bool check_cycle(Checker *c, Object *obj);
void check_verify(Checker *c, Pos pos, Type **tparams, Type **targs, uint32_t n);
void check_valid_var_type(Checker *c, Node *e, Type *t);        /* reports constraint interfaces */
Type **check_type_list(Checker *c, Node **list, uint32_t n);    /* NULL when one is invalid */
bool check_is_complete(Checker *c, Type *t);                    /* cycles.c: false and a cycle error for a type without underlying type */
void check_cycle_error(Checker *c, Object **cycle, uint32_t n); /* cycles.c: reported at the first in the source */

/* ---- common_under.c: walking type sets ---- */
/* The specific types of t's type set with their underlying types; for a type that is no type parameter
 * just itself. A type parameter without specific types gives one pair of NULLs.
 *   for (TypeSeq s = type_seq(t); type_seq_next(&s); ) ... s.t, s.u */
typedef struct TypeSeq { Type *t, *u; const UnionTerm *terms; uint32_t i, n; bool tilde; } TypeSeq;
TypeSeq type_seq(Type *t);
bool type_seq_next(TypeSeq *s);
/* The underlying type that all of t's type set share (channels: with the most restricted direction), else NULL
 * and *cause (may be NULL) says why. cond (may be NULL) rejects a pair by returning a cause. */
typedef const char *(*UnderCond)(Checker *c, Type *t, Type *u);
Type *check_common_under(Checker *c, Type *t, UnderCond cond, const char **cause);

/* ---- lookup.c, predicates.c: with causes ---- */
/* As typ_lookup, but says more when obj is NULL: nindex > 0: ambiguous; indirect: a pointer receiver is missing. */
typedef struct LookupResult { Object *obj; int *index; uint32_t nindex; bool indirect; } LookupResult;
LookupResult check_lookup(Checker *c, Type *t, bool addressable, Package *pkg, const Name *name, bool fold_case);
/* Why sel was not found; alt: an object of like spelling, or NULL. */
const char *check_lookup_error(Checker *c, Type *t, const Name *sel, Object *alt, bool struct_lit);
bool check_assertable_to(Checker *c, Type *v, Type *t, const char **cause);
bool typ_is_interface_ptr(Type *t);
const char *check_interface_ptr_error(Checker *c, Type *t);
const char *check_field_path(Type *t, const int *index, uint32_t n);    /* "a.b.c" */
const char *check_not_comparable_cause(Checker *c, Type *t);            /* "" if there is nothing more to say */
static inline bool typ_is_valid(Type *t) { return typ_unalias(t) != typ_basic[B_INVALID]; }
static inline bool typ_is_untyped(Type *t) { return t->kind == T_BASIC && (t->u.basic.info & BI_UNTYPED); }
static inline bool typ_is_plain_interface(Type *t) { return !typ_is_typeparam(t) && typ_is_interface(t); }

/* ---- named.c, instantiate.c, subst.c, infer.c, unify.c ---- */
Type *typ_new_named(Checker *c, Object *obj, Type *underlying);
Type *typ_resolve_named(Type *t);               /* expands lazily; returns t */
/* orig: T_NAMED, T_ALIAS or T_SIGNATURE (the result of that has no type parameters). */
Type *check_instance(Checker *c, Pos pos, Type *orig, Type **targs, uint32_t n, const Pos *arg_pos);
/* The first type argument that does not satisfy its bound, or -1; *cause says why. */
int check_verify_instance(Checker *c, Pos pos, Type **tparams, Type **targs, uint32_t n, const char **cause);
/* Infers the missing of targs (NULL entries); NULL on failure, with the reason in err (empty if reported already). params/args: call arguments. reverse: assignment context. */
Type **check_infer(Checker *c, Pos pos, Type **tparams, uint32_t ntparams, Type **targs, uint32_t ntargs,
                   Type *params, Operand **args, uint32_t nargs, bool reverse, CheckErr *err);
bool typ_is_parameterized(Type **tparams, uint32_t n, Type *t); /* infer.c: t mentions one of tparams */
Type *typ_new_tparam(Checker *c, Object *obj, Type *constraint);
/* mono.c: tparams are instantiated with targs here; xlist: the type expressions, if any. */
void check_mono_instance(Checker *c, Pos pos, Type **tparams, Type **targs, uint32_t n, Node **xlist, uint32_t nxlist);
Type **check_rename_tparams(Checker *c, Pos pos, Type **tparams, uint32_t n, Type **in_out);

/* ---- operand.c ---- */
static inline bool typ_is_generic(Type *t)      /* a generic type that is not instantiated; signatures are not meant */
{
    return t->kind == T_NAMED ? t->u.named.ntparams && !t->u.named.ntargs
         : t->kind == T_ALIAS ? t->u.alias.ntparams && !t->u.alias.ntargs : false;
}
const char *typ_composite_kind(Type *t);        /* "array", "slice", ...; "" for a basic type */
static inline uint32_t list_len(const Node *n) { return !n ? 0 : n->kind == N_LIST ? n->u.list.elems.n : 1; }
static inline Node *list_at(Node *n, uint32_t i) { return n->kind == N_LIST ? n->u.list.elems.p[i] : n; }
/* A node that only names an operand in messages. */
Node *operand_label(Pos pos, const char *text);

/* ---- expr.c, literals.c, index.c, const.c, conversion.c, builtins.c, call.c, range.c ---- */
/* Operands of an expression list; a few need no allocation. Initialise with operands_init, do not copy. */
typedef struct Operands { Operand *p; uint32_t n; Operand few[4]; } Operands;
Operand *operands_init(Operands *l, uint32_t n);
/* The values of e: several for a call with several results; with allow_comma_ok two for v, ok forms (then true). */
bool check_multi_expr(Checker *c, Operands *l, Node *e, bool allow_comma_ok);
void check_expr_list(Checker *c, Operands *l, Node **list, uint32_t n);
void check_non_generic(Checker *c, const Assignee *target, Operand *x);
void check_exclude(Checker *c, Operand *x, bool no_value, bool builtin, bool type);
Type *check_chan_elem(Checker *c, const Node *at, Operand *x, bool recv);
/* e: the expression; NULL for assignment operations, then lhs op= rhs. */
void check_binary(Checker *c, Operand *x, Node *e, Node *lhs, Node *rhs, Op op);
void check_switch_comparison(Checker *c, Operand *x, Operand *y);
void check_type_assertion(Checker *c, Node *e, Operand *x, Type *t, bool type_switch);
void check_invalid_conversion(Checker *c, DiagCode code, Operand *x, Type *target);
/* Checks arguments against sig, infers what is missing; the instantiated signature, or sig after an error.
 * targs: given type arguments; atargs[i]: those of a partially instantiated function args[i] (natargs many). */
typedef struct ArgTypes { Type **targs; uint32_t n; } ArgTypes;
Type *check_arguments(Checker *c, Node *call, Type *sig, Type **targs, uint32_t ntargs, Node **xlist, uint32_t nxlist,
                      Operands *args, const ArgTypes *atargs);
void check_func_inst(Checker *c, const Assignee *target, Pos pos, Operand *x, Node *inst, bool infer, ArgTypes *partial);
bool check_is_valid_index(Checker *c, Operand *x, DiagCode code, const char *what, bool allow_negative);
/* Checks an index; the integer type or the invalid type. *val: its constant value, or -1. max < 0: no bound. */
Type *check_index(Checker *c, Node *index, int64_t max, int64_t *val);
Type *typ_array_ptr_deref(Type *t);     /* A for *A with A an array, else t */

void check_expr(Checker *c, const Assignee *target, Operand *x, Node *e);       /* a single value; target may be NULL */
void check_expr_or_type(Checker *c, Operand *x, Node *e, bool allow_generic);
void check_generic_expr(Checker *c, Operand *x, Node *e, Type *hint);
/* As check_expr with the type hint of an enclosing literal. */
ExprKind check_raw_expr(Checker *c, const Assignee *target, Operand *x, Node *e, Type *hint, bool allow_generic);
void check_single_value(Checker *c, Operand *x);
void check_convert_untyped(Checker *c, Operand *x, Type *target);
Type *check_implicit_type(Checker *c, Operand *x, Type *target, const Const **val, DiagCode *code);
void check_match_types(Checker *c, Operand *x, Operand *y);
void check_overflow(Checker *c, Operand *x, Pos op_pos);
bool check_representable_const(Checker *c, const Const *x, Type *t, const Const **rounded);
void check_representable(Checker *c, Operand *x, Type *t);
void check_conversion(Checker *c, Operand *x, Type *t);
bool check_builtin(Checker *c, Operand *x, Node *call, BuiltinId id);
ExprKind check_call(Checker *c, Operand *x, Node *call);
void check_selector(Checker *c, Operand *x, Node *e, Object *def, bool want_type);
void check_composite_lit(Checker *c, Operand *x, Node *e, Type *hint);
void check_func_lit(Checker *c, Operand *x, Node *e);
bool check_index_expr(Checker *c, Operand *x, Node *e);         /* true: a generic function to instantiate */
void check_slice_expr(Checker *c, Operand *x, Node *e);
void check_comparison(Checker *c, Operand *x, Operand *y, Op op);
void check_update_expr_val(Node *e, const Const *val);
void check_record_instance(Checker *c, Node *e, Type **targs, uint32_t n);
void check_record_selection(Checker *c, Node *e, SelectionKind kind, Type *recv, const LookupResult *r);
bool check_use(Checker *c, Node **args, uint32_t n);            /* evaluate for side errors after a failure; true if there were none */
bool check_use_lhs(Checker *c, Node **args, uint32_t n);
bool operand_assignable_to(Checker *c, Operand *x, Type *t, const char **cause, DiagCode *code);
bool operand_convertible_to(Checker *c, Operand *x, Type *t, const char **cause);
bool operand_is_nil(const Operand *x);
bool check_implements(Checker *c, Type *t, Type *iface, bool constraint, const char **cause);
const char *check_missing_method_cause(Checker *c, Type *t, Type *iface, Object *missing, bool is_static);
void check_update_expr_type(Checker *c, Node *e, Type *t, bool final);
/* Writes the result into the node; t untyped: it may still change (Node.pending). */
void check_record(Checker *c, Node *e, ExprMode mode, Type *t, const Const *val);
void check_mark_addr_taken(Checker *c, Node *e);
void check_mark_reassigned(Node *e);

/* ---- assignments.c, stmt.c, return.c, labels ---- */
void check_assignment(Checker *c, Operand *x, Type *t, const char *context);
void check_init_const(Checker *c, Object *lhs, Operand *x);
void check_init_var(Checker *c, Object *lhs, Operand *x, const char *context);
void check_init_vars(Checker *c, Object **lhs, uint32_t n, Node *rhs, Node *return_stmt);
void check_assign_var(Checker *c, Node *lhs, Node *rhs, Operand *x, const char *context);
void check_assign_vars(Checker *c, NodeVec *lhs, Node *rhs);
void check_short_var_decl(Checker *c, Pos pos, NodeVec *lhs, Node *rhs);
/* Which branches a statement may hold, and what to say otherwise. */
enum { CTX_BREAK_OK = 1, CTX_CONTINUE_OK = 2, CTX_FALLTHROUGH_OK = 4, CTX_FINAL_CASE = 8, CTX_TYPE_SWITCH = 16 };
void check_stmt(Checker *c, uint32_t ctxt, Node *s);
void check_open_scope(Checker *c, Node *n, const char *comment);
void check_close_scope(Checker *c);
void check_stmt_list(Checker *c, uint32_t ctxt, NodeVec *list);
void check_range_stmt(Checker *c, uint32_t ctxt, Node *stmt, Node *range);
bool check_is_terminating(Checker *c, Node *s, const Name *label);

/* ---- initorder.c, mono.c, validtype.c, cycles ---- */
void check_init_order(Checker *c);
void check_monomorph(Checker *c);

#endif
