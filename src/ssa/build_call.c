/*
 * build_call.c - calls: which function, its arguments in gc's order, results.
 *
 * A call is prepared (CallSite) and then emitted; go and defer statements bind a prepared call instead. Arguments are
 * flattened. One that is handled in memory is passed by address; the callee relies on it not changing, so it is copied
 * unless nobody else can reach it.
 */
#include "build_int.h"

/* ---- results ---- */

static uint32_t take_results(Builder *b, Value *call, Type *sig, Val *out, uint32_t max)
{
    ObjectVec *results = &typ_underlying(sig)->u.sig.results->u.tuple.vars;
    uint32_t next = 0;
    for (uint32_t i = 0; i < results->n && i < max; i++) {
        Val v = val_undef(b, typ_canon(results->p[i]->type));
        uint32_t n = v.lay->in_memory ? 1 : v.lay->nparts;
        Value **parts = v.lay->in_memory ? &v.addr : v.part;
        for (uint32_t k = 0; b->cur && k < n; k++, next++) {
            parts[k] = next ? emit1(b, V(RESULT), (IrType)call->sig->results[next], call->pos, call) : call;
            if (next)
                parts[k]->imm = next;
        }
        out[i] = v;
    }
    return results->n;
}

static Value *emit_call(Builder *b, ValueOp op, Sig *sig, uint32_t nargs, Value **args, Pos pos)
{
    if (!b->cur)
        return NULL;
    Value *v = ssa_value(b->cur, op, sig->nresults ? (IrType)sig->results[0] : IR_VOID, pos, nargs, args);
    v->sig = sig;
    return v;
}

static Value *emit_static(Builder *b, Func *f, uint32_t nargs, Value **args, Pos pos)
{
    Value *v = emit_call(b, V(CALL), f->sig, nargs, args, pos);
    if (v)
        v->aux.func = f;
    return v;
}

Value *build_call_scalar(Builder *b, Func *f, Value **args, uint32_t nargs, Pos pos)
{
    if (!b->cur)
        return f->sig->nresults ? build_undef(b, (IrType)f->sig->results[0]) : NULL;
    return emit_static(b, f, nargs, args, pos);
}

uint32_t build_call_func(Builder *b, Func *f, Type *sig, Value **args, uint32_t nargs, Val *out, Pos pos)
{
    Value *call = emit_static(b, f, nargs, args, pos);
    uint32_t n = take_results(b, call, sig, out, out ? UINT32_MAX : 0);
    if (f->flags & FN_NORETURN)
        emit_dead(b, pos);
    return n;
}

uint32_t build_call_closure(Builder *b, Value *closure, Type *sig, Value **args, uint32_t nargs, Val *out, Pos pos)
{
    ValueVec all = { 0 };
    vec_push(b->arena, &all, build_nil_check(b, closure, pos));
    for (uint32_t i = 0; i < nargs; i++)
        vec_push(b->arena, &all, args[i]);
    Value *call = emit_call(b, V(CALL_CLOSURE), ssa_flatten_sig(sig, false), all.n, all.p, pos);
    return take_results(b, call, sig, out, out ? UINT32_MAX : 0);
}

static uint32_t call_iface(Builder *b, CallSite *site, Val *out, uint32_t max)
{
    ValueVec all = { 0 };
    vec_push(b->arena, &all, build_nil_check(b, site->itab, site->pos));
    vec_push(b->arena, &all, site->word);
    for (uint32_t i = 0; i < site->args.n; i++)
        vec_push(b->arena, &all, site->args.p[i]);
    Value *call = emit_call(b, V(CALL_ITAB), ssa_flatten_sig(site->sig, false), all.n, all.p, site->pos);
    if (call) {
        call->imm = site->method.number;
        call->aux.type = typ_canon(typ_underlying(site->method.recv));
    }
    return take_results(b, call, site->sig, out, max);
}

static uint32_t call_emit(Builder *b, CallSite *site, Val *out, uint32_t max)
{
    uint32_t n = typ_underlying(site->sig)->u.sig.results->u.tuple.vars.n;
    ICE_IF(n > max, site->pos, "%u results where %u are wanted", n, max);
    switch (site->kind) {
    case CALL_STATIC:
        if (build_intrinsic(b, site->f, site->args.p, site->args.n, out, site->sig, site->pos))
            return n;
        n = build_call_func(b, site->f, site->sig, site->args.p, site->args.n, out, site->pos);
        if (site->lock && b->cur && b->cur->last && b->cur->last->op == V(CALL))
            b->cur->last->imm = site->lock;     /* locks have no results */
        return n;
    case CALL_FUNC_VALUE:
        return build_call_closure(b, site->closure, site->sig, site->args.p, site->args.n, out, site->pos);
    default:
        return call_iface(b, site, out, max);
    }
}

uint32_t build_call_emit(Builder *b, CallSite *site, Val *out, uint32_t max)
{
    uint32_t n = call_emit(b, site, out, max);
    for (uint32_t i = 0; b->cur && i < site->kept.n; i++)
        emit1(b, V(KEEP_ALIVE), IR_VOID, site->pos, site->kept.p[i]);
    return n;
}

/* ---- calls of the runtime ---- */

static bool never_returns(const Func *f, const char *name)
{
    return f->flags & FN_NORETURN || !strcmp(name, "selectblock");
}

uint32_t build_runtime(Builder *b, const char *name, Value **args, uint32_t nargs, Value **results, Pos pos)
{
    Func *f = b->cur ? ssa_runtime_func(name) : NULL;
    if (!f)
        return 0;
    ICE_IF(nargs != f->sig->nparams, pos, "runtime.%s takes %u scalars, not %u", name, f->sig->nparams, nargs);
    Value *call = emit_static(b, f, nargs, args, pos);
    for (uint32_t i = 0; results && i < f->sig->nresults; i++) {
        results[i] = i ? emit1(b, V(RESULT), (IrType)f->sig->results[i], pos, call) : call;
        if (i)
            results[i]->imm = i;
    }
    if (never_returns(f, name))
        emit_dead(b, pos);
    return f->sig->nresults;
}

enum { MAX_RUNTIME_ARGS = 12 };

Value *build_runtime1(Builder *b, const char *name, Pos pos, uint32_t nargs, ...)
{
    Value *args[MAX_RUNTIME_ARGS], *results[MAX_RUNTIME_ARGS] = { NULL };
    va_list ap;
    va_start(ap, nargs);
    for (uint32_t i = 0; i < nargs; i++)
        args[i] = va_arg(ap, Value *);
    va_end(ap);
    if (!b->cur) {
        const Sig *sig = ssa_runtime_func(name)->sig;
        return sig->nresults ? build_undef(b, (IrType)sig->results[0]) : NULL;
    }
    build_runtime(b, name, args, nargs, results, pos);
    return results[0];
}

Value *build_c_call(Builder *b, const char *name, Pos pos, uint32_t nargs, ...)
{
    Value *args[MAX_RUNTIME_ARGS];
    va_list ap;
    va_start(ap, nargs);
    for (uint32_t i = 0; i < nargs; i++)
        args[i] = va_arg(ap, Value *);
    va_end(ap);
    return build_call_scalar(b, ssa_c_func(name), args, nargs, pos);
}

/* ---- arguments ---- */

/* Memory that only this call can reach: the result of a call, a literal, a variable that nobody else knows. */
static bool is_private(Node *n)
{
    n = syn_unparen(n);
    switch (n->kind) {
    case N_CALL:
        return n->u.call.is_conversion ? is_private(n->u.call.args.p[0]) : true;
    case N_COMPOSITE_LIT:
        return true;
    case N_SELECTOR:
        return n->u.selector.selection && !n->u.selector.selection->indirect && is_private(n->u.selector.x) &&
               typ_underlying(n->u.selector.x->type)->kind == T_STRUCT;
    case N_NAME: {
        Object *o = n->u.ident.obj;
        return o->kind == OBJ_VAR && o->var_kind != VAR_PACKAGE && !o->addr_taken && !o->captured;
    }
    default:
        return false;
    }
}

static void push_arg(Builder *b, CallSite *site, Val v, bool is_mine)
{
    val_push(&site->args, b->arena, is_mine ? v : val_materialize(b, v));
}

/* format: the argument in front of the variadic ones, or NULL. */
static Val pack_variadic(Builder *b, const CallSite *site, const Node *format, Val *vals, uint32_t n, Type *slice)
{
    if (!n)
        return build_zero(b, slice);
    Type *elem = elem_type(slice);
    Value *array = emit_new(b, typ_canon(typ_new_array(elem, n)), site->pos);
    for (uint32_t i = 0; i < n; i++)
        build_store_cell(b, array, i * ssa_layout(elem)->size, vals[i], format ? build_format_cell(site->f, format, i, n) : NULL, site->pos);
    Val s = val_new(slice);
    s.part[0] = array;
    s.part[1] = s.part[2] = emit_i64(b, n);
    return s;
}

/* The type that argument i is converted to; arguments of a variadic parameter are packed later. */
static Type *arg_type(Type *sig, uint32_t i, bool dots)
{
    ObjectVec *params = &sig->u.sig.params->u.tuple.vars;
    if (sig->u.sig.variadic && !dots && i + 1 >= params->n)
        return elem_type(typ_canon(vec_last(params)->type));
    return typ_canon(params->p[i]->type);
}

static bool is_multi(Node *n)
{
    return n->type && n->type->kind == T_TUPLE;
}

/* The arguments of call, converted; f(g()) spreads the results of g. Returns how many. */
static uint32_t eval_args(Builder *b, Node *call, Type *sig, Val **out)
{
    NodeVec *args = &call->u.call.args;
    if (args->n == 1 && is_multi(args->p[0])) {
        uint32_t n = args->p[0]->type->u.tuple.vars.n;
        Val *vals = *out = NEW_N(b->arena, Val, n);
        build_multi(b, args->p[0], vals, n);
        for (uint32_t i = 0; i < n; i++)
            vals[i] = build_convert(b, vals[i], arg_type(sig, i, false), call->pos);
        return n;
    }
    Type **types = NEW_N(b->arena, Type *, args->n);
    for (uint32_t i = 0; i < args->n; i++)
        types[i] = arg_type(sig, i, call->u.call.has_dots);
    *out = NEW_N(b->arena, Val, args->n);
    build_expr_list(b, args->p, types, args->n, *out);
    return args->n;
}

static void push_args(Builder *b, Node *call, CallSite *site, Val *vals, uint32_t n)
{
    Type *sig = typ_underlying(site->sig);
    uint32_t nparams = sig->u.sig.params->u.tuple.vars.n;
    NodeVec *nodes = &call->u.call.args;
    bool pack = sig->u.sig.variadic && !call->u.call.has_dots, spread = nodes->n == 1 && is_multi(nodes->p[0]);
    uint32_t plain = pack ? nparams - 1 : n;
    for (uint32_t i = 0; i < plain; i++)
        push_arg(b, site, vals[i], spread || is_private(nodes->p[i]));
    const Node *before = plain && !spread ? nodes->p[plain - 1] : NULL;
    if (pack)
        push_arg(b, site, pack_variadic(b, site, before, vals + plain, n - plain, typ_canon(vec_last(&sig->u.sig.params->u.tuple.vars)->type)), true);
}

/* Arguments that are pointers as integers (//go:uintptrescapes, //go:uintptrkeepalive): the pointers. */
static void keep_uintptrs(Builder *b, CallSite *site, const Val *vals, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const Value *x = vals[i].lay->nparts == 1 ? vals[i].part[0] : NULL;
        if (x && x->op == V(EXTEND_U) && x->args[0]->op == V(PTR_TO_I32)) vec_push(b->arena, &site->kept, x->args[0]->args[0]);
    }
}

/* ---- what is called ---- */

/* What the call needs beside its arguments: a receiver, a func value. */
typedef struct Callee { Node *fun, *method; bool is_expr; Val recv; } Callee;

static void resolve_callee(Builder *b, Node *call, Callee *c, CallSite *site)
{
    c->fun = syn_unparen(call->u.call.fun);
    c->method = build_method_selector(c->fun);
    site->pos = call->pos;
    if (build_func_name(c->fun)) {
        site->kind = CALL_STATIC;
        site->f = build_func_ref(b, c->fun);
        site->sig = build_type_of(b, c->fun);
        return;
    }
    if (!c->method) {
        site->kind = CALL_FUNC_VALUE;
        site->sig = typ_canon(typ_underlying(build_type_of(b, c->fun)));
        return;
    }
    Selection *sel = c->method->u.selector.selection;
    site->method = build_method_ref(b, sel);
    c->is_expr = sel->kind == SEL_METHOD_EXPR;
    if (c->is_expr) {
        site->kind = CALL_STATIC;
        site->f = wrap_method_expr(build_type(b, sel->recv), &site->method);
        site->sig = build_type_of(b, c->fun);
        return;
    }
    site->kind = site->method.func ? CALL_STATIC : CALL_IFACE;
    site->f = site->method.func;
    site->sig = site->method.sig;
}

static Node *callee_operand(const Callee *c, const CallSite *site)
{
    if (c->method)
        return c->is_expr ? NULL : c->method->u.selector.x;
    return site->kind == CALL_FUNC_VALUE ? c->fun : NULL;
}

static void eval_callee(Builder *b, Callee *c, CallSite *site)
{
    if (site->kind == CALL_FUNC_VALUE) {
        site->closure = build_expr(b, c->fun).part[0];
    } else if (c->method && !c->is_expr) {
        c->recv = build_receiver(b, c->method->u.selector.x, &site->method, site->pos);
        if (site->kind == CALL_IFACE) {
            site->itab = c->recv.part[0];
            site->word = c->recv.part[1];
        }
    }
}

static bool args_have_call(Node *call)
{
    for (uint32_t i = 0; i < call->u.call.args.n; i++) {
        if (build_has_call(call->u.call.args.p[i]))
            return true;
    }
    return false;
}

void build_call_prepare(Builder *b, Node *call, CallSite *site)
{
    Callee c = { 0 };
    *site = (CallSite){ 0 };
    resolve_callee(b, call, &c, site);
    if (site->kind == CALL_STATIC)
        site->f = build_once_twin(b, site->f, call->u.call.fun);
    Node *operand = callee_operand(&c, site);
    bool late = operand && args_have_call(call) && !build_has_call(operand);
    if (!late) {
        eval_callee(b, &c, site);
        if (c.recv.type && args_have_call(call))
            c.recv = val_materialize(b, c.recv);
    }
    Val *vals;
    uint32_t n = eval_args(b, call, typ_underlying(site->sig), &vals);
    if (late)
        eval_callee(b, &c, site);
    if (site->kind == CALL_STATIC && c.recv.type)
        push_arg(b, site, c.recv, is_private(operand) && !c.method->u.selector.selection->indirect);
    push_args(b, call, site, vals, n);
    if (site->kind == CALL_STATIC && site->f->flags & FN_UINTPTR_KEEP)
        keep_uintptrs(b, site, vals, n);
    if (site->kind == CALL_STATIC)
        site->lock = build_lock_class(b, site->f, call->u.call.fun);
}

uint32_t build_call(Builder *b, Node *call, Val *out, uint32_t max)
{
    if (call->u.call.builtin)
        return build_builtin(b, call, out, max);
    CallSite site;
    build_call_prepare(b, call, &site);
    return build_call_emit(b, &site, out, max);
}
