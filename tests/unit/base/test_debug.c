/* test_debug.c - the -d= list, and the figures. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static char text[8192];

static const char *read_back(FILE *f) {
    rewind(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = 0;
    fclose(f);
    return text;
}

static void keys_and_values(void **state) {
    (void)state;
    assert_false(debug_on(DEBUG_SSA));
    assert_null(debug_value(DEBUG_SSA));
    assert_true(debug_parse("ssa=main.main,time,off=nilcheck,off=cse,wat=Map[int,string].Get,layout", stderr));
    assert_true(debug_on(DEBUG_SSA));
    assert_string_equal(debug_value(DEBUG_SSA), "main.main");
    assert_true(debug_for(DEBUG_SSA, "main.main"));
    assert_false(debug_for(DEBUG_SSA, "main.init"));
    assert_true(debug_for(DEBUG_OFF, "nilcheck"));
    assert_true(debug_for(DEBUG_OFF, "cse"));
    assert_false(debug_for(DEBUG_OFF, "dce"));
    assert_string_equal(debug_value(DEBUG_WAT), "Map[int,string].Get");
    assert_true(debug_for(DEBUG_LAYOUT, "anything"));
    assert_null(debug_value(DEBUG_LAYOUT));
    assert_false(debug_for(DEBUG_TYPES, "anything"));
}

static void unknown_key(void **state) {
    (void)state;
    FILE *f = tmpfile();
    assert_false(debug_parse("syntax,nonsense=1", f));
    assert_non_null(strstr(read_back(f), "nonsense"));
    assert_true(debug_parse("", stderr));
}

static void help_lists_all(void **state) {
    (void)state;
    FILE *f = tmpfile();
    debug_help(f);
    read_back(f);
    assert_non_null(strstr(text, "initorder"));
    assert_non_null(strstr(text, "stress"));
}

static void count_some(void *ctx, uint32_t i) {
    (void)ctx;
    stats_begin("inner");
    stats_count("things", i);
    stats_end();
}

static void statistics(void **state) {
    (void)state;
    assert_true(debug_parse("time,mem", stderr));
    stats_begin("outer");
    stats_begin("first");
    stats_end();
    stats_begin("first");
    stats_end();
    stats_end();
    pool_run(100, count_some, NULL);
    Arena *a = arena_new("measured");
    arena_alloc(a, 1000);
    FILE *f = tmpfile();
    stats_print(f);
    read_back(f);
    arena_free(a);
    assert_non_null(strstr(text, "time outer"));
    assert_non_null(strstr(text, "time   first"));
    assert_non_null(strstr(text, "in 2\n"));
    assert_non_null(strstr(text, "in 100\n"));
    assert_non_null(strstr(text, "4950"));
    assert_non_null(strstr(text, "mem measured"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_and_values),
        cmocka_unit_test(unknown_key),
        cmocka_unit_test(help_lists_all),
        cmocka_unit_test(statistics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
