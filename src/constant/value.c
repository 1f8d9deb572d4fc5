/*
 * value.c - making constants and reading them.
 *
 * Constants come from an arena per thread and are never freed; the digits of large
 * numbers come from malloc and stay with them. Literal text is checked here too, as
 * the scanner reports a malformed literal and goes on.
 */
#include "constant_int.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

/* ---- memory ---- */

static pthread_once_t thread_once = PTHREAD_ONCE_INIT;
static pthread_key_t thread_key;
static _Thread_local Arena *thread_arena;

/* What MPFR keeps per thread would be lost with the thread; the constants stay. */
static void end_thread(void *unused) {
    (void)unused;
    mpfr_free_cache2(MPFR_FREE_LOCAL_CACHE);
}

static void make_key(void) {
    pthread_key_create(&thread_key, end_thread);
}

Arena *con_arena(void) {
    if (!thread_arena) {
        pthread_once(&thread_once, make_key);
        thread_arena = arena_new("constants");
        pthread_setspecific(thread_key, thread_arena);
        /* Exponents have 32 bits in Go's big floats. */
        mpfr_set_emin(INT32_MIN);
        mpfr_set_emax(INT32_MAX);
    }
    return thread_arena;
}

void con_init_mpfr(mpfr_t f) {
    con_arena();
    mpfr_init2(f, FLOAT_PREC);
}

static Const *new_const(Rep rep, size_t payload) {
    Const *c = arena_alloc_raw(con_arena(), offsetof(Const, b) + payload, 8);
    c->rep = rep;
    return c;
}

/* ---- making ---- */

static const Const unknown = { .rep = R_UNKNOWN };
static const Const truth = { .rep = R_BOOL, .b = true };
static const Const falsity = { .rep = R_BOOL, .b = false };

const Const *con_unknown(void) {
    return &unknown;
}

const Const *con_bool(bool b) {
    return b ? &truth : &falsity;
}

static const Const *string_of(const char *s, size_t n) {
    Const *c = new_const(R_STRING, sizeof c->str);
    c->str.n = n;
    c->str.left = c->str.right = NULL;
    atomic_init(&c->str.s, s);
    return c;
}

const Const *con_string(const char *s, size_t n) {
    return string_of(arena_strndup(con_arena(), s, n), n);
}

const Const *con_concat(const Const *x, const Const *y) {
    if (x->str.n == 0) return y;
    if (y->str.n == 0) return x;
    Const *c = new_const(R_STRING, sizeof c->str);
    c->str.n = x->str.n + y->str.n;
    c->str.left = x;
    c->str.right = y;
    atomic_init(&c->str.s, NULL);
    return c;
}

const Const *con_int64(int64_t v) {
    Const *c = new_const(R_SMALL, sizeof c->i);
    c->i = v;
    return c;
}

const Const *con_uint64(uint64_t v) {
    if (v <= INT64_MAX) return con_int64((int64_t)v);
    mpz_t z;
    mpz_init_set_ui(z, v);
    return con_take_z(z);
}

const Const *con_float64(double v) {
    if (!isfinite(v)) return &unknown;
    mpq_t q;
    mpq_init(q);
    mpq_set_d(q, v);
    return con_take_q(q);
}

const Const *con_complex(const Const *re, const Const *im) {
    re = con_real(re);
    im = con_real(im);
    if (!con_is_numeric(re) || !con_is_numeric(im)) return &unknown;
    Const *c = new_const(R_COMPLEX, sizeof c->c);
    c->c = (ConComplex){ re, im };
    return c;
}

const Const *con_take_z(mpz_t z) {
    if (mpz_fits_slong_p(z)) {
        int64_t v = mpz_get_si(z);
        mpz_clear(z);
        return con_int64(v);
    }
    Const *c = new_const(R_BIG, sizeof c->z);
    c->z[0] = z[0];
    return c;
}
_Static_assert(sizeof(long) == sizeof(int64_t), "GMP's long is int64");

const Const *con_take_q_as_is(mpq_t q) {
    Const *c = new_const(R_RAT, sizeof c->q);
    c->q[0] = q[0];
    return c;
}

const Const *con_take_q(mpq_t q) {
    if (mpz_sizeinbase(mpq_numref(q), 2) < SMALL_EXP && mpz_sizeinbase(mpq_denref(q), 2) < SMALL_EXP)
        return con_take_q_as_is(q);
    mpfr_t f;
    con_init_mpfr(f);
    mpfr_set_q(f, q, MPFR_RNDN);
    mpq_clear(q);
    return con_take_f(f);
}

const Const *con_take_f(mpfr_t f) {
    if (!mpfr_number_p(f)) {
        mpfr_clear(f);
        return &unknown;
    }
    if (mpfr_zero_p(f)) mpfr_set_zero(f, 1);    /* there is no -0 */
    Const *c = new_const(R_FLOAT, sizeof c->f);
    c->f[0] = f[0];
    return c;
}

bool con_small_exp(const mpfr_t f) {
    if (mpfr_zero_p(f)) return true;
    return mpfr_get_exp(f) > -SMALL_EXP && mpfr_get_exp(f) < SMALL_EXP;
}

/* ---- numeric literals ---- */

/* A literal taken apart: digits * base^-fraction * (10 or 2)^exp. */
typedef struct NumLit {
    int base;               /* of the digits: 2, 8, 10, 16 */
    char *digits;           /* without point and underscores, NUL-terminated */
    size_t n;               /* of them */
    long fraction;          /* digits after the point */
    long exp;
    bool is_float;          /* has a point or an exponent */
    Arena *tmp;             /* holds digits when small is too short */
    char small[128];
} NumLit;

enum { EXP_TEXT = 32 };     /* room after the digits for an exponent as text */

static int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 99;
}

/* The base a prefix gives, else 10. */
static int prefix_base(const char *s, size_t n) {
    if (n < 2 || s[0] != '0') return 10;
    switch (s[1]) {
    case 'x': case 'X': return 16;
    case 'o': case 'O': return 8;
    case 'b': case 'B': return 2;
    default: return 10;
    }
}

/* Reads [+-]digits to the end of s; limited to a size that every use overflows on. */
static bool parse_exponent(const char *s, size_t n, long *exp) {
    const long limit = 1L << 40;
    bool neg = n > 0 && s[0] == '-', after_digit = false;
    size_t i = n > 0 && (s[0] == '-' || s[0] == '+');
    if (i == n) return false;
    long e = 0;
    for (; i < n; i++) {
        if (s[i] == '_' && after_digit && i + 1 < n) {
            after_digit = false;
            continue;
        }
        if (s[i] < '0' || s[i] > '9') return false;
        if (e < limit) e = e * 10 + (s[i] - '0');
        after_digit = true;
    }
    *exp = neg ? -e : e;
    return true;
}

/* Takes s apart; lit_end gives its memory back. False if it is malformed. A leading 0
 * makes an octal of an int only, so the caller sets base for that. */
static bool parse_number(const char *s, size_t n, int base, NumLit *lit) {
    size_t i = 0;
    /* An underscore may follow a digit or the prefix, and a digit must follow it. */
    bool may_separate = false, point = false;
    if (base == 10 && (base = prefix_base(s, n)) != 10) {
        i = 2;
        may_separate = true;
    }
    *lit = (NumLit){ .base = base };
    lit->digits = lit->small;
    if (n + EXP_TEXT > sizeof lit->small) {
        lit->tmp = arena_new("tmp");
        lit->digits = arena_alloc_raw(lit->tmp, n + EXP_TEXT, 1);
    }
    for (; i < n; i++) {
        char c = s[i];
        if (digit_value(c) < base) {
            lit->digits[lit->n++] = c;
            lit->fraction += point;
            may_separate = true;
        } else if (c == '_') {
            if (!may_separate || i + 1 == n || digit_value(s[i + 1]) >= base) return false;
            may_separate = false;
        } else if (c == '.') {
            if (point || base < 10 || (i > 0 && s[i - 1] == '_')) return false;
            point = lit->is_float = true;
            may_separate = false;
        } else {
            break;
        }
    }
    lit->digits[lit->n] = 0;
    if (lit->n == 0) return false;
    if (i == n) return true;
    lit->is_float = true;
    char mark = base == 16 ? 'p' : 'e';
    return base >= 10 && (s[i] | 0x20) == mark && parse_exponent(s + i + 1, n - i - 1, &lit->exp);
}

static const Const *int_of(const NumLit *lit) {
    uint64_t v = 0;
    bool over = false;
    for (size_t i = 0; i < lit->n && !over; i++)
        over = __builtin_mul_overflow(v, (uint64_t)lit->base, &v) ||
               __builtin_add_overflow(v, (uint64_t)digit_value(lit->digits[i]), &v);
    if (!over) return con_uint64(v);
    mpz_t z;
    mpz_init_set_str(z, lit->digits, lit->base);
    return con_take_z(z);
}

static void lit_end(NumLit *lit) {
    arena_free(lit->tmp);
}

const Const *con_from_int_lit(const char *s, size_t n) {
    NumLit lit;
    bool legacy_octal = n > 1 && s[0] == '0' && prefix_base(s, n) == 10;
    bool ok = parse_number(s, n, legacy_octal ? 8 : 10, &lit) && !lit.is_float;
    const Const *c = ok ? int_of(&lit) : &unknown;
    lit_end(&lit);
    return c;
}

/* The exact value of a literal whose exponent is known to be small. */
static const Const *exact_of(const NumLit *lit) {
    mpq_t q;
    mpq_init(q);
    mpz_set_str(mpq_numref(q), lit->digits, lit->base);
    if (lit->base == 16) {
        long shift = lit->exp - 4 * lit->fraction;
        if (shift >= 0) mpq_mul_2exp(q, q, (mp_bitcnt_t)shift);
        else mpq_div_2exp(q, q, (mp_bitcnt_t)-shift);
        return con_take_q_as_is(q);
    }
    long power = lit->exp - lit->fraction;
    mpz_t scale;
    mpz_init(scale);
    mpz_ui_pow_ui(scale, 10, (unsigned long)labs(power));
    if (power >= 0) mpz_mul(mpq_numref(q), mpq_numref(q), scale);
    else mpz_swap(mpq_denref(q), scale);
    mpz_clear(scale);
    mpq_canonicalize(q);
    return con_take_q_as_is(q);
}

/* The value rounded to FLOAT_PREC bits. */
static void round_lit(const NumLit *lit, mpfr_t f) {
    con_init_mpfr(f);
    if (lit->base == 10) {
        snprintf(lit->digits + lit->n, EXP_TEXT, "E%ld", lit->exp - lit->fraction);
        mpfr_strtofr(f, lit->digits, NULL, 10, MPFR_RNDN);
        lit->digits[lit->n] = 0;
        return;
    }
    mpz_t z;
    mpz_init_set_str(z, lit->digits, lit->base);
    mpfr_set_z_2exp(f, z, lit->exp - 4 * lit->fraction, MPFR_RNDN);
    mpz_clear(z);
}

static const Const *float_of(const NumLit *lit) {
    mpfr_t f;
    round_lit(lit, f);
    if (!mpfr_number_p(f) || !con_small_exp(f)) return con_take_f(f);
    bool zero = mpfr_zero_p(f);     /* perhaps only too small for a float */
    mpfr_clear(f);
    return zero ? con_float64(0) : exact_of(lit);
}

const Const *con_from_float_lit(const char *s, size_t n) {
    NumLit lit;
    const Const *c = parse_number(s, n, 10, &lit) ? float_of(&lit) : &unknown;
    lit_end(&lit);
    return c;
}

const Const *con_from_imag_lit(const char *s, size_t n) {
    if (n == 0 || s[n - 1] != 'i') return &unknown;
    return con_complex(con_int64(0), con_from_float_lit(s, n - 1));
}

/* ---- rune and string literals ---- */

static bool number_escape(const char *s, size_t n, size_t digits, int base, uint32_t *r) {
    if (n < digits) return false;
    *r = 0;
    for (size_t i = 0; i < digits; i++) {
        int d = digit_value(s[i]);
        if (d >= base) return false;
        *r = *r * (uint32_t)base + (uint32_t)d;
    }
    return true;
}

/* Reads the escape after a backslash. *is_byte: \x and octal give a byte, not a rune.
 * Returns the bytes read, 0 if malformed. */
static size_t unescape(const char *s, size_t n, char quote, uint32_t *r, bool *is_byte) {
    static const char named[] = "a\ab\bf\fn\nr\rt\tv\v\\\\";
    *is_byte = false;
    if (n == 0) return 0;
    for (const char *e = named; *e; e += 2) {
        if (s[0] == *e) {
            *r = (unsigned char)e[1];
            return 1;
        }
    }
    if (s[0] == quote) {
        *r = (unsigned char)quote;
        return 1;
    }
    size_t digits = s[0] == 'x' ? 2 : s[0] == 'u' ? 4 : s[0] == 'U' ? 8 : 0;
    if (digits) {
        *is_byte = digits == 2;
        if (!number_escape(s + 1, n - 1, digits, 16, r)) return 0;
        if (*r > 0x10FFFF || (*r >= 0xD800 && *r <= 0xDFFF)) return 0;
        return 1 + digits;
    }
    *is_byte = true;
    return number_escape(s, n, 3, 8, r) && *r < 256 ? 3 : 0;
}

const Const *con_from_rune_lit(const char *s, size_t n) {
    if (n < 3 || s[0] != '\'' || s[n - 1] != '\'') return &unknown;
    s++;
    n -= 2;
    uint32_t r;
    if (s[0] == '\\') {
        bool is_byte;
        size_t used = unescape(s + 1, n - 1, '\'', &r, &is_byte);
        return used && used + 1 == n ? con_int64(r) : &unknown;
    }
    if (s[0] == '\'' || s[0] == '\n') return &unknown;
    int width;
    r = utf8_decode(s, n, &width);
    return (size_t)width == n ? con_int64(r) : &unknown;
}

/* Raw strings: as they stand, without carriage returns. */
static const Const *raw_string(const char *s, size_t n) {
    if (memchr(s, '`', n)) return &unknown;
    char *text = arena_alloc_raw(con_arena(), n + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < n; i++)
        if (s[i] != '\r') text[len++] = s[i];
    text[len] = 0;
    return string_of(text, len);
}

const Const *con_from_string_lit(const char *s, size_t n) {
    if (n < 2 || s[0] != s[n - 1] || (s[0] != '"' && s[0] != '`')) return &unknown;
    bool raw = s[0] == '`';
    s++;
    n -= 2;
    if (raw) return raw_string(s, n);
    /* No escape is shorter than what it stands for. */
    char *text = arena_alloc_raw(con_arena(), n + 1, 1);
    size_t len = 0;
    for (size_t i = 0; i < n;) {
        if (s[i] == '"' || s[i] == '\n') return &unknown;
        if (s[i] != '\\') {
            text[len++] = s[i++];
            continue;
        }
        uint32_t r;
        bool is_byte;
        size_t used = unescape(s + i + 1, n - i - 1, '"', &r, &is_byte);
        if (used == 0) return &unknown;
        i += 1 + used;
        if (is_byte) text[len++] = (char)r;
        else len += (size_t)utf8_encode(text + len, r);
    }
    text[len] = 0;
    return string_of(text, len);
}

/* ---- reading ---- */

ConKind con_kind(const Const *c) {
    switch (c->rep) {
    case R_UNKNOWN: return CON_UNKNOWN;
    case R_BOOL: return CON_BOOL;
    case R_STRING: return CON_STRING;
    case R_SMALL: case R_BIG: return CON_INT;
    case R_RAT: case R_FLOAT: return CON_FLOAT;
    case R_COMPLEX: return CON_COMPLEX;
    }
    return CON_UNKNOWN;
}

bool con_bool_val(const Const *c) {
    return c->rep == R_BOOL && c->b;
}

/* The text of c if it stands somewhere already. */
static const char *flat(const Const *c) {
    return atomic_load_explicit(&c->str.s, memory_order_acquire);
}

/* Writes the bytes of c so that they end at end. A chain of sums is a loop whichever way it
 * leans; only a sum of two sums recurses. */
static void fill(const Const *c, char *end) {
    while (!flat(c)) {
        const Const *left = c->str.left, *right = c->str.right;
        if (flat(left)) {
            memcpy(end - c->str.n, flat(left), left->str.n);
            c = right;
        } else {
            fill(right, end);
            end -= right->str.n;
            c = left;
        }
    }
    memcpy(end - c->str.n, flat(c), c->str.n);
}

const char *con_string_val(const Const *c, size_t *n) {
    if (c->rep != R_STRING) {
        *n = 0;
        return "";
    }
    *n = c->str.n;
    if (flat(c)) return flat(c);
    char *text = arena_alloc_raw(con_arena(), c->str.n + 1, 1);
    fill(c, text + c->str.n);
    text[c->str.n] = 0;
    /* Two threads may both get here; either text will do. */
    atomic_store_explicit(&((Const *)c)->str.s, text, memory_order_release);
    return text;
}

size_t con_string_len(const Const *c) {
    return c->rep == R_STRING ? c->str.n : 0;
}

bool con_int64_val(const Const *c, int64_t *v) {
    if (c->rep != R_SMALL) return false;
    *v = c->i;
    return true;
}

bool con_uint64_val(const Const *c, uint64_t *v) {
    if (c->rep == R_SMALL && c->i >= 0) {
        *v = (uint64_t)c->i;
        return true;
    }
    if (c->rep != R_BIG || !mpz_fits_ulong_p(c->z)) return false;
    *v = mpz_get_ui(c->z);
    return true;
}

/* Rounds to odd: cut off, with the last bit set when anything was cut. Rounding the result to
 * nearest at less precision then gives what rounding the exact value would have given. */
static void set_odd(mpfr_t f, const Const *c) {
    con_init_mpfr(f);
    int cut = 0;
    switch (c->rep) {
    case R_SMALL: cut = mpfr_set_si(f, c->i, MPFR_RNDZ); break;
    case R_BIG: cut = mpfr_set_z(f, c->z, MPFR_RNDZ); break;
    case R_RAT: cut = mpfr_set_q(f, c->q, MPFR_RNDZ); break;
    case R_FLOAT: mpfr_set(f, c->f, MPFR_RNDZ); break;
    default: mpfr_set_zero(f, 1); break;
    }
    if (cut == 0 || mpfr_min_prec(f) == FLOAT_PREC) return;
    if (mpfr_sgn(f) > 0) mpfr_nextabove(f);
    else mpfr_nextbelow(f);
}

double con_float64_val(const Const *c) {
    if (c->rep == R_SMALL) return (double)c->i;
    mpfr_t f;
    set_odd(f, c);
    double v = mpfr_get_d(f, MPFR_RNDN);
    mpfr_clear(f);
    return v;
}

float con_float32_val(const Const *c) {
    if (c->rep == R_SMALL) return (float)c->i;
    mpfr_t f;
    set_odd(f, c);
    float v = mpfr_get_flt(f, MPFR_RNDN);
    mpfr_clear(f);
    return v;
}

const Const *con_real(const Const *c) {
    if (c->rep == R_COMPLEX) return c->c.re;
    return con_is_numeric(c) ? c : &unknown;
}

const Const *con_imag(const Const *c) {
    if (c->rep == R_COMPLEX) return c->c.im;
    return con_is_numeric(c) ? con_int64(0) : &unknown;
}

int con_sign(const Const *c) {
    switch (c->rep) {
    case R_SMALL: return (c->i > 0) - (c->i < 0);
    case R_BIG: return mpz_sgn(c->z);
    case R_RAT: return mpq_sgn(c->q);
    case R_FLOAT: return (mpfr_sgn(c->f) > 0) - (mpfr_sgn(c->f) < 0);
    case R_COMPLEX: return con_sign(c->c.re) || con_sign(c->c.im);
    default: return 1;      /* not zero, so that nobody reports a division by it */
    }
}

uint32_t con_bit_len(const Const *c) {
    if (c->rep == R_BIG) return (uint32_t)mpz_sizeinbase(c->z, 2);
    if (c->rep != R_SMALL || c->i == 0) return 0;
    uint64_t magnitude = c->i < 0 ? 0 - (uint64_t)c->i : (uint64_t)c->i;
    return 64 - (uint32_t)__builtin_clzll(magnitude);
}
