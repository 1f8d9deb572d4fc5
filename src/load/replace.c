/*
 * replace.c - the -overlay file: a JSON object {"Replace": {"path": "file with the contents", ...}}; an empty file name means
 * that the path does not exist.
 */
#include "load_int.h"

#include <errno.h>

static StrMap replaced;             /* absolute path -> absolute path of the contents, "" when it is gone */

/* ---- as much of JSON as the file may hold ---- */

typedef struct Json { const char *p; bool ok; } Json;

static char next(Json *j)
{
    j->p += strspn(j->p, " \t\r\n");
    return *j->p;
}

static bool expect(Json *j, char c)
{
    if (next(j) == c) {
        j->p++;
        return true;
    }
    j->ok = false;
    return false;
}

static void escape(Json *j, Buf *b)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *at = strchr(from, *j->p);
    unsigned r;
    if (*j->p == 'u' && sscanf(j->p + 1, "%4x", &r) == 1 && strlen(j->p) > 4) {
        buf_rune(b, r);
        j->p += 5;
    } else if (*j->p) {
        buf_putc(b, at ? to[at - from] : *j->p);
        j->p++;
    }
}

static const char *string(Json *j)
{
    Buf b;
    buf_init(&b, loader.arena);
    if (!expect(j, '"')) return "";
    while (*j->p && *j->p != '"') {
        if (*j->p == '\\') {
            j->p++;
            escape(j, &b);
        } else {
            buf_putc(&b, *j->p++);
        }
    }
    expect(j, '"');
    return buf_str(&b);
}

/* { "key": "value", ... }: all values are strings here, or objects one level up. */
static void object(Json *j, bool outer)
{
    if (!expect(j, '{')) return;
    while (j->ok && next(j) != '}') {
        const char *key = string(j);
        if (!expect(j, ':')) return;
        if (outer) {
            if (strcmp(key, "Replace") != 0) j->ok = false;
            else object(j, false);
        } else {
            const char *value = string(j), *path = path_abs(key);
            strmap_set(&replaced, path, strlen(path), (void *)(*value ? path_abs(value) : ""));
        }
        if (next(j) == ',') j->p++;
        else break;
    }
    expect(j, '}');
}

void replace_init(void)
{
    strmap_init(&replaced, loader.arena);
}

bool replace_read(const char *file)
{
    size_t size;
    char *text = file_read(loader.arena, path_abs(file), &size);
    if (!text) {
        diag_error_plain(ERR_Load, "go: reading overlay: open %s: %s", file, error_text(errno));
        return false;
    }
    Json j = {text, true};
    object(&j, true);
    if (j.ok) return true;
    diag_error_plain(ERR_Load, "go: parsing overlay JSON: %s: not of the form {\"Replace\": {\"path\": \"file\"}}", file);
    return false;
}

const char *replace_path(const char *path)
{
    const char *to = replaced.n ? strmap_get(&replaced, path, strlen(path)) : NULL;
    return to ? to : path;
}

bool replace_names(const char *dir, NameVec *out)
{
    size_t n = strlen(dir);
    bool any = false;
    for (uint32_t i = 0; i < replaced.n; i++) {
        const StrEntry *e = &replaced.entries[i];
        const char *to = e->val;
        if (strncmp(e->key, dir, n) != 0 || e->key[n] != '/' || !*to) continue;
        const char *rest = e->key + n + 1;
        const Name *name = name_of_n(rest, strcspn(rest, "/"));
        bool known = false;
        for (uint32_t k = 0; k < out->n && !known; k++) known = out->p[k] == name;
        if (!known) vec_push(loader.arena, out, name);
        any = true;
    }
    return any;
}
