/*
 * print.c - trees back to text.
 *
 * Two forms. The short form is for messages: on one line, with the contents of function bodies and composite
 * literals shown as an ellipsis, just as the official compiler prints expressions. The file form is
 * canonical source: parsing it gives the same tree again (but for positions). The parser keeps the
 * parentheses of expressions as nodes, so the printer adds some only where the parser drops them.
 */
#include "syntax_int.h"

typedef struct Printer {
    Buf *b;
    bool short_form;
    bool in_header;             /* of if, for or switch, outside of any brackets: "{" would end it */
    int indent;
} Printer;

static void print_expr(Printer *p, const Node *x);
static void print_stmt(Printer *p, const Node *s);
static void print_block(Printer *p, const Node *s);

static void text(Printer *p, const char *s) { buf_puts(p->b, s); }

static void new_line(Printer *p)
{
    buf_putc(p->b, '\n');
    for (int i = 0; i < p->indent; i++)
        buf_putc(p->b, '\t');
}

/* Between elements that stand on lines of their own in the file form. */
static void separate(Printer *p)
{
    if (p->short_form)
        text(p, "; ");
    else
        new_line(p);
}

static void print_name(Printer *p, const Node *n) { buf_write(p->b, n->u.ident.name->s, n->u.ident.name->len); }

static void print_exprs(Printer *p, NodeVec list)
{
    for (uint32_t i = 0; i < list.n; i++) {
        if (i > 0)
            text(p, ", ");
        print_expr(p, list.p[i]);
    }
}

/* open list close: inside, a "{" is safe again. */
static void print_bracketed(Printer *p, const char *open, const Node *x, const char *close)
{
    bool outer = p->in_header;
    p->in_header = false;
    text(p, open);
    if (x)
        print_expr(p, x);
    text(p, close);
    p->in_header = outer;
}

/* ---- types ------------------------------------------------------------------------------- */

/* Do fields i and i+1 share a type, as in "a, b T"? */
static bool shares_type(NodeVec fields, uint32_t i)
{
    return i + 1 < fields.n && fields.p[i]->u.field.name && fields.p[i + 1]->u.field.name &&
           fields.p[i]->u.field.type == fields.p[i + 1]->u.field.type;
}

/* name, name Type; true if a type was printed, false if the next field continues this one. */
static bool print_field(Printer *p, NodeVec fields, uint32_t i)
{
    const Node *f = fields.p[i];
    if (f->u.field.name)
        print_name(p, f->u.field.name);
    if (shares_type(fields, i)) {
        text(p, ", ");
        return false;
    }
    if (f->u.field.name)
        buf_putc(p->b, ' ');
    print_expr(p, f->u.field.type);
    return true;
}

static void print_params(Printer *p, const char *open, NodeVec fields, const char *close)
{
    bool outer = p->in_header;
    p->in_header = false;
    text(p, open);
    for (uint32_t i = 0; i < fields.n; i++)
        if (print_field(p, fields, i) && i + 1 < fields.n)
            text(p, ", ");
    text(p, close);
    p->in_header = outer;
}

static void print_signature(Printer *p, const Node *type)
{
    NodeVec results = type->u.func_type.results;
    print_params(p, "(", type->u.func_type.params, ")");
    if (results.n == 0)
        return;
    buf_putc(p->b, ' ');
    if (results.n == 1 && !results.p[0]->u.field.name)
        print_expr(p, results.p[0]->u.field.type);
    else
        print_params(p, "(", results, ")");
}

static void open_body(Printer *p, uint32_t n)
{
    text(p, p->short_form || n == 0 ? "{" : " {");
    if (!p->short_form && n > 0) {
        p->indent++;
        new_line(p);
    }
}

static void close_body(Printer *p, uint32_t n)
{
    if (!p->short_form && n > 0) {
        p->indent--;
        new_line(p);
    }
    text(p, "}");
}

static void print_struct_type(Printer *p, const Node *x)
{
    NodeVec fields = x->u.struct_type.fields, tags = x->u.struct_type.tags;
    text(p, "struct");
    open_body(p, fields.n);
    for (uint32_t i = 0; i < fields.n; i++) {
        if (!print_field(p, fields, i))
            continue;
        if (i < tags.n && tags.p[i]) {
            buf_putc(p->b, ' ');
            print_expr(p, tags.p[i]);
        }
        if (i + 1 < fields.n)
            separate(p);
    }
    close_body(p, fields.n);
}

static void print_interface_type(Printer *p, const Node *x)
{
    NodeVec methods = x->u.interface_type.methods;
    text(p, "interface");
    open_body(p, methods.n);
    for (uint32_t i = 0; i < methods.n; i++) {
        const Node *m = methods.p[i];
        if (i > 0)
            separate(p);
        if (m->u.field.name) {
            print_name(p, m->u.field.name);
            print_signature(p, m->u.field.type);
        } else {
            print_expr(p, m->u.field.type);
        }
    }
    close_body(p, methods.n);
}

static void print_chan_type(Printer *p, const Node *x)
{
    static const char *const intro[] = { "chan ", "chan<- ", "<-chan " };
    const Node *elem = x->u.chan_type.elem;
    bool parens = x->u.chan_type.dir == 0 && elem->kind == N_CHAN_TYPE && elem->u.chan_type.dir == 2;
    text(p, intro[x->u.chan_type.dir]);
    if (parens)
        print_bracketed(p, "(", elem, ")");
    else
        print_expr(p, elem);
}

/* Would name x (a type parameter and its constraint) read as an expression, say the product name*y? */
static bool combines_with_name(const Node *x)
{
    switch (x->kind) {
    case N_UNARY: return x->op == OP_DEREF && !is_type_elem(x->u.unary.x);
    case N_BINARY: return combines_with_name(x->u.binary.x) && !is_type_elem(x->u.binary.y);
    case N_PAREN: return !is_type_elem(x->u.paren.x);
    default: return false;
    }
}

static void print_type_params(Printer *p, NodeVec tparams, bool of_type)
{
    if (tparams.n == 0)
        return;
    bool comma = of_type && tparams.n == 1 && combines_with_name(tparams.p[0]->u.field.type);
    print_params(p, "[", tparams, comma ? ",]" : "]");
}

/* ---- expressions --------------------------------------------------------------------------- */

static void print_func_lit(Printer *p, const Node *x)
{
    const Node *body = x->u.funclit.body;
    print_expr(p, x->u.funclit.type);
    buf_putc(p->b, ' ');
    if (p->short_form) {
        text(p, body->u.block.stmts.n > 0 ? "{…}" : "{}");
        return;
    }
    bool outer = p->in_header;
    p->in_header = false;
    print_block(p, body);
    p->in_header = outer;
}

static void print_elements(Printer *p, const Node *x)
{
    NodeVec elems = x->u.complit.elems;
    bool lines = elems.n > 0 && elems.n == x->u.complit.nkeys;
    bool outer = p->in_header;
    p->in_header = false;
    if (lines) {
        p->indent++;
        for (uint32_t i = 0; i < elems.n; i++) {
            new_line(p);
            print_expr(p, elems.p[i]);
            text(p, ",");
        }
        p->indent--;
        new_line(p);
    } else {
        print_exprs(p, elems);
    }
    p->in_header = outer;
}

/* Type { Elements }; in a header in parentheses, which the parser drops again. */
static void print_composite_lit(Printer *p, const Node *x)
{
    const Node *type = x->u.complit.type;
    bool parens = p->in_header && !p->short_form && type &&
                  (type->kind == N_NAME || type->kind == N_SELECTOR || type->kind == N_INDEX);
    if (parens)
        text(p, "(");
    if (type)
        print_expr(p, type);
    text(p, "{");
    if (!p->short_form)
        print_elements(p, x);
    else if (x->u.complit.elems.n > 0)
        text(p, "…");
    text(p, parens ? "})" : "}");
}

/* A blank keeps operators apart that would be read as another: - -x, & ^x. The parser drops parentheses after &. */
static void print_unary(Printer *p, const Node *x)
{
    const Node *y = x->u.unary.x;
    text(p, op_text((Op)x->op));
    if (!p->short_form && y->kind == N_BINARY) {
        print_bracketed(p, "(", y, ")");
        return;
    }
    if (!p->short_form && y->kind == N_UNARY && x->op != OP_RECV)
        text(p, " ");
    print_expr(p, y);
}

static void print_slice_expr(Printer *p, const Node *x)
{
    bool outer = p->in_header;
    print_expr(p, x->u.slice.x);
    p->in_header = false;
    text(p, "[");
    for (int i = 0; i < 3; i++) {
        if (i == 1 || (i == 2 && x->u.slice.idx[2]))
            text(p, ":");
        if (x->u.slice.idx[i])
            print_expr(p, x->u.slice.idx[i]);
    }
    text(p, "]");
    p->in_header = outer;
}

static void print_call(Printer *p, const Node *x)
{
    bool outer = p->in_header;
    print_expr(p, x->u.call.fun);
    p->in_header = false;
    text(p, "(");
    print_exprs(p, x->u.call.args);
    if (x->u.call.has_dots && !p->short_form && p->b->p[p->b->n - 1] <= '9')
        text(p, " ");           /* 0... would be the number 0. */
    text(p, x->u.call.has_dots ? "...)" : ")");
    p->in_header = outer;
}

static void print_expr(Printer *p, const Node *x)
{
    switch (x->kind) {
    case N_BAD_EXPR: text(p, "<bad expr>"); break;
    case N_NAME: print_name(p, x); break;
    case N_BASIC_LIT: buf_write(p->b, x->u.lit.text, x->u.lit.len); break;
    case N_COMPOSITE_LIT: print_composite_lit(p, x); break;
    case N_KEY_VALUE:
        print_expr(p, x->u.kv.key);
        text(p, ": ");
        print_expr(p, x->u.kv.value);
        break;
    case N_FUNC_LIT: print_func_lit(p, x); break;
    case N_PAREN: print_bracketed(p, "(", x->u.paren.x, ")"); break;
    case N_SELECTOR:
        print_expr(p, x->u.selector.x);
        text(p, ".");
        print_expr(p, x->u.selector.sel);
        break;
    case N_INDEX:
        print_expr(p, x->u.index.x);
        print_bracketed(p, "[", x->u.index.index, "]");
        break;
    case N_SLICE: print_slice_expr(p, x); break;
    case N_ASSERT:
        print_expr(p, x->u.assert.x);
        print_bracketed(p, ".(", x->u.assert.type, ")");
        break;
    case N_TYPE_SWITCH_GUARD:
        if (x->u.guard.lhs) {
            print_expr(p, x->u.guard.lhs);
            text(p, " := ");
        }
        print_expr(p, x->u.guard.x);
        text(p, ".(type)");
        break;
    case N_UNARY: print_unary(p, x); break;
    case N_BINARY:
        print_expr(p, x->u.binary.x);
        buf_printf(p->b, " %s ", op_text((Op)x->op));
        print_expr(p, x->u.binary.y);
        break;
    case N_CALL: print_call(p, x); break;
    case N_LIST: print_exprs(p, x->u.list.elems); break;
    case N_ARRAY_TYPE:
        print_bracketed(p, x->u.array_type.len ? "[" : "[...", x->u.array_type.len, "]");
        print_expr(p, x->u.array_type.elem);
        break;
    case N_SLICE_TYPE:
        text(p, "[]");
        print_expr(p, x->u.slice_type.elem);
        break;
    case N_DOTS_TYPE:
        text(p, "...");
        print_expr(p, x->u.dots_type.elem);
        break;
    case N_STRUCT_TYPE: print_struct_type(p, x); break;
    case N_INTERFACE_TYPE: print_interface_type(p, x); break;
    case N_FUNC_TYPE:
        text(p, "func");
        print_signature(p, x);
        break;
    case N_MAP_TYPE:
        print_bracketed(p, "map[", x->u.map_type.key, "]");
        print_expr(p, x->u.map_type.value);
        break;
    case N_CHAN_TYPE: print_chan_type(p, x); break;
    default: print_stmt(p, x); break;
    }
}

/* ---- declarations ---------------------------------------------------------------------------- */

static uint32_t decl_group(const Node *d)
{
    switch (d->kind) {
    case N_IMPORT_DECL: return d->u.import_decl.group;
    case N_CONST_DECL: return d->u.const_decl.group;
    case N_TYPE_DECL: return d->u.type_decl.group;
    case N_VAR_DECL: return d->u.var_decl.group;
    default: return 0;
    }
}

static const DirectiveVec *decl_pragma(const Node *d)
{
    switch (d->kind) {
    case N_IMPORT_DECL: return &d->u.import_decl.pragma;
    case N_TYPE_DECL: return &d->u.type_decl.pragma;
    case N_VAR_DECL: return &d->u.var_decl.pragma;
    case N_FUNC_DECL: return &d->u.func_decl.pragma;
    default: return NULL;
    }
}

static void print_pragma(Printer *p, const Node *d)
{
    const DirectiveVec *pragma = decl_pragma(d);
    for (uint32_t i = 0; pragma && i < pragma->n; i++) {
        buf_printf(p->b, "//%s", pragma->p[i].text);
        new_line(p);
    }
}

static void print_type_and_values(Printer *p, NodeVec names, const Node *type, const Node *values)
{
    print_exprs(p, names);
    if (type) {
        text(p, " ");
        print_expr(p, type);
    }
    if (values) {
        text(p, " = ");
        print_expr(p, values);
    }
}

/* "func" [ Receiver ] Name [ TypeParams ] Signature [ Body ] */
static void print_func_decl(Printer *p, const Node *d)
{
    const Node *recv = d->u.func_decl.recv;
    text(p, "func ");
    if (recv) {
        Node *fields[1] = { (Node *)recv };
        print_params(p, "(", (NodeVec){ fields, 1, 1 }, ") ");
    }
    print_name(p, d->u.func_decl.name);
    print_type_params(p, d->u.func_decl.tparams, false);
    print_signature(p, d->u.func_decl.type);
    if (d->u.func_decl.body) {
        text(p, " ");
        print_block(p, d->u.func_decl.body);
    }
}

/* A declaration without its keyword (functions: with it). */
static void print_spec(Printer *p, const Node *d)
{
    switch (d->kind) {
    case N_IMPORT_DECL:
        if (d->u.import_decl.local) {
            print_expr(p, d->u.import_decl.local);
            text(p, " ");
        }
        if (d->u.import_decl.path)
            print_expr(p, d->u.import_decl.path);
        break;
    case N_CONST_DECL:
        print_type_and_values(p, d->u.const_decl.names, d->u.const_decl.type, d->u.const_decl.values);
        break;
    case N_VAR_DECL:
        print_type_and_values(p, d->u.var_decl.names, d->u.var_decl.type, d->u.var_decl.values);
        break;
    case N_TYPE_DECL:
        print_name(p, d->u.type_decl.name);
        print_type_params(p, d->u.type_decl.tparams, true);
        text(p, d->u.type_decl.alias ? " = " : " ");
        print_expr(p, d->u.type_decl.type);
        break;
    default: print_func_decl(p, d); break;
    }
}

static const char *decl_keyword(const Node *d)
{
    switch (d->kind) {
    case N_IMPORT_DECL: return "import ";
    case N_CONST_DECL: return "const ";
    case N_TYPE_DECL: return "type ";
    case N_VAR_DECL: return "var ";
    default: return "";
    }
}

/* Prints decls from i on, one or a whole group; gives the index after them. */
static uint32_t print_decl(Printer *p, NodeVec decls, uint32_t i)
{
    const Node *d = decls.p[i];
    uint32_t group = decl_group(d);
    if (!group) {
        print_pragma(p, d);
        text(p, decl_keyword(d));
        print_spec(p, d);
        return i + 1;
    }
    buf_printf(p->b, "%s(", decl_keyword(d));
    p->indent++;
    for (; i < decls.n && decl_group(decls.p[i]) == group; i++) {
        new_line(p);
        print_pragma(p, decls.p[i]);
        print_spec(p, decls.p[i]);
    }
    p->indent--;
    new_line(p);
    text(p, ")");
    return i;
}

/* ---- statements --------------------------------------------------------------------------------- */

static void print_stmts(Printer *p, NodeVec list)
{
    p->indent++;
    for (uint32_t i = 0; i < list.n; i++) {
        new_line(p);
        print_stmt(p, list.p[i]);
    }
    p->indent--;
}

static void print_block(Printer *p, const Node *s)
{
    text(p, "{");
    print_stmts(p, s->u.block.stmts);
    new_line(p);
    text(p, "}");
}

static void print_assign(Printer *p, const Node *s)
{
    const char *op = op_text((Op)s->op);
    print_expr(p, s->u.assign.lhs);
    if (!s->u.assign.rhs) {
        buf_printf(p->b, "%s%s", op, op);
        return;
    }
    buf_printf(p->b, " %s= ", op);
    print_expr(p, s->u.assign.rhs);
}

/* The parts of a header with the semicolons between them: init; x   or for a loop init; x; post */
static void print_header(Printer *p, const char *keyword, const Node *init, const Node *x, const Node *post)
{
    bool loop = post || (init && !strcmp(keyword, "for") && init->kind != N_RANGE_CLAUSE);
    text(p, keyword);
    text(p, " ");
    p->in_header = true;
    if (init)
        print_stmt(p, init);
    if (loop || (init && init->kind != N_RANGE_CLAUSE))
        text(p, "; ");
    if (x)
        print_expr(p, x);
    if (loop)
        text(p, "; ");
    if (post)
        print_stmt(p, post);
    p->in_header = false;
    text(p, x || init || post ? " " : "");
}

static void print_if(Printer *p, const Node *s)
{
    for (;; s = s->u.if_stmt.els) {
        print_header(p, "if", s->u.if_stmt.init, s->u.if_stmt.cond, NULL);
        print_block(p, s->u.if_stmt.then);
        if (!s->u.if_stmt.els)
            return;
        text(p, " else ");
        if (s->u.if_stmt.els->kind != N_IF_STMT)
            break;
    }
    print_block(p, s->u.if_stmt.els);
}

static void print_clauses(Printer *p, NodeVec clauses)
{
    text(p, "{");
    for (uint32_t i = 0; i < clauses.n; i++) {
        const Node *c = clauses.p[i];
        bool comm = c->kind == N_COMM_CLAUSE;
        const Node *head = comm ? c->u.comm_clause.comm : c->u.case_clause.cases;
        new_line(p);
        text(p, head ? "case " : "default");
        if (head)
            print_stmt(p, head);
        text(p, ":");
        print_stmts(p, comm ? c->u.comm_clause.body : c->u.case_clause.body);
    }
    new_line(p);
    text(p, "}");
}

static void print_range(Printer *p, const Node *s)
{
    if (s->u.range.lhs) {
        print_expr(p, s->u.range.lhs);
        text(p, s->u.range.def ? " := " : " = ");
    }
    text(p, "range ");
    print_expr(p, s->u.range.x);
}

static void print_decl_stmt(Printer *p, const Node *s)
{
    NodeVec decls = s->u.decl_stmt.decls;
    if (decls.n == 0)
        text(p, "var ()");
    else
        print_decl(p, decls, 0);
}

/* keyword [ x ] */
static void print_keyword(Printer *p, Token tok, const Node *x)
{
    text(p, token_text(tok));
    if (x) {
        text(p, " ");
        print_expr(p, x);
    }
}

static void print_stmt(Printer *p, const Node *s)
{
    switch (s->kind) {
    case N_EMPTY_STMT: text(p, ";"); break;
    case N_LABELED_STMT:
        print_name(p, s->u.labeled.label);
        text(p, ":");
        new_line(p);
        print_stmt(p, s->u.labeled.stmt);
        break;
    case N_BLOCK_STMT: print_block(p, s); break;
    case N_EXPR_STMT: print_expr(p, s->u.expr_stmt.x); break;
    case N_SEND_STMT:
        print_expr(p, s->u.send.chan);
        text(p, " <- ");
        print_expr(p, s->u.send.value);
        break;
    case N_DECL_STMT: print_decl_stmt(p, s); break;
    case N_ASSIGN_STMT: print_assign(p, s); break;
    case N_BRANCH_STMT: print_keyword(p, (Token)s->u.branch.tok, s->u.branch.label); break;
    case N_CALL_STMT: print_keyword(p, (Token)s->u.call_stmt.tok, s->u.call_stmt.call); break;
    case N_RETURN_STMT: print_keyword(p, TOK_RETURN, s->u.ret.results); break;
    case N_IF_STMT: print_if(p, s); break;
    case N_FOR_STMT:
        print_header(p, "for", s->u.for_stmt.init, s->u.for_stmt.cond, s->u.for_stmt.post);
        print_block(p, s->u.for_stmt.body);
        break;
    case N_SWITCH_STMT:
        print_header(p, "switch", s->u.switch_stmt.init, s->u.switch_stmt.tag, NULL);
        print_clauses(p, s->u.switch_stmt.clauses);
        break;
    case N_SELECT_STMT:
        text(p, "select ");
        print_clauses(p, s->u.select_stmt.clauses);
        break;
    case N_RANGE_CLAUSE: print_range(p, s); break;
    default: print_expr(p, s); break;
    }
}

/* ---- doors ---------------------------------------------------------------------------------------- */

const char *syn_expr_string(Arena *a, const Node *n)
{
    Buf b;
    buf_init(&b, a);
    Printer p = { .b = &b, .short_form = true };
    print_stmt(&p, n);
    return buf_str(&b);
}

void syn_print_file(Buf *out, const File *f)
{
    Printer p = { .b = out };
    if (f->build_constraint)
        buf_printf(out, "//go:build %s\n\n", f->build_constraint);
    text(&p, "package ");
    if (f->pkg_name)
        print_name(&p, f->pkg_name);
    new_line(&p);
    for (uint32_t i = 0; i < f->decls.n;) {
        new_line(&p);
        i = print_decl(&p, f->decls, i);
        new_line(&p);
    }
}
