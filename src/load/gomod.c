/*
 * gomod.c - go.mod files, read into module path, language version, requirements and replacements.
 *
 * The grammar is a list of lines "verb args" or "verb ( lines )"; see the Go modules reference, "go.mod files".
 */
#include "load_int.h"

#include <ctype.h>
#include <stdlib.h>

typedef struct Line {
    const char *path;           /* of the file, as messages show it */
    int number;
    const char *words[8];
    int n;
    bool unterminated;          /* a quoted word without end */
} Line;

static void complain(const Line *l, const char *text)
{
    diag_error_plain(ERR_Module, "go: errors parsing %s:\n%s:%d: %s", l->path, l->path, l->number, text);
}

static bool word_char(char c)
{
    return c && !strchr(" \t\r\n()", c);
}

/* Splits one line into words; quoted words lose their quotes; a // comment ends it. */
static void split(Line *l, char *s)
{
    l->n = 0;
    while (l->n < (int)LEN(l->words)) {
        while (*s == ' ' || *s == '\t' || *s == '\r') s++;
        if (!*s || (s[0] == '/' && s[1] == '/')) return;
        char *start = s;
        if (*s == '(' || *s == ')') {
            s++;
        } else if (*s == '"' || *s == '`') {
            char quote = *s++;
            start = s;
            while (*s && *s != quote) s++;
            l->unterminated |= !*s;
            l->words[l->n++] = arena_strndup(loader.arena, start, (size_t)(s - start));
            if (*s) s++;
            continue;
        } else {
            while (word_char(*s)) s++;
        }
        l->words[l->n++] = arena_strndup(loader.arena, start, (size_t)(s - start));
    }
}

static bool add_replace(GoMod *m, const Line *l, const char *dir, const char **w, int n)
{
    int arrow = 0;
    while (arrow < n && strcmp(w[arrow], "=>") != 0) arrow++;
    if (arrow < 1 || arrow > 2 || n - arrow < 2 || n - arrow > 3) {
        complain(l, "usage: replace module/path [v1.2.3] => other/module v1.4\n\t or replace module/path [v1.2.3] => ../local/directory");
        return false;
    }
    ModReplace r = {w[0], arrow == 2 ? w[1] : NULL, w[arrow + 1], n - arrow == 3 ? w[arrow + 2] : NULL, w[arrow + 1]};
    if (!r.new_version)
        r.new_path = path_abs(r.new_path[0] == '/' ? r.new_path : arena_printf(loader.arena, "%s/%s", dir, r.new_path));
    vec_push(loader.arena, &m->replaces, r);
    return true;
}

static bool check_module_path(const char *path)
{
    int width;
    for (size_t i = 0, n = strlen(path); i < n; i += (size_t)width) {
        uint32_t r = utf8_decode(path + i, n - i, &width);
        if (r < 0x80 && (isalnum((int)r) || strchr("-._~/+", (int)r))) continue;
        diag_error_plain(ERR_Module, "go: malformed module path \"%s\": invalid char '%.*s'", path, width, path + i);
        return false;
    }
    return true;
}

static bool counts(const char *verb, ModKind kind)
{
    return kind != MOD_DEPENDENCY || strcmp(verb, "module") == 0 || strcmp(verb, "go") == 0 || strcmp(verb, "require") == 0;
}

static bool add_line(GoMod *m, const Line *l, const char *verb, const char **w, int n)
{
    static const char *const without_effect[] = {"retract", "tool"};
    if (strcmp(verb, "module") == 0) {
        if (m->mod.path || n != 1) {
            complain(l, m->mod.path ? "repeated module statement" : "usage: module module/path");
            return false;
        }
        if (!check_module_path(w[0])) return false;
        m->mod.path = w[0];
    } else if (strcmp(verb, "go") == 0) {
        if (n != 1) {
            complain(l, "go directive expects exactly one argument");
            return false;
        }
        int minor;
        if (sscanf(w[0], "1.%d", &minor) != 1) {
            complain(l, arena_printf(loader.arena, "invalid go version '%s': must match format 1.23.0", w[0]));
            return false;
        }
        if (m->mod.go_version) {
            complain(l, "repeated go statement");
            return false;
        }
        if (minor > loader.minor) {
            diag_error_plain(ERR_Module, "go: %s requires go >= %s (running go %s; GOTOOLCHAIN=local)", l->path, w[0], goroot_release());
            return false;
        }
        m->mod.go_version = arena_printf(loader.arena, "go1.%d", minor);
    } else if (strcmp(verb, "require") == 0 || strcmp(verb, "exclude") == 0) {
        if (n != 2) {
            complain(l, arena_printf(loader.arena, "usage: %s module/path v1.2.3", verb));
            return false;
        }
        vec_push(loader.arena, *verb == 'r' ? &m->requires : &m->excludes, ((ModRequire){w[0], w[1], NO_POS}));
    } else if (strcmp(verb, "ignore") == 0) {
        if (n != 1) {
            complain(l, "ignore directive expects exactly one argument");
            return false;
        }
        vec_push(loader.arena, &m->ignores, w[0]);
    } else if (strcmp(verb, "godebug") == 0) {
        const char *eq = n == 1 ? strchr(w[0], '=') : NULL;
        if (!eq || strpbrk(w[0], "\"`',")) {
            complain(l, "usage: godebug key=value");
            return false;
        }
        Godebug g = {arena_strndup(loader.arena, w[0], (size_t)(eq - w[0])), eq + 1};
        const char *wrong = godebug_wrong("godebug", g.key, g.value);
        if (wrong) {
            diag_error_plain(ERR_Module, "go: error loading %s:\n%s:%d: %s", l->path, l->path, l->number, wrong);
            return false;
        }
        vec_push(loader.arena, &m->godebugs, g);
    } else if (strcmp(verb, "toolchain") == 0) {
        if (n == 1 && (strncmp(w[0], "go1.", 4) == 0 || strcmp(w[0], "default") == 0)) return true;
        complain(l, n == 1 ? arena_printf(loader.arena, "invalid toolchain version '%s': must match format go1.23.0 or default", w[0])
                           : "toolchain directive expects exactly one argument");
        return false;
    } else if (strcmp(verb, "use") == 0) {
        if (n != 1) {
            complain(l, "usage: use local/dir");
            return false;
        }
        vec_push(loader.arena, &m->uses, path_abs(w[0][0] == '/' ? w[0] : path_join(m->mod.dir, w[0])));
    } else if (strcmp(verb, "replace") == 0) {
        return add_replace(m, l, m->mod.dir, w, n);
    } else {
        for (size_t i = 0; i < LEN(without_effect); i++)
            if (strcmp(verb, without_effect[i]) == 0) return true;
        complain(l, arena_printf(loader.arena, "unknown directive: %s", verb));
        return false;
    }
    return true;
}

GoMod *gomod_read(const char *path, ModKind kind)
{
    size_t size;
    const char *given = loader.finding_main && kind == MOD_MAIN ? loader.config.modfile : NULL;
    char *text = file_read(loader.arena, given ? path_abs(given) : replace_path(path), &size);
    if (!text) {
        diag_error_plain(ERR_Module, "go: can't read %s", path);
        return NULL;
    }
    return gomod_parse(path, text, kind);
}

GoMod *gomod_parse(const char *path, char *text, ModKind kind)
{
    GoMod *m = NEW(loader.arena, GoMod);
    const char *slash = strrchr(path, '/');
    m->mod.dir = arena_strndup(loader.arena, path, (size_t)(slash - path));
    Line l = {.path = path_display(path)};
    const char *block = NULL;
    int block_line = 0;
    for (char *s = text; *s;) {
        char *end = s + strcspn(s, "\n");
        bool last = *end == 0;
        *end = 0;
        l.number++;
        split(&l, s);
        s = last ? end : end + 1;
        if (l.unterminated) {
            complain(&l, "unexpected newline in string");
            return NULL;
        }
        if (l.n == 0) continue;
        if (block && strcmp(l.words[0], ")") == 0) {
            block = NULL;
        } else if (!block && l.n == 2 && strcmp(l.words[1], "(") == 0) {
            block = l.words[0];
            block_line = l.number;
        } else {
            const char *verb = block ? block : l.words[0], **w = l.words + !block;
            if (counts(verb, kind) && !add_line(m, &l, verb, w, l.n - !block)) return NULL;
        }
    }
    if (block) {
        l.number++;
        complain(&l, arena_printf(loader.arena, "syntax error (unterminated block started at %s:%d:1)", path, block_line));
        return NULL;
    }
    if (!m->mod.path && kind == MOD_MAIN) {
        diag_error_plain(ERR_Module, "go: error reading go.mod: missing module declaration. To specify the module path:\n\tgo mod edit -module=example.com/mod");
        return NULL;
    }
    if (!m->mod.go_version) m->mod.go_version = "go1.16";
    return m;
}

GoMod *gomod_find(const char *dir)
{
    size_t n = strlen(dir);
    for (;;) {
        const char *here = arena_strndup(loader.arena, dir, n);
        GoMod *known = strmap_get(&loader.modules, here, n);
        if (known) return known;
        const char *path = path_join(n ? here : "", "go.mod");
        if (file_exists(path)) {
            GoMod *m = gomod_read(path, MOD_MAIN);
            if (m) strmap_set(&loader.modules, here, n, m);
            return m;
        }
        while (n > 0 && dir[n - 1] != '/') n--;
        if (n <= 1) return NULL;
        n--;
    }
}

Module *load_module_for(const char *dir)
{
    GoMod *m = gomod_find(dir);
    return m ? &m->mod : NULL;
}
