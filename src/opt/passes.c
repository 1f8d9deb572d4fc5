/*
 * passes.c - the one place that knows the order of passes.
 *
 * Functions are cleaned up first, so that whole-program passes see small ones; inlining works callees first and cleans each
 * function up after it, since what a caller sees is then in its final form.
 */
#include "opt_int.h"

typedef struct Pass {
    const char *name;
    void (*run)(Func *f);
    int level;              /* the lowest -O level that runs it */
} Pass;

/* As built: makes functions small, so that what follows has less to look at. */
static const Pass early[] = {
    {"dce", opt_dce, 0},            /* the builder leaves unused reads and phis */
    {"fold", opt_fold, 1},
    {"cfg", opt_cfg, 1},            /* constant branches that fold found */
};

/* Callees first. */
static const Pass calls[] = {
    {"devirtualize", opt_devirtualize, 1},
    {"inline", inline_calls, 1},
    {"fold", opt_fold, 1},          /* constant arguments */
    {"cfg", opt_cfg, 1},
    {"cse", opt_cse, 1},            /* loads of closures and variables that were just stored */
};
/* When calls are inlined. */
static const Pass objects[] = {
    {"dce", opt_dce, 1},
    {"escape", escape_func, 1},     /* callees have their summaries */
    {"sink", opt_sink, 1},          /* those that stay on the heap */
};

/* When objects have their place. */
static const Pass late[] = {
    {"sroa", opt_sroa, 1},          /* what the rest then sees as values */
    {"fold", opt_fold, 1},
    {"cfg", opt_cfg, 1},
    {"cse", opt_cse, 1},            /* needs constants folded: equal operands are the same value then */
    {"licm", opt_licm, 1},          /* in front of checks: what is known of a moved value holds in more places */
    {"checks", opt_checks, 1},      /* needs equal loads and lengths to be one value */
    {"fold", opt_fold, 1},          /* comparisons of values that turned out to be the same */
    {"cfg", opt_cfg, 1},
    {"dce", opt_dce, 1},
};

/* When nobody looks into functions any more. */
static const Pass last[] = {
    {"bytes", opt_bytes, 1},        /* sroa wants to see bytes */
};

/* Of functions with loops, when nobody looks into them any more. */
static const Pass loops[] = {
    {"rotate", opt_rotate, 1},
    {"fold", opt_fold, 1},          /* the first test may be decided */
    {"cfg", opt_cfg, 1},
    {"licm", opt_licm, 1},          /* what is sure to be executed now */
    {"cfg", opt_cfg, 1},
};

/* When accesses need not depend on their checks any more. */
static const Pass end[] = {
    {"addresses", opt_addresses, 1},
};

static void run(const Pass *pass, Func *f)
{
    const char *off = debug_value(DEBUG_OFF);
    if (off && strcmp(off, pass->name) == 0) return;
    ice_context("opt", pass->name, f->symbol);
    pass->run(f);
#ifdef GOCW_DEBUG
    ssa_verify(f, pass->name);
#endif
}

static void run_list(Func *f, const Pass *passes, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (prog->opt_level >= passes[k].level) run(&passes[k], f);
}

static bool is_never_nil(const Value *v, int depth)
{
    if (v->op != V(PHI) || depth == 0) return opt_not_nil(v);
    for (uint32_t i = 0; i < v->nargs; i++)
        if (v->args[i] != v && !is_never_nil(v->args[i], depth - 1)) return false;
    return true;
}

/* Constructors return objects, errors.New an error: who calls them needs no checks, and no tests. */
static void find_not_nil(Func *f)
{
    enum { MAX_PHIS = 3 };
    uint32_t n = f->sig->nresults;
    f->not_nil = n < 32 ? (1u << n) - 1 : UINT32_MAX;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (uint32_t k = 0; k < n && k < 32 && f->blocks.p[i]->kind == BLOCK_RETURN; k++) {
            const Value *r = f->blocks.p[i]->rets.p[k];
            if (r->type != IR_PTR || !is_never_nil(r, MAX_PHIS)) f->not_nil &= ~(1u << k);
        }
}

/* Func values and itabs that were arguments, or lay in objects, show what they are when the call that handed them on is inlined and
 * the objects are gone; what they call may hand on others. */
void opt_func(Func *f)
{
    enum { MAX_CALL_ROUNDS = 4, MAX_ROUNDS = 4 };
    for (int round = 0; round == 0 || (round < MAX_ROUNDS && devirtualize_finds(f)); round++) {
        for (int k = 0; k == 0 || (k < MAX_CALL_ROUNDS && devirtualize_finds(f)); k++) run_list(f, calls, LEN(calls));
        run_list(f, objects, LEN(objects));
        run_list(f, late, LEN(late));
    }
    if (prog->opt_level == 2) specialise_calls(f);
    if (prog->opt_level < 3 && inline_self(f)) run_list(f, late, LEN(late));
    find_not_nil(f);
}

static bool has_loops(Func *f)
{
    if (f->blocks.n) ssa_dominators(f);
    for (uint32_t i = 0; i < f->blocks.n; i++)
        if (f->blocks.p[i]->loop_depth) return true;
    return false;
}

/* Callees first: each function is final before its callers look at it. */
static void bottom_up(Program *p)
{
    Arena *a = arena_new("opt");
    CallGraph g;
    callgraph_build(&g, p, a);
    inline_begin(p, &g, a);
    escape_begin(p, a);
    specialise_begin(a);
    for (uint32_t i = 0; i < g.order.n; i++) {
        Func *f = g.order.p[i];
        opt_func(f);
    }
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (p->funcs.p[i]->blocks.n) run_list(p->funcs.p[i], last, LEN(last));
    if (p->opt_level < 3) {         /* costs some size */
        opt_reenter(p);
        for (uint32_t i = 0; i < p->funcs.n; i++)
            if (has_loops(p->funcs.p[i])) run_list(p->funcs.p[i], loops, LEN(loops));
    }
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (p->funcs.p[i]->blocks.n) run_list(p->funcs.p[i], end, LEN(end));
    arena_free(a);
}

/* Methods that are live by their names only still have places in itabs. Getting there would be a trap. */
static void drop_unreached(Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        Func *f = p->funcs.p[i];
        if (f->reached || !f->blocks.n) continue;
        ssa_func_free(f);
        ssa_func_begin(f);
        f->flags &= ~(uint32_t)(FN_HAS_DEFER | FN_HAS_RECOVER);
        ssa_block_kind(f->blocks.p[0], BLOCK_DEAD, NULL, f->pos);
        ssa_dominators(f);
    }
}

void opt_program(Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (p->funcs.p[i]->blocks.n) run_list(p->funcs.p[i], early, LEN(early));
    if (p->opt_level > 0) {
        opt_flow(p);                /* on the program as it was written; calls keep what it found */
        if (opt_twins(p)) opt_flow(p);
        flow_end(p);
        drop_unreached(p);
        opt_locks(p);               /* before inlining takes calls of Lock apart */
        opt_effects(p);             /* escape analysis asks which functions may suspend */
        bottom_up(p);
    }
    ice_context(NULL, NULL, NULL);
    opt_effects(p);
    opt_callers(p);
    opt_recursion(p);
}
