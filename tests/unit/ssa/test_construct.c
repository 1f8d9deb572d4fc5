/* test_construct.c - SSA form while building: phis where values meet, none where they do not. */
#include "ssa_test.h"

static uint32_t count(const Func *f, ValueOp op)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        for (Value *v = f->blocks.p[i]->first; v; v = v->next)
            n += v->op == op;
    }
    return n;
}

static void begin(Builder *b)
{
    static const uint8_t params[] = { IR_I32, IR_I64 }, results[] = { IR_I64 };
    build_begin(b, test_func(2, params, 1, results));
}

static void finish(Builder *b, Value *result)
{
    ssa_block_kind(b->cur, BLOCK_RETURN, NULL, NO_POS);
    ssa_ret_add(b->cur, result);
    b->cur = NULL;
    build_finish(b);
    ssa_verify(b->f, "building");
}

/* x := 1; if cond { x = then }; return x */
static void diamond(Builder *b, int64_t then)
{
    begin(b);
    uint32_t x = build_ssa_var(b, IR_I64);
    build_write(b, x, ssa_const_i64(b->f, 1));
    Block *yes = build_block(b), *end = build_block(b);
    build_if(b, b->f->params.p[0], yes, end, 0);
    build_seal(b, yes);
    build_start(b, yes);
    build_write(b, x, ssa_const_i64(b->f, then));
    build_jump(b, end);
    build_seal(b, end);
    build_start(b, end);
    finish(b, build_read(b, x));
}

static void two_values_meet_in_a_phi(void **state)
{
    (void)state;
    Builder b;
    diamond(&b, 2);
    assert_int_equal(count(b.f, V(PHI)), 1);
}

static void equal_values_need_none(void **state)
{
    (void)state;
    Builder b;
    diamond(&b, 1);
    assert_int_equal(count(b.f, V(PHI)), 0);
}

/* i := n; k := n; for i != 0 { i = i - 1 }; return i + k */
static void a_loop_has_phis_only_for_what_changes(void **state)
{
    (void)state;
    Builder b;
    begin(&b);
    uint32_t i = build_ssa_var(&b, IR_I64), k = build_ssa_var(&b, IR_I64);
    build_write(&b, i, b.f->params.p[1]);
    build_write(&b, k, b.f->params.p[1]);
    Block *head = build_block(&b), *body = build_block(&b), *end = build_block(&b);
    build_jump(&b, head);
    build_start(&b, head);
    build_read(&b, k);
    Value *zero = ssa_value1(b.cur, V(EQZ_I64), IR_I32, NO_POS, build_read(&b, i));
    build_if(&b, zero, end, body, 0);
    build_seal(&b, body);
    build_start(&b, body);
    build_write(&b, i, ssa_value2(b.cur, V(SUB_I64), IR_I64, NO_POS, build_read(&b, i), ssa_const_i64(b.f, 1)));
    build_jump(&b, head);
    build_seal(&b, head);
    build_seal(&b, end);
    build_start(&b, end);
    finish(&b, ssa_value2(b.cur, V(ADD_I64), IR_I64, NO_POS, build_read(&b, i), build_read(&b, k)));
    assert_int_equal(count(b.f, V(PHI)), 1);
}

/* Nested loops that change nothing: the phis of both headers are trivial only together. */
static void nested_loops_leave_no_phi(void **state)
{
    (void)state;
    Builder b;
    begin(&b);
    uint32_t x = build_ssa_var(&b, IR_I64);
    build_write(&b, x, b.f->params.p[1]);
    Block *outer = build_block(&b), *inner = build_block(&b), *end = build_block(&b);
    build_jump(&b, outer);
    build_start(&b, outer);
    build_jump(&b, inner);
    build_start(&b, inner);
    build_write(&b, x, build_read(&b, x));
    Block *more = build_block(&b);
    build_if(&b, b.f->params.p[0], inner, more, 0);
    build_seal(&b, inner);
    build_seal(&b, more);
    build_start(&b, more);
    build_if(&b, b.f->params.p[0], outer, end, 0);
    build_seal(&b, outer);
    build_seal(&b, end);
    build_start(&b, end);
    finish(&b, build_read(&b, x));
    assert_int_equal(count(b.f, V(PHI)), 0);
}

static void code_behind_a_jump_is_dropped(void **state)
{
    (void)state;
    Builder b;
    begin(&b);
    Block *end = build_block(&b), *dead = build_block(&b);
    build_jump(&b, end);
    build_seal(&b, dead);
    build_start(&b, dead);
    assert_false(build_reached(&b));
    ssa_value1(b.cur, V(EQZ_I32), IR_I32, NO_POS, b.f->params.p[0]);
    build_jump(&b, end);
    build_seal(&b, end);
    build_start(&b, end);
    finish(&b, b.f->params.p[1]);
    assert_int_equal(b.f->blocks.n, 2);
    assert_int_equal(b.f->params.p[0]->uses, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_values_meet_in_a_phi),
        cmocka_unit_test(equal_values_need_none),
        cmocka_unit_test(a_loop_has_phis_only_for_what_changes),
        cmocka_unit_test(nested_loops_leave_no_phi),
        cmocka_unit_test(code_behind_a_jump_is_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
