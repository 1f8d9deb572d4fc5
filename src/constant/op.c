/*
 * op.c - the operators on constants.
 *
 * A binary operation is done in the greater of its operands' representations, and the
 * result normalised by con_take_*. Small ints have fast paths that fall through to GMP
 * when they overflow. Whatever makes no sense (kinds that do not match, a division
 * by zero) gives unknown: the type checker has reported it.
 */
#include "constant_int.h"

/* ---- unary ---- */

static const Const *negate(const Const *x) {
    switch (x->rep) {
    case R_SMALL:
        if (x->i != INT64_MIN) return con_int64(-x->i);
        /* fall through */
    case R_BIG: {
        mpz_t z;
        con_init_z(z, x);
        mpz_neg(z, z);
        return con_take_z(z);
    }
    case R_RAT: {
        mpq_t q;
        con_init_q(q, x);
        mpq_neg(q, q);
        return con_take_q(q);
    }
    case R_FLOAT: {
        mpfr_t f;
        con_init_f(f, x);
        mpfr_neg(f, f, MPFR_RNDN);
        return con_take_f(f);
    }
    case R_COMPLEX:
        return con_complex(negate(x->c.re), negate(x->c.im));
    default:
        return con_unknown();
    }
}

/* ^x; for an unsigned operand of size bits within those. */
static const Const *complement(const Const *x, uint32_t size) {
    if (!con_is_int(x)) return con_unknown();
    mpz_t z;
    con_init_z(z, x);
    mpz_com(z, z);
    if (size) mpz_fdiv_r_2exp(z, z, size);
    return con_take_z(z);
}

const Const *con_unary(ConOp op, const Const *x, uint32_t size) {
    switch (op) {
    case CON_PLUS: case CON_ADD:
        return con_is_numeric(x) ? x : con_unknown();
    case CON_NEG: case CON_SUB:
        return negate(x);
    case CON_XOR:
        return complement(x, size);
    case CON_NOT:
        return x->rep == R_BOOL ? con_bool(!x->b) : con_unknown();
    default:
        return con_unknown();
    }
}

/* ---- binary ---- */

/* Both in 64 bits; NULL when the result is not. */
static const Const *small_op(int64_t a, ConOp op, int64_t b, bool int_div) {
    int64_t v;
    switch (op) {
    case CON_ADD:
        return __builtin_add_overflow(a, b, &v) ? NULL : con_int64(v);
    case CON_SUB:
        return __builtin_sub_overflow(a, b, &v) ? NULL : con_int64(v);
    case CON_MUL:
        return __builtin_mul_overflow(a, b, &v) ? NULL : con_int64(v);
    case CON_QUO:
        if (!int_div) return NULL;
        /* The least int64 / -1 is itself: so the official compiler has it, against the spec. */
        return con_int64(b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b);
    case CON_REM:
        return con_int64(b == -1 ? 0 : a % b);
    case CON_AND: return con_int64(a & b);
    case CON_OR: return con_int64(a | b);
    case CON_XOR: return con_int64(a ^ b);
    case CON_AND_NOT: return con_int64(a & ~b);
    default: return NULL;
    }
}

static const Const *rat_op(const Const *x, ConOp op, const Const *y);

static const Const *int_op(const Const *x, ConOp op, const Const *y, bool int_div) {
    if ((op == CON_QUO || op == CON_REM) && con_sign(y) == 0) return con_unknown();
    if (op == CON_QUO && !int_div) return rat_op(x, op, y);
    if (x->rep == R_SMALL && y->rep == R_SMALL) {
        const Const *c = small_op(x->i, op, y->i, int_div);
        if (c) return c;
    }
    mpz_t a, b;
    con_init_z(a, x);
    con_init_z(b, y);
    bool ok = true;
    switch (op) {
    case CON_ADD: mpz_add(a, a, b); break;
    case CON_SUB: mpz_sub(a, a, b); break;
    case CON_MUL: mpz_mul(a, a, b); break;
    case CON_QUO: mpz_tdiv_q(a, a, b); break;
    case CON_REM: mpz_tdiv_r(a, a, b); break;
    case CON_AND: mpz_and(a, a, b); break;
    case CON_OR: mpz_ior(a, a, b); break;
    case CON_XOR: mpz_xor(a, a, b); break;
    case CON_AND_NOT:
        mpz_com(b, b);
        mpz_and(a, a, b);
        break;
    default: ok = false; break;
    }
    mpz_clear(b);
    if (ok) return con_take_z(a);
    mpz_clear(a);
    return con_unknown();
}

static const Const *rat_op(const Const *x, ConOp op, const Const *y) {
    if (op == CON_QUO && con_sign(y) == 0) return con_unknown();
    mpq_t a, b;
    con_init_q(a, x);
    con_init_q(b, y);
    bool ok = true;
    switch (op) {
    case CON_ADD: mpq_add(a, a, b); break;
    case CON_SUB: mpq_sub(a, a, b); break;
    case CON_MUL: mpq_mul(a, a, b); break;
    case CON_QUO: mpq_div(a, a, b); break;
    default: ok = false; break;
    }
    mpq_clear(b);
    if (ok) return con_take_q(a);
    mpq_clear(a);
    return con_unknown();
}

static const Const *float_op(const Const *x, ConOp op, const Const *y) {
    if (op == CON_QUO && con_sign(y) == 0) return con_unknown();
    mpfr_t a, b;
    con_init_f(a, x);
    con_init_f(b, y);
    bool ok = true;
    switch (op) {
    case CON_ADD: mpfr_add(a, a, b, MPFR_RNDN); break;
    case CON_SUB: mpfr_sub(a, a, b, MPFR_RNDN); break;
    case CON_MUL: mpfr_mul(a, a, b, MPFR_RNDN); break;
    case CON_QUO: mpfr_div(a, a, b, MPFR_RNDN); break;
    default: ok = false; break;
    }
    mpfr_clear(b);
    if (ok) return con_take_f(a);
    mpfr_clear(a);
    return con_unknown();
}

static const Const *real_op(const Const *x, ConOp op, const Const *y) {
    return con_binary(x, op, y, false);
}

/* (a+bi) op (c+di), by the parts. */
static const Const *complex_op(const Const *x, ConOp op, const Const *y) {
    const Const *a = con_real(x), *b = con_imag(x), *c = con_real(y), *d = con_imag(y);
    if (op == CON_ADD || op == CON_SUB) return con_complex(real_op(a, op, c), real_op(b, op, d));
    if (op != CON_MUL && op != CON_QUO) return con_unknown();
    const Const *ac = real_op(a, CON_MUL, c), *bd = real_op(b, CON_MUL, d);
    const Const *ad = real_op(a, CON_MUL, d), *bc = real_op(b, CON_MUL, c);
    if (op == CON_MUL) return con_complex(real_op(ac, CON_SUB, bd), real_op(bc, CON_ADD, ad));
    /* (ac+bd)/s + (bc-ad)/s i with s = cc+dd */
    const Const *s = real_op(real_op(c, CON_MUL, c), CON_ADD, real_op(d, CON_MUL, d));
    return con_complex(real_op(real_op(ac, CON_ADD, bd), CON_QUO, s),
                       real_op(real_op(bc, CON_SUB, ad), CON_QUO, s));
}

const Const *con_binary(const Const *x, ConOp op, const Const *y, bool int_div) {
    if (x->rep == R_UNKNOWN || y->rep == R_UNKNOWN) return con_unknown();
    if (op >= CON_EQL && op <= CON_GEQ) return con_bool(con_compare(x, op, y));
    if (x->rep == R_BOOL && y->rep == R_BOOL) {
        if (op == CON_LAND) return con_bool(x->b && y->b);
        return op == CON_LOR ? con_bool(x->b || y->b) : con_unknown();
    }
    if (x->rep == R_STRING && y->rep == R_STRING)
        return op == CON_ADD ? con_concat(x, y) : con_unknown();
    if (!con_is_numeric(x) || !con_is_numeric(y)) return con_unknown();
    switch (x->rep > y->rep ? x->rep : y->rep) {
    case R_SMALL: case R_BIG: return int_op(x, op, y, int_div);
    case R_RAT: return rat_op(x, op, y);
    case R_FLOAT: return float_op(x, op, y);
    default: return complex_op(x, op, y);
    }
}

const Const *con_shift(const Const *x, ConOp op, uint32_t count) {
    if (!con_is_int(x) || (op != CON_SHL && op != CON_SHR)) return con_unknown();
    if (count == 0) return x;
    mpz_t z;
    con_init_z(z, x);
    if (op == CON_SHL) mpz_mul_2exp(z, z, count);
    else mpz_fdiv_q_2exp(z, z, count);
    return con_take_z(z);
}

/* ---- comparison ---- */

/* The sign of x - y, for two reals. */
static int order_real(const Const *x, const Const *y) {
    Rep rep = x->rep > y->rep ? x->rep : y->rep;
    int order;
    if (x->rep == R_SMALL && y->rep == R_SMALL) return (x->i > y->i) - (x->i < y->i);
    if (rep == R_BIG) {
        mpz_t a, b;
        con_init_z(a, x);
        con_init_z(b, y);
        order = mpz_cmp(a, b);
        mpz_clears(a, b, NULL);
    } else if (rep == R_RAT) {
        mpq_t a, b;
        con_init_q(a, x);
        con_init_q(b, y);
        order = mpq_cmp(a, b);
        mpq_clears(a, b, NULL);
    } else {
        mpfr_t a, b;
        con_init_f(a, x);
        con_init_f(b, y);
        order = mpfr_cmp(a, b);
        mpfr_clears(a, b, (mpfr_ptr)0);
    }
    return order;
}

static int order_strings(const Const *x, const Const *y) {
    size_t nx, ny;
    const char *sx = con_string_val(x, &nx), *sy = con_string_val(y, &ny);
    int order = memcmp(sx, sy, nx < ny ? nx : ny);
    return order ? order : (nx > ny) - (nx < ny);
}

static bool holds(int order, ConOp op) {
    switch (op) {
    case CON_EQL: return order == 0;
    case CON_NEQ: return order != 0;
    case CON_LSS: return order < 0;
    case CON_LEQ: return order <= 0;
    case CON_GTR: return order > 0;
    case CON_GEQ: return order >= 0;
    default: return false;
    }
}

bool con_compare(const Const *x, ConOp op, const Const *y) {
    bool equality = op == CON_EQL || op == CON_NEQ;
    if (x->rep == R_BOOL && y->rep == R_BOOL) return equality && holds(x->b != y->b, op);
    if (x->rep == R_STRING && y->rep == R_STRING) return holds(order_strings(x, y), op);
    if (!con_is_numeric(x) || !con_is_numeric(y)) return false;
    if (x->rep != R_COMPLEX && y->rep != R_COMPLEX) return holds(order_real(x, y), op);
    bool same = order_real(con_real(x), con_real(y)) == 0 && order_real(con_imag(x), con_imag(y)) == 0;
    return equality && holds(!same, op);
}
