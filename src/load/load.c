/*
 * load.c - the package graph: wave by wave, all files of all packages that the last wave's imports named are read and
 * parsed in parallel.
 *
 * Positions must not depend on timing: files are added to the file set between the two parallel steps (read and
 * match; parse), in order.
 */
#include "load_int.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

Loader loader;

/* A candidate file of a package. */
typedef struct FileJob {
    LoadPackage *pkg;
    const char *name, *path, *text;
    size_t size;
    bool selected, named;       /* named: on the command line, so constraints don't count */
    bool cgo;                   /* left out because it imports "C" */
    int error;
    const char *constraint_error;
    SrcFile *src;
    File *file;
} FileJob;
typedef VEC(FileJob) JobVec;

/* What only the loader needs of a package. */
typedef struct Pending {
    LoadPackage pub;            /* first: LoadPackage * and Pending * are the same */
    StrMap imports;             /* path as written -> LoadPackage * */
    StrMap importers;           /* canonical path -> name of the first file that imports it */
    const char *cgo_file;       /* a file that was left out because it imports "C" */
    NameVec named_files;        /* absolute paths from the command line */
    LoadPackage *external;      /* want_tests: the package of its external tests, or NULL */
    bool is_external;           /* it is such a package */
    bool from_tree;             /* a pattern with "..." named it: it may turn out to hold only tests */
    int mark;                   /* cycle search and ordering */
} Pending;

static void add_tag(const char *tag)
{
    strmap_set(&loader.tags, tag, strlen(tag), (void *)1);
}

void load_init(const LoadConfig *config)
{
    static const char *const fixed[] = {
        "wasm", "gc", "goexperiment.dwarf5", "goexperiment.greenteagc", "goexperiment.jsonv2",
        "goexperiment.randomizedheapbase64", "goexperiment.sizespecializedmalloc", "wasm.satconv", "wasm.signext",
    };
    loader = (Loader){.config = *config, .arena = arena_new("load")};
    strmap_init(&loader.tags, loader.arena);
    strmap_init(&loader.packages, loader.arena);
    strmap_init(&loader.modules, loader.arena);
    replace_init();
    loader.goroot = load_find_goroot(config->goroot, &loader.version);
    if (!loader.goroot) return;
    loader.minor = atoi(loader.version + 2);
    for (size_t i = 0; i < LEN(fixed); i++) add_tag(fixed[i]);
    add_tag(config->goos);
    for (int i = 1; i <= loader.minor; i++) add_tag(arena_printf(loader.arena, "go1.%d", i));
    for (uint32_t i = 0; i < config->tags.n; i++) add_tag(config->tags.p[i]->s);
    if (config->overlay && !replace_read(config->overlay)) return;
    loader.finding_main = true;
    loader.main_mod = gomod_find(config->dir);
    loader.finding_main = false;
    if (loader.main_mod) loader.main_mod->mod.is_main = true;
    if (!gowork_read()) return;
    if (loader.main_mod && !loader.work) modgraph_complete(loader.main_mod);
    for (uint32_t i = 0; i < loader.workspace.n; i++) modgraph_complete(loader.workspace.p[i]);
}

/* ---- one package ---- */

static LoadPackage *package_new(const char *path, const char *dir, GoMod *mod)
{
    Pending *p = NEW(loader.arena, Pending);
    p->pub.path = path;
    p->pub.dir = dir;
    p->pub.root_dir = mod ? mod->mod.dir : NULL;
    p->pub.is_std = !mod && dir && strncmp(dir, loader.goroot, strlen(loader.goroot)) == 0;
    p->pub.go_version = mod ? mod->mod.go_version : arena_printf(loader.arena, "go%s", loader.version);
    strmap_init(&p->imports, loader.arena);
    strmap_init(&p->importers, loader.arena);
    strmap_set(&loader.packages, path, strlen(path), p);
    vec_push(loader.arena, &loader.order, (void *)p);
    return &p->pub;
}

static bool has_suffix(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    return n >= m && strcmp(s + n - m, suffix) == 0;
}

/* Sources that we can't compile; Go's own are replaced by the overlay and the compiler. */
static bool foreign_source(const char *name)
{
    static const char *const suffixes[] = {".s", ".c", ".cc", ".cpp", ".cxx", ".m", ".f", ".F", ".syso", ".S"};
    for (size_t i = 0; i < LEN(suffixes); i++)
        if (has_suffix(name, suffixes[i])) return true;
    return false;
}

static bool is_assembly(const char *name)
{
    return has_suffix(name, ".s") || has_suffix(name, ".S");
}

/* Nothing but comments and lines of the preprocessor: such a file lets its package have functions without bodies. */
static bool is_empty_assembly(const char *text)
{
    for (const char *p = text; *p;) {
        if (isspace((unsigned char)*p)) {
            p++;
        } else if (strncmp(p, "/*", 2) == 0) {
            const char *end = strstr(p + 2, "*/");
            if (!end) return true;
            p = end + 2;
        } else if (strncmp(p, "//", 2) == 0 || *p == '#') {
            p += strcspn(p, "\n");
        } else {
            return false;
        }
    }
    return true;
}

static bool foreign_matches(const char *dir, const char *name)
{
    if (!load_match_file(name, NULL, 0, false)) return false;
    size_t size;
    const char *text = file_read(loader.arena, path_join(dir, name), &size);
    return !text || (load_match_file(name, text, size, false) && !(is_assembly(name) && is_empty_assembly(text)));
}

static void add_job(JobVec *jobs, LoadPackage *p, const char *name, const char *path, const char *text, size_t size)
{
    FileJob j = {.pkg = p, .name = name, .path = path, .text = text, .size = size};
    vec_push(loader.arena, jobs, j);
}

static int by_file_name(const void *a, const void *b)
{
    return strcmp(((const FileJob *)a)->name, ((const FileJob *)b)->name);
}

/* Lists the candidate files of a package, overlay included, in order of name. */
static void list_files(LoadPackage *p, JobVec *jobs)
{
    Pending *pend = (Pending *)p;
    uint32_t first = jobs->n;
    if (pend->named_files.n) {
        for (uint32_t i = 0; i < pend->named_files.n; i++) {
            const char *path = pend->named_files.p[i]->s;
            add_job(jobs, p, strrchr(path, '/') + 1, path, NULL, 0);
            vec_last(jobs).named = true;
        }
        return;
    }
    OverlayVec overlay = {0};
    bool replace = false;
    if (p->is_std) overlay_files(p->path, &overlay, &replace);
    for (uint32_t i = 0; i < overlay.n; i++) {
        OverlayFile *f = &overlay.p[i];
        if (has_suffix(f->name, ".go") && f->size > 0)
            add_job(jobs, p, f->name, path_join(p->dir, f->name), f->text, f->size);
    }
    NameVec names = {0};
    if (!replace && !dir_list(p->dir, &names)) p->failed = true;
    for (uint32_t i = 0; i < names.n; i++) {
        const char *name = names.p[i]->s;
        bool hidden = false;
        for (uint32_t k = 0; k < overlay.n && !hidden; k++) hidden = strcmp(overlay.p[k].name, name) == 0;
        if (hidden) continue;
        if (has_suffix(name, ".go"))
            add_job(jobs, p, name, path_join(p->dir, name), NULL, 0);
        else if (!p->is_std && foreign_source(name) && foreign_matches(p->dir, name))
            vec_push(loader.arena, &p->other_files, names.p[i]);
    }
    qsort(jobs->p + first, jobs->n - first, sizeof(FileJob), by_file_name);
}

/* ---- the two parallel steps ---- */

static VEC(LoadPackage *) owners;       /* by SrcFile.index */

static void read_job(void *ctx, uint32_t i)
{
    FileJob *j = (FileJob *)ctx + i;
    if (!j->text) {
        if (!j->named && !load_match_file(j->name, NULL, 0, loader.config.want_tests && j->pkg->is_root)) return;
        Arena *a = arena_new("source");
        const char *path = replace_path(j->path);
        if (!*path) return;
        j->text = file_read(a, path, &j->size);
        if (!j->text) {
            j->error = errno;
            return;
        }
    }
    j->selected = j->named || load_match_file(j->name, j->text, j->size, loader.config.want_tests && j->pkg->is_root);
    if (!j->selected) j->constraint_error = load_constraint_error(j->text);
}

static void parse_job(void *ctx, uint32_t i)
{
    FileJob *j = ((FileJob **)ctx)[i];
    diag_set_package(j->pkg->path);
    j->file = syn_parse_file(arena_new("syntax"), j->src, PARSE_ALL);
    diag_set_package(NULL);
}

/* ---- imports ---- */

static void wave(PtrVec *todo);

static const char *import_path(const Node *decl)
{
    if (decl->kind != N_IMPORT_DECL || !decl->u.import_decl.path) return NULL;
    const Node *lit = decl->u.import_decl.path;
    if (lit->kind != N_BASIC_LIT) return NULL;
    size_t n;
    const Const *c = con_from_string_lit(lit->u.lit.text, lit->u.lit.len);
    if (con_kind(c) != CON_STRING) return NULL;
    const char *path = con_string_val(c, &n);
    return strlen(path) == n ? path : NULL;
}

/* How the program comes to p: "package a\n\timports b\n\timports p". */
static const char *import_stack(const LoadPackage *p)
{
    return p->importer ? arena_printf(loader.arena, "%s\n\timports %s", import_stack(p->importer), p->path)
                       : arena_printf(loader.arena, "package %s", p->path);
}

void import_error_stack(const LoadPackage *from, const char *path, Pos pos, const char *text)
{
    if (loader.config.keep_going) {
        import_error(from, path, pos, "%s", text);
        return;
    }
    Place at = pos_place(pos);
    const char *file = strncmp(at.file, "./", 2) == 0 ? at.file + 2 : at.file;
    diag_error_plain(ERR_Load, "%s\n\t%s:%u:%u: %s", import_stack(from), file, at.line, at.col, text);
}

void import_error(const LoadPackage *from, const char *path, Pos pos, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *text = arena_vprintf(loader.arena, fmt, ap);
    va_end(ap);
    if (from && pos && loader.config.keep_going) {
        diag_set_package(from->path);
        diag_error(pos, ERR_BrokenImport, "could not import %s (%s)", path, text);
        diag_set_package(NULL);
    } else if (pos) {
        diag_error(pos, ERR_Load, "%s", text);
    } else {
        diag_error_plain(ERR_Load, "%s", text);
    }
}

static bool has_bad_character(const char *path)
{
    int width;
    for (size_t i = 0, n = strlen(path); i < n; i += (size_t)width) {
        uint32_t r = utf8_decode(path + i, n - i, &width);
        if (r <= ' ' || r == 0x7f || r == 0xfffd || (r < 0x80 && strchr("!\"#$%&'()*,:;<=>?[]^`{|}\\", (int)r))) return true;
    }
    return false;
}

/* Empty, absolute, or with characters that no path may have: the checker reports it, too, if it comes to that. */
static bool impossible_path(const LoadPackage *from, const char *path, Pos pos)
{
    bool bad = !*path || has_bad_character(path);
    if (!bad && *path != '/') return false;
    if (loader.config.keep_going || from->is_std) return true;
    if (bad) diag_error_plain(ERR_Load, "%s:%u:%u: invalid import path: %s", pos_file(pos)->path, pos_place(pos).line, pos_place(pos).col, path);
    else diag_error(pos, ERR_Load, "\"%s\" is not a package path; see 'go help packages'", path);
    return true;
}

/* What is wrong with one element of an import path, or NULL. Bad ASCII characters have been reported. */
static const char *bad_element(const char *element, bool last)
{
    if (!*element) return last ? "trailing slash" : "double slash";
    if (strspn(element, ".") == strlen(element)) return arena_printf(loader.arena, "invalid path element \"%s\"", element);
    return NULL;
}

/* Letters beyond ASCII are the go command's objection, not the compiler's: a package of such a path that is there is taken. */
static const char *foreign_letter(const LoadPackage *from, const char *path)
{
    const char *s = path;
    while (*s && !(*s & 0x80)) s++;
    if (!*s || resolve_exists(from, path)) return NULL;
    int width;
    utf8_decode(s, strlen(s), &width);
    return arena_printf(loader.arena, "invalid char '%.*s'", width, s);
}

/* Is the path well-formed? (go help importpath) */
static bool check_import_path(const LoadPackage *from, const char *path, Pos pos)
{
    const char *why = NULL;
    for (const char *p = path; !why && *path != '.'; p++) {
        size_t n = strcspn(p, "/");
        why = bad_element(arena_strndup(loader.arena, p, n), !p[n]);
        p += n;
        if (!*p) break;
    }
    if (!why) why = foreign_letter(from, path);
    if (why) import_error(from, path, pos, "malformed import path \"%s\": %s", path, why);
    return !why;
}

static LoadPackage *want(LoadPackage *from, const char *path, Pos pos, PtrVec *next)
{
    const char *canon;
    GoMod *mod;
    bool here = strcmp(path, ".") == 0;
    if (here || strcmp(path, "..") == 0 || strncmp(path, "./", 2) == 0 || strncmp(path, "../", 3) == 0) {
        import_error(from, path, pos, "\"%s\" is relative, but relative import paths are not supported in module mode", path);
        if (!loader.config.keep_going) diag_error(pos, ERR_Load, here ? "%s: cannot import current directory" : "local import \"%s\" in non-local package", path);
        return NULL;
    }
    LoadPackage *p = from->is_test_main ? strmap_get(&loader.packages, path, strlen(path)) : NULL;
    if (p) return p;
    const char *dir = resolve_import(from, path, pos, &canon, &mod);
    if (!dir) return NULL;
    p = strmap_get(&loader.packages, canon, strlen(canon));
    if (p) return p;
    p = package_new(canon, dir, mod);
    p->importer = from;
    p->import_pos = pos;
    vec_push(loader.arena, next, (void *)p);
    return p;
}

static void add_dep(Pending *p, const char *path, Pos pos, const char *file, PtrVec *next)
{
    if (strcmp(path, "unsafe") == 0 || strmap_get(&p->imports, path, strlen(path))) return;
    LoadPackage *dep = want(&p->pub, path, pos, next);
    if (!dep) return;
    strmap_set(&p->imports, path, strlen(path), dep);
    strmap_set(&p->importers, dep->path, strlen(dep->path), (void *)file);
}

static void collect_imports(LoadPackage *p, File *f, const char *file, PtrVec *next)
{
    for (uint32_t i = 0; i < f->decls.n; i++) {
        const Node *d = f->decls.p[i];
        const char *path = import_path(d);
        if (!path) continue;
        Pos pos = d->u.import_decl.local ? d->u.import_decl.local->pos : d->u.import_decl.path->pos;
        if (impossible_path(p, path, pos)) continue;
        if (check_import_path(p, path, pos)) add_dep((Pending *)p, path, pos, file, next);
    }
}

static bool imports(const File *f, const char *wanted)
{
    for (uint32_t i = 0; i < f->decls.n; i++) {
        const char *path = import_path(f->decls.p[i]);
        if (path && strcmp(path, wanted) == 0) return true;
    }
    return false;
}

/* Errors in patterns are the loader's; the files are read when the variable is needed. */
static void check_embeds(Package *p, const File *f)
{
    if (!imports(f, "embed")) return;       /* which is the checker's to say */
    for (uint32_t i = 0; i < f->directives.n; i++) {
        const Directive *d = &f->directives.p[i];
        EmbedVec files = {0};
        if (strncmp(d->text, "go:embed", 8) == 0 && (d->text[8] == ' ' || d->text[8] == '\t'))
            (void)!load_embed(p, d->text + 8, d->pos + 8, &files);
    }
}

/* Is it a Go file that belongs to the build, or to its tests? */
static bool selects(const char *dir, const char *name)
{
    if (!has_suffix(name, ".go") || !load_match_file(name, NULL, 0, true)) return false;
    size_t size;
    const char *path = replace_path(path_join(dir, name)), *text = *path ? file_read(loader.arena, path, &size) : NULL;
    return text && (load_match_file(name, text, size, true) || load_constraint_error(text));
}

static void report_empty(LoadPackage *p)
{
    p->failed = true;
    const char *cgo = ((Pending *)p)->cgo_file, *text = NULL;
    bool tests = false;
    NameVec names = {0};
    if (cgo)
        text = arena_printf(loader.arena, "%s imports \"C\": cgo is not supported for GOARCH=wasm, and %s has no other Go files", cgo, p->path);
    else if (p->dir && dir_list(p->dir, &names))
        for (uint32_t i = 0; i < names.n; i++) {
            if (!has_suffix(names.p[i]->s, ".go")) continue;
            if (has_suffix(names.p[i]->s, "_test.go") && selects(p->dir, names.p[i]->s)) tests = true;
            else text = arena_printf(loader.arena, "build constraints exclude all Go files in %s", p->dir);
        }
    if (tests && !text) {                   /* nothing to check, either */
        if (p->importer || !loader.config.keep_going) diag_error_plain(ERR_Load, "%s: no non-test Go files in %s", p->path, p->dir);
        return;
    }
    if (text && !cgo && !(p->importer && loader.config.keep_going)) {
        diag_error_plain(ERR_Load, "%s: %s", import_stack(p), text);
        return;
    }
    if (!text) text = arena_printf(loader.arena, "no Go files in %s", p->dir ? p->dir : p->path);
    import_error(p->importer, p->path, p->import_pos, "%s", text);
}

/* What the package needs besides Go and gocw cannot make. */
static void report_foreign(LoadPackage *p)
{
    const char *cgo = ((Pending *)p)->cgo_file;
    for (uint32_t i = 0; i < p->other_files.n; i++) {
        const char *name = p->other_files.p[i]->s, *file = path_display(path_join(p->dir, name));
        if (!is_assembly(name) && cgo) continue;
        diag_error_plain(ERR_Load, "package %s: %s: %s", p->path, file,
                         is_assembly(name) ? "gocw has no assembler; keep the file out of GOARCH=wasm with a build constraint"
                                  : "C, C++ and Fortran sources need cgo, which is not supported for GOARCH=wasm");
        return;
    }
}

static void assemble(LoadPackage *p, FileJob **jobs, uint32_t n, PtrVec *next);

/* Is it a file of the package's external tests, "package p_test"? */
static bool is_external(const FileJob *j)
{
    return has_suffix(j->name, "_test.go") && j->file->pkg_name && has_suffix(j->file->pkg_name->u.ident.name->s, "_test");
}

/* Moves the external tests among the files to the end and makes a package of them; returns the number of the others. */
static uint32_t split_tests(LoadPackage *p, FileJob **jobs, uint32_t n, PtrVec *next)
{
    FileJob **outside = NEW_N(loader.arena, FileJob *, n + 1);
    uint32_t inside = 0, noutside = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (has_suffix(jobs[i]->name, "_test.go")) p->has_tests = true;
        if (is_external(jobs[i])) outside[noutside++] = jobs[i];
        else jobs[inside++] = jobs[i];
    }
    if (noutside == 0) return n;
    LoadPackage *x = package_new(arena_printf(loader.arena, "%s_test", p->path), p->dir, NULL);
    x->root_dir = p->root_dir;
    x->is_std = p->is_std;
    x->go_version = p->go_version;
    x->is_root = true;
    ((Pending *)p)->external = x;
    ((Pending *)x)->is_external = true;
    assemble(x, outside, noutside, next);
    return inside;
}

/* A package with its tests is another package than without. */
static const char *test_title(const char *path)
{
    size_t n = strlen(path);
    if (has_suffix(path, "_test")) n -= strlen("_test");
    return arena_printf(loader.arena, "%s [%.*s.test]", path, (int)n, path);
}

/* Gives the package its files; checks that they agree on a name. */
static void assemble(LoadPackage *p, FileJob **jobs, uint32_t n, PtrVec *next)
{
    if (loader.config.want_tests && p->is_root && !p->is_test_main && !((Pending *)p)->is_external) n = split_tests(p, jobs, n, next);
    if (n == 0 && !p->has_tests) {
        if (((Pending *)p)->from_tree && !p->importer) p->failed = true;
        else report_empty(p);
        return;
    }
    const Name *name = NULL;
    FileJob *first = NULL;
    for (uint32_t i = 0; i < n; i++) {
        File *f = jobs[i]->file;
        if (!f->pkg_name) continue;
        const Name *here = f->pkg_name->u.ident.name;
        if (!name) {
            name = here;
            first = jobs[i];
        } else if (here != name) {
            diag_error_plain(ERR_Load, "found packages %s (%s) and %s (%s) in %s", name->s, first->name, here->s,
                             jobs[i]->name, p->dir ? p->dir : loader.config.dir);
            p->failed = true;
            break;
        }
    }
    if (p->failed) return;
    report_foreign(p);
    if (p->is_root && loader.config.lang) p->go_version = loader.config.lang;
    if (name && name_is(name, "main") && p->import_pos)
        import_error(p->importer, p->path, p->import_pos, "import \"%s\" is a program, not an importable package", p->path);
    p->pkg = typ_package_new(p->path, name ? name : name_of("_"), p->go_version);
    p->pkg->is_std = p->is_std;
    /* The go command compiles a main package as "main"; checked without building, files are just their package. */
    if (name && (name_is(name, "main") || (((Pending *)p)->named_files.n && loader.config.keep_going))) p->pkg->shown = name->s;
    if (loader.config.want_tests && p->is_root && !p->is_test_main) p->pkg->title = test_title(p->path);
    p->pkg->load = p;
    for (uint32_t i = 0; i < n; i++) {
        vec_push(typ_arena(), &p->pkg->files, jobs[i]->file);
        vec_push(loader.arena, &p->file_names, name_of(jobs[i]->name));
        collect_imports(p, jobs[i]->file, jobs[i]->name, next);
        if (!p->is_std) check_embeds(p->pkg, jobs[i]->file);
    }
}

/* Files that import "C" stay out, as the go command has it with CGO_ENABLED=0. */
static uint32_t leave_out_cgo(FileJob **jobs, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        FileJob *j = jobs[i];
        if (imports(j->file, "C"))
            ((Pending *)j->pkg)->cgo_file = path_display(j->path);
        else
            jobs[kept++] = j;
    }
    return kept;
}

/* What errors call the file; Go's own as the official compiler knows them. */
static const char *source_name(const FileJob *j)
{
    if (!j->pkg->is_std) return path_source(j->path);
    size_t n = strlen(loader.goroot);
    if (j->pkg->is_root || strncmp(j->path, loader.goroot, n) != 0) return j->path;
    return arena_printf(loader.arena, "$GOROOT%s", j->path + n);
}

/* Loads the packages in todo, then what they import, until nothing new turns up. */
static void wave(PtrVec *todo)
{
    while (todo->n) {
        JobVec jobs = {0};
        for (uint32_t i = 0; i < todo->n; i++) list_files(todo->p[i], &jobs);
        pool_run(jobs.n, read_job, jobs.p);
        FileJob **chosen = NEW_N(loader.arena, FileJob *, jobs.n + 1);
        uint32_t nchosen = 0;
        for (uint32_t i = 0; i < jobs.n; i++) {
            FileJob *j = &jobs.p[i];
            if (j->error) {
                diag_error_plain(ERR_Load, "open %s: %s", path_display(j->path), error_text(j->error));
                j->pkg->failed = true;
            }
            if (j->constraint_error) {
                diag_error_plain(ERR_Load, "%s: parsing //go:build line: %s", path_display(j->path), j->constraint_error);
                j->pkg->failed = true;
            }
            if (!j->selected) continue;
            j->src = file_add(j->path, source_name(j), j->text, j->size);
            vec_push(loader.arena, &owners, j->pkg);
            chosen[nchosen++] = j;
        }
        pool_run(nchosen, parse_job, chosen);
        nchosen = leave_out_cgo(chosen, nchosen);
        PtrVec next = {0};
        for (uint32_t i = 0, k = 0; i < todo->n; i++) {
            LoadPackage *p = todo->p[i];
            uint32_t first = k;
            while (k < nchosen && chosen[k]->pkg == p) k++;
            if (!p->failed) assemble(p, chosen + first, k - first, &next);
        }
        *todo = next;
    }
}

/* ---- cycles and order ---- */

enum { UNSEEN, OPEN, CLOSED };

static int by_path(const void *a, const void *b)
{
    return strcmp((*(LoadPackage *const *)a)->path, (*(LoadPackage *const *)b)->path);
}

/* Sorted imports; from here on deps of the Package are known to the later phases. */
static void fill_deps(Pending *p)
{
    for (uint32_t i = 0; i < p->imports.n; i++) {
        LoadPackage *d = p->imports.entries[i].val;
        if (d->pkg) vec_push(loader.arena, &p->pub.deps, d->pkg);
    }
    LoadPackage **sorted = NEW_N(loader.arena, LoadPackage *, p->pub.deps.n + 1);
    for (uint32_t i = 0; i < p->pub.deps.n; i++) sorted[i] = p->pub.deps.p[i]->load;
    qsort(sorted, p->pub.deps.n, sizeof sorted[0], by_path);
    for (uint32_t i = 0; i < p->pub.deps.n; i++) p->pub.deps.p[i] = sorted[i]->pkg;
    if (!p->pub.pkg) return;
    p->pub.pkg->imports.n = 0;  /* a list of its own: the checker adds unsafe to it */
    for (uint32_t i = 0; i < p->pub.deps.n; i++) vec_push(typ_arena(), &p->pub.pkg->imports, p->pub.deps.p[i]);
}

static bool find_cycle(Pending *p, PtrVec *path)
{
    if (p->mark == CLOSED) return false;
    vec_push(loader.arena, path, (void *)p);
    if (p->mark == OPEN) {
        Buf b;
        buf_init(&b, loader.arena);
        for (uint32_t i = 0; i < path->n; i++) {
            const char *here = ((LoadPackage *)path->p[i])->path;
            if (i == 0)
                buf_printf(&b, "package %s", here);
            else
                buf_printf(&b, "\n\timports %s from %s", here,
                           (const char *)strmap_get(&((Pending *)path->p[i - 1])->importers, here, strlen(here)));
        }
        diag_error_plain(ERR_Load, "%s: import cycle not allowed", buf_str(&b));
        return true;
    }
    p->mark = OPEN;
    for (uint32_t i = 0; i < p->pub.deps.n; i++)
        if (find_cycle((Pending *)p->pub.deps.p[i]->load, path)) return true;
    p->mark = CLOSED;
    path->n--;
    return false;
}

static void finish_graph(PackageVec *roots)
{
    for (uint32_t i = 0; i < loader.order.n; i++) {
        Pending *p = loader.order.p[i];
        if (p->pub.pkg && !p->pub.deps.p) fill_deps(p);
    }
    for (uint32_t i = 0; i < roots->n; i++) {
        PtrVec path = {0};
        if (find_cycle((Pending *)roots->p[i]->load, &path)) return;
    }
}

static void order_visit(Pending *p, PackageVec *out)
{
    if (p->mark == OPEN || !p->pub.pkg) return;
    p->mark = OPEN;
    for (uint32_t i = 0; i < p->pub.deps.n; i++) order_visit((Pending *)p->pub.deps.p[i]->load, out);
    vec_push(loader.arena, out, p->pub.pkg);
}

void load_init_order(const PackageVec *roots, PackageVec *out)
{
    for (uint32_t i = 0; i < loader.order.n; i++) ((Pending *)loader.order.p[i])->mark = UNSEEN;
    Pending *runtime = strmap_get(&loader.packages, "runtime", strlen("runtime"));
    if (runtime) order_visit(runtime, out);
    for (uint32_t i = 0; i < roots->n; i++) order_visit((Pending *)roots->p[i]->load, out);
}

/* ---- names of files in the program ---- */

const char *load_trace_name(Pos pos)
{
    const SrcFile *src = pos_file(pos);
    const char *shown = pos_place(pos).file, *file = pos_place_raw(pos).file;
    if (!src || src->index >= owners.n) return shown ? shown : "";
    const LoadPackage *p = owners.p[src->index];
    const char *slash = strrchr(src->path, '/'), *base = slash ? slash + 1 : src->path;
    if (strcmp(shown, file) != 0) {         /* a //line directive */
        if (!*shown) return "??";        /* //line :1 */
        if (*shown == '/') return shown;
        return loader.config.trimpath ? arena_printf(loader.arena, "%s/%s", p->path, shown)
                                      : path_abs(path_join(p->dir, shown));
    }
    return loader.config.trimpath ? arena_printf(loader.arena, "%s/%s", p->path, base) : src->path;
}

/* ---- roots ---- */

static void root_dir(const char *dir, PtrVec *todo, bool from_tree)
{
    GoMod *mod;
    const char *path = resolve_dir(dir, &mod);
    if (!path) {
        diag_error_plain(ERR_Load, "go: go.mod file not found in current directory or any parent directory; see 'go help modules'");
        return;
    }
    LoadPackage *p = strmap_get(&loader.packages, path, strlen(path));
    if (!p) {
        p = package_new(path, dir, mod);
        vec_push(loader.arena, todo, (void *)p);
    }
    ((Pending *)p)->from_tree = from_tree;
    p->is_root = true;
}

static void root_files(char *const *files, uint32_t n, PtrVec *todo)
{
    GoMod *mod = gomod_find(loader.config.dir);
    LoadPackage *p = package_new("command-line-arguments", NULL, mod);
    p->is_root = true;
    for (uint32_t i = 0; i < n && !p->failed; i++) {
        const char *path = path_abs(files[i]), *error = NULL;
        const char *dir = arena_strndup(loader.arena, path, (size_t)(strrchr(path, '/') - path));
        if (!has_suffix(path, ".go"))
            error = arena_printf(loader.arena, "named files must be .go files: %s", files[i]);
        else if (!file_exists(path))
            error = arena_printf(loader.arena, "stat %s: %s", files[i], dir_exists(path) ? "is a directory" : "no such file or directory");
        else if (p->dir && strcmp(p->dir, dir) != 0)
            error = arena_printf(loader.arena, "named files must all be in one directory; have %s and %s", p->dir, dir);
        if (error) {
            diag_error_plain(ERR_Load, "%s", error);
            p->failed = true;
        }
        p->dir = dir;
        vec_push(loader.arena, &((Pending *)p)->named_files, name_of(path));
    }
    if (!p->failed) vec_push(loader.arena, todo, (void *)p);
}

/* Do go.mod's ignore lines leave this folder out? */
static bool is_ignored(const char *dir)
{
    const GoMod *m = gomod_find(dir);
    size_t n = m ? strlen(m->mod.dir) : 0;
    for (uint32_t i = 0; m && dir[n] == '/' && i < m->ignores.n; i++) {
        const char *path = m->ignores.p[i];
        bool rooted = strncmp(path, "./", 2) == 0;
        size_t len = strlen(path += 2 * rooted);
        while (len && path[len - 1] == '/') len--;
        size_t rest = strlen(dir + n + 1);
        if (rest < len || (rooted && rest != len)) continue;
        const char *tail = dir + n + 1 + rest - len;
        if (len && tail[-1] == '/' && strncmp(tail, path, len) == 0) return true;
    }
    return false;
}

/* Every folder below dir that holds Go files for this target, as "..." means. */
static void root_tree(const char *dir, PtrVec *todo)
{
    NameVec names = {0};
    if (is_ignored(dir) || !dir_list(dir, &names)) return;
    bool go_here = false;
    for (uint32_t i = 0; i < names.n && !go_here; i++) go_here = selects(dir, names.p[i]->s);
    if (go_here) root_dir(dir, todo, true);
    for (uint32_t i = 0; i < names.n; i++) {
        const char *name = names.p[i]->s, *sub = path_join(dir, name);
        if (name[0] == '_' || strcmp(name, "testdata") == 0 || strcmp(name, "vendor") == 0 || !dir_exists(sub)) continue;
        if (!file_exists(path_join(sub, "go.mod"))) root_tree(sub, todo);
    }
}

static bool is_dir_pattern(const char *s)
{
    return s[0] == '/' || strcmp(s, ".") == 0 || strcmp(s, "..") == 0 || strncmp(s, "./", 2) == 0 || strncmp(s, "../", 3) == 0;
}

static void root_pattern(const char *pattern, PtrVec *todo)
{
    bool tree = strcmp(pattern, "...") == 0 || has_suffix(pattern, "/...");
    const char *base = tree ? arena_strndup(loader.arena, pattern, strlen(pattern) - (strlen(pattern) > 3 ? 4 : 3)) : pattern;
    if (strcmp(pattern, "std") == 0) {
        NameVec std = {0};
        load_std_packages(&std);
        for (uint32_t i = 0; i < std.n; i++) root_pattern(std.p[i]->s, todo);
    } else if (is_dir_pattern(base) || !*base) {
        const char *dir = path_abs(*base ? base : ".");
        if (!dir_exists(dir) && tree)
            diag_error_plain(ERR_Load, "pattern %s: lstat %s/: no such file or directory", pattern, base);
        else if (!dir_exists(dir))
            diag_error_plain(ERR_Load, "stat %s: directory not found", dir);
        else if (tree)
            root_tree(dir, todo);
        else
            root_dir(dir, todo, false);
    } else {
        const char *canon;
        GoMod *mod;
        const char *dir = resolve_import(NULL, base, NO_POS, &canon, &mod);
        if (dir && tree)
            root_tree(dir, todo);
        else if (dir)
            root_dir(dir, todo, false);
    }
}

/* Makes the main package of p's test program and loads what it needs. */
static void make_test_main(LoadPackage *p)
{
    LoadPackage *x = ((Pending *)p)->external;
    if (!p->has_tests || !p->pkg || (x && !x->pkg)) return;
    const char *text = testmain_source(p, x);
    LoadPackage *m = package_new(arena_printf(loader.arena, "%s.test", p->path), NULL, NULL);
    m->is_root = m->is_test_main = true;
    FileJob job = {.pkg = m, .name = "_testmain.go", .path = "_testmain.go", .text = text, .size = strlen(text)};
    FileJob *jobs = &job;
    PtrVec next = {0};
    job.src = file_add(job.path, job.path, text, job.size);
    vec_push(loader.arena, &owners, m);
    parse_job(&jobs, 0);
    assemble(m, &jobs, 1, &next);
    wave(&next);
}

bool load_match(char *const *patterns, uint32_t n, PtrVec *out)
{
    if (!loader.goroot || diag_count()) return false;
    bool files = false;
    for (uint32_t i = 0; i < n; i++) files |= has_suffix(patterns[i], ".go");
    if (files)
        root_files(patterns, n, out);
    else
        for (uint32_t i = 0; i < n; i++) root_pattern(patterns[i], out);
    return diag_count() == 0 && out->n > 0;
}

bool load_roots(char *const *patterns, uint32_t n, PackageVec *out)
{
    PtrVec todo = {0};
    if (!load_match(patterns, n, &todo) && todo.n == 0) return false;
    /* The runtime stands behind every program. */
    GoMod *mod;
    const char *canon, *dir = resolve_import(NULL, "runtime", NO_POS, &canon, &mod);
    if (dir && !strmap_get(&loader.packages, canon, strlen(canon)))
        vec_push(loader.arena, &todo, (void *)package_new(canon, dir, mod));
    wave(&todo);
    for (uint32_t i = 0, loaded = loader.order.n; loader.config.want_tests && i < loaded; i++) {
        LoadPackage *p = loader.order.p[i];
        if (p->is_root) make_test_main(p);
    }
    for (uint32_t i = 0; i < loader.order.n; i++) {
        LoadPackage *p = loader.order.p[i];
        if (p->is_root && p->pkg) vec_push(loader.arena, out, p->pkg);
    }
    finish_graph(out);
    return diag_count_of(NULL) == 0;
}

Package *load_import(void *ctx, Package *from, const char *path, Pos pos)
{
    (void)ctx;
    (void)pos;
    if (strcmp(path, "unsafe") == 0) return typ_unsafe;
    LoadPackage *p = strmap_get(&((Pending *)from->load)->imports, path, strlen(path));
    return p ? p->pkg : NULL;
}

/* ---- std ---- */

static bool has_target_files(const char *dir)
{
    NameVec names = {0};
    if (!dir_list(dir, &names)) return false;
    for (uint32_t i = 0; i < names.n; i++) {
        const char *name = names.p[i]->s;
        if (!has_suffix(name, ".go") || !load_match_file(name, NULL, 0, false)) continue;
        size_t size;
        char *text = file_read(loader.arena, path_join(dir, name), &size);
        if (text && load_match_file(name, text, size, false)) return true;
    }
    return false;
}

static void std_visit(const char *dir, const char *path, NameVec *out)
{
    NameVec names = {0};
    if (*path && has_target_files(dir)) vec_push(loader.arena, out, name_of(path));
    if (!dir_list(dir, &names)) return;
    for (uint32_t i = 0; i < names.n; i++) {
        const char *name = names.p[i]->s, *sub = path_join(dir, name);
        if (name[0] == '_' || strcmp(name, "testdata") == 0 || !dir_exists(sub)) continue;
        if (!*path && (strcmp(name, "cmd") == 0 || strcmp(name, "builtin") == 0)) continue;
        if (strcmp(path, "runtime") == 0 && strcmp(name, "cgo") == 0) continue;
        std_visit(sub, *path ? path_join(path, name) : name, out);
    }
}

void load_std_packages(NameVec *out)
{
    std_visit(arena_printf(loader.arena, "%s/src", loader.goroot), "", out);
}
