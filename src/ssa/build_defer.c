/*
 * build_defer.c - go and defer statements, and what recover needs.
 *
 * The function value and the arguments are evaluated by the statement (spec, "Defer statements"); what is handed to the
 * runtime is a func(). A call without arguments and results is such a value already. For other calls a wrapper is made: its
 * closure object holds what build_call_prepare evaluated, scalar by scalar, and its body emits the call. A builtin
 * becomes a function literal that captures the arguments.
 *
 * recover counts only in the function that was deferred (docs/runtime-abi.md): a function that calls recover asks on entry
 * whether it is the one, and wrappers hand the mark on.
 */
#include "build_int.h"
#include "prog_int.h"

/* ---- bound calls ---- */

enum { SLOT = 8 };

typedef struct Bound {
    CallSite site;              /* kind, f, method, sig, pos; the values are those of the maker */
    Cell **cells;               /* of the words behind the code */
    bool is_defer;
} Bound;

static uint32_t callee_words(const CallSite *s)
{
    return s->kind == CALL_STATIC ? 0 : s->kind == CALL_FUNC_VALUE ? 1 : 2;
}

static MemType slot_type(IrType t)
{
    static const uint8_t mem[] = { [IR_I32] = MEM_I32, [IR_I64] = MEM_I64, [IR_F32] = MEM_F32, [IR_F64] = MEM_F64, [IR_PTR] = MEM_PTR };
    return (MemType)mem[t];
}

static Value *load_word(Builder *b, const Bound *bound, IrType t, Value *ctx, int64_t at)
{
    Value *v = emit_load(b, slot_type(t), ctx, at, b->pos);
    v->aux.cell = bound->cells[at / SLOT - 1];
    return v;
}

/* The wrapper's body: takes everything out of its closure and calls. */
static void build_bound(Func *f)
{
    const Bound *bound = f->build_arg;
    Builder b;
    build_begin(&b, f);
    b.pos = f->pos;
    CallSite site = bound->site;
    Value *ctx = f->params.p[0];
    int64_t at = SLOT;
    if (site.kind == CALL_FUNC_VALUE) {
        site.closure = load_word(&b, bound, IR_PTR, ctx, at);
    } else if (site.kind == CALL_IFACE) {
        site.itab = load_word(&b, bound, IR_PTR, ctx, at);
        site.word = load_word(&b, bound, IR_PTR, ctx, at + SLOT);
    }
    at += SLOT * (int64_t)callee_words(&site);
    ValueVec args = { 0 };
    for (uint32_t i = 0; i < site.args.n; i++, at += SLOT)
        vec_push(b.arena, &args, load_word(&b, bound, (IrType)(uintptr_t)site.args.p[i], ctx, at));
    site.args = args;
    site.kept = (ValueVec){ 0 };
    for (uint32_t i = 0; i < bound->site.kept.n; i++, at += SLOT)
        vec_push(b.arena, &site.kept, emit_load(&b, MEM_PTR, ctx, at, f->pos));
    if (bound->is_defer && site.kind == CALL_STATIC)
        build_recover_pass(&b, site.f, NULL, f->pos);
    else if (bound->is_defer && site.kind == CALL_IFACE)
        build_recover_pass(&b, NULL, build_itab_code(&b, site.itab, site.method.number, f->pos), f->pos);
    else if (bound->is_defer)
        build_recover_pass(&b, NULL, emit_load(&b, MEM_I32, build_nil_check(&b, site.closure, f->pos), 0, f->pos), f->pos);
    uint32_t n = typ_underlying(site.sig)->u.sig.results->u.tuple.vars.n;
    build_call_emit(&b, &site, NEW_N(b.arena, Val, n), n);
    if (b.cur)
        ssa_block_kind(b.cur, BLOCK_RETURN, NULL, f->pos);
    build_finish(&b);
}

/* Large arguments are addresses of memory that must not change until the call: each gets a copy on the heap. */
static void copy_large(Builder *b, CallSite *s, uint32_t at, Type *t)
{
    if (!ssa_layout(t)->in_memory)
        return;
    Value *copy = emit_new(b, t, s->pos);
    emit_move(b, copy, s->args.p[at], ssa_layout(t)->size, s->pos);
    s->args.p[at] = copy;
}

static void copy_large_args(Builder *b, CallSite *s)
{
    uint32_t at = 0;
    Type *recv = s->kind == CALL_STATIC && s->f->obj ? s->f->obj->type : NULL;
    if (recv && recv->u.sig.recv) {
        Type *t = recv->u.sig.recv->type;
        t = typ_canon(s->f->ntargs ? typ_subst(t, s->f->tparams, s->f->targs, s->f->ntargs) : t);
        copy_large(b, s, 0, t);
        at = ssa_layout(t)->in_memory ? 1 : ssa_layout(t)->nparts;
    }
    ObjectVec *params = &typ_underlying(s->sig)->u.sig.params->u.tuple.vars;
    for (uint32_t i = 0; i < params->n; i++) {
        Type *t = typ_canon(params->p[i]->type);
        copy_large(b, s, at, t);
        at += ssa_layout(t)->in_memory ? 1 : ssa_layout(t)->nparts;
    }
}

static Func *bound_func(Builder *b, const CallSite *s, bool is_defer, Cell ***cells)
{
    Bound *bound = NEW(prog->arena, Bound);
    bound->site = *s;
    bound->site.closure = bound->site.itab = bound->site.word = NULL;
    bound->is_defer = is_defer;
    bound->cells = *cells = NEW_N(prog->arena, Cell *, callee_words(s) + s->args.n + s->kept.n + 1);
    /* Of the arguments only the types are needed later, of what is kept alive the number. */
    bound->site.args = (ValueVec){ NEW_N(prog->arena, Value *, s->args.n), s->args.n, s->args.n };
    for (uint32_t i = 0; i < s->args.n; i++)
        bound->site.args.p[i] = (Value *)(uintptr_t)s->args.p[i]->type;
    bound->site.kept.p = NULL;
    FuncInfo *info = NEW(prog->arena, FuncInfo);
    info->sig = typ_canon(typ_new_signature(NULL, typ_new_tuple(NULL, 0), typ_new_tuple(NULL, 0), false));
    Func *f = build_synthetic_func(b, info, is_defer ? ".deferwrap" : ".gowrap", build_bound, bound);
    f->flags |= FN_WRAPPER;
    f->pos = s->pos;
    return f;
}

static Value *bind(Builder *b, CallSite *s, bool is_defer)
{
    copy_large_args(b, s);
    Cell **cells;
    Func *f = bound_func(b, s, is_defer, &cells);
    uint32_t nargs = s->args.n, nwords = 1 + callee_words(s) + nargs + s->kept.n;
    uint8_t *mask = NEW_N(b->arena, uint8_t, nwords / 8 + 1);
    Value *obj = emit0(b, V(NEW_LAYOUT), IR_PTR, s->pos);
    Value *words[2] = { s->closure ? s->closure : s->itab, s->word };
    uint32_t at = 1;
    for (uint32_t i = 0; at < nwords; i++, at++) {
        uint32_t k = i - callee_words(s);
        Value *v = i < callee_words(s) ? words[i] : k < nargs ? s->args.p[k] : s->kept.p[k - nargs];
        emit_store(b, slot_type((IrType)v->type), obj, (int64_t)at * SLOT, v, s->pos);
        if (v->type != IR_PTR)
            continue;
        mask[at / 8] |= (uint8_t)(1u << (at % 8));
        cells[i] = ssa_cell_new();
        if (b->cur)
            b->cur->last->aux.cell = cells[i];
    }
    obj->aux.global = ssa_layout_descriptor(nwords * (uint64_t)SLOT, mask, nwords);
    Value *code = emit0(b, V(FUNC_INDEX), IR_I32, s->pos);
    code->aux.func = f;
    emit_store(b, MEM_I32, obj, 0, code, s->pos);
    return obj;
}

static bool is_plain(const CallSite *s)
{
    Type *sig = typ_underlying(s->sig);
    return !s->args.n && !sig->u.sig.params->u.tuple.vars.n && !sig->u.sig.results->u.tuple.vars.n;
}

static Value *call_value(Builder *b, Node *call, bool is_defer)
{
    CallSite site;
    build_call_prepare(b, call, &site);
    if (!b->cur)
        return ssa_const_nil(b->f);
    if (site.kind == CALL_IFACE)
        site.itab = build_nil_check(b, site.itab, site.pos);
    if (is_plain(&site) && site.kind == CALL_FUNC_VALUE)
        return site.closure;
    if (is_plain(&site) && site.kind == CALL_STATIC && site.f->build)
        return emit_global(b, ssa_closure_of(site.f), 0, site.pos);
    return bind(b, &site, is_defer);
}

/* ---- builtins ---- */

/* defer recover() is like a call of recover by the function that defers it, so it counts when that was run by a panic and
 * has come to its end; it does not when a panic runs it. */
static Value *deferred_recover_flag(Builder *b)
{
    Value *outer = build_var_read(b, build_var(b, b->f->info->captures.p[0])).part[0];
    Value *self = emit0(b, V(FUNC_INDEX), IR_I32, b->pos);
    self->aux.func = b->f;
    Value *by_panic = build_runtime1(b, "recovering", b->pos, 1, self);
    return emit_select(b, by_panic, emit_i32(b, 0), outer, b->pos);
}

static void capture_recover_flag(Builder *b, FuncInfo *info)
{
    Object *o = build_synthetic_var(b, "ok", typ_basic[B_BOOL], false);
    build_declare_init(b, o, val_part1(b, typ_canon(typ_basic[B_BOOL]), b->recover_ok));
    vec_push(prog->arena, &info->captures, o);
}

static void build_builtin_body(Func *f)
{
    Builder b;
    build_open(&b, f);
    b.pos = f->pos;
    if (f->info->captures.n && ((Node *)f->build_arg)->u.call.builtin - 1 == BUILTIN_RECOVER)
        b.recover_ok = deferred_recover_flag(&b);
    build_discard(&b, f->build_arg);
    build_close(&b);
}

/* The argument as the builtin will take it later: constants and types stay, the rest is captured. */
static Node *capture_arg(Builder *b, FuncInfo *info, Node *arg, Type *t)
{
    if (arg->val || arg->mode == MODE_TYPE || arg->mode == MODE_NIL)
        return arg;
    Val v = t ? build_expr_as(b, arg, build_type(b, t)) : build_expr(b, arg);
    Object *o = build_synthetic_var(b, "arg", t ? t : arg->type, false);
    build_declare_init(b, o, v);
    vec_push(prog->arena, &info->captures, o);
    Node *name = node_new(prog->arena, N_NAME, arg->pos);
    name->u.ident.name = o->name;
    name->u.ident.obj = o;
    name->type = o->type;
    name->mode = MODE_VAR;
    return name;
}

static Value *builtin_value(Builder *b, Node *call, bool is_defer)
{
    FuncInfo *info = NEW(prog->arena, FuncInfo);
    info->sig = typ_canon(typ_new_signature(NULL, typ_new_tuple(NULL, 0), typ_new_tuple(NULL, 0), false));
    info->outer = b->f->info;
    Node *copy = node_new(prog->arena, N_CALL, call->pos);
    copy->type = call->type;
    copy->mode = call->mode;
    copy->u.call = call->u.call;
    copy->u.call.args = (NodeVec){ 0 };
    for (uint32_t i = 0; i < call->u.call.args.n; i++) {
        Type *t = call->u.call.builtin - 1 == BUILTIN_PANIC ? typ_any : NULL;
        vec_push(prog->arena, &copy->u.call.args, capture_arg(b, info, call->u.call.args.p[i], t));
    }
    if (is_defer && call->u.call.builtin - 1 == BUILTIN_RECOVER && b->recover_ok)
        capture_recover_flag(b, info);
    Func *f = build_synthetic_func(b, info, is_defer ? ".deferwrap" : ".gowrap", build_builtin_body, copy);
    f->flags |= FN_WRAPPER;
    return build_closure_of(b, f, info->sig, call->pos).part[0];
}

void build_go_defer(Builder *b, Node *s)
{
    Node *call = syn_unparen(s->u.call_stmt.call);
    bool is_defer = s->u.call_stmt.tok == TOK_DEFER;
    Value *fn = call->u.call.builtin ? builtin_value(b, call, is_defer) : call_value(b, call, is_defer);
    if (is_defer)
        build_runtime(b, "deferproc", (Value *[]){ fn, b->defer_token }, 2, NULL, s->pos);
    else
        build_runtime(b, "newprocat", (Value *[]){ fn, emit0(b, V(SITE), IR_I32, s->pos) }, 2, NULL, s->pos);
}

/* ---- recover ---- */

Value *build_recover_flag(Builder *b)
{
    if (b->recover_ok)
        return b->recover_ok;
    if (b->f->flags & FN_WRAPPER)
        return ssa_const_i32(b->f, 0);
    Value *self = emit0(b, V(FUNC_INDEX), IR_I32, b->pos);
    self->aux.func = b->f;
    return build_runtime1(b, "recovering", b->pos, 1, self);
}
