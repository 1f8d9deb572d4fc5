/*
 * build.c - the one place that calls the phases, in order.
 */
#include "cli_int.h"

#include "gocw/embed.h"
#include "gocw/opt.h"
#include "gocw/ssa.h"
#include "gocw/types.h"
#include "gocw/wasm.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

bool flush_errors(Options *o)
{
    return diag_flush(stderr, o->json ? DIAG_JSON : DIAG_TEXT, o->all_errors ? 0 : 10) > 0;
}

static const char *working_dir(Options *o)
{
    char buf[4096];
    if (!getcwd(buf, sizeof buf)) {
        fprintf(stderr, "gocw: getwd: %s\n", strerror(errno));
        exit(EXIT_USER);
    }
    return arena_strdup(o->arena, buf);
}

/* load, syntax, types: what the command line names is checked whole, the rest on demand. */
bool front_end(Options *o, PackageVec *roots, bool bodies)
{
    static char dot[] = ".";
    static char *here[] = {dot};
    LoadConfig load = {.goos = o->goos, .goroot = o->goroot, .dir = working_dir(o), .tags = o->tags, .mod = o->mod, .lang = o->lang};
    TypConfig types = {.target = &target_wasm, .lang = o->lang, .import = load_import, .ignore_func_bodies = !bodies};

    typ_init(&types);
    stats_begin("load");
    load_init(&load);
    bool ok = load_roots(o->nargs ? o->args : here, o->nargs ? o->nargs : 1, roots);
    stats_end();
    if (debug_on(DEBUG_SYNTAX))
        for (uint32_t i = 0; i < roots->n; i++)
            for (uint32_t k = 0; k < roots->p[i]->files.n; k++) {
                Buf b;
                buf_init(&b, o->arena);
                syn_dump_file(&b, roots->p[i]->files.p[k]);
                fputs(buf_str(&b), stdout);
            }
    if (!ok) {
        flush_errors(o);
        return false;
    }
    stats_begin("types");
    PackageVec order = {0};
    load_init_order(roots, &order);
    for (uint32_t i = 0; i < order.n; i++) {
        diag_set_package(order.p[i]->path);
        typ_collect(order.p[i]);
    }
    for (uint32_t i = 0; i < order.n; i++) {
        Package *p = order.p[i];
        diag_set_package(p->path);
        if (!p->is_std) typ_check_package(p);
    }
    diag_set_package(NULL);
    stats_end();
    return !flush_errors(o);
}

static bool check_main(Options *o, const PackageVec *roots)
{
    Package *p = roots->p[0];
    if (roots->n > 1) {
        fprintf(stderr, "gocw: -o needs a single main package; %u packages are named\n", roots->n);
        return false;
    }
    if (!name_is(p->name, "main")) return true;
    Object *m = ptrmap_get(&p->scope->elems, name_of("main"));
    if (m && m->kind == OBJ_FUNC) return true;
    diag_set_package(p->path);
    diag_error_plain(ERR_Load, "runtime.main_main·f: function main is undeclared in the main package");
    return !flush_errors(o);
}

/* gocw's own JavaScript helper, beside a js output. */
static bool write_helper(Options *o, const char *out)
{
    const char *slash = strrchr(out, '/');
    const char *path = slash ? arena_printf(o->arena, "%.*s/wasm_exec.js", (int)(slash - out), out) : "wasm_exec.js";
    for (size_t i = 0; i < embedded_nfiles; i++)
        if (strcmp(embedded_files[i].path, "js/wasm_exec.js") == 0)
            return file_write_atomic(path, embedded_files[i].data, embedded_files[i].size, false);
    return true;
}

static bool write_output(Options *o, const char *out, const void *bytes, size_t size)
{
    if (file_write_atomic(out, bytes, size, true) &&
        (strcmp(o->goos, "js") != 0 || strncmp(out, "/dev/", 5) == 0 || write_helper(o, out)))
        return true;
    fprintf(stderr, "gocw: open %s: %s\n", out, strerror(errno));
    return false;
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

bool build_program(Options *o, const char *out)
{
    PackageVec roots = {0}, order = {0};
    bool is_js = strcmp(o->goos, "js") == 0;
    if (!front_end(o, &roots, true) || !check_main(o, &roots)) return false;
    load_init_order(&roots, &order);

    bool is_main = name_is(roots.p[0]->name, "main");
    bool shared = o->buildmode && strcmp(o->buildmode, "c-shared") == 0;
    vec_push(o->arena, &o->ld_x, NULL);
    SsaConfig ssa = {.is_js = is_js, .is_shared = shared, .stress = debug_on(DEBUG_STRESS), .all_bodies = !is_main,
                     .opt_level = o->opt_level, .ld_x = o->ld_x.p};
    WasmConfig wasm = {.is_js = is_js, .is_shared = shared, .stress = ssa.stress, .strip = o->strip,
                       .opt_level = o->opt_level, .trace = o->trace};
#ifdef GOCW_DEBUG
    wasm.check = true;
#endif
    stats_begin("ssa");
    Program *p = ssa_program_new(roots.p[0], &order, &ssa);
    wasm_init(p, &wasm);
    ssa_build_all(p);
    stats_end();
    if (flush_errors(o)) return false;
    if (debug_on(DEBUG_SSA)) dump_ssa(p, DEBUG_SSA);

    stats_begin("opt");
    opt_program(p);
    stats_end();
    if (debug_on(DEBUG_OPT)) dump_ssa(p, DEBUG_OPT);

    if (!is_main) return true;      /* nothing to link */
    stats_begin("wasm");
    size_t size;
    void *bytes = wasm_emit(p, &wasm, &size);
    stats_end();
    bool ok = write_output(o, out, bytes, size);
    free(bytes);
    return ok;
}

/* Without -o: the last element of the import path (or of the first file) and ".wasm", as users expect of this target. */
static const char *default_output(Options *o)
{
    const char *from = o->nargs ? o->args[0] : ".";
    size_t n = strlen(from);
    if (n > 3 && strcmp(from + n - 3, ".go") == 0) {
        const char *base = strrchr(from, '/') ? strrchr(from, '/') + 1 : from;
        return arena_printf(o->arena, "%.*s.wasm", (int)(strlen(base) - 3), base);
    }
    const char *dir = working_dir(o);
    if (n && from[0] != '.') dir = from;
    Module *m = load_module_for(working_dir(o));
    if (m && strcmp(from, ".") == 0 && strcmp(m->dir, dir) == 0) dir = m->path;
    const char *slash = strrchr(dir, '/');
    return arena_printf(o->arena, "%s.wasm", slash ? slash + 1 : dir);
}

int cmd_build(Options *o)
{
    if (o->buildmode && strcmp(o->buildmode, "exe") != 0 && strcmp(o->buildmode, "default") != 0 &&
        !(strcmp(o->buildmode, "c-shared") == 0 && strcmp(o->goos, "wasip1") == 0)) {
        fprintf(stderr, "-buildmode=%s not supported on %s/wasm\n", o->buildmode, o->goos);
        return EXIT_USAGE;
    }
    const char *out = o->out ? o->out : default_output(o);
    return build_program(o, out) ? 0 : EXIT_USER;
}

int cmd_check(Options *o)
{
    PackageVec roots = {0};
    return front_end(o, &roots, true) ? 0 : EXIT_USER;
}
