/*
 * options.c - the flags of the build family, spelled and meant as the go command's: -flag value, -flag=value, one or
 * two dashes. Flags come before packages.
 */
#include "cli_int.h"

#include "gocw/wasm.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static NORETURN void usage(const Options *o, const char *fmt, const char *arg)
{
    fprintf(stderr, fmt, arg);
    fprintf(stderr, "\nusage: gocw %s [flags] [packages]\nRun 'gocw help %s' for details.\n", o->command, o->command);
    exit(EXIT_USAGE);
}

static NORETURN void fail(int status, const char *fmt, const char *a, const char *b)
{
    fprintf(stderr, fmt, a, b);
    exit(status);
}

static void add_tags(Options *o, const char *list)
{
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ", ");
        if (n) vec_push(o->arena, &o->tags, name_of_n(p, n));
        p += n + (p[n] != 0);
    }
}

/* The next word of *p, which may be quoted in part; NULL at the end. */
static const char *next_word(Options *o, const char **p)
{
    const char *s = *p + strspn(*p, " \t\n");
    if (!*s) return NULL;
    Buf b;
    char quote = 0;
    buf_init(&b, o->arena);
    for (; *s && (quote || !strchr(" \t\n", *s)); s++) {
        if (quote ? *s == quote : *s == '\'' || *s == '"')
            quote = quote ? 0 : *s;
        else
            buf_putc(&b, *s);
    }
    *p = s;
    return buf_str(&b);
}

static void set_x(Options *o, const char *value)
{
    const char *eq = value ? strchr(value, '=') : NULL;
    if (!eq || !memchr(value, '.', (size_t)(eq - value))) usage(o, "gocw: -ldflags: -X flag requires argument of the form importpath.name=value, not %s", value ? value : "nothing");
    vec_push(o->arena, &o->ld_x, value);
}

/* -ldflags: -s, -w and -X name=value count. */
static void ldflags(Options *o, const char *text)
{
    for (const char *w; (w = next_word(o, &text));) {
        if (strcmp(w, "-X") == 0) set_x(o, next_word(o, &text));
        else if (strncmp(w, "-X=", 3) == 0) set_x(o, w + 3);
        else if (strcmp(w, "-s") == 0) o->strip = true;
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
        usage(o, "flag provided but not defined: -O%s (the levels are -O0, -O1, -O2 and -Oz)", level);
}

static void set_mod(Options *o, const char *value)
{
    if (strcmp(value, "mod") != 0 && strcmp(value, "readonly") != 0 && strcmp(value, "vendor") != 0 && *value)
        fail(EXIT_USER, "-mod=%s not supported (can be '', 'mod', 'readonly', or 'vendor')\n", value, "");
    o->mod = *value ? value : NULL;
}

static void set_trace(Options *o, const char *value)
{
    static const char *const levels[] = {"none", "func", "full"};
    for (int i = 0; i < (int)LEN(levels); i++)
        if (strcmp(levels[i], value) == 0) {
            o->trace = i;
            return;
        }
    usage(o, "invalid value \"%s\" for flag -trace: the levels are full, func and none", value);
}

static void set_unwind(Options *o, const char *value)
{
    if (strcmp(value, "eh") == 0)
        o->unwind = UNWIND_EH;
    else if (strcmp(value, "status") == 0)
        o->unwind = UNWIND_STATUS;
    else
        usage(o, "invalid value \"%s\" for flag -unwind: it is eh or status", value);
}

static void set_debug(Options *o, const char *value)
{
    (void)o;
    if (!debug_parse(value, stderr)) exit(EXIT_USAGE);
    if (!debug_on(DEBUG_HELP)) return;
    debug_help(stdout);
    exit(0);
}

static void change_dir(Options *o, const char *dir)
{
    (void)o;
    if (chdir(dir) != 0) fail(EXIT_USER, "gocw: chdir %s: %s\n", dir, error_text(errno));
}

static void unsupported(Options *o, const char *name)
{
    fail(EXIT_USAGE, "-%s is not supported on %s/wasm\n", name, o->goos);
}

/* ---- all flags ---- */

typedef enum FlagKind {
    FLAG_BOOL,          /* sets a bool */
    FLAG_TEXT,          /* sets a const char * */
    FLAG_CALL,          /* set(value) */
    FLAG_NONE,          /* a bool that changes nothing for this target */
    FLAG_NONE_TEXT,     /* the same with a value */
    FLAG_BAD,           /* a bool that must not be true: set(name) */
    FLAG_TEST,          /* gocw test: a bool that the test program gets as -test.name */
    FLAG_TEST_TEXT,     /* the same with a value */
} FlagKind;

typedef struct Flag {
    const char *name;
    FlagKind kind;
    size_t offset;      /* in Options */
    void (*set)(Options *o, const char *value);
} Flag;

#define AT(field) offsetof(Options, field)
static const Flag flags[] = {
    {"o", FLAG_TEXT, AT(out)}, {"lang", FLAG_TEXT, AT(lang)}, {"modfile", FLAG_TEXT, AT(modfile)}, {"overlay", FLAG_TEXT, AT(overlay)},
    {"buildmode", FLAG_TEXT, AT(buildmode)}, {"goroot", FLAG_TEXT, AT(goroot)}, {"exec", FLAG_TEXT, AT(exec)}, {"f", FLAG_TEXT, AT(format)},
    {"v", FLAG_BOOL, AT(verbose)}, {"x", FLAG_BOOL, AT(show_steps)}, {"n", FLAG_BOOL, AT(dry_run)}, {"e", FLAG_BOOL, AT(all_errors)},
    {"json", FLAG_BOOL, AT(json)}, {"trimpath", FLAG_BOOL, AT(trimpath)}, {"c", FLAG_BOOL, AT(compile_only)},
    {"tags", FLAG_CALL, 0, add_tags}, {"ldflags", FLAG_CALL, 0, ldflags}, {"gcflags", FLAG_CALL, 0, gcflags}, {"mod", FLAG_CALL, 0, set_mod},
    {"trace", FLAG_CALL, 0, set_trace}, {"unwind", FLAG_CALL, 0, set_unwind}, {"d", FLAG_CALL, 0, set_debug}, {"C", FLAG_CALL, 0, change_dir},
    {"race", FLAG_BAD, 0, unsupported}, {"msan", FLAG_BAD, 0, unsupported}, {"asan", FLAG_BAD, 0, unsupported}, {"cover", FLAG_BAD, 0, unsupported},
    {"a", FLAG_NONE}, {"work", FLAG_NONE}, {"modcacherw", FLAG_NONE}, {"linkshared", FLAG_NONE},
    {"p", FLAG_NONE_TEXT}, {"asmflags", FLAG_NONE_TEXT}, {"pkgdir", FLAG_NONE_TEXT}, {"toolexec", FLAG_NONE_TEXT}, {"compiler", FLAG_NONE_TEXT},
    {"short", FLAG_TEST}, {"benchmem", FLAG_TEST}, {"failfast", FLAG_TEST}, {"fullpath", FLAG_TEST}, {"run", FLAG_TEST_TEXT},
    {"skip", FLAG_TEST_TEXT}, {"count", FLAG_TEST_TEXT}, {"timeout", FLAG_TEST_TEXT}, {"bench", FLAG_TEST_TEXT}, {"benchtime", FLAG_TEST_TEXT},
    {"cpu", FLAG_TEST_TEXT}, {"list", FLAG_TEST_TEXT}, {"parallel", FLAG_TEST_TEXT}, {"shuffle", FLAG_TEST_TEXT}, {"vet", FLAG_NONE_TEXT},
    {"gccgoflags", FLAG_NONE_TEXT}, {"installsuffix", FLAG_NONE_TEXT}, {"pgo", FLAG_NONE_TEXT}, {"buildvcs", FLAG_NONE_TEXT},
};

static bool for_tests(const Options *o)
{
    return strcmp(o->command, "test") == 0;
}

static bool takes_no_value(const Flag *f)
{
    return f->kind == FLAG_BOOL || f->kind == FLAG_NONE || f->kind == FLAG_BAD || f->kind == FLAG_TEST;
}

/* Test flags are known to gocw test only, which also takes them as the test program would: -test.run. */
static const Flag *find_flag(const Options *o, const char *name)
{
    if (for_tests(o) && strncmp(name, "test.", 5) == 0) name += 5;
    for (size_t i = 0; i < LEN(flags); i++)
        if (strcmp(flags[i].name, name) == 0)
            return (flags[i].kind == FLAG_TEST || flags[i].kind == FLAG_TEST_TEXT) && !for_tests(o) ? NULL : &flags[i];
    return NULL;
}

static bool parse_bool(Options *o, const char *name, const char *value)
{
    static const char *const yes[] = {"1", "t", "T", "true", "TRUE", "True"}, *const no[] = {"0", "f", "F", "false", "FALSE", "False"};
    for (size_t i = 0; i < LEN(yes); i++) {
        if (!value || strcmp(value, yes[i]) == 0) return true;
        if (strcmp(value, no[i]) == 0) return false;
    }
    usage(o, arena_printf(o->arena, "invalid boolean value \"%%s\" for -%s: parse error", name), value);
}

/* Sets a flag; true when next was its value. */
static bool set_flag(Options *o, const Flag *f, const char *value, const char *next)
{
    if (takes_no_value(f)) {
        bool on = parse_bool(o, f->name, value);
        if (f->kind == FLAG_TEST) vec_push(o->arena, &o->test_args, arena_printf(o->arena, "-test.%s=%s", f->name, on ? "true" : "false"));
        if (f->kind == FLAG_BOOL) *(bool *)((char *)o + f->offset) = on;
        if (f->kind == FLAG_BAD && on) f->set(o, f->name);
        return false;
    }
    const char *text = value ? value : next;
    if (!text) usage(o, "flag needs an argument: -%s", f->name);
    if (f->kind == FLAG_TEST_TEXT) vec_push(o->arena, &o->test_args, arena_printf(o->arena, "-test.%s=%s", f->name, text));
    if (f->kind == FLAG_TEXT) *(const char **)((char *)o + f->offset) = text;
    if (f->kind == FLAG_CALL) f->set(o, text);
    return !value;
}

/* GOFLAGS: words of the form -flag or -flag=value; those for other commands are passed over. */
static void flags_from_env(Options *o)
{
    const char *text = getenv("GOFLAGS");
    for (const char *w; text && (w = next_word(o, &text));) {
        if (w[0] != '-' || !w[1]) fail(EXIT_USER, "gocw: parsing $GOFLAGS: non-flag \"%s\"\n%s", w, "");
        const char *name = w + 1 + (w[1] == '-'), *eq = strchr(name, '=');
        const Flag *f = find_flag(o, eq ? arena_strndup(o->arena, name, (size_t)(eq - name)) : name);
        if (f && (eq || takes_no_value(f))) set_flag(o, f, eq ? eq + 1 : NULL, NULL);
        else if (f) fail(EXIT_USER, "gocw: parsing $GOFLAGS: flag needs an argument: %s\n%s", w, "");
    }
}

/* GOOS and GOARCH from the environment: a host system in GOOS means wasip1. */
static void target_from_env(Options *o)
{
    const char *os = getenv("GOOS"), *arch = getenv("GOARCH");
    bool named = os && (strcmp(os, "js") == 0 || strcmp(os, "wasip1") == 0);
    o->goos = named ? os : "wasip1";
    if (os && strcmp(os, "wasm") == 0)
        fail(EXIT_USAGE, "gocw: GOOS=wasm is no system; use GOOS=js (browsers, node) or GOOS=wasip1 (WASI)%s%s\n", "", "");
    if (named && arch && *arch && strcmp(arch, "wasm") != 0) fail(EXIT_USAGE, "gocw: unsupported GOOS/GOARCH pair %s/%s\n", os, arch);
}

/* Reads flags from argv[i] on; returns the index of the first word that is none, behind "--" if that ends them. */
static int parse_flags(Options *o, int i, int argc, char **argv)
{
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        const char *name = argv[i] + 1 + (argv[i][1] == '-');
        if (!*name) return i + 1;
        if (for_tests(o) && strcmp(name, "args") == 0) return i;
        const char *eq = strchr(name, '='), *bare = eq ? arena_strndup(o->arena, name, (size_t)(eq - name)) : name;
        if (name[0] == 'O' && name[1]) {
            opt_level(o, name + 1);
            continue;
        }
        const Flag *f = find_flag(o, bare);
        if (!f) usage(o, "flag provided but not defined: -%s", bare);
        if (f->set == change_dir && i > 0)
            usage(o, "invalid value \"%s\" for flag -C: -C flag must be first flag on command line", eq ? eq + 1 : i + 1 < argc ? argv[i + 1] : "");
        if (set_flag(o, f, eq ? eq + 1 : NULL, i + 1 < argc ? argv[i + 1] : NULL)) i++;
    }
    return i;
}

void options_parse(Options *o, int argc, char **argv)
{
    target_from_env(o);
    flags_from_env(o);
    int i = parse_flags(o, 0, argc, argv);
    o->args = argv + i;
    o->nargs = (uint32_t)(argc - i);
    if (!for_tests(o)) return;
    /* gocw test: flags may follow the packages, and -args starts the test program's own arguments. */
    o->nargs = 0;
    for (int next; i < argc; i = next) {
        next = parse_flags(o, i, argc, argv);
        if (next > i) continue;
        next = i + 1;
        if (strcmp(argv[i], "-args") == 0 || strcmp(argv[i], "--args") == 0) {
            for (; next < argc; next++) vec_push(o->arena, &o->test_args, argv[next]);
        } else {
            o->args[o->nargs++] = argv[i];
        }
    }
}
