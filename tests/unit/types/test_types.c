/*
 * test_types.c - what later phases ask about types: identity, method sets, substitution, canonical types, sizes,
 * names; and that checking on demand checks no more than it must.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gocw/types.h"
#include "unify.h"

static const char source[] =
    "package q\n"
    "type S struct { a int; B string `tag` }\n"
    "type S2 struct { a int; B string }\n"
    "var s1, s2 struct { a int; B string `tag` }\n"
    "var s3 struct { a int; B string }\n"
    "var f1 func(x int, y ...string) (r error)\n"
    "var f2 func(int, ...string) error\n"
    "var f3 func(int, []string) error\n"
    "type R interface { Read(p []byte) int }\n"
    "type W interface { Write(p []byte) int }\n"
    "var i1 interface { R; W }\n"
    "var i2 interface { Write([]byte) int; Read([]uint8) int }\n"
    "type Base struct{}\n"
    "func (Base) V() {}\n"
    "func (*Base) P() {}\n"
    "func (Base) g() {}\n"
    "func (Base) Gen[T any](T) {}\n"
    "type Other struct{}\n"
    "func (Other) V() {}\n"
    "type ByValue struct { Base }\n"
    "type ByPointer struct { *Base }\n"
    "type Both struct { Base; Other }\n"
    "type List[T any] struct { next *List[T]; val T }\n"
    "func (l *List[T]) Push(v T) *List[T] { return &List[T]{l, v} }\n"
    "type Pair[K comparable, V any] struct { k K; v V }\n"
    "func (p Pair[K, V]) Key() K { return p.k }\n"
    "type A = List[int]\n"
    "type G[T any] = Pair[string, T]\n"
    "var g1 G[int]\n"
    "var g2 Pair[string, int]\n"
    "var l1, l2 List[int]\n"
    "func Map[T, U any](in []T, f func(T) U) map[*T][]U { type local struct { t T }; var l local; _ = l; return nil }\n"
    "type Mix struct { a bool; b int64; c uint8; d string; e [3]uint16; f struct{} }\n"
    "type Empty struct{}\n"
    "func bad() { undefined1() }\n"
    "func good() int { return 1 }\n"
    "var lazy int = undefined2\n";

static Arena *arena;
static Package *pkg;

static Package *check_source(const char *path, const char *text)
{
    SrcFile *src = file_add(path, path, text, strlen(text));
    Package *p = typ_package_new(path, NULL, "go1.27");
    File *f = syn_parse_file(arena, src, PARSE_ALL);
    vec_push(arena, &p->files, f);
    typ_collect(p);
    return p;
}

static int setup(void **state)
{
    (void)state;
    arena = arena_new("test");
    TypConfig config = { 0 };
    typ_init(&config);
    pkg = check_source("example.com/q", source);
    return 0;
}

static Object *object(const char *name)
{
    Object *o = scope_lookup(pkg->scope, name_of(name));
    assert_non_null(o);
    typ_resolve(o);
    return o;
}

static Type *type_of(const char *name)
{
    return object(name)->type;
}

static void test_identical(void **state)
{
    (void)state;
    assert_true(typ_identical(type_of("s1"), type_of("s2")));
    assert_false(typ_identical(type_of("s1"), type_of("s3")));
    assert_true(typ_identical_ignore_tags(type_of("s1"), type_of("s3")));
    assert_false(typ_identical(type_of("S"), type_of("s1")));
    assert_true(typ_identical(typ_underlying(type_of("S")), type_of("s1")));
    assert_true(typ_identical(type_of("f1"), type_of("f2")));
    assert_false(typ_identical(type_of("f1"), type_of("f3")));
    assert_true(typ_identical(type_of("i1"), type_of("i2")));
    assert_true(typ_identical(typ_byte, typ_basic[B_UINT8]));
    assert_true(typ_identical(type_of("g1"), type_of("g2")));
    assert_true(typ_identical(type_of("A"), type_of("l1")));
    assert_false(typ_identical(type_of("g2"), type_of("l1")));
}

static const char *method_names(Type *t)
{
    Buf b;
    buf_init(&b, arena);
    const MethodVec *set = typ_method_set(t);
    for (uint32_t i = 0; i < set->n; i++)
        buf_printf(&b, "%s%s", i ? " " : "", set->p[i].func->name->s);
    return buf_str(&b);
}

static void test_method_sets(void **state)
{
    (void)state;
    assert_string_equal(method_names(type_of("Base")), "V g");
    assert_string_equal(method_names(typ_new_pointer(type_of("Base"))), "P V g");
    assert_string_equal(method_names(type_of("ByValue")), "V g");
    assert_string_equal(method_names(type_of("ByPointer")), "P V g");
    assert_string_equal(method_names(type_of("Both")), "g");
    assert_string_equal(method_names(type_of("i1")), "Read Write");
    assert_string_equal(method_names(typ_new_pointer(type_of("i1"))), "");
    const MethodVec *set = typ_method_set(type_of("ByPointer"));
    assert_int_equal(set->p[0].nindex, 2);
    assert_int_equal(set->p[0].index[0], 0);
    assert_true(set->p[0].indirect);
}

static void test_lookup(void **state)
{
    (void)state;
    Selection *s = typ_lookup(type_of("ByValue"), true, pkg, name_of("P"));
    assert_non_null(s);
    assert_int_equal(s->kind, SEL_METHOD_VALUE);
    assert_null(typ_lookup(type_of("ByValue"), false, pkg, name_of("P")));
    assert_null(typ_lookup(type_of("Both"), true, pkg, name_of("V")));
    s = typ_lookup(typ_new_pointer(type_of("S")), false, pkg, name_of("a"));
    assert_int_equal(s->kind, SEL_FIELD);
    assert_true(s->indirect);
    assert_null(typ_lookup(type_of("S"), false, typ_unsafe, name_of("a")));     /* another package's name */
}

static void test_instances(void **state)
{
    (void)state;
    Type *list = type_of("List"), *i = typ_basic[B_INT];
    Type *inst = typ_instantiate(list, &i, 1);
    assert_ptr_equal(inst, type_of("l1"));
    assert_ptr_equal(typ_instantiate(list, &i, 1), inst);
    Object *next = typ_underlying(inst)->u.strct.fields.p[0];
    assert_ptr_equal(next->type->u.pointer.base, inst);
    Object *push = list->u.named.methods.p[0], *own = typ_method_of_instance(inst, push);
    assert_ptr_equal(own->u.func.origin, push);
    assert_string_equal(typ_string(own->type, QUAL_NAME), "func(int) *q.List[int]");
    assert_ptr_equal(typ_method_of_instance(inst, push), own);
    assert_false(typ_has_typeparams(inst));
    assert_true(typ_has_typeparams(own->u.func.origin->type));
}

static void test_subst(void **state)
{
    (void)state;
    Type *sig = type_of("Map"), *targs[2] = { typ_basic[B_INT], typ_basic[B_STRING] };
    Type *params = typ_subst(sig->u.sig.params, sig->u.sig.tparams, targs, 2);
    assert_string_equal(typ_string(params, QUAL_NAME), "([]int, func(int) string)");
    Type *result = typ_subst(sig->u.sig.results->u.tuple.vars.p[0]->type, sig->u.sig.tparams, targs, 2);
    assert_string_equal(typ_string(result, QUAL_NAME), "map[*int][]string");
    assert_ptr_equal(typ_subst(typ_error, sig->u.sig.tparams, targs, 2), typ_error);
}

/* A type declared in a generic function is another one for other type arguments. */
static void test_local_type(void **state)
{
    (void)state;
    Object *fn = object("Map");
    typ_check_body(fn);
    assert_non_null(fn->u.func.info);
    Type *local = fn->u.func.info->locals.p[0]->type, *sig = fn->type;
    Type *ints[2] = { typ_basic[B_INT], typ_basic[B_INT] }, *strings[2] = { typ_basic[B_STRING], typ_basic[B_INT] };
    Type *a = typ_subst(local, sig->u.sig.tparams, ints, 2), *b = typ_subst(local, sig->u.sig.tparams, strings, 2);
    assert_false(typ_identical(a, b));
    assert_ptr_equal(typ_subst(local, sig->u.sig.tparams, ints, 2), a);
    assert_ptr_equal(typ_underlying(a)->u.strct.fields.p[0]->type, typ_basic[B_INT]);
    assert_ptr_equal(typ_underlying(b)->u.strct.fields.p[0]->type, typ_basic[B_STRING]);
}

static void test_unify(void **state)
{
    (void)state;
    Type *sig = type_of("Map"), **tparams = sig->u.sig.tparams;
    Unifier u;
    unifier_init(&u, NULL, tparams, 2, NULL, 0);
    assert_true(unify(&u, sig->u.sig.params->u.tuple.vars.p[0]->type, typ_new_slice(type_of("S")), UNIFY_ASSIGN));
    assert_int_equal(unifier_unknowns(&u), 1);
    assert_ptr_equal(unifier_at(&u, 0), type_of("S"));
    assert_false(unify(&u, tparams[0], typ_basic[B_INT], UNIFY_EXACT));
    assert_true(unify(&u, tparams[0], type_of("s1"), UNIFY_LOOSE));     /* S's underlying type */
    assert_ptr_equal(unifier_at(&u, 0), type_of("S"));
    unifier_init(&u, NULL, tparams, 2, NULL, 0);
    assert_true(unify(&u, tparams[0], tparams[1], UNIFY_LOOSE));
    unifier_set(&u, 1, typ_basic[B_BOOL]);
    assert_ptr_equal(unifier_at(&u, 0), typ_basic[B_BOOL]);
}

static void test_canon(void **state)
{
    (void)state;
    assert_ptr_equal(typ_canon(type_of("s1")), typ_canon(typ_underlying(type_of("S"))));
    assert_ptr_not_equal(typ_canon(type_of("s1")), typ_canon(type_of("s3")));
    assert_ptr_equal(typ_canon(type_of("i1")), typ_canon(type_of("i2")));
    assert_ptr_equal(typ_canon(type_of("g1")), typ_canon(type_of("g2")));
    assert_ptr_equal(typ_canon(typ_rune), typ_basic[B_INT32]);
    assert_int_equal(typ_hash(type_of("i1")), typ_hash(type_of("i2")));
    assert_ptr_equal(typ_canon(typ_new_map(typ_byte, typ_any)), typ_canon(typ_new_map(typ_basic[B_UINT8], typ_empty_interface)));
}

static void test_sizes(void **state)
{
    (void)state;
    Type *mix = type_of("Mix");
    int64_t offsets[] = { 0, 8, 16, 24, 40, 46 };
    for (uint32_t i = 0; i < LEN(offsets); i++)
        assert_int_equal(typ_offsetof(mix, i), offsets[i]);
    assert_int_equal(typ_sizeof(mix), 48);
    assert_int_equal(typ_alignof(mix), 8);
    assert_int_equal(typ_sizeof(type_of("Empty")), 0);
    assert_int_equal(typ_alignof(type_of("Empty")), 1);
    assert_int_equal(typ_sizeof(type_of("i1")), 16);
    assert_int_equal(typ_sizeof(typ_new_slice(mix)), 24);
    assert_int_equal(typ_alignof(typ_basic[B_COMPLEX64]), 4);
    assert_int_equal(typ_sizeof(typ_new_array(typ_basic[B_INT], (int64_t)1 << 61)), -1);
}

static void test_strings(void **state)
{
    (void)state;
    assert_string_equal(typ_string(type_of("s1"), QUAL_NAME), "struct { a int; B string \"tag\" }");
    assert_string_equal(typ_string(type_of("i2"), QUAL_NAME), "interface { Read([]uint8) int; Write([]uint8) int }");
    assert_string_equal(typ_string(type_of("g1"), QUAL_NAME), "q.Pair[string,int]");
    assert_string_equal(typ_string(type_of("g1"), QUAL_PATH), "example.com/q.Pair[string,int]");
    assert_string_equal(typ_string(typ_any, QUAL_NAME), "interface {}");
    assert_string_equal(obj_symbol(object("Map")), "example.com/q.Map");
    Type *list = type_of("List");
    Object *push = typ_method_of_instance(type_of("l1"), list->u.named.methods.p[0]);
    assert_string_equal(obj_symbol(push), "example.com/q.(*List[int]).Push");
    assert_string_equal(obj_symbol(type_of("Base")->u.named.methods.p[0]), "example.com/q.Base.V");
}

static void test_satisfaction(void **state)
{
    (void)state;
    Object *missing;
    assert_false(typ_implements(type_of("Base"), type_of("R"), &missing));
    assert_string_equal(missing->name->s, "Read");
    assert_true(typ_implements(type_of("i1"), type_of("W"), NULL));
    assert_true(typ_comparable_type(type_of("S")));
    assert_true(typ_comparable_type(type_of("R")));
    assert_false(typ_strictly_comparable(type_of("R")));
    assert_false(typ_comparable_type(typ_new_slice(typ_byte)));
}

static void test_on_demand(void **state)
{
    (void)state;
    diag_reset();
    Object *good = object("good"), *bad = object("bad"), *lazy = object("lazy");
    typ_check_body(good);
    assert_int_equal(diag_count(), 0);
    assert_ptr_equal(lazy->type, typ_basic[B_INT]);
    typ_check_body(bad);
    assert_int_equal(diag_count(), 1);
    typ_check_var(lazy);
    assert_int_equal(diag_count(), 2);
    typ_check_var(lazy);
    typ_check_body(bad);
    assert_int_equal(diag_count(), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_identical), cmocka_unit_test(test_method_sets), cmocka_unit_test(test_lookup),
        cmocka_unit_test(test_instances), cmocka_unit_test(test_subst), cmocka_unit_test(test_local_type),
        cmocka_unit_test(test_unify), cmocka_unit_test(test_canon), cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_strings), cmocka_unit_test(test_satisfaction), cmocka_unit_test(test_on_demand),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
