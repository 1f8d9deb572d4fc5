/*
 * table.c - the function table, and which functions have to be emitted: those that emitted code or needed data names.
 * Index 0 stays empty (nil), the runtime's own entries come first.
 */
#include "wasm_int.h"

static NameVec entries;             /* names, from index `first` on */
static PtrMap index_of;             /* Name * -> index */
static uint32_t first = 1;
static FuncVec queue;
static PtrMap queued;               /* Func * -> Name *: its name in the module */
static PtrMap taken;                /* Name * -> Func * */

/* Symbols are names for people: functions called _ and the like share them. A later one gets a number. */
static void enqueue(Func *f)
{
    if (!queued.arena) {
        ptrmap_init(&queued, be.arena);
        ptrmap_init(&taken, be.arena);
    }
    if (ptrmap_has(&queued, f)) return;
    const Name *name = name_of(f->symbol);
    for (uint32_t n = 2; ptrmap_has(&taken, name); n++) name = name_fmt("%s#%u", f->symbol, n);
    ptrmap_set(&taken, name, f);
    ptrmap_set(&queued, f, (void *)(uintptr_t)name);
    vec_push(be.arena, &queue, f);
}

static StrMap called;               /* C functions that Go code calls */

const char *runtime_name(const char *name)
{
    if (!called.arena) strmap_init(&called, be.arena);
    strmap_set(&called, name, strlen(name), (void *)(uintptr_t)name);
    return name;
}

bool runtime_called(const char *name)
{
    return called.arena && strmap_get(&called, name, strlen(name));
}

const char *wasm_name(Func *f)
{
    why_func(f);
    if (f->c_entry) return runtime_name(f->c_entry->name);
    enqueue(f);
    return ((const Name *)ptrmap_get(&queued, f))->s;
}

Func *next_function(void)
{
    static uint32_t done;
    return done < queue.n ? queue.p[done++] : NULL;
}

uint32_t table_index_named(const char *wasm)
{
    const Name *n = name_of(wasm);
    if (!index_of.arena) ptrmap_init(&index_of, be.arena);
    uintptr_t known = (uintptr_t)ptrmap_get(&index_of, n);
    if (known) return (uint32_t)known;
    vec_push(be.arena, &entries, n);
    uint32_t index = first + entries.n - 1;
    ptrmap_set(&index_of, n, (void *)(uintptr_t)index);
    return index;
}

uint32_t table_index(Func *f)
{
    if (!f->table_index) f->table_index = table_index_named(wasm_name(f));
    return f->table_index;
}

void table_begin(uint32_t runtime_entries)
{
    first = runtime_entries > 1 ? runtime_entries : 1;
}

void table_finish(void)
{
    const char **names = NEW_N(be.arena, const char *, entries.n + 1);
    for (uint32_t i = 0; i < entries.n; i++) names[i] = entries.p[i]->s;
    BinaryenTableRef table = BinaryenGetTable(be.mod, be.table);
    BinaryenTableSetInitial(table, first + entries.n);
    BinaryenTableSetMax(table, first + entries.n);
    if (entries.n)
        BinaryenAddActiveElementSegment(be.mod, be.table, "functions", names, entries.n, const_i32((int32_t)first));
}
