/*
 * file.c - the source file set, positions, and reading and writing files.
 *
 * Every file gets a range of the Pos space, handed out under one lock. The list of
 * files is published whole when it grows, so that looking a position up takes no
 * lock. A file's line table is built by the first question about one of its lines.
 * //line directives are rows of the file they stand in, sorted by position.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "base_int.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct LineDirective {
    Pos from;               /* first position it governs */
    const char *file;
    uint32_t line, col;     /* of from; col 0 = columns unknown */
} LineDirective;

typedef struct LineTable {
    uint32_t n;
    uint32_t starts[];      /* offset of each line's first byte */
} LineTable;

/* A SrcFile and what only this file knows of it. */
typedef struct FileEntry {
    SrcFile file;           /* first: a SrcFile * is a FileEntry * */
    _Atomic(LineTable *) lines;
    VEC(LineDirective) directives;
    atomic_bool has_directives;
} FileEntry;

static pthread_mutex_t set_lock = PTHREAD_MUTEX_INITIALIZER;
static Arena *set_arena;                        /* guarded by set_lock */
static _Atomic(FileEntry **) entries;
static uint32_t entries_cap;
static atomic_uint n_entries;
static uint64_t next_base = 1;

static Arena *arena_locked(void) {
    if (!set_arena) set_arena = arena_new("files");
    return set_arena;
}

SrcFile *file_add(const char *path, const char *display, const char *text, size_t size) {
    pthread_mutex_lock(&set_lock);
    Arena *a = arena_locked();
    uint32_t n = atomic_load(&n_entries);
    if (n == entries_cap) {
        uint32_t cap = entries_cap ? entries_cap * 2 : 256;
        FileEntry **bigger = NEW_N(a, FileEntry *, cap);
        if (n) memcpy(bigger, atomic_load(&entries), n * sizeof *bigger);
        atomic_store(&entries, bigger);
        entries_cap = cap;
    }
    ICE_IF(next_base + size + 1 > UINT32_MAX, NO_POS, "more than 4 GiB of source text");
    FileEntry *e = NEW(a, FileEntry);
    e->file = (SrcFile){ .path = arena_strdup(a, path), .display = arena_strdup(a, display),
                         .text = text, .size = size, .base = (Pos)next_base, .index = n };
    /* The position after the last byte belongs to the file too: errors at its end stand there. */
    next_base += size + 1;
    atomic_load(&entries)[n] = e;
    atomic_store(&n_entries, n + 1);
    pthread_mutex_unlock(&set_lock);
    return &e->file;
}

const char *error_text(int number) {
    static _Thread_local char text[128];
    snprintf(text, sizeof text, "%s", strerror(number));
    text[0] = (char)tolower((unsigned char)text[0]);
    return text;
}

/* ---- positions ---- */

SrcFile *pos_file(Pos p) {
    uint32_t lo = 0, hi = atomic_load(&n_entries);
    if (p == NO_POS || hi == 0) return NULL;
    FileEntry **list = atomic_load(&entries);
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (list[mid]->file.base <= p) lo = mid;
        else hi = mid;
    }
    SrcFile *f = &list[lo]->file;
    return p - f->base <= f->size ? f : NULL;
}

SrcFile *file_at(uint32_t index) {
    ICE_IF(index >= atomic_load(&n_entries), NO_POS, "file_at(%u)", index);
    return &atomic_load(&entries)[index]->file;
}

uint32_t file_count(void) {
    return atomic_load(&n_entries);
}

static LineTable *build_lines(const SrcFile *f) {
    uint32_t n = 1;
    const char *end = f->text + f->size;
    for (const char *p = f->text; f->size && (p = memchr(p, '\n', (size_t)(end - p))); p++) n++;
    LineTable *t = arena_alloc_raw(arena_locked(), sizeof *t + n * sizeof t->starts[0], 8);
    t->n = 0;
    t->starts[t->n++] = 0;
    for (const char *p = f->text; f->size && (p = memchr(p, '\n', (size_t)(end - p))); p++)
        t->starts[t->n++] = (uint32_t)(p + 1 - f->text);
    return t;
}

static LineTable *lines_of(FileEntry *e) {
    LineTable *t = atomic_load_explicit(&e->lines, memory_order_acquire);
    if (t) return t;
    pthread_mutex_lock(&set_lock);
    t = atomic_load(&e->lines);
    if (!t) {
        t = build_lines(&e->file);
        atomic_store_explicit(&e->lines, t, memory_order_release);
    }
    pthread_mutex_unlock(&set_lock);
    return t;
}

Place pos_place_raw(Pos p) {
    SrcFile *f = pos_file(p);
    if (!f) return (Place){ 0 };
    LineTable *t = lines_of((FileEntry *)f);
    uint32_t offset = p - f->base, lo = 0, hi = t->n;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t->starts[mid] <= offset) lo = mid;
        else hi = mid;
    }
    return (Place){ f->display, lo + 1, offset - t->starts[lo] + 1 };
}

/* The last directive at or before p. */
static bool find_directive(FileEntry *e, Pos p, LineDirective *found) {
    pthread_mutex_lock(&set_lock);
    uint32_t lo = 0, hi = e->directives.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (e->directives.p[mid].from <= p) lo = mid + 1;
        else hi = mid;
    }
    if (lo) *found = e->directives.p[lo - 1];
    pthread_mutex_unlock(&set_lock);
    return lo != 0;
}

Place pos_place(Pos p) {
    Place place = pos_place_raw(p);
    FileEntry *e = (FileEntry *)pos_file(p);
    LineDirective d;
    if (!e || !atomic_load(&e->has_directives) || !find_directive(e, p, &d)) return place;
    Place from = pos_place_raw(d.from);
    uint32_t col = place.col;
    if (d.col == 0) col = 0;
    else if (place.line == from.line) col = d.col + (place.col - from.col);
    return (Place){ d.file, d.line + (place.line - from.line), col };
}

Place pos_place_shown(Pos p) {
    Place place = pos_place(p), raw = pos_place_raw(p);
    if (!place.file || !*place.file || *place.file == '/' || strcmp(place.file, raw.file) == 0) return place;
    const char *slash = strrchr(raw.file, '/');
    if (slash) place.file = name_fmt("%.*s/%s", (int)(slash - raw.file), raw.file, place.file)->s;
    return place;
}

void file_line_directive(SrcFile *f, Pos p, const char *file, uint32_t line, uint32_t col) {
    FileEntry *e = (FileEntry *)f;
    pthread_mutex_lock(&set_lock);
    Arena *a = arena_locked();
    LineDirective d = { p, arena_strdup(a, file), line, col };
    vec_push(a, &e->directives, d);
    uint32_t i = e->directives.n - 1;
    for (; i > 0 && e->directives.p[i - 1].from > p; i--) e->directives.p[i] = e->directives.p[i - 1];
    e->directives.p[i] = d;
    atomic_store(&e->has_directives, true);
    pthread_mutex_unlock(&set_lock);
}

/* ---- reading and writing ---- */

/* Closes fd without losing the errno of what failed before. */
static void close_keep_errno(int fd) {
    int saved = errno;
    close(fd);
    errno = saved;
}

/* Reads to the end; the size told by stat is a first guess only (pipes, /proc). */
static char *read_all(Arena *a, int fd, size_t guess, size_t *size) {
    size_t cap = guess + 1, n = 0;
    char *p = arena_alloc_raw(a, cap, 1);
    for (;;) {
        if (n + 1 >= cap) {
            /* At the expected end one byte more is asked for, to see whether this is it. */
            char extra;
            ssize_t got = read(fd, &extra, 1);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return NULL;
            if (got == 0) break;
            size_t bigger = cap < 4096 ? 8192 : cap * 2;
            char *q = arena_alloc_raw(a, bigger, 1);
            memcpy(q, p, n);
            p = q;
            cap = bigger;
            p[n++] = extra;
            continue;
        }
        ssize_t got = read(fd, p + n, cap - 1 - n);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return NULL;
        if (got == 0) break;
        n += (size_t)got;
    }
    p[n] = 0;
    *size = n;
    return p;
}

char *file_read(Arena *a, const char *path, size_t *size) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return NULL;
    struct stat st;
    char *text = NULL;
    if (fstat(fd, &st) == 0) {
        if (S_ISDIR(st.st_mode)) errno = EISDIR;
        else text = read_all(a, fd, S_ISREG(st.st_mode) ? (size_t)st.st_size : 0, size);
    }
    close_keep_errno(fd);
    return text;
}

static bool write_all(int fd, const char *p, size_t n) {
    while (n > 0) {
        ssize_t put = write(fd, p, n);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        p += put;
        n -= (size_t)put;
    }
    return true;
}

/* Writes and closes fd. */
static bool write_and_close(int fd, const void *data, size_t size) {
    if (!write_all(fd, data, size)) {
        close_keep_errno(fd);
        return false;
    }
    return close(fd) == 0;
}

static bool write_and_rename(Arena *tmp, const char *path, const void *data, size_t size, int mode) {
    static atomic_uint counter;
    char *temp = arena_printf(tmp, "%s.%ld.%u.tmp", path, (long)getpid(), atomic_fetch_add(&counter, 1));
    int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0) return false;
    if (write_and_close(fd, data, size) && rename(temp, path) == 0) return true;
    int saved = errno;
    unlink(temp);
    errno = saved;
    return false;
}

bool file_write_atomic(const char *path, const void *data, size_t size, bool executable) {
    int mode = executable ? 0777 : 0666;
    struct stat st;
    bool exists = stat(path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return false;
    }
    if (exists && !S_ISREG(st.st_mode)) {
        int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
        return fd >= 0 && write_and_close(fd, data, size);
    }
    /* A symbolic link stays one: what it points to is replaced. */
    char *real = exists ? realpath(path, NULL) : NULL;
    Arena *tmp = arena_new("tmp");
    bool ok = write_and_rename(tmp, real ? real : path, data, size, mode);
    int saved = errno;
    arena_free(tmp);
    free(real);
    errno = saved;
    return ok;
}
