/*
 * format.c - constants as text: short for messages, exact for dumps.
 *
 * Both follow the official compiler's constant package to the letter, since error
 * messages show the short form and tests compare it.
 */
#include "constant_int.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_RUNES = 72 };    /* of a quoted string in the short form */

static const char *quoted(const Const *c, Buf *b) {
    size_t n;
    const char *s = con_string_val(c, &n);
    buf_init(b, con_arena());
    buf_quote(b, s, n);
    return buf_str(b);
}

/* Quoted, and cut in the middle of nothing: the first runes and "...". */
static const char *short_string(const Const *c) {
    Buf b;
    const char *s = quoted(c, &b);
    size_t at = 0, cut = 0;
    int runes = 0, width;
    for (; at < b.n; at += (size_t)width, runes++) {
        if (runes == MAX_RUNES - 3) cut = at;
        utf8_decode(s + at, b.n - at, &width);
    }
    if (runes <= MAX_RUNES) return s;
    return arena_printf(con_arena(), "%.*s...", (int)cut, s);
}

/* The fewest digits that read back as v; in the form of Go's %g. */
static void shortest(char *out, size_t size, double v) {
    int digits = 1;
    for (; digits <= 17; digits++) {
        snprintf(out, size, "%.*e", digits - 1, v);
        if (strtod(out, NULL) == v) break;
    }
    /* Unlike C's %g, Go's chooses the form by 6 digits here, however many are needed. */
    int exp = atoi(strchr(out, 'e') + 1);
    if (exp < -4 || exp >= 6) return;
    snprintf(out, size, "%.*f", digits - 1 > exp ? digits - 1 - exp : 0, v);
}

/* Beyond the range of double: a mantissa and a decimal exponent by logarithms, as near as
 * double computes them. The mantissa is not always the one a reader expects (0.5e-999), but it
 * is what the official compiler prints. */
static void approximate(char *out, size_t size, const mpfr_t f) {
    const double log10_of_2 = 0.30102999566398119521373889472449;
    long exp;
    double mantissa = mpfr_get_d_2exp(&exp, f, MPFR_RNDN);
    double decimal = (double)exp * log10_of_2;
    long e = (long)decimal;
    mantissa *= pow(10, decimal - (double)e);
    /* What rounds to 10 when printed with 6 digits counts as 10. */
    if (fabs(mantissa) < 1 - 0.5e-6) {
        mantissa *= 10;
        e--;
    } else if (fabs(mantissa) >= 10) {
        mantissa /= 10;
        e++;
    }
    snprintf(out, size, "%.6ge%+ld", mantissa, e);
}

static const char *short_float(const Const *c) {
    mpfr_t f;
    con_init_f(f, c);
    char text[64];
    double v = mpfr_get_d(f, MPFR_RNDN);
    if (isinf(v) || (v == 0 && !mpfr_zero_p(f))) {
        approximate(text, sizeof text, f);
    } else {
        snprintf(text, sizeof text, "%.6g", v);
        /* 0.9999999 must not look like an integer. */
        if (!mpfr_integer_p(f) && !strchr(text, '.')) shortest(text, sizeof text, v);
    }
    mpfr_clear(f);
    return arena_strdup(con_arena(), text);
}

static const char *int_text(const mpz_t z) {
    char *s = arena_alloc_raw(con_arena(), mpz_sizeinbase(z, 10) + 2, 1);
    return mpz_get_str(s, 10, z);
}

/* 0x.MANTp±EXP with the mantissa in [0.5, 1) and without trailing zeros. */
static const char *exact_float(const Const *c) {
    if (mpfr_zero_p(c->f)) return "0";
    mpz_t mantissa;
    mpz_init(mantissa);
    mpfr_get_z_2exp(mantissa, c->f);
    mpz_abs(mantissa, mantissa);
    char digits[FLOAT_PREC / 4 + 2];
    mpz_get_str(digits, 16, mantissa);
    mpz_clear(mantissa);
    size_t n = strlen(digits);
    while (n > 0 && digits[n - 1] == '0') n--;
    return arena_printf(con_arena(), "%s0x.%.*sp%+ld", mpfr_sgn(c->f) < 0 ? "-" : "", (int)n, digits,
                        (long)mpfr_get_exp(c->f));
}

const char *con_format(const Const *c) {
    switch (c->rep) {
    case R_STRING: return short_string(c);
    case R_RAT: case R_FLOAT: return short_float(c);
    case R_COMPLEX:
        return arena_printf(con_arena(), "(%s + %si)", con_format(c->c.re), con_format(c->c.im));
    default: return con_format_exact(c);
    }
}

const char *con_format_exact(const Const *c) {
    switch (c->rep) {
    case R_BOOL: return c->b ? "true" : "false";
    case R_STRING: {
        Buf b;
        return quoted(c, &b);
    }
    case R_SMALL: return arena_printf(con_arena(), "%lld", (long long)c->i);
    case R_BIG: return int_text(c->z);
    case R_RAT:
        if (mpz_cmp_ui(mpq_denref(c->q), 1) == 0) return int_text(mpq_numref(c->q));
        return arena_printf(con_arena(), "%s/%s", int_text(mpq_numref(c->q)), int_text(mpq_denref(c->q)));
    case R_FLOAT: return exact_float(c);
    case R_COMPLEX:
        return arena_printf(con_arena(), "(%s + %si)", con_format_exact(c->c.re), con_format_exact(c->c.im));
    default: return "unknown";
    }
}
