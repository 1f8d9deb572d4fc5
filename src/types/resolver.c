/*
 * resolver.c - collects what a package declares, before anything is given a type: package and file scopes, imports,
 * methods by receiver, //go:linkname directives (spec, "Declarations and scope", "Import declarations").
 */
#include "types_int.h"

void check_arity(Checker *c, Pos pos, NodeVec *names, Node *inits, bool const_decl, bool inherited)
{
    uint32_t l = names->n, r = list_len(inits);
    if (l < r) {
        Node *extra = list_at(inits, l);
        if (inherited)
            check_error(c, pos, ERR_WrongAssignCount, "extra init expr at %s", check_pos_str(extra->pos));
        else
            check_error_node(c, extra, ERR_WrongAssignCount, "extra init expr %s", expr_str(extra));
    } else if (l > r && (const_decl || r != 1)) {       /* one value may be a call with several results */
        Node *name = names->p[r];
        check_error_node(c, name, ERR_WrongAssignCount, "missing init expr for %s", name->u.ident.name->s);
    }
}

/* ---- one file ---- */

enum { NEWEST = 27 };           /* minor version of the newest language that is known */

typedef struct MethodInfo { Object *obj; bool ptr; Node *recv; } MethodInfo;

typedef struct Collect {
    Checker *c;
    File *file;
    Scope *scope;               /* of the file */
    const char *version;
    VEC(MethodInfo) methods;    /* with a receiver type name and a name other than _ */
} Collect;

static DeclInfo *new_info(Collect *k)
{
    DeclInfo *d = NEW(typ_arena(), DeclInfo);
    d->file = k->scope;
    d->version = k->version;
    return d;
}

static void add_object(Collect *k, Object *obj, DeclInfo *d)
{
    obj->info = d;
    vec_push(typ_arena(), &k->c->objs, obj);
}

static void declare_package_object(Collect *k, Node *id, Object *obj, DeclInfo *d)
{
    Checker *c = k->c;
    if (name_is(obj->name, "init")) {
        check_error_node(c, id, ERR_InvalidInitDecl, "cannot declare init - must be func");
        return;
    }
    if (name_is(obj->name, "main") && name_is(c->pkg->name, "main")) {
        check_error_node(c, id, ERR_InvalidMainDecl, "cannot declare main - must be func");
        return;
    }
    check_declare(c, c->pkg->scope, id, obj, NO_POS);
    add_object(k, obj, d);
}

/* ---- imports ---- */

static bool bad_path_rune(uint32_t r)
{
    if (r < 0x20 || r == 0x7f || r == 0xfffd || r == ' ' || r == 0x85 || r == 0xa0)
        return true;
    if (r == 0x1680 || (r >= 0x2000 && r <= 0x200f) || (r >= 0x2028 && r <= 0x202f) || r == 0x205f || r == 0x3000)
        return true;
    return r < 0x80 && strchr("!\"#$%&'()*,:;<=>?[\\]^{|}`", (int)r) != NULL;
}

/* The import path a literal gives, or NULL after an error. */
static const char *import_path(Checker *c, Node *lit)
{
    if (!lit || lit->kind != N_BASIC_LIT || lit->bad || lit->u.lit.lit != LIT_STRING)
        return NULL;
    const Const *val = con_from_string_lit(lit->u.lit.text, lit->u.lit.len);
    if (con_kind(val) != CON_STRING)
        return NULL;
    size_t n;
    const char *s = con_string_val(val, &n);
    if (n == 0) {
        check_error_node(c, lit, ERR_BadImportPath, "invalid import path (empty string)");
        return NULL;
    }
    if (*s == '/') {
        check_error_node(c, lit, ERR_BrokenImport, "could not import %s (import path cannot be absolute path)", s);
        return NULL;
    }
    int width;
    for (size_t i = 0; i < n; i += (size_t)width) {
        uint32_t r = utf8_decode(s + i, n - i, &width);
        if (!bad_path_rune(r))
            continue;
        char text[5] = { 0 };
        utf8_encode(text, r);
        if (r < 0x20 || r == 0x7f)
            check_error_node(c, lit, ERR_BadImportPath, "invalid import path (invalid character U+%04X)", r);
        else
            check_error_node(c, lit, ERR_BadImportPath, "invalid import path (invalid character U+%04X '%s')", r, text);
        return NULL;
    }
    return s;
}

static Package *fake_package(const char *path)
{
    size_t n = strlen(path);
    while (n && path[n - 1] == '/')
        n--;
    size_t start = n;
    while (start && path[start - 1] != '/')
        start--;
    Package *p = typ_package_new(path, name_of_n(path + start, n - start), NULL);
    p->fake = p->collected = p->checked = true;
    return p;
}

static Package *import_package(Checker *c, const char *path, Pos pos)
{
    if (strcmp(path, "unsafe") == 0)
        return typ_unsafe;
    Package *p = NULL;
    if (typ_config.import)
        p = typ_config.import(typ_config.ctx, c->pkg, path, pos);
    else
        check_error(c, pos, ERR_BrokenImport, "could not import %s (no importer)", path);
    if (!p) {
        c->first_err = true;
        return fake_package(path);
    }
    if (!p->collected && !p->fake)
        typ_collect(p);
    return p;
}

static void add_import(Package *p, Package *imported)
{
    uint32_t i = 0;
    while (i < p->imports.n && strcmp(p->imports.p[i]->path, imported->path) < 0)
        i++;
    if (i < p->imports.n && p->imports.p[i] == imported)
        return;
    vec_push(typ_arena(), &p->imports, imported);
    memmove(p->imports.p + i + 1, p->imports.p + i, (p->imports.n - 1 - i) * sizeof(Package *));
    p->imports.p[i] = imported;
}

static void dot_import(Collect *k, Node *s, Object *pkg_name)
{
    Checker *c = k->c;
    PtrMap *names = ptrmap_get(&c->dot_imports, k->scope);
    if (!names) {
        names = NEW(typ_arena(), PtrMap);
        ptrmap_init(names, typ_arena());
        ptrmap_set(&c->dot_imports, k->scope, names);
    }
    const PtrMap *elems = &pkg_name->u.pkgname.imported->scope->elems;
    for (uint32_t i = 0; i < elems->n; i++) {
        Object *obj = elems->entries[i].val;
        if (!elems->entries[i].key || !obj->exported)
            continue;
        Object *other = scope_lookup(k->scope, obj->name);
        if (other) {
            CheckErr e;
            err_init(&e, c, ERR_DuplicateDecl);
            err_add(&e, s->u.import_decl.local->pos, "%s redeclared in this block", other->name->s);
            err_add_alt_decl(&e, other);
            err_report(&e);
            continue;
        }
        ptrmap_set(&k->scope->elems, obj->name, obj);
        ptrmap_set(names, obj->name, pkg_name);
    }
}

static void collect_import(Collect *k, Node *s)
{
    Checker *c = k->c;
    const char *path = import_path(c, s->u.import_decl.path);
    if (!path)
        return;
    Package *imported = import_package(c, path, s->u.import_decl.path->pos);
    Node *local = s->u.import_decl.local;
    const Name *name = local ? local->u.ident.name : imported->name;
    if (local && strcmp(path, "C") == 0) {
        check_error_node(c, local, ERR_ImportCRenamed, "cannot rename import \"C\"");
        return;
    }
    if (name_is(name, "init")) {
        check_error_node(c, s, ERR_InvalidInitDecl, "cannot import package as init - init must be a func");
        return;
    }
    add_import(c->pkg, imported);
    Object *obj = obj_new(OBJ_PKGNAME, s->pos, c->pkg, name, typ_basic[B_INVALID]);
    obj->u.pkgname.imported = imported;
    obj->decl = s;
    obj->used = imported->fake;
    s->u.import_decl.obj = obj;
    if (local)
        local->u.ident.obj = obj;
    vec_push(typ_arena(), &c->imports, obj);
    if (name_is(name, "."))
        dot_import(k, s, obj);
    else
        check_declare(c, k->scope, NULL, obj, NO_POS);
}

/* ---- constants, variables, types ---- */

static void collect_consts(Collect *k, Node *s)
{
    Node *from = s->u.const_decl.inherited ? s->u.const_decl.inherited : s;
    Node *values = from->u.const_decl.values;
    NodeVec *names = &s->u.const_decl.names;
    const Const *iota = con_int64(s->u.const_decl.iota);
    for (uint32_t i = 0; i < names->n; i++) {
        Node *name = names->p[i];
        Object *obj = obj_new(OBJ_CONST, name->pos, k->c->pkg, name->u.ident.name, NULL);
        obj->u.cnst.val = iota;
        obj->decl = s;
        DeclInfo *d = new_info(k);
        d->vtype = from->u.const_decl.type;
        d->init = i < list_len(values) ? list_at(values, i) : NULL;
        d->inherited = from != s;
        declare_package_object(k, name, obj, d);
    }
    check_arity(k->c, s->pos, names, values, true, from != s);
}

static void collect_vars(Collect *k, Node *s)
{
    NodeVec *names = &s->u.var_decl.names;
    Node *values = s->u.var_decl.values;
    /* With one value all variables share the declaration: each depends on what the value needs. */
    DeclInfo *shared = NULL;
    if (!values || values->kind != N_LIST) {
        shared = new_info(k);
        shared->vtype = s->u.var_decl.type;
        shared->init = values;
    }
    for (uint32_t i = 0; i < names->n; i++) {
        Node *name = names->p[i];
        Object *obj = typ_new_var(VAR_PACKAGE, name->pos, k->c->pkg, name->u.ident.name, NULL);
        obj->decl = s;
        DeclInfo *d = shared;
        if (d) {
            vec_push(typ_arena(), &d->lhs, obj);
        } else {
            d = new_info(k);
            d->vtype = s->u.var_decl.type;
            d->init = i < list_len(values) ? list_at(values, i) : NULL;
        }
        declare_package_object(k, name, obj, d);
    }
    if (!s->u.var_decl.type || values)
        check_arity(k->c, s->pos, names, values, false, false);
}

static void collect_type(Collect *k, Node *s)
{
    Node *name = s->u.type_decl.name;
    Object *obj = obj_new(OBJ_TYPENAME, name->pos, k->c->pkg, name->u.ident.name, NULL);
    obj->decl = s;
    obj->is_alias = s->u.type_decl.alias;
    DeclInfo *d = new_info(k);
    d->tdecl = s;
    declare_package_object(k, name, obj, d);
}

/* ---- functions ---- */

/* Spec: init and main take no arguments and return nothing. */
static void check_init_main(Checker *c, Node *s, DiagCode code)
{
    const char *name = s->u.func_decl.name->u.ident.name->s;
    NodeVec *tparams = &s->u.func_decl.tparams;
    Node *t = s->u.func_decl.type;
    if (tparams->n)
        check_error_node(c, tparams->p[0], code, "func %s must have no type parameters", name);
    if (t->u.func_type.params.n || t->u.func_type.results.n)
        check_error_node(c, s->u.func_decl.name, code, "func %s must have no arguments and no return values", name);
}

static void collect_function(Collect *k, Node *s, Object *obj)
{
    Checker *c = k->c;
    NodeVec *tparams = &s->u.func_decl.tparams;
    bool is_init = name_is(obj->name, "init");
    if (is_init || (name_is(obj->name, "main") && name_is(c->pkg->name, "main")))
        check_init_main(c, s, is_init ? ERR_InvalidInitDecl : ERR_InvalidMainDecl);
    else if (tparams->n)
        check_version(c, tparams->p[0]->pos, 18, "type parameter");
    if (!is_init) {
        check_declare(c, c->pkg->scope, s->u.func_decl.name, obj, NO_POS);
        return;
    }
    /* init functions cannot be referred to. */
    obj->parent = c->pkg->scope;
    s->u.func_decl.name->u.ident.obj = obj;
    vec_push(typ_arena(), &c->pkg->init_funcs, obj);
    if (!s->u.func_decl.body)
        check_error(c, obj->pos, ERR_MissingInitBody, "func init must have a body");
}

static void collect_method(Collect *k, Node *s, Object *obj)
{
    bool ptr;
    Node *base;
    NodeVec *tparams = &s->u.func_decl.tparams;
    check_unpack_recv(k->c, s->u.func_decl.recv->u.field.type, &ptr, &base, NULL);
    if (base->kind == N_NAME && !name_is(obj->name, "_")) {
        MethodInfo m = { obj, ptr, base };
        vec_push(typ_arena(), &k->methods, m);
    }
    if (tparams->n)
        check_version(k->c, tparams->p[0]->pos, 27, "generic method");
    s->u.func_decl.name->u.ident.obj = obj;
}

static void collect_func(Collect *k, Node *s)
{
    Node *name = s->u.func_decl.name;
    Object *obj = obj_new(OBJ_FUNC, name->pos, k->c->pkg, name->u.ident.name, NULL);
    obj->decl = s;
    if (s->u.func_decl.recv)
        collect_method(k, s, obj);
    else
        collect_function(k, s, obj);
    DeclInfo *d = new_info(k);
    d->fdecl = s;
    add_object(k, obj, d);
    vec_push(typ_arena(), &k->c->pkg->funcs, obj);
}

static void collect_decl(Collect *k, Node *s)
{
    switch (s->kind) {
    case N_IMPORT_DECL: collect_import(k, s); break;
    case N_CONST_DECL: collect_consts(k, s); break;
    case N_VAR_DECL: collect_vars(k, s); break;
    case N_TYPE_DECL: collect_type(k, s); break;
    case N_FUNC_DECL: collect_func(k, s); break;
    default: break;
    }
}

/* ---- the package ---- */

/* Spec: no identifier may be declared in both the file and package block. */
static void check_scope_conflicts(Checker *c, Scope *file)
{
    for (uint32_t i = 0; i < file->elems.n; i++) {
        Object *obj = file->elems.entries[i].val;
        Object *other = file->elems.entries[i].key ? scope_lookup(c->pkg->scope, (const Name *)file->elems.entries[i].key) : NULL;
        if (!other)
            continue;
        CheckErr e;
        err_init(&e, c, ERR_DuplicateDecl);
        if (obj->kind == OBJ_PKGNAME) {
            Package *p = obj->u.pkgname.imported;
            err_add(&e, other->pos, "%s already declared through import of package %s (\"%s\")", other->name->s, p->name->s, p->path);
            err_add_alt_decl(&e, obj);
        } else {
            err_add(&e, other->pos, "%s already declared through dot-import of package %s (\"%s\")", other->name->s,
                    obj->pkg->name->s, obj->pkg->path);
            err_add_alt_decl(&e, obj);
        }
        err_report(&e);
    }
}

/* The defined type of this package that name stands for, through aliases that are not generic and at most one
 * pointer; or NULL. */
static Object *base_type_name(Checker *c, bool *ptr, Node *name)
{
    enum { MAX_ALIASES = 100 };
    for (int i = 0; name && i < MAX_ALIASES; i++) {
        Object *obj = scope_lookup(c->pkg->scope, name->u.ident.name);
        if (!obj || obj->kind != OBJ_TYPENAME || !obj->info)
            return NULL;
        Node *d = ((DeclInfo *)obj->info)->tdecl;
        if (!d->u.type_decl.alias)
            return obj;
        if (d->u.type_decl.tparams.n)
            return NULL;
        Node *t = syn_unparen(d->u.type_decl.type);
        if (t->kind == N_UNARY && t->op == OP_DEREF) {
            if (*ptr)
                return NULL;
            *ptr = true;
            t = syn_unparen(t->u.unary.x);
        }
        name = t->kind == N_NAME ? t : NULL;
    }
    return NULL;
}

static void associate_methods(Collect *k)
{
    for (uint32_t i = 0; i < k->methods.n; i++) {
        MethodInfo *m = &k->methods.p[i];
        bool ptr = m->ptr;
        Object *base = base_type_name(k->c, &ptr, m->recv);
        if (!base)
            continue;
        m->obj->ptr_recv = ptr;
        ObjectVec *list = ptrmap_get(&k->c->methods, base);
        if (!list) {
            list = NEW(typ_arena(), ObjectVec);
            ptrmap_set(&k->c->methods, base, list);
        }
        vec_push(typ_arena(), list, m->obj);
    }
}

/* The language version of a file: a //go:build line may set it, but not below go1.21. */
const char *check_file_version(Checker *c, File *f)
{
    int minor = version_minor(f->go_version);
    if (minor < 0)
        return c->pkg->go_version;
    return minor < 21 ? "go1.21" : f->go_version;
}

static bool right_package(Checker *c, File *f)
{
    const Name *name = f->pkg_name ? f->pkg_name->u.ident.name : NULL;
    if (!name)
        return false;
    if (name_is(name, "_") && f == c->pkg->files.p[0])
        check_error_node(c, f->pkg_name, ERR_BlankPkgName, "invalid package name _");
    if (!c->pkg->name)
        c->pkg->name = name;
    if (name == c->pkg->name)
        return true;
    check_error(c, f->pos, ERR_MismatchedPkgName, "package %s; expected package %s", name->s, c->pkg->name->s);
    return false;
}

void check_collect_objects(Checker *c)
{
    Collect k = { .c = c };
    Package *p = c->pkg;
    if (p->files.n && version_minor(p->go_version) > NEWEST)
        check_error(c, p->files.p[0]->pos, ERR_TooNew, "package requires newer Go version %s (application built with go1.%d)",
                    p->go_version, NEWEST);
    for (uint32_t i = 0; i < p->files.n; i++) {
        File *f = p->files.p[i];
        if (!right_package(c, f))
            continue;
        k.file = f;
        k.version = c->env.version = check_file_version(c, f);
        if (version_minor(f->go_version) > NEWEST)
            check_error_node(c, f->pkg_name, ERR_TooNew, "file requires newer Go version %s", f->go_version);
        k.scope = f->scope = scope_new(p->scope, f->pos, f->eof, "file");
        for (uint32_t d = 0; d < f->decls.n; d++)
            collect_decl(&k, f->decls.p[d]);
    }
    for (uint32_t i = 0; i < p->files.n; i++)
        if (p->files.p[i]->scope)
            check_scope_conflicts(c, p->files.p[i]->scope);
    associate_methods(&k);
    check_linknames(c);
    c->env = (Env){ 0 };
}

/* ---- unused imports ---- */

void check_unused_imports(Checker *c)
{
    if (typ_config.ignore_func_bodies || typ_config.no_unused_imports)
        return;
    for (uint32_t i = 0; i < c->imports.n; i++) {
        Object *o = c->imports.p[i];
        if (o->used || name_is(o->name, "_"))
            continue;
        const char *path = o->u.pkgname.imported->path, *slash = strrchr(path, '/'), *elem = slash ? slash + 1 : path;
        if (name_is(o->name, ".") || strcmp(o->name->s, elem) == 0)
            check_error(c, o->pos, ERR_UnusedImport, "\"%s\" imported and not used", path);
        else
            check_error(c, o->pos, ERR_UnusedImport, "\"%s\" imported as %s and not used", path, o->name->s);
    }
}
