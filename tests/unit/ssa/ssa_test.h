/* ssa_test.h - an empty program and functions to play with. */
#ifndef SSA_TEST_H
#define SSA_TEST_H

#include "build_int.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static inline Func *test_func(uint32_t nparams, const uint8_t *params, uint32_t nresults, const uint8_t *results)
{
    if (!prog) {
        Arena *a = arena_new("test");
        prog = NEW(a, Program);
        prog->arena = a;
    }
    return ssa_func_new("test.f", ssa_sig(params, nparams, results, nresults));
}

#endif
