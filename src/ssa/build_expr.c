/*
 * build_expr.c - expressions: dispatch by kind, constants, names and function values, conditions, forms with two
 * values, and the order in which operands are evaluated.
 *
 * The order is that of gc: calls, receives and the like are evaluated from left to right as they are written, plain
 * reads of variables, and what may panic, after them (build_expr_list). Programs can tell when a call changes a variable that is
 * read to the left of it.
 */
#include "build_int.h"

/* ---- constants ---- */

static int64_t int_bits(const Const *c)
{
    int64_t v = 0;
    const Const *i = con_to_int(c);
    if (!con_int64_val(i, &v)) {
        uint64_t u = 0;
        con_uint64_val(i, &u);
        v = (int64_t)u;
    }
    return v;
}

static Value *int_const(Builder *b, const Part *part, int64_t v)
{
    return part->type == IR_I64 ? emit_i64(b, v) : emit_i32(b, (int32_t)v);
}

static Value *float_const(Builder *b, const Part *part, const Const *c)
{
    return part->type == IR_F32 ? ssa_const_f32(b->f, con_float32_val(con_to_float(c))) : ssa_const_f64(b->f, con_float64_val(con_to_float(c)));
}

/* The type of a constant that is put into an interface. */
static Type *const_type(const Const *c)
{
    switch (con_kind(c)) {
    case CON_BOOL: return typ_basic[B_BOOL];
    case CON_STRING: return typ_basic[B_STRING];
    case CON_INT: return typ_basic[B_INT];
    case CON_FLOAT: return typ_basic[B_FLOAT64];
    default: return typ_basic[B_COMPLEX128];
    }
}

Val build_const(Builder *b, const Const *c, Type *t, Pos pos)
{
    Type *u = typ_underlying(t);
    if (u->kind != T_BASIC)
        return build_convert(b, build_const(b, c, typ_canon(const_type(c)), pos), t, pos);
    if (u->u.basic.info & BI_UNTYPED)
        return build_const(b, c, typ_canon(typ_default(t)), pos);
    Val v = val_new(t);
    const Part *parts = v.lay->parts;
    if (u->u.basic.info & BI_BOOLEAN) {
        v.part[0] = emit_i32(b, con_bool_val(c));
    } else if (u->u.basic.info & BI_STRING) {
        if (con_kind(c) != CON_STRING)      /* string(rune), in generic code */
            return build_convert(b, build_const(b, c, typ_canon(typ_basic[B_INT64]), pos), t, pos);
        size_t n;
        const char *s = con_string_val(c, &n);
        return build_string_lit(b, s, n, t);
    } else if (u->u.basic.info & BI_INTEGER) {
        v.part[0] = int_const(b, &parts[0], int_bits(c));
    } else if (u->u.basic.info & BI_FLOAT) {
        v.part[0] = float_const(b, &parts[0], c);
    } else if (u->u.basic.info & BI_COMPLEX) {
        const Const *z = con_to_complex(c);
        v.part[0] = float_const(b, &parts[0], con_real(z));
        v.part[1] = float_const(b, &parts[1], con_imag(z));
    } else {                                /* unsafe.Pointer(uintptr(0)) */
        v.part[0] = ssa_const_ptr(b->f, (uint32_t)int_bits(c));
    }
    return v;
}

Val build_zero(Builder *b, Type *t)
{
    Val v = val_undef(b, t);
    if (v.lay->in_memory)
        v.addr = emit_zeros(b, v.lay->size, b->pos);
    return v;
}

/* Literals below an expression that became non-constant by a type parameter have no value recorded. */
static Val build_literal(Builder *b, Node *n)
{
    const char *s = n->u.lit.text;
    uint32_t len = n->u.lit.len;
    const Const *c = NULL;
    switch (n->u.lit.lit) {
    case LIT_INT: c = con_from_int_lit(s, len); break;
    case LIT_FLOAT: c = con_from_float_lit(s, len); break;
    case LIT_IMAG: c = con_from_imag_lit(s, len); break;
    case LIT_RUNE: c = con_from_rune_lit(s, len); break;
    case LIT_STRING: c = con_from_string_lit(s, len); break;
    }
    return build_const(b, c, build_type_of(b, n), n->pos);
}

static bool is_nil(const Node *n)
{
    while (n->kind == N_PAREN)
        n = n->u.paren.x;
    return n->mode == MODE_NIL || (n->kind == N_NAME && n->u.ident.obj && n->u.ident.obj->kind == OBJ_NIL);
}

/* ---- declared functions and methods as values ---- */

Type **build_types(Builder *b, Type **types, uint32_t n)
{
    Type **out = NEW_N(b->arena, Type *, n);
    for (uint32_t i = 0; i < n; i++)
        out[i] = build_type(b, types[i]);
    return out;
}

Node *build_func_name(Node *n)
{
    n = syn_unparen(n);
    if (n->kind == N_INDEX)
        n = syn_unparen(n->u.index.x);
    if (n->kind == N_SELECTOR && !n->u.selector.selection)
        n = n->u.selector.sel;
    bool is_func = n->kind == N_NAME && n->u.ident.obj && n->u.ident.obj->kind == OBJ_FUNC;
    return is_func ? n : NULL;
}

Func *build_func_ref(Builder *b, Node *n)
{
    Node *name = build_func_name(n);
    if (!name)
        return NULL;
    return ssa_func_for(name->u.ident.obj, build_types(b, name->u.ident.targs, name->u.ident.ntargs), name->u.ident.ntargs);
}

Node *build_method_selector(Node *n)
{
    n = syn_unparen(n);
    if (n->kind == N_INDEX)
        n = syn_unparen(n->u.index.x);
    bool is_method = n->kind == N_SELECTOR && n->u.selector.selection && n->u.selector.selection->kind != SEL_FIELD;
    return is_method ? n : NULL;
}

static Val func_value(Builder *b, Node *n)
{
    Node *m = build_method_selector(n);
    if (!b->cur)
        return build_zero(b, build_type_of(b, n));
    if (!m)
        return val_part1(b, build_type_of(b, n), emit_global(b, ssa_closure_of(build_func_ref(b, n)), 0, n->pos));
    return m->u.selector.selection->kind == SEL_METHOD_EXPR ? build_method_expr(b, m) : build_method_value(b, m);
}

/* ---- order of evaluation ---- */

bool build_is_call(const Node *n)
{
    return n->kind == N_CALL && !n->u.call.is_conversion && !n->u.call.builtin;
}

static bool builtin_in_order(const Node *n)
{
    switch (n->u.call.builtin - 1) {
    case BUILTIN_APPEND: case BUILTIN_COPY: case BUILTIN_MAKE: case BUILTIN_RECOVER: case BUILTIN_MAX: case BUILTIN_MIN:
    case BUILTIN_NEW: case BUILTIN_LEN: case BUILTIN_CAP: case BUILTIN_COMPLEX: case BUILTIN_REAL: case BUILTIN_IMAG:
        return true;
    default:
        return false;
    }
}

/* unsafe.Pointer(f()): as long as the result is a number nothing keeps alive what it points to, so no other call may come between. */
static bool makes_pointer(const Node *n)
{
    if (!n->u.call.is_conversion || !n->type || syn_unparen(n->u.call.args.p[0])->kind != N_CALL)
        return false;
    const Type *t = typ_underlying(n->type);
    return t->kind == T_BASIC && t->u.basic.kind == B_UNSAFE_POINTER && build_is_call(syn_unparen(n->u.call.args.p[0]));
}

static bool call_in_order(const Node *n)
{
    return build_is_call(n) || (n->u.call.builtin && builtin_in_order(n)) || makes_pointer(n);
}

static bool any_has_call(Node *const *nodes, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (build_has_call(nodes[i]))
            return true;
    }
    return false;
}

static bool has_call(Node *n)
{
    switch (n->kind) {
    case N_CALL:
        if (call_in_order(n))
            return true;
        return any_has_call(n->u.call.args.p, n->u.call.args.n);
    case N_PAREN: return build_has_call(n->u.paren.x);
    case N_SELECTOR: return n->u.selector.selection && build_has_call(n->u.selector.x);
    case N_INDEX:
        if (build_func_name(n) || build_method_selector(n))
            return build_has_call(n->u.index.x);
        return build_has_call(n->u.index.x) || build_has_call(n->u.index.index);
    case N_SLICE:
        return build_has_call(n->u.slice.x) || any_has_call(n->u.slice.idx, 3);
    case N_ASSERT: return build_has_call(n->u.assert.x);
    case N_UNARY: return n->op == OP_RECV || build_has_call(n->u.unary.x);
    case N_BINARY: return build_has_call(n->u.binary.x) || build_has_call(n->u.binary.y);
    case N_KEY_VALUE: return build_has_call(n->u.kv.value) || (n->u.kv.key->kind != N_NAME && build_has_call(n->u.kv.key));
    case N_COMPOSITE_LIT: return any_has_call(n->u.complit.elems.p, n->u.complit.elems.n);
    default: return false;
    }
}

/* Kept, since it is asked again at each operator of an expression. */
bool build_has_call(Node *n)
{
    enum { NO = 1, YES };
    if (!n || n->val)
        return false;
    if (!n->has_call)
        n->has_call = has_call(n) ? YES : NO;
    return n->has_call == YES;
}

/* ---- calls first ---- */

/* Slices, and values out of interfaces that hold their address. */
static bool copied_in_order(const Node *n)
{
    return n->kind == N_SLICE || n->kind == N_ASSERT;
}

static bool in_order(const Node *n)
{
    if (n->kind == N_CALL)
        return call_in_order(n);
    return copied_in_order(n) || (n->kind == N_UNARY && n->op == OP_RECV) || (n->kind == N_BINARY && (n->op == OP_ANDAND || n->op == OP_OROR));
}

static void hoist_all(Builder *b, Node *const *nodes, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        build_hoist_calls(b, nodes[i]);
}

void build_hoist_calls(Builder *b, Node *n)
{
    if (!n || n->val || (!build_has_call(n) && !copied_in_order(n)) || ptrmap_has(&b->hoisted, n))
        return;
    if (in_order(n)) {
        Val *v = NEW(b->arena, Val);
        *v = val_materialize(b, build_expr(b, n));
        ptrmap_set(&b->hoisted, n, v);
        return;
    }
    switch (n->kind) {
    case N_CALL: hoist_all(b, n->u.call.args.p, n->u.call.args.n); break;
    case N_PAREN: build_hoist_calls(b, n->u.paren.x); break;
    case N_SELECTOR: build_hoist_calls(b, n->u.selector.x); break;
    case N_INDEX:
        build_hoist_calls(b, n->u.index.x);
        if (!build_func_name(n) && !build_method_selector(n))
            build_hoist_calls(b, n->u.index.index);
        break;
    case N_UNARY: build_hoist_calls(b, n->u.unary.x); break;
    case N_BINARY:
        build_hoist_calls(b, n->u.binary.x);
        build_hoist_calls(b, n->u.binary.y);
        break;
    case N_KEY_VALUE:
        if (n->u.kv.key->kind != N_NAME)
            build_hoist_calls(b, n->u.kv.key);
        build_hoist_calls(b, n->u.kv.value);
        break;
    case N_COMPOSITE_LIT: hoist_all(b, n->u.complit.elems.p, n->u.complit.elems.n); break;
    default: break;
    }
}

/* The value that was kept for n. */
static bool take_hoisted(Builder *b, const Node *n, Val *out)
{
    Val *v = in_order(n) ? ptrmap_get(&b->hoisted, n) : NULL;
    if (!v)
        return false;
    ptrmap_del(&b->hoisted, n);
    *out = *v;
    return true;
}

static Val build_as(Builder *b, Node *n, Type *t)
{
    return t ? build_expr_as(b, n, t) : build_expr(b, n);
}

/* Does a conversion of n to t copy it in order? gc's does where it passes the value by address and there is none yet: not for
 * variables, numbers of two, four and eight bytes, strings and slices. */
static bool boxed_in_order(Builder *b, Node *n, Type *t)
{
    if (!t || !typ_is_interface(t) || is_nil(n) || syn_unparen(n)->mode == MODE_VAR)
        return false;
    Type *from = build_type_of(b, n), *u = typ_underlying(from);
    const TypeLayout *lay = ssa_layout(from);
    if (u->kind == T_INTERFACE || u->kind == T_SLICE || (u->kind == T_BASIC && u->u.basic.info & BI_STRING))
        return false;
    bool number = (lay->size == 2 || lay->size == 4 || lay->size == 8) && (int64_t)lay->align == lay->size && !lay->ptr_bytes;
    return !number;
}

void build_expr_list(Builder *b, Node *const *nodes, Type *const *types, uint32_t n, Val *out)
{
    uint32_t last = n;          /* the last one with a call */
    while (last > 0 && !build_has_call(nodes[last - 1]))
        last--;
    bool *done = NEW_N(b->arena, bool, n);
    for (uint32_t i = 0; i < last; i++) {
        Type *t = types ? types[i] : NULL;
        build_hoist_calls(b, nodes[i]);
        done[i] = i + 1 < last && !nodes[i]->val && boxed_in_order(b, nodes[i], t);
        if (done[i])
            out[i] = val_materialize(b, build_as(b, nodes[i], t));
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!done[i])
            out[i] = build_as(b, nodes[i], types ? types[i] : NULL);
    }
}

/* ---- operators ---- */

static bool is_comparison(Op op)
{
    return op >= OP_EQL && op <= OP_GEQ;
}

static Val bool_val(Builder *b, Type *t, Value *v)
{
    return val_part1(b, typ_canon(typ_default(t)), v);
}

static Val comparison(Builder *b, Node *n)
{
    Node *nodes[2] = { n->u.binary.x, n->u.binary.y };
    Val v[2];
    if (build_has_call(nodes[0]) || build_has_call(nodes[1])) {
        build_expr_list(b, nodes, NULL, 2, v);
    } else {
        for (uint32_t i = 0; i < 2; i++)
            v[i] = build_string_now(b, nodes[i], NULL);
    }
    return bool_val(b, build_type_of(b, n), build_compare(b, n->op, v[0], v[1], n->pos));
}

static Val logical(Builder *b, Node *n)
{
    Block *yes = build_block(b), *no = build_block(b);
    Merge m = merge_begin(b);
    build_cond(b, n, yes, no);
    build_seal(b, yes);
    build_seal(b, no);
    Value *v = emit_i32(b, 1);
    build_start(b, yes);
    merge_add(b, &m, &v, 1);
    v = emit_i32(b, 0);
    build_start(b, no);
    merge_add(b, &m, &v, 1);
    merge_end(b, &m, &v, 1, n->pos);
    return bool_val(b, build_type_of(b, n), v);
}

static Val binary(Builder *b, Node *n)
{
    Op op = n->op;
    if (op == OP_ANDAND || op == OP_OROR)
        return logical(b, n);
    if (is_comparison(op))
        return comparison(b, n);
    Type *t = build_type_of(b, n);
    if (op == OP_PLUS && typ_is_basic(t, BI_STRING))
        return build_concat(b, n);
    bool shift = op == OP_SHL || op == OP_SHR;
    Node *nodes[2] = { n->u.binary.x, n->u.binary.y };
    Type *types[2] = { t, shift ? NULL : t };
    Val v[2];
    build_expr_list(b, nodes, types, 2, v);
    return build_binary(b, op, v[0], v[1], n->pos);
}

static Val unary(Builder *b, Node *n)
{
    Type *t = build_type_of(b, n);
    switch (n->op) {
    case OP_ADDR:
        build_note_lock_address(n->u.unary.x);
        return val_part1(b, t, build_addr(b, n->u.unary.x));
    case OP_RECV: return build_recv(b, n, NULL);
    case OP_NOT: return bool_val(b, t, emit_not(b, build_expr(b, n->u.unary.x).part[0], n->pos));
    default: return build_unary(b, n->op, build_expr_as(b, n->u.unary.x, t), n->pos);
    }
}

static Val call_value(Builder *b, Node *n)
{
    if (n->u.call.is_conversion) {
        Type *t = build_type_of(b, n);
        Node *x = n->u.call.args.p[0];
        if (x->val && typ_underlying(t)->kind == T_BASIC && con_kind(x->val) != CON_STRING && !typ_is_basic(t, BI_STRING))
            return build_const(b, x->val, t, n->pos);
        return is_nil(x) ? build_zero(b, t) : build_convert(b, build_expr(b, x), t, n->pos);
    }
    Val v;
    uint32_t got = build_call(b, n, &v, 1);
    ICE_IF(got != 1, n->pos, "a call gives %u values instead of one", got);
    return v;
}

/* ---- dispatch ---- */

Val build_expr_plain(Builder *b, Node *n)
{
    if (n->val)
        return build_const(b, n->val, build_type_of(b, n), n->pos);
    if (is_nil(n))
        return build_zero(b, build_type_of(b, n));
    Val hoisted;
    if (take_hoisted(b, n, &hoisted))
        return hoisted;
    switch (n->kind) {
    case N_PAREN: return build_expr(b, n->u.paren.x);
    case N_BASIC_LIT: return build_literal(b, n);
    case N_FUNC_LIT: return b->cur ? build_closure(b, n) : build_zero(b, build_type_of(b, n));
    case N_COMPOSITE_LIT: return build_complit(b, n);
    case N_SLICE: return build_slice_expr(b, n);
    case N_ASSERT: return build_assert(b, build_expr(b, n->u.assert.x), build_type_of(b, n), false, NULL, n->pos);
    case N_UNARY: return unary(b, n);
    case N_BINARY: return binary(b, n);
    case N_CALL: return call_value(b, n);
    case N_NAME: case N_SELECTOR: case N_INDEX:
        if (build_func_name(n) || build_method_selector(n))
            return func_value(b, n);
        break;
    default:
        break;
    }
    ice(n->pos, "no value: %s", node_kind_name(n->kind));
}

Val build_expr(Builder *b, Node *n)
{
    Node *x = syn_unparen(n);
    if (n->val || is_nil(x))
        return build_expr_plain(b, n);
    switch (x->kind) {
    case N_NAME: case N_SELECTOR: case N_INDEX:
        return build_walk_load(b, x);
    case N_UNARY:
        if (x->op == OP_DEREF)
            return build_walk_load(b, x);
        break;
    default:
        break;
    }
    return build_expr_plain(b, x);
}

Val build_expr_as(Builder *b, Node *n, Type *t)
{
    if (is_nil(n))
        return build_zero(b, t);
    if (n->val && typ_underlying(t)->kind == T_BASIC)
        return build_const(b, n->val, t, n->pos);
    return build_convert(b, build_expr(b, n), t, n->pos);
}

/* ---- two values, none ---- */

uint32_t build_multi(Builder *b, Node *n, Val *out, uint32_t max)
{
    Node *x = syn_unparen(n);
    if (build_is_call(x) || (x->kind == N_CALL && x->u.call.builtin))
        return build_call(b, x, out, max);
    ICE_IF(max < 2, n->pos, "room for one value only");
    Value *ok = NULL;
    if (x->kind == N_INDEX)
        out[0] = build_map_index(b, x, &ok);
    else if (x->kind == N_ASSERT)
        out[0] = build_assert(b, build_expr(b, x->u.assert.x), build_type_of(b, x->u.assert.type), true, &ok, x->pos);
    else
        out[0] = build_recv(b, x, &ok);
    out[1] = val_part1(b, typ_canon(typ_basic[B_BOOL]), ok);
    return 2;
}

static uint32_t result_count(Node *n)
{
    return n->type && n->type->kind == T_TUPLE ? n->type->u.tuple.vars.n : 1;
}

void build_discard(Builder *b, Node *n)
{
    Node *x = syn_unparen(n);
    if (x->kind != N_CALL || x->u.call.is_conversion) {
        build_expr(b, x);
        return;
    }
    Val hoisted;
    if (take_hoisted(b, x, &hoisted))
        return;
    uint32_t max = result_count(x);
    build_call(b, x, NEW_N(b->arena, Val, max + 1), max + 1);
}

/* ---- conditions ---- */

void build_cond(Builder *b, Node *n, Block *yes, Block *no)
{
    Node *x = syn_unparen(n);
    if (!x->val && x->kind == N_UNARY && x->op == OP_NOT) {
        build_cond(b, x->u.unary.x, no, yes);
        return;
    }
    if (!x->val && x->kind == N_BINARY && (x->op == OP_ANDAND || x->op == OP_OROR)) {
        Block *next = build_block(b);
        if (x->op == OP_ANDAND)
            build_cond(b, x->u.binary.x, next, no);
        else
            build_cond(b, x->u.binary.x, yes, next);
        build_seal(b, next);
        build_start(b, next);
        build_cond(b, x->u.binary.y, yes, no);
        return;
    }
    build_if(b, build_expr(b, x).part[0], yes, no, 0);
}
