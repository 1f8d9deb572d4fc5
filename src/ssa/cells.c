/*
 * cells.c - classes of memory that holds interfaces and func values: what the flow analysis (src/opt/flow.c) knows memory by.
 *
 * All fields of one number in structs of equal underlying types are one cell, and so are a variable and its captured copies; all
 * other places of an interface or function type (elements, what pointers point to) are the cell of that type. A load or store of a type word or func value names
 * its cell; that is sound since Go's memory is typed, with two exceptions that are noted while functions are built:
 * - The address of a field or variable is taken: as *I it may be used where the cell of I is meant. The two are joined.
 * - Memory that unsafe code looks at as another type: its cells are open, that is, joined with all the memory that is in no cell.
 */
#include "build_int.h"
#include "prog_int.h"

Cell ssa_cell_itab_type;

static Arena *arena;
static CellVec cells;
static PtrMap by_type, by_struct;       /* canonical type -> Cell * (or array of them, for structs) */
static PtrMap by_var;                   /* Object * or Global * -> Cell *, for all instances of generic code */
static PtrMap by_place;                 /* the place of a twin -> the PtrMap of its variables */
static Cell *unread;
static const Program *cells_of;

static void start(void)
{
    if (arena && cells_of == prog)
        return;
    cells_of = prog;
    arena = arena_new("cells");
    cells = (CellVec){ 0 };
    unread = NULL;
    ptrmap_init(&by_type, arena);
    ptrmap_init(&by_struct, arena);
    ptrmap_init(&by_var, arena);
    ptrmap_init(&by_place, arena);
}

const CellVec *ssa_cells(void)
{
    start();
    return &cells;
}

Cell *ssa_cell_new(void)
{
    start();
    Cell *c = NEW(arena, Cell);
    c->id = cells.n;
    vec_push(arena, &cells, c);
    return c;
}

Cell *ssa_cell_unread(void)
{
    start();
    if (!unread)
        unread = ssa_cell_new();
    return unread;
}

static bool has_cell(const Type *underlying)
{
    return underlying->kind == T_INTERFACE || underlying->kind == T_SIGNATURE;
}

Cell *ssa_cell_of(Type *t)
{
    start();
    Type *u = typ_canon(typ_underlying(t));
    if (!has_cell(u))
        return NULL;
    Cell *c = ptrmap_get(&by_type, u);
    if (!c)
        ptrmap_set(&by_type, u, c = ssa_cell_new());
    return c;
}

static PtrMap *vars_of(int64_t place)
{
    if (!place)
        return &by_var;
    PtrMap *m = ptrmap_get(&by_place, (void *)(intptr_t)place);
    if (!m) {
        m = NEW(arena, PtrMap);
        ptrmap_init(m, arena);
        ptrmap_set(&by_place, (void *)(intptr_t)place, m);
    }
    return m;
}

Cell *ssa_cell_of_var(const void *var, int64_t place, Type *t)
{
    Cell *whole = var ? ssa_cell_of(t) : NULL, *c = whole ? ptrmap_get(vars_of(place), var) : NULL;
    if (!whole || c)
        return c;
    c = ssa_cell_new();
    c->of_type = whole;
    ptrmap_set(vars_of(place), var, c);
    return c;
}

/* The layers below user code look at each other's structs in ways of their own. */
static bool is_runtime_struct(const Type *u)
{
    const Package *p = u->u.strct.fields.n ? u->u.strct.fields.p[0]->pkg : NULL;
    return p && (!strcmp(p->path, "runtime") || !strcmp(p->path, "reflect") || !strcmp(p->path, "internal/abi") || !strcmp(p->path, "internal/reflectlite"));
}

/* Structs that differ only in tags can be converted into each other, also behind pointers. */
static Cell **cells_of_struct(Type *u)
{
    Cell **row = ptrmap_get(&by_struct, u);
    if (row)
        return row;
    for (uint32_t i = 0; !row && i < by_struct.n; i++) {
        Type *other = (Type *)by_struct.entries[i].key;
        if (typ_identical_ignore_tags(other, u))
            row = by_struct.entries[i].val;
    }
    if (!row)
        row = NEW_N(arena, Cell *, u->u.strct.fields.n);
    ptrmap_set(&by_struct, u, row);
    return row;
}

Cell *ssa_cell_of_field(Type *strct, uint32_t field)
{
    start();
    Type *u = typ_canon(typ_underlying(strct));
    if (!has_cell(typ_underlying(u->u.strct.fields.p[field]->type)))
        return NULL;
    Cell **c = &cells_of_struct(u)[field];
    if (!*c) {
        *c = ssa_cell_new();
        (*c)->of_type = ssa_cell_of(u->u.strct.fields.p[field]->type);
        (*c)->open = is_runtime_struct(u);
    }
    return *c;
}

void ssa_cells_in(Type *t, uint64_t offset, void (*fn)(void *ctx, Cell *cell, uint64_t offset), void *ctx)
{
    Type *u = typ_underlying(t);
    if (has_cell(u))
        fn(ctx, ssa_cell_of(u), offset);
    if (u->kind == T_ARRAY && ssa_layout(u->u.array.elem)->ptr_bytes) {
        int64_t size = ssa_layout(u->u.array.elem)->size;
        for (int64_t i = 0; i < u->u.array.len; i++)
            ssa_cells_in(u->u.array.elem, offset + (uint64_t)(i * size), fn, ctx);
    }
    for (uint32_t i = 0; u->kind == T_STRUCT && i < u->u.strct.fields.n; i++) {
        Cell *c = ssa_cell_of_field(t, i);
        uint64_t at = offset + (uint64_t)typ_offsetof(u, i);
        if (c)
            fn(ctx, c, at);
        else
            ssa_cells_in(u->u.strct.fields.p[i]->type, at, fn, ctx);
    }
}

static void open_cell(void *ctx, Cell *c, uint64_t offset)
{
    (void)ctx;
    (void)offset;
    c->open = true;
}

/* These convert pointers to unsafe.Pointer and back to the same type. */
static bool keeps_types(const Func *f)
{
    static const char *const prefixes[] = { "sync/atomic.(*Pointer[", "internal/sync.", "unique.", "weak.", "internal/runtime/maps." };
    for (size_t i = 0; i < LEN(prefixes); i++) {
        if (!strncmp(f->symbol, prefixes[i], strlen(prefixes[i])))
            return true;
    }
    return false;
}

void build_note_pun(Builder *b, Type *from, Type *to)
{
    Type *ptr = typ_underlying(from)->kind == T_POINTER ? from : to;
    if (typ_underlying(ptr)->kind != T_POINTER || typ_underlying(from)->kind == typ_underlying(to)->kind || keeps_types(b->f))
        return;
    Type *base = elem_type(ptr);
    while (typ_underlying(base)->kind == T_ARRAY)
        base = elem_type(base);
    ssa_cells_in(base, 0, open_cell, NULL);
}
