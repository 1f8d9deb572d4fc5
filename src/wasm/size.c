/*
 * size.c - -d=size: the bytes of the output by section, by kind, and by package; -d=suspend: functions with a second body.
 *
 * Code is measured in the module as it was written: section 10 holds the functions, the custom section "name" what they are
 * called. Data is measured object by object when it is laid out; runs of zeros, which are left out later, count.
 */
#include "wasm_int.h"

#include <stdlib.h>

typedef struct Reader { const uint8_t *p, *end; } Reader;

static uint32_t leb(Reader *r)
{
    uint32_t v = 0;
    for (int shift = 0; r->p < r->end; shift += 7) {
        uint8_t b = *r->p++;
        v |= (uint32_t)(b & 0x7f) << (shift & 31);
        if (!(b & 0x80)) break;
    }
    return v;
}

static Reader part(Reader *r, uint32_t n)
{
    if (n > (size_t)(r->end - r->p)) n = (uint32_t)(r->end - r->p);
    Reader inner = {r->p, r->p + n};
    r->p += n;
    return inner;
}

typedef enum Kind { CODE, RESUME, DESCRIPTORS, VARIABLES, CONSTANTS, FRAMES, SYMBOLS, KINDS } Kind;

static const char *const kind_names[KINDS] = {
    [CODE] = "functions", [RESUME] = "resume bodies", [DESCRIPTORS] = "type descriptors, itabs, names", [VARIABLES] = "variables",
    [CONSTANTS] = "strings, composite literals, tables", [FRAMES] = "frame descriptors", [SYMBOLS] = "functions, files and lines",
};

typedef struct Row { const char *what; uint64_t bytes, kind[KINDS]; uint32_t n; } Row;
typedef struct Rows { VEC(Row) v; StrMap index; } Rows;

static Row *row_of(Rows *rows, const char *what, size_t n)
{
    if (!rows->index.arena) strmap_init(&rows->index, be.arena);
    uintptr_t at = (uintptr_t)strmap_get(&rows->index, what, n);
    if (!at) {
        Row r = {.what = arena_strndup(be.arena, what, n)};
        vec_push(be.arena, &rows->v, r);
        at = rows->v.n;
        strmap_set(&rows->index, what, n, (void *)at);
    }
    return &rows->v.p[at - 1];
}

static Rows packages;

/* "net/http.(*Server).Serve" belongs to net/http, and so do "type:[]*net/http.Server" and "type:eq.net/http.Server"; 0: to no package. */
static size_t package_part(const char **name, size_t n)
{
    static const char *const prefixes[] = {"type:eq.", "type:hash.", "type:", "itab:", "frame:"};
    const char *s = *name, *end = s + n;
    for (size_t i = 0; i < LEN(prefixes); i++)
        if (n > strlen(prefixes[i]) && memcmp(s, prefixes[i], strlen(prefixes[i])) == 0) s += strlen(prefixes[i]);
    while (s < end && (*s == '*' || *s == '(' || *s == '[' || *s == ']' || (*s >= '0' && *s <= '9'))) s++;
    *name = s;
    const char *slash = s, *stop = s;
    for (; stop < end && !strchr("([{ ,\\", *stop); stop++)
        if (*stop == '/') slash = stop;
    for (const char *p = slash; p < stop; p++)
        if (*p == '.') return (size_t)(p - s);
    return 0;
}

static void add(const char *name, size_t n, Kind kind, uint64_t bytes, const char *otherwise)
{
    size_t len = package_part(&name, n);
    Row *r = len ? row_of(&packages, name, len) : row_of(&packages, otherwise, strlen(otherwise));
    r->bytes += bytes;
    r->kind[kind] += bytes;
    r->n += kind == CODE;
}

static bool starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

void size_object(const Global *g)
{
    const char *s = g->symbol;
    Kind kind = g->readonly ? CONSTANTS : VARIABLES;
    if (starts(s, "type:") || starts(s, "itab:") || starts(s, "name:") || starts(s, "layout.")) kind = DESCRIPTORS;
    if (starts(s, "frame:")) kind = FRAMES;
    if (starts(s, "gocw.funcs") || starts(s, "gocw.files") || starts(s, "gocw.sites")) kind = SYMBOLS;
    if (starts(s, "name:") || starts(s, "string.") || starts(s, "static.") || starts(s, "layout.") || starts(s, "gocw.")) s = "";    /* shared */
    add(s, strlen(s), kind, g->size, "(shared)");
}

/* ---- printing ---- */

static int by_bytes(const void *a, const void *b)
{
    const Row *x = a, *y = b;
    return x->bytes != y->bytes ? (x->bytes > y->bytes ? -1 : 1) : strcmp(x->what, y->what);
}

static void print_rows(Rows *rows)
{
    if (rows->v.n) qsort(rows->v.p, rows->v.n, sizeof rows->v.p[0], by_bytes);
    for (uint32_t i = 0; i < rows->v.n; i++) printf("%10llu  %s\n", (unsigned long long)rows->v.p[i].bytes, rows->v.p[i].what);
}

static void print_kinds(void)
{
    Rows kinds = {0};
    for (uint32_t i = 0; i < packages.v.n; i++)
        for (int k = 0; k < KINDS; k++) row_of(&kinds, kind_names[k], strlen(kind_names[k]))->bytes += packages.v.p[i].kind[k];
    puts("bytes by kind");
    print_rows(&kinds);
}

static void print_packages(void)
{
    puts("bytes by package\n     total       code     resume descriptors variables constants functions");
    if (packages.v.n) qsort(packages.v.p, packages.v.n, sizeof packages.v.p[0], by_bytes);
    for (uint32_t i = 0; i < packages.v.n; i++) {
        const Row *r = &packages.v.p[i];
        printf("%10llu %10llu %10llu %11llu %9llu %9llu %9u  %s\n", (unsigned long long)r->bytes, (unsigned long long)r->kind[CODE],
               (unsigned long long)(r->kind[RESUME] + r->kind[FRAMES]), (unsigned long long)r->kind[DESCRIPTORS],
               (unsigned long long)r->kind[VARIABLES], (unsigned long long)(r->kind[CONSTANTS] + r->kind[SYMBOLS]), r->n, r->what);
    }
}

/* ---- the module ---- */

static bool ends(const char *s, size_t n, const char *suffix)
{
    return n >= strlen(suffix) && memcmp(s + n - strlen(suffix), suffix, strlen(suffix)) == 0;
}

/* What to know of the module to find its functions: two of its sections, and how many numbers imports take. */
typedef struct Module { Reader code, names; uint32_t nimports; } Module;
typedef void FunctionFn(const char *name, size_t n, uint32_t bytes);

static void each_function(const Module *m, FunctionFn *fn)
{
    Reader code = m->code, names = m->names;
    uint32_t n = leb(&code), *sizes = NEW_N(be.arena, uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        sizes[i] = leb(&code);
        part(&code, sizes[i]);
    }
    while (names.p < names.end) {
        uint8_t kind = *names.p++;
        Reader sub = part(&names, leb(&names));
        for (uint32_t k = kind == 1 ? leb(&sub) : 0; k > 0; k--) {
            uint32_t index = leb(&sub);
            Reader text = part(&sub, leb(&sub));
            if (index >= m->nimports && index - m->nimports < n) fn((const char *)text.p, (size_t)(text.end - text.p), sizes[index - m->nimports]);
        }
    }
}

/* Only functions are imported. */
static Module read_module(const void *bytes, size_t size, Rows *by_section)
{
    static const char *const sections[] = {"custom", "types", "imports", "functions", "tables", "memory", "globals", "exports", "start",
                                           "elements", "code", "data", "data count"};
    Reader r = {(const uint8_t *)bytes + 8, (const uint8_t *)bytes + size};
    Module m = {0};
    while (r.p < r.end) {
        uint8_t id = *r.p++;
        Reader s = part(&r, leb(&r)), body = s;
        const char *what = id < LEN(sections) ? sections[id] : "other";
        if (id == 2) m.nimports = leb(&body);
        if (id == 10) m.code = s;
        if (id == 0) {
            Reader name = part(&body, leb(&body));
            what = arena_strndup(be.arena, (const char *)name.p, (size_t)(name.end - name.p));
            if (strcmp(what, "name") == 0) m.names = body;
        }
        row_of(by_section, what, strlen(what))->bytes += (uint64_t)(s.end - s.p);
    }
    return m;
}

static void add_function(const char *name, size_t n, uint32_t bytes)
{
    add(name, n, ends(name, n, RESUME_SUFFIX) ? RESUME : CODE, bytes, "C runtime");
}

void size_print(const void *bytes, size_t size)
{
    Rows by_section = {0};
    Module m = read_module(bytes, size, &by_section);
    puts("bytes by section");
    print_rows(&by_section);
    each_function(&m, add_function);
    print_kinds();
    print_packages();
}

/* ---- second bodies ---- */

static struct { uint64_t funcs, code, nwith, with, bytes; } bodies;

void size_note_bodies(const Func *f, bool has_second)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (const Value *v = f->blocks.p[i]->first; v; v = v->next) n++;
    bodies.funcs++;
    bodies.code += n;
    bodies.nwith += has_second;
    bodies.with += has_second ? n : 0;
}

static void add_second(const char *name, size_t n, uint32_t bytes)
{
    if (ends(name, n, RESUME_SUFFIX) && !ends(name, n, DEEP_SUFFIX RESUME_SUFFIX)) bodies.bytes += bytes;
}

void size_print_bodies(const void *bytes, size_t size)
{
    Rows by_section = {0};
    Module m = read_module(bytes, size, &by_section);
    each_function(&m, add_second);
    printf("suspend: %llu of %llu functions have a second body, %.1f%% of the code (%llu of %llu instructions); second bodies take %llu bytes\n",
           (unsigned long long)bodies.nwith, (unsigned long long)bodies.funcs, bodies.code ? 100.0 * (double)bodies.with / (double)bodies.code : 0,
           (unsigned long long)bodies.with, (unsigned long long)bodies.code, (unsigned long long)bodies.bytes);
}
