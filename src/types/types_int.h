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
    bool init_checked;          /* of variables with a declared type the initial value is checked on its own */
    Node *tdecl, *fdecl;
    PtrMap deps;                /* package-level objects this one's initialiser or body mentions */
} DeclInfo;

/* The variable that a value is about to be assigned to: a generic function that is assigned takes missing
 * type arguments from its type. desc (or, if NULL, the text of expr) names the variable in messages. */
typedef struct Assignee { Type *type; const char *desc; Node *expr; } Assignee;

/* What kind of expression a node is as a statement. */
typedef enum ExprKind { EXPR_CONVERSION, EXPR_EXPRESSION, EXPR_STATEMENT } ExprKind;

/* An error at a position, or a part of one. */
typedef struct ErrPart { Pos pos; const char *msg; } ErrPart;

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
    TypeVec interfaces;         /* interface literals with methods, of packages that are checked fully */
    uint32_t depth;             /* entry points active: delayed actions run when the outermost is done */
    bool full;                  /* typ_check_package: function bodies are checked, too */
    VEC(ErrPart) wrong_linknames;   /* reported when there are no other errors */
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
const char *typ_str_gc(Checker *c, Type *t);    /* the same as gc's later phases write it: struct { x int } */
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

/* ---- object.c, construct.c, under.c, predicates.c ---- */
Type *typ_new(TypeKind kind);                   /* zeroed, with a new id; a signature gets empty tuples */
Type *typ_copy(const Type *t);                  /* shallow, with a new id */
Object *obj_copy(const Object *o, Type *type);  /* shallow, with a new id and another type */
/* Spec, "Uniqueness of identifiers". fold_case: upper and lower case are the same, and packages do not matter. */
bool obj_same_id(const Object *o, const Package *pkg, const Name *name, bool fold_case);
/* The order of methods: exported before others, by name, then by package path. */
int obj_compare_id(const Object *a, const Object *b);
void obj_sort(ObjectVec *v);
const char *obj_kind_string(const Object *o);   /* "local variable", "defined type" ... */
bool obj_has_ptr_recv(const Object *method);
static inline Type *typ_as_named(Type *t)       /* t behind aliases if it is T_NAMED, else NULL */
{
    t = t ? typ_unalias(t) : NULL;
    return t && t->kind == T_NAMED ? t : NULL;
}
Type *typ_deref(Type *t, bool *was_pointer);    /* *T gives T; was_pointer may be NULL */
Type *typ_tparam_iface(Type *tpar);             /* the constraint interface of a type parameter */
Type *typ_term_underlying(const UnionTerm *t);
/* dynamic: == is defined though it may panic; else strictly comparable. *cause (may be NULL): "" if nothing is to say. */
bool check_comparable(Checker *c, Type *t, bool dynamic, const char **cause);
Object **typ_tuple_vars(Type *tuple, uint32_t *n);

/* ---- named.c, alias.c ---- */
/* The type parameters around a type that is declared in a generic function: named.inst of the origin. */
typedef struct Ambient { Type **tparams; uint32_t n; } Ambient;
Object *named_method(Type *t, uint32_t i);      /* declared method i, of an instance expanded on demand */
/* The declared method of that name and its number, or NULL. */
Object *named_lookup_method(Type *t, const Package *pkg, const Name *name, bool fold_case, int *index);
Type *typ_new_alias(Object *obj, Type *rhs);
Type **typ_tparams(Type *t, uint32_t *n);       /* of a generic type, instance, or signature */
const char *typ_obj_name(Type *t);              /* of T_NAMED, T_ALIAS */

/* ---- typeset.c: lists of terms ---- */
typedef struct TermList { UnionTerm *p; uint32_t n; bool all; } TermList;
bool term_includes(const UnionTerm *x, Type *t);
bool terms_subset_of(TypeSet *x, TypeSet *y);
bool terms_equal(TypeSet *x, TypeSet *y);
bool terms_disjoint(const UnionTerm *x, const UnionTerm *y);
static inline bool tset_is_empty(const TypeSet *s) { return !s->all_terms && s->nterms == 0; }
static inline bool tset_is_method_set(const TypeSet *s) { return !s->comparable && s->all_terms; }
static inline bool tset_is_all(const TypeSet *s) { return tset_is_method_set(s) && s->methods.n == 0; }
static inline bool tset_has_terms(const TypeSet *s) { return !s->all_terms && s->nterms > 0; }
bool tset_is_comparable(TypeSet *s);
Object *tset_lookup(TypeSet *s, const Package *pkg, const Name *name, bool fold_case, int *index);
void union_terms(Checker *c, Pos pos, Type *uni, TermList *out, bool *invalid);
const char *terms_str(const TypeSet *s);        /* as messages show them: with full paths */

/* ---- lookup.c, instantiate.c, subst.c ---- */
typedef bool (*TypeEquiv)(void *ctx, Type *x, Type *y);
/* The first method of interface iface that v lacks, or NULL. is_static: an interface v must have it, too.
 * wrong_type (may be NULL): v has it with another signature or a pointer receiver. */
Object *check_missing_method(Checker *c, Type *v, Type *iface, bool is_static, TypeEquiv equiv, void *ctx,
                             const char **cause, bool *wrong_type);
bool check_has_all_methods(Checker *c, Type *v, Type *iface, bool is_static, TypeEquiv equiv, void *ctx, const char **cause);
bool typ_equiv_identical(void *ctx, Type *x, Type *y);
/* The cached instance; created lazily. Counts must match. */
Type *typ_instance(Type *orig, Type **targs, uint32_t n);
bool check_validate_targ_len(Checker *c, Pos pos, const char *name, uint32_t want, uint32_t got);
uint32_t typ_instance_hash(Type *t);            /* canon.c: works for incomplete types */
/* Methods with receiver type old get receiver type new; the same list when there are none. */
ObjectVec subst_receivers(ObjectVec methods, Type *old, Type *new_recv, bool *copied);

/* ---- decl.c, resolver.c, signature.c, check.c ---- */
void check_func_type_into(Checker *c, Type *sig, Node *recv, NodeVec *tparams, Node *ftyp);
Type **check_declare_tparams(Checker *c, NodeVec *list);        /* names only; the bounds follow */
void check_tparam_bounds(Checker *c, NodeVec *list, Type **tparams);
Type *check_declare_tparam(Checker *c, Node *name, Pos scope_pos);
void check_unpack_recv(Checker *c, Node *rtyp, bool *ptr, Node **base, NodeVec *tparams);
void check_arity(Checker *c, Pos pos, NodeVec *names, Node *inits, bool const_decl, bool inherited);
void check_direct_cycles(Checker *c);
void check_anonymous_cycles(Checker *c);        /* cycles.c: interface literals that contain themselves */
/* names and positions of the cycle's members are given: instances of generic types have their own. */
void check_cycle_error_at(Checker *c, Object **cycle, const char **names, const Pos *pos, uint32_t n, uint32_t start);
void check_push_obj(Checker *c, Object *obj);   /* obj_path: obj is being looked at */
void check_pop_obj(Checker *c);
int check_path_index(Checker *c, const Object *obj);    /* in obj_path, or -1 */
bool check_imported_constraint(Checker *c, Type *t);
void check_linknames(Checker *c);
void check_report_linknames(Checker *c);
void check_pragmas(Checker *c);                 /* restrict.c */
void check_directives(Checker *c);
void check_sizes(Checker *c);
void check_embed(Checker *c, Node *var, bool imported, bool in_func);
void check_var_init(Checker *c, Object *var);   /* package-level; no-op when done */
void check_queue_body(Checker *c, Object *fn);
void err_add_alt_decl(CheckErr *e, Object *other);
const char *check_pos_str(Pos p);
const char *check_func_string(Checker *c, Object *f, bool pkg_info);     /* name(int) error */
const char *check_qualifier(Checker *c, Package *p);    /* "" or "pkg." */
Checker *check_current(void);                   /* the innermost active checker, or NULL */
const char *check_file_version(Checker *c, File *f);
int version_minor(const char *version);         /* of "go1.N"; -1 for none */
extern Object *universe_iota, *universe_any, *universe_comparable;
extern TypConfig typ_config;
/* Defines assert and trace, which the checker's own tests use. */
void typ_define_test_builtins(void);

/* ---- operand.c ---- */
static inline bool typ_is_generic(Type *t)      /* a generic type that is not instantiated; signatures are not meant */
{
    return t->kind == T_NAMED ? t->u.named.ntparams && !t->u.named.ntargs
         : t->kind == T_ALIAS ? t->u.alias.ntparams && !t->u.alias.ntargs : false;
}
const char *typ_composite_kind(Type *t);        /* "array", "slice", ...; "" for a basic type */
static inline uint32_t list_len(const Node *n) { return !n ? 0 : n->kind == N_LIST ? n->u.list.elems.n : 1; }
static inline Node *list_at(Node *n, uint32_t i) { return n->kind == N_LIST ? n->u.list.elems.p[i] : n; }
/* For tables that live while one construct is checked: a stack, by mark and release. */
Arena *check_scratch(void);
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
const char *check_operand_types_summary(Checker *c, const Operand *p, uint32_t n, bool dots);     /* "(int, number)" */
const char *check_var_types_summary(Checker *c, Object *const *vars, uint32_t n, bool variadic);
Object *check_assigned_variable(Checker *c, const Node *ident);
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
/* The same for an argument of a call of fun. */
void check_argument(Checker *c, Operand *x, Type *t, const Node *fun);
void check_init_const(Checker *c, Object *lhs, Operand *x);
void check_init_var(Checker *c, Object *lhs, Operand *x, const char *context);
void check_init_vars(Checker *c, Object **lhs, uint32_t n, Node *rhs, Node *return_stmt);
void check_assign_var(Checker *c, Node *lhs, Node *rhs, Operand *x, const char *context);
void check_assign_vars(Checker *c, Node *lhs, Node *rhs);
void check_short_var_decl(Checker *c, Pos pos, Node *lhs, Node *rhs);
void check_stmt(Checker *c, Node *s);
void check_open_scope(Checker *c, Node *n, const char *comment);
void check_close_scope(Checker *c);
void check_stmt_list(Checker *c, NodeVec *list);
void check_range_stmt(Checker *c, Node *stmt, Node *range);
bool check_is_terminating(Checker *c, Node *s, const Name *label);

/* ---- initorder.c, mono.c, validtype.c, cycles ---- */
void check_init_order(Checker *c);
void check_monomorph(Checker *c);

#endif
