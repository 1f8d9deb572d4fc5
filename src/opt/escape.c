/*
 * escape.c - which objects may outlive the call that makes them: LOCALs that do go to the heap, NEWs that don't become LOCALs.
 * (The builder has marked as escaping every LOCAL whose address is taken or captured; here most of them come back.)
 *
 * As in Go's own escape analysis: a graph of locations with flows "dst gets src, after that many dereferences", where -1 takes an
 * address. Locations are the pointer values of a function, the contents of each object that it makes, the heap, and its
 * results. From each root (heap, results) the fewest dereferences to every location are found by relaxation; an object
 * whose address arrives escapes, and what is stored in it has then escaped as well.
 *
 * An address that becomes an integer and a pointer again in one function (unsafe.Pointer's rules allow nothing else) is followed
 * through the arithmetic in between.
 *
 * A closure that is deferred, but not in a loop, does not outlive the call: also a panic calls it on top of the function's frame.
 *
 * A TEMP is room for a short string that becomes a LOCAL like a NEW does, and nil where it can't.
 *
 * Functions are taken callees first. What a function does with a parameter is kept as the fewest dereferences to the heap and
 * to each result; within a recursion and behind unknown calls everything escapes.
 *
 * A NEW in a loop makes a fresh object each time round, a LOCAL is always the same one. So its address must not be in a phi at
 * the head of a loop around it, nor in an object that outlives the iteration.
 */
#include "opt_int.h"

enum {
    NEVER = 100,                /* no flow */
    MAX_DEREFS = 3,
    MAX_VARIABLE = 1 << 14,     /* larger variables go to the heap: the stack is small */
    MAX_OBJECT = 1 << 12,
    MAX_FRAME = 1 << 15,        /* of all of them: inlined functions bring theirs */
    MAX_RECURSIVE = 256,        /* objects of recursive functions */
    MAX_RECURSIVE_VARIABLE = 1 << 10
};

typedef struct Flow { uint32_t src; int32_t derefs; } Flow;
typedef VEC(Flow) FlowVec;

/* What a function does with its parameters. */
typedef struct Summary { int8_t *heap, *result; } Summary;     /* by parameter; by parameter * nresults + result */

typedef struct Escape {
    Func *f;
    Arena *arena;
    FlowVec *in;                /* by location */
    int8_t *dist;
    bool *queued;
    U32Vec work, touched;
    uint32_t heap, result0, nlocs, object0;
    ValueVec objects;           /* object0 + i: contents of objects.p[i] */
    uint32_t *object_of;        /* by value id: index in objects + 1 */
    bool *escapes, *stays;      /* by object */
    bool has_integer_pointers;  /* an integer becomes a pointer somewhere, so integers carry flows, too */
} Escape;

static Summary *summaries;      /* by function id; heap NULL = unknown */

static bool is_object(const Value *v)
{
    return v->op == V(LOCAL) || v->op == V(NEW) || v->op == V(NEW_LAYOUT) || v->op == V(TEMP);
}

static void flow(Escape *e, uint32_t dst, uint32_t src, int derefs)
{
    vec_push(e->arena, &e->in[dst], ((Flow){src, derefs}));
}

/* The object that an address certainly points into, or NULL. */
static Value *object_behind(Value *p)
{
    for (;;)
        switch (p->op) {
        case V(COPY): case V(NIL_CHECK): case V(ADD_PTR):
            p = p->args[0];
            break;
        default:
            return is_object(p) ? p : NULL;
        }
}

static uint32_t store_target(Escape *e, Value *addr)
{
    Value *o = object_behind(addr);
    return o ? e->object0 + e->object_of[o->id] - 1 : e->heap;
}

/* ---- calls ---- */

static void all_escape(Escape *e, const Value *v)
{
    for (uint32_t i = 0; i < v->nargs; i++)
        if (v->args[i]->type == IR_PTR) flow(e, e->heap, v->args[i]->id, 0);
}

static void flow_to_result(Escape *e, Value *call, uint32_t k, Value *arg, int derefs)
{
    if (k == 0) {
        if (call->type == IR_PTR) flow(e, call->id, arg->id, derefs);
        return;
    }
    for (Value *r = call->next; r && r->op == V(RESULT) && r->args[0] == call; r = r->next)
        if ((uint64_t)r->imm == k && r->type == IR_PTR) flow(e, r->id, arg->id, derefs);
}

static void known_call(Escape *e, Value *v, const Func *callee)
{
    if (callee->flags & FN_IMPORT) return;
    if (callee->c_entry) {
        if (!(callee->c_entry->effects & (CFX_READ | CFX_PURE))) {
            all_escape(e, v);
            return;
        }
        for (uint32_t i = 0; i < v->nargs; i++)
            if (v->args[i]->type == IR_PTR) flow_to_result(e, v, 0, v->args[i], 0);
        return;
    }
    const Summary *s = &summaries[callee->id];
    if (!s->heap) {
        all_escape(e, v);
        return;
    }
    uint32_t n = callee->sig->nresults;
    for (uint32_t i = 0; i < v->nargs && i < callee->sig->nparams; i++) {
        if (v->args[i]->type != IR_PTR) continue;
        if (s->heap[i] != NEVER) flow(e, e->heap, v->args[i]->id, s->heap[i]);
        for (uint32_t k = 0; k < n; k++)
            if (s->result[i * n + k] != NEVER) flow_to_result(e, v, k, v->args[i], s->result[i * n + k]);
    }
}

/* A closure that this activation defers, once, is called before it ends, and not by another goroutine. */
static bool defers_once(const Escape *e, const Value *v)
{
    if (!(e->f->flags & FN_HAS_DEFER) || e->f->may_suspend || v->block->loop_depth || !opt_defers(v)) return false;
    const Value *token = v->args[1];        /* of the function around a range-over-func loop? */
    return token->op == V(CALL) && token->block == e->f->blocks.p[0];
}

/* What its code does with what it captured. */
static void deferred_call(Escape *e, const Value *v)
{
    const Func *code = callgraph_deferred_code(v);
    const int8_t *heap = code ? summaries[code->id].heap : NULL;
    if (!heap)
        all_escape(e, v);
    else if (heap[0] != NEVER)
        flow(e, e->heap, v->args[0]->id, heap[0]);
}

static void call(Escape *e, Value *v)
{
    if (defers_once(e, v)) {
        deferred_call(e, v);
        return;
    }
    const Func *callee = v->op == V(CALL) ? v->aux.func : v->op == V(CALL_CLOSURE) ? callgraph_closure_code(v->args[0]) : NULL;
    if (callee)
        known_call(e, v, callee);
    else
        all_escape(e, v);
}

/* ---- the graph ---- */

static void add_value(Escape *e, Value *v)
{
    switch (v->op) {
    case V(LOCAL): case V(NEW): case V(NEW_LAYOUT): case V(TEMP):
        flow(e, v->id, e->object0 + e->object_of[v->id] - 1, -1);
        break;
    case V(PHI):
        if (v->type == IR_PTR || e->has_integer_pointers)
            for (uint32_t i = 0; i < v->nargs; i++) flow(e, v->id, v->args[i]->id, 0);
        break;
    case V(SELECT):
        if (v->type == IR_PTR || e->has_integer_pointers) flow(e, v->id, v->args[0]->id, 0), flow(e, v->id, v->args[1]->id, 0);
        break;
    case V(COPY): case V(NIL_CHECK): case V(ADD_PTR):
        if (v->type == IR_PTR) flow(e, v->id, v->args[0]->id, 0);
        break;
    case V(CONTEXT):
        flow(e, v->id, e->f->params.p[0]->id, 0);
        break;
    case V(LOAD):
        if (v->type == IR_PTR) flow(e, v->id, v->args[0]->id, 1);
        break;
    case V(STORE):
        if (v->args[1]->type == IR_PTR) flow(e, store_target(e, v->args[0]), v->args[1]->id, 0);
        break;
    case V(MOVE): case V(MEMMOVE):
        flow(e, store_target(e, v->args[0]), v->args[1]->id, 1);
        break;
    case V(CALL): case V(CALL_CLOSURE): case V(CALL_ITAB): case V(CALL_INDIRECT):
        call(e, v);
        break;
    case V(HIDE):
        break;
    default:
        if (e->has_integer_pointers && (ssa_op_flags((ValueOp)v->op) & OPF_PURE))
            for (uint32_t i = 0; i < v->nargs; i++) flow(e, v->id, v->args[i]->id, 0);
        break;
    }
}

/* ---- walking ---- */

static void reach(Escape *e, uint32_t loc, int d)
{
    if (d > MAX_DEREFS) d = MAX_DEREFS;
    if (d >= e->dist[loc]) return;
    if (e->dist[loc] == NEVER) vec_push(e->arena, &e->touched, loc);
    e->dist[loc] = (int8_t)d;
    if (e->queued[loc]) return;
    e->queued[loc] = true;
    vec_push(e->arena, &e->work, loc);
}

/* Fewest dereferences from each location to root; forget() before the next one. */
static void walk(Escape *e, uint32_t root)
{
    reach(e, root, 0);
    while (e->work.n) {
        uint32_t loc = vec_pop(&e->work);
        e->queued[loc] = false;
        int base = e->dist[loc] < 0 ? 0 : e->dist[loc];
        for (uint32_t i = 0; i < e->in[loc].n; i++) reach(e, e->in[loc].p[i].src, base + e->in[loc].p[i].derefs);
    }
}

static void forget(Escape *e)
{
    for (uint32_t i = 0; i < e->touched.n; i++) e->dist[e->touched.p[i]] = NEVER;
    e->touched.n = 0;
}

/* Objects whose address has arrived at a root that outlives the call: their contents are the heap's from now on. */
static bool note_escaped(Escape *e)
{
    bool more = false;
    for (uint32_t i = 0; i < e->objects.n; i++)
        if (e->dist[e->object0 + i] < 0 && !e->escapes[i]) {
            e->escapes[i] = more = true;
            flow(e, e->heap, e->object0 + i, 0);
        }
    return more;
}

static void param_flows(const Escape *e, int8_t *to, uint32_t stride)
{
    for (uint32_t i = 0; i < e->f->params.n; i++) {
        int8_t d = e->dist[e->f->params.p[i]->id];
        to[i * stride] = d < 0 ? 0 : d;
    }
}

static void walk_roots(Escape *e)
{
    uint32_t np = e->f->params.n, nr = e->f->sig->nresults;
    Summary s = {NEW_N(prog->arena, int8_t, np + 1), NEW_N(prog->arena, int8_t, np * nr + 1)};
    for (uint32_t k = 0; k < nr; k++) {
        walk(e, e->result0 + k);
        note_escaped(e);
        param_flows(e, s.result + k, nr);
        forget(e);
    }
    do {
        forget(e);
        walk(e, e->heap);
    } while (note_escaped(e));
    param_flows(e, s.heap, 1);
    forget(e);
    summaries[e->f->id] = s;
}

/* ---- objects made in loops ---- */

/* In which loops does root outlive an iteration? Objects made there whose address arrives at it must be fresh ones. */
static void walk_outliving(Escape *e, const LoopForest *l, uint32_t root, const Loop *head, const Loop *fresh_in)
{
    walk(e, root);
    for (uint32_t i = 0; i < e->objects.n; i++) {
        const Value *o = e->objects.p[i];
        const Loop *in = l->of[o->block->rpo];
        if (e->dist[e->object0 + i] >= 0 || o->op == V(LOCAL) || !in) continue;
        if (head ? loops_contains(head, in) : in != fresh_in) e->stays[i] = true;
    }
    forget(e);
}

static void check_loops(Escape *e)
{
    bool any = false;
    for (uint32_t i = 0; i < e->objects.n; i++) {
        const Value *o = e->objects.p[i];
        any |= o->op != V(LOCAL) && o->block->loop_depth > 0 && !e->escapes[i];
    }
    LoopForest l;
    loops_find(&l, e->f, e->arena);
    if (l.irreducible) memset(e->stays, true, e->objects.n);
    if (!any) return;
    for (uint32_t i = 0; i < l.loops.n; i++)
        for (Value *v = l.loops.p[i]->head->first; v && v->op == V(PHI); v = v->next)
            if (v->type == IR_PTR) walk_outliving(e, &l, v->id, l.loops.p[i], NULL);
    for (uint32_t i = 0; i < e->objects.n; i++) {
        const Value *o = e->objects.p[i];
        if (!e->escapes[i] && e->in[e->object0 + i].n)
            walk_outliving(e, &l, e->object0 + i, NULL, o->op == V(LOCAL) ? NULL : l.of[o->block->rpo]);
    }
}

/* ---- the outcome ---- */

static uint64_t object_size(const Value *v)
{
    if (v->op == V(NEW_LAYOUT)) {
        uint64_t n = 0;
        for (int i = 8; i-- > 0;) n = n << 8 | v->aux.global->data[i];
        return n;
    }
    return v->aux.type ? (uint64_t)ssa_layout(v->aux.type)->size : (uint64_t)v->imm >> 8;
}

static void to_stack(Escape *e, Forward *w, Value *v)
{
    Func *f = e->f;
    uint64_t size = object_size(v);
    Value *local = ssa_value_loose(f, V(LOCAL), IR_PTR, v->pos, 0);
    if (v->op == V(NEW))
        local->aux.type = v->aux.type;
    else
        local->imm = (int64_t)(size << 8);
    local->imm |= LOCAL_ZEROED;
    Value *at = f->blocks.p[0]->first;
    while (at && (at->op == V(PARAM) || ssa_is_const(at) || at->op == V(LOCAL))) at = at->next;
    if (at)
        ssa_insert_before(at, local);
    else
        ssa_append(f->blocks.p[0], local);
    forward_set(w, v, local);
    if (v->op == V(TEMP)) return;       /* nobody reads what he has not written */
    Value *zero = ssa_value_loose(f, V(ZERO), IR_VOID, v->pos, 1);
    zero->imm = (int64_t)size;
    ssa_arg_add(zero, local);
    ssa_insert_before(v, zero);
}

static void explain(const Escape *e, const Value *v, const char *where)
{
    if (!debug_on(DEBUG_ESCAPE)) return;
    Place p = pos_place(v->pos);
    fprintf(stdout, "escape: %s: v%u (%s) at %s:%u %s\n", e->f->symbol, v->id, ssa_op_name((ValueOp)v->op), p.file ? p.file : "?", p.line, where);
}

/* In a function that may suspend, NEWs that have to survive that stay on the heap. */
static void keep_suspended(Escape *e)
{
    ValueVec candidates = {0};
    U32Vec index = {0};
    BitSet contents, addresses;
    for (uint32_t i = 0; i < e->objects.n; i++) {
        if (e->objects.p[i]->op == V(LOCAL) || e->escapes[i] || e->stays[i]) continue;
        vec_push(e->arena, &candidates, e->objects.p[i]);
        vec_push(e->arena, &index, i);
    }
    variables_suspended(e->f, &candidates, e->arena, &contents, &addresses);
    for (uint32_t k = 0; k < candidates.n; k++)
        if (bits_get(&contents, k) || bits_get(&addresses, k)) e->stays[index.p[k]] = true;
}

static void place_objects(Escape *e)
{
    Forward w;
    forward_init(&w, e->f, e->arena);
    bool recursive = e->f->recursive;
    uint64_t frame = 0;
    for (uint32_t i = 0; i < e->objects.n; i++) {
        Value *v = e->objects.p[i];
        uint64_t size = object_size(v);
        bool fits = frame + size <= MAX_FRAME;
        if (v->op == V(LOCAL)) {
            bool heap = e->escapes[i] || !fits || size > (recursive ? MAX_RECURSIVE_VARIABLE : MAX_VARIABLE);
            frame += heap ? 0 : size;
            if (v->imm & LOCAL_SCRATCH || heap == ((v->imm & LOCAL_ESCAPES) != 0)) continue;
            v->imm ^= LOCAL_ESCAPES;
            explain(e, v, heap ? "moves to the heap" : "stays on the stack");
        } else if (!e->escapes[i] && !e->stays[i] && fits && size <= (recursive ? MAX_RECURSIVE : MAX_OBJECT)) {
            frame += size;
            explain(e, v, "stays on the stack");
            to_stack(e, &w, v);
        } else if (v->op == V(TEMP)) {
            forward_set(&w, v, ssa_const_nil(e->f));
        }
    }
    forward_apply(&w);
}

static void locate(Escape *e)
{
    Func *f = e->f;
    e->object_of = NEW_N(e->arena, uint32_t, f->nvalues);
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next)
            if (is_object(v)) {
                vec_push(e->arena, &e->objects, v);
                e->object_of[v->id] = e->objects.n;
            } else if (v->op == V(I32_TO_PTR)) {
                e->has_integer_pointers = true;
            }
    e->object0 = f->nvalues;
    e->heap = e->object0 + e->objects.n;
    e->result0 = e->heap + 1;
    e->nlocs = e->result0 + f->sig->nresults;
    e->in = NEW_N(e->arena, FlowVec, e->nlocs);
    e->dist = NEW_N(e->arena, int8_t, e->nlocs);
    memset(e->dist, NEVER, e->nlocs);
    e->queued = NEW_N(e->arena, bool, e->nlocs);
    e->escapes = NEW_N(e->arena, bool, e->objects.n + 1);
    e->stays = NEW_N(e->arena, bool, e->objects.n + 1);
}

void escape_func(Func *f)
{
    Escape e = {.f = f, .arena = arena_new("escape")};
    locate(&e);
    if (e.objects.n || f->flags & FN_HAS_DEFER) ssa_dominators(f);      /* for loops */
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        for (Value *v = b->first; v; v = v->next) add_value(&e, v);
        for (uint32_t k = 0; k < b->rets.n; k++)
            if (b->rets.p[k]->type == IR_PTR) flow(&e, e.result0 + k, b->rets.p[k]->id, 0);
    }
    for (uint32_t i = 0; i < e.objects.n; i++) {
        Value *o = e.objects.p[i];
        if (o->op != V(LOCAL) && object_size(o) > MAX_OBJECT) {
            e.escapes[i] = true;
            flow(&e, e.heap, e.object0 + i, 0);
        }
    }
    walk_roots(&e);
    if (e.objects.n) {
        check_loops(&e);
        keep_suspended(&e);
        place_objects(&e);
    }
    arena_free(e.arena);
}

void escape_begin(Program *p, Arena *a)
{
    summaries = NEW_N(a, Summary, p->funcs.n + SPECIALISE_MAX);
}
