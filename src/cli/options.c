/*
 * options.c - the flags of the build family, spelled and meant as the go command's: -flag value, -flag=value, one or
 * two dashes. Flags come before packages.
 */
#include "cli_int.h"

#include <stdlib.h>

static NORETURN void usage(const Options *o, const char *fmt, const char *arg)
{
    fprintf(stderr, fmt, arg);
    fprintf(stderr, "\nusage: gocw %s [flags] [packages or files]\nRun 'gocw help %s' for details.\n", o->command, o->command);
    exit(EXIT_USAGE);
}

static void add_tags(Options *o, const char *list)
{
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ", ");
        if (n) vec_push(o->arena, &o->tags, name_of_n(p, n));
        p += n + (p[n] != 0);
    }
}

/* -ldflags: words, of which -s, -w and -X name=value count. A word may be quoted. */
static void ldflags(Options *o, const char *text)
{
    Buf b;
    bool want_x = false;
    for (const char *p = text; *p;) {
        while (*p == ' ' || *p == '\t' || *p == '\n') p++;
        if (!*p) break;
        buf_init(&b, o->arena);
        char quote = 0;
        for (; *p && (quote || !strchr(" \t\n", *p)); p++) {
            if (quote ? *p == quote : *p == '\'' || *p == '"')
                quote = quote ? 0 : *p;
            else
                buf_putc(&b, *p);
        }
        const char *w = buf_str(&b);
        if (want_x || strncmp(w, "-X=", 3) == 0) {
            vec_push(o->arena, &o->ld_x, want_x ? w : w + 3);
            want_x = false;
        } else if (strcmp(w, "-X") == 0) {
            want_x = true;
        } else if (strcmp(w, "-s") == 0 || strcmp(w, "-w") == 0) {
            o->strip |= w[1] == 's';
        }
    }
}

/* -gcflags: -lang and -e count; the rest tunes gc and has no meaning here. */
static void gcflags(Options *o, const char *text)
{
    const char *eq = strchr(text, '=');
    if (text[0] != '-' && eq && eq[1] == '-') text = eq + 1;    /* pattern=flags */
    for (const char *p = text; *p;) {
        size_t n = strcspn(p, " ");
        if (n > 6 && strncmp(p, "-lang=", 6) == 0) o->lang = arena_strndup(o->arena, p + 6, n - 6);
        if (n == 2 && strncmp(p, "-e", 2) == 0) o->all_errors = true;
        p += n + (p[n] != 0);
    }
}

static void opt_level(Options *o, const char *level)
{
    if (strcmp(level, "0") == 0 || strcmp(level, "1") == 0 || strcmp(level, "2") == 0)
        o->opt_level = level[0] - '0';
    else if (strcmp(level, "z") == 0 || strcmp(level, "s") == 0)
        o->opt_level = 3;
    else
        usage(o, "gocw: -O%s: the levels are -O0, -O1, -O2 and -Oz", level);
}

static bool flag_bool(const char *value)
{
    return !value || strcmp(value, "true") == 0 || strcmp(value, "1") == 0;
}

/* Flags that take a value but change nothing for this target. */
static bool ignored_with_value(const char *name)
{
    static const char *const names[] = {"p", "asmflags", "pkgdir", "toolexec", "compiler", "gccgoflags", "installsuffix",
                                        "overlay", "modfile", "pgo", "buildvcs", "C"};
    for (size_t i = 0; i < LEN(names); i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

/* One flag; value is NULL when written without "=". Returns true when it consumed the next argument. */
static bool flag(Options *o, const char *name, const char *value, const char *next)
{
    bool next_used = false;
#define TAKE() (value ? value : next ? (next_used = true, next) : (usage(o, "gocw: flag needs an argument: -%s", name), ""))
    if (name[0] == 'O' && name[1]) opt_level(o, name + 1);
    else if (strcmp(name, "o") == 0) o->out = TAKE();
    else if (strcmp(name, "tags") == 0) add_tags(o, TAKE());
    else if (strcmp(name, "ldflags") == 0) ldflags(o, TAKE());
    else if (strcmp(name, "gcflags") == 0) gcflags(o, TAKE());
    else if (strcmp(name, "lang") == 0) o->lang = TAKE();
    else if (strcmp(name, "mod") == 0) o->mod = TAKE();
    else if (strcmp(name, "buildmode") == 0) o->buildmode = TAKE();
    else if (strcmp(name, "goroot") == 0) o->goroot = TAKE();
    else if (strcmp(name, "exec") == 0) o->exec = TAKE();
    else if (strcmp(name, "trace") == 0) {
        const char *t = TAKE();
        o->trace = strcmp(t, "none") == 0 ? 0 : strcmp(t, "func") == 0 ? 1 : 2;
    } else if (strcmp(name, "d") == 0) {
        const char *d = TAKE();
        if (!debug_parse(d, stderr)) exit(EXIT_USAGE);
        if (debug_on(DEBUG_HELP)) {
            debug_help(stdout);
            exit(0);
        }
    }
    else if (strcmp(name, "v") == 0) o->verbose = flag_bool(value);
    else if (strcmp(name, "x") == 0) o->show_steps = flag_bool(value);
    else if (strcmp(name, "n") == 0) o->dry_run = flag_bool(value);
    else if (strcmp(name, "e") == 0) o->all_errors = flag_bool(value);
    else if (strcmp(name, "json") == 0) o->json = flag_bool(value);
    else if (strcmp(name, "trimpath") == 0) o->trimpath = flag_bool(value);
    else if (strcmp(name, "a") == 0 || strcmp(name, "work") == 0 || strcmp(name, "modcacherw") == 0) {}
    else if (strcmp(name, "race") == 0 || strcmp(name, "msan") == 0 || strcmp(name, "asan") == 0) {
        fprintf(stderr, "gocw: -%s is not supported on %s/wasm\n", name, o->goos);
        exit(EXIT_USAGE);
    }
    else if (ignored_with_value(name)) (void)TAKE();
    else usage(o, "flag provided but not defined: -%s", name);
#undef TAKE
    return next_used;
}

/* GOOS and GOARCH from the environment: a host system in GOOS means wasip1. */
static void target_from_env(Options *o)
{
    const char *os = getenv("GOOS"), *arch = getenv("GOARCH");
    o->goarch = arch && *arch ? arch : "wasm";
    o->goos = "wasip1";
    if (os && strcmp(os, "js") == 0) o->goos = "js";
    if (os && strcmp(os, "wasm") == 0) {
        fprintf(stderr, "gocw: GOOS=wasm is no system; use GOOS=js (browsers, node) or GOOS=wasip1 (WASI) with GOARCH=wasm\n");
        exit(EXIT_USAGE);
    }
    if (strcmp(o->goarch, "wasm") != 0 && os && (strcmp(os, "js") == 0 || strcmp(os, "wasip1") == 0)) {
        fprintf(stderr, "gocw: unsupported GOOS/GOARCH pair %s/%s\n", os, o->goarch);
        exit(EXIT_USAGE);
    }
    o->goarch = "wasm";
}

void options_parse(Options *o, int argc, char **argv)
{
    target_from_env(o);
    int i = 0;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        const char *name = argv[i] + 1;
        if (*name == '-') name++;
        if (!*name) {
            i++;
            break;
        }
        const char *eq = strchr(name, '=');
        const char *bare = eq ? arena_strndup(o->arena, name, (size_t)(eq - name)) : name;
        if (flag(o, bare, eq ? eq + 1 : NULL, i + 1 < argc ? argv[i + 1] : NULL)) i++;
    }
    o->args = argv + i;
    o->nargs = (uint32_t)(argc - i);
}
