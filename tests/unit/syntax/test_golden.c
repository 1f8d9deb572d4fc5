/*
 * test_golden.c - tests/golden/syntax/NAME.txtar: section x.go is parsed; section want holds the exact
 * diagnostics; sections tree (with positions) and print, where present, the dump and the printed file.
 * With UPDATE=1 in the environment the sections are rewritten instead.
 */
#include <dirent.h>

#include "syn_test.h"

#define GOLDEN "tests/golden/syntax"

static Arena *arena;

/* The section "-- name --" of a txtar: where its text begins and ends. */
static bool section(const char *txtar, const char *name, const char **start, size_t *n)
{
    const char *head = arena_printf(arena, "-- %s --\n", name);
    const char *at = txtar;
    while ((at = strstr(at, head)) && at != txtar && at[-1] != '\n')
        at++;
    if (!at)
        return false;
    *start = at + strlen(head);
    const char *end = strncmp(*start, "-- ", 3) ? strstr(*start, "\n-- ") : *start - 1;
    *n = end ? (size_t)(end + 1 - *start) : strlen(*start);
    return true;
}

static const char *text_of(void (*write)(Buf *, const File *), const File *f)
{
    Buf b;
    buf_init(&b, arena);
    write(&b, f);
    return buf_str(&b);
}

static int run(const char *path)
{
    size_t size, n;
    const char *txtar = file_read(arena, path, &size), *source_text, *want;
    assert_non_null(txtar);
    assert_true(section(txtar, "x.go", &source_text, &n));
    File *f = syn_parse_file(arena, source_n(arena, "x.go", source_text, n), PARSE_ALL);
    const char *const names[] = { "want", "tree", "print" };
    const char *const got[] = { diagnostics(arena), text_of(syn_dump_file_pos, f), text_of(syn_print_file, f) };
    Buf out;
    buf_init(&out, arena);
    buf_write(&out, txtar, (size_t)(source_text + n - txtar));
    int failed = 0;
    for (size_t i = 0; i < LEN(names); i++) {
        if (!section(txtar, names[i], &want, &n))
            continue;
        buf_printf(&out, "-- %s --\n%s", names[i], got[i]);
        if (n == strlen(got[i]) && !memcmp(want, got[i], n))
            continue;
        failed = 1;
        if (!getenv("UPDATE"))
            printf("%s: %s is\n%s", path, names[i], got[i]);
    }
    if (failed && getenv("UPDATE"))
        return !file_write_atomic(path, out.p, out.n, false);
    return failed;
}

static void golden_files(void **state)
{
    (void)state;
    DIR *dir = opendir(GOLDEN);
    if (!dir)
        skip();
    int failed = 0, count = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        if (!strstr(e->d_name, ".txtar"))
            continue;
        failed += run(arena_printf(arena, GOLDEN "/%s", e->d_name));
        count++;
    }
    closedir(dir);
    assert_int_equal(failed, 0);
    assert_true(count > 0);
}

int main(void)
{
    arena = arena_new("test");
    const struct CMUnitTest tests[] = { cmocka_unit_test(golden_files) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
