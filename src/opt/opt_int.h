/*
 * opt_int.h - what the passes share: deferred replacement of values, the call graph, the closure behind a func value.
 */
#ifndef GOCW_OPT_INT_H
#define GOCW_OPT_INT_H

#include "gocw/opt.h"

/* ---- forward.c: replacing values --------------------------------------------------------------- */

/* Replacements decided in a walk and carried out by one sweep, so that a pass stays linear. */
typedef struct Forward { Func *f; Arena *arena; Value **to; uint32_t n, count; } Forward;
void forward_init(Forward *w, Func *f, Arena *a);
/* From now on v stands for with; v stays in place until forward_apply removes it. */
void forward_set(Forward *w, Value *v, Value *with);
Value *forward_get(Forward *w, Value *v);           /* what v stands for now */
void forward_args(Forward *w, Value *v);            /* rewrites the operands of one value */
void forward_apply(Forward *w);                     /* rewrites all references and drops the replaced values */

/* ---- callgraph.c: components ------------------------------------------------------------------ */

/* callees calls components_callee for each callee of f. component gets the members of a component, after those of all it
 * calls; recursive: they call themselves, or each other. Functions are nodes if is_node holds or a callee is one. */
typedef struct Components Components;
typedef void CalleesFn(Components *t, Func *f);
typedef void ComponentFn(void *ctx, Func *const *members, uint32_t n, bool recursive);
void components_find(Program *p, Arena *a, bool (*is_node)(const Func *f), CalleesFn *callees, ComponentFn *component, void *ctx);
void components_callee(Components *t, Func *callee);

/* ---- callgraph.c --------------------------------------------------------------------------------- */

/* Functions with bodies, callees before callers; sets Func.recursive and scc (by function id): equal numbers call each other. */
typedef struct CallGraph { FuncVec order; uint32_t *scc; } CallGraph;
void callgraph_build(CallGraph *g, Program *p, Arena *a);
/* The code of a func value that is known: a static closure, or an object made in this function. NULL: unknown. */
Func *callgraph_closure_code(const Value *v);
/* By function id, in a: functions that are reached in other ways than by direct calls. */
bool *callgraph_by_address(Program *p, Arena *a);
/* The code that a defer statement defers; NULL: unknown, or v is no such statement (opt_defers). */
Func *callgraph_deferred_code(const Value *v);

/* ---- devirtualize.c ---- */
bool devirtualize_finds(const Func *f);             /* is there anything for it to do? */

/* ---- flow.c ---- */
void opt_flow(Program *p);
/* What an indirect call may call; NULL: not known. */
const FuncVec *flow_targets(const Value *call);
/* May a call like this one, made on value x of function in, reach a function that holds? Until flow_end. */
bool flow_could_call(const Func *in, const Value *x, const Value *call, bool (*holds)(const Func *f));
void flow_end(Program *p);
/* ---- twins.c ---- */
bool opt_twins(Program *p);                         /* true: calls go elsewhere now; opt_flow has to run again */

/* ---- effects.c ---- */
/* Does the call start a goroutine with its first operand, or defer it? */
bool effects_starts_or_defers(const Value *v);
/* The one method that a call through an itab can reach, or NULL (after opt_effects). */
Func *effects_only_method(const Value *call);

/* ---- inline.c, escape.c: begun once, then called for each function, callees first ----------------------- */
void inline_begin(Program *p, const CallGraph *g, Arena *a);
void inline_calls(Func *f);
bool inline_self(Func *f);                          /* at the end: a recursive function into itself; true: it changed */
Func *inline_clone(Func *f, const char *symbol);    /* a copy of f under another name */
Value *inline_copy_const(Func *f, const Value *v);  /* a constant of another function in f */
bool inline_by_address(const Func *f);              /* is f reached in other ways than by direct calls? */
void escape_begin(Program *p, Arena *a);
void escape_func(Func *f);

/* Can its body be copied elsewhere? Sets Func.size. */
bool inline_copyable(Func *f);
bool inline_copyable_early(Func *f);                /* before inline_begin; those marked noinline, too */

/* ---- specialise.c, passes.c ---- */
enum { SPECIALISE_MAX = 200 };                      /* functions that it may add: tables by function id have room for them */
void specialise_begin(Arena *a);
void specialise_calls(Func *f);
void opt_func(Func *f);                             /* all passes that make a function final for its callers */

/* ---- loops.c ---------------------------------------------------------------------------------------- */

/* Natural loops, outer before inner. head NULL in `of` (by rpo): in no loop. */
typedef struct Loop {
    Block *head;
    struct Loop *outer;
    uint32_t depth;             /* 1 = outermost */
    bool has_call, has_write;   /* for passes that fill them */
} Loop;
typedef struct LoopForest { Loop **of; VEC(Loop *) loops; bool irreducible; } LoopForest;
/* Needs ssa_dominators. */
void loops_find(LoopForest *l, Func *f, Arena *a);
bool loops_contains(const Loop *outer, const Loop *inner);     /* inner is outer or lies in it; NULL outer: no */

/* ---- small questions about values -------------------------------------------------------------- */

/* The pointer behind constant offsets and checks; adds the offset up. */
Value *opt_base(Value *p, int64_t *offset);
/* Takes constants out of an i32 or i64 sum; they count modulo 2^32. NULL: nothing else was in it. */
Value *opt_split_sum(Value *x, uint32_t *offset);
/* A new value in front of another; y may be NULL. */
Value *opt_insert(Value *before, ValueOp op, IrType type, Value *x, Value *y);
/* Is it an address that can't be nil? */
bool opt_not_nil(const Value *v);
static inline bool opt_is_check(const Value *v) { return ssa_op_flags((ValueOp)v->op) & OPF_TRAP; }
static inline bool opt_is_call(const Value *v)
{
    return v->op == V(CALL) || v->op == V(CALL_CLOSURE) || v->op == V(CALL_ITAB) || v->op == V(CALL_INDIRECT);
}

/* ---- effects.c ---- */
/* May the calls deferred in f suspend? Those that bodies of range-over-func loops defer are not known. */
bool effects_deferred_suspend(const Func *f);
/* All that an indirect call may reach. */
const FuncVec *effects_targets(const Value *call);
/* Calls for which is_free holds count as not suspending, until it is NULL again. */
void effects_assume_free(bool (*is_free)(const Value *lock));
/* ---- reenter.c, at the end of the calls above ---- */
void opt_reenter(Program *p);
void reenter_loops(Func *f);
/* ---- locks.c ---- */
void opt_locks(Program *p);

#endif
