/*
 * unwind.c - leaving functions before their end: for a recovered panic, for Goexit, when the program ends or dies with a
 * traceback, and for a goroutine that suspends. docs/backend.md, "Leaving", and docs/runtime-abi.md, "Status".
 *
 * Two implementations, chosen by -unwind:
 *
 *   status  `gocw_status` is tested behind every call that may leave. If it is set, control goes to the label "leave" at the
 *           end of the function, which passes on what its callee asked for.
 *   eh      whoever raises throws the tag "gocw_unwind"; only functions with deferred calls, and the scheduler's entry,
 *           catch it. A test stands only behind calls that may suspend: there a set status means SUSPEND.
 *
 * A function with deferred calls lands: when it is left with UNWIND and its own token, the status is cleared and its loop
 * "again" starts over with the local `landing` set.
 *
 * A panic never makes the panicking function suspend: frames between a panic and the function whose deferred call suspends
 * are not resumed any more, they are just left. The function that deferred it saves a frame, so that its landing is reached:
 * with status tests at every call that may leave; with exceptions where it catches, at a resume point of its own.
 *
 * Tracebacks: a function that is left hands its call-site id to rt_leave. With status tests the label "leave" takes it (a local
 * would cost engines a place in every frame); with exceptions a local is set before each call, and every function catches.
 */
#include "wasm_int.h"

#include "gocw/opt.h"

enum { STATUS_SUSPEND = 1 };

static bool eh(void)
{
    return be.config.unwind == UNWIND_EH;
}

static Expr status(void)
{
    return BinaryenGlobalGet(be.mod, "gocw_status", BinaryenTypeInt32());
}

/* Is the call of a Go function the last thing that its function does, with results passed on as they are? */
static bool is_tail_call(const Value *v)
{
    const Block *b = v->block;
    const Value *end = v->next;
    if ((v->op == V(CALL) && v->aux.func->c_entry) || b->kind != BLOCK_RETURN || b->rets.n != v->sig->nresults) return false;
    for (uint32_t i = 0; i < b->rets.n; i++) {
        const Value *r = b->rets.p[i];
        if (i ? r->op != V(RESULT) || r->args[0] != v || r->imm != i : r != v) return false;
    }
    while (end && end->op == V(RESULT) && end->args[0] == v) end = end->next;
    return !end;
}

/* Behind such a call of a wrapper the wrapper returns, whatever the status is. It isn't resumed, either: its caller gets the
 * results from where its callee left them, and tracebacks don't show it. */
static bool is_handed_on(const Value *v)
{
    const Func *f = v->block->func;
    return (f->flags & FN_WRAPPER) && !(f->flags & FN_HAS_DEFER) && !v->inl && is_call(v) && !never_returns(v) && is_tail_call(v);
}

bool call_may_suspend(const Value *v)
{
    const Func *f = v->block->func;
    if (v->op == V(DEEP_CHECK)) return f->may_suspend;
    if (!f->may_suspend || is_handed_on(v)) return false;
    if (!eh() && (f->flags & FN_HAS_DEFER) && call_may_leave(v)) return true;
    return is_call(v) && !never_returns(v) && (opt_call_effects(v) & EFFECT_SUSPEND);
}

/* ---- on the way out ---- */

static Expr throw(void)
{
    return BinaryenThrow(be.mod, UNWIND_TAG, NULL, 0);
}

/* The call-site id as labels of status tests take it. */
static Expr near_site(Emit *e, const Value *v)
{
    uint32_t site = site_of(e->f, v);
    if (!e->site_base) e->site_base = site;
    return const_i32((int32_t)(site - e->site_base));
}

/* Status tests: to the end of the function, if `cond` (NULL: always). */
static void leave(Emit *e, const Value *v, Expr cond, ExprVec *out)
{
    e->uses_leave = true;
    Expr x;
    if (be.config.trace) {
        x = BinaryenBreak(be.mod, "leave", NULL, near_site(e, v));
        if (cond) x = BinaryenIf(be.mod, cond, x, NULL);
    } else {
        x = BinaryenBreak(be.mod, "leave", cond, NULL);
    }
    vec_push(e->arena, out, x);
}

static Expr suspended(Expr save)
{
    return BinaryenIf(be.mod, BinaryenBinary(be.mod, BinaryenEqInt32(), status(), const_i32(STATUS_SUSPEND)), save, NULL);
}

static void test_status(Emit *e, const Value *v, bool always, ExprVec *out)
{
    Expr cond = always ? NULL : status();
    if (!call_may_suspend(v)) {
        leave(e, v, cond, out);
        return;
    }
    ExprVec cold = {0};
    if (e->shared_frame) {
        vec_push(e->arena, &cold, frame_save(e, v));    /* if it is one: see unwind_around */
    } else {
        vec_push(e->arena, &cold, suspended(frame_save(e, v)));
        leave(e, v, NULL, &cold);
    }
    vec_push(e->arena, out, always ? emit_block(e, &cold) : BinaryenIf(be.mod, cond, emit_block(e, &cold), NULL));
}

/* ---- the hooks ---- */

void unwind_before(Emit *e, const Value *v, ExprVec *out)
{
    if (!eh() || !be.config.trace || !call_may_leave(v)) return;
    vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, e->site), const_i32((int32_t)site_of(e->f, v))));
}

/* A Go function that never returns has thrown, unless it was left because a deferred call suspended. */
void unwind_raise(Emit *e, const Value *v, const Func *callee, ExprVec *out)
{
    if (!eh())
        test_status(e, v, true, out);
    else
        vec_push(e->arena, out, callee->may_suspend || callee->c_entry ? throw() : BinaryenUnreachable(be.mod));
}

void unwind_after(Emit *e, const Value *v, ExprVec *out)
{
    const Func *callee = v->op == V(CALL) ? v->aux.func : NULL;
    if (never_returns(v)) {
        unwind_raise(e, v, callee, out);
    } else if (!eh()) {
        if (call_may_leave(v) && !is_handed_on(v)) test_status(e, v, false, out);
    } else if (call_may_suspend(v)) {
        vec_push(e->arena, out, BinaryenIf(be.mod, status(), frame_save(e, v), NULL));
    } else if (callee && (callee->flags & FN_IMPORT)) {
        /* The program may have ended in a nested scheduler. */
        vec_push(e->arena, out, BinaryenIf(be.mod, status(), throw(), NULL));
    }
}

static bool is_index_check(const Value *v)
{
    return v->op == V(BOUNDS) && v->imm == BOUNDS_INDEX;
}

/* Has a check no more to do than to call what panics? */
static bool is_plain(const Emit *e, const Value *v)
{
    return e->record == NO_LOCAL || !opt_needs_site(v);
}

/* Two or more nil checks share one call of sigpanic. At -Oz indexing shares one, too: index and length are left in locals for it. */
void unwind_begin(Emit *e)
{
    enum { ENOUGH = 3 };
    uint32_t nils = 0, indexes = 0;
    for (uint32_t i = 0; i < e->f->blocks.n && !eh() && be.config.trace && !e->f->may_suspend; i++)
        for (const Value *v = e->f->blocks.p[i]->first; v; v = v->next) {
            nils += v->op == V(NIL_CHECK) && is_plain(e, v);
            indexes += is_index_check(v) && is_plain(e, v);
        }
    e->shares_nil = nils > 1;
    if (be.config.opt_level < 3 || indexes < ENOUGH) return;
    e->index = new_local(e, BinaryenTypeInt64());
    e->length = new_local(e, BinaryenTypeInt64());
}

static void branch_if(Emit *e, const char *label, Expr cond, const Value *v, ExprVec *out)
{
    e->uses_leave = true;
    vec_push(e->arena, out, BinaryenDrop(be.mod, BinaryenBreak(be.mod, label, cond, near_site(e, v))));
}

bool unwind_shared_check(Emit *e, const Value *v, ExprVec *out)
{
    if (!is_plain(e, v)) return false;
    if (v->op == V(NIL_CHECK) && e->shares_nil) {
        branch_if(e, "nil", BinaryenUnary(be.mod, BinaryenEqZInt32(), emit_value(e, v->args[0])), v, out);
        return true;
    }
    if (is_index_check(v) && e->index != NO_LOCAL) {
        BinaryenType t = BinaryenTypeInt64();
        Expr i = BinaryenLocalTee(be.mod, local_index(e, e->index), emit_value(e, v->args[0]), t);
        Expr n = BinaryenLocalTee(be.mod, local_index(e, e->length), emit_value(e, v->args[1]), t);
        branch_if(e, "index", BinaryenBinary(be.mod, BinaryenGeUInt64(), i, n), v, out);
        return true;
    }
    return false;
}

/* i32 site, what the panic takes -> i32 site, panicking in between: wasm's stack has the site, Binaryen's tree would need a local. */
static const char *shared_panic(const char *name, const char *panic, uint32_t nargs)
{
    if (BinaryenGetFunction(be.mod, name)) return name;
    BinaryenType params[] = {BinaryenTypeInt32(), BinaryenTypeInt64(), BinaryenTypeInt64()};
    Expr args[LEN(params)];
    for (uint32_t i = 0; i < nargs; i++) args[i] = BinaryenLocalGet(be.mod, i + 1, params[i + 1]);
    Expr code[] = {
        BinaryenCall(be.mod, wasm_name(ssa_runtime_func(panic)), args, nargs, BinaryenTypeNone()),
        BinaryenLocalGet(be.mod, 0, BinaryenTypeInt32()),
    };
    BinaryenAddFunction(be.mod, name, BinaryenTypeCreate(params, 1 + nargs), BinaryenTypeInt32(), NULL, 0,
                        BinaryenBlock(be.mod, NULL, code, LEN(code), BinaryenTypeAuto()));
    return name;
}

/* Where shared checks branch to; the value is the site, on the way to "leave". */
static Expr around_shared_checks(Emit *e, Expr code)
{
    BinaryenType i32 = BinaryenTypeInt32(), i64 = BinaryenTypeInt64();
    if (e->index != NO_LOCAL) {
        Expr site = BinaryenBlock(be.mod, "index", &code, 1, i32);
        Expr args[] = {site, BinaryenLocalGet(be.mod, local_index(e, e->index), i64), BinaryenLocalGet(be.mod, local_index(e, e->length), i64)};
        code = BinaryenCall(be.mod, shared_panic("gocw_index", "goPanicIndex", 2), args, LEN(args), i32);
        if (e->shares_nil) code = BinaryenBreak(be.mod, "leave", NULL, code);
    }
    if (e->shares_nil) {
        Expr site = BinaryenBlock(be.mod, "nil", &code, 1, i32);
        code = BinaryenCall(be.mod, shared_panic("gocw_nil", "sigpanic", 0), &site, 1, i32);
    }
    return code;
}

void unwind_resumed(Emit *e, ExprVec *out)
{
    if (eh()) vec_push(e->arena, out, BinaryenIf(be.mod, status(), throw(), NULL));
}

/* ---- around a function ---- */

bool unwind_catches(const Emit *e)
{
    if (!eh()) return false;
    if (e->has_defer) return true;
    for (uint32_t i = 0; i < e->f->blocks.n && be.config.trace; i++)
        for (const Value *v = e->f->blocks.p[i]->first; v; v = v->next)
            if (call_may_leave(v)) return true;
    return false;
}

/* The landing, if the function is being left for it. */
static void land(Emit *e, ExprVec *out)
{
    if (!e->has_defer) return;
    Expr token = emit_value(e, defer_token(e));
    Expr mine = BinaryenCall(be.mod, runtime_name("rt_unwind_land"), &token, 1, BinaryenTypeInt32());
    ExprVec again = {0};
    deep_restore(e, &again);
    vec_push(e->arena, &again, BinaryenLocalSet(be.mod, local_index(e, e->landing), const_i32(1)));
    vec_push(e->arena, &again, BinaryenBreak(be.mod, "again", NULL, NULL));
    vec_push(e->arena, out, BinaryenIf(be.mod, mine, emit_block(e, &again), NULL));
}

static Expr catch(Emit *e, Expr code)
{
    ExprVec out = {0};
    if (e->has_defer) restore_stack(e, &out);
    land(e, &out);
    if (e->has_defer && e->f->may_suspend) vec_push(e->arena, &out, suspended(frame_save(e, NULL)));
    if (be.config.trace) {
        Expr site = BinaryenLocalGet(be.mod, local_index(e, e->site), BinaryenTypeInt32());
        vec_push(e->arena, &out, BinaryenCall(be.mod, "rt_leave", &site, 1, BinaryenTypeNone()));
    }
    vec_push(e->arena, &out, throw());
    Expr handler = emit_block(e, &out);
    const char *tag = UNWIND_TAG;
    return BinaryenTry(be.mod, NULL, code, &tag, 1, &handler, 1, NULL);
}

/* The label "save". With status tests control gets there, too, if the function is left for good; then the value is its site. */
static Expr around_save(Emit *e, Expr code)
{
    ExprVec out = {0};
    if (e->frame_desc == NO_LOCAL) return code;
    vec_push(e->arena, &out, BinaryenBlock(be.mod, "save", &code, 1, BinaryenTypeAuto()));
    vec_push(e->arena, &out, eh() ? frame_save_shared(e) : suspended(frame_save_shared(e)));
    if (!eh() && be.config.trace)
        vec_push(e->arena, &out, BinaryenBinary(be.mod, BinaryenSubInt32(), frame_saved_site(e), const_i32((int32_t)e->site_base)));
    return emit_block(e, &out);
}

/* Control never gets to the end of `code`; it gets behind all this when a frame was saved, or the function left by a test. */
Expr unwind_around(Emit *e, Expr code)
{
    ExprVec out = {0};
    if (unwind_catches(e)) code = catch(e, code);
    code = around_save(e, around_shared_checks(e, code));
    if (!eh() && e->uses_leave) {
        Expr site = BinaryenBlock(be.mod, "leave", &code, 1, be.config.trace ? BinaryenTypeInt32() : BinaryenTypeNone());
        if (be.config.trace) {
            if (e->site_base) site = BinaryenBinary(be.mod, BinaryenAddInt32(), site, const_i32((int32_t)e->site_base));
            site = BinaryenCall(be.mod, "rt_leave", &site, 1, BinaryenTypeNone());
        }
        vec_push(e->arena, &out, site);
        if (e->has_defer) restore_stack(e, &out);
        land(e, &out);
        code = emit_block(e, &out);
    }
    if (e->uses_leave) code = label_block("suspended", &code, 1);
    return e->has_defer && (eh() || e->uses_leave) ? BinaryenLoop(be.mod, "again", code) : code;
}
