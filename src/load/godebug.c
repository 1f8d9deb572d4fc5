/*
 * godebug.c - the settings that a program has where its environment's GODEBUG does not say otherwise (go.dev/doc/godebug): those that
 * the language version of its module implies, then the godebug lines of go.mod or go.work, then the //go:debug lines of its main
 * package. What settings there are stands in a table of the standard library.
 */
#include "load_int.h"

#include <ctype.h>
#include <stdlib.h>

/* A row of the table. Values that go back to what a setting was before Go 1.N: old, the one that restores it; of a setting that is gone,
 * those that may not be had any more. */
typedef struct Setting {
    const char *name;
    int changed, removed;           /* N, or 0 */
    VEC(const char *) old;
} Setting;

static VEC(Setting) table;

/* ---- the table ---- */

/* What stands in the next pair of quotes; *s is moved behind it. NULL when there is none. */
static const char *quoted(const char **s)
{
    const char *start = strchr(*s, '"'), *end = start ? strchr(start + 1, '"') : NULL;
    if (!end) return NULL;
    *s = end + 1;
    return arena_strndup(loader.arena, start + 1, (size_t)(end - start - 1));
}

static int number(const char *row, const char *key)
{
    const char *at = strstr(row, key);
    return at ? atoi(at + strlen(key)) : 0;
}

/* {Name: "panicnil", Package: "runtime", Changed: 21, Old: "1"}; functions that tell old values have these in a comment. */
static void read_row(const char *row)
{
    Setting s = {.name = quoted(&row), .changed = number(row, "Changed: "), .removed = number(row, "Removed: ")};
    const char *old = strstr(row, s.removed ? "// Old: " : "Old: "), *value;
    while (old && (value = quoted(&old))) {
        vec_push(loader.arena, &s.old, value);
        if (!s.removed) break;
    }
    if (s.name) vec_push(loader.arena, &table, s);
}

static void read_table(void)
{
    if (table.n) return;
    size_t size;
    char *text = file_read(loader.arena, arena_printf(loader.arena, "%s/src/internal/godebugs/table.go", loader.goroot), &size);
    for (char *line = text; line && *line;) {
        char *end = line + strcspn(line, "\n"), *next = *end ? end + 1 : end;
        *end = 0;
        const char *row = line + strspn(line, " \t");
        if (strncmp(row, "{Name: ", 7) == 0) read_row(row);
        line = next;
    }
}

static const Setting *find(const char *name)
{
    read_table();
    for (uint32_t i = 0; i < table.n; i++)
        if (strcmp(table.p[i].name, name) == 0) return &table.p[i];
    return NULL;
}

/* ---- what is wrong ---- */

/* "go1.N", perhaps with a patch level or "rc1": N, or -1. */
static int minor_of(const char *version)
{
    int minor, n = 0;
    if (sscanf(version, "go1.%d%n", &minor, &n) != 1) return -1;
    for (const char *p = version + n; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '.') return -1;
    return minor;
}

const char *godebug_wrong(const char *verb, const char *key, const char *value)
{
    if (strpbrk(key, " \t")) return "key contains space";
    if (strpbrk(value, " \t")) return "value contains space";
    if (strchr(key, ',')) return "key contains comma";
    if (strchr(value, ',')) return "value contains comma";
    if (strcmp(key, "default") == 0) {
        int minor = minor_of(value);
        if (minor < 0) return "value for default= must be goVERSION";
        return minor <= loader.minor ? NULL : arena_printf(loader.arena, "default=%s too new (toolchain is go%s)", value, goroot_release());
    }
    const Setting *s = find(key);
    if (!s) return arena_printf(loader.arena, "unknown %s \"%s\"", verb, key);
    for (uint32_t i = 0; s->removed && i < s->old.n; i++)
        if (strcmp(s->old.p[i], value) == 0)
            return arena_printf(loader.arena, "removed GODEBUG \"%s\" set to old value \"%s\" (https://go.dev/doc/godebug#go-1%d)", key, value, s->removed);
    return NULL;
}

/* ---- //go:debug lines ---- */

/* The text behind "go:debug", or NULL for another directive or one behind the package clause. */
static const char *debug_line(const File *f, const Directive *d)
{
    static const char word[] = "go:debug";
    size_t n = sizeof word - 1;
    if (strncmp(d->text, word, n) != 0 || (d->text[n] && !strchr(" \t", d->text[n]))) return NULL;
    return !f->pkg_name || d->pos < f->pkg_name->pos ? d->text + n : NULL;
}

/* Without the space around it. False when there is no "=". */
static bool split(const char *text, const char **key, const char **value)
{
    text += strspn(text, " \t");
    size_t n = strlen(text), k = strcspn(text, "=");
    while (n && strchr(" \t\r", text[n - 1])) n--;
    if (k >= n) return false;
    *key = arena_strndup(loader.arena, text, k);
    *value = arena_strndup(loader.arena, text + k + 1, n - k - 1);
    return true;
}

static Pos slashes(const Directive *d) { return d->pos - 2; }

static const char *place_text(Pos pos)
{
    Place at = pos_place_shown(pos);
    return arena_printf(loader.arena, "%s:%u:%u", at.file, at.line, at.col);
}

bool load_check_godebug(const Package *p)
{
    if (!name_is(p->name, "main")) return true;
    StrMap seen;
    strmap_init(&seen, loader.arena);
    for (uint32_t i = 0; i < p->files.n; i++)
        for (uint32_t k = 0; k < p->files.p[i]->directives.n; k++) {
            const Directive *d = &p->files.p[i]->directives.p[k];
            const char *text = debug_line(p->files.p[i], d), *key, *value;
            if (!text) continue;
            const char *wrong = split(text, &key, &value) ? godebug_wrong("//go:debug setting", key, value) : "missing key=value";
            const Directive *other = wrong ? NULL : strmap_get(&seen, key, strlen(key));
            if (wrong) diag_error(slashes(d), ERR_Load, "invalid //go:debug: %s", wrong);
            if (other) diag_error(slashes(d), ERR_Load, "repeated //go:debug for %s\n\t%s: previous //go:debug", key, place_text(slashes(other)));
            if (wrong || other) return false;
            strmap_set(&seen, key, strlen(key), (void *)d);
        }
    return true;
}

/* ---- all of it ---- */

static void set(GodebugVec *to, const char *key, const char *value)
{
    for (uint32_t i = 0; i < to->n; i++)
        if (strcmp(to->p[i].key, key) == 0) {
            to->p[i].value = value;
            return;
        }
    vec_push(loader.arena, to, ((Godebug){key, value}));
}

static void add_lines(GodebugVec *to, const Package *p)
{
    for (uint32_t i = 0; p && i < p->files.n; i++)
        for (uint32_t k = 0; k < p->files.p[i]->directives.n; k++) {
            const char *text = debug_line(p->files.p[i], &p->files.p[i]->directives.p[k]), *key, *value;
            if (text && split(text, &key, &value)) set(to, key, value);
        }
}

/* What was changed since that version is as it was; given settings count more. */
static void add_old(GodebugVec *to, int minor)
{
    if (minor >= loader.minor) return;
    read_table();
    GodebugVec given = *to;
    *to = (GodebugVec){0};
    for (uint32_t i = 0; i < table.n; i++)
        if (minor < table.p[i].changed && table.p[i].old.n) set(to, table.p[i].name, table.p[i].old.p[0]);
    for (uint32_t i = 0; i < given.n; i++) set(to, given.p[i].key, given.p[i].value);
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(((const Godebug *)a)->key, ((const Godebug *)b)->key);
}

const char *load_godebug(const Package *main)
{
    const GoMod *m = loader.work ? loader.work : loader.main_mod;
    GodebugVec all = {0};
    for (uint32_t i = 0; m && i < m->godebugs.n; i++) set(&all, m->godebugs.p[i].key, m->godebugs.p[i].value);
    for (uint32_t i = 0; i < loader.order.n; i++) {
        const LoadPackage *p = loader.order.p[i];
        if (p->pkg == main || (loader.config.want_tests && p->is_root)) add_lines(&all, p->pkg);
    }
    int minor = m ? minor_of(m->mod.go_version) : loader.minor;
    for (uint32_t i = 0; i < all.n; i++)
        if (strcmp(all.p[i].key, "default") == 0) {
            minor = minor_of(all.p[i].value);
            memmove(&all.p[i], &all.p[i + 1], (--all.n - i) * sizeof *all.p);
            break;
        }
    add_old(&all, minor);
    if (all.n) qsort(all.p, all.n, sizeof *all.p, compare_keys);
    Buf b;
    buf_init(&b, loader.arena);
    for (uint32_t i = 0; i < all.n; i++) buf_printf(&b, "%s%s=%s", i ? "," : "", all.p[i].key, all.p[i].value);
    return buf_str(&b);
}
