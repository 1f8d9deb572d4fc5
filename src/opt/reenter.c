/*
 * reenter.c - long loops of functions that run but a few times become functions of their own, which are left and entered again.
 *
 * Engines compile quickly first and replace a function by better code when it turns out to be hot, but only for calls that come
 * later: a loop that is under way stays slow to its end. (V8 and SpiderMonkey have no on-stack replacement for wasm.) That
 * hits exactly the loops of main and of what main calls once. So an outermost loop of such a function moves out:
 *
 *     again:  how, state... = loop(fuel, live values..., state...);  fuel = 2*fuel + 1;  if how == 0 goto again
 *
 * The loop's function gives up after `fuel` rounds with the values that the next round starts from. Fuel doubles, so
 * re-entering costs a logarithm of the rounds, and the slow code runs for at most twice the time that the engine needs to
 * replace it. `how` numbers the ways out otherwise, and the values that are used behind the loop are among the results.
 *
 * Which functions: main.main, and what is called directly, outside of loops, by a few such calls in all. Loops that may suspend are
 * left alone: the scheduler enters them anew anyway. Tracebacks show the loop as part of the function (Func.part_of).
 */
#include "opt_int.h"

enum { MAX_RUNS = 8, MAX_IN = 32, MAX_RESULTS = 24, MAX_EXITS = 12,
       MAX_WALKED = 200000 };   /* blocks: each loop that is looked at costs a walk over its function */

typedef struct Exit { Block *from, *to, *copy; } Exit;

typedef struct Move {
    Func *f, *g;                /* from, to */
    Arena *arena;
    const LoopForest *forest;
    const Loop *loop;
    BlockVec blocks, entries;   /* of the loop in reverse post-order; blocks in front of its head */
    ValueVec in, out, state;    /* live values, values used behind the loop, phis of the head */
    uint32_t *in_at, *out_at;   /* by value id: place + 1 */
    U32Vec slot;                /* by place in state: its result when the fuel is used up */
    VEC(uint8_t) results;       /* types; 0 is `how`, 1 + i is out.p[i] */
    VEC(Exit) exits;
    Value **value;              /* by id: copies */
    Block **block;
    Block *latch;
} Move;

/* ---- what goes in and comes out ---- */

static bool inside(const Move *m, const Block *b)
{
    return loops_contains(m->loop, m->forest->of[b->rpo]);
}

/* Made anew where it is needed. */
static bool is_static(const Value *v)
{
    return ssa_is_const(v) || v->op == V(ADDR_GLOBAL) || v->op == V(ADDR_ITAB) || v->op == V(FUNC_INDEX);
}

static void note_in(Move *m, Value *v)
{
    if (is_static(v) || inside(m, v->block) || m->in_at[v->id]) return;
    vec_push(m->arena, &m->in, v);
    m->in_at[v->id] = m->in.n;
}

static void note_out(Move *m, Value *v)
{
    if (!inside(m, v->block) || m->out_at[v->id]) return;
    vec_push(m->arena, &m->out, v);
    m->out_at[v->id] = m->out.n;
}

static void collect(Move *m)
{
    for (uint32_t i = 0; i < m->f->blocks.n; i++) {
        Block *b = m->f->blocks.p[i];
        bool in = inside(m, b);
        if (in) vec_push(m->arena, &m->blocks, b);
        for (Value *v = b->first; v; v = v->next) {
            bool is_state = v->op == V(PHI) && b == m->loop->head;
            if (is_state) vec_push(m->arena, &m->state, v);
            for (uint32_t k = 0; k < v->nargs; k++) {
                if (!in)
                    note_out(m, v->args[k]);
                else if (!is_state || inside(m, b->preds.p[k]))
                    note_in(m, v->args[k]);
            }
            if (in && v->op == V(CONTEXT)) note_in(m, m->f->params.p[0]);
        }
        if (b->control && in) note_in(m, b->control);
        if (b->control && !in) note_out(m, b->control);
        for (uint32_t k = 0; k < b->rets.n; k++) note_out(m, b->rets.p[k]);
        for (uint32_t k = 0; k < b->succs.n && in; k++)
            if (!inside(m, b->succs.p[k])) vec_push(m->arena, &m->exits, ((Exit){b, b->succs.p[k], NULL}));
    }
    for (uint32_t k = 0; k < m->loop->head->preds.n; k++)
        if (!inside(m, m->loop->head->preds.p[k])) vec_push(m->arena, &m->entries, m->loop->head->preds.p[k]);
}

/* Each phi of the head gets a result to leave by: one of a value that is only wanted at the other ways out, or a further one. */
static void assign_results(Move *m)
{
    vec_push(m->arena, &m->results, IR_I32);
    for (uint32_t i = 0; i < m->out.n; i++) vec_push(m->arena, &m->results, m->out.p[i]->type);
    bool *taken = NEW_N(m->arena, bool, m->results.n + m->state.n);
    for (uint32_t i = 0; i < m->state.n; i++) {
        uint32_t at = 1;
        while (at < m->results.n && (taken[at] || m->results.p[at] != m->state.p[i]->type)) at++;
        if (at == m->results.n) vec_push(m->arena, &m->results, m->state.p[i]->type);
        taken[at] = true;
        vec_push(m->arena, &m->slot, at);
    }
}

/* ---- the loop's function ---- */

static Value *zero_of(Func *g, uint8_t type)
{
    switch (type) {
    case IR_I32: return ssa_const_i32(g, 0);
    case IR_I64: return ssa_const_i64(g, 0);
    case IR_F32: return ssa_const_f32(g, 0);
    case IR_F64: return ssa_const_f64(g, 0);
    default: return ssa_const_nil(g);
    }
}

static Value *shell(Move *m, const Value *v)
{
    Value *c = ssa_value_loose(m->g, (ValueOp)v->op, (IrType)v->type, v->pos, v->nargs);
    c->mem = v->mem;
    c->imm = v->imm;
    c->aux = v->aux;
    c->sig = v->sig;
    c->inl = v->inl;
    return c;
}

static void append(Block *b, Value *v)
{
    if (b->last)
        ssa_insert_after(b->last, v);
    else
        ssa_append(b, v);
}

/* What v of f is in g. */
static Value *there(Move *m, Value *v)
{
    if (v->op == V(CONTEXT)) v = m->f->params.p[0];
    Value **c = &m->value[v->id];
    if (*c) return *c;
    if (m->in_at[v->id]) return *c = m->g->params.p[m->in_at[v->id]];
    ICE_IF(!is_static(v), v->pos, "%s: v%u is not known in its loop", m->f->symbol, v->id);
    if (ssa_is_const(v)) return *c = inline_copy_const(m->g, v);
    append(m->g->blocks.p[0], *c = shell(m, v));
    return *c;
}

static void copy_values(Move *m)
{
    for (uint32_t i = 0; i < m->blocks.n; i++) {
        Block *b = m->blocks.p[i], *to = m->block[b->id];
        for (Value *v = b->first; v; v = v->next) {
            if (v->op == V(CONTEXT)) continue;
            append(to, m->value[v->id] = shell(m, v));
        }
    }
    for (uint32_t i = 0; i < m->blocks.n; i++) {
        Block *b = m->blocks.p[i];
        for (Value *v = b->first; v; v = v->next)
            for (uint32_t k = 0; k < v->nargs && !(v->op == V(PHI) && b == m->loop->head); k++)
                ssa_arg_add(m->value[v->id], there(m, v->args[k]));
    }
}

/* A block of g that returns. */
static Block *way_out(Move *m, uint32_t how)
{
    Block *b = ssa_block_new(m->g);
    b->sealed = true;
    ssa_block_kind(b, BLOCK_RETURN, NULL, m->loop->head->pos);
    ssa_ret_add(b, ssa_const_i32(m->g, (int32_t)how));
    return b;
}

static void copy_edges(Move *m)
{
    uint32_t nexits = 0;
    for (uint32_t i = 0; i < m->blocks.n; i++) {
        Block *b = m->blocks.p[i], *to = m->block[b->id];
        to->cold = b->cold;
        to->likely = b->likely;
        to->sealed = true;
        ssa_block_kind(to, (BlockKind)b->kind, b->control ? there(m, b->control) : NULL, b->pos);
        for (uint32_t k = 0; k < b->succs.n; k++) {
            Block *s = b->succs.p[k];
            if (inside(m, s)) {
                vec_push(m->g->arena, &to->succs, s == m->loop->head ? m->latch : m->block[s->id]);
                continue;
            }
            Exit *x = &m->exits.p[nexits++];
            x->copy = way_out(m, nexits);
            ssa_edge(to, x->copy);
            for (uint32_t r = 1; r < m->results.n; r++) {
                Value *v = r <= m->out.n ? m->out.p[r - 1] : NULL;
                bool has = v && ssa_dominates(v->block, b);
                ssa_ret_add(x->copy, has ? there(m, v) : zero_of(m->g, m->results.p[r]));
            }
        }
        /* Phi operands follow predecessors. */
        for (uint32_t k = 0; k < b->preds.n && b != m->loop->head; k++) vec_push(m->g->arena, &to->preds, m->block[b->preds.p[k]->id]);
    }
}

/* Counts a round; enough of them: returns what the next one starts from. */
static void make_latch(Move *m)
{
    Block *head = m->loop->head, *h = m->block[head->id], *latch = m->latch, *entry = m->g->blocks.p[0];
    Value *fuel = ssa_value0(h, V(PHI), IR_I32, head->pos), **next = NEW_N(m->arena, Value *, m->state.n);
    for (uint32_t i = 0; i < m->state.n; i++) {
        next[i] = ssa_value_loose(m->g, V(PHI), (IrType)m->state.p[i]->type, head->pos, head->preds.n);
        ssa_append(latch, next[i]);
    }
    for (uint32_t k = 0; k < head->preds.n; k++) {
        if (!inside(m, head->preds.p[k])) continue;
        vec_push(m->g->arena, &latch->preds, m->block[head->preds.p[k]->id]);
        for (uint32_t i = 0; i < m->state.n; i++) ssa_arg_add(next[i], there(m, m->state.p[i]->args[k]));
    }
    Value *left = ssa_value2(latch, V(SUB_I32), IR_I32, head->pos, fuel, ssa_const_i32(m->g, 1));
    Block *enough = way_out(m, 0);
    for (uint32_t r = 1; r < m->results.n; r++) {
        Value *v = NULL;
        for (uint32_t i = 0; i < m->state.n; i++)
            if (m->slot.p[i] == r) v = next[i];
        ssa_ret_add(enough, v ? v : zero_of(m->g, m->results.p[r]));
    }
    latch->sealed = true;
    latch->likely = 1;
    ssa_block_kind(latch, BLOCK_IF, left, head->pos);
    ssa_edge(latch, h);
    ssa_edge(latch, enough);
    ssa_block_kind(entry, BLOCK_JUMP, NULL, head->pos);
    ssa_edge(entry, h);
    ssa_arg_add(fuel, left);
    ssa_arg_add(fuel, m->g->params.p[0]);
    for (uint32_t i = 0; i < m->state.n; i++) {
        ssa_arg_add(there(m, m->state.p[i]), next[i]);
        ssa_arg_add(there(m, m->state.p[i]), m->g->params.p[1 + m->in.n + i]);
    }
}

static void make_function(Move *m, uint32_t number)
{
    uint8_t params[1 + MAX_IN + MAX_RESULTS] = {IR_I32};
    uint32_t n = 1;
    for (uint32_t i = 0; i < m->in.n; i++) params[n++] = m->in.p[i]->type;
    for (uint32_t i = 0; i < m->state.n; i++) params[n++] = m->state.p[i]->type;
    m->g = ssa_func_new(arena_printf(prog->arena, "%s·loop%u", m->f->symbol, number), ssa_sig(params, n, m->results.p, m->results.n));
    m->g->go_name = m->f->go_name;
    m->g->pkg = m->f->pkg;
    m->g->pos = m->f->pos;
    m->g->part_of = m->f;
    m->g->flags = FN_WRAPPER | FN_NOINLINE;
    m->g->state = FUNC_BUILT;
    ssa_func_begin(m->g);
    m->value = NEW_N(m->arena, Value *, m->f->nvalues);
    m->block = NEW_N(m->arena, Block *, m->f->nblocks);
    for (uint32_t i = 0; i < m->blocks.n; i++) m->block[m->blocks.p[i]->id] = ssa_block_new(m->g);
    m->latch = ssa_block_new(m->g);
    copy_values(m);
    copy_edges(m);
    make_latch(m);
    ssa_dominators(m->g);
}

/* ---- what is left in its place ---- */

static void replace_pred(Block *b, Block *old, Block *with)
{
    for (uint32_t i = 0; i < b->preds.n; i++)
        if (b->preds.p[i] == old) {
            b->preds.p[i] = with;
            return;
        }
}

static void call_it(Move *m)
{
    Func *f = m->f;
    Block *head = m->loop->head, *d = ssa_block_new(f);
    uint32_t n = 0;
    d->sealed = true;
    d->cold = head->cold;
    Value **args = NEW_N(m->arena, Value *, m->g->sig->nparams);
    for (uint32_t i = 0; i < m->g->sig->nparams; i++) {
        bool live = i > 0 && i <= m->in.n;
        args[n++] = live ? m->in.p[i - 1] : ssa_value0(d, V(PHI), (IrType)m->g->sig->params[i], head->pos);
    }
    Value *call = ssa_value(d, V(CALL), IR_I32, head->pos, n, args), **result = NEW_N(m->arena, Value *, m->results.n);
    call->aux.func = m->g;
    call->sig = m->g->sig;
    for (uint32_t r = 1; r < m->results.n; r++) {
        result[r] = ssa_value1(d, V(RESULT), (IrType)m->results.p[r], head->pos, call);
        result[r]->imm = r;
    }
    Value *twice = ssa_value2(d, V(SHL_I32), IR_I32, head->pos, args[0], ssa_const_i32(f, 1));
    Value *more = ssa_value2(d, V(OR_I32), IR_I32, head->pos, twice, ssa_const_i32(f, 1));

    for (uint32_t k = 0; k < head->preds.n; k++) {
        Block *p = head->preds.p[k];
        if (inside(m, p)) continue;
        for (uint32_t s = 0; s < p->succs.n; s++)
            if (p->succs.p[s] == head) p->succs.p[s] = d;
        vec_push(f->arena, &d->preds, p);
        ssa_arg_add(args[0], ssa_const_i32(f, 1));
        for (uint32_t i = 0; i < m->state.n; i++) ssa_arg_add(args[1 + m->in.n + i], m->state.p[i]->args[k]);
    }
    ssa_arg_add(args[0], more);
    for (uint32_t i = 0; i < m->state.n; i++) ssa_arg_add(args[1 + m->in.n + i], result[m->slot.p[i]]);

    /* how: an if serves when there is one way out */
    ssa_block_kind(d, m->exits.n == 1 ? BLOCK_IF : BLOCK_SWITCH, call, head->pos);
    if (m->exits.n > 1) ssa_edge(d, d);
    for (uint32_t i = 0; i < m->exits.n; i++) {
        const Exit *x = &m->exits.p[i];
        Block *way = ssa_block_new(f);
        way->sealed = true;
        way->cold = x->to->cold;
        ssa_block_kind(way, BLOCK_JUMP, NULL, head->pos);
        ssa_edge(d, way);
        replace_pred(x->to, x->from, way);
        vec_push(f->arena, &way->succs, x->to);
    }
    if (m->exits.n == 1) ssa_edge(d, d);

    for (uint32_t i = 0; i < m->blocks.n; i++) m->blocks.p[i]->succs.n = 0;     /* nothing leads out of or into the loop any more */
    Forward w;
    forward_init(&w, f, m->arena);
    for (uint32_t i = 0; i < m->out.n; i++) forward_set(&w, m->out.p[i], result[1 + i]);
    forward_apply(&w);
}

/* ---- which loops ---- */

static bool is_movable(const Move *m)
{
    if (m->in.n > MAX_IN || m->results.n > MAX_RESULTS || m->state.n > MAX_RESULTS || m->exits.n == 0 || m->exits.n > MAX_EXITS) return false;
    if (m->loop->head->cold) return false;
    for (uint32_t k = 0; k < m->entries.n; k++)
        for (uint32_t i = 0; i < k; i++)
            if (m->entries.p[i] == m->entries.p[k]) return false;
    for (uint32_t i = 0; i < m->blocks.n; i++)
        for (const Value *v = m->blocks.p[i]->first; v; v = v->next) {
            if (v->op == V(SP) || v->op == V(LOCAL)) return false;
            if (opt_is_call(v) && (opt_call_effects(v) & EFFECT_SUSPEND)) return false;
        }
    return true;
}

/* Moves one of the outermost loops that have not been looked at; false: there is none, or none left to look at. */
static bool move_one(Func *f, Arena *a, BitSet *seen, uint32_t *left, uint32_t *number)
{
    LoopForest forest;
    loops_find(&forest, f, a);
    for (uint32_t i = 0; i < forest.loops.n && !forest.irreducible; i++) {
        const Loop *loop = forest.loops.p[i];
        if (loop->outer || loop->head->id >= seen->nbits || bits_get(seen, loop->head->id)) continue;
        bits_set(seen, loop->head->id);
        if ((*left)-- == 0) return false;
        Move m = {.f = f, .arena = a, .forest = &forest, .loop = loop};
        m.in_at = NEW_N(a, uint32_t, f->nvalues);
        m.out_at = NEW_N(a, uint32_t, f->nvalues);
        collect(&m);
        assign_results(&m);
        if (!is_movable(&m)) continue;
        make_function(&m, ++*number);
        call_it(&m);
        ssa_dominators(f);
        return true;
    }
    return false;
}

void reenter_loops(Func *f)
{
    if (f->flags & (FN_HAS_DEFER | FN_HAS_RECOVER)) return;
    Arena *a = arena_new("reenter");
    BitSet seen;
    uint32_t number = 0, left = MAX_WALKED / f->nblocks;
    bits_init(&seen, a, f->nblocks);        /* heads by block id; what stands in a loop's place is newer */
    ssa_dominators(f);
    for (bool more = true; more;) {
        ArenaMark mark = arena_mark(a);
        more = move_one(f, a, &seen, &left, &number);
        arena_release(a, mark);
    }
    arena_free(a);
}

/* ---- which functions ---- */

typedef struct Runs { uint32_t sites, seen, runs; } Runs;     /* calls of a function in the program, those met, and how often they run */

void opt_reenter(Program *p)
{
    Func *main = ssa_func_by_symbol("main.main");
    if (!main || !main->blocks.n) return;
    Arena *a = arena_new("reenter");
    Runs *runs = NEW_N(a, Runs, p->funcs.n);
    FuncVec few = {0};
    for (uint32_t i = 0; i < p->funcs.n; i++)
        for (uint32_t k = 0; k < p->funcs.p[i]->blocks.n; k++)
            for (const Value *v = p->funcs.p[i]->blocks.p[k]->first; v; v = v->next)
                if (v->op == V(CALL)) runs[v->aux.func->id].sites++;
    runs[main->id].runs = 1;
    vec_push(a, &few, main);
    for (uint32_t i = 0; i < few.n; i++) {
        Func *f = few.p[i];
        ssa_dominators(f);
        for (uint32_t k = 0; k < f->blocks.n; k++)
            for (const Value *v = f->blocks.p[k]->first; v && f->blocks.p[k]->loop_depth == 0; v = v->next) {
                if (v->op != V(CALL)) continue;
                Func *c = v->aux.func;
                Runs *r = &runs[c->id];
                r->runs += runs[f->id].runs;
                if (++r->seen == r->sites && r->runs <= MAX_RUNS && c->blocks.n && !c->recursive && !inline_by_address(c)) vec_push(a, &few, c);
            }
    }
    for (uint32_t i = 0; i < few.n; i++) reenter_loops(few.p[i]);
    arena_free(a);
}
