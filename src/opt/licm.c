/*
 * licm.c - what a loop computes anew each time round though it never changes goes in front of the loop.
 *
 * Pure values whose operands are defined outside move to the block before the loop (made when there is none); divisions only by
 * a constant, since the check of the divisor may stay behind. A load moves if nothing in the loop may write what it reads and
 * if it can't trap where it was not executed before: its address is a Go pointer with a small offset, which at worst is
 * nil. (Only accesses by computed index need their bounds check.) Inner loops come first, so values climb as far as they can.
 *
 * What comes first in a loop is executed whenever the loop is entered, so there any load may move, and checks, as long as nothing was
 * written before them.
 *
 * A value that is cheap to make anew (constants, addresses) stays: the back end would only have to keep it in a local.
 */
#include "opt_int.h"

enum { MAX_NIL_OFFSET = 128, MAX_CLOBBERS = 16 };

typedef struct LoopInfo {
    Loop *loop;
    bool calls;                 /* or writes in too many places to look at */
    uint32_t nwrites;
    Value *writes[MAX_CLOBBERS];
    BlockVec blocks;
} LoopInfo;

typedef struct Licm { Func *f; Arena *arena; LoopForest forest; LoopInfo *info; uint32_t *number; } Licm;

static LoopInfo *info_of(Licm *l, const Loop *loop)
{
    return &l->info[l->number[loop->head->id]];
}

/* ---- what the loop does to memory ---- */

static void note_write(LoopInfo *i, Value *v)
{
    uint32_t e = ssa_value_effects(v);
    if (v->op == V(NEW) || v->op == V(NEW_LAYOUT) || !(e & (OPF_WRITE | OPF_CALL))) return;
    if ((v->op != V(STORE) && v->op != V(ZERO) && v->op != V(MOVE)) || i->nwrites == MAX_CLOBBERS)
        i->calls = true;
    else
        i->writes[i->nwrites++] = v;
}

static void scan(Licm *l)
{
    for (uint32_t i = 0; i < l->f->blocks.n; i++) {
        Block *b = l->f->blocks.p[i];
        for (Loop *loop = l->forest.of[b->rpo]; loop; loop = loop->outer) {
            LoopInfo *info = info_of(l, loop);
            vec_push(l->arena, &info->blocks, b);
            for (Value *v = b->first; v && !info->calls; v = v->next) note_write(info, v);
        }
    }
}

static bool is_object(const Value *v)
{
    return v->op == V(LOCAL) || v->op == V(NEW) || v->op == V(NEW_LAYOUT) || v->op == V(ADDR_GLOBAL);
}

static bool may_write(const Value *w, Value *base, int64_t offset, int64_t size)
{
    int64_t at = w->op == V(STORE) ? w->imm : 0, n = w->op == V(STORE) ? ssa_mem_size((MemType)w->mem) : w->imm;
    Value *to = opt_base(w->args[0], &at);
    if (to->op == V(ADDR_GLOBAL) && base->op == V(ADDR_GLOBAL)) {
        if (to->aux.global != base->aux.global) return false;
        at += to->imm;
        offset += base->imm;
        return at < offset + size && offset < at + n;
    }
    if (to == base) return at < offset + size && offset < at + n;
    return !(is_object(to) && is_object(base));
}

/* A Go pointer, or nil: reading a little behind it never traps. */
static bool reads_safely(const Value *p)
{
    switch (p->op) {
    case V(PARAM): case V(LOAD): case V(PHI): case V(RESULT): case V(CALL): case V(NIL_CHECK): case V(CONTEXT): case V(CALL_ITAB):
    case V(CALL_CLOSURE): case V(LOCAL): case V(NEW): case V(NEW_LAYOUT): case V(ADDR_GLOBAL): case V(ADDR_ITAB):
        return true;
    default:
        return false;
    }
}

static bool load_is_invariant(const LoopInfo *i, Value *v, bool sure)
{
    int64_t offset = v->imm;
    Value *base = opt_base(v->args[0], &offset);
    if (!sure && (!reads_safely(base) || offset < 0 || offset > MAX_NIL_OFFSET)) return false;
    if (base->op == V(ADDR_ITAB) || (base->op == V(ADDR_GLOBAL) && base->aux.global->readonly)) return true;
    if (i->calls) return false;
    for (uint32_t k = 0; k < i->nwrites; k++)
        if (may_write(i->writes[k], base, offset, ssa_mem_size((MemType)v->mem))) return false;
    return true;
}

/* ---- moving ---- */

static bool is_outside(const Licm *l, const Loop *loop, const Value *x)
{
    return !loops_contains(loop, l->forest.of[x->block->rpo]);
}

static bool is_cheap(const Value *v)
{
    return ssa_is_const(v) || v->op == V(PARAM) || v->op == V(PHI) || v->op == V(CONTEXT) || v->op == V(COPY) || v->op == V(ADDR_GLOBAL) ||
           v->op == V(ADDR_ITAB) || v->op == V(FUNC_INDEX) || v->op == V(HIDE);
}

static bool divides(const Value *v)
{
    switch (v->op) {
    case V(DIV_S_I32): case V(DIV_S_I64): case V(REM_S_I32): case V(REM_S_I64):
        return !ssa_is_const(v->args[1]) || v->args[1]->imm == 0 || v->args[1]->imm == -1;
    case V(DIV_U_I32): case V(DIV_U_I64): case V(REM_U_I32): case V(REM_U_I64):
        return !ssa_is_const(v->args[1]) || v->args[1]->imm == 0;
    default:
        return false;
    }
}

/* What is executed at the place that hoist has come to, whenever the loop is entered. */
typedef struct Sure { const Block *block; bool loads, checks; } Sure;

static bool is_invariant(Licm *l, const LoopInfo *i, Value *v, const Sure *sure)
{
    bool here = sure->block == v->block;
    if (is_cheap(v) || divides(v)) return false;
    if (!(ssa_op_flags((ValueOp)v->op) & OPF_PURE) && v->op != V(LOAD) && !(opt_is_check(v) && here && sure->checks)) return false;
    if (i->loop->head->cold || v->block->cold) return false;
    for (uint32_t k = 0; k < v->nargs; k++)
        if (!is_outside(l, i->loop, v->args[k])) return false;
    return v->op != V(LOAD) || load_is_invariant(i, v, here && sure->loads);
}

/* v stays: nothing moves across a call or a check that may not be passed, no check across a write. */
static void stays(Sure *sure, const Value *v)
{
    uint32_t e = ssa_value_effects(v);
    if (e & (OPF_CALL | OPF_TRAP | OPF_WRITE)) sure->checks = false;
    if (e & (OPF_CALL | OPF_TRAP)) sure->loads = false;
}

static const Block *next_sure(const Block *b)
{
    return b->kind == BLOCK_JUMP && b->succs.p[0]->preds.n == 1 ? b->succs.p[0] : NULL;
}

/* The one block from which the loop is entered; NULL when it branches or there are several. */
static Block *preheader(Licm *l, const Loop *loop)
{
    Block *one = NULL;
    for (uint32_t k = 0; k < loop->head->preds.n; k++) {
        Block *p = loop->head->preds.p[k];
        if (loops_contains(loop, l->forest.of[p->rpo])) continue;
        if (one) return NULL;
        one = p;
    }
    return one && one->kind == BLOCK_JUMP ? one : NULL;
}

static void move_to_end(Block *b, Value *v)
{
    ssa_unlink(v);
    if (b->last)
        ssa_insert_after(b->last, v);
    else
        ssa_append(b, v);
}

static void hoist(Licm *l, LoopInfo *i)
{
    Block *to = preheader(l, i->loop);
    if (!to) return;
    Sure sure = {i->loop->head, true, true};
    for (uint32_t k = 0; k < i->blocks.n; k++) {
        Block *b = i->blocks.p[k];
        for (Value *v = b->first, *next; v; v = next) {
            next = v->next;
            if (is_invariant(l, i, v, &sure))
                move_to_end(to, v);
            else if (b == sure.block)
                stays(&sure, v);
        }
        if (b == sure.block) sure.block = next_sure(b);
    }
}

/* ---- blocks in front of loops ---- */

/* Gives each loop that is entered by a branch or from several blocks a block of its own in front. True: the graph changed. */
static bool make_preheaders(Func *f, LoopForest *forest)
{
    bool changed = false;
    for (uint32_t i = 0; i < forest->loops.n; i++) {
        Block *head = forest->loops.p[i]->head;
        uint32_t outside = 0, at = 0;
        for (uint32_t k = 0; k < head->preds.n; k++)
            if (!loops_contains(forest->loops.p[i], forest->of[head->preds.p[k]->rpo])) outside++, at = k;
        /* Several entries would need phis in front; that is rare behind opt_cfg. */
        if (outside != 1 || head->preds.p[at]->kind == BLOCK_JUMP || head->preds.p[at]->kind == BLOCK_ENTRY_DEFER) continue;
        Block *p = head->preds.p[at], *b = ssa_block_new(f);
        b->kind = BLOCK_JUMP;
        b->sealed = true;
        b->pos = head->pos;
        b->cold = p->cold || head->cold;
        for (uint32_t k = 0; k < p->succs.n; k++)
            if (p->succs.p[k] == head) p->succs.p[k] = b;
        vec_push(f->arena, &b->preds, p);
        vec_push(f->arena, &b->succs, head);
        head->preds.p[at] = b;
        changed = true;
    }
    return changed;
}

void opt_licm(Func *f)
{
    ssa_dominators(f);
    bool any = false;
    for (uint32_t i = 0; i < f->blocks.n && !any; i++) any = f->blocks.p[i]->loop_depth > 0;
    if (!any) return;
    Licm l = {.f = f, .arena = arena_new("licm")};
    loops_find(&l.forest, f, l.arena);
    if (!l.forest.irreducible) {
        if (make_preheaders(f, &l.forest)) {
            ssa_dominators(f);
            loops_find(&l.forest, f, l.arena);
        }
        l.info = NEW_N(l.arena, LoopInfo, l.forest.loops.n + 1);
        l.number = NEW_N(l.arena, uint32_t, f->nblocks);
        for (uint32_t i = 0; i < l.forest.loops.n; i++) {
            l.info[i].loop = l.forest.loops.p[i];
            l.number[l.forest.loops.p[i]->head->id] = i;
        }
        scan(&l);
        for (uint32_t i = l.forest.loops.n; i-- > 0;) hoist(&l, &l.info[i]);
    }
    arena_free(l.arena);
}
