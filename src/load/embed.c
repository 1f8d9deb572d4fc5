/*
 * embed.c - //go:embed patterns: which files they select (package embed's documentation, "Directives").
 *
 * A pattern is a path.Match pattern relative to the package's folder, or "all:" and one. A folder stands for all files
 * below it, without those whose names begin with . or _ unless "all:" is given.
 */
#include "load_int.h"

#include <ctype.h>
#include <fnmatch.h>
#include <stdlib.h>

typedef struct Walk {
    const char *dir;            /* the package's folder */
    EmbedVec *out;
    bool all;
    const char *empty_dir;      /* a folder that was named and holds nothing to embed */
} Walk;

static bool hidden(const char *name)
{
    return name[0] == '.' || name[0] == '_';
}

static void add_file(Walk *w, const char *name)
{
    for (uint32_t i = 0; i < w->out->n; i++)
        if (strcmp(w->out->p[i].name, name) == 0) return;
    EmbedFile f = {name, path_join(w->dir, name)};
    vec_push(loader.arena, w->out, f);
}

static const char *below_dir(const char *dir, const char *name)
{
    return *dir ? path_join(dir, name) : name;
}

/* Hidden names are left out by dir_list already when they start with a dot; "all:" lists them, too. */
static uint32_t add_tree(Walk *w, const char *rel)
{
    NameVec names = {0};
    uint32_t found = 0;
    if (!dir_list_all(path_join(w->dir, rel), &names)) return 0;
    for (uint32_t i = 0; i < names.n; i++) {
        const char *name = names.p[i]->s, *sub = below_dir(rel, name), *full = path_join(w->dir, sub);
        if (hidden(name) && !w->all) continue;
        if (dir_exists(full)) {
            if (!file_exists(path_join(full, "go.mod"))) found += add_tree(w, sub);
        } else if (file_exists(full)) {
            add_file(w, sub);
            found++;
        }
    }
    return found;
}

/* Matches the elements of pattern from `pattern` on against the folder rel. */
static uint32_t match(Walk *w, const char *rel, const char *pattern)
{
    size_t n = strcspn(pattern, "/");
    const char *element = arena_strndup(loader.arena, pattern, n), *rest = pattern[n] ? pattern + n + 1 : NULL;
    NameVec names = {0};
    uint32_t found = 0;
    if (strcmp(element, ".") == 0 && !rest) {
        add_tree(w, rel);
        return 1;
    }
    if (!dir_list_all(*rel ? path_join(w->dir, rel) : w->dir, &names)) return 0;
    for (uint32_t i = 0; i < names.n; i++) {
        const char *name = names.p[i]->s, *sub = below_dir(rel, name), *full = path_join(w->dir, sub);
        if (fnmatch(element, name, 0) != 0) continue;
        if (rest) {
            if (dir_exists(full)) found += match(w, sub, rest);
        } else if (dir_exists(full)) {
            uint32_t below = add_tree(w, sub);
            if (below == 0) w->empty_dir = sub;
            found += below;
        } else if (file_exists(full)) {
            add_file(w, sub);
            found++;
        }
    }
    return found;
}

static bool valid_pattern(const char *p)
{
    if (!*p || *p == '/' || strcmp(p, "..") == 0 || strncmp(p, "../", 3) == 0 || strstr(p, "/../")) return false;
    return p[strlen(p) - 1] != '/' && !strstr(p, "//");
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const EmbedFile *)a)->name, ((const EmbedFile *)b)->name);
}

/* One word of the directive: bare, "quoted" or `quoted`. Advances *p; NULL at the end, or where a quoted word is wrong, which
 * the parser reports. *at: where it starts. */
static const char *next_pattern(const char **p, const char **at)
{
    while (isspace((unsigned char)**p)) ++*p;
    *at = *p;
    if (!**p) return NULL;
    if (**p == '"' || **p == '`') {
        const char *start = *p, *end = start + 1;
        while (*end && *end != *start) end += *start == '"' && *end == '\\' && end[1] ? 2 : 1;
        if (!*end) return NULL;
        *p = end + 1;
        const Const *c = con_from_string_lit(start, (size_t)(end + 1 - start));
        size_t n;
        return con_kind(c) == CON_STRING ? con_string_val(c, &n) : NULL;
    }
    const char *start = *p;
    while (**p && !isspace((unsigned char)**p)) ++*p;
    return arena_strndup(loader.arena, start, (size_t)(*p - start));
}

bool load_embed(Package *p, const char *patterns, Pos pos, EmbedVec *out)
{
    bool ok = true;
    Walk w = {.dir = p->load->dir, .out = out};
    const char *first = patterns, *at;
    for (const char *pattern; (pattern = next_pattern(&patterns, &at));) {
        const char *bare = strncmp(pattern, "all:", 4) == 0 ? pattern + 4 : pattern;
        w.all = bare != pattern;
        const char *why = !valid_pattern(bare) ? "invalid pattern syntax" : match(&w, "", bare) == 0 ? "no matching files found" : NULL;
        if (w.empty_dir && (!why || strcmp(why, "no matching files found") == 0))
            why = arena_printf(loader.arena, "cannot embed directory %s: contains no embeddable files", w.empty_dir);
        w.empty_dir = NULL;
        if (!why) continue;
        diag_error(pos + (Pos)(at - first), ERR_Load, "pattern %s: %s", pattern, why);
        ok = false;
    }
    if (out->n) qsort(out->p, out->n, sizeof out->p[0], by_name);
    return ok;
}
