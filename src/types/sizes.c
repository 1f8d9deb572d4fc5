/*
 * sizes.c - size, alignment and field offsets (spec, "Size and alignment guarantees"), as gc lays types out.
 *
 * Everything that holds a pointer or int takes the target's slots. A struct that ends in a field of size zero gets
 * one byte more, so that the field's address lies inside. -1 means too large for the address space.
 */
#include "types_int.h"

static const uint8_t basic_size[B_COUNT] = {
    [B_BOOL] = 1, [B_INT8] = 1, [B_INT16] = 2, [B_INT32] = 4, [B_INT64] = 8,
    [B_UINT8] = 1, [B_UINT16] = 2, [B_UINT32] = 4, [B_UINT64] = 8,
    [B_FLOAT32] = 4, [B_FLOAT64] = 8, [B_COMPLEX64] = 8, [B_COMPLEX128] = 16
};

static int64_t word(void)
{
    return typ_config.target->ptr_size;
}

static int64_t align_up(int64_t x, int64_t a)
{
    return (int64_t)(((uint64_t)x + (uint64_t)a - 1) & ~((uint64_t)a - 1));
}

/* The empty struct that marks a struct as 8-byte aligned. */
static bool is_align64(Type *t)
{
    t = typ_unalias(t);
    if (t->kind != T_NAMED || !name_is(t->u.named.obj->name, "align64") || !t->u.named.obj->pkg)
        return false;
    const char *path = t->u.named.obj->pkg->path;
    return strcmp(path, "sync/atomic") == 0 || strcmp(path, "internal/runtime/atomic") == 0;
}

typedef struct Extent { int64_t size, align; } Extent;

/* Kept in the type once all that is in it is known. */
typedef struct StructLayout { Extent all; int64_t offset[]; } StructLayout;

static bool met_unknown;        /* a type that is wrong or still being declared */

static Extent extent(Type *t);

static const StructLayout *struct_layout(Type *u)
{
    if (u->u.strct.layout)
        return u->u.strct.layout;
    uint32_t n = u->u.strct.fields.n;
    StructLayout *l = arena_alloc(typ_arena(), sizeof *l + n * sizeof l->offset[0]);
    Extent all = { 0, 1 }, f = { 0, 1 };
    bool outer_met = met_unknown;
    met_unknown = false;
    for (uint32_t i = 0; i < n; i++) {
        f = extent(u->u.strct.fields.p[i]->type);
        if (f.align > all.align)
            all.align = f.align;
        if (all.size >= 0)
            all.size = align_up(all.size, f.align);
        l->offset[i] = all.size;
        if (all.size >= 0 && (f.size < 0 || __builtin_add_overflow(all.size, f.size, &all.size)))
            all.size = -1;
    }
    if (all.size > 0 && f.size == 0)
        all.size++;
    if (all.size >= 0)
        all.size = align_up(all.size, all.align);
    l->all = all;
    if (!met_unknown)
        u->u.strct.layout = l;
    met_unknown |= outer_met;
    return l;
}

static Extent struct_extent(Type *t, Type *u)
{
    if (u->u.strct.fields.n == 0)
        return (Extent){ 0, is_align64(t) ? 8 : 1 };
    return struct_layout(u)->all;
}

static int64_t basic_bytes(const Type *u)
{
    if (basic_size[u->u.basic.kind])
        return basic_size[u->u.basic.kind];
    if (u->u.basic.kind == B_INT || u->u.basic.kind == B_UINT)
        return typ_config.target->int_size;
    return u->u.basic.info & BI_STRING ? 2 * word() : word();
}

static int64_t basic_align(const Type *u)
{
    if (u->u.basic.info & BI_STRING)
        return word();
    int64_t a = basic_bytes(u);
    if (u->u.basic.info & BI_COMPLEX)
        a /= 2;
    return a > typ_config.target->max_align ? typ_config.target->max_align : a;
}

static Extent extent(Type *t)
{
    Type *u = typ_underlying(t);
    switch ((TypeKind)u->kind) {
    case T_BASIC:
        met_unknown |= u->u.basic.kind == B_INVALID;
        return (Extent){ basic_bytes(u), basic_align(u) };
    case T_ARRAY: {
        Extent e = extent(u->u.array.elem);
        if (u->u.array.len <= 0)
            e.size = 0;
        else if (e.size < 0 || __builtin_mul_overflow(e.size, u->u.array.len, &e.size))
            e.size = -1;
        return e;
    }
    case T_STRUCT:
        return struct_extent(t, u);
    case T_SLICE:
        return (Extent){ 3 * word(), word() };
    case T_INTERFACE:
        return (Extent){ 2 * word(), word() };
    default:
        return (Extent){ word(), word() };
    }
}

int64_t typ_alignof(Type *t)
{
    return extent(t).align;
}

int64_t typ_sizeof(Type *t)
{
    return extent(t).size;
}

int64_t typ_offsetof(Type *strct, uint32_t field)
{
    return struct_layout(typ_underlying(strct))->offset[field];
}
