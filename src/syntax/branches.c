/*
 * branches.c - labels and branch statements of one function body: misplaced break, continue and
 * fallthrough; labels that are undefined, defined twice or never used; goto over a variable declaration
 * or into a block.
 *
 * One pass over the statements. A goto whose label is not known yet waits in the checker's list of
 * pending gotos; each block remembers where its part of the list begins, so what is left of an
 * inner block's part becomes the outer block's by itself. A label resolves the pending gotos of its block,
 * and positions tell whether a variable was declared between the two.
 *
 * Go spec: "Executing the 'goto' statement must not cause any variables to come into scope that were not
 * already in scope at the point of the goto. ... Goto statements outside a block cannot jump to a label
 * inside that block."
 */
#include "syntax_int.h"

typedef struct Block {
    struct Block *parent;
    uint32_t id;
    Pos start;
    const Node *label;          /* the labeled statement this is the block of, or NULL */
    Pos var_pos;                /* of the latest variable declaration in the block */
    const Node *var_name;
    uint32_t pending;           /* index of its first pending goto */
} Block;

typedef struct Label {
    Node *stmt;
    uint32_t block;             /* id of the block that declares it */
    Pos block_start;
    bool used;
} Label;

/* What unlabeled branch statements refer to. */
typedef struct Targets {
    Node *breaks;               /* for, switch or select, or NULL */
    Node *continues;            /* for, or NULL */
    int clause;                 /* index of the switch clause whose list this is, or -1 */
} Targets;

typedef struct Checker {
    Arena *a;
    uint32_t blocks;
    PtrMap by_name;             /* Name -> Label */
    VEC(Label *) labels;
    NodeVec gotos;              /* pending */
} Checker;

#define error(pos, ...) diag_error((pos), ERR_Syntax, __VA_ARGS__)

static const Name *label_name(const Node *stmt) { return stmt->u.labeled.label->u.ident.name; }

static Label *find_label(Checker *c, const Name *name)
{
    return c->labels.n > 0 ? ptrmap_get(&c->by_name, name) : NULL;
}

/* ---- labels ------------------------------------------------------------------------------- */

static Label *declare_label(Checker *c, const Block *b, Node *stmt)
{
    const Node *label = stmt->u.labeled.label;
    Label *old = find_label(c, label_name(stmt));
    if (old) {
        error(label->pos, "label %s already defined at %s", label_name(stmt)->s,
              pos_string(c->a, old->stmt->u.labeled.label->pos));
        return old;
    }
    if (c->labels.n == 0)
        ptrmap_init(&c->by_name, c->a);
    Label *l = NEW(c->a, Label);
    *l = (Label){ stmt, b->id, b->start, false };
    ptrmap_set(&c->by_name, label_name(stmt), l);
    vec_push(c->a, &c->labels, l);
    return l;
}

/* The gotos of block b that wait for the label of stmt have found it. */
static void resolve_gotos(Checker *c, const Block *b, Label *l, Node *stmt)
{
    uint32_t keep = b->pending;
    for (uint32_t i = b->pending; i < c->gotos.n; i++) {
        Node *go = c->gotos.p[i], *label = go->u.branch.label;
        if (label->u.ident.name != label_name(stmt)) {
            c->gotos.p[keep++] = go;
            continue;
        }
        go->u.branch.target = stmt;
        l->used = true;
        if (go->pos < b->var_pos)
            error(label->pos, "goto %s jumps over declaration of %s at %s", label->u.ident.name->s,
                  syn_expr_string(c->a, b->var_name), pos_string(c->a, b->var_pos));
    }
    c->gotos.n = keep;
}

/* ---- branch statements --------------------------------------------------------------------- */

static void check_fallthrough(const Node *s, Targets t, bool last)
{
    const Node *sw = t.breaks && t.breaks->kind == N_SWITCH_STMT ? t.breaks : NULL;
    if (sw && sw->u.switch_stmt.tag && sw->u.switch_stmt.tag->kind == N_TYPE_SWITCH_GUARD)
        error(s->pos, "cannot fallthrough in type switch");
    else if (!sw || t.clause < 0 || !last)
        error(s->pos, "fallthrough statement out of place");
    else if (t.clause + 1 == (int)sw->u.switch_stmt.clauses.n)
        error(s->pos, "cannot fallthrough final case in switch");
}

static void check_unlabeled(Node *s, Targets t, bool last)
{
    if (s->u.branch.tok == TOK_FALLTHROUGH) {
        check_fallthrough(s, t, last);
        return;
    }
    bool is_break = s->u.branch.tok == TOK_BREAK;
    s->u.branch.target = is_break ? t.breaks : t.continues;
    if (!s->u.branch.target)
        error(s->pos, is_break ? "break is not in a loop, switch, or select" : "continue is not in a loop");
}

/* "If there is a label, it must be that of an enclosing "for", "switch", or "select" statement" (break);
 * "... of an enclosing "for" statement" (continue). */
static void check_break_continue(Checker *c, const Block *b, Node *s)
{
    const Node *label = s->u.branch.label;
    const char *what = token_text((Token)s->u.branch.tok), *name = label->u.ident.name->s;
    Label *l = find_label(c, label->u.ident.name);
    if (!l) {
        error(label->pos, "%s label not defined: %s", what, name);
        return;
    }
    l->used = true;
    while (b && b->label != l->stmt)
        b = b->parent;
    Node *target = b ? l->stmt->u.labeled.stmt : NULL;
    bool loop = target && target->kind == N_FOR_STMT;
    bool breakable = target && (target->kind == N_SWITCH_STMT || target->kind == N_SELECT_STMT);
    if (loop || (breakable && s->u.branch.tok == TOK_BREAK))
        s->u.branch.target = target;
    else
        error(label->pos, "invalid %s label %s", what, name);
}

static void check_goto(Checker *c, const Block *b, Node *s)
{
    Label *l = find_label(c, s->u.branch.label->u.ident.name);
    if (l) {
        l->used = true;
        for (; b; b = b->parent)
            if (b->id == l->block) {
                s->u.branch.target = l->stmt;
                return;
            }
    }
    vec_push(c->a, &c->gotos, s);
}

/* ---- statements ------------------------------------------------------------------------------ */

static void check_list(Checker *c, Block *parent, Targets t, const Node *label, Pos start, NodeVec list);

static void check_nested(Checker *c, Block *b, Targets t, const Node *label, const Node *block)
{
    t.clause = -1;
    check_list(c, b, t, label, block->pos, block->u.block.stmts);
}

static void check_if(Checker *c, Block *b, Targets t, const Node *label, const Node *s)
{
    for (; s && s->kind == N_IF_STMT; s = s->u.if_stmt.els)
        check_nested(c, b, t, label, s->u.if_stmt.then);
    if (s)
        check_nested(c, b, t, label, s);
}

static void check_switch(Checker *c, Block *b, Targets t, const Node *label, Node *s)
{
    t.breaks = s;
    for (uint32_t i = 0; i < s->u.switch_stmt.clauses.n; i++) {
        const Node *clause = s->u.switch_stmt.clauses.p[i];
        t.clause = (int)i;
        check_list(c, b, t, label, clause->pos, clause->u.case_clause.body);
    }
}

static void check_select(Checker *c, Block *b, Targets t, const Node *label, Node *s)
{
    t.breaks = s;
    t.clause = -1;
    for (uint32_t i = 0; i < s->u.select_stmt.clauses.n; i++) {
        const Node *clause = s->u.select_stmt.clauses.p[i];
        check_list(c, b, t, label, clause->pos, clause->u.comm_clause.body);
    }
}

static void note_variables(Block *b, const Node *s)
{
    if (s->kind == N_ASSIGN_STMT && s->op == OP_DEF) {
        b->var_pos = s->pos;
        b->var_name = s->u.assign.lhs;
    } else if (s->kind == N_DECL_STMT && s->u.decl_stmt.decls.n > 0) {
        const Node *d = s->u.decl_stmt.decls.p[0];
        if (d->kind == N_VAR_DECL) {
            b->var_pos = d->pos;
            b->var_name = d->u.var_decl.names.p[0];
        }
    }
}

static void check_stmt(Checker *c, Block *b, Targets t, Node *s, bool last)
{
    const Node *label = NULL;
    for (; s->kind == N_LABELED_STMT; s = s->u.labeled.stmt) {
        if (name_is(label_name(s), "_"))
            continue;
        resolve_gotos(c, b, declare_label(c, b, s), s);
        label = s;
    }
    switch (s->kind) {
    case N_DECL_STMT: case N_ASSIGN_STMT: note_variables(b, s); break;
    case N_BLOCK_STMT: check_nested(c, b, t, label, s); break;
    case N_IF_STMT: check_if(c, b, t, label, s); break;
    case N_FOR_STMT: check_nested(c, b, (Targets){ s, s, -1 }, label, s->u.for_stmt.body); break;
    case N_SWITCH_STMT: check_switch(c, b, t, label, s); break;
    case N_SELECT_STMT: check_select(c, b, t, label, s); break;
    case N_BRANCH_STMT:
        if (!s->u.branch.label)
            check_unlabeled(s, t, last);
        else if (s->u.branch.tok == TOK_GOTO)
            check_goto(c, b, s);
        else
            check_break_continue(c, b, s);
        break;
    default: break;
    }
}

static void check_list(Checker *c, Block *parent, Targets t, const Node *label, Pos start, NodeVec list)
{
    Block b = { .parent = parent, .id = ++c->blocks, .start = start, .label = label, .pending = c->gotos.n };
    uint32_t n = list.n;
    while (n > 0 && list.p[n - 1]->kind == N_EMPTY_STMT)
        n--;                    /* so that a fallthrough before them is the last statement */
    for (uint32_t i = 0; i < n; i++)
        check_stmt(c, &b, t, list.p[i], i + 1 == n);
}

void check_branches(Arena *a, Node *body)
{
    Checker c = { .a = a };
    check_list(&c, NULL, (Targets){ .clause = -1 }, NULL, body->pos, body->u.block.stmts);
    for (uint32_t i = 0; i < c.gotos.n; i++) {
        const Node *label = c.gotos.p[i]->u.branch.label;
        Label *l = find_label(&c, label->u.ident.name);
        if (l) {
            l->used = true;
            error(label->pos, "goto %s jumps into block starting at %s", label->u.ident.name->s,
                  pos_string(a, l->block_start));
        } else {
            error(label->pos, "label %s not defined", label->u.ident.name->s);
        }
    }
    for (uint32_t i = 0; i < c.labels.n; i++)
        if (!c.labels.p[i]->used)
            error(c.labels.p[i]->stmt->u.labeled.label->pos, "label %s defined and not used",
                  label_name(c.labels.p[i]->stmt)->s);
}
