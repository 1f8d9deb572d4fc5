/*
 * symtab.c - call sites and function names for tracebacks and runtime.Callers; the layout is that of
 * runtime/include/symtab.h: functab sorted by table index, sites by id, strings as offsets.
 */
#include "wasm_int.h"

#include "gocw/load.h"

#include <stdlib.h>

typedef struct Site { uint32_t func, line, parent; } Site;
/* A function has a row of its own for each file that //line directives give its calls; only the first has the code. */
typedef struct FuncRow { Func *f; Pos pos; uint32_t line, other; } FuncRow;     /* other: row + 1 */

static VEC(Site) sites;
static VEC(FuncRow) funcs;
static PtrMap func_row;         /* Func * -> row + 1 */
static StrMap site_ids;         /* Site bytes -> id */

static uint32_t row_of(Func *f)
{
    if (!func_row.arena) ptrmap_init(&func_row, be.arena);
    uintptr_t known = (uintptr_t)ptrmap_get(&func_row, f);
    if (known) return (uint32_t)known - 1;
    FuncRow r = {f, f->pos, pos_place(f->pos).line, 0};
    vec_push(be.arena, &funcs, r);
    ptrmap_set(&func_row, f, (void *)(uintptr_t)funcs.n);
    return funcs.n - 1;
}

static bool same_file(Pos a, Pos b)
{
    const char *x = pos_place(a).file, *y = pos_place(b).file;
    return x == y || !x || !y || strcmp(x, y) == 0;
}

/* The row of f for a call at pos. */
static uint32_t row_at(Func *f, Pos pos)
{
    uint32_t row = row_of(f);
    while (f->pos && !same_file(funcs.p[row].pos, pos)) {
        if (!funcs.p[row].other) {
            FuncRow r = {f, pos, funcs.p[row].line, 0};
            vec_push(be.arena, &funcs, r);
            funcs.p[row].other = funcs.n;
        }
        row = funcs.p[row].other - 1;
    }
    return row;
}

static uint32_t code_of(const FuncRow *r)
{
    return r->pos == r->f->pos ? r->f->table_index : 0;
}

static uint32_t site(Func *f, Pos pos, const InlineSite *inl)
{
    Site s = {.line = pos_place(pos).line};
    s.func = row_at(inl ? inl->callee : f, pos);
    s.parent = inl ? site(f, inl->pos, inl->outer) : 0;
    if (!site_ids.arena) strmap_init(&site_ids, be.arena);
    uintptr_t known = (uintptr_t)strmap_get(&site_ids, (const char *)&s, sizeof s);
    if (known) return (uint32_t)known;
    vec_push(be.arena, &sites, s);
    strmap_set(&site_ids, (const char *)&s, sizeof s, (void *)(uintptr_t)sites.n);
    return sites.n;
}

uint32_t site_of(Func *f, const Value *v)
{
    return site(f, v->pos ? v->pos : f->pos, v->inl);
}

/* ---- tables ---- */

typedef struct Strings { Buf text; StrMap at; } Strings;

static uint32_t string_at(Strings *t, const char *s)
{
    if (!*s) return 0;
    uintptr_t known = (uintptr_t)strmap_get(&t->at, s, strlen(s));
    if (known) return (uint32_t)known;
    uint32_t at = (uint32_t)t->text.n;
    buf_write(&t->text, s, strlen(s) + 1);
    strmap_set(&t->at, s, strlen(s), (void *)(uintptr_t)at);
    return at;
}

static int by_code(const void *a, const void *b)
{
    const FuncRow *x = &funcs.p[*(const uint32_t *)a], *y = &funcs.p[*(const uint32_t *)b];
    uint32_t cx = code_of(x), cy = code_of(y);
    if (cx != cy) return cx < cy ? -1 : 1;
    return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1;
}

enum { FUNC_PARAMS = 1, FUNC_WRAPPER = 2 };

static bool has_params(const Func *f)
{
    Type *sig = f->info ? f->info->sig : f->obj ? f->obj->type : NULL;
    return sig && sig->kind == T_SIGNATURE && (sig->u.sig.recv || sig->u.sig.params->u.tuple.vars.n > 0);
}

/* Frames that the official toolchain does not have. */
static bool is_hidden(const Func *f)
{
    return (f->flags & FN_WRAPPER) || strcmp(f->symbol, "runtime.deferreturn") == 0;
}

SymtabData symtab_finish(void)
{
    Strings t;
    buf_init(&t.text, be.arena);
    buf_putc(&t.text, 0);
    strmap_init(&t.at, be.arena);
    /* Functions in the table have names, too: FuncForPC. */
    for (uint32_t i = 0; i < be.prog->funcs.n; i++)
        if (be.prog->funcs.p[i]->table_index && be.config.trace) row_of(be.prog->funcs.p[i]);
    uint32_t n = funcs.n, *order = NEW_N(be.arena, uint32_t, n + 1), *place_of = NEW_N(be.arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    qsort(order, n, sizeof order[0], by_code);
    uint32_t *rows = NEW_N(be.arena, uint32_t, 5 * n + 1), *out = NEW_N(be.arena, uint32_t, 3 * sites.n + 1);
    for (uint32_t i = 0; i < n; i++) {
        FuncRow *r = &funcs.p[order[i]];
        Func *f = r->f;
        place_of[order[i]] = i;
        const char *file = be.config.trace > 1 && f->pos ? load_trace_name(r->pos) : "";
        uint32_t row[5] = {code_of(r), string_at(&t, f->go_name ? f->go_name : f->symbol), string_at(&t, file), r->line,
                           (has_params(f) ? FUNC_PARAMS : 0u) | (is_hidden(f) ? FUNC_WRAPPER : 0u)};
        memcpy(rows + 5 * i, row, sizeof row);
    }
    for (uint32_t i = 0; i < sites.n; i++) {
        out[3 * i] = place_of[sites.p[i].func];
        out[3 * i + 1] = sites.p[i].line;
        out[3 * i + 2] = sites.p[i].parent;
    }
    SymtabData d = {.nfuncs = n, .nsites = sites.n};
    d.funcs = data_new("gocw.functab", rows, 20 * n, 4);
    d.sites = data_new("gocw.sites", out, 12 * sites.n, 4);
    d.strings = data_new("gocw.strings", t.text.p, (uint32_t)t.text.n, 1);
    return d;
}
