/*
 * cfg.c - simplifies the flow graph: branches on constants or to one place, empty blocks, chains of blocks, phis that stand for one
 * value, and jumps through a block that only decides by a phi (what && and || leave behind).
 *
 * Each rewrite may make room for another, so blocks are taken until a round changes nothing; the number of rounds
 * is limited, since what is left then is left for the next time.
 */
#include "opt_int.h"

enum { MAX_ROUNDS = 4, MAX_PREDS_THREADED = 16 };

typedef struct Cfg { Func *f; Arena *arena; Forward fwd; bool changed; } Cfg;

static void to_jump(Cfg *c, Block *b, uint32_t keep)
{
    for (uint32_t i = b->succs.n; i-- > 0;)
        if (i != keep) ssa_edge_remove(b, i);
    ssa_block_kind(b, BLOCK_JUMP, NULL, b->pos);
    b->likely = 0;
    c->changed = true;
}

static void swap_succs(Block *b)
{
    Block *s = b->succs.p[0];
    b->succs.p[0] = b->succs.p[1];
    b->succs.p[1] = s;
    b->likely = (int8_t)-b->likely;
}

/* Both edges lead to one block: equal phi operands make them one. */
static bool same_operands(const Block *from, const Block *to)
{
    uint32_t at[2], n = 0;
    for (uint32_t i = 0; i < to->preds.n && n < 2; i++)
        if (to->preds.p[i] == from) at[n++] = i;
    for (Value *v = to->first; v && v->op == V(PHI); v = v->next)
        if (v->args[at[0]] != v->args[at[1]]) return false;
    return true;
}

static void branch(Cfg *c, Block *b)
{
    if (b->kind == BLOCK_IF) {
        Value *x = b->control;
        while (x->op == V(EQZ_I32) && b->succs.p[0] != b->succs.p[1]) {
            swap_succs(b);
            ssa_set_control(b, x = x->args[0]);
        }
        if (x->op == V(CONST_I32))
            to_jump(c, b, (int32_t)x->imm ? 0 : 1);
        else if (b->succs.p[0] == b->succs.p[1] && same_operands(b, b->succs.p[0]))
            to_jump(c, b, 0);
    } else if (b->kind == BLOCK_SWITCH && b->control->op == V(CONST_I32)) {
        uint64_t i = (uint32_t)b->control->imm;
        to_jump(c, b, i < b->succs.n ? (uint32_t)i : b->succs.n - 1);
    }
}

/* A phi whose operands are one value and itself. */
static void phis(Cfg *c, Block *b)
{
    for (Value *v = b->first, *next; v && v->op == V(PHI); v = next) {
        next = v->next;
        Value *one = NULL;
        uint32_t i = 0;
        for (; i < v->nargs; i++) {
            Value *x = forward_get(&c->fwd, v->args[i]);
            if (x == v || x == one) continue;
            if (one) break;
            one = x;
        }
        if (i < v->nargs || !one) continue;
        forward_set(&c->fwd, v, one);
        c->changed = true;
    }
}

/* ---- chains ---- */

static void move_values(Block *to, Block *from)
{
    for (Value *v = from->first; v; v = v->next) v->block = to;
    if (!from->first) return;
    if (to->last) {
        to->last->next = from->first;
        from->first->prev = to->last;
    } else {
        to->first = from->first;
    }
    to->last = from->last;
    from->first = from->last = NULL;
}

static void replace_pred(Block *b, Block *old, Block *with)
{
    for (uint32_t i = 0; i < b->preds.n; i++)
        if (b->preds.p[i] == old) b->preds.p[i] = with;
}

/* b's only successor has no other predecessor: it becomes part of b. */
static bool merge(Cfg *c, Block *b)
{
    if (b->kind != BLOCK_JUMP) return false;
    Block *s = b->succs.p[0];
    if (s->preds.n != 1 || s == b || s == c->f->blocks.p[0]) return false;
    if (s->first && s->first->op == V(PHI)) return false;       /* phis() takes it away */
    move_values(b, s);
    b->kind = s->kind;
    b->pos = s->pos;
    b->likely = s->likely;
    b->control = s->control;
    b->rets = s->rets;
    b->succs = s->succs;
    b->cold |= s->cold;
    for (uint32_t i = 0; i < b->succs.n; i++) replace_pred(b->succs.p[i], s, b);
    s->kind = BLOCK_DEAD;
    s->control = NULL;
    s->rets = (ValueVec){0};
    s->succs = (BlockVec){0};
    s->preds = (BlockVec){0};
    c->changed = true;
    return true;
}

static uint32_t pred_index(const Block *b, const Block *pred)
{
    uint32_t i = 0;
    while (b->preds.p[i] != pred) i++;
    return i;
}

/* An edge from `from` (successor k) goes to `to` instead; phi operands there are those of the edge at `like`. */
static void redirect(Block *from, uint32_t k, Block *to, uint32_t like, Block *through, uint32_t through_pred)
{
    Arena *a = from->func->arena;
    vec_push(a, &to->preds, from);
    for (Value *v = to->first; v && v->op == V(PHI); v = v->next) {
        Value *x = v->args[like];
        if (x->block == through && x->op == V(PHI)) x = x->args[through_pred];
        ssa_arg_add(v, x);
    }
    /* ssa_edge_remove shifts successors: take the edge out, put the new one in its place. */
    ssa_edge_remove(from, k);
    vec_push(a, &from->succs, to);
    for (uint32_t i = from->succs.n - 1; i > k; i--) from->succs.p[i] = from->succs.p[i - 1];
    from->succs.p[k] = to;
}

static bool has_edge(const Block *from, const Block *to)
{
    for (uint32_t i = 0; i < from->succs.n; i++)
        if (from->succs.p[i] == to) return true;
    return false;
}

/* An empty block that jumps: its predecessors go to its successor at once. */
static void skip_empty(Cfg *c, Block *b)
{
    if (b->kind != BLOCK_JUMP || b->first || b == c->f->blocks.p[0]) return;
    Block *s = b->succs.p[0];
    if (s == b) return;
    bool has_phi = s->first && s->first->op == V(PHI);
    for (uint32_t i = b->preds.n; i-- > 0;) {
        Block *p = b->preds.p[i];
        /* Two edges of one block into a block with phis would have to carry different operands. */
        if (p->kind == BLOCK_ENTRY_DEFER || (has_phi && has_edge(p, s))) continue;
        uint32_t k = 0;
        while (p->succs.p[k] != b) k++;
        redirect(p, k, s, pred_index(s, b), b, 0);
        c->changed = true;
        if (i > b->preds.n) i = b->preds.n;
    }
}

/* ---- threading ---- */

/* A block of phis that ends in a branch on one of them, all used nowhere else than there and in its successors' phis. */
static bool decides_by_phi(const Block *b)
{
    if (b->kind != BLOCK_IF || !b->control || b->control->op != V(PHI) || b->control->block != b) return false;
    if (b->preds.n > MAX_PREDS_THREADED || b->succs.p[0] == b->succs.p[1] || has_edge(b, b)) return false;
    for (const Value *v = b->first; v; v = v->next) {
        if (v->op != V(PHI)) return false;
        uint32_t seen = v == b->control;
        for (uint32_t k = 0; k < 2; k++) {
            const Block *s = b->succs.p[k];
            uint32_t at = pred_index(s, b);
            for (const Value *p = s->first; p && p->op == V(PHI); p = p->next) seen += p->args[at] == v;
        }
        if (seen != v->uses) return false;
    }
    return true;
}

/* A loop's head is never jumped over: the loop would have two entries. */
static bool is_loop_head(const Block *b)
{
    for (uint32_t i = 0; i < b->preds.n; i++)
        if (b->preds.p[i]->rpo >= b->rpo) return true;
    return false;
}

static void thread(Cfg *c, Block *b)
{
    if (!decides_by_phi(b) || is_loop_head(b)) return;
    for (uint32_t i = b->preds.n; i-- > 0;) {
        Block *p = b->preds.p[i];
        const Value *x = b->control->args[i];
        if (x->op != V(CONST_I32) || p->kind == BLOCK_ENTRY_DEFER) continue;
        Block *to = b->succs.p[x->imm ? 0 : 1];
        if (has_edge(p, to) && to->first && to->first->op == V(PHI)) continue;
        uint32_t k = 0, nth = 0;
        for (uint32_t j = 0; j < i; j++) nth += b->preds.p[j] == p;
        for (;; k++)
            if (p->succs.p[k] == b && nth-- == 0) break;
        redirect(p, k, to, pred_index(to, b), b, i);
        c->changed = true;
    }
}

void opt_cfg(Func *f)
{
    Cfg c = {.f = f, .arena = arena_new("cfg")};
    c.changed = true;
    for (uint32_t round = 0; c.changed && round < MAX_ROUNDS; round++) {
        c.changed = false;
        ssa_dominators(f);          /* drops what is not reached */
        forward_init(&c.fwd, f, c.arena);
        for (uint32_t i = 0; i < f->blocks.n; i++) phis(&c, f->blocks.p[i]);
        forward_apply(&c.fwd);
        for (uint32_t i = 0; i < f->blocks.n; i++) {
            Block *b = f->blocks.p[i];
            if (i && b->preds.n == 0) continue;
            branch(&c, b);
            while (merge(&c, b)) branch(&c, b);
            skip_empty(&c, b);
            thread(&c, b);
        }
    }
    ssa_dominators(f);
    arena_free(c.arena);
}
