/* test_scan.c - tokens, inserted semicolons, keywords, and characters that may not stand in Go source. */
#include "syn_test.h"

static Arena *arena;

/* The tokens of text, separated by blanks; names and literals as they are, semicolons by their cause. */
static const char *tokens(const char *text)
{
    Buf b;
    buf_init(&b, arena);
    Scanner *s = scan_new(arena, source(arena, text));
    for (TokenInfo t = scan_next(s); t.tok != TOK_EOF; t = scan_next(s)) {
        buf_puts(&b, b.n > 0 ? " " : "");
        if (t.tok == TOK_NAME || t.tok == TOK_LITERAL || t.tok == TOK_SEMI)
            buf_write(&b, t.text, t.len);
        else if (t.tok == TOK_OPERATOR || t.tok == TOK_ASSIGN_OP)
            buf_printf(&b, "%s%s", op_text(t.op), t.tok == TOK_ASSIGN_OP ? "=" : "");
        else if (t.tok == TOK_INC_OP)
            buf_printf(&b, "%s%s", op_text(t.op), op_text(t.op));
        else
            buf_puts(&b, token_text(t.tok));
    }
    return buf_str(&b);
}

static void operators_are_longest_matches(void **state)
{
    (void)state;
    assert_string_equal(tokens("+ ++ += - -- -= * *= / /= % %= & && &= &^ &^= | || |= ^ ^= <"),
                        "+ ++ += - -- -= * *= / /= % %= & && &= &^ &^= | || |= ^ ^= <");
    assert_string_equal(tokens("<< <<= <- <= > >> >>= >= = == ! != ~ := : ... . , ( [ {"),
                        "<< <<= <- <= > >> >>= >= = == ! != ~ := : ... . , ( [ {");
    assert_string_equal(tokens("a+++b"), "a ++ + b EOF");
    assert_string_equal(tokens("a..b....c"), "a . . b ... . c EOF");
    assert_string_equal(tokens("x<-y"), "x <- y EOF");
}

static void newlines_become_semicolons(void **state)
{
    (void)state;
    assert_string_equal(tokens("a\n"), "a newline");
    assert_string_equal(tokens("a"), "a EOF");
    assert_string_equal(tokens("a;"), "a semicolon");
    assert_string_equal(tokens("a // comment\nb"), "a newline b EOF");
    assert_string_equal(tokens("a /* one line */ b"), "a b EOF");
    assert_string_equal(tokens("a /* two\nlines */ b"), "a newline b EOF");
    assert_string_equal(tokens("+\n-\n(\n"), "+ - (");
    assert_string_equal(tokens(") ] }\n"), ") ] } newline");
    assert_string_equal(tokens("x++\ny--\n"), "x ++ newline y -- newline");
    assert_string_equal(tokens("break\ncontinue\nfallthrough\nreturn\n"),
                        "break newline continue newline fallthrough newline return newline");
    assert_string_equal(tokens("go\ndefer\nif\n"), "go defer if");
    assert_string_equal(tokens("1\n'a'\n\"s\"\n`r`\n"), "1 newline 'a' newline \"s\" newline `r` newline");
}

static void keywords_are_no_names(void **state)
{
    (void)state;
    for (int t = TOK_BREAK; t < TOK_COUNT; t++) {
        const char *text = token_text((Token)t);
        TokenInfo k = scan_next(scan_new(arena, source(arena, text)));
        assert_int_equal(k.tok, t);
        TokenInfo name = scan_next(scan_new(arena, source(arena, arena_printf(arena, "%sx", text))));
        assert_int_equal(name.tok, TOK_NAME);
        assert_int_equal(name.len, strlen(text) + 1);
    }
}

static void literals_have_kinds(void **state)
{
    (void)state;
    static const struct { const char *text; LitKind kind; } cases[] = {
        { "0", LIT_INT }, { "0x_Fa", LIT_INT }, { "0b01", LIT_INT }, { "0o17", LIT_INT }, { "1_000", LIT_INT },
        { "1.", LIT_FLOAT }, { ".5", LIT_FLOAT }, { "1e3", LIT_FLOAT }, { "0x1p-2", LIT_FLOAT }, { "09.5", LIT_FLOAT },
        { "1i", LIT_IMAG }, { "09i", LIT_IMAG }, { "1.5e3i", LIT_IMAG }, { "'\\x41'", LIT_RUNE }, { "\"\\\"\"", LIT_STRING },
        { "`a\nb`", LIT_STRING },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        TokenInfo t = scan_next(scan_new(arena, source(arena, cases[i].text)));
        assert_int_equal(t.tok, TOK_LITERAL);
        assert_int_equal(t.lit, cases[i].kind);
    }
    diag_reset();
}

static void unicode_identifiers(void **state)
{
    (void)state;
    assert_string_equal(tokens("äöü_1 世界 x٣ ᾱ"), "äöü_1 世界 x٣ ᾱ EOF");
    assert_string_equal(diagnostics(arena), "");
    tokens("٣x");
    assert_string_equal(diagnostics(arena), "x.go:1:1: identifier cannot begin with digit U+0663 '٣'\n");
    tokens("a€");
    assert_string_equal(diagnostics(arena), "x.go:1:2: invalid character U+20AC '€' in identifier\n");
}

static void bad_bytes_are_reported_and_skipped(void **state)
{
    (void)state;
    static const char nul[] = "package p\n\nvar a = 1\0 + 2\nvar b = \"a\0b\"\n// comment \0\n";
    assert_string_equal(errors_of(arena, nul, sizeof nul - 1), "x.go:3:10: invalid NUL character\n"
                                                               "x.go:4:11: invalid NUL character\n"
                                                               "x.go:5:12: invalid NUL character\n");
    static const char utf8[] = "package p\nvar c = \"\xff\"\n// \x80\nvar d\xc3 = 1\n/* \xe2\x28 */\n";
    assert_string_equal(errors_of(arena, utf8, sizeof utf8 - 1), "x.go:2:10: invalid UTF-8 encoding\n"
                                                                 "x.go:3:4: invalid UTF-8 encoding\n"
                                                                 "x.go:4:6: invalid UTF-8 encoding\n"
                                                                 "x.go:5:4: invalid UTF-8 encoding\n");
    static const char bom[] = "\xef\xbb\xbfpackage p\nvar x = 1 +\xef\xbb\xbf 2\n";
    assert_string_equal(errors_of(arena, bom, sizeof bom - 1), "x.go:2:12: invalid BOM in the middle of the file\n");
}

static void ends_inside_a_token(void **state)
{
    (void)state;
    static const struct { const char *text, *error; } cases[] = {
        { "package p; var x = \"abc", "x.go:1:20: string not terminated\n" },
        { "package p; var x = `abc\n", "x.go:1:20: string not terminated\n" },
        { "package p; var x = 'a", "x.go:1:20: rune literal not terminated\n" },
        { "package p; var x = '\\x4", "x.go:1:20: rune literal not terminated\n" },
        { "package p; var x = \"\\", "x.go:1:20: string not terminated\n" },
        { "package p; var x = 1 /* a\n", "x.go:1:22: comment not terminated\n" },
        { "package p; /*/", "x.go:1:12: comment not terminated\n" },
        { "package p; // x", "" },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        assert_string_equal(errors_of(arena, cases[i].text, strlen(cases[i].text)), cases[i].error);
}

static int setup(void **state)
{
    (void)state;
    arena = arena_new("test");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_are_longest_matches),
        cmocka_unit_test(newlines_become_semicolons),
        cmocka_unit_test(keywords_are_no_names),
        cmocka_unit_test(literals_have_kinds),
        cmocka_unit_test(unicode_identifiers),
        cmocka_unit_test(ends_inside_a_token),
        cmocka_unit_test(bad_bytes_are_reported_and_skipped),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
