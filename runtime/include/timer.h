/*
 * timer.h - a heap of times at which something has to happen.
 *
 * Go's timers embed a Timer anywhere in a heap object. Starting one puts it
 * into the heap; when its time has come rt_timer_fired takes it out and returns
 * it to the timer goroutine, which runs its function (and starts it again if it
 * is periodic). A timer in the heap keeps its object alive, unless TIMER_CHAN is
 * set: such a timer only serves a channel, which refers to it (Chan.timer); when
 * neither is reachable the collector takes it out of the heap (Go 1.23).
 *
 * The goroutine that got nil from rt_timer_fired is the timer goroutine: it
 * ends, is started again when a timer is due, and does not count.
 */
#ifndef RT_TIMER_H
#define RT_TIMER_H

#include "abi.h"

typedef struct G G;

typedef struct Timer {          /* 24 bytes, 8-aligned; Go's own fields follow */
    int64_t when;               /* 0  nanotime */
    uint32_t pos;               /* 8  position in the heap + 1; 0: not active */
    uint32_t flags;             /* 12 TIMER_*, set by Go */
    uint32_t seq;               /* 16 orders equal times */
    uint32_t goroutine;         /* 20 not 0: part of a G, which is made ready */
} Timer;
AT(Timer, pos, 8);
AT(Timer, flags, 12);
_Static_assert(sizeof(Timer) == 24, "Timer");

enum { TIMER_CHAN = 1 };

/* Puts t into the heap, moving it when it is there already. */
void timer_start(Timer *t, int64_t when);
/* Takes it out; false when it was not active. */
bool timer_stop(Timer *t);
/* When the next timer is due; INT64_MAX when there is none. */
int64_t timer_next(void);
/* Readies sleeping goroutines whose time has come, and the timer goroutine when
 * a Go timer is due. */
void timer_check(int64_t now);
/* For the collector: marks the timers that keep their objects alive. */
void timer_roots(void);
/* For the collector: drops channel timers whose objects died. */
void timer_prune(void);

INLINE bool uses_timers(void) { return USES(rt_timer_start) || USES(rt_sleep_until); }

#endif
