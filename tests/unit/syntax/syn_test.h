/* syn_test.h - what the tests of the syntax module share. */
#ifndef GOCW_SYN_TEST_H
#define GOCW_SYN_TEST_H

#include "gocw/syntax.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

/* A file of that text. Text and name live until the end. */
static inline SrcFile *source_n(Arena *a, const char *name, const char *text, size_t n)
{
    return file_add(arena_strdup(a, name), arena_strdup(a, name), arena_strndup(a, text, n), n);
}

static inline SrcFile *source(Arena *a, const char *text) { return source_n(a, "x.go", text, strlen(text)); }

/* Everything reported since the last call, as printed. */
static inline const char *diagnostics(Arena *a)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    diag_flush(f, DIAG_TEXT, 0);
    diag_reset();
    long n = ftell(f);
    char *text = arena_alloc(a, (size_t)n + 1);
    rewind(f);
    assert_int_equal(fread(text, 1, (size_t)n, f), n);
    fclose(f);
    return text;
}

/* The errors of a file with that text. */
static inline const char *errors_of(Arena *a, const char *text, size_t n)
{
    syn_parse_file(a, source_n(a, "x.go", text, n), PARSE_ALL);
    return diagnostics(a);
}

#endif
