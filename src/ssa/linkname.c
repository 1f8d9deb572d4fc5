/*
 * linkname.c - symbols: what the linker names in //go:linkname directives stand for.
 *
 * A function with a body and "//go:linkname local remote" is pushed: remote means it. One without a body pulls: it means
 * whatever remote (or its own symbol) means. Variables are the same storage when their symbols are equal. The form with one
 * argument marks only that others may pull, which needs nothing here. //go:linknamestd means the same.
 *
 * The overlay's "//gocw:replaces local symbol" puts the package-level function local in the place of a stock function or
 * method with the same flattened signature (a receiver is the first parameter).
 *
 * A symbol that nobody pushes is looked up by its parts: importpath.Name, importpath.T.M, importpath.(*T).M. Dots
 * in the last path element are written %2e.
 */
#include "build_int.h"
#include "prog_int.h"

static StrMap packages;     /* path as symbols write it -> Package * */
static StrMap pushed;       /* symbol -> Object *: a function with that body */
static PtrMap remotes;      /* Object * -> const char *: the symbol given by a directive */
static StrMap replaced;     /* symbol -> Object * that stands for it */

static const char *path_prefix(const Package *p)
{
    const char *slash = strrchr(p->path, '/'), *last = slash ? slash + 1 : p->path;
    if (!strchr(last, '.'))
        return p->path;
    Buf b;
    buf_init(&b, prog->arena);
    buf_write(&b, p->path, (size_t)(last - p->path));
    for (; *last; last++) {
        if (*last == '.')
            buf_puts(&b, "%2e");
        else
            buf_putc(&b, *last);
    }
    return buf_str(&b);
}

const char *symbol_prefix(const Package *p)
{
    static PtrMap cache;
    if (!cache.arena)
        ptrmap_init(&cache, prog->arena);
    const char *s = ptrmap_get(&cache, p);
    if (!s) {
        s = path_prefix(p);
        ptrmap_set(&cache, p, (void *)s);
    }
    return s;
}

static bool has_body(const Object *o)
{
    return o->kind == OBJ_FUNC && o->decl && o->decl->kind == N_FUNC_DECL && o->decl->u.func_decl.body;
}

static void add_directive(Package *p, const char *text)
{
    size_t verb = strcspn(text, " \t");
    bool replaces = verb == 13 && !memcmp(text, "gocw:replaces", 13);
    if (!replaces && !(verb == 11 && !memcmp(text, "go:linkname", 11)) && !(verb == 14 && !memcmp(text, "go:linknamestd", 14)))
        return;
    const char *local = text + verb + strspn(text + verb, " \t");
    size_t nlocal = strcspn(local, " \t");
    const char *remote = local + nlocal + strspn(local + nlocal, " \t");
    size_t nremote = strcspn(remote, " \t");
    if (!nremote)
        return;
    Object *o = ptrmap_get(&p->scope->elems, name_of_n(local, nlocal));
    if (!o || (o->kind != OBJ_FUNC && o->kind != OBJ_VAR))
        return;
    if (replaces) {
        strmap_set(&replaced, remote, nremote, o);
        return;
    }
    ptrmap_set(&remotes, o, arena_strndup(prog->arena, remote, nremote));
    if (has_body(o))
        strmap_set(&pushed, remote, nremote, o);
}

void linkname_collect(const PackageVec *list)
{
    strmap_init(&packages, prog->arena);
    strmap_init(&pushed, prog->arena);
    ptrmap_init(&remotes, prog->arena);
    strmap_init(&replaced, prog->arena);
    for (uint32_t i = 0; i < list->n; i++) {
        Package *p = list->p[i];
        const char *prefix = symbol_prefix(p);
        strmap_set(&packages, prefix, strlen(prefix), p);
        for (uint32_t f = 0; f < p->files.n; f++) {
            DirectiveVec *d = &p->files.p[f]->directives;
            for (uint32_t k = 0; k < d->n; k++)
                add_directive(p, d->p[k].text);
        }
    }
}

Object *linkname_replacement(const char *symbol)
{
    return strmap_get(&replaced, symbol, strlen(symbol));
}

const char *linkname_of(const Object *o)
{
    return ptrmap_get(&remotes, o);
}

static Object *find_method(Object *type, const Name *name)
{
    if (!type || type->kind != OBJ_TYPENAME)
        return NULL;
    typ_resolve(type);
    Type *t = typ_unalias(type->type);
    for (uint32_t i = 0; t->kind == T_NAMED && i < t->u.named.methods.n; i++) {
        if (t->u.named.methods.p[i]->name == name)
            return t->u.named.methods.p[i];
    }
    return NULL;
}

/* By its parts. */
static Object *find_natural(const char *symbol)
{
    const char *slash = strrchr(symbol, '/'), *dot = strchr(slash ? slash : symbol, '.');
    if (!dot)
        return NULL;
    Package *p = strmap_get(&packages, symbol, (size_t)(dot - symbol));
    if (!p)
        return NULL;
    const char *rest = dot + 1, *method = strrchr(rest, '.');
    if (!method)
        return ptrmap_get(&p->scope->elems, name_of(rest));
    size_t n = (size_t)(method - rest);
    if (n > 3 && rest[0] == '(' && rest[1] == '*' && rest[n - 1] == ')') {
        rest += 2;
        n -= 3;
    }
    return find_method(ptrmap_get(&p->scope->elems, name_of_n(rest, n)), name_of(method + 1));
}

Object *linkname_find(const char *symbol)
{
    Object *o = strmap_get(&pushed, symbol, strlen(symbol));
    return o ? o : find_natural(symbol);
}

/* The function with a body that body-less o stands for, or NULL; *symbol: the name it was last known by. */
Object *linkname_target(Object *o, const char **symbol)
{
    for (int steps = 0; o && steps < 8; steps++) {
        if (o->kind != OBJ_FUNC || has_body(o))
            break;
        const char *remote = linkname_of(o);
        Object *self = o;
        *symbol = remote ? remote : object_symbol(o);
        o = linkname_find(*symbol);
        if (o == self)
            return NULL;
    }
    return o && has_body(o) ? o : NULL;
}
