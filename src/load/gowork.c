/*
 * gowork.c - workspaces (the Go modules reference, "Workspaces"): the go.work file above the working directory, or what
 * GOWORK names, lists the modules that are worked on together. And vendor/modules.txt, which keeps the language
 * versions of vendored packages.
 */
#include "load_int.h"

#include <stdlib.h>

static const char *find_file(void)
{
    const char *env = getenv("GOWORK");
    if (env && strcmp(env, "off") == 0) return NULL;
    if (env && *env) return path_abs(env);
    for (const char *dir = loader.config.dir;;) {
        const char *path = path_join(strcmp(dir, "/") == 0 ? "" : dir, "go.work");
        if (file_exists(path)) return path;
        const char *slash = strrchr(dir, '/');
        if (!slash || strcmp(dir, "/") == 0) return NULL;
        dir = slash == dir ? "/" : arena_strndup(loader.arena, dir, (size_t)(slash - dir));
    }
}

bool gowork_read(void)
{
    const char *path = find_file();
    if (!path) return true;
    GoMod *w = gomod_read(path, MOD_WORK);
    if (!w) return false;
    loader.work = w;
    for (uint32_t i = 0; i < w->uses.n; i++) {
        const char *dir = w->uses.p[i], *file = path_join(dir, "go.mod");
        if (!file_exists(file)) {
            diag_error_plain(ERR_Module, "go: cannot load module %s listed in go.work file: open %s: no such file or directory", path_display(dir), path_display(file));
            return false;
        }
        GoMod *m = gomod_find(dir);
        if (!m) return false;
        m->mod.is_main = true;
        vec_push(loader.arena, &loader.workspace, m);
    }
    return true;
}

/* ---- vendor/modules.txt ---- */

/*
 *     # example.org/mod v1.2.3
 *     ## explicit; go 1.20
 *     example.org/mod/pkg
 */
static GoMod *new_module(const char *path, const char *dir)
{
    GoMod *m = NEW(loader.arena, GoMod);
    m->mod.path = path;
    m->mod.dir = dir;
    m->mod.go_version = "go1.16";
    return m;
}

static void read_modules_txt(const char *vendor)
{
    size_t size;
    char *text = file_read(loader.arena, path_join(vendor, "modules.txt"), &size);
    GoMod *m = NULL;
    for (char *line = text; line && *line;) {
        size_t n = strcspn(line, "\n");
        char *next = line[n] ? line + n + 1 : line + n, *go;
        line[n] = 0;
        int minor;
        if (strncmp(line, "# ", 2) == 0) {
            size_t len = strcspn(line + 2, " ");
            m = new_module(arena_strndup(loader.arena, line + 2, len), vendor);
        } else if (strncmp(line, "##", 2) == 0) {
            if (m && (go = strstr(line, "go 1.")) && sscanf(go, "go 1.%d", &minor) == 1)
                m->mod.go_version = arena_printf(loader.arena, "go1.%d", minor);
        } else if (m && *line) {
            strmap_set(&loader.vendored, line, strlen(line), m);
        }
        line = next;
    }
}

GoMod *vendor_module(const char *vendor, const char *path)
{
    if (!loader.vendored.arena) {
        strmap_init(&loader.vendored, loader.arena);
        read_modules_txt(vendor);
    }
    GoMod *m = strmap_get(&loader.vendored, path, strlen(path));
    return m ? m : new_module(path, vendor);
}
