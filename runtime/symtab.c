/*
 * symtab.c - from call sites and code pointers to functions, files and lines.
 */
#include "symtab.h"
#include "host.h"
#include "port.h"

static const char *string_at(uint32_t offset) { return rt_module->strings + offset; }

static const SiteEntry *site_at(uint32_t site) {
    return site - 1 < rt_module->nsites ? &rt_module->sites[site - 1] : NULL;
}

static void set_string(GoString *to, uint32_t offset) {
    to->data_slot = 0;
    to->data = string_at(offset);
    to->len = (int64_t)strlen(to->data);
}

static void fill(SiteInfo *info, uint32_t func, uint32_t line, uint32_t parent) {
    const FuncEntry *f = &rt_module->functab[func];
    set_string(&info->func, f->name);
    set_string(&info->file, f->file);
    info->line = line;
    info->start_line = f->line;
    info->code = f->code;
    info->parent = parent;
    info->flags = f->flags;
    info->index = func;
}

int32_t rt_sym_site(int32_t site, void *info) {
    const SiteEntry *s = site_at((uint32_t)site);
    if (!s)
        return 0;
    fill(info, s->func, s->line, s->parent);
    return 1;
}

int32_t rt_sym_func(int32_t code, void *info) {
    uint32_t lo = 0, hi = rt_module->nfunctab;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (rt_module->functab[mid].code < (uint32_t)code)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (code == 0 || lo == rt_module->nfunctab || rt_module->functab[lo].code != (uint32_t)code)
        return 0;
    fill(info, lo, rt_module->functab[lo].line, 0);
    return 1;
}

/* ---- tracebacks ------------------------------------------------------------------------------ */

/* Go shows functions of package runtime only if their names are exported. */
static bool hidden(const FuncEntry *f) {
    const char *name = string_at(f->name);
    if (f->flags & FUNC_WRAPPER)
        return true;
    return text_has_prefix(name, "runtime.") && !(name[8] >= 'A' && name[8] <= 'Z') && !text_has_prefix(name, "runtime.gopanic");
}

static void print_position(const FuncEntry *f, uint32_t line, uint32_t site) {
    print_text("\n\t");
    print_text(string_at(f->file));
    print_text(":");
    print_dec(line);
    print_text(" +0x");
    print_hex(site);
    print_text("\n");
}

bool sym_print_site(uint32_t site, bool first) {
    for (const SiteEntry *s; (s = site_at(site)); site = s->parent) {
        const FuncEntry *f = &rt_module->functab[s->func];
        const char *name = string_at(f->name);
        bool is_panic = text_has_prefix(name, "runtime.gopanic");
        if (hidden(f) || (first && is_panic))
            continue;
        print_text(is_panic ? "panic" : name);
        print_text(f->flags & FUNC_PARAMS ? "(...)" : "()");
        print_position(f, s->line, site);
        first = false;
    }
    return first;
}

void sym_print_creator(uint32_t site, uint64_t goid) {
    const SiteEntry *s = site_at(site);
    if (!s)
        return;
    const FuncEntry *f = &rt_module->functab[s->func];
    print_text("created by ");
    print_text(string_at(f->name));
    print_text(" in goroutine ");
    print_dec(goid);
    print_position(f, s->line, site);
}
