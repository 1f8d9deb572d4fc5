/*
 * special.c - functions of the pseudo package gocw, which the overlay pulls by linkname: tables of the program that only the
 * back end has (gort.def, "What the compiler defines").
 */
#include "wasm_int.h"

#include <stdlib.h>

extern bool (*ssa_define_symbol)(Func *f);

/* A slice of pointers to static objects: filled when all needed objects are known. */
typedef struct List {
    const char *symbol;
    const char *prefix;             /* of the objects' symbols */
    bool (*want)(const Global *g);
    int (*order)(const void *a, const void *b);
    Global *data;
    Expr len, cap;
    bool used;
} List;

static bool any_itab(const Global *g)
{
    (void)g;
    return true;
}

/* Unnamed composite types: what reflect looks for before it makes one. */
static bool unnamed_type(const Global *g)
{
    const Type *t = g->fill_arg;
    return t->kind != T_NAMED && t->kind != T_BASIC && t->kind != T_INTERFACE;
}

static int by_type_string(const void *a, const void *b)
{
    const Global *x = *(Global *const *)a, *y = *(Global *const *)b;
    int c = strcmp(typ_string(x->fill_arg, QUAL_NAME), typ_string(y->fill_arg, QUAL_NAME));
    return c ? c : strcmp(x->symbol, y->symbol);
}

static List lists[] = {
    {"gocw.itablinks", "itab:", any_itab, NULL, NULL, NULL, NULL, false},
    {"gocw.typelinks", "type:", unnamed_type, by_type_string, NULL, NULL, NULL, false},
};

static Expr const_i64(int64_t v)
{
    return BinaryenConst(be.mod, BinaryenLiteralInt64(v));
}

static void emit_list(Func *f, List *l)
{
    l->used = true;
    l->data = data_new(l->symbol, NULL, 0, 8);
    l->len = const_i64(0);
    l->cap = const_i64(0);
    Expr code[] = {
        BinaryenGlobalSet(be.mod, ret_global(1, IR_I64), l->len),
        BinaryenGlobalSet(be.mod, ret_global(2, IR_I64), l->cap),
        data_address(l->data, 0),
    };
    BinaryenAddFunction(be.mod, wasm_name(f), BinaryenTypeNone(), BinaryenTypeInt32(), NULL, 0,
                        BinaryenBlock(be.mod, NULL, code, LEN(code), BinaryenTypeAuto()));
}

/* ---- calls by reflection (src/ssa/wrap_reflect.c) ---- */

/* From code to thunk: a number for each table index, which is that of a thunk. */
static struct { Func *func; Global *numbers, *thunks; Expr size; FuncVec all; } lookup;

static Expr load(uint32_t bytes, Global *table, Expr index)
{
    Expr at = BinaryenBinary(be.mod, BinaryenMulInt32(), index, const_i32((int32_t)bytes));
    Expr address = BinaryenBinary(be.mod, BinaryenAddInt32(), at, data_address(table, 0));
    return BinaryenLoad(be.mod, bytes, false, 0, bytes, BinaryenTypeInt32(), address);
}

/* code < size ? thunks[numbers[code]] : 0, where thunk 0 is none */
static void emit_lookup(Func *f)
{
    lookup.func = f;
    lookup.numbers = data_new("gocw.thunknumbers", NULL, 0, 2);
    lookup.thunks = data_new("gocw.thunks", NULL, 0, 4);
    lookup.size = const_i32(0);
    Expr code = BinaryenUnary(be.mod, BinaryenWrapInt64(), BinaryenLocalGet(be.mod, 0, BinaryenTypeInt64()));
    Expr known = BinaryenBinary(be.mod, BinaryenLtUInt32(), code, lookup.size);
    code = BinaryenUnary(be.mod, BinaryenWrapInt64(), BinaryenLocalGet(be.mod, 0, BinaryenTypeInt64()));
    Expr thunk = BinaryenUnary(be.mod, BinaryenExtendUInt32(), load(4, lookup.thunks, load(2, lookup.numbers, code)));
    BinaryenAddFunction(be.mod, wasm_name(f), BinaryenTypeInt64(), BinaryenTypeInt64(), NULL, 0,
                        BinaryenIf(be.mod, known, thunk, const_i64(0)));
}

bool special_close(void)
{
    bool any = false;
    for (uint32_t i = 0; lookup.func && i < be.prog->funcs.n; i++) {
        Func *f = be.prog->funcs.p[i], *thunk = f->table_index ? ssa_reflect_thunk(f) : NULL;
        if (!thunk || thunk->table_index) continue;
        (void)table_index(thunk);
        vec_push(be.arena, &lookup.all, thunk);
        any = true;
    }
    return any;
}

static uint32_t thunk_number(const Func *thunk)
{
    for (uint32_t i = 0; i < lookup.all.n; i++)
        if (lookup.all.p[i] == thunk) return i + 1;
    return 0;
}

static void finish_lookup(void)
{
    uint32_t size = 0;
    for (uint32_t i = 0; i < be.prog->funcs.n; i++)
        if (be.prog->funcs.p[i]->table_index >= size) size = be.prog->funcs.p[i]->table_index + 1;
    uint16_t *numbers = NEW_N(be.arena, uint16_t, size);
    ICE_IF(lookup.all.n >= UINT16_MAX, NO_POS, "%u thunks", lookup.all.n);
    for (uint32_t i = 0; i < be.prog->funcs.n; i++) {
        const Func *f = be.prog->funcs.p[i], *thunk = f->table_index ? ssa_reflect_thunk(f) : NULL;
        if (thunk) numbers[f->table_index] = (uint16_t)thunk_number(thunk);
    }
    lookup.numbers->data = (uint8_t *)numbers;
    lookup.numbers->size = 2 * (uint64_t)size;
    lookup.thunks->size = 4 * ((uint64_t)lookup.all.n + 1);
    lookup.thunks->data = arena_alloc(be.arena, lookup.thunks->size);
    for (uint32_t i = 0; i < lookup.all.n; i++) data_reloc(lookup.thunks, 4 * (i + 1), RELOC_FUNC32, lookup.all.p[i], 0);
    BinaryenConstSetValueI32(lookup.size, (int32_t)size);
}

/* struct { layout string; code uintptr } each */
static Expr stub_table(bool method, uint32_t *n)
{
    enum { SIZE = 24 };
    *n = ssa_reflect_stubs(method, NULL);
    ReflectStub *stubs = NEW_N(be.arena, ReflectStub, *n + 1);
    ssa_reflect_stubs(method, stubs);
    Global *g = data_new(method ? "gocw.methodValueStubs.data" : "gocw.makeFuncStubs.data", NULL, SIZE * *n, 8);
    for (uint32_t i = 0; i < *n; i++) {
        uint64_t len = strlen(stubs[i].layout);
        data_reloc(g, SIZE * i, RELOC_GLOBAL, ssa_string_data(stubs[i].layout, len), 0);
        memcpy(g->data + SIZE * i + 8, &len, 8);
        data_reloc(g, SIZE * i + 16, RELOC_FUNC, stubs[i].func, 0);
    }
    return data_address(g, 0);
}

static void emit_stubs(Func *f)
{
    uint32_t n;
    Expr table = stub_table(strcmp(f->symbol, "gocw.methodValueStubs") == 0, &n);
    Expr code[] = {
        BinaryenGlobalSet(be.mod, ret_global(1, IR_I64), const_i64(n)),
        BinaryenGlobalSet(be.mod, ret_global(2, IR_I64), const_i64(n)),
        table,
    };
    BinaryenAddFunction(be.mod, wasm_name(f), BinaryenTypeNone(), BinaryenTypeInt32(), NULL, 0,
                        BinaryenBlock(be.mod, NULL, code, LEN(code), BinaryenTypeAuto()));
}

static const struct { const char *symbol; void (*emit)(Func *f); } tables[] = {
    {"gocw.reflectThunk", emit_lookup}, {"gocw.makeFuncStubs", emit_stubs}, {"gocw.methodValueStubs", emit_stubs},
};

bool emit_special(Func *f)
{
    for (size_t i = 0; i < LEN(tables); i++)
        if (strcmp(f->symbol, tables[i].symbol) == 0) {
            tables[i].emit(f);
            return true;
        }
    for (size_t i = 0; i < LEN(lists); i++)
        if (strcmp(f->symbol, lists[i].symbol) == 0) {
            emit_list(f, &lists[i]);
            return true;
        }
    return false;
}

void special_finish(const GlobalVec *needed)
{
    if (lookup.func) finish_lookup();
    for (size_t i = 0; i < LEN(lists); i++) {
        List *l = &lists[i];
        if (!l->used) continue;
        GlobalVec found = {0};
        for (uint32_t k = 0; k < needed->n; k++) {
            Global *g = needed->p[k];
            if (g->fill && strncmp(g->symbol, l->prefix, strlen(l->prefix)) == 0 && l->want(g)) vec_push(be.arena, &found, g);
        }
        if (l->order) qsort(found.p, found.n, sizeof found.p[0], l->order);
        l->data->size = 8 * (uint64_t)found.n;
        l->data->data = arena_alloc(be.arena, l->data->size + 1);
        for (uint32_t k = 0; k < found.n; k++) data_reloc(l->data, 8 * k, RELOC_GLOBAL, found.p[k], 0);
        BinaryenConstSetValueI64(l->len, found.n);
        BinaryenConstSetValueI64(l->cap, found.n);
    }
}

static bool define(Func *f)
{
    for (size_t i = 0; i < LEN(lists); i++)
        if (strcmp(f->symbol, lists[i].symbol) == 0) return true;
    for (size_t i = 0; i < LEN(tables); i++)
        if (strcmp(f->symbol, tables[i].symbol) == 0) return true;
    return false;
}

void special_init(void)
{
    ssa_define_symbol = define;
}
