/*
 * graph.c - the flow graph that is emitted.
 *
 * Direct body: the SSA blocks as they are. Resume body: an entry that switches on the frame's state, a block for each
 * resume point that loads the saved values, and the SSA blocks reachable from there, cut at the suspending calls so that
 * the loads can jump right behind the call (or right before a C function that is called again). At -Oz one body has all of that, and
 * a block in front that asks whether there is a frame to go on from.
 *
 * Structured control flow needs a reducible graph. A strongly connected region with several entries gets a dispatch
 * block as its only one: edges to the entries set a local and go there.
 */
#include "wasm_int.h"

typedef struct Graph {
    Emit *e;
    MBlock **start;             /* by SSA block id: its first piece */
    PtrMap behind;              /* suspending call -> the piece to resume at */
} Graph;

static MBlock *mblock_new(Emit *e, MKind kind, Block *ssa)
{
    MBlock *m = NEW(e->arena, MBlock);
    m->id = e->mblocks.n;
    m->kind = (uint8_t)kind;
    m->ssa = ssa;
    vec_push(e->arena, &e->mblocks, m);
    return m;
}

static void set_succs(Emit *e, MBlock *m, uint32_t n)
{
    m->succs = NEW_N(e->arena, MEdge, n);
    m->nsuccs = n;
    for (uint32_t i = 0; i < n; i++) m->succs[i].dispatch = -1;
}

static void jump(Emit *e, MBlock *m, MBlock *to)
{
    m->kind = M_JUMP;
    set_succs(e, m, 1);
    m->succs[0].to = to;
}

static const MKind kind_of[] = {
    [BLOCK_JUMP] = M_JUMP, [BLOCK_IF] = M_IF, [BLOCK_SWITCH] = M_SWITCH, [BLOCK_RETURN] = M_RETURN, [BLOCK_DEAD] = M_DEAD,
    [BLOCK_ENTRY_DEFER] = M_LANDING,
};

/* Cuts b into pieces at its suspending calls if the body has resume points. */
static void make_pieces(Graph *g, Block *b)
{
    Emit *e = g->e;
    MBlock *m = mblock_new(e, kind_of[b->kind], b);
    m->first = b->first;
    g->start[b->id] = m;
    if (!e->resumes) return;
    for (Value *v = b->first; v; v = v->next) {
        if (!call_may_suspend(v)) continue;
        bool repeat = v->op == V(CALL) && v->aux.func->c_entry;
        MBlock *next = mblock_new(e, (MKind)m->kind, b);
        next->first = repeat ? v : v->next;
        next->after = repeat ? NULL : v;
        m->end = repeat ? v : v->next;
        jump(e, m, next);
        ptrmap_set(&g->behind, v, next);
        m = next;
    }
}

/* The last piece of a block carries its terminator; it is the one that has no successor yet. */
static MBlock *last_piece(MBlock *m)
{
    while (m->nsuccs) m = m->succs[0].to;
    return m;
}

static uint32_t pred_index(const Block *to, const Block *from, uint32_t nth)
{
    for (uint32_t i = 0; i < to->preds.n; i++)
        if (to->preds.p[i] == from && nth-- == 0) return i;
    ice(to->pos, "edge from b%u to b%u has no predecessor entry", from->id, to->id);
}

static void link_block(Graph *g, Block *b)
{
    MBlock *m = last_piece(g->start[b->id]);
    set_succs(g->e, m, b->succs.n);
    m->kind = (uint8_t)kind_of[b->kind];
    for (uint32_t i = 0; i < b->succs.n; i++) {
        Block *to = b->succs.p[i];
        uint32_t nth = 0;
        for (uint32_t k = 0; k < i; k++) nth += b->succs.p[k] == to;
        m->succs[i].to = g->start[to->id];
        if (to->first && to->first->op == V(PHI)) {
            m->succs[i].phi_block = to;
            m->succs[i].phi_index = pred_index(to, b, nth);
        }
    }
}

/* Loads what the frame has, and goes on from there. */
static MBlock *state_block(Graph *g)
{
    Emit *e = g->e;
    MBlock *state = mblock_new(e, M_STATE, NULL);
    set_succs(e, state, e->points.n);
    for (uint32_t i = 0; i < e->points.n; i++) {
        MBlock *load = mblock_new(e, M_JUMP, NULL);
        load->reload = &e->points.p[i];
        if (e->points.p[i].call)
            jump(e, load, ptrmap_get(&g->behind, e->points.p[i].call));
        else
            load->kind = M_DEAD;
        state->succs[i].to = load;
    }
    return state;
}

static MBlock *resume_entry(Graph *g)
{
    Emit *e = g->e;
    MBlock *state = state_block(g);
    if (!e->has_defer) return state;
    MBlock *entry = mblock_new(e, M_LANDING, NULL);
    set_succs(e, entry, 2);
    entry->succs[0].to = state;
    entry->succs[1].to = g->start[e->f->blocks.p[0]->succs.p[1]->id];
    return entry;
}

/* One body: called or resumed? Functions with deferred calls ask behind the entry block, which landings pass, too. */
static MBlock *common_entry(Graph *g)
{
    Emit *e = g->e;
    MBlock *start = g->start[e->f->blocks.p[0]->id], *ask = mblock_new(e, M_RESUMED, NULL);
    set_succs(e, ask, 2);
    ask->succs[1].to = state_block(g);
    if (!e->has_defer) {
        ask->succs[0].to = start;
        return ask;
    }
    ask->succs[0] = start->succs[0];
    start->succs[0] = (MEdge){.to = ask, .dispatch = -1};
    return start;
}

/* ---- reverse post-order ---- */

typedef struct Visit { MBlock *m; uint32_t next; } Visit;

/* Orders e->mblocks by reverse post-order from the entry and drops the rest. */
static void order_blocks(Emit *e)
{
    VEC(Visit) stack = {0};
    VEC(MBlock *) post = {0};
    for (uint32_t i = 0; i < e->mblocks.n; i++) e->mblocks.p[i]->mark = 0;
    e->entry->mark = 1;
    vec_push(e->arena, &stack, ((Visit){e->entry, 0}));
    while (stack.n) {
        Visit *v = &vec_last(&stack);
        if (v->next < v->m->nsuccs) {
            /* Last successor first, so that the first one comes next in reverse post-order. */
            MBlock *s = v->m->succs[v->m->nsuccs - 1 - v->next++].to;
            if (!s->mark) {
                s->mark = 1;
                vec_push(e->arena, &stack, ((Visit){s, 0}));
            }
        } else {
            vec_push(e->arena, &post, v->m);
            stack.n--;
        }
    }
    e->mblocks.n = 0;
    for (uint32_t i = post.n; i-- > 0;) {
        post.p[i]->rpo = e->mblocks.n;
        vec_push(e->arena, &e->mblocks, post.p[i]);
    }
}

/* ---- dominators (Cooper, Harvey, Kennedy) ---- */

static MBlock *common(MBlock *a, MBlock *b)
{
    while (a != b) {
        while (a->rpo > b->rpo) a = a->idom;
        while (b->rpo > a->rpo) b = b->idom;
    }
    return a;
}

static void dominators(Emit *e)
{
    uint32_t n = e->mblocks.n;
    VEC(MBlock *) *preds = arena_alloc(e->arena, n * sizeof *preds);
    for (uint32_t i = 0; i < n; i++) {
        MBlock *m = e->mblocks.p[i];
        m->idom = NULL;
        for (uint32_t k = 0; k < m->nsuccs; k++) vec_push(e->arena, &preds[m->succs[k].to->rpo], m);
    }
    e->entry->idom = e->entry;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 1; i < n; i++) {
            MBlock *idom = NULL;
            for (uint32_t k = preds[i].n; k-- > 0;) {       /* from below upwards, see ssa_dominators */
                MBlock *p = preds[i].p[k];
                if (p->idom) idom = idom ? common(idom, p) : p;
            }
            changed |= idom != e->mblocks.p[i]->idom;
            e->mblocks.p[i]->idom = idom;
        }
    }
}

static bool dominates(const MBlock *a, const MBlock *b)
{
    while (b->rpo > a->rpo) b = b->idom;
    return a == b;
}

static bool is_reducible(Emit *e)
{
    for (uint32_t i = 0; i < e->mblocks.n; i++) {
        MBlock *m = e->mblocks.p[i];
        for (uint32_t k = 0; k < m->nsuccs; k++)
            if (m->succs[k].to->rpo <= m->rpo && !dominates(m->succs[k].to, m)) return false;
    }
    return true;
}

/* ---- making it reducible ---- */

typedef VEC(MBlock *) MBlockVec;

/* Tarjan's strongly connected components of the blocks whose scc field is `region`. */
typedef struct Scc { Emit *e; uint32_t region, next, count; MBlockVec stack, *out; } Scc;

static void scc_visit(Scc *s, MBlock *root)
{
    VEC(Visit) work = {0};
    Arena *a = s->e->arena;
    root->mark = root->low = ++s->next;
    root->on_stack = true;
    vec_push(a, &s->stack, root);
    vec_push(a, &work, ((Visit){root, 0}));
    while (work.n) {
        Visit *v = &vec_last(&work);
        MBlock *m = v->m;
        if (v->next < m->nsuccs) {
            MBlock *t = m->succs[v->next++].to;
            if (t->scc != s->region) continue;
            if (!t->mark) {
                t->mark = t->low = ++s->next;
                t->on_stack = true;
                vec_push(a, &s->stack, t);
                vec_push(a, &work, ((Visit){t, 0}));
            } else if (t->on_stack && t->mark < m->low) {
                m->low = t->mark;
            }
            continue;
        }
        work.n--;
        if (work.n && m->low < vec_last(&work).m->low) vec_last(&work).m->low = m->low;
        if (m->low != m->mark) continue;
        MBlockVec comp = {0};
        MBlock *t;
        do {
            t = vec_pop(&s->stack);
            t->on_stack = false;
            vec_push(a, &comp, t);
        } while (t != m);
        if (comp.n > 1) s->out[s->count++] = comp;
    }
}

static uint32_t next_region;

static void split_region(Emit *e, MBlockVec *blocks);

/* Gives one component a single entry, then looks inside it. */
static void fix_component(Emit *e, MBlockVec *comp)
{
    uint32_t region = ++next_region;
    MBlockVec entries = {0};
    for (uint32_t i = 0; i < comp->n; i++) comp->p[i]->scc = region;
    for (uint32_t i = 0; i < e->mblocks.n; i++) {
        MBlock *m = e->mblocks.p[i];
        if (m->scc == region) continue;
        for (uint32_t k = 0; k < m->nsuccs; k++) {
            MBlock *t = m->succs[k].to;
            if (t->scc != region || t->mark == UINT32_MAX) continue;
            t->mark = UINT32_MAX;
            vec_push(e->arena, &entries, t);
        }
    }
    MBlock *header = entries.n ? entries.p[0] : comp->p[0];
    if (entries.n > 1) {
        header = mblock_new(e, M_DISPATCH, NULL);
        header->scc = region;
        set_succs(e, header, entries.n);
        for (uint32_t i = 0; i < entries.n; i++) entries.p[i]->low = i;
        for (uint32_t i = 0; i < e->mblocks.n; i++) {
            MBlock *m = e->mblocks.p[i];
            for (uint32_t k = 0; m != header && k < m->nsuccs; k++) {
                MEdge *s = &m->succs[k];
                if (s->to->scc != region || s->to->mark != UINT32_MAX) continue;
                s->dispatch = (int32_t)s->to->low;
                s->to = header;
            }
        }
        for (uint32_t i = 0; i < entries.n; i++) header->succs[i].to = entries.p[i];
    }
    header->scc = 0;
    MBlockVec rest = {0};
    for (uint32_t i = 0; i < comp->n; i++)
        if (comp->p[i] != header) vec_push(e->arena, &rest, comp->p[i]);
    split_region(e, &rest);
}

static void split_region(Emit *e, MBlockVec *blocks)
{
    uint32_t region = ++next_region;
    Scc s = {.e = e, .region = region, .out = NEW_N(e->arena, MBlockVec, blocks->n + 1)};
    for (uint32_t i = 0; i < blocks->n; i++) {
        blocks->p[i]->scc = region;
        blocks->p[i]->mark = 0;
    }
    for (uint32_t i = 0; i < blocks->n; i++)
        if (!blocks->p[i]->mark) scc_visit(&s, blocks->p[i]);
    for (uint32_t i = 0; i < blocks->n; i++) blocks->p[i]->mark = 0;
    for (uint32_t i = 0; i < s.count; i++) fix_component(e, &s.out[i]);
}

static void make_reducible(Emit *e)
{
    MBlockVec all = {0};
    next_region = 0;
    for (uint32_t i = 0; i < e->mblocks.n; i++) vec_push(e->arena, &all, e->mblocks.p[i]);
    if (e->dispatch == NO_LOCAL) e->dispatch = new_local(e, BinaryenTypeInt32());
    split_region(e, &all);
    order_blocks(e);
    dominators(e);
    ICE_IF(!is_reducible(e), e->f->pos, "flow graph of %s stays irreducible", e->f->symbol);
}

void graph_build(Emit *e)
{
    Graph g = {.e = e, .start = NEW_N(e->arena, MBlock *, e->f->nblocks)};
    ptrmap_init(&g.behind, e->arena);
    e->mblocks.n = 0;
    for (uint32_t i = 0; i < e->f->blocks.n; i++) make_pieces(&g, e->f->blocks.p[i]);
    for (uint32_t i = 0; i < e->f->blocks.n; i++) link_block(&g, e->f->blocks.p[i]);
    e->entry = e->resume ? resume_entry(&g) : e->resumes ? common_entry(&g) : g.start[e->f->blocks.p[0]->id];
    order_blocks(e);
    dominators(e);
    if (!is_reducible(e)) make_reducible(e);
    for (uint32_t i = 0; i < e->mblocks.n; i++) {
        MBlock *m = e->mblocks.p[i];
        m->nforward = 0;
        m->is_loop = false;
        m->children.n = 0;
    }
    for (uint32_t i = 0; i < e->mblocks.n; i++) {
        MBlock *m = e->mblocks.p[i];
        if (m != e->entry) vec_push(e->arena, &m->idom->children, m);
        for (uint32_t k = 0; k < m->nsuccs; k++) {
            MBlock *s = m->succs[k].to;
            if (s->rpo <= m->rpo)
                s->is_loop = true;
            else
                s->nforward++;
        }
    }
}
