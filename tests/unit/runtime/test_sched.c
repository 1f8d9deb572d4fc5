/* Tests of the scheduler: order, saved frames, unwinding, nesting, coroutines, tracebacks; and semaphores. */
#include "rt_test.h"

#include <stdio.h>

static int set_up(void **state) {
    (void)state;
    start_runtime();
    return 0;
}

/* ---- a log of what ran -------------------------------------------------------------------- */

static char log_text[1024];

static void say(char c) {
    size_t n = strlen(log_text);
    log_text[n] = c;
    log_text[n + 1] = 0;
}

static void expect_log(const char *want) {
    assert_string_equal(log_text, want);
    log_text[0] = 0;
}

typedef struct Worker {
    Task task;
    char name;
    int rounds, i;
    struct Worker *other;
    uint32_t *sem;
    NotifyList *list;
    uint64_t kept;
} Worker;

static void once(Task *t) { say(((Worker *)t)->name); }

static void yields(Task *t) {
    Worker *w = (Worker *)t;
    BEGIN(w)
    for (w->i = 0; w->i < w->rounds; w->i++) {
        say(w->name);
        YIELD()
    }
    END
}

static void waits(Task *t) {
    Worker *w = (Worker *)t;
    BEGIN(w)
    PARK(WAIT_COND)
    say(w->name);
    END
}

static void the_last_one_made_runs_first(void **state) {
    (void)state;
    static Worker w[4];
    for (int i = 0; i < 4; i++) {
        w[i].name = (char)('a' + i);
        GO(&w[i], once);
    }
    run_to_deadlock();
    expect_log("dabc");
}

static void yielding_goes_behind_all_others(void **state) {
    (void)state;
    static Worker w[3];
    for (int i = 0; i < 3; i++) {
        w[i].name = (char)('a' + i);
        w[i].rounds = 3;
        GO(&w[i], yields);
    }
    run_to_deadlock();
    expect_log("cabcabcab");
}

static void a_readied_goroutine_runs_next(void **state) {
    (void)state;
    static Worker parked, w[2];
    parked.name = 'p';
    GO(&parked, waits);
    run_to_deadlock();
    for (int i = 0; i < 2; i++) {
        w[i].name = (char)('a' + i);
        GO(&w[i], once);
    }
    rt_ready(parked.task.g);
    rt_ready(parked.task.g);    /* the second time changes nothing */
    run_to_deadlock();
    expect_log("pab");
}

/* ---- frames --------------------------------------------------------------------------------- */

/* A goroutine with a stack of frames, each of which holds a heap object; deep() saves them innermost first. */
enum { DEPTH = 50 };
static void frame_resume(Frame *f);
static struct { void (*resume)(Frame *); uint32_t state, nslots, site, mask[2]; }
    deep_desc = {frame_resume, 0, 40, 2, {1u << 7, 1u << 3}}, park_desc = {frame_resume, 1, 0, 3, {0}};
static int depth_seen;

static void deep(int depth) {
    if (depth == DEPTH) {
        rt_park(WAIT_SEMACQUIRE);
        rt_frame_push(&park_desc);
        return;
    }
    uint64_t *a = rt_alloc_noscan(8);
    KEEP(a);
    *a = (uint64_t)depth;
    uint64_t *b = rt_alloc_noscan(24);
    KEEP(b);
    *b = (uint64_t)depth;
    deep(depth + 1);
    Frame *f = rt_frame_push(&deep_desc);
    memset(f->slot, 0xee, 40 * 8);
    f->slot[0] = (uint64_t)depth;
    f->slot[7] = (uintptr_t)a;
    f->slot[35] = (uintptr_t)b;
}

static void frame_resume(Frame *f) {
    if (f->desc->state == 1) {
        rt_park(WAIT_SEMACQUIRE);
        if (gocw_status_get() == STATUS_SUSPEND)
            rt_frame_push(&park_desc);
        return;
    }
    if (gocw_status_get() == STATUS_UNWIND) {
        (void)rt_unwind_land((int32_t)f->slot[0]);
        return;
    }
    depth_seen++;
    for (int k = 7; k <= 35; k += 28) {
        uint64_t *p = (uint64_t *)(uintptr_t)f->slot[k];
        assert_ptr_equal(rt_object_base(p), p);
        assert_int_equal(*p, f->slot[0]);
    }
}

static void start_deep(const Closure *c) {
    (void)c;
    deep(1);
}
static Closure deep_closure;

static G *go_deep(void) {
    deep_closure.code = (uintptr_t)start_deep;
    G *g = rt_go(&deep_closure);
    run_to_deadlock();
    depth_seen = 0;
    return g;
}

static void frames_keep_their_pointers(void **state) {
    (void)state;
    G *g = go_deep();
    rt_gc();
    for (int i = 0; i < 1000; i++)
        rt_alloc_noscan(8);
    rt_ready(g);
    run_to_deadlock();
    assert_int_equal(depth_seen, DEPTH - 1);
    assert_int_equal(g->state, G_FREE);
}

/* A parked goroutine is continued in order to leave: its park returns with the status set. */
static int32_t unwind_to;
static void unwind_resume(Frame *f) {
    (void)f;
    rt_park(WAIT_SEMACQUIRE);
    rt_unwind(unwind_to);
}

static void unwinding_stops_at_the_token(void **state) {
    (void)state;
    for (unwind_to = 0; unwind_to < DEPTH; unwind_to += 10) {
        park_desc.resume = unwind_resume;
        G *g = go_deep();
        rt_ready(g);
        run_to_deadlock();
        assert_int_equal(depth_seen, unwind_to ? unwind_to - 1 : 0);
        assert_int_equal(g->state, G_FREE);
        assert_int_equal(rt_num_goroutine(), 0);
    }
    park_desc.resume = frame_resume;
}

static void many_goroutines_are_small(void **state) {
    (void)state;
    enum { N = 100000 };
    Worker *w = calloc(N, sizeof *w);
    int64_t before = rt_gc_stat(GCSTAT_SYS);
    for (int i = 0; i < N; i++) {
        w[i].name = 0;
        GO(&w[i], waits);
    }
    run_to_deadlock();
    assert_int_equal(rt_num_goroutine(), N);
    assert_true(rt_gc_stat(GCSTAT_SYS) - before < (int64_t)N * 512);
    rt_gc();
    for (int i = 0; i < N; i++)
        rt_ready(w[i].task.g);
    run_to_deadlock();
    assert_int_equal(rt_num_goroutine(), 0);
    free(w);
}

/* ---- nesting and coroutines -------------------------------------------------------------------- */

static void calls_host(Task *t) {
    Worker *w = (Worker *)t;
    say('(');
    GO(w->other, once);
    G *self = rt_g;
    rt_call_export(&w->other->task.closure);
    assert_ptr_equal(rt_g, self);
    say(')');
}

static void exported_calls_nest(void **state) {
    (void)state;
    static Worker outer, inner;
    outer.other = &inner;
    inner.name = 'i';
    inner.task.body = once;
    GO(&outer, calls_host);
    run_to_deadlock();
    expect_log("(i)i");
}

static void coroutine(Task *t) {
    Worker *w = (Worker *)t;
    BEGIN(w)
    if (w->rounds) {
        PARK(WAIT_COROUTINE)
    }
    for (w->i = 0; w->i < 3; w->i++) {
        say(w->name);
        WAIT_HERE(rt_switch_to(w->other->task.g))
    }
    rt_ready(w->other->task.g);
    END
}

static void coroutines_go_before_the_queue(void **state) {
    (void)state;
    static Worker a, b, other;
    a = (Worker){.name = 'a', .other = &b};
    b = (Worker){.name = 'b', .other = &a, .rounds = 1};
    GO(&b, coroutine);
    run_to_deadlock();
    GO(&other, once);
    other.name = '.';
    GO(&a, coroutine);
    run_to_deadlock();
    expect_log("ababab.");
}

/* ---- tracebacks ------------------------------------------------------------------------------------ */

/* Packed as symtab.h says, by hand. */
static const char files[] = "\0\14/src/main.go";
static const char funcs[] = "\0\13main.(*T).f" "\1\24\1"     /* line 20, parameters */
                            "\13\0" "\1\50\46"               /* the same name; line 40, code 9, hidden */
                            "\5\4main" "\1\12\0"             /* main.main, line 10 */
                            "\0\14runtime.park" "\1\36\34";  /* line 30, code 7 */
static const char sites[] = "\141\2"                          /* main.main, line 12 */
                            "\263\1\0\1"                      /* main.(*T).f, line 22, inlined there */
                            "\211\2\3"                        /* runtime.park, line 33 */
                            "\54";                            /* the same, 5 lines up */
static const uint32_t start[] = {0};

static void use_symbols(void) {
    module.files = (SymTable){start, (const uint8_t *)files, 1};
    module.funcs = (SymTable){start, (const uint8_t *)funcs, 4};
    module.sites = (SymTable){start, (const uint8_t *)sites, 4};
}

static void expect_text(const SiteInfo *info, int32_t which, const char *want) {
    char text[32] = {0};
    int64_t n = rt_sym_text((int32_t)info->func, which, text, sizeof text);
    assert_string_equal(text, want);
    assert_int_equal(n, strlen(want));
    assert_int_equal(rt_sym_text((int32_t)info->func, which, NULL, 0), n);
}

static void sites_are_described(void **state) {
    (void)state;
    use_symbols();
    SiteInfo info;
    assert_true(rt_sym_site(2, &info));
    expect_text(&info, SYM_NAME, "main.(*T).f");
    expect_text(&info, SYM_FILE, "/src/main.go");
    assert_int_equal(info.line, 22);
    assert_int_equal(info.start_line, 20);
    assert_int_equal(info.parent, 1);
    assert_false(rt_sym_site(0, &info));
    assert_true(rt_sym_site(4, &info));
    assert_int_equal(info.line, 28);
    assert_int_equal(info.parent, 0);
    assert_false(rt_sym_site(5, &info));
    assert_true(rt_sym_func(7, &info));
    expect_text(&info, SYM_NAME, "runtime.park");
    assert_true(rt_sym_func(9, &info));
    expect_text(&info, SYM_NAME, "main.(*T).f");
    assert_int_equal(info.flags, FUNC_HIDDEN);
    assert_int_equal(info.start_line, 40);
    assert_false(rt_sym_func(8, &info));
    assert_false(rt_sym_func(0, &info));
}

static void deadlocks_print_all_goroutines(void **state) {
    (void)state;
    use_symbols();
    G *g = go_deep();
    char want[200];
    char *out = strstr(host_native_output, "\ngoroutine ");
    snprintf(want, sizeof want, "\ngoroutine %lu [semacquire]:\nmain.(*T).f(...)\n\t/src/main.go:22 +0x2\nmain.main()\n\t/src/main.go:12 +0x1\n",
             (unsigned long)g->goid);
    assert_non_null(out);
    assert_memory_equal(out, want, strlen(want));
    rt_ready(g);
    run_to_deadlock();
}

static void die_resume(Frame *f) {
    (void)f;
    rt_park(WAIT_SEMACQUIRE);
    rt_trace_die(2);
    rt_trace_site(1);
    rt_trace_site(3);
}

static void dying_prints_a_traceback(void **state) {
    (void)state;
    use_symbols();
    park_desc.resume = die_resume;
    G *g = go_deep();
    g->go_site = 1;
    g->parent = 7;
    rt_ready(g);
    run_to_deadlock();
    char want[200];
    snprintf(want, sizeof want, "\ngoroutine %lu [running]:\nmain.main()\n\t/src/main.go:12 +0x1\nmain.(*T).f(...)\n", (unsigned long)g->goid);
    assert_memory_equal(host_native_output, want, strlen(want));
    const char *end = "created by main.main in goroutine 7\n\t/src/main.go:12 +0x1\n";
    assert_string_equal(host_native_output + strlen(host_native_output) - strlen(end), end);
    assert_true(host_native_exited);
    assert_int_equal(host_native_code, 2);
    park_desc.resume = frame_resume;
}

static void good_resume(Frame *f) {
    (void)f;
    rt_park(WAIT_SEMACQUIRE);
    rt_park_for_good(WAIT_MUTEX);
    rt_trace_site(1);
    rt_trace_site(3);
}

/* The others go on; in the traceback it stands where it was left, with its saved frames behind that. */
static void parked_for_good(void **state) {
    (void)state;
    use_symbols();
    park_desc.resume = good_resume;
    G *g = go_deep();
    rt_ready(g);
    run_to_deadlock();
    char want[200];
    snprintf(want, sizeof want, "\ngoroutine %lu [sync.Mutex.Lock]:\nmain.main()\n\t/src/main.go:12 +0x1\nmain.(*T).f(...)\n", (unsigned long)g->goid);
    assert_non_null(strstr(host_native_output, want));
    assert_non_null(strstr(host_native_output, "all goroutines are asleep - deadlock!"));
    park_desc.resume = frame_resume;
}

static void callers_follow_records_and_frames(void **state) {
    (void)state;
    use_symbols();
    SiteRecord outer = {NULL, 3}, inner = {&outer, 2};
    rt_g = go_deep();
    gocw_sites_set(&inner);
    uint32_t buf[4];
    assert_int_equal(rt_callers(0, buf, 4), 4);
    assert_int_equal(buf[0], 2);
    assert_int_equal(buf[1], 3);
    assert_int_equal(buf[2], 3); /* the frame that parked */
    assert_int_equal(buf[3], 2);
    assert_int_equal(rt_callers(3, buf, 1), 1);
    assert_int_equal(buf[0], 2);
    gocw_sites_set(NULL);
    rt_ready(rt_g);
    run_to_deadlock();
}

/* ---- semaphores ---------------------------------------------------------------------------------------- */

static void acquires(Task *t) {
    Worker *w = (Worker *)t;
    BEGIN(w)
    if (!rt_sem_acquire(w->sem, w->rounds)) {
        PARK(WAIT_SEMACQUIRE)
    }
    say(w->name);
    END
}

static void semaphores_wake_in_order(void **state) {
    (void)state;
    static uint32_t sem[2] = {1, 0};
    static Worker w[5];
    for (int i = 0; i < 5; i++) {
        w[i] = (Worker){.name = (char)('a' + i), .sem = &sem[i == 4], .rounds = i == 3};
        GO(&w[i], acquires);
        run_to_deadlock();
    }
    expect_log("a");
    for (int i = 0; i < 3; i++) {
        rt_sem_release(&sem[0], 0);
        run_to_deadlock();
    }
    expect_log("dbc");          /* d asked to be first */
    assert_int_equal(sem[0], 0);
    rt_sem_release(&sem[0], 0);
    assert_int_equal(sem[0], 1);
    rt_sem_release(&sem[1], 1);
    run_to_deadlock();
    expect_log("e");
    assert_int_equal(sem[1], 0);
}

static void notified(Task *t) {
    Worker *w = (Worker *)t;
    BEGIN(w)
    w->i = (int)w->list->wait++;
    if (!rt_notify_wait(w->list, w->i)) {
        PARK(WAIT_COND)
    }
    say(w->name);
    END
}

/* The notification comes between taking the ticket and waiting. */
static void notified_early(Task *t) {
    Worker *w = (Worker *)t;
    BEGIN(w)
    w->i = (int)w->list->wait++;
    rt_notify_one(w->list);
    if (!rt_notify_wait(w->list, w->i)) {
        PARK(WAIT_COND)
    }
    say(w->name);
    END
}

static void conditions_notify_by_ticket(void **state) {
    (void)state;
    static NotifyList list = {.wait = UINT32_MAX - 2, .notify = UINT32_MAX - 2};
    static Worker w[6];
    rt_notify_one(&list);
    rt_notify_all(&list);
    for (int i = 0; i < 6; i++) {
        w[i] = (Worker){.name = (char)('a' + i), .list = &list};
        GO(&w[i], notified);
        run_to_deadlock();
    }
    for (int i = 0; i < 3; i++) {
        rt_notify_one(&list);
        run_to_deadlock();
    }
    expect_log("abc");
    rt_notify_all(&list);
    run_to_deadlock();
    expect_log("fde");
    w[0] = (Worker){.name = 'g', .list = &list};
    GO(&w[0], notified_early);
    run_to_deadlock();
    expect_log("g");
    assert_null(list.head);
    assert_null(list.tail);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_one_made_runs_first),
        cmocka_unit_test(yielding_goes_behind_all_others),
        cmocka_unit_test(a_readied_goroutine_runs_next),
        cmocka_unit_test(frames_keep_their_pointers),
        cmocka_unit_test(unwinding_stops_at_the_token),
        cmocka_unit_test(many_goroutines_are_small),
        cmocka_unit_test(exported_calls_nest),
        cmocka_unit_test(coroutines_go_before_the_queue),
        cmocka_unit_test(sites_are_described),
        cmocka_unit_test(deadlocks_print_all_goroutines),
        cmocka_unit_test(dying_prints_a_traceback),
        cmocka_unit_test(parked_for_good),
        cmocka_unit_test(callers_follow_records_and_frames),
        cmocka_unit_test(semaphores_wake_in_order),
        cmocka_unit_test(conditions_notify_by_ticket),
    };
    return cmocka_run_group_tests_name("sched", tests, set_up, NULL);
}
