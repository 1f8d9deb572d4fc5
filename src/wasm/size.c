/*
 * size.c - -d=size: the bytes of the output by section, and those of the code by package. It reads the module as it was
 * written: section 10 holds the functions, the custom section "name" what they are called.
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

typedef struct Row { const char *what; uint64_t bytes; uint32_t n; } Row;
typedef struct Rows { VEC(Row) v; StrMap index; } Rows;

static void add(Rows *rows, const char *what, size_t n, uint64_t bytes)
{
    uintptr_t at = (uintptr_t)strmap_get(&rows->index, what, n);
    if (!at) {
        Row r = {arena_strndup(be.arena, what, n), 0, 0};
        vec_push(be.arena, &rows->v, r);
        at = rows->v.n;
        strmap_set(&rows->index, what, n, (void *)at);
    }
    rows->v.p[at - 1].bytes += bytes;
    rows->v.p[at - 1].n++;
}

static int by_bytes(const void *a, const void *b)
{
    const Row *x = a, *y = b;
    return x->bytes != y->bytes ? (x->bytes > y->bytes ? -1 : 1) : strcmp(x->what, y->what);
}

static void print(Rows *rows, const char *title, const char *counted)
{
    printf("%s\n", title);
    if (rows->v.n) qsort(rows->v.p, rows->v.n, sizeof rows->v.p[0], by_bytes);
    for (uint32_t i = 0; i < rows->v.n; i++) {
        const Row *r = &rows->v.p[i];
        printf("%10llu  %s", (unsigned long long)r->bytes, r->what);
        if (counted) printf(" (%u %s)", r->n, counted);
        putchar('\n');
    }
}

/* "net/http.(*Server).Serve" belongs to net/http; names without a dot are the C runtime's. */
static size_t package_part(const char *name, size_t n)
{
    size_t stop = 0, slash = 0;
    while (stop < n && name[stop] != '(' && name[stop] != '[' && name[stop] != '\\') stop++;
    for (size_t i = 0; i < stop; i++)
        if (name[i] == '/') slash = i;
    for (size_t i = slash; i < stop; i++)
        if (name[i] == '.') return i;
    return 0;
}

static void by_package(Reader code, Reader names, uint32_t nimports, Rows *rows)
{
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
            const char *name = (const char *)text.p;
            size_t len = package_part(name, (size_t)(text.end - text.p));
            if (index < nimports || index - nimports >= n) continue;
            if (len) add(rows, name, len, sizes[index - nimports]);
            else add(rows, "C runtime", strlen("C runtime"), sizes[index - nimports]);
        }
    }
}

/* Only functions are imported. */
void size_print(const void *bytes, size_t size)
{
    static const char *const sections[] = {"custom", "types", "imports", "functions", "tables", "memory", "globals", "exports", "start",
                                           "elements", "code", "data", "data count"};
    Reader r = {(const uint8_t *)bytes + 8, (const uint8_t *)bytes + size}, code = {0}, names = {0};
    Rows by_section = {0}, packages = {0};
    uint32_t nimports = 0;
    strmap_init(&by_section.index, be.arena);
    strmap_init(&packages.index, be.arena);
    while (r.p < r.end) {
        uint8_t id = *r.p++;
        Reader s = part(&r, leb(&r)), body = s;
        const char *what = id < LEN(sections) ? sections[id] : "other";
        if (id == 2) nimports = leb(&body);
        if (id == 10) code = s;
        if (id == 0) {
            Reader name = part(&body, leb(&body));
            what = arena_strndup(be.arena, (const char *)name.p, (size_t)(name.end - name.p));
            if (strcmp(what, "name") == 0) names = body;
        }
        add(&by_section, what, strlen(what), (uint64_t)(s.end - s.p));
    }
    print(&by_section, "bytes by section", NULL);
    by_package(code, names, nimports, &packages);
    if (packages.v.n) print(&packages, "bytes of code by package", "functions");
}
