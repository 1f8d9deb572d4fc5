/*
 * symtab.c - from call sites and code pointers to functions, files and lines.
 */
#include "symtab.h"
#include "host.h"
#include "port.h"

static uint32_t number(const uint8_t **p) {
    uint32_t v = 0;
    for (unsigned shift = 0;; shift += 7) {
        uint8_t b = *(*p)++;
        v |= (uint32_t)(b & 0x7f) << shift;
        if (!(b & 0x80))
            return v;
    }
}

static const uint8_t *group_of(const SymTable *t, uint32_t row) { return t->bytes + t->index[row / SYM_GROUP]; }

/* ---- texts ---- */

/* Goes behind the text of a row. What to holds of the row before becomes this row's, as far as it fits. */
static const uint8_t *next_text(const uint8_t *p, char *to, uint32_t cap, uint32_t *len) {
    uint32_t shared = number(&p), rest = number(&p);
    *len = shared + rest;
    if (shared < cap)
        memcpy(to + shared, p, *len < cap ? rest : cap - shared);
    return p + rest;
}

typedef struct FuncRow { uint32_t file, line, code, flags; } FuncRow;

static const uint8_t *next_func(const uint8_t *p, FuncRow *f) {
    f->file = number(&p);
    f->line = number(&p);
    f->code = number(&p);
    f->flags = f->code & 3;
    f->code >>= 2;
    return p;
}

/* The text of a row goes to a buffer of cap bytes, cut off there; returns its length. */
static uint32_t row_text(const SymTable *t, uint32_t row, bool is_func, char *to, uint32_t cap, FuncRow *f) {
    const uint8_t *p = group_of(t, row);
    uint32_t len = 0;
    for (uint32_t i = row - row % SYM_GROUP; i <= row; i++) {
        p = next_text(p, to, cap, &len);
        if (is_func)
            p = next_func(p, f);
    }
    return len;
}

static FuncRow func_at(uint32_t row) {
    FuncRow f = {0};
    row_text(&rt_module->funcs, row, true, NULL, 0, &f);
    return f;
}

int64_t rt_sym_text(int32_t row, int32_t which, void *to, int64_t cap) {
    FuncRow f = {0};
    if (which == SYM_NAME)
        return row_text(&rt_module->funcs, (uint32_t)row, true, to, (uint32_t)cap, &f);
    f = func_at((uint32_t)row);
    return f.file ? row_text(&rt_module->files, f.file - 1, false, to, (uint32_t)cap, NULL) : 0;
}

/* ---- sites ---- */

typedef struct SiteRow { uint32_t func, line, parent; } SiteRow;

static bool site_at(uint32_t site, SiteRow *s) {
    uint32_t row = site - 1;
    if (row >= rt_module->sites.n)
        return false;
    const uint8_t *p = group_of(&rt_module->sites, row);
    for (uint32_t i = row - row % SYM_GROUP; i <= row; i++) {
        uint32_t head = number(&p), line = head >> 2;
        if (head & SITE_FUNC)
            *s = (SiteRow){number(&p), 0, 0};
        s->line += line & 1 ? -(line >> 1) : line >> 1;
        s->parent = head & SITE_INLINED ? i + 1 - number(&p) : 0;
    }
    return true;
}

static void fill(SiteInfo *info, uint32_t func, const FuncRow *f, uint32_t line, uint32_t parent) {
    *info = (SiteInfo){line, f->line, f->code, parent, f->flags, func};
}

int32_t rt_sym_site(int32_t site, void *info) {
    SiteRow s;
    if (!site_at((uint32_t)site, &s))
        return 0;
    FuncRow f = func_at(s.func);
    fill(info, s.func, &f, s.line, s.parent);
    return 1;
}

/* Seldom asked for: every row is looked at. */
int32_t rt_sym_func(int32_t code, void *info) {
    const uint8_t *p = rt_module->funcs.bytes;
    for (uint32_t row = 0; row < rt_module->funcs.n && code; row++) {
        uint32_t len;
        FuncRow f;
        p = next_func(next_text(p, NULL, 0, &len), &f);
        if (f.code == (uint32_t)code) {
            fill(info, row, &f, f.line, 0);
            return 1;
        }
    }
    return 0;
}

/* ---- tracebacks ------------------------------------------------------------------------------ */

enum { SHOWN = 64 };            /* of a name, to see what it is */

static void print_row(uint32_t row, int32_t which) {
    int64_t len = rt_sym_text((int32_t)row, which, NULL, 0);
    char text[len + 1];
    rt_sym_text((int32_t)row, which, text, len);
    text[len] = 0;
    print_text(text);
}

static bool is_panic(const char *name) { return text_has_prefix(name, "runtime.gopanic"); }

/* Go shows functions of package runtime only if their names are exported. */
static bool hidden(const FuncRow *f, const char *name) {
    if (f->flags & FUNC_HIDDEN)
        return true;
    return text_has_prefix(name, "runtime.") && !(name[8] >= 'A' && name[8] <= 'Z') && !is_panic(name);
}

static void print_position(const SiteRow *s, uint32_t site) {
    print_text("\n\t");
    print_row(s->func, SYM_FILE);
    print_text(":");
    print_dec(s->line);
    print_text(" +0x");
    print_hex(site);
    print_text("\n");
}

bool sym_print_site(uint32_t site, bool first) {
    for (SiteRow s; site_at(site, &s); site = s.parent) {
        FuncRow f;
        char start[SHOWN + 1] = {0};
        row_text(&rt_module->funcs, s.func, true, start, SHOWN, &f);
        if (hidden(&f, start) || (first && is_panic(start)))
            continue;
        if (is_panic(start))
            print_text("panic");
        else
            print_row(s.func, SYM_NAME);
        print_text(f.flags & FUNC_PARAMS ? "(...)" : "()");
        print_position(&s, site);
        first = false;
    }
    return first;
}

void sym_print_creator(uint32_t site, uint64_t goid) {
    SiteRow s;
    if (!site_at(site, &s))
        return;
    print_text("created by ");
    print_row(s.func, SYM_NAME);
    print_text(" in goroutine ");
    print_dec(goid);
    print_position(&s, site);
}
