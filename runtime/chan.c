/*
 * chan.c - channels.
 *
 * An operation that can't go on queues the goroutine's Waiter and returns CHAN_WAIT; the caller parks.
 * Whoever completes it later moves the element between its own variable and the Waiter, and makes the
 * goroutine ready; the finish function then delivers the element. select.c uses the same queues.
 */
#include "chan_int.h"

/* Of a channel object: timer, buf, elem. */
static const uint8_t chan_mask[] = {1 << 2 | 1 << 3 | 1 << 4};
static const Type chan_type = {.size = sizeof(Chan), .ptrbytes = 40, .gcdata = chan_mask};
AT(Chan, elem, 32);

static inline void copy(void *to, const void *from, uint32_t n) {
    if (n == 8)
        *(uint64_t *)to = *(const uint64_t *)from;
    else
        memcpy(to, from, n);
}

static char *slot(Chan *c, int64_t i) {
    i += c->first;
    return c->buf + (size_t)(i >= c->cap ? i - c->cap : i) * c->elemsize;
}

static void buffer_put(Chan *c, const void *elem) {
    copy(slot(c, c->count++), elem, c->elemsize);
}

/* Clears the slot, so that it keeps nothing alive. */
static void buffer_get(Chan *c, void *elem) {
    char *s = slot(c, 0);
    if (elem)
        copy(elem, s, c->elemsize);
    memset(s, 0, c->elemsize);
    c->count--;
    c->first = c->first + 1 == c->cap ? 0 : c->first + 1;
}

/* ---- waiters ---------------------------------------------------------------------------- */

static void *waiter_elem(Waiter *w) { return w->chan->elemsize <= sizeof w->small ? w->small : w->big; }

void waiter_store(Waiter *w, const void *elem) {
    Chan *c = w->chan;
    if (c->elemsize > sizeof w->small) {
        KEEP(elem);
        w->big = rt_new((void *)(uintptr_t)c->elem);
    }
    copy(waiter_elem(w), elem, c->elemsize);
}

void waiter_load(Waiter *w, void *elem) {
    if (elem && w->done == CHAN_DONE)
        copy(elem, waiter_elem(w), w->chan->elemsize);
    else if (elem)
        memset(elem, 0, w->chan->elemsize);
}

void waiter_clear(Waiter *w) {
    w->chan = NULL;
    w->big = NULL;
    w->small[0] = w->small[1] = 0;
}

void waiter_enqueue(Waiter *w) {
    WaitQueue *q = w->send ? &w->chan->sendq : &w->chan->recvq;
    w->next = NULL;
    w->prev = q->last;
    if (q->last)
        q->last->next = w;
    else
        q->first = w;
    q->last = w;
}

void waiter_unlink(Waiter *w) {
    WaitQueue *q = w->send ? &w->chan->sendq : &w->chan->recvq;
    if (w->prev)
        w->prev->next = w->next;
    else
        q->first = w->next;
    if (w->next)
        w->next->prev = w->prev;
    else
        q->last = w->prev;
}

/* Ends the wait of a goroutine, which may be a select with other waiters. */
static void wake(Waiter *w, int done) {
    G *g = w->g;
    waiter_unlink(w);
    w->done = (uint8_t)done;
    if (g->select)
        select_woken(g, w);
    sched_ready(g);
}

static void wait(Chan *c, bool send, const void *elem) {
    Waiter *w = &rt_g->wait;
    w->g = rt_g;
    w->chan = c;
    w->send = send;
    w->done = CHAN_WAIT;
    if (send)
        waiter_store(w, elem);
    waiter_enqueue(w);
}

/* ---- send and receive ------------------------------------------------------------------------- */

int chan_send(Chan *c, const void *elem) {
    if (c->closed)
        return CHAN_CLOSED;
    Waiter *w = c->recvq.first;
    if (w) {
        waiter_store(w, elem);
        wake(w, CHAN_DONE);
        return CHAN_DONE;
    }
    if (c->count == c->cap)
        return CHAN_WAIT;
    buffer_put(c, elem);
    return CHAN_DONE;
}

int chan_recv(Chan *c, void *elem) {
    Waiter *w = c->sendq.first;
    if (c->count) {
        buffer_get(c, elem);
        if (w)
            buffer_put(c, waiter_elem(w));
    } else if (w) {
        if (elem)
            copy(elem, waiter_elem(w), c->elemsize);
    } else if (c->closed) {
        if (elem)
            memset(elem, 0, c->elemsize);
        return CHAN_CLOSED;
    } else {
        return CHAN_WAIT;
    }
    if (w)
        wake(w, CHAN_DONE);
    return CHAN_DONE;
}

int waiter_perform(Chan *c, bool send, const void *elem) {
    Waiter *w = &rt_g->wait;
    w->g = rt_g;
    w->chan = c;
    w->send = send;
    if (!send && c->elemsize > sizeof w->small)
        w->big = rt_new((void *)(uintptr_t)c->elem);
    return w->done = (uint8_t)(send ? chan_send(c, elem) : chan_recv(c, waiter_elem(w)));
}

/* Stress mode: what can be done at once is reported by the finish function, too. */
static int perform_late(Chan *c, bool send, const void *elem) {
    if (waiter_perform(c, send, elem) == CHAN_WAIT) {
        waiter_clear(&rt_g->wait);
        wait(c, send, elem);
    } else {
        sched_detour();
    }
    return CHAN_WAIT;
}

void *rt_chan_make(void *type, int64_t cap) {
    const Type *elem = ((const ChanType *)type)->elem;
    KEEP(type);
    size_t bytes = (size_t)cap * (size_t)elem->size;
    Chan *c = gc_new_sized(sizeof *c + (elem->ptrbytes ? 0 : bytes), &chan_type);
    c->cap = cap;
    c->elem = elem;
    c->bubble = my_bubble();
    c->elemsize = (uint32_t)elem->size;
    c->buf = (char *)(c + 1);
    if (elem->ptrbytes && cap) {
        KEEP(c);
        c->buf = rt_newarray((void *)(uintptr_t)elem, cap);
    }
    return c;
}

int32_t rt_chan_send_try(void *chan, void *elem, int32_t block) {
    if (!chan)
        return CHAN_WAIT;
    check_bubble(chan, "send on synctest channel from outside bubble");
    if (UNLIKELY(block && sched_stress()))
        return perform_late(chan, true, elem);
    int result = chan_send(chan, elem);
    if (result == CHAN_WAIT && block)
        wait(chan, true, elem);
    return result;
}

int32_t rt_chan_send_finish(void) {
    int done = rt_g->wait.done;
    waiter_clear(&rt_g->wait);
    return done;
}

int32_t rt_chan_recv_try(void *chan, void *elem, int32_t block) {
    if (!chan)
        return CHAN_WAIT;
    check_bubble(chan, "receive on synctest channel from outside bubble");
    if (UNLIKELY(block && sched_stress()))
        return perform_late(chan, false, NULL);
    int result = chan_recv(chan, elem);
    if (result == CHAN_WAIT && block)
        wait(chan, false, NULL);
    return result;
}

int32_t rt_chan_recv_finish(void *elem) {
    int done = rt_g->wait.done;
    waiter_load(&rt_g->wait, elem);
    waiter_clear(&rt_g->wait);
    return done;
}

int32_t rt_chan_close(void *chan) {
    Chan *c = chan;
    check_bubble(c, "close of synctest channel from outside bubble");
    if (c->closed)
        return 1;
    c->closed = 1;
    while (c->recvq.first)
        wake(c->recvq.first, CHAN_CLOSED);
    while (c->sendq.first)
        wake(c->sendq.first, CHAN_CLOSED);
    return 0;
}

int64_t rt_chan_len(void *chan) {
    Chan *c = chan;
    return c && !c->timer ? c->count : 0;
}

int64_t rt_chan_cap(void *chan) {
    Chan *c = chan;
    return c && !c->timer ? c->cap : 0;
}

/* ---- collector --------------------------------------------------------------------------------- */

static void waiter_roots(Waiter *w) {
    Chan *c = w->chan;
    if (!c)
        return;
    mark_pointer(c);
    mark_pointer(w->big);
    if (c->elemsize <= sizeof w->small)
        mark_value(w->small, c->elem);
}

void chan_roots(G *g) {
    waiter_roots(&g->wait);
    for (uint32_t i = 0; i < g->nselect; i++)
        waiter_roots(&g->select[i]);
}
