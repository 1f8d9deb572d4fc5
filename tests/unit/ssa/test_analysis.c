/* test_analysis.c - dominators, loops and edges of flow graphs made from a list of edges. */
#include "ssa_test.h"

enum { MAX_BLOCKS = 10 };

/* Blocks 0..n-1; block 0 is the entry. edges: pairs, ended by -1. */
static Func *graph(uint32_t n, const int *edges, Block **b)
{
    static const uint8_t params[] = { IR_I32 };
    Func *f = test_func(1, params, 0, NULL);
    ssa_func_begin(f);
    b[0] = f->blocks.p[0];
    for (uint32_t i = 1; i < n; i++)
        b[i] = ssa_block_new(f);
    for (; edges[0] >= 0; edges += 2)
        ssa_edge(b[edges[0]], b[edges[1]]);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t succs = b[i]->succs.n;
        ssa_block_kind(b[i], succs == 0 ? BLOCK_RETURN : succs == 1 ? BLOCK_JUMP : BLOCK_IF, succs == 2 ? f->params.p[0] : NULL, NO_POS);
    }
    ssa_dominators(f);
    ssa_verify(f, "test");
    return f;
}

static void a_join_is_dominated_by_the_fork(void **state)
{
    (void)state;
    Block *b[MAX_BLOCKS];
    graph(4, (int[]){ 0, 1, 0, 2, 1, 3, 2, 3, -1 }, b);
    assert_ptr_equal(b[3]->idom, b[0]);
    assert_ptr_equal(b[1]->idom, b[0]);
    assert_true(ssa_dominates(b[0], b[3]));
    assert_false(ssa_dominates(b[1], b[3]));
    assert_true(ssa_dominates(b[3], b[3]));
    assert_int_equal(b[3]->dom_depth, 1);
}

/* 0 -> 1 <-> 2, 1 -> 3, and a loop 2 -> 4 -> 2 inside. */
static void loops_nest(void **state)
{
    (void)state;
    Block *b[MAX_BLOCKS];
    graph(5, (int[]){ 0, 1, 1, 2, 1, 3, 2, 4, 2, 1, 4, 2, -1 }, b);
    assert_int_equal(b[0]->loop_depth, 0);
    assert_int_equal(b[1]->loop_depth, 1);
    assert_int_equal(b[2]->loop_depth, 2);
    assert_int_equal(b[4]->loop_depth, 2);
    assert_int_equal(b[3]->loop_depth, 0);
}

static void two_back_edges_are_one_loop(void **state)
{
    (void)state;
    Block *b[MAX_BLOCKS];
    graph(5, (int[]){ 0, 1, 1, 2, 1, 4, 2, 1, 2, 3, 3, 1, -1 }, b);
    assert_int_equal(b[1]->loop_depth, 1);
    assert_int_equal(b[3]->loop_depth, 1);
}

static void irreducible_graphs_have_dominators(void **state)
{
    (void)state;
    Block *b[MAX_BLOCKS];
    graph(4, (int[]){ 0, 1, 0, 2, 1, 2, 2, 1, 2, 3, -1 }, b);
    assert_ptr_equal(b[1]->idom, b[0]);
    assert_ptr_equal(b[2]->idom, b[0]);
    assert_int_equal(b[1]->loop_depth, 0);
}

static void unreachable_blocks_go_with_their_phi_operands(void **state)
{
    (void)state;
    Func *f = test_func(0, NULL, 0, NULL);
    ssa_func_begin(f);
    Block *dead = ssa_block_new(f), *end = ssa_block_new(f);
    ssa_block_kind(f->blocks.p[0], BLOCK_JUMP, NULL, NO_POS);
    ssa_block_kind(dead, BLOCK_JUMP, NULL, NO_POS);
    ssa_block_kind(end, BLOCK_RETURN, NULL, NO_POS);
    ssa_edge(dead, end);
    ssa_edge(f->blocks.p[0], end);
    Value *one = ssa_const_i32(f, 1), *two = ssa_const_i32(f, 2);
    Value *phi = ssa_value2(end, V(PHI), IR_I32, NO_POS, one, two);
    ssa_dominators(f);
    ssa_verify(f, "test");
    assert_int_equal(f->blocks.n, 2);
    assert_int_equal(phi->nargs, 1);
    assert_ptr_equal(phi->args[0], two);
    assert_int_equal(one->uses, 0);
}

/* Two edges between the same blocks: each has its own phi operand. */
static void the_right_one_of_two_equal_edges_is_removed(void **state)
{
    (void)state;
    static const uint8_t params[] = { IR_I32 };
    Func *f = test_func(1, params, 0, NULL);
    ssa_func_begin(f);
    Block *end = ssa_block_new(f);
    ssa_edge(f->blocks.p[0], end);
    ssa_edge(f->blocks.p[0], end);
    Value *one = ssa_const_i32(f, 1), *two = ssa_const_i32(f, 2);
    Value *phi = ssa_value2(end, V(PHI), IR_I32, NO_POS, one, two);
    ssa_edge_remove(f->blocks.p[0], 1);
    assert_int_equal(phi->nargs, 1);
    assert_ptr_equal(phi->args[0], one);
    assert_int_equal(end->preds.n, 1);
}

static void constants_are_shared_and_come_back(void **state)
{
    (void)state;
    Func *f = test_func(0, NULL, 0, NULL);
    ssa_func_begin(f);
    Value *c = ssa_const_i64(f, 7);
    assert_ptr_equal(ssa_const_i64(f, 7), c);
    assert_ptr_not_equal((Value *)ssa_const_i32(f, 7), c);
    ssa_value_remove(c);
    assert_null(c->block);
    assert_ptr_equal(ssa_const_i64(f, 7), c);
    assert_non_null(c->block);
    for (int i = 0; i < 100; i++)
        assert_int_equal(ssa_const_i64(f, i)->imm, i);
    assert_ptr_equal(ssa_const_i64(f, 7), c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_join_is_dominated_by_the_fork),
        cmocka_unit_test(loops_nest),
        cmocka_unit_test(two_back_edges_are_one_loop),
        cmocka_unit_test(irreducible_graphs_have_dominators),
        cmocka_unit_test(unreachable_blocks_go_with_their_phi_operands),
        cmocka_unit_test(the_right_one_of_two_equal_edges_is_removed),
        cmocka_unit_test(constants_are_shared_and_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
