/*
 * modcache.c - the module cache that the go command fills, and the order of versions. See the Go modules reference, "Module cache"
 * and "Versions".
 */
#include "load_int.h"

#include <ctype.h>
#include <stdlib.h>

static const char *module_cache(void)
{
    const char *dir = getenv("GOMODCACHE");
    if (dir && *dir) return dir;
    const char *gopath = getenv("GOPATH");
    if (gopath && *gopath) return arena_printf(loader.arena, "%s/pkg/mod", gopath);
    const char *home = getenv("HOME");
    return arena_printf(loader.arena, "%s/go/pkg/mod", home ? home : "");
}

/* Upper case letters are written !x in the cache, so that it works on file systems that ignore case. */
static const char *escape_path(const char *path)
{
    Buf b;
    buf_init(&b, loader.arena);
    for (; *path; path++) {
        if (isupper((unsigned char)*path)) buf_putc(&b, '!');
        buf_putc(&b, (char)tolower((unsigned char)*path));
    }
    return buf_str(&b);
}

const char *modcache_dir(const char *path, const char *version)
{
    return arena_printf(loader.arena, "%s/%s@%s", module_cache(), escape_path(path), escape_path(version));
}

const char *modcache_mod_file(const char *path, const char *version)
{
    return arena_printf(loader.arena, "%s/cache/download/%s/@v/%s.mod", module_cache(), escape_path(path), escape_path(version));
}

/* ---- versions ---- */

/* The next number or word of a version's suffix, which ends at a dot, or at + (what is behind that does not count). */
typedef struct Identifier { const char *s; size_t n; bool is_number; } Identifier;

static Identifier identifier(const char **s)
{
    Identifier id = {*s, strcspn(*s, ".+"), false};
    id.is_number = id.n && strspn(id.s, "0123456789") >= id.n;
    *s += id.n + ((*s)[id.n] == '.');
    return id;
}

static int compare_bytes(Identifier a, Identifier b)
{
    int c = memcmp(a.s, b.s, a.n < b.n ? a.n : b.n);
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* Numbers before words, and by their value: they have no leading zeros. */
static int compare_identifiers(Identifier a, Identifier b)
{
    if (a.is_number != b.is_number) return a.is_number ? -1 : 1;
    if (a.is_number && a.n != b.n) return a.n < b.n ? -1 : 1;
    return compare_bytes(a, b);
}

int version_compare(const char *a, const char *b)
{
    a += *a == 'v', b += *b == 'v';
    for (int i = 0; i < 3; i++) {
        char *end_a, *end_b;
        unsigned long x = strtoul(a, &end_a, 10), y = strtoul(b, &end_b, 10);
        if (x != y) return x < y ? -1 : 1;
        a = end_a + (i < 2 && *end_a == '.'), b = end_b + (i < 2 && *end_b == '.');
    }
    if (*a != '-' || *b != '-') return (*a != '-') - (*b != '-');     /* one before a release has a suffix */
    for (a++, b++; (*a && *a != '+') || (*b && *b != '+');) {
        Identifier x = identifier(&a), y = identifier(&b);
        int c = compare_identifiers(x, y);
        if (x.n == 0 || y.n == 0) return (x.n > 0) - (y.n > 0);
        if (c) return c;
    }
    return 0;
}
