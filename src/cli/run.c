/*
 * run.c - gocw run: builds into a temporary folder and runs the program: js with node, wasip1 with what GOWASIRUNTIME
 * names, else the first of wasmtime, wazero, wasmedge and node that is there.
 */
#include "cli_int.h"

#include "gocw/embed.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef VEC(char *) ArgVec;

static bool on_path(Options *o, const char *tool)
{
    const char *path = getenv("PATH");
    for (const char *p = path ? path : ""; *p;) {
        size_t n = strcspn(p, ":");
        if (n && access(arena_printf(o->arena, "%.*s/%s", (int)n, p, tool), X_OK) == 0) return true;
        p += n + (p[n] != 0);
    }
    return false;
}

static void push(Options *o, ArgVec *v, const char *s)
{
    vec_push(o->arena, v, arena_strdup(o->arena, s));
}

/* Writes one of the embedded JavaScript files into the temporary folder. */
static const char *unpack(Options *o, const char *dir, const char *name)
{
    const char *key = arena_printf(o->arena, "js/%s", name), *path = arena_printf(o->arena, "%s/%s", dir, name);
    for (size_t i = 0; i < embedded_nfiles; i++)
        if (strcmp(embedded_files[i].path, key) == 0 &&
            !file_write_atomic(path, embedded_files[i].data, embedded_files[i].size, false))
            fprintf(stderr, "gocw: open %s: %s\n", path, strerror(errno));
    return path;
}

static void wasi_command(Options *o, ArgVec *v, const char *dir, const char *wasm)
{
    static const char *const runtimes[] = {"wasmtime", "wazero", "wasmedge", "node"};
    const char *rt = getenv("GOWASIRUNTIME");
    for (size_t i = 0; !(rt && *rt) && i < LEN(runtimes); i++)
        if (on_path(o, runtimes[i])) rt = runtimes[i];
    if (!rt || !*rt || strcmp(rt, "node") == 0) {
        push(o, v, "node");
        push(o, v, "--no-warnings");
        push(o, v, unpack(o, dir, "wasi_exec.mjs"));
    } else if (strcmp(rt, "wasmtime") == 0) {
        push(o, v, "wasmtime");
        push(o, v, "run");
        push(o, v, "--dir=/");
        push(o, v, "-W");
        push(o, v, "max-wasm-stack=8388608");
    } else {
        push(o, v, rt);
        push(o, v, "run");
        push(o, v, strcmp(rt, "wazero") == 0 ? "-mount=/:/" : "--dir=/");
    }
    push(o, v, wasm);
}

static int execute(ArgVec *v)
{
    pid_t pid = fork();
    if (pid == 0) {
        execvp(v->p[0], v->p);
        fprintf(stderr, "gocw: %s: %s\n", v->p[0], strerror(errno));
        _exit(127);
    }
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int cmd_run(Options *o)
{
    /* Leading .go files, or one package; the rest goes to the program. */
    uint32_t n = 0;
    while (n < o->nargs && strlen(o->args[n]) > 3 && strcmp(o->args[n] + strlen(o->args[n]) - 3, ".go") == 0) n++;
    if (n == 0 && o->nargs) n = 1;
    char **program_args = o->args + n;
    uint32_t nprogram = o->nargs - n;
    o->nargs = n;

    const char *tmp = getenv("TMPDIR");
    char *dir = arena_printf(o->arena, "%s/gocw-run-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(dir)) {
        fprintf(stderr, "gocw: mkdtemp %s: %s\n", dir, strerror(errno));
        return EXIT_USER;
    }
    const char *wasm = arena_printf(o->arena, "%s/main.wasm", dir);
    int status = EXIT_USER;
    if (build_program(o, wasm)) {
        ArgVec v = {0};
        if (o->exec) {
            push(o, &v, o->exec);
            push(o, &v, wasm);
        } else if (strcmp(o->goos, "js") == 0) {
            push(o, &v, "node");
            push(o, &v, "--stack-size=8192");
            push(o, &v, unpack(o, dir, "wasm_exec_node.js"));
            push(o, &v, wasm);
        } else {
            wasi_command(o, &v, dir, wasm);
        }
        for (uint32_t i = 0; i < nprogram; i++) push(o, &v, program_args[i]);
        vec_push(o->arena, &v, NULL);
        status = execute(&v);
        if (status != 0) fprintf(stderr, "exit status %d\n", status);
    }
    static const char *const leftovers[] = {"main.wasm", "wasm_exec.js", "wasm_exec_node.js", "wasi_exec.mjs"};
    for (size_t i = 0; i < LEN(leftovers); i++) unlink(arena_printf(o->arena, "%s/%s", dir, leftovers[i]));
    rmdir(dir);
    return status;
}
