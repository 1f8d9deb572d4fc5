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

/* When calls are inlined and objects have their place. */
static const Pass late[] = {
    {"sroa", opt_sroa, 1},          /* what the rest then sees as values */
    {"fold", opt_fold, 1},
    {"cfg", opt_cfg, 1},
    {"cse", opt_cse, 1},            /* needs constants folded: equal operands are the same value then */
    {"checks", opt_checks, 1},      /* needs equal loads and lengths to be one value */
    {"fold", opt_fold, 1},          /* comparisons of values that turned out to be the same */
    {"cfg", opt_cfg, 1},
    {"dce", opt_dce, 1},
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

static void run_all(Program *p, const Pass *passes, size_t n)
{
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        Func *f = p->funcs.p[i];
        if (f->blocks.n == 0) continue;
        for (size_t k = 0; k < n; k++)
            if (p->opt_level >= passes[k].level) run(&passes[k], f);
    }
    ice_context(NULL, NULL, NULL);
}

void opt_program(Program *p)
{
    run_all(p, early, LEN(early));
    opt_effects(p);                 /* escape analysis asks which functions may suspend */
    opt_escape(p);
    run_all(p, late, LEN(late));
    opt_effects(p);
}
