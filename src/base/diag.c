/*
 * diag.c - what the user did wrong, and what we did wrong.
 *
 * Errors are recorded as they come and printed by diag_flush, grouped by package
 * and sorted by position. Like the official compiler, an error is dropped when the
 * one reported just before has the same text and line, or one has the same text and
 * position; a package's first `max` reported errors are the ones that are printed;
 * and its files stand in the order of their first errors. What the parser reports,
 * it reports from many threads: that counts in order of file names.
 */
#include "gocw/base.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct Diag {
    Pos pos;
    DiagCode code;
    Place place;
    const char *text;
    uint32_t package;       /* index into packages */
    uint32_t seq;           /* order of report */
    uint32_t first;         /* seq of the first error of its file, once sorted */
} Diag;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Arena *arena;                            /* all below live here; guarded by lock */
static VEC(Diag) diags;
typedef struct DiagPackage { const char *path; uint32_t n; } DiagPackage;
static VEC(DiagPackage) packages;               /* in order of first report, with the number of their errors */
static StrMap seen;                             /* "file:line:col:text" of those reported */
static StrMap package_index;                    /* path -> index + 1 */

static _Thread_local const char *cur_package;
static _Thread_local const Name *previous;          /* "file:line:text" of this thread's last error */
static _Thread_local const char *ice_phase, *ice_pass, *ice_func;

static const char *const code_names[] = {
    "None",
#define ERR(code, cause, example) #code,
#include "gocw/errors.def"
#undef ERR
};
_Static_assert(LEN(code_names) == ERR_COUNT, "a name for every code");

const char *diag_code_name(DiagCode c) {
    return (unsigned)c < ERR_COUNT ? code_names[c] : "None";
}

void diag_set_package(const char *import_path) {
    /* Interned, as the caller's string may be gone before the flush. */
    cur_package = import_path ? name_of(import_path)->s : NULL;
}

static uint32_t package_locked(const char *path) {
    if (!path) path = "";
    size_t len = strlen(path);
    uintptr_t index = (uintptr_t)strmap_get(&package_index, path, len);
    if (index == 0) {
        DiagPackage p = { path, 0 };
        vec_push(arena, &packages, p);
        index = packages.n;
        strmap_set(&package_index, path, len, (void *)index);
    }
    return (uint32_t)index - 1;
}

static void report(Pos pos, DiagCode code, const char *fmt, va_list ap) {
    Place place = pos_place_shown(pos);
    pthread_mutex_lock(&lock);
    if (!arena) {
        arena = arena_new("diag");
        strmap_init(&seen, arena);
        strmap_init(&package_index, arena);
    }
    const char *text = arena_vprintf(arena, fmt, ap);
    /* Errors without a place are told apart by their package. */
    const char *where = place.file ? place.file : cur_package ? cur_package : "";
    const char *key = arena_printf(arena, "%s:%u:%u:%s", where, place.line, place.col, text);
    const Name *line_key = name_fmt("%s:%u:%s", where, place.line, text);
    bool repeated = line_key == previous || strmap_get(&seen, key, strlen(key));
    previous = line_key;
    if (!repeated) {
        strmap_set(&seen, key, strlen(key), arena);
        Diag d = { pos, code, place, text, package_locked(cur_package), diags.n };
        vec_push(arena, &diags, d);
        packages.p[d.package].n++;
    }
    pthread_mutex_unlock(&lock);
}

void diag_error(Pos pos, DiagCode code, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    report(pos, code, fmt, ap);
    va_end(ap);
}

void diag_error_plain(DiagCode code, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    report(NO_POS, code, fmt, ap);
    va_end(ap);
}

uint32_t diag_count(void) {
    pthread_mutex_lock(&lock);
    uint32_t n = diags.n;
    pthread_mutex_unlock(&lock);
    return n;
}

uint32_t diag_count_of(const char *path) {
    if (!path) path = "";
    pthread_mutex_lock(&lock);
    uintptr_t index = arena ? (uintptr_t)strmap_get(&package_index, path, strlen(path)) : 0;
    uint32_t n = index ? packages.p[index - 1].n : 0;
    pthread_mutex_unlock(&lock);
    return n;
}

void diag_drop_packages(void) {
    if (diag_count_of(NULL) == 0) return;
    pthread_mutex_lock(&lock);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags.n; i++)
        if (!*packages.p[diags.p[i].package].path) diags.p[kept++] = diags.p[i];
    diags.n = kept;
    pthread_mutex_unlock(&lock);
}

static void reset_locked(void) {
    arena_free(arena);
    arena = NULL;
    diags.p = NULL;
    diags.n = diags.cap = 0;
    previous = NULL;
    packages.p = NULL;
    packages.n = packages.cap = 0;
}

void diag_reset(void) {
    pthread_mutex_lock(&lock);
    reset_locked();
    pthread_mutex_unlock(&lock);
}

/* ---- printing ---- */

static bool plain_names;        /* without "./", as the go command prints its own errors; guarded by lock */

static int by_report(const void *a, const void *b) {
    const Diag *x = a, *y = b;
    if (x->package != y->package) return x->package < y->package ? -1 : 1;
    bool parsed = x->code == ERR_Syntax && x->place.file;
    if (parsed != (y->code == ERR_Syntax && y->place.file)) return parsed ? -1 : 1;
    int order = parsed ? strcmp(pos_file(x->pos)->path, pos_file(y->pos)->path) : 0;
    if (order) return order;
    return x->seq < y->seq ? -1 : 1;
}

static int by_position(const void *a, const void *b) {
    const Diag *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->pos != y->pos) return x->pos < y->pos ? -1 : 1;
    return x->seq < y->seq ? -1 : 1;
}

/* d is in order of report. */
static void number_files(Diag *d, uint32_t n) {
    PtrMap first;
    ptrmap_init(&first, arena);
    for (uint32_t i = 0; i < n; i++) {
        const SrcFile *f = pos_file(d[i].pos);
        d[i].seq = i;
        if (f && !ptrmap_has(&first, f)) ptrmap_set(&first, f, (void *)(uintptr_t)(i + 1));
        d[i].first = f ? (uint32_t)(uintptr_t)ptrmap_get(&first, f) : 0;
    }
}

static void print_place(FILE *out, Place p) {
    if (!p.file) return;
    if (plain_names && strncmp(p.file, "./", 2) == 0) p.file += 2;
    fprintf(out, "%s:%u:", p.file, p.line);
    if (p.col) fprintf(out, "%u:", p.col);
    fputc(' ', out);
}

static void print_text(FILE *out, const Diag *d) {
    print_place(out, d->place);
    for (const char *s = d->text; *s;) {
        size_t n = strcspn(s, "\n");
        fwrite(s, 1, n, out);
        s += n;
        if (*s) {
            fputc('\n', out);
            if (*++s && *s != '\t' && d->place.file) fputc('\t', out);
        }
    }
    fputc('\n', out);
}

static void print_json_string(FILE *out, const char *s) {
    size_t n = strlen(s);
    fputc('"', out);
    for (size_t i = 0; i < n;) {
        int width;
        uint32_t r = utf8_decode(s + i, n - i, &width);
        if (r == '"' || r == '\\') fprintf(out, "\\%c", (char)r);
        else if (r == '\n') fputs("\\n", out);
        else if (r == '\t') fputs("\\t", out);
        else if (r < ' ') fprintf(out, "\\u%04x", r);
        else if (width == 1 && r == 0xFFFD) fputs("\\ufffd", out);
        else fwrite(s + i, 1, (size_t)width, out);
        i += (size_t)width;
    }
    fputc('"', out);
}

static void print_json_place(FILE *out, Place p) {
    fputs("{\"file\":", out);
    print_json_string(out, p.file ? p.file : "");
    fprintf(out, ",\"line\":%u,\"col\":%u", p.line, p.col);
}

static bool word_byte(char c) {
    return c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c & 0x80);
}

/* Behind the word, literal or other character that stands at pos. */
static Pos token_end(Pos pos) {
    const SrcFile *f = pos_file(pos);
    if (!f || pos - f->base >= f->size) return pos;
    const char *start = f->text + (pos - f->base), *end = f->text + f->size, *s = start;
    while (s < end && word_byte(*s)) s++;
    if (s > start) return pos + (Pos)(s - start);
    if (*s == '"' || *s == '`' || *s == '\'') {
        for (s++; s < end && *s != *start && (*s != '\n' || *start == '`'); s++)
            if (*s == '\\' && *start != '`' && s + 1 < end) s++;
        return pos + (Pos)(s - start) + (s < end && *s == *start);
    }
    return pos + (*s != '\n');
}

/* Does a line of a message start with a place? Then *rest is what follows it. */
static bool read_place(const char *line, size_t n, Place *p, const char **rest) {
    for (const char *s = line; (s = memchr(s, ':', n - (size_t)(s - line))); s++) {
        int used = 0;
        if (sscanf(s, ":%u:%u%n", &p->line, &p->col, &used) != 2 || strncmp(s + used, ": ", 2) != 0) continue;
        p->file = arena_strndup(arena, line, (size_t)(s - line));
        *rest = s + used + 2;
        return *rest <= line + n;
    }
    return false;
}

/* Lines of the message that have a place of their own are related positions, the others belong to the text. */
static void print_json(FILE *out, const Diag *d) {
    Buf text;
    buf_init(&text, arena);
    print_json_place(out, d->place);
    Place end = pos_place_shown(token_end(d->pos));
    if (d->place.file) fprintf(out, ",\"endLine\":%u,\"endCol\":%u", end.line, end.col);
    fputs(",\"code\":", out);
    print_json_string(out, diag_code_name(d->code));
    fputs(",\"package\":", out);
    print_json_string(out, packages.p[d->package].path);
    bool any = false;
    for (const char *s = d->text; s; s = strchr(s, '\n') ? strchr(s, '\n') + 1 : NULL) {
        size_t n = strcspn(s, "\n"), tab = *s == '\t';
        const char *rest;
        Place p;
        if (s == d->text || !read_place(s + tab, n - tab, &p, &rest)) {
            buf_printf(&text, "%s%.*s", s == d->text ? "" : "\n", (int)n, s);
            continue;
        }
        fputs(any ? "," : ",\"related\":[", out);
        any = true;
        print_json_place(out, p);
        fputs(",\"message\":", out);
        print_json_string(out, arena_strndup(arena, rest, (size_t)(s + n - rest)));
        fputc('}', out);
    }
    fputs(any ? "],\"message\":" : ",\"message\":", out);
    print_json_string(out, buf_str(&text));
    fputs("}\n", out);
}

/* Prints the n errors of one package, in order of report when called. */
static void print_package(FILE *out, DiagFormat fmt, Diag *d, uint32_t n, uint32_t max) {
    const char *path = packages.p[d->package].path;
    plain_names = !path[0];
    if (fmt == DIAG_TEXT && path[0]) fprintf(out, "# %s\n", path);
    /* The official compiler gives up at the max-th error, even when it is the last. */
    bool too_many = max && n >= max;
    if (too_many) n = max;
    Place last = d[n - 1].place;
    number_files(d, n);
    qsort(d, n, sizeof *d, by_position);
    for (uint32_t i = 0; i < n; i++) {
        if (fmt == DIAG_JSON) print_json(out, &d[i]);
        else print_text(out, &d[i]);
    }
    if (too_many && fmt == DIAG_TEXT) {
        print_place(out, last);
        fputs("too many errors\n", out);
    }
}

uint32_t diag_flush(FILE *out, DiagFormat fmt, uint32_t max) {
    pthread_mutex_lock(&lock);
    uint32_t total = diags.n;
    if (total) qsort(diags.p, total, sizeof *diags.p, by_report);
    for (uint32_t i = 0, end; i < total; i = end) {
        for (end = i; end < total && diags.p[end].package == diags.p[i].package;) end++;
        print_package(out, fmt, diags.p + i, end - i, max);
    }
    fflush(out);
    reset_locked();
    pthread_mutex_unlock(&lock);
    return total;
}

/* ---- internal errors ---- */

void ice_context(const char *phase, const char *pass, const char *func) {
    ice_phase = phase;
    ice_pass = pass;
    ice_func = func;
}

void ice(Pos pos, const char *fmt, ...) {
    fflush(stdout);
    print_place(stderr, pos_place(pos));
    fputs("internal compiler error: ", stderr);
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    if (ice_phase) fprintf(stderr, "\tphase %s\n", ice_phase);
    if (ice_pass) fprintf(stderr, "\tpass %s\n", ice_pass);
    if (ice_func) fprintf(stderr, "\tfunction %s\n", ice_func);
    if (ice_pass) fprintf(stderr, "\tto see more: -d=pass=%s\n", ice_pass);
    else if (ice_func) fprintf(stderr, "\tto see more: -d=ssa=%s\n", ice_func);
    fflush(stderr);
    abort();
}
