/*
 * fuzz_gomod.c - libFuzzer target for the reader of go.mod and go.work files: any text is read without a crash, and
 * one that is not accepted has been complained about.
 */
#include <stdlib.h>

#include "load_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    loader = (Loader){ .config = { .goos = "wasip1", .dir = "/tmp" }, .arena = arena_new("fuzz"), .version = "1.27", .minor = 27, .goroot = "" };
    for (int kind = MOD_MAIN; kind <= MOD_DEPENDENCY; kind++) {
        char *text = arena_strndup(loader.arena, (const char *)data, n);
        if (!gomod_parse("/tmp/go.mod", text, (ModKind)kind) && diag_count() == 0)
            abort();
        diag_reset();
    }
    arena_free(loader.arena);
    return 0;
}
