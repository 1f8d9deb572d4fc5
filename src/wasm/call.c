/*
 * call.c - calls, and what follows them: the status test, saving a frame, leaving; checks and allocation, which are calls
 * of the runtime in disguise. The protocol is in docs/runtime-abi.md.
 *
 * Leaving: the local `site` gets the call-site id and control goes to the label "leave" at the end of the function, which
 * function.c emits. A function whose own deferred calls may suspend saves a frame at every call that may leave, since a
 * panic below it may run them; functions in between are never resumed and just return.
 */
#include "wasm_int.h"

#include "gocw/opt.h"

enum { STATUS_SUSPEND = 1 };

static bool is_call(const Value *v)
{
    return v->op == V(CALL) || v->op == V(CALL_CLOSURE) || v->op == V(CALL_ITAB) || v->op == V(CALL_INDIRECT);
}

static bool is_check(const Value *v)
{
    return ssa_op_flags((ValueOp)v->op) & OPF_TRAP;
}

static bool never_returns(const Value *v)
{
    return v->op == V(CALL) && (v->aux.func->flags & FN_NORETURN);
}

bool call_may_leave(const Value *v)
{
    return is_check(v) || (is_call(v) && (opt_call_effects(v) & (EFFECT_UNWIND | EFFECT_SUSPEND)));
}

bool call_may_suspend(const Value *v)
{
    const Func *f = v->block->func;
    if (!f->may_suspend) return false;
    if ((f->flags & FN_HAS_DEFER) && (is_check(v) || call_may_leave(v))) return true;
    return is_call(v) && !never_returns(v) && (opt_call_effects(v) & EFFECT_SUSPEND);
}

bool call_may_alloc(const Value *v)
{
    if (v->op == V(NEW) || v->op == V(NEW_LAYOUT) || is_check(v)) return true;
    if (v->op == V(LOCAL)) return v->imm & LOCAL_ESCAPES;
    return is_call(v) && (opt_call_effects(v) & (EFFECT_ALLOC | EFFECT_SUSPEND));
}

const char *ret_global(uint32_t index, IrType t)
{
    static const char *const names[] = {[IR_I32] = "i32", [IR_PTR] = "i32", [IR_I64] = "i64", [IR_F32] = "f32", [IR_F64] = "f64"};
    const char *name = name_fmt("ret%u_%s", index, names[t])->s;
    if (BinaryenGetGlobal(be.mod, name)) return name;
    struct BinaryenLiteral zero = t == IR_I64 ? BinaryenLiteralInt64(0) : t == IR_F32 ? BinaryenLiteralFloat32(0)
                                : t == IR_F64 ? BinaryenLiteralFloat64(0) : BinaryenLiteralInt32(0);
    BinaryenAddGlobal(be.mod, name, wasm_type(t), true, BinaryenConst(be.mod, zero));
    return name;
}

/* ---- leaving and saving ---- */

static void leave(Emit *e, const Value *v, ExprVec *out)
{
    e->uses_leave = true;
    if (be.config.trace) {
        Expr id = const_i32((int32_t)site_of(e->f, v));
        vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, e->site), id));
    }
    vec_push(e->arena, out, BinaryenBreak(be.mod, "leave", NULL, NULL));
}

static ResumePoint *find_point(Emit *e, const Value *call)
{
    for (uint32_t i = 0; i < e->points.n; i++)
        if (e->points.p[i].call == call) return &e->points.p[i];
    ice(call->pos, "%s: call without resume point", e->f->symbol);
}

/* frame = rt_frame_push(desc); values; return */
static void save_frame(Emit *e, ResumePoint *p, ExprVec *out)
{
    if (e->frame == NO_LOCAL) e->frame = new_local(e, BinaryenTypeInt32());
    uint32_t frame = local_index(e, e->frame);
    Expr desc = data_address(p->desc, 0);
    vec_push(e->arena, out, BinaryenLocalSet(be.mod, frame, BinaryenCall(be.mod, "rt_frame_push", &desc, 1, BinaryenTypeInt32())));
    for (uint32_t i = 0; i < p->webs.n; i++) {
        Web *w = &e->webs.p[p->webs.p[i]];
        BinaryenType t = wasm_type((IrType)w->type);
        Expr x = BinaryenLocalGet(be.mod, local_index(e, w->local), t);
        uint32_t bytes = t == BinaryenTypeInt64() || t == BinaryenTypeFloat64() ? 8 : 4;
        vec_push(e->arena, out, BinaryenStore(be.mod, bytes, 8 + 8 * i, 0, BinaryenLocalGet(be.mod, frame, BinaryenTypeInt32()), x, t));
    }
    vec_push(e->arena, out, BinaryenBreak(be.mod, "suspended", NULL, NULL));
    e->uses_leave = true;
}

static Expr status(void)
{
    return BinaryenGlobalGet(be.mod, "gocw_status", BinaryenTypeInt32());
}

/* What is done when the status is known not to be RUN. */
static Expr on_status(Emit *e, Value *v)
{
    ExprVec cold = {0};
    if (call_may_suspend(v)) {
        ExprVec save = {0};
        save_frame(e, find_point(e, v), &save);
        Expr suspended = BinaryenBinary(be.mod, BinaryenEqInt32(), status(), const_i32(STATUS_SUSPEND));
        vec_push(e->arena, &cold, BinaryenIf(be.mod, suspended, emit_block(e, &save), NULL));
    }
    leave(e, v, &cold);
    return emit_block(e, &cold);
}

void emit_after_call(Emit *e, Value *v, bool resumed, ExprVec *out)
{
    (void)resumed;
    if (is_check(v)) {
        /* Resumed behind a failed check: a panic was going on, so the status is set. */
        vec_push(e->arena, out, BinaryenIf(be.mod, status(), on_status(e, v), NULL));
        return;
    }
    if (never_returns(v)) {
        vec_push(e->arena, out, on_status(e, v));
        return;
    }
    if (call_may_leave(v)) vec_push(e->arena, out, BinaryenIf(be.mod, status(), on_status(e, v), NULL));
    for (Value *r = v->next; r && r->op == V(RESULT) && r->args[0] == v; r = r->next)
        if (e->vi[r->id].where == W_LOCAL)
            emit_set(e, r, BinaryenGlobalGet(be.mod, ret_global((uint32_t)r->imm, (IrType)r->type), wasm_type((IrType)r->type)), out);
}

/* ---- the calls ---- */

static const char *const panic_of[] = {
    [BOUNDS_INDEX] = "panicIndex", [BOUNDS_INDEX_U] = "panicIndexU",
    [BOUNDS_SLICE_ALEN] = "panicSliceAlen", [BOUNDS_SLICE_ALEN_U] = "panicSliceAlenU",
    [BOUNDS_SLICE_ACAP] = "panicSliceAcap", [BOUNDS_SLICE_ACAP_U] = "panicSliceAcapU",
    [BOUNDS_SLICE_B] = "panicSliceB", [BOUNDS_SLICE_B_U] = "panicSliceBU",
    [BOUNDS_SLICE3_ALEN] = "panicSlice3Alen", [BOUNDS_SLICE3_ALEN_U] = "panicSlice3AlenU",
    [BOUNDS_SLICE3_ACAP] = "panicSlice3Acap", [BOUNDS_SLICE3_ACAP_U] = "panicSlice3AcapU",
    [BOUNDS_SLICE3_B] = "panicSlice3B", [BOUNDS_SLICE3_B_U] = "panicSlice3BU",
    [BOUNDS_SLICE3_C] = "panicSlice3C", [BOUNDS_SLICE3_C_U] = "panicSlice3CU",
    [BOUNDS_CONVERT] = "panicSliceConvert",
};

/* The failing path: the panic, then what follows any call that never returns. */
static Expr fail(Emit *e, Value *v, const char *panic, uint32_t nargs)
{
    ExprVec cold = {0};
    Expr args[2];
    for (uint32_t i = 0; i < nargs; i++) args[i] = emit_value(e, v->args[i]);
    emit_site_record(e, v, &cold);
    vec_push(e->arena, &cold, BinaryenCall(be.mod, wasm_name(ssa_runtime_func(panic)), args, nargs, BinaryenTypeNone()));
    vec_push(e->arena, &cold, on_status(e, v));
    return emit_block(e, &cold);
}

static void check(Emit *e, Value *v, ExprVec *out)
{
    Expr cond, bad;
    switch (v->op) {
    case V(NIL_CHECK):
        cond = BinaryenUnary(be.mod, BinaryenEqZInt32(), emit_value(e, v->args[0]));
        bad = fail(e, v, "panicnil", 0);
        break;
    case V(BOUNDS):
        cond = BinaryenBinary(be.mod, BinaryenGeUInt64(), emit_value(e, v->args[0]), emit_value(e, v->args[1]));
        bad = fail(e, v, panic_of[v->imm], 2);
        break;
    case V(SLICE_BOUNDS):
        cond = BinaryenBinary(be.mod, BinaryenGtUInt64(), emit_value(e, v->args[0]), emit_value(e, v->args[1]));
        bad = fail(e, v, panic_of[v->imm], 2);
        break;
    case V(DIV_CHECK): {
        BinaryenOp op = v->args[0]->type == IR_I64 ? BinaryenEqZInt64() : BinaryenEqZInt32();
        cond = BinaryenUnary(be.mod, op, emit_value(e, v->args[0]));
        bad = fail(e, v, "panicdivide", 0);
        break;
    }
    default: {
        Expr zero = BinaryenConst(be.mod, BinaryenLiteralInt64(0));
        cond = BinaryenBinary(be.mod, BinaryenLtSInt64(), emit_value(e, v->args[0]), zero);
        bad = fail(e, v, "panicshift", 0);
        break;
    }
    }
    vec_push(e->arena, out, BinaryenIf(be.mod, cond, bad, NULL));
}

static BinaryenType result_type(const Sig *s)
{
    return s->nresults ? wasm_type((IrType)s->results[0]) : BinaryenTypeNone();
}

static BinaryenType params_behind(uint32_t nfirst, const Sig *s)
{
    uint8_t types[256];
    for (uint32_t i = 0; i < nfirst; i++) types[i] = IR_PTR;
    memcpy(types + nfirst, s->params, s->nparams);
    return wasm_params(types, nfirst + s->nparams);
}

static Expr word0(Expr object, uint32_t offset)
{
    return BinaryenLoad(be.mod, 4, false, offset, 0, BinaryenTypeInt32(), object);
}

static Expr make_call(Emit *e, Value *v)
{
    Expr args[256];
    uint32_t n = 0;
    ICE_IF(v->nargs > LEN(args), v->pos, "a call with %u scalars", v->nargs);
    BinaryenType result = v->sig ? result_type(v->sig) : BinaryenTypeInt32();
    switch (v->op) {
    case V(CALL):
        for (uint32_t i = 0; i < v->nargs; i++) args[n++] = emit_value(e, v->args[i]);
        return BinaryenCall(be.mod, wasm_name(v->aux.func), args, n, result);
    case V(CALL_CLOSURE):
        for (uint32_t i = 0; i < v->nargs; i++) args[n++] = emit_value(e, v->args[i]);
        return BinaryenCallIndirect(be.mod, be.table, word0(emit_value(e, v->args[0]), 0), args, n, params_behind(1, v->sig), result);
    case V(CALL_ITAB): {
        enum { FUN = 24 };
        for (uint32_t i = 1; i < v->nargs; i++) args[n++] = emit_value(e, v->args[i]);
        Expr code = word0(emit_value(e, v->args[0]), FUN + 8 * (uint32_t)v->imm);
        return BinaryenCallIndirect(be.mod, be.table, code, args, n, params_behind(1, v->sig), result);
    }
    case V(CALL_INDIRECT):
        for (uint32_t i = 1; i < v->nargs; i++) args[n++] = emit_value(e, v->args[i]);
        return BinaryenCallIndirect(be.mod, be.table, emit_value(e, v->args[0]), args, n, wasm_params(v->sig->params, v->sig->nparams), result);
    default: break;
    }
    /* NEW, NEW_LAYOUT, LOCAL on the heap. */
    Global *desc = v->op == V(NEW_LAYOUT) ? v->aux.global
                 : v->aux.type            ? ssa_alloc_descriptor(v->aux.type)
                                          : ssa_layout_descriptor((uint64_t)(v->imm >> 8), NULL, 0);
    args[0] = data_address(desc, 0);
    return BinaryenCall(be.mod, "rt_new", args, 1, BinaryenTypeInt32());
}

void emit_call(Emit *e, Value *v, ExprVec *out)
{
    if (is_check(v)) {
        check(e, v, out);
        return;
    }
    emit_site_record(e, v, out);
    emit_set(e, v, make_call(e, v), out);
}
