/*
 * cycles.c - declarations that refer to themselves.
 *
 * Direct cycles run from type name to type name (type A B; type B A) and are found before anything is resolved.
 * Other cycles show while resolving: obj_path holds the declarations under way, and meeting one of them again
 * closes a cycle. It is fine when it runs through a defined type's literal; layouts without end are left to
 * validtype.c, initialisation cycles to initorder.c.
 */
#include "types_int.h"

int check_path_index(Checker *c, const Object *obj)
{
    for (uint32_t i = c->obj_path.n; i-- > 0; )
        if (c->obj_path.p[i] == obj)
            return (int)i;
    return -1;
}

static uint32_t first_in_source(Object **cycle, uint32_t n)
{
    uint32_t first = 0;
    for (uint32_t i = 1; i < n; i++)
        if (cycle[i]->pos < cycle[first]->pos)
            first = i;
    return first;
}

void check_cycle_error_at(Checker *c, Object **cycle, const char **names, const Pos *pos, uint32_t n, uint32_t start)
{
    Object *obj = cycle[start];
    bool is_type = obj->kind == OBJ_TYPENAME;
    if (is_type && obj->type && obj->type->kind == T_ALIAS)
        obj->type->u.alias.from_rhs = typ_basic[B_INVALID];     /* no follow-on errors */
    if (n == 1) {
        check_error(c, pos[start], ERR_InvalidDeclCycle, "invalid %s: %s refers to itself",
                    is_type ? "recursive type" : "cycle in declaration", names[start]);
        return;
    }
    CheckErr e;
    err_init(&e, c, ERR_InvalidDeclCycle);
    err_add(&e, pos[start], is_type ? "invalid recursive type %s" : "invalid cycle in declaration of %s", names[start]);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = (start + k) % n, next = (start + k + 1) % n;
        err_add(&e, pos[i], "%s refers to %s", names[i], names[next]);
    }
    err_report(&e);
}

void check_cycle_error(Checker *c, Object **cycle, uint32_t n)
{
    const char **names = NEW_N(typ_arena(), const char *, n);
    Pos *pos = NEW_N(typ_arena(), Pos, n);
    for (uint32_t i = 0; i < n; i++) {
        Object *o = cycle[i];
        names[i] = check_sprintf("%s%s", o->pkg ? check_qualifier(c, o->pkg) : "", o->name->s);
        pos[i] = o->pos;
    }
    check_cycle_error_at(c, cycle, names, pos, n, first_in_source(cycle, n));
}

/* obj is being declared: is the cycle that it closes allowed? Reports it if not. */
bool check_cycle(Checker *c, Object *obj)
{
    int start = check_path_index(c, obj);
    Object **cycle = (Object **)c->obj_path.p + start;
    uint32_t n = c->obj_path.n - (uint32_t)start, nval = 0, ndef = 0;
    for (uint32_t i = 0; i < n; i++) {
        Object *o = cycle[i];
        if (o->kind == OBJ_CONST || o->kind == OBJ_VAR) {
            nval++;
        } else if (o->kind == OBJ_TYPENAME) {
            /* Through a type parameter list everything goes. */
            if (c->env.in_tparam_list && o->type && typ_is_generic(o->type))
                return true;
            Type *t = o->type;
            ndef += !t || (t->kind == T_NAMED && t->u.named.obj == o) || (t->kind == T_TYPEPARAM && t->u.tparam.obj == o);
        }
    }
    /* Constants and variables alone: the initialisation order tells. */
    if (nval == n || (nval == 0 && ndef > 0))
        return true;
    check_cycle_error(c, cycle, n);
    return false;
}

bool check_is_complete(Checker *c, Type *t)
{
    while (t && (t->kind == T_NAMED || t->kind == T_ALIAS)) {
        Object *obj = t->kind == T_NAMED ? t->u.named.obj : t->u.alias.obj;
        bool instance = t->kind == T_NAMED ? t->u.named.ntargs > 0 : t->u.alias.ntargs > 0;
        int i = obj->color && !instance ? check_path_index(c, obj) : -1;
        if (i >= 0) {
            check_cycle_error(c, (Object **)c->obj_path.p + i, c->obj_path.n - (uint32_t)i);
            return false;
        }
        t = t->kind == T_NAMED ? t->u.named.from_rhs : t->u.alias.from_rhs;
    }
    return true;
}

/* ---- direct cycles ---- */

enum { WHITE, GREY, BLACK };

/* The type name of this package that tname's right-hand side is, if it is just a name. */
static Object *rhs_name(Checker *c, Object *tname)
{
    DeclInfo *d = tname->info;
    Node *rhs = d ? d->tdecl->u.type_decl.type : NULL;
    if (!rhs || rhs->kind != N_NAME)
        return NULL;
    Object *o = scope_lookup(c->pkg->scope, rhs->u.ident.name);
    return o && o->kind == OBJ_TYPENAME && o->info ? o : NULL;
}

static void direct_cycle(Checker *c, Object *tname, PtrMap *color)
{
    ObjectVec path = { 0 };
    for (; tname; tname = rhs_name(c, tname)) {
        uintptr_t mark = (uintptr_t)ptrmap_get(color, tname);
        if (mark == BLACK)
            break;
        if (mark == GREY) {
            uint32_t start = 0;
            while (path.p[start] != tname)
                start++;
            tname->type = typ_basic[B_INVALID];
            check_cycle_error(c, path.p + start, path.n - start);
            break;
        }
        ptrmap_set(color, tname, (void *)(uintptr_t)GREY);
        vec_push(typ_arena(), &path, tname);
    }
    for (uint32_t i = 0; i < path.n; i++)
        ptrmap_set(color, path.p[i], (void *)(uintptr_t)BLACK);
}

void check_direct_cycles(Checker *c)
{
    PtrMap color;
    ptrmap_init(&color, typ_arena());
    for (uint32_t i = 0; i < c->objs.n; i++) {
        Object *o = c->objs.p[i];
        if (o->kind == OBJ_TYPENAME && rhs_name(c, o))
            direct_cycle(c, o, &color);
    }
}

/* ---- anonymous interfaces that contain themselves (go.dev/issue/56103) ---- */

typedef struct Visit { Type *t; bool cyclic; } Visit;
typedef struct Finder { VEC(Visit) visits; } Finder;

static bool visit(Finder *f, Type *t);

static bool has_cycle(Finder *f, Type *iface)
{
    TypeSet *s = typ_type_set(iface);
    for (uint32_t i = 0; i < s->methods.n; i++)
        if (visit(f, s->methods.p[i]->type))
            return true;
    return false;
}

static bool visit_vars(Finder *f, const ObjectVec *v)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (visit(f, v->p[i]->type))
            return true;
    return false;
}

static bool visit_interface(Finder *f, Type *t)
{
    if (t->u.iface.methods.n == 0 && t->u.iface.embeds.n == 0)
        return false;
    for (uint32_t i = 0; i < f->visits.n; i++)
        if (f->visits.p[i].t == t)
            return f->visits.p[i].cyclic;
    uint32_t at = f->visits.n;
    Visit v = { t, true };
    vec_push(typ_arena(), &f->visits, v);
    if (has_cycle(f, t))
        return true;
    f->visits.p[at].cyclic = false;
    return false;
}

static bool visit(Finder *f, Type *t)
{
    t = typ_unalias(t);
    switch ((TypeKind)t->kind) {
    case T_POINTER: return visit(f, t->u.pointer.base);
    case T_ARRAY: return visit(f, t->u.array.elem);
    case T_CHAN: return visit(f, t->u.chan.elem);
    case T_SLICE: return visit(f, t->u.slice.elem);
    case T_MAP: return visit(f, t->u.map.key) || visit(f, t->u.map.elem);
    case T_STRUCT: return visit_vars(f, &t->u.strct.fields);
    case T_INTERFACE: return visit_interface(f, t);
    case T_SIGNATURE: return visit(f, t->u.sig.params) || visit(f, t->u.sig.results);
    case T_TUPLE: return visit_vars(f, &t->u.tuple.vars);
    default: return false;      /* names cannot be part of an anonymous cycle */
    }
}

typedef struct Report { Checker *c; Finder f; } Report;

/* Reports the outermost literals. One error a cycle: what was visited on the way stays silent. */
static bool report_cyclic(void *ctx, Node *n)
{
    Report *r = ctx;
    if (n->kind != N_INTERFACE_TYPE)
        return true;
    if (n->type && n->type->kind == T_INTERFACE && has_cycle(&r->f, n->type)) {
        check_error(r->c, n->pos, ERR_InvalidTypeCycle,
                    "invalid recursive type: anonymous interface refers to itself (see https://go.dev/issue/56103)");
        for (uint32_t k = 0; k < r->f.visits.n; k++)
            r->f.visits.p[k].cyclic = false;
    }
    return false;
}

void check_anonymous_cycles(Checker *c)
{
    Finder f = { 0 };
    bool any = false;
    for (uint32_t i = 0; i < c->interfaces.n && !any; i++)
        any = has_cycle(&f, c->interfaces.p[i]);
    Report r = { .c = c };
    for (uint32_t i = 0; any && i < c->pkg->files.n; i++) {
        NodeVec *decls = &c->pkg->files.p[i]->decls;
        for (uint32_t k = 0; k < decls->n; k++)
            syn_walk(decls->p[k], report_cyclic, &r);
    }
}
