/*
 * debug.c - the -d= flags, and the figures behind -d=time and -d=mem.
 *
 * Flags are set once at start, then only read. Times form a tree of phases: a
 * phase begun inside another is its child, per thread, and the same phase under the
 * same parent adds up, over threads too.
 */
#include "base_int.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

/* ---- flags ---- */

typedef struct DebugValue {
    struct DebugValue *next;
    const char *text;
} DebugValue;

typedef struct DebugFlag {
    bool on;
    bool bare;              /* given without a value at least once */
    DebugValue *values;     /* newest first */
} DebugFlag;

static DebugFlag flags[DEBUG_COUNT];

static const struct { const char *key, *help; } debug_keys[] = {
#define DEBUG(id, key, help) { key, help },
#include "gocw/debug.def"
#undef DEBUG
};

static int find_key(const char *s, size_t n) {
    for (int i = 0; i < DEBUG_COUNT; i++)
        if (strlen(debug_keys[i].key) == n && memcmp(debug_keys[i].key, s, n) == 0) return i;
    return -1;
}

/* The length of the first item: up to a comma outside brackets (Map[int,string] is one name). */
static size_t item_len(const char *s) {
    int depth = 0;
    size_t n = 0;
    for (; s[n] && (s[n] != ',' || depth > 0); n++) {
        if (strchr("([{", s[n])) depth++;
        else if (strchr(")]}", s[n]) && depth > 0) depth--;
    }
    return n;
}

bool debug_parse(const char *list, FILE *err) {
    static Arena *arena;
    if (!arena) arena = arena_new("debug");
    while (*list) {
        size_t n = item_len(list);
        const char *eq = memchr(list, '=', n);
        size_t key_len = eq ? (size_t)(eq - list) : n;
        int k = find_key(list, key_len);
        if (k < 0) {
            fprintf(err, "unknown debug key %.*s (-d=help lists them)\n", (int)key_len, list);
            return false;
        }
        flags[k].on = true;
        if (eq) {
            DebugValue *v = NEW(arena, DebugValue);
            *v = (DebugValue){ flags[k].values, arena_strndup(arena, eq + 1, n - key_len - 1) };
            flags[k].values = v;
        } else {
            flags[k].bare = true;
        }
        list += n;
        if (*list == ',') list++;
    }
    return true;
}

bool debug_on(DebugKey k) {
    return flags[k].on;
}

const char *debug_value(DebugKey k) {
    return flags[k].values ? flags[k].values->text : NULL;
}

bool debug_for(DebugKey k, const char *name) {
    if (!flags[k].on) return false;
    if (flags[k].bare) return true;
    for (const DebugValue *v = flags[k].values; v; v = v->next)
        if (strcmp(v->text, name) == 0) return true;
    return false;
}

void debug_help(FILE *out) {
    for (int i = 0; i < DEBUG_COUNT; i++) fprintf(out, "  %-10s %s\n", debug_keys[i].key, debug_keys[i].help);
}

/* ---- statistics ---- */

enum { MAX_DEPTH = 32 };

typedef struct Phase {
    const char *name;
    struct Phase *parent, *first, *last, *next;
    uint64_t ns, calls;
} Phase;

typedef struct Counter {
    const char *name;
    uint64_t n;
} Counter;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Arena *stats_arena;                      /* guarded by lock, as is all it holds */
static Phase root;
static StrMap counters;

static _Thread_local Phase *current;
static _Thread_local uint64_t started[MAX_DEPTH];
static _Thread_local int depth;

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void init_locked(void) {
    if (stats_arena) return;
    stats_arena = arena_new("stats");
    strmap_init(&counters, stats_arena);
}

static Phase *child_locked(Phase *parent, const char *name) {
    for (Phase *p = parent->first; p; p = p->next)
        if (strcmp(p->name, name) == 0) return p;
    Phase *p = NEW(stats_arena, Phase);
    p->name = arena_strdup(stats_arena, name);
    p->parent = parent;
    if (parent->last) parent->last->next = p;
    else parent->first = p;
    parent->last = p;
    return p;
}

void stats_begin(const char *phase) {
    ICE_IF(depth == MAX_DEPTH, NO_POS, "stats_begin(%s): too deep", phase);
    pthread_mutex_lock(&lock);
    init_locked();
    current = child_locked(current ? current : &root, phase);
    pthread_mutex_unlock(&lock);
    started[depth++] = now_ns();
}

void stats_end(void) {
    ICE_IF(depth == 0, NO_POS, "stats_end without stats_begin");
    uint64_t ns = now_ns() - started[--depth];
    pthread_mutex_lock(&lock);
    current->ns += ns;
    current->calls++;
    current = current->parent;
    pthread_mutex_unlock(&lock);
}

void stats_count(const char *what, uint64_t n) {
    pthread_mutex_lock(&lock);
    init_locked();
    size_t len = strlen(what);
    Counter *c = strmap_get(&counters, what, len);
    if (!c) {
        c = NEW(stats_arena, Counter);
        c->name = arena_strdup(stats_arena, what);
        strmap_set(&counters, what, len, c);
    }
    c->n += n;
    pthread_mutex_unlock(&lock);
}

static void print_phases(FILE *out, const Phase *parent, int indent) {
    for (const Phase *p = parent->first; p; p = p->next) {
        fprintf(out, "time %*s%-*s %10.3f ms", indent * 2, "", 30 - indent * 2, p->name, (double)p->ns / 1e6);
        if (p->calls > 1) fprintf(out, " in %llu", (unsigned long long)p->calls);
        fputc('\n', out);
        print_phases(out, p, indent + 1);
    }
}

static int by_name(const void *a, const void *b) {
    const Counter *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static void print_counters(FILE *out) {
    if (!stats_arena) return;
    Counter **list = NEW_N(stats_arena, Counter *, counters.n);
    for (uint32_t i = 0; i < counters.n; i++) list[i] = counters.entries[i].val;
    qsort(list, counters.n, sizeof *list, by_name);
    for (uint32_t i = 0; i < counters.n; i++)
        fprintf(out, "count %-29s %10llu\n", list[i]->name, (unsigned long long)list[i]->n);
}

void stats_print(FILE *out) {
    pthread_mutex_lock(&lock);
    if (debug_on(DEBUG_TIME)) print_phases(out, &root, 0);
    if (debug_on(DEBUG_TIME) || debug_on(DEBUG_MEM)) print_counters(out);
    pthread_mutex_unlock(&lock);
    if (debug_on(DEBUG_MEM)) arena_print_stats(out);
}
