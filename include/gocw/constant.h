/*
 * constant.h - the exact values of Go constant expressions (spec, "Constants").
 *
 * Integers are exact (small ones unboxed, larger ones GMP); floats are rationals
 * while those stay small and 512-bit MPFR numbers beyond; complex values are
 * pairs. Values are immutable, may be shared, and live for the whole run.
 * Operands of the binary operations are matched first: int < float < complex.
 */
#ifndef GOCW_CONSTANT_H
#define GOCW_CONSTANT_H

#include "gocw/base.h"

typedef enum ConKind { CON_UNKNOWN, CON_BOOL, CON_STRING, CON_INT, CON_FLOAT, CON_COMPLEX } ConKind;
typedef struct Const Const;

/* The same operators as in expressions. */
typedef enum ConOp {
    CON_ADD, CON_SUB, CON_MUL, CON_QUO, CON_REM, CON_AND, CON_OR, CON_XOR, CON_AND_NOT,
    CON_SHL, CON_SHR, CON_EQL, CON_NEQ, CON_LSS, CON_LEQ, CON_GTR, CON_GEQ,
    CON_LAND, CON_LOR, CON_NOT, CON_NEG, CON_PLUS
} ConOp;

/* ---- value.c: making and reading ---------------------------------------------- */
ConKind con_kind(const Const *c);
const Const *con_unknown(void);
const Const *con_bool(bool b);
const Const *con_string(const char *s, size_t n);          /* copies */
const Const *con_int64(int64_t v);
const Const *con_uint64(uint64_t v);
const Const *con_float64(double v);                         /* finite */
const Const *con_complex(const Const *re, const Const *im);
/* From the text of a literal, underscores and all prefixes included; unknown if malformed. */
const Const *con_from_int_lit(const char *s, size_t n);
const Const *con_from_float_lit(const char *s, size_t n);
const Const *con_from_imag_lit(const char *s, size_t n);    /* ends in i */
const Const *con_from_rune_lit(const char *s, size_t n);    /* with its quotes */
const Const *con_from_string_lit(const char *s, size_t n);  /* with its quotes or backquotes */

bool con_bool_val(const Const *c);
/* The bytes of a string constant; *n is the length; NUL-terminated. */
const char *con_string_val(const Const *c, size_t *n);
/* Their number; 0 for other kinds. Quick, where a sum of many strings has no bytes yet. */
size_t con_string_len(const Const *c);
/* False when c is no int or does not fit. */
bool con_int64_val(const Const *c, int64_t *v);
bool con_uint64_val(const Const *c, uint64_t *v);
/* Nearest value, ties to even; infinity when out of range. Accepts int and float. */
double con_float64_val(const Const *c);
float con_float32_val(const Const *c);
const Const *con_real(const Const *c);
const Const *con_imag(const Const *c);
/* -1, 0, 1; for complex 0 iff zero, else 1. */
int con_sign(const Const *c);
/* Bits needed for the magnitude of an int. */
uint32_t con_bit_len(const Const *c);

/* ---- convert.c ------------------------------------------------------------------- */
/* The value as that kind if it is exactly representable, else unknown. */
const Const *con_to_int(const Const *c);
const Const *con_to_float(const Const *c);
const Const *con_to_complex(const Const *c);
/* Rounded to float32/float64 as Go's representability rules do; unknown on overflow to infinity. */
const Const *con_round_float32(const Const *c);
const Const *con_round_float64(const Const *c);
/* An int wrapped to size bytes, signed or not (for folding machine arithmetic). */
const Const *con_wrap_int(const Const *c, uint32_t size, bool is_signed);

/* ---- op.c ------------------------------------------------------------------------- */
/* size: for CON_XOR/NOT of unsigned operands the operand's size in bits, else 0.
 * Unknown operands give unknown. Integer CON_QUO truncates when int_div is set,
 * else the quotient is exact. Division by zero is the caller's error to report. */
const Const *con_unary(ConOp op, const Const *x, uint32_t size);
const Const *con_binary(const Const *x, ConOp op, const Const *y, bool int_div);
const Const *con_shift(const Const *x, ConOp op, uint32_t count);
bool con_compare(const Const *x, ConOp op, const Const *y);

/* ---- format.c ----------------------------------------------------------------------- */
/* As go/constant's String (short; long strings and floats abbreviated). */
const char *con_format(const Const *c);
/* As ExactString. */
const char *con_format_exact(const Const *c);

#endif
