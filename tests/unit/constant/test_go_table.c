/*
 * test_go_table.c - every value of go_table.txt comes out as go/constant computed it.
 *
 * The table is made by go_table.go, which says what an expression is. With a file name as
 * argument that file is checked in place of the table.
 */
#include "gocw/constant.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static const char *table = "tests/unit/constant/go_table.txt";

static bool is_float(const char *s) {
    bool hex = s[0] == '0' && (s[1] | 0x20) == 'x';
    return strchr(s, '.') || strpbrk(s, hex ? "pP" : "eE");
}

static const Const *literal(const char *s) {
    size_t n = strlen(s);
    if (!strcmp(s, "true") || !strcmp(s, "false")) return con_bool(s[0] == 't');
    if (s[0] == '"' || s[0] == '`') return con_from_string_lit(s, n);
    if (s[0] == '\'') return con_from_rune_lit(s, n);
    if (s[n - 1] == 'i') return con_from_imag_lit(s, n);
    return is_float(s) ? con_from_float_lit(s, n) : con_from_int_lit(s, n);
}

static const struct { const char *word; ConOp op; } binary[] = {
    { "+", CON_ADD }, { "-", CON_SUB }, { "*", CON_MUL }, { "/", CON_QUO }, { "div", CON_QUO },
    { "%", CON_REM }, { "&", CON_AND }, { "|", CON_OR }, { "^", CON_XOR }, { "&^", CON_AND_NOT },
    { "&&", CON_LAND }, { "||", CON_LOR }, { "==", CON_EQL }, { "!=", CON_NEQ }, { "<", CON_LSS },
    { "<=", CON_LEQ }, { ">", CON_GTR }, { ">=", CON_GEQ },
};

static int find_binary(const char *word) {
    for (size_t i = 0; i < LEN(binary); i++)
        if (!strcmp(binary[i].word, word)) return (int)i;
    return -1;
}

/* Words that take one operand; NULL for any other. */
static const Const *unary(const char *word, const Const *x) {
    if (!strcmp(word, "neg")) return con_unary(CON_NEG, x, 0);
    if (!strcmp(word, "!")) return con_unary(CON_NOT, x, 0);
    if (!strncmp(word, "complex", 7)) return con_to_complex(x);
    if (!strncmp(word, "com", 3)) return con_unary(CON_XOR, x, (uint32_t)atoi(word + 3));
    if (!strncmp(word, "wrap", 4)) return con_wrap_int(x, (uint32_t)atoi(word + 5), word[4] == 's');
    if (!strcmp(word, "int")) return con_to_int(x);
    if (!strcmp(word, "float")) return con_to_float(x);
    if (!strcmp(word, "real")) return con_real(x);
    if (!strcmp(word, "imag")) return con_imag(x);
    if (!strcmp(word, "f32")) return con_round_float32(x);
    if (!strcmp(word, "f64")) return con_round_float64(x);
    if (!strcmp(word, "square")) return con_binary(x, CON_MUL, x, false);
    return NULL;
}

static const Const *eval(char *text) {
    const Const *stack[64], *c;
    int n = 0, op;
    char *save;
    for (char *w = strtok_r(text, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
        if ((op = find_binary(w)) >= 0) {
            n--;
            stack[n - 1] = con_binary(stack[n - 1], binary[op].op, stack[n], !strcmp(w, "div"));
        } else if (!strcmp(w, "<<") || !strcmp(w, ">>")) {
            int64_t count = 0;
            assert_true(con_int64_val(stack[--n], &count));
            stack[n - 1] = con_shift(stack[n - 1], w[0] == '<' ? CON_SHL : CON_SHR, (uint32_t)count);
        } else if (n > 0 && (c = unary(w, stack[n - 1]))) {
            stack[n - 1] = c;
        } else {
            stack[n++] = literal(w);
        }
    }
    assert_int_equal(n, 1);
    return stack[0];
}

static const char *const kind_names[] = { "Unknown", "Bool", "String", "Int", "Float", "Complex" };

/* Checks one row; what differs is printed. */
static bool check(Arena *a, char *row) {
    char *want_kind = strchr(row, '\t');
    if (!want_kind) return false;
    *want_kind++ = 0;
    char *want = strchr(want_kind, '\t');
    *want++ = 0;
    char *want_exact = strchr(want, '\t');
    *want_exact++ = 0;
    char *name = arena_strdup(a, row);
    const Const *c = eval(row);
    const char *kind = kind_names[con_kind(c)], *text = con_format(c), *exact = con_format_exact(c);
    if (!strcmp(kind, want_kind) && !strcmp(text, want) && !strcmp(exact, want_exact)) return true;
    print_message("%s\n  got  %s %s %s\n  want %s %s %s\n", name, kind, text, exact, want_kind, want, want_exact);
    return false;
}

static void as_go_says(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    size_t size;
    char *save, *text = file_read(a, table, &size);
    assert_non_null(text);
    int wrong = 0, rows = 0;
    for (char *row = strtok_r(text, "\n", &save); row; row = strtok_r(NULL, "\n", &save)) {
        if (row[0] == '#') continue;
        rows++;
        wrong += !check(a, row);
    }
    assert_int_equal(wrong, 0);
    assert_true(rows > 100);
    arena_free(a);
}

int main(int argc, char **argv) {
    if (argc > 1) table = argv[1];
    const struct CMUnitTest tests[] = { cmocka_unit_test(as_go_says) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
