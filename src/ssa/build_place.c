/*
 * build_place.c - where values live: variables, fields (also promoted ones, through embedded pointers), elements, what
 * pointers point to; loads and stores of whole Go values by their parts.
 *
 * A place is part of an SSA variable, memory, or a map entry. The last nil or bounds check of a memory place is kept
 * pending until the place is used: in p.x, a[i] = f(), g() both calls come before any panic of the left side.
 *
 * A Walk follows a selector or index expression from its operand. It starts with a value or a place and turns into
 * a place in memory whenever a pointer or slice is followed.
 */
#include "build_int.h"

/* ---- loads and stores ---- */

Val build_load_cell(Builder *b, Type *t, Value *addr, int64_t offset, Cell *cell, Pos pos)
{
    Val v = val_new(t);
    if (v.lay->in_memory)
        v.addr = emit_offset(b, addr, offset, pos);
    for (uint32_t i = 0; i < v.lay->nparts; i++) {
        const Part *p = &v.lay->parts[i];
        v.part[i] = emit_load(b, p->mem, addr, offset + p->offset, pos);
        if (p->cell && v.part[i]->op == V(LOAD))
            v.part[i]->aux.cell = cell ? cell : p->cell;
    }
    return v;
}

Val build_load(Builder *b, Type *t, Value *addr, int64_t offset, Pos pos)
{
    return build_load_cell(b, t, addr, offset, NULL, pos);
}

/* Arrays behind pointers that were slices can overlap: *(*[4]int)(s[1:]) = *(*[4]int)(s). Others are equal or apart. */
static bool may_overlap(const Value *addr, Val v)
{
    return typ_underlying(v.type)->kind == T_ARRAY && addr->op == V(NIL_CHECK) && v.addr->op != V(LOCAL) && v.addr->op != V(ADDR_GLOBAL);
}

void build_store_cell(Builder *b, Value *addr, int64_t offset, Val v, Cell *cell, Pos pos)
{
    if (v.lay->in_memory && !offset && may_overlap(addr, v))
        emit3(b, V(MEMMOVE), IR_VOID, pos, addr, v.addr, emit_i32(b, (int32_t)v.lay->size));
    else if (v.lay->in_memory)
        emit_move(b, emit_offset(b, addr, offset, pos), v.addr, v.lay->size, pos);
    for (uint32_t i = 0; i < v.lay->nparts; i++) {
        const Part *p = &v.lay->parts[i];
        emit_store(b, p->mem, addr, offset + p->offset, v.part[i], pos);
        if (p->cell && b->cur)
            b->cur->last->aux.cell = cell ? cell : p->cell;
    }
}

void build_store(Builder *b, Value *addr, int64_t offset, Val v, Pos pos)
{
    build_store_cell(b, addr, offset, v, NULL, pos);
}

Val val_materialize(Builder *b, Val v)
{
    if (!v.lay->in_memory || emit_is_zeros(v.addr))
        return v;
    Value *copy = emit_local(b, v.type, 0, b->pos);
    emit_move(b, copy, v.addr, v.lay->size, b->pos);
    v.addr = copy;
    return v;
}

Value *val_spill(Builder *b, Val v, Pos pos)
{
    if (v.lay->in_memory)
        return v.addr;
    if (v.lay->size == 0)
        return emit_zeros(b, 0, pos);
    Value *slot = emit_local(b, v.type, LOCAL_SCRATCH, pos);
    build_store(b, slot, 0, v, pos);
    return slot;
}

static bool never_nil(const Value *v)
{
    return v->op == V(NEW) || v->op == V(NEW_LAYOUT) || v->op == V(LOCAL) || v->op == V(ADDR_GLOBAL) || v->op == V(NIL_CHECK);
}

Value *build_nil_check(Builder *b, Value *ptr, Pos pos)
{
    return never_nil(ptr) ? ptr : emit1(b, V(NIL_CHECK), IR_PTR, pos, ptr);
}

/* ---- fields ---- */

/* The first part of a field among the parts of its struct. */
static uint32_t field_part(Type *strct, uint32_t field)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < field; i++)
        n += ssa_layout(field_type(strct, i))->nparts;
    return n;
}

static Val part_range(Val whole, Type *t, uint32_t first)
{
    Val v = val_new(t);
    for (uint32_t i = 0; i < v.lay->nparts; i++)
        v.part[i] = whole.part[first + i];
    return v;
}

Val val_field(Builder *b, Val strct, uint32_t field)
{
    Type *t = field_type(strct.type, field);
    if (strct.lay->in_memory)
        return build_load_cell(b, t, strct.addr, typ_offsetof(typ_underlying(strct.type), field), ssa_cell_of_field(strct.type, field), b->pos);
    return part_range(strct, t, field_part(strct.type, field));
}

/* ---- places ---- */

static LValue memory_place(Type *t, Value *addr, int64_t offset, Pos pos)
{
    LValue p = { .kind = LV_MEM, .type = t, .addr = addr, .offset = offset, .pos = pos };
    return p;
}

static LValue variable_place(Builder *b, Object *obj, Pos pos)
{
    Var *var = build_var(b, obj);
    if (!var->in_ssa) {
        LValue m = memory_place(var->type, var->addr, 0, pos);
        m.cell = build_var_cell(b, var);
        return m;
    }
    LValue p = { .kind = LV_VAR, .type = var->type, .var = var, .pos = pos };
    return p;
}

/* Makes the pending check. */
static void settle(Builder *b, LValue *p)
{
    if (p->pending == PLACE_NIL)
        p->addr = build_nil_check(b, p->addr, p->pos);
    if (p->pending == PLACE_INDEX) {
        Value *i = emit_bounds(b, BOUNDS_INDEX, p->index_unsigned, p->index, p->limit, p->pos);
        if (p->kind == LV_MEM && i->op == V(CONST_I64))
            p->offset += i->imm * p->elem_size;
        else if (p->kind == LV_MEM)
            p->addr = emit_element(b, p->addr, i, p->elem_size, p->pos);
    }
    p->pending = PLACE_CHECKED;
}

Val build_place_load(Builder *b, LValue *p)
{
    ICE_IF(p->kind == LV_BLANK, p->pos, "load of the blank identifier");
    if (p->kind == LV_MAP) {
        Value *slot = build_map_access(b, p->map_type, p->map, p->key, NULL, p->pos);
        return build_load(b, p->type, slot, 0, p->pos);
    }
    settle(b, p);
    if (p->kind == LV_MEM)
        return build_load_cell(b, p->type, p->addr, p->offset, p->cell, p->pos);
    Val v = val_new(p->type);
    for (uint32_t i = 0; i < v.lay->nparts; i++)
        v.part[i] = build_read(b, p->var->ssa0 + p->part0 + i);
    return v;
}

void build_place_store(Builder *b, LValue *p, Val v)
{
    if (p->kind == LV_BLANK)
        return;
    if (p->kind == LV_MAP) {
        build_store(b, build_map_assign(b, p->map_type, p->map, p->key, p->pos), 0, v, p->pos);
        return;
    }
    settle(b, p);
    if (p->kind == LV_MEM) {
        build_store_cell(b, p->addr, p->offset, v, p->cell, p->pos);
        return;
    }
    for (uint32_t i = 0; i < v.lay->nparts; i++)
        build_write(b, p->var->ssa0 + p->part0 + i, v.part[i]);
}

Value *build_place_addr(Builder *b, LValue *p)
{
    settle(b, p);
    if (p->kind == LV_VAR && !p->var->lay->size)
        return emit_zeros(b, 0, p->pos);
    ICE_IF(p->kind != LV_MEM, p->pos, "address of a value that has none");
    if (p->cell)
        p->cell->addressed = true;
    return emit_offset(b, p->addr, p->offset, p->pos);
}

void build_place_enter(Builder *b, LValue *p)
{
    if (p->kind == LV_MAP)
        *p = memory_place(p->type, build_map_assign(b, p->map_type, p->map, p->key, p->pos), 0, p->pos);
}

/* ---- following selectors and indices ---- */

typedef struct Walk { bool is_place; LValue p; Val v; } Walk;

static Walk walk_value(Val v)
{
    Walk w = { .v = v };
    return w;
}

static Walk walk_place(LValue p)
{
    Walk w = { .is_place = true, .p = p };
    return w;
}

static Type *walk_type(const Walk *w)
{
    return w->is_place ? w->p.type : w->v.type;
}

static Val walk_load(Builder *b, Walk *w)
{
    return w->is_place ? build_place_load(b, &w->p) : w->v;
}

/* Follows the pointer that w has come to. */
static void walk_deref(Builder *b, Walk *w, Pos pos)
{
    Val ptr = walk_load(b, w);
    *w = walk_place(memory_place(elem_type(ptr.type), ptr.part[0], 0, pos));
    w->p.pending = PLACE_NIL;
}

static void walk_field(Builder *b, Walk *w, uint32_t field, Pos pos)
{
    if (typ_underlying(walk_type(w))->kind == T_POINTER)
        walk_deref(b, w, pos);
    if (!w->is_place) {
        w->v = val_field(b, w->v, field);
        return;
    }
    Type *strct = w->p.type;
    if (w->p.pending == PLACE_INDEX)
        settle(b, &w->p);
    if (w->p.kind == LV_VAR)
        w->p.part0 += field_part(strct, field);
    else
        w->p.offset += typ_offsetof(typ_underlying(strct), field);
    w->p.cell = ssa_cell_of_field(strct, field);
    w->p.type = field_type(strct, field);
    w->p.pos = pos;
}

static Walk walk(Builder *b, Node *n);

static Walk walk_selector(Builder *b, Node *n)
{
    const Selection *sel = n->u.selector.selection;
    if (!sel)
        return walk_place(variable_place(b, n->u.selector.sel->u.ident.obj, n->pos));
    Walk w = walk(b, n->u.selector.x);
    for (uint32_t i = 0; i < sel->nindex; i++)
        walk_field(b, &w, (uint32_t)sel->index[i], n->pos);
    return w;
}

/* Element i of an array that w has come to. */
static void walk_array(Builder *b, Walk *w, Val index, Pos pos)
{
    Type *array = walk_type(w), *elem = elem_type(array);
    if (!w->is_place && w->v.lay->in_memory)
        *w = walk_place(memory_place(array, w->v.addr, 0, pos));
    if (w->is_place) {
        settle(b, &w->p);
        w->p.type = elem;
        w->p.pos = pos;
    }
    LValue *p = &w->p;
    p->index = build_i64(b, index);
    p->index_unsigned = typ_is_basic(index.type, BI_UNSIGNED);
    p->limit = emit_i64(b, typ_underlying(array)->u.array.len);
    p->elem_size = ssa_layout(elem)->size;
    p->pending = PLACE_INDEX;
    if (w->is_place && p->kind == LV_VAR && !typ_underlying(array)->u.array.len) {      /* no element: the check fails */
        settle(b, p);
        *p = memory_place(elem, build_undef(b, IR_PTR), 0, pos);
        return;
    }
    if (!w->is_place) {         /* at most one element, held in parts */
        p->kind = LV_VAR;
        p->pos = pos;
        settle(b, p);
        w->v = w->v.lay->size ? part_range(w->v, elem, 0) : build_zero(b, elem);
    }
}

static void walk_slice(Builder *b, Walk *w, Val index, Pos pos)
{
    Val s = walk_load(b, w);
    *w = walk_place(memory_place(elem_type(s.type), s.part[0], 0, pos));
    w->p.index = build_i64(b, index);
    w->p.index_unsigned = typ_is_basic(index.type, BI_UNSIGNED);
    w->p.limit = s.part[1];
    w->p.elem_size = ssa_layout(w->p.type)->size;
    w->p.pending = PLACE_INDEX;
}

static void walk_string(Builder *b, Walk *w, Val index, Pos pos)
{
    Val s = walk_load(b, w);
    Value *i = emit_bounds(b, BOUNDS_INDEX, typ_is_basic(index.type, BI_UNSIGNED), build_i64(b, index), s.part[1], pos);
    *w = walk_value(val_part1(b, typ_canon(typ_basic[B_UINT8]), emit_load(b, MEM_I8U, emit_element(b, s.part[0], i, 1, pos), 0, pos)));
}

static Node *index_of(Node *n)
{
    Node *i = n->u.index.index;
    return i->kind == N_LIST ? i->u.list.elems.p[0] : i;
}

static Walk walk_index(Builder *b, Node *n)
{
    Node *x = n->u.index.x, *i = index_of(n);
    if (typ_underlying(build_type_of(b, x))->kind == T_MAP)
        return walk_value(build_map_index(b, n, NULL));
    bool late = build_has_call(i) && !build_has_call(x);
    Val index;
    if (late)
        index = build_expr(b, i);
    Walk w = walk(b, x);
    if (!late && w.is_place && build_has_call(i) && typ_underlying(w.p.type)->kind != T_ARRAY)
        w = walk_value(walk_load(b, &w));
    if (!late)
        index = build_expr(b, i);
    if (typ_underlying(walk_type(&w))->kind == T_POINTER)
        walk_deref(b, &w, n->pos);
    switch (typ_underlying(walk_type(&w))->kind) {
    case T_ARRAY: walk_array(b, &w, index, n->pos); break;
    case T_SLICE: walk_slice(b, &w, index, n->pos); break;
    default: walk_string(b, &w, index, n->pos);
    }
    return w;
}

static Walk walk(Builder *b, Node *n)
{
    switch (n->kind) {
    case N_PAREN:
        return walk(b, n->u.paren.x);
    case N_NAME:
        if (n->u.ident.obj && n->u.ident.obj->kind == OBJ_VAR)
            return walk_place(variable_place(b, n->u.ident.obj, n->pos));
        break;
    case N_SELECTOR:
        if (n->u.selector.selection ? n->u.selector.selection->kind == SEL_FIELD : n->u.selector.sel->u.ident.obj->kind == OBJ_VAR)
            return walk_selector(b, n);
        break;
    case N_INDEX:
        if (!build_func_name(n) && !build_method_selector(n))
            return walk_index(b, n);
        break;
    case N_UNARY:
        if (n->op == OP_DEREF) {
            Walk w = walk(b, n->u.unary.x);
            walk_deref(b, &w, n->pos);
            return w;
        }
        break;
    default:
        break;
    }
    return walk_value(build_expr_plain(b, n));
}

/* The value of a variable, field, element or dereference. */
Val build_walk_load(Builder *b, Node *n)
{
    Walk w = walk(b, n);
    return walk_load(b, &w);
}

LValue build_place(Builder *b, Node *n)
{
    Node *x = syn_unparen(n);
    if (build_is_blank(x)) {
        LValue blank = { .kind = LV_BLANK, .pos = n->pos };
        return blank;
    }
    if (x->kind == N_INDEX && typ_underlying(build_type_of(b, x->u.index.x))->kind == T_MAP)
        return build_map_place(b, x);
    Walk w = walk(b, x);
    if (w.is_place)
        return w.p;
    /* No variable: a temporary holds the value. */
    return memory_place(w.v.type, val_spill(b, w.v, n->pos), 0, n->pos);
}

Value *build_addr(Builder *b, Node *n)
{
    Node *x = syn_unparen(n);
    if (x->kind == N_COMPOSITE_LIT) {
        Value *obj = emit_new(b, build_type_of(b, x), x->pos);
        build_complit_into(b, x, obj, 0, true);
        return obj;
    }
    LValue p = build_place(b, x);
    return build_place_addr(b, &p);
}
