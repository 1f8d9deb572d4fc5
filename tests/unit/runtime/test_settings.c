/* Tests of what the environment sets (settings.c) and of the collector's trace (gctrace.c). */
#include "rt_test.h"

static int set_up(void **state) {
    (void)state;
    start_runtime();
    return 0;
}

static void percent_is(const char *entry, int64_t want) {
    rt_set_gc_percent(77);
    settings_read(entry);
    assert_int_equal(rt_gc_stat(GCSTAT_GC_PERCENT), want);
}

static void percents(void **state) {
    (void)state;
    percent_is("GOGC=50", 50);
    percent_is("GOGC=0", 0);
    percent_is("GOGC=off", -1);
    percent_is("GOGC=-3", -1);
    percent_is("GOGC=", 77);
    percent_is("GOGC=5x", 77);
    percent_is("GOGC=99999999999", 77);
    percent_is("GOGCX=5", 77);
    rt_set_gc_percent(100);
}

static void limit_is(const char *entry, int64_t want) {
    rt_set_mem_limit(7);
    settings_read(entry);
    assert_int_equal(rt_gc_stat(GCSTAT_MEM_LIMIT), want);
}

static void limits(void **state) {
    (void)state;
    limit_is("GOMEMLIMIT=123", 123);
    limit_is("GOMEMLIMIT=123B", 123);
    limit_is("GOMEMLIMIT=3KiB", 3 << 10);
    limit_is("GOMEMLIMIT=64MiB", 64 << 20);
    limit_is("GOMEMLIMIT=2TiB", (int64_t)2 << 40);
    limit_is("GOMEMLIMIT=off", 7);
    limit_is("GOMEMLIMIT=", 7);
    static const char *const bad[] = {"MiB", "12kB", "12K", "12Ki", "12KiBs", "-1", "99999999TiB", "99999999999999999999"};
    for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++) {
        char entry[64] = "GOMEMLIMIT=";
        strcat(entry, bad[i]);
        host_native_reset_output();
        host_native_exited = false;
        limit_is(entry, 7);
        assert_true(host_native_exited);
        assert_int_equal(host_native_code, 2);
        assert_non_null(strstr(host_native_output, "\nfatal error: malformed GOMEMLIMIT; see `go doc runtime/debug.SetMemoryLimit`\n"));
        gocw_status_set(STATUS_RUN);
    }
    rt_set_mem_limit(INT64_MAX);
}

static void collections_are_traced(void **state) {
    (void)state;
    settings_read("GODEBUG=x=y,gctrace=1,z");
    host_native_clock += 1234000000;
    void *p = rt_alloc_noscan(3 << 20);
    roots[0] = (uintptr_t)p;
    host_native_reset_output();
    rt_gc();
    const char *line = strstr(host_native_output, " @1.234s 0%: 0+0+0 ms clock, 0+0/0/0+0 ms cpu, ");
    assert_non_null(line);
    assert_non_null(strstr(line, "->3 MB, 8 MB goal, 0 MB stacks, 0 MB globals, 1 P (forced)\n"));
    settings_read("GODEBUG=gctrace=0");
    host_native_reset_output();
    rt_gc();
    assert_string_equal(host_native_output, "");
    roots[0] = 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percents),
        cmocka_unit_test(limits),
        cmocka_unit_test(collections_are_traced),
    };
    return cmocka_run_group_tests_name("settings", tests, set_up, NULL);
}
