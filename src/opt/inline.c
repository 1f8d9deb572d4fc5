/*
 * inline.c - puts the body of a function in the place of its call.
 *
 * The driver (passes.c) takes functions callees first and cleans each one up before its callers look at it, so sizes are those of
 * the final code and what was inlined into a callee comes along. Small functions are inlined (somewhat larger ones in loops, and if
 * func values are involved, which show what they are then), large ones when there is no other use of them, cold calls and those of
 * initialisers only when that is no larger than the call. Not inlined: functions with deferred calls or recover, whatever calls
 * itself, what the compiler or the runtime knows by name, and calls in the entry block of a function with deferred calls, which must
 * stay as it is.
 *
 * Each value that came from a callee keeps the chain of calls that brought it here (InlineSite), so that tracebacks show the
 * frames of the source.
 */
#include "opt_int.h"

enum { TINY = 8, TINY_FOR_SIZE = 4, SMALL = 30, SMALL_ELSEWHERE = 22, LARGE_LEVEL2 = 80, LARGE_ELSEWHERE = 40, ONCE = 250, MAX_CALLER = 3000, MAX_BLOCKS = 60, MAX_DEPTH = 50 };

static uint32_t *call_count;        /* by function id */
static bool *by_address;            /* by function id: reached in other ways than by a direct call */
static bool *uses_func_values;     /* by function id: makes or calls some; what they are shows in the caller */
static uint8_t *measured;           /* by function id: 0 not yet, 1 can be copied, 2 can't */
static uint8_t *inlined_depth;      /* by function id: how deep calls in it are inlined into each other */
static const CallGraph *graph;
static int level;

/* ---- who may be inlined ---- */

static bool known_by_name(const Func *f)
{
    static const char *const prefixes[] = {"runtime.defer", "runtime.recover", "runtime.gorecover", "runtime.gopanic", "runtime.newproc",
                                           "runtime.main", "runtime.handleEvent", "runtime.Goexit", "gocw."};
    for (size_t i = 0; i < LEN(prefixes); i++)
        if (strncmp(f->symbol, prefixes[i], strlen(prefixes[i])) == 0) return true;
    return strcmp(f->symbol, "main.main") == 0;         /* see reenter.c */
}

static bool is_free(const Value *v)
{
    return ssa_is_const(v) || v->op == V(PARAM) || v->op == V(PHI) || v->op == V(COPY) || v->op == V(CONTEXT) || v->op == V(RESULT) ||
           v->op == V(ADDR_GLOBAL);
}

/* Sets Func.size; false when the body holds something that can't be moved elsewhere. */
static bool count_values(Func *f, bool *func_values)
{
    f->size = 0;
    *func_values = false;
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        if (b->kind == BLOCK_ENTRY_DEFER) return false;
        bool cold = b->kind == BLOCK_DEAD;
        for (Value *v = b->first; v; v = v->next) {
            if (v->op == V(SP)) return false;
            if (v->op == V(LOCAL) && (v->imm & LOCAL_ESCAPES) && !v->aux.type) return false;
            *func_values |= v->op == V(CALL_CLOSURE) || v->op == V(NEW_LAYOUT);
            if (!is_free(v)) f->size += opt_is_call(v) && !cold ? 3 + v->nargs / 2 : 1;
        }
        f->size += b->kind == BLOCK_IF || b->kind == BLOCK_SWITCH;
    }
    return true;
}

static bool count_size(Func *f) { return count_values(f, &uses_func_values[f->id]); }

static bool measure(Func *f)
{
    if (!measured[f->id]) measured[f->id] = count_size(f) ? 1 : 2;
    return measured[f->id] == 1;
}

static bool is_copyable_kind(const Func *c)
{
    const uint32_t never = FN_HAS_DEFER | FN_HAS_RECOVER | FN_NORETURN | FN_IMPORT | FN_C | FN_EXPORTED | FN_INIT;
    return c->blocks.n && !(c->flags & never) && !known_by_name(c);
}

bool inline_copyable(Func *c) { return !(c->flags & FN_NOINLINE) && is_copyable_kind(c) && measure(c); }

bool inline_copyable_early(Func *c)
{
    bool func_values;
    return is_copyable_kind(c) && count_values(c, &func_values);
}

static bool may_inline(Func *c)
{
    return inline_copyable(c) && c->blocks.n <= MAX_BLOCKS && inlined_depth[c->id] < MAX_DEPTH && !c->recursive;
}

static bool is_cold(const Block *b)
{
    return b->cold || b->kind == BLOCK_DEAD;
}

static bool pays(const Func *caller, const Func *c, const Value *call)
{
    bool loop = call->block->loop_depth, more = loop || uses_func_values[c->id], once = !loop && caller->flags & FN_INIT;
    uint32_t tiny = level == 3 ? TINY_FOR_SIZE : TINY;
    uint32_t limit = level == 3 || once ? tiny : level == 2 ? (more ? LARGE_LEVEL2 : LARGE_ELSEWHERE) : more ? SMALL : SMALL_ELSEWHERE;
    if (c->size <= tiny) return true;
    if (is_cold(call->block) || caller->size > MAX_CALLER) return false;
    if (call_count[c->id] == 1 && !by_address[c->id] && c->size <= ONCE) return true;
    /* Constants among the arguments fold something, more often than not. */
    for (uint32_t i = 0; i < call->nargs; i++)
        if (ssa_is_const(call->args[i]) || call->args[i]->op == V(FUNC_INDEX)) limit += level == 3 ? 1 : 4;
    return c->size <= limit;
}

/* ---- copying ---- */

typedef struct SiteCopy { InlineSite *from, *to; struct SiteCopy *next; } SiteCopy;

/* What the calls inlined into one function share. */
typedef struct Inlining {
    Func *f;
    Arena *arena;
    Forward forward;            /* from the calls' values to the results; applied at the end */
    Value *last_local;          /* in the entry block: behind it the next LOCAL is placed; or NULL */
} Inlining;

typedef struct Inliner {
    Inlining *all;
    Func *f;
    Arena *arena;               /* for one call */
    Value *call;
    Func *callee;
    Value **value;              /* by id in the callee */
    Block **block;
    InlineSite *site;
    SiteCopy *copies;
} Inliner;

static InlineSite *site_for(Inliner *n, InlineSite *inner)
{
    if (!inner) return n->site;
    for (SiteCopy *c = n->copies; c; c = c->next)
        if (c->from == inner) return c->to;
    InlineSite *s = NEW(prog->arena, InlineSite);
    *s = (InlineSite){site_for(n, inner->outer), inner->pos, inner->callee};
    SiteCopy *c = NEW(n->arena, SiteCopy);
    *c = (SiteCopy){inner, s, n->copies};
    n->copies = c;
    return s;
}

Value *inline_copy_const(Func *f, const Value *v)
{
    uint32_t bits = (uint32_t)v->imm;
    float x;
    double d;
    switch (v->op) {
    case V(CONST_I32): return ssa_const_i32(f, (int32_t)v->imm);
    case V(CONST_I64): return ssa_const_i64(f, v->imm);
    case V(CONST_F32): memcpy(&x, &bits, 4); return ssa_const_f32(f, x);
    case V(CONST_F64): memcpy(&d, &v->imm, 8); return ssa_const_f64(f, d);
    default: return ssa_const_ptr(f, (uint32_t)v->imm);
    }
}

static Value *copy_shell(Inliner *n, const Value *v, ValueOp op)
{
    Value *c = ssa_value_loose(n->f, op, (IrType)v->type, v->pos, v->nargs);
    c->mem = v->mem;
    c->imm = v->imm;
    c->aux = v->aux;
    c->targets = v->targets;
    c->sig = v->sig;
    c->inl = site_for(n, v->inl);
    return c;
}

static void place_in_entry(Inlining *all, Value *v)
{
    Value *at = all->last_local ? all->last_local->next : all->f->blocks.p[0]->first;
    while (at && (at->op == V(PARAM) || ssa_is_const(at) || at->op == V(LOCAL))) at = at->next;
    if (at)
        ssa_insert_before(at, v);
    else
        ssa_append(all->f->blocks.p[0], v);
    all->last_local = v;
}

static void copy_values(Inliner *n, Block *from, Block *to)
{
    for (Value *v = from->first; v; v = v->next) {
        Value *c;
        if (v->op == V(PARAM)) {
            c = n->call->args[v->imm];
        } else if (v->op == V(CONTEXT)) {
            c = n->call->args[0];
        } else if (ssa_is_const(v)) {
            c = inline_copy_const(n->f, v);
        } else if (v->op == V(LOCAL) && !(v->imm & LOCAL_ESCAPES)) {
            c = copy_shell(n, v, V(LOCAL));
            if (!n->callee->may_suspend) c->imm |= LOCAL_SCRATCH;     /* dead when the callee returns */
            place_in_entry(n->all, c);
        } else {
            /* A variable on the heap is a new one for each call. */
            c = copy_shell(n, v, v->op == V(LOCAL) ? V(NEW) : (ValueOp)v->op);
            if (v->op == V(LOCAL)) c->imm = 0;
            if (to->last)
                ssa_insert_after(to->last, c);
            else
                ssa_append(to, c);
        }
        n->value[v->id] = c;
    }
}

static void copy_operands(Inliner *n, const Block *from)
{
    for (Value *v = from->first; v; v = v->next) {
        if (v->op == V(PARAM) || v->op == V(CONTEXT) || ssa_is_const(v)) continue;
        Value *c = n->value[v->id];
        for (uint32_t i = 0; i < v->nargs; i++) ssa_arg_add(c, n->value[v->args[i]->id]);
    }
}

/* The part of b behind the call and its results, as a new block that takes over b's successors. */
static Block *split_after(Func *f, Block *b, Value *call)
{
    Value *last = call;
    while (last->next && last->next->op == V(RESULT) && last->next->args[0] == call) last = last->next;
    Block *rest = ssa_block_new(f);
    rest->kind = b->kind;
    rest->pos = b->pos;
    rest->cold = b->cold;
    rest->likely = b->likely;
    rest->control = b->control;
    rest->rets = b->rets;
    rest->succs = b->succs;
    rest->sealed = true;
    for (uint32_t i = 0; i < rest->succs.n; i++) {
        BlockVec *p = &rest->succs.p[i]->preds;
        for (uint32_t k = 0; k < p->n; k++)
            if (p->p[k] == b) p->p[k] = rest;
    }
    rest->first = last->next;
    rest->last = last->next ? b->last : NULL;
    if (last->next) last->next->prev = NULL;
    last->next = NULL;
    b->last = last;
    for (Value *v = rest->first; v; v = v->next) v->block = rest;
    b->control = NULL;
    b->rets = (ValueVec){0};
    b->succs = (BlockVec){0};
    b->kind = BLOCK_JUMP;
    b->likely = 0;
    return rest;
}

static void copy_end(Inliner *n, const Block *from, Block *to, Block *rest, Value **result)
{
    to->cold |= from->cold;
    to->likely = from->likely;
    to->pos = from->pos;
    to->sealed = true;
    if (from->kind != BLOCK_RETURN) {
        ssa_block_kind(to, (BlockKind)from->kind, from->control ? n->value[from->control->id] : NULL, from->pos);
        return;                 /* edges are made by the caller, in order of predecessors */
    }
    ssa_block_kind(to, BLOCK_JUMP, NULL, from->pos);
    ssa_edge(to, rest);
    for (uint32_t k = 0; k < from->rets.n; k++) ssa_arg_add(result[k], n->value[from->rets.p[k]->id]);
}

static Value *loose_phi(Func *f, uint8_t type, Pos pos, uint32_t room)
{
    return ssa_value_loose(f, V(PHI), (IrType)type, pos, room);
}

static Inlining inlining_begin(Func *f)
{
    Inlining all = {.f = f, .arena = arena_new("inline")};
    forward_init(&all.forward, f, all.arena);
    return all;
}

static void inlining_end(Inlining *all)
{
    forward_apply(&all->forward);
    arena_free(all->arena);
}

static void inline_call(Inlining *all, Value *call, Func *c)
{
    Func *f = all->f;
    Inliner n = {.all = all, .f = f, .arena = arena_new("inline"), .call = call, .callee = c};
    n.value = NEW_N(n.arena, Value *, c->nvalues);
    n.block = NEW_N(n.arena, Block *, c->nblocks);
    n.site = NEW(prog->arena, InlineSite);
    *n.site = (InlineSite){call->inl, call->pos, c};

    Block *b = call->block, *rest = split_after(f, b, call);
    uint32_t returns = 0, nres = call->sig->nresults;
    for (uint32_t i = 0; i < c->blocks.n; i++) {
        n.block[c->blocks.p[i]->id] = ssa_block_new(f);
        n.block[c->blocks.p[i]->id]->cold = b->cold;
        returns += c->blocks.p[i]->kind == BLOCK_RETURN;
    }
    Value **result = NEW_N(n.arena, Value *, nres + 1);
    for (uint32_t k = nres; k-- > 0;) {
        result[k] = loose_phi(f, call->sig->results[k], call->pos, returns);
        ssa_append(rest, result[k]);
    }
    for (uint32_t i = 0; i < c->blocks.n; i++) copy_values(&n, c->blocks.p[i], n.block[c->blocks.p[i]->id]);
    for (uint32_t i = 0; i < c->blocks.n; i++) copy_operands(&n, c->blocks.p[i]);
    ssa_edge(b, n.block[c->blocks.p[0]->id]);
    for (uint32_t i = 0; i < c->blocks.n; i++) {
        Block *from = c->blocks.p[i], *to = n.block[from->id];
        copy_end(&n, from, to, rest, result);
        for (uint32_t k = 0; k < from->succs.n; k++) vec_push(f->arena, &to->succs, n.block[from->succs.p[k]->id]);
        /* Phi operands follow predecessors, so these are copied in their order. */
        for (uint32_t k = 0; k < from->preds.n; k++) vec_push(f->arena, &to->preds, n.block[from->preds.p[k]->id]);
    }
    for (Value *r = call->next; r; r = r->next) forward_set(&all->forward, r, result[r->imm]);
    if (nres)
        forward_set(&all->forward, call, result[0]);
    else
        ssa_value_remove(call);
    arena_free(n.arena);
}

/* ---- copies of whole functions ---- */

/* A function that does what f does: a call of f, inlined. */
Func *inline_clone(Func *f, const char *symbol)
{
    Func *g = ssa_func_new(symbol, f->sig);
    g->go_name = f->go_name;
    g->pkg = f->pkg;
    g->pos = f->pos;
    g->flags = (f->flags & (FN_NOINLINE | FN_PURE)) | FN_WRAPPER;   /* f's own frame shows in tracebacks */
    g->state = FUNC_BUILT;
    ssa_func_begin(g);
    Block *b = g->blocks.p[0];
    Value *call = ssa_value(b, V(CALL), f->sig->nresults ? (IrType)f->sig->results[0] : IR_VOID, f->pos, g->params.n, g->params.p);
    call->aux.func = f;
    call->sig = f->sig;
    ssa_block_kind(b, BLOCK_RETURN, NULL, f->pos);
    for (uint32_t k = 0; k < f->sig->nresults; k++) {
        Value *r = k == 0 ? call : ssa_value1(b, V(RESULT), (IrType)f->sig->results[k], f->pos, call);
        if (k > 0) r->imm = k;
        ssa_ret_add(b, r);
    }
    Inlining all = inlining_begin(g);
    inline_call(&all, call, f);
    inlining_end(&all);
    ssa_dominators(g);
    return g;
}

/* ---- a function's calls ---- */

static Func *target(Value *v)
{
    if (v->op == V(CALL)) return v->aux.func;
    return NULL;
}

void inline_calls(Func *f)
{
    bool defers = f->blocks.p[0]->kind == BLOCK_ENTRY_DEFER;
    ssa_dominators(f);              /* loops */
    count_size(f);
    measured[f->id] = 0;            /* it is about to change; asked again by its callers */
    ValueVec calls = {0};
    for (uint32_t i = defers ? 1 : 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            Func *c = target(v);
            if (!c || c == f || graph->scc[c->id] == graph->scc[f->id] || !may_inline(c) || !pays(f, c, v)) continue;
            f->size += c->size;
            if (inlined_depth[f->id] <= inlined_depth[c->id]) inlined_depth[f->id] = inlined_depth[c->id] + 1;
            vec_push(f->arena, &calls, v);
        }
    if (!calls.n) return;
    /* From the last to the first: the part of a block that is behind a call, and moves, is short then. */
    Inlining all = inlining_begin(f);
    for (uint32_t i = calls.n; i-- > 0;) inline_call(&all, calls.p[i], calls.p[i]->aux.func);
    inlining_end(&all);
}

/* ---- recursion ---- */

/* A small function that calls itself gets one copy of itself in the place of each such call: fewer calls for the same depth. */
bool inline_self(Func *f)
{
    enum { MAX_SELF = 40, MAX_GROWN = 160 };
    ValueVec calls = {0};
    measured[f->id] = 0;
    if (f->flags & (FN_NOINLINE | FN_HAS_DEFER | FN_HAS_RECOVER | FN_EXPORTED) || !f->recursive || !measure(f) || f->size > MAX_SELF) return false;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v && !is_cold(f->blocks.p[i]); v = v->next)
            if (v->op == V(CALL) && v->aux.func == f) vec_push(f->arena, &calls, v);
    if (!calls.n || f->size * (calls.n + 1) > MAX_GROWN) return false;
    Func *was = inline_clone(f, arena_printf(prog->arena, "%s·self", f->symbol));
    Inlining all = inlining_begin(f);
    for (uint32_t i = 0; i < calls.n; i++) inline_call(&all, calls.p[i], was);
    inlining_end(&all);
    ssa_func_free(was);
    prog->funcs.n--;            /* it was the last */
    return true;
}

/* ---- who uses whom ---- */

bool inline_by_address(const Func *f)
{
    return by_address[f->id];
}

void inline_begin(Program *p, const CallGraph *g, Arena *a)
{
    graph = g;
    level = p->opt_level;
    uint32_t n = p->funcs.n + SPECIALISE_MAX;
    call_count = NEW_N(a, uint32_t, n);
    by_address = callgraph_by_address(p, a);
    measured = NEW_N(a, uint8_t, n);
    uses_func_values = NEW_N(a, bool, n);
    inlined_depth = NEW_N(a, uint8_t, n);
    for (uint32_t i = 0; i < p->funcs.n; i++)
        for (uint32_t k = 0; k < p->funcs.p[i]->blocks.n; k++)
            for (const Value *v = p->funcs.p[i]->blocks.p[k]->first; v; v = v->next)
                if (v->op == V(CALL)) call_count[v->aux.func->id]++;
}
