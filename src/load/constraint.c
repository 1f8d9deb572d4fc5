/*
 * constraint.c - which files belong to the build: name suffixes and //go:build lines, as go/build documents them. Files without
 * such a line, from before Go 1.17, may have "// +build" lines.
 */
#include "load_int.h"

#include <ctype.h>

/* Every name that a suffix may hold; whether it matches is the target's business. */
static const char *const known_os[] = {
    "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd",
    "openbsd", "plan9", "solaris", "wasip1", "windows", "zos",
};
static const char *const known_arch[] = {
    "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64", "mips64le",
    "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm",
};

static bool in_list(const char *const *list, size_t n, const char *s, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(list[i]) == len && memcmp(list[i], s, len) == 0) return true;
    return false;
}

static bool tag_holds(const char *s, size_t len)
{
    return strmap_get(&loader.tags, s, len) != NULL;
}

/* NAME_GOOS, NAME_GOARCH or NAME_GOOS_GOARCH, before an optional _test; the part before the first _ never counts. */
static bool match_suffix(const char *name, size_t len)
{
    const char *first = memchr(name, '_', len);
    if (!first) return true;
    const char *end = name + len;
    if (end - first >= 5 && memcmp(end - 5, "_test", 5) == 0) end -= 5;
    const char *last = end;
    while (last > first && last[-1] != '_') last--;
    if (last <= first) return true;
    size_t n = (size_t)(end - last);
    if (in_list(known_arch, LEN(known_arch), last, n)) {
        if (!tag_holds(last, n)) return false;
        end = last - 1;
        if (end <= first) return true;
        last = end;
        while (last > first && last[-1] != '_') last--;
        if (last <= first) return true;
        n = (size_t)(end - last);
        return !in_list(known_os, LEN(known_os), last, n) || tag_holds(last, n);
    }
    return !in_list(known_os, LEN(known_os), last, n) || tag_holds(last, n);
}

/* ---- //go:build expressions: or of ands of nots ---- */

typedef struct Expr { const char *p, *wrong; } Expr;    /* wrong: what is, once that has been seen */

static void fail(Expr *e, const char *what)
{
    if (!e->wrong) e->wrong = what;
}

static bool tag_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

static void skip_space(Expr *e)
{
    while (*e->p == ' ' || *e->p == '\t') e->p++;
}

/* Something else than a tag, "(" or "!" is next. */
static void fail_at_token(Expr *e)
{
    const char *s = e->p;
    size_t n = *s == '&' || *s == '|' ? (s[1] == *s ? 2 : 0) : *s == '(' || *s == ')' || *s == '!' ? 1 : 0;
    while (tag_char(s[n])) n++;
    if (!*s) fail(e, "unexpected end of expression");
    else if (n == 0) fail(e, name_fmt("invalid syntax at %c", *s)->s);
    else fail(e, name_fmt("unexpected token %.*s", (int)n, s)->s);
}

static bool eval_or(Expr *e);

static bool eval_atom(Expr *e)
{
    skip_space(e);
    if (*e->p == '(') {
        e->p++;
        bool v = eval_or(e);
        skip_space(e);
        if (*e->p == ')') e->p++;
        else fail(e, "missing close paren");
        return v;
    }
    const char *start = e->p;
    while (tag_char(*e->p)) e->p++;
    if (e->p == start) fail_at_token(e);
    return tag_holds(start, (size_t)(e->p - start));
}

static bool eval_not(Expr *e)
{
    skip_space(e);
    if (*e->p != '!') return eval_atom(e);
    e->p++;
    skip_space(e);
    if (*e->p == '!') fail(e, "double negation not allowed");
    return !eval_atom(e);
}

static bool eval_and(Expr *e)
{
    bool v = eval_not(e);
    for (skip_space(e); !e->wrong && e->p[0] == '&' && e->p[1] == '&'; skip_space(e)) {
        e->p += 2;
        v &= eval_not(e);
    }
    return v;
}

static bool eval_or(Expr *e)
{
    bool v = eval_and(e);
    for (skip_space(e); !e->wrong && e->p[0] == '|' && e->p[1] == '|'; skip_space(e)) {
        e->p += 2;
        v |= eval_and(e);
    }
    return v;
}

static bool eval(const char *expr, const char **wrong)
{
    Expr e = {expr, NULL};
    bool v = eval_or(&e);
    skip_space(&e);
    if (*e.p) fail_at_token(&e);
    *wrong = e.wrong;
    return v;
}

bool load_eval_constraint(const char *expr, bool *ok)
{
    const char *wrong;
    bool v = eval(expr, &wrong);
    *ok = !wrong;
    return *ok && v;
}

/* The text behind "//go:build " in the comments before the package clause, or NULL. */
static const char *find_build_line(const char *text, size_t *len)
{
    for (const char *p = text; *p;) {
        while (isspace((unsigned char)*p)) p++;
        if (p[0] == '/' && p[1] == '*') {
            const char *end = strstr(p + 2, "*/");
            if (!end) return NULL;
            p = end + 2;
        } else if (p[0] == '/' && p[1] == '/') {
            size_t n = strcspn(p, "\n");
            if (strncmp(p, "//go:build", 10) == 0 && (p[10] == ' ' || p[10] == '\t')) {
                while (n > 0 && p[n - 1] == '\r') n--;
                *len = n - 11;
                return p + 11;
            }
            p += n;
        } else {
            return NULL;
        }
    }
    return NULL;
}

/* ---- // +build lines: all have to hold ---- */

/* Of the run of // comments and blank lines that a file starts with, what a blank line follows. */
static const char *plus_build_end(const char *text)
{
    const char *end = text;
    for (const char *p = text; *p;) {
        const char *start = p + strspn(p, " \t\r");
        if (*start != '\n' && strncmp(start, "//", 2) != 0) break;
        p = start + strcspn(start, "\n");
        if (*p) p++;
        if (*start == '\n') end = p;
    }
    return end;
}

/* "a,!b": a and not b. What can't be a tag is taken for the tag "ignore". */
static bool eval_option(const char *s, const char *end)
{
    for (bool more = true; more;) {
        const char *comma = memchr(s, ',', (size_t)(end - s)), *stop = comma ? comma : end;
        bool is_not = s < stop && *s == '!';
        const char *tag = s + is_not;
        size_t n = 0;
        while (tag + n < stop && tag_char(tag[n])) n++;
        bool valid = n > 0 && tag + n == stop;
        if (!(valid ? tag_holds(tag, n) != is_not : tag_holds("ignore", 6))) return false;
        more = comma;
        s = stop + 1;
    }
    return true;
}

static bool plus_build_holds(const char *text)
{
    const char *last = plus_build_end(text);
    for (const char *p = text, *end; p < last; p = end + 1) {
        end = memchr(p, '\n', (size_t)(last - p));
        if (!end) end = last;
        p += strspn(p, " \t");
        if (strncmp(p, "//", 2) != 0) continue;
        p += 2 + strspn(p + 2, " \t");
        if (strncmp(p, "+build", 6) != 0 || !isspace((unsigned char)p[6])) continue;
        bool holds = false;
        for (p += 6; p < end && !holds;) {
            p += strspn(p, " \t\r");
            size_t n = strcspn(p, " \t\r\n");
            holds = n > 0 && eval_option(p, p + n);
            p += n;
        }
        if (!holds) return false;
    }
    return true;
}

bool load_match_file(const char *name, const char *text, size_t size, bool want_tests)
{
    size_t len = strlen(name);
    if (name[0] == '_' || name[0] == '.') return false;
    const char *dot = strrchr(name, '.');
    size_t stem = dot ? (size_t)(dot - name) : len;
    if (!want_tests && stem >= 5 && memcmp(name + stem - 5, "_test", 5) == 0) return false;
    if (!match_suffix(name, stem)) return false;
    if (!text || size == 0) return true;
    size_t n;
    const char *line = find_build_line(text, &n);
    if (!line) return plus_build_holds(text);
    bool ok;
    return load_eval_constraint(name_of_n(line, n)->s, &ok) && ok;
}

const char *load_constraint_error(const char *text)
{
    size_t n;
    const char *line = find_build_line(text, &n), *wrong = NULL;
    if (line) eval(name_of_n(line, n)->s, &wrong);
    return wrong;
}
