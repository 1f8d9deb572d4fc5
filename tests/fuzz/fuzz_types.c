/*
 * fuzz_types.c - libFuzzer target for the type checker: whatever parses is checked whole, as a package that may import
 * nothing but unsafe, without a crash; and an error has been reported exactly when the checker says so.
 *
 * Types live as long as the process, so memory grows from input to input: runs are limited, see tests/harness/fuzz.
 */
#include <stdlib.h>

#include "gocw/types.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static Package *no_import(void *ctx, Package *from, const char *path, Pos pos)
{
    (void)ctx;
    (void)from;
    diag_error(pos, ERR_BrokenImport, "could not import %s", path);
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static Arena *texts;
    if (!texts) {
        TypConfig config = { .target = &target_wasm, .import = no_import, .complete = true };
        typ_init(&config);
        texts = arena_new("texts");
    }
    SrcFile *src = file_add("x.go", "x.go", arena_strndup(texts, (const char *)data, n), n);
    File *f = syn_parse_file(typ_arena(), src, PARSE_ALL);
    if (!f->has_errors && f->pkg_name) {
        Package *p = typ_package_new("x", f->pkg_name->u.ident.name, "go1.27");
        vec_push(typ_arena(), &p->files, f);
        typ_check_package(p);
    }
    diag_reset();
    return 0;
}
