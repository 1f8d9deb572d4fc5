/*
 * select.c - waiting for one of several channel operations.
 *
 * A case is chosen uniformly among those that can go on. A received element waits in the
 * goroutine's own Waiter until rt_select_ok delivers it. A select that has to wait borrows a Waiter
 * for each case; the first to be woken removes the others.
 */
#include "chan_int.h"

static bool ready(const SelectCase *sc) {
    const Chan *c = sc->chan;
    if (!c)
        return false;
    if (sc->dir == SELECT_SEND)
        return c->closed || c->recvq.first || c->count < c->cap;
    return c->closed || c->sendq.first || c->count;
}

static int64_t choose(const SelectCase *cases, int64_t n) {
    int64_t chosen = SELECT_NONE;
    uint32_t nready = 0;
    for (int64_t i = 0; i < n; i++)
        if (ready(&cases[i]) && (nready++ == 0 || (uint64_t)rt_rand64() % nready == 0))
            chosen = i;
    return chosen;
}

static void wait_for_all(SelectCase *cases, int64_t n) {
    G *g = rt_g;
    KEEP(cases);
    g->select = mem_alloc((size_t)n * sizeof *g->select);
    g->nselect = (uint32_t)n;
    for (int64_t i = 0; i < n; i++) {
        Waiter *w = &g->select[i];
        w->g = g;
        w->index = (uint32_t)i;
        w->send = cases[i].dir == SELECT_SEND;
        w->chan = cases[i].chan;
        if (!w->chan)
            continue;
        if (w->send)
            waiter_store(w, cases[i].elem);
        waiter_enqueue(w);
    }
}

int64_t rt_select_try(void *cases, int64_t n, int32_t block) {
    const SelectCase *all = cases;
    for (int64_t i = 0; i < n; i++)
        if (all[i].chan)
            check_bubble(all[i].chan, "select on synctest channel from outside bubble");
    int64_t chosen = choose(cases, n);
    KEEP(cases);
    if (chosen >= 0) {
        const SelectCase *sc = all + chosen;
        waiter_perform(sc->chan, sc->dir == SELECT_SEND, sc->elem);
        if (block && sched_detour()) {
            rt_g->taken = (int32_t)chosen;
            return SELECT_NONE;
        }
    } else if (block && n) {
        wait_for_all(cases, n);
    }
    return chosen;
}

void select_woken(G *g, Waiter *w) {
    uint32_t n = g->nselect;
    for (uint32_t i = 0; i < n; i++)
        if (&g->select[i] != w && g->select[i].chan)
            waiter_unlink(&g->select[i]);
    g->taken = (int32_t)w->index;
    g->wait = *w;
    mem_free(g->select, n * sizeof *w);
    g->select = NULL;
    g->nselect = 0;
}

int64_t rt_select_finish(void) { return rt_g->taken; }

int32_t rt_select_ok(void *elem) {
    Waiter *w = &rt_g->wait;
    int done = w->done;
    if (!w->send)
        waiter_load(w, elem);
    waiter_clear(w);
    return done;
}
