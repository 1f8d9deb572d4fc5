/*
 * restrict.c - what the official compiler rejects though it is well typed: directives on declarations that they do not
 * fit, host functions whose parameters the host cannot take, types larger than any memory. Only looked at when
 * there are no other errors.
 */
#include "types_int.h"

static const Directive *find_directive(const DirectiveVec *v, const char *name)
{
    size_t n = strlen(name);
    for (uint32_t i = 0; i < v->n; i++)
        if (strncmp(v->p[i].text, name, n) == 0 && (v->p[i].text[n] == 0 || v->p[i].text[n] == ' ' || v->p[i].text[n] == '\t'))
            return &v->p[i];
    return NULL;
}

/* ---- what only Go's own packages may say ---- */

void check_pragmas(Checker *c)
{
    static const char *const runtime_only[] = { "go:systemstack", "go:nowritebarrier", "go:nowritebarrierrec", "go:yeswritebarrierrec" };
    for (uint32_t i = 0; i < c->pkg->files.n; i++) {
        const DirectiveVec *all = &c->pkg->files.p[i]->directives;
        for (uint32_t k = 0; k < all->n; k++) {
            const Directive *d = &all->p[k];
            size_t n = strcspn(d->text, " ");
            for (size_t r = 0; r < LEN(runtime_only); r++)
                if (strlen(runtime_only[r]) == n && strncmp(d->text, runtime_only[r], n) == 0)
                    check_error(c, d->pos, ERR_Syntax, "//%s only allowed in runtime", runtime_only[r]);
            if (n == 19 && strncmp(d->text, "go:uintptrkeepalive", n) == 0)
                check_error(c, d->pos, ERR_Syntax, "//go:uintptrkeepalive is only allowed in the standard library");
        }
    }
}

/* ---- go:embed ---- */

static bool imports_embed(File *f)
{
    for (uint32_t i = 0; i < f->decls.n; i++) {
        Node *d = f->decls.p[i];
        if (d->kind == N_IMPORT_DECL && d->u.import_decl.obj &&
            strcmp(d->u.import_decl.obj->u.pkgname.imported->path, "embed") == 0)
            return true;
    }
    return false;
}

void check_embed(Checker *c, Node *var, bool imported, bool in_func)
{
    const Directive *d = find_directive(&var->u.var_decl.pragma, "go:embed");
    if (!d)
        return;
    const char *why = NULL;
    if (!imported)
        why = "go:embed requires import \"embed\" (or import _ \"embed\", if package is not used)";
    else if (var->u.var_decl.names.n > 1)
        why = "go:embed cannot apply to multiple vars";
    else if (var->u.var_decl.values)
        why = "go:embed cannot apply to var with initializer";
    else if (!var->u.var_decl.type)
        why = "go:embed cannot apply to var without type";
    else if (in_func)
        why = "go:embed cannot apply to var inside func";
    if (why)
        check_error(c, d->pos, ERR_Syntax, "%s", why);
    else
        check_version(c, d->pos, 16, "go:embed");
}

/* ---- functions of the host, and for it ---- */

static bool plain_memory(Type *t);

/* A struct has the host's layout when it says so. */
static bool plain_struct(Type *u)
{
    const ObjectVec *fields = &u->u.strct.fields;
    bool host_layout = fields->n == 0;
    for (uint32_t i = 0; i < fields->n; i++) {
        Type *t = typ_unalias(fields->p[i]->type);
        Object *o = t->kind == T_NAMED ? t->u.named.obj : NULL;
        if (o && o->pkg && name_is(o->name, "HostLayout") && strcmp(o->pkg->path, "structs") == 0)
            host_layout = true;
        else if (!plain_memory(t))
            return false;
    }
    return host_layout;
}

/* Memory that host and Go see alike: no pointers, no int. */
static bool plain_memory(Type *t)
{
    Type *u = typ_underlying(t);
    if (u->kind == T_ARRAY)
        return plain_memory(u->u.array.elem);
    if (u->kind == T_STRUCT)
        return plain_struct(u);
    if (u->kind != T_BASIC)
        return false;
    switch (u->u.basic.kind) {
    case B_BOOL: case B_INT8: case B_INT16: case B_INT32: case B_INT64:
    case B_UINT8: case B_UINT16: case B_UINT32: case B_UINT64: case B_FLOAT32: case B_FLOAT64:
        return true;
    default:
        return false;
    }
}

static bool wasm_value(Type *t, bool param)
{
    Type *u = typ_underlying(t);
    if (u->kind == T_POINTER)
        return plain_memory(u->u.pointer.base);
    if (u->kind != T_BASIC)
        return false;
    switch (u->u.basic.kind) {
    case B_BOOL: case B_INT32: case B_INT64: case B_UINT32: case B_UINT64: case B_UINTPTR: case B_FLOAT32: case B_FLOAT64:
    case B_UNSAFE_POINTER:
        return true;
    case B_STRING:
        return param;
    default:
        return false;
    }
}

static void check_wasm_signature(Checker *c, Object *fn, const char *pragma)
{
    const ObjectVec *params = &fn->type->u.sig.params->u.tuple.vars, *results = &fn->type->u.sig.results->u.tuple.vars;
    for (uint32_t i = 0; i < params->n; i++)
        if (!wasm_value(params->p[i]->type, true))
            check_error(c, fn->pos, ERR_Syntax, "%s: unsupported parameter type %s", pragma, typ_str_gc(c, params->p[i]->type));
    if (results->n > 1)
        check_error(c, fn->pos, ERR_Syntax, "%s: too many return values", pragma);
    else if (results->n == 1 && !wasm_value(results->p[0]->type, false))
        check_error(c, fn->pos, ERR_Syntax, "%s: unsupported result type %s", pragma, typ_str_gc(c, results->p[0]->type));
}

static void check_func_directives(Checker *c, Object *fn)
{
    Node *d = fn->decl;
    const DirectiveVec *pragma = &d->u.func_decl.pragma;
    if (pragma->n == 0)
        return;
    const Directive *import = find_directive(pragma, "go:wasmimport");
    if (d->u.func_decl.body) {
        if (find_directive(pragma, "go:noescape"))
            check_error(c, d->pos, ERR_Syntax, "can only use //go:noescape with external func implementations");
        if (import)
            check_error(c, d->pos, ERR_Syntax, "can only use //go:wasmimport with external func implementations");
    }
    /* Module gojs passes everything in memory. */
    if (import && strncmp(import->text, "go:wasmimport gojs ", 19) != 0)
        check_wasm_signature(c, fn, "go:wasmimport");
    if (!find_directive(pragma, "go:wasmexport"))
        return;
    if (d->u.func_decl.recv)
        check_error(c, d->pos, ERR_Syntax, "cannot use //go:wasmexport on a method");
    else
        check_wasm_signature(c, fn, "go:wasmexport");
}

/* ---- sizes ---- */

static void check_size(Checker *c, Object *o)
{
    const int64_t limit = (int64_t)1 << 50;
    Type *t = o->type;
    if (o->kind != OBJ_VAR && (o->kind != OBJ_TYPENAME || o->is_alias || typ_is_generic(t)))
        return;
    Type *u = typ_underlying(t);
    if (u->kind != T_ARRAY)
        return;
    int64_t size = typ_sizeof(t);
    if (size < 0 || size >= limit)
        check_error(c, o->pos, ERR_TypeTooLarge, "type %s larger than address space", typ_str(c, u));
}

void check_directives(Checker *c)
{
    for (uint32_t i = 0; i < c->pkg->files.n; i++) {
        File *f = c->pkg->files.p[i];
        bool imported = imports_embed(f);
        c->env.version = check_file_version(c, f);
        for (uint32_t k = 0; k < f->decls.n; k++)
            if (f->decls.p[k]->kind == N_VAR_DECL)
                check_embed(c, f->decls.p[k], imported, false);
    }
    for (uint32_t i = 0; i < c->pkg->funcs.n; i++)
        check_func_directives(c, c->pkg->funcs.p[i]);
}

void check_sizes(Checker *c)
{
    for (uint32_t i = 0; i < c->objs.n; i++)
        check_size(c, c->objs.p[i]);
}
