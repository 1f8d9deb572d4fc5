/*
 * canon.c - one pointer for all identical types, and hashes that identical types share.
 *
 * The checker makes equal types many times; later phases ask for the representative of a complete type once and
 * compare pointers from then on. Hashes are built from names, numbers and shapes, never from addresses or ids, so
 * they are the same in every run.
 */
#include "types_int.h"

static uint32_t mix(uint32_t h, uint32_t v)
{
    h = (h ^ v) * 0x9e3779b1u;
    return h ^ h >> 15;
}

static uint32_t hash_name(const Name *n)
{
    return n->hash;
}

static uint32_t hash_type(Type *t, bool complete);

static uint32_t hash_vars(const ObjectVec *v, uint32_t h, bool complete)
{
    for (uint32_t i = 0; i < v->n; i++)
        h = mix(h, hash_type(v->p[i]->type, complete));
    return mix(h, v->n);
}

static uint32_t hash_struct(Type *t, bool complete)
{
    uint32_t h = 0x51;
    for (uint32_t i = 0; i < t->u.strct.fields.n; i++) {
        Object *f = t->u.strct.fields.p[i];
        h = mix(mix(h, hash_name(f->name)), hash_type(f->type, complete));
    }
    return h;
}

/* While types are incomplete an interface's methods are not known for sure. */
static uint32_t hash_interface(Type *t, bool complete)
{
    if (!complete)
        return 0x1f;
    TypeSet *s = typ_type_set(t);
    uint32_t h = mix(0x1f, s->methods.n);
    for (uint32_t i = 0; i < s->methods.n; i++)
        h = mix(h, hash_name(s->methods.p[i]->name));
    return h;
}

static uint32_t hash_named(Type *t, bool complete)
{
    Object *o = t->u.named.orig->u.named.obj;
    uint32_t h = mix(0x7a, hash_name(o->name));
    if (o->pkg)
        h = mix(h, hash_name(name_of(o->pkg->path)));
    for (uint32_t i = 0; i < t->u.named.ntargs; i++)
        h = mix(h, hash_type(t->u.named.targs[i], complete));
    return h;
}

static uint32_t hash_type(Type *t, bool complete)
{
    t = typ_unalias(t);
    if (!t)
        return 1;
    uint32_t kind = mix(0x33, t->kind);
    switch ((TypeKind)t->kind) {
    case T_BASIC:
        return mix(kind, t->u.basic.kind);
    case T_ARRAY:
        return mix(mix(kind, (uint32_t)t->u.array.len), hash_type(t->u.array.elem, complete));
    case T_SLICE:
        return mix(kind, hash_type(t->u.slice.elem, complete));
    case T_STRUCT:
        return hash_struct(t, complete);
    case T_POINTER:
        return mix(kind, hash_type(t->u.pointer.base, complete));
    case T_TUPLE:
        return hash_vars(&t->u.tuple.vars, kind, complete);
    case T_SIGNATURE:
        /* Type parameters of a generic signature have no identity of their own. */
        if (t->u.sig.ntparams)
            return mix(kind, t->u.sig.ntparams);
        kind = hash_vars(&t->u.sig.params->u.tuple.vars, mix(kind, t->u.sig.variadic), complete);
        return hash_vars(&t->u.sig.results->u.tuple.vars, kind, complete);
    case T_UNION:
        return kind;
    case T_INTERFACE:
        return hash_interface(t, complete);
    case T_MAP:
        return mix(mix(kind, hash_type(t->u.map.key, complete)), hash_type(t->u.map.elem, complete));
    case T_CHAN:
        return mix(mix(kind, t->u.chan.dir), hash_type(t->u.chan.elem, complete));
    case T_NAMED:
        return hash_named(t, complete);
    case T_TYPEPARAM:
        return mix(kind, (uint32_t)t->u.tparam.tpid);
    case T_ALIAS:               /* incomplete */
        return kind;
    }
    return kind;
}

uint32_t typ_instance_hash(Type *t)
{
    return hash_type(t, false);
}

uint32_t typ_hash(Type *t)
{
    return hash_type(t, true);
}

/* ---- representatives ---- */

typedef struct Class { Type *t; struct Class *next; } Class;

static PtrMap classes;          /* hash -> Class *, a chain */

static Type *representative(Type *t)
{
    void *key = (void *)(uintptr_t)((uint64_t)typ_hash(t) | (uint64_t)1 << 32);
    Class *first = ptrmap_get(&classes, key);
    for (Class *c = first; c; c = c->next)
        if (typ_identical(c->t, t))
            return c->t;
    Class *own = NEW(typ_arena(), Class);
    *own = (Class){ t, first };
    ptrmap_set(&classes, key, own);
    t->canonical = true;
    return t;
}

static void init_classes(void)
{
    ptrmap_init(&classes, typ_arena());
    for (int k = 0; k < B_COUNT; k++)
        typ_basic[k]->canon = representative(typ_basic[k]);
}

Type *typ_canon(Type *t)
{
    if (t->canon)
        return t->canon;
    if (!classes.arena)
        init_classes();
    Type *u = typ_unalias(t);
    if (!u->canon) {
        if (u->kind == T_NAMED)
            typ_underlying(u);
        u->canon = representative(u);
    }
    return t->canon = u->canon;
}
