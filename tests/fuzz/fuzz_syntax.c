/*
 * fuzz_syntax.c - libFuzzer target for the scanner and the parser: any bytes are scanned and parsed without
 * a crash, tokens lie inside the text, and what parses without errors survives printing and parsing.
 */
#include <stdlib.h>

#include "gocw/syntax.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define CHECK(cond) ((cond) ? (void)0 : (fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #cond), abort()))

/* Files live until the end of the process: keep the texts small. */
static Arena *texts;

static SrcFile *source(const void *text, size_t n)
{
    return file_add("x.go", "x.go", arena_strndup(texts, text, n), n);
}

static void check_tokens(Arena *a, SrcFile *src)
{
    Scanner *s = scan_new(a, src);
    Pos last = src->base;
    for (;;) {
        TokenInfo t = scan_next(s);
        CHECK(t.pos >= last && t.pos <= src->base + src->size);
        last = t.pos;
        if (t.tok == TOK_NAME || t.tok == TOK_LITERAL)
            CHECK(t.len > 0 && t.text >= src->text && t.text + t.len <= src->text + src->size);
        if (t.tok == TOK_EOF)
            return;
    }
}

/* 0 .e9, a selector, is printed as gc prints it in messages: 0.e9, a number. */
static bool ambiguous;

static bool check_extent(void *ctx, Node *n)
{
    const SrcFile *src = ctx;
    ambiguous |= n->kind == N_SELECTOR && n->u.selector.x->kind == N_BASIC_LIT;
    CHECK(n->pos >= src->base && n->pos <= src->base + src->size);
    CHECK(syn_start_pos(n) >= src->base && syn_end_pos(n) <= src->base + src->size);
    return true;
}

static const char *dump(Arena *a, const File *f)
{
    Buf b;
    buf_init(&b, a);
    syn_dump_file(&b, f);
    return buf_str(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!texts)
        texts = arena_new("texts");
    Arena *a = arena_new("fuzz");
    SrcFile *src = source(data, n);
    check_tokens(a, src);
    diag_reset();
    File *f = syn_parse_file(a, src, PARSE_ALL);
    ambiguous = false;
    for (uint32_t i = 0; i < f->decls.n && diag_count() == 0; i++)
        syn_walk(f->decls.p[i], check_extent, src);
    Buf b;
    buf_init(&b, a);
    syn_print_file(&b, f);
    if (diag_count() == 0 && !ambiguous) {
        File *g = syn_parse_file(a, source(b.p, b.n), PARSE_ALL);
        CHECK(diag_count() == 0 && !strcmp(dump(a, f), dump(a, g)));
    }
    diag_reset();
    arena_free(a);
    return 0;
}
