/*
 * parse.c - reads the text that print.c writes: how tests hand functions to single passes.
 *
 * Line by line; operands are resolved when all values are known, so that phis may mention later ones. Callees become
 * declarations by symbol with the types of the operands at hand; types are those of the universe ("int", "string").
 * Positions, itabs and the targets of closures are not part of the text, so a function read back is for passes, not for
 * the back end.
 */
#include "gocw/ssa.h"

#include <stdlib.h>

typedef struct Pending { Value *v; uint32_t *args, nargs; } Pending;

typedef struct Parser {
    Arena *arena;
    SrcFile *src;
    const char *p;              /* in the line */
    const char *line;
    Func *f;
    Block *b;
    Value **values;             /* by number in the text */
    Block **blocks;
    VEC(Pending) pending;
    bool failed;
} Parser;

enum { MAX_NUMBER = 1 << 16 };

static void fail(Parser *s, const char *what)
{
    if (!s->failed)
        diag_error(s->src->base + (Pos)(s->p - s->src->text), ERR_NONE, "%s", what);
    s->failed = true;
}

static void blanks(Parser *s)
{
    while (*s->p == ' ')
        s->p++;
}

static bool accept(Parser *s, const char *word)
{
    size_t n = strlen(word);
    blanks(s);
    if (strncmp(s->p, word, n) != 0)
        return false;
    s->p += n;
    return true;
}

/* A letter and a number: v12, b3. */
static bool number(Parser *s, char letter, uint32_t *n)
{
    blanks(s);
    if (s->p[0] != letter || s->p[1] < '0' || s->p[1] > '9')
        return false;
    *n = (uint32_t)strtoul(s->p + 1, (char **)&s->p, 10);
    if (*n >= MAX_NUMBER)
        fail(s, "number too large");
    return !s->failed;
}

static const char *word(Parser *s)
{
    blanks(s);
    const char *start = s->p;
    while (*s->p && !strchr(" \n():", *s->p))
        s->p++;
    return arena_strndup(s->arena, start, (size_t)(s->p - start));
}

static const char *quoted(Parser *s)
{
    blanks(s);
    if (*s->p != '"')
        return word(s);
    const char *start = ++s->p;
    while (*s->p && *s->p != '"')
        s->p++;
    const char *text = arena_strndup(s->arena, start, (size_t)(s->p - start));
    s->p += *s->p == '"';
    return text;
}

static bool parse_type_name(const char *w, uint8_t *t)
{
    static const char *const names[] = { "void", "i32", "i64", "f32", "f64", "ptr" };
    for (uint32_t i = 0; i < LEN(names); i++) {
        if (!strcmp(w, names[i])) {
            *t = (uint8_t)i;
            return true;
        }
    }
    return false;
}

static uint32_t types(Parser *s, uint8_t out[32])
{
    uint32_t n = 0;
    if (!accept(s, "("))
        fail(s, "expected (");
    while (!s->failed && !accept(s, ")")) {
        if (n == 32 || !parse_type_name(word(s), &out[n++]))
            fail(s, "expected a type");
    }
    return n;
}

static Block *block(Parser *s, uint32_t n)
{
    if (!s->blocks[n])
        s->blocks[n] = n == 0 ? s->f->blocks.p[0] : ssa_block_new(s->f);
    return s->blocks[n];
}

static Func *callee(Parser *s, const char *symbol, Sig *sig)
{
    for (uint32_t i = 0; i < prog->funcs.n; i++) {
        if (!strcmp(prog->funcs.p[i]->symbol, symbol))
            return prog->funcs.p[i];
    }
    (void)s;
    return ssa_func_new(name_of(symbol)->s, sig);
}

static Global *global(const char *symbol)
{
    for (uint32_t i = 0; i < prog->globals.n; i++) {
        if (!strcmp(prog->globals.p[i]->symbol, symbol))
            return prog->globals.p[i];
    }
    return ssa_global_new(name_of(symbol)->s, 8, 8);
}

static Type *type_named(Parser *s, const char *name)
{
    Object *o = typ_universe ? ptrmap_get(&typ_universe->elems, name_of(name)) : NULL;
    if (!o)
        fail(s, "unknown type");
    return o ? o->type : NULL;
}

static int find_op(const char *w)
{
    for (int op = 0; op < OP__COUNT; op++) {
        if (!strcmp(ssa_op_name((ValueOp)op), w))
            return op;
    }
    return -1;
}

static bool memory_op(Parser *s, Value *v, const char *w)
{
    static const char *const mems[MEM_COUNT] = { "i8s", "i8u", "i16s", "i16u", "i32", "i64", "f32", "f64", "ptr", "i32u" };
    bool is_load = !strncmp(w, "load.", 5);
    if (!is_load && strncmp(w, "store.", 6) != 0)
        return false;
    v->op = is_load ? V(LOAD) : V(STORE);
    w = strchr(w, '.') + 1;
    for (uint32_t i = 0; i < MEM_COUNT; i++) {
        if (!strcmp(w, mems[i]))
            v->mem = (uint8_t)i;
    }
    (void)s;
    return true;
}

static void aux(Parser *s, Value *v, Pending *p)
{
    const char *symbol = NULL;
    if (accept(s, "@"))
        symbol = quoted(s);
    blanks(s);
    if (*s->p == '"')
        v->aux.type = type_named(s, quoted(s));
    if (accept(s, "-> ")) {
        uint8_t params[32], results[32];
        uint32_t first = v->op == V(CALL) ? 0 : v->op == V(CALL_ITAB) ? 2 : 1, np = 0, nr = types(s, results);
        for (uint32_t i = first; i < p->nargs && np < 32; i++)
            params[np++] = s->values[p->args[i]] ? s->values[p->args[i]]->type : (uint8_t)IR_I64;
        v->sig = ssa_sig(params, np, results, nr);
    }
    if (!symbol)
        return;
    if (v->op == V(CALL) || v->op == V(FUNC_INDEX) || v->op == V(PARAM))
        v->aux.func = callee(s, symbol, v->sig);
    else
        v->aux.global = global(symbol);
}

static void parse_value(Parser *s)
{
    uint32_t n = 0;
    uint8_t type = IR_VOID;
    bool named = number(s, 'v', &n);
    if (named && (!parse_type_name(word(s), &type) || !accept(s, "=")))
        fail(s, "expected a type and =");
    const char *w = word(s);
    Value *v = ssa_value_loose(s->f, V(INVALID), (IrType)type, NO_POS, 0);
    int op = find_op(w);
    if (op >= 0)
        v->op = (uint16_t)op;
    else if (!memory_op(s, v, w))
        fail(s, "unknown operation");
    Pending p = { v, NEW_N(s->arena, uint32_t, 64), 0 };
    while (p.nargs < 64 && number(s, 'v', &p.args[p.nargs]))
        p.nargs++;
    if (accept(s, "#"))
        v->imm = strtoll(s->p, (char **)&s->p, 10);
    aux(s, v, &p);
    if (named)
        s->values[n] = v;
    if (v->op == V(PARAM)) {
        s->values[n] = s->f->params.p[v->imm];
        s->values[n]->aux = v->aux;
    } else if (ssa_is_const(v)) {
        uint32_t bits = (uint32_t)v->imm;
        float x;
        double d;
        memcpy(&x, &bits, 4);
        memcpy(&d, &v->imm, 8);
        s->values[n] = v->op == V(CONST_I32) ? ssa_const_i32(s->f, (int32_t)v->imm) : v->op == V(CONST_I64) ? ssa_const_i64(s->f, v->imm)
                     : v->op == V(CONST_F32) ? ssa_const_f32(s->f, x) : v->op == V(CONST_F64) ? ssa_const_f64(s->f, d)
                     : ssa_const_ptr(s->f, (uint32_t)v->imm);
    } else {
        if (s->b->last)
            ssa_insert_after(s->b->last, v);
        else
            ssa_append(s->b, v);
        vec_push(s->arena, &s->pending, p);
    }
}

static bool parse_end(Parser *s)
{
    static const char *const names[] = { "jump", "if", "switch", "return", "dead", "deferentry" };
    const char *start = s->p, *w = word(s);
    for (uint32_t i = 0; i < LEN(names); i++) {
        if (strcmp(w, names[i]) != 0)
            continue;
        s->b->kind = (uint8_t)i;
        uint32_t n;
        while (number(s, 'v', &n)) {
            if (!s->values[n])
                fail(s, "unknown value");
            else if (i == BLOCK_RETURN)
                ssa_ret_add(s->b, s->values[n]);
            else
                ssa_set_control(s->b, s->values[n]);
        }
        while (number(s, 'b', &n))
            vec_push(s->f->arena, &s->b->succs, block(s, n));
        s->b->likely = accept(s, "likely") ? 1 : accept(s, "unlikely") ? -1 : 0;
        return true;
    }
    s->p = start;
    return false;
}

static void parse_label(Parser *s, uint32_t n)
{
    s->b = block(s, n);
    s->b->sealed = true;
    accept(s, ":");
    uint32_t p;
    if (accept(s, "<-")) {
        while (number(s, 'b', &p))
            vec_push(s->f->arena, &s->b->preds, block(s, p));
    }
    s->b->cold = accept(s, "cold");
}

static void parse_head(Parser *s)
{
    static const struct { uint32_t bit; const char *name; } flags[] = {
        { FN_NOINLINE, "noinline" }, { FN_WRAPPER, "wrapper" }, { FN_NORETURN, "noreturn" }, { FN_HAS_DEFER, "defer" }, { FN_CONTEXT, "context" },
    };
    if (!accept(s, "func") || !accept(s, "@")) {
        fail(s, "expected func @symbol");
        return;
    }
    const char *symbol = quoted(s);
    uint8_t params[32], results[32];
    uint32_t np = types(s, params), nr = types(s, results);
    if (s->failed)
        return;
    Sig *sig = ssa_sig(params, np, results, nr);
    s->f = callee(s, symbol, sig);
    s->f->sig = sig;
    for (uint32_t i = 0; i < LEN(flags); i++) {
        if (accept(s, flags[i].name))
            s->f->flags |= flags[i].bit, i = (uint32_t)-1;
    }
    ssa_func_begin(s->f);
}

static void resolve(Parser *s)
{
    for (uint32_t i = 0; i < s->pending.n; i++) {
        Pending *p = &s->pending.p[i];
        for (uint32_t k = 0; k < p->nargs; k++) {
            if (!s->values[p->args[k]]) {
                fail(s, "unknown value");
                return;
            }
            ssa_arg_add(p->v, s->values[p->args[k]]);
        }
    }
}

Func *ssa_parse_func(SrcFile *src)
{
    Parser parser = { .arena = arena_new("parse"), .src = src, .p = src->text }, *s = &parser;
    s->values = NEW_N(s->arena, Value *, MAX_NUMBER);
    s->blocks = NEW_N(s->arena, Block *, MAX_NUMBER);
    parse_head(s);
    while (*s->p && *s->p++ != '\n') {}
    while (!s->failed && *s->p && *s->p != '}') {
        uint32_t n;
        if (number(s, 'b', &n))
            parse_label(s, n);
        else if (!s->b)
            fail(s, "expected a block");
        else if (!parse_end(s))
            parse_value(s);
        while (*s->p && *s->p != '\n')
            s->p++;
        s->p += *s->p == '\n';
    }
    if (!s->failed)
        resolve(s);
    arena_free(s->arena);
    return s->failed ? NULL : s->f;
}
