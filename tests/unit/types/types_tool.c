/*
 * types_tool.c - runs the type checker alone, for tests: on files, or on packages of a listing.
 *
 *   types_tool -list F [-lang go1.N] [-time] (-all | -pkg PATH... | FILE...)
 *
 * The listing has a line a package, fields separated by tabs: import path, name, folder, file names, and an import
 * map "from=to ...", as `go list -deps -f` makes it (see list.sh). Packages that are imported are checked on
 * demand, those named are checked fully; errors go to standard output, the exit code is 1 if there are any.
 * -assert defines the test builtins assert and trace. -lazy resolves everything on demand instead: each object, then each body, then the initialisation order.
 * -gc stops after syntax errors, as gc does. -dump prints what was recorded for each expression; -verify looks for expressions without a type
 * and for values that stayed untyped.
 */
#include "gocw/base.h"
#include "gocw/types.h"

#include <stdlib.h>
#include <time.h>

void typ_define_test_builtins(void);

typedef struct Entry {
    const char *path, *name, *dir, *files, *map;
    Package *pkg;
} Entry;

static Arena *arena;
static StrMap by_path;
static VEC(Entry *) entries;
static const char *lang;
static bool lazy;
static size_t total_bytes;

static char *field(char **line)
{
    char *start = *line, *tab = strchr(start, '\t');
    if (tab) {
        *tab = 0;
        *line = tab + 1;
    } else {
        *line = start + strlen(start);
    }
    return start;
}

static void read_listing(const char *path)
{
    size_t size;
    char *text = file_read(arena, path, &size);
    if (!text) {
        perror(path);
        exit(2);
    }
    for (char *line = text; line && *line; ) {
        char *end = strchr(line, '\n');
        if (end)
            *end = 0;
        Entry *e = NEW(arena, Entry);
        e->path = field(&line);
        e->name = field(&line);
        e->dir = field(&line);
        e->files = field(&line);
        e->map = field(&line);
        strmap_set(&by_path, e->path, strlen(e->path), e);
        vec_push(arena, &entries, e);
        line = end ? end + 1 : NULL;
    }
}

static void add_file(Package *p, const char *path)
{
    size_t size;
    char *text = file_read(arena, path, &size);
    if (!text) {
        perror(path);
        exit(2);
    }
    total_bytes += size;
    SrcFile *src = file_add(path, path, text, size);
    File *f = syn_parse_file(arena, src, PARSE_ALL);
    vec_push(arena, &p->files, f);
}

static Package *load(Entry *e)
{
    if (e->pkg)
        return e->pkg;
    if (strcmp(e->path, "unsafe") == 0)
        return e->pkg = typ_unsafe;
    Package *p = e->pkg = typ_package_new(e->path, name_of(e->name), "go1.27");
    p->is_std = true;
    p->load = (struct LoadPackage *)e;
    for (const char *s = e->files; *s; ) {
        size_t n = strcspn(s, " ");
        add_file(p, arena_printf(arena, "%s/%.*s", e->dir, (int)n, s));
        s += n + strspn(s + n, " ");
    }
    return p;
}

/* The path that an import means, through the importing package's map (vendored packages). */
static const char *mapped(Package *from, const char *path)
{
    Entry *e = from ? (Entry *)from->load : NULL;
    size_t n = strlen(path);
    for (const char *s = e ? e->map : ""; *s; ) {
        size_t len = strcspn(s, " ");
        if (strncmp(s, path, n) == 0 && s[n] == '=')
            return arena_strndup(arena, s + n + 1, len - n - 1);
        s += len + strspn(s + len, " ");
    }
    return path;
}

static Package *import(void *ctx, Package *from, const char *path, Pos pos)
{
    (void)ctx;
    path = mapped(from, path);
    Entry *e = strmap_get(&by_path, path, strlen(path));
    if (!e) {
        diag_error(pos, ERR_BrokenImport, "could not import %s (not in the listing)", path);
        return NULL;
    }
    return load(e);
}

static void check_lazily(Package *p)
{
    typ_collect(p);
    for (uint32_t i = 0; i < p->scope->elems.n; i++) {
        Object *o = p->scope->elems.entries[i].val;
        typ_resolve(o);
        if (o->kind == OBJ_VAR)
            typ_check_var(o);
    }
    for (uint32_t i = 0; i < p->funcs.n; i++)
        typ_check_body(p->funcs.p[i]);
    typ_init_order(p);
}

static void check(Package *p)
{
    if (p == typ_unsafe)
        return;
    if (lazy)
        check_lazily(p);
    else
        typ_check_package(p);
}

static void dump(Package *p)
{
    Buf out;
    buf_init(&out, arena);
    for (uint32_t i = 0; i < p->files.n; i++)
        typ_dump_file(&out, p->files.p[i]);
    fputs(buf_str(&out), stdout);
}

static uint32_t untyped_nodes;

/* Names that are no expressions (labels, field names, keys) and parts of declarations have no type. */
static bool verify_node(void *ctx, Node *n)
{
    (void)ctx;
    if (n->kind == N_IMPORT_DECL || n->kind == N_STRUCT_TYPE)
        return false;
    if (n->kind == N_FUNC_DECL) {
        if (n->u.func_decl.body)
            syn_walk(n->u.func_decl.body, verify_node, NULL);
        return false;
    }
    bool is_expr = n->kind > N_NAME && n->kind <= N_CALL && n->kind != N_KEY_VALUE && n->kind != N_TYPE_SWITCH_GUARD;
    if (is_expr && !n->type) {
        Place at = pos_place_raw(n->pos);
        if (untyped_nodes++ < 5000)
            printf("%s:%u:%u: %s has no type\n", at.file, at.line, at.col, node_kind_name(n->kind));
    }
    bool is_value = n->mode >= MODE_VAR && n->mode != MODE_NIL && n->mode != MODE_PKG;
    if (is_value && n->type && n->type->kind == T_BASIC && (n->type->u.basic.info & BI_UNTYPED)) {
        Place at = pos_place_raw(n->pos);
        printf("%s:%u:%u: %s stayed untyped\n", at.file, at.line, at.col, node_kind_name(n->kind));
    }
    return true;
}

static void verify(Package *p)
{
    for (uint32_t i = 0; i < p->files.n; i++)
        for (uint32_t k = 0; k < p->files.p[i]->decls.n; k++)
            syn_walk(p->files.p[i]->decls.p[k], verify_node, NULL);
}

int main(int argc, char **argv)
{
    arena = arena_new("tool");
    strmap_init(&by_path, arena);
    TypConfig config = { .import = import };
    typ_init(&config);
    bool all = false, pkgs = false, timing = false, dumping = false, verifying = false, like_gc = false;
    Package *user = NULL;
    VEC(Package *) todo = { 0 };
    clock_t start = clock();
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i];
        if (strcmp(arg, "-list") == 0 && i + 1 < argc) {
            read_listing(argv[++i]);
        } else if (strcmp(arg, "-lang") == 0 && i + 1 < argc) {
            lang = argv[++i];
        } else if (strncmp(arg, "-lang=", 6) == 0) {
            lang = arg + 6;
        } else if (strcmp(arg, "-all") == 0) {
            all = true;
        } else if (strcmp(arg, "-pkg") == 0) {
            pkgs = true;
        } else if (strcmp(arg, "-time") == 0) {
            timing = true;
        } else if (strcmp(arg, "-assert") == 0) {
            typ_define_test_builtins();
        } else if (strcmp(arg, "-lazy") == 0) {
            lazy = true;
        } else if (strcmp(arg, "-gc") == 0) {
            like_gc = true;
        } else if (strcmp(arg, "-dump") == 0) {
            dumping = true;
        } else if (strcmp(arg, "-verify") == 0) {
            verifying = true;
        } else if (pkgs) {
            Entry *e = strmap_get(&by_path, arg, strlen(arg));
            if (!e) {
                fprintf(stderr, "%s is not in the listing\n", arg);
                return 2;
            }
            vec_push(arena, &todo, load(e));
        } else {
            if (!user) {
                user = typ_package_new("p", NULL, lang ? lang : "go1.27");
                vec_push(arena, &todo, user);
            }
            add_file(user, arg);
        }
    }
    for (uint32_t i = 0; all && i < entries.n; i++)
        vec_push(arena, &todo, load(entries.p[i]));
    clock_t parsed = clock();
    for (uint32_t i = 0; like_gc && user && i < user->files.n; i++)
        if (user->files.p[i]->has_errors)
            return diag_flush(stdout, DIAG_TEXT, 0) ? 1 : 0;
    for (uint32_t i = 0; i < todo.n; i++)
        check(todo.p[i]);
    if (timing)
        fprintf(stderr, "%zu KB, parse %.3fs, check %.3fs, types %zu KB\n", total_bytes / 1024,
                (double)(parsed - start) / CLOCKS_PER_SEC, (double)(clock() - parsed) / CLOCKS_PER_SEC,
                arena_used(typ_arena()) / 1024);
    for (uint32_t i = 0; i < todo.n; i++) {
        if (dumping)
            dump(todo.p[i]);
        if (verifying)
            verify(todo.p[i]);
    }
    return diag_flush(stdout, DIAG_TEXT, 0) ? 1 : 0;
}
