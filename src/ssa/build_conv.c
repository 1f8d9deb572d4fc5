/*
 * build_conv.c - conversions between Go types that are no interfaces (those: build_iface.c).
 *
 * Floats out of the range of an integer type give what the official wasm port gives: values are saturated to 64 bits and
 * cut down from there; uint32 goes through halves as gc's own expansion does.
 */
#include "build_int.h"

/* ---- numbers ---- */

/* The low bits of an i32 or i64 as a normalised integer of type t. */
static Value *cut(Builder *b, Value *v, Type *t, Pos pos)
{
    int64_t size = ssa_layout(t)->size;
    bool is_unsigned = typ_is_basic(t, BI_UNSIGNED);
    if (size == 8)
        return v;
    if (v->type == IR_I64)
        v = emit1(b, V(WRAP), IR_I32, pos, v);
    switch (size) {
    case 1: return emit1(b, is_unsigned ? V(EXT8_U) : V(EXT8_S), IR_I32, pos, v);
    case 2: return emit1(b, is_unsigned ? V(EXT16_U) : V(EXT16_S), IR_I32, pos, v);
    default: return v;
    }
}

static Value *int_to_int(Builder *b, Val v, Type *to, Pos pos)
{
    const TypeLayout *lay = ssa_layout(to);
    if (lay->size == 8)
        return build_i64(b, v);
    bool same_sign = typ_is_basic(v.type, BI_UNSIGNED) == typ_is_basic(to, BI_UNSIGNED);
    if (v.lay->size == lay->size && (same_sign || lay->size == 4))
        return v.part[0];
    if (v.lay->size < lay->size && (same_sign || typ_is_basic(v.type, BI_UNSIGNED) || lay->size == 4))
        return v.part[0];       /* widening keeps the normal form */
    return cut(b, v.part[0], to, pos);
}

static Value *int_to_float(Builder *b, Val v, IrType to, Pos pos)
{
    Value *x = v.part[0];
    bool u = typ_is_basic(v.type, BI_UNSIGNED), f32 = to == IR_F32;
    if (x->type == IR_I32)
        return emit1(b, f32 ? (u ? V(I32_TO_F32_U) : V(I32_TO_F32_S)) : (u ? V(I32_TO_F64_U) : V(I32_TO_F64_S)), to, pos, x);
    return emit1(b, f32 ? (u ? V(I64_TO_F32_U) : V(I64_TO_F32_S)) : (u ? V(I64_TO_F64_U) : V(I64_TO_F64_S)), to, pos, x);
}

static Value *float_to_float(Builder *b, Value *x, IrType to, Pos pos)
{
    if (x->type == to)
        return x;
    return emit1(b, to == IR_F32 ? V(F64_TO_F32) : V(F32_TO_F64), to, pos, x);
}

static Value *float_to_i64(Builder *b, Value *x, bool is_unsigned, Pos pos)
{
    if (x->type == IR_F32)
        return emit1(b, is_unsigned ? V(F32_TO_I64_U) : V(F32_TO_I64_S), IR_I64, pos, x);
    return emit1(b, is_unsigned ? V(F64_TO_I64_U) : V(F64_TO_I64_S), IR_I64, pos, x);
}

/* x < 2^31: uint32(x), 0 if negative; else uint32(x - 2^31) | 1 << 31. */
static Value *float_to_uint32(Builder *b, Value *x, Pos pos)
{
    bool f32 = x->type == IR_F32;
    IrType t = (IrType)x->type;
    ValueOp lt = f32 ? V(LT_F32) : V(LT_F64);
    Value *half = f32 ? ssa_const_f32(b->f, 2147483648.0f) : ssa_const_f64(b->f, 2147483648.0);
    Value *zero = f32 ? ssa_const_f32(b->f, 0) : ssa_const_f64(b->f, 0);
    Value *low = emit1(b, V(WRAP), IR_I32, pos, float_to_i64(b, x, false, pos));
    low = emit_select(b, emit2(b, lt, IR_I32, pos, x, zero), emit_i32(b, 0), low, pos);
    Value *rest = emit2(b, f32 ? V(SUB_F32) : V(SUB_F64), t, pos, x, half);
    Value *high = emit1(b, V(WRAP), IR_I32, pos, float_to_i64(b, rest, false, pos));
    high = emit2(b, V(OR_I32), IR_I32, pos, high, emit_i32(b, INT32_MIN));
    return emit_select(b, emit2(b, lt, IR_I32, pos, x, half), low, high, pos);
}

static Value *float_to_int(Builder *b, Value *x, Type *to, Pos pos)
{
    bool is_unsigned = typ_is_basic(to, BI_UNSIGNED);
    int64_t size = ssa_layout(to)->size;
    if (is_unsigned && size == 4)
        return float_to_uint32(b, x, pos);
    return cut(b, float_to_i64(b, x, is_unsigned && size == 8, pos), to, pos);
}

static Val number(Builder *b, Val v, Type *to, Pos pos)
{
    Val r = val_new(to);
    IrType t = (IrType)r.lay->parts[0].type;
    if (typ_is_basic(to, BI_COMPLEX)) {
        r.part[0] = float_to_float(b, v.part[0], t, pos);
        r.part[1] = float_to_float(b, v.part[1], t, pos);
    } else if (typ_is_basic(to, BI_FLOAT)) {
        r.part[0] = typ_is_basic(v.type, BI_FLOAT) ? float_to_float(b, v.part[0], t, pos) : int_to_float(b, v, t, pos);
    } else {
        r.part[0] = typ_is_basic(v.type, BI_FLOAT) ? float_to_int(b, v.part[0], to, pos) : int_to_int(b, v, to, pos);
    }
    return r;
}

/* ---- strings ---- */

static bool has_bytes(Type *slice)
{
    return ssa_layout(elem_type(slice))->size == 1;
}

static Val call_to(Builder *b, const char *name, Type *to, Value **args, uint32_t n, Pos pos)
{
    Val r = val_undef(b, to);
    build_runtime(b, name, args, n, r.part, pos);
    return r;
}

static Val to_string(Builder *b, Val v, Type *to, Pos pos)
{
    if (typ_underlying(v.type)->kind == T_SLICE)
        return has_bytes(v.type) ? call_to(b, "slicebytetostring", to, (Value *[]){ emit_temp(b, pos), v.part[0], v.part[1] }, 3, pos)
                                 : call_to(b, "slicerunetostring", to, v.part, 3, pos);
    Value *i = build_i64(b, v);
    return call_to(b, "intstring", to, (Value *[]){ emit_temp(b, pos), i }, 2, pos);
}

static Val string_to_slice(Builder *b, Val v, Type *to, Pos pos)
{
    return has_bytes(to) ? call_to(b, "stringtoslicebyte", to, (Value *[]){ emit_temp(b, pos), v.part[0], v.part[1] }, 3, pos)
                         : call_to(b, "stringtoslicerune", to, v.part, 2, pos);
}

/* ---- pointers and memory ---- */

static Val slice_to_array_pointer(Builder *b, Val v, Type *to, int64_t len, Pos pos)
{
    emit_bounds(b, BOUNDS_CONVERT, false, emit_i64(b, len), v.part[1], pos);
    return val_part1(b, to, v.part[0]);
}

static Val slice_to_array(Builder *b, Val v, Type *to, Pos pos)
{
    emit_bounds(b, BOUNDS_CONVERT, false, emit_i64(b, typ_underlying(to)->u.array.len), v.part[1], pos);
    return build_load(b, to, v.part[0], 0, pos);
}

static Val pointer_and_int(Builder *b, Val v, Type *to, Pos pos)
{
    if (v.part[0]->type == IR_PTR)
        return val_part1(b, to, emit1(b, V(EXTEND_U), IR_I64, pos, emit1(b, V(PTR_TO_I32), IR_I32, pos, v.part[0])));
    return val_part1(b, to, emit1(b, V(I32_TO_PTR), IR_PTR, pos, emit1(b, V(WRAP), IR_I32, pos, v.part[0])));
}

/* The same bits as another type. */
static Val retype(Val v, Type *to)
{
    v.type = to;
    v.lay = ssa_layout(to);
    return v;
}

static Val from_slice(Builder *b, Val v, Type *to, Type *tu, Pos pos)
{
    if (tu->kind == T_POINTER)
        return slice_to_array_pointer(b, v, to, typ_underlying(tu->u.pointer.base)->u.array.len, pos);
    return tu->kind == T_ARRAY ? slice_to_array(b, v, to, pos) : retype(v, to);
}

Val build_convert(Builder *b, Val v, Type *to, Pos pos)
{
    if (v.type == to)
        return v;
    Type *from = typ_underlying(v.type), *tu = typ_underlying(to);
    if (from->kind == T_BASIC && from->u.basic.kind == B_UNTYPED_NIL)
        return build_zero(b, to);
    if (tu->kind == T_INTERFACE)
        return build_to_iface(b, v, to, pos);
    bool to_basic = tu->kind == T_BASIC, from_basic = from->kind == T_BASIC;
    uint32_t fi = from_basic ? from->u.basic.info : 0, ti = to_basic ? tu->u.basic.info : 0;
    if (ti & BI_STRING)
        return fi & BI_STRING ? retype(v, to) : to_string(b, v, to, pos);
    if (fi & BI_STRING)
        return string_to_slice(b, v, to, pos);
    if (fi & BI_NUMERIC && ti & BI_NUMERIC)
        return number(b, v, to, pos);
    if (from->kind == T_SLICE)
        return from_slice(b, v, to, tu, pos);
    if ((fi | ti) & BI_INTEGER)             /* uintptr and unsafe.Pointer */
        return pointer_and_int(b, v, to, pos);
    build_note_pun(b, v.type, to);
    return retype(v, to);
}
