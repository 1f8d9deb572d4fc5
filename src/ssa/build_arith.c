/*
 * build_arith.c - arithmetic on Go values.
 *
 * Integers of up to 32 bits are computed in i32 and kept normalised: sign- or zero-extended from their width after each
 * operation that can leave it. Wasm's own operations differ from Go's in three places, which are bridged here:
 *   division     traps on 0 and on MIN / -1: a DIV_CHECK and, for unknown signed divisors, a detour around -1
 *   shifts       take the count modulo the width: too large counts select 0 or the sign
 *   complex      does not exist; products of complex64 are formed in float64, as gc does
 */
#include "build_int.h"

typedef struct IntKind { uint32_t size; bool is_unsigned, is64; } IntKind;

static IntKind int_kind(Type *t)
{
    uint32_t size = (uint32_t)ssa_layout(t)->size;
    IntKind k = { size, typ_is_basic(t, BI_UNSIGNED), size == 8 };
    return k;
}

/* The 32- or 64-bit form of an operation; in ops.def the forms of all types stand in the same order. */
#define OP_OF(k, name) ((k).is64 ? V(name##_I64) : V(name##_I32))
#define SIGNED_OP_OF(k, name) ((k).is_unsigned ? OP_OF(k, name##_U) : OP_OF(k, name##_S))

static IrType reg(IntKind k)
{
    return k.is64 ? IR_I64 : IR_I32;
}

static Value *int_const(Builder *b, IntKind k, int64_t v)
{
    return k.is64 ? emit_i64(b, v) : emit_i32(b, (int32_t)v);
}

static Value *normalise(Builder *b, IntKind k, Value *v, Pos pos)
{
    if (k.size >= 4)
        return v;
    ValueOp op = k.size == 1 ? (k.is_unsigned ? V(EXT8_U) : V(EXT8_S)) : (k.is_unsigned ? V(EXT16_U) : V(EXT16_S));
    return emit1(b, op, IR_I32, pos, v);
}

Value *build_i64(Builder *b, Val v)
{
    if (v.part[0]->type == IR_I64)
        return v.part[0];
    bool is_unsigned = typ_is_basic(v.type, BI_UNSIGNED);
    if (v.part[0]->op == V(CONST_I32)) {
        int32_t c = (int32_t)v.part[0]->imm;
        return emit_i64(b, is_unsigned ? (int64_t)(uint32_t)c : c);
    }
    return emit1(b, is_unsigned ? V(EXTEND_U) : V(EXTEND_S), IR_I64, v.part[0]->pos, v.part[0]);
}

/* ---- division ---- */

/* x / y for signed y that may be -1: the division never sees -1 (MIN / -1 would trap), the result is -x then. */
static Value *div_signed(Builder *b, IntKind k, Value *x, Value *y, Pos pos)
{
    Value *minus = emit2(b, OP_OF(k, EQ), IR_I32, pos, y, int_const(b, k, -1));
    Value *safe = emit_select(b, minus, int_const(b, k, 1), y, pos);
    Value *q = emit2(b, OP_OF(k, DIV_S), reg(k), pos, x, safe);
    Value *neg = emit2(b, OP_OF(k, SUB), reg(k), pos, int_const(b, k, 0), x);
    return emit_select(b, minus, neg, q, pos);
}

static Value *divide(Builder *b, Op op, IntKind k, Value *x, Value *y, Pos pos)
{
    bool known = ssa_is_const(y) && y->imm;
    if (!known)
        y = emit1(b, V(DIV_CHECK), reg(k), pos, y);
    if (op == OP_REM)
        return emit2(b, SIGNED_OP_OF(k, REM), reg(k), pos, x, y);
    if (k.is_unsigned || (known && y->imm != -1))
        return emit2(b, SIGNED_OP_OF(k, DIV), reg(k), pos, x, y);
    if (k.size < 4)             /* -128 / -1 is no overflow in 32 bits */
        return normalise(b, k, emit2(b, V(DIV_S_I32), IR_I32, pos, x, y), pos);
    return div_signed(b, k, x, y, pos);
}

/* ---- shifts ---- */

/* The count in the register type of the shifted operand, and whether it is below its width (NULL: known to be). */
static Value *shift_count(Builder *b, IntKind k, Val y, Value **in_range, Pos pos)
{
    IntKind yk = int_kind(y.type);
    Value *n = y.part[0];
    int64_t width = k.is64 ? 64 : 32;
    if (!yk.is_unsigned)
        n = emit1(b, V(SHIFT_CHECK), IR_I64, pos, build_i64(b, y));
    bool wide = n->type == IR_I64;
    *in_range = wide ? emit2(b, V(LT_U_I64), IR_I32, pos, n, emit_i64(b, width))
                     : emit2(b, V(LT_U_I32), IR_I32, pos, n, emit_i32(b, (int32_t)width));
    if (wide && !k.is64)
        return emit1(b, V(WRAP), IR_I32, pos, n);
    return !wide && k.is64 ? emit1(b, V(EXTEND_U), IR_I64, pos, n) : n;
}

static Value *shift_const(Builder *b, Op op, IntKind k, Value *x, uint64_t count, Pos pos)
{
    uint64_t bits = k.size * 8, width = k.is64 ? 64 : 32;
    if (count == 0)
        return x;
    if (op == OP_SHR && !k.is_unsigned)
        return emit2(b, OP_OF(k, SHR_S), reg(k), pos, x, int_const(b, k, (int64_t)(count < width ? count : width - 1)));
    if (count >= bits)
        return int_const(b, k, 0);
    if (op == OP_SHR)
        return emit2(b, OP_OF(k, SHR_U), reg(k), pos, x, int_const(b, k, (int64_t)count));
    return normalise(b, k, emit2(b, OP_OF(k, SHL), reg(k), pos, x, int_const(b, k, (int64_t)count)), pos);
}

static Value *shift(Builder *b, Op op, Val x, Val y, Pos pos)
{
    IntKind k = int_kind(x.type);
    if (ssa_is_const(y.part[0]) && (y.part[0]->imm >= 0 || typ_is_basic(y.type, BI_UNSIGNED))) {
        uint64_t count = y.part[0]->type == IR_I32 ? (uint32_t)y.part[0]->imm : (uint64_t)y.part[0]->imm;
        return shift_const(b, op, k, x.part[0], count, pos);
    }
    Value *in_range, *n = shift_count(b, k, y, &in_range, pos);
    if (op == OP_SHR && !k.is_unsigned) {
        n = emit_select(b, in_range, n, int_const(b, k, k.is64 ? 63 : 31), pos);
        return emit2(b, OP_OF(k, SHR_S), reg(k), pos, x.part[0], n);
    }
    Value *v = emit2(b, op == OP_SHL ? OP_OF(k, SHL) : OP_OF(k, SHR_U), reg(k), pos, x.part[0], n);
    v = emit_select(b, in_range, v, int_const(b, k, 0), pos);
    return op == OP_SHL ? normalise(b, k, v, pos) : v;
}

/* ---- integers ---- */

static Value *int_binary(Builder *b, Op op, IntKind k, Value *x, Value *y, Pos pos)
{
    switch (op) {
    case OP_PLUS: return normalise(b, k, emit2(b, OP_OF(k, ADD), reg(k), pos, x, y), pos);
    case OP_MINUS: return normalise(b, k, emit2(b, OP_OF(k, SUB), reg(k), pos, x, y), pos);
    case OP_MUL: return normalise(b, k, emit2(b, OP_OF(k, MUL), reg(k), pos, x, y), pos);
    case OP_DIV: case OP_REM: return divide(b, op, k, x, y, pos);
    case OP_AND: return emit2(b, OP_OF(k, AND), reg(k), pos, x, y);
    case OP_OR: return emit2(b, OP_OF(k, OR), reg(k), pos, x, y);
    case OP_XOR: return emit2(b, OP_OF(k, XOR), reg(k), pos, x, y);
    case OP_AND_NOT:
        y = emit2(b, OP_OF(k, XOR), reg(k), pos, y, int_const(b, k, -1));
        return emit2(b, OP_OF(k, AND), reg(k), pos, x, y);
    default: ice(pos, "integer operation %s", op_text(op));
    }
}

/* ---- floats and complex numbers ---- */

static Value *float_binary(Builder *b, Op op, Value *x, Value *y, Pos pos)
{
    bool f32 = x->type == IR_F32;
    IrType t = (IrType)x->type;
    switch (op) {
    case OP_PLUS: return emit2(b, f32 ? V(ADD_F32) : V(ADD_F64), t, pos, x, y);
    case OP_MINUS: return emit2(b, f32 ? V(SUB_F32) : V(SUB_F64), t, pos, x, y);
    case OP_MUL: return emit2(b, f32 ? V(MUL_F32) : V(MUL_F64), t, pos, x, y);
    case OP_DIV: return emit2(b, f32 ? V(DIV_F32) : V(DIV_F64), t, pos, x, y);
    default: ice(pos, "float operation %s", op_text(op));
    }
}

static Value *promote(Builder *b, Value *x, Pos pos)
{
    return x->type == IR_F32 ? emit1(b, V(F32_TO_F64), IR_F64, pos, x) : x;
}

static Value *demote(Builder *b, Value *x, IrType t, Pos pos)
{
    return t == IR_F32 ? emit1(b, V(F64_TO_F32), IR_F32, pos, x) : x;
}

static Val complex_binary(Builder *b, Op op, Val x, Val y, Pos pos)
{
    Val v = val_new(x.type);
    IrType t = (IrType)x.part[0]->type;
    if (op == OP_PLUS || op == OP_MINUS) {
        v.part[0] = float_binary(b, op, x.part[0], y.part[0], pos);
        v.part[1] = float_binary(b, op, x.part[1], y.part[1], pos);
        return v;
    }
    Value *p = promote(b, x.part[0], pos), *q = promote(b, x.part[1], pos);
    Value *r = promote(b, y.part[0], pos), *s = promote(b, y.part[1], pos);
    if (op == OP_MUL) {
        v.part[0] = float_binary(b, OP_MINUS, float_binary(b, OP_MUL, p, r, pos), float_binary(b, OP_MUL, q, s, pos), pos);
        v.part[1] = float_binary(b, OP_PLUS, float_binary(b, OP_MUL, p, s, pos), float_binary(b, OP_MUL, q, r, pos), pos);
    } else {
        build_runtime(b, "complex128div", (Value *[]){ p, q, r, s }, 4, v.part, pos);
    }
    v.part[0] = demote(b, v.part[0], t, pos);
    v.part[1] = demote(b, v.part[1], t, pos);
    return v;
}

/* ---- any type ---- */

Val build_binary(Builder *b, Op op, Val x, Val y, Pos pos)
{
    if (op == OP_SHL || op == OP_SHR)
        return val_part1(b, x.type, shift(b, op, x, y, pos));
    if (typ_is_basic(x.type, BI_STRING)) {
        Val v = val_new(x.type);
        build_runtime(b, "concatstring2", (Value *[]){ emit_temp(b, pos), x.part[0], x.part[1], y.part[0], y.part[1] }, 5, v.part, pos);
        return v;
    }
    if (typ_is_basic(x.type, BI_COMPLEX))
        return complex_binary(b, op, x, y, pos);
    if (typ_is_basic(x.type, BI_FLOAT))
        return val_part1(b, x.type, float_binary(b, op, x.part[0], y.part[0], pos));
    return val_part1(b, x.type, int_binary(b, op, int_kind(x.type), x.part[0], y.part[0], pos));
}

static Value *negate(Builder *b, Value *x, Pos pos)
{
    return emit1(b, x->type == IR_F32 ? V(NEG_F32) : V(NEG_F64), (IrType)x->type, pos, x);
}

Val build_unary(Builder *b, Op op, Val x, Pos pos)
{
    if (op == OP_PLUS)
        return x;
    if (op == OP_XOR) {
        IntKind k = int_kind(x.type);
        Value *v = emit2(b, OP_OF(k, XOR), reg(k), pos, x.part[0], int_const(b, k, -1));
        return val_part1(b, x.type, k.is_unsigned ? normalise(b, k, v, pos) : v);
    }
    ICE_IF(op != OP_MINUS, pos, "unary operation %s", op_text(op));
    if (typ_is_basic(x.type, BI_FLOAT | BI_COMPLEX)) {
        for (uint32_t i = 0; i < x.lay->nparts; i++)
            x.part[i] = negate(b, x.part[i], pos);
        return x;
    }
    IntKind k = int_kind(x.type);
    Value *v = emit2(b, OP_OF(k, SUB), reg(k), pos, int_const(b, k, 0), x.part[0]);
    return val_part1(b, x.type, normalise(b, k, v, pos));
}
