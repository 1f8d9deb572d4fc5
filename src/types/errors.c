/*
 * errors.c - what the checker reports, and when it stays silent.
 *
 * Texts, positions and continuation lines are the official compiler's. A message that mentions the invalid
 * type or an invalid operand is the consequence of an earlier one and is dropped. Inside a constant initialiser
 * that is inherited from an earlier line, errors stand at the constant being declared.
 */
#include "types_int.h"

#include <stdlib.h>

const char *check_sprintf(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *s = arena_vprintf(typ_arena(), fmt, ap);
    va_end(ap);
    return s;
}

const char *expr_str(const Node *n)
{
    return syn_expr_string(typ_arena(), n);
}

static const char *place_str(Place p)
{
    if (p.col == 0)
        return check_sprintf("%s:%u", p.file, p.line);
    return check_sprintf("%s:%u:%u", p.file, p.line, p.col);
}

/* A position moved by a //line directive shows where it really is, too. */
const char *check_pos_str(Pos p)
{
    if (p == NO_POS)
        return "<unknown position>";
    const char *rel = place_str(pos_place_shown(p)), *raw = place_str(pos_place_raw(p));
    return strcmp(rel, raw) == 0 ? rel : check_sprintf("%s[%s]", rel, raw);
}

/* ---- package names in messages ---- */

static bool other_of_name(Package *from, Package *p, PtrMap *seen)
{
    if (ptrmap_has(seen, from))
        return false;
    ptrmap_set(seen, from, from);
    if (from != p && from->name == p->name && strcmp(from->path, p->path) != 0)
        return true;
    for (uint32_t i = 0; i < from->imports.n; i++)
        if (other_of_name(from->imports.p[i], p, seen))
            return true;
    return false;
}

const char *check_qualifier(Checker *c, Package *p)
{
    if (!c)
        return check_sprintf("%s.", p->shown);
    if (c->pkg == p)
        return "";
    PtrMap seen;
    ptrmap_init(&seen, typ_arena());
    if (c->pkg && other_of_name(c->pkg, p, &seen))
        return check_sprintf("\"%s\".", p->shown);
    return check_sprintf("%s.", p->name->s);
}

/* ---- language versions ---- */

int version_minor(const char *version)
{
    if (!version || strncmp(version, "go1.", 4) != 0)
        return -1;
    return atoi(version + 4);
}

bool check_allow_version(Checker *c, int minor)
{
    int have = c ? version_minor(c->env.version) : -1;
    return have < 0 || have >= minor;
}

bool check_version(Checker *c, Pos at, int minor, const char *what)
{
    if (check_allow_version(c, minor))
        return true;
    check_error(c, at, ERR_UnsupportedFeature, "%s requires go1.%d or later", what, minor);
    return false;
}

static File *file_of(Checker *c, Pos pos)
{
    SrcFile *src = pos_file(pos);
    for (uint32_t i = 0; c->pkg && i < c->pkg->files.n; i++)
        if (c->pkg->files.p[i]->src == src)
            return c->pkg->files.p[i];
    return NULL;
}

/* A version error says who set the version. */
static const char *version_hint(Checker *c, Pos pos, const char *msg)
{
    const char *at = strstr(msg, "requires go1.");
    if (!at || !strstr(at, " or later"))
        return "";
    File *f = file_of(c, pos);
    if (!f)
        return "";
    if (f->go_version && version_minor(f->go_version) == version_minor(c->env.version))
        return check_sprintf(" (file declares //go:build %s)", f->go_version);
    return check_sprintf(" (-lang was set to %s; check go.mod)", c->pkg->go_version ? c->pkg->go_version : "?");
}

/* ---- reporting ---- */

static bool is_follow_on(const char *msg)
{
    const char *operand = strstr(msg, "invalid operand"), *type = strstr(msg, "invalid type");
    return (operand && operand != msg) || (type && type != msg);
}

static void report(Checker *c, Pos pos, DiagCode code, const char *first, const char *msg)
{
    if (!c)
        return;
    if (c->first_err && is_follow_on(first))
        return;
    if (c->env.err_pos != NO_POS)
        pos = c->env.err_pos;
    c->first_err = true;
    if (c->pkg)
        diag_set_package(c->pkg->title);
    if (code == ERR_InvalidSyntaxTree)
        diag_error(pos, code, "invalid syntax tree: %s", msg);
    else
        diag_error(pos, code, "%s%s", msg, c->pkg ? version_hint(c, pos, msg) : "");
}

void check_error(Checker *c, Pos at, DiagCode code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *msg = arena_vprintf(typ_arena(), fmt, ap);
    va_end(ap);
    report(c, at, code, msg, msg);
}

void check_error_node(Checker *c, const Node *at, DiagCode code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *msg = arena_vprintf(typ_arena(), fmt, ap);
    va_end(ap);
    report(c, syn_start_pos(at), code, msg, msg);
}

/* ---- messages of several lines ---- */

void err_init(CheckErr *e, Checker *c, DiagCode code)
{
    *e = (CheckErr){ .c = c, .code = code };
}

void err_add(CheckErr *e, Pos at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    ErrPart part = { at, arena_vprintf(typ_arena(), fmt, ap) };
    va_end(ap);
    vec_push(typ_arena(), &e->parts, part);
}

void err_add_alt_decl(CheckErr *e, Object *other)
{
    if (other->pos != NO_POS)
        err_add(e, other->pos, "other declaration of %s", other->name->s);
}

const char *err_msg(CheckErr *e)
{
    Buf b;
    buf_init(&b, typ_arena());
    for (uint32_t i = 0; i < e->parts.n; i++) {
        if (i) {
            buf_puts(&b, "\n\t");
            if (e->parts.p[i].pos != NO_POS)
                buf_printf(&b, "%s: ", check_pos_str(e->parts.p[i].pos));
        }
        buf_puts(&b, e->parts.p[i].msg);
    }
    return buf_str(&b);
}

void err_report(CheckErr *e)
{
    if (e->parts.n)
        report(e->c, e->parts.p[0].pos, e->code, e->parts.p[0].msg, err_msg(e));
    e->parts.n = 0;
}

/* ---- selectors that were not found ---- */

typedef enum Miss { MISSING, MISSPELLED, UNEXPORTED, INACCESSIBLE } Miss;

/* Names that differ in the first rune only. */
static bool same_tail(const Name *a, const Name *b)
{
    int wa, wb;
    utf8_decode(a->s, a->len, &wa);
    utf8_decode(b->s, b->len, &wb);
    return strcmp(a->s + wa, b->s + wb) == 0;
}

static Miss classify_miss(Checker *c, const Name *sel, Object *alt)
{
    if (!alt)
        return MISSING;
    if (alt->pkg == c->pkg)
        return MISSPELLED;
    if (name_exported(sel))
        return alt->exported ? MISSPELLED : same_tail(sel, alt->name) ? UNEXPORTED : MISSING;
    if (alt->exported)
        return same_tail(sel, alt->name) ? MISSPELLED : MISSING;
    return sel == alt->name ? INACCESSIBLE : MISSING;
}

static const char *literal_miss(Checker *c, Type *t, const char *sel, const char *alt, Miss miss)
{
    const char *ts = typ_str(c, t);
    switch (miss) {
    case MISSING:
        return check_sprintf("unknown field %s in struct literal of type %s", sel, ts);
    case MISSPELLED:
        return check_sprintf("unknown field %s in struct literal of type %s, but does have %s", sel, ts, alt);
    case UNEXPORTED:
        return check_sprintf("unknown field %s in struct literal of type %s, but does have unexported %s", sel, ts, alt);
    case INACCESSIBLE:
        return check_sprintf("cannot refer to unexported field %s in struct literal of type %s", alt, ts);
    }
    return "";
}

const char *check_lookup_error(Checker *c, Type *t, const Name *sel, Object *alt, bool struct_lit)
{
    Miss miss = classify_miss(c, sel, alt);
    if (struct_lit)
        return literal_miss(c, t, sel->s, alt ? alt->name->s : "", miss);
    const char *ts = typ_str(c, t), *what = !alt ? "object" : alt->kind == OBJ_VAR ? "field" : "method";
    switch (miss) {
    case MISSING:
        return check_sprintf("type %s has no field or method %s", ts, sel->s);
    case MISSPELLED:
        return check_sprintf("type %s has no field or method %s, but does have %s %s", ts, sel->s, what, alt->name->s);
    case UNEXPORTED:
        return check_sprintf("type %s has no field or method %s, but does have unexported %s %s", ts, sel->s, what, alt->name->s);
    case INACCESSIBLE:
        return check_sprintf("cannot refer to unexported %s %s", what, alt->name->s);
    }
    return "";
}
