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

static const char *module_cache(void)
{
    const char *dir = getenv("GOMODCACHE");
    if (dir && *dir) return dir;
    const char *gopath = getenv("GOPATH");
    if (gopath && *gopath) return arena_printf(loader.arena, "%s/pkg/mod", gopath);
    const char *home = getenv("HOME");
    return arena_printf(loader.arena, "%s/go/pkg/mod", home ? home : "");
}

/* Upper case letters are written !x in the cache, so that it works on file systems that ignore case. */
static const char *escape_path(const char *path)
{
    Buf b;
    buf_init(&b, loader.arena);
    for (; *path; path++) {
        if (isupper((unsigned char)*path)) buf_putc(&b, '!');
        buf_putc(&b, (char)tolower((unsigned char)*path));
    }
    return buf_str(&b);
}

static const char *cache_dir(const char *path, const char *version)
{
    return arena_printf(loader.arena, "%s/%s@%s", module_cache(), escape_path(path), escape_path(version));
}

static const ModReplace *find_replace(GoMod *m, const char *path, const char *version)
{
    for (uint32_t i = 0; i < m->replaces.n; i++) {
        const ModReplace *r = &m->replaces.p[i];
        if (strcmp(r->old_path, path) == 0 && (!r->old_version || !version || strcmp(r->old_version, version) == 0)) return r;
    }
    return NULL;
}

/* The go.mod of a dependency's directory; one without go.mod still is a module. */
static GoMod *dependency(const char *dir, const char *path)
{
    GoMod *m = strmap_get(&loader.modules, dir, strlen(dir));
    if (m) return m;
    const char *file = path_join(dir, "go.mod");
    m = file_exists(file) ? gomod_read(file) : NULL;
    if (!m) {
        m = NEW(loader.arena, GoMod);
        m->mod.path = path;
        m->mod.dir = dir;
        m->mod.go_version = "go1.16";
    }
    strmap_set(&loader.modules, dir, strlen(dir), m);
    return m;
}

/* The longest requirement of the main module that holds path. */
static const char *resolve_required(GoMod *main_mod, const char *path, GoMod **mod)
{
    const ModRequire *best = NULL;
    for (uint32_t i = 0; i < main_mod->requires.n; i++) {
        const ModRequire *r = &main_mod->requires.p[i];
        if (below(r->path, path) && (!best || strlen(r->path) > strlen(best->path))) best = r;
    }
    const char *owner = best ? best->path : NULL, *dir = NULL;
    const ModReplace *rep = best ? find_replace(main_mod, best->path, best->version) : NULL;
    for (uint32_t i = 0; !best && i < main_mod->replaces.n; i++)
        if (below(main_mod->replaces.p[i].old_path, path)) {
            rep = &main_mod->replaces.p[i];
            owner = rep->old_path;
        }
    if (rep)
        dir = rep->new_version ? cache_dir(rep->new_path, rep->new_version) : rep->new_path;
    else if (best)
        dir = cache_dir(best->path, best->version);
    if (!dir) return NULL;
    const char *full = path_join(dir, below(owner, path));
    if (!dir_exists(full)) return NULL;
    *mod = dependency(dir, owner);
    return full;
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

static const char *find(LoadPackage *from, const char *path, const char **canon, GoMod **mod)
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
    GoMod *m = loader.main_mod;
    for (uint32_t i = 0; i <= loader.workspace.n; i++) {
        GoMod *w = i == 0 ? m : loader.workspace.p[i - 1];
        const char *rest = w ? below(w->mod.path, path) : NULL;
        if (rest && dir_exists(dir = path_join(w->mod.dir, rest))) {
            *mod = w;
            return dir;
        }
    }
    if (looks_std(path) && dir_exists(dir = goroot_src(path))) return dir;
    if (!m) return NULL;
    const char *vendor = path_join(m->mod.dir, "vendor");
    bool use_vendor = loader.config.mod ? strcmp(loader.config.mod, "vendor") == 0 : dir_exists(vendor);
    if (use_vendor) {
        dir = path_join(vendor, path);
        if (!dir_exists(dir)) return NULL;
        *mod = m;
        return dir;
    }
    return resolve_required(m, path, mod);
}

static void report_missing(const char *path, Pos pos)
{
    const char *text;
    if (looks_std(path))
        text = arena_printf(loader.arena, "package %s is not in std (%s)", path, goroot_src(path));
    else if (!loader.main_mod)
        text = arena_printf(loader.arena, "no required module provides package %s: go.mod file not found in current directory or any parent directory; see 'go help modules'", path);
    else
        text = arena_printf(loader.arena, "no required module provides package %s; to add it:\n\tgo get %s", path, path);
    if (pos)
        diag_error(pos, ERR_Load, "%s", text);
    else
        diag_error_plain(ERR_Load, "%s", text);
}

const char *resolve_import(LoadPackage *from, const char *path, Pos pos, const char **canon, GoMod **mod)
{
    const char *dir = find(from, path, canon, mod);
    if (!dir) {
        report_missing(path, pos);
        return NULL;
    }
    if (!internal_allowed(from, *canon, dir)) {
        diag_error(pos, ERR_Load, "use of internal package %s not allowed", path);
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
