/*
 * sema.h - semaphores keyed by the address of a uint32, and the queue behind
 * sync.Cond. A released semaphore is handed to the first waiter directly: it has
 * acquired when it runs again.
 */
#ifndef RT_SEMA_H
#define RT_SEMA_H

#include "g.h"

typedef struct NotifyList {     /* sync.notifyList */
    uint32_t wait;              /* 0  next ticket; taken (and incremented) by Go */
    uint32_t notify;            /* 4  next ticket to be notified */
    uint64_t lock;              /* 8 */
    SLOT(G, head);              /* 16 */
    SLOT(G, tail);              /* 24 */
} NotifyList;
_Static_assert(sizeof(NotifyList) == 32, "sync.notifyList");

#endif
