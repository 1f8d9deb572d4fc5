/*
 * analysis.c - the shape of a function: reverse post-order, dominators (Cooper, Harvey, Kennedy, "A Simple, Fast Dominance
 * Algorithm"), loop nesting.
 *
 * ssa_dominators also drops unreachable blocks and puts f->blocks into reverse post-order, so every pass may walk
 * f->blocks and meets definitions before uses, except through back edges. Side arrays are indexed by block id or rpo
 * number and are given back at the end.
 */
#include "gocw/ssa.h"

static const uint32_t UNSEEN = UINT32_MAX;

typedef struct Walk { Block *b; uint32_t next; } Walk;

/* Numbers the blocks reachable from the entry; the new f->blocks. Unreachable ones lose their outgoing edges. */
static void reverse_post_order(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        f->blocks.p[i]->rpo = UNSEEN;
    Walk *stack = NEW_N(f->arena, Walk, f->blocks.n);
    uint32_t depth = 0, left = f->blocks.n;
    Block **order = NEW_N(f->arena, Block *, f->blocks.n);
    stack[depth++] = (Walk){ f->blocks.p[0], f->blocks.p[0]->succs.n };
    f->blocks.p[0]->rpo = 0;
    while (depth) {
        Walk *w = &stack[depth - 1];
        if (w->next == 0) {
            order[--left] = w->b;
            depth--;
            continue;
        }
        /* Last successor first, so that the first one follows its block where it can. */
        Block *s = w->b->succs.p[--w->next];
        if (s->rpo == UNSEEN) {
            s->rpo = 0;
            stack[depth++] = (Walk){ s, s->succs.n };
        }
    }
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        if (b->rpo != UNSEEN)
            continue;
        while (b->succs.n)
            ssa_edge_remove(b, b->succs.n - 1);
    }
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        if (b->rpo != UNSEEN)
            continue;
        ssa_set_control(b, NULL);
        for (uint32_t k = 0; k < b->rets.n; k++)
            b->rets.p[k]->uses--;
        b->rets.n = 0;
        for (Value *v = b->first; v; v = v->next) {
            for (uint32_t k = 0; k < v->nargs; k++)
                v->args[k]->uses--;
            v->nargs = 0;
            v->block = NULL;
        }
        b->first = b->last = NULL;
    }
    uint32_t n = f->blocks.n - left;
    memcpy(f->blocks.p, order + left, n * sizeof *order);
    f->blocks.n = n;
    for (uint32_t i = 0; i < n; i++)
        f->blocks.p[i]->rpo = i;
}

Block *ssa_common_dominator(Block *a, Block *b)
{
    while (a != b) {
        while (a->rpo > b->rpo)
            a = a->idom;
        while (b->rpo > a->rpo)
            b = b->idom;
    }
    return a;
}

static void immediate_dominators(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        f->blocks.p[i]->idom = NULL;
    Block *entry = f->blocks.p[0];
    entry->idom = entry;
    for (bool changed = true; changed; ) {
        changed = false;
        for (uint32_t i = 1; i < f->blocks.n; i++) {
            Block *b = f->blocks.p[i], *idom = NULL;
            /* Mostly from below upwards, so that what a switch has in common is walked once, not once for each case. */
            for (uint32_t k = b->preds.n; k-- > 0; ) {
                Block *p = b->preds.p[k];
                if (p->idom)
                    idom = idom ? ssa_common_dominator(p, idom) : p;
            }
            if (b->idom != idom) {
                b->idom = idom;
                changed = true;
            }
        }
    }
    entry->idom = NULL;
}

/* dom_pre and dom_post without walking the tree: sizes of subtrees, bottom-up, then intervals top-down. */
static void number_tree(Func *f)
{
    uint32_t n = f->blocks.n;
    for (uint32_t i = 0; i < n; i++)
        f->blocks.p[i]->dom_post = 1;                   /* size of its subtree */
    for (uint32_t i = n; i-- > 1; )
        f->blocks.p[i]->idom->dom_post += f->blocks.p[i]->dom_post;
    uint32_t *next = NEW_N(f->arena, uint32_t, n);      /* by rpo: first free number in the subtree */
    for (uint32_t i = 0; i < n; i++) {
        Block *b = f->blocks.p[i];
        uint32_t size = b->dom_post;
        b->dom_depth = b->idom ? b->idom->dom_depth + 1 : 0;
        b->dom_pre = b->idom ? next[b->idom->rpo] : 0;
        if (b->idom)
            next[b->idom->rpo] += size;
        next[i] = b->dom_pre + 1;
        b->dom_post = b->dom_pre + size - 1;
    }
}

bool ssa_dominates(const Block *a, const Block *b)
{
    return a->dom_pre <= b->dom_pre && b->dom_pre <= a->dom_post;
}

/* loop_depth: each header's natural loop (all its back edges together) counts once. */
static void loop_depths(Func *f)
{
    uint32_t n = f->blocks.n;
    uint32_t *mark = NULL;      /* by rpo: header rpo + 1 of the loop last seen in */
    Block **work = NULL;
    for (uint32_t i = 0; i < n; i++)
        f->blocks.p[i]->loop_depth = 0;
    for (uint32_t i = 0; i < n; i++) {
        Block *head = f->blocks.p[i];
        uint32_t left = 0;
        for (uint32_t k = 0; k < head->preds.n; k++) {
            Block *latch = head->preds.p[k];
            if (latch->rpo < head->rpo || !ssa_dominates(head, latch))
                continue;
            if (!mark) {
                mark = NEW_N(f->arena, uint32_t, n);
                work = NEW_N(f->arena, Block *, n);
            }
            if (mark[i] != i + 1) {
                mark[i] = i + 1;
                head->loop_depth++;
            }
            if (mark[latch->rpo] != i + 1) {
                mark[latch->rpo] = i + 1;
                work[left++] = latch;
            }
        }
        while (left) {
            Block *b = work[--left];
            b->loop_depth++;
            for (uint32_t k = 0; k < b->preds.n; k++) {
                Block *p = b->preds.p[k];
                if (mark[p->rpo] != i + 1) {
                    mark[p->rpo] = i + 1;
                    work[left++] = p;
                }
            }
        }
    }
}

void ssa_dominators(Func *f)
{
    ArenaMark m = arena_mark(f->arena);
    reverse_post_order(f);
    immediate_dominators(f);
    number_tree(f);
    loop_depths(f);
    arena_release(f->arena, m);
}
