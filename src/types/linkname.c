/*
 * linkname.c - //go:linkname local [remote]: binds a function or variable to another symbol. Only files that import
 * unsafe may say so. Without remote the object keeps its own symbol, and others may refer to it.
 */
#include "types_int.h"

#include <ctype.h>

typedef struct Words { const char *p[4]; size_t len[4]; uint32_t n; } Words;

static Words split(const char *s)
{
    Words w = { .n = 0 };
    while (*s && w.n < 4) {
        while (*s == ' ' || *s == '\t')
            s++;
        const char *start = s;
        while (*s && !isspace((unsigned char)*s))
            s++;
        if (s == start)
            break;
        w.p[w.n] = start;
        w.len[w.n++] = (size_t)(s - start);
    }
    return w;
}

static bool imports_unsafe(File *f)
{
    for (uint32_t i = 0; i < f->decls.n; i++) {
        Node *d = f->decls.p[i];
        if (d->kind == N_IMPORT_DECL && d->u.import_decl.obj && d->u.import_decl.obj->u.pkgname.imported == typ_unsafe)
            return true;
    }
    return false;
}

static const char **linkname_slot(Object *o)
{
    if (o && o->kind == OBJ_FUNC)
        return &o->u.func.linkname;
    if (o && o->kind == OBJ_VAR)
        return &o->u.var.linkname;
    return NULL;
}

static void wrong(Checker *c, const Directive *d, const char *msg)
{
    ErrPart e = { d->pos, msg };
    vec_push(typ_arena(), &c->wrong_linknames, e);
}

static void apply(Checker *c, File *f, const Directive *d, const Words *w)
{
    const char *what = arena_strndup(typ_arena(), w->p[0], w->len[0]);
    if (!imports_unsafe(f)) {
        wrong(c, d, check_sprintf("//%s only allowed in Go files that import \"unsafe\"", what));
        return;
    }
    const Name *local = name_of_n(w->p[1], w->len[1]);
    const char *remote = w->n == 3 ? arena_strndup(typ_arena(), w->p[2], w->len[2])
                                   : check_sprintf("%s.%s", c->pkg->path, local->s);
    if (strchr(remote, '[') && strchr(remote, ']')) {
        wrong(c, d, check_sprintf("//%s reference of an instantiation is not allowed", what));
        return;
    }
    const char **slot = linkname_slot(scope_lookup(c->pkg->scope, local));
    if (!slot) {
        c->env.version = c->pkg->go_version;
        if (check_allow_version(c, 18))
            wrong(c, d, check_sprintf("//%s must refer to declared function or variable", what));
    } else if (*slot) {
        wrong(c, d, check_sprintf("duplicate //%s for %s", what, local->s));
    } else {
        *slot = remote;
    }
}

void check_linknames(Checker *c)
{
    for (uint32_t i = 0; i < c->pkg->files.n; i++) {
        File *f = c->pkg->files.p[i];
        for (uint32_t k = 0; k < f->directives.n; k++) {
            const Directive *d = &f->directives.p[k];
            if (strncmp(d->text, "go:linkname", 11) != 0)
                continue;
            Words w = split(d->text);
            if (w.n == 2 || w.n == 3)           /* else reported by the parser */
                apply(c, f, d, &w);
        }
    }
}

void check_report_linknames(Checker *c)
{
    for (uint32_t i = 0; i < c->wrong_linknames.n; i++)
        check_error(c, c->wrong_linknames.p[i].pos, ERR_Syntax, "%s", c->wrong_linknames.p[i].msg);
}
