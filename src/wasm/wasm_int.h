/*
 * wasm_int.h - what the back end's files share.
 *
 * From a function's SSA to Binaryen's tree, in this order:
 *   select.c     which values are trees at their use, which need a wasm local
 *   live.c       liveness of those
 *   locals.c     phi webs, locals, root slots on the shadow stack, saved-frame slots
 *   roots.c      what is cleared in the shadow frame before a collection that the program asks for
 *   graph.c      the flow graph to emit: SSA blocks cut behind suspending calls, made reducible
 *   structure.c  structured control flow over the dominator tree
 *   value.c      expressions and statements
 *   call.c       calls, checks, allocation
 *   cold.c       where the panics of failed checks stand
 *   unwind.c     leaving a function, suspension
 *   frames.c     saved frames
 *   deep.c       recursion deeper than the engine's stack
 *   function.c   puts a function together: direct body and resume body
 * and for the program:
 *   data.c       addresses and contents of static data
 *   pack.c       static data without its zeros
 *   types_data.c, itab.c  descriptors
 *   symtab.c     call sites and function names
 *   import.c     wasmimport stubs, entry points, exports
 *   link.c       the runtime module, memory, table; passes; writing
 *   why.c, size.c  what keeps what, and how large it is
 */
#ifndef GOCW_WASM_INT_H
#define GOCW_WASM_INT_H

#include "gocw/ssa.h"
#include "gocw/wasm.h"

#include <binaryen-c.h>

typedef BinaryenExpressionRef Expr;
typedef VEC(Expr) ExprVec;

/* ---- the flow graph that is emitted ---- */

enum { NO_LOCAL = UINT32_MAX };

typedef struct MBlock MBlock;

/* A call after which the status is tested and which may suspend. */
typedef struct ResumePoint {
    Value *call;                /* NULL: left for a landing that is to come (unwind.c) */
    uint32_t state;
    bool repeat;                /* a C function that is called again */
    U32Vec webs;                /* to save: live behind it (and its arguments when repeated) */
    Global *desc;               /* FrameDesc */
} ResumePoint;

/* An edge: what it copies for the phis of the SSA block it enters, and where it goes. */
typedef struct MEdge {
    MBlock *to;
    Block *phi_block;           /* its phis take the operands of predecessor phi_index; or NULL */
    uint32_t phi_index;
    int32_t dispatch;           /* what the dispatch local gets, or -1 */
} MEdge;

typedef enum MKind {
    M_JUMP, M_IF, M_SWITCH, M_RETURN, M_DEAD,
    M_LANDING,                  /* landing local ? succ 1 : succ 0; the loop that landings repeat starts here */
    M_RESUMED,                  /* one body for both: is there a frame to go on from ? succ 1 : succ 0 */
    M_STATE,                    /* switch over the frame's state */
    M_DISPATCH                  /* switch over the dispatch local */
} MKind;

/* A piece of an SSA block: the values [first, end), then the terminator. */
struct MBlock {
    uint32_t id, rpo;
    uint8_t kind;
    Block *ssa;                 /* NULL for dispatch blocks */
    Value *first, *end;         /* end NULL: to the end of the block */
    Value *after;               /* the block starts with what follows this call (emit_after_call) */
    ResumePoint *reload;        /* the block loads a saved frame and does nothing else */
    MEdge *succs;
    uint32_t nsuccs;
    /* structure.c */
    uint32_t nforward;          /* forward edges into it */
    MBlock *idom;
    VEC(MBlock *) children;     /* in the dominator tree, by increasing rpo */
    bool is_loop;
    uint32_t scc, low, mark;    /* graph.c: Tarjan */
    bool on_stack;
};

/* ---- one function being emitted ---- */

typedef enum Where { W_NONE, W_TREE, W_REMAT, W_LOCAL } Where;

typedef struct ValueInfo {
    uint8_t where;              /* Where */
    uint32_t lv;                /* W_LOCAL: number in the live sets */
    uint32_t web;               /* W_LOCAL: index of its web */
} ValueInfo;

typedef struct Web {
    ValueVec members;
    uint8_t type;               /* IrType */
    int32_t param;              /* number of the parameter in it, or -1 */
    bool rooted;
    uint32_t local;             /* wasm local */
    uint32_t root_slot;         /* byte offset in the shadow frame, or NO_LOCAL */
    uint32_t start, end;        /* positions in linear order between which it is live (coarse) */
    uint32_t root_end;          /* until where its slot must keep it */
} Web;

/* The value lv is live at the end of blocks first to last (by id, which is reverse post-order). */
typedef struct LiveRange { uint32_t lv, first, last; } LiveRange;

typedef struct ColdCode { const char *label; Expr code; } ColdCode;

typedef struct Emit {
    Func *f;
    Arena *arena;
    uint32_t nvalues;
    ValueInfo *vi;              /* by value id */
    bool oversized;             /* Binaryen's passes leave it alone */
    VEC(Web) webs;
    ValueVec live_values;       /* by lv */
    uint32_t nlive;
    VEC(LiveRange) ranges;      /* by value, then by block */
    uint32_t *first_range;      /* by lv: its first range; one more behind the last */
    BitSet *landing_live;       /* live into the recover block, so at every call that may unwind; or NULL */
    uint32_t *pos;              /* linear position by value id: where it executes (trees: where their root does) */
    uint32_t *block_start, *block_end;  /* by block id */
    VEC(ResumePoint) points;
    bool resume;                /* emitting the resume body: its only parameter is the frame, its results go to globals */
    bool resumes;               /* what is emitted has the resume points in it: the resume body, or one body for both */
    bool has_defer;
    /* wasm locals: parameters first */
    VEC(BinaryenType) locals;
    uint32_t nparams;
    uint32_t fp, site, landing, dispatch, frame;    /* NO_LOCAL when not used; frame: in resume bodies parameter 0 */
    uint32_t frame_size;        /* of the shadow frame */
    uint32_t first_root, end_root;      /* the root slots in it */
    struct Clear **clears;      /* by value id of calls: roots.c; NULL when there is nothing to clear in the function */
    uint32_t outer_sites;       /* local: gocw_sites on entry, for those who catch; or NO_LOCAL */
    uint32_t record;            /* offset of the call-site record in it, or NO_LOCAL */
    int64_t *local_offset;      /* by value id: LOCALs' offsets in the shadow frame, -1 = heap */
    /* frames.c */
    bool shared_frame;          /* one layout for all resume points */
    U32Vec frame_locals;        /* it: the locals in it, by slot */
    uint32_t *local_roots;      /* by local: its root slot, when frames are shared */
    uint32_t frame_desc;        /* local: the FrameDesc of the frame to save, when they are shared */
    bool uses_leave;            /* control may get behind the code */
    bool shares_nil;            /* status tests: nil checks have one call of sigpanic, behind the label "nil" */
    uint32_t index, length;     /* locals: what failed at the label "index", where checks have one call of goPanicIndex; or NO_LOCAL */
    uint32_t site_base;         /* what sites at "leave" are counted from: small constants are short; 0: none yet */
    /* deep.c */
    uint32_t used;              /* local: how much of the engine's stack is in use, or NO_LOCAL */
    ExprVec used_sizes;         /* constants: what an activation of this body takes; filled in at its end */
    /* cold.c */
    BitSet tight;               /* blocks whose checks branch to a panic behind the code */
    VEC(ColdCode) cold;         /* what stands there */
    MBlock *entry;
    VEC(MBlock *) mblocks;
    uint32_t label;             /* next label number */
} Emit;

typedef struct Backend {
    Program *prog;
    WasmConfig config;
    BinaryenModuleRef mod;
    const char *table;          /* name of the function table */
    StrMap oversized;           /* names of functions that Binaryen's passes leave alone */
    Arena *arena;
} Backend;
extern Backend be;

/* ---- select.c, live.c, locals.c, graph.c, structure.c ---- */
void select_values(Emit *e);
void live_compute(Emit *e);
bool live_at_end_of(const Emit *e, const Value *v, const Block *b);
void locals_assign(Emit *e);
bool is_call(const Value *v);
bool never_returns(const Value *v);
bool call_may_suspend(const Value *v);
bool call_may_leave(const Value *v);    /* it may suspend, or never come back because of a panic, Goexit or exit */
bool call_may_alloc(const Value *v);     /* what is live behind it must be found by collections */
void graph_build(Emit *e);              /* for e->resume or not */
/* A block that the code branches out of. Given its name at once, Binaryen would look for the branches in all that is inside: the
 * square of the depth. */
Expr label_block(const char *name, Expr *code, uint32_t n);
Expr structure_emit(Emit *e);
void structure_entry(Emit *e, ExprVec *out);   /* what runs once, before the loop of landings */
/* Calls fn for each operand that is a web, looking through trees. */
void each_leaf(Emit *e, Value *v, void (*fn)(Emit *e, Value *leaf, void *ctx), void *ctx);
uint32_t new_local(Emit *e, BinaryenType t);
uint32_t root_of_local(const Emit *e, uint32_t local);      /* with shared frames: its root slot, or NO_LOCAL */
static inline uint32_t local_of(Emit *e, const Value *v) { return e->webs.p[e->vi[v->id].web].local; }
Value *root_of_value(Emit *e, Value *v, const BitSet *live);
void roots_of_locals(Emit *e);
void roots_of_webs(Emit *e, const Value *call, const BitSet *live);     /* live: behind the call */
void roots_clear(Emit *e, const Value *call, ExprVec *out);             /* before the call */
/* In a resume body the frame is the only parameter, so all locals move up by one. */
static inline uint32_t local_index(const Emit *e, uint32_t local) { return e->resume ? local + 1 : local; }

/* ---- value.c, call.c, function.c ---- */
Expr emit_value(Emit *e, Value *v);     /* a use: local.get, constant, or the tree */
/* Appends what executing v does (nothing for trees) to out. */
void emit_stmt(Emit *e, Value *v, ExprVec *out);
void emit_call(Emit *e, Value *v, ExprVec *out);
/* What follows a call at a resume point, from fetching the results on. */
void emit_after_call(Emit *e, Value *call, ExprVec *out);
void emit_set(Emit *e, Value *v, Expr x, ExprVec *out);     /* v's local (and root slot) gets x */
void emit_moves(Emit *e, const MEdge *edge, ExprVec *out);
void emit_return(Emit *e, Block *b, ExprVec *out);
Expr emit_block(Emit *e, ExprVec *v);
/* Before a call from which runtime.Callers can be reached. */
void emit_site_record(Emit *e, const Value *v, ExprVec *out);
void emit_function(Func *f);
#define RESUME_SUFFIX "$resume"         /* behind the name of a function: its resume body's */
#define DEEP_SUFFIX "$deep"             /* its deep body's, which may have a resume body, too */
Value *defer_token(Emit *e);
void restore_stack(Emit *e, ExprVec *out);
BinaryenType wasm_type(IrType t);
BinaryenType wasm_params(const uint8_t *types, uint32_t n);
Expr const_i32(int32_t v);
Expr zero_of(IrType t);
const char *ret_global(uint32_t index, IrType t);           /* name of retJ_T; made on first use */
/* Engines take so many parameters; what is beyond them is passed in globals, as results are. */
enum { MAX_WASM_PARAMS = 1000 };
const char *arg_global(uint32_t index, IrType t);           /* name of argJ_T, of parameter J */
static inline uint32_t wasm_nparams(const Sig *s) { return s->nparams < MAX_WASM_PARAMS ? s->nparams : MAX_WASM_PARAMS; }

/* ---- cold.c ---- */
void cold_plan(Emit *e);
void cold_check(Emit *e, const Value *v, Expr failed, Expr panic, ExprVec *out);
Expr cold_around(Emit *e, Expr code);

/* ---- unwind.c ---- */
#define UNWIND_TAG "gocw_unwind"
/* Before and behind a call that may leave; a call of callee, which never returns, at v. */
void unwind_begin(Emit *e);
/* A check that shares the call of what panics with others; false: it does not. */
bool unwind_shared_check(Emit *e, const Value *v, ExprVec *out);
void unwind_before(Emit *e, const Value *v, ExprVec *out);
void unwind_after(Emit *e, const Value *v, ExprVec *out);
void unwind_raise(Emit *e, const Value *v, const Func *callee, ExprVec *out);
/* A resume body has loaded its frame: it may have been resumed only to be left. */
void unwind_resumed(Emit *e, ExprVec *out);
bool unwind_catches(const Emit *e);     /* exceptions */
Expr unwind_around(Emit *e, Expr code);

/* ---- frames.c ---- */
void frames_plan(Emit *e);              /* when the resume points are known: exact or shared frames */
void frames_describe(Emit *e, const char *resume_name);     /* when locals are: makes the FrameDescs */
/* Saves the frame for a call (NULL: for the landing) and goes to the label "suspended"; if frames are shared, goes to "save". */
Expr frame_save(Emit *e, const Value *call);
Expr frame_save_shared(Emit *e);        /* what stands there */
Expr frame_saved_site(Emit *e);         /* there: the site of the call that it was */
/* One body for both finds the frame to go on from in a global: 0 if it was called. */
Expr frame_given(void);
void frame_take(Emit *e, ExprVec *out);
/* The resume body then: gives the frame and calls the body. */
void frame_make_stub(const Func *f, const char *body, const char *resume_name);
Expr frame_loaded(Emit *e);             /* the frame that is being loaded */
void frame_load(Emit *e, const ResumePoint *p, ExprVec *out);   /* in front of the resume point */
void frame_load_shared(Emit *e, ExprVec *out);                  /* at the start of the resume body */

/* ---- deep.c ---- */
void deep_begin(Emit *e);               /* behind the parameters' locals */
bool deep_has_param(const Func *f);     /* is there one more, the stack in use? */
const char *deep_name(Func *f);         /* of the deep body */
void deep_enter(Emit *e, ExprVec *out); /* first in the body */
void deep_finish(Emit *e);              /* when all locals are known */
void deep_check(Emit *e, Value *v, ExprVec *out);
/* Calls: the additional argument, or NULL; is it of a deep body? The index of an indirect one, noted for its callee. */
Expr deep_argument(Emit *e, const Value *v);
bool deep_calls_deep(const Emit *e, const Value *v);
Expr deep_resumed_argument(const Func *f);
Expr deep_note_callee(Emit *e, const Value *v, Expr index, ExprVec *out);
void deep_before_call(Emit *e, const Value *v, ExprVec *out);
void deep_after_call(Emit *e, const Value *v, ExprVec *out);
void deep_restore(Emit *e, ExprVec *out);       /* gocw_stack_used, behind what did not set it back */

/* ---- data.c ---- */
/* The address of g + offset as an i32 constant; marks g live; filled in when addresses are known. */
Expr data_address(Global *g, int64_t offset);
void data_need(Global *g);              /* g is in the output */
/* Follows pointers from what is needed so far; true when anything new was looked at. */
bool data_close(void);
const GlobalVec *data_needed(void);
bool data_is_needed(const Global *g);
typedef struct DataImage { uint64_t start, end, roots, roots_end; uint8_t *bytes; } DataImage;
DataImage data_layout(uint64_t start);      /* assigns addresses */
void data_write(DataImage *d);              /* contents, and the addresses in code */
uint64_t data_size(void);               /* of what is needed so far */
/* A live read-only object with these bytes (frame descriptors, tables). */
Global *data_new(const char *symbol, const void *bytes, uint32_t size, uint32_t align);
void data_reloc(Global *g, uint32_t offset, uint8_t kind, void *target, int64_t addend);

/* ---- pack.c ---- */
typedef struct PackedData { const uint8_t *bytes; uint64_t size, at; } PackedData;  /* at: how far behind the start of the data it has to lie */
PackedData pack_zeros(const uint8_t *p, uint64_t n);

/* ---- table.c ---- */
uint32_t table_index(Func *f);          /* of the direct body; assigned on first request */
uint32_t table_index_named(const char *wasm_name);      /* resume bodies, stubs */
void table_begin(uint32_t runtime_entries);
void table_finish(void);
const char *runtime_name(const char *name);     /* of a C function that is called */
bool runtime_called(const char *name);
const char *wasm_name(Func *f);         /* function name in the module; the function will be emitted */
Func *next_function(void);              /* the next one to emit, or NULL */

/* ---- symtab.c ---- */
uint32_t site_of(Func *f, const Value *v);      /* call-site id (inline chain included) */
typedef struct SymTable { Global *index, *bytes; uint32_t n; } SymTable;
typedef struct SymtabData { SymTable files, funcs, sites; } SymtabData;
SymtabData symtab_finish(void);

/* ---- types_data.c ---- */
void types_data_init(void);             /* hooks itself into the program */
void late_data(Global *g);              /* adds what is known only when all live methods are */
void late_method_tables(bool (*is_needed)(const Global *g));     /* when no more code or types can be needed */

/* ---- import.c, special.c, link.c ---- */
void emit_import(Func *f);              /* stub of an FN_IMPORT function */
void special_init(void);
bool emit_special(Func *f);             /* gocw.* functions that the compiler itself defines; false: not one */
bool special_close(void);               /* asks for what reflection may call; true: there is more to emit */
void special_finish(const GlobalVec *needed);
void link_runtime(void);                /* reads the runtime module; before any function is emitted */

/* ---- why.c ---- */
void why_enter(const void *item);       /* the Func or Global that is looked at now; NULL: none */
void why_func(const Func *f);           /* is asked for */
void why_global(const Global *g);
void why_print(void);                   /* -d=why */

/* ---- size.c ---- */
void size_object(const Global *g);      /* static data that has been laid out */
void size_print(const void *bytes, size_t size);            /* -d=size */
void size_note_bodies(const Func *f, bool has_second);      /* -d=suspend */
void size_print_bodies(const void *bytes, size_t size);

#endif
