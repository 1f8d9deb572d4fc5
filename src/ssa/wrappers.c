/*
 * wrappers.c - methods in every form but the plain call: which function a selection means in this instance, receivers
 * reached through embedded fields, method values and expressions, and the functions the compiler makes for them:
 *
 *     context thunk    (context, params)            a plain function used as a func value
 *     interface entry  (receiver word, params)      what itabs and method tables hold
 *     method value     (closure {code, receiver}, params)
 *     method expression (receiver, params)          promoted methods, value methods of *T, interface methods
 *
 * A wrapper passes its flattened parameters and results on unchanged. It is transparent to recover: when the function
 * behind it may call recover, the mark that says "run as a deferred call" is handed on.
 */
#include "build_int.h"
#include "prog_int.h"

/* ---- finding the method ---- */

Func *method_func(Type *base, Object *method, Type *const *targs, uint32_t ntargs)
{
    base = typ_unalias(base);
    if (method->u.func.origin)
        method = method->u.func.origin;
    uint32_t nrecv = base->kind == T_NAMED ? base->u.named.ntargs : 0;
    if (!nrecv && !ntargs)
        return ssa_func_for(method, NULL, 0);
    Type **all = NEW_N(prog->arena, Type *, nrecv + ntargs);
    for (uint32_t i = 0; i < nrecv; i++)
        all[i] = typ_canon(base->u.named.targs[i]);
    for (uint32_t i = 0; i < ntargs; i++)
        all[nrecv + i] = targs[i];
    return ssa_func_for(method, all, nrecv + ntargs);
}

static Type *deref(Type *t)
{
    Type *u = typ_underlying(t);
    return u->kind == T_POINTER ? typ_canon(u->u.pointer.base) : t;
}

static Type *without_receiver(Type *sig)
{
    return typ_new_signature(NULL, sig->u.sig.params, sig->u.sig.results, sig->u.sig.variadic);
}

/* The canonical signature of f's method in its instance. */
static Type *func_sig(const Func *f, const Object *method)
{
    Type *s = without_receiver(method->u.func.origin ? method->u.func.origin->type : method->type);
    return typ_canon(f->ntargs ? typ_subst(s, f->tparams, f->targs, f->ntargs) : s);
}

/* The type behind the fields of path. */
static Type *walk_type(Type *t, const int *path, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        Type *u = typ_underlying(deref(t));
        t = typ_canon(u->u.strct.fields.p[path[i]]->type);
    }
    return t;
}

static uint32_t method_number(Type *iface, const Object *m)
{
    TypeSet *set = typ_type_set(iface);
    for (uint32_t i = 0; i < set->methods.n; i++) {
        Object *o = set->methods.p[i];
        if (o->name == m->name && (m->exported || o->pkg == m->pkg))
            return i;
    }
    ice(m->pos, "%s has no method %s", typ_string(iface, QUAL_PATH), m->name->s);
}

/* Method m of type t, reached by index (fields, then the method). */
static MethodRef method_ref(Type *t, Object *m, const int *index, uint32_t nindex, Type *const *targs, uint32_t ntargs)
{
    MethodRef r = { .method = m, .path = index, .npath = nindex - 1 };
    Type *at = walk_type(t, index, nindex - 1);
    Type *base = deref(at);
    if (typ_is_interface(base)) {
        r.recv = base;
        Type *iface = typ_canon(typ_underlying(base));
        r.number = method_number(iface, m);
        r.method = typ_type_set(iface)->methods.p[r.number];
        r.sig = typ_canon(without_receiver(r.method->type));
        return r;
    }
    Object *origin = m->u.func.origin ? m->u.func.origin : m;
    typ_resolve(origin);
    r.func = method_func(base, m, targs, ntargs);
    r.recv = origin->ptr_recv ? typ_canon(typ_new_pointer(base)) : base;
    r.sig = func_sig(r.func, m);
    return r;
}

MethodRef build_method_ref(Builder *b, Selection *sel)
{
    Type *recv = build_type(b, sel->recv);
    uint32_t n = sel->ntargs;
    Type **targs = build_types(b, sel->targs, n);
    if (b->f->ntargs && typ_has_typeparams(sel->recv))
        sel = typ_lookup(recv, true, sel->obj->pkg, sel->obj->name);
    return method_ref(recv, sel->obj, sel->index, sel->nindex, targs, n);
}

/* ---- walking to the receiver ---- */

/* Something of type t: a value, or what lies at an address; cell: if that is a field. */
typedef struct Spot { Type *t; Val v; Value *addr; Cell *cell; } Spot;

static Val place_value(Builder *b, const Spot *p, Pos pos)
{
    return p->addr ? build_load_cell(b, p->t, p->addr, 0, p->cell, pos) : p->v;
}

static void follow_pointer(Builder *b, Spot *p, Pos pos)
{
    Value *ptr = build_nil_check(b, place_value(b, p, pos).part[0], pos);
    *p = (Spot){ .t = deref(p->t), .addr = ptr };
}

static void step_field(Builder *b, Spot *p, int field, Pos pos)
{
    if (typ_underlying(p->t)->kind == T_POINTER)
        follow_pointer(b, p, pos);
    Type *u = typ_underlying(p->t);
    p->cell = ssa_cell_of_field(p->t, (uint32_t)field);
    Type *ft = typ_canon(u->u.strct.fields.p[field]->type);
    if (p->addr) {
        int64_t off = typ_offsetof(u, (uint32_t)field);
        if (off)
            p->addr = emit_offset(b, p->addr, off, pos);
    } else {
        p->v = val_field(b, p->v, (uint32_t)field);
    }
    p->t = ft;
}

/* The receiver argument of ref, from a value of the type that the method was selected on. */
static Val walk_receiver(Builder *b, Spot p, const MethodRef *ref, Pos pos)
{
    for (uint32_t i = 0; i < ref->npath; i++)
        step_field(b, &p, ref->path[i], pos);
    bool have_ptr = typ_underlying(p.t)->kind == T_POINTER;
    bool want_ptr = ref->func && typ_underlying(ref->recv)->kind == T_POINTER && p.t != ref->recv;
    if (p.t == ref->recv)
        return place_value(b, &p, pos);
    if (want_ptr && !have_ptr) {
        ICE_IF(!p.addr, pos, "%s: receiver of %s has no address", b->f->symbol, ref->method->name->s);
        return val_part1(b, ref->recv, p.addr);
    }
    if (have_ptr && !want_ptr)
        follow_pointer(b, &p, pos);
    Val v = place_value(b, &p, pos);
    v.type = ref->recv;
    return v;
}

/* Does the way from t to the receiver need the address of the operand itself? */
static bool needs_address(Type *t, const MethodRef *ref)
{
    if (!ref->func || typ_underlying(ref->recv)->kind != T_POINTER || t == ref->recv)
        return false;
    for (uint32_t i = 0; ; i++) {
        if (typ_underlying(t)->kind == T_POINTER)
            return false;
        if (i == ref->npath)
            return true;
        t = typ_canon(typ_underlying(t)->u.strct.fields.p[ref->path[i]]->type);
    }
}

Val build_receiver(Builder *b, Node *x, const MethodRef *ref, Pos pos)
{
    Spot p = { .t = build_type_of(b, x) };
    if (needs_address(p.t, ref))
        p.addr = build_addr(b, x);
    else
        p.v = build_expr(b, x);
    return walk_receiver(b, p, ref, pos);
}

/* ---- making wrappers ---- */

typedef enum WrapKind { WRAP_CONTEXT, WRAP_ENTRY, WRAP_METHOD_VALUE, WRAP_METHOD_EXPR } WrapKind;

typedef struct Wrap {
    WrapKind kind;
    Func *target;               /* NULL: an interface method */
    MethodRef ref;
    Type *recv;                 /* what the first parameter stands for */
    const char *panic_pkg, *panic_type;     /* entries of value methods in method sets of pointers */
} Wrap;

static void build_wrap(Func *f);

static bool may_recover(const Func *f)
{
    if (f->flags & (FN_C | FN_IMPORT))
        return false;
    if (f->build == build_wrap)
        return !((const Wrap *)f->build_arg)->target || may_recover(((const Wrap *)f->build_arg)->target);
    if (f->info)
        return f->info->has_recover;
    if (!f->obj || !f->build)
        return false;
    typ_check_body(f->obj);
    return f->obj->u.func.info && f->obj->u.func.info->has_recover;
}

/* Hands the mark of a deferred call on to the function with that table index, or to target. */
void build_recover_pass(Builder *b, Func *target, Value *code, Pos pos)
{
    if (target && !may_recover(target))
        return;
    Value *self = emit0(b, V(FUNC_INDEX), IR_I32, pos);
    self->aux.func = b->f;
    if (target) {
        code = emit0(b, V(FUNC_INDEX), IR_I32, pos);
        code->aux.func = target;
    }
    build_runtime(b, "recoverpass", (Value *[]){ self, code }, 2, NULL, pos);
}

Value *build_itab_code(Builder *b, Value *itab, uint32_t number, Pos pos)
{
    enum { ITAB_FUN = 24 };
    return emit_load(b, MEM_I32, itab, ITAB_FUN + 8 * (int64_t)number, pos);
}

/* Calls the target with args, then the wrapper's parameters from number first on; returns its results. */
static void forward(Builder *b, const Wrap *w, ValueVec *args, uint32_t first)
{
    Func *f = b->f;
    Value *call;
    for (uint32_t i = first; i < f->params.n; i++)
        vec_push(b->arena, args, f->params.p[i]);
    if (w->target) {
        build_recover_pass(b, w->target, NULL, f->pos);
        call = ssa_value(b->cur, V(CALL), w->target->sig->nresults ? w->target->sig->results[0] : IR_VOID, f->pos, args->n, args->p);
        call->aux.func = w->target;
        call->sig = w->target->sig;
    } else {
        args->p[0] = build_nil_check(b, args->p[0], f->pos);
        build_recover_pass(b, NULL, build_itab_code(b, args->p[0], w->ref.number, f->pos), f->pos);
        Sig *sig = ssa_flatten_sig(w->ref.sig, false);
        call = ssa_value(b->cur, V(CALL_ITAB), sig->nresults ? sig->results[0] : IR_VOID, f->pos, args->n, args->p);
        call->imm = w->ref.number;
        call->aux.type = typ_canon(typ_underlying(w->ref.recv));
        call->sig = sig;
    }
    Value *results[16], **r = call->sig->nresults <= LEN(results) ? results : NEW_N(b->arena, Value *, call->sig->nresults);
    for (uint32_t i = 0; i < call->sig->nresults; i++) {
        r[i] = call;
        if (i) {
            r[i] = ssa_value1(b->cur, V(RESULT), call->sig->results[i], f->pos, call);
            r[i]->imm = i;
        }
    }
    ssa_block_kind(b->cur, BLOCK_RETURN, NULL, f->pos);
    for (uint32_t i = 0; i < call->sig->nresults; i++)
        ssa_ret_add(b->cur, r[i]);
    b->cur = NULL;
    build_finish(b);
}

/* The runtime's own words for a value method called through a nil pointer. */
static void check_panicwrap(Builder *b, const Wrap *w, Value *word)
{
    if (!w->panic_type)
        return;
    Block *bad = build_block(b), *good = build_block(b);
    build_if(b, emit1(b, V(IS_NIL), IR_I32, b->f->pos, word), bad, good, -1);
    build_seal(b, bad);
    build_seal(b, good);
    build_start(b, bad);
    const char *s[3] = { w->panic_pkg, w->panic_type, w->ref.method->name->s };
    Value *args[6];
    for (int i = 0; i < 3; i++) {
        args[2 * i] = emit_global(b, ssa_string_data(s[i], strlen(s[i])), 0, b->f->pos);
        args[2 * i + 1] = emit_i64(b, (int64_t)strlen(s[i]));
    }
    build_runtime(b, "panicwrap", args, 6, NULL, b->f->pos);
    build_start(b, good);
}

/* The operand that an entry's receiver word or an expression's first parameters stand for; *next: parameters used. */
static Spot first_operand(Builder *b, const Wrap *w, uint32_t *next)
{
    const TypeLayout *lay = ssa_layout(w->recv);
    Spot p = { .t = w->recv };
    Value **params = b->f->params.p;
    *next = 1;
    if (w->kind == WRAP_METHOD_VALUE) {
        p.addr = emit_offset(b, params[0], 8, b->f->pos);
        return p;
    }
    if (w->kind == WRAP_ENTRY && !lay->direct_iface) {
        p.addr = params[0];
        return p;
    }
    if (lay->in_memory) {
        p.addr = params[0];
        return p;
    }
    p.v = val_new(w->recv);
    for (uint32_t i = 0; i < lay->nparts; i++)
        p.v.part[i] = params[i];
    *next = lay->nparts;
    return p;
}

static void build_wrap(Func *f)
{
    const Wrap *w = f->build_arg;
    Builder b;
    ValueVec args = { 0 };
    build_begin(&b, f);
    b.pos = f->pos;
    if (w->kind == WRAP_CONTEXT) {
        forward(&b, w, &args, 1);
        return;
    }
    uint32_t next;
    Spot p = first_operand(&b, w, &next);
    if (w->kind == WRAP_ENTRY && p.t != w->ref.recv)
        check_panicwrap(&b, w, f->params.p[0]);
    val_push(&args, b.arena, walk_receiver(&b, p, &w->ref, f->pos));
    forward(&b, w, &args, next);
}

static Func *wrap_new(Wrap *w, const char *symbol, const char *go_name, Sig *sig, uint32_t flags)
{
    Func *f = ssa_func_new(symbol, sig);
    f->go_name = go_name;
    f->flags = FN_WRAPPER | flags;
    f->build = build_wrap;
    f->build_arg = w;
    if (w->target) {
        f->pkg = w->target->pkg;
        f->pos = w->target->pos;
    }
    return f;
}

Func *wrap_context(Func *target)
{
    Wrap *w = NEW(prog->arena, Wrap);
    w->kind = WRAP_CONTEXT;
    w->target = target;
    const Sig *s = target->sig;
    uint8_t *params = NEW_N(prog->arena, uint8_t, s->nparams + 1);
    params[0] = IR_PTR;
    if (s->nparams)
        memcpy(params + 1, s->params, s->nparams);
    const char *symbol = arena_printf(prog->arena, "%s.ctx", target->symbol);
    return wrap_new(w, symbol, target->go_name, ssa_sig(params, s->nparams + 1, s->results, s->nresults), FN_CONTEXT);
}

/* A wrapper around ref; the same one for the same kind and operand type. */
static Func *wrap_for(WrapKind kind, Type *recv, const MethodRef *ref, const char *suffix)
{
    static StrMap made;
    static Program *made_for;
    if (made_for != prog) {
        made_for = prog;
        strmap_init(&made, prog->arena);
    }
    uint64_t key[4] = { kind, recv->id, ref->func ? ref->func->id : UINT64_MAX, ref->func ? 0 : ref->method->id };
    Func *f = strmap_get(&made, (const char *)key, sizeof key);
    if (f)
        return f;
    Wrap *w = NEW(prog->arena, Wrap);
    *w = (Wrap){ .kind = kind, .target = ref->func, .ref = *ref, .recv = recv };
    if (ref->npath) {
        int *path = NEW_N(prog->arena, int, ref->npath);
        memcpy(path, ref->path, ref->npath * sizeof *path);
        w->ref.path = path;
    }
    Sig *sig = kind == WRAP_METHOD_EXPR ? layout_sig(recv, ref->sig, false) : ssa_flatten_sig(ref->sig, true);
    const char *type = typ_string(recv, QUAL_PATH);
    const char *symbol = arena_printf(prog->arena, typ_unalias(recv)->kind == T_POINTER ? "(%s).%s%s" : "%s.%s%s", type,
                                      ref->method->name->s, suffix);
    f = wrap_new(w, symbol, symbol, sig, kind == WRAP_METHOD_VALUE ? FN_CONTEXT : 0);
    strmap_set(&made, (const char *)key, sizeof key, f);
    return f;
}

Func *wrap_method_expr(Type *recv, const MethodRef *ref)
{
    if (ref->func && recv == ref->recv)
        return ref->func;
    return wrap_for(WRAP_METHOD_EXPR, recv, ref, "");
}

Func *wrap_iface_entry(Type *t, const Method *m)
{
    MethodRef ref = method_ref(t, m->func, m->index, m->nindex, NULL, 0);
    const TypeLayout *lay = ssa_layout(t);
    if (ref.func && ref.npath == 0 && ref.recv == t && lay->direct_iface)
        return ref.func;
    Func *f = wrap_for(WRAP_ENTRY, t, &ref, "·entry");
    Type *base = deref(t);
    if (ref.func && base != t && ref.recv == base && typ_unalias(base)->kind == T_NAMED) {
        Wrap *w = f->build_arg;
        Object *name = typ_unalias(base)->u.named.obj;
        w->panic_pkg = name->pkg ? name->pkg->name->s : "";
        w->panic_type = name->name->s;
    }
    f->go_name = ref.func ? ref.func->go_name : f->go_name;
    return f;
}

Func *wrap_method_func(Type *t, const Method *m)
{
    MethodRef ref = method_ref(t, m->func, m->index, m->nindex, NULL, 0);
    return ssa_closure_code(wrap_method_expr(t, &ref));
}

/* ---- what a function looks like in Go ---- */

static Type *in_instance(const Func *f, Type *t)
{
    return typ_canon(f->ntargs ? typ_subst(t, f->tparams, f->targs, f->ntargs) : t);
}

static Type *plain_go_sig(const Func *f, Type **recv)
{
    if (f->build == build_wrap) {
        const Wrap *w = f->build_arg;
        if (w->kind == WRAP_CONTEXT)
            return plain_go_sig(w->target, recv);
        *recv = w->kind == WRAP_METHOD_VALUE ? NULL : w->recv;
        return w->ref.sig;
    }
    Type *sig = f->info && f->info->sig ? f->info->sig : f->obj ? f->obj->type : NULL;
    if (!sig)
        return NULL;
    *recv = sig->u.sig.recv ? in_instance(f, sig->u.sig.recv->type) : NULL;
    return in_instance(f, without_receiver(sig));
}

Type *wrap_go_sig(const Func *f, Type **recv)
{
    *recv = NULL;
    return plain_go_sig(f, recv);
}

/* ---- method values and expressions ---- */

Val build_method_value(Builder *b, Node *sel)
{
    MethodRef ref = build_method_ref(b, sel->u.selector.selection);
    build_note_lock_address(sel->u.selector.x);
    Val recv = build_receiver(b, sel->u.selector.x, &ref, sel->pos);
    if (!ref.func)
        recv.part[0] = build_nil_check(b, recv.part[0], sel->pos);
    ref.npath = 0;
    Func *f = wrap_for(WRAP_METHOD_VALUE, ref.recv, &ref, "-fm");
    uint32_t nwords = (uint32_t)((recv.lay->size + 7) / 8) + 1;
    uint8_t *inner = NEW_N(b->arena, uint8_t, nwords / 8 + 1), *mask = NEW_N(b->arena, uint8_t, nwords / 8 + 1);
    ssa_ptr_mask(ref.recv, inner);
    for (uint32_t i = 1; i < nwords; i++) {
        if (inner[(i - 1) / 8] >> ((i - 1) % 8) & 1)
            mask[i / 8] |= (uint8_t)(1u << (i % 8));
    }
    Value *obj = emit0(b, V(NEW_LAYOUT), IR_PTR, sel->pos);
    obj->aux.global = ssa_layout_descriptor(nwords * UINT64_C(8), mask, nwords);
    Value *code = emit0(b, V(FUNC_INDEX), IR_I32, sel->pos);
    code->aux.func = f;
    emit_store(b, MEM_I32, obj, 0, code, sel->pos);
    build_store(b, obj, 8, recv, sel->pos);
    return val_part1(b, build_type_of(b, sel), obj);
}

Val build_method_expr(Builder *b, Node *sel)
{
    Selection *s = sel->u.selector.selection;
    MethodRef ref = build_method_ref(b, s);
    Func *f = wrap_method_expr(build_type(b, s->recv), &ref);
    return val_part1(b, build_type_of(b, sel), emit_global(b, ssa_closure_of(f), 0, sel->pos));
}
