/*
 * env.c - gocw version, env, help, explain.
 */
#include "cli_int.h"

#include <stdlib.h>

#define GOCW_VERSION "0.1"

int cmd_version(Options *o)
{
    printf("gocw version gocw%s go1.27 %s/wasm\n", GOCW_VERSION, o->goos);
    return 0;
}

static const char *env_or(const char *name, const char *otherwise)
{
    const char *v = getenv(name);
    return v && *v ? v : otherwise;
}

int cmd_env(Options *o)
{
    const char *dir = working_dir(o);
    LoadConfig config = {.goos = o->goos, .goroot = o->goroot, .dir = dir};
    TypConfig types = {.target = &target_wasm};
    typ_init(&types);
    load_init(&config);
    const char *version = NULL, *root = load_find_goroot(o->goroot, &version);
    Module *m = load_module_for(dir);
    const char *const vars[][2] = {
        {"CGO_ENABLED", "0"}, {"GOARCH", "wasm"}, {"GOFLAGS", env_or("GOFLAGS", "")},
        {"GOMOD", m ? arena_printf(o->arena, "%s/go.mod", m->dir) : "/dev/null"}, {"GOOS", o->goos}, {"GOROOT", root ? root : ""},
        {"GOVERSION", version ? arena_printf(o->arena, "go%s", version) : ""},
        {"GOWASIRUNTIME", env_or("GOWASIRUNTIME", "")}, {"GOWORK", env_or("GOWORK", "")},
    };
    uint32_t printed = 0;
    if (o->json) fputs("{", stdout);
    for (uint32_t k = 0; k < (o->nargs ? o->nargs : LEN(vars)); k++) {
        const char *name = o->nargs ? o->args[k] : vars[k][0], *value = "";
        for (size_t i = 0; i < LEN(vars); i++)
            if (strcmp(vars[i][0], name) == 0) value = vars[i][1];
        if (o->json) printf("%s\n\t\"%s\": \"%s\"", printed++ ? "," : "", name, value);
        else if (o->nargs) puts(value);
        else printf("%s='%s'\n", name, value);
    }
    if (o->json) puts("\n}");
    return flush_errors(o) ? EXIT_USER : 0;
}

typedef struct Explanation { const char *name, *cause, *example; } Explanation;
static const Explanation explanations[] = {
#define ERR(code, cause, example) {#code, cause, example},
#include "gocw/errors.def"
#undef ERR
};

int cmd_explain(Options *o)
{
    for (size_t i = 0; i < LEN(explanations) && o->nargs == 0; i++) printf("%-26s %s\n", explanations[i].name, explanations[i].cause);
    if (o->nargs == 0) return 0;
    if (o->nargs != 1) {
        fprintf(stderr, "usage: gocw explain [CODE]\n");
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
    {"build",
     "usage: gocw build [-o output] [flags] [packages]\n\n"
     "Compiles packages, given as import paths, folders (./cmd, ./...) or .go files. A single main package becomes a\n"
     "WebAssembly module; other packages, and several at once, are compiled and dropped. GOOS=js or wasip1 (the default)\n"
     "selects the target; a js output gets wasm_exec.js beside it.\n\n"
     "  -o output          the file, or a folder (existing, or with a final /) for each main package;\n"
     "                     default: the last element of the import path, with .wasm\n"
     "  -O0 -O1 -O2 -Oz    optimise little, as usual (default), for speed, for size\n"
     "  -tags a,b          build tags\n"
     "  -ldflags \"-X p.v=s -s\"  set a string variable; leave out names\n"
     "  -gcflags \"-lang=go1.N -e\"  language version; all errors\n"
     "  -trimpath          import paths instead of folders in tracebacks\n"
     "  -buildmode c-shared    wasip1: a library with _initialize and the go:wasmexport functions\n"
     "  -trace full|func|none  what panics print\n"
     "  -unwind eh|status  how panics leave functions: by wasm exceptions, or by a test after each call (default)\n"
     "  -C dir             change to dir first\n"
     "  -mod, -modfile, -overlay   as for the go command\n"
     "  -goroot dir        the Go tree to compile against\n"
     "  -e                 all errors, not just ten\n"
     "  -json              errors as JSON, one a line\n"
     "  -v -x -n           print the packages; the steps; the steps without doing them\n"
     "  -d key[=v],...     look inside; -d=help lists the keys\n\n"
     "Flags in GOFLAGS are applied first.\n"},
    {"run",
     "usage: gocw run [build flags] [-exec prog] [package | files] [arguments]\n\n"
     "Builds and runs a program: js with node, wasip1 with $GOWASIRUNTIME or the first of\nwasmtime, wazero, wasmedge, wasmer and node.\n"},
    {"test",
     "usage: gocw test [build flags] [-c] [-o output] [test flags] [packages] [-args arguments]\n\n"
     "Builds the test program of each package (with its _test.go files) and runs it in the package's folder, as gocw run\n"
     "would. Test flags are those of the go command: -run -skip -v -short -count -timeout -bench -benchtime -benchmem -cpu\n"
     "-list -failfast -parallel -shuffle -fullpath; they may stand behind the packages, too.\n\n"
     "  -c          only build: PKG.test.wasm, or what -o says\n"},
    {"check", "usage: gocw check [-e] [-lang go1.N] [build flags] [packages]\n\nType-checks without making code.\n"},
    {"list",
     "usage: gocw list [-f format] [-json] [packages]\n\n"
     "Prints the import paths of packages, or format with {{.ImportPath}}, {{.Name}}, {{.Dir}}, {{.Standard}},\n{{.GoFiles}} and {{.Imports}} filled in.\n"},
    {"explain", "usage: gocw explain [CODE]\n\nTells more about an error code, or lists all; build -json and check -json print the codes of errors.\n"},
    {"env", "usage: gocw env [-json] [names]\n\nPrints what gocw goes by: the target, the Go tree, the module.\n"},
    {"version", "usage: gocw version\n\nPrints gocw's version and the Go version it compiles.\n"},
    {"clean", "usage: gocw clean\n\nDoes nothing: gocw keeps no caches.\n"},
    {"mod", "usage: gocw mod\n\nSays how modules are changed and fetched: with the go command.\n"},
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
          "  test      run the tests of packages\n"
          "  check     type-check without making code\n"
          "  list      print the packages that patterns name\n"
          "  explain   tell more about an error code\n"
          "  env       print what gocw goes by\n"
          "  version   print the version\n"
          "  help      this text, or more about a command\n\n"
          "Run 'gocw help <command>' for its flags.\n", out);
    return 0;
}
