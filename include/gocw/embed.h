/*
 * embed.h - the files that gocw carries inside itself: the runtime's wasm modules,
 * the overlay's Go files and the JavaScript host side.
 *
 * Paths are "runtime/js.wasm", "runtime/wasip1.wasm", "overlay/..." (mirrors GOROOT/src)
 * and "js/...", sorted. The data is followed by a NUL that size does not count.
 */
#ifndef GOCW_EMBED_H
#define GOCW_EMBED_H

#include <stddef.h>

struct EmbeddedFile {
    const char *path;
    const unsigned char *data;
    size_t size;
};

extern const struct EmbeddedFile embedded_files[];
extern const size_t embedded_nfiles;

#endif
