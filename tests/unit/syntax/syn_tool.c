/*
 * syn_tool.c - runs the syntax module over files.
 *
 *     syn_tool [-e] file...        diagnostics of all files, as gocw prints them (-e: no limit of ten)
 *     syn_tool -dump file...       the trees; -pos: with positions; -print: as source; -tokens
 *     syn_tool -strings file...    position, extent and short form of every expression but names
 *     syn_tool -roundtrip file...  parse, print, parse again: the dumps must be equal
 *     syn_tool -time file...       lines per second
 *
 * A file name of @list stands for the files named in list, one a line. The exit code is 1 after an error.
 */
#include <stdlib.h>
#include <time.h>

#include "gocw/syntax.h"

typedef enum Mode { ERRORS, DUMP, POSITIONS, PRINT, STRINGS, TOKENS, ROUNDTRIP, TIME } Mode;

static Arena *perm;
static VEC(const char *) files;

static SrcFile *open_file(const char *path)
{
    size_t size;
    char *text = file_read(perm, path, &size);
    if (!text) {
        perror(path);
        exit(2);
    }
    return file_add(path, path, text, size);
}

static void add_list(const char *path)
{
    size_t size;
    char *list = file_read(perm, path, &size);
    if (!list) {
        perror(path);
        exit(2);
    }
    for (char *s = strtok(list, "\n"); s; s = strtok(NULL, "\n"))
        vec_push(perm, &files, s);
}

static void print_tokens(Arena *a, SrcFile *src)
{
    Scanner *s = scan_new(a, src);
    for (;;) {
        TokenInfo t = scan_next(s);
        Place at = pos_place_raw(t.pos);
        printf("%u:%u\t%s", at.line, at.col, token_text(t.tok));
        if (t.tok == TOK_NAME || t.tok == TOK_LITERAL || t.tok == TOK_SEMI)
            printf(" %.*s", (int)t.len, t.text);
        else if (t.tok == TOK_OPERATOR || t.tok == TOK_ASSIGN_OP || t.tok == TOK_INC_OP)
            printf(" %s", op_text(t.op));
        putchar('\n');
        if (t.tok == TOK_EOF)
            return;
    }
}

static bool print_string(void *ctx, Node *n)
{
    if (n->kind < N_BAD_EXPR || n->kind > N_CHAN_TYPE || n->kind == N_NAME || n->kind == N_FIELD)
        return true;
    Place at = pos_place_raw(n->pos), start = pos_place_raw(syn_start_pos(n)), end = pos_place_raw(syn_end_pos(n));
    printf("%u:%u %u:%u-%u:%u %s\n", at.line, at.col, start.line, start.col, end.line, end.col,
           syn_expr_string(ctx, n));
    return true;
}

static void print_strings(Arena *a, const File *f)
{
    for (uint32_t i = 0; i < f->decls.n; i++)
        syn_walk(f->decls.p[i], print_string, a);
}

static const char *dump(Arena *a, const File *f)
{
    Buf b;
    buf_init(&b, a);
    syn_dump_file(&b, f);
    return buf_str(&b);
}

/* Where two texts differ, for people. */
static void show_difference(const char *path, const char *x, const char *y)
{
    size_t i = 0, line = 0;
    for (; x[i] && x[i] == y[i]; i++)
        if (x[i] == '\n')
            line = i + 1;
    printf("%s: print and parse changes the tree:\n  %.*s\n  %.*s\n", path, (int)strcspn(x + line, "\n"), x + line,
           (int)strcspn(y + line, "\n"), y + line);
}

static bool roundtrip(Arena *a, const char *path, const File *f)
{
    Buf b;
    buf_init(&b, a);
    syn_print_file(&b, f);
    const char *copy = arena_printf(perm, "%s (printed)", path);
    const File *g = syn_parse_file(a, file_add(copy, copy, arena_strndup(perm, b.p, b.n), b.n), PARSE_ALL);
    const char *x = dump(a, f), *y = dump(a, g);
    bool same = !strcmp(x, y);
    if (!same)
        show_difference(path, x, y);
    return same;
}

static bool process(Arena *a, Mode mode, const char *path)
{
    SrcFile *src = open_file(path);
    if (mode == TOKENS) {
        print_tokens(a, src);
        return true;
    }
    const File *f = syn_parse_file(a, src, PARSE_ALL);
    Buf b;
    buf_init(&b, a);
    if (mode == DUMP)
        syn_dump_file(&b, f);
    else if (mode == POSITIONS)
        syn_dump_file_pos(&b, f);
    else if (mode == PRINT)
        syn_print_file(&b, f);
    else if (mode == STRINGS)
        print_strings(a, f);
    else if (mode == ROUNDTRIP && !f->has_errors)
        return roundtrip(a, path, f);
    if (b.n > 0)
        fwrite(b.p, 1, b.n, stdout);
    return true;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void time_parser(void)
{
    VEC(SrcFile *) src = { 0 };
    size_t lines = 0, bytes = 0, tree = 0;
    for (uint32_t i = 0; i < files.n; i++) {
        vec_push(perm, &src, open_file(files.p[i]));
        for (const char *s = vec_last(&src)->text; (s = strchr(s, '\n')); s++)
            lines++;
        bytes += vec_last(&src)->size;
    }
    double start = now();
    for (uint32_t i = 0; i < src.n; i++) {
        Arena *a = arena_new("file");
        syn_parse_file(a, src.p[i], PARSE_ALL);
        tree += arena_used(a);
        arena_free(a);
    }
    double t = now() - start;
    printf("%zu lines, %.1f MB in %.3f s: %.2f million lines/s, %.0f MB/s, %.1f bytes of tree per byte\n", lines,
           (double)bytes / 1e6, t, (double)lines / t / 1e6, (double)bytes / t / 1e6, (double)tree / (double)bytes);
}

int main(int argc, char **argv)
{
    Mode mode = ERRORS;
    uint32_t max = 10;
    bool ok = true;
    perm = arena_new("perm");
    for (int i = 1; i < argc; i++) {
        const char *s = argv[i];
        if (!strcmp(s, "-e")) max = 0;
        else if (!strcmp(s, "-dump")) mode = DUMP;
        else if (!strcmp(s, "-pos")) mode = POSITIONS;
        else if (!strcmp(s, "-print")) mode = PRINT;
        else if (!strcmp(s, "-tokens")) mode = TOKENS;
        else if (!strcmp(s, "-strings")) mode = STRINGS;
        else if (!strcmp(s, "-roundtrip")) mode = ROUNDTRIP;
        else if (!strcmp(s, "-time")) mode = TIME;
        else if (*s == '@') add_list(s + 1);
        else vec_push(perm, &files, s);
    }
    if (mode == TIME) {
        time_parser();
        return 0;
    }
    for (uint32_t i = 0; i < files.n; i++) {
        Arena *a = arena_new("file");
        ok = process(a, mode, files.p[i]) && ok;
        arena_free(a);
    }
    return diag_flush(stderr, DIAG_TEXT, max) > 0 || !ok;
}
