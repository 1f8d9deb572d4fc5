/*
 * opt.h - passes over the IR, and the whole-program analyses that the back end needs.
 *
 * passes.c is the one place that knows the order; each pass is a file and a function void opt_NAME(Func *f) that
 * leaves the function valid (ssa_verify after each one in debug builds). Passes never fail.
 */
#ifndef GOCW_OPT_H
#define GOCW_OPT_H

#include "gocw/ssa.h"

/* ---- passes.c -------------------------------------------------------------------- */
/* Brings every live function of the program to its final form for the level. */
void opt_program(Program *p);

/* ---- one file each: function passes --------------------------------------------------- */
void opt_fold(Func *f);         /* constant folding and algebraic rewrites (rows in fold.c) */
void opt_cse(Func *f);          /* global value numbering over the dominator tree, loads within a block */
void opt_dce(Func *f);          /* unused pure values, unreachable blocks, trivial phis */
void opt_checks(Func *f);       /* nil, bounds, division checks that a dominating check or test makes needless */
void opt_sroa(Func *f);         /* LOCAL that is only loaded and stored in whole parts -> SSA values */
void opt_cfg(Func *f);          /* merges blocks, threads jumps, drops constant branches */
void opt_devirtualize(Func *f); /* calls through itabs and func values whose target is known (after opt_effects) */
void opt_licm(Func *f);         /* loop-invariant pure values, loads and checks out of loops */
void opt_bytes(Func *f);        /* integers read byte by byte */
void opt_addresses(Func *f);    /* elements near each other */
void opt_sink(Func *f);         /* objects to where they are needed */
void opt_rotate(Func *f);       /* loops test at their end */

/* ---- whole program ------------------------------------------------------------------------- */
/* Call graph facts: Func.may_alloc, may_unwind, may_suspend, recursive. */
void opt_effects(Program *p);
void opt_explain_suspend(const Func *f);        /* -d=suspend: prints through whom f may suspend */
bool opt_defers(const Value *v);        /* a defer statement: a call of runtime.deferproc */
/* What a call may do, by its callee or, for an indirect one, by all functions that it may reach (after opt_effects). */
enum {
    EFFECT_ALLOC = 1,           /* a collection may come, and then the call returns */
    EFFECT_UNWIND = 2, EFFECT_SUSPEND = 4,
    EFFECT_COLLECT = 8,         /* the program asks for a collection there */
    EFFECTS_ALL = 15
};
uint32_t opt_call_effects(const Value *call);
/* Func.component, deepens, takes_used, and a DEEP_CHECK in each function of a component (after opt_effects, as the last pass). */
void opt_recursion(Program *p);
bool opt_recurses(const Value *call);           /* may it call a function of its own function's component? */
bool opt_deepens(const Value *call);            /* may it get to a function of any component? */
bool opt_any_recursion(void);                   /* are there any components? */

/* ---- variables.c: across which calls a function's objects (LOCALs, NEWs that don't escape) are needed ------------ */
typedef struct Variables Variables;
/* In a; objects is kept. Blocks' ids have to be below f->nblocks. */
Variables *variables_find(Func *f, const ValueVec *objects, Arena *a);
/* The object that v points into, as its index + 1; 0: into none of them. */
uint32_t variables_behind(const Variables *l, const Value *v);
/* Calls fn at each call with the objects (by index) whose contents are needed behind it, and those into which an address is that
 * was computed before; the call's operands don't count. */
void variables_at_calls(const Variables *l, void (*fn)(void *ctx, Value *call, const BitSet *contents, const BitSet *addresses), void *ctx);
/* The same of all calls of f that may suspend (after opt_effects), operands among the contents. The sets are made in a. */
void variables_suspended(Func *f, const ValueVec *objects, Arena *a, BitSet *contents, BitSet *addresses);

/* Can runtime.Callers be reached from this call, or from the panic of this check? Then its call site has to be on record. */
void opt_callers(Program *p);
bool opt_needs_site(const Value *v);

#endif
