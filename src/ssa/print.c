/*
 * print.c - the IR as text: for -d=ssa and golden tests, and readable by parse.c.
 *
 *     func main.f(i32 ptr) (i64) flags {
 *     b0:
 *         v0 i32 = param
 *         v3 i64 = load.i64 v1 #8
 *         v4 i32 = call v0 v3 @main.g -> (i32 ptr)
 *         v5 ptr = result v4 #1
 *         if v4 b1 b2 likely
 *     b1: <- b0
 *         v6 i64 = phi v3
 *         return v6
 *     }
 *
 * One value a line: result, operation, operands, #imm, @symbol or "type", results of calls. Operands of a phi follow the
 * predecessors named behind the block's label. Positions are left out, so that texts stay comparable.
 */
#include "gocw/ssa.h"

static const char *const type_names[] = { "void", "i32", "i64", "f32", "f64", "ptr" };
static const char *const mem_names[MEM_COUNT] = { "i8s", "i8u", "i16s", "i16u", "i32", "i64", "f32", "f64", "ptr", "i32u" };

static void print_symbol(Buf *out, const char *s)
{
    buf_putc(out, '@');
    if (s[strcspn(s, " \",()#\\")])
        buf_quote(out, s, strlen(s));
    else
        buf_puts(out, s);
}

static void print_types(Buf *out, const uint8_t *types, uint32_t n)
{
    buf_putc(out, '(');
    for (uint32_t i = 0; i < n; i++)
        buf_printf(out, "%s%s", i ? " " : "", type_names[types[i]]);
    buf_putc(out, ')');
}

static void print_type(Buf *out, Type *t)
{
    const char *s = typ_string(t, QUAL_PATH);
    buf_putc(out, ' ');
    buf_quote(out, s, strlen(s));
}

static void print_aux(Buf *out, const Value *v)
{
    switch (v->op) {
    case V(CALL): case V(FUNC_INDEX): case V(PARAM):
        if (!v->aux.func) break;
        buf_putc(out, ' ');
        print_symbol(out, v->aux.func->symbol);
        break;
    case V(ADDR_GLOBAL): case V(NEW_LAYOUT):
        buf_putc(out, ' ');
        print_symbol(out, v->aux.global->symbol);
        break;
    case V(ADDR_ITAB):
        print_type(out, v->aux.itab->concrete);
        print_type(out, v->aux.itab->iface);
        break;
    case V(LOCAL): case V(NEW): case V(CALL_ITAB):
        if (v->aux.type)
            print_type(out, v->aux.type);
        break;
    default:
        break;
    }
    if (v->sig) {
        buf_puts(out, " -> ");
        print_types(out, v->sig->results, v->sig->nresults);
    }
}

static void print_value(Buf *out, const Value *v)
{
    buf_puts(out, "    ");
    if (v->type != IR_VOID)
        buf_printf(out, "v%u %s = ", v->id, type_names[v->type]);
    buf_puts(out, ssa_op_name(v->op));
    if (v->op == V(LOAD) || v->op == V(STORE))
        buf_printf(out, ".%s", mem_names[v->mem]);
    for (uint32_t i = 0; i < v->nargs; i++)
        buf_printf(out, " v%u", v->args[i]->id);
    if (v->imm || ssa_is_const(v))
        buf_printf(out, " #%lld", (long long)v->imm);
    print_aux(out, v);
    buf_putc(out, '\n');
}

static void print_end(Buf *out, const Block *b)
{
    static const char *const names[] = { "jump", "if", "switch", "return", "dead", "deferentry" };
    buf_printf(out, "    %s", names[b->kind]);
    if (b->control)
        buf_printf(out, " v%u", b->control->id);
    for (uint32_t i = 0; i < b->rets.n; i++)
        buf_printf(out, " v%u", b->rets.p[i]->id);
    for (uint32_t i = 0; i < b->succs.n; i++)
        buf_printf(out, " b%u", b->succs.p[i]->id);
    if (b->likely)
        buf_puts(out, b->likely > 0 ? " likely" : " unlikely");
    buf_putc(out, '\n');
}

static void print_flags(Buf *out, uint32_t flags)
{
    static const struct { uint32_t bit; const char *name; } names[] = {
        { FN_NOINLINE, "noinline" }, { FN_WRAPPER, "wrapper" }, { FN_NORETURN, "noreturn" }, { FN_HAS_DEFER, "defer" },
        { FN_HAS_RECOVER, "recover" }, { FN_EXPORTED, "exported" }, { FN_CONTEXT, "context" }, { FN_IMPORT, "import" },
        { FN_C, "c" }, { FN_PURE, "pure" }, { FN_INIT, "init" },
    };
    for (uint32_t i = 0; i < LEN(names); i++) {
        if (flags & names[i].bit)
            buf_printf(out, " %s", names[i].name);
    }
}

void ssa_print_func(Buf *out, const Func *f)
{
    buf_puts(out, "func ");
    print_symbol(out, f->symbol);
    print_types(out, f->sig->params, f->sig->nparams);
    buf_putc(out, ' ');
    print_types(out, f->sig->results, f->sig->nresults);
    print_flags(out, f->flags);
    if (!f->blocks.n) {
        buf_putc(out, '\n');
        return;
    }
    buf_puts(out, " {\n");
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        const Block *b = f->blocks.p[i];
        buf_printf(out, "b%u:", b->id);
        for (uint32_t k = 0; k < b->preds.n; k++)
            buf_printf(out, "%s b%u", k ? "" : " <-", b->preds.p[k]->id);
        buf_puts(out, b->cold ? " cold\n" : "\n");
        for (const Value *v = b->first; v; v = v->next)
            print_value(out, v);
        print_end(out, b);
    }
    buf_puts(out, "}\n");
}
