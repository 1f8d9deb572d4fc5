/*
 * timer.c - a 4-ary heap of timers, ordered by time and then by the order of starting.
 */
#include "g.h"
#include "gc.h"
#include "host.h"
#include "port.h"

enum { ARITY = 4 };

static Timer **heap_of_timers;
static uint32_t count, capacity, last_seq;
static G *timer_g;

static bool before(const Timer *a, const Timer *b) {
    return a->when != b->when ? a->when < b->when : (int32_t)(a->seq - b->seq) < 0;
}

static void place(Timer *t, uint32_t i) {
    heap_of_timers[i] = t;
    t->pos = i + 1;
}

static void sift_up(Timer *t, uint32_t i) {
    while (i > 0 && before(t, heap_of_timers[(i - 1) / ARITY])) {
        place(heap_of_timers[(i - 1) / ARITY], i);
        i = (i - 1) / ARITY;
    }
    place(t, i);
}

static void sift_down(Timer *t, uint32_t i) {
    for (;;) {
        uint32_t first = i * ARITY + 1, best = first;
        if (first >= count)
            break;
        for (uint32_t k = first + 1; k < first + ARITY && k < count; k++)
            if (before(heap_of_timers[k], heap_of_timers[best]))
                best = k;
        if (!before(heap_of_timers[best], t))
            break;
        place(heap_of_timers[best], i);
        i = best;
    }
    place(t, i);
}

void timer_start(Timer *t, int64_t when) {
    timer_stop(t);
    if (count == capacity) {
        uint32_t bigger = capacity ? capacity * 2 : 16;
        Timer **p = mem_alloc_raw(bigger * sizeof *p);
        if (count)
            memcpy(p, heap_of_timers, count * sizeof *p);
        mem_free(heap_of_timers, capacity * sizeof *p);
        heap_of_timers = p;
        capacity = bigger;
    }
    t->when = when;
    t->seq = ++last_seq;
    sift_up(t, count++);
}

bool timer_stop(Timer *t) {
    if (!t->pos)
        return false;
    uint32_t i = t->pos - 1;
    t->pos = 0;
    Timer *last = heap_of_timers[--count];
    if (last != t) {
        sift_down(last, i);
        sift_up(last, last->pos - 1);
    }
    return true;
}

int64_t timer_next(void) { return count ? heap_of_timers[0]->when : INT64_MAX; }

/* The next timer due, taken out; goroutines that sleep are readied on the way, and the search stops at
 * a Go timer when take is not set. */
static Timer *due(int64_t now, bool take) {
    while (count && heap_of_timers[0]->when <= now) {
        Timer *t = heap_of_timers[0];
        if (!t->goroutine && !take)
            return t;
        timer_stop(t);
        if (!t->goroutine)
            return t;
        sched_ready((G *)(void *)((char *)t - offsetof(G, sleep)));
    }
    return NULL;
}

void timer_check(int64_t now) {
    if (due(now, false) && timer_g && sched_idle(timer_g))
        sched_ready(timer_g);
}

void timer_roots(void) {
    for (uint32_t i = 0; i < count; i++)
        if (!(heap_of_timers[i]->flags & TIMER_CHAN))
            mark_pointer(heap_of_timers[i]);
}

void timer_prune(void) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        Timer *t = heap_of_timers[i];
        if (t->goroutine || mark_alive(t))
            heap_of_timers[kept++] = t;
        else
            t->pos = 0;
    }
    if (kept == count)
        return;
    count = kept;
    for (uint32_t i = count; i-- > 0;)
        sift_down(heap_of_timers[i], i);
}

void rt_timer_start(void *t, int64_t when) { timer_start(t, when); }
int32_t rt_timer_stop(void *t) { return timer_stop(t); }

/* A run of the timer goroutine takes what was due when it began: a ticker may be due again at once, and others have to run, too. */
void *rt_timer_fired(void) {
    static int64_t began;
    if (!began)
        began = host_nanotime();
    Timer *t = due(began, true);
    if (!t) {
        began = 0;
        timer_g = rt_g;
    }
    return t;
}

void rt_sleep_until(int64_t when) {
    rt_g->sleep.goroutine = 1;
    timer_start(&rt_g->sleep, when);
}

int64_t rt_nanotime(void) { return host_nanotime(); }

int64_t rt_walltime(void *nsec) { return host_walltime(nsec); }
