/*
 * build_emit.c - the builder's way to the IR: values at the end of the current block, constants, addresses of static
 * objects, and joins of control flow that carry values.
 *
 * Where control does not get (no current block) nothing is made; callers get undefined values of the right type, so they
 * need not look.
 */
#include "build_int.h"

static Value *nothing(Builder *b, IrType type)
{
    return type == IR_VOID ? NULL : build_undef(b, type);
}

static Value *emit(Builder *b, ValueOp op, IrType type, Pos pos, uint32_t n, Value *const *args)
{
    return b->cur ? ssa_value(b->cur, op, type, pos, n, args) : nothing(b, type);
}

Value *emit0(Builder *b, ValueOp op, IrType type, Pos pos)
{
    return emit(b, op, type, pos, 0, NULL);
}

Value *emit1(Builder *b, ValueOp op, IrType type, Pos pos, Value *x)
{
    return emit(b, op, type, pos, 1, &x);
}

Value *emit2(Builder *b, ValueOp op, IrType type, Pos pos, Value *x, Value *y)
{
    return emit(b, op, type, pos, 2, (Value *[]){ x, y });
}

Value *emit3(Builder *b, ValueOp op, IrType type, Pos pos, Value *x, Value *y, Value *z)
{
    return emit(b, op, type, pos, 3, (Value *[]){ x, y, z });
}

Value *emit_i32(Builder *b, int32_t v) { return ssa_const_i32(b->f, v); }
Value *emit_i64(Builder *b, int64_t v) { return ssa_const_i64(b->f, v); }

/* ---- memory ---- */

Value *emit_load(Builder *b, MemType mem, Value *addr, int64_t offset, Pos pos)
{
    if (!b->cur)
        return nothing(b, ssa_mem_reg(mem));
    Value *v = ssa_value1(b->cur, V(LOAD), ssa_mem_reg(mem), pos, addr);
    v->mem = (uint8_t)mem;
    v->imm = offset;
    return v;
}

void emit_store(Builder *b, MemType mem, Value *addr, int64_t offset, Value *v, Pos pos)
{
    if (!b->cur)
        return;
    Value *st = ssa_value2(b->cur, V(STORE), IR_VOID, pos, addr, v);
    st->mem = (uint8_t)mem;
    st->imm = offset;
}

Value *emit_offset(Builder *b, Value *addr, int64_t offset, Pos pos)
{
    if (offset == 0)
        return addr;
    if (addr->op == V(ADDR_GLOBAL))
        return emit_global(b, addr->aux.global, addr->imm + offset, pos);
    return emit2(b, V(ADD_PTR), IR_PTR, pos, addr, emit_i32(b, (int32_t)offset));
}

Value *emit_element(Builder *b, Value *addr, Value *index, int64_t size, Pos pos)
{
    if (index->op == V(CONST_I64))
        return emit_offset(b, addr, index->imm * size, pos);
    if (size == 0)
        return addr;
    Value *i = emit1(b, V(WRAP), IR_I32, pos, index);
    if (size != 1)
        i = emit2(b, V(MUL_I32), IR_I32, pos, i, emit_i32(b, (int32_t)size));
    return emit2(b, V(ADD_PTR), IR_PTR, pos, addr, i);
}

void emit_move(Builder *b, Value *dst, Value *src, int64_t size, Pos pos)
{
    if (emit_is_zeros(src)) {
        emit_zero(b, dst, size, pos);
        return;
    }
    Value *v = size && dst != src ? emit2(b, V(MOVE), IR_VOID, pos, dst, src) : NULL;
    if (v)
        v->imm = size;
}

void emit_zero(Builder *b, Value *dst, int64_t size, Pos pos)
{
    Value *v = size ? emit1(b, V(ZERO), IR_VOID, pos, dst) : NULL;
    if (v)
        v->imm = size;
}

Value *emit_new(Builder *b, Type *t, Pos pos)
{
    if (ssa_layout(t)->size == 0)
        return emit_runtime_var(b, "zerobase", pos);
    if (!b->cur)
        return nothing(b, IR_PTR);
    Value *v = ssa_value0(b->cur, V(NEW), IR_PTR, pos);
    v->aux.type = t;
    return v;
}

Value *emit_temp(Builder *b, Pos pos)
{
    enum { SIZE = 32 };     /* tmpSize of the overlay */
    if (prog->opt_level == 0) return ssa_const_nil(b->f);
    Value *v = emit0(b, V(TEMP), IR_PTR, pos);
    v->imm = SIZE << 8;
    return v;
}

Value *emit_local(Builder *b, Type *t, uint32_t flags, Pos pos)
{
    Value *v = build_entry_value(b, V(LOCAL), IR_PTR, pos);
    v->aux.type = t;
    v->imm = flags;
    return v;
}

/* ---- static objects ---- */

Value *emit_global(Builder *b, Global *g, int64_t offset, Pos pos)
{
    if (!b->cur)
        return nothing(b, IR_PTR);
    Value *v = ssa_value0(b->cur, V(ADDR_GLOBAL), IR_PTR, pos);
    v->aux.global = g;
    v->imm = offset;
    return v;
}

static Package *runtime_package(void)
{
    static Package *p;
    for (uint32_t i = 0; !p && i < prog->packages.n; i++) {
        Package *q = prog->packages.p[i];
        if (!strcmp(q->path, "runtime"))
            p = q;
    }
    ICE_IF(!p, NO_POS, "package runtime is missing");
    return p;
}

Value *emit_runtime_var(Builder *b, const char *name, Pos pos)
{
    Object *o = ptrmap_get(&runtime_package()->scope->elems, name_of(name));
    ICE_IF(!o || o->kind != OBJ_VAR, pos, "package runtime has no variable %s", name);
    typ_resolve(o);
    return emit_global(b, ssa_global_for_var(o), 0, pos);
}

/* One block for the whole program, as large as the largest use. */
static Global *zeros(void)
{
    static Global *g;
    if (!g) {
        g = ssa_global_new("gocw.zeros", 8, 8);
        g->readonly = true;
    }
    return g;
}

Value *emit_zeros(Builder *b, int64_t size, Pos pos)
{
    Global *g = zeros();
    if ((uint64_t)size > g->size)
        g->size = (uint64_t)size;
    return emit_global(b, g, 0, pos);
}

bool emit_is_zeros(const Value *v)
{
    return v->op == V(ADDR_GLOBAL) && v->aux.global == zeros();
}

Value *emit_type(Builder *b, Type *t, Pos pos)
{
    return b->cur ? emit_global(b, ssa_type_descriptor(t), 0, pos) : nothing(b, IR_PTR);
}

Value *emit_alloc_type(Builder *b, Type *t, Pos pos)
{
    return b->cur ? emit_global(b, ssa_alloc_descriptor(t), 0, pos) : nothing(b, IR_PTR);
}

static ItabRef *itab_ref(Type *concrete, Type *iface)
{
    static PtrMap refs;
    if (!refs.arena)
        ptrmap_init(&refs, prog->arena);
    Global *g = ssa_itab(concrete, iface);
    ItabRef *r = ptrmap_get(&refs, g);
    if (!r) {
        r = NEW(prog->arena, ItabRef);
        *r = (ItabRef){ concrete, iface, g };
        ptrmap_set(&refs, g, r);
    }
    return r;
}

Value *emit_itab(Builder *b, Type *concrete, Type *iface, Pos pos)
{
    if (!b->cur)
        return nothing(b, IR_PTR);
    Value *v = ssa_value0(b->cur, V(ADDR_ITAB), IR_PTR, pos);
    v->aux.itab = itab_ref(concrete, iface);
    return v;
}

/* ---- checks and choices ---- */

/* The kinds come in pairs; the second is for indices of unsigned type. */
Value *emit_bounds(Builder *b, BoundsKind kind, bool is_unsigned, Value *index, Value *length, Pos pos)
{
    if (index->op == V(CONST_I64) && length->op == V(CONST_I64) && index->imm >= 0) {
        if (kind == BOUNDS_INDEX ? index->imm < length->imm : index->imm <= length->imm)
            return index;
    }
    if (!b->cur)
        return index;
    Value *v = ssa_value2(b->cur, kind == BOUNDS_INDEX ? V(BOUNDS) : V(SLICE_BOUNDS), IR_I64, pos, index, length);
    v->imm = kind + (is_unsigned && kind != BOUNDS_CONVERT);
    return v;
}

Value *emit_select(Builder *b, Value *cond, Value *yes, Value *no, Pos pos)
{
    if (yes == no)
        return yes;
    return emit3(b, V(SELECT), (IrType)yes->type, pos, yes, no, cond);
}

Value *emit_not(Builder *b, Value *cond, Pos pos)
{
    return emit1(b, V(EQZ_I32), IR_I32, pos, cond);
}

void emit_dead(Builder *b, Pos pos)
{
    if (b->cur)
        ssa_block_kind(b->cur, BLOCK_DEAD, NULL, pos);
    b->cur = NULL;
}

/* ---- joins ---- */

Merge merge_begin(Builder *b)
{
    Merge m = { .to = build_block(b) };
    return m;
}

void merge_add(Builder *b, Merge *m, Value *const *vals, uint32_t n)
{
    if (!build_reached(b)) {
        b->cur = NULL;
        return;
    }
    ICE_IF(m->n == LEN(m->vals), NO_POS, "too many arms");
    if (n)
        memcpy(m->vals[m->n], vals, n * sizeof *vals);
    m->n++;
    build_jump(b, m->to);
}

static Value *join(Merge *m, uint32_t i, Pos pos)
{
    bool same = true;
    for (uint32_t k = 1; k < m->n; k++)
        same &= m->vals[k][i] == m->vals[0][i];
    if (same)
        return m->vals[0][i];
    Value *args[LEN(m->vals)];
    for (uint32_t k = 0; k < m->n; k++)
        args[k] = m->vals[k][i];
    return ssa_value(m->to, V(PHI), (IrType)args[0]->type, pos, m->n, args);
}

void merge_end(Builder *b, Merge *m, Value **vals, uint32_t n, Pos pos)
{
    build_seal(b, m->to);
    if (!m->n) {
        b->cur = NULL;
        for (uint32_t i = 0; i < n; i++)
            vals[i] = build_undef(b, (IrType)vals[i]->type);
        return;
    }
    build_start(b, m->to);
    for (uint32_t i = 0; i < n; i++)
        vals[i] = join(m, i, pos);
}

void merge_add_val(Builder *b, Merge *m, Val v)
{
    merge_add(b, m, v.lay->in_memory ? &v.addr : v.part, v.lay->in_memory ? 1 : v.lay->nparts);
}

Val merge_end_val(Builder *b, Merge *m, Type *t, Pos pos)
{
    Val v = val_undef(b, t);
    merge_end(b, m, v.lay->in_memory ? &v.addr : v.part, v.lay->in_memory ? 1 : v.lay->nparts, pos);
    return v;
}

/* ---- Go values and types ---- */

Val val_new(Type *t)
{
    Val v = { .type = t, .lay = ssa_layout(t) };
    return v;
}

Val val_undef(Builder *b, Type *t)
{
    Val v = val_new(t);
    if (v.lay->in_memory)
        v.addr = build_undef(b, IR_PTR);
    for (uint32_t i = 0; i < v.lay->nparts; i++)
        v.part[i] = build_undef(b, (IrType)v.lay->parts[i].type);
    return v;
}

void val_push(ValueVec *args, Arena *a, Val v)
{
    if (v.lay->in_memory)
        vec_push(a, args, v.addr);
    for (uint32_t i = 0; i < v.lay->nparts; i++)
        vec_push(a, args, v.part[i]);
}

Val val_part1(Builder *b, Type *t, Value *x)
{
    (void)b;
    Val v = val_new(t);
    ICE_IF(v.lay->nparts != 1, x->pos, "%s is no single scalar", typ_string(t, QUAL_PATH));
    v.part[0] = x;
    return v;
}

Type *elem_type(Type *t)
{
    Type *u = typ_underlying(t);
    switch (u->kind) {
    case T_ARRAY: return typ_canon(u->u.array.elem);
    case T_SLICE: return typ_canon(u->u.slice.elem);
    case T_POINTER: return typ_canon(u->u.pointer.base);
    case T_MAP: return typ_canon(u->u.map.elem);
    case T_CHAN: return typ_canon(u->u.chan.elem);
    default: ice(NO_POS, "%s has no elements", typ_string(t, QUAL_PATH));
    }
}

Type *field_type(Type *strct, uint32_t i)
{
    return typ_canon(typ_underlying(strct)->u.strct.fields.p[i]->type);
}
