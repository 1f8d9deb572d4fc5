/*
 * dump.c - a tree as indented text, one node a line:
 *
 *     x: Binary +  @3:7
 *
 * is the node, what holds it (the field's name), what it says itself, and where it is if positions are asked for.
 */
#include "node_int.h"
#include "syntax_int.h"

typedef struct Dumper {
    Buf *b;
    int indent;
    bool positions;
} Dumper;

static void dump_pragma(Dumper *d, const DirectiveVec *pragma)
{
    for (uint32_t i = 0; i < pragma->n; i++)
        buf_printf(d->b, " [%s]", pragma->p[i].text);
}

static void dump_decl(Dumper *d, uint32_t group, const DirectiveVec *pragma)
{
    if (group)
        buf_puts(d->b, " grouped");
    if (pragma)
        dump_pragma(d, pragma);
}

/* What a node says beside its children. */
static void dump_attributes(Dumper *d, const Node *n)
{
    static const char *const dirs[] = { "", " send", " receive" };
    switch (n->kind) {
    case N_NAME: buf_printf(d->b, " %s", n->u.ident.name->s); break;
    case N_BASIC_LIT: buf_printf(d->b, " %.*s", (int)n->u.lit.len, n->u.lit.text); break;
    case N_UNARY: case N_BINARY: buf_printf(d->b, " %s", op_text((Op)n->op)); break;
    case N_ASSIGN_STMT: buf_printf(d->b, " %s%s", op_text((Op)n->op), n->u.assign.rhs ? "=" : op_text((Op)n->op)); break;
    case N_CALL: buf_puts(d->b, n->u.call.has_dots ? " ..." : ""); break;
    case N_SLICE: buf_puts(d->b, n->u.slice.full ? " full" : ""); break;
    case N_CHAN_TYPE: buf_puts(d->b, dirs[n->u.chan_type.dir]); break;
    case N_IMPORT_DECL: dump_decl(d, n->u.import_decl.group, &n->u.import_decl.pragma); break;
    case N_CONST_DECL:
        buf_printf(d->b, " iota=%u%s", n->u.const_decl.iota, n->u.const_decl.inherited ? " inherits" : "");
        dump_decl(d, n->u.const_decl.group, NULL);
        break;
    case N_TYPE_DECL:
        buf_puts(d->b, n->u.type_decl.alias ? " alias" : "");
        dump_decl(d, n->u.type_decl.group, &n->u.type_decl.pragma);
        break;
    case N_VAR_DECL: dump_decl(d, n->u.var_decl.group, &n->u.var_decl.pragma); break;
    case N_FUNC_DECL: dump_decl(d, 0, &n->u.func_decl.pragma); break;
    case N_BRANCH_STMT: buf_printf(d->b, " %s", token_text((Token)n->u.branch.tok)); break;
    case N_CALL_STMT: buf_printf(d->b, " %s", token_text((Token)n->u.call_stmt.tok)); break;
    case N_RANGE_CLAUSE: buf_puts(d->b, n->u.range.def ? " :=" : ""); break;
    default: break;
    }
}

static void dump_node(void *ctx, const char *label, Node *n)
{
    Dumper *d = ctx;
    for (int i = 0; i < d->indent; i++)
        buf_puts(d->b, "  ");
    buf_printf(d->b, "%s: %s", label, node_kind_name((NodeKind)n->kind));
    dump_attributes(d, n);
    if (d->positions) {
        Place at = pos_place_raw(n->pos);
        buf_printf(d->b, "  @%u:%u", at.line, at.col);
    }
    buf_putc(d->b, '\n');
    d->indent++;
    node_children(n, dump_node, d);
    d->indent--;
}

static void dump_file(Dumper *d, const File *f)
{
    buf_printf(d->b, "package %s", f->pkg_name ? f->pkg_name->u.ident.name->s : "?");
    if (f->go_version)
        buf_printf(d->b, " %s", f->go_version);
    buf_putc(d->b, '\n');
    for (uint32_t i = 0; i < f->decls.n; i++)
        dump_node(d, "decl", f->decls.p[i]);
}

void syn_dump_file(Buf *out, const File *f) { dump_file(&(Dumper){ .b = out }, f); }

void syn_dump_file_pos(Buf *out, const File *f) { dump_file(&(Dumper){ .b = out, .positions = true }, f); }
