/*
 * interface.c - interface types as written (spec, "Interface types"): methods and embedded elements. The type set
 * is computed later, when the elements are complete.
 */
#include "types_int.h"

typedef struct TypeSetLater { Type *t; Pos pos; } TypeSetLater;

static void compute_type_set(Checker *c, void *arg)
{
    TypeSetLater *l = arg;
    check_type_set(c, l->pos, l->t);
}

static void add_method(Checker *c, Type *t, Node *f, Object *def)
{
    Node *name = f->u.field.name;
    if (name_is(name->u.ident.name, "_")) {
        check_error_node(c, name, ERR_BlankIfaceMethod, "methods must have a unique non-blank name");
        return;
    }
    Type *sig = check_typ(c, f->u.field.type);
    if (sig->kind != T_SIGNATURE) {
        if (typ_is_valid(sig))
            check_error_node(c, f->u.field.type, ERR_InvalidSyntaxTree, "%s is not a method signature", typ_str(c, sig));
        return;
    }
    /* A named receiver reads better in messages. */
    Type *named = def ? typ_as_named(def->type) : NULL;
    sig->u.sig.recv = typ_new_var(VAR_RECV, name->pos, c->pkg, name_of(""), named ? named : t);
    Object *m = obj_new(OBJ_FUNC, name->pos, c->pkg, name->u.ident.name, sig);
    m->decl = f;
    name->u.ident.obj = m;
    vec_push(typ_arena(), &t->u.iface.methods, m);
}

Type *check_interface_type(Checker *c, Node *e, Object *def)
{
    Type *t = typ_new(T_INTERFACE);
    t->u.iface.checker = c;
    VEC(Pos) pos = { 0 };
    NodeVec *list = &e->u.interface_type.methods;
    for (uint32_t i = 0; i < list->n; i++) {
        Node *f = list->p[i];
        if (f->u.field.name) {
            add_method(c, t, f, def);
            continue;
        }
        Type *elem = check_union(c, f->u.field.type);
        vec_push(typ_arena(), &t->u.iface.embeds, elem);
        vec_push(typ_arena(), &pos, syn_start_pos(f->u.field.type));
        t->u.iface.embed_pos = pos.p;
    }
    t->u.iface.complete = true;
    if (t->u.iface.methods.n == 0 && t->u.iface.embeds.n == 0) {
        t->u.iface.tset = typ_empty_interface->u.iface.tset;
        return t;
    }
    if (c->full)
        vec_push(typ_arena(), &c->interfaces, t);
    TypeSetLater *l = NEW(typ_arena(), TypeSetLater);
    *l = (TypeSetLater){ t, e->pos };
    check_later(c, compute_type_set, l);
    return t;
}
