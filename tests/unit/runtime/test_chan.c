/* Tests of channels and select: chan.c, select.c, on the real scheduler. */
#include "rt_test.h"

static int set_up(void **state) {
    (void)state;
    start_runtime();
    return 0;
}

static const ChanType chan_int = {.elem = &int_type}, chan_pair = {.elem = &pair_type};
static const uint8_t big_mask[] = {1};
static const Type big_type = {.size = 48, .ptrbytes = 8, .gcdata = big_mask};
static const ChanType chan_big = {.elem = &big_type};

typedef struct Big { uint64_t p, id, rest[4]; } Big;

static Chan *make(const ChanType *t, int64_t cap) { return rt_chan_make((void *)(uintptr_t)t, cap); }

/* ---- without waiting -------------------------------------------------------------------- */

static void buffers_are_first_in_first_out(void **state) {
    (void)state;
    Chan *c = make(&chan_int, 3);
    roots[0] = (uintptr_t)c;
    int64_t in = 0, out = 0, v;
    for (int i = 0; i < 100; i++) {
        while (rt_chan_send_try(c, &in, false) == CHAN_DONE)
            in++;
        assert_int_equal(rt_chan_len(c), 3);
        assert_int_equal(rt_chan_cap(c), 3);
        for (int n = 1 + i % 3; n; n--) {
            assert_int_equal(rt_chan_recv_try(c, &v, false), CHAN_DONE);
            assert_int_equal(v, out++);
        }
    }
    assert_int_equal(rt_chan_close(c), 0);
    assert_int_equal(rt_chan_close(c), 1);
    assert_int_equal(rt_chan_send_try(c, &in, false), CHAN_CLOSED);
    while (rt_chan_recv_try(c, &v, false) == CHAN_DONE)
        assert_int_equal(v, out++);
    assert_int_equal(out, in);
    assert_int_equal(v, 0);
    assert_int_equal(rt_chan_recv_try(c, NULL, false), CHAN_CLOSED);
}

static void nil_channels_are_never_ready(void **state) {
    (void)state;
    int64_t v = 0;
    assert_int_equal(rt_chan_send_try(NULL, &v, false), CHAN_WAIT);
    assert_int_equal(rt_chan_recv_try(NULL, &v, false), CHAN_WAIT);
    assert_int_equal(rt_chan_len(NULL), 0);
    SelectCase cases[2] = {{.dir = SELECT_SEND}, {.dir = SELECT_RECV}};
    assert_int_equal(rt_select_try(cases, 2, false), SELECT_NONE);
}

static void buffers_keep_elements_alive(void **state) {
    (void)state;
    Chan *c = make(&chan_pair, 100);
    roots[0] = (uintptr_t)c;
    for (uint64_t i = 0; i < 100; i++) {
        uint64_t *p = rt_alloc_noscan(8);
        *p = i;
        uint64_t pair[2] = {0, (uintptr_t)p};
        rt_chan_send_try(c, pair, false);
    }
    rt_gc();
    for (uint64_t i = 0; i < 100; i++) {
        uint64_t pair[2];
        rt_chan_recv_try(c, pair, false);
        assert_int_equal(*(uint64_t *)(uintptr_t)pair[1], i);
        assert_non_null(rt_object_base((void *)(uintptr_t)pair[1]));
    }
    void *last = rt_object_base(c->buf);
    rt_gc();
    assert_ptr_equal(rt_object_base(c->buf), last);
}

static void channels_of_timers_look_empty(void **state) {
    (void)state;
    Chan *c = make(&chan_int, 1);
    roots[0] = (uintptr_t)c;
    Timer *t = rt_alloc_noscan(sizeof *t);
    c->timer = t;
    t->flags = TIMER_CHAN;
    int64_t v = 7;
    assert_int_equal(rt_chan_send_try(c, &v, false), CHAN_DONE);
    assert_int_equal(rt_chan_len(c), 0);
    assert_int_equal(rt_chan_cap(c), 0);
    timer_start(t, 1000);
    rt_gc();
    assert_true(t->pos);        /* the channel keeps it */
    roots[0] = 0;
    rt_gc();
    assert_int_equal(timer_next(), INT64_MAX);
}

/* ---- goroutines -------------------------------------------------------------------------------- */

/* Sends n elements that say who sent them and when, with an object to follow. */
typedef struct Sender {
    Task task;
    Chan *c;
    int64_t id, n, i;
} Sender;

static void sender(Task *t) {
    Sender *s = (Sender *)t;
    BEGIN(s)
    for (s->i = 0; s->i < s->n; s->i++) {
        Big b = {.id = (uint64_t)(s->id << 32 | s->i)};
        uint64_t *p = rt_alloc_noscan(8);
        *p = b.id;
        roots[NROOTS - 1] = b.p = (uintptr_t)p;
        if (rt_chan_send_try(s->c, &b, true) == CHAN_WAIT) {
            memset(&b, 0xff, sizeof b);
            PARK(WAIT_CHAN_SEND)
            assert_int_equal(rt_chan_send_finish(), CHAN_DONE);
        }
        if (random_below(5) == 0) {
            YIELD()
        }
    }
    END
}

enum { SENDERS = 7 };
static int64_t received;

typedef struct Receiver {
    Task task;
    Chan *c;
    Big b;
    int64_t next_of[SENDERS];
} Receiver;

/* What one receiver gets from one sender is in order; next_of may be NULL. */
static void check(const Big *b, int64_t *next_of) {
    int64_t id = (int64_t)(b->id >> 32), n = (int64_t)(b->id & UINT32_MAX);
    assert_in_range(id, 0, SENDERS - 1);
    if (next_of) {
        assert_true(n >= next_of[id]);
        next_of[id] = n + 1;
    }
    assert_int_equal(*(uint64_t *)(uintptr_t)b->p, b->id);
    received++;
}

static void receiver(Task *t) {
    Receiver *r = (Receiver *)t;
    int result;
    BEGIN(r)
    for (;;) {
        result = rt_chan_recv_try(r->c, &r->b, true);
        if (result == CHAN_WAIT) {
            PARK(WAIT_CHAN_RECV)
            result = rt_chan_recv_finish(&r->b);
        }
        if (result == CHAN_CLOSED)
            break;
        check(&r->b, r->next_of);
        if (random_below(7) == 0)
            rt_gc();
    }
    assert_int_equal(r->b.id, 0);
    END
}

static void every_element_arrives_once(void **state) {
    (void)state;
    for (int cap = 0; cap < 20; cap += 1 + cap) {
        Chan *c = make(&chan_big, cap);
        roots[0] = (uintptr_t)c;
        static Sender s[SENDERS];
        static Receiver r[3];
        memset(r, 0, sizeof r);
        received = 0;
        for (int i = 0; i < 3; i++) {
            r[i].c = c;
            GO(&r[i], receiver);
        }
        for (int i = 0; i < SENDERS; i++) {
            s[i] = (Sender){.c = c, .id = i, .n = 200};
            GO(&s[i], sender);
        }
        run_to_deadlock();
        assert_int_equal(received, SENDERS * 200);
        assert_non_null(strstr(host_native_output, "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine "));
        assert_non_null(strstr(host_native_output, "[chan receive]:\n"));
        assert_null(strstr(host_native_output, "[chan send]"));
        rt_chan_close(c);
        run_to_deadlock();
        assert_int_equal(rt_num_goroutine(), 0);
        assert_non_null(strstr(host_native_output, "no goroutines"));
        roots[0] = 0;
    }
}

static void closed_send(Task *t) {
    Sender *s = (Sender *)t;
    BEGIN(s)
    Big b = {.id = 1};
    assert_int_equal(rt_chan_send_try(s->c, &b, true), CHAN_WAIT);
    PARK(WAIT_CHAN_SEND)
    assert_int_equal(rt_chan_send_finish(), CHAN_CLOSED);
    received++;
    END
}

static void closing_wakes_senders(void **state) {
    (void)state;
    received = 0;
    Chan *c = make(&chan_big, 0);
    roots[0] = (uintptr_t)c;
    static Sender s[3];
    for (int i = 0; i < 3; i++) {
        s[i].c = c;
        GO(&s[i], closed_send);
    }
    run_to_deadlock();
    rt_chan_close(c);
    run_to_deadlock();
    assert_int_equal(received, 3);
}

static void nil_wait(Task *t) {
    Receiver *r = (Receiver *)t;
    BEGIN(r)
    rt_chan_recv_try(NULL, NULL, true);
    PARK(WAIT_CHAN_RECV)
    END
}

static void deadlocks_name_the_reason(void **state) {
    (void)state;
    static Receiver r;
    GO(&r, nil_wait);
    run_to_deadlock();
    assert_true(host_native_exited);
    assert_int_equal(host_native_code, 2);
    assert_non_null(strstr(host_native_output, " [chan receive (nil chan)]:\n"));
    rt_ready(r.task.g);
    run_to_deadlock();
    assert_int_equal(rt_num_goroutine(), 0);
}

/* ---- select -------------------------------------------------------------------------------------- */

enum { CHANNELS = 4 };
typedef struct Selector {
    Task task;
    Chan *c[CHANNELS];
    Chan *quit;
    SelectCase cases[CHANNELS + 1];
    int64_t id, sent, n, count[CHANNELS];
    Big b;
    int result;
} Selector;

/* Receives from all channels until quit is closed. */
static void select_receive(Task *t) {
    Selector *s = (Selector *)t;
    int64_t k;
    BEGIN(s)
    for (;;) {
        for (int i = 0; i < CHANNELS; i++)
            s->cases[i] = (SelectCase){.chan = s->c[i], .dir = SELECT_RECV};
        s->cases[CHANNELS] = (SelectCase){.chan = s->quit, .dir = SELECT_RECV};
        k = rt_select_try(s->cases, CHANNELS + 1, true);
        if (k == SELECT_NONE) {
            PARK(WAIT_SELECT)
            k = rt_select_finish();
        }
        s->result = rt_select_ok(&s->b);
        if (k == CHANNELS)
            break;
        assert_int_equal(s->result, CHAN_DONE);
        s->count[k]++;
        check(&s->b, NULL);
        if (random_below(9) == 0)
            rt_gc();
    }
    assert_int_equal(s->result, CHAN_CLOSED);
    END
}

/* Sends to whichever channel takes it. */
static void select_send(Task *t) {
    Selector *s = (Selector *)t;
    int64_t k;
    BEGIN(s)
    for (s->sent = 0; s->sent < s->n; s->sent++) {
        s->b = (Big){.id = (uint64_t)(s->id << 32 | s->sent)};
        {
            uint64_t *p = rt_alloc_noscan(8);
            *p = s->b.id;
            s->b.p = (uintptr_t)p;
        }
        for (int i = 0; i < CHANNELS; i++)
            s->cases[i] = (SelectCase){.chan = s->c[i], .elem = &s->b, .dir = SELECT_SEND};
        roots[NROOTS - 1] = s->b.p;
        k = rt_select_try(s->cases, CHANNELS, true);
        if (k == SELECT_NONE) {
            memset(&s->b, 0xff, sizeof s->b);
            PARK(WAIT_SELECT)
            k = rt_select_finish();
        }
        assert_int_equal(rt_select_ok(NULL), CHAN_DONE);
        s->count[k]++;
    }
    END
}

static void select_is_complete_and_fair(void **state) {
    (void)state;
    Chan *c[CHANNELS + 1];
    for (int i = 0; i <= CHANNELS; i++)
        roots[i] = (uintptr_t)(c[i] = make(&chan_big, i == CHANNELS ? 0 : i));
    static Selector in[3], out[SENDERS];
    received = 0;
    memset(in, 0, sizeof in);
    memset(out, 0, sizeof out);
    for (int i = 0; i < 3; i++) {
        memcpy(in[i].c, c, sizeof in[i].c);
        in[i].quit = c[CHANNELS];
        GO(&in[i], select_receive);
    }
    for (int i = 0; i < SENDERS; i++) {
        memcpy(out[i].c, c, sizeof out[i].c);
        out[i].id = i;
        out[i].n = 300;
        GO(&out[i], select_send);
    }
    run_to_deadlock();
    assert_int_equal(received, SENDERS * 300);
    for (int i = 0; i < CHANNELS; i++) {
        int64_t sum = 0;
        for (int k = 0; k < SENDERS; k++)
            sum += out[k].count[i];
        assert_true(sum > SENDERS * 300 / CHANNELS / 4);
    }
    rt_chan_close(c[CHANNELS]);
    run_to_deadlock();
    assert_int_equal(rt_num_goroutine(), 0);
    memset(roots, 0, sizeof roots);
}

static void select_chooses_uniformly(void **state) {
    (void)state;
    static Task here;
    rt_g = task_go(&here, NULL, rt_go); /* any G will do */
    Chan *c[CHANNELS];
    SelectCase cases[CHANNELS];
    for (int i = 0; i < CHANNELS; i++) {
        roots[i] = (uintptr_t)(c[i] = make(&chan_int, 1));
        cases[i] = (SelectCase){.chan = c[i], .dir = SELECT_RECV};
    }
    int count[CHANNELS] = {0};
    for (int64_t n = 0; n < 4000; n++) {
        for (int i = 0; i < CHANNELS; i++)
            rt_chan_send_try(c[i], &n, false);
        int64_t v, k = rt_select_try(cases, CHANNELS, false);
        assert_int_equal(rt_select_ok(&v), CHAN_DONE);
        count[k]++;
    }
    for (int i = 0; i < CHANNELS; i++)
        assert_in_range(count[i], 800, 1200);
    rt_g = NULL;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buffers_are_first_in_first_out),
        cmocka_unit_test(nil_channels_are_never_ready),
        cmocka_unit_test(buffers_keep_elements_alive),
        cmocka_unit_test(channels_of_timers_look_empty),
        cmocka_unit_test(every_element_arrives_once),
        cmocka_unit_test(closing_wakes_senders),
        cmocka_unit_test(deadlocks_name_the_reason),
        cmocka_unit_test(select_is_complete_and_fair),
        cmocka_unit_test(select_chooses_uniformly),
    };
    return cmocka_run_group_tests_name("chan", tests, set_up, NULL);
}
