/*
 * object.c - objects (what identifiers denote) and scopes.
 *
 * Spec, "Uniqueness of identifiers": two identifiers differ if they are spelled differently, or if they are
 * not exported and stand in different packages. Methods and fields are compared by that rule everywhere.
 *
 * A scope holds objects from the moment they are declared, and statements are checked in source order, so
 * lookups need no position: what is in the scope is visible.
 */
#include "types_int.h"

#include <stdlib.h>

static uint32_t next_id;

Object *obj_new(ObjectKind kind, Pos pos, Package *pkg, const Name *name, Type *type)
{
    Object *o = NEW(typ_arena(), Object);
    o->kind = (uint8_t)kind;
    o->id = ++next_id;
    o->pos = pos;
    o->pkg = pkg;
    o->name = name;
    o->type = type;
    o->exported = name_exported(name);
    return o;
}

Object *obj_copy(const Object *o, Type *type)
{
    Object *copy = NEW(typ_arena(), Object);
    *copy = *o;
    copy->id = ++next_id;
    copy->type = type;
    return copy;
}

static bool fold_equal(const Name *a, const Name *b)
{
    if (a->len != b->len)
        return false;
    for (uint32_t i = 0; i < a->len; i++) {
        unsigned char x = (unsigned char)a->s[i], y = (unsigned char)b->s[i];
        if (x >= 'A' && x <= 'Z')
            x |= 0x20;
        if (y >= 'A' && y <= 'Z')
            y |= 0x20;
        if (x != y)
            return false;
    }
    return true;
}

bool obj_same_id(const Object *o, const Package *pkg, const Name *name, bool fold_case)
{
    if (o->name != name)
        return fold_case && fold_equal(o->name, name);
    return fold_case || o->exported || o->pkg == pkg;
}

int obj_compare_id(const Object *a, const Object *b)
{
    if (a == b)
        return 0;
    if (a->exported != b->exported)
        return a->exported ? -1 : 1;
    if (a->name != b->name)
        return strcmp(a->name->s, b->name->s);
    if (a->exported || a->pkg == b->pkg)
        return 0;
    return strcmp(a->pkg ? a->pkg->path : "", b->pkg ? b->pkg->path : "");
}

static int compare_objects(const void *a, const void *b)
{
    return obj_compare_id(*(Object *const *)a, *(Object *const *)b);
}

void obj_sort(ObjectVec *v)
{
    if (v->n > 1)
        qsort(v->p, v->n, sizeof(Object *), compare_objects);
}

static const char *var_kind_string(const Object *o)
{
    switch ((VarKind)o->var_kind) {
    case VAR_PACKAGE: return "package-level variable";
    case VAR_LOCAL: return "local variable";
    case VAR_PARAM: return "parameter";
    case VAR_RESULT: return "result variable";
    case VAR_RECV: return "receiver";
    case VAR_FIELD: return "struct field";
    }
    return "variable";
}

/* Also an object that is declared without = may name another's type: the predeclared byte and rune. */
static bool is_alias(const Object *o)
{
    return o->is_alias || (o->type && (o->type->kind == T_ALIAS || o->type == typ_byte || o->type == typ_rune));
}

const char *obj_kind_string(const Object *o)
{
    switch ((ObjectKind)o->kind) {
    case OBJ_PKGNAME: return "package name";
    case OBJ_CONST: return "constant";
    case OBJ_TYPENAME:
        if (is_alias(o))
            return "type alias";
        return o->type && o->type->kind == T_TYPEPARAM ? "type parameter" : "defined type";
    case OBJ_VAR: return var_kind_string(o);
    case OBJ_FUNC: return o->type && o->type->u.sig.recv ? "method" : "function";
    case OBJ_LABEL: return "label";
    case OBJ_BUILTIN: return "built-in function";
    case OBJ_NIL: return "untyped nil";
    }
    return "unknown symbol";
}

bool obj_has_ptr_recv(const Object *method)
{
    /* The signature may not be set up yet: then go by what the declaration looks like. */
    if (method->type && method->type->kind == T_SIGNATURE && method->type->u.sig.recv) {
        bool ptr;
        typ_deref(method->type->u.sig.recv->type, &ptr);
        return ptr;
    }
    return method->ptr_recv;
}

/* ---- scopes ---- */

Scope *scope_new(Scope *parent, Pos start, Pos end, const char *comment)
{
    Scope *s = NEW(typ_arena(), Scope);
    s->parent = parent;
    s->start = start;
    s->end = end;
    s->comment = comment;
    s->func = parent ? parent->func : NULL;
    ptrmap_init(&s->elems, typ_arena());
    return s;
}

Object *scope_lookup(Scope *s, const Name *n)
{
    return ptrmap_get(&s->elems, n);
}

Object *scope_lookup_parent(Scope *s, const Name *n, Pos pos, Scope **found)
{
    (void)pos;
    for (; s; s = s->parent) {
        Object *o = ptrmap_get(&s->elems, n);
        if (o) {
            if (found)
                *found = s;
            return o;
        }
    }
    return NULL;
}

Object *scope_insert(Scope *s, Object *o)
{
    Object *other = ptrmap_get(&s->elems, o->name);
    if (other)
        return other;
    ptrmap_set(&s->elems, o->name, o);
    if (!o->parent)
        o->parent = s;
    return NULL;
}
