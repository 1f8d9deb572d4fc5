/* test_layout.c - Go types as scalars and bytes: parts, pointer masks, what interfaces hold directly. */
#include "ssa_test.h"

static Object *field(const char *name, Type *t) { return typ_new_var(VAR_FIELD, NO_POS, NULL, name_of(name), t); }

static Type *strct(Type *a, Type *b, Type *c)
{
    Object *fields[] = { field("a", a), field("b", b), field("c", c) };
    return typ_canon(typ_new_struct(fields, 3, NULL));
}

static Type *basic(BasicKind k) { return typ_basic[k]; }

static void strings_slices_and_interfaces_have_parts(void **state)
{
    (void)state;
    const TypeLayout *s = ssa_layout(basic(B_STRING)), *v = ssa_layout(typ_new_slice(basic(B_INT8)));
    assert_int_equal(s->nparts, 2);
    assert_int_equal(s->parts[0].type, IR_PTR);
    assert_int_equal(s->parts[1].type, IR_I64);
    assert_int_equal(s->parts[1].offset, 8);
    assert_int_equal(s->ptr_bytes, 8);
    assert_int_equal(v->nparts, 3);
    assert_int_equal(v->size, 24);
    assert_int_equal(ssa_layout(basic(B_COMPLEX64))->parts[1].offset, 4);
    assert_int_equal(ssa_layout(typ_any)->ptr_bytes, 16);
}

static void small_structs_are_scalars_large_ones_memory(void **state)
{
    (void)state;
    const TypeLayout *small = ssa_layout(strct(basic(B_INT8), basic(B_STRING), basic(B_FLOAT64)));
    assert_false(small->in_memory);
    assert_int_equal(small->nparts, 4);
    assert_int_equal(small->parts[1].offset, 8);
    assert_int_equal(small->parts[3].type, IR_F64);
    assert_int_equal(small->ptr_bytes, 16);
    Type *slice = typ_new_slice(basic(B_INT));
    assert_true(ssa_layout(strct(slice, slice, slice))->in_memory);
    assert_true(ssa_layout(typ_new_array(basic(B_INT), 2))->in_memory);
    assert_true(ssa_layout(strct(basic(B_INT), typ_new_array(basic(B_INT), 2), basic(B_INT)))->in_memory);
    assert_int_equal(ssa_layout(typ_new_array(basic(B_STRING), 1))->nparts, 2);
    assert_int_equal(ssa_layout(typ_new_array(basic(B_INT), 0))->nparts, 0);
}

static void one_pointer_is_held_directly(void **state)
{
    (void)state;
    Type *ptr = typ_new_pointer(basic(B_INT)), *none = typ_new_array(basic(B_INT), 0);
    assert_true(ssa_layout(ptr)->direct_iface);
    assert_true(ssa_layout(strct(none, none, ptr))->direct_iface);
    assert_true(ssa_layout(typ_new_array(ptr, 1))->direct_iface);
    assert_false(ssa_layout(basic(B_INT))->direct_iface);
    assert_false(ssa_layout(basic(B_STRING))->direct_iface);
}

static void masks_mark_pointer_words(void **state)
{
    (void)state;
    Type *t = typ_canon(typ_new_array(strct(basic(B_INT), basic(B_STRING), typ_any), 2));
    uint8_t bits[2] = { 0 };
    const TypeLayout *lay = ssa_layout(t);
    assert_int_equal(lay->size, 80);
    assert_int_equal(lay->ptr_bytes, 80);
    ssa_ptr_mask(t, bits);
    /* words of an element: int, string pointer, length, type (static), data */
    assert_int_equal(bits[0], 0x12 | 0x40);
    assert_int_equal(bits[1], 0x02);
}

static void signatures_are_flattened_and_shared(void **state)
{
    (void)state;
    Object *params[] = { field("s", basic(B_STRING)), field("a", typ_new_array(basic(B_INT), 4)) };
    Object *results[] = { field("", basic(B_INT8)), field("", basic(B_STRING)) };
    Type *t = typ_canon(typ_new_signature(NULL, typ_new_tuple(params, 2), typ_new_tuple(results, 2), false));
    Sig *s = ssa_flatten_sig(t, true);
    static const uint8_t want[] = { IR_PTR, IR_PTR, IR_I64, IR_PTR }, want_results[] = { IR_I32, IR_PTR, IR_I64 };
    assert_ptr_equal(s, ssa_sig(want, 4, want_results, 3));
    assert_ptr_equal(s, ssa_flatten_sig(t, true));
    assert_ptr_not_equal(s, ssa_flatten_sig(t, false));
}

static int start(void **state)
{
    (void)state;
    static const TypConfig config = { .target = &target_wasm };
    typ_init(&config);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_slices_and_interfaces_have_parts),
        cmocka_unit_test(small_structs_are_scalars_large_ones_memory),
        cmocka_unit_test(one_pointer_is_held_directly),
        cmocka_unit_test(masks_mark_pointer_words),
        cmocka_unit_test(signatures_are_flattened_and_shared),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
