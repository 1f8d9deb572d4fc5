/*
 * universe.c - the predeclared identifiers (spec, "Predeclared identifiers") and package unsafe.
 *
 * byte and rune have types of their own that print as such; identity treats them as uint8 and int32. any is
 * an alias. comparable has no methods and no terms, only the mark in its type set.
 */
#include "types_int.h"

const Target target_wasm = { 8, 8, 8 };
TypConfig typ_config;

Type *typ_basic[B_COUNT];
Type *typ_byte, *typ_rune;
Type *typ_error, *typ_any, *typ_comparable;
Type *typ_empty_interface;
Scope *typ_universe;
Package *typ_unsafe;
Object *universe_iota, *universe_any, *universe_comparable;

static const struct { const char *name; uint8_t info; } basics[B_COUNT] = {
    [B_INVALID] = { "invalid type", 0 },
    [B_BOOL] = { "bool", BI_BOOLEAN },
    [B_INT] = { "int", BI_INTEGER },
    [B_INT8] = { "int8", BI_INTEGER },
    [B_INT16] = { "int16", BI_INTEGER },
    [B_INT32] = { "int32", BI_INTEGER },
    [B_INT64] = { "int64", BI_INTEGER },
    [B_UINT] = { "uint", BI_INTEGER | BI_UNSIGNED },
    [B_UINT8] = { "uint8", BI_INTEGER | BI_UNSIGNED },
    [B_UINT16] = { "uint16", BI_INTEGER | BI_UNSIGNED },
    [B_UINT32] = { "uint32", BI_INTEGER | BI_UNSIGNED },
    [B_UINT64] = { "uint64", BI_INTEGER | BI_UNSIGNED },
    [B_UINTPTR] = { "uintptr", BI_INTEGER | BI_UNSIGNED },
    [B_FLOAT32] = { "float32", BI_FLOAT },
    [B_FLOAT64] = { "float64", BI_FLOAT },
    [B_COMPLEX64] = { "complex64", BI_COMPLEX },
    [B_COMPLEX128] = { "complex128", BI_COMPLEX },
    [B_STRING] = { "string", BI_STRING },
    [B_UNSAFE_POINTER] = { "Pointer", 0 },
    [B_UNTYPED_BOOL] = { "untyped bool", BI_BOOLEAN | BI_UNTYPED },
    [B_UNTYPED_INT] = { "untyped int", BI_INTEGER | BI_UNTYPED },
    [B_UNTYPED_RUNE] = { "untyped rune", BI_INTEGER | BI_UNTYPED },
    [B_UNTYPED_FLOAT] = { "untyped float", BI_FLOAT | BI_UNTYPED },
    [B_UNTYPED_COMPLEX] = { "untyped complex", BI_COMPLEX | BI_UNTYPED },
    [B_UNTYPED_STRING] = { "untyped string", BI_STRING | BI_UNTYPED },
    [B_UNTYPED_NIL] = { "untyped nil", BI_UNTYPED },
};

static Type *new_basic(BasicKind kind, uint8_t info, const char *name)
{
    Type *t = typ_new(T_BASIC);
    t->u.basic.kind = (uint8_t)kind;
    t->u.basic.info = info;
    t->u.basic.name = name;
    return t;
}

/* Exported names belong to package unsafe; names with a blank are for messages only. */
static Object *define(Object *o)
{
    if (strchr(o->name->s, ' '))
        return o;
    if (o->exported) {
        o->pkg = typ_unsafe;
        scope_insert(typ_unsafe->scope, o);
    } else {
        scope_insert(typ_universe, o);
    }
    return o;
}

static Object *define_type(const char *name, Type *t)
{
    return define(obj_new(OBJ_TYPENAME, NO_POS, NULL, name_of(name), t));
}

static void define_basics(void)
{
    for (int k = 0; k < B_COUNT; k++)
        typ_basic[k] = new_basic((BasicKind)k, basics[k].info, basics[k].name);
    for (int k = 0; k < B_COUNT; k++)
        define_type(basics[k].name, typ_basic[k]);
    typ_byte = new_basic(B_UINT8, basics[B_UINT8].info, "byte");
    typ_rune = new_basic(B_INT32, basics[B_INT32].info, "rune");
    define_type("byte", typ_byte);
    define_type("rune", typ_rune);
}

static TypeSet *top_type_set(bool comparable)
{
    TypeSet *s = NEW(typ_arena(), TypeSet);
    s->all_terms = true;
    s->comparable = comparable;
    return s;
}

static Type *new_interface(bool comparable)
{
    Type *t = typ_new(T_INTERFACE);
    t->u.iface.complete = true;
    t->u.iface.tset = top_type_set(comparable);
    return t;
}

/* type error interface { Error() string } */
static void define_error(void)
{
    const Name *none = name_of("");
    Object *obj = obj_new(OBJ_TYPENAME, NO_POS, NULL, name_of("error"), NULL);
    typ_error = typ_new_named(NULL, obj, NULL);
    Object *recv = typ_new_var(VAR_RECV, NO_POS, NULL, none, typ_error);
    Object *result = typ_new_var(VAR_RESULT, NO_POS, NULL, none, typ_basic[B_STRING]);
    Type *sig = typ_new_signature(recv, NULL, typ_new_tuple(&result, 1), false);
    Object *method = obj_new(OBJ_FUNC, NO_POS, NULL, name_of("Error"), sig);
    Type *iface = typ_new(T_INTERFACE);
    vec_push(typ_arena(), &iface->u.iface.methods, method);
    iface->u.iface.complete = true;
    typ_error->u.named.from_rhs = iface;
    typ_underlying(typ_error);
    define(obj);
}

static void define_interfaces(void)
{
    typ_empty_interface = new_interface(false);
    define_error();
    universe_any = obj_new(OBJ_TYPENAME, NO_POS, NULL, name_of("any"), NULL);
    universe_any->is_alias = true;
    typ_any = typ_new_alias(universe_any, typ_empty_interface);
    define(universe_any);
    universe_comparable = obj_new(OBJ_TYPENAME, NO_POS, NULL, name_of("comparable"), NULL);
    typ_comparable = typ_new_named(NULL, universe_comparable, NULL);
    typ_comparable->u.named.from_rhs = new_interface(true);
    typ_underlying(typ_comparable);
    define(universe_comparable);
}

static Object *define_const(const char *name, BasicKind kind, const Const *val)
{
    Object *o = obj_new(OBJ_CONST, NO_POS, NULL, name_of(name), typ_basic[kind]);
    o->u.cnst.val = val;
    return define(o);
}

static void define_builtin(BuiltinId id, const char *name)
{
    Object *o = obj_new(OBJ_BUILTIN, NO_POS, NULL, name_of(name), typ_basic[B_INVALID]);
    o->u.builtin.id = id;
    define(o);
}

static const char *const builtin_names[] = {
#define BUILTIN(id, name, nargs, variadic, kind) name,
#include "gocw/builtins.def"
#undef BUILTIN
};

void typ_define_test_builtins(void)
{
    if (scope_lookup(typ_universe, name_of("assert")))
        return;
    define_builtin(BUILTIN_ASSERT, builtin_names[BUILTIN_ASSERT]);
    define_builtin(BUILTIN_TRACE, builtin_names[BUILTIN_TRACE]);
}

void typ_init(const TypConfig *config)
{
    if (config)
        typ_config = *config;
    if (!typ_config.target)
        typ_config.target = &target_wasm;
    if (typ_universe)
        return;
    typ_universe = scope_new(NULL, NO_POS, NO_POS, "universe");
    typ_unsafe = typ_package_new("unsafe", name_of("unsafe"), NULL);
    typ_unsafe->is_std = typ_unsafe->collected = typ_unsafe->checked = true;
    define_basics();
    define_interfaces();
    define_const("true", B_UNTYPED_BOOL, con_bool(true));
    define_const("false", B_UNTYPED_BOOL, con_bool(false));
    universe_iota = define_const("iota", B_UNTYPED_INT, con_int64(0));
    define(obj_new(OBJ_NIL, NO_POS, NULL, name_of("nil"), typ_basic[B_UNTYPED_NIL]));
    for (int id = 0; id < BUILTIN_ASSERT; id++)
        define_builtin((BuiltinId)id, builtin_names[id]);
}
