/*
 * why.c - -d=why=SYMBOL: what keeps a function, a type descriptor ("type:T", "itab:T,I") or a variable in the output.
 *
 * Everything in it was asked for by code or data that was in it already; the first to do so is recorded, so the chain from
 * an entry point is short. A method also needs someone who calls it through an interface: reach.c knows who.
 */
#include "wasm_int.h"

typedef struct Step { const char *name; const void *from; const Func *func; } Step;

static PtrMap steps;            /* Func * or Global * -> Step * */
static const void *current;

void why_enter(const void *item)
{
    current = item;
}

static void note(const void *item, const char *name, const Func *f)
{
    if (!debug_on(DEBUG_WHY)) return;
    if (!steps.arena) ptrmap_init(&steps, be.arena);
    if (ptrmap_has(&steps, item)) return;
    Step *s = NEW(be.arena, Step);
    *s = (Step){name, current, f};
    ptrmap_set(&steps, item, s);
}

void why_func(const Func *f)
{
    note(f, f->symbol, f);
}

void why_global(const Global *g)
{
    note(g, g->symbol, NULL);
}

static void explain(const Step *s)
{
    printf("why %s\n", s->name);
    for (; s; s = s->from ? ptrmap_get(&steps, s->from) : NULL) {
        const char *by = s->func ? ssa_why_method(s->func) : NULL;
        if (by) printf("    %s is called through an interface in %s\n", s->name, by);
        const Step *from = s->from ? ptrmap_get(&steps, s->from) : NULL;
        printf("    <- %s\n", from ? from->name : "entry points and tables");
    }
}

void why_print(void)
{
    const char *first = debug_value(DEBUG_WHY);
    bool any = false;
    for (uint32_t i = 0; i < steps.n; i++) {
        const Step *s = steps.entries[i].val;
        if (!first || !debug_for(DEBUG_WHY, s->name)) continue;
        explain(s);
        any = true;
    }
    if (first && !any) printf("why %s: nothing of that name is in the output\n", first);
}
