/*
 * build_string.c - string literals, and sums of strings: all operands of a + b + c are added by one call.
 */
#include "build_int.h"

Val build_string_lit(Builder *b, const char *s, size_t n, Type *t)
{
    Val v = val_new(t);
    v.part[0] = n && b->cur ? emit_global(b, ssa_string_data(s, n), 0, b->pos) : ssa_const_nil(b->f);
    v.part[1] = emit_i64(b, (int64_t)n);
    return v;
}

/* string(bytes) where the string is forgotten at once: the bytes themselves, not a copy. Other expressions as they are. */
Val build_string_now(Builder *b, Node *n, Type *t)
{
    Node *x = syn_unparen(n);
    bool conversion = !x->val && x->kind == N_CALL && x->u.call.is_conversion && typ_is_basic(build_type_of(b, x), BI_STRING);
    Node *from = conversion ? x->u.call.args.p[0] : NULL;
    Type *ft = from && !from->val ? build_type_of(b, from) : NULL;
    if (!ft || (t && !typ_is_basic(t, BI_STRING)) || typ_underlying(ft)->kind != T_SLICE || ssa_layout(elem_type(ft))->size != 1)
        return t ? build_expr_as(b, n, t) : build_expr(b, n);
    Val bytes = build_expr(b, from), v = val_new(t ? t : build_type_of(b, x));
    v.part[0] = bytes.part[0];
    v.part[1] = bytes.part[1];
    return v;
}

/* The operands of a sum, from left to right. The left operand of a sum is a sum, too, so go down on the left first. */
static void collect(Builder *b, Node *n, NodeVec *out)
{
    NodeVec right = { 0 };
    for (n = syn_unparen(n); !n->val && n->kind == N_BINARY && n->op == OP_PLUS; n = syn_unparen(n->u.binary.x))
        vec_push(b->arena, &right, n->u.binary.y);
    vec_push(b->arena, out, n);
    while (right.n) {
        Node *y = syn_unparen(vec_pop(&right));
        if (!y->val && y->kind == N_BINARY && y->op == OP_PLUS)
            collect(b, y, out);
        else
            vec_push(b->arena, out, y);
    }
}

static Val concat_many(Builder *b, Val *vals, uint32_t n, Type *t, Pos pos)
{
    Type *array = typ_canon(typ_new_array(typ_basic[B_STRING], n));
    Value *list = emit_local(b, array, LOCAL_SCRATCH, pos);
    for (uint32_t i = 0; i < n; i++)
        build_store(b, list, 16 * (int64_t)i, vals[i], pos);
    Val v = val_undef(b, t);
    build_runtime(b, "concatstrings", (Value *[]){ emit_temp(b, pos), list, emit_i64(b, n), emit_i64(b, n) }, 4, v.part, pos);
    return v;
}

Val build_concat(Builder *b, Node *n)
{
    NodeVec nodes = { 0 };
    collect(b, n, &nodes);
    Type *t = build_type_of(b, n);
    Type **types = NEW_N(b->arena, Type *, nodes.n);
    for (uint32_t i = 0; i < nodes.n; i++)
        types[i] = t;
    Val *vals = NEW_N(b->arena, Val, nodes.n);
    build_expr_list(b, nodes.p, types, nodes.n, vals);
    if (nodes.n > 3)
        return concat_many(b, vals, nodes.n, t, n->pos);
    ValueVec args = { 0 };
    vec_push(b->arena, &args, emit_temp(b, n->pos));
    for (uint32_t i = 0; i < nodes.n; i++)
        val_push(&args, b->arena, vals[i]);
    Val v = val_undef(b, t);
    build_runtime(b, nodes.n == 2 ? "concatstring2" : "concatstring3", args.p, args.n, v.part, n->pos);
    return v;
}
