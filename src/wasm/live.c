/*
 * live.c - liveness of the values that have locals, on SSA: for each value, up from each use to its definition
 * (Boissinot et al., "Computing Liveness Sets for SSA-Form Programs"). A phi's operand is used at the end of the
 * predecessor; the phi itself is defined at the start of its block.
 *
 * What is kept are ranges of blocks at whose end a value is live: of most values one. Sets for each block would take the square of
 * a large function. Trees execute where their root does, so their leaves are used there.
 */
#include "wasm_int.h"

#include <stdlib.h>

typedef struct Use { uint32_t block; bool at_end; } Use;

typedef struct Liveness {
    Emit *e;
    uint32_t *first_use;        /* by lv: its place in uses; what comes before is that of others */
    Use *uses;
    uint32_t *in, *out;         /* by block id: lv + 1 of the value that was last seen live there */
    U32Vec work, found;         /* blocks: to look at; at whose end the value is live */
} Liveness;

static bool executes(Emit *e, const Value *v)
{
    uint8_t w = e->vi[v->id].where;
    return w != W_TREE && (w != W_REMAT || (ssa_op_flags((ValueOp)v->op) & OPF_TRAP));
}

typedef void (*UseFn)(Emit *e, Value *leaf, void *ctx);
typedef struct UseCtx { Liveness *l; Use use; } UseCtx;

static void each_use(Liveness *l, UseFn fn)
{
    Emit *e = l->e;
    for (uint32_t i = 0; i < e->f->blocks.n; i++) {
        Block *b = e->f->blocks.p[i];
        UseCtx in = {l, {b->id, false}};
        for (Value *v = b->first; v; v = v->next) {
            if (v->op == V(PHI)) {
                for (uint32_t k = 0; k < v->nargs && e->vi[v->id].where != W_NONE; k++) {
                    UseCtx end = {l, {b->preds.p[k]->id, true}};
                    each_leaf(e, v->args[k], fn, &end);
                }
            } else if (executes(e, v)) {
                for (uint32_t k = 0; k < v->nargs; k++) each_leaf(e, v->args[k], fn, &in);
            }
        }
        if (b->control) each_leaf(e, b->control, fn, &in);
        for (uint32_t k = 0; k < b->rets.n; k++) each_leaf(e, b->rets.p[k], fn, &in);
    }
}

static bool is_seen_at_definition(const Value *leaf, const Use *u)
{
    return leaf->block->id == u->block && !u->at_end;
}

static void count_use(Emit *e, Value *leaf, void *ctx)
{
    UseCtx *c = ctx;
    if (!is_seen_at_definition(leaf, &c->use)) c->l->first_use[e->vi[leaf->id].lv]++;
}

/* Backwards, so that each count ends as the place of the first. */
static void note_use(Emit *e, Value *leaf, void *ctx)
{
    UseCtx *c = ctx;
    if (!is_seen_at_definition(leaf, &c->use)) c->l->uses[--c->l->first_use[e->vi[leaf->id].lv]] = c->use;
}

static void collect_uses(Liveness *l)
{
    Emit *e = l->e;
    l->first_use = NEW_N(e->arena, uint32_t, e->nlive + 1);
    each_use(l, count_use);
    uint32_t n = 0;
    for (uint32_t lv = 0; lv <= e->nlive; lv++) l->first_use[lv] = n += l->first_use[lv];
    l->uses = NEW_N(e->arena, Use, n + 1);
    each_use(l, note_use);
}

static void live_at_end(Liveness *l, uint32_t lv, uint32_t block)
{
    if (l->out[block] == lv + 1) return;
    l->out[block] = lv + 1;
    vec_push(l->e->arena, &l->found, block);
    vec_push(l->e->arena, &l->work, block);
}

static void go_up(Liveness *l, const Value *v, uint32_t lv)
{
    Emit *e = l->e;
    while (l->work.n) {
        Block *b = e->f->blocks.p[vec_pop(&l->work)];
        if (v->block == b || l->in[b->id] == lv + 1) continue;
        l->in[b->id] = lv + 1;
        if (e->landing_live && b == e->f->blocks.p[0]->succs.p[1]) bits_set(e->landing_live, lv);
        for (uint32_t i = 0; i < b->preds.n; i++) live_at_end(l, lv, b->preds.p[i]->id);
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Ranges of what was found. */
static void add_ranges(Liveness *l, uint32_t lv)
{
    Emit *e = l->e;
    uint32_t *p = l->found.p, n = l->found.n, first = UINT32_MAX, last = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (p[i] < first) first = p[i];
        if (p[i] > last) last = p[i];
    }
    if (n && last - first + 1 == n) {
        vec_push(e->arena, &e->ranges, ((LiveRange){lv, first, last}));
        return;
    }
    if (n) qsort(p, n, sizeof *p, by_number);
    for (uint32_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && p[k] == p[k - 1] + 1;) k++;
        vec_push(e->arena, &e->ranges, ((LiveRange){lv, p[i], p[k - 1]}));
    }
}

bool live_at_end_of(const Emit *e, const Value *v, const Block *b)
{
    uint32_t lv = e->vi[v->id].lv, low = e->first_range[lv], high = e->first_range[lv + 1];
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const LiveRange *r = &e->ranges.p[mid];
        if (b->id < r->first)
            high = mid;
        else if (b->id > r->last)
            low = mid + 1;
        else
            return true;
    }
    return false;
}

/* Live sets are over values with locals, by their number lv. */
void live_compute(Emit *e)
{
    Func *f = e->f;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next)
            if (e->vi[v->id].where == W_LOCAL) {
                e->vi[v->id].lv = e->live_values.n;
                vec_push(e->arena, &e->live_values, v);
            }
    e->nlive = e->live_values.n;
    e->first_range = NEW_N(e->arena, uint32_t, e->nlive + 1);
    if (e->has_defer) {
        e->landing_live = NEW(e->arena, BitSet);
        bits_init(e->landing_live, e->arena, e->nlive);
    }
    Liveness l = {.e = e, .in = NEW_N(e->arena, uint32_t, f->nblocks), .out = NEW_N(e->arena, uint32_t, f->nblocks)};
    collect_uses(&l);
    for (uint32_t lv = 0; lv < e->nlive; lv++) {
        e->first_range[lv] = e->ranges.n;
        l.found.n = 0;
        for (uint32_t i = l.first_use[lv]; i < l.first_use[lv + 1]; i++) {
            if (l.uses[i].at_end)
                live_at_end(&l, lv, l.uses[i].block);
            else
                vec_push(e->arena, &l.work, l.uses[i].block);
            go_up(&l, e->live_values.p[lv], lv);
        }
        add_ranges(&l, lv);
    }
    e->first_range[e->nlive] = e->ranges.n;
}
