/*
 * frames.c - saved frames: what a function that suspends leaves behind, and how its resume body finds it again.
 *
 * Exact frames have a slot for each web that is live behind the call: stored there, loaded in front of the resume point.
 * A large function with many such calls would consist of little else. It has a shared frame: a slot for each wasm local
 * that any of its resume points needs, stored at the label "save" at its end, loaded at the start of the resume body. What
 * is dead at a point is saved as well; the descriptor of the point, which the collector goes by, has only what is live.
 *
 * At -Oz a function has one body. What the scheduler calls is a stub that gives it the frame in a global, and no parameters.
 */
#include "wasm_int.h"

enum { HEADER = 8, DESC_SITE = 12 };

/* How much larger exact frames may make the code for their speed: stores at all points, as a multiple of webs. */
static uint32_t exact_limit(void)
{
    return be.config.opt_level == 3 ? 1 : 3;
}

void frames_plan(Emit *e)
{
    BitSet any;
    bits_init(&any, e->arena, e->webs.n);
    uint32_t stores = 0, webs = 0;
    for (uint32_t i = 0; i < e->points.n; i++) {
        const U32Vec *w = &e->points.p[i].webs;
        stores += w->n;
        for (uint32_t k = 0; k < w->n; k++) {
            webs += !bits_get(&any, w->p[k]);
            bits_set(&any, w->p[k]);
        }
    }
    e->shared_frame = stores > exact_limit() * webs;
}

/* ---- descriptors ---- */

typedef struct FrameDesc { uint32_t resume, state, nslots, site; uint32_t ptrmask[1]; } FrameDesc;

static uint32_t slot_of(Emit *e, uint32_t local)
{
    uint32_t i = 0;
    while (i < e->frame_locals.n && e->frame_locals.p[i] != local) i++;
    if (i == e->frame_locals.n) vec_push(e->arena, &e->frame_locals, local);
    return i;
}

static void make_desc(Emit *e, ResumePoint *p, const char *resume_name)
{
    uint32_t nslots = e->shared_frame ? e->frame_locals.n : p->webs.n, words = (nslots + 31) / 32;
    uint32_t size = (uint32_t)(offsetof(FrameDesc, ptrmask) + 4 * (words ? words : 1)), site = be.config.trace && p->call ? site_of(e->f, p->call) : 0;
    FrameDesc *d = arena_alloc(e->arena, size);
    *d = (FrameDesc){table_index_named(resume_name), p->state, nslots, site, {0}};
    for (uint32_t i = 0; i < p->webs.n; i++) {
        const Web *w = &e->webs.p[p->webs.p[i]];
        uint32_t slot = e->shared_frame ? slot_of(e, w->local) : i;
        if (w->type == IR_PTR) d->ptrmask[slot / 32] |= 1u << (slot % 32);
    }
    p->desc = data_new(name_fmt("frame:%s", resume_name)->s, d, size, 4);
}

void frames_describe(Emit *e, const char *resume_name)
{
    for (uint32_t i = 0; e->shared_frame && i < e->points.n; i++)
        for (uint32_t k = 0; k < e->points.p[i].webs.n; k++) (void)slot_of(e, e->webs.p[e->points.p[i].webs.p[k]].local);
    for (uint32_t i = 0; i < e->points.n; i++) make_desc(e, &e->points.p[i], resume_name);
}

/* ---- a slot ---- */

static uint32_t bytes_of(BinaryenType t)
{
    return t == BinaryenTypeInt64() || t == BinaryenTypeFloat64() ? 8 : 4;
}

static void store_slot(Emit *e, uint32_t slot, uint32_t local, ExprVec *out)
{
    BinaryenType t = e->locals.p[local];
    Expr frame = BinaryenLocalGet(be.mod, local_index(e, e->frame), BinaryenTypeInt32());
    Expr x = BinaryenLocalGet(be.mod, local_index(e, local), t);
    vec_push(e->arena, out, BinaryenStore(be.mod, bytes_of(t), HEADER + 8 * slot, 0, frame, x, t));
}

static void load_slot(Emit *e, uint32_t slot, uint32_t local, uint32_t root_slot, ExprVec *out)
{
    BinaryenType t = e->locals.p[local];
    Expr x = BinaryenLoad(be.mod, bytes_of(t), false, HEADER + 8 * slot, 0, t, frame_loaded(e));
    vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, local), x));
    if (root_slot == NO_LOCAL) return;
    Expr fp = BinaryenLocalGet(be.mod, local_index(e, e->fp), BinaryenTypeInt32());
    vec_push(e->arena, out, BinaryenStore(be.mod, 4, root_slot, 0, fp, BinaryenLocalGet(be.mod, local_index(e, local), t), t));
}

/* ---- saving ---- */

static void push_frame(Emit *e, Expr desc, ExprVec *out)
{
    if (e->frame == NO_LOCAL) e->frame = new_local(e, BinaryenTypeInt32());
    Expr frame = BinaryenCall(be.mod, runtime_name("rt_frame_push"), &desc, 1, BinaryenTypeInt32());
    vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, e->frame), frame));
}

Expr frame_save(Emit *e, const Value *call)
{
    uint32_t at = 0;
    while (at < e->points.n && e->points.p[at].call != call) at++;
    ICE_IF(at == e->points.n, e->f->pos, "%s: call without resume point", e->f->symbol);
    const ResumePoint *p = &e->points.p[at];
    ExprVec out = {0};
    e->uses_leave = true;
    if (e->shared_frame) {
        if (e->frame_desc == NO_LOCAL) e->frame_desc = new_local(e, BinaryenTypeInt32());
        vec_push(e->arena, &out, BinaryenLocalSet(be.mod, local_index(e, e->frame_desc), data_address(p->desc, 0)));
        vec_push(e->arena, &out, BinaryenBreak(be.mod, "save", NULL, NULL));
        return emit_block(e, &out);
    }
    push_frame(e, data_address(p->desc, 0), &out);
    for (uint32_t i = 0; i < p->webs.n; i++) store_slot(e, i, e->webs.p[p->webs.p[i]].local, &out);
    vec_push(e->arena, &out, BinaryenBreak(be.mod, "suspended", NULL, NULL));
    return emit_block(e, &out);
}

static Expr saved_desc(Emit *e)
{
    return BinaryenLocalGet(be.mod, local_index(e, e->frame_desc), BinaryenTypeInt32());
}

Expr frame_saved_site(Emit *e)
{
    return BinaryenLoad(be.mod, 4, false, DESC_SITE, 0, BinaryenTypeInt32(), saved_desc(e));
}

Expr frame_save_shared(Emit *e)
{
    ExprVec out = {0};
    push_frame(e, saved_desc(e), &out);
    for (uint32_t i = 0; i < e->frame_locals.n; i++) store_slot(e, i, e->frame_locals.p[i], &out);
    vec_push(e->arena, &out, BinaryenBreak(be.mod, "suspended", NULL, NULL));
    return emit_block(e, &out);
}

/* ---- loading ---- */

static const char *given(void)
{
    static const char name[] = "gocw_frame";
    if (!BinaryenGetGlobal(be.mod, name)) BinaryenAddGlobal(be.mod, name, BinaryenTypeInt32(), true, const_i32(0));
    return name;
}

Expr frame_given(void)
{
    return BinaryenGlobalGet(be.mod, given(), BinaryenTypeInt32());
}

void frame_take(Emit *e, ExprVec *out)
{
    if (e->frame == NO_LOCAL) e->frame = new_local(e, BinaryenTypeInt32());
    vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, e->frame), frame_given()));
    vec_push(e->arena, out, BinaryenGlobalSet(be.mod, given(), const_i32(0)));
}

void frame_make_stub(const Func *f, const char *body, const char *resume_name)
{
    const Sig *sig = f->sig;
    Expr args[MAX_WASM_PARAMS], code[2];
    uint32_t n = wasm_nparams(sig);
    for (uint32_t i = 0; i < n; i++) args[i] = zero_of((IrType)sig->params[i]);
    if (deep_has_param(f)) args[n++] = deep_resumed_argument(f);
    BinaryenType i32 = BinaryenTypeInt32(), none = BinaryenTypeNone();
    code[0] = BinaryenGlobalSet(be.mod, given(), BinaryenLocalGet(be.mod, 0, i32));
    code[1] = BinaryenCall(be.mod, body, args, n, sig->nresults ? wasm_type((IrType)sig->results[0]) : none);
    if (sig->nresults) code[1] = BinaryenGlobalSet(be.mod, ret_global(0, (IrType)sig->results[0]), code[1]);
    BinaryenAddFunction(be.mod, resume_name, i32, none, NULL, 0, BinaryenBlock(be.mod, NULL, code, LEN(code), none));
}

Expr frame_loaded(Emit *e)
{
    return BinaryenLocalGet(be.mod, e->resume ? 0 : e->frame, BinaryenTypeInt32());
}

void frame_load(Emit *e, const ResumePoint *p, ExprVec *out)
{
    for (uint32_t i = 0; i < p->webs.n && !e->shared_frame; i++) {
        const Web *w = &e->webs.p[p->webs.p[i]];
        load_slot(e, i, w->local, w->rooted ? w->root_slot : NO_LOCAL, out);
    }
}

void frame_load_shared(Emit *e, ExprVec *out)
{
    for (uint32_t i = 0; i < e->frame_locals.n; i++) {
        uint32_t local = e->frame_locals.p[i];
        load_slot(e, i, local, root_of_local(e, local), out);
    }
}
