/*
 * chan.h - channels and select.
 *
 * A Chan is a heap object. Elements without pointers are stored behind it in the
 * same object, others in an array of their own.
 *
 *     Chan | count cap timer buf elem ... | elements (pointer-free)
 *
 * Goroutines that wait form two queues of Waiters. A Waiter belongs to its G (one is
 * part of the G; a blocking select borrows an array) and carries the element, so
 * that no address of the waiting function's stack is kept.
 */
#ifndef RT_CHAN_H
#define RT_CHAN_H

#include "timer.h"

typedef struct Chan Chan;
typedef struct Waiter Waiter;

struct Waiter {
    Waiter *next, *prev;        /* in the channel's queue */
    G *g;
    Chan *chan;                 /* NULL: not queued */
    void *big;                  /* heap object with the element, when it is too large for small */
    uint32_t index;             /* of the select case */
    uint8_t send, done;         /* done: CHAN_DONE or CHAN_CLOSED once woken */
    uint64_t small[2];
};

typedef struct WaitQueue { Waiter *first, *last; } WaitQueue;

struct Chan {
    int64_t count;              /* 0  elements in the buffer */
    int64_t cap;                /* 8 */
    SLOT(Timer, timer);         /* 16 set by time.newTimer: len and cap read as 0 */
    SLOT(char, buf);            /* 24 */
    SLOT(const Type, elem);     /* 32 */
    uint32_t elemsize;          /* 40 */
    uint32_t closed;            /* 44 */
    uint32_t first;             /* 48 index of the oldest element: there are at most 4 GiB of them */
    uint32_t bubble;            /* 52 id of the synctest bubble it was made in; 0: none */
    WaitQueue recvq, sendq;     /* 56 */
};
AT(Chan, timer, 16);
AT(Chan, closed, 44);

/* Results of the try and finish functions. */
enum { CHAN_WAIT, CHAN_DONE, CHAN_CLOSED };

/* A case of select; the default case is rt_select_try's block == 0. */
typedef struct SelectCase {     /* 24 bytes */
    SLOT(Chan, chan);           /* 0  nil: never ready */
    SLOT(void, elem);           /* 8  send: the element */
    uint32_t dir;               /* 16 SELECT_SEND or SELECT_RECV, as reflect numbers them */
    uint32_t unused;
} SelectCase;
AT(SelectCase, dir, 16);
_Static_assert(sizeof(SelectCase) == 24, "SelectCase");

enum { SELECT_SEND = 1, SELECT_RECV = 2 };

/* rt_select_try: no case was ready and block was 0, or the goroutine is queued. */
enum { SELECT_NONE = -1 };

/* For the collector: the channels and elements that g waits with. */
void chan_roots(G *g);

#endif
