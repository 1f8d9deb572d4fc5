/*
 * test_load.c - which files belong to a build, //go:build expressions, paths as messages show them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "load_int.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/gocw-test-load-XXXXXX";

static void put(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    assert_true(file_write_atomic(path, text, strlen(text), false));
}

/* A Go tree as small as one can be, and a loader for wasip1 with tag "extra". */
static int start(void **state)
{
    (void)state;
    static const char *const dirs[] = {"", "/src", "/src/fmt", "/work", "/work/sub"};
    if (!mkdtemp(root)) return 1;
    for (size_t i = 1; i < LEN(dirs); i++) {
        char path[256];
        snprintf(path, sizeof path, "%s%s", root, dirs[i]);
        if (mkdir(path, 0777) != 0) return 1;
    }
    put("VERSION", "go1.27.4\n");
    static char dir[256];
    snprintf(dir, sizeof dir, "%s/work", root);
    LoadConfig config = {.goos = "wasip1", .goroot = root, .dir = dir};
    Arena *a = arena_new("test");
    vec_push(a, &config.tags, name_of("extra"));
    load_init(&config);
    return diag_count() != 0;
}

static int stop(void **state)
{
    (void)state;
    char command[300];
    snprintf(command, sizeof command, "rm -rf '%s'", root);
    return system(command);
}

static void names_select_files(void **state)
{
    (void)state;
    static const struct { const char *name; bool in; } rows[] = {
        {"a.go", true}, {"a_wasip1.go", true}, {"a_js.go", false}, {"a_wasm.go", true}, {"a_amd64.go", false}, {"a_wasip1_wasm.go", true},
        {"a_js_wasm.go", false}, {"wasm.go", true}, {"js.go", true}, {"linux_x.go", true}, {"_a.go", false}, {".a.go", false}, {"a_test.go", false},
        {"x_js_test.go", false}, {"a_unix.go", true},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        if (load_match_file(rows[i].name, NULL, 0, false) != rows[i].in) fail_msg("%s", rows[i].name);
    }
    assert_true(load_match_file("a_test.go", NULL, 0, true));
    assert_false(load_match_file("a_js_test.go", NULL, 0, true));
}

static void lines_select_files(void **state)
{
    (void)state;
    static const struct { const char *text; bool in; } rows[] = {
        {"//go:build wasm\n\npackage p\n", true}, {"//go:build js\n\npackage p\n", false}, {"// text\n\n/* more */\n//go:build extra && !js\npackage p\n", true},
        {"package p\n//go:build js\n", true}, {"//go:build go1.27\npackage p\n", true}, {"//go:build go1.28\npackage p\n", false},
        {"//go:build (js\npackage p\n", false},
        {"// +build js\n\npackage p\n", false}, {"// +build js\npackage p\n", true}, {"//+build js wasip1,!extra\n\npackage p\n", false},
        {"// text\n\n// +build js\twasip1,extra,!x \n// +build wasm\r\n\r\n// more\npackage p\n", true}, {"// +build wasm\n// +build js\n\npackage p\n", false},
        {"/* text */\n// +build js\n\npackage p\n", true}, {"//go:build wasm\n// +build js\n\npackage p\n", true}, {"// +build\n\npackage p\n", false},
        {"// +build !!wasm\n\npackage p\n", false}, {"// +build !\n\npackage p\n", false}, {"// +builder js\n\npackage p\n", true},
        {"// +build go1.12\n\npackage p\n", true}, {"// +build !go1.12\n\npackage p\n", false}, {"// +build js", true},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        if (load_match_file("a.go", rows[i].text, strlen(rows[i].text), false) != rows[i].in) fail_msg("%s", rows[i].text);
    }
}

static void expressions(void **state)
{
    (void)state;
    static const struct { const char *text; bool ok, value; } rows[] = {
        {"wasm", true, true}, {"!wasm", true, false}, {"js || wasip1", true, true}, {"js && wasm || gc", true, true}, {"!(js || linux)", true, true},
        {"a.b_c", true, false}, {"", false, false}, {"a b", false, false}, {"(wasm", false, false}, {"wasm &&", false, false}, {"!!wasm", false, false},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        bool ok, v = load_eval_constraint(rows[i].text, &ok);
        if (ok != rows[i].ok || v != rows[i].value) fail_msg("%s", rows[i].text);
    }
}

static void versions(void **state)
{
    (void)state;
    static const char *const rising[] = {
        "v0.0.0-20190101000000-abcdefabcdef", "v0.0.0-20200101000000-0123456789ab", "v0.0.0", "v0.9.10", "v0.10.9", "v1.0.0-1", "v1.0.0-alpha", "v1.0.0-alpha.1",
        "v1.0.0-alpha.beta", "v1.0.0-beta", "v1.0.0-beta.2", "v1.0.0-beta.11", "v1.0.0-rc.1", "v1.0.0", "v1.0.1-0.20200101000000-0123456789ab", "v1.0.1", "v2.0.0+incompatible",
    };
    for (size_t i = 0; i < LEN(rising); i++)
        for (size_t k = 0; k < LEN(rising); k++) {
            int c = version_compare(rising[i], rising[k]);
            if ((c > 0) - (c < 0) != (i > k) - (i < k)) fail_msg("%s %s: %d", rising[i], rising[k], c);
        }
    assert_int_equal(version_compare("v2.0.0+incompatible", "v2.0.0"), 0);
}

static const char *below(const char *rest)
{
    return arena_printf(loader.arena, "%s%s", root, rest);
}

static void paths(void **state)
{
    (void)state;
    assert_string_equal(path_display(below("/work/x.go")), "x.go");
    assert_string_equal(path_display(below("/work/sub/x.go")), "sub/x.go");
    assert_string_equal(path_display(below("/x.go")), "../x.go");
    assert_string_equal(path_display(below("/work")), ".");
    assert_string_equal(path_display("/x.go"), "/x.go");
    assert_string_equal(path_source(below("/work/x.go")), "./x.go");
    assert_string_equal(path_source(below("/work/sub/x.go")), "sub/x.go");
    assert_string_equal(path_abs("./a/../b//c/."), below("/work/b/c"));
    assert_string_equal(path_abs("../../.."), "/");
}

static void go_mod(void **state)
{
    (void)state;
    put("work/go.mod", "module \"example.org/m\" // comment\n\ngo 1.21.3\nrequire (\n\ta.org/b v1.2.0 // indirect\n)\n"
                       "replace a.org/b v1.2.0 => ./sub\nreplace c.org => d.org v1.0.0\n");
    GoMod *m = gomod_find(below("/work/sub"));
    assert_non_null(m);
    assert_string_equal(m->mod.path, "example.org/m");
    assert_string_equal(m->mod.go_version, "go1.21");
    assert_int_equal(m->requires.n, 1);
    assert_string_equal(m->requires.p[0].version, "v1.2.0");
    assert_int_equal(m->replaces.n, 2);
    assert_string_equal(m->replaces.p[0].new_path, below("/work/sub"));
    assert_string_equal(m->replaces.p[1].new_version, "v1.0.0");
    assert_int_equal(diag_count(), 0);
    put("work/sub/go.mod", "module a\n)\n");
    assert_null(gomod_find(below("/work/sub")));
    assert_int_equal(diag_count(), 1);
    diag_reset();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_select_files), cmocka_unit_test(lines_select_files), cmocka_unit_test(expressions), cmocka_unit_test(paths), cmocka_unit_test(versions),
        cmocka_unit_test(go_mod),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
