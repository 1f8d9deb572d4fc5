/*
 * fuzz_constraint.c - libFuzzer target for build constraints: the first line is a file name, the rest the head of the
 * file. Names and //go:build lines are judged without a crash, and a wrong line selects nothing.
 */
#include <stdlib.h>

#include "load_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    loader = (Loader){ .config = { .goos = "wasip1" }, .arena = arena_new("fuzz") };
    strmap_init(&loader.tags, loader.arena);
    strmap_set(&loader.tags, "wasm", 4, loader.arena);
    strmap_set(&loader.tags, "wasip1", 6, loader.arena);
    char *name = arena_strndup(loader.arena, (const char *)data, n), *text = strchr(name, '\n');
    if (text) {
        *text++ = 0;
        bool selected = load_match_file(name, text, strlen(text), true);
        if (selected && load_constraint_error(text))
            abort();
        bool ok;
        if (load_eval_constraint(text, &ok) && !ok)
            abort();
    }
    arena_free(loader.arena);
    return 0;
}
