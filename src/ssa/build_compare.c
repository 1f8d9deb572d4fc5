/*
 * build_compare.c - comparison of Go values (spec, "Comparison operators").
 *
 * Equality of what is compared by one operation on scalars is a value; the rest is control flow: a comparison goes on in
 * the current block while everything compared so far is equal and leaves to a block of its own at the first difference. So
 * lengths are compared before contents, and types before data, however deep they stand in structs.
 *
 * Arrays and large regular memory are compared by rt_memequal or the type's own equality function.
 */
#include "build_int.h"

/* ---- single scalars ---- */

static Value *scalar_equal(Builder *b, Value *x, Value *y, Pos pos)
{
    if (x->type == IR_PTR && (y->op == V(CONST_PTR) && !y->imm))
        return emit1(b, V(IS_NIL), IR_I32, pos, x);
    if (x->type == IR_PTR && (x->op == V(CONST_PTR) && !x->imm))
        return emit1(b, V(IS_NIL), IR_I32, pos, y);
    static const uint16_t ops[] = { [IR_I32] = V(EQ_I32), [IR_I64] = V(EQ_I64), [IR_F32] = V(EQ_F32), [IR_F64] = V(EQ_F64),
                                    [IR_PTR] = V(EQ_PTR) };
    return emit2(b, ops[x->type], IR_I32, pos, x, y);
}

static bool is_simple(Type *u)
{
    switch (u->kind) {
    case T_BASIC: return !(u->u.basic.info & (BI_STRING | BI_COMPLEX));
    case T_POINTER: case T_CHAN: case T_MAP: case T_SIGNATURE: return true;
    default: return false;
    }
}

/* Goes on only if cond holds. */
static void require(Builder *b, Value *cond, Block *no)
{
    if (cond->op == V(CONST_I32) && cond->imm)
        return;
    Block *next = build_block(b);
    build_if(b, cond, next, no, 0);
    build_seal(b, next);
    build_start(b, next);
}

static void require_equal(Builder *b, Val x, Val y, Block *no, Pos pos);

/* ---- strings, interfaces ---- */

static void require_strings(Builder *b, Val x, Val y, Block *no, Pos pos)
{
    require(b, scalar_equal(b, x.part[1], y.part[1], pos), no);
    bool empty = (x.part[1]->op == V(CONST_I64) && !x.part[1]->imm) || (y.part[1]->op == V(CONST_I64) && !y.part[1]->imm);
    if (!empty)
        require(b, build_c_call(b, "rt_memequal", pos, 3, x.part[0], y.part[0], x.part[1]), no);
}

static bool is_nil_iface(Val v)
{
    return v.part[0]->op == V(CONST_PTR) && !v.part[0]->imm;
}

static void require_ifaces(Builder *b, Val x, Val y, Block *no, Pos pos)
{
    if (is_nil_iface(x) || is_nil_iface(y)) {
        require(b, scalar_equal(b, x.part[0], y.part[0], pos), no);
        return;
    }
    if (x.type != y.type) {
        Type *any = typ_canon(typ_empty_interface);
        x = build_convert(b, x, any, pos);
        y = build_convert(b, y, any, pos);
    }
    require(b, scalar_equal(b, x.part[0], y.part[0], pos), no);
    const char *fn = type_is_eface(x.type) ? "efaceeq" : "ifaceeq";
    require(b, build_runtime1(b, fn, pos, 3, x.part[0], x.part[1], y.part[1]), no);
}

/* An interface and a concrete value: same type, then same value. */
static void require_mixed(Builder *b, Val iface, Val y, Block *no, Pos pos)
{
    require(b, build_iface_holds(b, iface, y.type, pos), no);
    require_equal(b, build_unbox(b, iface.part[1], y.type, pos), y, no, pos);
}

/* ---- structs, arrays ---- */

static void require_structs(Builder *b, Val x, Val y, Block *no, Pos pos)
{
    ObjectVec *fields = &typ_underlying(x.type)->u.strct.fields;
    for (uint32_t i = 0; i < fields->n; i++) {
        if (!name_is(fields->p[i]->name, "_"))
            require_equal(b, val_field(b, x, i), val_field(b, y, i), no, pos);
    }
}

/* The equality function of t; generated ones take a context that they do not use. */
static Value *call_equal(Builder *b, Type *t, Value *p, Value *q, Pos pos)
{
    Func *f = ssa_equal_func(t);
    Value *args[] = { ssa_const_nil(b->f), p, q };
    bool context = f->flags & FN_CONTEXT;
    return build_call_scalar(b, f, args + !context, 2 + context, pos);
}

static Value *memory_equal(Builder *b, Type *t, Value *p, Value *q, Pos pos)
{
    if (type_is_regular(t))
        return build_c_call(b, "rt_memequal", pos, 3, p, q, emit_i64(b, ssa_layout(t)->size));
    return call_equal(b, t, p, q, pos);
}

static void require_arrays(Builder *b, Val x, Val y, Block *no, Pos pos)
{
    if (x.lay->in_memory) {
        require(b, memory_equal(b, x.type, x.addr, y.addr, pos), no);
        return;
    }
    if (typ_underlying(x.type)->u.array.len == 0)
        return;
    x.type = y.type = elem_type(x.type);    /* one element: the same parts */
    x.lay = y.lay = ssa_layout(x.type);
    require_equal(b, x, y, no, pos);
}

/* ---- any type ---- */

static void require_equal(Builder *b, Val x, Val y, Block *no, Pos pos)
{
    bool xi = typ_is_interface(x.type), yi = typ_is_interface(y.type);
    if (xi != yi && x.type != y.type) {
        require_mixed(b, xi ? x : y, xi ? y : x, no, pos);
        return;
    }
    Type *u = typ_underlying(x.type);
    if (is_simple(u)) {
        require(b, scalar_equal(b, x.part[0], y.part[0], pos), no);
        return;
    }
    if (x.lay->in_memory && type_is_regular(x.type)) {
        require(b, memory_equal(b, x.type, x.addr, y.addr, pos), no);
        return;
    }
    switch (u->kind) {
    case T_BASIC:
        if (u->u.basic.info & BI_STRING) {
            require_strings(b, x, y, no, pos);
        } else {
            require(b, scalar_equal(b, x.part[0], y.part[0], pos), no);
            require(b, scalar_equal(b, x.part[1], y.part[1], pos), no);
        }
        break;
    case T_INTERFACE: require_ifaces(b, x, y, no, pos); break;
    case T_STRUCT: require_structs(b, x, y, no, pos); break;
    case T_ARRAY: require_arrays(b, x, y, no, pos); break;
    case T_SLICE: require(b, scalar_equal(b, x.part[0], y.part[0], pos), no); break;   /* with nil */
    default: ice(pos, "comparison of %s", typ_string(x.type, QUAL_PATH));
    }
}

static bool is_untyped_nil(Type *t)
{
    return t->kind == T_BASIC && t->u.basic.kind == B_UNTYPED_NIL;
}

Value *build_equal(Builder *b, Val x, Val y, Pos pos)
{
    if (is_untyped_nil(x.type))
        x = build_zero(b, y.type);
    if (is_untyped_nil(y.type))
        y = build_zero(b, x.type);
    Type *u = typ_underlying(x.type);
    if ((is_simple(u) && !typ_is_interface(y.type)) || u->kind == T_SLICE)
        return scalar_equal(b, x.part[0], y.part[0], pos);
    bool ifaces = typ_is_interface(x.type) && typ_is_interface(y.type);
    if (ifaces && (is_nil_iface(x) || is_nil_iface(y)))
        return scalar_equal(b, x.part[0], y.part[0], pos);
    if (typ_is_basic(x.type, BI_STRING) && typ_is_basic(y.type, BI_STRING) && y.part[1]->op == V(CONST_I64) && !y.part[1]->imm)
        return emit1(b, V(EQZ_I64), IR_I32, pos, x.part[1]);
    Block *no = build_block(b);
    Merge m = merge_begin(b);
    require_equal(b, x, y, no, pos);
    Value *v = emit_i32(b, 1);
    merge_add(b, &m, &v, 1);
    build_seal(b, no);
    if (no->preds.n) {
        build_start(b, no);
        v = emit_i32(b, 0);
        merge_add(b, &m, &v, 1);
    }
    merge_end(b, &m, &v, 1, pos);
    return v;
}

/* ---- order ---- */

static Value *less(Builder *b, Val x, Val y, bool or_equal, Pos pos)
{
    if (typ_is_basic(x.type, BI_STRING)) {
        Value *c = build_runtime1(b, "cmpstring", pos, 4, x.part[0], x.part[1], y.part[0], y.part[1]);
        return emit2(b, or_equal ? V(LE_S_I64) : V(LT_S_I64), IR_I32, pos, c, emit_i64(b, 0));
    }
    Value *p = x.part[0], *q = y.part[0];
    bool u = typ_is_basic(x.type, BI_UNSIGNED);
    ValueOp op;
    switch (p->type) {
    case IR_I32: op = or_equal ? (u ? V(LE_U_I32) : V(LE_S_I32)) : (u ? V(LT_U_I32) : V(LT_S_I32)); break;
    case IR_I64: op = or_equal ? (u ? V(LE_U_I64) : V(LE_S_I64)) : (u ? V(LT_U_I64) : V(LT_S_I64)); break;
    case IR_F32: op = or_equal ? V(LE_F32) : V(LT_F32); break;
    case IR_F64: op = or_equal ? V(LE_F64) : V(LT_F64); break;
    default: ice(pos, "order of %s", typ_string(x.type, QUAL_PATH));
    }
    return emit2(b, op, IR_I32, pos, p, q);
}

Value *build_compare(Builder *b, Op op, Val x, Val y, Pos pos)
{
    switch (op) {
    case OP_EQL: return build_equal(b, x, y, pos);
    case OP_NEQ: return emit_not(b, build_equal(b, x, y, pos), pos);
    case OP_LSS: return less(b, x, y, false, pos);
    case OP_LEQ: return less(b, x, y, true, pos);
    case OP_GTR: return less(b, y, x, false, pos);
    case OP_GEQ: return less(b, y, x, true, pos);
    default: ice(pos, "comparison %s", op_text(op));
    }
}
