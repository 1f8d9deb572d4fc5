/*
 * call.c - calls; checks and allocation, which are calls of the runtime in disguise. What follows a call that may leave the
 * function is in unwind.c.
 */
#include "wasm_int.h"

#include "gocw/opt.h"

bool is_call(const Value *v)
{
    return v->op == V(CALL) || v->op == V(CALL_CLOSURE) || v->op == V(CALL_ITAB) || v->op == V(CALL_INDIRECT);
}

static bool is_check(const Value *v)
{
    return ssa_op_flags((ValueOp)v->op) & OPF_TRAP;
}

/* C functions that raise set the status and return to code that then leaves. */
bool never_returns(const Value *v)
{
    if (v->op != V(CALL)) return false;
    const Func *f = v->aux.func;
    return (f->flags & FN_NORETURN) || (f->c_entry && (f->c_entry->effects & CFX_EXIT));
}

bool call_may_leave(const Value *v)
{
    if (v->op == V(DEEP_CHECK)) return v->block->func->may_suspend;
    return is_check(v) || (is_call(v) && (opt_call_effects(v) & (EFFECT_UNWIND | EFFECT_SUSPEND)));
}

bool call_may_alloc(const Value *v)
{
    if (v->op == V(NEW) || v->op == V(NEW_LAYOUT)) return true;
    if (v->op == V(LOCAL)) return v->imm & LOCAL_ESCAPES;
    return is_call(v) && (opt_call_effects(v) & (EFFECT_ALLOC | EFFECT_SUSPEND));
}

static const char *word_global(const char *kind, uint32_t index, IrType t)
{
    static const char *const names[] = {[IR_I32] = "i32", [IR_PTR] = "i32", [IR_I64] = "i64", [IR_F32] = "f32", [IR_F64] = "f64"};
    const char *name = name_fmt("%s%u_%s", kind, index, names[t])->s;
    if (BinaryenGetGlobal(be.mod, name)) return name;
    BinaryenAddGlobal(be.mod, name, wasm_type(t), true, zero_of(t));
    return name;
}

const char *ret_global(uint32_t index, IrType t)
{
    return word_global("ret", index, t);
}

const char *arg_global(uint32_t index, IrType t)
{
    return word_global("arg", index, t);
}

void emit_after_call(Emit *e, Value *v, ExprVec *out)
{
    unwind_after(e, v, out);
    if (is_check(v) || never_returns(v)) return;
    for (Value *r = v->next; r && r->op == V(RESULT) && r->args[0] == v; r = r->next)
        if (e->vi[r->id].where == W_LOCAL)
            emit_set(e, r, BinaryenGlobalGet(be.mod, ret_global((uint32_t)r->imm, (IrType)r->type), wasm_type((IrType)r->type)), out);
}

/* ---- checks ---- */

static const char *const panic_of[] = {
    [BOUNDS_INDEX] = "goPanicIndex", [BOUNDS_INDEX_U] = "goPanicIndexU",
    [BOUNDS_SLICE_ALEN] = "goPanicSliceAlen", [BOUNDS_SLICE_ALEN_U] = "goPanicSliceAlenU",
    [BOUNDS_SLICE_ACAP] = "goPanicSliceAcap", [BOUNDS_SLICE_ACAP_U] = "goPanicSliceAcapU",
    [BOUNDS_SLICE_B] = "goPanicSliceB", [BOUNDS_SLICE_B_U] = "goPanicSliceBU",
    [BOUNDS_SLICE3_ALEN] = "goPanicSlice3Alen", [BOUNDS_SLICE3_ALEN_U] = "goPanicSlice3AlenU",
    [BOUNDS_SLICE3_ACAP] = "goPanicSlice3Acap", [BOUNDS_SLICE3_ACAP_U] = "goPanicSlice3AcapU",
    [BOUNDS_SLICE3_B] = "goPanicSlice3B", [BOUNDS_SLICE3_B_U] = "goPanicSlice3BU",
    [BOUNDS_SLICE3_C] = "goPanicSlice3C", [BOUNDS_SLICE3_C_U] = "goPanicSlice3CU",
    [BOUNDS_CONVERT] = "goPanicSliceConvert",
};

typedef struct Check { Expr cond; const char *panic; uint32_t nargs; } Check;

static Check check_of(Emit *e, Value *v)
{
    Expr x = emit_value(e, v->args[0]);
    switch (v->op) {
    case V(NIL_CHECK):
        return (Check){BinaryenUnary(be.mod, BinaryenEqZInt32(), x), "sigpanic", 0};
    case V(BOUNDS):
        return (Check){BinaryenBinary(be.mod, BinaryenGeUInt64(), x, emit_value(e, v->args[1])), panic_of[v->imm], 2};
    case V(SLICE_BOUNDS):
        return (Check){BinaryenBinary(be.mod, BinaryenGtUInt64(), x, emit_value(e, v->args[1])), panic_of[v->imm], 2};
    case V(DIV_CHECK):
        return (Check){BinaryenUnary(be.mod, v->args[0]->type == IR_I64 ? BinaryenEqZInt64() : BinaryenEqZInt32(), x), "panicdivide", 0};
    default:
        return (Check){BinaryenBinary(be.mod, BinaryenLtSInt64(), x, BinaryenConst(be.mod, BinaryenLiteralInt64(0))), "panicshift", 0};
    }
}

static void check(Emit *e, Value *v, ExprVec *out)
{
    if (unwind_shared_check(e, v, out)) return;
    Check c = check_of(e, v);
    Func *panic = ssa_runtime_func(c.panic);
    ExprVec cold = {0};
    Expr args[2];
    for (uint32_t i = 0; i < c.nargs; i++) args[i] = emit_value(e, v->args[i]);
    emit_site_record(e, v, &cold);
    unwind_before(e, v, &cold);
    vec_push(e->arena, &cold, BinaryenCall(be.mod, wasm_name(panic), args, c.nargs, BinaryenTypeNone()));
    unwind_raise(e, v, panic, &cold);
    cold_check(e, v, c.cond, emit_block(e, &cold), out);
}

static BinaryenType result_type(const Sig *s)
{
    return s->nresults ? wasm_type((IrType)s->results[0]) : BinaryenTypeNone();
}

static BinaryenType params_behind(uint32_t nfirst, const Sig *s)
{
    uint8_t types[MAX_WASM_PARAMS];
    uint32_t n = 0;
    while (n < nfirst) types[n++] = IR_PTR;
    for (uint32_t i = 0; i < s->nparams && n < LEN(types); i++) types[n++] = s->params[i];
    return wasm_params(types, n);
}

static Expr word0(Expr object, uint32_t offset)
{
    return BinaryenLoad(be.mod, 4, false, offset, 0, BinaryenTypeInt32(), object);
}

/* The code of a C function that only reads a variable, or NULL: rt_g_current. */
static Expr read_by(const Func *f)
{
    BinaryenFunctionRef c = f->c_entry ? BinaryenGetFunction(be.mod, f->c_entry->name) : NULL;
    Expr x = c ? BinaryenFunctionGetBody(c) : NULL;
    bool reads = x && BinaryenExpressionGetId(x) == BinaryenLoadId() && BinaryenExpressionGetId(BinaryenLoadGetPtr(x)) == BinaryenConstId();
    return reads ? BinaryenExpressionCopy(x, be.mod) : NULL;
}

/* Appends what is to be done before to out. */
static Expr make_call(Emit *e, Value *v, ExprVec *out)
{
    Expr args[MAX_WASM_PARAMS];
    uint32_t n = 0, first = v->op == V(CALL_ITAB) || v->op == V(CALL_INDIRECT);
    for (uint32_t i = first; i < v->nargs && is_call(v); i++) {
        if (n < MAX_WASM_PARAMS)
            args[n++] = emit_value(e, v->args[i]);
        else
            vec_push(e->arena, out, BinaryenGlobalSet(be.mod, arg_global(i - first, (IrType)v->args[i]->type), emit_value(e, v->args[i])));
    }
    BinaryenType result = v->sig ? result_type(v->sig) : BinaryenTypeInt32();
    deep_before_call(e, v, out);
    switch (v->op) {
    case V(CALL):
        if (v->nargs == 0 && read_by(v->aux.func)) return read_by(v->aux.func);
        if (deep_argument(e, v)) args[n++] = deep_argument(e, v);
        return BinaryenCall(be.mod, deep_calls_deep(e, v) ? deep_name(v->aux.func) : wasm_name(v->aux.func), args, n, result);
    case V(CALL_CLOSURE): {
        Expr code = deep_note_callee(e, v, word0(emit_value(e, v->args[0]), 0), out);
        return BinaryenCallIndirect(be.mod, be.table, code, args, n, params_behind(1, v->sig), result);
    }
    case V(CALL_ITAB): {
        enum { FUN = 24 };
        Expr code = deep_note_callee(e, v, word0(emit_value(e, v->args[0]), FUN + 8 * (uint32_t)v->imm), out);
        return BinaryenCallIndirect(be.mod, be.table, code, args, n, params_behind(1, v->sig), result);
    }
    case V(CALL_INDIRECT):
        return BinaryenCallIndirect(be.mod, be.table, emit_value(e, v->args[0]), args, n, wasm_params(v->sig->params, v->sig->nparams), result);
    default: break;
    }
    /* NEW, NEW_LAYOUT, LOCAL on the heap. */
    Global *desc = v->op == V(NEW_LAYOUT) ? v->aux.global
                 : v->aux.type            ? ssa_alloc_descriptor(v->aux.type)
                                          : ssa_layout_descriptor((uint64_t)(v->imm >> 8), NULL, 0);
    args[0] = data_address(desc, 0);
    return BinaryenCall(be.mod, runtime_name("rt_new"), args, 1, BinaryenTypeInt32());
}

void emit_call(Emit *e, Value *v, ExprVec *out)
{
    if (is_check(v)) {
        check(e, v, out);
        return;
    }
    if (v->op == V(DEEP_CHECK)) {
        deep_check(e, v, out);
        return;
    }
    roots_clear(e, v, out);
    emit_site_record(e, v, out);
    unwind_before(e, v, out);
    emit_set(e, v, make_call(e, v, out), out);
    deep_after_call(e, v, out);
}
