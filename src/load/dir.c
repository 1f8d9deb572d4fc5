/*
 * dir.c - paths and directories.
 */
#include "load_int.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

bool dir_exists(const char *path)
{
    struct stat st;
    NameVec names = {0};
    return (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) || replace_names(path, &names);
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(replace_path(path), &st) == 0 && S_ISREG(st.st_mode);
}

static int by_text(const void *a, const void *b)
{
    return strcmp((*(const Name *const *)a)->s, (*(const Name *const *)b)->s);
}

static bool list(const char *path, bool dot_names, NameVec *out)
{
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d));)
        if (e->d_name[0] != '.' || (dot_names && strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0))
            vec_push(loader.arena, out, name_of(e->d_name));
    if (d) closedir(d);
    if (!replace_names(path, out) && !d) return false;
    if (out->n) qsort(out->p, out->n, sizeof(out->p[0]), by_text);
    return true;
}

bool dir_list(const char *path, NameVec *out)
{
    return list(path, false, out);
}

bool dir_list_all(const char *path, NameVec *out)
{
    return list(path, true, out);
}

const char *path_join(const char *a, const char *b)
{
    if (!*b) return a;
    return arena_printf(loader.arena, "%s/%s", a, b);
}

const char *path_abs(const char *path)
{
    const char *full = path[0] == '/' ? path : path_join(loader.config.dir, path);
    char *out = arena_alloc(loader.arena, strlen(full) + 2);
    size_t n = 0;
    for (const char *p = full; *p;) {
        while (*p == '/') p++;
        size_t len = strcspn(p, "/");
        if (len == 2 && p[0] == '.' && p[1] == '.') {
            while (n > 0 && out[--n] != '/') {}
        } else if (len > 0 && !(len == 1 && p[0] == '.')) {
            out[n++] = '/';
            memcpy(out + n, p, len);
            n += len;
        }
        p += len;
    }
    if (n == 0) out[n++] = '/';
    out[n] = 0;
    return out;
}

const char *path_display(const char *path)
{
    const char *dir = loader.config.dir;
    size_t n = strlen(dir), same = 0;
    if (strcmp(path, dir) == 0) return ".";
    if (n == 1 || *path != '/') return path;
    for (size_t i = 0; path[i] && (i == n ? path[i] == '/' : path[i] == dir[i]); i++) {
        if (path[i] == '/') same = i;
        if (i == n) break;
    }
    if (strncmp(path, dir, n) == 0 && path[n] == '/') return arena_strdup(loader.arena, path + n + 1);
    Buf b;
    buf_init(&b, loader.arena);
    for (const char *p = dir + same; *p; p++)
        if (*p == '/') buf_puts(&b, "../");
    buf_puts(&b, path + same + 1);
    return strlen(buf_str(&b)) < strlen(path) ? buf_str(&b) : path;
}

const char *path_source(const char *path)
{
    const char *shown = path_display(path);
    return strchr(shown, '/') ? shown : arena_printf(loader.arena, "./%s", shown);
}
