/*
 * build_int.h - what the builder's files share: from checked syntax trees to SSA, one function at a time.
 *
 * The current block is b->cur. It is NULL behind a terminator, and statements are skipped then; inside expressions
 * it is never NULL: build_start goes on in a block that nothing leads to, and what is built there is dropped in the end.
 *
 * A Go value is a Val: its scalars (parts), or for an in_memory type the address of memory that nobody changes
 * while the Val is in use (the builder copies when in doubt: val_materialize).
 *
 * Variables are SSA variables (Braun et al.: build_var_read/write per part) unless they need an address: captured by
 * reference, address taken, in_memory type, or results of a function with defer; those are LOCAL values (escape
 * analysis decides between heap and stack later) or, when captured, cells reached through the closure.
 * Captured variables that are never reassigned are captured by value (up to 128 bytes), as gc does.
 *
 * Generic code: every type found in the tree goes through build_type, which substitutes the function's type
 * arguments and makes the result canonical.
 */
#ifndef GOCW_BUILD_INT_H
#define GOCW_BUILD_INT_H

#include "gocw/ssa.h"
#include "gocw/syntax.h"

typedef struct Val {
    Type *type;                 /* canonical */
    const TypeLayout *lay;
    Value *part[8];             /* not in_memory: lay->nparts of them */
    Value *addr;                /* in_memory */
} Val;

typedef enum LValueKind { LV_BLANK, LV_VAR, LV_MEM, LV_MAP } LValueKind;
/* Where an assignment goes (spec, "Assignment statements": operands are evaluated first, then stored). */
typedef struct LValue {
    LValueKind kind;
    Type *type;
    struct Var *var;            /* LV_VAR; part0 is the first part when a field of an SSA struct is meant */
    uint32_t part0;
    Value *addr;                /* LV_MEM */
    int64_t offset;
    Cell *cell;                 /* LV_MEM: a field's */
    /* The last check of the place, made when it is used: operands are evaluated before the assignment panics. */
    enum { PLACE_CHECKED, PLACE_NIL, PLACE_INDEX } pending;
    Value *index, *limit;       /* PLACE_INDEX: i64; addr is that of element 0 */
    bool index_unsigned;
    int64_t elem_size;
    Val map, key;               /* LV_MAP */
    Type *map_type;
    Pos pos;
} LValue;

/* Storage of one Go variable in the function at hand. */
typedef struct Var {
    Object *obj;                /* NULL for temporaries */
    Type *type;
    const TypeLayout *lay;
    bool in_ssa;
    uint32_t ssa0;              /* in_ssa: number of the first part's SSA variable */
    Value *addr;                /* else: address, good at the place where build_var was asked */
    uint32_t addr_var;          /* 1 + the SSA variable that holds the address, when it changes from iteration to iteration */
} Var;

typedef struct BranchTarget {         /* innermost first: where break and continue go */
    struct BranchTarget *outer;
    Node *stmt;                 /* labeled or plain statement that N_BRANCH_STMT.target names */
    Block *brk, *cont;
} BranchTarget;

typedef struct Builder {
    Func *f;
    Block *cur;
    Arena *arena;               /* = f->arena */
    PtrMap vars;                /* Object * -> Var * */
    VEC(uint8_t) ssa_types;     /* IrType of each SSA variable */
    PtrMap labels;              /* labeled N_LABELED_STMT -> Block * */
    PtrMap hoisted;             /* call and the like -> Val *, evaluated before the expression around it */
    BranchTarget *targets;
    Type *sig;                  /* substituted signature */
    Var **results;
    uint32_t nresults;
    Value *defer_token;         /* i32, or NULL: no deferred calls here */
    Value *recover_ok;          /* i32: recover may succeed here; NULL until build_recover_flag is asked */
    Value *context;             /* closure pointer, or NULL */
    InlineSite *inl;
    struct RangeFunc *range_func;   /* innermost range-over-func body being built */
    /* build_ssa.c */
    struct Defs *defs;          /* current definitions by block and variable */
    /* build_func.c */
    PtrMap types;               /* generic code: Type * -> substituted, canonical */
    PtrMap goto_labels;         /* labels that some goto names: what follows them may run again */
    BlockVec label_blocks;      /* to be sealed at the end */
    uint32_t loops;             /* depth of loops around the place being built */
    Block *exit;                /* of a function with defer: runs the deferred calls, returns */
    Pos pos;                    /* of the statement being built */
} Builder;

/* ---- build_func.c: functions, parameters, results, closures' captures ---- */
void build_func(Func *f);                       /* Func.build of declared functions and literals */
Type *build_type(Builder *b, Type *t);          /* substitute, canonical */
Type *build_type_of(Builder *b, Node *n);       /* of an expression */
Var *build_var(Builder *b, Object *obj);        /* storage of a variable (locals, captures, globals) */
Var *build_declare(Builder *b, Object *obj);    /* a fresh local, zeroed */
Var *build_declare_init(Builder *b, Object *obj, Val v);        /* a fresh local with that value */
Var *build_temp(Builder *b, Type *t);           /* not zeroed */
Val build_var_read(Builder *b, Var *v);         /* in_memory: its address, not a copy */
void build_var_write(Builder *b, Var *v, Val val);
Cell *build_var_cell(const Builder *b, const Var *v);   /* of its memory, NULL: not an interface or func value */
void build_return(Builder *b, Pos pos);         /* runs deferred calls, returns the result variables */
void build_return_vals(Builder *b, Val *vals, uint32_t n, Pos pos);     /* return with these results */
Func *build_literal_func(Builder *b, Node *lit);        /* the Func of a function literal in this (instantiated) function */
Val build_closure(Builder *b, Node *lit);       /* func value of a literal: static, or an allocated closure object */
/* A func value of f that captures what its info says, evaluated here. */
Val build_closure_of(Builder *b, Func *f, Type *sig, Pos pos);
/* Makes b ready to build f: parameters, captured variables, results. obj: receiver's and parameters' objects in the
 * order of the signature; NULL entries for nameless ones. */
void build_open(Builder *b, Func *f);
void build_close(Builder *b);                   /* what follows the last statement; ends the function */
/* A variable that only the compiler knows. captured: by reference from synthetic function literals. */
Object *build_synthetic_var(Builder *b, const char *name, Type *t, bool by_ref);
/* A function literal that only the compiler knows: suffix as in tracebacks; its body is made by build with arg. */
Func *build_synthetic_func(Builder *b, FuncInfo *info, const char *suffix, void (*build)(Func *), void *arg);

/* ---- build_ssa.c: Braun's construction ---- */
uint32_t build_ssa_var(Builder *b, IrType t);
Value *build_read(Builder *b, uint32_t var);
void build_write(Builder *b, uint32_t var, Value *v);
Value *build_undef(Builder *b, IrType t);
Block *build_block(Builder *b);                 /* unsealed, unreached */
void build_seal(Builder *b, Block *blk);        /* all predecessors are known now */
void build_begin(Builder *b, Func *f);          /* a builder for f, at the end of its entry block */
void build_start(Builder *b, Block *blk);       /* goes on in blk; when nothing leads there what is built is dropped in the end */
bool build_reached(Builder *b);                 /* does control get here? */
Value *build_entry_value(Builder *b, ValueOp op, IrType type, Pos pos);     /* without operands, in the entry block */
void build_jump(Builder *b, Block *to);
void build_if(Builder *b, Value *cond, Block *then, Block *els, int likely);
void build_finish(Builder *b);                  /* removes trivial phis left, unreachable blocks */

/* ---- build_stmt.c, build_range.c, build_rangefunc.c, build_switch.c, build_select.c, build_defer.c ---- */
void build_stmt(Builder *b, Node *s);
void build_stmts(Builder *b, NodeVec *list);
/* Places and values of an assignment of several values: all are there before the first is stored. */
void build_assign_vals(Builder *b, Node *lhs, bool def, Val *vals, uint32_t n, Pos pos);
bool build_defines(Node *name);                 /* := declares this name (rather than assigning to an older one) */
bool build_is_blank(Node *n);
bool build_loopvar(Builder *b, Node *for_stmt); /* are loop variables new in each iteration (go1.22)? */
void build_push_target(Builder *b, BranchTarget *t, Node *stmt, Block *brk, Block *cont);
void build_pop_target(Builder *b);
void build_for_range(Builder *b, Node *for_stmt);
void build_switch(Builder *b, Node *s, Node *label);
void build_type_switch(Builder *b, Node *s, Node *label);
void build_select(Builder *b, Node *s, Node *label);
void build_go_defer(Builder *b, Node *s);       /* go f(x), defer f(x) */
void build_range_func(Builder *b, Node *for_stmt);
/* break, continue, goto and return that leave the body of a range-over-func loop; false: nothing special. */
bool build_range_branch(Builder *b, Node *s);
bool build_range_return(Builder *b, Node *s);
Value *build_recover_flag(Builder *b);
void build_note_gotos(Builder *b, Node *body);  /* fills goto_labels */
void build_mark_range_captures(Node *body);     /* variables that bodies of range-over-func loops use from outside are captured */

/* ---- build_emit.c: values at the end of the current block, constants, static addresses, joins ----
 * Where control does not get (b->cur NULL) nothing is made and undefined values are given. */
Value *emit0(Builder *b, ValueOp op, IrType type, Pos pos);
Value *emit1(Builder *b, ValueOp op, IrType type, Pos pos, Value *x);
Value *emit2(Builder *b, ValueOp op, IrType type, Pos pos, Value *x, Value *y);
Value *emit3(Builder *b, ValueOp op, IrType type, Pos pos, Value *x, Value *y, Value *z);
Value *emit_i32(Builder *b, int32_t v);
Value *emit_i64(Builder *b, int64_t v);
/* Of what has no cell. */
Value *emit_load(Builder *b, MemType mem, Value *addr, int64_t offset, Pos pos);
void emit_store(Builder *b, MemType mem, Value *addr, int64_t offset, Value *v, Pos pos);
Value *emit_offset(Builder *b, Value *addr, int64_t offset, Pos pos);           /* addr + offset */
Value *emit_element(Builder *b, Value *addr, Value *index, int64_t size, Pos pos);      /* addr + index * size; index: checked, i64 */
void emit_move(Builder *b, Value *dst, Value *src, int64_t size, Pos pos);
void emit_zero(Builder *b, Value *dst, int64_t size, Pos pos);
Value *emit_select(Builder *b, Value *cond, Value *yes, Value *no, Pos pos);
Value *emit_not(Builder *b, Value *cond, Pos pos);
Value *emit_new(Builder *b, Type *t, Pos pos);                  /* zeroed object; the address of zeros when t has no size */
Value *emit_temp(Builder *b, Pos pos);                                   /* buf of the functions of gort.def that make strings */
Value *emit_local(Builder *b, Type *t, uint32_t flags, Pos pos);        /* memory of the activation, LOCAL_* flags */
Value *emit_global(Builder *b, Global *g, int64_t offset, Pos pos);
Value *emit_runtime_var(Builder *b, const char *name, Pos pos);         /* address of a variable of package runtime */
Value *emit_zeros(Builder *b, int64_t size, Pos pos);           /* address of so many zero bytes that nobody changes */
bool emit_is_zeros(const Value *v);
Value *emit_type(Builder *b, Type *t, Pos pos);                 /* address of the type descriptor */
Value *emit_alloc_type(Builder *b, Type *t, Pos pos);           /* of what allocation needs to know of t */
Value *emit_itab(Builder *b, Type *concrete, Type *iface, Pos pos);
Value *emit_bounds(Builder *b, BoundsKind kind, bool is_unsigned, Value *index, Value *length, Pos pos);
void emit_dead(Builder *b, Pos pos);                            /* control does not get past here */
/* Control and values from several places meet: merge_add where each arm ends, then merge_end. */
typedef struct Merge { Block *to; uint32_t n; Value *vals[4][8]; } Merge;
Merge merge_begin(Builder *b);
void merge_add(Builder *b, Merge *m, Value *const *vals, uint32_t n);
void merge_end(Builder *b, Merge *m, Value **vals, uint32_t n, Pos pos);        /* vals: in: any, for their types; out: joined */
void merge_add_val(Builder *b, Merge *m, Val v);
Val merge_end_val(Builder *b, Merge *m, Type *t, Pos pos);
Val val_new(Type *t);                           /* parts to be filled in */
Val val_undef(Builder *b, Type *t);
Type *elem_type(Type *t);                       /* canonical element of an array, slice, pointer, map or channel type */
Type *field_type(Type *strct, uint32_t i);
bool type_is_eface(Type *t);                    /* an interface type without methods: its values start with a type word */
bool type_is_regular(Type *t);                  /* values are equal iff their bytes are: no padding, floats, strings, blank fields */

/* ---- build_expr.c ---- */
Val build_expr(Builder *b, Node *n);            /* one value */
/* A call with several results, or a comma-ok form in two-value context: fills out, returns how many. */
uint32_t build_multi(Builder *b, Node *n, Val *out, uint32_t max);
void build_discard(Builder *b, Node *n);        /* for its effects */
void build_cond(Builder *b, Node *n, Block *yes, Block *no);    /* short-circuit control flow */
Val build_const(Builder *b, const Const *c, Type *t, Pos pos);
Val build_zero(Builder *b, Type *t);
/* n converted (assigned) to type t: untyped, interface and channel-direction conversions included. */
Val build_expr_as(Builder *b, Node *n, Type *t);
/* Evaluates the calls in n now, in order; build_expr finds their values when n itself is built. */
void build_hoist_calls(Builder *b, Node *n);
/* Several expressions, each converted to types[i] (NULL: its own type), in gc's order: calls left to right, then
 * the rest. All stay valid until the last one is used. */
void build_expr_list(Builder *b, Node *const *nodes, Type *const *types, uint32_t n, Val *out);
/* The operands of a return statement, one for each result, as build_expr_list. */
void build_returned(Builder *b, Node *list, Object *const *results, uint32_t n, Val *out);
bool build_has_call(Node *n);                   /* is evaluated in order with other calls (a call, receive, map access...) */
/* A map entry becomes its place in memory, made if it is not there. */
void build_place_enter(Builder *b, LValue *p);
/* Between the files of expressions. */
Val build_expr_plain(Builder *b, Node *n);      /* n is no variable, field, element or dereference */
Val build_walk_load(Builder *b, Node *n);       /* n is one (build_place.c) */
Value *build_iface_holds(Builder *b, Val iface, Type *concrete, Pos pos);     /* is that its dynamic type? */
Val build_unbox(Builder *b, Value *data, Type *concrete, Pos pos);             /* the value in an interface's data word */
Value *build_iface_type(Builder *b, Val iface, Pos pos);                        /* its type word, nil for nil */
Node *build_method_selector(Node *n);   /* n if it selects a method, without type arguments; else NULL */
Node *build_func_name(Node *n);                 /* the name in n if that denotes a declared function, maybe instantiated */
Value *build_map_access(Builder *b, Type *map_type, Val m, Val key, Value **ok, Pos pos);     /* address of the element or of zeros */
Val build_make_map(Builder *b, Type *t, Value *hint, Pos pos);  /* hint: i64 or NULL */
void build_map_delete(Builder *b, Val m, Val key, Pos pos);
bool build_is_call(const Node *n);              /* not a conversion or builtin */
Type **build_types(Builder *b, Type **types, uint32_t n);
/* The declared function that n (a name, selector or instantiation) denotes, or NULL. */
Func *build_func_ref(Builder *b, Node *n);

/* ---- build_place.c: addresses, loads and stores ---- */
LValue build_place(Builder *b, Node *n);         /* an assignable or addressable operand, or blank */
Val build_place_load(Builder *b, LValue *p);
void build_place_store(Builder *b, LValue *p, Val v);
Value *build_addr(Builder *b, Node *n);         /* &n; composite literals allowed: then heap or LOCAL */
Value *build_place_addr(Builder *b, LValue *p);
Val build_load(Builder *b, Type *t, Value *addr, int64_t offset, Pos pos);  /* in_memory: gives the address itself (no copy) */
void build_store(Builder *b, Value *addr, int64_t offset, Val v, Pos pos);
/* The same for a place whose cell is known, if there is one. */
Val build_load_cell(Builder *b, Type *t, Value *addr, int64_t offset, Cell *cell, Pos pos);
void build_store_cell(Builder *b, Value *addr, int64_t offset, Val v, Cell *cell, Pos pos);
Val val_materialize(Builder *b, Val v);         /* in_memory: a private copy */
Val val_field(Builder *b, Val strct, uint32_t field);   /* field of a value */
Val val_part1(Builder *b, Type *t, Value *v);   /* Val of a one-part type */
/* Address of the value for calls that take a pointer to it: LOCAL scratch filled with v, or v.addr. */
Value *val_spill(Builder *b, Val v, Pos pos);
Value *build_nil_check(Builder *b, Value *ptr, Pos pos);

/* ---- build_arith.c, build_compare.c, build_conv.c ---- */
Val build_binary(Builder *b, Op op, Val x, Val y, Pos pos);     /* arithmetic and shifts on equal types (shift: any y) */
Val build_unary(Builder *b, Op op, Val x, Pos pos);
Value *build_equal(Builder *b, Val x, Val y, Pos pos);          /* x == y -> i32; mixed interface/concrete allowed */
Value *build_compare(Builder *b, Op op, Val x, Val y, Pos pos);
Val build_convert(Builder *b, Val v, Type *to, Pos pos);        /* explicit and implicit conversions */
Val build_to_iface(Builder *b, Val v, Type *iface, Pos pos);
Val build_assert(Builder *b, Val iface, Type *to, bool comma_ok, Value **ok, Pos pos);
Value *build_i64(Builder *b, Val integer);      /* any integer as i64, extended by its signedness */

/* ---- wrappers.c: methods ---- */
/* What a method selection means in this instance, once type parameters are replaced. */
typedef struct MethodRef {
    Func *func;                 /* the method; NULL: a method of an interface */
    Type *recv;                 /* canonical: the method's own receiver type, T or *T; or the interface */
    uint32_t number;            /* of an interface method: for CALL_ITAB */
    Object *method;
    Type *sig;                  /* canonical signature without receiver */
    const int *path;            /* embedded fields that lead from x to the receiver */
    uint32_t npath;
} MethodRef;
MethodRef build_method_ref(Builder *b, Selection *sel);
/* x.M, T.M and (*T).M as func values (N_SELECTOR with SEL_METHOD_VALUE or SEL_METHOD_EXPR, not called). */
Val build_method_value(Builder *b, Node *sel);
Val build_method_expr(Builder *b, Node *sel);
/* The receiver argument for calling ref with operand x of a selector (address taken, pointer followed, fields walked). */
Val build_receiver(Builder *b, Node *x, const MethodRef *ref, Pos pos);
Func *wrap_method_expr(Type *recv, const MethodRef *ref);       /* func(recv, params...) */
Func *wrap_iface_entry(Type *t, const Method *m);               /* receiver word first */
Func *wrap_method_func(Type *t, const Method *m);               /* context, then the receiver */
/* The Go signature of code for func values or method tables, without receiver; *recv: a first parameter that is not in it, or
 * NULL. NULL: not made from Go functions. */
Type *wrap_go_sig(const Func *f, Type **recv);
Func *wrap_context(Func *f);                                    /* thunk with an ignored context */
/* Hands the mark of a deferred call that recover looks for on to target, or to the function with table index code. */
void build_recover_pass(Builder *b, Func *target, Value *code, Pos pos);
Value *build_itab_code(Builder *b, Value *itab, uint32_t number, Pos pos);     /* table index of a method */
/* The Func of a method found in a method set or selection; base: canonical named type it belongs to. */
Func *method_func(Type *base, Object *method, Type *const *targs, uint32_t ntargs);

/* ---- build_call.c, build_builtin.c, intrinsics.c ---- */
uint32_t build_call(Builder *b, Node *call, Val *out, uint32_t max);
/* A call prepared: what is called, with which flattened arguments. go and defer bind it, calls emit it. */
typedef struct CallSite {
    enum { CALL_STATIC, CALL_FUNC_VALUE, CALL_IFACE } kind;
    Func *f;                    /* CALL_STATIC */
    Value *closure;             /* CALL_FUNC_VALUE: not yet checked for nil */
    Value *itab, *word;         /* CALL_IFACE: itab not yet checked for nil */
    MethodRef method;           /* CALL_IFACE */
    Type *sig;                  /* canonical, without receiver */
    ValueVec args;              /* flattened; the receiver of a static method first */
    ValueVec kept;              /* pointers that stay alive until the call returns */
    int64_t lock;               /* class of the lock that is taken, or 0: imm of the CALL */
    Pos pos;
} CallSite;
void build_call_prepare(Builder *b, Node *call, CallSite *site);        /* evaluates function and arguments (no builtins) */
uint32_t build_call_emit(Builder *b, CallSite *site, Val *out, uint32_t max);
/* The same for a function of at most one scalar result. */
Value *build_call_scalar(Builder *b, Func *f, Value **args, uint32_t nargs, Pos pos);
/* Calls a func value with flattened arguments. */
uint32_t build_call_closure(Builder *b, Value *closure, Type *sig, Value **args, uint32_t nargs, Val *out, Pos pos);
/* Calls f with flattened args; fills out by the result types of sig (substituted). */
uint32_t build_call_func(Builder *b, Func *f, Type *sig, Value **args, uint32_t nargs, Val *out, Pos pos);
/* Calls a function of the overlay's package runtime, by name; results as there. */
uint32_t build_runtime(Builder *b, const char *name, Value **args, uint32_t nargs, Value **results, Pos pos);
Value *build_runtime1(Builder *b, const char *name, Pos pos, uint32_t nargs, ...);     /* Value * arguments; the first result */
Value *build_c_call(Builder *b, const char *name, Pos pos, uint32_t nargs, ...);
uint32_t build_builtin(Builder *b, Node *call, Val *out, uint32_t max);
void build_map_append(Builder *b, Node *lhs, Node *call);       /* m[k] = append(m[k], ...) */
bool build_intrinsic(Builder *b, Func *callee, Value **args, uint32_t nargs, Val *out, Type *sig, Pos pos);
void val_push(ValueVec *args, Arena *a, Val v); /* appends the flattened scalars of v */

/* ---- cells.c ---- */
void build_note_pun(Builder *b, Type *from, Type *to);  /* a conversion from or to unsafe.Pointer */

/* ---- build_format.c ---- */
/* Where the type word of argument arg of nargs behind the format is stored; NULL: in the cell of its type. */
Cell *build_format_cell(const Func *callee, const Node *format, uint32_t arg, uint32_t nargs);

/* ---- build_lock.c ---- */
int64_t build_lock_class(Builder *b, Func *callee, Node *fun);
Func *build_once_twin(Builder *b, Func *callee, Node *fun);     /* what to call instead of a method of sync.Once, or callee */
void build_note_lock_address(Node *n);          /* &n, or a method value of n */

/* ---- build_complit.c, build_map.c, build_chan.c, build_string.c, build_slice.c ---- */
Val build_complit(Builder *b, Node *n);
void build_complit_into(Builder *b, Node *n, Value *addr, int64_t offset, bool zeroed);
Val build_map_index(Builder *b, Node *n, Value **ok);
LValue build_map_place(Builder *b, Node *n);
Value *build_map_assign(Builder *b, Type *map_type, Val m, Val key, Pos pos);   /* address of the element slot */
Val build_recv(Builder *b, Node *n, Value **ok);
Val build_recv_from(Builder *b, Val chan, Value **ok, Pos pos);    /* ok may be NULL */
void build_send(Builder *b, Val chan, Val v, Pos pos);
Val build_slice_expr(Builder *b, Node *n);
Val build_string_lit(Builder *b, const char *s, size_t n, Type *t);
Val build_string_now(Builder *b, Node *n, Type *t);     /* n converted to t (NULL: its own), for use at once: string(bytes) without a copy */
Val build_concat(Builder *b, Node *n);          /* a + b + c of strings as one call */

/* ---- program side: program.c, reach.c, init.c, alg.c, linkname.c, static.c ---- */
void reach_func(Func *f);                       /* f is referenced: queue it */
void reach_global(Global *g);
/* Tries to evaluate a package-level initialiser into static data; false when it needs code. */
bool static_init(Global *g, uint64_t offset, Node *expr, Type *t);
const char *ssa_pragma(const Func *f, const char *verb);        /* the value of "//verb value" above its declaration, or NULL */
Func *ssa_resolve_body(Func *f);                /* body-less function: linkname, C, intrinsic or import */
void init_build(Func *init);                    /* body of gocw.init */

#endif
