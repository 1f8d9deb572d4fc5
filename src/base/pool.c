/*
 * pool.c - a loop over independent items on all cores.
 *
 * Threads take the next item from a shared counter, so uneven items balance. They
 * are started for each call: a phase has a handful of calls and each lasts far
 * longer than that. Their stacks are as deep as recursion over source text may need.
 */
#include "gocw/base.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MAX_THREADS = 64 };
static const size_t STACK_SIZE = (size_t)512 << 20;     /* reserved, not touched */

typedef struct PoolJob {
    void (*fn)(void *ctx, uint32_t i);
    void *ctx;
    uint32_t n;
    atomic_uint next;
} PoolJob;

static _Thread_local bool in_pool;

static void *work(void *arg) {
    PoolJob *job = arg;
    in_pool = true;
    for (uint32_t i; (i = atomic_fetch_add(&job->next, 1)) < job->n;) job->fn(job->ctx, i);
    in_pool = false;
    return NULL;
}

static uint32_t thread_count(uint32_t n) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (cores < 1) cores = 1;
    if (cores > MAX_THREADS) cores = MAX_THREADS;
    return n < (uint32_t)cores ? n : (uint32_t)cores;
}

void pool_run(uint32_t n, void (*fn)(void *ctx, uint32_t i), void *ctx) {
    ICE_IF(in_pool, NO_POS, "pool_run inside pool_run");
    ICE_IF(n > UINT32_MAX - MAX_THREADS, NO_POS, "pool_run of %u items", n);
    PoolJob job = { .fn = fn, .ctx = ctx, .n = n };
    pthread_t threads[MAX_THREADS];
    uint32_t started = 0, want = thread_count(n);
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, STACK_SIZE);
    while (started < want && pthread_create(&threads[started], &attr, work, &job) == 0) started++;
    pthread_attr_destroy(&attr);
    /* Without any thread the caller does the work itself. */
    if (started == 0) work(&job);
    for (uint32_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
}
