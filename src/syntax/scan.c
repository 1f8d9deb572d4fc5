/*
 * scan.c - bytes to tokens.
 *
 * The scanner reads straight from the file's text, which ends in a NUL, and hands out pointers
 * into it. ASCII takes the fast path: one table look-up a byte. Everything else (NULs, byte order marks,
 * invalid UTF-8, non-ASCII letters) goes through scan_peek_slow, so each bad byte is reported once,
 * wherever it stands, and then is as if it were not there.
 *
 * Semicolons: "a semicolon is automatically inserted into the token stream immediately after a
 * line's final token if that token is an identifier, a literal, one of the keywords break, continue,
 * fallthrough, or return, or one of ++ -- ) ] }" (Go spec, "Semicolons").
 */
#include <utf8proc.h>

#include "syntax_int.h"

enum { C_IDENT = 1, C_LETTER = 32 };

#define IS_LETTER(c) (((c) >= 'a' && (c) <= 'z') || ((c) >= 'A' && (c) <= 'Z') || (c) == '_')
#define IS_DIGIT(c) ((c) >= '0' && (c) <= '9')
#define IS_PLAIN(c, x, y) ((c) > 0 && (c) < 0x80 && (c) != (x) && (c) != (y))
#define CLASS(c) \
    ((IS_LETTER(c) ? C_LETTER | C_IDENT : 0) | (IS_DIGIT(c) ? C_IDENT : 0) | \
     (IS_PLAIN(c, '"', '\\') && (c) != '\n' ? PLAIN_STRING : 0) | (IS_PLAIN(c, '`', '`') ? PLAIN_RAW : 0) | \
     (IS_PLAIN(c, '\n', '\n') ? PLAIN_LINE : 0) | (IS_PLAIN(c, '*', '*') ? PLAIN_COMMENT : 0))
#define C4(c) CLASS(c), CLASS((c) + 1), CLASS((c) + 2), CLASS((c) + 3)
#define C16(c) C4(c), C4((c) + 4), C4((c) + 8), C4((c) + 12)
#define C64(c) C16(c), C16((c) + 16), C16((c) + 32), C16((c) + 48)
static const uint8_t char_class[256] = { C64(0), C64(64), C64(128), C64(192) };

/* Keywords by a perfect hash of their first two letters and length; two equal slots would be
 * a compiler warning (an initializer overridden). */
#define KEYWORD_HASH(a, b, n) (((unsigned)(a) + (unsigned)(b) * 4 + (unsigned)(n) * 6) & 63)
#define KEYWORD(a, b, n, id, flag) [KEYWORD_HASH(a, b, n)] = { TOK_##id, n, flag }
static const struct Keyword { uint8_t tok, len; bool nlsemi; } keywords[64] = {
    KEYWORD('b', 'r', 5, BREAK, true),        KEYWORD('c', 'a', 4, CASE, false),
    KEYWORD('c', 'h', 4, CHAN, false),        KEYWORD('c', 'o', 5, CONST, false),
    KEYWORD('c', 'o', 8, CONTINUE, true),     KEYWORD('d', 'e', 7, DEFAULT, false),
    KEYWORD('d', 'e', 5, DEFER, false),       KEYWORD('e', 'l', 4, ELSE, false),
    KEYWORD('f', 'a', 11, FALLTHROUGH, true), KEYWORD('f', 'o', 3, FOR, false),
    KEYWORD('f', 'u', 4, FUNC, false),        KEYWORD('g', 'o', 2, GO, false),
    KEYWORD('g', 'o', 4, GOTO, false),        KEYWORD('i', 'f', 2, IF, false),
    KEYWORD('i', 'm', 6, IMPORT, false),      KEYWORD('i', 'n', 9, INTERFACE, false),
    KEYWORD('m', 'a', 3, MAP, false),         KEYWORD('p', 'a', 7, PACKAGE, false),
    KEYWORD('r', 'a', 5, RANGE, false),       KEYWORD('r', 'e', 6, RETURN, true),
    KEYWORD('s', 'e', 6, SELECT, false),      KEYWORD('s', 't', 6, STRUCT, false),
    KEYWORD('s', 'w', 6, SWITCH, false),      KEYWORD('t', 'y', 4, TYPE, false),
    KEYWORD('v', 'a', 3, VAR, false),
};

void scan_init(Scanner *s, Arena *a, SrcFile *src)
{
    *s = (Scanner){ .arena = a, .src = src, .p = src->text, .start = src->text, .end = src->text + src->size };
}

Scanner *scan_new(Arena *a, SrcFile *f)
{
    Scanner *s = NEW(a, Scanner);
    scan_init(s, a, f);
    return s;
}

TokenInfo scan_next(Scanner *s)
{
    TokenInfo t = { 0 };
    scan_token(s, &t);
    return t;
}

static bool same_line(const Scanner *s, Pos x, Pos y)
{
    Pos lo = x < y ? x : y, hi = x < y ? y : x;
    return !memchr(s->src->text + (lo - s->src->base), '\n', hi - lo);
}

void scan_error(Scanner *s, Pos pos, const char *fmt, ...)
{
    s->nerrors++;
    va_list ap;
    va_start(ap, fmt);
    const char *msg = arena_vprintf(s->arena, fmt, ap);
    va_end(ap);
    if (!strncmp(msg, "syntax error", 12)) {
        if (s->last_syntax_error && same_line(s, pos, s->last_syntax_error))
            return;
        s->last_syntax_error = pos;
    }
    diag_error(pos, ERR_Syntax, "%s", msg);
}

/* ---- characters -------------------------------------------------------------------- */

int32_t scan_peek_slow(Scanner *s)
{
    for (;;) {
        if (s->p == s->end) {
            s->width = 0;
            return END_OF_TEXT;
        }
        uint32_t r = utf8_decode(s->p, (size_t)(s->end - s->p), &s->width);
        if (r == 0)
            scan_error(s, scan_pos(s, s->p), "invalid NUL character");
        else if (r == 0xfffd && s->width == 1)
            scan_error(s, scan_pos(s, s->p), "invalid UTF-8 encoding");
        else if (r != 0xfeff)
            return (int32_t)r;
        else if (s->p != s->src->text)
            scan_error(s, scan_pos(s, s->p), "invalid BOM in the middle of the file");
        s->p += s->width;
    }
}

void scan_plain(Scanner *s, int kind)
{
    while (char_class[(uint8_t)*s->p] & kind)
        s->p++;
}

static bool is_letter(int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return true;
    default:
        return false;
    }
}

static bool is_print(int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    case UTF8PROC_CATEGORY_ZS:
        return c == ' ';
    default:
        return true;
    }
}

const char *rune_u(Arena *a, int32_t c)
{
    char text[5] = { 0 };
    if (!is_print(c))
        return arena_printf(a, "U+%04X", (unsigned)c);
    utf8_encode(text, (uint32_t)c);
    return arena_printf(a, "U+%04X '%s'", (unsigned)c, text);
}

const char *rune_q(Arena *a, int32_t c)
{
    static const char controls[] = "\a\b\f\n\r\t\v'\\", letters[] = "abfnrtv'\\";
    const char *at = c > 0 && c < 0x80 ? strchr(controls, c) : NULL;
    if (at)
        return arena_printf(a, "'\\%c'", letters[at - controls]);
    if (is_print(c)) {
        char text[5] = { 0 };
        utf8_encode(text, (uint32_t)c);
        return arena_printf(a, "'%s'", text);
    }
    return c < 0x80 ? arena_printf(a, "'\\x%02x'", (unsigned)c)
           : c < 0x10000 ? arena_printf(a, "'\\u%04x'", (unsigned)c)
                         : arena_printf(a, "'\\U%08x'", (unsigned)c);
}

/* ---- identifiers ---------------------------------------------------------------------- */

/* Complains about what is no letter or digit; such runes are taken as part of the identifier. */
static void check_ident_rune(Scanner *s, int32_t c, bool first)
{
    if (is_letter(c))
        return;
    if (utf8proc_category(c) != UTF8PROC_CATEGORY_ND)
        scan_error(s, scan_pos(s, s->p), "invalid character %s in identifier", rune_u(s->arena, c));
    else if (first)
        scan_error(s, scan_pos(s, s->p), "identifier cannot begin with digit %s", rune_u(s->arena, c));
}

static void scan_ident_rest(Scanner *s)
{
    for (;;) {
        int32_t c = scan_peek(s);
        if (c >= 0x80)
            check_ident_rune(s, c, false);
        else if (c < 0 || !(char_class[c] & C_IDENT))
            return;
        scan_skip(s);
    }
}

static void scan_ident(Scanner *s, TokenInfo *t)
{
    while (char_class[(uint8_t)*s->p] & C_IDENT)
        s->p++;
    if ((uint8_t)(*s->p - 1) >= 0x7f)
        scan_ident_rest(s);
    t->text = s->start;
    t->len = (uint32_t)(s->p - s->start);
    if (t->len >= 2) {
        const struct Keyword *k = &keywords[KEYWORD_HASH(t->text[0], t->text[1], t->len)];
        if (k->len == t->len && !memcmp(token_text((Token)k->tok), t->text, t->len)) {
            t->tok = (Token)k->tok;
            s->nlsemi = k->nlsemi;
            return;
        }
    }
    t->tok = TOK_NAME;
    s->nlsemi = true;
}

/* ---- comments ------------------------------------------------------------------------- */

static void skip_line(Scanner *s)
{
    for (;;) {
        scan_plain(s, PLAIN_LINE);
        int32_t c = scan_peek(s);
        if (c < 0 || c == '\n')
            return;
        scan_skip(s);
    }
}

/* After the slashes. */
static void line_comment(Scanner *s)
{
    bool directive = s->on_comment && (!strncmp(s->p, "go:", 3) || !strncmp(s->p, "gocw:", 5) || !strncmp(s->p, "line ", 5));
    skip_line(s);
    if (directive)
        s->on_comment(s->ctx, s->start, s->p);
}

/* After the slash and star. */
static void full_comment(Scanner *s)
{
    bool directive = s->on_comment && !strncmp(s->p, "line ", 5);
    for (bool star = false;;) {
        if (!star)
            scan_plain(s, PLAIN_COMMENT);
        int32_t c = scan_peek(s);
        if (c < 0) {
            scan_error(s, scan_pos(s, s->start), "comment not terminated");
            return;
        }
        scan_skip(s);
        if (star && c == '/')
            break;
        star = c == '*';
    }
    if (directive)
        s->on_comment(s->ctx, s->start, s->p);
}

/* ---- tokens ----------------------------------------------------------------------------- */

enum { PREC_OROR = 1, PREC_ANDAND, PREC_CMP, PREC_ADD, PREC_MUL };

static bool follows(Scanner *s, char c)
{
    if (scan_peek(s) != c)
        return false;
    scan_skip(s);
    return true;
}

static void set_op(TokenInfo *t, Op op, int prec)
{
    t->tok = TOK_OPERATOR;
    t->op = op;
    t->prec = (uint8_t)prec;
}

/* op, or op= */
static void set_assign_op(Scanner *s, TokenInfo *t, Op op, int prec)
{
    set_op(t, op, prec);
    if (follows(s, '='))
        t->tok = TOK_ASSIGN_OP;
}

/* + ++ += and the same for - */
static void set_inc_op(Scanner *s, TokenInfo *t, Op op, char c)
{
    if (!follows(s, c)) {
        set_assign_op(s, t, op, PREC_ADD);
        return;
    }
    set_op(t, op, PREC_ADD);
    t->tok = TOK_INC_OP;
    s->nlsemi = true;
}

static void set_closing(Scanner *s, TokenInfo *t, Token tok)
{
    t->tok = tok;
    s->nlsemi = true;
}

static void set_semi(TokenInfo *t, const char *text)
{
    t->tok = TOK_SEMI;
    t->text = text;
    t->len = (uint32_t)strlen(text);
}

static void scan_dot(Scanner *s, TokenInfo *t)
{
    if (is_decimal(scan_peek(s))) {
        scan_number(s, t, true);
        return;
    }
    t->tok = TOK_DOT;
    if (s->p[0] == '.' && s->p[1] == '.') {
        s->p += 2;
        t->tok = TOK_DOTDOTDOT;
    }
}

static void scan_less(Scanner *s, TokenInfo *t)
{
    if (follows(s, '='))
        set_op(t, OP_LEQ, PREC_CMP);
    else if (follows(s, '<'))
        set_assign_op(s, t, OP_SHL, PREC_MUL);
    else if (follows(s, '-'))
        t->tok = TOK_ARROW;
    else
        set_op(t, OP_LSS, PREC_CMP);
}

static void scan_greater(Scanner *s, TokenInfo *t)
{
    if (follows(s, '='))
        set_op(t, OP_GEQ, PREC_CMP);
    else if (follows(s, '>'))
        set_assign_op(s, t, OP_SHR, PREC_MUL);
    else
        set_op(t, OP_GTR, PREC_CMP);
}

static void scan_and(Scanner *s, TokenInfo *t)
{
    if (follows(s, '&'))
        set_op(t, OP_ANDAND, PREC_ANDAND);
    else
        set_assign_op(s, t, follows(s, '^') ? OP_AND_NOT : OP_AND, PREC_MUL);
}

/* One token that starts with the ASCII character c, which was consumed. False: it was no token. */
static bool scan_ascii(Scanner *s, TokenInfo *t, int c)
{
    switch (c) {
    case '"': scan_string(s, t); break;
    case '`': scan_raw_string(s, t); break;
    case '\'': scan_rune(s, t); break;
    case '(': t->tok = TOK_LPAREN; break;
    case '[': t->tok = TOK_LBRACK; break;
    case '{': t->tok = TOK_LBRACE; break;
    case ',': t->tok = TOK_COMMA; break;
    case ';': set_semi(t, "semicolon"); break;
    case '\n': set_semi(t, "newline"); break;
    case ')': set_closing(s, t, TOK_RPAREN); break;
    case ']': set_closing(s, t, TOK_RBRACK); break;
    case '}': set_closing(s, t, TOK_RBRACE); break;
    case ':': t->tok = follows(s, '=') ? TOK_DEFINE : TOK_COLON; break;
    case '.': scan_dot(s, t); break;
    case '+': set_inc_op(s, t, OP_PLUS, '+'); break;
    case '-': set_inc_op(s, t, OP_MINUS, '-'); break;
    case '*':
        set_assign_op(s, t, OP_MUL, PREC_MUL);
        if (t->tok == TOK_OPERATOR)
            t->tok = TOK_STAR;
        break;
    case '/': set_assign_op(s, t, OP_DIV, PREC_MUL); break;
    case '%': set_assign_op(s, t, OP_REM, PREC_MUL); break;
    case '^': set_assign_op(s, t, OP_XOR, PREC_ADD); break;
    case '&': scan_and(s, t); break;
    case '|':
        if (follows(s, '|'))
            set_op(t, OP_OROR, PREC_OROR);
        else
            set_assign_op(s, t, OP_OR, PREC_ADD);
        break;
    case '<': scan_less(s, t); break;
    case '>': scan_greater(s, t); break;
    case '=':
        if (follows(s, '='))
            set_op(t, OP_EQL, PREC_CMP);
        else
            t->tok = TOK_ASSIGN;
        break;
    case '!':
        if (follows(s, '='))
            set_op(t, OP_NEQ, PREC_CMP);
        else
            set_op(t, OP_NOT, 0);
        break;
    case '~': set_op(t, OP_TILDE, 0); break;
    default:
        scan_error(s, scan_pos(s, s->start), "invalid character %s", rune_u(s->arena, c));
        return false;
    }
    return true;
}

/* At a slash: skips a comment. False: it is an operator. *semi: the comment ends a line that needs a semicolon. */
static bool skip_comment(Scanner *s, bool nlsemi, bool *semi)
{
    if (s->p[1] == '/') {
        s->p += 2;
        line_comment(s);
        return true;
    }
    if (s->p[1] != '*')
        return false;
    s->p += 2;
    full_comment(s);
    *semi = nlsemi && memchr(s->start, '\n', (size_t)(s->p - s->start));
    return true;
}

void scan_token(Scanner *s, TokenInfo *t)
{
    bool nlsemi = s->nlsemi;
    s->nlsemi = false;
    for (;;) {
        const char *q = s->p;
        while (*q == ' ' || *q == '\t' || (*q == '\n' && !nlsemi) || *q == '\r')
            q++;
        s->p = q;
        int32_t c = scan_peek(s);
        if (c == ' ' || c == '\t' || (c == '\n' && !nlsemi) || c == '\r')
            continue;           /* after a skipped byte */
        s->start = s->p;
        t->pos = scan_pos(s, s->start);
        bool semi = false;
        if (c < 0) {
            t->tok = TOK_EOF;
            if (nlsemi)
                set_semi(t, "EOF");
            return;
        } else if (c >= 0x80) {
            check_ident_rune(s, c, true);
            scan_skip(s);
            scan_ident_rest(s);
            scan_ident(s, t);
            return;
        } else if (char_class[c] & C_LETTER) {
            scan_ident(s, t);
            return;
        } else if (is_decimal(c)) {
            scan_number(s, t, false);
            return;
        } else if (c == '/' && skip_comment(s, nlsemi, &semi)) {
            if (!semi)
                continue;
            set_semi(t, "newline");
            return;
        }
        scan_skip(s);
        if (scan_ascii(s, t, c))
            return;
    }
}
