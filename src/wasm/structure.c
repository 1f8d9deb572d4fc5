/*
 * structure.c - structured control flow from the dominator tree, after Ramsey, "Beyond Relooper: Recursive Translation of
 * Unstructured Control Flow to Structured Control Flow" (2022).
 *
 * The code of a block is followed by the code of the blocks that it immediately dominates. Those with several forward
 * edges (merges) stand behind a wasm block, so that a branch out of it reaches them; the others are put where the only
 * edge to them is. Loop headers are wrapped in a wasm loop. Labels are "b<rpo>" for merges and "l<rpo>" for loops.
 */
#include "wasm_int.h"

static void tree(Emit *e, MBlock *m, ExprVec *out);

static const char *label(Emit *e, char kind, const MBlock *m)
{
    return arena_printf(e->arena, "%c%u", kind, m->rpo);
}

static bool is_merge(const MBlock *m)
{
    return m->nforward > 1;
}

/* The branch itself, after the edge's moves: NULL when the target's code just follows here. */
static void branch(Emit *e, const MBlock *from, const MEdge *edge, ExprVec *out)
{
    MBlock *to = edge->to;
    emit_moves(e, edge, out);
    if (edge->dispatch >= 0)
        vec_push(e->arena, out, BinaryenLocalSet(be.mod, local_index(e, e->dispatch), const_i32(edge->dispatch)));
    if (to->rpo <= from->rpo)
        vec_push(e->arena, out, BinaryenBreak(be.mod, label(e, 'l', to), NULL, NULL));
    else if (is_merge(to))
        vec_push(e->arena, out, BinaryenBreak(be.mod, label(e, 'b', to), NULL, NULL));
    else
        tree(e, to, out);
}

Expr label_block(const char *name, Expr *code, uint32_t n)
{
    Expr block = BinaryenBlock(be.mod, NULL, code, n, BinaryenTypeNone());
    BinaryenBlockSetName(block, name);
    BinaryenExpressionSetType(block, BinaryenTypeNone());
    return block;
}

/* Puts what code has from start on into a block that it branches out of. */
static void wrap(Emit *e, const char *name, ExprVec *code, uint32_t start)
{
    Expr block = label_block(name, code->p + start, code->n - start);
    code->n = start;
    vec_push(e->arena, code, block);
}

static Expr branch_block(Emit *e, const MBlock *from, const MEdge *edge)
{
    ExprVec v = {0};
    branch(e, from, edge, &v);
    return emit_block(e, &v);
}

/* Can a br_table go straight to the target? */
static const char *direct_label(Emit *e, const MBlock *from, const MEdge *edge)
{
    if (edge->phi_block || edge->dispatch >= 0) return NULL;
    if (edge->to->rpo <= from->rpo) return label(e, 'l', edge->to);
    return is_merge(edge->to) ? label(e, 'b', edge->to) : NULL;
}

/* br_table with a landing block for each arm that has something to do first. */
static void switch_over(Emit *e, const MBlock *m, Expr index, ExprVec *out)
{
    const char **names = NEW_N(e->arena, const char *, m->nsuccs);
    VEC(uint32_t) arms = {0};
    for (uint32_t i = 0; i < m->nsuccs; i++) {
        names[i] = direct_label(e, m, &m->succs[i]);
        if (names[i]) continue;
        names[i] = arena_printf(e->arena, "s%u_%u", m->rpo, i);
        vec_push(e->arena, &arms, i);
    }
    uint32_t start = out->n;
    vec_push(e->arena, out, BinaryenSwitch(be.mod, names, m->nsuccs - 1, names[m->nsuccs - 1], index, NULL));
    for (uint32_t i = 0; i < arms.n; i++) {
        wrap(e, names[arms.p[i]], out, start);
        branch(e, m, &m->succs[arms.p[i]], out);
    }
}

static void reload(Emit *e, const ResumePoint *p, ExprVec *out)
{
    frame_load(e, p, out);
    unwind_resumed(e, out);
    /* Where the results of the callee's resume body are. */
    const Value *c = p->call;
    if (c && !p->repeat && c->type != IR_VOID && e->vi[c->id].where == W_LOCAL)
        emit_set(e, p->call, BinaryenGlobalGet(be.mod, ret_global(0, (IrType)c->type), wasm_type((IrType)c->type)), out);
}

static Expr frame_state(Emit *e)
{
    Expr desc = BinaryenLoad(be.mod, 4, false, 4, 0, BinaryenTypeInt32(), frame_loaded(e));
    return BinaryenLoad(be.mod, 4, false, 4, 0, BinaryenTypeInt32(), desc);
}

static void statements(Emit *e, MBlock *m, ExprVec *out)
{
    if (m->kind == M_STATE && !e->resume) frame_take(e, out);
    if (m->kind == M_STATE && e->shared_frame) frame_load_shared(e, out);
    if (m->reload) reload(e, m->reload, out);
    if (m->after) emit_after_call(e, m->after, out);
    for (Value *v = m->first; v && v != m->end; v = v->next) {
        bool cut = e->resumes && v->next == m->end && m->nsuccs == 1 && m->succs[0].to->after == v;
        if (cut)
            emit_call(e, v, out);       /* what follows the call stands in the next block */
        else
            emit_stmt(e, v, out);
    }
}

static void terminator(Emit *e, MBlock *m, ExprVec *out)
{
    switch ((MKind)m->kind) {
    case M_JUMP:
        branch(e, m, &m->succs[0], out);
        break;
    case M_IF: {
        Expr cond = emit_value(e, m->ssa->control);
        Expr yes = branch_block(e, m, &m->succs[0]);
        Expr no = branch_block(e, m, &m->succs[1]);
        vec_push(e->arena, out, BinaryenIf(be.mod, cond, yes, no));
        break;
    }
    case M_SWITCH:
        switch_over(e, m, emit_value(e, m->ssa->control), out);
        break;
    case M_STATE:
        if (m->nsuccs == 1)
            branch(e, m, &m->succs[0], out);
        else
            switch_over(e, m, frame_state(e), out);
        break;
    case M_DISPATCH:
        switch_over(e, m, BinaryenLocalGet(be.mod, local_index(e, e->dispatch), BinaryenTypeInt32()), out);
        break;
    case M_RETURN:
        emit_return(e, m->ssa, out);
        break;
    case M_DEAD:
        vec_push(e->arena, out, BinaryenUnreachable(be.mod));
        break;
    case M_LANDING: case M_RESUMED: {
        Expr cond = m->kind == M_RESUMED ? frame_given() : BinaryenLocalGet(be.mod, local_index(e, e->landing), BinaryenTypeInt32());
        Expr yes = branch_block(e, m, &m->succs[1]);
        Expr no = branch_block(e, m, &m->succs[0]);
        vec_push(e->arena, out, BinaryenIf(be.mod, cond, yes, no));
        break;
    }
    }
}

/* The code of m, inside one wasm block for each merge among the blocks it immediately dominates, whose code follows. */
static void within(Emit *e, MBlock *m, ExprVec *out)
{
    uint32_t start = out->n;
    if (m->kind != M_LANDING) statements(e, m, out);
    terminator(e, m, out);
    for (uint32_t i = 0; i < m->children.n; i++) {
        MBlock *y = m->children.p[i];
        if (!is_merge(y)) continue;
        wrap(e, label(e, 'b', y), out, start);
        tree(e, y, out);
    }
}

static void tree(Emit *e, MBlock *m, ExprVec *out)
{
    if (!m->is_loop) {
        within(e, m, out);
        return;
    }
    ExprVec body = {0};
    within(e, m, &body);
    vec_push(e->arena, out, BinaryenLoop(be.mod, label(e, 'l', m), emit_block(e, &body)));
}

void structure_entry(Emit *e, ExprVec *out)
{
    if (e->entry->kind != M_LANDING) return;
    if (e->resume || !e->resumes) {
        statements(e, e->entry, out);
        return;
    }
    ExprVec called = {0};
    statements(e, e->entry, &called);
    vec_push(e->arena, out, BinaryenIf(be.mod, BinaryenUnary(be.mod, BinaryenEqZInt32(), frame_given()), emit_block(e, &called), NULL));
}

Expr structure_emit(Emit *e)
{
    ExprVec out = {0};
    tree(e, e->entry, &out);
    return emit_block(e, &out);
}
