/*
 * test.c - gocw test: for each package a test program, built and run in the package's folder; the lines that the go command prints.
 *
 * The phases hold one program for a process's whole life, and a package with its tests is another package than without: each
 * test program is made in a child process.
 */
#include "cli_int.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What a child that makes a test program ends with, besides 0 and EXIT_USER (it does not compile). */
enum { STATUS_NO_TESTS = 3, STATUS_SETUP = 4 };

static int wait_for(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* ---- one package ---- */

static NORETURN void make_test(Options *o, const char *out)
{
    PackageVec roots = {0};
    int status = STATUS_SETUP;
    o->tests = true;
    vec_push(o->arena, &o->ld_x, "testing.testBinary=1");   /* testing.Testing() */
    progress_begin();
    if (load_packages(o, &roots)) {
        Package *last = vec_last(&roots);
        if (!last->load->is_test_main) status = STATUS_NO_TESTS;
        else status = check_packages(o, &roots) && compile_package(o, last, out) ? 0 : EXIT_USER;
    }
    progress_end();
    fflush(NULL);
    _exit(status);
}

/* Builds the test program; a child's exit status. */
static int build_test(Options *o, const LoadPackage *p, const char *out)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid != 0) return wait_for(pid);
    if (strcmp(p->path, "command-line-arguments") != 0) {
        o->args[0] = arena_strdup(o->arena, p->dir);
        o->nargs = 1;
    }
    make_test(o, out);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Runs it and collects its output, which is shown at once unless quiet. */
static int run_test(Options *o, const LoadPackage *p, const char *dir, const char *wasm, bool quiet, Buf *output)
{
    int ends[2];
    fflush(NULL);
    if (pipe(ends) != 0) {
        fprintf(stderr, "gocw: pipe: %s\n", error_text(errno));
        return EXIT_USER;
    }
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], 1);
        dup2(ends[1], 2);
        close(ends[0]);
        close(ends[1]);
        _exit(run_program(o, dir, wasm, p->dir, o->test_args.p, o->test_args.n));
    }
    close(ends[1]);
    char chunk[4096];
    for (ssize_t n; (n = read(ends[0], chunk, sizeof chunk)) > 0;) {
        buf_write(output, chunk, (size_t)n);
        if (quiet) continue;
        fwrite(chunk, 1, (size_t)n, stdout);
        fflush(stdout);
    }
    close(ends[0]);
    return wait_for(pid);
}

static bool asks_for(const Options *o, const char *flag)
{
    for (uint32_t i = 0; i < o->test_args.n; i++)
        if (strncmp(o->test_args.p[i], flag, strlen(flag)) == 0) return true;
    return false;
}

/* With a list of packages, what a test that passes prints is not shown, as the go command has it. */
static bool run_and_report(Options *o, const LoadPackage *p, const char *dir, const char *wasm, bool alone)
{
    bool quiet = !alone && !asks_for(o, "-test.v=") && !asks_for(o, "-test.bench=") && !asks_for(o, "-test.list=");
    Buf output;
    buf_init(&output, o->arena);
    double start = seconds();
    int status = run_test(o, p, dir, wasm, quiet, &output);
    if (quiet && status != 0) fputs(buf_str(&output), stdout);
    if (status != 0 && output.n == 0) printf("exit status %d\n", status);
    const char *none = strstr(buf_str(&output), "testing: warning: no tests to run\n");
    printf("%s\t%s\t%.3fs%s\n", status == 0 ? "ok  " : "FAIL", p->path, seconds() - start, status == 0 && none ? " [no tests to run]" : "");
    return status == 0;
}

static const char *test_name(Options *o, const LoadPackage *p)
{
    const char *slash = strrchr(p->path, '/');
    return arena_printf(o->arena, "%s.test.wasm", slash ? slash + 1 : p->path);
}

static bool test_package(Options *o, const LoadPackage *p, bool alone)
{
    const char *dir = o->compile_only ? NULL : run_folder(o);
    if (!o->compile_only && !dir) return false;
    const char *out = !o->compile_only ? arena_printf(o->arena, "%s/main.wasm", dir) : o->out ? o->out : test_name(o, p);
    int status = build_test(o, p, out);
    bool ok = status == 0 || status == STATUS_NO_TESTS;
    if (status == STATUS_NO_TESTS) printf("?   \t%s\t[no test files]\n", p->path);
    else if (status != 0) printf("FAIL\t%s [%s failed]\n", p->path, status == STATUS_SETUP ? "setup" : "build");
    else if (!o->compile_only) ok = run_and_report(o, p, dir, out, alone);
    if (dir) run_clean(o, dir);
    return ok;
}

int cmd_test(Options *o)
{
    PtrVec packages = {0};
    bool alone = o->nargs == 0, ok = true;
    if (o->verbose) vec_push(o->arena, &o->test_args, arena_strdup(o->arena, "-test.v=true"));
    o->verbose = false;     /* for the phases it means: name the packages */
    if (!match_packages(o, &packages)) return EXIT_USER;
    if (packages.n == 0) {
        fprintf(stderr, "gocw: no packages to test\n");
        return EXIT_USER;
    }
    if (o->compile_only && o->out && packages.n > 1) {
        fprintf(stderr, "gocw: -o names one test program, but the patterns name %u packages\n", packages.n);
        return EXIT_USER;
    }
    for (uint32_t i = 0; i < packages.n; i++) ok &= test_package(o, packages.p[i], alone);
    if (!ok) puts("FAIL");
    return ok ? 0 : EXIT_USER;
}
