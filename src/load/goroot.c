/*
 * goroot.c - finding the Go tree that programs are compiled against.
 *
 * Only its src folder is needed. Whatever depends on the Go version is decided by Loader.minor.
 */
#include "load_int.h"

#include <stdlib.h>

static const char *const usual_places[] = {
    "/usr/lib/go-1.27", "/usr/local/go", "/usr/lib/go", "/opt/go",
};

enum { FIRST_MINOR = 27, LAST_MINOR = 27 };

/* "1.27" from DIR/VERSION ("go1.27.4"), or NULL. */
static const char *version_of(const char *dir)
{
    size_t size;
    char *text = file_read(loader.arena, path_join(dir, "VERSION"), &size);
    if (!text || strncmp(text, "go1.", 4) != 0) return NULL;
    size_t n = 4 + strspn(text + 4, "0123456789");
    return arena_strndup(loader.arena, text + 2, n - 2);
}

const char *goroot_release(void)
{
    size_t size;
    char *text = file_read(loader.arena, path_join(loader.goroot, "VERSION"), &size);
    return text ? arena_strndup(loader.arena, text + 2, strcspn(text + 2, " \n")) : loader.version;
}

static bool usable(const char *dir, const char **version)
{
    if (!dir || !*dir || !dir_exists(path_join(dir, "src/fmt"))) return false;
    *version = version_of(dir);
    if (!*version) return false;
    int minor = atoi(*version + 2);
    return minor >= FIRST_MINOR && minor <= LAST_MINOR;
}

static const char *data_folder(void)
{
    const char *base = getenv("XDG_DATA_HOME");
    if (base && *base) return arena_printf(loader.arena, "%s/gocw/go", base);
    const char *home = getenv("HOME");
    return home ? arena_printf(loader.arena, "%s/.local/share/gocw/go", home) : NULL;
}

static const char *ask_go(void)
{
    FILE *p = popen("go env GOROOT 2>/dev/null", "r");
    if (!p) return NULL;
    char line[4096];
    char *got = fgets(line, sizeof line, p);
    pclose(p);
    if (!got) return NULL;
    line[strcspn(line, "\n")] = 0;
    return arena_strdup(loader.arena, line);
}

/* A tree that the user named must be good: no silent second choice. */
static const char *named(const char *dir, const char *from, const char **version)
{
    if (usable(dir, version)) return dir;
    const char *v = version_of(dir);
    if (v)
        diag_error_plain(ERR_Load, "gocw: %s %s is Go %s; this gocw knows Go 1.%d", from, dir, v, FIRST_MINOR);
    else
        diag_error_plain(ERR_Load, "gocw: %s %s is not a Go tree (no VERSION and src)", from, dir);
    return NULL;
}

const char *load_find_goroot(const char *option, const char **version)
{
    if (option) return named(option, "-goroot", version);
    const char *env = getenv("GOROOT");
    if (env && *env) return named(env, "GOROOT", version);
    const char *dir = data_folder();
    if (usable(dir, version)) return dir;
    for (size_t i = 0; i < LEN(usual_places); i++)
        if (usable(usual_places[i], version)) return usual_places[i];
    dir = ask_go();
    if (usable(dir, version)) return dir;
    diag_error_plain(ERR_Load, "gocw: no Go 1.%d source tree found; \"make goroot\" in gocw's own folder gets one, "
                               "or set GOROOT", FIRST_MINOR);
    return NULL;
}
