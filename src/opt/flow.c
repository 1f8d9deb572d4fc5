/*
 * flow.c - which dynamic types and which functions get to a call through an interface or of a func value.
 *
 * Variable type analysis (Sundaresan et al.) with the call graph found along the way. Nodes are the pointer values of all
 * functions, the results of functions and the cells of memory (src/ssa/cells.c). What flows are concrete types, as descriptors
 * or itabs (an itab stands for its type), and functions, as closures. Each pair of a node and what reached it is looked at
 * once; a pair at the operand of an indirect call makes its target's parameters and results part of the graph.
 *
 * Memory without a cell is one node, the *pool*: plain pointers, data words of interfaces, and whatever reflection, unsafe
 * code, the runtime and the host may mix up. It is large, so its contents don't flow: a load gives the mark FROM_POOL, which stands
 * for all of them. Types in the pool are open to reflection: their exported fields, elements and so on are in the pool, too, and
 * cells in them joined with it.
 *
 * Functions are looked at when they are reached (Func.reached): from the program's entry, and from what the runtime, the host and
 * reflection call. So a method that only code calls which is not in the program adds nothing. What is started or deferred gets to the
 * node STARTED.
 *
 * A call to which nothing gets can only fail. Calls that were not there when the analysis ran have no result; for them the classes
 * of effects.c hold.
 */
#include "opt_int.h"

enum { POOL = 0, STARTED = 1, NODES = 2 };          /* nodes; the other ones follow */
enum { FROM_POOL = 1 };                             /* an element */

typedef struct Edge { uint32_t to; Type *iface; } Edge;     /* iface: only types that implement it pass */
typedef VEC(uint32_t) IdVec;

typedef struct FlowNode {
    VEC(Edge) edges;
    IdVec has;                      /* elements that have come here */
    VEC(Value *) calls;             /* whose target it is */
} FlowNode;

typedef struct Pair { uint32_t node, elem; } Pair;
typedef struct Targets { FuncVec funcs; bool open; } Targets;

static Arena *arena, *perm;
static VEC(FlowNode) nodes;
static uint32_t cells0;
static uint32_t *values0;           /* by function id: node of its value 0; its results follow the values */
static VEC(Type *) types;           /* of elements 2, 4, ...; functions are the odd ones */
static PtrMap type_ids;
static VEC(Pair) work;
static uint64_t *seen;              /* hash set of pairs */
static uint32_t nseen, seen_mask;
static VEC(Targets) found;          /* by Value.targets - 1 */
static VEC(Value *) open_calls;     /* any in the pool may be their target */
static bool starts_any;             /* any func() in the pool may be started or deferred */
static bool all_fields;

/* ---- elements and pairs ---- */

static uint32_t type_element(Type *t)
{
    uint32_t id = (uint32_t)(uintptr_t)ptrmap_get(&type_ids, t);
    if (!id) {
        vec_push(arena, &types, t);
        ptrmap_set(&type_ids, t, (void *)(uintptr_t)(id = types.n * 2));
    }
    return id;
}

static uint32_t func_element(const Func *f) { return f->id * 2 + 3; }
static Type *element_type(uint32_t e) { return e & 1 ? NULL : types.p[e / 2 - 1]; }
static Func *element_func(uint32_t e) { return e & 1 && e > FROM_POOL ? prog->funcs.p[(e - 3) / 2] : NULL; }

static bool enter_pair(uint64_t key)
{
    uint32_t h = (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & seen_mask;
    for (; seen[h]; h = (h + 1) & seen_mask)
        if (seen[h] == key) return false;
    seen[h] = key;
    return true;
}

static void grow_seen(void)
{
    uint64_t *old = seen;
    uint32_t n = seen_mask + 1;
    seen_mask = n * 2 - 1;
    seen = NEW_N(arena, uint64_t, n * 2);
    for (uint32_t i = 0; i < n; i++)
        if (old[i]) enter_pair(old[i]);
}

static void add(uint32_t node, uint32_t elem)
{
    if (node == POOL && elem == FROM_POOL) return;
    if (!enter_pair((uint64_t)(node + 1) << 32 | elem)) return;
    if (++nseen * 2 > seen_mask) grow_seen();
    vec_push(arena, &nodes.p[node].has, elem);
    vec_push(arena, &work, ((Pair){node, elem}));
}

static bool passes(const Edge *e, uint32_t elem)
{
    Type *t = element_type(elem);
    Object *missing;
    return !e->iface || !t || (!typ_is_interface(t) && typ_implements(t, e->iface, &missing));
}

static void edge(uint32_t from, uint32_t to, Type *iface)
{
    Edge e = {to, iface};
    if (from == to) return;
    if (from == POOL) {
        add(to, FROM_POOL);
        return;
    }
    vec_push(arena, &nodes.p[from].edges, e);
    for (uint32_t i = 0; i < nodes.p[from].has.n; i++)
        if (passes(&e, nodes.p[from].has.p[i])) add(to, nodes.p[from].has.p[i]);
}

/* ---- nodes ---- */

static const Value *origin(const Value *v)
{
    while (v->op == V(COPY) || v->op == V(NIL_CHECK) || v->op == V(HIDE)) v = v->args[0];
    return v;
}

static uint32_t value_node(const Func *f, const Value *v) { return values0[f->id] + origin(v)->id; }
static uint32_t result_node(const Func *f, uint32_t k) { return values0[f->id] + f->nvalues + k; }

static uint32_t cell_node(const Cell *c)
{
    if (!c) return POOL;
    while (nodes.n <= cells0 + c->id) vec_push(arena, &nodes, (FlowNode){0});
    return cells0 + c->id;
}

/* What a value is from the start, 0: nothing that calls go by. */
static uint32_t constant_element(const Value *v)
{
    if (v->op == V(ADDR_ITAB)) return type_element(v->aux.itab->concrete);
    if (v->op == V(ADDR_GLOBAL) && v->imm == 0) {
        Type *t = ssa_described_type(v->aux.global);
        const ItabRef *itab = ssa_described_itab(v->aux.global);
        if (t || itab) return type_element(t ? t : itab->concrete);
    }
    const Func *code = v->op == V(NEW_LAYOUT) || v->op == V(LOCAL) || v->op == V(ADDR_GLOBAL) ? callgraph_closure_code(v) : NULL;
    return code ? func_element(code) : 0;
}

/* ---- calls ---- */

static void note_func(Func *f);

static void reach(Func *f)
{
    if (f->reached || !f->blocks.n) return;
    f->reached = true;
    note_func(f);
}

static bool known(const Func *f)
{
    return f->blocks.n && !f->c_entry && !(f->flags & FN_IMPORT);
}

static uint32_t call_result(const Func *in, const Value *call, uint32_t k)
{
    const Value *r = call;
    for (uint32_t i = 0; i < k && r; i++) r = r->next;
    return values0[in->id] + r->id;
}

static void join_call(Func *in, const Value *call, const Func *target, uint32_t first)
{
    const Sig *s = target->sig;
    for (uint32_t i = first; i < call->nargs && i - first < target->params.n; i++)
        if (call->args[i]->type == IR_PTR) edge(value_node(in, call->args[i]), value_node(target, target->params.p[i - first]), NULL);
    for (uint32_t k = 0; k < s->nresults && !(target->flags & FN_NORETURN); k++)
        if (s->results[k] == IR_PTR) edge(result_node(target, k), call_result(in, call, k), NULL);
}

/* To code that is not seen. */
static void leave(Func *in, const Value *call)
{
    for (uint32_t i = 0; i < call->nargs; i++)
        if (call->args[i]->type == IR_PTR) edge(value_node(in, call->args[i]), POOL, NULL);
    for (uint32_t k = 0; k < call->sig->nresults; k++)
        if (call->sig->results[k] == IR_PTR) add(call_result(in, call, k), FROM_POOL);
}

/* Descriptors that compiled code hands to the runtime say what memory is for; no interface is made of them. */
static bool is_helper(const Func *f)
{
    static const char *const prefixes[] = {"runtime.map", "runtime.make", "runtime.grow",
                                           "runtime.type", "runtime.chan", "runtime.new", "internal/runtime/maps."};
    for (size_t i = 0; i < LEN(prefixes); i++)
        if (!strncmp(f->symbol, prefixes[i], strlen(prefixes[i]))) return true;
    return false;
}

/* These take types only to print their names. */
static bool is_failed_assertion(const Func *f)
{
    return strncmp(f->symbol, "runtime.panicdottype", 20) == 0 || strncmp(f->symbol, "runtime.panicnildottype", 23) == 0;
}

/* reflect.TypeOf(x).String() and the like: of x only the type matters, and of that nothing which leads to values. */
static bool is_type_query(const Func *in, const Value *call)
{
    static const char *const queries[] = {"String", "Name", "PkgPath", "Kind", "Size", "Comparable"};
    if (strcmp(call->aux.func->symbol, "reflect.TypeOf") != 0) return false;
    const Value *type = call->next;         /* the data word of the reflect.Type */
    for (uint32_t i = 0; i < in->blocks.n; i++) {
        const Block *b = in->blocks.p[i];
        for (const Value *v = b->first; v; v = v->next)
            for (uint32_t k = 0; k < v->nargs; k++) {
                bool asks = false;
                if (v->args[k] != type) continue;
                for (size_t q = 0; q < LEN(queries) && v->op == V(CALL_ITAB) && k == 1; q++) asks |= !strcmp(ssa_called_method(v)->s, queries[q]);
                if (!asks) return false;
            }
        for (uint32_t k = 0; k < b->rets.n; k++)
            if (b->rets.p[k] == type) return false;
    }
    return true;
}

static void direct_call(Func *in, Value *call)
{
    Func *f = call->aux.func;
    if (is_failed_assertion(f)) return;
    if (!strncmp(f->symbol, "runtime.typeAssertE2I", 21)) {
        const Value *to = origin(call->args[0]);
        Type *iface = to->op == V(ADDR_GLOBAL) ? ssa_described_type(to->aux.global) : NULL;
        edge(value_node(in, call->args[1]), value_node(in, call), iface);
        return;
    }
    if (!known(f)) {
        if (effects_starts_or_defers(call))
            edge(value_node(in, call->args[0]), STARTED, NULL);
        else
            leave(in, call);
        return;
    }
    reach(f);
    bool helper = is_helper(f), query = is_type_query(in, call);
    for (uint32_t i = 0; i < call->nargs && i < f->params.n && !query; i++) {
        const Value *x = origin(call->args[i]);
        if (x->type != IR_PTR) continue;
        if (i == 0 && effects_starts_or_defers(call)) {
            edge(value_node(in, x), STARTED, NULL);
            continue;
        }
        if (helper && x->op == V(ADDR_GLOBAL) && ssa_described_type(x->aux.global)) continue;
        edge(value_node(in, x), value_node(f, f->params.p[i]), NULL);
    }
    for (uint32_t k = 0; k < f->sig->nresults && !(f->flags & FN_NORETURN); k++)
        if (f->sig->results[k] == IR_PTR) edge(result_node(f, k), call_result(in, call, k), NULL);
}

static Func *method_of(Type *t, const Value *call)
{
    const Object *want = typ_type_set(call->aux.type)->methods.p[call->imm];
    const MethodVec *set = typ_is_interface(t) ? NULL : typ_method_set(t);
    for (uint32_t i = 0; set && i < set->n; i++) {
        const Object *m = set->p[i].func;
        if (m->name == want->name && (m->exported || m->pkg == want->pkg)) return ssa_method_entry(t, &set->p[i], false);
    }
    return NULL;
}

static bool fits(const Func *f, const Sig *s)
{
    return f->sig->nparams == s->nparams + 1 && f->sig->nresults == s->nresults && f->sig->params[0] == IR_PTR &&
           memcmp(f->sig->params + 1, s->params, s->nparams) == 0 && memcmp(f->sig->results, s->results, s->nresults) == 0;
}

/* What the call calls if this is its receiver or func value, or NULL. */
static Func *called_with(const Value *call, uint32_t elem)
{
    bool itab = call->op == V(CALL_ITAB);
    Func *f = itab ? element_type(elem) ? method_of(element_type(elem), call) : NULL : element_func(elem);
    return f && f->blocks.n && fits(f, call->sig) && (itab || (f->flags & FN_CONTEXT)) ? f : NULL;
}

static void resolve(Value *call, uint32_t elem)
{
    Targets *t = &found.p[call->targets - 1];
    if (elem == FROM_POOL) {
        if (t->open) return;
        t->open = true;
        vec_push(arena, &open_calls, call);
        for (uint32_t i = 0; i < nodes.p[POOL].has.n; i++) resolve(call, nodes.p[POOL].has.p[i]);
        return;
    }
    Func *f = called_with(call, elem);
    if (!f) return;
    if (!enter_pair((UINT64_C(1) << 63) | (uint64_t)call->targets << 32 | f->id)) return;
    if (++nseen * 2 > seen_mask) grow_seen();
    vec_push(perm, &t->funcs, f);
    reach(f);
    join_call(call->block->func, call, f, call->op == V(CALL_ITAB) ? 1 : 0);
}

/* ---- the pool ---- */

static void open_cell(void *ctx, Cell *c, uint64_t offset)
{
    (void)ctx;
    (void)offset;
    if (c->open) return;
    c->open = true;
    edge(cell_node(c), POOL, NULL);
    add(cell_node(c), FROM_POOL);
}

static void reflect_type(Type *t) { add(POOL, type_element(typ_canon(t))); }

static void reflect_fields(Type *t)
{
    Type *u = typ_underlying(t);
    for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
        const Object *field = u->u.strct.fields.p[i];
        if (!field->exported && !field->embedded && !all_fields) continue;
        if (ssa_cell_of_field(t, i)) open_cell(NULL, ssa_cell_of_field(t, i), 0);
        reflect_type(field->type);
    }
}

/* What reflection may do with a type that it knows: see mark_parts of src/ssa/reach.c. */
static void reflect_parts(Type *t)
{
    Type *u = typ_underlying(t);
    if (ssa_reflects_pointer(t)) reflect_type(typ_new_pointer(t));
    switch (u->kind) {
    case T_INTERFACE: open_cell(NULL, ssa_cell_of(t), 0); break;
    case T_POINTER: reflect_type(u->u.pointer.base); break;
    case T_SLICE: reflect_type(u->u.slice.elem); break;
    case T_ARRAY: reflect_type(u->u.array.elem); break;
    case T_CHAN: reflect_type(u->u.chan.elem); break;
    case T_MAP:
        reflect_type(u->u.map.key);
        reflect_type(u->u.map.elem);
        break;
    case T_STRUCT: reflect_fields(t); break;
    case T_SIGNATURE: {
        open_cell(NULL, ssa_cell_of(t), 0);
        const ObjectVec *lists[] = {&u->u.sig.params->u.tuple.vars, &u->u.sig.results->u.tuple.vars};
        for (int k = 0; k < 2; k++)
            for (uint32_t i = 0; i < lists[k]->n; i++) reflect_type(lists[k]->p[i]->type);
        break;
    }
    default: break;
    }
}

/* Called from code that is not seen. */
static void outside_call(Func *f)
{
    reach(f);
    for (uint32_t i = 0; i < f->params.n; i++)
        if (f->params.p[i]->type == IR_PTR) add(value_node(f, f->params.p[i]), FROM_POOL);
    for (uint32_t k = 0; k < f->sig->nresults; k++)
        if (f->sig->results[k] == IR_PTR) edge(result_node(f, k), POOL, NULL);
}

static void reflect_methods(Type *t)
{
    const MethodVec *set = typ_is_interface(t) ? NULL : typ_method_set(t);
    for (uint32_t i = 0; set && i < set->n; i++) {
        Func *entries[] = {ssa_method_entry(t, &set->p[i], false), ssa_method_func(t, &set->p[i], false)};
        for (int k = 0; k < 2; k++)
            if (entries[k] && entries[k]->blocks.n) outside_call(entries[k]);
    }
}

static void start(Func *f)
{
    if ((f->flags & FN_CONTEXT) && f->sig->nparams == 1 && f->sig->nresults == 0) reach(f);
}

static void into_started(uint32_t elem)
{
    if (element_func(elem)) start(element_func(elem));
    if (elem != FROM_POOL || starts_any) return;
    starts_any = true;
    for (uint32_t i = 0; i < nodes.p[POOL].has.n; i++)
        if (element_func(nodes.p[POOL].has.p[i])) start(element_func(nodes.p[POOL].has.p[i]));
}

static void into_pool(uint32_t elem)
{
    Type *t = element_type(elem);
    Func *f = element_func(elem);
    if (t) reflect_parts(t);
    if (t && prog->reflect_methods) reflect_methods(t);
    if (f && f->blocks.n && ssa_reflect_thunk(f)) outside_call(f);
    if (f && starts_any) start(f);
    for (uint32_t i = 0; i < open_calls.n; i++) resolve(open_calls.p[i], elem);
}

/* ---- the graph ---- */

static void indirect_call(Func *in, Value *v)
{
    vec_push(perm, &found, ((Targets){{0}, false}));
    v->targets = found.n;
    uint32_t node = value_node(in, v->args[0]);
    vec_push(arena, &nodes.p[node].calls, v);
}

static void note_value(Func *f, Value *v)
{
    uint32_t node = values0[f->id] + v->id, e = v->type == IR_PTR ? constant_element(v) : 0;
    if (e) add(node, e);
    switch (v->op) {
    case V(LOAD):
        if (v->type != IR_PTR) break;
        edge(v->aux.cell == &ssa_cell_itab_type ? value_node(f, v->args[0]) : cell_node(v->aux.cell), node, NULL);
        break;
    case V(STORE):
        if (v->args[1]->op == V(FUNC_INDEX) && (v->imm || !callgraph_closure_code(v->args[0])))
            add(POOL, func_element(v->args[1]->aux.func));
        if (v->mem == MEM_PTR) edge(value_node(f, v->args[1]), cell_node(v->aux.cell), NULL);
        break;
    case V(PHI): case V(SELECT):
        for (uint32_t i = 0; v->type == IR_PTR && i < v->nargs; i++)
            if (v->args[i]->type == IR_PTR) edge(value_node(f, v->args[i]), node, NULL);
        break;
    case V(PTR_TO_I32): edge(value_node(f, v->args[0]), POOL, NULL); break;
    case V(I32_TO_PTR): add(node, FROM_POOL); break;
    case V(CALL): direct_call(f, v); break;
    case V(CALL_ITAB): case V(CALL_CLOSURE): indirect_call(f, v); break;
    case V(CALL_INDIRECT): leave(f, v); break;
    default: break;
    }
}

static void note_func(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        for (Value *v = b->first; v; v = v->next) note_value(f, v);
        for (uint32_t k = 0; k < b->rets.n; k++)
            if (b->rets.p[k]->type == IR_PTR) edge(value_node(f, b->rets.p[k]), result_node(f, k), NULL);
    }
}

/* What is called by the runtime in C, by the host, or by calls that passes and the back end make. */
static bool is_root(const Func *f)
{
    if (f == prog->entry || f->address_taken || f->flags & (FN_EXPORTED | FN_INIT)) return true;
    return strncmp(f->symbol, "runtime.", 8) == 0 || strncmp(f->symbol, "type:", 5) == 0 || (f->pkg && strcmp(f->pkg->path, "runtime") == 0) ||
           ssa_is_free_lock(f);
}

static void reach_root(Func *f)
{
    reach(f);
    if (f->flags & FN_EXPORTED || f == prog->entry) outside_call(f);
    if (f->address_taken) add(POOL, func_element(f));
}

typedef struct DataPlace { uint32_t offset, node; } DataPlace;

static void find_cell(void *ctx, Cell *c, uint64_t offset)
{
    DataPlace *p = ctx;
    if (offset == p->offset) p->node = cell_node(c);
}

static void note_data(const Global *g)
{
    if (ssa_described_itab(g)) return;
    for (uint32_t i = 0; i < g->relocs.n; i++) {
        const Reloc *r = &g->relocs.p[i];
        if (r->kind == RELOC_FUNC || r->kind == RELOC_FUNC32) {
            if (!ssa_described_type(g) && r->offset) add(POOL, func_element(r->u.func));
            continue;
        }
        Value v = {.op = V(ADDR_GLOBAL), .type = IR_PTR, .aux.global = r->u.global, .imm = r->addend};
        uint32_t e = constant_element(&v);
        DataPlace at = {r->offset, POOL};
        if (!e || (ssa_described_type(g) && element_type(e))) continue;
        if (g->cell)
            at.node = cell_node(g->cell);
        else if (g->type)
            ssa_cells_in(g->type, 0, find_cell, &at);
        add(at.node, e);
    }
}

static void note_cells(void)
{
    const CellVec *cells = ssa_cells();
    for (uint32_t i = 0; i < cells->n; i++) {
        Cell *c = cells->p[i];
        if (c->addressed) {
            edge(cell_node(c), cell_node(c->of_type), NULL);
            edge(cell_node(c->of_type), cell_node(c), NULL);
        }
        if (c->open) {
            edge(cell_node(c), POOL, NULL);
            add(cell_node(c), FROM_POOL);
        }
    }
}

static void number_nodes(Program *p)
{
    values0 = NEW_N(arena, uint32_t, p->funcs.n);
    cells0 = NODES;
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        values0[i] = cells0;
        if (p->funcs.p[i]->blocks.n) cells0 += p->funcs.p[i]->nvalues + p->funcs.p[i]->sig->nresults;
    }
    nodes.n = nodes.cap = 0;
    nodes.p = NULL;
    vec_reserve(arena, &nodes, cells0 + ssa_cells()->n);
    nodes.n = cells0;
    memset(nodes.p, 0, nodes.n * sizeof *nodes.p);
}

static void propagate(void)
{
    while (work.n) {
        Pair p = vec_pop(&work);
        if (p.node == POOL) into_pool(p.elem);
        if (p.node == STARTED) into_started(p.elem);
        for (uint32_t i = 0; i < nodes.p[p.node].calls.n; i++) resolve(nodes.p[p.node].calls.p[i], p.elem);
        for (uint32_t i = 0; i < nodes.p[p.node].edges.n; i++) {
            Edge e = nodes.p[p.node].edges.p[i];
            if (passes(&e, p.elem)) add(e.to, p.elem);
        }
    }
}

static void print_targets(Program *p)
{
    const char *only = debug_value(DEBUG_FLOW);
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        const Func *f = p->funcs.p[i];
        if (only && strcmp(f->symbol, only) != 0) continue;
        for (uint32_t k = 0; k < f->blocks.n; k++)
            for (const Value *v = f->blocks.p[k]->first; v; v = v->next) {
                if (!v->targets) continue;
                const Targets *t = &found.p[v->targets - 1];
                printf("flow: %s v%u %s:", f->symbol, v->id, v->op == V(CALL_ITAB) ? ssa_called_method(v)->s : "func");
                for (uint32_t n = 0; n < t->funcs.n; n++) printf(" %s", t->funcs.p[n]->symbol);
                puts(t->open ? " (open)" : "");
            }
    }
}

void opt_flow(Program *p)
{
    perm = p->arena;
    if (arena) arena_free(arena);
    arena = arena_new("flow");
    types.n = types.cap = work.n = work.cap = open_calls.n = open_calls.cap = 0;
    types.p = NULL, work.p = NULL, open_calls.p = NULL;
    ptrmap_init(&type_ids, arena);
    nseen = 0;
    seen_mask = (1 << 14) - 1;
    seen = NEW_N(arena, uint64_t, seen_mask + 1);
    const Func *new_at = ssa_func_by_symbol("reflect.NewAt");
    all_fields = new_at && new_at->blocks.n;
    number_nodes(p);
    note_cells();
    starts_any = false;
    for (uint32_t i = 0; i < p->funcs.n; i++) p->funcs.p[i]->reached = false;
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (is_root(p->funcs.p[i])) reach_root(p->funcs.p[i]);
    for (uint32_t i = 0; i < p->globals.n; i++) note_data(p->globals.p[i]);
    for (int method = 0; method < 2; method++) {
        ReflectStub *stubs = NEW_N(arena, ReflectStub, ssa_reflect_stubs(method, NULL) + 1);
        for (uint32_t i = ssa_reflect_stubs(method, stubs); i-- > 0;) add(POOL, func_element(stubs[i].func));
    }
    propagate();
}

void flow_end(Program *p)
{
    if (debug_on(DEBUG_FLOW)) print_targets(p);
    arena_free(arena);
    arena = NULL;
}

bool flow_could_call(const Func *in, const Value *x, const Value *call, bool (*holds)(const Func *f))
{
    const FlowNode *n = &nodes.p[value_node(in, x)];
    for (uint32_t i = 0; i < n->has.n; i++) {
        bool open = n->has.p[i] == FROM_POOL;
        const uint32_t *elems = open ? nodes.p[POOL].has.p : &n->has.p[i];
        for (uint32_t k = 0; k < (open ? nodes.p[POOL].has.n : 1); k++) {
            const Func *f = called_with(call, elems[k]);
            if (f && holds(f)) return true;
        }
    }
    return false;
}

const FuncVec *flow_targets(const Value *call)
{
    return call->targets ? &found.p[call->targets - 1].funcs : NULL;
}
