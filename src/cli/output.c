/*
 * output.c - names of outputs, and writing them. A failed build leaves what was there before.
 */
#define _XOPEN_SOURCE 700

#include "cli_int.h"

#include "gocw/embed.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* By the name that the shell has for it, if that is right: a folder may be reached through links. */
const char *working_dir(Options *o)
{
    char buf[4096];
    const char *pwd = getenv("PWD");
    struct stat named, here;
    if (pwd && pwd[0] == '/' && stat(pwd, &named) == 0 && stat(".", &here) == 0 && named.st_dev == here.st_dev && named.st_ino == here.st_ino)
        return arena_strdup(o->arena, pwd);
    if (!getcwd(buf, sizeof buf)) {
        fprintf(stderr, "gocw: getwd: %s\n", error_text(errno));
        exit(EXIT_USER);
    }
    return arena_strdup(o->arena, buf);
}

bool is_main_package(const Package *p)
{
    return name_is(p->name, "main");
}

/* v2, v3, ... */
static bool is_major_version(const char *s)
{
    size_t n = strspn(s[0] == 'v' ? s + 1 : "", "0123456789");
    return n > 0 && s[n + 1] == 0 && strcmp(s, "v0") != 0 && strcmp(s, "v1") != 0;
}

const char *output_name(Options *o, const Package *p)
{
    const LoadPackage *l = p->load;
    char *path = arena_strdup(o->arena, l->path);
    if (strcmp(path, "command-line-arguments") == 0) {
        path = arena_strdup(o->arena, l->file_names.p[0]->s);
        path[strlen(path) - strlen(".go")] = 0;
    }
    char *slash = strrchr(path, '/');
    if (slash && is_major_version(slash + 1)) {
        *slash = 0;
        slash = strrchr(path, '/');
    }
    return arena_printf(o->arena, "%s.wasm", slash ? slash + 1 : path);
}

static const char *folder_of(Options *o, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == path ? "/" : slash ? arena_strndup(o->arena, path, (size_t)(slash - path)) : ".";
}

static bool make_folders(Options *o, const char *dir)
{
    struct stat st;
    if (stat(dir, &st) == 0) return true;
    if (strcmp(dir, ".") == 0 || strcmp(dir, "/") == 0) return false;
    return make_folders(o, folder_of(o, dir)) && (mkdir(dir, 0777) == 0 || errno == EEXIST);
}

/* gocw's own JavaScript helper, beside a js output. */
static bool write_helper(Options *o, const char *out)
{
    const char *path = arena_printf(o->arena, "%s/wasm_exec.js", folder_of(o, out));
    for (size_t i = 0; i < embedded_nfiles; i++)
        if (strcmp(embedded_files[i].path, "js/wasm_exec.js") == 0)
            return file_write_atomic(path, embedded_files[i].data, embedded_files[i].size, false);
    return true;
}

/* /dev/stdout may be a link to a file: the helper does not belong there either. */
static bool is_device(const char *path)
{
    struct stat st;
    return strncmp(path, "/dev/", 5) == 0 || (stat(path, &st) == 0 && !S_ISREG(st.st_mode));
}

bool write_output(Options *o, const char *out, const void *bytes, size_t size)
{
    if (o->show_steps) fprintf(stderr, "write %s (%zu bytes)\n", out, size);
    if (make_folders(o, folder_of(o, out)) && file_write_atomic(out, bytes, size, true) &&
        (strcmp(o->goos, "js") != 0 || is_device(out) || write_helper(o, out)))
        return true;
    fprintf(stderr, "gocw: open %s: %s\n", out, error_text(errno));
    return false;
}
