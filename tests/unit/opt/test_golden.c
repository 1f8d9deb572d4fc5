/*
 * test_golden.c - tests/golden/opt/NAME.txtar: the passes named in section flags, one after another, make of the function in section in
 * (the text of ssa_print_func) what stands in section want (followed by what moved out of it). With UPDATE=1 in the environment want is rewritten.
 */
#include "gocw/opt.h"

#include "gocw/embed.h"
#include "opt_int.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#define GOLDEN "tests/golden/opt"

/* Nothing is loaded here, so no overlay is linked in. */
const struct EmbeddedFile embedded_files[1];
const size_t embedded_nfiles;

static Arena *arena;

static const struct { const char *name; void (*run)(Func *f); } passes[] = {
    {"dce", opt_dce}, {"fold", opt_fold}, {"cfg", opt_cfg}, {"cse", opt_cse}, {"checks", opt_checks}, {"sroa", opt_sroa}, {"licm", opt_licm},
    {"escape", escape_func}, {"reenter", reenter_loops}, {"rotate", opt_rotate}, {"bytes", opt_bytes}, {"sink", opt_sink},
    {"addresses", opt_addresses},
};

static const char *section(const char *txtar, const char *name)
{
    const char *head = arena_printf(arena, "-- %s --\n", name), *at = strstr(txtar, head);
    if (!at) return NULL;
    at += strlen(head);
    const char *end = strncmp(at, "-- ", 3) == 0 ? at - 1 : strstr(at, "\n-- ");
    return end ? arena_strndup(arena, at, (size_t)(end + 1 - at)) : at;
}

static void run_pass(Func *f, const char *name)
{
    for (size_t i = 0; i < LEN(passes); i++)
        if (strcmp(passes[i].name, name) == 0) {
            passes[i].run(f);
            ssa_verify(f, name);
            return;
        }
    fail_msg("unknown pass %s", name);
}

static int run(const char *path)
{
    size_t size;
    const char *txtar = file_read(arena, path, &size);
    assert_non_null(txtar);
    prog = NEW(arena, Program);
    prog->arena = arena;
    const char *in = section(txtar, "in"), *want = section(txtar, "want");
    assert_non_null(in);
    Func *f = ssa_parse_func(file_add(path, path, in, strlen(in)));
    if (!f) diag_flush(stdout, DIAG_TEXT, 0);
    assert_non_null(f);
    ssa_verify(f, "parse");
    escape_begin(prog, arena);
    char *flags = arena_strdup(arena, section(txtar, "flags"));
    for (char *w = strtok(flags, " \n"); w; w = strtok(NULL, " \n")) run_pass(f, w);
    Buf got;
    buf_init(&got, arena);
    ssa_print_func(&got, f);
    for (uint32_t i = 0; i < prog->funcs.n; i++)
        if (prog->funcs.p[i]->part_of) ssa_print_func(&got, prog->funcs.p[i]);
    if (want && strcmp(want, buf_str(&got)) == 0) return 0;
    if (!getenv("UPDATE")) {
        printf("%s: want is\n%s", path, buf_str(&got));
        return 1;
    }
    const char *at = strstr(txtar, "-- want --\n");
    const char *text = arena_printf(arena, "%.*s-- want --\n%s", (int)(at ? (size_t)(at - txtar) : size), txtar, buf_str(&got));
    return !file_write_atomic(path, text, strlen(text), false);
}

static void golden_files(void **state)
{
    (void)state;
    DIR *dir = opendir(GOLDEN);
    assert_non_null(dir);
    int failed = 0, count = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        if (!strstr(e->d_name, ".txtar")) continue;
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
    typ_init(&(TypConfig){.target = &target_wasm, .lang = "go1.27"});
    const struct CMUnitTest tests[] = {cmocka_unit_test(golden_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
