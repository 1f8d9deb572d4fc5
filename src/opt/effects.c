/*
 * effects.c - what each function may do: collect garbage, ask for a collection, unwind, suspend. Everything the back end pays
 * for (root slots, status tests, second bodies) follows from this.
 *
 * A least fixpoint over the call graph. An indirect call may reach every function of its class: for func values all functions
 * with a context and that signature whose closures go anywhere else than into a go or defer statement or a call on the spot;
 * for interface methods all methods of that name and signature.
 *
 * Suspension has two exceptions. A call that never returns (a panic) does not make its caller suspend: deferred
 * calls run on top of it, and if one suspends, the frames between the panic and the function that deferred it are never
 * resumed. So deferred closures count where they are deferred: a function suspends if one of its own deferred
 * calls may, through the deferreturn that runs it.
 *
 * EFFECT_ALLOC is for callers that go on: what is allocated on the way to a panic, in a block from which no return can be
 * reached, does not count. Where a panic is recovered, deferreturn has been called, which allocates; and those who call what may
 * unwind keep what their own landings need (wasm/locals.c).
 */
#include "opt_int.h"

typedef struct Class { uint32_t effects; FuncVec members; } Class;

typedef struct CallNode {           /* what one function calls */
    Func *f;
    uint32_t base, effects;
    FuncVec callees;                /* called and returning */
    FuncVec last_callees;           /* called where no return is ahead */
    bool returns;                   /* from the block being scanned a return can be reached */
    VEC(Class *) classes;
    FuncVec deferred;               /* closures deferred here */
    bool runs_deferred;             /* calls closures that may have been deferred anywhere */
    bool defers_unknown;
    const Func *why;                /* first callee found to suspend */
} CallNode;

static Arena *arena;
static StrMap closure_classes, method_classes;  /* method (or NULL) and signature -> Class * */
static CallNode **nodes;                        /* by function id */
static uint32_t nnodes;
static bool *flows;                             /* by function id: its closures may get to any call of the signature */
static Class deferred_closures;

static Class *class_of(StrMap *m, const Name *method, const uint8_t *params, uint32_t np, const uint8_t *results, uint32_t nr)
{
    const void *key[] = {method, ssa_sig(params, np, results, nr)};
    Class *c = strmap_get(m, (const char *)key, sizeof key);
    if (!c) strmap_set(m, (const char *)key, sizeof key, c = NEW(arena, Class));
    return c;
}

static void enter_class(Func *f)
{
    const Sig *s = f->sig;
    if (!f->reached) return;
    if ((f->flags & FN_CONTEXT) && (flows[f->id] || f->address_taken))
        vec_push(arena, &class_of(&closure_classes, NULL, s->params + 1, s->nparams - 1, s->results, s->nresults)->members, f);
    if (f->flags & FN_METHOD_ENTRY)
        vec_push(arena, &class_of(&method_classes, NULL, s->params + 1, s->nparams - 1, s->results, s->nresults)->members, f);
}

static void enter_method(void *ctx, const Name *method, Func *f)
{
    (void)ctx;
    const Sig *s = f->sig;
    if (!f->reached) return;
    vec_push(arena, &class_of(&method_classes, method, s->params + 1, s->nparams - 1, s->results, s->nresults)->members, f);
}

static Class *call_class(const Value *v)
{
    const Sig *s = v->sig;
    if (v->op == V(CALL_CLOSURE)) return class_of(&closure_classes, NULL, s->params, s->nparams, s->results, s->nresults);
    if (v->op == V(CALL_ITAB)) return class_of(&method_classes, ssa_called_method(v), s->params, s->nparams, s->results, s->nresults);
    return NULL;
}

/* Calls by reflection: code of func values or of any method. */
static Class *indirect_class(const Value *v, bool method)
{
    const Sig *s = v->sig;
    return class_of(method ? &method_classes : &closure_classes, NULL, s->params + 1, s->nparams - 1, s->results, s->nresults);
}

static bool is_runtime(const Func *f, const char *symbol)
{
    return strcmp(f->symbol, symbol) == 0;
}

static uint32_t c_effects(const CEntry *c)
{
    uint32_t e = 0;
    if (c->effects & CFX_ALLOC) e |= EFFECT_ALLOC;
    if (c->effects & CFX_COLLECT) e |= EFFECT_COLLECT;
    if (c->effects & CFX_SUSPEND) e |= EFFECT_SUSPEND | EFFECT_ALLOC | EFFECT_UNWIND;
    if (c->effects & CFX_EXIT) e |= EFFECT_UNWIND;
    return e;
}

static bool (*assumed_free)(const Value *lock);

void effects_assume_free(bool (*is_free)(const Value *lock))
{
    assumed_free = is_free;
}

static void add_effects(CallNode *n, uint32_t effects)
{
    n->base |= n->returns ? effects : effects & ~(uint32_t)EFFECT_ALLOC;
}

static void add_callee(CallNode *n, Func *f)
{
    vec_push(arena, n->returns ? &n->callees : &n->last_callees, f);
}

static void note_call(CallNode *n, Value *v)
{
    Func *f = v->aux.func;
    if (assumed_free && assumed_free(v)) {
        add_effects(n, EFFECT_ALLOC | EFFECT_UNWIND);
    } else if (f->c_entry) {
        add_effects(n, c_effects(f->c_entry));
    } else if (f->flags & FN_IMPORT) {
        /* JavaScript may call back into Go. */
        if (strcmp(f->wasm_module, "gojs") == 0 || !n->f->pkg || !n->f->pkg->is_std) add_effects(n, EFFECT_ALLOC | EFFECT_UNWIND);
    } else if (f->flags & FN_NORETURN) {
        add_effects(n, EFFECT_UNWIND);
    } else if (is_runtime(f, "runtime.deferreturn")) {
        add_effects(n, EFFECT_ALLOC | EFFECT_UNWIND);
    } else {
        if (opt_defers(v)) {
            Func *code = callgraph_deferred_code(v);
            if (code) {
                vec_push(arena, &n->deferred, code);
                if (n->f->reached) vec_push(arena, &deferred_closures.members, code);
            } else
                n->defers_unknown = true;
        }
        add_callee(n, f);
    }
}

/* Deferred calls are called by package runtime in ways that flow.c doesn't follow. */
static const FuncVec *targets_of(const Value *v, const Func *in)
{
    const Func *from = v->inl ? v->inl->callee : in;
    return v->op == V(CALL_CLOSURE) && from->pkg && strcmp(from->pkg->path, "runtime") == 0 ? NULL : flow_targets(v);
}

static bool note_targets(CallNode *n, const Value *v)
{
    const FuncVec *t = targets_of(v, n->f);
    for (uint32_t i = 0; t && i < t->n; i++) add_callee(n, t->p[i]);
    return t;
}

static void note_closure_call(CallNode *n, Value *v)
{
    Func *code = callgraph_closure_code(v->args[0]);
    if (code) {
        add_callee(n, code);
        return;
    }
    if (note_targets(n, v)) return;
    vec_push(arena, &n->classes, call_class(v));
    const Func *from = v->inl ? v->inl->callee : n->f;
    if (v->nargs == 1 && v->sig->nresults == 0 && from->pkg && strcmp(from->pkg->path, "runtime") == 0) n->runs_deferred = true;
}

/* ---- closures ---- */

bool effects_starts_or_defers(const Value *v)
{
    if (v->op != V(CALL)) return false;
    const Func *f = v->aux.func;
    if (f->c_entry) return strcmp(f->c_entry->name, "rt_go") == 0 || strcmp(f->c_entry->name, "rt_go_system") == 0;
    return strncmp(f->symbol, "runtime.newproc", 15) == 0 || is_runtime(f, "runtime.gosystem") || opt_defers(v);
}

/* Does operand k of v let a closure of known code get elsewhere? */
static bool lets_closure_go(const Value *v, uint32_t k)
{
    switch (v->op) {
    case V(STORE): return k != 0;
    case V(COPY): case V(NIL_CHECK): return v->uses > 0;
    case V(IS_NIL): return false;
    case V(CALL_CLOSURE): return k != 0;
    default: return k != 0 || !effects_starts_or_defers(v);
    }
}

static bool lets_code_go(const Value *v)
{
    return v->op != V(CALL) || (!is_runtime(v->aux.func, "runtime.recovering") && !is_runtime(v->aux.func, "runtime.recoverpass"));
}

static void note_flows(const Func *f, Func **code)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (const Value *v = f->blocks.p[i]->first; v; v = v->next)
            code[v->id] = v->op == V(NEW_LAYOUT) || v->op == V(LOCAL) || v->op == V(ADDR_GLOBAL) || v->op == V(COPY) || v->op == V(NIL_CHECK)
                        ? callgraph_closure_code(v) : NULL;
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        const Block *b = f->blocks.p[i];
        for (const Value *v = b->first; v; v = v->next)
            for (uint32_t k = 0; k < v->nargs; k++) {
                const Value *x = v->args[k];
                if (code[x->id] && lets_closure_go(v, k)) flows[code[x->id]->id] = true;
                if (x->op == V(FUNC_INDEX) && (v->op != V(STORE) || !code[v->args[0]->id] || v->imm || k != 1) && lets_code_go(v)) flows[x->aux.func->id] = true;
            }
        for (uint32_t k = 0; k < b->rets.n; k++) {
            const Value *x = b->rets.p[k];
            if (code[x->id]) flows[code[x->id]->id] = true;
            if (x->op == V(FUNC_INDEX)) flows[x->aux.func->id] = true;
        }
    }
}

static Func *static_closure(const Global *g)
{
    return g->readonly && !g->fill && g->relocs.n == 1 && g->relocs.p[0].kind == RELOC_FUNC && g->relocs.p[0].offset == 0 ? g->relocs.p[0].u.func : NULL;
}

static void note_data_flows(const Program *p)
{
    for (uint32_t i = 0; i < p->globals.n; i++) {
        const Global *g = p->globals.p[i];
        bool closure = static_closure(g) != NULL;
        for (uint32_t k = 0; k < g->relocs.n; k++) {
            const Reloc *r = &g->relocs.p[k];
            if (r->kind == RELOC_FUNC || r->kind == RELOC_FUNC32) {
                if (!closure) flows[r->u.func->id] = true;
            } else if (static_closure(r->u.global)) {
                flows[static_closure(r->u.global)->id] = true;
            }
        }
    }
}

/* By block id. */
static bool *find_returning(const Func *f, Arena *tmp)
{
    bool *returns = NEW_N(tmp, bool, f->nblocks);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = f->blocks.n; i-- > 0;) {
            const Block *b = f->blocks.p[i];
            bool now = b->kind == BLOCK_RETURN;
            for (uint32_t k = 0; k < b->succs.n; k++) now |= returns[b->succs.p[k]->id];
            changed |= now != returns[b->id];
            returns[b->id] = now;
        }
    }
    return returns;
}

static void scan_value(CallNode *n, Value *v)
{
    if (ssa_op_flags((ValueOp)v->op) & OPF_TRAP) add_effects(n, EFFECT_UNWIND);
    switch (v->op) {
    case V(NEW): case V(NEW_LAYOUT): add_effects(n, EFFECT_ALLOC); break;
    case V(LOCAL):
        if (v->imm & LOCAL_ESCAPES || n->f->component) add_effects(n, EFFECT_ALLOC);     /* the latter in bodies for deep recursion */
        break;
    case V(CALL): note_call(n, v); break;
    case V(CALL_CLOSURE): note_closure_call(n, v); break;
    case V(CALL_ITAB):
        if (!note_targets(n, v)) vec_push(arena, &n->classes, call_class(v));
        break;
    case V(CALL_INDIRECT):
        vec_push(arena, &n->classes, indirect_class(v, false));
        vec_push(arena, &n->classes, indirect_class(v, true));
        break;
    default: break;
    }
}

static void scan(CallNode *n)
{
    Func *f = n->f;
    Arena *tmp = arena_new_small("returning");
    const bool *returning = find_returning(f, tmp);
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        n->returns = returning[f->blocks.p[i]->id];
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) scan_value(n, v);
    }
    arena_free(tmp);
}

static CallNode *node_of(const Func *f)
{
    return f->id < nnodes ? nodes[f->id] : NULL;
}

static uint32_t func_effects(const Func *f)
{
    const CallNode *n = node_of(f);
    return n ? n->effects : f->c_entry ? c_effects(f->c_entry) : f->blocks.n ? EFFECTS_ALL : EFFECT_ALLOC | EFFECT_UNWIND;
}

/* Deferred calls count for suspension and collections only: deferreturn has the rest. */
static uint32_t deferred_effects(CallNode *n, Class *any)
{
    uint32_t e = n->defers_unknown ? any->effects : 0;
    for (uint32_t i = 0; i < n->deferred.n; i++) e |= func_effects(n->deferred.p[i]);
    return e & (EFFECT_SUSPEND | EFFECT_COLLECT);
}

static uint32_t callees_effects(CallNode *n, const FuncVec *callees)
{
    uint32_t e = 0;
    for (uint32_t i = 0; i < callees->n; i++) {
        uint32_t c = func_effects(callees->p[i]);
        if ((c & EFFECT_SUSPEND) && !n->why) n->why = callees->p[i];
        e |= c;
    }
    return e;
}

static bool update(CallNode *n, Class *any_func)
{
    if (n->effects == EFFECTS_ALL) return false;
    uint32_t e = n->base | deferred_effects(n, any_func);
    if (n->runs_deferred) e |= deferred_closures.effects;
    e |= callees_effects(n, &n->callees) | (callees_effects(n, &n->last_callees) & ~(uint32_t)EFFECT_ALLOC);
    for (uint32_t i = 0; i < n->classes.n; i++) e |= n->classes.p[i]->effects;
    if (e == n->effects) return false;
    n->effects = e;
    return true;
}

static bool update_class(Class *c)
{
    uint32_t e = c->effects;
    for (uint32_t k = 0; k < c->members.n; k++) e |= func_effects(c->members.p[k]);
    bool changed = e != c->effects;
    c->effects = e;
    return changed;
}

static bool update_classes(StrMap *m)
{
    bool changed = false;
    for (uint32_t i = 0; i < m->n; i++) changed |= update_class(m->entries[i].val);
    return changed;
}

static const Func *suspending_member(const Class *c)
{
    for (uint32_t i = 0; i < c->members.n; i++)
        if (func_effects(c->members.p[i]) & EFFECT_SUSPEND) return c->members.p[i];
    return NULL;
}

void opt_explain_suspend(const Func *f)
{
    const CallNode *n = node_of(f);
    fprintf(stdout, "suspend: %s", n->f->symbol);
    if (n->why) fprintf(stdout, " <- %s", n->why->symbol);
    for (uint32_t i = 0; !n->why && i < n->classes.n; i++) {
        const Func *m = suspending_member(n->classes.p[i]);
        if (m) {
            fprintf(stdout, " <- func value or method: %s", m->symbol);
            break;
        }
    }
    if (!n->why && n->runs_deferred && suspending_member(&deferred_closures)) fprintf(stdout, " <- deferred: %s", suspending_member(&deferred_closures)->symbol);
    fputc('\n', stdout);
}

void opt_effects(Program *p)
{
    arena_free(arena);              /* of an earlier round */
    arena = arena_new("effects");
    strmap_init(&closure_classes, arena);
    strmap_init(&method_classes, arena);
    nnodes = p->funcs.n;
    nodes = NEW_N(arena, CallNode *, nnodes);
    VEC(CallNode *) all = {0};
    flows = NEW_N(arena, bool, p->funcs.n);
    deferred_closures = (Class){0};
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        const Func *f = p->funcs.p[i];
        if (!f->blocks.n) continue;
        Arena *tmp = arena_new_small("flows");
        note_flows(f, NEW_N(tmp, Func *, f->nvalues));
        arena_free(tmp);
    }
    note_data_flows(p);
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        Func *f = p->funcs.p[i];
        if (f->blocks.n == 0) continue;
        CallNode *n = NEW(arena, CallNode);
        n->f = f;
        nodes[f->id] = n;
        vec_push(arena, &all, n);
        enter_class(f);
        scan(n);
    }
    ssa_each_entry(enter_method, NULL);
    Class *any_func = class_of(&closure_classes, NULL, NULL, 0, NULL, 0);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = all.n; i-- > 0;) changed |= update(all.p[i], any_func);
        changed |= update_classes(&closure_classes);
        changed |= update_classes(&method_classes);
        changed |= update_class(&deferred_closures);
    }
    for (uint32_t i = 0; i < all.n; i++) {
        CallNode *n = all.p[i];
        n->f->may_alloc = n->effects & EFFECT_ALLOC;
        n->f->may_unwind = n->effects & EFFECT_UNWIND;
        n->f->may_suspend = n->effects & EFFECT_SUSPEND;
    }
}

Func *effects_only_method(const Value *call)
{
    const Class *c = call_class(call);
    return c->members.n == 1 ? c->members.p[0] : NULL;
}

const FuncVec *effects_targets(const Value *call)
{
    const FuncVec *t = targets_of(call, call->block->func);
    return t ? t : &call_class(call)->members;
}

static uint32_t targets_effects(const Value *v)
{
    const FuncVec *t = flow_targets(v);
    uint32_t e = 0;
    for (uint32_t i = 0; i < t->n; i++) e |= func_effects(t->p[i]);
    return e;
}

bool effects_deferred_suspend(const Func *f)
{
    CallNode *n = node_of(f);
    return n && f->may_suspend && (f->nsynthetic[0] || deferred_effects(n, class_of(&closure_classes, NULL, NULL, 0, NULL, 0)));
}

static uint32_t call_effects(const Value *v)
{
    switch (v->op) {
    case V(CALL):
        /* These can't fail; they stand before the place that landings return to. */
        if (is_runtime(v->aux.func, "runtime.defertoken") || is_runtime(v->aux.func, "runtime.recovering")) return 0;
        if (is_runtime(v->aux.func, "runtime.deferreturn"))
            return EFFECT_ALLOC | EFFECT_UNWIND | (v->block->func->may_suspend ? EFFECT_SUSPEND : 0) | (func_effects(v->block->func) & EFFECT_COLLECT);
        if (v->aux.func->flags & FN_NORETURN) return EFFECT_UNWIND;
        if (v->aux.func->flags & FN_IMPORT) return EFFECT_ALLOC | EFFECT_UNWIND;
        return func_effects(v->aux.func);
    case V(CALL_CLOSURE): {
        const Func *code = callgraph_closure_code(v->args[0]);
        if (code) return func_effects(code);
        if (targets_of(v, v->block->func)) return targets_effects(v);
        const CallNode *n = node_of(v->block->func);
        return call_class(v)->effects | (n && n->runs_deferred ? deferred_closures.effects : 0);
    }
    case V(CALL_ITAB):
        return targets_of(v, v->block->func) ? targets_effects(v) : call_class(v)->effects;
    case V(CALL_INDIRECT):
        return indirect_class(v, false)->effects | indirect_class(v, true)->effects;
    default:
        return EFFECTS_ALL;
    }
}

/* In a body for deep recursion the calls of the component suspend. */
uint32_t opt_call_effects(const Value *v)
{
    return call_effects(v) | (v->block->func->deep && opt_recurses(v) ? EFFECT_SUSPEND : 0);
}
