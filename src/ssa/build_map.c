/*
 * build_map.c - maps: access, assignment slots, deletion. The operations are those of internal/runtime/maps, with
 * variants for keys of 4 and 8 bytes of plain memory and for strings, chosen as gc does.
 */
#include "build_int.h"

typedef enum Variant { MAP_SLOW, MAP_FAST32, MAP_FAST64, MAP_FAST64_PTR, MAP_FASTSTR } Variant;

enum { MAX_FAST_ELEM = 128, MAX_ZERO_VAL = 1024 };

static Type *key_type(Type *map)
{
    return typ_canon(typ_underlying(map)->u.map.key);
}

static Variant variant(Type *map)
{
    if (ssa_layout(elem_type(map))->size > MAX_FAST_ELEM)
        return MAP_SLOW;
    Type *u = typ_underlying(key_type(map));
    if (u->kind == T_POINTER || u->kind == T_CHAN)
        return MAP_FAST64_PTR;
    if (u->kind != T_BASIC)
        return MAP_SLOW;
    if (u->u.basic.info & BI_STRING)
        return MAP_FASTSTR;
    if (u->u.basic.kind == B_UNSAFE_POINTER)
        return MAP_FAST64_PTR;
    int64_t size = u->u.basic.info & BI_INTEGER ? typ_sizeof(u) : 0;
    return size == 4 ? MAP_FAST32 : size == 8 ? MAP_FAST64 : MAP_SLOW;
}

/* Appends the key as the variant takes it; assign: pointers stay pointers. */
static void push_key(Builder *b, ValueVec *args, Variant v, Val key, bool assign, Pos pos)
{
    if (v == MAP_SLOW) {
        vec_push(b->arena, args, val_spill(b, key, pos));
    } else if (v == MAP_FAST64_PTR && !assign) {
        Value *i = emit1(b, V(PTR_TO_I32), IR_I32, pos, key.part[0]);
        vec_push(b->arena, args, emit1(b, V(EXTEND_U), IR_I64, pos, i));
    } else {
        val_push(args, b->arena, key);
    }
}

static void map_args(Builder *b, ValueVec *args, Type *map, Val m, Pos pos)
{
    vec_push(b->arena, args, emit_type(b, map, pos));
    vec_push(b->arena, args, m.part[0]);
}

Value *build_map_access(Builder *b, Type *map, Val m, Val key, Value **ok, Pos pos)
{
    static const char *const names[2][5] = {
        { "mapaccess1", "mapaccess1_fast32", "mapaccess1_fast64", "mapaccess1_fast64", "mapaccess1_faststr" },
        { "mapaccess2", "mapaccess2_fast32", "mapaccess2_fast64", "mapaccess2_fast64", "mapaccess2_faststr" } };
    Variant v = variant(map);
    ValueVec args = { 0 };
    map_args(b, &args, map, m, pos);
    push_key(b, &args, v, key, false, pos);
    const char *name = names[ok != NULL][v];
    int64_t size = ssa_layout(elem_type(map))->size;
    if (size > MAX_ZERO_VAL) {
        name = ok ? "mapaccess2_fat" : "mapaccess1_fat";
        vec_push(b->arena, &args, emit_zeros(b, size, pos));
    }
    Value *results[2] = { build_undef(b, IR_PTR), build_undef(b, IR_I32) };
    build_runtime(b, name, args.p, args.n, results, pos);
    if (ok)
        *ok = results[1];
    return results[0];
}

Value *build_map_assign(Builder *b, Type *map, Val m, Val key, Pos pos)
{
    static const char *const names[] = { "mapassign", "mapassign_fast32", "mapassign_fast64", "mapassign_fast64ptr", "mapassign_faststr" };
    Variant v = variant(map);
    ValueVec args = { 0 };
    map_args(b, &args, map, m, pos);
    push_key(b, &args, v, key, true, pos);
    Value *slot = build_undef(b, IR_PTR);
    build_runtime(b, names[v], args.p, args.n, &slot, pos);
    return slot;
}

void build_map_delete(Builder *b, Val m, Val key, Pos pos)
{
    static const char *const names[] = { "mapdelete", "mapdelete_fast32", "mapdelete_fast64", "mapdelete_fast64", "mapdelete_faststr" };
    Variant v = variant(m.type);
    ValueVec args = { 0 };
    map_args(b, &args, m.type, m, pos);
    push_key(b, &args, v, key, false, pos);
    build_runtime(b, names[v], args.p, args.n, NULL, pos);
}

/* Map and key of m[k]. */
static void operands(Builder *b, Node *n, Val out[2])
{
    Node *i = n->u.index.index;
    Node *nodes[2] = { n->u.index.x, i->kind == N_LIST ? i->u.list.elems.p[0] : i };
    Type *types[2] = { NULL, key_type(build_type_of(b, n->u.index.x)) };
    build_expr_list(b, nodes, types, 2, out);
}

Val build_map_index(Builder *b, Node *n, Value **ok)
{
    Val v[2];
    Node *i = n->u.index.index;
    if (build_has_call(n->u.index.x) || build_has_call(i) || i->kind == N_LIST) {
        operands(b, n, v);
    } else {
        v[0] = build_expr(b, n->u.index.x);
        v[1] = build_string_now(b, i, key_type(v[0].type));
    }
    Value *slot = build_map_access(b, v[0].type, v[0], v[1], ok, n->pos);
    return build_load(b, elem_type(v[0].type), slot, 0, n->pos);
}

LValue build_map_place(Builder *b, Node *n)
{
    Val v[2];
    operands(b, n, v);
    LValue p = { .kind = LV_MAP, .type = elem_type(v[0].type), .map = v[0], .key = val_materialize(b, v[1]), .map_type = v[0].type,
                 .pos = n->pos };
    return p;
}
