/*
 * build_slice.c - slice expressions x[i:j] and x[i:j:k] of strings, arrays, pointers to arrays and slices.
 *
 * The bounds are checked from the right: k against the capacity, j against k, i against j. The pointer of a result without
 * capacity stays at the start: it must not point past the object.
 */
#include "build_int.h"

typedef struct Sliced {
    Value *ptr, *len, *cap;     /* of the operand */
    int64_t size;               /* of an element */
    bool is_string, is_array;
    Type *type;                 /* of the result */
} Sliced;

typedef struct Bound { Value *v; bool is_unsigned; } Bound;

static Bound eval_bound(Builder *b, Node *n)
{
    Bound r = { NULL, false };
    if (n) {
        Val v = build_expr(b, n);
        r.v = build_i64(b, v);
        r.is_unsigned = typ_is_basic(v.type, BI_UNSIGNED);
    }
    return r;
}

static Value *check(Builder *b, BoundsKind kind, Bound low, Value *high, Pos pos)
{
    return low.v == high ? low.v : emit_bounds(b, kind, low.is_unsigned, low.v, high, pos);
}

static void array_operand(Builder *b, Sliced *s, Value *addr, Type *array)
{
    s->ptr = addr;
    s->len = s->cap = emit_i64(b, typ_underlying(array)->u.array.len);
    s->size = ssa_layout(elem_type(array))->size;
    s->is_array = true;
}

static void value_operand(Builder *b, Sliced *s, Val v, Pos pos)
{
    Type *u = typ_underlying(v.type);
    if (u->kind == T_POINTER) {
        array_operand(b, s, build_nil_check(b, v.part[0], pos), elem_type(v.type));
        return;
    }
    s->ptr = v.part[0];
    s->len = v.part[1];
    s->is_string = u->kind != T_SLICE;
    s->cap = s->is_string ? s->len : v.part[2];
    s->size = s->is_string ? 1 : ssa_layout(elem_type(v.type))->size;
}

/* Pointer to the first element of what is left, unless nothing can be reached through it. */
static Value *new_pointer(Builder *b, const Sliced *s, Value *low, Value *left, Pos pos)
{
    if (low->op == V(CONST_I64) && (!low->imm || left->op == V(CONST_I64)))
        return left->op == V(CONST_I64) && !left->imm ? s->ptr : emit_offset(b, s->ptr, low->imm * s->size, pos);
    Value *i = emit1(b, V(WRAP), IR_I32, pos, low);
    if (s->size != 1)
        i = emit2(b, V(MUL_I32), IR_I32, pos, i, emit_i32(b, (int32_t)s->size));
    Value *some = emit2(b, V(NE_I64), IR_I32, pos, left, emit_i64(b, 0));
    return emit2(b, V(ADD_PTR), IR_PTR, pos, s->ptr, emit_select(b, some, i, emit_i32(b, 0), pos));
}

static Value *minus(Builder *b, Value *x, Value *y, Pos pos)
{
    if (y->op == V(CONST_I64) && !y->imm)
        return x;
    if (x->op == V(CONST_I64) && y->op == V(CONST_I64))
        return emit_i64(b, x->imm - y->imm);
    return emit2(b, V(SUB_I64), IR_I64, pos, x, y);
}

static Val slice2(Builder *b, Sliced *s, Bound lo, Bound hi, Pos pos)
{
    Value *high = s->len, *low = emit_i64(b, 0);
    if (hi.v)
        high = check(b, s->is_string || s->is_array ? BOUNDS_SLICE_ALEN : BOUNDS_SLICE_ACAP, hi, s->cap, pos);
    if (lo.v)
        low = check(b, BOUNDS_SLICE_B, lo, high, pos);
    Val r = val_new(s->type);
    r.part[1] = minus(b, high, low, pos);
    Value *left = s->is_string ? r.part[1] : minus(b, s->cap, low, pos);
    r.part[0] = new_pointer(b, s, low, left, pos);
    if (!s->is_string)
        r.part[2] = left;
    return r;
}

static Val slice3(Builder *b, Sliced *s, Bound lo, Bound hi, Bound max, Pos pos)
{
    Value *limit = check(b, s->is_array ? BOUNDS_SLICE3_ALEN : BOUNDS_SLICE3_ACAP, max, s->cap, pos);
    Value *high = check(b, BOUNDS_SLICE3_B, hi, limit, pos), *low = emit_i64(b, 0);
    if (lo.v)
        low = check(b, BOUNDS_SLICE3_C, lo, high, pos);
    Val r = val_new(s->type);
    r.part[1] = minus(b, high, low, pos);
    r.part[2] = minus(b, limit, low, pos);
    r.part[0] = new_pointer(b, s, low, r.part[2], pos);
    return r;
}

Val build_slice_expr(Builder *b, Node *n)
{
    Node *x = n->u.slice.x;
    Sliced s = { .type = build_type_of(b, n) };
    Type *xt = build_type_of(b, x);
    bool array = typ_underlying(xt)->kind == T_ARRAY, late = false;
    for (uint32_t i = 0; i < 3; i++)
        late |= build_has_call(n->u.slice.idx[i]);
    late &= !build_has_call(x);
    Val v;
    if (!array && !late)
        v = build_expr(b, x);
    Bound bound[3];
    for (uint32_t i = 0; i < 3; i++)
        bound[i] = eval_bound(b, n->u.slice.idx[i]);
    if (!array && late)
        v = build_expr(b, x);
    if (array)
        array_operand(b, &s, build_addr(b, x), xt);
    else
        value_operand(b, &s, v, n->pos);
    return bound[2].v ? slice3(b, &s, bound[0], bound[1], bound[2], n->pos) : slice2(b, &s, bound[0], bound[1], n->pos);
}
