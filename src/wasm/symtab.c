/*
 * symtab.c - call sites and function names for tracebacks and runtime.Callers; runtime/include/symtab.h has the layout.
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

static uint32_t site_id(Site s)
{
    if (!site_ids.arena) strmap_init(&site_ids, be.arena);
    uintptr_t known = (uintptr_t)strmap_get(&site_ids, (const char *)&s, sizeof s);
    if (known) return (uint32_t)known;
    vec_push(be.arena, &sites, s);
    strmap_set(&site_ids, (const char *)&s, sizeof s, (void *)(uintptr_t)sites.n);
    return sites.n;
}

static uint32_t site(Func *f, Pos pos, const InlineSite *inl)
{
    Func *shown = inl ? inl->callee : f->part_of ? f->part_of : f;
    uint32_t parent = inl ? site(f, inl->pos, inl->outer) : 0;
    return site_id((Site){row_at(shown, pos), pos_place(pos).line, parent});
}

uint32_t site_of(Func *f, const Value *v)
{
    /* A loop that moved out shows as the function that calls it, so its call is hidden. */
    if (v->op == V(CALL) && v->aux.func->part_of) return site_id((Site){row_of(v->aux.func), 0, 0});
    return site(f, v->pos ? v->pos : f->pos, v->inl);
}

/* ---- tables ---- */

enum { GROUP = 32, FUNC_PARAMS = 1, FUNC_HIDDEN = 2, SITE_FUNC = 1, SITE_INLINED = 2 };

typedef struct Packed { Buf bytes; U32Vec index; uint32_t n; const char *before; } Packed;     /* before: the text of the last row */

static void packed_init(Packed *t)
{
    *t = (Packed){.before = ""};
    buf_init(&t->bytes, be.arena);
}

/* Starts a row; true: it is the first of a group. */
static bool start_row(Packed *t)
{
    bool first = t->n++ % GROUP == 0;
    if (first) vec_push(be.arena, &t->index, (uint32_t)t->bytes.n);
    return first;
}

static void put(Packed *t, uint32_t v)
{
    for (; v >= 0x80; v >>= 7) buf_putc(&t->bytes, (char)(v | 0x80));
    buf_putc(&t->bytes, (char)v);
}

static void put_text(Packed *t, const char *s)
{
    uint32_t shared = 0;
    if (!start_row(t))
        while (s[shared] && s[shared] == t->before[shared]) shared++;
    put(t, shared);
    put(t, (uint32_t)strlen(s + shared));
    buf_puts(&t->bytes, s + shared);
    t->before = s;
}

static SymTable finish(Packed *t, const char *index, const char *bytes)
{
    return (SymTable){data_new(index, t->index.p, 4 * t->index.n, 4), data_new(bytes, t->bytes.p, (uint32_t)t->bytes.n, 1), t->n};
}

/* ---- files and functions ---- */

static const char *name_of_row(const FuncRow *r)
{
    return r->f->go_name ? r->f->go_name : r->f->symbol;
}

static const char *file_of(const FuncRow *r)
{
    return be.config.trace > 1 && r->f->pos ? load_trace_name(r->pos) : "";
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Numbers the files, from 1 on. */
static SymTable pack_files(StrMap *numbers)
{
    VEC(const char *) names = {0};
    strmap_init(numbers, be.arena);
    for (uint32_t i = 0; i < funcs.n; i++) {
        const char *s = file_of(&funcs.p[i]);
        if (!*s || strmap_get(numbers, s, strlen(s))) continue;
        strmap_set(numbers, s, strlen(s), (void *)1);
        vec_push(be.arena, &names, s);
    }
    if (names.n) qsort(names.p, names.n, sizeof names.p[0], by_text);
    Packed t;
    packed_init(&t);
    for (uint32_t i = 0; i < names.n; i++) {
        put_text(&t, names.p[i]);
        strmap_set(numbers, names.p[i], strlen(names.p[i]), (void *)(uintptr_t)(i + 1));
    }
    return finish(&t, "gocw.files.index", "gocw.files");
}

static int by_name(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int c = strcmp(name_of_row(&funcs.p[x]), name_of_row(&funcs.p[y]));
    return c ? c : x < y ? -1 : 1;
}

static bool has_params(const Func *f)
{
    Type *sig = f->info ? f->info->sig : f->obj ? f->obj->type : NULL;
    return sig && sig->kind == T_SIGNATURE && (sig->u.sig.recv || sig->u.sig.params->u.tuple.vars.n > 0);
}

/* Frames that the official toolchain does not have. */
static bool is_hidden(const Func *f)
{
    return (f->flags & FN_WRAPPER) || strcmp(f->symbol, "runtime.deferreturn") == 0 || strcmp(f->symbol, "runtime.callers") == 0;
}

/* place: from funcs to rows of the table. */
static SymTable pack_funcs(const StrMap *files, uint32_t *place)
{
    uint32_t n = funcs.n, *order = NEW_N(be.arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) order[i] = i;
    qsort(order, n, sizeof order[0], by_name);
    Packed t;
    packed_init(&t);
    for (uint32_t i = 0; i < n; i++) {
        const FuncRow *r = &funcs.p[order[i]];
        const char *file = file_of(r);
        place[order[i]] = i;
        put_text(&t, name_of_row(r));
        put(&t, (uint32_t)(uintptr_t)strmap_get(files, file, strlen(file)));
        put(&t, r->line);
        put(&t, code_of(r) << 2 | (has_params(r->f) ? FUNC_PARAMS : 0u) | (is_hidden(r->f) ? FUNC_HIDDEN : 0u));
    }
    return finish(&t, "gocw.funcs.index", "gocw.funcs");
}

/* ---- sites ---- */

static SymTable pack_sites(const uint32_t *place)
{
    Packed t;
    packed_init(&t);
    for (uint32_t i = 0; i < sites.n; i++) {
        const Site *s = &sites.p[i], *before = i ? &sites.p[i - 1] : s;
        bool fresh = start_row(&t) || s->func != before->func;
        int32_t d = (int32_t)(s->line - (fresh ? 0 : before->line));
        put(&t, (d < 0 ? (uint32_t)-d << 1 | 1 : (uint32_t)d << 1) << 2 | (fresh ? SITE_FUNC : 0u) | (s->parent ? SITE_INLINED : 0u));
        if (fresh) put(&t, place[s->func]);
        if (s->parent) put(&t, i + 1 - s->parent);
    }
    return finish(&t, "gocw.sites.index", "gocw.sites");
}

SymtabData symtab_finish(void)
{
    /* Functions in the table have names, too: FuncForPC. */
    for (uint32_t i = 0; i < be.prog->funcs.n; i++)
        if (be.prog->funcs.p[i]->table_index && be.config.trace) row_of(be.prog->funcs.p[i]);
    uint32_t *place = NEW_N(be.arena, uint32_t, funcs.n + 1);
    StrMap files;
    SymtabData d = {.files = pack_files(&files)};
    d.funcs = pack_funcs(&files, place);
    d.sites = pack_sites(place);
    return d;
}
