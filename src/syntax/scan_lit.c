/*
 * scan_lit.c - numbers, runes and strings.
 *
 * A malformed literal is reported once, and comes back as a literal marked bad, so that the
 * parser goes on as if it were well formed.
 */
#include "syntax_int.h"

/* Ends the literal that began at s->start. */
static void set_literal(Scanner *s, TokenInfo *t, LitKind kind, bool ok)
{
    s->nlsemi = true;
    t->tok = TOK_LITERAL;
    t->lit = kind;
    t->text = s->start;
    t->len = (uint32_t)(s->p - s->start);
    t->bad = !ok;
}

static const char *base_name(int base)
{
    return base == 2 ? "binary" : base == 8 ? "octal" : base == 10 ? "decimal" : "hexadecimal";
}

/* ---- numbers ---------------------------------------------------------------------------- */

/* What is known of a number while it is read. */
typedef struct Number {
    int base;
    char prefix;                /* 0, '0' (old octal), 'x', 'o' or 'b' */
    bool digit, separator;      /* seen in the part being read; separator: in any */
    const char *invalid;        /* the first digit too large for the base */
    bool ok;
} Number;

/* { digit | '_' } */
static void scan_digits(Scanner *s, Number *n, int base)
{
    for (;;) {
        int32_t c = scan_peek(s);
        if (c == '_')
            n->separator = true;
        else if (base == 16 ? is_hex(c) : is_decimal(c))
            n->digit = true;
        else
            return;
        if (base < 10 && c >= '0' + base && c != '_' && !n->invalid)
            n->invalid = s->p;
        scan_skip(s);
    }
}

#define number_error(s, n, pos, ...) \
    ((n)->ok ? (scan_error((s), (pos), __VA_ARGS__), (void)((n)->ok = false)) : (void)0)
#define HERE(s) (scan_peek(s), scan_pos((s), (s)->p))

/* 0 0x 0o 0b */
static void scan_prefix(Scanner *s, Number *n)
{
    if (scan_peek(s) != '0')
        return;
    scan_skip(s);
    int32_t c = scan_peek(s) | 32;
    if (c == 'x' || c == 'o' || c == 'b') {
        n->prefix = (char)c;
        n->base = c == 'x' ? 16 : c == 'o' ? 8 : 2;
        scan_skip(s);
    } else {
        n->prefix = '0';
        n->base = 8;
        n->digit = true;
    }
}

/* ( 'e' | 'p' ) [ '+' | '-' ] digits; c is the letter, not consumed. */
static void scan_exponent(Scanner *s, Number *n, int32_t c)
{
    bool decimal = n->prefix == 0 || n->prefix == '0';
    if ((c | 32) == 'e' && !decimal)
        number_error(s, n, HERE(s), "%s exponent requires decimal mantissa", rune_q(s->arena, c));
    else if ((c | 32) == 'p' && n->prefix != 'x')
        number_error(s, n, HERE(s), "%s exponent requires hexadecimal mantissa", rune_q(s->arena, c));
    scan_skip(s);
    c = scan_peek(s);
    if (c == '+' || c == '-')
        scan_skip(s);
    n->digit = false;
    scan_digits(s, n, 10);
    if (!n->digit)
        number_error(s, n, HERE(s), "exponent has no digits");
}

/* The first '_' that does not stand between digits (a prefix counts as one), or NULL. */
static const char *misplaced_separator(const char *x, size_t len)
{
    bool hex = len >= 2 && x[0] == '0' && (x[1] | 32) == 'x';
    bool prefix = hex || (len >= 2 && x[0] == '0' && ((x[1] | 32) == 'o' || (x[1] | 32) == 'b'));
    bool after_digit = prefix;
    for (size_t i = prefix ? 2 : 0; i < len; i++) {
        if (x[i] != '_') {
            after_digit = is_decimal(x[i]) || (hex && is_hex(x[i]));
            continue;
        }
        char c = i + 1 < len ? x[i + 1] : 0;
        if (!after_digit || !(c == '_' || is_decimal(c) || (hex && is_hex(c))))
            return x + i;
        after_digit = false;
    }
    return NULL;
}

void scan_number(Scanner *s, TokenInfo *t, bool after_point)
{
    Number n = { .base = 10, .ok = true };
    LitKind kind = LIT_INT;
    if (!after_point) {
        scan_prefix(s, &n);
        scan_digits(s, &n, n.base);
        if (scan_peek(s) == '.') {
            if (n.prefix == 'o' || n.prefix == 'b')
                number_error(s, &n, HERE(s), "invalid radix point in %s literal", base_name(n.base));
            scan_skip(s);
            after_point = true;
        }
    }
    if (after_point) {
        kind = LIT_FLOAT;
        scan_digits(s, &n, n.base);
    }
    if (!n.digit)
        number_error(s, &n, HERE(s), "%s literal has no digits", base_name(n.base));

    int32_t c = scan_peek(s);
    if (c == 'e' || c == 'E' || c == 'p' || c == 'P') {
        kind = LIT_FLOAT;
        scan_exponent(s, &n, c);
    } else if (n.prefix == 'x' && kind == LIT_FLOAT) {
        number_error(s, &n, HERE(s), "hexadecimal mantissa requires a 'p' exponent");
    }
    if (scan_peek(s) == 'i') {
        kind = LIT_IMAG;
        scan_skip(s);
    }
    if (kind == LIT_INT && n.invalid)
        number_error(s, &n, scan_pos(s, n.invalid), "invalid digit '%c' in %s literal", *n.invalid, base_name(n.base));
    if (n.separator && n.ok) {
        const char *at = misplaced_separator(s->start, (size_t)(s->p - s->start));
        if (at)
            number_error(s, &n, scan_pos(s, at), "'_' must separate successive digits");
    }
    set_literal(s, t, kind, n.ok);
}

/* ---- escapes ----------------------------------------------------------------------------- */

/* The digits of a numeric escape. True at the end of the text: the caller complains. */
static bool scan_code(Scanner *s, int ndigits, int base, uint32_t max)
{
    uint32_t x = 0;
    for (; ndigits > 0; ndigits--) {
        int32_t c = scan_peek(s);
        if (c < 0)
            return true;
        int d = is_decimal(c) ? c - '0' : is_hex(c) ? (c | 32) - 'a' + 10 : base;
        if (d >= base) {
            scan_error(s, scan_pos(s, s->p), "invalid character %s in %s escape", rune_q(s->arena, c), base_name(base));
            return false;
        }
        x = x * (uint32_t)base + (uint32_t)d;
        scan_skip(s);
    }
    if (x > max && base == 8) {
        scan_error(s, HERE(s), "octal escape value %u > 255", x);
        return false;
    }
    if (x > max || (0xd800 <= x && x < 0xe000)) {
        scan_error(s, HERE(s), "escape is invalid Unicode code point %s", rune_u(s->arena, (int32_t)x));
        return false;
    }
    return true;
}

/* After a backslash. */
static bool scan_escape(Scanner *s, char quote)
{
    int32_t c = scan_peek(s);
    if (c < 0)
        return true;
    if (c == quote || (c < 0x80 && strchr("abfnrtv\\", c))) {
        scan_skip(s);
        return true;
    }
    if ('0' <= c && c <= '7')
        return scan_code(s, 3, 8, 255);
    if (c != 'x' && c != 'u' && c != 'U') {
        scan_error(s, scan_pos(s, s->p), "unknown escape");
        return false;
    }
    scan_skip(s);
    return c == 'x' ? scan_code(s, 2, 16, 255) : scan_code(s, c == 'u' ? 4 : 8, 16, 0x10ffff);
}

/* ---- runes and strings ------------------------------------------------------------------- */

static void end_rune(Scanner *s, int count, bool *ok)
{
    if (*ok && count == 0)
        scan_error(s, scan_pos(s, s->p), "empty rune literal or unescaped '");
    else if (*ok && count > 1)
        scan_error(s, scan_pos(s, s->start), "more than one character in rune literal");
    *ok = *ok && count == 1;
    scan_skip(s);
}

void scan_rune(Scanner *s, TokenInfo *t)
{
    bool ok = true;
    for (int count = 0;; count++) {
        int32_t c = scan_peek(s);
        if (c == '\'') {
            end_rune(s, count, &ok);
            break;
        }
        if (c < 0 || c == '\n') {
            if (ok)
                scan_error(s, scan_pos(s, c < 0 ? s->start : s->p),
                           c < 0 ? "rune literal not terminated" : "newline in rune literal");
            ok = false;
            break;
        }
        scan_skip(s);
        if (c == '\\' && !scan_escape(s, '\''))
            ok = false;
    }
    set_literal(s, t, LIT_RUNE, ok);
}

void scan_string(Scanner *s, TokenInfo *t)
{
    bool ok = true;
    for (;;) {
        scan_plain(s, PLAIN_STRING);
        int32_t c = scan_peek(s);
        if (c == '"') {
            scan_skip(s);
            break;
        }
        if (c < 0 || c == '\n') {
            scan_error(s, scan_pos(s, c < 0 ? s->start : s->p), c < 0 ? "string not terminated" : "newline in string");
            ok = false;
            break;
        }
        scan_skip(s);
        if (c == '\\' && !scan_escape(s, '"'))
            ok = false;
    }
    set_literal(s, t, LIT_STRING, ok);
}

void scan_raw_string(Scanner *s, TokenInfo *t)
{
    bool ok = true;
    for (;;) {
        scan_plain(s, PLAIN_RAW);
        int32_t c = scan_peek(s);
        if (c < 0) {
            scan_error(s, scan_pos(s, s->start), "string not terminated");
            ok = false;
            break;
        }
        scan_skip(s);
        if (c == '`')
            break;
    }
    set_literal(s, t, LIT_STRING, ok);
}
