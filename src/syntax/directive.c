/*
 * directive.c - comments that matter: "//line" and "/ *line* /" move positions, "//go:build" before the
 * package clause may imply a Go version, and every other "//go:..." is kept with the declaration below it.
 *
 * Directives wait in p->pragma until a declaration takes them (take_pragma) or a place is passed where
 * none can follow (clear_pragma). The ones the compiler knows must stand where they mean something;
 * a misplaced one does not count as an error of the parser, which goes on as if nothing was. Those on the
 * wrong kind of declaration are reported only in files without other errors, as the official compiler does.
 */
#include "syntax_int.h"

static bool has_prefix(const char *s, const char *prefix) { return !strncmp(s, prefix, strlen(prefix)); }

/* ---- line directives ------------------------------------------------------------------ */

enum { MAX_LINE = 1 << 30 };

/* The number after the last ':' of s[0..n). False: no ':'. *digits is the index after it; *valid: a number stands there. */
static bool trailing_number(const char *s, size_t n, size_t *digits, uint64_t *value, bool *valid)
{
    size_t i = n;
    while (i > 0 && s[i - 1] != ':')
        i--;
    *digits = i;
    *value = 0;
    *valid = i > 0 && i < n;
    for (size_t k = i; k < n && *valid; k++) {
        if (!is_decimal(s[k]) || *value > UINT64_MAX / 10 - 1)
            *valid = false;
        else
            *value = *value * 10 + (uint64_t)(s[k] - '0');
    }
    return i > 0;
}

/* Lexically simplified: no empty, "." or inner ".." elements. */
static const char *clean_path(Arena *a, const char *path)
{
    Buf b;
    buf_init(&b, a);
    bool rooted = path[0] == '/';
    size_t floor = rooted ? 1 : 0;      /* what ".." may not remove */
    if (rooted)
        buf_putc(&b, '/');
    while (*path) {
        size_t n = strcspn(path, "/");
        bool up = n == 2 && path[0] == '.' && path[1] == '.';
        if (up && b.n > floor) {
            while (b.n > floor && b.p[b.n - 1] != '/')
                b.n--;
            if (b.n > floor)
                b.n--;
        } else if (n > 0 && !(n == 1 && path[0] == '.') && !(up && rooted)) {
            if (b.n > 0 && b.p[b.n - 1] != '/')
                buf_putc(&b, '/');
            buf_write(&b, path, n);
            if (up)
                floor = b.n;
        }
        path += n + (path[n] == '/');
    }
    return b.n > 0 ? buf_str(&b) : ".";
}

/* A file name in a line directive is relative to the directory of the file it stands in. */
static const char *line_file(Parser *p, const char *name)
{
    const char *slash = strrchr(p->s.src->display, '/');
    if (name[0] == '/' || !slash)
        return clean_path(p->a, name);
    return clean_path(p->a, arena_printf(p->a, "%.*s/%s", (int)(slash - p->s.src->display), p->s.src->display, name));
}

/* text[0..n) is what follows "line ", from: the position after the comment.
 *     filename:line   :line   filename:line:col   :line:col */
static void line_directive(Parser *p, const char *text, size_t n, Pos from)
{
    size_t i, i2;
    uint64_t num, line, col = 0;
    bool valid, has_col;
    if (!trailing_number(text, n, &i, &num, &valid))
        return;
    if (!valid) {
        scan_error(&p->s, scan_pos(&p->s, text + i), "invalid line number: %.*s", (int)(n - i), text + i);
        return;
    }
    trailing_number(text, i - 1, &i2, &line, &has_col);
    if (has_col) {
        col = num;
        if (col == 0 || col > MAX_LINE) {
            scan_error(&p->s, scan_pos(&p->s, text + i), "invalid column number: %.*s", (int)(n - i), text + i);
            return;
        }
        n = i - 1;
        i = i2;
    } else {
        line = num;
    }
    if (line == 0 || line > MAX_LINE) {
        scan_error(&p->s, scan_pos(&p->s, text + i), "invalid line number: %.*s", (int)(n - i), text + i);
        return;
    }
    const char *file = arena_strndup(p->a, text, i - 1);
    if (*file)
        file = line_file(p, file);
    else if (has_col)
        file = pos_place(from).file;
    file_line_directive(p->s.src, from, file, (uint32_t)line, (uint32_t)col);
}

/* ---- build constraints ------------------------------------------------------------------- */

/* The least Go version 1.N an expression asks for: N, or -1 for none.
 * Evaluated while it is parsed; sign is -1 below a "!". */
typedef struct Constraint { const char *p; bool bad; int depth; } Constraint;

static int constraint_or(Constraint *c, int sign);

static void skip_blanks(Constraint *c)
{
    while (*c->p == ' ' || *c->p == '\t')
        c->p++;
}

static bool constraint_token(Constraint *c, const char *tok)
{
    skip_blanks(c);
    if (!has_prefix(c->p, tok))
        return false;
    c->p += strlen(tok);
    return true;
}

static bool is_tag_byte(char c)
{
    return is_decimal(c) || ('a' <= (c | 32) && (c | 32) <= 'z') || c == '_' || c == '.' || (uint8_t)c >= 0x80;
}

static int tag_version(const char *tag, size_t n, int sign)
{
    if (sign < 0)
        return -1;
    if (n == 3 && !memcmp(tag, "go1", 3))
        return 0;
    if (n < 5 || n > 10 || memcmp(tag, "go1.", 4))
        return -1;
    int v = 0;
    for (size_t i = 4; i < n; i++) {
        if (!is_decimal(tag[i]))
            return -1;
        v = v * 10 + (tag[i] - '0');
    }
    return v;
}

static int constraint_atom(Constraint *c, int sign)
{
    if (constraint_token(c, "(")) {
        int v = c->depth++ < 1000 ? constraint_or(c, sign) : -1;
        c->bad = c->bad || !constraint_token(c, ")");
        return v;
    }
    skip_blanks(c);
    const char *tag = c->p;
    while (is_tag_byte(*c->p))
        c->p++;
    c->bad = c->bad || c->p == tag;
    return tag_version(tag, (size_t)(c->p - tag), sign);
}

static int constraint_not(Constraint *c, int sign)
{
    if (!constraint_token(c, "!"))
        return constraint_atom(c, sign);
    skip_blanks(c);
    c->bad = c->bad || *c->p == '!';
    return constraint_atom(c, -sign);
}

/* Both must hold: the later version. One of them: the earlier. "!" swaps the two. */
static int combine(int x, int y, bool both) { return (x > y) == both ? x : y; }

static int constraint_and(Constraint *c, int sign)
{
    int v = constraint_not(c, sign);
    while (!c->bad && constraint_token(c, "&&"))
        v = combine(v, constraint_not(c, sign), sign > 0);
    return v;
}

static int constraint_or(Constraint *c, int sign)
{
    int v = constraint_and(c, sign);
    while (!c->bad && constraint_token(c, "||"))
        v = combine(v, constraint_and(c, sign), sign < 0);
    return v;
}

/* text: a directive that starts with "go:build". */
static void build_directive(Parser *p, const char *text)
{
    const char *expr = text + strlen("go:build");
    if (*expr && *expr != ' ' && *expr != '\t')
        return;
    Constraint c = { .p = expr };
    int v = constraint_or(&c, 1);
    skip_blanks(&c);
    if (c.bad || *c.p)
        return;
    expr += strspn(expr, " \t");
    p->file->build_constraint = expr;
    p->file->go_version = v < 0 ? NULL : v == 0 ? "go1" : arena_printf(p->a, "go1.%d", v);
}

/* ---- pragmas ----------------------------------------------------------------------------- */

/* Where a directive means something. ANYWHERE: not our business. */
typedef enum PragmaPlace { ANYWHERE, ON_PACKAGE, ON_FUNC, ON_VAR, ON_WASM } PragmaPlace;

static const struct { const char *verb; uint8_t place; } verbs[] = {
    { "go:build", ON_PACKAGE },
    { "go:embed", ON_VAR },
    { "go:wasmimport", ON_WASM },
    { "go:wasmexport", ON_WASM },
    { "go:noescape", ON_FUNC },
    { "go:norace", ON_FUNC },
    { "go:nosplit", ON_FUNC },
    { "go:noinline", ON_FUNC },
    { "go:nocheckptr", ON_FUNC },
    { "go:systemstack", ON_FUNC },
    { "go:nowritebarrier", ON_FUNC },
    { "go:nowritebarrierrec", ON_FUNC },
    { "go:yeswritebarrierrec", ON_FUNC },
    { "go:cgo_unsafe_args", ON_FUNC },
    { "go:uintptrkeepalive", ON_FUNC },
    { "go:uintptrescapes", ON_FUNC },
    { "go:registerparams", ON_FUNC },
};

static PragmaPlace pragma_place(const char *text)
{
    size_t n = strcspn(text, " ");
    for (size_t i = 0; i < LEN(verbs); i++)
        if (strlen(verbs[i].verb) == n && !memcmp(verbs[i].verb, text, n))
            return (PragmaPlace)verbs[i].place;
    return ANYWHERE;
}

static bool allowed(PragmaPlace place, PragmaUse use)
{
    switch (place) {
    case ON_PACKAGE: return use == PRAGMA_PACKAGE;
    case ON_VAR: return use == PRAGMA_VAR;
    case ON_FUNC: return use == PRAGMA_FUNC;
    case ON_WASM: return use != PRAGMA_UNUSED;
    default: return true;
    }
}

static void report_misplaced(DirectiveVec list)
{
    for (uint32_t i = 0; i < list.n; i++) {
        const Directive *d = &list.p[i];
        PragmaPlace place = pragma_place(d->text);
        if (place == ON_VAR || place == ON_WASM)
            diag_error(d->pos, ERR_Syntax, "misplaced %.*s directive", (int)strcspn(d->text, " "), d->text);
        else
            diag_error(d->pos, ERR_Syntax, "misplaced compiler directive");
    }
}

static DirectiveVec not_allowed(Parser *p, DirectiveVec list, PragmaUse use)
{
    DirectiveVec bad = { 0 };
    for (uint32_t i = 0; i < list.n; i++)
        if (!allowed(pragma_place(list.p[i].text), use))
            vec_push(p->a, &bad, list.p[i]);
    return bad;
}

DirectiveVec take_pragma(Parser *p, PragmaUse use)
{
    DirectiveVec taken = p->pragma, bad = not_allowed(p, taken, use);
    for (uint32_t i = 0; i < bad.n; i++)
        vec_push(p->a, &p->misplaced, bad.p[i]);
    p->pragma = (DirectiveVec){ 0 };
    return taken;
}

void clear_pragma(Parser *p)
{
    if (p->pragma.n > 0) {
        report_misplaced(not_allowed(p, p->pragma, PRAGMA_UNUSED));
        p->pragma = (DirectiveVec){ 0 };
    }
}

void report_pragmas(Parser *p)
{
    if (p->s.nerrors == 0)
        report_misplaced(p->misplaced);
}

static int field_count(const char *s)
{
    int n = 0;
    for (; *s; n += *s != 0, s += strcspn(s, " \t"))
        s += strspn(s, " \t");
    return n;
}

/* The message for a directive with the wrong number of fields, or NULL. */
static const char *usage_error(const char *text)
{
    int n = field_count(text);
    if (has_prefix(text, "go:wasmimport ") && n != 3)
        return "usage: //go:wasmimport importmodule importname";
    if (has_prefix(text, "go:wasmexport ") && n != 2)
        return "usage: //go:wasmexport exportname";
    if (has_prefix(text, "go:linkname ") && (n < 2 || n > 3))
        return "usage: //go:linkname localname [linkname]";
    if ((has_prefix(text, "go:embed ") || !strcmp(text, "go:embed")) && n < 2)
        return "usage: //go:embed pattern...";
    return NULL;
}

/* The part of a go:embed directive that should be a quoted word and isn't; NULL when all is well. */
static const char *bad_quoted(Arena *a, const char *text)
{
    for (const char *s = text + strlen("go:embed");;) {
        s += strspn(s, " \t\r");
        const char *start = s;
        if (!*s) return NULL;
        if (*s != '"' && *s != '`') {
            s += strcspn(s, " \t\r");
            continue;
        }
        for (s++; *s && *s != *start; s += *start == '"' && *s == '\\' && s[1] ? 2 : 1) {}
        if (!*s) return start;
        s++;
        if (con_kind(con_from_string_lit(start, (size_t)(s - start))) != CON_STRING) return arena_strndup(a, start, (size_t)(s - start));
        if (*s && !strchr(" \t\r", *s)) return s;
    }
}

/* Does nothing but white space stand before s on its line? */
static bool alone_on_line(const Parser *p, const char *s)
{
    const char *text = p->s.src->text;
    while (s > text && (s[-1] == ' ' || s[-1] == '\t' || s[-1] == '\r'))
        s--;
    return s == text || s[-1] == '\n' || (s == text + 3 && !memcmp(text, "\xef\xbb\xbf", 3));
}

static void go_directive(Parser *p, const char *start, size_t n)
{
    Directive d = { scan_pos(&p->s, start + 2), arena_strndup(p->a, start + 2, n) };
    if (p->top && has_prefix(d.text, "go:build"))
        build_directive(p, d.text);
    const char *error = alone_on_line(p, start) ? usage_error(d.text) : "misplaced compiler directive";
    if (error) {
        diag_error(d.pos, ERR_Syntax, "%s", error);
        return;
    }
    const char *quoted = has_prefix(d.text, "go:embed ") ? bad_quoted(p->a, d.text) : NULL;
    if (quoted) {
        diag_error(d.pos, ERR_Syntax, "invalid quoted string in //go:embed: %s", quoted);
        diag_error(d.pos, ERR_Syntax, "usage: //go:embed pattern...");
        return;
    }
    vec_push(p->a, &p->pragma, d);
    vec_push(p->a, &p->file->directives, d);
}

void directive_comment(void *parser, const char *text, const char *end)
{
    Parser *p = parser;
    bool block = text[1] == '*';
    const char *body = text + 2, *body_end = block ? end - 2 : end[-1] == '\r' ? end - 1 : end;
    size_t n = (size_t)(body_end - body);
    if (has_prefix(body, "go:") || has_prefix(body, "gocw:")) {
        if (!block)
            go_directive(p, text, n);
    } else if (block || text == p->s.src->text || text[-1] == '\n') {
        bool newline = !block && end < p->s.end;
        line_directive(p, body + 5, n - 5, scan_pos(&p->s, end) + newline);
    }
}

/* ---- positions in messages --------------------------------------------------------------- */

static const char *place_string(Arena *a, Place x)
{
    return x.col > 0 ? arena_printf(a, "%s:%u:%u", x.file, x.line, x.col) : arena_printf(a, "%s:%u", x.file, x.line);
}

const char *pos_string(Arena *a, Pos pos)
{
    const char *place = place_string(a, pos_place(pos)), *raw = place_string(a, pos_place_raw(pos));
    return strcmp(place, raw) ? arena_printf(a, "%s[%s]", place, raw) : place;
}
