/*
 * builtins.c - calls of predeclared functions and of those of package unsafe (spec, "Built-in functions",
 * "Package unsafe").
 *
 * check_builtin evaluates the arguments (but for those that take types or selectors), compares their number, and
 * leaves the rest to one function for each builtin. What is called is recorded in the call node.
 */
#include "types_int.h"

#define INVALID_OP "invalid operation: "
#define INVALID_ARG "invalid argument: "

typedef struct BuiltinInfo { const char *name; uint8_t nargs; bool variadic; } BuiltinInfo;
static const BuiltinInfo infos[] = {
#define BUILTIN(id, name, nargs, variadic, kind) { name, nargs, variadic },
#include "gocw/builtins.def"
#undef BUILTIN
};

/* A call being checked: x holds the first argument and becomes the result. */
typedef struct Call {
    Node *node;
    BuiltinId id;
    Operand *x;
    Operands args;
} Call;

static bool set_value(Operand *x, Type *t)
{
    x->mode = MODE_VALUE;
    x->type = t;
    return true;
}

static bool set_const(Operand *x, Type *t, const Const *val)
{
    x->mode = MODE_CONST;
    x->type = t;
    x->val = val;
    return true;
}

static bool set_no_value(Operand *x)
{
    x->mode = MODE_NO_VALUE;
    return true;
}

/* Assigns x to a parameter of type t (NULL: any typed value). */
static bool assign(Checker *c, Operand *x, Type *t, const char *context)
{
    check_assignment(c, x, t, context);
    return x->mode != MODE_NONE;
}

static void need_version(Checker *c, Call *call, int minor, const char *what)
{
    check_version(c, syn_start_pos(call->node->u.call.fun), minor, what);
}

/* ---- slices ------------------------------------------------------------------------- */

/* The element type that the slice types of x's type set share; NULL and a cause if there is none. */
static Type *slice_elem(Checker *c, Operand *x, const char **cause)
{
    Type *elem = NULL;
    for (TypeSeq s = type_seq(x->type); type_seq_next(&s); ) {
        if (!s.u || s.u->kind != T_SLICE) {
            if (operand_is_nil(x))
                *cause = "argument must be a slice; have untyped nil";
            else
                *cause = check_sprintf("argument must be a slice; have %s", operand_string(c, x));
            return NULL;
        }
        if (!elem) {
            elem = s.u->u.slice.elem;
        } else if (!typ_identical(elem, s.u->u.slice.elem)) {
            *cause = check_sprintf("mismatched slice element types %s and %s in %s", typ_str(c, elem), typ_str(c, s.u->u.slice.elem),
                                   operand_string(c, x));
            return NULL;
        }
    }
    return elem;
}

/* Are all types of y's set strings or byte slices? *has_string: at least one is a string. */
static bool is_bytes_or_string(Operand *y, bool *has_string)
{
    *has_string = false;
    for (TypeSeq s = type_seq(y->type); type_seq_next(&s); ) {
        bool bytes = s.u && s.u->kind == T_SLICE && typ_identical(s.u->u.slice.elem, typ_byte);
        bool string = s.u && typ_is_basic(s.u, BI_STRING);
        if (!bytes && !string)
            return false;
        *has_string |= string;
    }
    return true;
}

static bool is_byte_slice(Checker *c, Operand *x)
{
    static Type *bytes;
    if (!bytes)
        bytes = typ_new_slice(typ_byte);
    return operand_assignable_to(c, x, bytes, NULL, NULL);
}

static void settle_string(Checker *c, Operand *y)
{
    if (typ_is_untyped(y->type))
        check_update_expr_type(c, y->expr, typ_basic[B_STRING], true);
}

static bool check_append(Checker *c, Call *call)
{
    Operand *x = call->x;
    const char *cause;
    Type *elem = slice_elem(c, x, &cause);
    if (!elem) {
        check_error_node(c, x->expr, ERR_InvalidAppend, "invalid append: %s", cause);
        return false;
    }
    bool dots = call->node->u.call.has_dots, has_string;
    Operand *args = call->args.p;
    if (dots && call->args.n == 2 && is_byte_slice(c, x) && is_bytes_or_string(&args[1], &has_string) && has_string) {
        settle_string(c, &args[1]);
    } else if (dots) {
        Object *vars[2] = {
            typ_new_var(VAR_PARAM, NO_POS, NULL, name_of(""), x->type),
            typ_new_var(VAR_PARAM, NO_POS, NULL, name_of(""), typ_new_slice(elem)),
        };
        Type *sig = typ_new_signature(NULL, typ_new_tuple(vars, 2), typ_new_tuple(NULL, 0), true);
        check_arguments(c, call->node, sig, NULL, 0, NULL, 0, &call->args, NULL);
    } else {
        for (uint32_t i = 1; i < call->args.n; i++)
            check_argument(c, &args[i], elem, call->node->u.call.fun);
    }
    return set_value(x, x->type);
}

static bool check_copy(Checker *c, Call *call)
{
    Operand *x = call->x, *y = &call->args.p[1];
    const char *cause;
    Type *dst = slice_elem(c, x, &cause);
    if (!dst) {
        check_error_node(c, x->expr, ERR_InvalidCopy, "invalid copy: %s", cause);
        return false;
    }
    bool has_string;
    if (is_byte_slice(c, x) && is_bytes_or_string(y, &has_string)) {
        settle_string(c, y);
        return set_value(x, typ_basic[B_INT]);
    }
    Type *src = slice_elem(c, y, &cause);
    if (!src && typ_all_basic(y->type, BI_STRING))
        src = typ_byte;
    if (!src) {
        check_error_node(c, y->expr, ERR_InvalidCopy, "invalid copy: %s", cause);
        return false;
    }
    if (!typ_identical(dst, src)) {
        check_error_node(c, x->expr, ERR_InvalidCopy, "invalid copy: arguments %s and %s have different element types %s and %s",
                         operand_string(c, x), operand_string(c, y), typ_str(c, dst), typ_str(c, src));
        return false;
    }
    return set_value(x, typ_basic[B_INT]);
}

/* ---- len, cap ------------------------------------------------------------------------- */

/* Is len (or cap) defined for underlying type u? */
static bool has_length(Type *u, bool is_len)
{
    if (!u)
        return false;
    u = typ_array_ptr_deref(u);
    switch (u->kind) {
    case T_BASIC: return is_len && (u->u.basic.info & BI_STRING);
    case T_ARRAY: case T_SLICE: case T_CHAN: return true;
    case T_MAP: return is_len;
    default: return false;
    }
}

/* Spec: len and cap of an array are constant if the argument has no calls or receives. */
static const Const *constant_length(Checker *c, Operand *x, Type *u)
{
    if (u->kind == T_BASIC && x->mode == MODE_CONST) {
        return con_kind(x->val) == CON_STRING ? con_int64((int64_t)con_string_len(x->val)) : con_unknown();
    }
    if (u->kind != T_ARRAY || c->env.has_call_or_recv)
        return NULL;
    return u->u.array.len >= 0 ? con_int64(u->u.array.len) : con_unknown();
}

static bool check_len(Checker *c, Call *call)
{
    Operand *x = call->x;
    bool is_len = call->id == BUILTIN_LEN, ok = true;
    for (TypeSeq s = type_seq(x->type); ok && type_seq_next(&s); )
        ok = has_length(s.u, is_len);
    if (!ok) {
        if (typ_is_valid(typ_underlying(x->type)))
            check_error_node(c, x->expr, is_len ? ERR_InvalidLen : ERR_InvalidCap, INVALID_ARG "%s for built-in %s",
                             operand_string(c, x), infos[call->id].name);
        return false;
    }
    const Const *val = NULL;
    if (!typ_is_typeparam(x->type))
        val = constant_length(c, x, typ_array_ptr_deref(typ_underlying(x->type)));
    return val ? set_const(x, typ_basic[B_INT], val) : set_value(x, typ_basic[B_INT]);
}

/* ---- maps, channels ------------------------------------------------------------------------ */

static bool check_clear(Checker *c, Call *call)
{
    Operand *x = call->x;
    need_version(c, call, 21, "clear");
    for (TypeSeq s = type_seq(x->type); type_seq_next(&s); ) {
        if (s.u && (s.u->kind == T_MAP || s.u->kind == T_SLICE))
            continue;
        check_error_node(c, x->expr, ERR_InvalidClear, INVALID_ARG "cannot clear %s: argument must be (or constrained by) map or slice",
                         operand_string(c, x));
        return false;
    }
    return set_no_value(x);
}

static bool check_close(Checker *c, Call *call)
{
    Operand *x = call->x;
    for (TypeSeq s = type_seq(x->type); type_seq_next(&s); ) {
        const char *what = NULL;
        if (!s.u || s.u->kind != T_CHAN)
            what = "non-channel";
        else if (s.u->u.chan.dir == 2)
            what = "receive-only channel";
        if (what) {
            check_error_node(c, x->expr, ERR_InvalidClose, INVALID_OP "cannot close %s %s", what, operand_string(c, x));
            return false;
        }
    }
    return set_no_value(x);
}

static bool check_delete(Checker *c, Call *call)
{
    Operand *x = call->x;
    Type *key = NULL;
    for (TypeSeq s = type_seq(x->type); type_seq_next(&s); ) {
        if (!s.u || s.u->kind != T_MAP) {
            check_error_node(c, x->expr, ERR_InvalidDelete, INVALID_ARG "%s is not a map", operand_string(c, x));
            return false;
        }
        if (key && !typ_identical(s.u->u.map.key, key)) {
            check_error_node(c, x->expr, ERR_InvalidDelete, INVALID_ARG "maps of %s must have identical key types", operand_string(c, x));
            return false;
        }
        key = s.u->u.map.key;
    }
    *x = call->args.p[1];
    return assign(c, x, key, "argument to delete") && set_no_value(x);
}

static const char *make_cond(Checker *c, Type *t, Type *u)
{
    (void)c;
    (void)t;
    if (!u)
        return "no specific type";
    bool ok = u->kind == T_SLICE || u->kind == T_MAP || u->kind == T_CHAN;
    return ok ? NULL : "type must be slice, map, or channel";
}

static bool check_make(Checker *c, Call *call)
{
    NodeVec *args = &call->node->u.call.args;
    Type *t = check_var_type(c, args->p[0]);
    if (!typ_is_valid(t))
        return false;
    const char *cause = "";
    Type *u = check_common_under(c, t, make_cond, &cause);
    if (!u) {
        check_error_node(c, args->p[0], ERR_InvalidMake, INVALID_ARG "cannot make %s: %s", expr_str(args->p[0]), cause);
        return false;
    }
    uint32_t min = u->kind == T_SLICE ? 2 : 1;
    if (args->n < min || args->n > min + 1) {
        check_error_node(c, call->node, ERR_WrongArgCount, INVALID_OP "%s expects %u or %u arguments; found %u", expr_str(call->node),
                         min, min + 1, args->n);
        return false;
    }
    int64_t sizes[2] = { -1, -1 };
    for (uint32_t i = 1; i < args->n; i++)
        check_index(c, args->p[i], -1, &sizes[i - 1]);
    if (sizes[0] >= 0 && sizes[1] >= 0 && sizes[0] > sizes[1])
        check_error_node(c, args->p[1], ERR_SwappedMakeArgs, INVALID_ARG "length and capacity swapped");
    return set_value(call->x, t);
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* The type of complex(x, y), real(x) or imag(x) for an argument of type t; NULL when it is not defined. */
static Type *complex_result(Type *t, BuiltinId id)
{
    Type *u = typ_underlying(t);
    if (u->kind != T_BASIC)
        return NULL;
    bool make = id == BUILTIN_COMPLEX;
    switch (u->u.basic.kind) {
    case B_FLOAT32: return make ? typ_basic[B_COMPLEX64] : NULL;
    case B_FLOAT64: return make ? typ_basic[B_COMPLEX128] : NULL;
    case B_UNTYPED_FLOAT: return make ? typ_basic[B_UNTYPED_COMPLEX] : NULL;
    case B_COMPLEX64: return make ? NULL : typ_basic[B_FLOAT32];
    case B_COMPLEX128: return make ? NULL : typ_basic[B_FLOAT64];
    case B_UNTYPED_COMPLEX: return make ? NULL : typ_basic[B_UNTYPED_FLOAT];
    default: return NULL;
    }
}

/* interface { terms[0] | terms[1] ... } */
static Type *union_constraint(UnionTerm *terms, uint32_t n)
{
    Type *u = typ_new(T_UNION), *iface = typ_new(T_INTERFACE);
    u->u.uni.terms = terms;
    u->u.uni.nterms = n;
    vec_push(typ_arena(), &iface->u.iface.embeds, u);
    iface->u.iface.complete = iface->u.iface.implicit = true;
    return iface;
}

/* The same for a type parameter: not supported yet by the language, but checked on with a made-up type parameter
 * for the result. */
static Type *complex_result_set(Checker *c, Operand *x, BuiltinId id)
{
    Type *tp = typ_unalias(x->type);
    if (tp->kind != T_TYPEPARAM)
        return complex_result(x->type, id);
    VEC(UnionTerm) terms = { 0 };
    for (TypeSeq s = type_seq(tp); type_seq_next(&s); ) {
        Type *r = s.t ? complex_result(s.t, id) : NULL;
        if (!r)
            return NULL;
        vec_push(typ_arena(), &terms, ((UnionTerm){ s.tilde, r }));
    }
    DiagCode code = id == BUILTIN_REAL ? ERR_InvalidReal : id == BUILTIN_IMAG ? ERR_InvalidImag : ERR_InvalidComplex;
    check_error_node(c, x->expr, code, "%s not supported as argument to built-in %s for go1.18 (see go.dev/issue/50937)",
                     operand_string(c, x), infos[id].name);
    Object *obj = obj_new(OBJ_TYPENAME, NO_POS, c->pkg, tp->u.tparam.obj->name, NULL);
    Type *result = typ_new_tparam(c, obj, union_constraint(terms.p, terms.n));
    result->u.tparam.index = tp->u.tparam.index;
    return result;
}

static void number_to_float(Operand *x)
{
    if (typ_is_basic(x->type, BI_NUMERIC) && con_sign(con_imag(x->val)) == 0)
        x->type = typ_basic[B_UNTYPED_FLOAT];
}

static bool check_complex(Checker *c, Call *call)
{
    Operand *x = call->x, *y = &call->args.p[1];
    bool ux = typ_is_untyped(x->type), uy = typ_is_untyped(y->type);
    if (ux && uy && x->mode == MODE_CONST && y->mode == MODE_CONST) {
        number_to_float(x);
        number_to_float(y);
    } else if (ux && uy) {              /* a shift whose type is not known: floats cannot be shifted */
        check_convert_untyped(c, x, typ_basic[B_FLOAT64]);
        check_convert_untyped(c, y, typ_basic[B_FLOAT64]);
    } else if (ux) {
        check_convert_untyped(c, x, y->type);
    } else if (uy) {
        check_convert_untyped(c, y, x->type);
    }
    if (x->mode == MODE_NONE || y->mode == MODE_NONE)
        return false;
    if (!typ_identical(x->type, y->type)) {
        check_error_node(c, x->expr, ERR_InvalidComplex, INVALID_OP "%s (mismatched types %s and %s)", expr_str(call->node),
                         typ_str(c, x->type), typ_str(c, y->type));
        return false;
    }
    Type *t = complex_result_set(c, x, BUILTIN_COMPLEX);
    if (!t) {
        check_error_node(c, x->expr, ERR_InvalidComplex, INVALID_ARG "arguments have type %s, expected floating-point", typ_str(c, x->type));
        return false;
    }
    if (x->mode == MODE_CONST && y->mode == MODE_CONST)
        return set_const(x, t, con_complex(con_to_float(x->val), con_to_float(y->val)));
    return set_value(x, t);
}

static bool check_real_imag(Checker *c, Call *call)
{
    Operand *x = call->x;
    bool is_real = call->id == BUILTIN_REAL;
    if (typ_is_untyped(x->type) && x->mode == MODE_CONST) {
        if (typ_is_basic(x->type, BI_NUMERIC))
            x->type = typ_basic[B_UNTYPED_COMPLEX];
    } else if (typ_is_untyped(x->type)) {
        check_convert_untyped(c, x, typ_basic[B_COMPLEX128]);
        if (x->mode == MODE_NONE)
            return false;
    }
    Type *t = complex_result_set(c, x, call->id);
    if (!t) {
        check_error_node(c, x->expr, is_real ? ERR_InvalidReal : ERR_InvalidImag, INVALID_ARG "argument has type %s, expected complex type",
                         typ_str(c, x->type));
        return false;
    }
    if (x->mode == MODE_CONST)
        return set_const(x, t, is_real ? con_real(x->val) : con_imag(x->val));
    return set_value(x, t);
}

static bool check_min_max(Checker *c, Call *call)
{
    Operand *x = call->x;
    const char *name = infos[call->id].name;
    need_version(c, call, 21, check_sprintf("built-in %s", name));
    ConOp op = call->id == BUILTIN_MAX ? CON_GTR : CON_LSS;
    for (uint32_t i = 0; i < call->args.n; i++) {
        Operand *a = &call->args.p[i];
        if (!typ_all_basic(a->type, BI_ORDERED)) {
            check_error_node(c, a->expr, ERR_InvalidMinMaxOperand, INVALID_ARG "%s cannot be ordered", operand_string(c, a));
            return false;
        }
        if (i == 0)
            continue;
        check_match_types(c, x, a);
        if (x->mode == MODE_NONE)
            return false;
        if (!typ_identical(x->type, a->type)) {
            check_error_node(c, a->expr, ERR_MismatchedTypes, INVALID_ARG "mismatched types %s (previous argument) and %s (type of %s)",
                             typ_str(c, x->type), typ_str(c, a->type), expr_str(a->expr));
            return false;
        }
        if (x->mode != MODE_CONST || a->mode != MODE_CONST)
            x->mode = MODE_VALUE;
        else if (con_compare(a->val, op, x->val))
            *x = *a;
    }
    if (x->mode != MODE_CONST) {
        x->mode = MODE_VALUE;
        if (!assign(c, x, typ_empty_interface, check_sprintf("argument to built-in %s", name)))
            return false;
    }
    for (uint32_t i = 0; i < call->args.n; i++)
        check_update_expr_type(c, call->args.p[i].expr, x->type, true);
    return true;
}

/* ---- new, panic, print, recover --------------------------------------------------------------------- */

static bool check_new(Checker *c, Call *call)
{
    Operand *x = call->x;
    Node *arg = call->node->u.call.args.p[0];
    check_expr_or_type(c, x, arg, false);
    check_exclude(c, x, true, true, false);
    if (x->mode == MODE_NONE)
        return false;
    if (x->mode == MODE_TYPE) {
        check_valid_var_type(c, arg, x->type);
    } else {
        if (typ_is_untyped(x->type) && !assign(c, x, NULL, "argument to new"))
            return false;
        if (!check_allow_version(c, 26))
            need_version(c, call, 26, check_sprintf("new(%s)", expr_str(arg)));
    }
    return set_value(x, typ_new_pointer(x->type));
}

static bool check_print(Checker *c, Call *call)
{
    const char *context = call->id == BUILTIN_PRINT ? "argument to built-in print" : "argument to built-in println";
    for (uint32_t i = 0; i < call->args.n; i++) {
        if (!assign(c, &call->args.p[i], NULL, context))
            return false;
    }
    return set_no_value(call->x);
}

static bool check_recover(Checker *c, Call *call)
{
    if (c->env.func)
        c->env.func->has_recover = true;
    return set_value(call->x, typ_empty_interface);
}

/* ---- package unsafe -------------------------------------------------------------------------------------- */

/* What is known about a named type: nothing, its size is being looked at, is fixed, is variable. */
typedef enum SizeState { SIZE_UNKNOWN, SIZE_BUSY, SIZE_FIXED, SIZE_VAR } SizeState;

static PtrMap *size_states(void)
{
    static PtrMap states;       /* Type * -> SizeState */
    if (!states.arena)
        ptrmap_init(&states, typ_arena());
    return &states;
}

static bool has_var_size(Checker *c, Type *t, const Node *at);

/* A named type that is declared at the moment, or that holds itself, has no size: an error. */
static bool named_has_var_size(Checker *c, Type *t, const Node *at)
{
    SizeState state = (SizeState)(uintptr_t)ptrmap_get(size_states(), t);
    if (state == SIZE_FIXED || state == SIZE_VAR)
        return state == SIZE_VAR;
    int i = t->u.named.ntargs ? -1 : check_path_index(c, t->u.named.obj);
    if (i >= 0) {
        check_cycle_error(c, (Object **)c->obj_path.p + i, c->obj_path.n - (uint32_t)i);
        return true;
    }
    if (state == SIZE_BUSY) {
        check_error_node(c, at, ERR_InvalidDeclCycle, "invalid recursive type: %s refers to itself", typ_str(c, t));
        return true;
    }
    ptrmap_set(size_states(), t, (void *)SIZE_BUSY);
    bool push = t->u.named.ntargs == 0;         /* so that a cycle shows what it runs through */
    if (push)
        check_push_obj(c, t->u.named.obj);
    bool result = has_var_size(c, typ_underlying(t), at);
    if (push)
        check_pop_obj(c);
    ptrmap_set(size_states(), t, (void *)(uintptr_t)(result ? SIZE_VAR : SIZE_FIXED));
    return result;
}

/* Does the size of t (the type of the expression at) depend on type parameters? */
static bool has_var_size(Checker *c, Type *t, const Node *at)
{
    t = typ_unalias(t);
    switch (t->kind) {
    case T_NAMED:
        return named_has_var_size(c, t, at);
    case T_ARRAY:
        return has_var_size(c, t->u.array.elem, at);
    case T_STRUCT:
        for (uint32_t i = 0; i < t->u.strct.fields.n; i++) {
            if (has_var_size(c, t->u.strct.fields.p[i]->type, at))
                return true;
        }
        return false;
    case T_TYPEPARAM:
        return true;
    default:
        return false;
    }
}

static bool check_unsafe_add(Checker *c, Call *call)
{
    need_version(c, call, 17, "unsafe.Add");
    return assign(c, call->x, typ_basic[B_UNSAFE_POINTER], "argument to unsafe.Add") &&
           check_is_valid_index(c, &call->args.p[1], ERR_InvalidUnsafeAdd, "length", true) &&
           set_value(call->x, typ_basic[B_UNSAFE_POINTER]);
}

static bool check_alignof(Checker *c, Call *call)
{
    Operand *x = call->x;
    if (!assign(c, x, NULL, "argument to unsafe.Alignof"))
        return false;
    if (has_var_size(c, x->type, x->expr))
        return set_value(x, typ_basic[B_UINTPTR]);
    return set_const(x, typ_basic[B_UINTPTR], con_int64(typ_alignof(x->type)));
}

static bool check_sizeof(Checker *c, Call *call)
{
    Operand *x = call->x;
    if (!assign(c, x, NULL, "argument to unsafe.Sizeof"))
        return false;
    if (has_var_size(c, x->type, x->expr))
        return set_value(x, typ_basic[B_UINTPTR]);
    int64_t size = typ_sizeof(x->type);
    if (size < 0) {
        check_error_node(c, x->expr, ERR_TypeTooLarge, "%s is too large", operand_string(c, x));
        return false;
    }
    return set_const(x, typ_basic[B_UINTPTR], con_int64(size));
}

static Type *deref_struct_ptr(Type *t)
{
    Type *u = typ_underlying(t);
    if (u->kind == T_POINTER && typ_underlying(u->u.pointer.base)->kind == T_STRUCT)
        return u->u.pointer.base;
    return t;
}

/* The offset of the field at path index from the start of t; -1 when too large. */
static int64_t path_offset(Type *t, const LookupResult *r)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < r->nindex; i++) {
        Type *s = typ_underlying(t);
        int64_t o = typ_offsetof(s, (uint32_t)r->index[i]);
        if (o < 0 || sum > INT64_MAX - o)
            return -1;
        sum += o;
        t = s->u.strct.fields.p[r->index[i]]->type;
    }
    return sum;
}

static bool check_offsetof(Checker *c, Call *call)
{
    Operand *x = call->x;
    Node *arg = call->node->u.call.args.p[0], *sel = syn_unparen(arg);
    if (sel->kind != N_SELECTOR) {
        check_error_node(c, arg, ERR_BadOffsetofSyntax, INVALID_ARG "%s is not a selector expression", expr_str(arg));
        check_use(c, &arg, 1);
        return false;
    }
    check_expr(c, NULL, x, sel->u.selector.x);
    if (x->mode == MODE_NONE)
        return false;
    Type *base = deref_struct_ptr(x->type);
    const Name *name = sel->u.selector.sel->u.ident.name;
    LookupResult r = check_lookup(c, base, false, c->pkg, name, false);
    if (!r.obj) {
        check_error_node(c, x->expr, ERR_MissingFieldOrMethod, INVALID_ARG "%s has no single field %s", typ_str(c, base), name->s);
        return false;
    }
    if (r.obj->kind == OBJ_FUNC) {
        check_error_node(c, arg, ERR_InvalidOffsetof, INVALID_ARG "%s is a method value", expr_str(arg));
        return false;
    }
    if (r.indirect) {
        check_error_node(c, x->expr, ERR_InvalidOffsetof, INVALID_ARG "field %s is embedded via a pointer in %s", name->s, typ_str(c, base));
        return false;
    }
    check_record_selection(c, sel, SEL_FIELD, base, &r);
    check_record(c, sel, x->mode == MODE_VAR ? MODE_VAR : MODE_VALUE, r.obj->type, NULL);
    if (has_var_size(c, base, x->expr))
        return set_value(x, typ_basic[B_UINTPTR]);
    int64_t offset = path_offset(base, &r);
    if (offset < 0) {
        check_error_node(c, x->expr, ERR_TypeTooLarge, "%s is too large", operand_string(c, x));
        return false;
    }
    return set_const(x, typ_basic[B_UINTPTR], con_int64(offset));
}

static bool check_unsafe_slice(Checker *c, Call *call)
{
    Operand *x = call->x;
    need_version(c, call, 17, "unsafe.Slice");
    Type *u = check_common_under(c, x->type, NULL, NULL);
    if (!u || u->kind != T_POINTER) {
        check_error_node(c, x->expr, ERR_InvalidUnsafeSlice, INVALID_ARG "%s is not a pointer", operand_string(c, x));
        return false;
    }
    return check_is_valid_index(c, &call->args.p[1], ERR_InvalidUnsafeSlice, "length", false) &&
           set_value(x, typ_new_slice(u->u.pointer.base));
}

static bool check_slice_data(Checker *c, Call *call)
{
    Operand *x = call->x;
    need_version(c, call, 20, "unsafe.SliceData");
    Type *u = check_common_under(c, x->type, NULL, NULL);
    if (!u || u->kind != T_SLICE) {
        check_error_node(c, x->expr, ERR_InvalidUnsafeSliceData, INVALID_ARG "%s is not a slice", operand_string(c, x));
        return false;
    }
    return set_value(x, typ_new_pointer(u->u.slice.elem));
}

static bool check_unsafe_string(Checker *c, Call *call)
{
    need_version(c, call, 20, "unsafe.String");
    return assign(c, call->x, typ_new_pointer(typ_byte), "argument to unsafe.String") &&
           check_is_valid_index(c, &call->args.p[1], ERR_InvalidUnsafeString, "length", false) &&
           set_value(call->x, typ_basic[B_STRING]);
}

static bool check_string_data(Checker *c, Call *call)
{
    need_version(c, call, 20, "unsafe.StringData");
    return assign(c, call->x, typ_basic[B_STRING], "argument to unsafe.StringData") &&
           set_value(call->x, typ_new_pointer(typ_byte));
}

/* ---- for tests of the checker ------------------------------------------------------------------------------ */

static bool check_assert(Checker *c, Call *call)
{
    Operand *x = call->x;
    if (x->mode != MODE_CONST || !typ_is_basic(x->type, BI_BOOLEAN)) {
        check_error_node(c, x->expr, ERR_Test, INVALID_ARG "%s is not a boolean constant", operand_string(c, x));
        return false;
    }
    if (con_kind(x->val) == CON_BOOL && !con_bool_val(x->val))
        check_error_node(c, call->node, ERR_Test, "%s failed", expr_str(call->node));
    return true;
}

static bool check_trace(Checker *c, Call *call)
{
    NodeVec *args = &call->node->u.call.args;
    Operand rest, *x = call->x;
    for (uint32_t i = 0; i < args->n; i++) {
        check_raw_expr(c, NULL, x, args->p[i], NULL, false);
        Place p = pos_place(args->p[i]->pos);
        fprintf(stderr, "%s:%u:%u: %s\n", p.file, p.line, p.col, operand_string(c, x));
        x = &rest;
    }
    return call->x->mode != MODE_NONE;
}

/* ---- dispatch --------------------------------------------------------------------------------------------- */

static bool check_by_id(Checker *c, Call *call)
{
    switch (call->id) {
    case BUILTIN_APPEND: return check_append(c, call);
    case BUILTIN_CAP: case BUILTIN_LEN: return check_len(c, call);
    case BUILTIN_CLEAR: return check_clear(c, call);
    case BUILTIN_CLOSE: return check_close(c, call);
    case BUILTIN_COMPLEX: return check_complex(c, call);
    case BUILTIN_COPY: return check_copy(c, call);
    case BUILTIN_DELETE: return check_delete(c, call);
    case BUILTIN_IMAG: case BUILTIN_REAL: return check_real_imag(c, call);
    case BUILTIN_MAKE: return check_make(c, call);
    case BUILTIN_MAX: case BUILTIN_MIN: return check_min_max(c, call);
    case BUILTIN_NEW: return check_new(c, call);
    case BUILTIN_PANIC: return assign(c, call->x, typ_empty_interface, "argument to panic") && set_no_value(call->x);
    case BUILTIN_PRINT: case BUILTIN_PRINTLN: return check_print(c, call);
    case BUILTIN_RECOVER: return check_recover(c, call);
    case BUILTIN_ADD: return check_unsafe_add(c, call);
    case BUILTIN_ALIGNOF: return check_alignof(c, call);
    case BUILTIN_OFFSETOF: return check_offsetof(c, call);
    case BUILTIN_SIZEOF: return check_sizeof(c, call);
    case BUILTIN_SLICE: return check_unsafe_slice(c, call);
    case BUILTIN_SLICE_DATA: return check_slice_data(c, call);
    case BUILTIN_STRING: return check_unsafe_string(c, call);
    case BUILTIN_STRING_DATA: return check_string_data(c, call);
    case BUILTIN_ASSERT: return check_assert(c, call);
    case BUILTIN_TRACE: return check_trace(c, call);
    case BUILTIN_COUNT: break;
    }
    ice(call->node->pos, "builtin %d", call->id);
}

/* Evaluates the arguments of all but those that take a type or a selector. */
static bool check_builtin_args(Checker *c, Call *call)
{
    NodeVec *args = &call->node->u.call.args;
    switch (call->id) {
    case BUILTIN_MAKE: case BUILTIN_NEW: case BUILTIN_OFFSETOF: case BUILTIN_TRACE:
        call->args.n = args->n;
        return true;
    default:
        break;
    }
    check_expr_list(c, &call->args, args->p, args->n);
    for (uint32_t i = 0; i < call->args.n; i++) {
        if (call->args.p[i].mode == MODE_NONE)
            return false;
    }
    if (call->args.n)
        *call->x = call->args.p[0];
    return true;
}

/* Checks a call of builtin id; *x is the result. */
bool check_builtin(Checker *c, Operand *x, Node *node, BuiltinId id)
{
    const BuiltinInfo *info = &infos[id];
    NodeVec *args = &node->u.call.args;
    if (node->u.call.has_dots && id != BUILTIN_APPEND) {
        check_error_node(c, node, ERR_InvalidDotDotDot, INVALID_OP "invalid use of ... with built-in %s", info->name);
        check_use(c, args->p, args->n);
        return false;
    }
    bool is_len = id == BUILTIN_LEN || id == BUILTIN_CAP, has_call = c->env.has_call_or_recv;
    if (is_len)
        c->env.has_call_or_recv = false;
    Call call = { .node = node, .id = id, .x = x };
    bool ok = check_builtin_args(c, &call);
    if (ok) {
        uint32_t n = call.args.n;
        const char *msg = n < info->nargs ? "not enough" : !info->variadic && n > info->nargs ? "too many" : NULL;
        if (msg) {
            check_error_node(c, node, ERR_WrongArgCount, INVALID_OP "%s arguments for %s (expected %u, found %u)", msg, expr_str(node),
                             info->nargs, n);
            ok = false;
        }
    }
    ok = ok && check_by_id(c, &call);
    if (is_len)
        c->env.has_call_or_recv = has_call;
    return ok;
}
