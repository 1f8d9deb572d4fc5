/*
 * build_iface.c - interface values: making them, asking what they hold, taking it out again.
 *
 * An interface is two words: type descriptor (empty interfaces) or itab, and data. Types of one pointer word are the
 * data themselves; other values are boxed: read-only static data for constants, the table of small numbers for single
 * bytes, a fresh object else. A boxed value is never changed, so taking a large one out needs no copy.
 */
#include "build_int.h"

bool type_is_eface(Type *t)
{
    return typ_type_set(typ_underlying(t))->methods.n == 0;
}

/* ---- boxing ---- */

/* A part that is known now: a number, nil, or the address of a static object. */
static bool is_static(const Value *v)
{
    return ssa_is_const(v) || v->op == V(ADDR_GLOBAL);
}

static bool all_static(Val v)
{
    bool ok = !v.lay->in_memory;
    for (uint32_t i = 0; ok && i < v.lay->nparts; i++)
        ok = is_static(v.part[i]);
    return ok;
}

static void store_static(Global *g, const Part *part, const Value *v)
{
    uint8_t *at = g->data + part->offset;
    if (v->op == V(ADDR_GLOBAL)) {
        Reloc r = { .offset = part->offset, .kind = RELOC_GLOBAL, .u.global = v->aux.global, .addend = v->imm };
        vec_push(prog->arena, &g->relocs, r);
        return;
    }
    uint64_t bits = (uint64_t)v->imm;
    if (part->mem == MEM_PTR)
        bits = (uint32_t)bits;
    for (uint32_t i = 0; i < ssa_mem_size(part->mem); i++)
        at[i] = (uint8_t)(bits >> (8 * i));
}

static Value *static_box(Builder *b, Val v, Pos pos)
{
    static uint32_t number;
    Global *g = ssa_global_new(arena_printf(prog->arena, "gocw.box%u", number++), (uint64_t)v.lay->size, v.lay->align);
    g->readonly = true;
    g->type = v.type;
    g->data = arena_alloc(prog->arena, (size_t)v.lay->size);
    for (uint32_t i = 0; i < v.lay->nparts; i++)
        store_static(g, &v.lay->parts[i], v.part[i]);
    return emit_global(b, g, 0, pos);
}

static Value *byte_box(Builder *b, Val v, Pos pos)
{
    Value *i = emit1(b, V(EXT8_U), IR_I32, pos, v.part[0]);
    i = emit2(b, V(SHL_I32), IR_I32, pos, i, emit_i32(b, 3));
    return emit2(b, V(ADD_PTR), IR_PTR, pos, emit_runtime_var(b, "staticuint64s", pos), i);
}

static Value *scalar_box(Builder *b, Val v, Pos pos)
{
    Value *x = v.part[0];
    switch (v.lay->parts[0].mem) {
    case MEM_I8S: case MEM_I8U: return byte_box(b, v, pos);
    case MEM_I16S: return build_runtime1(b, "convT16", pos, 1, emit1(b, V(EXT16_U), IR_I32, pos, x));
    case MEM_I16U: return build_runtime1(b, "convT16", pos, 1, x);
    case MEM_I32: return build_runtime1(b, "convT32", pos, 1, x);
    case MEM_I64: return build_runtime1(b, "convT64", pos, 1, x);
    case MEM_F32: return build_runtime1(b, "convT32", pos, 1, emit1(b, V(F32_BITS), IR_I32, pos, x));
    case MEM_F64: return build_runtime1(b, "convT64", pos, 1, emit1(b, V(F64_BITS), IR_I64, pos, x));
    default: return NULL;
    }
}

static Value *box(Builder *b, Val v, Pos pos)
{
    if (v.lay->direct_iface)
        return v.part[0];
    if (v.lay->size == 0)
        return emit_runtime_var(b, "zerobase", pos);
    if (b->cur && all_static(v))
        return static_box(b, v, pos);
    Value *p = v.lay->nparts == 1 && (int64_t)ssa_mem_size(v.lay->parts[0].mem) == v.lay->size ? scalar_box(b, v, pos) : NULL;
    if (p)
        return p;
    if (typ_is_basic(v.type, BI_STRING))
        return build_runtime1(b, "convTstring", pos, 2, v.part[0], v.part[1]);
    if (typ_underlying(v.type)->kind == T_SLICE)
        return build_runtime1(b, "convTslice", pos, 3, v.part[0], v.part[1], v.part[2]);
    p = emit_new(b, v.type, pos);
    build_store(b, p, 0, v, pos);
    return p;
}

/* ---- from interface to interface ---- */

/* Splits control on v being nil; goes on where it is not. The other arm brings nil to m. */
static void skip_nil(Builder *b, Merge *m, Value *v, Pos pos)
{
    Block *none = build_block(b), *some = build_block(b);
    build_if(b, emit1(b, V(IS_NIL), IR_I32, pos, v), none, some, -1);
    build_seal(b, none);
    build_seal(b, some);
    build_start(b, none);
    Value *nil = ssa_const_nil(b->f);
    merge_add(b, m, &nil, 1);
    build_start(b, some);
}

Value *build_iface_type(Builder *b, Val iface, Pos pos)
{
    Value *t = iface.part[0];
    if (type_is_eface(iface.type) || t->op == V(CONST_PTR))
        return t;
    Merge m = merge_begin(b);
    skip_nil(b, &m, t, pos);
    t = emit_load(b, MEM_PTR, t, 8, pos);
    if (t->op == V(LOAD))
        t->aux.cell = &ssa_cell_itab_type;
    merge_add(b, &m, &t, 1);
    merge_end(b, &m, &t, 1, pos);
    return t;
}

/* A non-empty interface's method table for a value of dynamic type t (nil stays nil). */
static Value *find_itab(Builder *b, Type *to, Value *t, Pos pos)
{
    Merge m = merge_begin(b);
    skip_nil(b, &m, t, pos);
    Value *tab = build_runtime1(b, "typeAssertE2I", pos, 2, emit_type(b, to, pos), t);
    merge_add(b, &m, &tab, 1);
    merge_end(b, &m, &tab, 1, pos);
    return tab;
}

/* The itab is always the one of the static type, even if both types have the same methods: interfaces compare by it. */
static Val iface_to_iface(Builder *b, Val v, Type *to, Pos pos)
{
    Val r = val_new(to);
    r.part[1] = v.part[1];
    if (type_is_eface(to))
        r.part[0] = build_iface_type(b, v, pos);
    else
        r.part[0] = find_itab(b, to, build_iface_type(b, v, pos), pos);
    return r;
}

Val build_to_iface(Builder *b, Val v, Type *iface, Pos pos)
{
    if (typ_is_interface(v.type))
        return iface_to_iface(b, v, iface, pos);
    Type *t = typ_canon(typ_default(v.type));
    if (t != v.type)
        v = build_convert(b, v, t, pos);
    Val r = val_new(iface);
    if (b->cur)
        ssa_mark_in_interface(t);
    r.part[1] = box(b, v, pos);
    r.part[0] = type_is_eface(iface) ? emit_type(b, t, pos) : emit_itab(b, t, iface, pos);
    return r;
}

/* ---- taking values out ---- */

/* In generic code the type may turn out not to have the methods: there is no itab then. */
Value *build_iface_holds(Builder *b, Val iface, Type *concrete, Pos pos)
{
    if (!type_is_eface(iface.type) && !typ_implements(concrete, iface.type, NULL))
        return emit_i32(b, 0);
    Value *want = type_is_eface(iface.type) ? emit_type(b, concrete, pos) : emit_itab(b, concrete, iface.type, pos);
    return emit2(b, V(EQ_PTR), IR_I32, pos, iface.part[0], want);
}

Val build_unbox(Builder *b, Value *data, Type *concrete, Pos pos)
{
    if (ssa_layout(concrete)->direct_iface)
        return val_part1(b, concrete, data);
    return build_load(b, concrete, data, 0, pos);
}

static void assertion_failed(Builder *b, Val iface, Type *to, Pos pos)
{
    const char *fn = type_is_eface(iface.type) ? "panicdottypeE" : "panicdottypeI";
    build_runtime1(b, fn, pos, 3, iface.part[0], emit_type(b, to, pos), emit_type(b, iface.type, pos));
}

static Val assert_concrete(Builder *b, Val iface, Type *to, bool comma_ok, Value **ok, Pos pos)
{
    Value *holds = build_iface_holds(b, iface, to, pos);
    Block *yes = build_block(b), *no = build_block(b);
    build_if(b, holds, yes, no, 1);
    build_seal(b, yes);
    build_seal(b, no);
    if (!comma_ok) {
        if (no->preds.n) {
            no->cold = true;
            build_start(b, no);
            assertion_failed(b, iface, to, pos);
        }
        b->cur = yes->preds.n ? yes : NULL;
        return build_unbox(b, iface.part[1], to, pos);
    }
    *ok = holds;
    Merge m = merge_begin(b);
    build_start(b, yes);
    merge_add_val(b, &m, build_unbox(b, iface.part[1], to, pos));
    build_start(b, no);
    merge_add_val(b, &m, build_zero(b, to));
    return merge_end_val(b, &m, to, pos);
}

/* To the empty interface: anything but nil. */
static Val assert_any(Builder *b, Val iface, Type *to, bool comma_ok, Value **ok, Pos pos)
{
    Val r = val_new(to);
    r.part[0] = build_iface_type(b, iface, pos);
    r.part[1] = iface.part[1];
    Value *nil = emit1(b, V(IS_NIL), IR_I32, pos, r.part[0]);
    if (comma_ok) {
        *ok = emit_not(b, nil, pos);
        return r;
    }
    Block *no = build_block(b), *yes = build_block(b);
    build_if(b, nil, no, yes, -1);
    build_seal(b, no);
    build_seal(b, yes);
    no->cold = true;
    build_start(b, no);
    build_runtime1(b, "panicnildottype", pos, 1, emit_type(b, to, pos));
    build_start(b, yes);
    return r;
}

static Val assert_iface(Builder *b, Val iface, Type *to, bool comma_ok, Value **ok, Pos pos)
{
    Val r = val_new(to);
    Value *t = build_iface_type(b, iface, pos);
    r.part[0] = build_runtime1(b, comma_ok ? "typeAssertE2I2" : "typeAssertE2I", pos, 2, emit_type(b, to, pos), t);
    r.part[1] = iface.part[1];
    if (comma_ok) {
        *ok = emit_not(b, emit1(b, V(IS_NIL), IR_I32, pos, r.part[0]), pos);
        r.part[1] = emit_select(b, *ok, iface.part[1], ssa_const_nil(b->f), pos);
    }
    return r;
}

Val build_assert(Builder *b, Val iface, Type *to, bool comma_ok, Value **ok, Pos pos)
{
    if (!typ_is_interface(to))
        return assert_concrete(b, iface, to, comma_ok, ok, pos);
    return type_is_eface(to) ? assert_any(b, iface, to, comma_ok, ok, pos) : assert_iface(b, iface, to, comma_ok, ok, pos);
}
