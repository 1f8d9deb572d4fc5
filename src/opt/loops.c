/*
 * loops.c - the forest of natural loops. Heads are taken from the last to the first in reverse post-order, so that inner loops
 * are known when an outer one is walked up from its back edges; a walk that meets an inner loop goes on at its head.
 */
#include "opt_int.h"

static Loop *outermost(Loop *l)
{
    while (l->outer) l = l->outer;
    return l;
}

static void fill(LoopForest *l, Loop *loop, Arena *a, BlockVec *work)
{
    while (work->n) {
        Block *b = vec_pop(work);
        Loop *in = l->of[b->rpo];
        if (in) {
            in = outermost(in);
            if (in == loop) continue;
            in->outer = loop;
            b = in->head;
        } else {
            l->of[b->rpo] = loop;
        }
        for (uint32_t i = 0; i < b->preds.n; i++) {
            Block *p = b->preds.p[i];
            if (l->of[p->rpo] && outermost(l->of[p->rpo]) == loop) continue;
            vec_push(a, work, p);
        }
    }
}

void loops_find(LoopForest *l, Func *f, Arena *a)
{
    *l = (LoopForest){.of = NEW_N(a, Loop *, f->blocks.n)};
    BlockVec work = {0};
    for (uint32_t i = f->blocks.n; i-- > 0;) {
        Block *h = f->blocks.p[i];
        Loop *loop = NULL;
        for (uint32_t k = 0; k < h->preds.n; k++) {
            Block *p = h->preds.p[k];
            if (p->rpo < h->rpo) continue;
            if (!ssa_dominates(h, p)) {
                l->irreducible = true;
                continue;
            }
            if (!loop) {
                loop = NEW(a, Loop);
                loop->head = h;
                vec_push(a, &l->loops, loop);
                l->of[h->rpo] = l->of[h->rpo] ? l->of[h->rpo] : loop;
            }
            if (p != h) vec_push(a, &work, p);
        }
        if (loop) fill(l, loop, a, &work);
    }
    for (uint32_t i = 0, n = l->loops.n; i < n / 2; i++) {
        Loop *x = l->loops.p[i];
        l->loops.p[i] = l->loops.p[n - 1 - i];
        l->loops.p[n - 1 - i] = x;
    }
    for (uint32_t i = 0; i < l->loops.n; i++) l->loops.p[i]->depth = l->loops.p[i]->outer ? l->loops.p[i]->outer->depth + 1 : 1;
}

bool loops_contains(const Loop *outer, const Loop *inner)
{
    if (!outer) return false;
    while (inner && inner != outer) inner = inner->outer;
    return inner != NULL;
}
