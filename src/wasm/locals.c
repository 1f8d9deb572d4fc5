/*
 * locals.c - webs, wasm locals, root slots.
 *
 * A phi and its operands share a local unless they interfere: on SSA, two values interfere iff one is live where the
 * other is defined (Budimlic et al., "Fast Copy Coalescing and Live-Range Identification"); merging is tried operand by
 * operand. Webs then get locals by linear scan over coarse intervals.
 *
 * A pointer web that is live across a call that may collect also has a slot in the shadow frame; every assignment to the
 * local is followed by a store to the slot, so no call needs to spill.
 */
#include "wasm_int.h"

#include <stdlib.h>

enum { MAX_PAIRS = 512 };

typedef struct Webs {
    Emit *e;
    uint32_t *parent;           /* union-find by lv */
    ValueVec *members;          /* by root lv */
    U32Vec *uses;               /* by lv: positions, ascending */
} Webs;

/* ---- positions ---- */

static bool is_tree(Emit *e, const Value *v)
{
    return e->vi[v->id].where == W_TREE;
}

static void number_positions(Emit *e)
{
    uint32_t at = 1;
    e->pos = NEW_N(e->arena, uint32_t, e->f->nvalues);
    e->block_start = NEW_N(e->arena, uint32_t, e->f->nblocks);
    e->block_end = NEW_N(e->arena, uint32_t, e->f->nblocks);
    for (uint32_t i = 0; i < e->f->blocks.n; i++) {
        Block *b = e->f->blocks.p[i];
        e->block_start[b->id] = at++;
        for (Value *v = b->first; v; v = v->next)
            e->pos[v->id] = v->op == V(PHI) || v->op == V(PARAM) ? e->block_start[b->id] : at++;
        e->block_end[b->id] = at++;
    }
}

/* ---- uses ---- */

typedef struct UseCtx { Webs *w; uint32_t pos; } UseCtx;

static void note_use(Emit *e, Value *leaf, void *ctx)
{
    UseCtx *u = ctx;
    vec_push(e->arena, &u->w->uses[e->vi[leaf->id].lv], u->pos);
}

static void collect_uses(Webs *w)
{
    Emit *e = w->e;
    for (uint32_t i = 0; i < e->f->blocks.n; i++) {
        Block *b = e->f->blocks.p[i];
        UseCtx end = {w, e->block_end[b->id]};
        for (Value *v = b->first; v; v = v->next) {
            if (v->op == V(PHI) || is_tree(e, v)) continue;
            bool check = ssa_op_flags((ValueOp)v->op) & OPF_TRAP;
            if (e->vi[v->id].where == W_REMAT && !check) continue;
            UseCtx u = {w, e->pos[v->id]};
            for (uint32_t k = 0; k < v->nargs; k++) each_leaf(e, v->args[k], note_use, &u);
        }
        if (b->control) each_leaf(e, b->control, note_use, &end);
        for (uint32_t k = 0; k < b->rets.n; k++) each_leaf(e, b->rets.p[k], note_use, &end);
    }
}

/* ---- interference ---- */

static bool defined_before(Emit *e, const Value *a, const Value *b)
{
    if (a->block == b->block) return e->pos[a->id] <= e->pos[b->id];
    return ssa_dominates(a->block, b->block);
}

/* Is a still needed after b is defined? a's definition dominates b's. */
static bool live_after(Webs *w, const Value *a, const Value *b)
{
    Emit *e = w->e;
    uint32_t lv = e->vi[a->id].lv;
    if (live_at_end_of(e, a, b->block)) return true;
    uint32_t low = 0, high = w->uses[lv].n;         /* the first use behind b */
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->uses[lv].p[mid] > e->pos[b->id])
            high = mid;
        else
            low = mid + 1;
    }
    return low < w->uses[lv].n && w->uses[lv].p[low] <= e->block_end[b->block->id];
}

static bool interfere(Webs *w, const Value *a, const Value *b)
{
    Emit *e = w->e;
    if (a == b) return false;
    if (e->landing_live && (bits_get(e->landing_live, e->vi[a->id].lv) || bits_get(e->landing_live, e->vi[b->id].lv))) return true;
    bool ab = defined_before(e, a, b), ba = defined_before(e, b, a);
    return (ab && live_after(w, a, b)) || (ba && live_after(w, b, a));
}

static uint32_t find(Webs *w, uint32_t lv)
{
    while (w->parent[lv] != lv) lv = w->parent[lv] = w->parent[w->parent[lv]];
    return lv;
}

static bool holds_param(const ValueVec *m)
{
    for (uint32_t i = 0; i < m->n; i++)
        if (m->p[i]->op == V(PARAM)) return true;
    return false;
}

static void try_merge(Webs *w, const Value *phi, const Value *arg)
{
    Emit *e = w->e;
    if (e->vi[arg->id].where != W_LOCAL || arg->type != phi->type) return;
    uint32_t a = find(w, e->vi[phi->id].lv), b = find(w, e->vi[arg->id].lv);
    if (a == b) return;
    ValueVec *ma = &w->members[a], *mb = &w->members[b];
    if (ma->n * mb->n > MAX_PAIRS || (holds_param(ma) && holds_param(mb))) return;
    for (uint32_t i = 0; i < ma->n; i++)
        for (uint32_t k = 0; k < mb->n; k++)
            if (interfere(w, ma->p[i], mb->p[k])) return;
    for (uint32_t k = 0; k < mb->n; k++) vec_push(e->arena, ma, mb->p[k]);
    w->parent[b] = a;
}

static void merge_phis(Webs *w)
{
    Emit *e = w->e;
    for (uint32_t i = 0; i < e->f->blocks.n; i++)
        for (Value *v = e->f->blocks.p[i]->first; v && v->op == V(PHI); v = v->next)
            if (e->vi[v->id].where == W_LOCAL)
                for (uint32_t k = 0; k < v->nargs; k++) {
                    Value *arg = v->args[k];
                    while (e->vi[arg->id].where == W_REMAT && arg->nargs > 0 &&
                           (arg->op == V(COPY) || (ssa_op_flags((ValueOp)arg->op) & OPF_TRAP)))
                        arg = arg->args[0];
                    try_merge(w, v, arg);
                }
}

/* ---- webs and their intervals ---- */

static void extend(Web *w, uint32_t at)
{
    if (at < w->start) w->start = at;
    if (at > w->end) w->end = at;
}

static void make_webs(Webs *w)
{
    Emit *e = w->e;
    for (uint32_t lv = 0; lv < e->nlive; lv++) {
        if (find(w, lv) != lv) continue;
        Web web = {.members = w->members[lv], .type = e->live_values.p[lv]->type, .param = -1, .local = NO_LOCAL,
                   .root_slot = NO_LOCAL, .start = UINT32_MAX};
        for (uint32_t i = 0; i < web.members.n; i++) {
            Value *v = web.members.p[i];
            uint32_t m = e->vi[v->id].lv;
            e->vi[v->id].web = e->webs.n;
            if (v->op == V(PARAM) && v->imm < MAX_WASM_PARAMS) web.param = (int32_t)v->imm;
            extend(&web, e->pos[v->id]);
            if (v->op == V(PHI))
                for (uint32_t k = 0; k < v->block->preds.n; k++) extend(&web, e->block_end[v->block->preds.p[k]->id]);
            for (uint32_t k = 0; k < w->uses[m].n; k++) extend(&web, w->uses[m].p[k]);
            /* Blocks come in reverse post-order: where a value is live is behind its definition. */
            if (e->first_range[m] < e->first_range[m + 1]) extend(&web, e->block_end[e->ranges.p[e->first_range[m + 1] - 1].last]);
            if (e->landing_live && bits_get(e->landing_live, m)) extend(&web, UINT32_MAX - 1);
        }
        vec_push(e->arena, &e->webs, web);
    }
}

/* ---- calls: what is live across them ---- */

/* Walks a block backwards with the set of live values; calls fn at every call with what is live behind it, without the
 * call's own results. */
typedef struct AcrossCtx { BitSet live, live_out; } AcrossCtx;

static void make_live(Emit *e, Value *leaf, void *ctx)
{
    bits_set(&((AcrossCtx *)ctx)->live, e->vi[leaf->id].lv);
}

/* The pointer that v was made from, into the same object; NULL: none. */
static Value *pointer_base(Emit *e, Value *v)
{
    switch (v->op) {
    case V(ADD_PTR): case V(COPY): case V(NIL_CHECK): case V(HIDE): return v->args[0];
    case V(CONTEXT): return e->f->params.p[0];
    default: return NULL;
    }
}

static bool is_heap_free(Emit *e, const Value *v)
{
    return v->op == V(ADDR_GLOBAL) || (v->op == V(LOCAL) && e->local_offset[v->id] >= 0);
}

/* The value that keeps the object alive that v points into; NULL: it is not in the heap. That can be a pointer which v was made
 * from: if it is live as well, or if its slot can keep it for longer because nothing else is assigned to it. (Resume bodies
 * store in the slots only what is live.) */
Value *root_of_value(Emit *e, Value *v, const BitSet *live)
{
    for (Value *base = v; (base = pointer_base(e, base)) != NULL;) {
        if (is_heap_free(e, base)) return NULL;
        if (e->vi[base->id].where != W_LOCAL) continue;
        if (bits_get(live, e->vi[base->id].lv)) return base;
        bool stays = e->webs.p[e->vi[base->id].web].members.n == 1 && base->block->loop_depth <= v->block->loop_depth;
        if (stays && !e->f->may_suspend) v = base;
    }
    return v;
}

static void root_live(Emit *e, const BitSet *live)
{
    for (uint32_t lv = bits_next(live, 0); lv != UINT32_MAX; lv = bits_next(live, lv + 1)) {
        Value *v = e->live_values.p[lv], *root = v->type == IR_PTR ? root_of_value(e, v, live) : NULL;
        if (!root) continue;
        Web *w = &e->webs.p[e->vi[root->id].web], *of = &e->webs.p[e->vi[v->id].web];
        w->rooted = true;
        if (w->root_end < w->end) w->root_end = w->end;
        if (w->root_end < of->end) w->root_end = of->end;
    }
}

static void save_live(Emit *e, Value *call, const BitSet *live)
{
    ResumePoint p = {.call = call, .state = e->points.n};
    p.repeat = call && call->op == V(CALL) && call->aux.func->c_entry;
    BitSet webs;
    bits_init(&webs, e->arena, e->webs.n);
    for (uint32_t lv = bits_next(live, 0); lv != UINT32_MAX; lv = bits_next(live, lv + 1))
        bits_set(&webs, e->vi[e->live_values.p[lv]->id].web);
    for (uint32_t w = bits_next(&webs, 0); w != UINT32_MAX; w = bits_next(&webs, w + 1)) vec_push(e->arena, &p.webs, w);
    vec_push(e->arena, &e->points, p);
}

static void calls_of_block(Emit *e, Block *b, AcrossCtx *c)
{
    bits_copy(&c->live, &c->live_out);
    if (e->landing_live) bits_or(&c->live, e->landing_live);
    if (b->control) each_leaf(e, b->control, make_live, c);
    for (uint32_t i = 0; i < b->rets.n; i++) each_leaf(e, b->rets.p[i], make_live, c);
    for (Value *v = b->last; v && v->op != V(PHI); v = v->prev) {
        ValueInfo *vi = &e->vi[v->id];
        if (vi->where == W_TREE) continue;
        bool landing = vi->where == W_LOCAL && e->landing_live && bits_get(e->landing_live, vi->lv);
        if (vi->where == W_LOCAL && !landing) bits_clear(&c->live, vi->lv);
        bool repeat = v->op == V(CALL) && v->aux.func->c_entry;
        bool saves = call_may_suspend(v);
        if (saves && repeat)
            for (uint32_t i = 0; i < v->nargs; i++) each_leaf(e, v->args[i], make_live, c);
        /* Behind what panics, a check or a call, nothing is live but what a landing needs. */
        const BitSet *needed = call_may_alloc(v) ? &c->live : call_may_leave(v) ? e->landing_live : NULL;
        if (needed) root_live(e, needed);
        if (saves) save_live(e, v, &c->live);
        roots_of_webs(e, v, &c->live);
        if (vi->where == W_REMAT && !(ssa_op_flags((ValueOp)v->op) & OPF_TRAP)) continue;
        for (uint32_t i = 0; i < v->nargs; i++) each_leaf(e, v->args[i], make_live, c);
    }
}

typedef VEC(const LiveRange *) RangeVec;

static void across_calls(Emit *e)
{
    AcrossCtx c;
    bits_init(&c.live, e->arena, e->nlive);
    bits_init(&c.live_out, e->arena, e->nlive);
    RangeVec *first = NEW_N(e->arena, RangeVec, e->f->nblocks), *last = NEW_N(e->arena, RangeVec, e->f->nblocks);
    for (uint32_t i = 0; i < e->ranges.n; i++) {
        const LiveRange *r = &e->ranges.p[i];
        vec_push(e->arena, &first[r->first], r);
        vec_push(e->arena, &last[r->last], r);
    }
    for (uint32_t i = 0; i < e->f->blocks.n; i++) {
        Block *b = e->f->blocks.p[i];
        for (uint32_t k = 0; k < first[b->id].n; k++) bits_set(&c.live_out, first[b->id].p[k]->lv);
        calls_of_block(e, b, &c);
        for (uint32_t k = 0; k < last[b->id].n; k++) bits_clear(&c.live_out, last[b->id].p[k]->lv);
    }
}

/* ---- assignment ---- */

static Emit *sorting;

static int by_start(const void *a, const void *b)
{
    const Web *x = &sorting->webs.p[*(const uint32_t *)a], *y = &sorting->webs.p[*(const uint32_t *)b];
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1;
}

typedef struct Slot { uint32_t index, free_at; } Slot;
typedef VEC(Slot) SlotVec;

/* A slot whose last user has ended, or NO_LOCAL. */
static uint32_t take_free(SlotVec *v, uint32_t start, uint32_t end)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (v->p[i].free_at < start) {
            v->p[i].free_at = end;
            return v->p[i].index;
        }
    return NO_LOCAL;
}

uint32_t new_local(Emit *e, BinaryenType t)
{
    vec_push(e->arena, &e->locals, t);
    return e->locals.n - 1;
}

static uint32_t new_root(Emit *e)
{
    uint32_t slot = e->frame_size;
    e->frame_size += 8;
    return slot;
}

static void assign(Emit *e)
{
    uint32_t n = e->webs.n, *order = NEW_N(e->arena, uint32_t, n + 1);
    SlotVec by_type[IR_PTR + 1] = {0}, roots = {0};
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    sorting = e;
    qsort(order, n, sizeof order[0], by_start);
    for (uint32_t i = 0; i < n; i++) {
        Web *w = &e->webs.p[order[i]];
        uint32_t type = w->type == IR_PTR ? IR_I32 : w->type;
        if (w->param >= 0) {
            w->local = (uint32_t)w->param;
            vec_push(e->arena, &by_type[type], ((Slot){w->local, w->end}));
        } else if ((w->local = take_free(&by_type[type], w->start, w->end)) == NO_LOCAL) {
            w->local = new_local(e, wasm_type((IrType)w->type));
            vec_push(e->arena, &by_type[type], ((Slot){w->local, w->end}));
        }
        if (w->rooted && !e->shared_frame && (w->root_slot = take_free(&roots, w->start, w->root_end)) == NO_LOCAL) {
            w->root_slot = new_root(e);
            vec_push(e->arena, &roots, ((Slot){w->root_slot, w->root_end}));
        }
    }
}

/* Shared frames are loaded local by local, so webs that share a local share a root slot. */
static void assign_roots(Emit *e)
{
    e->local_roots = NEW_N(e->arena, uint32_t, e->locals.n + 1);
    for (uint32_t i = 0; i < e->locals.n; i++) e->local_roots[i] = NO_LOCAL;
    for (uint32_t i = 0; i < e->webs.n; i++) {
        Web *w = &e->webs.p[i];
        if (!w->rooted) continue;
        if (e->local_roots[w->local] == NO_LOCAL) e->local_roots[w->local] = new_root(e);
        w->root_slot = e->local_roots[w->local];
    }
}

uint32_t root_of_local(const Emit *e, uint32_t local)
{
    return e->local_roots[local];
}

void locals_assign(Emit *e)
{
    Webs w = {e, NEW_N(e->arena, uint32_t, e->nlive + 1), NEW_N(e->arena, ValueVec, e->nlive + 1), NEW_N(e->arena, U32Vec, e->nlive + 1)};
    number_positions(e);
    for (uint32_t lv = 0; lv < e->nlive; lv++) {
        w.parent[lv] = lv;
        vec_push(e->arena, &w.members[lv], e->live_values.p[lv]);
    }
    collect_uses(&w);
    merge_phis(&w);
    make_webs(&w);
    across_calls(e);
    if (unwind_catches(e) && e->has_defer && e->f->may_suspend) save_live(e, NULL, e->landing_live);
    frames_plan(e);
    e->first_root = e->frame_size;
    assign(e);
    if (e->shared_frame) assign_roots(e);
    e->end_root = e->frame_size;
}
