/*
 * devirtualize.c - calls whose target is known become direct ones, which can then be inlined.
 *
 * A call through an itab: the itab is a constant, or one method only in the whole program can be called by that name and with those
 * types (the classes of effects.c: methods of types that get into interfaces), and the flow analysis did not find that none gets there.
 * A call of a func value: its closure is static or was made in this function.
 */
#include "opt_int.h"

/* What the itab's slot holds. */
static Func *method_of_itab(const Value *call)
{
    const Value *itab = call->args[0];
    while (itab->op == V(NIL_CHECK) || itab->op == V(COPY)) itab = itab->args[0];
    /* In dead code the itab may be one of another interface. */
    if (itab->op != V(ADDR_ITAB) || typ_canon(typ_underlying(call->aux.type)) != typ_canon(typ_underlying(itab->aux.itab->iface))) return NULL;
    const Object *want = typ_type_set(call->aux.type)->methods.p[call->imm];
    const MethodVec *set = typ_method_set(itab->aux.itab->concrete);
    for (uint32_t i = 0; i < set->n; i++) {
        const Object *m = set->p[i].func;
        if (m->name == want->name && (m->exported || m->pkg == want->pkg)) return ssa_method_entry(itab->aux.itab->concrete, &set->p[i], false);
    }
    return NULL;
}

static bool fits(const Func *f, const Value *call, uint32_t first)
{
    const Sig *s = call->sig;
    if (!f || !f->blocks.n || f->sig->nparams != s->nparams + 1 || f->sig->params[0] != IR_PTR || f->sig->nresults != s->nresults) return false;
    return call->nargs - first == f->sig->nparams && memcmp(f->sig->params + 1, s->params, s->nparams) == 0 &&
           memcmp(f->sig->results, s->results, s->nresults) == 0;
}

static void make_direct(Value *call, Func *f, uint32_t first)
{
    for (uint32_t i = 0; i < first; i++) call->args[i]->uses--;
    memmove(call->args, call->args + first, (call->nargs - first) * sizeof *call->args);
    call->nargs -= first;
    call->op = V(CALL);
    call->aux.func = f;
    call->imm = 0;
    call->sig = f->sig;
}

/* What a call reaches, behind the first `skip` operands; NULL: unknown. */
static Func *target(const Value *v, uint32_t *skip)
{
    Func *c = NULL;
    *skip = v->op == V(CALL_ITAB);
    if (v->op == V(CALL_CLOSURE)) {
        c = callgraph_closure_code(v->args[0]);
        if (c && !(c->flags & FN_CONTEXT)) return NULL;
    } else if (v->op == V(CALL_ITAB)) {
        c = method_of_itab(v);
        bool fails = flow_targets(v) && flow_targets(v)->n == 0;
        if (!c && !fails) c = effects_only_method(v);
    }
    return fits(c, v, *skip) ? c : NULL;
}

bool devirtualize_finds(const Func *f)
{
    uint32_t skip;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (const Value *v = f->blocks.p[i]->first; v; v = v->next)
            if (target(v, &skip)) return true;
    return false;
}

void opt_devirtualize(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            uint32_t skip;
            Func *c = target(v, &skip);
            if (c) make_direct(v, c, skip);
        }
}
