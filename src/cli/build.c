/*
 * build.c - the one place that calls the phases, in order.
 */
#include "cli_int.h"

#include "gocw/opt.h"
#include "gocw/ssa.h"
#include "gocw/types.h"
#include "gocw/wasm.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

bool flush_errors(Options *o)
{
    progress_end();
    return diag_flush(stderr, o->json ? DIAG_JSON : DIAG_TEXT, o->all_errors ? 0 : 10) > 0;
}

static void dump_syntax(Options *o, const PackageVec *roots)
{
    for (uint32_t i = 0; i < roots->n; i++)
        for (uint32_t k = 0; k < roots->p[i]->files.n; k++) {
            Buf b;
            buf_init(&b, o->arena);
            syn_dump_file(&b, roots->p[i]->files.p[k]);
            fputs(buf_str(&b), stdout);
        }
}

static void dump_types(Options *o, const PackageVec *roots)
{
    for (uint32_t i = 0; i < roots->n; i++)
        for (uint32_t k = 0; k < roots->p[i]->files.n; k++) {
            Buf b;
            buf_init(&b, o->arena);
            typ_dump_file(&b, roots->p[i]->files.p[k]);
            fputs(buf_str(&b), stdout);
        }
}

static void dump_init_order(const PackageVec *roots)
{
    for (uint32_t i = 0; i < roots->n; i++)
        for (uint32_t k = 0; k < roots->p[i]->init_order.n; k++) {
            const Initializer *init = &roots->p[i]->init_order.p[k];
            for (uint32_t n = 0; n < init->lhs.n; n++) printf("%s%s", n ? ", " : "", init->lhs.p[n]->name->s);
            puts("");
        }
}

/* -v, -x and -d=load: the packages, dependencies first. */
static void show_packages(Options *o, const PackageVec *order)
{
    for (uint32_t i = 0; i < order->n; i++) {
        const LoadPackage *p = order->p[i]->load;
        if (o->show_steps || debug_on(DEBUG_LOAD)) {
            FILE *out = debug_on(DEBUG_LOAD) ? stdout : stderr;
            fprintf(out, "compile %s (%s, %s):", p->path, p->go_version, p->dir);
            for (uint32_t k = 0; k < p->file_names.n; k++) fprintf(out, " %s", p->file_names.p[k]->s);
            fputc('\n', out);
        } else if (o->verbose) {
            fprintf(stderr, "%s\n", p->path);
        }
    }
}

static void start_loader(Options *o)
{
    LoadConfig load = {.goos = o->goos, .goroot = o->goroot, .dir = working_dir(o), .tags = o->tags, .mod = o->mod, .modfile = o->modfile,
                       .overlay = o->overlay, .lang = o->lang, .trimpath = o->trimpath, .want_tests = o->tests, .keep_going = o->keep_going};
    load_init(&load);
    if (o->nargs) return;
    static char dot[] = ".";
    static char *here[] = {dot};
    o->args = here;
    o->nargs = 1;
}

/* What the go command says when patterns name nothing, which is no error, else what went wrong. */
static bool no_packages(Options *o)
{
    if (diag_count() == 0) fprintf(stderr, "gocw: warning: \"%s\" matched no packages\n", o->args[0]);
    diag_drop_packages();
    return !flush_errors(o);
}

bool match_packages(Options *o, PtrVec *packages)
{
    start_loader(o);
    return load_match(o->args, o->nargs, packages) || no_packages(o);
}

bool load_packages(Options *o, PackageVec *roots)
{
    TypConfig types = {.target = &target_wasm, .lang = o->lang, .import = load_import, .complete = !o->keep_going};

    typ_init(&types);
    stats_begin("load");
    start_loader(o);
    bool ok = load_roots(o->args, o->nargs, roots);
    stats_end();
    if (debug_on(DEBUG_SYNTAX)) dump_syntax(o, roots);
    PackageVec order = {0};
    load_init_order(roots, &order);
    show_packages(o, &order);
    return ok || no_packages(o);
}

/* A file that is no Go has nothing to check, and a package says nothing about errors of those it imports. */
static bool can_check(const Package *p, const PtrMap *wrong)
{
    for (uint32_t i = 0; i < p->files.n; i++)
        if (p->files.p[i]->has_errors) return false;
    for (uint32_t i = 0; i < p->load->deps.n; i++)
        if (ptrmap_has(wrong, p->load->deps.p[i])) return false;
    return true;
}

/* What the command line names is checked whole, the rest on demand. */
bool check_packages(Options *o, const PackageVec *roots)
{
    progress("type-checking");
    stats_begin("types");
    PackageVec order = {0};
    load_init_order(roots, &order);
    PtrMap wrong;               /* packages with errors, and what imports them */
    ptrmap_init(&wrong, o->arena);
    for (uint32_t i = 0; i < order.n; i++) {
        Package *p = order.p[i];
        if (!can_check(p, &wrong)) {
            ptrmap_set(&wrong, p, p);
            continue;
        }
        diag_set_package(p->title);
        if (!load_check_godebug(p)) continue;
        typ_collect(p);
        if (!p->is_std || p->load->is_root) typ_check_package(p);
        if (diag_count_of(p->title)) ptrmap_set(&wrong, p, p);
    }
    diag_set_package(NULL);
    stats_end();
    if (debug_on(DEBUG_TYPES)) dump_types(o, roots);
    if (debug_on(DEBUG_INITORDER)) dump_init_order(roots);
    return !flush_errors(o);
}

static bool check_main(Options *o, const Package *p)
{
    const Object *m = ptrmap_get(&p->scope->elems, name_of("main"));
    if (m && m->kind == OBJ_FUNC) return true;
    diag_set_package(p->title);
    diag_error_plain(ERR_Load, "runtime.main_main·f: function main is undeclared in the main package");
    return !flush_errors(o);
}

static void dump_ssa(Program *p, DebugKey key)
{
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        Func *f = p->funcs.p[i];
        if (f->blocks.n == 0 || !debug_for(key, f->symbol)) continue;
        Arena *a = arena_new("dump");
        Buf b;
        buf_init(&b, a);
        ssa_print_func(&b, f);
        fputs(buf_str(&b), stdout);
        arena_free(a);
    }
}

/* The code of packages that aren't main is made, so that what only that can find is found, and dropped. */
bool compile_package(Options *o, Package *main, const char *out)
{
    PackageVec roots = {0}, order = {0};
    bool is_main = is_main_package(main), is_js = strcmp(o->goos, "js") == 0;
    bool shared = o->buildmode && strcmp(o->buildmode, "c-shared") == 0;
    if (is_main && !check_main(o, main)) return false;
    if (o->dry_run) {
        fprintf(stderr, "write %s\n", out);
        return true;
    }
    vec_push(o->arena, &roots, main);
    load_init_order(&roots, &order);
    const char *godebug = is_main ? load_godebug(main) : "";
    if (*godebug) vec_push(o->arena, &o->ld_x, arena_printf(o->arena, "runtime.godebugDefault=%s", godebug));
    vec_push(o->arena, &o->ld_x, NULL);
    SsaConfig ssa = {.is_js = is_js, .is_shared = is_main && shared, .stress = debug_on(DEBUG_STRESS), .all_bodies = !is_main,
                     .opt_level = o->opt_level, .ld_x = o->ld_x.p};
    WasmConfig wasm = {.is_js = is_js, .is_shared = shared, .stress = ssa.stress, .strip = o->strip,
                       .opt_level = o->opt_level, .trace = o->trace, .unwind = o->unwind};
#ifdef GOCW_DEBUG
    wasm.check = true;
#endif
    progress("compiling");
    stats_begin("ssa");
    Program *p = ssa_program_new(main, &order, &ssa);
    wasm_init(p, &wasm);
    ssa_build_all(p);
    stats_end();
    if (flush_errors(o)) return false;
    if (debug_on(DEBUG_SSA)) dump_ssa(p, DEBUG_SSA);
    if (!is_main) return true;

    progress("optimising");
    stats_begin("opt");
    opt_program(p);
    stats_end();
    if (debug_on(DEBUG_OPT)) dump_ssa(p, DEBUG_OPT);

    progress("writing wasm");
    stats_begin("wasm");
    size_t size;
    void *bytes = wasm_emit(p, &wasm, &size);
    stats_end();
    progress_end();
    bool ok = write_output(o, out, bytes, size);
    free(bytes);
    return ok;
}

bool build_program(Options *o, const char *out)
{
    PackageVec roots = {0};
    progress_begin();
    if (!load_packages(o, &roots)) return false;
    if (roots.n == 0) {
        progress_end();
        fprintf(stderr, "gocw: no packages loaded from %s\n", o->args[0]);
        return false;
    }
    if (roots.n > 1 || !is_main_package(roots.p[0])) {
        progress_end();
        fprintf(stderr, roots.n > 1 ? "gocw: %s: the pattern matches several packages\n" : "package %s is not a main package\n",
                roots.n > 1 ? o->args[0] : roots.p[0]->load->path);
        return false;
    }
    return check_packages(o, &roots) && compile_package(o, roots.p[0], out);
}

/* ---- gocw build ---- */

/* One process for each program: the phases build one. */
static bool compile_apart(Options *o, Package *p, const char *out)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        bool ok = compile_package(o, p, out);
        fflush(NULL);
        _exit(ok ? 0 : EXIT_USER);
    }
    int status;
    while (waitpid(pid, &status, 0) < 0) {}
    if (WIFSIGNALED(status)) fprintf(stderr, "gocw: %s: compiler killed by signal %d\n", p->load->path, WTERMSIG(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return path[strlen(path) - 1] == '/' || (stat(path, &st) == 0 && S_ISDIR(st.st_mode));
}

/* Each main package goes into the folder -o; without it several packages are only compiled. */
static bool build_packages(Options *o, const PackageVec *roots)
{
    bool folder = o->out && *o->out && is_folder(o->out), ok = true;
    uint32_t mains = 0;
    for (uint32_t i = 0; i < roots->n; i++) mains += is_main_package(roots->p[i]);
    if (o->out && roots->n > 1 && !folder) {
        fprintf(stderr, "gocw: cannot write multiple packages to non-directory %s\n", o->out);
        return false;
    }
    if (o->out && (roots->n == 0 || (folder && mains == 0))) {
        fprintf(stderr, folder ? "gocw: no main packages to build\n" : "gocw: no packages to build\n");
        return false;
    }
    if (roots->n == 1 && !folder) return compile_package(o, roots->p[0], o->out ? o->out : output_name(o, roots->p[0]));
    for (uint32_t i = 0; i < roots->n; i++) {
        Package *p = roots->p[i];
        if (!is_main_package(p)) continue;
        const char *slash = folder && o->out[strlen(o->out) - 1] == '/' ? "" : "/";
        if (folder) ok &= compile_apart(o, p, arena_printf(o->arena, "%s%s%s", o->out, slash, output_name(o, p)));
        else ok &= check_main(o, p);
    }
    return ok;
}

int cmd_build(Options *o)
{
    PackageVec roots = {0};
    bool wasip1 = strcmp(o->goos, "wasip1") == 0;
    const char *mode = o->buildmode ? o->buildmode : "default";
    if (strcmp(mode, "exe") != 0 && strcmp(mode, "default") != 0 && !(strcmp(mode, "c-shared") == 0 && wasip1)) {
        fprintf(stderr, "-buildmode=%s not supported on %s/wasm\n", mode, o->goos);
        return EXIT_USER;
    }
    progress_begin();
    bool ok = load_packages(o, &roots) && check_packages(o, &roots) && build_packages(o, &roots);
    progress_end();
    return ok ? 0 : EXIT_USER;
}

int cmd_check(Options *o)
{
    o->keep_going = true;
    PackageVec roots = {0};
    return load_packages(o, &roots) && check_packages(o, &roots) ? 0 : EXIT_USER;
}
