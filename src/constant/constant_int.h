/*
 * constant_int.h - what a constant is made of, for the files of this module only.
 *
 * The numeric representations are ordered: matching two operands brings the
 * lesser one to the greater one's. Invariants: R_BIG does not fit int64; R_RAT is in
 * lowest terms and may be an integer (its kind stays float); R_FLOAT is finite
 * and never -0; the parts of a R_COMPLEX are numeric and not complex.
 */
#ifndef GOCW_CONSTANT_INT_H
#define GOCW_CONSTANT_INT_H

#include "gocw/constant.h"

#include <gmp.h>
#include <mpfr.h>
#include <stdatomic.h>

/* ORDER of the numeric ones: by what they can hold. */
typedef enum Rep { R_UNKNOWN, R_BOOL, R_STRING, R_SMALL, R_BIG, R_RAT, R_FLOAT, R_COMPLEX } Rep;

/* Bits of the mantissa of a R_FLOAT; and the size of numerator, denominator and exponent
 * up to which floats are kept as rationals. Both as in the official compiler. */
enum { FLOAT_PREC = 512, SMALL_EXP = 4096 };

/* A string constant is bytes, or a sum not yet asked for: long chains of + stay linear. */
typedef struct ConString {
    size_t n;
    _Atomic(const char *) s;        /* NULL until a sum is flattened */
    const Const *left, *right;      /* the summands */
} ConString;

typedef struct ConComplex { const Const *re, *im; } ConComplex;

/* Allocated only as large as the member in use needs. */
struct Const {
    Rep rep;
    union {
        bool b;             /* R_BOOL */
        int64_t i;          /* R_SMALL */
        mpz_t z;            /* R_BIG */
        mpq_t q;            /* R_RAT */
        mpfr_t f;           /* R_FLOAT */
        ConString str;      /* R_STRING */
        ConComplex c;       /* R_COMPLEX */
    };
};

/* ---- value.c ---- */

/* This thread's memory for constants; lives for the whole run. */
Arena *con_arena(void);
/* mpfr_init2 with FLOAT_PREC, and Go's range of exponents set for this thread. Every
 * computation with floats starts here. */
void con_init_mpfr(mpfr_t f);
/* These take over the number given and normalise: a big int that fits becomes small, a
 * large rational a float, -0 becomes 0, what is no number becomes unknown. A float never goes
 * back to a rational: it is not exact any more, and should not look it. */
const Const *con_take_z(mpz_t z);
const Const *con_take_q(mpq_t q);
const Const *con_take_f(mpfr_t f);
/* As con_take_q, but a rational whatever its size. */
const Const *con_take_q_as_is(mpq_t q);
/* The sum of two strings. */
const Const *con_concat(const Const *x, const Const *y);
static inline bool con_is_numeric(const Const *c) { return c->rep >= R_SMALL; }
static inline bool con_is_int(const Const *c) { return c->rep == R_SMALL || c->rep == R_BIG; }
/* True for floats that are kept as rationals: exponent within SMALL_EXP. f is finite. */
bool con_small_exp(const mpfr_t f);

/* ---- convert.c ---- */

/* Initialises the result and sets it from a constant whose representation is at most that
 * of the result. con_init_f rounds to nearest. */
void con_init_z(mpz_t z, const Const *c);
void con_init_q(mpq_t q, const Const *c);
void con_init_f(mpfr_t f, const Const *c);

#endif
