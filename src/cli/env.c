/*
 * env.c - gocw version, env, help, explain.
 */
#include "cli_int.h"

#include <stdlib.h>
#include <unistd.h>

#define GOCW_VERSION "0.1"

int cmd_version(Options *o)
{
    printf("gocw version gocw%s go1.27 %s/wasm\n", GOCW_VERSION, o->goos);
    return 0;
}

int cmd_env(Options *o)
{
    char dir[4096];
    if (!getcwd(dir, sizeof dir)) dir[0] = 0;
    LoadConfig config = {.goos = o->goos, .goroot = o->goroot, .dir = dir};
    TypConfig types = {.target = &target_wasm};
    typ_init(&types);
    load_init(&config);
    const char *version = NULL, *root = load_find_goroot(o->goroot, &version);
    Module *m = load_module_for(dir);
    const char *const vars[][2] = {
        {"GOOS", o->goos}, {"GOARCH", "wasm"}, {"GOROOT", root ? root : ""},
        {"GOVERSION", version ? arena_printf(o->arena, "go%s", version) : ""},
        {"GOMOD", m ? arena_printf(o->arena, "%s/go.mod", m->dir) : "/dev/null"},
        {"GOWASIRUNTIME", getenv("GOWASIRUNTIME") ? getenv("GOWASIRUNTIME") : ""},
        {"CGO_ENABLED", "0"},
    };
    for (uint32_t k = 0; k < o->nargs; k++)
        for (size_t i = 0; i < LEN(vars); i++)
            if (strcmp(vars[i][0], o->args[k]) == 0) printf("%s\n", vars[i][1]);
    for (size_t i = 0; o->nargs == 0 && i < LEN(vars); i++) printf("%s='%s'\n", vars[i][0], vars[i][1]);
    return 0;
}

typedef struct Explanation { const char *name, *cause, *example; } Explanation;
static const Explanation explanations[] = {
#define ERR(code, cause, example) {#code, cause, example},
#include "gocw/errors.def"
#undef ERR
};

int cmd_explain(Options *o)
{
    if (o->nargs != 1) {
        fprintf(stderr, "usage: gocw explain CODE\n");
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < LEN(explanations); i++) {
        const Explanation *e = &explanations[i];
        if (strcmp(e->name, o->args[0]) != 0) continue;
        printf("%s: %s\n\nExample:\n%s\n", e->name, e->cause, e->example);
        return 0;
    }
    fprintf(stderr, "gocw: unknown error code %s\n", o->args[0]);
    return EXIT_USER;
}

typedef struct HelpTopic { const char *name, *text; } HelpTopic;
static const HelpTopic topics[] = {
    {"build", "usage: gocw build [-o file] [flags] [packages or files]\n\n"
              "Compiles a main package to a WebAssembly module. GOOS=js or wasip1 (the default) selects the target; a js output\n"
              "gets wasm_exec.js beside it.\n\n"
              "  -o file            the output (default: name of the package or file with .wasm)\n"
              "  -O0 -O1 -O2 -Oz    optimise little, as usual (default), for speed, for size\n"
              "  -tags a,b          build tags\n"
              "  -ldflags \"-X p.v=s -s\"  set a string variable; leave out names\n"
              "  -gcflags \"-lang=go1.N\"  language version\n"
              "  -buildmode c-shared    wasip1: a library with _initialize and the go:wasmexport functions\n"
              "  -trace full|func|none  what panics print\n"
              "  -e                 all errors, not just ten\n"
              "  -json              errors as JSON, one a line\n"
              "  -v -x              say what is done\n"
              "  -d key[=v],...     look inside; -d=help lists the keys\n"},
    {"run", "usage: gocw run [build flags] [-exec prog] [package | files] [arguments]\n\nBuilds and runs a program: js with node, wasip1 with $GOWASIRUNTIME or the first of\nwasmtime, wazero, wasmedge, wasmer and node.\n"},
    {"check", "usage: gocw check [-e] [-lang go1.N] [packages or files]\n\nType-checks without making code.\n"},
    {"explain", "usage: gocw explain CODE\n\nTells more about an error code.\n"},
};

int cmd_help(const char *topic, FILE *out)
{
    for (size_t i = 0; topic && i < LEN(topics); i++)
        if (strcmp(topics[i].name, topic) == 0) {
            fputs(topics[i].text, out);
            return 0;
        }
    if (topic) {
        fprintf(stderr, "gocw help %s: unknown help topic. Run 'gocw help'.\n", topic);
        return EXIT_USAGE;
    }
    fputs("gocw compiles Go to WebAssembly.\n\nusage: gocw <command> [arguments]\n\n"
          "  build     compile packages\n"
          "  run       compile and run a program\n"
          "  check     type-check without making code\n"
          "  explain   tell more about an error code\n"
          "  env       print what gocw goes by\n"
          "  version   print the version\n"
          "  help      this text, or more about a command\n\n"
          "Run 'gocw help <command>' for its flags.\n", out);
    return 0;
}
