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

static int64_t struct_align(Type *t, Type *u)
{
    if (u->u.strct.fields.n == 0 && is_align64(t))
        return 8;
    int64_t max = 1;
    for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
        int64_t a = typ_alignof(u->u.strct.fields.p[i]->type);
        if (a > max)
            max = a;
    }
    return max;
}

int64_t typ_alignof(Type *t)
{
    Type *u = typ_underlying(t);
    switch ((TypeKind)u->kind) {
    case T_ARRAY:
        return typ_alignof(u->u.array.elem);
    case T_STRUCT:
        return struct_align(t, u);
    case T_SLICE: case T_INTERFACE:
        return word();
    case T_BASIC:
        if (u->u.basic.info & BI_STRING)
            return word();
        break;
    default:
        break;
    }
    int64_t a = typ_sizeof(t);
    if (u->kind == T_BASIC && (u->u.basic.info & BI_COMPLEX))
        a /= 2;
    if (a < 1)
        return 1;
    return a > typ_config.target->max_align ? typ_config.target->max_align : a;
}

/* The offset of field n, or of the end of field n - 1 when n is the number of fields; -1 when too large. */
static int64_t offset(Type *u, uint32_t n, int64_t *last_size)
{
    int64_t offs = 0;
    for (uint32_t i = 0; i <= n && i < u->u.strct.fields.n; i++) {
        Type *f = u->u.strct.fields.p[i]->type;
        offs = align_up(offs, typ_alignof(f));
        if (i == n || offs < 0)
            break;
        int64_t size = typ_sizeof(f);
        if (last_size)
            *last_size = size;
        if (size < 0 || __builtin_add_overflow(offs, size, &offs))
            return -1;
    }
    return offs;
}

int64_t typ_offsetof(Type *strct, uint32_t field)
{
    return offset(typ_underlying(strct), field, NULL);
}

static int64_t struct_size(Type *t, Type *u)
{
    uint32_t n = u->u.strct.fields.n;
    int64_t last = 0, size = offset(u, n, &last);
    if (size < 0 || n == 0)
        return size;
    if (size > 0 && last == 0)
        size++;
    return align_up(size, struct_align(t, u));
}

int64_t typ_sizeof(Type *t)
{
    Type *u = typ_underlying(t);
    int64_t size;
    switch ((TypeKind)u->kind) {
    case T_BASIC:
        if (basic_size[u->u.basic.kind])
            return basic_size[u->u.basic.kind];
        if (u->u.basic.kind == B_INT || u->u.basic.kind == B_UINT)
            return typ_config.target->int_size;
        return u->u.basic.info & BI_STRING ? 2 * word() : word();
    case T_ARRAY:
        if (u->u.array.len <= 0)
            return 0;
        size = typ_sizeof(u->u.array.elem);
        if (size < 0 || __builtin_mul_overflow(size, u->u.array.len, &size))
            return -1;
        return size;
    case T_SLICE:
        return 3 * word();
    case T_STRUCT:
        return struct_size(t, u);
    case T_INTERFACE:
        return 2 * word();
    default:
        return word();
    }
}
