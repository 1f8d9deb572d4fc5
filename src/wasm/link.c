/*
 * link.c - the module as a whole: the embedded runtime is read, the program's functions and data are added, entry points
 * exported; Binaryen optimises and writes.
 */
#include "wasm_int.h"

#include "gocw/embed.h"

#include <stdlib.h>

Backend be;

enum { PAGE = 65536, STATUS_TRACE = 4 };

static const struct EmbeddedFile *embedded(const char *path)
{
    for (size_t i = 0; i < embedded_nfiles; i++)
        if (strcmp(embedded_files[i].path, path) == 0) return &embedded_files[i];
    ice(NO_POS, "no embedded file %s", path);
}

static uint32_t global_const(const char *name)
{
    BinaryenExportRef x = BinaryenGetExport(be.mod, name);
    ICE_IF(!x, NO_POS, "the runtime does not export %s", name);
    BinaryenGlobalRef g = BinaryenGetGlobal(be.mod, BinaryenExportGetValue(x));
    return (uint32_t)BinaryenConstGetValueI32(BinaryenGlobalGetInitExpr(g));
}

/* Features that every current engine has; never all at once. */
static BinaryenFeatures features(void)
{
    BinaryenFeatures eh = be.config.unwind == UNWIND_EH ? BinaryenFeatureExceptionHandling() : BinaryenFeatureMVP();
    return eh | BinaryenFeatureMVP() | BinaryenFeatureBulkMemory() | BinaryenFeatureMutableGlobals() | BinaryenFeatureNontrappingFPToInt() |
           BinaryenFeatureSignExt();
}

/* port_enter, by which C calls Go, comes back whatever happens in there. */
static void catch_at_entry(void)
{
    BinaryenAddTag(be.mod, UNWIND_TAG, BinaryenTypeNone(), BinaryenTypeNone());
    BinaryenFunctionRef f = BinaryenGetFunction(be.mod, "port_enter");
    Expr enter = BinaryenFunctionGetBody(f);
    BinaryenType params = BinaryenFunctionGetParams(f), sp_type = BinaryenTypeInt32();
    ICE_IF(BinaryenFunctionGetNumVars(f) > 0, NO_POS, "port_enter has locals");
    uint32_t sp = BinaryenTypeArity(params);
    const char *tag = UNWIND_TAG;
    Expr restore = BinaryenGlobalSet(be.mod, "__stack_pointer", BinaryenLocalGet(be.mod, sp, BinaryenTypeInt32()));
    Expr code[] = {
        BinaryenLocalSet(be.mod, sp, BinaryenGlobalGet(be.mod, "__stack_pointer", BinaryenTypeInt32())),
        BinaryenTry(be.mod, NULL, enter, &tag, 1, &restore, 1, NULL),
    };
    BinaryenRemoveFunction(be.mod, "port_enter");
    BinaryenAddFunction(be.mod, "port_enter", params, BinaryenTypeNone(), &sp_type, 1, BinaryenBlock(be.mod, NULL, code, LEN(code), BinaryenTypeAuto()));
}

static uint32_t heap_base;
static BinaryenIndex nruntime;      /* functions of the runtime: the first ones */

void link_runtime(void)
{
    const struct EmbeddedFile *f = embedded(be.config.is_js ? "runtime/js.wasm" : "runtime/wasip1.wasm");
    char *copy = malloc(f->size);
    memcpy(copy, f->data, f->size);
    be.mod = BinaryenModuleRead(copy, f->size);
    free(copy);
    BinaryenModuleSetFeatures(be.mod, features());
    heap_base = global_const("__heap_base");
    /* One table: the runtime's own entries come first. */
    BinaryenTableRef table = BinaryenGetTableByIndex(be.mod, 0);
    be.table = BinaryenTableGetName(table);
    table_begin(BinaryenTableGetInitial(table));
    /* The names are fixed by the name section; exports were only there to keep them. */
    for (uint32_t i = BinaryenGetNumExports(be.mod); i-- > 0;)
        BinaryenRemoveExport(be.mod, BinaryenExportGetName(BinaryenGetExportByIndex(be.mod, i)));
    if (be.config.unwind == UNWIND_EH) catch_at_entry();
    /* rt_leave(site): what every function that is left calls; does something only while tracing. */
    Expr site = BinaryenLocalGet(be.mod, 0, BinaryenTypeInt32());
    Expr status = BinaryenGlobalGet(be.mod, "gocw_status", BinaryenTypeInt32());
    Expr tracing = BinaryenBinary(be.mod, BinaryenEqInt32(), status, const_i32(STATUS_TRACE));
    BinaryenAddFunction(be.mod, "rt_leave", BinaryenTypeInt32(), BinaryenTypeNone(), NULL, 0,
                        BinaryenIf(be.mod, tracing, BinaryenCall(be.mod, "rt_trace_site", &site, 1, BinaryenTypeNone()), NULL));
    nruntime = BinaryenGetNumFunctions(be.mod);
}

/* ---- what the program does not need of the runtime ---- */

static const char *const abi_rows[] = {
#define RT(name, result, params, effects) #name,
#include "../../runtime/abi.def"
#undef RT
};

static void set_unused(const char *what, bool used)
{
    BinaryenGlobalRef g = BinaryenGetGlobal(be.mod, name_fmt("unused.%s", what)->s);
    if (g && !used) BinaryenConstSetValueI32(BinaryenGlobalGetInitExpr(g), 1);
}

/* Conditions with USES (runtime/include/abi.h) become constants. */
static void fold_runtime(bool event_handler)
{
    static const char *fold[] = {"precompute-propagate", "vacuum", "remove-unused-brs", "dce", "vacuum"};
    for (uint32_t i = 0; i < LEN(abi_rows); i++) set_unused(abi_rows[i], runtime_called(abi_rows[i]));
    set_unused("event_handler", event_handler);
    set_unused("stress", be.config.stress);
    for (BinaryenIndex i = 0; i < nruntime; i++) {
        BinaryenFunctionRef f = BinaryenGetFunctionByIndex(be.mod, i);
        if (BinaryenFunctionGetBody(f)) BinaryenFunctionRunPasses(f, be.mod, fold, LEN(fold));
    }
}

static bool has_function(const char *name)
{
    return BinaryenGetFunction(be.mod, name) != NULL;
}

static void drop_unused(void)
{
    static const char *drop[] = {"remove-unused-module-elements"};
    BinaryenModuleRunPasses(be.mod, drop, LEN(drop));
}

/* ---- ModuleData ---- */

enum { MODULE_STRESS = 1, MODULE_CSHARED = 2, MODULE_JS = 4 };

static Global *module_data;

static void put32(Global *g, uint32_t offset, uint64_t v)
{
    for (uint32_t i = 0; i < 4; i++) g->data[offset + i] = (uint8_t)(v >> (8 * i));
}

static Func *event_handler(void)
{
    Func *f = be.config.is_js ? ssa_func_by_symbol("runtime.handleEvent") : NULL;
    return f && f->state >= FUNC_BUILT ? f : NULL;
}

static void make_module_data(void)
{
    enum { SIZE = 60, MAIN = 12, FLAGS = 52, RESUME = 56 };
    module_data = data_new("gocw.module", NULL, SIZE, 4);
    uint32_t flags = (be.config.stress ? MODULE_STRESS : 0u) | (be.config.is_shared ? MODULE_CSHARED : 0u) | (be.config.is_js ? MODULE_JS : 0u);
    put32(module_data, FLAGS, flags);
    data_reloc(module_data, MAIN, RELOC_GLOBAL32, ssa_closure_of(be.prog->entry), 0);
    Func *handler = event_handler();
    if (handler) data_reloc(module_data, RESUME, RELOC_GLOBAL32, ssa_closure_of(handler), 0);
}

/* Only if some code is left that looks into it. */
static void link_symtab(void)
{
    if (!has_function("sym_print_site") && !has_function("rt_sym_site") && !has_function("rt_sym_func") && !has_function("rt_sym_text")) return;
    enum { FILES = 16, SIZE = 12 };
    SymtabData s = symtab_finish();
    const SymTable *tables[] = {&s.files, &s.funcs, &s.sites};
    for (uint32_t i = 0; i < LEN(tables); i++) {
        const SymTable *t = tables[i];
        data_reloc(module_data, FILES + SIZE * i, RELOC_GLOBAL32, t->index, 0);
        data_reloc(module_data, FILES + SIZE * i + 4, RELOC_GLOBAL32, t->bytes, 0);
        put32(module_data, FILES + SIZE * i + 8, t->n);
        data_need(t->index);
        data_need(t->bytes);
    }
}

static void finish_module_data(const DataImage *d)
{
    uint32_t heap = (uint32_t)((d->end + PAGE - 1) / PAGE * PAGE);
    put32(module_data, 0, heap);
    put32(module_data, 4, d->roots);
    put32(module_data, 8, d->roots_end);
}

/* ---- entry points ---- */

static void entry_points(void)
{
    Expr md = data_address(module_data, 0);
    if (!be.config.is_js) {
        const char *name = be.config.is_shared ? "_initialize" : "_start";
        Expr call = BinaryenCall(be.mod, "rt_wasi_start", &md, 1, BinaryenTypeNone());
        BinaryenAddFunction(be.mod, name, BinaryenTypeNone(), BinaryenTypeNone(), NULL, 0, call);
        BinaryenAddFunctionExport(be.mod, name, name);
    } else {
        BinaryenType two[] = {BinaryenTypeInt32(), BinaryenTypeInt32()};
        Expr args[] = {md, BinaryenLocalGet(be.mod, 0, two[0]), BinaryenLocalGet(be.mod, 1, two[0])};
        Expr call = BinaryenCall(be.mod, "rt_js_run", args, 3, BinaryenTypeNone());
        BinaryenAddFunction(be.mod, "run", BinaryenTypeCreate(two, 2), BinaryenTypeNone(), NULL, 0, call);
        BinaryenAddFunctionExport(be.mod, "run", "run");
        BinaryenAddFunctionExport(be.mod, "rt_js_resume", "resume");
        BinaryenAddFunctionExport(be.mod, "rt_js_getsp", "getsp");
    }
    for (uint32_t i = 0; i < be.prog->funcs.n; i++) {
        Func *f = be.prog->funcs.p[i];
        if (f->export_name) BinaryenAddFunctionExport(be.mod, wasm_name(f), f->export_name);
    }
}

/* ---- memory ---- */

typedef struct Segments {
    VEC(const char *) data;
    VEC(Expr) offsets;
    VEC(BinaryenIndex) sizes;
    VEC(bool) passive;
} Segments;

static void add_segment(Segments *s, uint64_t at, const uint8_t *bytes, uint64_t size)
{
    if (size == 0) return;
    vec_push(be.arena, &s->data, (const char *)bytes);
    vec_push(be.arena, &s->offsets, const_i32((int32_t)at));
    vec_push(be.arena, &s->sizes, (BinaryenIndex)size);
    vec_push(be.arena, &s->passive, false);
}

/* Leaves out long runs of zeros: memory starts as zeros. */
static void add_image(Segments *s, uint64_t at, const uint8_t *p, uint64_t n)
{
    enum { GAP = 16 };
    uint64_t start = 0, i = 0;
    while (i < n) {
        uint64_t z = i;
        while (z < n && p[z] == 0) z++;
        if (z - i >= GAP || z == n) {
            add_segment(s, at + start, p + start, i - start);
            start = i = z;
        } else {
            i = z + 1;
        }
    }
    add_segment(s, at + start, p + start, n - start);
}

/* At -Oz data is packed; the start function puts it where it belongs. */
static Expr packed_place[3];            /* its arguments: known when the data is */

static void unpack_at_start(void)
{
    enum { WORTH_IT = 4096 };
    if (be.config.opt_level != 3 || data_size() < WORTH_IT) return;
    for (uint32_t i = 0; i < LEN(packed_place); i++) packed_place[i] = const_i32(0);
    Expr call = BinaryenCall(be.mod, runtime_name("rt_unpack"), packed_place, LEN(packed_place), BinaryenTypeNone());
    BinaryenSetStart(be.mod, BinaryenAddFunction(be.mod, "gocw.unpack", BinaryenTypeNone(), BinaryenTypeNone(), NULL, 0, call));
}

/* Returns where it ends in memory. */
static uint64_t add_packed(Segments *s, const DataImage *d)
{
    PackedData p = pack_zeros(d->bytes, d->end - d->start);
    uint64_t from = d->start + p.at, end = from + p.size;
    BinaryenConstSetValueI32(packed_place[0], (int32_t)from);
    BinaryenConstSetValueI32(packed_place[1], (int32_t)end);
    BinaryenConstSetValueI32(packed_place[2], (int32_t)d->start);
    add_segment(s, from, p.bytes, p.size);
    return end;
}

static void set_memory(const DataImage *d)
{
    Segments s = {0};
    uint64_t end = d->end;
    /* Binaryen keeps the segments that are there: the runtime's. */
    if (packed_place[0]) {
        uint64_t packed_end = add_packed(&s, d);
        if (packed_end > end) end = packed_end;
    } else {
        add_image(&s, d->start, d->bytes, d->end - d->start);
    }
    BinaryenIndex pages = (BinaryenIndex)((end + PAGE - 1) / PAGE);
    BinaryenSetMemory(be.mod, pages, 65536, be.config.is_js ? "mem" : "memory", s.data.p, s.passive.p, s.offsets.p, s.sizes.p, s.data.n, false);
}

/* ---- passes ---- */

/* Lists of passes; each ends in NULL. */
static uint32_t count_names(const char *const *names)
{
    uint32_t n = 0;
    while (names[n]) n++;
    return n;
}

static void run_on_module(const char *const *names)
{
    BinaryenModuleRunPasses(be.mod, (const char **)names, count_names(names));
}

/* On all cores, unless there are oversized functions, which stay as they are. */
static void run_on_functions(const char *const *names)
{
    if (!be.oversized.n) {
        run_on_module(names);
        return;
    }
    uint32_t n = count_names(names);
    for (BinaryenIndex i = 0; i < BinaryenGetNumFunctions(be.mod); i++) {
        BinaryenFunctionRef f = BinaryenGetFunctionByIndex(be.mod, i);
        const char *name = BinaryenFunctionGetName(f);
        if (BinaryenFunctionGetBody(f) && !strmap_get(&be.oversized, name, strlen(name))) BinaryenFunctionRunPasses(f, be.mod, (const char **)names, n);
    }
}

/* Passes that go over one function after the other, then module-wide ones. */
static void run_passes(const char *const *functions, const char *const *module)
{
    run_on_functions(functions);
    run_on_module(module);
}

static void optimise(void)
{
    /* Repeating some of them, as Binaryen's own lists do, takes half as long again for half a percent of the size. */
    static const char *const quick[] = {"simplify-locals", "coalesce-locals", "reorder-locals",
                                        "optimize-instructions", "remove-unused-brs", "merge-blocks", "vacuum", NULL};
    /* Binaryen's own -O2 takes twice the time of this and its code is no faster: src/opt has inlined what should be, and engines
     * optimise a function at its next call, so what was left one stays one. */
    static const char *const thorough[] = {"dce", "remove-unused-names", "remove-unused-brs", "remove-unused-names", "optimize-instructions",
                                           "pick-load-signs", "precompute", "code-pushing", "simplify-locals-nostructure", "vacuum", "reorder-locals",
                                           "remove-unused-brs", "coalesce-locals", "simplify-locals", "vacuum", "reorder-locals", "merge-blocks",
                                           "remove-unused-brs", "remove-unused-names", "precompute", "optimize-instructions", "rse", "vacuum", NULL};
    /* What is called most gets the shortest indices. */
    static const char *const same[] = {"duplicate-function-elimination", "remove-unused-module-elements", "reorder-functions", NULL};
    BinaryenSetDebugInfo(!be.config.strip);
    BinaryenSetLowMemoryUnused(true);
    switch (be.config.opt_level) {
    case 0:
        break;                  /* "vacuum" would save half a percent, and take a quarter of the time */
    case 1:
        BinaryenSetOptimizeLevel(1);
        BinaryenSetShrinkLevel(0);
        run_passes(quick, same);
        break;
    case 2:
        BinaryenSetOptimizeLevel(2);
        BinaryenSetShrinkLevel(0);
        run_passes(thorough, same);
        break;
    default:
        BinaryenSetOptimizeLevel(2);
        BinaryenSetShrinkLevel(2);
        if (be.oversized.n) {
            run_passes(thorough, same);
        } else {
            run_on_functions(quick);        /* half a percent, for a twentieth of the time */
            BinaryenModuleOptimize(be.mod);
        }
        break;
    }
}

/* Functions are told apart by their names, which the output need not have. */
static void print_size(void (*print)(const void *bytes, size_t size))
{
    BinaryenSetDebugInfo(true);
    BinaryenModuleAllocateAndWriteResult r = BinaryenModuleAllocateAndWrite(be.mod, NULL);
    print(r.binary, r.binaryBytes);
    free(r.binary);
    BinaryenSetDebugInfo(!be.config.strip);
}

/* -d=wat: the module, -d=wat=Func: the code of a function. */
static void print_wat(void)
{
    const char *name = debug_value(DEBUG_WAT);
    if (!name) {
        BinaryenModulePrint(be.mod);
        return;
    }
    BinaryenFunctionRef f = BinaryenGetFunction(be.mod, name);
    if (f) BinaryenExpressionPrint(BinaryenFunctionGetBody(f));
}

void wasm_init(Program *p, const WasmConfig *config)
{
    be = (Backend){.prog = p, .config = *config, .arena = arena_new("wasm")};
    strmap_init(&be.oversized, be.arena);
    types_data_init();
    special_init();
}

void *wasm_emit(Program *p, const WasmConfig *config, size_t *size)
{
    (void)p;
    (void)config;
    link_runtime();
    make_module_data();
    entry_points();
    do {
        for (Func *f; (f = next_function());) {
            why_enter(f);
            emit_function(f);
        }
        why_enter(NULL);
    } while (data_close() || special_close());
    late_method_tables(data_is_needed);
    data_close();                   /* what names need */
    special_finish(data_needed());
    unpack_at_start();
    table_finish();
    fold_runtime(event_handler());
    drop_unused();
    link_symtab();
    DataImage image = data_layout(heap_base);
    finish_module_data(&image);
    data_write(&image);
    set_memory(&image);
    if (debug_on(DEBUG_WAT)) print_wat();
    if (config->check && !BinaryenModuleValidate(be.mod)) ice(NO_POS, "the module is not valid wasm");
    stats_begin("binaryen");
    optimise();
    stats_end();
    if (debug_on(DEBUG_SIZE)) print_size(size_print);
    if (debug_on(DEBUG_SUSPEND)) print_size(size_print_bodies);
    BinaryenModuleAllocateAndWriteResult r = BinaryenModuleAllocateAndWrite(be.mod, NULL);
    *size = r.binaryBytes;
    if (debug_on(DEBUG_WHY)) why_print();
    return r.binary;
}
