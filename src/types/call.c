/*
 * call.c - calls and conversions in call syntax, passing arguments, instantiation of generic functions with
 * inference (spec, "Calls", "Instantiations", "Type inference").
 *
 * The function and its arguments may all be generic: the type parameters of the callee and those of generic
 * function arguments (f(g)) are renamed apart and inferred together. Whether type arguments satisfy their
 * constraints is checked later, since the types may still be incomplete.
 */
#include "types_int.h"

#define INVALID_OP "invalid operation: "

static void invalidate(Operand *x)
{
    x->mode = MODE_NONE;
}

/* ---- instantiation ------------------------------------------------------------------ */

typedef struct Verification {
    Pos pos;
    Type **tparams, **targs;
    uint32_t n;
    Node **xlist;
    uint32_t nxlist;
} Verification;

static void verify_instance(Checker *c, void *arg)
{
    Verification *v = arg;
    const char *cause = "";
    int i = check_verify_instance(c, v->pos, v->tparams, v->targs, v->n, &cause);
    if (i < 0) {
        check_mono_instance(c, v->pos, v->tparams, v->targs, v->n, v->xlist, v->nxlist);
        return;
    }
    Pos at = (uint32_t)i < v->nxlist ? syn_start_pos(v->xlist[i]) : v->pos;
    check_error(c, at, ERR_InvalidTypeArg, "%s", cause);
}

/* sig with type arguments for all its type parameters; e denotes the function. */
static Type *instantiate_signature(Checker *c, Pos pos, Node *e, Type *sig, Type **targs, uint32_t n, Node **xlist, uint32_t nxlist)
{
    Type *inst = check_instance(c, pos, sig, targs, n, NULL);
    check_record_instance(c, e, targs, n);
    Verification *v = NEW(typ_arena(), Verification);
    *v = (Verification){ .pos = pos, .tparams = sig->u.sig.tparams, .targs = targs, .n = n, .xlist = xlist, .nxlist = nxlist };
    check_later(c, verify_instance, v);
    return inst;
}

static Node **list_nodes(Node **n)
{
    return (*n)->kind == N_LIST ? (*n)->u.list.elems.p : n;
}

/* Infers the type arguments of x that targs lacks, from the type of target (if any) treated as the parameter of
 * an imaginary function that x is passed to. */
static Type **infer_from_target(Checker *c, const Assignee *target, Pos pos, Operand *x, Type **targs, uint32_t ntargs)
{
    Type *sig = x->type;
    Operand arg = { 0 }, *args[1] = { &arg };
    uint32_t nargs = 0;
    Type *params = typ_new_tuple(NULL, 0);
    if (target) {
        Type *plain = typ_new_signature(NULL, sig->u.sig.params, sig->u.sig.results, sig->u.sig.variadic);
        Object *param = typ_new_var(VAR_PARAM, x->expr->pos, c->pkg, name_of(""), plain);
        params = typ_new_tuple(&param, 1);
        const char *desc = target->desc ? target->desc : expr_str(target->expr);
        arg = (Operand){ .mode = MODE_VALUE, .expr = operand_label(x->expr->pos, desc),
                         .type = check_common_under(c, target->type, NULL, NULL) };
        nargs = 1;
    }
    Type **tparams = check_rename_tparams(c, pos, sig->u.sig.tparams, sig->u.sig.ntparams, &params);
    CheckErr err;
    err_init(&err, c, ERR_CannotInferTypeArgs);
    Type **result = check_infer(c, pos, tparams, sig->u.sig.ntparams, targs, ntargs, params, args, nargs, target != NULL, &err);
    if (!result)
        err_report(&err);
    return result;
}

/* Instantiates generic function x. inst (may be NULL) is the index expression with type arguments, target (may be
 * NULL) the variable it is assigned to. Without infer, and with too few type arguments, x stays generic and the
 * arguments given are returned in *partial. */
void check_func_inst(Checker *c, const Assignee *target, Pos pos, Operand *x, Node *inst, bool infer, ArgTypes *partial)
{
    if (partial)
        *partial = (ArgTypes){ 0 };
    if (inst)
        x->expr = inst;
    Pos err_pos = inst ? inst->pos : pos;
    bool version_ok = check_version(c, err_pos, 18, "function instantiation");
    Node **xlist = NULL;
    Type **targs = NULL;
    uint32_t got = 0, want = x->type->u.sig.ntparams;
    if (inst) {
        got = list_len(inst->u.index.index);
        xlist = list_nodes(&inst->u.index.index);
        targs = check_type_list(c, xlist, got);
        if (!targs) {
            invalidate(x);
            return;
        }
    }
    if (got > want) {
        check_error_node(c, xlist[got - 1], ERR_WrongTypeArgCount, "got %u type arguments but want %u", got, want);
        invalidate(x);
        return;
    }
    if (got < want) {
        if (!infer) {
            *partial = (ArgTypes){ targs, got };
            return;
        }
        if (target && version_ok)
            check_version(c, err_pos, 21, inst ? "partially instantiated function in assignment"
                                               : "implicitly instantiated function in assignment");
        targs = infer_from_target(c, target, pos, x, targs, got);
        if (!targs) {
            invalidate(x);
            return;
        }
    }
    x->type = instantiate_signature(c, x->expr->pos, x->expr, x->type, targs, want, xlist, got);
    x->mode = MODE_VALUE;
}

/* ---- arguments --------------------------------------------------------------------------- */

static bool is_generic_sig(Type *t)
{
    return t && t->kind == T_SIGNATURE && t->u.sig.ntparams;
}

/* An argument of a call: possibly a generic function, with some type arguments given. */
static void check_generic_arg(Checker *c, Operand *x, Node *e, bool infer, ArgTypes *partial)
{
    check_func_inst(c, NULL, x->expr->pos, x, e, infer, partial);
    if (!partial->targs)
        check_record(c, x->expr, x->mode, x->type, x->val);
}

/* As check_expr_list, but the values may be generic functions, partially instantiated ones with atargs[i]. */
static ArgTypes *check_generic_expr_list(Checker *c, Operands *l, NodeVec *list)
{
    uint32_t n = list->n;
    bool infer = n == 0 || !check_allow_version(c, 21);
    ArgTypes *atargs = NULL, partial;
    if (n == 1) {
        Node *e = list->p[0];
        Operand x = { 0 };
        if (e->kind == N_INDEX && check_index_expr(c, &x, e)) {
            check_generic_arg(c, &x, e, infer, &partial);
            if (partial.targs) {
                atargs = NEW(typ_arena(), ArgTypes);
                *atargs = partial;
            }
        } else if (e->kind == N_INDEX) {
            /* an ordinary index expression, just checked: finish it as check_raw_expr would */
            x.expr = e;
            check_record(c, e, x.mode, x.type, x.val);
            check_exclude(c, &x, true, true, true);
        } else {
            check_raw_expr(c, NULL, &x, e, NULL, true);
            check_exclude(c, &x, true, true, true);
        }
        if (x.mode != MODE_NONE && x.type->kind == T_TUPLE) {
            ObjectVec *vars = &x.type->u.tuple.vars;
            Operand *p = operands_init(l, vars->n);
            for (uint32_t i = 0; i < vars->n; i++)
                p[i] = (Operand){ .mode = MODE_VALUE, .expr = e, .type = vars->p[i]->type };
            return NULL;
        }
        operands_init(l, 1)[0] = x;
        return atargs;
    }
    Operand *p = operands_init(l, n);
    for (uint32_t i = 0; i < n; i++) {
        Node *e = list->p[i];
        if (e->kind != N_INDEX) {
            check_generic_expr(c, &p[i], e, NULL);
        } else if (check_index_expr(c, &p[i], e)) {
            check_generic_arg(c, &p[i], e, infer, &partial);
            if (partial.targs) {
                if (!atargs)
                    atargs = NEW_N(typ_arena(), ArgTypes, n);
                atargs[i] = partial;
            }
        } else {
            p[i].expr = e;
            check_record(c, e, p[i].mode, p[i].type, p[i].val);
            check_exclude(c, &p[i], true, true, true);
            check_single_value(c, &p[i]);
        }
    }
    return atargs;
}

/* "(int, number, ...string)": the types of a signature's parameters or of a call's arguments, for messages. */
static void put_type_summary(Checker *c, Buf *b, Type *t, bool last, bool variadic, bool dots)
{
    if (!t || !typ_is_valid(t)) {
        buf_puts(b, "unknown type");
    } else if (typ_is_untyped(t)) {
        buf_puts(b, t->u.basic.info & BI_NUMERIC ? "number" : t->u.basic.name + strlen("untyped "));
    } else if (last && variadic) {
        buf_printf(b, "...%s", typ_str(c, t->kind == T_SLICE ? t->u.slice.elem : t));
    } else {
        buf_puts(b, typ_str(c, t));
    }
    if (last && dots)
        buf_puts(b, "...");
}

const char *check_operand_types_summary(Checker *c, const Operand *p, uint32_t n, bool dots)
{
    Buf b;
    buf_init(&b, typ_arena());
    buf_putc(&b, '(');
    for (uint32_t i = 0; i < n; i++) {
        buf_puts(&b, i ? ", " : "");
        put_type_summary(c, &b, p[i].type, i + 1 == n, false, dots);
    }
    buf_putc(&b, ')');
    return buf_str(&b);
}

const char *check_var_types_summary(Checker *c, Object *const *vars, uint32_t n, bool variadic)
{
    Buf b;
    buf_init(&b, typ_arena());
    buf_putc(&b, '(');
    for (uint32_t i = 0; i < n; i++) {
        buf_puts(&b, i ? ", " : "");
        put_type_summary(c, &b, vars[i]->type, i + 1 == n, variadic, false);
    }
    buf_putc(&b, ')');
    return buf_str(&b);
}

static void report_arg_count(Checker *c, Node *call, Type *sig, Operands *args, uint32_t npars)
{
    const Node *at = call;
    uint32_t nargs = args->n;
    bool too_many = nargs > npars;
    if (too_many)
        at = args->p[npars].expr;
    else if (nargs > 0)
        at = args->p[nargs - 1].expr;
    ObjectVec *params = &sig->u.sig.params->u.tuple.vars;
    CheckErr err;
    err_init(&err, c, ERR_WrongArgCount);
    err_add(&err, syn_start_pos(at), "%s arguments in call to %s", too_many ? "too many" : "not enough", expr_str(call->u.call.fun));
    err_add(&err, NO_POS, "have %s", check_operand_types_summary(c, args->p, nargs, call->u.call.has_dots));
    err_add(&err, NO_POS, "want %s", check_var_types_summary(c, params->p, params->n, sig->u.sig.variadic));
    err_report(&err);
}

/* Compares the number of arguments with that of parameters. *spread: arguments of a variadic function are passed
 * one by one, so that those from the last parameter on have its element type. */
static bool check_arg_count(Checker *c, Node *call, Type *sig, Operands *args, bool *spread)
{
    uint32_t nargs = args->n, npars = sig->u.sig.params->u.tuple.vars.n;
    bool dots = call->u.call.has_dots;
    *spread = false;
    if (!sig->u.sig.variadic && dots) {
        check_error_node(c, call, ERR_NonVariadicDotDotDot, "cannot use ... in call to non-variadic %s", expr_str(call->u.call.fun));
        return false;
    }
    if (sig->u.sig.variadic && dots && call->u.call.args.n == 1 && nargs > 1) {
        check_error_node(c, call, ERR_InvalidDotDotDot, "cannot use ... with %u-valued %s", nargs, expr_str(call->u.call.args.p[0]));
        return false;
    }
    if (sig->u.sig.variadic && !dots) {
        *spread = nargs + 1 >= npars;
        npars = *spread ? nargs : npars - 1;
    }
    if (nargs == npars)
        return true;
    report_arg_count(c, call, sig, args, npars);
    return false;
}

static Type *param_type(Type *sig, uint32_t i, bool spread)
{
    ObjectVec *params = &sig->u.sig.params->u.tuple.vars;
    if (!spread || i + 1 < params->n)
        return params->p[i]->type;
    return vec_last(params)->type->u.slice.elem;
}

/* The parameters as a tuple with one for each argument. */
static Type *spread_params(Type *sig, uint32_t nargs)
{
    ObjectVec *params = &sig->u.sig.params->u.tuple.vars;
    Object **vars = NEW_N(typ_arena(), Object *, nargs ? nargs : 1);
    Object *last = vec_last(params);
    for (uint32_t i = 0; i < nargs; i++)
        vars[i] = i + 1 < params->n ? params->p[i] : typ_new_var(VAR_PARAM, last->pos, last->pkg, last->name, last->type->u.slice.elem);
    return typ_new_tuple(vars, nargs);
}

/* All type parameters of a call that are to be inferred: the callee's, then those of generic arguments. */
typedef struct Inference {
    TypeVec tparams, targs;
} Inference;

static void add_tparams(Inference *inf, Type **tparams, uint32_t n, Type **targs, uint32_t ntargs)
{
    for (uint32_t i = 0; i < n; i++) {
        vec_push(typ_arena(), &inf->tparams, tparams[i]);
        vec_push(typ_arena(), &inf->targs, i < ntargs ? targs[i] : NULL);
    }
}

/* Gives each generic argument its own type parameters, so that f(g, g) keeps the two apart. */
static void collect_generic_args(Checker *c, Node *call, Inference *inf, Operands *args, const ArgTypes *atargs)
{
    bool first = true;
    for (uint32_t i = 0; i < args->n; i++) {
        Operand *arg = &args->p[i];
        if (arg->mode == MODE_NONE || !is_generic_sig(arg->type))
            continue;
        Type *renamed = arg->type;
        uint32_t n = arg->type->u.sig.ntparams;
        Type **tparams = check_rename_tparams(c, call->pos, arg->type->u.sig.tparams, n, &renamed);
        Type *own = typ_new_signature(renamed->u.sig.recv, renamed->u.sig.params, renamed->u.sig.results, renamed->u.sig.variadic);
        own->u.sig.tparams = tparams;
        own->u.sig.ntparams = n;
        arg->type = own;
        add_tparams(inf, tparams, n, atargs ? atargs[i].targs : NULL, atargs ? atargs[i].n : 0);
        if (first)
            check_version(c, syn_start_pos(arg->expr), 21, "implicitly instantiated function as argument");
        first = false;
    }
}

/* Infers and instantiates the callee and generic arguments. The instantiated callee, or NULL after an error. */
static Type *infer_call(Checker *c, Node *call, Type *sig, Type **targs, uint32_t ntargs, Node **xlist, uint32_t nxlist,
                        Operands *args, const ArgTypes *atargs, bool spread)
{
    Inference inf = { 0 };
    Type *params = spread ? spread_params(sig, args->n) : sig->u.sig.params;
    uint32_t n = sig->u.sig.ntparams;
    Node *fun = call->u.call.fun;
    if (n) {
        check_version(c, syn_start_pos(fun->kind == N_INDEX ? fun : call), 18,
                      fun->kind == N_INDEX ? "function instantiation" : "implicit function instantiation");
        Type **tparams = check_rename_tparams(c, call->pos, sig->u.sig.tparams, n, &params);
        add_tparams(&inf, tparams, n, targs, ntargs);
    }
    collect_generic_args(c, call, &inf, args, atargs);

    Operand **list = NEW_N(typ_arena(), Operand *, args->n ? args->n : 1);
    for (uint32_t i = 0; i < args->n; i++)
        list[i] = &args->p[i];
    CheckErr err;
    err_init(&err, c, ERR_CannotInferTypeArgs);
    Type **all = check_infer(c, call->pos, inf.tparams.p, inf.tparams.n, inf.targs.p, inf.targs.n, params, list, args->n, false, &err);
    if (!all) {
        if (err.parts.n)
            check_error(c, err.parts.p[0].pos, ERR_CannotInferTypeArgs, "in call to %s, %s", expr_str(fun), err_msg(&err));
        return NULL;
    }
    if (n)
        sig = instantiate_signature(c, call->pos, fun, sig, all, n, xlist, nxlist);
    uint32_t next = n;
    for (uint32_t i = 0; i < args->n; i++) {
        Operand *arg = &args->p[i];
        if (arg->mode == MODE_NONE || !is_generic_sig(arg->type))
            continue;
        uint32_t k = arg->type->u.sig.ntparams;
        arg->type = instantiate_signature(c, call->pos, arg->expr, arg->type, all + next, k, NULL, 0);
        check_record(c, arg->expr, arg->mode, arg->type, arg->val);
        next += k;
    }
    return sig;
}

Type *check_arguments(Checker *c, Node *call, Type *sig, Type **targs, uint32_t ntargs, Node **xlist, uint32_t nxlist,
                      Operands *args, const ArgTypes *atargs)
{
    bool spread;
    if (!check_arg_count(c, call, sig, args, &spread))
        return sig;
    bool generic = sig->u.sig.ntparams > 0;
    for (uint32_t i = 0; i < args->n && !generic; i++)
        generic = args->p[i].mode != MODE_NONE && is_generic_sig(args->p[i].type);
    Type *result = sig;
    if (generic) {
        result = infer_call(c, call, sig, targs, ntargs, xlist, nxlist, args, atargs, spread);
        if (!result)
            return sig;
    }
    for (uint32_t i = 0; i < args->n; i++)
        check_argument(c, &args->p[i], param_type(result, i, spread), call->u.call.fun);
    return result;
}

/* ---- calls ------------------------------------------------------------------------------------ */

static ExprKind check_conversion_call(Checker *c, Operand *x, Node *call)
{
    NodeVec *args = &call->u.call.args;
    call->u.call.is_conversion = true;
    check_non_generic(c, NULL, x);
    if (x->mode == MODE_NONE) {
        x->expr = call;
        return EXPR_CONVERSION;
    }
    Type *t = x->type;
    invalidate(x);
    x->expr = call;
    if (!check_is_complete(c, t))
        return EXPR_CONVERSION;
    if (args->n == 0) {
        check_error_node(c, call, ERR_WrongArgCount, "missing argument in conversion to %s", typ_str(c, t));
        return EXPR_CONVERSION;
    }
    if (args->n > 1) {
        check_use(c, args->p, args->n);
        check_error_node(c, vec_last(args), ERR_WrongArgCount, "too many arguments in conversion to %s", typ_str(c, t));
        return EXPR_CONVERSION;
    }
    Assignee target = { .type = t, .desc = "conversion" };
    check_expr(c, &target, x, args->p[0]);
    if (x->mode != MODE_NONE) {
        Type *u = typ_underlying(t);
        bool constraint = false;
        if (u->kind == T_INTERFACE && !typ_is_typeparam(t)) {
            TypeSet *set = typ_type_set(u);
            constraint = !set->all_terms || set->comparable;
        }
        if (constraint) {
            check_error_node(c, call, ERR_MisplacedConstraintIface,
                             "cannot use interface %s in conversion (contains specific type constraints or is comparable)",
                             typ_str(c, t));
            invalidate(x);
        } else if (call->u.call.has_dots) {
            check_error_node(c, args->p[0], ERR_BadDotDotDotSyntax, "invalid use of ... in conversion to %s", typ_str(c, t));
            invalidate(x);
        } else {
            check_conversion(c, x, t);
        }
    }
    x->expr = call;
    return EXPR_CONVERSION;
}

static ExprKind builtin_kind(BuiltinId id)
{
    enum { E = EXPR_EXPRESSION, S = EXPR_STATEMENT, T = EXPR_STATEMENT };
    static const uint8_t kinds[] = {
#define BUILTIN(name, text, nargs, variadic, kind) kind,
#include "gocw/builtins.def"
#undef BUILTIN
    };
    return (ExprKind)kinds[id];
}

static ExprKind check_builtin_call(Checker *c, Operand *x, Node *call)
{
    BuiltinId id = x->builtin;
    call->u.call.builtin = (uint16_t)(id + 1);
    if (!check_builtin(c, x, call, id))
        invalidate(x);
    x->expr = call;
    if (x->mode != MODE_NONE && x->mode != MODE_CONST)
        c->env.has_call_or_recv = true;
    return builtin_kind(id);
}

static const char *func_cond(Checker *c, Type *t, Type *u)
{
    return u && u->kind != T_SIGNATURE ? check_sprintf("%s is not a function", typ_str(c, t)) : NULL;
}

static ExprKind fail_call(Operand *x, Node *call)
{
    invalidate(x);
    x->expr = call;
    return EXPR_STATEMENT;
}

/* The type arguments in f[T](x). When all are there, sig is instantiated at once, so that its type is known even
 * if the arguments are wrong. False after an error. */
static bool check_call_targs(Checker *c, Node *inst, Type **sig, Type ***targs, uint32_t *ntargs, Node ***xlist)
{
    uint32_t got = list_len(inst->u.index.index), want = (*sig)->u.sig.ntparams;
    *xlist = list_nodes(&inst->u.index.index);
    *targs = check_type_list(c, *xlist, got);
    *ntargs = got;
    if (!*targs)
        return false;
    if (got > want) {
        check_error_node(c, (*xlist)[want], ERR_WrongTypeArgCount, "got %u type arguments but want %u", got, want);
        return false;
    }
    if (got == want && want > 0) {
        check_version(c, syn_start_pos(inst), 18, "function instantiation");
        *sig = instantiate_signature(c, inst->pos, inst, *sig, *targs, got, *xlist, got);
        *targs = NULL;
        *xlist = NULL;
        *ntargs = 0;
    }
    return true;
}

ExprKind check_call(Checker *c, Operand *x, Node *call)
{
    Node *fun = call->u.call.fun, *inst = NULL;
    NodeVec *args = &call->u.call.args;
    if (fun->kind == N_INDEX) {
        if (check_index_expr(c, x, fun))
            inst = fun;         /* combined with the arguments for inference */
        x->expr = fun;
        check_record(c, fun, x->mode, x->type, x->val);
    } else {
        check_expr_or_type(c, x, fun, true);
    }
    if (x->mode == MODE_NONE) {
        check_use(c, args->p, args->n);
        x->expr = call;
        return EXPR_STATEMENT;
    }
    if (x->mode == MODE_TYPE)
        return check_conversion_call(c, x, call);
    if (x->mode == MODE_BUILTIN)
        return check_builtin_call(c, x, call);

    const char *cause = "";
    Type *sig = check_common_under(c, x->type, func_cond, &cause);
    if (!sig) {
        check_error_node(c, x->expr, ERR_InvalidCall, INVALID_OP "cannot call %s: %s", operand_string(c, x), cause);
        return fail_call(x, call);
    }
    bool was_generic = sig->u.sig.ntparams > 0;
    Type **targs = NULL;
    Node **xlist = NULL;
    uint32_t ntargs = 0;
    if (inst && !check_call_targs(c, inst, &sig, &targs, &ntargs, &xlist)) {
        check_use(c, args->p, args->n);
        return fail_call(x, call);
    }

    Operands values;
    ArgTypes *atargs = check_generic_expr_list(c, &values, args);
    sig = check_arguments(c, call, sig, targs, ntargs, xlist, ntargs, &values, atargs);
    if (was_generic && !sig->u.sig.ntparams)
        check_record(c, fun, MODE_VALUE, sig, NULL);

    ObjectVec *results = &sig->u.sig.results->u.tuple.vars;
    if (results->n == 0) {
        x->mode = MODE_NO_VALUE;
    } else {
        x->mode = MODE_VALUE;
        x->type = results->n == 1 ? results->p[0]->type : sig->u.sig.results;
        if (results->n == 1 && !check_is_complete(c, x->type))
            return fail_call(x, call);
    }
    x->expr = call;
    c->env.has_call_or_recv = true;
    /* inference failed: a result that mentions type parameters is of no use */
    if (x->mode == MODE_VALUE && sig->u.sig.ntparams && typ_is_parameterized(sig->u.sig.tparams, sig->u.sig.ntparams, x->type))
        invalidate(x);
    return EXPR_STATEMENT;
}

/* ---- evaluating for errors only ------------------------------------------------------------------ */

/* The local variable that e names, or NULL: assigning to it is no use of it. */
Object *check_assigned_variable(Checker *c, const Node *ident)
{
    Object *o = scope_lookup_parent(c->env.scope, ident->u.ident.name, NO_POS, NULL);
    return o && o->kind == OBJ_VAR && o->pkg == c->pkg ? o : NULL;
}

static bool use_one(Checker *c, Node *e, bool lhs)
{
    if (!e)
        return true;
    Operand x = { .mode = MODE_VALUE };
    Node *n = syn_unparen(e);
    if (n->kind == N_LIST)
        return lhs ? check_use_lhs(c, n->u.list.elems.p, n->u.list.elems.n) : check_use(c, n->u.list.elems.p, n->u.list.elems.n);
    if (n->kind != N_NAME) {
        check_raw_expr(c, NULL, &x, e, NULL, true);
        return x.mode != MODE_NONE;
    }
    if (name_is(n->u.ident.name, "_"))
        return true;
    Object *v = lhs ? check_assigned_variable(c, n) : NULL;
    bool used = v && v->used;
    check_expr_or_type(c, &x, n, true);
    if (v)
        v->used = used;
    return x.mode != MODE_NONE;
}

bool check_use(Checker *c, Node **args, uint32_t n)
{
    bool ok = true;
    for (uint32_t i = 0; i < n; i++)
        ok &= use_one(c, args[i], false);
    return ok;
}

bool check_use_lhs(Checker *c, Node **args, uint32_t n)
{
    bool ok = true;
    for (uint32_t i = 0; i < n; i++)
        ok &= use_one(c, args[i], true);
    return ok;
}
