/*
 * wrap_reflect.c - calls whose signature is known at run time only.
 *
 * Package reflect passes parameters and results in a frame: the receiver word (for the code of methods), the parameters
 * at their natural alignment, the results from the next multiple of 8 on. Between a frame and compiled code stand
 *
 *     thunk  (context, code, frame)     loads the parameters, calls the code, stores the results: Value.Call
 *     stub   (context, parameters)      the other direction, around reflect.callReflect (MakeFunc) or reflect.callMethod
 *                                       (method values): what func values made at run time hold
 *
 * Signatures with equal frames share them. A frame is described by a text with a letter and an offset for each scalar
 * (reflect/makefunc.go writes the same of a type at run time): see frame_of.
 *
 * A thunk is made for each function type that has a descriptor and, if methods can be called by reflection, for each live
 * method; a stub for each function type that has a descriptor.
 */
#include "build_int.h"
#include "prog_int.h"

/* ---- frames ---- */

typedef struct Slot { const TypeLayout *lay; int64_t offset; } Slot;

typedef struct CallFrame {
    VEC(Slot) params, results;
    int64_t size;
    bool receiver;              /* the code is a method's: the word at 0 is its first parameter */
    const char *text;
    Func *thunk, *stub[2];
} CallFrame;

static StrMap frames;           /* text -> CallFrame * */
static Program *frames_of;

static int64_t align_up(int64_t x, int64_t to)
{
    return (x + to - 1) & -to;
}

/* m and M: memory without and with pointers. */
static void describe(Buf *text, Slot s)
{
    static const char letter[] = "bBhHilfdp";
    if (s.lay->in_memory)
        buf_printf(text, "%c%d:%d", s.lay->ptr_bytes ? 'M' : 'm', (int)s.offset, (int)s.lay->size);
    for (uint32_t i = 0; i < s.lay->nparts; i++)
        buf_printf(text, "%c%d", letter[s.lay->parts[i].mem], (int)(s.offset + s.lay->parts[i].offset));
}

static Slot place(CallFrame *f, Buf *text, Type *t)
{
    const TypeLayout *lay = ssa_layout(t);
    Slot s = { lay, align_up(f->size, lay->align) };
    f->size = s.offset + lay->size;
    describe(text, s);
    return s;
}

/* recv: a first parameter that is not in sig, or NULL. */
static CallFrame *frame_of(bool receiver, Type *recv, Type *sig)
{
    if (frames_of != prog) {
        frames_of = prog;
        strmap_init(&frames, prog->arena);
    }
    CallFrame f = { .receiver = receiver, .size = receiver ? 8 : 0 };
    Buf text;
    buf_init(&text, prog->arena);
    buf_puts(&text, receiver ? "r" : "");
    ObjectVec *params = &sig->u.sig.params->u.tuple.vars, *results = &sig->u.sig.results->u.tuple.vars;
    if (recv)
        vec_push(prog->arena, &f.params, place(&f, &text, recv));
    for (uint32_t i = 0; i < params->n; i++)
        vec_push(prog->arena, &f.params, place(&f, &text, params->p[i]->type));
    f.size = align_up(f.size, 8);
    buf_putc(&text, '/');
    for (uint32_t i = 0; i < results->n; i++)
        vec_push(prog->arena, &f.results, place(&f, &text, results->p[i]->type));
    f.size = align_up(f.size, 8);
    f.text = buf_str(&text);
    CallFrame *known = strmap_get(&frames, f.text, strlen(f.text));
    if (!known) {
        known = NEW(prog->arena, CallFrame);
        *known = f;
        strmap_set(&frames, f.text, strlen(f.text), known);
    }
    return known;
}

/* ---- thunks ---- */

typedef VEC(uint8_t) Types;

static void add_parts(Types *types, const TypeLayout *lay)
{
    if (lay->in_memory)
        vec_push(prog->arena, types, IR_PTR);
    for (uint32_t k = 0; k < lay->nparts; k++)
        vec_push(prog->arena, types, lay->parts[k].type);
}

static Sig *frame_sig(const CallFrame *f)
{
    Types params = { 0 }, results = { 0 };
    vec_push(prog->arena, &params, IR_PTR);
    for (uint32_t i = 0; i < f->params.n; i++)
        add_parts(&params, f->params.p[i].lay);
    for (uint32_t i = 0; i < f->results.n; i++)
        add_parts(&results, f->results.p[i].lay);
    return ssa_sig(params.p, params.n, results.p, results.n);
}

/* Frames are shared by all types of one layout: what is in them is not known by its type. */
static void forget_cells(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            if (v->op == V(LOAD) || v->op == V(STORE))
                v->aux.cell = NULL;
        }
    }
}

static void build_thunk(Func *f)
{
    const CallFrame *frame = f->build_arg;
    Builder b;
    build_begin(&b, f);
    Value *ctx = f->params.p[0], *code = f->params.p[1], *mem = f->params.p[2];
    ValueVec args = { 0 };
    vec_push(b.arena, &args, code);
    vec_push(b.arena, &args, frame->receiver ? emit_load(&b, MEM_PTR, mem, 0, NO_POS) : ctx);
    for (uint32_t i = 0; i < frame->params.n; i++)
        val_push(&args, b.arena, build_load(&b, frame->params.p[i].lay->type, mem, frame->params.p[i].offset, NO_POS));
    Sig *sig = frame_sig(frame);
    Value *call = ssa_value(b.cur, V(CALL_INDIRECT), sig->nresults ? (IrType)sig->results[0] : IR_VOID, NO_POS, args.n, args.p);
    call->sig = sig;
    Value **r = NEW_N(b.arena, Value *, sig->nresults + 1);
    for (uint32_t i = 0; i < sig->nresults; i++) {
        r[i] = i ? ssa_value1(b.cur, V(RESULT), (IrType)sig->results[i], NO_POS, call) : call;
        if (i)
            r[i]->imm = i;
    }
    for (uint32_t i = 0; i < frame->results.n; i++) {
        Slot s = frame->results.p[i];
        Val v = val_new(s.lay->type);
        if (s.lay->in_memory)
            v.addr = *r++;
        for (uint32_t k = 0; k < s.lay->nparts; k++)
            v.part[k] = *r++;
        build_store(&b, mem, s.offset, v, NO_POS);
    }
    ssa_block_kind(b.cur, BLOCK_RETURN, NULL, NO_POS);
    b.cur = NULL;
    build_finish(&b);
    forget_cells(f);
}

static Func *func_new(const char *kind, CallFrame *frame, Sig *sig, void (*build)(Func *))
{
    Func *f = ssa_func_new(arena_printf(prog->arena, "%s:%s", kind, frame->text), sig);
    f->go_name = f->symbol;
    f->flags = FN_WRAPPER | FN_CONTEXT;
    f->build = build;
    f->build_arg = frame;
    f->address_taken = true;
    reach_func(f);
    return f;
}

static void need_thunk(CallFrame *frame)
{
    static const uint8_t params[] = { IR_PTR, IR_I32, IR_PTR };
    if (!frame->thunk)
        frame->thunk = func_new("reflect.thunk", frame, ssa_sig(params, LEN(params), NULL, 0), build_thunk);
}

/* gocw.callThunk(thunk uintptr, ctx unsafe.Pointer, code uintptr, frame unsafe.Pointer) */
static void build_call_thunk(Func *f)
{
    static const uint8_t types[] = { IR_PTR, IR_I32, IR_PTR };
    Builder b;
    build_begin(&b, f);
    Value **p = f->params.p;
    Value *args[] = { emit1(&b, V(WRAP), IR_I32, NO_POS, p[0]), p[1], emit1(&b, V(WRAP), IR_I32, NO_POS, p[2]), p[3] };
    Value *call = ssa_value(b.cur, V(CALL_INDIRECT), IR_VOID, NO_POS, LEN(args), args);
    call->sig = ssa_sig(types, LEN(types), NULL, 0);
    ssa_block_kind(b.cur, BLOCK_RETURN, NULL, NO_POS);
    b.cur = NULL;
    build_finish(&b);
}

/* ---- stubs ---- */

static const char *const stub_targets[] = { "reflect.callReflect", "reflect.callMethod" };

static Global *frame_descriptor(Builder *b, const CallFrame *f)
{
    uint32_t nwords = (uint32_t)(f->size / 8);
    uint8_t *mask = NEW_N(b->arena, uint8_t, nwords / 8 + 1);
    for (int list = 0; list < 2; list++) {
        uint32_t n = list ? f->results.n : f->params.n;
        for (uint32_t i = 0; i < n; i++) {
            Slot s = list ? f->results.p[i] : f->params.p[i];
            /* Signatures that share the frame may have pointers in different words of large values. */
            for (int64_t w = s.offset / 8; s.lay->in_memory && s.lay->ptr_bytes && w < (s.offset + s.lay->size) / 8; w++)
                mask[w / 8] |= (uint8_t)(1u << (w % 8));
            for (uint32_t k = 0; k < s.lay->nparts; k++) {
                int64_t w = (s.offset + s.lay->parts[k].offset) / 8;
                if (s.lay->parts[k].mem == MEM_PTR)
                    mask[w / 8] |= (uint8_t)(1u << (w % 8));
            }
        }
    }
    return ssa_layout_descriptor(f->size ? (uint64_t)f->size : 8, mask, nwords);
}

/* Of the structure that the first parameter points to. */
static int64_t last_field_offset(const Type *sig)
{
    Type *s = typ_underlying(typ_underlying(sig->u.sig.params->u.tuple.vars.p[0]->type)->u.pointer.base);
    return typ_offsetof(s, s->u.strct.fields.n - 1);
}

enum { DEFER_METHOD_VALUE = -1 };       /* runtime.deferMethodValue */

/* What is called in the end, makeFuncImpl.fn or the method, recovers if the stub was deferred. */
static void build_stub(Func *f, bool method)
{
    const CallFrame *frame = f->build_arg;
    Builder b;
    build_begin(&b, f);
    Value *mem = emit0(&b, V(NEW_LAYOUT), IR_PTR, NO_POS);
    mem->aux.global = frame_descriptor(&b, frame);
    uint32_t at = 1;
    for (uint32_t i = 0; i < frame->params.n; i++) {
        Slot s = frame->params.p[i];
        Val v = val_new(s.lay->type);
        if (s.lay->in_memory)
            v.addr = f->params.p[at++];
        for (uint32_t k = 0; k < s.lay->nparts; k++)
            v.part[k] = f->params.p[at++];
        build_store(&b, mem, s.offset, v, NO_POS);
    }
    Value *valid = emit_local(&b, typ_basic[B_BOOL], 0, NO_POS);
    emit_zero(&b, valid, 1, NO_POS);
    Func *target = ssa_func_by_symbol(stub_targets[method]);
    if (method) {
        build_recover_pass(&b, NULL, emit_i32(&b, DEFER_METHOD_VALUE), NO_POS);
    } else {
        Value *fn = emit_load(&b, MEM_PTR, f->params.p[0], last_field_offset(target->obj->type), NO_POS);
        build_recover_pass(&b, NULL, emit_load(&b, MEM_I32, fn, 0, NO_POS), NO_POS);
    }
    Value *args[] = { f->params.p[0], mem, valid, valid };
    build_call_func(&b, target, target->obj->type, args, LEN(args), NULL, NO_POS);
    ValueVec results = { 0 };
    for (uint32_t i = 0; i < frame->results.n; i++)
        val_push(&results, b.arena, build_load(&b, frame->results.p[i].lay->type, mem, frame->results.p[i].offset, NO_POS));
    ssa_block_kind(b.cur, BLOCK_RETURN, NULL, NO_POS);
    for (uint32_t i = 0; i < results.n; i++)
        ssa_ret_add(b.cur, results.p[i]);
    b.cur = NULL;
    build_finish(&b);
    forget_cells(f);
}

static void build_make_func(Func *f) { build_stub(f, false); }
static void build_method_value_stub(Func *f) { build_stub(f, true); }

static void need_stub(CallFrame *frame, bool method)
{
    if (frame->stub[method])
        return;
    frame->stub[method] = method ? func_new("reflect.methodValueStub", frame, frame_sig(frame), build_method_value_stub)
                                 : func_new("reflect.makeFuncStub", frame, frame_sig(frame), build_make_func);
}

uint32_t ssa_reflect_stubs(bool method, ReflectStub *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; frames_of == prog && i < frames.n; i++) {
        const CallFrame *f = frames.entries[i].val;
        if (!f->stub[method])
            continue;
        if (out)
            out[n] = (ReflectStub){ f->text, f->stub[method] };
        n++;
    }
    return n;
}

/* ---- from code to its thunk ---- */

/* The frame for calling the code of f, a func value's or a live method's. NULL: reflection never gets at it. */
static CallFrame *frame_of_code(const Func *f)
{
    Type *recv, *sig;
    if (f->build == build_make_func || f->build == build_method_value_stub)
        return f->build_arg;
    bool is_method = f->flags & FN_METHOD_ENTRY;
    if (!is_method && !(f->flags & FN_CONTEXT))
        return NULL;
    sig = wrap_go_sig(f, &recv);
    return sig ? frame_of(is_method, is_method ? NULL : recv, sig) : NULL;
}

Func *ssa_reflect_thunk(const Func *code)
{
    CallFrame *frame = frame_of_code(code);
    return frame ? frame->thunk : NULL;
}

/* ---- what is needed ---- */

static struct { bool thunks, stubs[2]; } wanted;

void reflect_symbol(Func *f)
{
    if (!strcmp(f->symbol, "gocw.callThunk"))
        f->build = build_call_thunk;
}

void reflect_note(const Func *f)
{
    wanted.thunks |= !strcmp(f->symbol, "gocw.reflectThunk");
    wanted.stubs[0] |= !strcmp(f->symbol, "gocw.makeFuncStubs");
    wanted.stubs[1] |= !strcmp(f->symbol, "gocw.methodValueStubs");
}

/* A descriptor of function type t is live. */
void reflect_func_type(Type *t)
{
    CallFrame *frame = frame_of(false, NULL, typ_underlying(t));
    if (wanted.thunks)
        need_thunk(frame);
    if (wanted.stubs[0])
        need_stub(frame, false);
    if (wanted.stubs[1] && prog->reflect_methods)
        need_stub(frame, true);
}

/* Methods can be called by reflection and this one is live. */
void reflect_method(Type *sig, Type *recv)
{
    if (wanted.thunks)
        need_thunk(frame_of(true, NULL, sig));
    if (wanted.thunks && recv)
        need_thunk(frame_of(false, recv, sig));
}
