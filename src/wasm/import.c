/*
 * import.c - functions that the host provides (//go:wasmimport): the stub that turns Go's flattened arguments into what
 * the host expects.
 *
 * Module gojs (the JavaScript contract): one i32 parameter, the address of a frame that holds arguments from offset 8 and
 * results 8-aligned behind them; the innermost frame's address is in rt_import_sp meanwhile. Other modules: plain
 * wasm parameters; strings as two i32, uintptr and pointers as i32.
 */
#include "wasm_int.h"

static const char *import_name(Func *f, BinaryenType params, BinaryenType result)
{
    const char *name = name_fmt("%s.%s", f->wasm_module, f->wasm_name)->s;
    if (!BinaryenGetFunction(be.mod, name)) BinaryenAddFunctionImport(be.mod, name, f->wasm_module, f->wasm_name, params, result);
    return name;
}

static Type *signature(Func *f)
{
    return typ_underlying(f->obj->type);
}

static Type *param_type(Type *sig, uint32_t i)
{
    return typ_canon(sig->u.sig.params->u.tuple.vars.p[i]->type);
}

/* ---- gojs ---- */

static Expr local(uint32_t i, IrType t)
{
    return BinaryenLocalGet(be.mod, i, wasm_type(t));
}

static uint32_t mem_bytes(MemType m)
{
    static const uint8_t bytes[MEM_COUNT] = {1, 1, 2, 2, 4, 8, 4, 8, 4, 4};
    return bytes[m];
}

static void emit_gojs(Func *f)
{
    Arena *a = arena_new("import");
    ExprVec code = {0};
    Type *sig = signature(f);
    uint32_t np = f->sig->nparams, fp = np, old = np + 1, at = 8, arg = 0;
    for (uint32_t i = 0; i < sig->u.sig.params->u.tuple.vars.n; i++) {
        const TypeLayout *l = ssa_layout(param_type(sig, i));
        at = (at + l->align - 1) & ~(l->align - 1);
        for (uint32_t k = 0; k < l->nparts; k++) {
            const Part *p = &l->parts[k];
            Expr x = local(arg++, (IrType)p->type), addr = local(fp, IR_I32);
            BinaryenType t = wasm_type((IrType)p->type);
            if (p->mem == MEM_PTR) {
                x = BinaryenUnary(be.mod, BinaryenExtendUInt32(), x);
                t = BinaryenTypeInt64();
            }
            vec_push(a, &code, BinaryenStore(be.mod, p->mem == MEM_PTR ? 8 : mem_bytes((MemType)p->mem), at + p->offset, 0, addr, x, t));
        }
        at += (uint32_t)l->size;
    }
    at = (at + 7) & ~7u;
    Expr call_arg = local(fp, IR_I32);
    const char *name = import_name(f, BinaryenTypeInt32(), BinaryenTypeNone());
    vec_push(a, &code, BinaryenCall(be.mod, name, &call_arg, 1, BinaryenTypeNone()));
    Expr first = NULL;
    uint32_t nr = 0;
    for (uint32_t i = 0; i < sig->u.sig.results->u.tuple.vars.n; i++) {
        const TypeLayout *l = ssa_layout(typ_canon(sig->u.sig.results->u.tuple.vars.p[i]->type));
        at = (at + l->align - 1) & ~(l->align - 1);
        for (uint32_t k = 0; k < l->nparts; k++, nr++) {
            const Part *p = &l->parts[k];
            Expr x = BinaryenLoad(be.mod, mem_bytes((MemType)p->mem), p->mem == MEM_I8S || p->mem == MEM_I16S, at + p->offset, 0,
                                  wasm_type((IrType)p->type), local(fp, IR_I32));
            if (nr == 0)
                first = x;
            else
                vec_push(a, &code, BinaryenGlobalSet(be.mod, ret_global(nr, (IrType)p->type), x));
        }
        at += (uint32_t)l->size;
    }
    uint32_t size = (at + 15) & ~15u;
    ExprVec body = {0};
    Expr sp = BinaryenGlobalGet(be.mod, "__stack_pointer", BinaryenTypeInt32());
    vec_push(a, &body, BinaryenLocalSet(be.mod, fp, BinaryenBinary(be.mod, BinaryenSubInt32(), sp, const_i32((int32_t)size))));
    vec_push(a, &body, BinaryenGlobalSet(be.mod, "__stack_pointer", local(fp, IR_I32)));
    vec_push(a, &body, BinaryenLocalSet(be.mod, old, BinaryenGlobalGet(be.mod, "rt_import_sp", BinaryenTypeInt32())));
    vec_push(a, &body, BinaryenGlobalSet(be.mod, "rt_import_sp", local(fp, IR_I32)));
    for (uint32_t i = 0; i < code.n; i++) vec_push(a, &body, code.p[i]);
    vec_push(a, &body, BinaryenGlobalSet(be.mod, "rt_import_sp", local(old, IR_I32)));
    Expr back = BinaryenBinary(be.mod, BinaryenAddInt32(), local(fp, IR_I32), const_i32((int32_t)size));
    vec_push(a, &body, BinaryenGlobalSet(be.mod, "__stack_pointer", back));
    if (first) vec_push(a, &body, first);   /* still in place: nothing ran since */
    BinaryenType vars[] = {BinaryenTypeInt32(), BinaryenTypeInt32()};
    BinaryenType result = f->sig->nresults ? wasm_type((IrType)f->sig->results[0]) : BinaryenTypeNone();
    BinaryenAddFunction(be.mod, wasm_name(f), wasm_params(f->sig->params, np), result, vars, 2,
                        BinaryenBlock(be.mod, NULL, body.p, body.n, BinaryenTypeAuto()));
    arena_free(a);
}

/* ---- other modules ---- */

static bool is_uintptr(Type *t)
{
    Type *u = typ_underlying(t);
    return u->kind == T_BASIC && u->u.basic.kind == B_UINTPTR;
}

static bool is_string(Type *t)
{
    Type *u = typ_underlying(t);
    return u->kind == T_BASIC && u->u.basic.kind == B_STRING;
}

static void emit_plain(Func *f)
{
    Type *sig = signature(f);
    Expr args[MAX_WASM_PARAMS];
    BinaryenType types[MAX_WASM_PARAMS];
    uint32_t n = 0, arg = 0;
    for (uint32_t i = 0; i < sig->u.sig.params->u.tuple.vars.n; i++) {
        Type *t = param_type(sig, i);
        const TypeLayout *l = ssa_layout(t);
        for (uint32_t k = 0; k < l->nparts && n < LEN(args); k++) {
            IrType it = (IrType)l->parts[k].type;
            Expr x = local(arg++, it);
            bool narrow = it == IR_I64 && (is_uintptr(t) || (is_string(t) && k == 1));
            args[n] = narrow ? BinaryenUnary(be.mod, BinaryenWrapInt64(), x) : x;
            types[n++] = narrow ? BinaryenTypeInt32() : wasm_type(it);
        }
    }
    BinaryenType result = f->sig->nresults ? wasm_type((IrType)f->sig->results[0]) : BinaryenTypeNone(), host = result;
    bool widen = f->sig->nresults && is_uintptr(typ_canon(sig->u.sig.results->u.tuple.vars.p[0]->type));
    if (widen) host = BinaryenTypeInt32();
    Expr x = BinaryenCall(be.mod, import_name(f, BinaryenTypeCreate(types, n), host), args, n, host);
    if (widen) x = BinaryenUnary(be.mod, BinaryenExtendUInt32(), x);
    BinaryenAddFunction(be.mod, wasm_name(f), wasm_params(f->sig->params, f->sig->nparams), result, NULL, 0, x);
}

void emit_import(Func *f)
{
    if (strcmp(f->wasm_module, "gojs") == 0)
        emit_gojs(f);
    else
        emit_plain(f);
}
