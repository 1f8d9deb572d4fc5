/*
 * sema.c - semaphores and notification lists.
 *
 * Waiting goroutines hang in buckets by the hash of the semaphore's address, in the order in which
 * they are to be woken.
 */
#include "sema.h"
#include "port.h"

enum { BUCKETS = 512 };

typedef struct Queue { G *first, *last; } Queue;
static Queue table[BUCKETS];

static Queue *queue_of(const void *addr) { return &table[((uintptr_t)addr / 4 * 0x9e3779b1u >> 11) % BUCKETS]; }

static void insert(Queue *q, G *g, G *before) {
    g->next = before;
    g->prev = before ? before->prev : q->last;
    if (g->prev)
        g->prev->next = g;
    else
        q->first = g;
    if (before)
        before->prev = g;
    else
        q->last = g;
}

static void remove(Queue *q, G *g) {
    if (g->prev)
        g->prev->next = g->next;
    else
        q->first = g->next;
    if (g->next)
        g->next->prev = g->prev;
    else
        q->last = g->prev;
    g->next = g->prev = NULL;
    g->key = NULL;
}

int32_t rt_sem_acquire(void *addr, int32_t lifo) {
    uint32_t *sem = addr;
    if (*sem) {
        --*sem;
        return !sched_detour();
    }
    Queue *q = queue_of(addr);
    rt_g->key = addr;
    insert(q, rt_g, lifo ? q->first : NULL);
    return 0;
}

void rt_sem_release(void *addr, int32_t handoff) {
    (void)handoff;              /* always: see sema.h */
    Queue *q = queue_of(addr);
    for (G *g = q->first; g; g = g->next)
        if (g->key == addr) {
            remove(q, g);
            sched_ready(g);
            return;
        }
    ++*(uint32_t *)addr;
}

/* ---- sync.Cond ------------------------------------------------------------------------------ */

/* Tickets wrap around. */
static bool before(uint32_t a, uint32_t b) { return (int32_t)(a - b) < 0; }

int32_t rt_notify_wait(void *list, int32_t ticket) {
    NotifyList *l = list;
    if (before((uint32_t)ticket, l->notify))
        return !sched_detour();
    rt_g->ticket = (uint32_t)ticket;
    rt_g->next = NULL;
    if (l->tail)
        l->tail->next = rt_g;
    else
        l->head = rt_g;
    l->tail = rt_g;
    return 0;
}

void rt_notify_all(void *list) {
    NotifyList *l = list;
    G *g = l->head;
    l->head = l->tail = NULL;
    l->notify = l->wait;
    while (g) {
        G *rest = g->next;
        g->next = NULL;
        sched_ready(g);
        g = rest;
    }
}

void rt_notify_one(void *list) {
    NotifyList *l = list;
    if (l->notify == l->wait)
        return;
    uint32_t ticket = l->notify++;
    for (G *g = l->head, *prev = NULL; g; prev = g, g = g->next) {
        if (g->ticket != ticket)
            continue;
        if (prev)
            prev->next = g->next;
        else
            l->head = g->next;
        if (l->tail == g)
            l->tail = prev;
        g->next = NULL;
        sched_ready(g);
        return;
    }
}
