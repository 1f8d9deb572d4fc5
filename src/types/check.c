/*
 * check.c - the checker from outside: collecting, resolving on demand, checking everything.
 *
 * Each package has its own checker, with the environment of the declaration at hand. A checker may be entered while
 * another, or itself, is at work. What was put off runs when the outermost entry is done, since only then the
 * declarations under way are complete.
 */
#include "types_int.h"

static Checker *current;

Checker *check_current(void)
{
    return current;
}

static Checker *checker_of(Package *p)
{
    if (!p->checker) {
        Checker *c = NEW(typ_arena(), Checker);
        c->pkg = p;
        ptrmap_init(&c->methods, typ_arena());
        ptrmap_init(&c->dot_imports, typ_arena());
        p->checker = c;
    }
    return p->checker;
}

void check_later(Checker *c, void (*fn)(Checker *, void *), void *arg)
{
    Action a = { fn, arg, c->env.version };
    vec_push(typ_arena(), &c->delayed, a);
}

void check_process_delayed(Checker *c, uint32_t top)
{
    const char *version = c->env.version;
    for (uint32_t i = top; i < c->delayed.n; i++) {     /* grows meanwhile */
        Action a = c->delayed.p[i];
        c->env.version = a.version;
        a.fn(c, a.arg);
    }
    c->delayed.n = top;
    c->env.version = version;
}

/* ---- entering and leaving ---- */

static Checker *enter(Checker *c)
{
    Checker *outer = current;
    current = c;
    c->depth++;
    return outer;
}

static void leave(Checker *c, Checker *outer)
{
    if (c->depth == 1)
        check_process_delayed(c, 0);
    c->depth--;
    current = outer;
}

void typ_collect(Package *p)
{
    if (p->collected)
        return;
    p->collected = true;
    Checker *c = checker_of(p), *outer = enter(c);
    check_collect_objects(c);
    check_direct_cycles(c);
    leave(c, outer);
}

void typ_resolve(Object *obj)
{
    if (obj->type && (obj->color == 0 || !obj->info))
        return;
    if (!obj->pkg || !obj->pkg->checker || !obj->info)
        return;
    Checker *c = obj->pkg->checker, *outer = enter(c);
    check_obj_decl(c, obj);
    leave(c, outer);
}

void typ_check_body(Object *fn)
{
    if (fn->u.func.origin)
        fn = fn->u.func.origin;
    typ_resolve(fn);
    DeclInfo *d = fn->info;
    if (fn->u.func.checked || !d || !d->fdecl)
        return;
    Checker *c = fn->pkg->checker, *outer = enter(c);
    Env saved = c->env;
    c->env = (Env){ .scope = d->file, .version = d->version };
    uint32_t top = c->delayed.n;
    check_queue_body(c, fn);
    check_process_delayed(c, top);
    c->env = saved;
    leave(c, outer);
}

void typ_check_var(Object *var)
{
    typ_resolve(var);
    if (!var->info)
        return;
    Checker *c = var->pkg->checker, *outer = enter(c);
    check_var_init(c, var);
    leave(c, outer);
}

void typ_init_order(Package *p)
{
    if (p->checker)
        check_init_order(p->checker);
}

/* ---- whole packages ---- */

/* Defined types come first, then aliases, then the rest: most aliases are complete then when they are needed. */
static void resolve_all(Checker *c)
{
    for (int phase = 0; phase < 3; phase++) {
        for (uint32_t i = 0; i < c->objs.n; i++) {
            Object *o = c->objs.p[i];
            int own = o->kind != OBJ_TYPENAME ? 2 : o->is_alias ? 1 : 0;
            if (own != phase)
                continue;
            check_obj_decl(c, o);
            if (o->kind == OBJ_VAR)
                check_var_init(c, o);
        }
    }
    for (uint32_t i = 0; i < c->pkg->funcs.n; i++) {
        Object *fn = c->pkg->funcs.p[i];
        DeclInfo *d = fn->info;
        c->env.version = d->version;
        check_queue_body(c, fn);
    }
    c->env = (Env){ 0 };
}

static bool is_imported_from_host(Object *fn)
{
    const DirectiveVec *pragma = &fn->decl->u.func_decl.pragma;
    for (uint32_t i = 0; i < pragma->n; i++)
        if (strncmp(pragma->p[i].text, "go:wasmimport ", 14) == 0)
            return true;
    return false;
}

static void check_missing_bodies(Checker *c)
{
    for (uint32_t i = 0; i < c->pkg->funcs.n; i++) {
        Object *fn = c->pkg->funcs.p[i];
        Node *d = fn->decl;
        if (!d->u.func_decl.body && !d->u.func_decl.tparams.n && !fn->u.func.linkname && !is_imported_from_host(fn))
            check_error(c, d->pos, ERR_BadDecl, "missing function body");
    }
}

void typ_check_package(Package *p)
{
    typ_collect(p);
    if (p->checked || !p->checker)
        return;
    p->checked = true;
    Checker *c = p->checker, *outer = enter(c);
    c->full = true;
    bool parsed = diag_count_of(p->title) == 0;
    if (!p->is_std)
        check_pragmas(c);
    resolve_all(c);
    check_process_delayed(c, 0);
    check_init_order(c);
    check_unused_imports(c);
    if (!c->first_err)
        check_monomorph(c);
    if (!c->first_err)
        check_anonymous_cycles(c);
    if (parsed && !c->first_err && !p->is_std) {
        check_report_linknames(c);
        check_directives(c);
        if (typ_config.complete)
            check_missing_bodies(c);
    }
    if (parsed && !c->first_err && !p->is_std)
        check_sizes(c);
    leave(c, outer);
}
