/*
 * testmain.c - the main package of a test program: Go source that hands the tests, benchmarks, fuzz targets and examples of
 * a package and of its external test package to package testing (go help testfunc).
 *
 * An example is run if the last comment of its body says what it prints; that is found in the source text, since
 * the tree has no comments.
 */
#include "load_int.h"

#include <ctype.h>

typedef enum Kind { TESTS, BENCHMARKS, FUZZ_TARGETS, EXAMPLES, NKINDS } Kind;

static const struct { const char *prefix, *param, *variable, *type; } kinds[NKINDS] = {
    {"Test", "T", "tests", "testing.InternalTest"},
    {"Benchmark", "B", "benchmarks", "testing.InternalBenchmark"},
    {"Fuzz", "F", "fuzzTargets", "testing.InternalFuzzTarget"},
    {"Example", NULL, "examples", "testing.InternalExample"},
};

typedef struct TestMain {
    Buf list[NKINDS];
    const char *main;           /* alias of the package that has TestMain, or NULL */
    bool uses[2];               /* is the package, the external one, referred to? */
} TestMain;

static const char *const aliases[] = {"_test", "_xtest"};

/* "Test" or "TestX", not "Testimony". */
static bool has_prefix(const Name *name, const char *prefix)
{
    size_t n = strlen(prefix);
    if (strncmp(name->s, prefix, n) != 0) return false;
    return !(name->s[n] >= 'a' && name->s[n] <= 'z');
}

/* Is the function's one parameter a *testing.param? Its package may have any name. */
static bool takes(const Node *func_type, const char *param)
{
    if (func_type->u.func_type.params.n != 1) return false;
    const Node *t = func_type->u.func_type.params.p[0]->u.field.type;
    if (t->kind != N_UNARY || t->op != OP_DEREF) return false;
    const Node *elem = t->u.unary.x;
    if (elem->kind == N_SELECTOR) elem = elem->u.selector.sel;
    return elem->kind == N_NAME && name_is(elem->u.ident.name, param);
}

/* ---- what an example prints ---- */

/* The text of the comment that ends at end, the closing brace of a body; markers and indentation of its lines are gone. */
static char *last_comment(const char *start, const char *end)
{
    while (end > start && isspace((unsigned char)end[-1])) end--;
    if (end - start >= 4 && end[-1] == '/' && end[-2] == '*') {
        const char *open = end - 3;
        while (open > start && !(open[0] == '/' && open[1] == '*')) open--;
        return arena_strndup(loader.arena, open + 2, (size_t)(end - 2 - (open + 2)));
    }
    /* Lines that hold nothing but a comment, from the last one up. */
    VEC(const char *) lines = {0};
    for (const char *stop = end; stop > start;) {
        const char *line = stop;
        while (line > start && line[-1] != '\n') line--;
        const char *text = line + strspn(line, " \t");
        if (text + 2 > stop || strncmp(text, "//", 2) != 0) break;
        vec_push(loader.arena, &lines, arena_strndup(loader.arena, text + 2, (size_t)(stop - (text + 2))));
        stop = line > start ? line - 1 : start;
    }
    Buf b;
    buf_init(&b, loader.arena);
    for (uint32_t i = lines.n; i-- > 0;) {
        const char *s = lines.p[i];
        if (*s == ' ') s++;
        size_t n = strlen(s);
        while (n && isspace((unsigned char)s[n - 1])) n--;
        buf_printf(&b, "%.*s\n", (int)n, s);
    }
    return arena_strdup(loader.arena, buf_str(&b));
}

static bool skip_word(const char **s, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i < n; i++)
        if (tolower((unsigned char)(*s)[i]) != word[i]) return false;
    *s += n;
    return true;
}

/* What follows "Output:" or "Unordered output:" in an example's last comment, or NULL. */
static const char *example_output(const Node *decl, bool *unordered)
{
    const Node *body = decl->u.func_decl.body;
    if (!body) return NULL;
    const SrcFile *f = pos_file(body->pos);
    const char *s = last_comment(f->text + (body->pos - f->base) + 1, f->text + (body->u.block.rbrace - f->base));
    while (isspace((unsigned char)*s)) s++;
    *unordered = skip_word(&s, "unordered");
    while (*unordered && isspace((unsigned char)*s)) s++;
    return skip_word(&s, "output:") ? s : NULL;
}

/* ---- one declaration ---- */

static void wrong_signature(const Node *decl, Kind k, const char *param)
{
    const char *name = decl->u.func_decl.name->u.ident.name->s;
    const char *what[] = {"t", "b", "f", "m"};
    diag_error(decl->pos, ERR_Load, "wrong signature for %s, must be: func %s(%s *testing.%s)", name, name,
               what[strcmp(param, "M") == 0 ? 3 : k], param);
}

static void add_example(TestMain *t, const Node *decl, int which)
{
    bool unordered;
    const Node *type = decl->u.func_decl.type;
    const char *name = decl->u.func_decl.name->u.ident.name->s, *output = example_output(decl, &unordered);
    if (!output || type->u.func_type.params.n || type->u.func_type.results.n) return;
    while (isspace((unsigned char)*output)) output++;
    size_t n = strlen(output);
    while (n && isspace((unsigned char)output[n - 1])) n--;
    if (n) n++;     /* a final newline is part of it */
    Buf *b = &t->list[EXAMPLES];
    buf_printf(b, "\t{\"%s\", %s.%s, ", name, aliases[which], name);
    buf_quote(b, arena_printf(loader.arena, "%.*s%s", (int)(n ? n - 1 : 0), output, n ? "\n" : ""), n);
    buf_printf(b, ", %s},\n", unordered ? "true" : "false");
    t->uses[which] = true;
}

static void add_func(TestMain *t, const Node *decl, int which)
{
    const Name *name = decl->u.func_decl.name->u.ident.name;
    const Node *type = decl->u.func_decl.type;
    if (name_is(name, "TestMain") && takes(type, "M")) {
        t->main = aliases[which];
        t->uses[which] = true;
        return;
    }
    for (int k = 0; k < NKINDS; k++) {
        if (!has_prefix(name, kinds[k].prefix)) continue;
        if (k == EXAMPLES) {
            add_example(t, decl, which);
        } else if (takes(type, kinds[k].param) && type->u.func_type.results.n == 0 && decl->u.func_decl.tparams.n == 0) {
            buf_printf(&t->list[k], "\t{\"%s\", %s.%s},\n", name->s, aliases[which], name->s);
            t->uses[which] = true;
        } else {
            wrong_signature(decl, (Kind)k, kinds[k].param);
        }
        return;
    }
}

static void add_package(TestMain *t, const Package *p, int which)
{
    for (uint32_t i = 0; p && i < p->files.n; i++) {
        const File *f = p->files.p[i];
        const char *path = f->src->path, *suffix = "_test.go";
        if (strlen(path) < strlen(suffix) || strcmp(path + strlen(path) - strlen(suffix), suffix) != 0) continue;
        for (uint32_t k = 0; k < f->decls.n; k++)
            if (f->decls.p[k]->kind == N_FUNC_DECL && !f->decls.p[k]->u.func_decl.recv) add_func(t, f->decls.p[k], which);
    }
}

const char *testmain_source(const LoadPackage *tested, const LoadPackage *external)
{
    TestMain t = {0};
    for (int k = 0; k < NKINDS; k++) buf_init(&t.list[k], loader.arena);
    add_package(&t, tested->pkg, 0);
    add_package(&t, external ? external->pkg : NULL, 1);

    Buf b;
    buf_init(&b, loader.arena);
    buf_puts(&b, "package main\n\nimport (\n\t\"os\"\n\t\"testing\"\n\t\"testing/internal/testdeps\"\n");
    if (t.main) buf_puts(&b, "\t\"reflect\"\n");
    buf_printf(&b, "\t%s \"%s\"\n", t.uses[0] ? aliases[0] : "_", tested->path);
    if (external) buf_printf(&b, "\t%s \"%s\"\n", t.uses[1] ? aliases[1] : "_", external->path);
    buf_puts(&b, ")\n\n");
    for (int k = 0; k < NKINDS; k++) buf_printf(&b, "var %s = []%s{\n%s}\n\n", kinds[k].variable, kinds[k].type, buf_str(&t.list[k]));
    buf_printf(&b, "func init() { testdeps.ImportPath = \"%s\" }\n\n", tested->path);
    buf_puts(&b, "func main() {\n\tm := testing.MainStart(testdeps.TestDeps{}, tests, benchmarks, fuzzTargets, examples)\n");
    /* With a TestMain that returns, the status is what m.Run left in m. */
    if (t.main)
        buf_printf(&b, "\t%s.TestMain(m)\n\tos.Exit(int(reflect.ValueOf(m).Elem().FieldByName(\"exitCode\").Int()))\n}\n", t.main);
    else
        buf_puts(&b, "\tos.Exit(m.Run())\n}\n");
    return arena_strdup(loader.arena, buf_str(&b));
}
