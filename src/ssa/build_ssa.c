/*
 * build_ssa.c - SSA form while the function is built (Braun et al., "Simple and Efficient Construction of Static Single
 * Assignment Form").
 *
 * Each SSA variable has at most one current definition in a block; all of them are in one hash table of the function
 * under (block, variable). A read that finds none asks the predecessors. A block whose predecessors are not all known (a
 * loop header) gets a phi at once, which receives its operands when the block is sealed.
 *
 * A phi whose operands are all the same value is trivial. The ones found while building become COPY; build_finish removes
 * these and all phis that turn trivial by it, so the result is minimal for reducible flow.
 */
#include "build_int.h"

typedef struct Def { uint64_t key; Value *val; } Def;       /* key: block id + 1 and variable; 0 = empty */
/* A phi that waits for its block to be sealed. */
typedef struct Pending { Value *phi; uint32_t var; struct Pending *next; } Pending;

typedef struct Defs { Def *table; uint32_t n, cap; } Defs;

void build_begin(Builder *b, Func *f)
{
    memset(b, 0, sizeof *b);
    ssa_func_begin(f);
    b->f = f;
    b->arena = f->arena;
    b->cur = f->blocks.p[0];
    b->defs = NEW(b->arena, Defs);
    ptrmap_init(&b->vars, b->arena);
    ptrmap_init(&b->labels, b->arena);
    ptrmap_init(&b->hoisted, b->arena);
    ptrmap_init(&b->types, b->arena);
    ptrmap_init(&b->goto_labels, b->arena);
}

uint32_t build_ssa_var(Builder *b, IrType t)
{
    vec_push(b->arena, &b->ssa_types, (uint8_t)t);
    return b->ssa_types.n - 1;
}

static uint64_t def_key(const Block *blk, uint32_t var)
{
    return ((uint64_t)blk->id + 1) << 32 | var;
}

static uint32_t def_slot(const Defs *d, uint64_t key)
{
    uint32_t at = (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & (d->cap - 1);
    while (d->table[at].key && d->table[at].key != key)
        at = (at + 1) & (d->cap - 1);
    return at;
}

static Value *def_get(const Builder *b, const Block *blk, uint32_t var)
{
    return b->defs->cap ? b->defs->table[def_slot(b->defs, def_key(blk, var))].val : NULL;
}

static void def_set(Builder *b, const Block *blk, uint32_t var, Value *v)
{
    Defs *d = b->defs;
    if (d->n * 2 >= d->cap) {
        Defs old = *d;
        d->cap = old.cap ? old.cap * 2 : 64;
        d->table = NEW_N(b->arena, Def, d->cap);
        for (uint32_t i = 0; i < old.cap; i++) {
            if (old.table[i].key)
                d->table[def_slot(d, old.table[i].key)] = old.table[i];
        }
    }
    uint64_t key = def_key(blk, var);
    Def *slot = &d->table[def_slot(d, key)];
    d->n += !slot->key;
    *slot = (Def){ key, v };
}

static Value *undef_value(Func *f, IrType t)
{
    switch (t) {
    case IR_I32: return ssa_const_i32(f, 0);
    case IR_I64: return ssa_const_i64(f, 0);
    case IR_F32: return ssa_const_f32(f, 0);
    case IR_F64: return ssa_const_f64(f, 0);
    default: return ssa_const_nil(f);
    }
}

Value *build_undef(Builder *b, IrType t)
{
    return undef_value(b->f, t);
}

/* What v stands for once trivial phis are looked through. */
static Value *forward(Value *v)
{
    while (v->op == V(COPY))
        v = v->args[0];
    return v;
}

/* A phi that merges only one value and itself becomes a copy of that value; the value it stands for. */
static Value *simplify_phi(Builder *b, Value *phi)
{
    Value *same = NULL;
    for (uint32_t i = 0; i < phi->nargs; i++) {
        Value *arg = forward(phi->args[i]);
        if (arg == same || arg == phi)
            continue;
        if (same)
            return phi;
        same = arg;
    }
    if (!same)
        same = undef_value(b->f, phi->type);        /* only itself: not reachable */
    same->uses++;
    for (uint32_t i = 0; i < phi->nargs; i++)
        phi->args[i]->uses--;
    if (!phi->cap_args)
        phi->args = NEW(b->arena, Value *), phi->cap_args = 1;
    phi->args[0] = same;
    phi->nargs = 1;
    phi->op = V(COPY);
    return same;
}

static Value *read_in(Builder *b, Block *blk, uint32_t var);

static Value *add_operands(Builder *b, Value *phi, uint32_t var)
{
    Block *blk = phi->block;
    for (uint32_t i = 0; i < blk->preds.n; i++)
        ssa_arg_add(phi, read_in(b, blk->preds.p[i], var));
    return simplify_phi(b, phi);
}

/* The definition at the end of blk. Chains of single predecessors are followed in a loop and shortened. */
static Value *read_in(Builder *b, Block *blk, uint32_t var)
{
    Block *at = blk;
    Value *v;
    while (!(v = def_get(b, at, var)) && at->sealed && at->preds.n == 1)
        at = at->preds.p[0];
    if (!v) {
        IrType t = b->ssa_types.p[var];
        if (!at->sealed) {
            v = ssa_value0(at, V(PHI), t, NO_POS);
            Pending *p = NEW(b->arena, Pending);
            *p = (Pending){ v, var, at->builder };
            at->builder = p;
        } else if (at->preds.n == 0) {
            v = undef_value(b->f, t);
        } else {
            Value *phi = ssa_value0(at, V(PHI), t, NO_POS);
            def_set(b, at, var, phi);               /* ends recursion through loops */
            v = add_operands(b, phi, var);
        }
        def_set(b, at, var, v);
    }
    v = forward(v);
    for (; blk != at; blk = blk->preds.p[0])
        def_set(b, blk, var, v);
    return v;
}

Value *build_read(Builder *b, uint32_t var)
{
    return b->cur ? read_in(b, b->cur, var) : build_undef(b, b->ssa_types.p[var]);
}

void build_write(Builder *b, uint32_t var, Value *v)
{
    ICE_IF(v->type != b->ssa_types.p[var], v->pos, "variable %u of another type is written", var);
    if (b->cur)
        def_set(b, b->cur, var, v);
}

/* ---- blocks ---- */

Block *build_block(Builder *b)
{
    return ssa_block_new(b->f);
}

/* Phis in order of their creation, so that ids of what they need follow the order of first use. */
void build_seal(Builder *b, Block *blk)
{
    Pending *rev = NULL;
    for (Pending *p = blk->builder, *next; p; p = next) {
        next = p->next;
        p->next = rev;
        rev = p;
    }
    blk->builder = NULL;
    blk->sealed = true;
    for (; rev; rev = rev->next)
        add_operands(b, rev->phi, rev->var);
}

void build_start(Builder *b, Block *blk)
{
    b->cur = blk;
}

bool build_reached(Builder *b)
{
    return b->cur && (b->cur->preds.n || !b->cur->sealed || b->cur == b->f->blocks.p[0]);
}

void build_jump(Builder *b, Block *to)
{
    if (build_reached(b)) {
        ssa_block_kind(b->cur, BLOCK_JUMP, NULL, b->pos);
        ssa_edge(b->cur, to);
    }
    b->cur = NULL;
}

void build_if(Builder *b, Value *cond, Block *then, Block *els, int likely)
{
    if (!build_reached(b)) {
        b->cur = NULL;
        return;
    }
    if (cond->op == V(CONST_I32) || then == els) {
        build_jump(b, cond->op == V(CONST_I32) && !cond->imm ? els : then);
        return;
    }
    ssa_block_kind(b->cur, BLOCK_IF, cond, b->pos);
    b->cur->likely = (int8_t)likely;
    ssa_edge(b->cur, then);
    ssa_edge(b->cur, els);
    b->cur = NULL;
}

Value *build_entry_value(Builder *b, ValueOp op, IrType type, Pos pos)
{
    Func *f = b->f;
    Value *v = ssa_value_loose(f, op, type, pos, 0);
    Value *at = f->last_const ? f->last_const : f->params.n ? vec_last(&f->params) : NULL;
    if (at)
        ssa_insert_after(at, v);
    else if (f->blocks.p[0]->first)
        ssa_insert_before(f->blocks.p[0]->first, v);
    else
        ssa_append(f->blocks.p[0], v);
    return v;
}

/* ---- the end ---- */

static void forward_operands(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *blk = f->blocks.p[i];
        for (Value *v = blk->first; v; v = v->next) {
            for (uint32_t k = 0; k < v->nargs; k++) {
                if (v->args[k]->op == V(COPY))
                    ssa_arg_set(v, k, forward(v->args[k]));
            }
        }
        if (blk->control && blk->control->op == V(COPY))
            ssa_set_control(blk, forward(blk->control));
        for (uint32_t k = 0; k < blk->rets.n; k++) {
            Value *old = blk->rets.p[k], *with = forward(old);
            with->uses++;
            old->uses--;
            blk->rets.p[k] = with;
        }
    }
}

void build_finish(Builder *b)
{
    Func *f = b->f;
    ssa_dominators(f);
    for (bool changed = true; changed; ) {
        changed = false;
        for (uint32_t i = 0; i < f->blocks.n; i++) {
            for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
                if (v->op == V(PHI))
                    changed |= simplify_phi(b, v) != v;
            }
        }
    }
    forward_operands(f);
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        for (Value *v = f->blocks.p[i]->first, *next; v; v = next) {
            next = v->next;
            if ((v->op == V(COPY) || v->op == V(PHI)) && !v->uses)
                ssa_value_remove(v);
        }
        f->blocks.p[i]->builder = NULL;
    }
}
