/*
 * select.c - decides for each value whether it becomes a tree at its only use, is made anew at each use
 * (constants, addresses), or is kept in a wasm local.
 *
 * A value used once in its own block can be a tree if nothing between its place and the place where the tree is
 * executed could change it: always for pure values; for loads and pointers made of integers if no write or call comes between.
 * Operands of phis and of checks (which mention them twice) are never trees. One local per value would be up to fifty times slower in engines,
 * so this runs at every level.
 *
 * It also says which functions are oversized: many of Binaryen's passes need time and memory that grow with the square of a
 * function, or of the height of its trees, which they make as high as they can. Such functions do without them (link.c);
 * the largest ones of the standard library have 3,000 values.
 */
#include "wasm_int.h"

enum { MAX_TREE_HEIGHT = 100, MAX_CUT_TREES = 10, MAX_VALUES = 5000 };

/* Where a value's only use executes: the user that is no tree itself, or NULL for the end of the block. */
typedef struct Selector {
    Emit *e;
    Value **user;           /* by id: the one user, or NULL (terminator, several) */
    bool *no_tree;          /* by id: used in a place that needs a name */
    uint8_t *height;
    uint32_t cut;           /* trees that would be higher than they may */
} Selector;

static bool is_check(const Value *v)
{
    return ssa_op_flags((ValueOp)v->op) & OPF_TRAP;
}

/* Checks and copies stand for their first operand. */
static bool is_alias(const Value *v)
{
    return is_check(v) || v->op == V(COPY) || v->op == V(CONTEXT);
}

static bool is_rematerialised(Emit *e, const Value *v)
{
    switch (v->op) {
    case V(CONST_I32): case V(CONST_I64): case V(CONST_F32): case V(CONST_F64): case V(CONST_PTR):
    case V(ADDR_GLOBAL): case V(ADDR_ITAB): case V(FUNC_INDEX): case V(SP): case V(SITE): case V(TEMP):
        return true;
    case V(LOCAL):
        return e->local_offset[v->id] >= 0;
    default:
        return is_alias(v);
    }
}

static void note_users(Selector *s, Block *b)
{
    for (Value *v = b->first; v; v = v->next)
        for (uint32_t i = 0; i < v->nargs; i++) {
            Value *a = v->args[i];
            s->user[a->id] = v;
            /* Whoever is mentioned through an alias has an unknown number of uses. */
            if (v->op == V(PHI) || is_alias(v) || v->op == V(RESULT) || a->block != b) s->no_tree[a->id] = true;
            /* These mention their operands more than once. */
            if (is_check(v) || v->op == V(MOVE) || v->op == V(ZERO)) s->no_tree[a->id] = true;
        }
    if (b->control) s->user[b->control->id] = NULL;
    if (b->control && b->control->block != b) s->no_tree[b->control->id] = true;
    for (uint32_t i = 0; i < b->rets.n; i++)
        if (b->rets.n > 1 || b->rets.p[i]->block != b) s->no_tree[b->rets.p[i]->id] = true;
}

static uint32_t height_of(Selector *s, const Value *v)
{
    uint32_t h = 0;
    for (uint32_t i = 0; i < v->nargs; i++)
        if (s->e->vi[v->args[i]->id].where == W_TREE && s->height[v->args[i]->id] >= h) h = s->height[v->args[i]->id] + 1u;
    return h;
}

/* Does it depend on when it executes? What an integer points to may not outlive a call that collects garbage, a pointer's does. */
static bool tree_reads(Selector *s, const Value *v)
{
    if (ssa_op_flags((ValueOp)v->op) & OPF_READ || v->op == V(I32_TO_PTR)) return true;
    for (uint32_t i = 0; i < v->nargs; i++)
        if (s->e->vi[v->args[i]->id].where == W_TREE && tree_reads(s, v->args[i])) return true;
    return false;
}

/* Is there a write or call strictly between v and the place where its tree executes? */
static bool read_is_disturbed(Selector *s, const Value *v)
{
    const Value *u = s->user[v->id];
    while (u && s->e->vi[u->id].where == W_TREE) u = s->user[u->id];
    for (const Value *w = v->next; w && w != u; w = w->next)
        if (s->e->vi[w->id].where != W_TREE && (ssa_value_effects(w) & (OPF_WRITE | OPF_CALL))) return true;
    return false;
}

static Where choose(Selector *s, Value *v)
{
    if (is_rematerialised(s->e, v)) return W_REMAT;
    if (v->op == V(PARAM) && v->imm == 0 && (s->e->f->flags & FN_CONTEXT)) return W_LOCAL;
    if (v->op == V(PARAM) || v->op == V(PHI)) return v->uses ? W_LOCAL : W_NONE;
    uint32_t flags = ssa_op_flags((ValueOp)v->op);
    if (v->type == IR_VOID) return W_NONE;
    if (!(flags & (OPF_PURE | OPF_READ)) || (flags & (OPF_WRITE | OPF_CALL | OPF_FIXED))) return v->uses ? W_LOCAL : W_NONE;
    if (v->uses == 0) return W_NONE;
    if (v->uses > 1 || s->no_tree[v->id]) return W_LOCAL;
    uint32_t h = height_of(s, v);
    if (h > MAX_TREE_HEIGHT) {
        s->cut++;
        return W_LOCAL;
    }
    s->height[v->id] = (uint8_t)h;
    return W_TREE;
}

/* Users come after their operands in a block, so walking backwards knows a user's fate; heights are then checked
 * forwards by choose. Loads are settled in a second walk, when the trees around them are known. */
void select_values(Emit *e)
{
    Func *f = e->f;
    Selector s = {e, NEW_N(e->arena, Value *, f->nvalues), NEW_N(e->arena, bool, f->nvalues), NEW_N(e->arena, uint8_t, f->nvalues)};
    for (uint32_t i = 0; i < f->blocks.n; i++) note_users(&s, f->blocks.p[i]);
    uint32_t count = f->blocks.n;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next, count++) e->vi[v->id].where = (uint8_t)choose(&s, v);
    e->oversized = count > MAX_VALUES || s.cut > MAX_CUT_TREES;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->last; v; v = v->prev)
            if (e->vi[v->id].where == W_TREE && tree_reads(&s, v) && read_is_disturbed(&s, v)) e->vi[v->id].where = W_LOCAL;
}

void each_leaf(Emit *e, Value *v, void (*fn)(Emit *e, Value *leaf, void *ctx), void *ctx)
{
    switch (e->vi[v->id].where) {
    case W_LOCAL:
        fn(e, v, ctx);
        break;
    case W_TREE:
        for (uint32_t i = 0; i < v->nargs; i++) each_leaf(e, v->args[i], fn, ctx);
        break;
    case W_REMAT:
        if (v->op == V(CONTEXT))
            each_leaf(e, e->f->params.p[0], fn, ctx);
        else if (is_alias(v))
            each_leaf(e, v->args[0], fn, ctx);
        break;
    default:
        break;
    }
}
