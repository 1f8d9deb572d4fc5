/*
 * data.c - static data: which objects are needed, where they lie, what is in them.
 *
 * An object is needed when emitted code mentions its address or a needed object points to it. Addresses are known only
 * when all code has been emitted, so an address in code is a constant node that is filled in at the end.
 *
 * Layout, from the end of the runtime's data: read-only objects; variables without pointers; variables that may hold
 * pointers (the roots the collector scans); inside each part, objects that start as zeros come last.
 */
#include "wasm_int.h"

typedef struct Patch { Expr node; Global *g; int64_t offset; } Patch;

static VEC(Patch) patches;
static GlobalVec needed;
static PtrMap is_needed;

void data_need(Global *g)
{
    if (!is_needed.arena) ptrmap_init(&is_needed, be.arena);
    if (ptrmap_has(&is_needed, g)) return;
    ptrmap_set(&is_needed, g, g);
    why_global(g);
    vec_push(be.arena, &needed, g);
}

Expr data_address(Global *g, int64_t offset)
{
    data_need(g);
    Expr node = const_i32(0);
    Patch p = {node, g, offset};
    vec_push(be.arena, &patches, p);
    return node;
}

Global *data_new(const char *symbol, const void *bytes, uint32_t size, uint32_t align)
{
    Global *g = NEW(be.arena, Global);
    g->symbol = symbol ? symbol : "data";
    g->size = size;
    g->align = align;
    g->readonly = true;
    g->data = arena_alloc(be.arena, size);
    if (bytes) memcpy(g->data, bytes, size);
    return g;
}

void data_reloc(Global *g, uint32_t offset, uint8_t kind, void *target, int64_t addend)
{
    Reloc r = {.offset = offset, .kind = kind, .addend = addend};
    if (kind == RELOC_FUNC || kind == RELOC_FUNC32)
        r.u.func = target;
    else
        r.u.global = target;
    vec_push(be.arena, &g->relocs, r);
}

/* Follows pointers from needed objects; the list grows while it is walked. */
bool data_close(void)
{
    static uint32_t done;
    uint32_t start = done;
    for (; done < needed.n; done++) {
        Global *g = needed.p[done];
        why_enter(g);
        late_data(g);
        for (uint32_t i = 0; i < g->relocs.n; i++) {
            Reloc *r = &g->relocs.p[i];
            if (r->kind == RELOC_FUNC || r->kind == RELOC_FUNC32)
                (void)table_index(r->u.func);
            else
                data_need(r->u.global);
        }
    }
    return done != start;
}

const GlobalVec *data_needed(void)
{
    return &needed;
}

uint64_t data_size(void)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < needed.n; i++)
        if (needed.p[i]->data) n += needed.p[i]->size;
    return n;
}

bool data_is_needed(const Global *g)
{
    return ptrmap_has(&is_needed, g);
}

/* ---- addresses ---- */

typedef enum Section { READ_ONLY, READ_ONLY_ZERO, PLAIN, PLAIN_ZERO, POINTERS, POINTERS_ZERO, SECTIONS } Section;

static Section section_of(const Global *g)
{
    int zero = !g->data && !g->relocs.n;
    if (g->readonly) return (Section)(READ_ONLY + zero);
    return (Section)((g->has_ptrs ? POINTERS : PLAIN) + zero);
}

static uint64_t align_up(uint64_t x, uint64_t to)
{
    return (x + to - 1) & ~(to - 1);
}

static uint64_t place(Section s, uint64_t at)
{
    for (uint32_t i = 0; i < needed.n; i++) {
        Global *g = needed.p[i];
        if (section_of(g) != s) continue;
        at = align_up(at, g->align ? g->align : 1);
        g->address = at;
        at += g->size ? g->size : 1;    /* distinct objects have distinct addresses */
    }
    return at;
}

static void put(uint8_t *at, uint64_t v, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) at[i] = (uint8_t)(v >> (8 * i));
}

static void write_object(uint8_t *image, uint64_t start, const Global *g)
{
    uint8_t *at = image + (g->address - start);
    if (g->data) memcpy(at, g->data, g->size);
    for (uint32_t i = 0; i < g->relocs.n; i++) {
        const Reloc *r = &g->relocs.p[i];
        bool is_func = r->kind == RELOC_FUNC || r->kind == RELOC_FUNC32;
        uint64_t v = is_func ? table_index(r->u.func) : r->u.global->address + (uint64_t)r->addend;
        put(at + r->offset, v, r->kind == RELOC_GLOBAL || r->kind == RELOC_FUNC ? 8 : 4);
    }
}

DataImage data_layout(uint64_t start)
{
    DataImage d = {.start = align_up(start, 16)};
    uint64_t at = d.start;
    for (int s = 0; s < SECTIONS; s++) {
        if (s == POINTERS) d.roots = at = align_up(at, 8);
        at = place((Section)s, at);
    }
    d.roots_end = d.end = align_up(at, 8);
    return d;
}

static void print_layout(void)
{
    static const char *const part[SECTIONS] = {"ro", "ro0", "data", "bss", "ptr", "ptr0"};
    for (int s = 0; s < SECTIONS; s++)
        for (uint32_t i = 0; i < needed.n; i++) {
            const Global *g = needed.p[i];
            if (section_of(g) == (Section)s)
                printf("%08llx %8llu %-4s %s\n", (unsigned long long)g->address, (unsigned long long)g->size, part[s], g->symbol);
        }
}

void data_write(DataImage *d)
{
    if (debug_on(DEBUG_LAYOUT)) print_layout();
    for (uint32_t i = 0; debug_on(DEBUG_SIZE) && i < needed.n; i++)
        if (needed.p[i]->data || needed.p[i]->relocs.n) size_object(needed.p[i]);
    d->bytes = arena_alloc(be.arena, d->end - d->start + 1);
    for (uint32_t i = 0; i < needed.n; i++) write_object(d->bytes, d->start, needed.p[i]);
    for (uint32_t i = 0; i < patches.n; i++) {
        Patch *p = &patches.p[i];
        BinaryenConstSetValueI32(p->node, (int32_t)(p->g->address + (uint64_t)p->offset));
    }
}
