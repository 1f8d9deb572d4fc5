/*
 * alias.c - alias types (spec, "Alias declarations"). They stand for another type but keep their name for
 * messages; generic ones are instantiated by substituting in the type they stand for.
 */
#include "types_int.h"

Type *typ_new_alias(Object *obj, Type *rhs)
{
    Type *t = typ_new(T_ALIAS);
    t->u.alias.obj = obj;
    t->u.alias.from_rhs = rhs;
    t->u.alias.orig = t;
    if (!obj->type)
        obj->type = t;
    return t;
}
