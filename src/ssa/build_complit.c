/*
 * build_complit.c - composite literals (spec, "Composite literals").
 *
 * Small structs are made of their parts. Everything else is stored field by field into memory that is new: a temporary, or
 * the heap object of &T{...} and of a slice's array. What consists of constants is laid out as static data and copied; large
 * map literals of constants become a loop over two such arrays.
 */
#include "build_int.h"

enum { MIN_STATIC_LEAVES = 4, MIN_MAP_LOOP = 26 };

/* ---- constant literals ---- */

/* Can n be laid out once for all evaluations? Counts the leaves. */
static bool is_constant(Builder *b, Node *n, uint32_t *leaves)
{
    n = syn_unparen(n);
    if (n->kind == N_KEY_VALUE)
        return !n->u.kv.selection && is_constant(b, n->u.kv.value, leaves);
    Type *u = typ_underlying(n->type);
    if (n->val) {
        ++*leaves;
        return u->kind == T_BASIC && !(u->u.basic.info & BI_UNTYPED);
    }
    if (n->kind != N_COMPOSITE_LIT || (u->kind != T_STRUCT && u->kind != T_ARRAY))
        return false;
    for (uint32_t i = 0; i < n->u.complit.elems.n; i++) {
        if (!is_constant(b, n->u.complit.elems.p[i], leaves))
            return false;
    }
    return true;
}

static Global *static_data(Type *t)
{
    static uint32_t number;
    const TypeLayout *lay = ssa_layout(t);
    Global *g = ssa_global_new(arena_printf(prog->arena, "gocw.lit%u", number++), (uint64_t)lay->size, lay->align);
    g->type = lay->type;
    g->readonly = true;
    return g;
}

/* The address of literal n (of type t, a struct or array; a slice literal: t is the array) as static data, or NULL. */
static Value *static_literal(Builder *b, Node *n, Type *t)
{
    uint32_t leaves = 0;
    if (!b->cur || b->f->ntargs)
        return NULL;
    for (uint32_t i = 0; i < n->u.complit.elems.n; i++) {
        if (!is_constant(b, n->u.complit.elems.p[i], &leaves))
            return NULL;
    }
    if (leaves < MIN_STATIC_LEAVES)
        return NULL;
    Global *g = static_data(t);
    return static_init(g, 0, n, t) ? emit_global(b, g, 0, n->pos) : NULL;
}

/* ---- elements ---- */

typedef struct Element { Node *value; Type *type; int64_t offset; uint32_t part; bool blank; Cell *cell; } Element;
typedef VEC(Element) Elements;

static uint32_t parts_before(Type *strct, uint32_t field)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < field; i++)
        n += ssa_layout(field_type(strct, i))->nparts;
    return n;
}

static void into_field(Element *e, uint32_t field)
{
    e->offset += typ_offsetof(typ_underlying(e->type), field);
    if (!ssa_layout(e->type)->in_memory)
        e->part += parts_before(e->type, field);
    e->cell = ssa_cell_of_field(e->type, field);
    e->blank = name_is(typ_underlying(e->type)->u.strct.fields.p[field]->name, "_");    /* evaluated, but stays zero */
    e->type = field_type(e->type, field);
}

static void struct_elements(Builder *b, Node *n, Type *t, Elements *out)
{
    NodeVec *elems = &n->u.complit.elems;
    for (uint32_t i = 0; i < elems->n; i++) {
        Element e = { elems->p[i], t, 0, 0, false, NULL };
        if (e.value->kind == N_KEY_VALUE) {
            const Selection *sel = e.value->u.kv.selection;
            for (uint32_t k = 0; sel && k < sel->nindex; k++)
                into_field(&e, (uint32_t)sel->index[k]);
            if (!sel)
                into_field(&e, (uint32_t)e.value->u.kv.key->u.ident.obj->u.var.index);
            e.value = e.value->u.kv.value;
        } else {
            into_field(&e, i);
        }
        vec_push(b->arena, out, e);
    }
}

/* Returns the greatest index + 1. */
static int64_t array_elements(Builder *b, Node *n, Type *elem, Elements *out)
{
    NodeVec *elems = &n->u.complit.elems;
    int64_t index = 0, end = 0, size = ssa_layout(elem)->size;
    for (uint32_t i = 0; i < elems->n; i++) {
        Node *v = elems->p[i];
        if (v->kind == N_KEY_VALUE) {
            con_int64_val(con_to_int(v->u.kv.key->val), &index);
            v = v->u.kv.value;
        }
        Element e = { v, elem, index * size, 0, false, NULL };
        vec_push(b->arena, out, e);
        if (++index > end)
            end = index;
    }
    return end;
}

static void collect(Builder *b, Node *n, Type *t, Elements *out)
{
    if (typ_underlying(t)->kind == T_STRUCT)
        struct_elements(b, n, t, out);
    else
        array_elements(b, n, elem_type(t), out);
}

/* Does a call stand behind something that gc would read after it? */
static bool order_matters(const Elements *l)
{
    bool plain = false;
    for (uint32_t i = 0; i < l->n; i++) {
        Node *v = l->p[i].value;
        if (plain && build_has_call(v))
            return true;
        plain |= !v->val && v->kind != N_FUNC_LIT && v->kind != N_COMPOSITE_LIT && !build_has_call(v);
    }
    return false;
}

static Val *eval_all(Builder *b, const Elements *l)
{
    Node **nodes = NEW_N(b->arena, Node *, l->n);
    Type **types = NEW_N(b->arena, Type *, l->n);
    Val *vals = NEW_N(b->arena, Val, l->n);
    for (uint32_t i = 0; i < l->n; i++) {
        nodes[i] = l->p[i].value;
        types[i] = l->p[i].type;
    }
    build_expr_list(b, nodes, types, l->n, vals);
    return vals;
}

static bool is_inner_literal(Builder *b, const Element *e)
{
    return e->value->kind == N_COMPOSITE_LIT && ssa_layout(e->type)->in_memory && build_type_of(b, e->value) == e->type;
}

static void store_elements(Builder *b, const Elements *l, Value *addr, int64_t offset, bool zeroed)
{
    if (order_matters(l)) {
        Val *vals = eval_all(b, l);
        for (uint32_t i = 0; i < l->n; i++) {
            if (!l->p[i].blank)
                build_store_cell(b, addr, offset + l->p[i].offset, vals[i], l->p[i].cell, l->p[i].value->pos);
        }
        return;
    }
    for (uint32_t i = 0; i < l->n; i++) {
        const Element *e = &l->p[i];
        if (e->blank)
            build_expr_as(b, e->value, e->type);
        else if (is_inner_literal(b, e))
            build_complit_into(b, e->value, addr, offset + e->offset, zeroed);
        else
            build_store_cell(b, addr, offset + e->offset, build_expr_as(b, e->value, e->type), e->cell, e->value->pos);
    }
}

/* ---- structs and arrays ---- */

static bool sets_all(const Elements *l, Type *t)
{
    int64_t set = 0;
    for (uint32_t i = 0; i < l->n; i++)
        set += l->p[i].blank ? 0 : ssa_layout(l->p[i].type)->size;
    return set == ssa_layout(t)->size;
}

void build_complit_into(Builder *b, Node *n, Value *addr, int64_t offset, bool zeroed)
{
    Type *t = build_type_of(b, n), *u = typ_underlying(t);
    if (u->kind != T_STRUCT && u->kind != T_ARRAY) {
        build_store(b, addr, offset, build_complit(b, n), n->pos);
        return;
    }
    Value *data = static_literal(b, n, t);
    if (data) {
        emit_move(b, emit_offset(b, addr, offset, n->pos), data, ssa_layout(t)->size, n->pos);
        return;
    }
    Elements l = { 0 };
    collect(b, n, t, &l);
    if (!zeroed && !sets_all(&l, t)) {
        emit_zero(b, emit_offset(b, addr, offset, n->pos), ssa_layout(t)->size, n->pos);
        zeroed = true;
    }
    store_elements(b, &l, addr, offset, zeroed);
}

static Val value_of_parts(Builder *b, Node *n, Type *t)
{
    Elements l = { 0 };
    collect(b, n, t, &l);
    Val r = build_zero(b, t), *vals = eval_all(b, &l);
    for (uint32_t i = 0; i < l.n; i++) {
        for (uint32_t k = 0; k < vals[i].lay->nparts && !l.p[i].blank; k++)
            r.part[l.p[i].part + k] = vals[i].part[k];
    }
    return r;
}

static Val value_in_memory(Builder *b, Node *n, Type *t)
{
    Val v = val_new(t);
    v.addr = static_literal(b, n, t);
    if (v.addr)
        return v;
    if (!n->u.complit.elems.n)
        return build_zero(b, t);
    v.addr = emit_local(b, t, 0, n->pos);
    build_complit_into(b, n, v.addr, 0, false);
    return v;
}

/* ---- slices ---- */

static Val slice_literal(Builder *b, Node *n, Type *t)
{
    Elements l = { 0 };
    int64_t len = array_elements(b, n, elem_type(t), &l);
    Type *array = typ_canon(typ_new_array(elem_type(t), len));
    Val v = val_new(t);
    v.part[0] = emit_new(b, array, n->pos);
    v.part[1] = v.part[2] = emit_i64(b, len);
    Value *data = static_literal(b, n, array);
    if (data)
        emit_move(b, v.part[0], data, ssa_layout(array)->size, n->pos);
    else
        store_elements(b, &l, v.part[0], 0, true);
    return v;
}

/* ---- maps ---- */

static void add_entry(Builder *b, Val m, Node *kv)
{
    Node *nodes[2] = { kv->u.kv.key, kv->u.kv.value };
    Type *types[2] = { typ_canon(typ_underlying(m.type)->u.map.key), elem_type(m.type) };
    Val v[2];
    build_expr_list(b, nodes, types, 2, v);
    v[1] = val_materialize(b, v[1]);
    build_store(b, build_map_assign(b, m.type, m, v[0], kv->pos), 0, v[1], kv->pos);
}

static bool all_constant(Builder *b, NodeVec *entries)
{
    uint32_t leaves = 0;
    for (uint32_t i = 0; i < entries->n; i++) {
        Node *kv = entries->p[i];
        if (!is_constant(b, kv->u.kv.key, &leaves) || !is_constant(b, kv->u.kv.value, &leaves))
            return false;
    }
    return true;
}

/* Keys (or values) of a map literal as a static array. NULL: not possible. */
static Global *static_column(NodeVec *entries, Type *elem, bool keys)
{
    Global *g = static_data(typ_canon(typ_new_array(elem, entries->n)));
    for (uint32_t i = 0; i < entries->n; i++) {
        Node *kv = entries->p[i];
        if (!static_init(g, i * (uint64_t)ssa_layout(elem)->size, keys ? kv->u.kv.key : kv->u.kv.value, elem))
            return NULL;
    }
    return g;
}

/* for i := range keys { m[keys[i]] = values[i] } */
static void add_in_loop(Builder *b, Val m, Global *keys, Global *values, uint32_t n, Pos pos)
{
    Type *kt = typ_canon(typ_underlying(m.type)->u.map.key), *vt = elem_type(m.type);
    uint32_t var = build_ssa_var(b, IR_I64);
    Block *head = build_block(b), *body = build_block(b), *done = build_block(b);
    build_write(b, var, emit_i64(b, 0));
    build_jump(b, head);
    build_start(b, head);
    Value *i = build_read(b, var);
    build_if(b, emit2(b, V(LT_S_I64), IR_I32, pos, i, emit_i64(b, n)), body, done, 1);
    build_seal(b, body);
    build_seal(b, done);
    build_start(b, body);
    Value *k = emit_element(b, emit_global(b, keys, 0, pos), i, ssa_layout(kt)->size, pos);
    Value *v = emit_element(b, emit_global(b, values, 0, pos), i, ssa_layout(vt)->size, pos);
    Value *slot = build_map_assign(b, m.type, m, build_load(b, kt, k, 0, pos), pos);
    build_store(b, slot, 0, build_load(b, vt, v, 0, pos), pos);
    build_write(b, var, emit2(b, V(ADD_I64), IR_I64, pos, i, emit_i64(b, 1)));
    build_jump(b, head);
    build_seal(b, head);
    build_start(b, done);
}

static Val map_literal(Builder *b, Node *n, Type *t)
{
    NodeVec *entries = &n->u.complit.elems;
    Val m = build_make_map(b, t, emit_i64(b, entries->n), n->pos);
    if (entries->n >= MIN_MAP_LOOP && b->cur && !b->f->ntargs && all_constant(b, entries)) {
        Global *keys = static_column(entries, typ_canon(typ_underlying(t)->u.map.key), true);
        Global *values = keys ? static_column(entries, elem_type(t), false) : NULL;
        if (values) {
            add_in_loop(b, m, keys, values, entries->n, n->pos);
            return m;
        }
    }
    for (uint32_t i = 0; i < entries->n; i++)
        add_entry(b, m, entries->p[i]);
    return m;
}

/* ---- any literal ---- */

/* An element {...} of type *T stands for &T{...}. */
static Val pointer_literal(Builder *b, Node *n, Type *t)
{
    Type *base = elem_type(t);
    Value *obj = emit_new(b, base, n->pos);
    Node *plain = NEW(b->arena, Node);
    *plain = *n;
    plain->type = base;
    build_complit_into(b, plain, obj, 0, true);
    return val_part1(b, t, obj);
}

Val build_complit(Builder *b, Node *n)
{
    Type *t = build_type_of(b, n);
    switch (typ_underlying(t)->kind) {
    case T_POINTER: return pointer_literal(b, n, t);
    case T_SLICE: return slice_literal(b, n, t);
    case T_MAP: return map_literal(b, n, t);
    default: return ssa_layout(t)->in_memory ? value_in_memory(b, n, t) : value_of_parts(b, n, t);
    }
}
