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

/* Calls that reflection makes: no thunk or stub is emitted yet, which 0 says. */
static const char *const code_lookups[] = {"gocw.reflectThunk", "gocw.makeFuncStub", "gocw.methodValueStub"};

static bool is_lookup(const Func *f)
{
    for (size_t i = 0; i < LEN(code_lookups); i++)
        if (strcmp(f->symbol, code_lookups[i]) == 0) return true;
    return false;
}

bool emit_special(Func *f)
{
    if (is_lookup(f) || strcmp(f->symbol, "gocw.callThunk") == 0) {
        BinaryenType params = wasm_params(f->sig->params, f->sig->nparams);
        bool lookup = is_lookup(f);
        BinaryenAddFunction(be.mod, wasm_name(f), params, lookup ? BinaryenTypeInt64() : BinaryenTypeNone(), NULL, 0,
                            lookup ? const_i64(0) : BinaryenUnreachable(be.mod));
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
    return is_lookup(f) || strcmp(f->symbol, "gocw.callThunk") == 0;
}

void special_init(void)
{
    ssa_define_symbol = define;
}
