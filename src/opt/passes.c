/*
 * passes.c - the one place that knows the order of passes.
 */
#include "gocw/opt.h"

typedef struct Pass {
    const char *name;
    void (*run)(Func *f);
    int level;              /* the lowest -O level that runs it */
} Pass;

/* In this order, for each function. Each row's reason for its place stands behind it. */
static const Pass passes[] = {
    {"dce", opt_dce, 0},            /* the builder leaves unused reads and phis */
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

void opt_program(Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        Func *f = p->funcs.p[i];
        if (f->blocks.n == 0) continue;
        for (size_t k = 0; k < LEN(passes); k++)
            if (p->opt_level >= passes[k].level) run(&passes[k], f);
    }
    opt_effects(p);
    opt_escape(p);
    opt_effects(p);
    ice_context(NULL, NULL, NULL);
}
