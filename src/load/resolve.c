/*
 * resolve.c - from import path to directory: the standard library (with its vendored packages), the main module, its
 * vendor folder, replacements, workspace modules, the module cache.
 */
#include "load_int.h"

#include <ctype.h>
#include <stdlib.h>

static const char *goroot_src(const char *rest)
{
    return arena_printf(loader.arena, "%s/src%s%s", loader.goroot, *rest ? "/" : "", rest);
}

/* The part of path behind the module path, or NULL when it does not lie in the module. */
static const char *below(const char *module, const char *path)
{
    size_t n = strlen(module);
    if (strncmp(module, path, n) != 0) return NULL;
    if (path[n] == 0) return "";
    return path[n] == '/' ? path + n + 1 : NULL;
}

/* Import paths of the standard library have no dot in their first element. */
static bool looks_std(const char *path)
{
    size_t n = strcspn(path, "/");
    return memchr(path, '.', n) == NULL;
}

static const ModReplace *replace_in(GoMod *m, const char *path, const char *version)
{
    for (uint32_t i = 0; m && i < m->replaces.n; i++) {
        const ModReplace *r = &m->replaces.p[i];
        if (strcmp(r->old_path, path) == 0 && (!r->old_version || !version || strcmp(r->old_version, version) == 0)) return r;
    }
    return NULL;
}

/* The i-th module that is worked on, or NULL behind the last. */
static GoMod *working_module(uint32_t i)
{
    if (loader.workspace.n) return i < loader.workspace.n ? loader.workspace.p[i] : NULL;
    return i == 0 ? loader.main_mod : NULL;
}

/* go.work's replacements come before those of its modules. */
const ModReplace *resolve_replace(const char *path, const char *version)
{
    const ModReplace *r = replace_in(loader.work, path, version);
    for (uint32_t i = 0; !r && working_module(i); i++) r = replace_in(working_module(i), path, version);
    return r;
}

/* The go.mod of a dependency's directory; one without go.mod still is a module. */
static GoMod *dependency(const char *dir, const char *path)
{
    GoMod *m = strmap_get(&loader.modules, dir, strlen(dir));
    if (m) return m;
    const char *file = path_join(dir, "go.mod");
    m = file_exists(file) ? gomod_read(file, MOD_DEPENDENCY) : NULL;
    if (!m) {
        m = NEW(loader.arena, GoMod);
        m->mod.path = path;
        m->mod.dir = dir;
        m->mod.go_version = "go1.16";
    }
    strmap_set(&loader.modules, dir, strlen(dir), m);
    return m;
}

/* A module that may hold a package: the highest version that is required, or one that only a replacement names. */
typedef struct Owner { const char *path, *version; } Owner;

/* The longest module path that holds path and is shorter than `below_n`. */
static Owner find_owner(const char *path, size_t below_n)
{
    Owner best = {0};
    for (uint32_t k = 0; working_module(k); k++) {
        GoMod *m = working_module(k);
        for (uint32_t i = 0; i < m->requires.n; i++) {
            const ModRequire *r = &m->requires.p[i];
            size_t n = strlen(r->path);
            if (!below(r->path, path) || n >= below_n || (best.path && n < strlen(best.path))) continue;
            if (best.path && n == strlen(best.path) && version_compare(best.version, r->version) >= 0) continue;
            best = (Owner){r->path, r->version};
        }
    }
    for (uint32_t k = 0; working_module(k); k++) {
        GoMod *m = working_module(k);
        for (uint32_t i = 0; i < m->replaces.n; i++) {
            const char *old = m->replaces.p[i].old_path;
            size_t n = strlen(old);
            if (below(old, path) && n < below_n && (!best.path || n > strlen(best.path))) best = (Owner){old, NULL};
        }
    }
    return best;
}

/* The directory of a package in a required module. *missing: a module that may hold it and is not in the cache. */
static const char *resolve_required(const char *path, GoMod **mod, Owner *missing)
{
    size_t limit = strlen(path) + 1;
    for (Owner o; (o = find_owner(path, limit)).path; limit = strlen(o.path)) {
        const ModReplace *rep = resolve_replace(o.path, o.version);
        const char *dir;
        if (rep) dir = rep->new_version ? modcache_dir(rep->new_path, rep->new_version) : rep->new_path;
        else if (o.version) dir = modcache_dir(o.path, o.version);
        else continue;
        const char *full = path_join(dir, below(o.path, path));
        if (dir_exists(full)) {
            *mod = dependency(dir, o.path);
            return full;
        }
        if (!dir_exists(dir) && !missing->path) *missing = (Owner){o.path, o.version ? o.version : ""};
    }
    return NULL;
}

/* "a/internal/b" may be imported only from below a. */
static bool internal_allowed(LoadPackage *from, const char *canon, const char *dir)
{
    const char *at = strncmp(canon, "internal/", 9) == 0 || strcmp(canon, "internal") == 0 ? canon : NULL;
    for (const char *p = canon; (p = strstr(p, "/internal")); p++)
        if (p[9] == 0 || p[9] == '/') at = p + 1;
    if (!at || !from || !from->dir) return true;
    const char *tail = at;
    size_t parent = strlen(dir) - strlen(tail);
    if (parent > 0) parent--;
    return strncmp(from->dir, dir, parent) == 0 && (from->dir[parent] == '/' || from->dir[parent] == 0);
}

static bool has_go_files(const char *dir)
{
    NameVec names = {0};
    if (!dir_list(dir, &names)) return false;
    for (uint32_t i = 0; i < names.n; i++)
        if (names.p[i]->len > 3 && strcmp(names.p[i]->s + names.p[i]->len - 3, ".go") == 0) return true;
    return false;
}

/* With a vendor folder, which go 1.14 and later use by themselves, nothing else is looked at. */
static const char *vendor_folder(void)
{
    GoMod *m = loader.main_mod;
    if (!m || loader.work) return NULL;
    const char *vendor = path_join(m->mod.dir, "vendor");
    bool use = loader.config.mod ? strcmp(loader.config.mod, "vendor") == 0 : file_exists(path_join(vendor, "modules.txt"));
    return use ? vendor : NULL;
}

static const char *find(const LoadPackage *from, const char *path, const char **canon, GoMod **mod, Owner *missing)
{
    const char *dir;
    *canon = path;
    *mod = NULL;
    if (from && from->is_std) {
        const char *vendored = arena_printf(loader.arena, "vendor/%s", path);
        if (!looks_std(path) && dir_exists(dir = goroot_src(vendored))) {
            *canon = vendored;
            return dir;
        }
        if (dir_exists(dir = goroot_src(path))) return dir;
    }
    for (uint32_t i = 0; working_module(i); i++) {
        const char *rest = below(working_module(i)->mod.path, path);
        if (rest && has_go_files(dir = path_join(working_module(i)->mod.dir, rest))) {
            *mod = working_module(i);
            return dir;
        }
    }
    if (looks_std(path) && dir_exists(dir = goroot_src(path))) return dir;
    const char *vendor = vendor_folder();
    if (!vendor) return resolve_required(path, mod, missing);
    dir = path_join(vendor, path);
    if (!dir_exists(dir)) return NULL;
    *mod = vendor_module(vendor, path);
    return dir;
}

static void report_missing(LoadPackage *from, const char *path, Pos pos, Owner missing)
{
    const char *text;
    const ModReplace *rep = missing.path ? resolve_replace(missing.path, missing.version) : NULL;
    if (rep && !rep->new_version)
        text = arena_printf(loader.arena, "%s%s%s: replacement directory %s does not exist", missing.path, *missing.version ? "@" : "", missing.version, rep->written);
    else if (missing.path)
        text = arena_printf(loader.arena, "module %s@%s, which provides package %s, is not in the module cache; to get it:\n\tgo mod download %s",
                            missing.path, missing.version, path, missing.path);
    else if (looks_std(path))
        text = arena_printf(loader.arena, "package %s is not in std (%s)", path, goroot_src(path));
    else if (!working_module(0))
        text = arena_printf(loader.arena, "no required module provides package %s: go.mod file not found in current directory or any parent directory; see 'go help modules'", path);
    else if (vendor_folder())
        text = arena_printf(loader.arena, "cannot find module providing package %s: import lookup disabled by -mod=vendor", path);
    else
        text = arena_printf(loader.arena, "no required module provides package %s; to add it:\n\tgo get %s", path, path);
    import_error(from, path, pos, "%s", text);
}

bool resolve_exists(const LoadPackage *from, const char *path)
{
    Owner missing = {0};
    const char *canon;
    GoMod *mod;
    return find(from, path, &canon, &mod, &missing);
}

const char *resolve_import(LoadPackage *from, const char *path, Pos pos, const char **canon, GoMod **mod)
{
    Owner missing = {0};
    const char *dir = find(from, path, canon, mod, &missing);
    if (!dir) {
        report_missing(from, path, pos, missing);
        return NULL;
    }
    if (!internal_allowed(from, *canon, dir)) {
        import_error_stack(from, path, pos, arena_printf(loader.arena, "use of internal package %s not allowed", path));
        return NULL;
    }
    return dir;
}

const char *resolve_dir(const char *dir, GoMod **mod)
{
    const char *src = goroot_src("");
    *mod = NULL;
    size_t n = strlen(src);
    if (strncmp(dir, src, n) == 0 && dir[n] == '/') return dir + n + 1;
    GoMod *m = gomod_find(dir);
    if (!m) return NULL;
    *mod = m;
    const char *rest = dir + strlen(m->mod.dir);
    return *rest ? arena_printf(loader.arena, "%s%s", m->mod.path, rest) : m->mod.path;
}
