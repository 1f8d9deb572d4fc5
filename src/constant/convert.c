/*
 * convert.c - the same value as another kind, rounding, and wrapping.
 *
 * con_to_int also accepts a float that misses an integer by no more than the last
 * bits of its mantissa: those are taken for the rounding errors of the computation
 * that led there. What is kept as a rational is exact and gets no such tolerance.
 */
#include "constant_int.h"

#include <math.h>

/* How many of the last mantissa bits con_to_int takes for noise. */
enum { NOISE_BITS = 4 };

void con_init_z(mpz_t z, const Const *c) {
    if (c->rep == R_SMALL) mpz_init_set_si(z, c->i);
    else mpz_init_set(z, c->z);
}

void con_init_q(mpq_t q, const Const *c) {
    mpq_init(q);
    if (c->rep == R_SMALL) mpq_set_si(q, c->i, 1);
    else if (c->rep == R_BIG) mpq_set_z(q, c->z);
    else mpq_set(q, c->q);
}

void con_init_f(mpfr_t f, const Const *c) {
    con_init_mpfr(f);
    switch (c->rep) {
    case R_SMALL: mpfr_set_si(f, c->i, MPFR_RNDN); break;
    case R_BIG: mpfr_set_z(f, c->z, MPFR_RNDN); break;
    case R_RAT: mpfr_set_q(f, c->q, MPFR_RNDN); break;
    default: mpfr_set(f, c->f, MPFR_RNDN); break;
    }
}

static const Const *int_from_float(const mpfr_t f) {
    mpz_t z;
    mpz_init(z);
    mpfr_get_z(z, f, MPFR_RNDZ);
    return con_take_z(z);
}

static const Const *float_to_int(const Const *c) {
    /* A larger exponent would make a number of that many bits. */
    if (!con_small_exp(c->f)) return con_unknown();
    if (mpfr_integer_p(c->f)) return int_from_float(c->f);
    const Const *result = con_unknown();
    mpfr_t t;
    mpfr_init2(t, FLOAT_PREC - NOISE_BITS);
    mpfr_set(t, c->f, MPFR_RNDZ);
    if (!mpfr_integer_p(t)) mpfr_set(t, c->f, MPFR_RNDA);
    if (mpfr_integer_p(t)) result = int_from_float(t);
    mpfr_clear(t);
    return result;
}

const Const *con_to_int(const Const *c) {
    switch (c->rep) {
    case R_SMALL: case R_BIG:
        return c;
    case R_RAT: {
        if (mpz_cmp_ui(mpq_denref(c->q), 1) != 0) return con_unknown();
        mpz_t z;
        mpz_init_set(z, mpq_numref(c->q));
        return con_take_z(z);
    }
    case R_FLOAT:
        return float_to_int(c);
    case R_COMPLEX:
        return con_sign(c->c.im) == 0 ? con_to_int(c->c.re) : con_unknown();
    default:
        return con_unknown();
    }
}

const Const *con_to_float(const Const *c) {
    switch (c->rep) {
    case R_SMALL: case R_BIG: {
        mpq_t q;
        con_init_q(q, c);
        return con_take_q(q);
    }
    case R_RAT: case R_FLOAT:
        return c;
    case R_COMPLEX:
        return con_sign(c->c.im) == 0 ? con_to_float(c->c.re) : con_unknown();
    default:
        return con_unknown();
    }
}

const Const *con_to_complex(const Const *c) {
    if (c->rep == R_COMPLEX) return c;
    return con_complex(c, con_int64(0));
}

const Const *con_round_float32(const Const *c) {
    if (c->rep == R_COMPLEX) return con_complex(con_round_float32(c->c.re), con_round_float32(c->c.im));
    if (!con_is_numeric(c)) return con_unknown();
    return con_float64((double)con_float32_val(c));
}

const Const *con_round_float64(const Const *c) {
    if (c->rep == R_COMPLEX) return con_complex(con_round_float64(c->c.re), con_round_float64(c->c.im));
    if (!con_is_numeric(c)) return con_unknown();
    return con_float64(con_float64_val(c));
}

const Const *con_wrap_int(const Const *c, uint32_t size, bool is_signed) {
    if (!con_is_int(c)) return con_unknown();
    uint32_t bits = size * 8;
    mpz_t z;
    con_init_z(z, c);
    mpz_fdiv_r_2exp(z, z, bits);
    if (is_signed && bits && mpz_tstbit(z, bits - 1)) {
        mpz_t modulus;
        mpz_init(modulus);
        mpz_setbit(modulus, bits);
        mpz_sub(z, z, modulus);
        mpz_clear(modulus);
    }
    return con_take_z(z);
}
