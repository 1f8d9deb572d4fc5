/*
 * construct.c - making types. All live in one arena for the whole run; ids follow the order of creation.
 */
#include "types_int.h"

static Arena *arena;
static uint32_t next_id;
static Type *empty_tuple;

Arena *typ_arena(void)
{
    if (!arena)
        arena = arena_new("types");
    return arena;
}

Type *typ_new(TypeKind kind)
{
    Type *t = NEW(typ_arena(), Type);
    t->kind = (uint8_t)kind;
    t->id = ++next_id;
    if (kind == T_SIGNATURE) {
        if (!empty_tuple)
            empty_tuple = typ_new(T_TUPLE);
        t->u.sig.params = t->u.sig.results = empty_tuple;
    }
    return t;
}

Type *typ_copy(const Type *t)
{
    Type *copy = NEW(typ_arena(), Type);
    copy->kind = t->kind;
    copy->state = t->state;
    copy->u = t->u;
    copy->id = ++next_id;
    return copy;
}

Type *typ_new_array(Type *elem, int64_t len)
{
    Type *t = typ_new(T_ARRAY);
    t->u.array.len = len;
    t->u.array.elem = elem;
    return t;
}

Type *typ_new_slice(Type *elem)
{
    Type *t = typ_new(T_SLICE);
    t->u.slice.elem = elem;
    return t;
}

Type *typ_new_pointer(Type *base)
{
    Type *t = typ_new(T_POINTER);
    t->u.pointer.base = base;
    return t;
}

Type *typ_new_map(Type *key, Type *elem)
{
    Type *t = typ_new(T_MAP);
    t->u.map.key = key;
    t->u.map.elem = elem;
    return t;
}

Type *typ_new_chan(uint8_t dir, Type *elem)
{
    Type *t = typ_new(T_CHAN);
    t->u.chan.dir = dir;
    t->u.chan.elem = elem;
    return t;
}

static ObjectVec copy_objects(Object **p, uint32_t n)
{
    ObjectVec v = { 0 };
    if (n) {
        vec_reserve(typ_arena(), &v, n);
        memcpy(v.p, p, n * sizeof(Object *));
        v.n = n;
    }
    return v;
}

Type *typ_new_struct(Object **fields, uint32_t n, const char **tags)
{
    Type *t = typ_new(T_STRUCT);
    t->u.strct.fields = copy_objects(fields, n);
    t->u.strct.tags = tags;
    for (uint32_t i = 0; i < n; i++)
        fields[i]->u.var.index = (int32_t)i;
    return t;
}

Type *typ_new_tuple(Object **vars, uint32_t n)
{
    Type *t = typ_new(T_TUPLE);
    t->u.tuple.vars = copy_objects(vars, n);
    return t;
}

Type *typ_new_signature(Object *recv, Type *params, Type *results, bool variadic)
{
    Type *t = typ_new(T_SIGNATURE);
    t->u.sig.recv = recv;
    if (params)
        t->u.sig.params = params;
    if (results)
        t->u.sig.results = results;
    t->u.sig.variadic = variadic;
    return t;
}

Object *typ_new_var(VarKind kind, Pos pos, Package *pkg, const Name *name, Type *type)
{
    Object *o = obj_new(OBJ_VAR, pos, pkg, name, type);
    o->var_kind = (uint8_t)kind;
    return o;
}

Type *typ_new_tparam(Checker *c, Object *obj, Type *constraint)
{
    static uint64_t last_id;
    (void)c;
    Type *t = typ_new(T_TYPEPARAM);
    t->u.tparam.obj = obj;
    t->u.tparam.tpid = ++last_id;
    t->u.tparam.bound = constraint;
    if (!obj->type)
        obj->type = t;
    return t;
}

Object **typ_tuple_vars(Type *tuple, uint32_t *n)
{
    *n = tuple ? tuple->u.tuple.vars.n : 0;
    return tuple ? tuple->u.tuple.vars.p : NULL;
}

Package *typ_package_new(const char *path, const Name *name, const char *go_version)
{
    static uint32_t next_index;
    Package *p = NEW(typ_arena(), Package);
    p->path = p->shown = p->title = arena_strdup(typ_arena(), path);
    p->name = name;
    p->go_version = go_version;
    p->index = next_index++;
    p->scope = scope_new(typ_universe, NO_POS, NO_POS, "package");
    return p;
}
