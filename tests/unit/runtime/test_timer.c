/* Tests of timers and of sleeping. The host build's clock jumps to the next timer when nothing runs. */
#include "rt_test.h"

static int set_up(void **state) {
    (void)state;
    start_runtime();
    return 0;
}

enum { TIMERS = 500 };
static Timer timers[TIMERS];
static int64_t when[TIMERS];    /* 0: not active */

static int64_t earliest(void) {
    int64_t min = INT64_MAX;
    for (int i = 0; i < TIMERS; i++)
        if (when[i] && when[i] < min)
            min = when[i];
    return min;
}

static void the_heap_agrees_with_a_model(void **state) {
    (void)state;
    static Task here;
    rt_g = task_go(&here, NULL, rt_go);
    host_native_clock = 1000;
    for (int step = 0; step < 20000; step++) {
        int i = (int)random_below(TIMERS);
        switch (random_below(4)) {
        case 0:
        case 1:
            when[i] = host_native_clock + random_below(100);
            timer_start(&timers[i], when[i]);
            break;
        case 2:
            assert_int_equal(timer_stop(&timers[i]), when[i] != 0);
            when[i] = 0;
            break;
        default:
            host_native_clock += random_below(5);
            for (Timer *t; (t = rt_timer_fired());) {
                assert_int_equal(when[t - timers], earliest());
                assert_true(t->when <= host_native_clock);
                when[t - timers] = 0;
            }
            assert_true(earliest() > host_native_clock);
        }
        assert_int_equal(timer_next(), earliest());
    }
    for (int i = 0; i < TIMERS; i++)
        timer_stop(&timers[i]);
    assert_int_equal(timer_next(), INT64_MAX);
    rt_g->flags = G_NEW;
    rt_g = NULL;
}

static void equal_times_fire_in_the_order_of_starting(void **state) {
    (void)state;
    static Task here;
    rt_g = task_go(&here, NULL, rt_go);
    for (int i = 0; i < 100; i++)
        timer_start(&timers[i], host_native_clock);
    for (int i = 0; i < 100; i++)
        assert_ptr_equal(rt_timer_fired(), &timers[i]);
    assert_null(rt_timer_fired());
    rt_g = NULL;
}

/* ---- goroutines ----------------------------------------------------------------------------- */

typedef struct Sleeper {
    Task task;
    int64_t ns, woke;
} Sleeper;

static void sleeps(Task *t) {
    Sleeper *s = (Sleeper *)t;
    BEGIN(s)
    rt_sleep_until(rt_nanotime() + s->ns);
    PARK(WAIT_SLEEP)
    s->woke = rt_nanotime();
    END
}

static void sleepers_wake_on_time(void **state) {
    (void)state;
    static Sleeper s[200];
    int64_t start = host_native_clock;
    for (int i = 0; i < 200; i++) {
        s[i].ns = 1 + random_below(1000000);
        GO(&s[i], sleeps);
    }
    run_to_deadlock();
    for (int i = 0; i < 200; i++)
        assert_int_equal(s[i].woke, start + s[i].ns);
}

static int fired;
/* Ends when no timer is due, and is started again. */
static void timer_goroutine(Task *t) {
    (void)t;
    while (rt_timer_fired())
        fired++;
}

static void the_timer_goroutine_does_not_count(void **state) {
    (void)state;
    static Sleeper s, other;
    int64_t before = rt_num_goroutine();
    GO_SYSTEM(&s, timer_goroutine);
    other.ns = 50;
    GO(&other, sleeps);
    for (int i = 0; i < 10; i++)
        timer_start(&timers[i], host_native_clock + 10 * i);
    run_to_deadlock();
    assert_int_equal(fired, 10);
    assert_int_equal(rt_num_goroutine(), before);
    assert_null(strstr(host_native_output, "timer goroutine"));
}

/* ---- the collector --------------------------------------------------------------------------------- */

static void active_timers_keep_their_object(void **state) {
    (void)state;
    char *object = rt_alloc_noscan(64);
    Timer *t = (Timer *)(void *)(object + 16);
    timer_start(t, host_native_clock + 1000000);
    rt_gc();
    assert_ptr_equal(rt_object_base(t), object);
    assert_int_equal(timer_next(), t->when);
    timer_stop(t);
    rt_gc();
    assert_null(rt_object_base(t));
}

static void unreachable_channel_timers_are_dropped(void **state) {
    (void)state;
    enum { N = 1000 };
    uint64_t *kept = rt_newarray(T(&pointer_type), N);
    roots[0] = (uintptr_t)kept;
    for (int i = 0; i < N; i++) {
        Timer *t = rt_alloc_noscan(sizeof *t);
        t->flags = TIMER_CHAN;
        timer_start(t, host_native_clock + 1 + (i * 7919) % N);
        if (i % 3 == 0)
            kept[i] = (uintptr_t)t;
    }
    rt_gc();
    int64_t last = 0;
    int n = 0;
    while (timer_next() != INT64_MAX) {
        assert_true(timer_next() > last);
        last = timer_next();
        host_native_clock = last;
        static Task here;
        rt_g = here.g ? here.g : task_go(&here, NULL, rt_go);
        Timer *t = rt_timer_fired();
        assert_true(kept[0] && rt_object_base(t) == t);
        assert_null(rt_timer_fired());
        n++;
    }
    assert_int_equal(n, (N + 2) / 3);
    rt_g = NULL;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sleepers_wake_on_time),
        cmocka_unit_test(the_timer_goroutine_does_not_count),
        cmocka_unit_test(active_timers_keep_their_object),
        cmocka_unit_test(the_heap_agrees_with_a_model),
        cmocka_unit_test(equal_times_fire_in_the_order_of_starting),
        cmocka_unit_test(unreachable_channel_timers_are_dropped),
    };
    return cmocka_run_group_tests_name("timer", tests, set_up, NULL);
}
