/* test_verify.c - the verifier accepts valid functions and stops at each kind of damage. */
#include "ssa_test.h"

#include <sys/wait.h>
#include <unistd.h>

/* f(a i32, p ptr) i32 { if a { x = load p } ; return phi } */
static Func *sample(void)
{
    static const uint8_t params[] = { IR_I32, IR_PTR }, results[] = { IR_I32 };
    Func *f = test_func(2, params, 1, results);
    ssa_func_begin(f);
    Block *entry = f->blocks.p[0], *then = ssa_block_new(f), *end = ssa_block_new(f);
    ssa_block_kind(entry, BLOCK_IF, f->params.p[0], NO_POS);
    ssa_edge(entry, then);
    ssa_edge(entry, end);
    Value *load = ssa_value1(then, V(LOAD), IR_I32, NO_POS, f->params.p[1]);
    load->mem = MEM_I32;
    ssa_block_kind(then, BLOCK_JUMP, NULL, NO_POS);
    ssa_edge(then, end);
    Value *phi = ssa_value2(end, V(PHI), IR_I32, NO_POS, f->params.p[0], load);
    ssa_block_kind(end, BLOCK_RETURN, NULL, NO_POS);
    ssa_ret_add(end, phi);
    return f;
}

static bool rejected(void (*damage)(Func *))
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        Func *f = sample();
        damage(f);
        ssa_verify(f, "damage");
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void nothing(Func *f) { (void)f; }
static void wrong_type(Func *f) { f->blocks.p[1]->first->type = IR_I64; }
static void wrong_uses(Func *f) { f->params.p[1]->uses++; }
static void missing_phi_operand(Func *f) { f->blocks.p[2]->first->nargs = 1; }
static void one_sided_edge(Func *f) { f->blocks.p[1]->preds.n = 0; }
static void missing_control(Func *f) { ssa_set_control(f->blocks.p[0], NULL); }
static void missing_result(Func *f) { f->blocks.p[2]->rets.n = 0; }
static void not_dominating(Func *f)
{
    Value *load = f->blocks.p[1]->first;
    ssa_value1(f->blocks.p[2], V(EQZ_I32), IR_I32, NO_POS, load);
}
static void used_before_defined(Func *f)
{
    Value *load = f->blocks.p[1]->first, *v = ssa_value_loose(f, V(EQZ_I32), IR_I32, NO_POS, 1);
    ssa_arg_add(v, load);
    ssa_insert_before(load, v);
}
static void result_apart_from_its_call(Func *f)
{
    static const uint8_t two[] = { IR_I32, IR_I32 };
    Block *b = f->blocks.p[1];
    Value *call = ssa_value0(b, V(CALL), IR_I32, NO_POS);
    call->aux.func = ssa_func_new("test.two", ssa_sig(NULL, 0, two, 2));
    call->sig = call->aux.func->sig;
    ssa_value1(b, V(EQZ_I32), IR_I32, NO_POS, call);
    ssa_value1(b, V(RESULT), IR_I32, NO_POS, call)->imm = 1;
}

static void damage_is_found(void **state)
{
    (void)state;
    assert_false(rejected(nothing));
    void (*const all[])(Func *) = { wrong_type, wrong_uses, missing_phi_operand, one_sided_edge, missing_control, missing_result,
                                    not_dominating, used_before_defined, result_apart_from_its_call };
    for (size_t i = 0; i < LEN(all); i++)
        assert_true(rejected(all[i]));
}

static void the_text_shows_everything(void **state)
{
    (void)state;
    Func *f = sample();
    Arena *a = arena_new("text");
    Buf b;
    buf_init(&b, a);
    ssa_print_func(&b, f);
    assert_string_equal(buf_str(&b),
                        "func @test.f(i32 ptr) (i32) {\n"
                        "b0:\n    v0 i32 = param\n    v1 ptr = param #1\n    if v0 b1 b2\n"
                        "b1: <- b0\n    v2 i32 = load.i32 v1\n    jump b2\n"
                        "b2: <- b0 b1\n    v3 i32 = phi v0 v2\n    return v3\n"
                        "}\n");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(damage_is_found), cmocka_unit_test(the_text_shows_everything) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
