/*
 * dump.c - -d=types: each expression of a file with its position, mode, type and constant value, one a line, in
 * source order; parents before their operands.
 */
#include "types_int.h"

static const char *const mode_names[] = {
    [MODE_NONE] = "invalid", [MODE_NO_VALUE] = "no value", [MODE_BUILTIN] = "builtin", [MODE_TYPE] = "type",
    [MODE_CONST] = "const", [MODE_VAR] = "var", [MODE_MAP_INDEX] = "map index", [MODE_VALUE] = "value", [MODE_NIL] = "nil",
    [MODE_COMMA_OK] = "comma ok", [MODE_COMMA_ERR] = "comma err", [MODE_PKG] = "package",
};

static void put_targs(Buf *out, Type **targs, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        buf_printf(out, "%s%s", i ? ", " : " [", typ_string(targs[i], QUAL_NAME));
    buf_puts(out, n ? "]" : "");
}

static void put_selection(Buf *out, const Selection *s)
{
    static const char *const kinds[] = { [SEL_FIELD] = "field", [SEL_METHOD_VALUE] = "method value", [SEL_METHOD_EXPR] = "method expr" };
    buf_printf(out, " (%s", kinds[s->kind]);
    for (uint32_t i = 0; i < s->nindex; i++)
        buf_printf(out, "%c%d", i ? '.' : ' ', s->index[i]);
    buf_puts(out, s->indirect ? " indirect)" : ")");
}

/* What a name declares or denotes, for variables with what captures.c found out. */
static void put_object(Buf *out, const Object *o)
{
    if (o->kind != OBJ_VAR)
        return;
    buf_puts(out, o->addr_taken ? " addr" : "");
    buf_puts(out, o->captured ? " captured" : "");
    buf_puts(out, o->reassigned ? " reassigned" : "");
}

static bool put_node(void *ctx, Node *n)
{
    Buf *out = ctx;
    if (n->kind < N_BAD_EXPR || n->kind > N_CHAN_TYPE || n->kind == N_LIST || (!n->type && n->mode == MODE_NONE))
        return true;
    Place p = pos_place_raw(n->pos);
    buf_printf(out, "%u:%u: %s: %s", p.line, p.col, expr_str(n), mode_names[n->mode]);
    if (n->type && n->mode != MODE_NO_VALUE && n->mode != MODE_BUILTIN)
        buf_printf(out, " %s", typ_string(n->type, QUAL_NAME));
    if (n->val)
        buf_printf(out, " = %s", con_format(n->val));
    if (n->comma_ok)
        buf_puts(out, ", ok");
    if (n->kind == N_NAME) {
        put_targs(out, n->u.ident.targs, n->u.ident.ntargs);
        if (n->u.ident.obj)
            put_object(out, n->u.ident.obj);
    }
    if (n->kind == N_SELECTOR && n->u.selector.selection)
        put_selection(out, n->u.selector.selection);
    buf_putc(out, '\n');
    return true;
}

void typ_dump_file(Buf *out, File *f)
{
    for (uint32_t i = 0; i < f->decls.n; i++)
        syn_walk(f->decls.p[i], put_node, out);
}
