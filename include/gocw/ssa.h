/*
 * ssa.h - the intermediate representation: functions of basic blocks in SSA form over machine scalars;
 * the program they make up; the builder that makes them from checked syntax trees on demand.
 *
 * Values are scalars only (i32 i64 f32 f64 ptr): the builder flattens strings, slices, interfaces, complex
 * numbers and small structs and arrays into their scalars ("parts"), so that no pass has to decompose
 * aggregates. ptr is an i32 that the collector must be able to find. Larger aggregates live in memory.
 *
 * Two levels share the structure. Go-level operations (checks, OP_NEW, OP_CALL_ITAB, ...) are kept as long as
 * passes profit from them and are lowered by the back end. Most of Go's heavy operations are plain calls of
 * functions of the overlay's package runtime (gort.def), which can be inlined like any other.
 *
 * Values stand in blocks in order of execution. Order is kept for values with effects (ops.def); pure values may be
 * moved wherever their operands dominate. ids are dense in a function; side tables are arrays by id.
 *
 * Memory: a Func's blocks and values live in its own arena, freed by ssa_func_free once emitted; Program,
 * Global and symbols are in the program's arena. Construction follows Braun et al., "Simple and Efficient
 * Construction of Static Single Assignment Form".
 */
#ifndef GOCW_SSA_H
#define GOCW_SSA_H

#include "gocw/base.h"
#include "gocw/types.h"

typedef enum IrType { IR_VOID, IR_I32, IR_I64, IR_F32, IR_F64, IR_PTR } IrType;

typedef enum ValueOp {
#define OPCODE(id, text, flags) OP__##id,
#include "gocw/ops.def"
#undef OPCODE
    OP__COUNT
} ValueOp;
/* Opcode names carry two underscores here only to keep clear of the syntax operators; write V(ADD_I32). */
#define V(id) OP__##id

typedef enum OpFlag {
    OPF_PURE = 1,       /* result depends on operands only: may be merged, moved, dropped */
    OPF_READ = 2,       /* reads memory */
    OPF_WRITE = 4,      /* writes memory */
    OPF_CALL = 8,       /* transfers control to other code; effects by callee */
    OPF_TRAP = 16,      /* a check: leaves the function for a panic when it fails */
    OPF_COMM = 32,      /* commutative */
    OPF_PHI = 64,
    OPF_FIXED = 128     /* may not be moved or dropped for another reason */
} OpFlag;

/* What a load or store touches in memory; the register type follows from it. */
typedef enum MemType { MEM_I8S, MEM_I8U, MEM_I16S, MEM_I16U, MEM_I32, MEM_I64, MEM_F32, MEM_F64,
                       MEM_PTR,     /* 8-byte slot, low half used; a store clears the upper half */
                       MEM_I32U64,  /* not used in Go memory: a 4-byte word read as i32 in C structures */
                       MEM_COUNT } MemType;

typedef struct Value Value;
typedef struct Block Block;
typedef struct Func Func;
typedef struct Global Global;
typedef struct Program Program;
typedef VEC(Value *) ValueVec;
typedef VEC(Block *) BlockVec;
typedef VEC(Func *) FuncVec;
typedef VEC(Global *) GlobalVec;

/* A flattened signature; interned by ssa_sig, so that equal ones are the same pointer. */
typedef struct Sig {
    const uint8_t *params, *results;    /* IrType */
    uint32_t nparams, nresults, id;
} Sig;

struct Value {
    uint16_t op;                /* ValueOp */
    uint8_t type;               /* IrType of the result */
    uint8_t mem;                /* MemType of loads and stores */
    uint32_t id;
    Pos pos;
    uint32_t nargs, cap_args;
    uint32_t uses;              /* number of operand references to it; kept by the editing functions */
    Value **args;
    Block *block;
    Value *prev, *next;         /* in the block */
    int64_t imm;                /* constant (floats: bits), load/store offset, field number, check kind, token */
    union {                     /* what else the op needs: see ops.def */
        void *ptr;
        Func *func;
        Global *global;
        Type *type;
        Sig *sig;
        const Name *name;
        struct ItabRef *itab;
        struct Cell *cell;      /* loads and stores of type words and func values; NULL: others, unknown */
    } aux;
    Sig *sig;                   /* of calls */
    uint32_t targets;           /* indirect calls: what flow.c found, 0 = nothing */
    struct InlineSite *inl;     /* the inlined call this value came from, or NULL: for tracebacks */
};

/* Where inlined code came from: the call at pos of the function `callee` in `outer` (NULL: the Func itself). */
typedef struct InlineSite { struct InlineSite *outer; Pos pos; Func *callee; } InlineSite;

typedef enum BlockKind {
    BLOCK_JUMP,         /* succ[0] */
    BLOCK_IF,           /* control (i32) ? succ[0] : succ[1] */
    BLOCK_SWITCH,       /* control (i32) selects succ[control], the last succ when out of range */
    BLOCK_RETURN,       /* results in rets, flattened */
    BLOCK_DEAD,         /* control does not get here (after a call that does not return) */
    BLOCK_ENTRY_DEFER   /* the entry block of a function with defer: goes to succ[0]; succ[1] is the recover block,
                           where control lands from any call when a panic was recovered for this activation */
} BlockKind;

struct Block {
    uint32_t id;
    uint8_t kind;               /* BlockKind */
    bool sealed;                /* builder: all predecessors known */
    bool cold;                  /* leads to a panic */
    int8_t likely;              /* BLOCK_IF: 1 succ[0] is likely, -1 succ[1] */
    Func *func;
    Value *first, *last;        /* phis first */
    Value *control;
    ValueVec rets;
    BlockVec preds, succs;      /* phi operand i belongs to preds.p[i] */
    Pos pos;                    /* of the terminator */
    /* analyses: valid after ssa_dominators */
    Block *idom;
    uint32_t rpo, dom_depth, loop_depth;
    uint32_t dom_pre, dom_post; /* numbering of the dominator tree: a dominates b iff b's pre lies in [a.pre, a.post] */
    void *builder;              /* builder: current definitions */
};

typedef enum FuncFlag {
    FN_NOINLINE = 1,
    FN_WRAPPER = 2,         /* made by the compiler; transparent to recover and tracebacks */
    FN_NORETURN = 4,        /* never returns normally */
    FN_HAS_DEFER = 8,
    FN_HAS_RECOVER = 16,
    FN_EXPORTED = 32,       /* called from outside: wasmexport, entry points */
    FN_CONTEXT = 64,        /* first parameter is the closure context */
    FN_IMPORT = 128,        /* body is an import: see wasm_module, wasm_name */
    FN_C = 256,             /* body is a C runtime function: see c_entry */
    FN_PURE = 512,          /* result depends on arguments only and it always returns */
    FN_INIT = 1024,         /* a package initialiser */
    FN_METHOD_ENTRY = 2048, /* an entry of itabs and method tables: takes the receiver word first */
    FN_UINTPTR_KEEP = 4096  /* what an argument uintptr(unsafe.Pointer(p)) points to stays alive during a call */
} FuncFlag;

typedef enum FuncState { FUNC_DECLARED, FUNC_QUEUED, FUNC_BUILT, FUNC_DONE } FuncState;

/* A row of runtime/abi.def. */
typedef struct CEntry { const char *name; char result; const char *params; uint8_t effects; } CEntry;
enum { CFX_ALLOC = 1, CFX_SUSPEND = 2, CFX_EXIT = 4, CFX_READ = 8, CFX_PURE = 16, CFX_COLLECT = 32 };

struct Func {
    uint32_t id;                /* dense in the program, in order of first reference */
    uint32_t flags;
    uint8_t state;
    const char *symbol;         /* unique: linker name, "·" and a number for literals and wrappers */
    const char *go_name;        /* as tracebacks print it: main.(*T).M, main.f.func1, main.f[...] */
    Package *pkg;
    Pos pos;                    /* of the declaration */
    Sig *sig;
    /* what it is built from */
    Object *obj;                /* declared function or method (origin), or NULL */
    FuncInfo *info;             /* body with its captures */
    Type **tparams, **targs;    /* substitution for generic code: tparams[i] -> targs[i] (canonical) */
    uint32_t ntargs;
    Func *outer;                /* of a function literal */
    Func *part_of;              /* a loop of that function: tracebacks show it as that (opt/reenter.c) */
    int64_t place;              /* of twins: the class of what it is called for, else 0 */
    void (*build)(struct Func *f);  /* makes the body */
    void *build_arg;
    PtrMap *literals;           /* FuncInfo * of each literal in it -> Func * */
    uint32_t nsynthetic[3];     /* numbers given to range bodies, go and defer wrappers */
    const CEntry *c_entry;
    const char *wasm_module, *wasm_name, *export_name;
    /* body */
    Arena *arena;
    BlockVec blocks;            /* blocks.p[0] is the entry */
    ValueVec params;            /* OP PARAM values, flattened */
    Value **consts;             /* ir.c: hash table of the constants in the entry block */
    uint32_t nconsts, cap_consts;
    Value *last_const;          /* constants stand behind the parameters; NULL = none */
    uint32_t nvalues, nblocks;  /* next free ids */
    /* whole-program facts, set by opt */
    bool may_suspend, may_unwind, may_alloc, recursive;
    bool reached;               /* it can be called: until opt/flow.c finds that it can't */
    bool address_taken;         /* its code gets into func values in a way that the IR does not show */
    /* opt/recursion.c */
    uint32_t component;         /* functions with the same number call each other; 0: it does not recurse */
    bool deepens;               /* it is in a component, or calls a function that is */
    bool takes_used;            /* of a component, only called directly: a last parameter says how much of the engine's stack is in use */
    bool deep;                  /* back end: its bodies for deep recursion are being emitted */
    uint32_t not_nil;           /* bit k: result k is a pointer that is never nil; set when the function is final */
    uint32_t size;              /* number of values, for the inliner */
    uint32_t table_index;       /* back end: index in the function table, 0 = none */
    void *backend;
};

/* A static object in linear memory. */
typedef struct Reloc { uint32_t offset; uint8_t kind; union { Global *global; Func *func; } u; int64_t addend; } Reloc;
enum { RELOC_GLOBAL,        /* 8-byte slot: address */
       RELOC_GLOBAL32,      /* 4 bytes: address (NameOff, TypeOff) */
       RELOC_FUNC,          /* 8-byte slot: table index (word 0 of closures, itab.Fun) */
       RELOC_FUNC32 };      /* 4 bytes: table index (TextOff); 0 when the function is not live (see weak) */

struct Global {
    uint32_t id;
    const char *symbol;
    Package *pkg;
    Type *type;                 /* of variables and literals, else NULL */
    struct Cell *cell;          /* of variables */
    uint64_t size;
    uint32_t align;
    bool readonly;              /* may be shared with equal read-only data */
    bool has_ptrs;              /* the collector must look at it */
    bool live;                  /* referenced by live code or data */
    uint8_t *data;              /* initial bytes, NULL = zeros */
    VEC(Reloc) relocs;
    void (*fill)(Global *g);    /* makes data when it turns live (type descriptors, ...), or NULL */
    void *fill_arg;
    uint64_t address;           /* back end */
};

/* An itab constant: concrete type and interface. */
typedef struct ItabRef { Type *concrete, *iface; Global *global; } ItabRef;

struct Program {
    Arena *arena;
    FuncVec funcs;              /* all, by id */
    GlobalVec globals;
    FuncVec queue;              /* declared, referenced, not yet built */
    PtrVec packages;            /* Package *, in initialisation order */
    Func *entry;                /* runtime.main */
    Func *init;                 /* gocw.init: runs all package initialisers */
    bool is_js, is_shared, stress, trace_names;
    int opt_level;              /* 0 1 2; 3 = for size */
    const char *const *ld_x;    /* -X name=value, NULL-terminated */
    bool reflect_methods;       /* reflection can reach methods by computed names */
    bool reflect_method_funcs;  /* and as func values with the receiver as first parameter (reflect.Type.Method) */
    struct ReachState *reach;   /* reach.c */
};
extern Program *prog;

typedef struct SsaConfig { bool is_js, is_shared, stress, all_bodies; int opt_level; const char *const *ld_x; } SsaConfig;

/* ---- ir.c: editing ------------------------------------------------------------------- */
Func *ssa_func_new(const char *symbol, Sig *sig);           /* enters it into prog */
void ssa_func_begin(Func *f);                               /* arena and entry block; PARAM values from sig */
void ssa_func_free(Func *f);                                /* drops the body */
Sig *ssa_sig(const uint8_t *params, uint32_t np, const uint8_t *results, uint32_t nr);
Block *ssa_block_new(Func *f);
void ssa_edge(Block *from, Block *to);                      /* appends to succs and preds */
/* Removes the i-th successor edge and the phi operands that belong to it. */
void ssa_edge_remove(Block *from, uint32_t i);
/* Appends a value to the block (phis go to the front). */
Value *ssa_value(Block *b, ValueOp op, IrType type, Pos pos, uint32_t nargs, Value *const *args);
Value *ssa_value0(Block *b, ValueOp op, IrType type, Pos pos);
Value *ssa_value1(Block *b, ValueOp op, IrType type, Pos pos, Value *x);
Value *ssa_value2(Block *b, ValueOp op, IrType type, Pos pos, Value *x, Value *y);
Value *ssa_value3(Block *b, ValueOp op, IrType type, Pos pos, Value *x, Value *y, Value *z);
/* Makes a value without placing it; place with ssa_insert_*. */
Value *ssa_value_loose(Func *f, ValueOp op, IrType type, Pos pos, uint32_t nargs);
void ssa_insert_before(Value *at, Value *v);
void ssa_insert_after(Value *at, Value *v);
void ssa_unlink(Value *v);                                  /* takes it out; to be placed elsewhere */
void ssa_append(Block *b, Value *v);
void ssa_arg_add(Value *v, Value *arg);
void ssa_arg_set(Value *v, uint32_t i, Value *arg);
void ssa_replace_uses(Value *old, Value *with);             /* also controls and rets; whole function scan unless uses is 0 */
void ssa_value_remove(Value *v);                            /* unlinks it and drops its operands */
void ssa_set_control(Block *b, Value *v);
void ssa_ret_add(Block *b, Value *v);                       /* appends to rets */
void ssa_block_kind(Block *b, BlockKind kind, Value *control, Pos pos);   /* makes it end so; edges are added separately */
/* Constants: in the entry block, one per value and type. */
Value *ssa_const_i32(Func *f, int32_t v);
Value *ssa_const_i64(Func *f, int64_t v);
Value *ssa_const_f32(Func *f, float v);
Value *ssa_const_f64(Func *f, double v);
Value *ssa_const_nil(Func *f);                              /* ptr 0 */
Value *ssa_const_ptr(Func *f, uint32_t address);
uint32_t ssa_op_flags(ValueOp op);
const char *ssa_op_name(ValueOp op);
/* Effects of a value in place: OPF_*, calls by their callee's facts. */
uint32_t ssa_value_effects(const Value *v);
IrType ssa_mem_reg(MemType m);                              /* register type of a memory type */
uint32_t ssa_mem_size(MemType m);

/* ---- analysis.c ------------------------------------------------------------------------------- */
/* Reverse post-order into f->blocks (entry first, unreachable blocks dropped), rpo numbers, idom, dom_depth (Cooper,
 * Harvey, Kennedy), loop_depth. Call after the flow graph changed. */
void ssa_dominators(Func *f);
bool ssa_dominates(const Block *a, const Block *b);
Block *ssa_common_dominator(Block *a, Block *b);           /* the nearest one */

/* ---- print.c, parse.c, verify.c ------------------------------------------------------------------ */
void ssa_print_func(Buf *out, const Func *f);
/* Reads what ssa_print_func writes; callees and globals become declarations by symbol. NULL with diagnostics. */
Func *ssa_parse_func(SrcFile *src);
/* Checks the rules at the head of verify.c; ice() on a violation. when: what ran before. */
void ssa_verify(const Func *f, const char *when);

/* ---- program.c, reach.c: the program ----------------------------------------------------------------- */
/* Starts a program with package main (NULL: only the init of the packages given) and finds everything reachable:
 * builds bodies until nothing new turns up. */
Program *ssa_program_new(Package *main, PackageVec *init_order, const SsaConfig *config);
void ssa_build_all(Program *p);
/* The function for a declared function or method with these canonical type arguments (receiver's first, then its own). Queued for building. */
Func *ssa_func_for(Object *obj, Type *const *targs, uint32_t ntargs);
/* A second copy of a function for calls on one place: what is found about the copy holds for that place. */
Func *ssa_func_twin(const Func *f, int64_t place);
/* A function of the overlay's package runtime; ice when it is missing. */
Func *ssa_runtime_func(const char *name);
Func *ssa_c_func(const char *name);                         /* a row of abi.def */
/* The function that a linker symbol names (linkname), or NULL. */
Func *ssa_func_by_symbol(const char *symbol);
/* Static data. */
Global *ssa_global_new(const char *symbol, uint64_t size, uint32_t align);
Global *ssa_global_for_var(Object *var);                    /* a package-level variable */
Global *ssa_string_data(const char *s, size_t n);           /* read-only bytes, shared */
/* The static closure object of a function without captures (with a context thunk if it needs one). */
Global *ssa_closure_of(Func *f);
Func *ssa_closure_code(Func *f);                            /* what it holds: f or the thunk */
/* The type descriptor; fill_arg: the Type. Filled by the back end's hook when live, and again (data NULL, no relocs) when
 * more methods turned live: ask ssa_method_entry(t, m, false) for each method. */
Global *ssa_type_descriptor(Type *t);
/* What Type.PtrToThis of t has to be (reflection may reach *t and its methods), or NULL. */
Global *ssa_pointer_to_this(Type *t);
/* May *t have methods, so that reflection, which can take the address of a t, has to know it? */
bool ssa_reflects_pointer(Type *t);
Global *ssa_itab(Type *concrete, Type *iface);  /* fill_arg: the ItabRef */
extern void (*ssa_fill_type_descriptor)(Global *g), (*ssa_fill_itab)(Global *g);
/* Back end: defines a function gocw.* (see gort.def) by setting its build function, or takes care of it when the program is
 * written (leaves build NULL). False: unknown. */
extern bool (*ssa_define_symbol)(Func *f);
/* What a global describes, or NULL: it is no type descriptor, no itab. */
Type *ssa_described_type(const Global *g);
ItabRef *ssa_described_itab(const Global *g);
/* The GC-only descriptor (size, ptrbytes, mask) for closure objects and boxed variables without a Go type. */
Global *ssa_layout_descriptor(uint64_t size, const uint8_t *ptrmask_words, uint32_t nwords);
/* What allocation needs to know of a type: its layout descriptor, or its type descriptor when the mask would be large. A type that
 * is only allocated has no other descriptor in the output. */
Global *ssa_alloc_descriptor(Type *t);
/* Marks: t's values may sit in interfaces, so its methods may be called through them and it may be reflected. */
void ssa_mark_in_interface(Type *t);
/* A method of this name and signature is called through an interface. */
void ssa_mark_iface_method(Object *imethod, Type *iface);
/* Is that method of t live (to fill descriptors and itabs)? The Func takes the receiver word as its first parameter. */
Func *ssa_method_entry(Type *t, const Method *m, bool create);
/* -d=why: who calls the method of an entry through an interface (or "reflection"); NULL: not an entry. */
const char *ssa_why_method(const Func *entry);
/* Calls fn for every live method entry: what a call of a method of that name through an interface may reach. */
void ssa_each_entry(void (*fn)(void *ctx, const Name *method, Func *entry), void *ctx);
/* The symbol of what may be called instead of a function that takes a lock, when nobody can hold it; NULL: f takes no lock.
 * A CALL of such a function, of TryLock or Unlock has the lock's class in imm, 0 = unknown. */
const char *ssa_free_lock(const Func *f);
bool ssa_is_free_lock(const Func *f);           /* is f such a variant? */
typedef enum LockCall { LOCK_NONE, LOCK_TAKES, LOCK_TRIES, LOCK_DROPS } LockCall;
LockCall ssa_lock_call(const Func *f);
bool ssa_lock_shared(int64_t lock_class);       /* may a pointer or interface lead to locks of the class? */
const char *ssa_lock_name(int64_t lock_class);  /* for -d=suspend */
bool ssa_lock_is_once(int64_t lock_class);      /* of shared classes: a sync.Once's */
bool ssa_is_mutex_method(const Func *f);
/* The name of the method that a CALL_ITAB calls. */
const Name *ssa_called_method(const Value *call_itab);
/* The same method as code of func values whose first parameter is the receiver. */
Func *ssa_method_func(Type *t, const Method *m, bool create);
Func *ssa_equal_func(Type *t);      /* func(p, q unsafe.Pointer) bool with context, for descriptors; NULL = not comparable */
Func *ssa_hash_func(Type *t);       /* func(p unsafe.Pointer, seed uintptr) uintptr with context */

/* ---- wrap_reflect.c: calls by reflection (gort.def) ---------------------------------------------------------- */
/* The function (context, code, frame) that calls this code with parameters in a frame, or NULL: reflection can't get at it. */
Func *ssa_reflect_thunk(const Func *code);
/* Code for func values that reflection makes, by the layout of their frames. Returns how many; out may be NULL. */
typedef struct ReflectStub { const char *layout; Func *func; } ReflectStub;
uint32_t ssa_reflect_stubs(bool method, ReflectStub *out);

/* ---- layout.c: how types are flattened and laid out -------------------------------------------------------- */
typedef struct Part { uint8_t type; uint8_t mem; uint32_t offset; struct Cell *cell; } Part;    /* IrType, MemType, byte offset */
typedef struct TypeLayout {
    Type *type;                 /* canonical */
    int64_t size;
    uint32_t align;
    uint32_t nparts;            /* scalars, 0 for empty types */
    const Part *parts;
    bool in_memory;             /* more than eight scalars, or an array of more than one element: handled by address */
    int64_t ptr_bytes;          /* prefix that can hold pointers; 0 = pointer-free */
    bool direct_iface;          /* stored in an interface's data word itself */
} TypeLayout;
const TypeLayout *ssa_layout(Type *t);
/* One bit a word over ptr_bytes/8 words. */
void ssa_ptr_mask(Type *t, uint8_t *bits);
/* The flattened signature of a Go signature; recv/context: IR_PTR in front. in_memory parameters are IR_PTR; an in_memory
 * result makes one IR_PTR result of it. */
Sig *ssa_flatten_sig(Type *sig, bool context);

/* ---- cells.c: classes of memory that holds type words and func values ------------------------------------------ */
typedef struct Cell {
    uint32_t id;
    struct Cell *of_type;       /* of fields and variables: the cell of their type */
    bool addressed;             /* their address was taken; joined with of_type */
    bool open;                  /* joined with memory that has no cell */
} Cell;
typedef VEC(Cell *) CellVec;
extern Cell ssa_cell_itab_type;         /* marks the load of the type word from an itab */
const CellVec *ssa_cells(void);         /* all of the program, by id */
Cell *ssa_cell_new(void);
Cell *ssa_cell_unread(void);            /* of places whose type words and func values nobody looks at */
Cell *ssa_cell_of(Type *t);             /* an interface or function type's; NULL: another type */
Cell *ssa_cell_of_field(Type *strct, uint32_t field);   /* NULL: the field's type is another */
Cell *ssa_cell_of_var(const void *var, int64_t place, Type *t);  /* var: its Object, or Global of package-level ones; place: Func.place */
/* Calls fn for each cell in a value of type t that lies at offset. */
void ssa_cells_in(Type *t, uint64_t offset, void (*fn)(void *ctx, Cell *cell, uint64_t offset), void *ctx);

/* imm of LOCAL: flags (low 8 bits) and, when aux.type is NULL, the size in bytes (from bit 8). */
enum { LOCAL_SCRATCH = 1,   /* contents are not live across calls that may suspend */
       LOCAL_ESCAPES = 2,   /* lives on the heap (escape analysis; starts set when the builder knows) */
       LOCAL_KEEP = 4,      /* not promotable: results of a function with defer */
       LOCAL_ZEROED = 8 };  /* nobody reads it before it is zeroed or written, so it need not be zeroed on entry */

/* imm of BOUNDS and SLICE_BOUNDS: which panic it is (Go's wording). */
typedef enum BoundsKind {
    BOUNDS_INDEX, BOUNDS_INDEX_U,
    BOUNDS_SLICE_ALEN, BOUNDS_SLICE_ALEN_U,     /* s[?:x], x > len */
    BOUNDS_SLICE_ACAP, BOUNDS_SLICE_ACAP_U,     /* s[?:x], x > cap */
    BOUNDS_SLICE_B, BOUNDS_SLICE_B_U,           /* s[x:y], x > y */
    BOUNDS_SLICE3_ALEN, BOUNDS_SLICE3_ALEN_U, BOUNDS_SLICE3_ACAP, BOUNDS_SLICE3_ACAP_U,
    BOUNDS_SLICE3_B, BOUNDS_SLICE3_B_U, BOUNDS_SLICE3_C, BOUNDS_SLICE3_C_U,
    BOUNDS_CONVERT                              /* slice to array */
} BoundsKind;

static inline bool ssa_is_const(const Value *v)
{
    return v->op == V(CONST_I32) || v->op == V(CONST_I64) || v->op == V(CONST_F32) || v->op == V(CONST_F64) || v->op == V(CONST_PTR);
}

#endif
