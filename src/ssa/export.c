/*
 * export.c - //go:wasmexport: functions that the host calls.
 *
 * The host's call must run on a goroutine. So the export is a wrapper that puts its parameters into a closure object
 * {code, parameters, results}, lets rt_call_export run that on a new goroutine until it has returned, and takes the results
 * out. The closure's code calls the Go function.
 *
 * Types are those of a wasm host (cmd/compile's rules): pointers and uintptr are i32, a string is two of them.
 */
#include "build_int.h"
#include "prog_int.h"

enum { SLOT = 8 };

typedef VEC(uint8_t) IrTypes;

/* The scalar as the host passes it. */
static IrType host_type(const TypeLayout *lay, uint32_t part)
{
    Type *u = typ_underlying(lay->type);
    bool address = u->kind == T_BASIC && (u->u.basic.kind == B_UINTPTR || u->u.basic.info & BI_STRING);
    IrType t = lay->parts[part].type;
    return t == IR_PTR || address ? IR_I32 : t;
}

static Value *from_host(Builder *b, Value *v, IrType want)
{
    if (v->type == want)
        return v;
    return emit1(b, want == IR_PTR ? V(I32_TO_PTR) : V(EXTEND_U), want, NO_POS, v);
}

static Value *to_host(Builder *b, Value *v, IrType want)
{
    if (v->type == want)
        return v;
    return emit1(b, v->type == IR_PTR ? V(PTR_TO_I32) : V(WRAP), want, NO_POS, v);
}

static MemType slot_type(IrType t)
{
    static const uint8_t mem[] = { [IR_I32] = MEM_I32, [IR_I64] = MEM_I64, [IR_F32] = MEM_F32, [IR_F64] = MEM_F64, [IR_PTR] = MEM_PTR };
    return (MemType)mem[t];
}

static void return_values(Builder *b, Value **v, uint32_t n)
{
    ssa_block_kind(b->cur, BLOCK_RETURN, NULL, NO_POS);
    for (uint32_t i = 0; i < n; i++)
        ssa_ret_add(b->cur, v[i]);
    b->cur = NULL;
    build_finish(b);
}

/* On the goroutine: closure -> parameters, call, results -> closure. */
static void build_inner(Func *f)
{
    Func *target = f->build_arg;
    Sig *sig = target->sig;
    Builder b;
    build_begin(&b, f);
    Value *ctx = f->params.p[0], **args = NEW_N(b.arena, Value *, sig->nparams);
    int64_t at = SLOT;
    for (uint32_t i = 0; i < sig->nparams; i++, at += SLOT)
        args[i] = emit_load(&b, slot_type((IrType)sig->params[i]), ctx, at, NO_POS);
    Value *call = ssa_value(b.cur, V(CALL), sig->nresults ? sig->results[0] : IR_VOID, f->pos, sig->nparams, args);
    call->aux.func = target;
    call->sig = sig;
    if (sig->nresults)
        emit_store(&b, slot_type((IrType)sig->results[0]), ctx, at, call, NO_POS);
    return_values(&b, NULL, 0);
}

static Func *inner_func(Func *target)
{
    static const uint8_t params[] = { IR_PTR };
    Func *f = ssa_func_new(arena_printf(prog->arena, "%s.exported", target->symbol), ssa_sig(params, 1, NULL, 0));
    f->flags = FN_CONTEXT | FN_WRAPPER;
    f->pkg = target->pkg;
    f->pos = target->pos;
    f->build = build_inner;
    f->build_arg = target;
    return f;
}

static void build_export(Func *f)
{
    Func *target = f->build_arg;
    Sig *sig = target->sig;
    uint32_t nwords = 1 + sig->nparams + sig->nresults;
    Builder b;
    build_begin(&b, f);
    build_c_call(&b, "rt_export_enter", f->pos, 1, emit_i32(&b, prog->is_shared));
    uint8_t *mask = NEW_N(b.arena, uint8_t, nwords / 8 + 1);
    for (uint32_t i = 1; i < nwords; i++) {
        if ((i <= sig->nparams ? sig->params[i - 1] : sig->results[i - 1 - sig->nparams]) == IR_PTR)
            mask[i / 8] |= (uint8_t)(1u << (i % 8));
    }
    Value *obj = emit0(&b, V(NEW_LAYOUT), IR_PTR, f->pos);
    obj->aux.global = ssa_layout_descriptor(nwords * (uint64_t)SLOT, mask, nwords);
    Value *code = emit0(&b, V(FUNC_INDEX), IR_I32, f->pos);
    code->aux.func = inner_func(target);
    emit_store(&b, MEM_I32, obj, 0, code, f->pos);
    for (uint32_t i = 0; i < sig->nparams; i++)
        emit_store(&b, slot_type((IrType)sig->params[i]), obj, (int64_t)(i + 1) * SLOT, from_host(&b, f->params.p[i], (IrType)sig->params[i]), f->pos);
    build_c_call(&b, "rt_call_export", f->pos, 1, obj);
    Value *result = NULL;
    if (sig->nresults) {
        result = emit_load(&b, slot_type((IrType)sig->results[0]), obj, (int64_t)(sig->nparams + 1) * SLOT, f->pos);
        result = to_host(&b, result, (IrType)f->sig->results[0]);
    }
    return_values(&b, &result, sig->nresults);
}

static void host_types(IrTypes *out, const ObjectVec *vars)
{
    for (uint32_t i = 0; i < vars->n; i++) {
        const TypeLayout *lay = ssa_layout(vars->p[i]->type);
        for (uint32_t k = 0; k < lay->nparts; k++)
            vec_push(prog->arena, out, (uint8_t)host_type(lay, k));
    }
}

/* The module's own exports, and what another function has already, are taken. */
static bool name_is_free(const Object *o, const char *name)
{
    static const char *const wasip1[] = { "memory", "_start", "_initialize" }, *const js[] = { "mem", "run", "resume", "getsp" };
    const char *const *own = prog->is_js ? js : wasip1;
    diag_set_package(o->pkg->title);
    bool is_free = true;
    for (size_t i = 0; i < (prog->is_js ? LEN(js) : LEN(wasip1)) && is_free; i++) {
        if (strcmp(own[i], name) != 0) continue;
        diag_error(o->pos, ERR_BadDecl, "symbol %s redeclared\n\tevery module exports %s", name, name);
        is_free = false;
    }
    for (uint32_t i = 0; i < prog->funcs.n && is_free; i++) {
        const Func *f = prog->funcs.p[i];
        if (!f->export_name || strcmp(f->export_name, name) != 0) continue;
        Place other = pos_place_shown(f->pos);
        diag_error(o->pos, ERR_BadDecl, "symbol %s redeclared\n\t%s:%u:%u: other declaration of symbol %s", name, other.file, other.line,
                   other.col, name);
        is_free = false;
    }
    diag_set_package(NULL);
    return is_free;
}

static void export_func(Object *o, const char *name)
{
    typ_resolve(o);
    if (o->kind != OBJ_FUNC || o->type->u.sig.recv || o->type->u.sig.ntparams || !name_is_free(o, name))
        return;
    Func *target = ssa_func_for(o, NULL, 0);
    IrTypes params = { 0 }, results = { 0 };
    host_types(&params, &o->type->u.sig.params->u.tuple.vars);
    host_types(&results, &o->type->u.sig.results->u.tuple.vars);
    if (params.n != target->sig->nparams || results.n != target->sig->nresults || results.n > 1)
        return;                     /* not allowed: reported by the checker */
    Func *f = ssa_func_new(arena_printf(prog->arena, "%s.export", target->symbol), ssa_sig(params.p, params.n, results.p, results.n));
    f->flags = FN_EXPORTED | FN_WRAPPER | FN_NOINLINE;
    f->export_name = name;
    f->pkg = o->pkg;
    f->pos = o->pos;
    f->build = build_export;
    f->build_arg = target;
    reach_func(f);
}

static const char *export_name(const DirectiveVec *d)
{
    static const char verb[] = "go:wasmexport";
    for (uint32_t i = 0; i < d->n; i++) {
        const char *s = d->p[i].text;
        if (strncmp(s, verb, sizeof verb - 1) != 0)
            continue;
        s += sizeof verb - 1;
        s += strspn(s, " \t");
        return arena_strndup(prog->arena, s, strcspn(s, " \t"));
    }
    return NULL;
}

void export_collect(Package *p)
{
    for (uint32_t f = 0; f < p->files.n; f++) {
        if (!export_name(&p->files.p[f]->directives))
            continue;
        NodeVec *decls = &p->files.p[f]->decls;
        for (uint32_t i = 0; i < decls->n; i++) {
            Node *d = decls->p[i];
            const char *name = d->kind == N_FUNC_DECL ? export_name(&d->u.func_decl.pragma) : NULL;
            if (name && *name && d->u.func_decl.body && d->u.func_decl.name->u.ident.obj)
                export_func(d->u.func_decl.name->u.ident.obj, name);
        }
    }
}
