/*
 * fold.c - constant folding and algebraic rewrites, as rows: an operation and a function that knows one rewrite of it.
 *
 * A rewrite returns the value that v stands for from now on, v itself when it was changed in place, or NULL when it does not
 * apply; a value is tried again until no row applies. Every rewrite must make the value cheaper or more canonical (constants to
 * the right, comparisons without negation, sums with one constant at the end), so that this ends. Memory is not
 * touched and no check is added; a check goes only if its operands alone show that it passes.
 *
 * Floats are folded in their own precision (the host's arithmetic is IEEE, no contraction), but never to NaN, whose bits wasm leaves
 * open.
 */
#include "opt_int.h"

#include <math.h>

typedef struct Fold { Func *f; Forward fwd; } Fold;

/* ---- helpers ---- */

static bool is_int_const(const Value *v) { return v->op == V(CONST_I32) || v->op == V(CONST_I64); }
static bool is_imm(const Value *v, int64_t n) { return is_int_const(v) && v->imm == n; }

static Value *int_const(Fold *s, uint8_t type, int64_t n)
{
    return type == IR_I64 ? ssa_const_i64(s->f, n) : ssa_const_i32(s->f, (int32_t)n);
}

static Value *truth(Fold *s, bool x) { return ssa_const_i32(s->f, x); }

/* v becomes op of these operands, in its place. */
static Value *become(Value *v, ValueOp op, uint32_t n, Value *x, Value *y)
{
    Value *args[2] = {x, y};
    for (uint32_t i = 0; i < n; i++) args[i]->uses++;
    for (uint32_t i = 0; i < v->nargs; i++) v->args[i]->uses--;
    ICE_IF(n > v->cap_args, v->pos, "no room for operands");
    for (uint32_t i = 0; i < n; i++) v->args[i] = args[i];
    v->nargs = n;
    v->op = (uint16_t)op;
    return v;
}

static bool is_bool(const Value *v)
{
    switch (v->op) {
    case V(EQZ_I32): case V(EQZ_I64): case V(IS_NIL): case V(EQ_I32): case V(NE_I32): case V(LT_S_I32): case V(LT_U_I32): case V(LE_S_I32):
    case V(LE_U_I32): case V(EQ_I64): case V(NE_I64): case V(LT_S_I64): case V(LT_U_I64): case V(LE_S_I64): case V(LE_U_I64): case V(EQ_PTR):
    case V(NE_PTR): case V(LT_PTR): case V(EQ_F32): case V(NE_F32): case V(LT_F32): case V(LE_F32): case V(EQ_F64): case V(NE_F64):
    case V(LT_F64): case V(LE_F64):
        return true;
    case V(CONST_I32):
        return v->imm == 0 || v->imm == 1;
    default:
        return false;
    }
}

/* The largest value that v can have, read as unsigned. */
static uint64_t unsigned_max(const Value *v, int depth)
{
    uint64_t all = v->type == IR_I64 ? UINT64_MAX : UINT32_MAX, x, y;
    if (is_bool(v)) return 1;
    if (depth == 0) return all;
    switch (v->op) {
    case V(CONST_I32): return (uint32_t)v->imm;
    case V(CONST_I64): return (uint64_t)v->imm;
    case V(LOAD): return v->mem == MEM_I8U ? UINT8_MAX : v->mem == MEM_I16U ? UINT16_MAX : all;
    case V(EXT8_U): return UINT8_MAX;
    case V(EXT16_U): return UINT16_MAX;
    case V(EXTEND_U): return unsigned_max(v->args[0], depth - 1);
    case V(WRAP):
        x = unsigned_max(v->args[0], depth - 1);
        return x <= UINT32_MAX ? x : all;
    case V(AND_I32): case V(AND_I64):
        x = unsigned_max(v->args[0], depth - 1), y = unsigned_max(v->args[1], depth - 1);
        return x < y ? x : y;
    case V(SHR_U_I32): case V(SHR_U_I64):
        x = unsigned_max(v->args[0], depth - 1);
        return is_int_const(v->args[1]) ? x >> (v->args[1]->imm & (v->type == IR_I64 ? 63 : 31)) : x;
    case V(REM_U_I32): case V(REM_U_I64):
        y = unsigned_max(v->args[1], depth - 1);
        return y ? y - 1 : all;
    case V(DIV_U_I32): case V(DIV_U_I64):
        return unsigned_max(v->args[0], depth - 1);
    case V(CLZ_I32): case V(CTZ_I32): case V(POPCNT_I32): return 32;
    case V(CLZ_I64): case V(CTZ_I64): case V(POPCNT_I64): return 64;
    case V(SELECT):
        x = unsigned_max(v->args[0], depth - 1), y = unsigned_max(v->args[1], depth - 1);
        return x > y ? x : y;
    case V(DIV_CHECK): case V(BOUNDS): case V(SHIFT_CHECK):
        return unsigned_max(v->args[0], depth - 1);
    default: return all;
    }
}

/* ---- constants ---- */

static bool eval_int(const Value *v, uint64_t a, uint64_t b, bool wide, uint64_t *r)
{
    unsigned bits = wide ? 64 : 32, n = (unsigned)b & (bits - 1);
    uint64_t ua = wide ? a : (uint32_t)a, ub = wide ? b : (uint32_t)b;
    int64_t sa = wide ? (int64_t)a : (int32_t)a, sb = wide ? (int64_t)b : (int32_t)b;
    int64_t min = wide ? INT64_MIN : INT32_MIN;
    switch (v->op) {
    case V(ADD_I32): case V(ADD_I64): *r = a + b; return true;
    case V(SUB_I32): case V(SUB_I64): *r = a - b; return true;
    case V(MUL_I32): case V(MUL_I64): *r = a * b; return true;
    case V(AND_I32): case V(AND_I64): *r = a & b; return true;
    case V(OR_I32): case V(OR_I64): *r = a | b; return true;
    case V(XOR_I32): case V(XOR_I64): *r = a ^ b; return true;
    case V(SHL_I32): case V(SHL_I64): *r = ua << n; return true;
    case V(SHR_U_I32): case V(SHR_U_I64): *r = ua >> n; return true;
    case V(SHR_S_I32): case V(SHR_S_I64): *r = (uint64_t)(sa >> n); return true;
    case V(ROTL_I32): case V(ROTL_I64): *r = n ? ua << n | ua >> (bits - n) : ua; return true;
    case V(DIV_S_I32): case V(DIV_S_I64):
        if (!sb || (sb == -1 && sa == min)) return false;
        *r = (uint64_t)(sa / sb);
        return true;
    case V(REM_S_I32): case V(REM_S_I64):
        if (!sb) return false;
        *r = sb == -1 ? 0 : (uint64_t)(sa % sb);
        return true;
    case V(DIV_U_I32): case V(DIV_U_I64): return ub && (*r = ua / ub, true);
    case V(REM_U_I32): case V(REM_U_I64): return ub && (*r = ua % ub, true);
    case V(EQ_I32): case V(EQ_I64): *r = ua == ub; return true;
    case V(NE_I32): case V(NE_I64): *r = ua != ub; return true;
    case V(LT_S_I32): case V(LT_S_I64): *r = sa < sb; return true;
    case V(LT_U_I32): case V(LT_U_I64): *r = ua < ub; return true;
    case V(LE_S_I32): case V(LE_S_I64): *r = sa <= sb; return true;
    case V(LE_U_I32): case V(LE_U_I64): *r = ua <= ub; return true;
    case V(EQZ_I32): case V(EQZ_I64): *r = ua == 0; return true;
    case V(CLZ_I64): *r = ua ? (uint64_t)__builtin_clzll(ua) : 64; return true;
    case V(CLZ_I32): *r = ua ? (uint64_t)__builtin_clz((uint32_t)ua) : 32; return true;
    case V(CTZ_I64): *r = ua ? (uint64_t)__builtin_ctzll(ua) : 64; return true;
    case V(CTZ_I32): *r = ua ? (uint64_t)__builtin_ctz((uint32_t)ua) : 32; return true;
    case V(POPCNT_I32): case V(POPCNT_I64): *r = (uint64_t)__builtin_popcountll(ua); return true;
    case V(EXT8_S): *r = (uint64_t)(int8_t)a; return true;
    case V(EXT16_S): *r = (uint64_t)(int16_t)a; return true;
    case V(EXT8_U): *r = (uint8_t)a; return true;
    case V(EXT16_U): *r = (uint16_t)a; return true;
    case V(WRAP): case V(EXTEND_S): *r = (uint64_t)(int32_t)a; return true;
    case V(EXTEND_U): *r = (uint32_t)a; return true;
    default: return false;
    }
}

static double as_f64(const Value *v)
{
    double d;
    memcpy(&d, &v->imm, 8);
    return d;
}

static float as_f32(const Value *v)
{
    float x;
    uint32_t bits = (uint32_t)v->imm;
    memcpy(&x, &bits, 4);
    return x;
}

static Value *f64_result(Fold *s, double x) { return isnan(x) ? NULL : ssa_const_f64(s->f, x); }
static Value *f32_result(Fold *s, float x) { return isnan(x) ? NULL : ssa_const_f32(s->f, x); }

static Value *eval_f64(Fold *s, const Value *v, double a, double b)
{
    switch (v->op) {
    case V(ADD_F64): return f64_result(s, a + b);
    case V(SUB_F64): return f64_result(s, a - b);
    case V(MUL_F64): return f64_result(s, a * b);
    case V(DIV_F64): return f64_result(s, a / b);
    case V(NEG_F64): return f64_result(s, -a);
    case V(ABS_F64): return f64_result(s, fabs(a));
    case V(SQRT_F64): return f64_result(s, sqrt(a));
    case V(FLOOR_F64): return f64_result(s, floor(a));
    case V(CEIL_F64): return f64_result(s, ceil(a));
    case V(TRUNC_F64): return f64_result(s, trunc(a));
    case V(EQ_F64): return truth(s, a == b);
    case V(NE_F64): return truth(s, a != b);
    case V(LT_F64): return truth(s, a < b);
    case V(LE_F64): return truth(s, a <= b);
    case V(F64_TO_F32): return f32_result(s, (float)a);
    default: return NULL;
    }
}

static Value *eval_f32(Fold *s, const Value *v, float a, float b)
{
    switch (v->op) {
    case V(ADD_F32): return f32_result(s, a + b);
    case V(SUB_F32): return f32_result(s, a - b);
    case V(MUL_F32): return f32_result(s, a * b);
    case V(DIV_F32): return f32_result(s, a / b);
    case V(NEG_F32): return f32_result(s, -a);
    case V(ABS_F32): return f32_result(s, fabsf(a));
    case V(EQ_F32): return truth(s, a == b);
    case V(NE_F32): return truth(s, a != b);
    case V(LT_F32): return truth(s, a < b);
    case V(LE_F32): return truth(s, a <= b);
    case V(F32_TO_F64): return f64_result(s, a);
    default: return NULL;
    }
}

static Value *eval_from_int(Fold *s, const Value *v, int64_t a)
{
    switch (v->op) {
    case V(I32_TO_F64_S): case V(I64_TO_F64_S): return ssa_const_f64(s->f, (double)a);
    case V(I32_TO_F64_U): return ssa_const_f64(s->f, (double)(uint32_t)a);
    case V(I64_TO_F64_U): return ssa_const_f64(s->f, (double)(uint64_t)a);
    case V(I32_TO_F32_S): case V(I64_TO_F32_S): return ssa_const_f32(s->f, (float)a);
    case V(I32_TO_F32_U): return ssa_const_f32(s->f, (float)(uint32_t)a);
    case V(I64_TO_F32_U): return ssa_const_f32(s->f, (float)(uint64_t)a);
    case V(I32_TO_PTR): return ssa_const_ptr(s->f, (uint32_t)a);
    default: return NULL;
    }
}

static Value *evaluate(Fold *s, Value *v)
{
    if (!(ssa_op_flags((ValueOp)v->op) & OPF_PURE) || v->nargs == 0 || v->nargs > 2) return NULL;
    const Value *a = v->args[0], *b = v->args[v->nargs - 1];
    if (!ssa_is_const(a) || !ssa_is_const(b) || v->op == V(PHI)) return NULL;
    if (is_int_const(a)) {
        uint64_t r = 0;
        if (eval_int(v, (uint64_t)a->imm, (uint64_t)b->imm, a->op == V(CONST_I64), &r)) return int_const(s, v->type, (int64_t)r);
        return eval_from_int(s, v, a->imm);
    }
    if (a->op == V(CONST_F64) && b->op == a->op) return eval_f64(s, v, as_f64(a), as_f64(b));
    if (a->op == V(CONST_F32) && b->op == a->op) return eval_f32(s, v, as_f32(a), as_f32(b));
    if (v->op == V(PTR_TO_I32)) return ssa_const_i32(s->f, (int32_t)a->imm);
    return NULL;
}

/* ---- rewrites ---- */

static Value *copy_(Fold *s, Value *v)
{
    (void)s;
    return v->args[0];
}

static Value *constant_right(Fold *s, Value *v)
{
    (void)s;
    if (!ssa_is_const(v->args[0]) || ssa_is_const(v->args[1])) return NULL;
    Value *x = v->args[0];
    v->args[0] = v->args[1];
    v->args[1] = x;
    return v;
}

/* x + 0, (x + c) + d, and x - y where y is constant or x */
static Value *add(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1];
    if (!is_int_const(y)) return NULL;
    if (y->imm == 0) return x;
    if (x->op != v->op || !is_int_const(x->args[1])) return NULL;
    return become(v, v->op, 2, x->args[0], int_const(s, v->type, (int64_t)((uint64_t)x->args[1]->imm + (uint64_t)y->imm)));
}

static Value *sub(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1];
    if (x == y) return int_const(s, v->type, 0);
    if (is_int_const(y))
        return become(v, v->type == IR_I64 ? V(ADD_I64) : V(ADD_I32), 2, x, int_const(s, v->type, (int64_t)-(uint64_t)y->imm));
    return NULL;
}

/* (x + y) - x */
static Value *sub_of_add(Fold *s, Value *v)
{
    (void)s;
    Value *x = v->args[0], *y = v->args[1];
    if (x->op != (v->type == IR_I64 ? V(ADD_I64) : V(ADD_I32))) return NULL;
    return x->args[0] == y ? x->args[1] : x->args[1] == y ? x->args[0] : NULL;
}

static int log2_of(const Value *c)
{
    uint64_t n = c->op == V(CONST_I32) ? (uint32_t)c->imm : (uint64_t)c->imm;
    return is_int_const(c) && n && !(n & (n - 1)) ? __builtin_ctzll(n) : -1;
}

static Value *mul(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1];
    if (is_imm(y, 0)) return y;
    if (is_imm(y, 1)) return x;
    int k = log2_of(y);
    return k < 0 ? NULL : become(v, v->type == IR_I64 ? V(SHL_I64) : V(SHL_I32), 2, x, int_const(s, v->type, k));
}

static Value *div_u(Fold *s, Value *v)
{
    int k = log2_of(v->args[1]);
    return k < 0 ? NULL : become(v, v->type == IR_I64 ? V(SHR_U_I64) : V(SHR_U_I32), 2, v->args[0], int_const(s, v->type, k));
}

static Value *rem_u(Fold *s, Value *v)
{
    if (log2_of(v->args[1]) < 0) return NULL;
    return become(v, v->type == IR_I64 ? V(AND_I64) : V(AND_I32), 2, v->args[0], int_const(s, v->type, v->args[1]->imm - 1));
}

/* Signed division of what can't be negative is unsigned division. */
static Value *div_s(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1];
    (void)s;
    if (is_imm(y, 1)) return v->op == V(DIV_S_I32) || v->op == V(DIV_S_I64) ? x : int_const(s, v->type, 0);
    uint64_t top = v->type == IR_I64 ? INT64_MAX : INT32_MAX;
    if (!is_int_const(y) || y->imm <= 0 || unsigned_max(x, 4) > top) return NULL;
    static const uint16_t to[][2] = {{V(DIV_S_I32), V(DIV_U_I32)}, {V(DIV_S_I64), V(DIV_U_I64)}, {V(REM_S_I32), V(REM_U_I32)}, {V(REM_S_I64), V(REM_U_I64)}};
    for (size_t i = 0; i < LEN(to); i++)
        if (v->op == to[i][0]) {
            v->op = to[i][1];
            break;
        }
    return v;
}

static Value *and_(Fold *s, Value *v)
{
    (void)s;
    Value *x = v->args[0], *y = v->args[1];
    if (x == y || is_imm(y, -1)) return x;
    if (is_imm(y, 0)) return y;
    if (!is_int_const(y)) return NULL;
    uint64_t mask = v->type == IR_I64 ? (uint64_t)y->imm : (uint32_t)y->imm, max = unsigned_max(x, 4);
    if (mask & (mask + 1)) return NULL;     /* the rest needs 2^n - 1 */
    return max <= mask ? x : NULL;
}

static Value *or_(Fold *s, Value *v)
{
    (void)s;
    Value *x = v->args[0], *y = v->args[1];
    if (x == y || is_imm(y, 0)) return x;
    return is_imm(y, -1) ? y : NULL;
}

static Value *xor_(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1];
    if (x == y) return int_const(s, v->type, 0);
    if (is_imm(y, 0)) return x;
    return is_imm(y, 1) && is_bool(x) && v->type == IR_I32 ? become(v, V(EQZ_I32), 1, x, NULL) : NULL;
}

/* The operand of ^x, or NULL. */
static Value *complemented(const Value *v)
{
    return (v->op == V(XOR_I32) || v->op == V(XOR_I64)) && v->uses == 1 && is_imm(v->args[1], -1) ? v->args[0] : NULL;
}

/* x&y ^ x&z is x & (y^z), and x&y ^ ^x&z is z ^ x&(y^z); the same with |. Hash functions choose and count bits so. */
static Value *join_masked(Fold *s, Value *v)
{
    (void)s;
    Value *a = v->args[0], *b = v->args[1];
    ValueOp and = v->type == IR_I64 ? V(AND_I64) : V(AND_I32), xor = v->type == IR_I64 ? V(XOR_I64) : V(XOR_I32);
    if (a == b || a->op != and || b->op != and || a->uses != 1 || b->uses != 1) return NULL;
    for (uint32_t k = 0; k < 4; k++) {
        Value *x = a->args[k & 1], *y = a->args[!(k & 1)], *mask = b->args[k >> 1], *z = b->args[!(k >> 1)];
        if (x == mask) return become(v, and, 2, x, opt_insert(v, (ValueOp)v->op, (IrType)v->type, y, z));
        Value *chooses = complemented(mask) == x ? x : NULL;
        if (!chooses && complemented(x) == mask) {
            chooses = mask;
            mask = y, y = z, z = mask;
        }
        if (!chooses) continue;
        Value *differ = opt_insert(v, xor, (IrType)v->type, y, z);
        return become(v, xor, 2, z, opt_insert(v, and, (IrType)v->type, chooses, differ));
    }
    return NULL;
}

static Value *shift(Fold *s, Value *v)
{
    (void)s;
    if (is_int_const(v->args[1]) && (v->args[1]->imm & (v->type == IR_I64 ? 63 : 31)) == 0) return v->args[0];
    return is_imm(v->args[0], 0) ? v->args[0] : NULL;
}

/* x & 0xff where x is one byte already; extensions of what only has its low bits looked at */
static Value *extend_small(Fold *s, Value *v)
{
    (void)s;
    Value *x = v->args[0];
    bool byte = v->op == V(EXT8_U) || v->op == V(EXT8_S);
    uint64_t max = unsigned_max(x, 4);
    if (v->op == V(EXT8_U) && max <= UINT8_MAX) return x;
    if (v->op == V(EXT16_U) && max <= UINT16_MAX) return x;
    if (v->op == V(EXT8_S) && (max <= INT8_MAX || x->op == V(EXT8_S) || (x->op == V(LOAD) && x->mem == MEM_I8S))) return x;
    if (v->op == V(EXT16_S) && (max <= INT16_MAX || x->op == V(EXT16_S) || x->op == V(EXT8_S) || (x->op == V(LOAD) && (x->mem == MEM_I16S || x->mem == MEM_I8S))))
        return x;
    if (x->op == V(EXT16_U) || x->op == V(EXT16_S) || (byte && (x->op == V(EXT8_U) || x->op == V(EXT8_S)))) {
        ssa_arg_set(v, 0, x->args[0]);
        return v;
    }
    return NULL;
}

/* Low bits of a sum do not depend on how its operands were extended. */
static Value *extend_of_sum(Fold *s, Value *v)
{
    (void)s;
    Value *x = v->args[0];
    if (x->uses != 1 || (x->op != V(ADD_I32) && x->op != V(SUB_I32) && x->op != V(MUL_I32) && x->op != V(XOR_I32))) return NULL;
    bool byte = v->op == V(EXT8_U) || v->op == V(EXT8_S), changed = false;
    for (uint32_t i = 0; i < 2; i++) {
        Value *a = x->args[i];
        bool drop = a->op == V(EXT16_U) || a->op == V(EXT16_S) ? true : byte && (a->op == V(EXT8_U) || a->op == V(EXT8_S));
        if (!drop) continue;
        ssa_arg_set(x, i, a->args[0]);
        changed = true;
    }
    return changed ? v : NULL;
}

static Value *wrap(Fold *s, Value *v)
{
    (void)s;
    Value *x = v->args[0];
    if (x->op == V(EXTEND_S) || x->op == V(EXTEND_U)) return x->args[0];
    if (x->op == V(AND_I64) && is_imm(x->args[1], UINT32_MAX)) {
        ssa_arg_set(v, 0, x->args[0]);
        return v;
    }
    return NULL;
}

static Value *extend_s(Fold *s, Value *v)
{
    (void)s;
    return unsigned_max(v->args[0], 4) <= INT32_MAX && !ssa_is_const(v->args[0]) ? become(v, V(EXTEND_U), 1, v->args[0], NULL) : NULL;
}

/* ---- comparisons ---- */

/* !(a < b) is b <= a; not for floats */
static Value *eqz(Fold *s, Value *v)
{
    (void)s;
    static const struct { uint16_t op, to; bool swap; } not_of[] = {
        {V(EQ_I32), V(NE_I32), false}, {V(NE_I32), V(EQ_I32), false}, {V(LT_S_I32), V(LE_S_I32), true}, {V(LE_S_I32), V(LT_S_I32), true},
        {V(LT_U_I32), V(LE_U_I32), true}, {V(LE_U_I32), V(LT_U_I32), true},
        {V(EQ_I64), V(NE_I64), false}, {V(NE_I64), V(EQ_I64), false}, {V(LT_S_I64), V(LE_S_I64), true}, {V(LE_S_I64), V(LT_S_I64), true},
        {V(LT_U_I64), V(LE_U_I64), true}, {V(LE_U_I64), V(LT_U_I64), true},
        {V(EQ_PTR), V(NE_PTR), false}, {V(NE_PTR), V(EQ_PTR), false}, {V(EQ_F32), V(NE_F32), false}, {V(NE_F32), V(EQ_F32), false},
        {V(EQ_F64), V(NE_F64), false}, {V(NE_F64), V(EQ_F64), false},
    };
    Value *x = v->args[0];
    if (x->op == V(EQZ_I32) && is_bool(x->args[0])) return x->args[0];
    for (size_t i = 0; i < LEN(not_of); i++) {
        if (x->op != not_of[i].op) continue;
        Value *to = opt_insert(v, not_of[i].to, IR_I32, x->args[not_of[i].swap], x->args[!not_of[i].swap]);
        return to;
    }
    return NULL;
}

static Value *eqz64(Fold *s, Value *v)
{
    (void)s;
    Value *x = v->args[0];
    return x->op == V(EXTEND_S) || x->op == V(EXTEND_U) ? become(v, V(EQZ_I32), 1, x->args[0], NULL) : NULL;
}

static Value *equal(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1];
    bool wide = x->type == IR_I64, ne = v->op == V(NE_I32) || v->op == V(NE_I64);
    if (x == y) return truth(s, !ne);
    if (is_imm(y, 0) && !ne) return become(v, wide ? V(EQZ_I64) : V(EQZ_I32), 1, x, NULL);
    if (is_imm(y, 0) && ne && is_bool(x)) return x;
    if (is_imm(y, 1) && is_bool(x)) return ne ? become(v, V(EQZ_I32), 1, x, NULL) : x;
    if (is_int_const(y) && x->op == (wide ? V(ADD_I64) : V(ADD_I32)) && is_int_const(x->args[1]))
        return become(v, v->op, 2, x->args[0], int_const(s, x->type, (int64_t)((uint64_t)y->imm - (uint64_t)x->args[1]->imm)));
    if (is_int_const(y) && (wide ? (uint64_t)y->imm : (uint32_t)y->imm) > unsigned_max(x, 4)) return truth(s, ne);
    return NULL;
}

static Value *less(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1];
    bool or_equal = v->op == V(LE_S_I32) || v->op == V(LE_U_I32) || v->op == V(LE_S_I64) || v->op == V(LE_U_I64);
    bool is_signed = v->op == V(LT_S_I32) || v->op == V(LE_S_I32) || v->op == V(LT_S_I64) || v->op == V(LE_S_I64);
    bool wide = x->type == IR_I64;
    if (x == y) return truth(s, or_equal);
    uint64_t mx = unsigned_max(x, 4), my = unsigned_max(y, 4), top = !is_signed ? UINT64_MAX : wide ? INT64_MAX : INT32_MAX;
    if (is_int_const(y) && mx <= top && my <= top && (or_equal ? mx <= my : mx < my)) return truth(s, true);
    if (is_int_const(x) && mx <= top && my <= top && (or_equal ? mx > my : mx >= my)) return truth(s, false);
    if (!is_signed && is_imm(or_equal ? x : y, 0)) return truth(s, or_equal);
    if (!is_signed && ((or_equal && is_imm(y, 0)) || (!or_equal && is_imm(y, 1)))) return become(v, wide ? V(EQZ_I64) : V(EQZ_I32), 1, x, NULL);
    return NULL;
}

/* ---- pointers ---- */

static Value *add_ptr(Fold *s, Value *v)
{
    Value *p = v->args[0], *n = v->args[1];
    if (!is_int_const(n)) return NULL;
    int64_t c = n->imm + v->imm;
    if (c == 0) return p;
    if (p->op == V(ADDR_GLOBAL) && p->imm + c >= 0 && p->imm + c <= INT32_MAX) {
        Value *g = ssa_value_loose(s->f, V(ADDR_GLOBAL), IR_PTR, v->pos, 0);
        g->aux.global = p->aux.global;
        g->imm = p->imm + c;
        ssa_insert_before(v, g);
        return g;
    }
    if (p->op == V(ADD_PTR) && is_int_const(p->args[1])) {
        c += p->imm + p->args[1]->imm;
        if (c != (int32_t)c) return NULL;
        v->imm = 0;
        return become(v, V(ADD_PTR), 2, p->args[0], ssa_const_i32(s->f, (int32_t)c));
    }
    if (v->imm) {
        v->imm = 0;
        ssa_arg_set(v, 1, ssa_const_i32(s->f, (int32_t)c));
        return v;
    }
    return NULL;
}

static Value *there_and_back(Fold *s, Value *v)
{
    (void)s;
    Value *x = v->args[0];
    return x->op == (v->op == V(PTR_TO_I32) ? V(I32_TO_PTR) : V(PTR_TO_I32)) ? x->args[0] : NULL;
}

/* unsafe.Pointer(uintptr(p) + n) and unsafe.Add: p's object is known from here on. */
static Value *from_integer(Fold *s, Value *v)
{
    Value *sum = v->args[0]->op == V(WRAP) ? v->args[0]->args[0] : NULL;
    if (!sum || sum->op != V(ADD_I64)) return there_and_back(s, v);
    for (int i = 0; i < 2; i++) {
        Value *x = sum->args[i];
        if (x->op != V(EXTEND_U) || x->args[0]->op != V(PTR_TO_I32)) continue;
        return opt_insert(v, V(ADD_PTR), IR_PTR, x->args[0]->args[0], opt_insert(v, V(WRAP), IR_I32, sum->args[!i], NULL));
    }
    return NULL;
}

/* A constant added to the address goes into the access. */
static Value *address(Fold *s, Value *v)
{
    (void)s;
    Value *p = v->args[0];
    if (p->op != V(ADD_PTR) || !is_int_const(p->args[1])) return NULL;
    int64_t c = p->imm + p->args[1]->imm;
    if (c < 0 || v->imm + c > INT32_MAX) return NULL;
    v->imm += c;
    ssa_arg_set(v, 0, p->args[0]);
    return v;
}

static bool is_nil(const Value *v) { return v->op == V(CONST_PTR) && v->imm == 0; }

/* Distinct objects whose addresses are identities: type descriptors, itabs. */
static bool same_identity(const Value *x, const Value *y, bool *same)
{
    if (x->op == V(ADDR_ITAB) && y->op == V(ADDR_ITAB)) {
        *same = x->aux.itab == y->aux.itab;
        return true;
    }
    if (x->op != V(ADDR_GLOBAL) || y->op != V(ADDR_GLOBAL) || x->imm || y->imm) return false;
    const Global *g = x->aux.global, *h = y->aux.global;
    *same = g == h;
    return g == h || (g->fill && g->fill == ssa_fill_type_descriptor && h->fill == g->fill);
}

static Value *equal_ptr(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1];
    bool ne = v->op == V(NE_PTR), same;
    if (x == y) return truth(s, !ne);
    if (is_nil(y)) {
        if (!ne) return become(v, V(IS_NIL), 1, x, NULL);
        return become(v, V(EQZ_I32), 1, opt_insert(v, V(IS_NIL), IR_I32, x, NULL), NULL);
    }
    return same_identity(x, y, &same) ? truth(s, same != ne) : NULL;
}

static Value *nil_test(Fold *s, Value *v)
{
    if (opt_not_nil(v->args[0])) return truth(s, false);
    return is_nil(v->args[0]) ? truth(s, true) : NULL;
}

static Value *select_(Fold *s, Value *v)
{
    Value *x = v->args[0], *y = v->args[1], *c = v->args[2];
    if (x == y) return x;
    if (c->op == V(CONST_I32)) return c->imm ? x : y;
    if (c->op == V(EQZ_I32)) {
        Value *t = v->args[0];
        v->args[0] = v->args[1];
        v->args[1] = t;
        ssa_arg_set(v, 2, c->args[0]);
        return v;
    }
    if (v->type == IR_I32 && is_imm(x, 1) && is_imm(y, 0) && is_bool(c)) return c;
    if (v->type == IR_I32 && is_imm(x, 0) && is_imm(y, 1)) return opt_insert(v, V(EQZ_I32), IR_I32, c, NULL);
    (void)s;
    return NULL;
}

/* ---- checks ---- */

static Value *nil_check(Fold *s, Value *v)
{
    (void)s;
    return opt_not_nil(v->args[0]) ? v->args[0] : NULL;
}

static Value *bounds(Fold *s, Value *v)
{
    (void)s;
    Value *i = v->args[0], *n = v->args[1];
    return n->op == V(CONST_I64) && unsigned_max(i, 4) < (uint64_t)n->imm ? i : NULL;
}

static Value *slice_bounds(Fold *s, Value *v)
{
    (void)s;
    Value *low = v->args[0], *high = v->args[1];
    if (low == high || is_imm(low, 0)) return low;
    return high->op == V(CONST_I64) && unsigned_max(low, 4) <= (uint64_t)high->imm ? low : NULL;
}

static Value *div_check(Fold *s, Value *v)
{
    (void)s;
    return is_int_const(v->args[0]) && v->args[0]->imm ? v->args[0] : NULL;
}

static Value *shift_check(Fold *s, Value *v)
{
    (void)s;
    return unsigned_max(v->args[0], 4) <= INT64_MAX ? v->args[0] : NULL;
}

/* ---- the rows: those of one operation are tried in this order ---- */

typedef Value *(*Rewrite)(Fold *s, Value *v);

static const struct FoldRow { uint16_t op; Rewrite rewrite; } rows[] = {
    {V(COPY), copy_},
    {V(ADD_I32), constant_right}, {V(ADD_I64), constant_right}, {V(MUL_I32), constant_right}, {V(MUL_I64), constant_right},
    {V(AND_I32), constant_right}, {V(AND_I64), constant_right}, {V(OR_I32), constant_right}, {V(OR_I64), constant_right},
    {V(XOR_I32), constant_right}, {V(XOR_I64), constant_right}, {V(EQ_I32), constant_right}, {V(EQ_I64), constant_right},
    {V(NE_I32), constant_right}, {V(NE_I64), constant_right}, {V(EQ_PTR), constant_right}, {V(NE_PTR), constant_right},
    {V(ADD_I32), add}, {V(ADD_I64), add}, {V(SUB_I32), sub}, {V(SUB_I64), sub}, {V(SUB_I32), sub_of_add}, {V(SUB_I64), sub_of_add},
    {V(MUL_I32), mul}, {V(MUL_I64), mul}, {V(DIV_U_I32), div_u}, {V(DIV_U_I64), div_u}, {V(REM_U_I32), rem_u}, {V(REM_U_I64), rem_u},
    {V(DIV_S_I32), div_s}, {V(DIV_S_I64), div_s}, {V(REM_S_I32), div_s}, {V(REM_S_I64), div_s},
    {V(AND_I32), and_}, {V(AND_I64), and_}, {V(OR_I32), or_}, {V(OR_I64), or_}, {V(XOR_I32), xor_}, {V(XOR_I64), xor_},
    {V(OR_I32), join_masked}, {V(OR_I64), join_masked}, {V(XOR_I32), join_masked}, {V(XOR_I64), join_masked},
    {V(SHL_I32), shift}, {V(SHL_I64), shift}, {V(SHR_S_I32), shift}, {V(SHR_S_I64), shift}, {V(SHR_U_I32), shift}, {V(SHR_U_I64), shift},
    {V(EXT8_S), extend_small}, {V(EXT8_U), extend_small}, {V(EXT16_S), extend_small}, {V(EXT16_U), extend_small},
    {V(EXT8_S), extend_of_sum}, {V(EXT8_U), extend_of_sum}, {V(EXT16_S), extend_of_sum}, {V(EXT16_U), extend_of_sum},
    {V(WRAP), wrap}, {V(EXTEND_S), extend_s}, {V(EQZ_I32), eqz}, {V(EQZ_I64), eqz64},
    {V(EQ_I32), equal}, {V(EQ_I64), equal}, {V(NE_I32), equal}, {V(NE_I64), equal},
    {V(LT_S_I32), less}, {V(LT_U_I32), less}, {V(LE_S_I32), less}, {V(LE_U_I32), less},
    {V(LT_S_I64), less}, {V(LT_U_I64), less}, {V(LE_S_I64), less}, {V(LE_U_I64), less},
    {V(ADD_PTR), add_ptr}, {V(LOAD), address}, {V(STORE), address}, {V(EQ_PTR), equal_ptr}, {V(NE_PTR), equal_ptr}, {V(IS_NIL), nil_test},
    {V(PTR_TO_I32), there_and_back}, {V(I32_TO_PTR), from_integer}, {V(SELECT), select_},
    {V(NIL_CHECK), nil_check}, {V(BOUNDS), bounds}, {V(SLICE_BOUNDS), slice_bounds}, {V(DIV_CHECK), div_check}, {V(SHIFT_CHECK), shift_check},
};

enum { MAX_ROWS = 4 };
static uint8_t rows_of[OP__COUNT][MAX_ROWS];    /* row number + 1 */

static void index_rows(void)
{
    for (uint32_t i = 0; i < LEN(rows); i++) {
        uint32_t k = 0;
        while (rows_of[rows[i].op][k]) k++;
        ICE_IF(k >= MAX_ROWS, NO_POS, "too many rows for an operation");
        rows_of[rows[i].op][k] = (uint8_t)(i + 1);
    }
}

static Value *rewrite_once(Fold *s, Value *v)
{
    Value *c = evaluate(s, v);
    if (c) return c;
    for (uint32_t k = 0; k < MAX_ROWS && rows_of[v->op][k]; k++) {
        Value *to = rows[rows_of[v->op][k] - 1].rewrite(s, v);
        if (to) return to;
    }
    return NULL;
}

static void rewrite(Fold *s, Value *v)
{
    enum { MAX_STEPS = 16 };
    for (int i = 0; i < MAX_STEPS; i++) {
        Value *to = rewrite_once(s, v);
        if (!to) return;
        if (to == v) continue;
        forward_set(&s->fwd, v, to);
        if (!to->block || to->next != v) return;
        v = to;         /* newly made in front of it */
    }
}

void opt_fold(Func *f)
{
    if (!rows_of[V(COPY)][0]) index_rows();
    Arena *a = arena_new("fold");
    Fold s = {.f = f};
    forward_init(&s.fwd, f, a);
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            forward_args(&s.fwd, v);
            if (v->op == V(PHI)) continue;
            rewrite(&s, v);
        }
    forward_apply(&s.fwd);
    arena_free(a);
}
