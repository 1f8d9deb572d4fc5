/*
 * test_goroot.c - every Go file of GOROOT/src and GOROOT/test that should parse does, and printing its tree and
 * parsing that gives the same tree. GOROOT comes from the environment; without it there is nothing to test.
 * Files are parsed in parallel, so this is also the test that parsers do not disturb each other.
 */
#include <dirent.h>
#include <sys/stat.h>

#include "syn_test.h"

static Arena *arena;
static VEC(const char *) paths;
static const char **problems;

/* Files that are meant to have errors say so; a few do not. */
static bool should_parse(const char *path, const char *text)
{
    static const char *const bad[] = { "bug088.go", "bug106.go", "bug222.go", "bug282.go", "bug306.go", "issue14164.go",
                                       "issue24801.go" };
    for (size_t i = 0; i < LEN(bad); i++)
        if (strstr(path, bad[i]))
            return false;
    return !strstr(text, "ERROR") && !strstr(path, "/testdata/");
}

static void collect(const char *dir)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        struct stat st;
        const char *path = arena_printf(arena, "%s/%s", dir, e->d_name);
        size_t n = strlen(e->d_name);
        if (e->d_name[0] == '.' || stat(path, &st))
            continue;
        if (S_ISDIR(st.st_mode))
            collect(path);
        else if (n > 3 && !strcmp(e->d_name + n - 3, ".go"))
            vec_push(arena, &paths, path);
    }
    if (d)
        closedir(d);
}

static const char *dump(Arena *a, const File *f)
{
    Buf b;
    buf_init(&b, a);
    syn_dump_file(&b, f);
    return buf_str(&b);
}

/* ctx: an arena per file, kept until all are done, since file texts must live on. */
static void check_file(void *ctx, uint32_t i)
{
    Arena *text = ((Arena **)ctx)[i] = arena_new("text"), *a = arena_new("tree");
    size_t size;
    char *s = file_read(text, paths.p[i], &size);
    if (s && should_parse(paths.p[i], s)) {
        File *f = syn_parse_file(a, file_add(paths.p[i], paths.p[i], s, size), PARSE_ALL);
        Buf b;
        buf_init(&b, text);
        syn_print_file(&b, f);
        File *g = syn_parse_file(a, file_add("printed", "printed", buf_str(&b), b.n), PARSE_ALL);
        if (f->has_errors)
            problems[i] = "has errors";
        else if (strcmp(dump(a, f), dump(a, g)))
            problems[i] = "printed and parsed again it is another tree";
    }
    arena_free(a);
}

static void goroot_parses(void **state)
{
    (void)state;
    const char *goroot = getenv("GOROOT");
    if (!goroot)
        skip();
    collect(arena_printf(arena, "%s/src", goroot));
    collect(arena_printf(arena, "%s/test", goroot));
    problems = NEW_N(arena, const char *, paths.n);
    Arena **texts = NEW_N(arena, Arena *, paths.n);
    pool_run(paths.n, check_file, texts);
    int failed = 0;
    for (uint32_t i = 0; i < paths.n; i++)
        if (problems[i]) {
            printf("%s: %s\n", paths.p[i], problems[i]);
            failed++;
        }
    diag_reset();
    for (uint32_t i = 0; i < paths.n; i++)
        arena_free(texts[i]);
    assert_int_equal(failed, 0);
    assert_true(paths.n > 0);
}

int main(void)
{
    arena = arena_new("test");
    const struct CMUnitTest tests[] = { cmocka_unit_test(goroot_parses) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
