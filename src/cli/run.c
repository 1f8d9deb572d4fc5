/*
 * run.c - gocw run: builds into a temporary folder and runs the program: js with node, wasip1 with what GOWASIRUNTIME
 * names, else the first of wasmtime, wazero, wasmedge, wasmer and node that is there. gocw test runs its programs so, too.
 */
#include "cli_int.h"

#include "gocw/embed.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
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

static void push_words(Options *o, ArgVec *v, const char *s)
{
    static const char space[] = " \t\n";
    for (s = s ? s + strspn(s, space) : ""; *s; s += strspn(s, space)) {
        size_t n = strcspn(s, space);
        vec_push(o->arena, v, arena_strndup(o->arena, s, n));
        s += n;
    }
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

/* Raises the limit that node's main thread has, for deep recursion, and returns the option that makes use of it. */
static const char *stack_option(void)
{
    static const struct { rlim_t limit; const char *option; } sizes[] = {
        {256u << 20, "--stack-size=250000"}, {64u << 20, "--stack-size=60000"}, {8u << 20, "--stack-size=7600"}, {0, "--stack-size=984"},
    };
    struct rlimit r = {0};
    getrlimit(RLIMIT_STACK, &r);
    for (size_t i = 0;; i++) {
        struct rlimit more = {sizes[i].limit, r.rlim_max};
        if (r.rlim_cur == RLIM_INFINITY || r.rlim_cur >= sizes[i].limit || setrlimit(RLIMIT_STACK, &more) == 0)
            return sizes[i].option;
    }
}

static void node_command(Options *o, ArgVec *v)
{
    push(o, v, "node");
    push(o, v, stack_option());
}

/* How go_wasip1_wasm_exec of a Go tree starts each of them. */
static const char *const runtimes[][6] = {
    {"wasmtime", "run", "--dir=/", "-Sinherit-env=y", "-Wmax-wasm-stack=8388608"},
    {"wazero", "run", "-mount=/:/", "-env-inherit"},
    {"wasmedge", "--dir=/"},
    {"wasmer", "run", "--dir=/"},
};

static void wasi_command(Options *o, ArgVec *v, const char *dir, const char *wasm)
{
    const char *name = getenv("GOWASIRUNTIME");
    size_t i = 0;
    while (i < LEN(runtimes) && !(name && *name ? strcmp(name, runtimes[i][0]) == 0 : on_path(o, runtimes[i][0]))) i++;
    if (i == LEN(runtimes)) {
        node_command(o, v);
        push(o, v, "--no-warnings");
        push(o, v, unpack(o, dir, "wasi_exec.mjs"));
        push(o, v, wasm);
        return;
    }
    const char *const *words = runtimes[i];
    for (size_t k = 0; words[k]; k++) push(o, v, words[k]);
    for (const char *const *e = (const char *const[]){"PWD", "PATH", NULL}; *e && strcmp(words[0], "wazero") != 0; e++) {
        push(o, v, "--env");
        push(o, v, arena_printf(o->arena, "%s=%s", *e, getenv(*e) ? getenv(*e) : ""));
    }
    push_words(o, v, getenv("GOWASIRUNTIMEARGS"));
    push(o, v, wasm);
    if (strcmp(words[0], "wasmer") == 0) push(o, v, "--");
}

/* Runs a command as the shell does: while it runs, an interrupt from the terminal is the program's business. */
static int execute(ArgVec *v, const char *dir)
{
    pid_t pid = fork();
    if (pid == 0) {
        if (dir && chdir(dir) != 0) {
            fprintf(stderr, "gocw: chdir %s: %s\n", dir, strerror(errno));
            _exit(127);
        }
        if (dir) setenv("PWD", dir, 1);
        execvp(v->p[0], v->p);
        fprintf(stderr, "gocw: %s: %s\n", v->p[0], strerror(errno));
        _exit(127);
    }
    if (pid < 0) {
        fprintf(stderr, "gocw: fork: %s\n", strerror(errno));
        return EXIT_USER;
    }
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGINT, &ignore, NULL);
    sigaction(SIGQUIT, &ignore, NULL);
    int status;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

const char *run_folder(Options *o)
{
    const char *tmp = getenv("TMPDIR");
    char *dir = arena_printf(o->arena, "%s/gocw-run-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (mkdtemp(dir)) return dir;
    fprintf(stderr, "gocw: mkdtemp %s: %s\n", dir, strerror(errno));
    return NULL;
}

int run_program(Options *o, const char *dir, const char *wasm, const char *cwd, char *const *args, uint32_t nargs)
{
    ArgVec v = {0};
    if (o->exec) {
        push_words(o, &v, o->exec);
        push(o, &v, wasm);
    } else if (strcmp(o->goos, "js") == 0) {
        node_command(o, &v);
        push(o, &v, arena_printf(o->arena, "%s/wasm_exec.js", dir));
        push(o, &v, wasm);
    } else {
        wasi_command(o, &v, dir, wasm);
    }
    for (uint32_t i = 0; i < nargs; i++) push(o, &v, args[i]);
    vec_push(o->arena, &v, NULL);
    return execute(&v, cwd);
}

void run_clean(Options *o, const char *dir)
{
    static const char *const leftovers[] = {"main.wasm", "wasm_exec.js", "wasi_exec.mjs"};
    for (size_t i = 0; i < LEN(leftovers); i++) unlink(arena_printf(o->arena, "%s/%s", dir, leftovers[i]));
    rmdir(dir);
}

int cmd_run(Options *o)
{
    /* Leading .go files, or one package; the rest goes to the program. */
    uint32_t n = 0;
    while (n < o->nargs && strlen(o->args[n]) > 3 && strcmp(o->args[n] + strlen(o->args[n]) - 3, ".go") == 0) n++;
    if (n == 0 && o->nargs) n = 1;
    if (n == 0) {
        fprintf(stderr, "gocw: no go files listed\n");
        return EXIT_USER;
    }
    char **program_args = o->args + n;
    uint32_t nprogram = o->nargs - n;
    o->nargs = n;

    const char *dir = run_folder(o);
    if (!dir) return EXIT_USER;
    const char *wasm = arena_printf(o->arena, "%s/main.wasm", dir);
    int status = EXIT_USER;
    bool built = build_program(o, wasm);
    if (built && access(wasm, R_OK) != 0) {
        fprintf(stderr, "package %s is not a main package\n", n ? o->args[0] : ".");
    } else if (built) {
        status = run_program(o, dir, wasm, NULL, program_args, nprogram);
        if (status != 0) fprintf(stderr, "exit status %d\n", status);
    }
    run_clean(o, dir);
    return status;
}
