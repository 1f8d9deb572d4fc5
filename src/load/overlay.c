/*
 * overlay.c - gocw's own Go files, laid over GOROOT/src. A folder with a file OVERLAY that says "replace" is the
 * whole package; otherwise its files replace or join the stock ones, and an empty one removes a stock file.
 */
#include "load_int.h"

#include "gocw/embed.h"

static const char *const prefix = "overlay/";

void overlay_files(const char *import_path, OverlayVec *out, bool *replace)
{
    size_t np = strlen(prefix), ni = strlen(import_path);
    *replace = false;
    for (size_t i = 0; i < embedded_nfiles; i++) {
        const char *path = embedded_files[i].path;
        if (strncmp(path, prefix, np) != 0) continue;
        path += np;
        if (strncmp(path, import_path, ni) != 0 || path[ni] != '/' || strchr(path + ni + 1, '/')) continue;
        OverlayFile f = {path + ni + 1, (const char *)embedded_files[i].data, embedded_files[i].size};
        if (strcmp(f.name, "OVERLAY") == 0)
            *replace = f.size >= 7 && memcmp(f.text, "replace", 7) == 0;
        else
            vec_push(loader.arena, out, f);
    }
}
