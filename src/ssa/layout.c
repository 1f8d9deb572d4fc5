/*
 * layout.c - how Go types become scalars and bytes: the flat list of a type's parts, where pointers are, which
 * types an interface holds directly, flattened signatures.
 *
 * Sizes and offsets come from types (typ_sizeof, typ_offsetof). A type is handled by address (in_memory) when it has
 * more than eight scalars or an array of more than one element anywhere: those can't be indexed as scalars.
 * Everything is computed once for a canonical type and hangs on it.
 */
#include "prog_int.h"

enum { MAX_PARTS = 8 };

typedef struct PartList { Part part[MAX_PARTS]; uint32_t n; bool in_memory; } PartList;

static Arena *layout_arena(void)
{
    static Arena *a;
    if (!a)
        a = arena_new("layout");
    return a;
}

TypeInfo *type_info(Type *t)
{
    if (!t->backend)
        t->backend = NEW(layout_arena(), TypeInfo);
    return t->backend;
}

static void add_cell_part(PartList *l, IrType type, MemType mem, int64_t offset, Cell *cell)
{
    if (l->n == MAX_PARTS) {
        l->in_memory = true;
        return;
    }
    l->part[l->n++] = (Part){ (uint8_t)type, (uint8_t)mem, (uint32_t)offset, cell };
}

static void add_part(PartList *l, IrType type, MemType mem, int64_t offset)
{
    add_cell_part(l, type, mem, offset, NULL);
}

static void add_basic(PartList *l, BasicKind kind, int64_t at)
{
    switch (kind) {
    case B_BOOL: case B_UNTYPED_BOOL: case B_UINT8: add_part(l, IR_I32, MEM_I8U, at); break;
    case B_INT8: add_part(l, IR_I32, MEM_I8S, at); break;
    case B_INT16: add_part(l, IR_I32, MEM_I16S, at); break;
    case B_UINT16: add_part(l, IR_I32, MEM_I16U, at); break;
    case B_INT32: case B_UINT32: case B_UNTYPED_RUNE: add_part(l, IR_I32, MEM_I32, at); break;
    case B_INT: case B_INT64: case B_UINT: case B_UINT64: case B_UINTPTR: case B_UNTYPED_INT: add_part(l, IR_I64, MEM_I64, at); break;
    case B_FLOAT32: add_part(l, IR_F32, MEM_F32, at); break;
    case B_FLOAT64: case B_UNTYPED_FLOAT: add_part(l, IR_F64, MEM_F64, at); break;
    case B_COMPLEX64: add_part(l, IR_F32, MEM_F32, at); add_part(l, IR_F32, MEM_F32, at + 4); break;
    case B_COMPLEX128: case B_UNTYPED_COMPLEX: add_part(l, IR_F64, MEM_F64, at); add_part(l, IR_F64, MEM_F64, at + 8); break;
    case B_STRING: case B_UNTYPED_STRING: add_part(l, IR_PTR, MEM_PTR, at); add_part(l, IR_I64, MEM_I64, at + 8); break;
    case B_UNSAFE_POINTER: case B_UNTYPED_NIL: add_part(l, IR_PTR, MEM_PTR, at); break;
    case B_INVALID: case B_COUNT: ice(NO_POS, "layout of the invalid type");
    }
}

/* Appends the scalars of t at byte offset at, or of a field with that cell; stops early once the type is known to be in memory. */
static void add_parts(PartList *l, Type *t, int64_t at, Cell *field)
{
    Type *u = typ_underlying(t);
    switch (u->kind) {
    case T_BASIC:
        add_basic(l, u->u.basic.kind, at);
        break;
    case T_POINTER: case T_MAP: case T_CHAN:
        add_part(l, IR_PTR, MEM_PTR, at);
        break;
    case T_SIGNATURE:
        add_cell_part(l, IR_PTR, MEM_PTR, at, field ? field : ssa_cell_of(t));
        break;
    case T_SLICE:
        add_part(l, IR_PTR, MEM_PTR, at);
        add_part(l, IR_I64, MEM_I64, at + 8);
        add_part(l, IR_I64, MEM_I64, at + 16);
        break;
    case T_INTERFACE:
        add_cell_part(l, IR_PTR, MEM_PTR, at, field ? field : ssa_cell_of(t));
        add_part(l, IR_PTR, MEM_PTR, at + 8);
        break;
    case T_ARRAY:
        if (u->u.array.len > 1)
            l->in_memory = true;
        else if (u->u.array.len == 1)
            add_parts(l, u->u.array.elem, at, NULL);
        break;
    case T_STRUCT:
        for (uint32_t i = 0; i < u->u.strct.fields.n && !l->in_memory; i++)
            add_parts(l, u->u.strct.fields.p[i]->type, at + typ_offsetof(u, i), ssa_cell_of_field(u, i));
        break;
    case T_TUPLE:
        for (uint32_t i = 0; i < u->u.tuple.vars.n && !l->in_memory; i++)
            add_parts(l, u->u.tuple.vars.p[i]->type, at, NULL);
        break;
    default:
        ice(NO_POS, "layout of %s", typ_string(t, QUAL_PATH));
    }
}

/* Bytes up to the end of the last pointer. */
static int64_t pointer_bytes(Type *t)
{
    Type *u = typ_underlying(t);
    switch (u->kind) {
    case T_BASIC:
        return u->u.basic.kind == B_STRING || u->u.basic.kind == B_UNSAFE_POINTER ? 8 : 0;
    case T_POINTER: case T_MAP: case T_CHAN: case T_SIGNATURE: case T_SLICE:
        return 8;
    case T_INTERFACE:
        return 16;
    case T_ARRAY: {
        Type *elem = u->u.array.elem;
        int64_t n = u->u.array.len, p = n > 0 ? ssa_layout(elem)->ptr_bytes : 0;
        return p ? (n - 1) * typ_sizeof(elem) + p : 0;
    }
    case T_STRUCT:
        for (uint32_t i = u->u.strct.fields.n; i-- > 0; ) {
            int64_t p = ssa_layout(u->u.strct.fields.p[i]->type)->ptr_bytes;
            if (p)
                return typ_offsetof(u, i) + p;
        }
        return 0;
    default:
        return 0;
    }
}

const TypeLayout *ssa_layout(Type *t)
{
    if (!t->canonical)
        t = typ_canon(t);
    TypeInfo *info = type_info(t);
    TypeLayout *lay = &info->layout;
    if (info->has_layout)
        return lay;
    PartList list = { .n = 0 };
    add_parts(&list, t, 0, NULL);
    lay->type = t;
    lay->size = typ_sizeof(t);
    lay->align = (uint32_t)typ_alignof(t);
    lay->in_memory = list.in_memory;
    if (!list.in_memory) {
        lay->nparts = list.n;
        Part *parts = NEW_N(layout_arena(), Part, list.n);
        memcpy(parts, list.part, list.n * sizeof *parts);
        lay->parts = parts;
    }
    lay->ptr_bytes = pointer_bytes(t);
    lay->direct_iface = lay->size == 8 && lay->ptr_bytes == 8 && !lay->in_memory && lay->nparts == 1;
    info->has_layout = true;
    return lay;
}

/* Sets the bits of the words of t at byte offset at. The type word of an interface is no pointer for the collector:
 * descriptors and itabs are static or kept by reflect and the run-time itab table. */
static void mark_pointers(Type *t, uint8_t *bits, int64_t at)
{
    const TypeLayout *lay = ssa_layout(t);
    if (!lay->ptr_bytes)
        return;
    Type *u = typ_underlying(t);
    int64_t word = at / 8;
    switch (u->kind) {
    case T_INTERFACE:
        word++;
        bits[word / 8] |= (uint8_t)(1u << (word % 8));
        break;
    case T_ARRAY:
        for (int64_t i = 0; i < u->u.array.len; i++)
            mark_pointers(u->u.array.elem, bits, at + i * ssa_layout(u->u.array.elem)->size);
        break;
    case T_STRUCT:
        for (uint32_t i = 0; i < u->u.strct.fields.n; i++)
            mark_pointers(u->u.strct.fields.p[i]->type, bits, at + typ_offsetof(u, i));
        break;
    default:
        bits[word / 8] |= (uint8_t)(1u << (word % 8));
    }
}

void ssa_ptr_mask(Type *t, uint8_t *bits)
{
    mark_pointers(t, bits, 0);
}

/* ---- signatures ---- */

typedef VEC(uint8_t) IrTypes;

static void flatten_type(Arena *a, IrTypes *out, Type *t)
{
    const TypeLayout *lay = ssa_layout(t);
    if (lay->in_memory)
        vec_push(a, out, IR_PTR);
    for (uint32_t i = 0; i < lay->nparts; i++)
        vec_push(a, out, lay->parts[i].type);
}

Sig *layout_sig(Type *recv, Type *sig, bool context)
{
    static Arena *tmp;
    if (!tmp)
        tmp = arena_new("sig-tmp");
    ArenaMark m = arena_mark(tmp);
    IrTypes params = { 0 }, results = { 0 };
    ObjectVec *p = &sig->u.sig.params->u.tuple.vars, *r = &sig->u.sig.results->u.tuple.vars;
    if (context)
        vec_push(tmp, &params, IR_PTR);
    if (recv)
        flatten_type(tmp, &params, recv);
    for (uint32_t i = 0; i < p->n; i++)
        flatten_type(tmp, &params, p->p[i]->type);
    for (uint32_t i = 0; i < r->n; i++)
        flatten_type(tmp, &results, r->p[i]->type);
    Sig *s = ssa_sig(params.p, params.n, results.p, results.n);
    arena_release(tmp, m);
    return s;
}

Sig *ssa_flatten_sig(Type *sig, bool context)
{
    sig = typ_underlying(sig);
    if (!sig->canonical)
        return layout_sig(NULL, sig, context);
    TypeInfo *info = type_info(sig);
    if (!info->flat[context])
        info->flat[context] = layout_sig(NULL, sig, context);
    return info->flat[context];
}
