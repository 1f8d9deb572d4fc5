/*
 * modgraph.c - which versions a program of an old module is made of: of each module that is required, by the main module or by what
 * that requires, the highest version that anyone asks for (Russ Cox, "Minimal Version Selection"; the Go modules reference). The
 * go.mod of a module of go 1.17 or later has the result in it.
 */
#include "load_int.h"

#include <stdlib.h>

static bool is_excluded(const GoMod *m, const ModRequire *r)
{
    for (uint32_t i = 0; i < m->excludes.n; i++)
        if (strcmp(m->excludes.p[i].path, r->path) == 0 && strcmp(m->excludes.p[i].version, r->version) == 0) return true;
    return false;
}

/* The go.mod of a version, or NULL: one that isn't in the cache is missed when a package of it is wanted. */
static GoMod *read_requirement(const ModRequire *r)
{
    const ModReplace *to = resolve_replace(r->path, r->version);
    const char *file = !to ? modcache_mod_file(r->path, r->version)
                     : to->new_version ? modcache_mod_file(to->new_path, to->new_version)
                                       : path_join(to->new_path, "go.mod");
    return file_exists(file) ? gomod_read(file, MOD_DEPENDENCY) : NULL;
}

void modgraph_complete(GoMod *m)
{
    if (atoi(m->mod.go_version + strlen("go1.")) >= 17) return;
    StrMap seen;
    RequireVec work = {0};
    strmap_init(&seen, loader.arena);
    for (uint32_t i = 0; i < m->requires.n; i++) vec_push(loader.arena, &work, m->requires.p[i]);
    while (work.n) {
        ModRequire r = vec_pop(&work);
        const char *key = arena_printf(loader.arena, "%s@%s", r.path, r.version);
        if (strmap_get(&seen, key, strlen(key)) || is_excluded(m, &r)) continue;
        strmap_set(&seen, key, strlen(key), (void *)1);
        vec_push(loader.arena, &m->requires, r);
        const GoMod *its = read_requirement(&r);
        for (uint32_t i = 0; its && i < its->requires.n; i++) vec_push(loader.arena, &work, its->requires.p[i]);
    }
}
