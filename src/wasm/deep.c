/*
 * deep.c - recursion deeper than the engine's stack: docs/backend.md, "Deep recursion".
 *
 * A function of a component (opt/recursion.c) knows how much of the engine's stack is in use: by a parameter, or by the global
 * gocw_stack_used if it is not called directly only. When that is too much, it calls its deep body and has the rest run by
 * rt_deep_run:
 *
 *     if (used > limit) { f$deep(params, START); rt_deep_run(used); return results }
 *
 * Deep bodies are made of the same IR, but calls inside the component count as calls that may suspend. Their DEEP_CHECKs leave
 * the stack now and then, the first one at once. The direct bodies of functions that may suspend have those checks themselves.
 *
 * A deep body must only call deep bodies, or what can't come back to it. An indirect call leaves the callee's index in
 * gocw_deep_callee; who finds its own there goes on in its deep body.
 */
#include "wasm_int.h"

#include "gocw/opt.h"

enum {
    LIMIT = 448 << 10, MORE = 48 << 10,     /* bytes. JavaScript engines have about 1 MB; wasmtime has half of that, but small frames */
    START = 0x3fffffff,                     /* over every limit */
    FRAME = 56, A_LOCAL = 8                 /* what an activation takes: V8's baseline compiler gives each local a place */
};

static const char used_global[] = "gocw_stack_used", callee_global[] = "gocw_deep_callee", limit_global[] = "gocw_deep_limit";

/* Under stress, deep bodies run as often as possible. */
static Expr limit(uint32_t bytes)
{
    enum { STRESS_LIMIT = 1024 };
    return const_i32(be.config.stress ? STRESS_LIMIT : (int32_t)bytes);
}

static Expr get(const char *global)
{
    return BinaryenGlobalGet(be.mod, global, BinaryenTypeInt32());
}

static Expr result_left_behind(const Sig *s)
{
    if (s->nresults == 0) return NULL;
    IrType t = (IrType)s->results[0];
    return BinaryenGlobalGet(be.mod, ret_global(0, t), wasm_type(t));
}

static Expr get_used(Emit *e)
{
    return BinaryenLocalGet(be.mod, local_index(e, e->used), BinaryenTypeInt32());
}

const char *deep_name(Func *f)
{
    return name_fmt("%s" DEEP_SUFFIX, wasm_name(f))->s;
}

bool deep_has_param(const Func *f)
{
    return f->takes_used || f->deep;
}

/* Are the values in the local `used` this function's own, including its activation? */
static bool counts(const Emit *e)
{
    return e->f->component != 0;
}

void deep_begin(Emit *e)
{
    if (!opt_any_recursion()) return;
    bool needed = counts(e);
    for (uint32_t i = 0; i < e->f->blocks.n && !needed; i++)
        for (const Value *v = e->f->blocks.p[i]->first; v && !needed; v = v->next) needed = opt_deepens(v);
    if (needed) e->used = new_local(e, BinaryenTypeInt32());
}

/* ---- at the start ---- */

static void set_used(Emit *e, ExprVec *out)
{
    bool is_param = deep_has_param(e->f) && !e->resume;
    Expr x = is_param ? get_used(e) : get(used_global);
    if (counts(e)) {
        Expr own = const_i32(0);
        vec_push(e->arena, &e->used_sizes, own);
        x = BinaryenBinary(be.mod, BinaryenAddInt32(), x, own);
    }
    vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, e->used), x));
}

static Expr call_deep(Emit *e, Expr used)
{
    const Func *f = e->f;
    Expr args[MAX_WASM_PARAMS];
    uint32_t n = f->sig->nparams;
    for (uint32_t i = 0; i < n; i++) args[i] = BinaryenLocalGet(be.mod, i, wasm_type((IrType)f->sig->params[i]));
    args[n++] = used;
    return BinaryenCall(be.mod, deep_name(e->f), args, n, f->sig->nresults ? wasm_type((IrType)f->sig->results[0]) : BinaryenTypeNone());
}

static void go_deep(Emit *e, ExprVec *out)
{
    const Func *f = e->f;
    Expr start = call_deep(e, const_i32(START)), used = get_used(e);
    vec_push(e->arena, out, f->sig->nresults ? BinaryenDrop(be.mod, start) : start);
    vec_push(e->arena, out, BinaryenCall(be.mod, runtime_name("rt_deep_run"), &used, 1, BinaryenTypeNone()));
    unwind_resumed(e, out);
    vec_push(e->arena, out, BinaryenReturn(be.mod, result_left_behind(f->sig)));
}

static void go_on_deep(Emit *e, ExprVec *out)
{
    ExprVec mine = {0};
    Expr call = call_deep(e, get_used(e));
    vec_push(e->arena, &mine, BinaryenGlobalSet(be.mod, callee_global, const_i32(0)));
    vec_push(e->arena, &mine, e->f->sig->nresults ? BinaryenReturn(be.mod, call) : call);
    if (!e->f->sig->nresults) vec_push(e->arena, &mine, BinaryenReturn(be.mod, NULL));
    Expr is_mine = BinaryenBinary(be.mod, BinaryenEqInt32(), get(callee_global), const_i32((int32_t)table_index(e->f)));
    vec_push(e->arena, out, BinaryenIf(be.mod, is_mine, emit_block(e, &mine), NULL));
}

void deep_enter(Emit *e, ExprVec *out)
{
    if (e->used == NO_LOCAL) return;
    set_used(e, out);
    if (!counts(e) || e->f->may_suspend) return;
    ExprVec deep = {0};
    if (!e->f->takes_used) go_on_deep(e, &deep);
    go_deep(e, &deep);
    Expr is_full = BinaryenBinary(be.mod, BinaryenGtSInt32(), get_used(e), limit(LIMIT));
    vec_push(e->arena, out, BinaryenIf(be.mod, is_full, emit_block(e, &deep), NULL));
}

void deep_finish(Emit *e)
{
    for (uint32_t i = 0; i < e->used_sizes.n; i++)
        BinaryenConstSetValueI32(e->used_sizes.p[i], (int32_t)(FRAME + A_LOCAL * e->locals.n));
    e->used_sizes.n = 0;
}

/* DEEP_CHECK. In a resume body the stack has just become free. */
void deep_check(Emit *e, Value *v, ExprVec *out)
{
    if (!e->f->may_suspend || e->resume) return;
    ExprVec leave = {0};
    vec_push(e->arena, &leave, BinaryenCall(be.mod, runtime_name("rt_deep_leave"), NULL, 0, BinaryenTypeNone()));
    if (!e->resumes) emit_after_call(e, v, &leave);     /* else that stands in the next block, where a resume point leads */
    Expr most = e->f->deep ? get(limit_global) : limit(LIMIT + MORE);
    Expr is_full = BinaryenBinary(be.mod, BinaryenGtSInt32(), get_used(e), most);
    vec_push(e->arena, out, BinaryenIf(be.mod, is_full, emit_block(e, &leave), NULL));
}

/* What a stub that resumes f passes for the additional parameter. */
Expr deep_resumed_argument(const Func *f)
{
    return deep_has_param(f) ? get(used_global) : NULL;
}

/* ---- at calls ---- */

Expr deep_argument(Emit *e, const Value *v)
{
    const Func *to = v->op == V(CALL) ? v->aux.func : NULL;
    return to && (to->takes_used || deep_calls_deep(e, v)) ? get_used(e) : NULL;
}

bool deep_calls_deep(const Emit *e, const Value *v)
{
    return e->f->deep && v->op == V(CALL) && opt_recurses(v);
}

void deep_before_call(Emit *e, const Value *v, ExprVec *out)
{
    if (!counts(e) || !opt_deepens(v) || deep_argument(e, v)) return;
    vec_push(e->arena, out, BinaryenGlobalSet(be.mod, used_global, get_used(e)));
}

void deep_after_call(Emit *e, const Value *v, ExprVec *out)
{
    if (!counts(e) && opt_deepens(v)) deep_restore(e, out);
}

void deep_restore(Emit *e, ExprVec *out)
{
    if (e->used != NO_LOCAL) vec_push(e->arena, out, BinaryenGlobalSet(be.mod, used_global, get_used(e)));
}

Expr deep_note_callee(Emit *e, const Value *v, Expr index, ExprVec *out)
{
    if (!e->f->deep || !opt_recurses(v)) return index;
    uint32_t local = local_index(e, new_local(e, BinaryenTypeInt32()));
    vec_push(e->arena, out, BinaryenGlobalSet(be.mod, callee_global, BinaryenLocalTee(be.mod, local, index, BinaryenTypeInt32())));
    return BinaryenLocalGet(be.mod, local, BinaryenTypeInt32());
}
