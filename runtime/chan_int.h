/*
 * chan_int.h - what chan.c and select.c share.
 */
#ifndef RT_CHAN_INT_H
#define RT_CHAN_INT_H

#include "g.h"
#include "gc.h"
#include "port.h"

static inline uint32_t my_bubble(void) { return rt_g && rt_g->bubble ? (uint32_t)*rt_g->bubble : 0; }

/* Channels of a synctest bubble are for its goroutines only. */
static inline void check_bubble(const Chan *c, const char *text) {
    if (UNLIKELY(c->bubble) && c->bubble != my_bubble())
        sched_fatal(text);
}

/* One operation without waiting: CHAN_WAIT when it is not possible now. elem of
 * chan_recv may be NULL. */
int chan_send(Chan *c, const void *elem);
int chan_recv(Chan *c, void *elem);

/* The element that a waiter carries; load zeroes *elem when the channel was closed. */
void waiter_store(Waiter *w, const void *elem);
void waiter_load(Waiter *w, void *elem);
void waiter_clear(Waiter *w);
/* The same operation of the running goroutine, with its own Waiter: a received element waits there. The
 * place for it is made first, since an element on its way is in no root. */
int waiter_perform(Chan *c, bool send, const void *elem);
void waiter_enqueue(Waiter *w);
void waiter_unlink(Waiter *w);

/* w, which is unlinked, has ended the select of g: takes the other waiters out. */
void select_woken(G *g, Waiter *w);

#endif
