/*
 * base.h - what every module stands on: arenas, interned names, vectors, maps,
 * text buffers, source positions, diagnostics, debug flags, threads.
 *
 * Memory: everything is allocated from an Arena and lives as long as it; there
 * is no free for single objects. Nothing here fails for lack of memory: the
 * process ends with a message instead.
 *
 * Threads: names may be interned, files added and diagnostics reported from
 * any thread. An Arena, vector, map or buffer belongs to one thread at a time.
 */
#ifndef GOCW_BASE_H
#define GOCW_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define NORETURN __attribute__((noreturn))
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define NODISCARD __attribute__((warn_unused_result))
#define UNUSED __attribute__((unused))

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* ---- arena.c: memory by lifetime ------------------------------------------ */

typedef struct Arena Arena;

/* A new, empty arena; name is shown by -d=mem and must be a literal. */
Arena *arena_new(const char *name);
/* The same for something small of which there are many: the first chunk is a few kilobytes. */
Arena *arena_new_small(const char *name);
/* Frees the arena and everything in it. NULL is allowed. */
void arena_free(Arena *a);
/* Zeroed memory, aligned for any object. size 0 gives a unique pointer. */
void *arena_alloc(Arena *a, size_t size);
/* The same without zeroing, and with align a power of two of at most 16. */
void *arena_alloc_raw(Arena *a, size_t size, size_t align);
/* Copies n bytes and ends them with a NUL. */
char *arena_strndup(Arena *a, const char *s, size_t n);
char *arena_strdup(Arena *a, const char *s);
/* printf into the arena. */
char *arena_printf(Arena *a, const char *fmt, ...) PRINTF(2, 3);
char *arena_vprintf(Arena *a, const char *fmt, va_list ap);
/* Bytes handed out so far (for -d=mem). */
size_t arena_used(const Arena *a);

/* Mark and release: everything allocated after the mark goes at once. */
typedef struct ArenaMark { void *chunk; size_t used; } ArenaMark;
ArenaMark arena_mark(Arena *a);
void arena_release(Arena *a, ArenaMark m);

#define NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define NEW_N(arena, T, n) ((T *)arena_alloc((arena), sizeof(T) * (size_t)(n)))

/* ---- name.c: interned strings --------------------------------------------- */

/* Two Names are the same text iff they are the same pointer. They live for the
 * whole run. s is NUL-terminated; len does not count that (text may hold NULs). */
typedef struct Name {
    uint32_t hash;
    uint32_t len;
    const char *s;
} Name;

const Name *name_of(const char *s);              /* a C string */
const Name *name_of_n(const char *s, size_t n);  /* any bytes */
const Name *name_fmt(const char *fmt, ...) PRINTF(1, 2);
/* True when the first rune is an upper case letter (Go spec, "Exported identifiers"). */
bool name_exported(const Name *n);
bool name_is(const Name *n, const char *s);

/* ---- vec.h part: vectors ---------------------------------------------------- */

/* VEC(T) is a growable array in an arena. Elements are reached as v.p[i]. */
#define VEC(T) struct { T *p; uint32_t n, cap; }
typedef VEC(void *) PtrVec;
typedef VEC(uint32_t) U32Vec;
typedef VEC(const Name *) NameVec;

void vec_grow_(Arena *a, void **p, uint32_t *cap, uint32_t need, size_t elem_size);
/* Makes room for at least extra more elements. */
#define vec_reserve(a, v, extra) \
    ((v)->n + (uint32_t)(extra) > (v)->cap \
         ? vec_grow_((a), (void **)&(v)->p, &(v)->cap, (v)->n + (uint32_t)(extra), sizeof(*(v)->p)) \
         : (void)0)
#define vec_push(a, v, x) (vec_reserve((a), (v), 1), (void)((v)->p[(v)->n++] = (x)))
#define vec_pop(v) ((v)->p[--(v)->n])
#define vec_last(v) ((v)->p[(v)->n - 1])

/* ---- map.c: hash maps -------------------------------------------------------- */

/* Open addressing, insertion order kept in entries: iterating entries[0..n) is
 * deterministic. Keys are compared as 64-bit words (pointers, ids) by PtrMap,
 * as text by StrMap. A deleted entry has key 0. Key 0/NULL is not allowed. */
typedef struct PtrEntry { uintptr_t key; void *val; } PtrEntry;
typedef struct PtrMap {
    Arena *arena;
    PtrEntry *entries;      /* in insertion order */
    uint32_t *slots;        /* entry index + 1, 0 = empty */
    uint32_t n, cap, nslots, live;
} PtrMap;

void ptrmap_init(PtrMap *m, Arena *a);
void *ptrmap_get(const PtrMap *m, const void *key);            /* NULL if missing */
bool ptrmap_has(const PtrMap *m, const void *key);
void ptrmap_set(PtrMap *m, const void *key, void *val);
bool ptrmap_del(PtrMap *m, const void *key);

typedef struct StrEntry { const char *key; uint32_t len, hash; void *val; } StrEntry;
typedef struct StrMap {
    Arena *arena;
    StrEntry *entries;
    uint32_t *slots;
    uint32_t n, cap, nslots;
} StrMap;

void strmap_init(StrMap *m, Arena *a);
void *strmap_get(const StrMap *m, const char *key, size_t len);
/* Copies the key into the arena when it is new. */
void strmap_set(StrMap *m, const char *key, size_t len, void *val);

/* 64-bit hash of bytes (not cryptographic); seed chains several parts. */
uint64_t hash_bytes(const void *p, size_t n, uint64_t seed);

/* ---- bits.c: bit sets ----------------------------------------------------------- */

typedef struct BitSet { uint64_t *w; uint32_t nbits; } BitSet;
void bits_init(BitSet *b, Arena *a, uint32_t nbits);           /* all clear */
static inline bool bits_get(const BitSet *b, uint32_t i) { return b->w[i >> 6] >> (i & 63) & 1; }
static inline void bits_set(BitSet *b, uint32_t i) { b->w[i >> 6] |= (uint64_t)1 << (i & 63); }
static inline void bits_clear(BitSet *b, uint32_t i) { b->w[i >> 6] &= ~((uint64_t)1 << (i & 63)); }
void bits_zero(BitSet *b);
bool bits_or(BitSet *dst, const BitSet *src);                  /* true if dst changed; same size */
void bits_copy(BitSet *dst, const BitSet *src);
uint32_t bits_count(const BitSet *b);
/* The next set bit at or after i, or UINT32_MAX. */
uint32_t bits_next(const BitSet *b, uint32_t i);

/* ---- buf.c: text and byte buffers ----------------------------------------------- */

typedef struct Buf { Arena *arena; char *p; size_t n, cap; } Buf;
void buf_init(Buf *b, Arena *a);
void buf_putc(Buf *b, char c);
void buf_puts(Buf *b, const char *s);
void buf_write(Buf *b, const void *p, size_t n);
void buf_printf(Buf *b, const char *fmt, ...) PRINTF(2, 3);
/* The text, NUL-terminated; valid until the next write. */
const char *buf_str(Buf *b);
/* Appends a Go-syntax quoted string, as strconv.Quote does. */
void buf_quote(Buf *b, const char *s, size_t n);
/* UTF-8: appends r (U+FFFD if it is no valid rune). */
void buf_rune(Buf *b, uint32_t r);
/* Decodes one rune of s[0..n); *width is its size (1 with rune U+FFFD when invalid, 0 at n = 0). */
uint32_t utf8_decode(const char *s, size_t n, int *width);
int utf8_encode(char out[4], uint32_t r);

/* ---- file.c: source files and positions -------------------------------------------- */

/* A Pos is a byte offset into the concatenation of all source files; 0 is unknown. */
typedef uint32_t Pos;
#define NO_POS ((Pos)0)

typedef struct SrcFile {
    const char *path;       /* as opened (absolute or relative to the working directory) */
    const char *display;    /* as printed in messages */
    const char *text;       /* size bytes, then a NUL */
    size_t size;
    Pos base;               /* Pos of byte 0; the Pos after the last byte is base + size */
    uint32_t index;         /* dense, in order of addition */
} SrcFile;

/* Adds a file; the text must outlive the run. Thread-safe. */
SrcFile *file_add(const char *path, const char *display, const char *text, size_t size);
/* Reads a whole file into a; NULL with errno set on failure. *size excludes the added NUL. */
char *file_read(Arena *a, const char *path, size_t *size) NODISCARD;
/* Writes to a temporary name beside path and renames; a target that is not a
 * regular file is written to directly. False with errno set on failure. */
bool file_write_atomic(const char *path, const void *data, size_t size, bool executable) NODISCARD;
/* What errno means, in the words of Go's package syscall (strerror, small letters first); valid until the next call. */
const char *error_text(int number);
/* The file a position lies in; NULL for NO_POS. */
SrcFile *pos_file(Pos p);
SrcFile *file_at(uint32_t index);
uint32_t file_count(void);

/* A position for people. line and col count from 1; col counts bytes; col 0 = not known
 * (after a //line directive without column). */
typedef struct Place { const char *file; uint32_t line, col; } Place;
/* Honours //line directives; pos_place_raw does not. */
Place pos_place(Pos p);
Place pos_place_raw(Pos p);
/* As messages show it: a relative name in a //line directive counts from the folder of the file. */
Place pos_place_shown(Pos p);
/* Records a //line directive: from p on, text belongs to file:line[:col] (col 0 = none). */
void file_line_directive(SrcFile *f, Pos p, const char *file, uint32_t line, uint32_t col);
/* Positions compare as integers inside one file; across files by file index (= order of addition). */

/* ---- diag.c: diagnostics ---------------------------------------------------------------- */

/* Codes come from errors.def (one row an error: code, cause, example). */
typedef enum DiagCode {
    ERR_NONE,
#define ERR(code, cause, example) ERR_##code,
#include "gocw/errors.def"
#undef ERR
    ERR_COUNT
} DiagCode;

/* Reports a user error at pos, in the official compiler's words; the phase goes on.
 * One with the text and line of the error before it, or the text and position of any, is dropped. A message that
 * holds a newline continues with tab-indented lines. */
void diag_error(Pos pos, DiagCode code, const char *fmt, ...) PRINTF(3, 4);
/* An error without position ("gocw: ..." or go.mod problems). */
void diag_error_plain(DiagCode code, const char *fmt, ...) PRINTF(2, 3);
/* Attaches errors that follow to this package path for the "# path" header lines. */
void diag_set_package(const char *import_path);  /* thread-local; NULL for none */
uint32_t diag_count(void);
/* How many were reported of one package (NULL: of none). */
uint32_t diag_count_of(const char *import_path);
/* Drops what was reported of any package, when there are errors of none: what cannot be loaded is not compiled, either. */
void diag_drop_packages(void);
typedef enum DiagFormat { DIAG_TEXT, DIAG_JSON } DiagFormat;
/* Prints all, sorted by package in order of report, then file and position; at most max
 * (0 = no limit) followed by "too many errors". Returns the number of errors. */
uint32_t diag_flush(FILE *out, DiagFormat fmt, uint32_t max);
/* Drops everything reported (unit tests, speculative checks). */
void diag_reset(void);
const char *diag_code_name(DiagCode c);

/* An internal error: says where, how to see more, aborts. */
void ice(Pos pos, const char *fmt, ...) NORETURN PRINTF(2, 3);
#define ICE_IF(cond, pos, ...) ((cond) ? ice((pos), __VA_ARGS__) : (void)0)
/* What ice() names as the current phase, pass and function; thread-local. */
void ice_context(const char *phase, const char *pass, const char *func);

/* ---- debug.c: -d= flags, statistics --------------------------------------------------------- */

typedef enum DebugKey {
#define DEBUG(id, key, help) DEBUG_##id,
#include "gocw/debug.def"
#undef DEBUG
    DEBUG_COUNT
} DebugKey;

/* Parses a comma list "key[=value],..."; false (with a message) for an unknown key. */
bool debug_parse(const char *list, FILE *err) NODISCARD;
bool debug_on(DebugKey k);
/* The value after '=', or NULL. */
const char *debug_value(DebugKey k);
/* True when k is on and its value is absent or equals name. */
bool debug_for(DebugKey k, const char *name);
void debug_help(FILE *out);

/* Phase timing for -d=time: nested, printed at the end by stats_print. */
void stats_begin(const char *phase);
void stats_end(void);
void stats_count(const char *what, uint64_t n);   /* adds to a named counter */
void stats_print(FILE *out);

/* ---- pool.c: threads ------------------------------------------------------------------------ */

/* Calls fn(ctx, i) for every i in [0, n), in parallel on the machine's cores; returns when all
 * are done. Results must not depend on the order. Not nestable. */
void pool_run(uint32_t n, void (*fn)(void *ctx, uint32_t i), void *ctx);

#endif
