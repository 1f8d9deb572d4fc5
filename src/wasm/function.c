/*
 * function.c - one function: its direct body and, if it may suspend, its resume body; at -Oz one body for both.
 *
 *     (prologue: fp = __stack_pointer - frame; __stack_pointer = fp; spill rooted parameters)
 *     (what unwind.c puts around it:
 *       ...code; every return restores __stack_pointer...)
 *     (return nothing useful: whoever goes on then, a landing or the scheduler, restores __stack_pointer)
 */
#include "wasm_int.h"

#include "gocw/opt.h"

static Expr get_sp(void)
{
    return BinaryenGlobalGet(be.mod, "__stack_pointer", BinaryenTypeInt32());
}

static Expr get_fp(Emit *e)
{
    return BinaryenLocalGet(be.mod, local_index(e, e->fp), BinaryenTypeInt32());
}

/* ---- the call-site record: {previous record, call site}, see docs/runtime-abi.md ---- */

enum { RECORD_SITE = 4 };

static Expr get_sites(void)
{
    return BinaryenGlobalGet(be.mod, "gocw_sites", BinaryenTypeInt32());
}

static void link_record(Emit *e, ExprVec *out)
{
    if (e->record == NO_LOCAL) return;
    Expr here = BinaryenBinary(be.mod, BinaryenAddInt32(), get_fp(e), const_i32((int32_t)e->record));
    vec_push(e->arena, out, BinaryenStore(be.mod, 4, e->record, 0, get_fp(e), get_sites(), BinaryenTypeInt32()));
    vec_push(e->arena, out, BinaryenGlobalSet(be.mod, "gocw_sites", here));
}

static void unlink_record(Emit *e, ExprVec *out)
{
    if (e->record == NO_LOCAL) return;
    Expr prev = BinaryenLoad(be.mod, 4, false, e->record, 0, BinaryenTypeInt32(), get_fp(e));
    vec_push(e->arena, out, BinaryenGlobalSet(be.mod, "gocw_sites", prev));
}

void emit_site_record(Emit *e, const Value *v, ExprVec *out)
{
    if (e->record == NO_LOCAL || !opt_needs_site(v)) return;
    Expr site = const_i32((int32_t)site_of(e->f, v));
    vec_push(e->arena, out, BinaryenStore(be.mod, 4, e->record + RECORD_SITE, 0, get_fp(e), site, BinaryenTypeInt32()));
}

static void place_record(Emit *e)
{
    bool needed = false;
    for (uint32_t i = 0; i < e->f->blocks.n && be.config.trace && !needed; i++)
        for (Value *v = e->f->blocks.p[i]->first; v && !needed; v = v->next) needed = opt_needs_site(v);
    if (!needed) return;
    e->record = e->frame_size;
    e->frame_size += 8;
}

static void open_frame(Emit *e, ExprVec *out)
{
    if (e->fp == NO_LOCAL) return;
    Expr fp = e->frame_size ? BinaryenBinary(be.mod, BinaryenSubInt32(), get_sp(), const_i32((int32_t)e->frame_size)) : get_sp();
    vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, e->fp), fp));
    if (e->frame_size) vec_push(e->arena, out, BinaryenGlobalSet(be.mod, "__stack_pointer", get_fp(e)));
    if (e->outer_sites != NO_LOCAL) vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, e->outer_sites), get_sites()));
    link_record(e, out);
}

/* Where an exception is caught: what was on top of this frame is gone. */
void restore_stack(Emit *e, ExprVec *out)
{
    vec_push(e->arena, out, BinaryenGlobalSet(be.mod, "__stack_pointer", get_fp(e)));
    if (e->outer_sites == NO_LOCAL) return;
    Expr sites = BinaryenLocalGet(be.mod, local_index(e, e->outer_sites), BinaryenTypeInt32());
    if (e->record != NO_LOCAL) sites = BinaryenBinary(be.mod, BinaryenAddInt32(), get_fp(e), const_i32((int32_t)e->record));
    vec_push(e->arena, out, BinaryenGlobalSet(be.mod, "gocw_sites", sites));
}

static void close_frame(Emit *e, ExprVec *out)
{
    if (e->frame_size == 0) return;
    unlink_record(e, out);
    Expr sp = BinaryenBinary(be.mod, BinaryenAddInt32(), get_fp(e), const_i32((int32_t)e->frame_size));
    vec_push(e->arena, out, BinaryenGlobalSet(be.mod, "__stack_pointer", sp));
}

static void spill_params(Emit *e, ExprVec *out)
{
    for (uint32_t i = 0; i < e->webs.n; i++) {
        Web *w = &e->webs.p[i];
        if (w->param < 0 || !w->rooted) continue;
        BinaryenType t = wasm_type((IrType)w->type);
        vec_push(e->arena, out, BinaryenStore(be.mod, 4, w->root_slot, 0, get_fp(e), BinaryenLocalGet(be.mod, w->local, t), t));
    }
}

static void fetch_params(Emit *e, ExprVec *out)
{
    for (uint32_t i = MAX_WASM_PARAMS; i < e->f->params.n; i++) {
        Value *p = e->f->params.p[i];
        if (e->vi[p->id].where == W_LOCAL)
            emit_set(e, p, BinaryenGlobalGet(be.mod, arg_global(i, (IrType)p->type), wasm_type((IrType)p->type)), out);
    }
}

static Expr nothing(const Func *f)
{
    return f->sig->nresults ? zero_of((IrType)f->sig->results[0]) : NULL;
}

void emit_return(Emit *e, Block *b, ExprVec *out)
{
    for (uint32_t i = b->rets.n; i-- > (e->resume ? 0u : 1u);) {
        IrType t = (IrType)e->f->sig->results[i];
        vec_push(e->arena, out, BinaryenGlobalSet(be.mod, ret_global(i, t), emit_value(e, b->rets.p[i])));
    }
    if (e->resume || b->rets.n == 0) {
        close_frame(e, out);
        vec_push(e->arena, out, BinaryenReturn(be.mod, NULL));
        return;
    }
    Expr x = emit_value(e, b->rets.p[0]);
    if (e->frame_size) {
        /* The value may be a load from the frame: take it before the frame is closed. */
        BinaryenType t = wasm_type((IrType)e->f->sig->results[0]);
        uint32_t tmp = local_index(e, new_local(e, t));
        vec_push(e->arena, out, BinaryenLocalSet(be.mod, tmp, x));
        x = BinaryenLocalGet(be.mod, tmp, t);
        close_frame(e, out);
    }
    vec_push(e->arena, out, BinaryenReturn(be.mod, x));
}

/* The deferred calls' token: the builder keeps it in a LOCAL whose load is the last value of the entry block. */
Value *defer_token(Emit *e)
{
    for (Value *v = e->f->blocks.p[0]->last; v; v = v->prev)
        if (v->op == V(CALL) && strcmp(v->aux.func->symbol, "runtime.defertoken") == 0) return v;
    ice(e->f->pos, "%s has defer but no token", e->f->symbol);
}

static Expr body(Emit *e)
{
    ExprVec out = {0};
    e->uses_leave = false;
    e->cold.n = 0;
    deep_enter(e, &out);
    open_frame(e, &out);
    if (!e->resume) {
        spill_params(e, &out);
        fetch_params(e, &out);
    }
    structure_entry(e, &out);
    vec_push(e->arena, &out, unwind_around(e, cold_around(e, structure_emit(e))));
    if (!e->uses_leave) {
        vec_push(e->arena, &out, BinaryenUnreachable(be.mod));
        return emit_block(e, &out);
    }
    unlink_record(e, &out);
    if (!e->resume && e->f->sig->nresults) vec_push(e->arena, &out, BinaryenReturn(be.mod, nothing(e->f)));
    return emit_block(e, &out);
}

/* ---- LOCALs ---- */

/* In a function that may suspend those stay in the frame that no suspension sees. Of what was made as such the contents are known not
 * to be needed, but an address into it may be, since code moves. */
static void find_scratch(Emit *e)
{
    ValueVec locals = {0};
    BitSet contents, addresses;
    for (uint32_t i = 0; i < e->f->blocks.n; i++)
        for (Value *v = e->f->blocks.p[i]->first; v; v = v->next)
            if (v->op == V(LOCAL) && !(v->imm & LOCAL_ESCAPES)) vec_push(e->arena, &locals, v);
    variables_suspended(e->f, &locals, e->arena, &contents, &addresses);
    for (uint32_t i = 0; i < locals.n; i++) {
        Value *v = locals.p[i];
        bool crosses = bits_get(&addresses, i) || ((e->f->deep || !(v->imm & LOCAL_SCRATCH)) && bits_get(&contents, i));
        v->imm &= ~(int64_t)LOCAL_SCRATCH;
        v->imm |= crosses ? LOCAL_ESCAPES : LOCAL_SCRATCH;
    }
}

static void place_locals(Emit *e)
{
    if (e->f->may_suspend) find_scratch(e);
    e->local_offset = NEW_N(e->arena, int64_t, e->f->nvalues);
    for (uint32_t i = 0; i < e->f->blocks.n; i++)
        for (Value *v = e->f->blocks.p[i]->first; v; v = v->next) {
            if (v->op != V(LOCAL)) continue;
            if (v->imm & LOCAL_ESCAPES) {
                e->local_offset[v->id] = -1;
                continue;
            }
            int64_t size = v->aux.type ? ssa_layout(v->aux.type)->size : v->imm >> 8;
            e->local_offset[v->id] = e->frame_size;
            e->frame_size += size ? (uint32_t)((size + 7) & ~7) : 8;    /* one without a byte has an address, too */
        }
}

/* ---- a function ---- */

static BinaryenType params_of(const Func *f)
{
    uint8_t types[MAX_WASM_PARAMS];
    uint32_t n = wasm_nparams(f->sig);
    memcpy(types, f->sig->params, n);
    if (deep_has_param(f)) types[n++] = IR_I32;
    return wasm_params(types, n);
}

static void define(Emit *e, const char *name)
{
    Func *f = e->f;
    Expr code = body(e);
    deep_finish(e);
    BinaryenType frame = BinaryenTypeInt32(), none = BinaryenTypeNone();
    BinaryenType params = e->resume ? frame : params_of(f);
    BinaryenType result = e->resume || f->sig->nresults == 0 ? none : wasm_type((IrType)f->sig->results[0]);
    uint32_t first = e->resume ? 0 : wasm_nparams(f->sig) + deep_has_param(f);
    BinaryenAddFunction(be.mod, name, params, result, e->locals.p + first, e->locals.n - first, code);
    if (e->oversized) strmap_set(&be.oversized, name, strlen(name), e->f);
}

/* The direct body and, if the function may suspend, the resume body. */
static void emit_bodies(Func *f, const char *name)
{
    Emit e = {.f = f, .arena = arena_new("emit"), .nvalues = f->nvalues, .fp = NO_LOCAL, .site = NO_LOCAL,
              .landing = NO_LOCAL, .dispatch = NO_LOCAL, .frame = NO_LOCAL, .record = NO_LOCAL, .frame_desc = NO_LOCAL,
              .outer_sites = NO_LOCAL, .used = NO_LOCAL, .index = NO_LOCAL, .length = NO_LOCAL};
    e.vi = NEW_N(e.arena, ValueInfo, f->nvalues);
    e.has_defer = f->blocks.p[0]->kind == BLOCK_ENTRY_DEFER;
    for (uint32_t i = 0; i < wasm_nparams(f->sig); i++) new_local(&e, wasm_type((IrType)f->sig->params[i]));
    deep_begin(&e);
    place_locals(&e);
    place_record(&e);
    select_values(&e);
    live_compute(&e);
    if (e.has_defer) {
        /* The token is needed at every landing, like all that the recover block uses. */
        Value *token = defer_token(&e);
        ICE_IF(e.vi[token->id].where != W_LOCAL, f->pos, "%s: the defer token has no local", f->symbol);
        bits_set(e.landing_live, e.vi[token->id].lv);
        e.landing = new_local(&e, BinaryenTypeInt32());
    }
    locals_assign(&e);
    roots_of_locals(&e);
    e.frame_size = (e.frame_size + 15) & ~15u;
    bool catches = unwind_catches(&e);
    if (e.frame_size || catches || e.has_defer) e.fp = new_local(&e, BinaryenTypeInt32());
    if (catches && be.config.trace) e.outer_sites = new_local(&e, BinaryenTypeInt32());
    if (catches && be.config.trace) e.site = new_local(&e, BinaryenTypeInt32());
    const char *resume_name = name_fmt("%s" RESUME_SUFFIX, name)->s;
    frames_describe(&e, resume_name);
    unwind_begin(&e);
    cold_plan(&e);
    e.resumes = e.points.n && be.config.opt_level == 3;
    graph_build(&e);
    define(&e, name);
    if (debug_on(DEBUG_SUSPEND) && !f->deep) {
        size_note_bodies(f, e.points.n > 0);
        if (e.points.n) opt_explain_suspend(f);
    }
    if (e.resumes) {
        frame_make_stub(f, name, resume_name);
    } else if (e.points.n) {
        e.resume = e.resumes = true;
        e.frame = e.frame_desc = NO_LOCAL;
        graph_build(&e);
        define(&e, resume_name);
    }
    arena_free(e.arena);
}

void emit_function(Func *f)
{
    if (f->flags & FN_IMPORT) {
        emit_import(f);
        return;
    }
    if (f->blocks.n == 0) {
        ICE_IF(!emit_special(f), f->pos, "no body for %s", f->symbol);
        return;
    }
    ice_context("wasm", "emit", f->symbol);
    ssa_dominators(f);
    for (uint32_t i = 0; i < f->blocks.n; i++) f->blocks.p[i]->id = i;
    f->nblocks = f->blocks.n;
    emit_bodies(f, wasm_name(f));
    if (f->component && !f->may_suspend) {
        f->deep = f->may_suspend = true;
        emit_bodies(f, deep_name(f));
        f->deep = f->may_suspend = false;
    }
    ice_context(NULL, NULL, NULL);
}
