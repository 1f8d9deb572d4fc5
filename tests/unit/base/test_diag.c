/* test_diag.c - errors come out as the official compiler prints them. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static char out_text[8192];

/* What diag_flush prints. */
static const char *flushed(DiagFormat fmt, uint32_t max, uint32_t want_count) {
    FILE *f = tmpfile();
    assert_non_null(f);
    uint32_t n = diag_flush(f, fmt, max);
    assert_int_equal(n, want_count);
    rewind(f);
    size_t got = fread(out_text, 1, sizeof out_text - 1, f);
    out_text[got] = 0;
    fclose(f);
    return out_text;
}

static SrcFile *source(const char *path) {
    static const char text[] = "aaa\nbbb\nccc\nddd\neee\nfff\n";
    return file_add(path, path, text, sizeof text - 1);
}

/* The parser's errors come first, file by file; then files in the order of their first errors. */
static void sorted_by_position(void **state) {
    (void)state;
    SrcFile *b = source("b.go"), *a = source("a.go");
    diag_error(b->base + 5, ERR_Syntax, "second in %s", "b");
    diag_error(b->base, ERR_Syntax, "first in b");
    diag_error(a->base + 4, ERR_Load, "in a");
    diag_error_plain(ERR_Module, "no place");
    assert_int_equal(diag_count(), 4);
    assert_string_equal(flushed(DIAG_TEXT, 0, 4),
                        "no place\n"
                        "b.go:1:1: first in b\n"
                        "b.go:2:2: second in b\n"
                        "a.go:2:1: in a\n");
    assert_int_equal(diag_count(), 0);
    assert_string_equal(flushed(DIAG_TEXT, 0, 0), "");
}

static void parser_order_is_by_name(void **state) {
    (void)state;
    SrcFile *b = source("b.go"), *a = source("a.go"), *c = source("c.go");
    diag_error(b->base, ERR_Syntax, "in b");
    diag_error(a->base, ERR_Syntax, "in a");
    diag_error(c->base, ERR_UnusedVar, "in c");
    diag_error(b->base + 4, ERR_UnusedVar, "later in b");
    assert_string_equal(flushed(DIAG_TEXT, 3, 4), "a.go:1:1: in a\nb.go:1:1: in b\nc.go:1:1: in c\nc.go:1:1: too many errors\n");
}

static void packages_in_order_of_report(void **state) {
    (void)state;
    SrcFile *a = source("pa/a.go"), *z = source("pz/z.go");
    diag_set_package("example.com/z");
    diag_error(z->base, ERR_Syntax, "one");
    diag_set_package("example.com/a");
    diag_error(a->base, ERR_Syntax, "two");
    diag_set_package("example.com/z");
    diag_error(z->base + 4, ERR_Syntax, "three");
    diag_set_package(NULL);
    diag_error(a->base + 8, ERR_Syntax, "four");
    assert_string_equal(flushed(DIAG_TEXT, 0, 4),
                        "# example.com/z\npz/z.go:1:1: one\npz/z.go:2:1: three\n"
                        "# example.com/a\npa/a.go:1:1: two\n"
                        "pa/a.go:3:1: four\n");
}

static void same_line_same_text_once(void **state) {
    (void)state;
    SrcFile *f = source("f.go");
    diag_error(f->base, ERR_Syntax, "undefined: x");
    diag_error(f->base + 2, ERR_Syntax, "undefined: x");
    diag_error(f->base + 2, ERR_Syntax, "undefined: y");
    diag_error(f->base + 4, ERR_Syntax, "undefined: x");
    assert_string_equal(flushed(DIAG_TEXT, 0, 3),
                        "f.go:1:1: undefined: x\nf.go:1:3: undefined: y\nf.go:2:1: undefined: x\n");
    diag_error(f->base, ERR_Syntax, "undefined: x");
    assert_string_equal(flushed(DIAG_TEXT, 0, 1), "f.go:1:1: undefined: x\n");
}

static void too_many(void **state) {
    (void)state;
    SrcFile *f = source("f.go");
    for (uint32_t i = 0; i < 5; i++) diag_error(f->base + 4 * i, ERR_Syntax, "error %u", i);
    assert_string_equal(flushed(DIAG_TEXT, 3, 5),
                        "f.go:1:1: error 0\nf.go:2:1: error 1\nf.go:3:1: error 2\n"
                        "f.go:3:1: too many errors\n");
    for (uint32_t i = 0; i < 2; i++) diag_error(f->base + 4 * i, ERR_Syntax, "error %u", i);
    assert_string_equal(flushed(DIAG_TEXT, 3, 2), "f.go:1:1: error 0\nf.go:2:1: error 1\n");
}

static void continuation_lines(void **state) {
    (void)state;
    SrcFile *f = source("f.go");
    diag_error(f->base, ERR_Syntax, "x redeclared\nother declaration of x\n\tindented\n\nlast");
    assert_string_equal(flushed(DIAG_TEXT, 0, 1),
                        "f.go:1:1: x redeclared\n\tother declaration of x\n\tindented\n\t\n\tlast\n");
}

static void no_column_after_line_directive(void **state) {
    (void)state;
    SrcFile *f = source("f.go");
    file_line_directive(f, f->base + 4, "gen.y", 7, 0);
    diag_error(f->base + 5, ERR_Syntax, "here");
    assert_string_equal(flushed(DIAG_TEXT, 0, 1), "gen.y:7: here\n");
}

static void json(void **state) {
    (void)state;
    SrcFile *f = source("dir/\"f\".go");
    diag_error(f->base + 9, ERR_Load, "a\\b\n\tc \x01 \xff é");
    diag_error_plain(ERR_NONE, "plain");
    assert_string_equal(flushed(DIAG_JSON, 0, 2),
                        "{\"file\":\"\",\"line\":0,\"col\":0,\"code\":\"None\",\"package\":\"\",\"message\":\"plain\"}\n"
                        "{\"file\":\"dir/\\\"f\\\".go\",\"line\":3,\"col\":2,\"endLine\":3,\"endCol\":4,"
                        "\"code\":\"Load\",\"package\":\"\",\"message\":\"a\\\\b\\n\\tc \\u0001 \\ufffd é\"}\n");
}

static void reset_drops(void **state) {
    (void)state;
    diag_error_plain(ERR_Load, "gone");
    diag_reset();
    assert_int_equal(diag_count(), 0);
    assert_string_equal(diag_code_name(ERR_Load), "Load");
}

static void report_one(void *ctx, uint32_t i) {
    SrcFile *f = ctx;
    diag_error(f->base + i % 3 * 4, ERR_Syntax, "number %u", i % 6);
}

static void threads(void **state) {
    (void)state;
    pool_run(600, report_one, source("t.go"));
    assert_int_equal(diag_count(), 6);
    diag_reset();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorted_by_position),
        cmocka_unit_test(parser_order_is_by_name),
        cmocka_unit_test(packages_in_order_of_report),
        cmocka_unit_test(same_line_same_text_once),
        cmocka_unit_test(too_many),
        cmocka_unit_test(continuation_lines),
        cmocka_unit_test(no_column_after_line_directive),
        cmocka_unit_test(json),
        cmocka_unit_test(reset_drops),
        cmocka_unit_test(threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
