/* Tests of the collector: pages.c, alloc.c, mark.c, special.c, gc.c. */
#include "rt_test.h"

#include "gc_int.h"

static int set_up(void **state) {
    (void)state;
    start_runtime();
    return 0;
}

static void clear_roots(void) { memset(roots, 0, sizeof roots); }

static bool allocated(void *p) { return rt_object_base(p) == p; }

/* ---- allocation -------------------------------------------------------------------------- */

static void sizes_are_rounded_to_classes(void **state) {
    (void)state;
    assert_int_equal(rt_usable_size(0), 0);
    assert_int_equal(rt_usable_size(1), 8);
    assert_int_equal(rt_usable_size(33), 48);
    assert_int_equal(rt_usable_size(1025), 1152);
    assert_int_equal(rt_usable_size(32768), 32768);
    assert_int_equal(rt_usable_size(32769), 40960);
    unsigned c = 0;
    for (size_t size = 1; size <= SMALL_MAX; size++) {
        c += size > class_size[c];
        assert_int_equal(size_class(size), c);
        assert_int_equal(rt_usable_size((int64_t)size), class_size[c]);
    }
}

static void division_by_multiplication_is_exact(void **state) {
    (void)state;
    for (unsigned c = 0; c < NCLASSES; c++)
        for (unsigned scan = 0; scan < 2; scan++) {
            Span s = {.stride = class_size[c] + (scan ? HEADER_SIZE : 0)};
            s.magic = UINT32_MAX / s.stride + 1;
            for (uint32_t off = 0; off < 40 * PAGE_SIZE; off += off % s.stride ? s.stride - 1 : 1)
                assert_int_equal(span_index(&s, s.start + off), off / s.stride);
        }
}

static void objects_are_zero_and_apart(void **state) {
    (void)state;
    enum { N = 5000 };
    static char *p[N];
    static size_t size[N];
    rt_set_gc_percent(-1);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < N; i++) {
            size[i] = 1 + random_below(i % 100 ? 600 : 100000);
            p[i] = rt_alloc_noscan((int64_t)size[i]);
            for (size_t k = 0; k < size[i]; k++)
                assert_int_equal(p[i][k], 0);
            memset(p[i], i, size[i]);
            assert_true((size_t)rt_object_size(p[i]) >= size[i]);
            assert_ptr_equal(rt_object_base(p[i] + size[i] - 1), p[i]);
        }
        for (int i = 0; i < N; i++)
            for (size_t k = 0; k < size[i]; k++)
                assert_int_equal(p[i][k], (char)i);
        rt_gc();
        for (int i = 0; i < N; i++)
            assert_false(allocated(p[i]));
    }
    rt_set_gc_percent(100);
}

static void objects_without_bytes_are_not_nil(void **state) {
    (void)state;
    static const Type empty = {.size = 0};
    assert_non_null(rt_new(T(&empty)));
    assert_non_null(rt_newarray(T(&empty), INT64_MAX));
    assert_null(rt_object_base(rt_new(T(&empty))));
}

static void statistics_count_objects(void **state) {
    (void)state;
    rt_gc();
    int64_t mallocs = rt_gc_stat(GCSTAT_MALLOCS), frees = rt_gc_stat(GCSTAT_FREES), bytes = rt_gc_stat(GCSTAT_HEAP_ALLOC);
    for (int i = 0; i < 1000; i++)
        rt_alloc_noscan(100);
    rt_alloc_noscan(100000);
    assert_int_equal(rt_gc_stat(GCSTAT_MALLOCS), mallocs + 1001);
    assert_int_equal(rt_gc_stat(GCSTAT_HEAP_ALLOC), bytes + 1000 * 112 + 100000);
    rt_gc();
    assert_int_equal(rt_gc_stat(GCSTAT_FREES), frees + 1001);
    assert_int_equal(rt_gc_stat(GCSTAT_HEAP_ALLOC), bytes);
    assert_int_equal(rt_gc_stat(GCSTAT_HEAP_ALLOC), rt_gc_stat(GCSTAT_HEAP_LIVE));
}

/* ---- marking: random graphs against a model --------------------------------------------------- */

enum { NODES = 4000, EDGES = 6 };
typedef struct Node {           /* heap object: EDGES pointers, the odd ones behind an integer */
    uint64_t edge[EDGES];
    uint64_t id;
} Node;
static const uint8_t node_mask[] = {(1 << EDGES) - 1};
static const Type node_type = {.size = sizeof(Node), .ptrbytes = 8 * EDGES, .gcdata = node_mask};
static Node *nodes[NODES];      /* not a root */
static int edge[NODES][EDGES];  /* -1: nil */
static bool reachable[NODES];

static void visit(int i) {
    if (reachable[i])
        return;
    reachable[i] = true;
    for (int k = 0; k < EDGES; k++)
        if (edge[i][k] >= 0)
            visit(edge[i][k]);
}

/* An edge leads to any byte of the other node. */
static void set_edge(int i, int k, int to) {
    edge[i][k] = to;
    nodes[i]->edge[k] = to < 0 ? 0 : (uintptr_t)nodes[to] + random_below(sizeof(Node));
}

static void node_new(int i) {
    nodes[i] = rt_new(T(&node_type));
    nodes[i]->id = (uint64_t)i;
    for (int k = 0; k < EDGES; k++) {
        assert_int_equal(nodes[i]->edge[k], 0);
        edge[i][k] = -1;
    }
}

static void graphs_keep_what_is_reachable(void **state) {
    (void)state;
    clear_roots();
    for (int i = 0; i < NODES; i++)
        nodes[i] = NULL;
    for (int round = 0; round < 60; round++) {
        int64_t cycles = rt_gc_stat(GCSTAT_NUM_GC);
        for (int i = 0; i < NODES; i++)
            if (!nodes[i])
                node_new(i);
        if (rt_gc_stat(GCSTAT_NUM_GC) != cycles)
            fail_msg("a collection came while nodes were made");
        for (int n = 0; n < NODES; n++)
            set_edge((int)random_below(NODES), (int)random_below(EDGES), random_below(4) ? (int)random_below(NODES) : -1);
        memset(reachable, 0, sizeof reachable);
        unsigned nroots = random_below(12);
        clear_roots();
        for (unsigned r = 0; r < nroots; r++) {
            int i = (int)random_below(NODES);
            roots[random_below(NROOTS)] = (uintptr_t)nodes[i] + random_below(sizeof(Node));
        }
        for (int r = 0; r < NROOTS; r++)
            if (roots[r])
                visit((int)((Node *)rt_object_base((void *)(uintptr_t)roots[r]))->id);
        rt_gc();
        for (int i = 0; i < NODES; i++) {
            assert_int_equal(allocated(nodes[i]), reachable[i]);
            if (!reachable[i]) {
                nodes[i] = NULL;
                continue;
            }
            assert_int_equal(nodes[i]->id, i);
            for (int k = 0; k < EDGES; k++)
                if (edge[i][k] >= 0)
                    assert_ptr_equal(rt_object_base((void *)(uintptr_t)nodes[i]->edge[k]), nodes[edge[i][k]]);
        }
        for (int i = 0; i < NODES; i++) /* edges to nodes that are gone come from nodes that are gone */
            for (int k = 0; nodes[i] && k < EDGES; k++)
                assert_true(edge[i][k] < 0 || nodes[edge[i][k]]);
    }
    clear_roots();
    rt_gc();
}

static void *list_of(int n) {
    uint64_t *head = NULL;
    for (int i = 0; i < n; i++) {
        KEEP(head);
        uint64_t *p = rt_new(T(&second_type));
        p[1] = (uintptr_t)head;
        p[2] = (uint64_t)i;
        head = p;
    }
    return head;
}

static int list_length(uint64_t *p) {
    int n = 0;
    for (; p; p = (uint64_t *)(uintptr_t)p[1])
        n++;
    return n;
}

static void long_lists_are_marked(void **state) {
    (void)state;
    enum { N = 1000000 };
    roots[3] = (uintptr_t)list_of(N);
    rt_gc();
    assert_int_equal(list_length((uint64_t *)(uintptr_t)roots[3]), N);
    clear_roots();
    rt_gc();
    assert_true(rt_gc_stat(GCSTAT_HEAP_ALLOC) < 1 << 20);
}

/* A tree of wide nodes fills the mark stack. */
static uint64_t *tree(int depth) {
    if (!depth)
        return rt_new(T(&pointer_type));
    uint64_t *p = rt_newarray(T(&pointer_type), 40);
    KEEP(p);
    for (int i = 0; i < 40; i++)
        p[i] = (uintptr_t)tree(depth - 1);
    return p;
}

static int tree_size(uint64_t *p, int depth) {
    assert_true(allocated(p));
    int n = 1;
    for (int i = 0; depth && i < 40; i++)
        n += tree_size((uint64_t *)(uintptr_t)p[i], depth - 1);
    return n;
}

static void a_full_mark_stack_loses_nothing(void **state) {
    (void)state;
    roots[0] = (uintptr_t)tree(3);
    uint64_t *wide = rt_newarray(T(&pointer_type), 100000);
    roots[1] = (uintptr_t)wide;
    for (int i = 0; i < 100000; i++)
        wide[i] = (uintptr_t)rt_new(T(&pair_type));
    for (size_t limit = 4; limit <= 4096; limit *= 8) {
        mark_stack_limit = limit;
        mark_init();
        rt_gc();
        assert_int_equal(tree_size((uint64_t *)(uintptr_t)roots[0], 3), 1 + 40 + 1600 + 64000);
        for (int i = 0; i < 100000; i++)
            assert_true(allocated((void *)(uintptr_t)wide[i]));
    }
    mark_stack_limit = 0;
    clear_roots();
}

static void arrays_repeat_the_mask_of_their_element(void **state) {
    (void)state;
    enum { N = 3000 };
    uint64_t *a = rt_newarray(T(&second_type), N);
    roots[0] = (uintptr_t)a;
    static void *kept[N], *lost[N];
    for (int i = 0; i < N; i++) {
        a[3 * i] = (uintptr_t)(lost[i] = rt_alloc_noscan(16)); /* not a pointer for the collector */
        a[3 * i + 1] = (uintptr_t)(kept[i] = rt_alloc_noscan(24));
    }
    rt_gc();
    for (int i = 0; i < N; i++) {
        assert_true(allocated(kept[i]));
        assert_false(allocated(lost[i]));
    }
    clear_roots();
}

static void large_types_are_scanned_through_their_parts(void **state) {
    (void)state;
    static const ArrayType inner = {{.size = 24 * 100, .ptrbytes = 24 * 100 - 8, .tflag = TFLAG_GC_MASK_ON_DEMAND, .kind = KIND_ARRAY},
                                    .elem = &second_type, .len = 100};
    static const StructField fields[] = {{.type = &int_type, .offset = 0}, {.type = &inner.type, .offset = 8}};
    static const StructType outer = {{.size = 8 + 24 * 100, .ptrbytes = 24 * 100, .tflag = TFLAG_GC_MASK_ON_DEMAND, .kind = KIND_STRUCT},
                                     .fields = fields, .nfields = 2};
    for (int n = 1; n < 40; n += 19) {
        uint64_t *p = n == 1 ? rt_new(T(&outer.type)) : rt_newarray(T(&outer.type), n);
        roots[0] = (uintptr_t)p;
        for (int i = 0; i < n; i++)
            for (int k = 0; k < 100; k++)
                p[i * 301 + 1 + 3 * k + 1] = (uintptr_t)rt_alloc_noscan(40);
        rt_gc();
        for (int i = 0; i < n; i++)
            for (int k = 0; k < 100; k++)
                assert_true(allocated((void *)(uintptr_t)p[i * 301 + 1 + 3 * k + 1]));
    }
    clear_roots();
}

static void large_objects_live_by_any_of_their_bytes(void **state) {
    (void)state;
    char *p = rt_newarray(T(&pointer_type), 1 << 17);
    *(uint64_t *)(void *)(p + 8 * 70000) = (uintptr_t)rt_alloc_noscan(8);
    for (size_t off = 0; off < (size_t)8 << 17; off += 99991) {
        roots[0] = (uintptr_t)p + off;
        rt_gc();
        assert_true(allocated(p));
    }
    assert_true(allocated(*(void **)(void *)(p + 8 * 70000)));
    clear_roots();
    rt_gc();
    assert_false(allocated(p));
}

static void conservative_words_may_be_anything(void **state) {
    (void)state;
    for (int i = 0; i < NROOTS; i++)
        roots[i] = i % 2 ? (uintptr_t)heap.lo + random_below((uint32_t)(heap.hi - heap.lo)) : (uint64_t)random_below(UINT32_MAX) << 20;
    rt_gc();
    list_of(10000);
    rt_gc();
    clear_roots();
}

/* ---- pacing and memory ------------------------------------------------------------------------ */

static void garbage_does_not_grow_memory(void **state) {
    (void)state;
    roots[0] = (uintptr_t)list_of(10 * 1000 * 1000 / 40);
    for (int64_t bytes = 0; bytes < (int64_t)1 << 30; bytes += 20000) {
        rt_alloc_noscan(1 + random_below(300));
        if (bytes % 3 == 0)
            rt_new(T(&pair_type));
        rt_alloc_raw(1 + random_below(40000));
    }
    assert_int_equal(list_length((uint64_t *)(uintptr_t)roots[0]), 10 * 1000 * 1000 / 40);
    assert_true(rt_gc_stat(GCSTAT_NUM_GC) > 10);
    clear_roots();
}

static void free_pages_coalesce(void **state) {
    (void)state;
    rt_gc();
    int64_t before = rt_gc_stat(GCSTAT_HEAP_INUSE);
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 500; i++)
            roots[random_below(NROOTS)] = (uintptr_t)rt_alloc_raw(30000 + random_below(300000));
        rt_gc();
    }
    int64_t sys = rt_gc_stat(GCSTAT_HEAP_SYS);
    clear_roots();
    rt_gc();
    assert_in_range(rt_gc_stat(GCSTAT_HEAP_INUSE), 0, before + 65536);
    rt_alloc_raw(sys / 8);      /* the runtime's own pages stand between */
    assert_int_equal(rt_gc_stat(GCSTAT_HEAP_SYS), sys);
    rt_gc();
}

static void percent_and_limit_set_the_goal(void **state) {
    (void)state;
    roots[0] = (uintptr_t)rt_alloc_noscan(20 << 20);
    rt_gc();
    int64_t live = rt_gc_stat(GCSTAT_HEAP_LIVE);
    assert_int_equal(rt_gc_stat(GCSTAT_NEXT_GC), 2 * live);
    assert_int_equal(rt_set_gc_percent(50), 100);
    assert_int_equal(rt_gc_stat(GCSTAT_NEXT_GC), live + live / 2);
    assert_int_equal(rt_set_gc_percent(-1), 50);
    assert_int_equal(rt_gc_stat(GCSTAT_NEXT_GC), INT64_MAX);
    assert_int_equal(rt_set_mem_limit(live + (64 << 20)), INT64_MAX);
    assert_in_range(rt_gc_stat(GCSTAT_NEXT_GC), live, live + (64 << 20));
    assert_int_equal(rt_set_mem_limit(-1), live + (64 << 20));
    rt_set_mem_limit(INT64_MAX);
    rt_set_gc_percent(100);
    clear_roots();
}

static void a_full_host_makes_it_collect(void **state) {
    (void)state;
    size_t limit = host_native_limit;
    host_native_limit = (size_t)(heap.hi - heap.lo);
    rt_set_gc_percent(-1);
    int64_t cycles = rt_gc_stat(GCSTAT_NUM_GC);
    for (int64_t bytes = 0; bytes < (int64_t)1 << 30; bytes += 100000) {
        rt_alloc_raw(100000);
        rt_new(T(&pair_type));
    }
    assert_true(rt_gc_stat(GCSTAT_NUM_GC) > cycles);
    rt_set_gc_percent(100);
    host_native_limit = limit;
}

/* ---- finalizers, cleanups, weak handles ---------------------------------------------------------- */

typedef struct Record {
    FinRecord fin;
    SLOT(void, arg);
} Record;
static const uint8_t record_mask[] = {1 << 0 | 1 << 1 | 1 << 3};
static const Type record_type = {.size = sizeof(Record), .ptrbytes = 32, .gcdata = record_mask};

static Record *record(void *object, int kind) {
    KEEP(object);
    Record *r = rt_new(T(&record_type));
    assert_int_equal(rt_finalizer_set(object, r, kind), FIN_OK);
    return r;
}

static void finalizers_run_in_order_of_dependency(void **state) {
    (void)state;
    uint64_t *b = rt_new(T(&pair_type));
    KEEP(b);
    uint64_t *a = rt_new(T(&pair_type));
    KEEP(a);
    a[0] = (uintptr_t)b;
    Record *ra = record(a, FIN_FINALIZER), *rb = record(b, FIN_FINALIZER);
    assert_int_equal(rt_finalizer_set(a, rb, FIN_FINALIZER), FIN_ALREADY_SET);
    assert_int_equal(rt_finalizer_set(roots, rb, FIN_FINALIZER), FIN_NOT_HEAP);
    port_kept = NULL;           /* drops a and b */
    rt_gc();
    assert_ptr_equal(rt_finalizer_next(), ra);
    assert_ptr_equal(ra->fin.object, a);
    assert_null(rt_finalizer_next());
    assert_true(allocated(a));
    rt_gc();
    assert_false(allocated(a));
    assert_ptr_equal(rt_finalizer_next(), rb);
    assert_null(rt_finalizer_next());
    rt_gc();
    assert_false(allocated(b));
    assert_false(allocated(rb));
}

static void cleanups_come_after_the_finalizer(void **state) {
    (void)state;
    uint64_t *p = rt_new(T(&pair_type));
    KEEP(p);
    Record *clean = record((char *)p + 8, FIN_CLEANUP), *gone = record(p, FIN_CLEANUP), *fin = record(p, FIN_FINALIZER);
    rt_finalizer_del(p, gone);
    clean->arg = rt_alloc_noscan(8);
    port_kept = NULL;
    rt_gc();
    assert_ptr_equal(rt_finalizer_next(), fin);
    assert_null(rt_finalizer_next());
    rt_gc();
    assert_ptr_equal(rt_finalizer_next(), clean);
    assert_null(clean->fin.object);
    assert_null(rt_finalizer_next());
}

static void removed_finalizers_do_not_run(void **state) {
    (void)state;
    uint64_t *p = rt_new(T(&pair_type));
    KEEP(p);
    record(p, FIN_FINALIZER);
    rt_finalizer_del(p, NULL);
    port_kept = NULL;
    rt_gc();
    assert_null(rt_finalizer_next());
    assert_false(allocated(p));
}

static void weak_handles_are_stable_and_cleared_first(void **state) {
    (void)state;
    uint64_t *p = rt_new(T(&pair_type));
    KEEP(p);
    void *h = rt_weak_get(p);
    roots[0] = (uintptr_t)h;
    assert_ptr_equal(rt_weak_get(p), h);
    void *inner = rt_weak_get((char *)p + 8);
    assert_ptr_not_equal(inner, h);
    roots[1] = (uintptr_t)inner;
    rt_gc();
    assert_ptr_equal(rt_weak_get(p), h);
    assert_ptr_equal(rt_weak_strong(h), p);
    assert_ptr_equal(rt_weak_strong(inner), (char *)p + 8);
    record(p, FIN_FINALIZER);
    port_kept = NULL;
    rt_gc();
    assert_null(rt_weak_strong(h));
    assert_null(rt_weak_strong(inner));
    assert_non_null(rt_finalizer_next());
    assert_true(allocated(p));
    roots[2] = (uintptr_t)p;
    assert_ptr_not_equal(rt_weak_get(p), h);
    clear_roots();
    rt_gc();
    assert_false(allocated(p));
}

static void many_specials(void **state) {
    (void)state;
    enum { N = 3000 };
    static uint64_t *p[N];
    uint64_t *all = rt_newarray(T(&pointer_type), N);
    roots[0] = (uintptr_t)all;
    for (int i = 0; i < N; i++) {
        all[i] = (uintptr_t)(p[i] = rt_new(T(&pair_type)));
        Record *r = record(p[i], i % 2 ? FIN_FINALIZER : FIN_CLEANUP);
        r->arg = rt_weak_get(p[i]);
    }
    for (int i = 0; i < N; i += 3)
        all[i] = 0;
    rt_gc();
    int n = 0;
    for (Record *r; (r = rt_finalizer_next()); n++)
        assert_null(rt_weak_strong(r->arg));
    assert_int_equal(n, N / 3);
    for (int i = 1; i < N; i += 3)
        assert_ptr_equal(rt_weak_strong(rt_weak_get(p[i])), p[i]);
    clear_roots();
    rt_gc();
    while (rt_finalizer_next())
        n++;
    assert_int_equal(n, N);
}

/* ---- the runtime's own memory ------------------------------------------------------------------------ */

static void own_memory_is_reused(void **state) {
    (void)state;
    enum { N = 2000 };
    static struct { char *p; size_t size; } b[N];
    memset(b, 0, sizeof b);
    for (int i = 0; i < 50000; i++) {
        int k = (int)random_below(N);
        for (size_t j = 0; j < b[k].size; j++)
            assert_int_equal(b[k].p[j], (char)k);
        mem_free(b[k].p, b[k].size);
        b[k].size = 1 + random_below(k % 50 ? 300 : 30000);
        b[k].p = mem_alloc(b[k].size);
        for (size_t j = 0; j < b[k].size; j++)
            assert_int_equal(b[k].p[j], 0);
        memset(b[k].p, k, b[k].size);
    }
    for (int k = 0; k < N; k++)
        mem_free(b[k].p, b[k].size);
    assert_true(rt_gc_stat(GCSTAT_META_SYS) < 32 << 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_rounded_to_classes),
        cmocka_unit_test(division_by_multiplication_is_exact),
        cmocka_unit_test(objects_are_zero_and_apart),
        cmocka_unit_test(objects_without_bytes_are_not_nil),
        cmocka_unit_test(statistics_count_objects),
        cmocka_unit_test(graphs_keep_what_is_reachable),
        cmocka_unit_test(long_lists_are_marked),
        cmocka_unit_test(a_full_mark_stack_loses_nothing),
        cmocka_unit_test(arrays_repeat_the_mask_of_their_element),
        cmocka_unit_test(large_types_are_scanned_through_their_parts),
        cmocka_unit_test(large_objects_live_by_any_of_their_bytes),
        cmocka_unit_test(conservative_words_may_be_anything),
        cmocka_unit_test(garbage_does_not_grow_memory),
        cmocka_unit_test(free_pages_coalesce),
        cmocka_unit_test(a_full_host_makes_it_collect),
        cmocka_unit_test(percent_and_limit_set_the_goal),
        cmocka_unit_test(finalizers_run_in_order_of_dependency),
        cmocka_unit_test(cleanups_come_after_the_finalizer),
        cmocka_unit_test(removed_finalizers_do_not_run),
        cmocka_unit_test(weak_handles_are_stable_and_cleared_first),
        cmocka_unit_test(many_specials),
        cmocka_unit_test(own_memory_is_reused),
    };
    return cmocka_run_group_tests_name("gc", tests, set_up, NULL);
}
