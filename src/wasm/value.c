/*
 * value.c - expressions and plain statements: one wasm instruction for most operations, by table.
 */
#include "wasm_int.h"

#include <math.h>

BinaryenType wasm_type(IrType t)
{
    switch (t) {
    case IR_I64: return BinaryenTypeInt64();
    case IR_F32: return BinaryenTypeFloat32();
    case IR_F64: return BinaryenTypeFloat64();
    case IR_VOID: return BinaryenTypeNone();
    default: return BinaryenTypeInt32();
    }
}

Expr zero_of(IrType t)
{
    switch (t) {
    case IR_I64: return BinaryenConst(be.mod, BinaryenLiteralInt64(0));
    case IR_F32: return BinaryenConst(be.mod, BinaryenLiteralFloat32(0));
    case IR_F64: return BinaryenConst(be.mod, BinaryenLiteralFloat64(0));
    default: return const_i32(0);
    }
}

BinaryenType wasm_params(const uint8_t *types, uint32_t n)
{
    BinaryenType t[MAX_WASM_PARAMS];
    if (n > LEN(t)) n = LEN(t);
    for (uint32_t i = 0; i < n; i++) t[i] = wasm_type((IrType)types[i]);
    return BinaryenTypeCreate(t, n);
}

Expr const_i32(int32_t v)
{
    return BinaryenConst(be.mod, BinaryenLiteralInt32(v));
}

Expr emit_block(Emit *e, ExprVec *v)
{
    (void)e;
    if (v->n == 0) return BinaryenNop(be.mod);
    if (v->n == 1) return v->p[0];
    return BinaryenBlock(be.mod, NULL, v->p, v->n, BinaryenTypeAuto());
}

typedef BinaryenOp (*OpFn)(void);

/* Operations that are one wasm instruction of one or two operands. */
static const struct Row { uint16_t op; OpFn fn; } rows[] = {
    {V(ADD_I32), BinaryenAddInt32}, {V(SUB_I32), BinaryenSubInt32}, {V(MUL_I32), BinaryenMulInt32},
    {V(DIV_S_I32), BinaryenDivSInt32}, {V(DIV_U_I32), BinaryenDivUInt32}, {V(REM_S_I32), BinaryenRemSInt32},
    {V(REM_U_I32), BinaryenRemUInt32}, {V(AND_I32), BinaryenAndInt32}, {V(OR_I32), BinaryenOrInt32},
    {V(XOR_I32), BinaryenXorInt32}, {V(SHL_I32), BinaryenShlInt32}, {V(SHR_S_I32), BinaryenShrSInt32},
    {V(SHR_U_I32), BinaryenShrUInt32}, {V(ROTL_I32), BinaryenRotLInt32}, {V(CLZ_I32), BinaryenClzInt32},
    {V(CTZ_I32), BinaryenCtzInt32}, {V(POPCNT_I32), BinaryenPopcntInt32}, {V(EQZ_I32), BinaryenEqZInt32},
    {V(EQ_I32), BinaryenEqInt32}, {V(NE_I32), BinaryenNeInt32}, {V(LT_S_I32), BinaryenLtSInt32},
    {V(LT_U_I32), BinaryenLtUInt32}, {V(LE_S_I32), BinaryenLeSInt32}, {V(LE_U_I32), BinaryenLeUInt32},
    {V(ADD_I64), BinaryenAddInt64}, {V(SUB_I64), BinaryenSubInt64}, {V(MUL_I64), BinaryenMulInt64},
    {V(DIV_S_I64), BinaryenDivSInt64}, {V(DIV_U_I64), BinaryenDivUInt64}, {V(REM_S_I64), BinaryenRemSInt64},
    {V(REM_U_I64), BinaryenRemUInt64}, {V(AND_I64), BinaryenAndInt64}, {V(OR_I64), BinaryenOrInt64},
    {V(XOR_I64), BinaryenXorInt64}, {V(SHL_I64), BinaryenShlInt64}, {V(SHR_S_I64), BinaryenShrSInt64},
    {V(SHR_U_I64), BinaryenShrUInt64}, {V(ROTL_I64), BinaryenRotLInt64}, {V(CLZ_I64), BinaryenClzInt64},
    {V(CTZ_I64), BinaryenCtzInt64}, {V(POPCNT_I64), BinaryenPopcntInt64}, {V(EQZ_I64), BinaryenEqZInt64},
    {V(EQ_I64), BinaryenEqInt64}, {V(NE_I64), BinaryenNeInt64}, {V(LT_S_I64), BinaryenLtSInt64},
    {V(LT_U_I64), BinaryenLtUInt64}, {V(LE_S_I64), BinaryenLeSInt64}, {V(LE_U_I64), BinaryenLeUInt64},
    {V(SUB_PTR), BinaryenSubInt32}, {V(EQ_PTR), BinaryenEqInt32}, {V(NE_PTR), BinaryenNeInt32},
    {V(LT_PTR), BinaryenLtUInt32}, {V(IS_NIL), BinaryenEqZInt32},
    {V(ADD_F32), BinaryenAddFloat32}, {V(SUB_F32), BinaryenSubFloat32}, {V(MUL_F32), BinaryenMulFloat32},
    {V(DIV_F32), BinaryenDivFloat32}, {V(NEG_F32), BinaryenNegFloat32}, {V(ABS_F32), BinaryenAbsFloat32},
    {V(SQRT_F32), BinaryenSqrtFloat32}, {V(EQ_F32), BinaryenEqFloat32}, {V(NE_F32), BinaryenNeFloat32},
    {V(LT_F32), BinaryenLtFloat32}, {V(LE_F32), BinaryenLeFloat32},
    {V(ADD_F64), BinaryenAddFloat64}, {V(SUB_F64), BinaryenSubFloat64}, {V(MUL_F64), BinaryenMulFloat64},
    {V(DIV_F64), BinaryenDivFloat64}, {V(NEG_F64), BinaryenNegFloat64}, {V(ABS_F64), BinaryenAbsFloat64},
    {V(SQRT_F64), BinaryenSqrtFloat64}, {V(FLOOR_F64), BinaryenFloorFloat64}, {V(CEIL_F64), BinaryenCeilFloat64},
    {V(TRUNC_F64), BinaryenTruncFloat64}, {V(NEAREST_F64), BinaryenNearestFloat64},
    {V(COPYSIGN_F64), BinaryenCopySignFloat64}, {V(EQ_F64), BinaryenEqFloat64}, {V(NE_F64), BinaryenNeFloat64},
    {V(LT_F64), BinaryenLtFloat64}, {V(LE_F64), BinaryenLeFloat64}, {V(MIN_F32), BinaryenMinFloat32},
    {V(MAX_F32), BinaryenMaxFloat32}, {V(MIN_F64), BinaryenMinFloat64}, {V(MAX_F64), BinaryenMaxFloat64},
    {V(EXT8_S), BinaryenExtendS8Int32}, {V(EXT16_S), BinaryenExtendS16Int32}, {V(WRAP), BinaryenWrapInt64},
    {V(EXTEND_S), BinaryenExtendSInt32}, {V(EXTEND_U), BinaryenExtendUInt32},
    {V(F32_TO_I32_S), BinaryenTruncSatSFloat32ToInt32}, {V(F32_TO_I32_U), BinaryenTruncSatUFloat32ToInt32},
    {V(F64_TO_I32_S), BinaryenTruncSatSFloat64ToInt32}, {V(F64_TO_I32_U), BinaryenTruncSatUFloat64ToInt32},
    {V(F32_TO_I64_S), BinaryenTruncSatSFloat32ToInt64}, {V(F32_TO_I64_U), BinaryenTruncSatUFloat32ToInt64},
    {V(F64_TO_I64_S), BinaryenTruncSatSFloat64ToInt64}, {V(F64_TO_I64_U), BinaryenTruncSatUFloat64ToInt64},
    {V(I32_TO_F32_S), BinaryenConvertSInt32ToFloat32}, {V(I32_TO_F32_U), BinaryenConvertUInt32ToFloat32},
    {V(I64_TO_F32_S), BinaryenConvertSInt64ToFloat32}, {V(I64_TO_F32_U), BinaryenConvertUInt64ToFloat32},
    {V(I32_TO_F64_S), BinaryenConvertSInt32ToFloat64}, {V(I32_TO_F64_U), BinaryenConvertUInt32ToFloat64},
    {V(I64_TO_F64_S), BinaryenConvertSInt64ToFloat64}, {V(I64_TO_F64_U), BinaryenConvertUInt64ToFloat64},
    {V(F32_TO_F64), BinaryenPromoteFloat32}, {V(F64_TO_F32), BinaryenDemoteFloat64},
    {V(F32_BITS), BinaryenReinterpretFloat32}, {V(F64_BITS), BinaryenReinterpretFloat64},
    {V(I32_AS_F32), BinaryenReinterpretInt32}, {V(I64_AS_F64), BinaryenReinterpretInt64},
};

static OpFn op_fn[OP__COUNT];

static OpFn find_op(uint16_t op)
{
    if (!op_fn[V(ADD_I32)])
        for (size_t i = 0; i < LEN(rows); i++) op_fn[rows[i].op] = rows[i].fn;
    return op_fn[op];
}

/* An address for an instruction that adds an offset: of a variable in the frame it is a part. */
static Expr base_of(Emit *e, Value *addr, int64_t *offset)
{
    while (e->vi[addr->id].where == W_REMAT && (addr->op == V(COPY) || addr->op == V(NIL_CHECK))) addr = addr->args[0];
    if (addr->op != V(LOCAL) || e->local_offset[addr->id] < 0) return emit_value(e, addr);
    *offset += e->local_offset[addr->id];
    return BinaryenLocalGet(be.mod, local_index(e, e->fp), BinaryenTypeInt32());
}

static Expr load(Emit *e, const Value *v)
{
    static const struct { uint8_t bytes; bool is_signed; } shape[MEM_COUNT] = {
        [MEM_I8S] = {1, true}, [MEM_I8U] = {1, false}, [MEM_I16S] = {2, true}, [MEM_I16U] = {2, false},
        [MEM_I32] = {4, false}, [MEM_I64] = {8, false}, [MEM_F32] = {4, false}, [MEM_F64] = {8, false},
        [MEM_PTR] = {4, false}, [MEM_I32U64] = {4, false},
    };
    int64_t offset = v->imm;
    Expr base = base_of(e, v->args[0], &offset);
    return BinaryenLoad(be.mod, shape[v->mem].bytes, shape[v->mem].is_signed, (uint32_t)offset, 0, wasm_type((IrType)v->type), base);
}

/* Makes a fresh expression for a value that is not kept anywhere. */
static Expr make(Emit *e, Value *v)
{
    switch (v->op) {
    case V(CONST_I32): return const_i32((int32_t)v->imm);
    case V(CONST_PTR): return const_i32((int32_t)v->imm);
    case V(CONST_I64): return BinaryenConst(be.mod, BinaryenLiteralInt64(v->imm));
    case V(CONST_F32): return BinaryenConst(be.mod, BinaryenLiteralFloat32Bits((int32_t)v->imm));
    case V(CONST_F64): return BinaryenConst(be.mod, BinaryenLiteralFloat64Bits(v->imm));
    case V(ADDR_GLOBAL): return data_address(v->aux.global, v->imm);
    case V(ADDR_ITAB): return data_address(v->aux.itab->global, 0);
    case V(FUNC_INDEX): return const_i32((int32_t)table_index(v->aux.func));
    case V(TEMP): return const_i32(0);
    case V(SITE): return const_i32(be.config.trace ? (int32_t)site_of(e->f, v) : 0);
    case V(SP): return BinaryenGlobalGet(be.mod, "__stack_pointer", BinaryenTypeInt32());
    case V(CONTEXT): return emit_value(e, e->f->params.p[0]);
    case V(LOCAL): {
        Expr fp = BinaryenLocalGet(be.mod, local_index(e, e->fp), BinaryenTypeInt32());
        int64_t off = e->local_offset[v->id];
        return off ? BinaryenBinary(be.mod, BinaryenAddInt32(), fp, const_i32((int32_t)off)) : fp;
    }
    case V(ADD_PTR): {
        Expr x = emit_value(e, v->args[0]);
        if (v->nargs > 1) x = BinaryenBinary(be.mod, BinaryenAddInt32(), x, emit_value(e, v->args[1]));
        return v->imm ? BinaryenBinary(be.mod, BinaryenAddInt32(), x, const_i32((int32_t)v->imm)) : x;
    }
    case V(EXT8_U): return BinaryenBinary(be.mod, BinaryenAndInt32(), emit_value(e, v->args[0]), const_i32(0xff));
    case V(EXT16_U): return BinaryenBinary(be.mod, BinaryenAndInt32(), emit_value(e, v->args[0]), const_i32(0xffff));
    case V(SELECT): {
        Expr a = emit_value(e, v->args[0]), b = emit_value(e, v->args[1]), c = emit_value(e, v->args[2]);
        return BinaryenSelect(be.mod, c, a, b, wasm_type((IrType)v->type));
    }
    case V(LOAD): return load(e, v);
    case V(PTR_TO_I32): case V(I32_TO_PTR): case V(COPY): case V(HIDE):
    case V(NIL_CHECK): case V(BOUNDS): case V(SLICE_BOUNDS): case V(DIV_CHECK): case V(SHIFT_CHECK):
        return emit_value(e, v->args[0]);
    default: break;
    }
    OpFn fn = find_op(v->op);
    ICE_IF(!fn, v->pos, "%s: no code for %s", e->f->symbol, ssa_op_name((ValueOp)v->op));
    Expr x = emit_value(e, v->args[0]);
    if (v->nargs == 1) return BinaryenUnary(be.mod, fn(), x);
    return BinaryenBinary(be.mod, fn(), x, emit_value(e, v->args[1]));
}

Expr emit_value(Emit *e, Value *v)
{
    if (e->vi[v->id].where == W_LOCAL)
        return BinaryenLocalGet(be.mod, local_index(e, local_of(e, v)), wasm_type((IrType)v->type));
    return make(e, v);
}

void emit_set(Emit *e, Value *v, Expr x, ExprVec *out)
{
    if (e->vi[v->id].where != W_LOCAL) {
        vec_push(e->arena, out, v->type == IR_VOID ? x : BinaryenDrop(be.mod, x));
        return;
    }
    Web *w = &e->webs.p[e->vi[v->id].web];
    uint32_t local = local_index(e, w->local);
    BinaryenType t = wasm_type((IrType)w->type);
    vec_push(e->arena, out, BinaryenLocalSet(be.mod, local, x));
    if (w->rooted)
        vec_push(e->arena, out, BinaryenStore(be.mod, 4, w->root_slot, 0, BinaryenLocalGet(be.mod, local_index(e, e->fp), BinaryenTypeInt32()),
                                              BinaryenLocalGet(be.mod, local, t), t));
}

/* ---- statements ---- */

static Expr store_bytes(Emit *e, uint32_t bytes, int64_t offset, Value *addr, Expr x, BinaryenType t)
{
    Expr base = base_of(e, addr, &offset);
    return BinaryenStore(be.mod, bytes, (uint32_t)offset, 0, base, x, t);
}

static Expr store(Emit *e, Value *v)
{
    static const uint8_t bytes[MEM_COUNT] = {1, 1, 2, 2, 4, 8, 4, 8, 8, 4};
    Expr x = emit_value(e, v->args[1]);
    BinaryenType t = wasm_type((IrType)v->args[1]->type);
    if (v->mem == MEM_PTR) {
        /* The slot's upper half stays zero: one 8-byte store. */
        Value *p = v->args[1];
        x = p->op == V(CONST_PTR) ? BinaryenConst(be.mod, BinaryenLiteralInt64((int64_t)(uint32_t)p->imm))
                                  : BinaryenUnary(be.mod, BinaryenExtendUInt32(), x);
        t = BinaryenTypeInt64();
    }
    return store_bytes(e, bytes[v->mem], v->imm, v->args[0], x, t);
}

/* So many bytes are written by single stores: faster, up to a point. */
static int64_t inline_bytes(void)
{
    return be.config.opt_level == 3 ? 16 : 64;
}

static Expr zero(Emit *e, Value *dst, int64_t n, ExprVec *out)
{
    if (n > inline_bytes()) return BinaryenMemoryFill(be.mod, emit_value(e, dst), const_i32(0), const_i32((int32_t)n));
    for (int64_t at = 0; at < n;) {
        uint32_t step = n - at >= 8 ? 8 : n - at >= 4 ? 4 : n - at >= 2 ? 2 : 1;
        Expr x = step == 8 ? BinaryenConst(be.mod, BinaryenLiteralInt64(0)) : const_i32(0);
        vec_push(e->arena, out, store_bytes(e, step, at, dst, x, step == 8 ? BinaryenTypeInt64() : BinaryenTypeInt32()));
        at += step;
    }
    return NULL;
}

static Expr move(Emit *e, Value *v, ExprVec *out)
{
    int64_t n = v->imm;
    if (n > inline_bytes())
        return BinaryenMemoryCopy(be.mod, emit_value(e, v->args[0]), emit_value(e, v->args[1]), const_i32((int32_t)n));
    for (int64_t at = 0; at < n;) {
        uint32_t step = n - at >= 8 ? 8 : n - at >= 4 ? 4 : n - at >= 2 ? 2 : 1;
        BinaryenType t = step == 8 ? BinaryenTypeInt64() : BinaryenTypeInt32();
        int64_t offset = at;
        Expr from = base_of(e, v->args[1], &offset);
        vec_push(e->arena, out, store_bytes(e, step, at, v->args[0], BinaryenLoad(be.mod, step, false, (uint32_t)offset, 0, t, from), t));
        at += step;
    }
    return NULL;
}

/* Is the variable written as a whole, in this block, before anybody can look at it? */
static bool is_overwritten(Emit *e, const Value *local)
{
    int64_t size = local->aux.type ? ssa_layout(local->aux.type)->size : local->imm >> 8;
    for (const Value *v = local->next; v; v = v->next) {
        bool used = false;
        for (uint32_t i = 0; i < v->nargs; i++) used |= v->args[i] == local;
        if (!used && !(e->has_defer && call_may_leave(v))) continue;
        if (!used || v->args[0] != local) return false;
        if (v->op == V(ZERO)) return v->imm >= size;
        if (v->op == V(MOVE)) return v->imm >= size && v->args[1] != local;
        return v->op == V(STORE) && v->imm == 0 && size == 8 && (v->mem == MEM_PTR || v->mem == MEM_I64 || v->mem == MEM_F64) && v->args[1] != local;
    }
    return false;
}

void emit_stmt(Emit *e, Value *v, ExprVec *out)
{
    Expr x = NULL;
    switch (v->op) {
    case V(PHI): case V(PARAM): case V(KEEP_ALIVE): case V(RESULT):
        return;     /* phis are set by moves, parameters by function.c, results by emit_after_call */
    case V(STORE): x = store(e, v); break;
    case V(ZERO): x = zero(e, v->args[0], v->imm, out); break;
    case V(MOVE): x = move(e, v, out); break;
    case V(MEMMOVE):
        x = BinaryenMemoryCopy(be.mod, emit_value(e, v->args[0]), emit_value(e, v->args[1]), emit_value(e, v->args[2]));
        break;
    case V(MEMZERO):
        x = BinaryenMemoryFill(be.mod, emit_value(e, v->args[0]), const_i32(0), emit_value(e, v->args[1]));
        break;
    case V(CALL): case V(CALL_CLOSURE): case V(CALL_ITAB): case V(CALL_INDIRECT): case V(NEW): case V(NEW_LAYOUT):
    case V(NIL_CHECK): case V(BOUNDS): case V(SLICE_BOUNDS): case V(DIV_CHECK): case V(SHIFT_CHECK): case V(DEEP_CHECK):
        emit_call(e, v, out);
        if (v->op == V(CALL) || v->op == V(CALL_CLOSURE) || v->op == V(CALL_ITAB) || v->op == V(CALL_INDIRECT))
            emit_after_call(e, v, out);
        return;
    case V(LOCAL):
        if (e->vi[v->id].where == W_LOCAL || e->local_offset[v->id] < 0)
            emit_call(e, v, out);
        else if (!(v->imm & (LOCAL_SCRATCH | LOCAL_ZEROED)) && !is_overwritten(e, v))
            x = zero(e, v, v->aux.type ? ssa_layout(v->aux.type)->size : v->imm >> 8, out);
        break;
    default:
        if (e->vi[v->id].where == W_LOCAL) emit_set(e, v, make(e, v), out);
        return;
    }
    if (x) vec_push(e->arena, out, x);
}

/* ---- phi moves ---- */

typedef struct PhiMove { Value *phi; Value *src; uint32_t from, to; bool done; } PhiMove;

/* What local the source comes from, when it is a plain local; NO_LOCAL for trees and constants. */
static uint32_t source_local(Emit *e, Value *v)
{
    while (e->vi[v->id].where == W_REMAT && v->nargs > 0 && (v->op == V(COPY) || (ssa_op_flags((ValueOp)v->op) & OPF_TRAP))) v = v->args[0];
    return e->vi[v->id].where == W_LOCAL ? local_of(e, v) : NO_LOCAL;
}

/* A parallel copy, one after the other: first those whose target nobody reads any more; a cycle is broken by a temporary. */
void emit_moves(Emit *e, const MEdge *edge, ExprVec *out)
{
    if (!edge->phi_block) return;
    VEC(PhiMove) moves = {0};
    for (Value *p = edge->phi_block->first; p && p->op == V(PHI); p = p->next) {
        if (e->vi[p->id].where != W_LOCAL) continue;
        PhiMove m = {p, p->args[edge->phi_index], 0, local_of(e, p), false};
        m.from = source_local(e, m.src);
        bool same_web = m.from != NO_LOCAL && m.from == m.to && !e->webs.p[e->vi[p->id].web].rooted;
        if (!same_web) vec_push(e->arena, &moves, m);
    }
    for (uint32_t left = moves.n; left > 0;) {
        bool progress = false;
        for (uint32_t i = 0; i < moves.n; i++) {
            PhiMove *m = &moves.p[i];
            bool read = false;
            for (uint32_t k = 0; k < moves.n && !m->done; k++) read |= k != i && !moves.p[k].done && moves.p[k].from == m->to;
            if (m->done || read) continue;
            Expr x = m->from == NO_LOCAL ? emit_value(e, m->src)
                                         : BinaryenLocalGet(be.mod, local_index(e, m->from), wasm_type((IrType)m->phi->type));
            emit_set(e, m->phi, x, out);
            m->done = true;
            left--;
            progress = true;
        }
        if (progress) continue;
        for (uint32_t i = 0; i < moves.n; i++) {
            PhiMove *m = &moves.p[i];
            if (m->done) continue;
            BinaryenType t = wasm_type((IrType)m->phi->type);
            uint32_t tmp = new_local(e, t);
            vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, tmp), BinaryenLocalGet(be.mod, local_index(e, m->to), t)));
            for (uint32_t k = 0; k < moves.n; k++)
                if (!moves.p[k].done && moves.p[k].from == m->to) moves.p[k].from = tmp;
            break;
        }
    }
}
