/*
 * sroa.c - variables in memory that nothing but loads, stores, zeroing and moves touches become SSA values.
 *
 * A LOCAL is split into slots (offset, type). It qualifies when every use of its address is one of those at a constant offset and
 * slots do not overlap unless they are equal. A MOVE between two candidates copies slot by slot, so both get the same slots; a MOVE
 * from or to other memory becomes loads or stores, for which the slots must cover what is moved.
 *
 * SSA construction is the classic one (Cytron et al.): phis at the iterated dominance frontier of the stores, then one
 * walk of the dominator tree that knows each slot's current value. Phis that nothing needs are dropped by dce.
 *
 * In a function with deferred calls control may reach the recover block from any call, so a variable that is read there keeps
 * its memory.
 */
#include "opt_int.h"

enum { MAX_SLOTS = 32, MAX_MOVE = 256, MAX_SIZE = 512 };

typedef struct Slot { int64_t offset; uint8_t mem; uint32_t var; } Slot;    /* var: number of the SSA variable */

typedef struct Cand {
    Value *local;
    Slot slots[MAX_SLOTS];
    uint32_t nslots;
    bool bad;
} Cand;

typedef struct Access { Value *v; Cand *dst, *src; int64_t dst_at, src_at; } Access;    /* of loads: src */

typedef struct Var { Cand *cand; Slot *slot; uint8_t type; BlockVec defs; } Var;
typedef struct PhiOf { uint32_t var; Value *phi; } PhiOf;
typedef VEC(PhiOf) PhiVec;
typedef struct Undo { uint32_t var; Value *was; } Undo;
typedef VEC(Undo) UndoVec;

typedef struct Sroa {
    Func *f;
    Arena *arena;
    Cand **cand;                /* by id of an address: the candidate it points into */
    int64_t *at;                /* by id: and where */
    VEC(Cand *) cands;
    VEC(Access) accesses;
    VEC(Var) vars;
    BlockVec *frontier;         /* by rpo */
    PhiVec *phis;               /* by rpo */
    Value **cur;                /* by var: its value at this place of the walk */
    UndoVec undo;
    ValueVec dead;
    Forward fwd;
} Sroa;

/* ---- candidates ---- */

static Cand *cand_of(Sroa *s, const Value *p, int64_t *at)
{
    if (p->id >= s->fwd.n || !s->cand[p->id]) return NULL;
    *at = s->at[p->id];
    return s->cand[p->id];
}

static void find_candidates(Sroa *s)
{
    for (Value *v = s->f->blocks.p[0]->first; v; v = v->next) {
        if (v->op != V(LOCAL) || (v->imm & (LOCAL_ESCAPES | LOCAL_KEEP))) continue;
        int64_t size = v->aux.type ? ssa_layout(v->aux.type)->size : v->imm >> 8;
        if (size > MAX_SIZE) continue;
        Cand *c = NEW(s->arena, Cand);
        c->local = v;
        s->cand[v->id] = c;
        vec_push(s->arena, &s->cands, c);
    }
}

static void derive(Sroa *s, Value *v)
{
    int64_t at, add = 0;
    Cand *c = cand_of(s, v->args[0], &at);
    if (!c) return;
    if (v->op == V(ADD_PTR)) {
        if (v->args[1]->op != V(CONST_I32)) {
            c->bad = true;
            return;
        }
        add = v->imm + v->args[1]->imm;
    }
    s->cand[v->id] = c;
    s->at[v->id] = at + add;
}

static void spoil(Sroa *s, const Value *p)
{
    int64_t at;
    Cand *c = cand_of(s, p, &at);
    if (c) c->bad = true;
}

static void note_access(Sroa *s, Value *v)
{
    Access a = {.v = v};
    bool moves = v->op == V(MOVE);
    Cand *c0 = cand_of(s, v->args[0], &a.dst_at), *c1 = moves ? cand_of(s, v->args[1], &a.src_at) : NULL;
    if (!c0 && !c1) return;
    if (v->op == V(LOAD)) {
        a.src = c0;
        a.src_at = a.dst_at + v->imm;
    } else {
        a.dst = c0;
        a.src = c1;
        if (v->op == V(STORE)) a.dst_at += v->imm;
    }
    if ((moves || v->op == V(ZERO)) && v->imm > MAX_SIZE) {
        if (c0) c0->bad = true;
        if (c1) c1->bad = true;
    }
    vec_push(s->arena, &s->accesses, a);
}

/* Every use of an address, in an order that meets definitions first (phis spoil). */
static void scan(Sroa *s)
{
    for (uint32_t i = 0; i < s->f->blocks.n; i++) {
        Block *b = s->f->blocks.p[i];
        for (Value *v = b->first; v; v = v->next) {
            switch (v->op) {
            case V(COPY): case V(NIL_CHECK): case V(ADD_PTR):
                if (v->type == IR_PTR) derive(s, v);
                break;
            case V(LOAD): case V(ZERO):
                note_access(s, v);
                break;
            case V(STORE):
                note_access(s, v);
                spoil(s, v->args[1]);
                break;
            case V(MOVE):
                note_access(s, v);
                break;
            default:
                for (uint32_t k = 0; k < v->nargs; k++) spoil(s, v->args[k]);
            }
        }
        for (uint32_t k = 0; k < b->rets.n; k++) spoil(s, b->rets.p[k]);
    }
    /* A phi may have mentioned an address before its definition was met. */
    for (uint32_t i = 0; i < s->f->blocks.n; i++)
        for (Value *v = s->f->blocks.p[i]->first; v && v->op == V(PHI); v = v->next)
            for (uint32_t k = 0; k < v->nargs; k++) spoil(s, v->args[k]);
}

/* Reads that control may reach behind a recovered panic. */
static void scan_recover(Sroa *s)
{
    Block *entry = s->f->blocks.p[0];
    if (entry->kind != BLOCK_ENTRY_DEFER) return;
    BitSet seen;
    bits_init(&seen, s->arena, s->f->nblocks);
    BlockVec work = {0};
    vec_push(s->arena, &work, entry->succs.p[1]);
    while (work.n) {
        Block *b = vec_pop(&work);
        if (bits_get(&seen, b->id)) continue;
        bits_set(&seen, b->id);
        for (uint32_t i = 0; i < b->succs.n; i++) vec_push(s->arena, &work, b->succs.p[i]);
    }
    for (uint32_t i = 0; i < s->accesses.n; i++) {
        Access *a = &s->accesses.p[i];
        if (a->src && bits_get(&seen, a->v->block->id)) a->src->bad = true;
    }
}

/* ---- slots ---- */

static IrType reg_of(uint8_t mem) { return ssa_mem_reg((MemType)mem); }

static bool is_narrow(uint8_t mem) { return mem <= MEM_I16U; }

static bool same_kind(uint8_t a, uint8_t b)
{
    return a == b || (is_narrow(a) && is_narrow(b) && ssa_mem_size((MemType)a) == ssa_mem_size((MemType)b));
}

/* True when the slot is new. */
static bool add_slot(Cand *c, int64_t offset, uint8_t mem)
{
    if (c->bad) return false;
    int64_t size = ssa_mem_size((MemType)mem);
    for (uint32_t i = 0; i < c->nslots; i++) {
        Slot *x = &c->slots[i];
        if (x->offset == offset && same_kind(x->mem, mem)) return false;
        if (offset < x->offset + ssa_mem_size((MemType)x->mem) && x->offset < offset + size) {
            c->bad = true;
            return false;
        }
    }
    if (c->nslots == MAX_SLOTS || mem == MEM_I32U64 || offset < 0) {
        c->bad = true;
        return false;
    }
    c->slots[c->nslots++] = (Slot){.offset = offset, .mem = mem};
    return true;
}

static Slot *slot_at(Cand *c, int64_t offset)
{
    for (uint32_t i = 0; i < c->nslots; i++)
        if (c->slots[i].offset == offset) return &c->slots[i];
    return NULL;
}

/* Slots of `from` in a moved area appear in `to`. */
static bool copy_slots(Cand *from, int64_t from_at, Cand *to, int64_t to_at, int64_t n)
{
    bool more = false;
    for (uint32_t i = 0; i < from->nslots; i++) {
        Slot x = from->slots[i];
        if (x.offset + ssa_mem_size((MemType)x.mem) <= from_at || x.offset >= from_at + n) continue;
        if (x.offset < from_at || x.offset + ssa_mem_size((MemType)x.mem) > from_at + n) {
            from->bad = to->bad = true;
            return true;
        }
        more |= add_slot(to, x.offset - from_at + to_at, x.mem);
    }
    return more;
}

/* Scalars of the variable's type, for what is only ever moved as a whole. */
static void type_slots(Cand *c)
{
    if (!c->local->aux.type) return;
    const TypeLayout *lay = ssa_layout(c->local->aux.type);
    if (lay->in_memory) return;
    for (uint32_t i = 0; i < lay->nparts; i++) {
        Part p = lay->parts[i];
        bool taken = false;
        for (uint32_t k = 0; k < c->nslots; k++)
            taken |= p.offset < c->slots[k].offset + ssa_mem_size((MemType)c->slots[k].mem) && c->slots[k].offset < p.offset + ssa_mem_size((MemType)p.mem);
        if (!taken) add_slot(c, p.offset, p.mem);
    }
}

/* Is every byte of the area in a slot? (Padding only where the type has some.) */
static bool covered(Cand *c, int64_t at, int64_t n)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < c->nslots; i++) {
        int64_t size = ssa_mem_size((MemType)c->slots[i].mem), o = c->slots[i].offset;
        if (o + size <= at || o >= at + n) continue;
        if (o < at || o + size > at + n) return false;
        sum += size;
    }
    if (sum == n) return true;
    const TypeLayout *lay = c->local->aux.type ? ssa_layout(c->local->aux.type) : NULL;
    return lay && !lay->in_memory && at == 0 && n == lay->size && c->nslots >= lay->nparts;
}

/* One more look at an access; true when it changed something. */
static bool settle_access(Access *a)
{
    Cand none = {.bad = false};
    int64_t n = a->v->imm;
    if (a->v->op == V(MOVE) && a->dst && a->src) {
        if (a->dst->bad && a->src->bad) return false;
        bool more = !a->dst->bad && !a->src->bad && copy_slots(a->dst, a->dst_at, a->src, a->src_at, n);
        more |= !a->dst->bad && !a->src->bad && copy_slots(a->src, a->src_at, a->dst, a->dst_at, n);
        if (!a->dst->bad && !a->src->bad) return more;
        a->dst->bad = a->src->bad = true;
        return true;
    }
    if (a->v->op != V(MOVE) && a->v->op != V(ZERO)) return false;
    Cand *c = a->dst ? a->dst : a->src;
    int64_t at = a->dst ? a->dst_at : a->src_at;
    if (c->bad) return false;
    /* Whole slots only. */
    if (a->dst)
        copy_slots(c, at, &none, 0, n);
    else
        c->bad = !covered(c, at, n);
    if (a->v->op == V(MOVE) && n > MAX_MOVE) c->bad = true;
    return c->bad;
}

static void settle(Sroa *s)
{
    for (uint32_t i = 0; i < s->accesses.n; i++) {
        Access *a = &s->accesses.p[i];
        if (a->v->op == V(LOAD)) add_slot(a->src, a->src_at, a->v->mem);
        if (a->v->op == V(STORE)) add_slot(a->dst, a->dst_at, a->v->mem);
    }
    for (uint32_t i = 0; i < s->cands.n; i++) type_slots(s->cands.p[i]);
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = 0; i < s->accesses.n; i++) more |= settle_access(&s->accesses.p[i]);
    }
}

static void make_vars(Sroa *s)
{
    for (uint32_t i = 0; i < s->cands.n; i++) {
        Cand *c = s->cands.p[i];
        for (uint32_t k = 0; k < c->nslots && !c->bad; k++) {
            c->slots[k].var = s->vars.n;
            vec_push(s->arena, &s->vars, ((Var){.cand = c, .slot = &c->slots[k], .type = (uint8_t)reg_of(c->slots[k].mem)}));
        }
    }
}

/* ---- phis ---- */

static void find_frontiers(Sroa *s)
{
    Func *f = s->f;
    s->frontier = NEW_N(s->arena, BlockVec, f->blocks.n);
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        if (b->preds.n < 2) continue;
        for (uint32_t k = 0; k < b->preds.n; k++)
            for (Block *r = b->preds.p[k]; r && r != b->idom; r = r->idom) {
                BlockVec *fr = &s->frontier[r->rpo];
                if (!fr->n || vec_last(fr) != b) vec_push(s->arena, fr, b);
            }
    }
}

static void note_def(Sroa *s, Cand *c, int64_t at, int64_t n, Block *b)
{
    for (uint32_t i = 0; i < c->nslots; i++) {
        if (c->slots[i].offset < at || c->slots[i].offset >= at + n) continue;
        BlockVec *d = &s->vars.p[c->slots[i].var].defs;
        if (!d->n || vec_last(d) != b) vec_push(s->arena, d, b);
    }
}

static void place_phis(Sroa *s)
{
    Func *f = s->f;
    for (uint32_t i = 0; i < s->accesses.n; i++) {
        Access *a = &s->accesses.p[i];
        if (a->dst && !a->dst->bad) note_def(s, a->dst, a->dst_at, a->v->op == V(STORE) ? 1 : a->v->imm, a->v->block);
    }
    s->phis = NEW_N(s->arena, PhiVec, f->blocks.n);
    uint32_t *has = NEW_N(s->arena, uint32_t, f->blocks.n);    /* by rpo: var + 1 that last got a phi */
    for (uint32_t k = 0; k < s->vars.n; k++) {
        Var *var = &s->vars.p[k];
        BlockVec work = {0};
        for (uint32_t i = 0; i < var->defs.n; i++) vec_push(s->arena, &work, var->defs.p[i]);
        while (work.n) {
            BlockVec *fr = &s->frontier[vec_pop(&work)->rpo];
            for (uint32_t i = 0; i < fr->n; i++) {
                Block *b = fr->p[i];
                if (has[b->rpo] == k + 1) continue;
                has[b->rpo] = k + 1;
                Value *phi = ssa_value_loose(f, V(PHI), (IrType)var->type, var->cand->local->pos, b->preds.n);
                ssa_append(b, phi);
                vec_push(s->arena, &s->phis[b->rpo], ((PhiOf){k, phi}));
                vec_push(s->arena, &work, b);
            }
        }
    }
}

/* ---- renaming ---- */

static Value *zero_of(Func *f, uint8_t type)
{
    switch (type) {
    case IR_I64: return ssa_const_i64(f, 0);
    case IR_F32: return ssa_const_f32(f, 0);
    case IR_F64: return ssa_const_f64(f, 0);
    case IR_PTR: return ssa_const_nil(f);
    default: return ssa_const_i32(f, 0);
    }
}

static Value *insert(Value *before, ValueOp op, IrType type, uint8_t mem, int64_t imm, Value *x, Value *y)
{
    Value *v = ssa_value_loose(before->block->func, op, type, before->pos, 2);
    v->mem = mem;
    v->imm = imm;
    v->inl = before->inl;
    ssa_arg_add(v, x);
    if (y) ssa_arg_add(v, y);
    ssa_insert_before(before, v);
    return v;
}

static void set_cur(Sroa *s, uint32_t var, Value *v)
{
    vec_push(s->arena, &s->undo, ((Undo){var, s->cur[var]}));
    s->cur[var] = v;
}

/* What a load of this width sees of the value that was stored. */
static Value *narrowed(Value *before, uint8_t mem, Value *x)
{
    static const uint16_t ext[] = {[MEM_I8S] = V(EXT8_S), [MEM_I8U] = V(EXT8_U), [MEM_I16S] = V(EXT16_S), [MEM_I16U] = V(EXT16_U)};
    if (!is_narrow(mem) || (ssa_is_const(x) && x->imm == 0)) return x;
    return insert(before, ext[mem], IR_I32, 0, 0, x, NULL);
}

static void rename_move(Sroa *s, const Access *a)
{
    Value *v = a->v;
    int64_t n = v->imm;
    if (a->dst && a->src) {
        Value *val[MAX_SLOTS];
        uint32_t var[MAX_SLOTS], count = 0;
        for (uint32_t i = 0; i < a->dst->nslots; i++) {
            Slot *d = &a->dst->slots[i];
            if (d->offset < a->dst_at || d->offset >= a->dst_at + n) continue;
            val[count] = s->cur[slot_at(a->src, d->offset - a->dst_at + a->src_at)->var];
            var[count++] = d->var;
        }
        for (uint32_t i = 0; i < count; i++) set_cur(s, var[i], val[i]);
        return;
    }
    Cand *c = a->dst ? a->dst : a->src;
    int64_t at = a->dst ? a->dst_at : a->src_at;
    for (uint32_t i = 0; i < c->nslots; i++) {
        Slot *x = &c->slots[i];
        if (x->offset < at || x->offset >= at + n) continue;
        if (a->dst)
            set_cur(s, x->var, insert(v, V(LOAD), reg_of(x->mem), x->mem, x->offset - at, v->args[1], NULL));
        else
            insert(v, V(STORE), IR_VOID, x->mem, x->offset - at, v->args[0], s->cur[x->var]);
    }
}

static void rename_access(Sroa *s, const Access *a)
{
    Value *v = a->v;
    switch (v->op) {
    case V(LOAD):
        forward_set(&s->fwd, v, narrowed(v, v->mem, s->cur[slot_at(a->src, a->src_at)->var]));
        return;
    case V(STORE):
        set_cur(s, slot_at(a->dst, a->dst_at)->var, v->args[1]);
        break;
    case V(ZERO):
        for (uint32_t i = 0; i < a->dst->nslots; i++) {
            Slot *x = &a->dst->slots[i];
            if (x->offset >= a->dst_at && x->offset < a->dst_at + v->imm) set_cur(s, x->var, zero_of(s->f, (uint8_t)reg_of(x->mem)));
        }
        break;
    default:
        rename_move(s, a);
    }
    vec_push(s->arena, &s->dead, v);
}

static void rename_block(Sroa *s, Block *b, const uint32_t *access_of, uint32_t nold)
{
    for (uint32_t i = 0; i < s->phis[b->rpo].n; i++) set_cur(s, s->phis[b->rpo].p[i].var, s->phis[b->rpo].p[i].phi);
    for (Value *v = b->first; v; v = v->next) {
        if (v->id >= nold || !access_of[v->id]) continue;
        const Access *a = &s->accesses.p[access_of[v->id] - 1];
        if (!(a->dst && a->dst->bad) && !(a->src && a->src->bad)) rename_access(s, a);
    }
    for (uint32_t i = 0; i < b->succs.n; i++) {
        Block *t = b->succs.p[i];
        PhiVec *to = &s->phis[t->rpo];
        for (uint32_t p = 0; p < t->preds.n && to->n; p++)
            if (t->preds.p[p] == b)
                for (uint32_t k = 0; k < to->n; k++) to->p[k].phi->args[p] = s->cur[to->p[k].var];
    }
}

/* In the order of the dominator tree, taking back what blocks that were left behind did to cur. */
static void rename_all(Sroa *s, uint32_t nold)
{
    Func *f = s->f;
    uint32_t n = f->blocks.n;
    uint32_t *access_of = NEW_N(s->arena, uint32_t, nold), *start = NEW_N(s->arena, uint32_t, n);
    Block **order = NEW_N(s->arena, Block *, n), **path = NEW_N(s->arena, Block *, n);
    for (uint32_t i = 0; i < s->accesses.n; i++) access_of[s->accesses.p[i].v->id] = i + 1;
    for (uint32_t i = 0; i < n; i++) order[f->blocks.p[i]->dom_pre] = f->blocks.p[i];
    s->cur = NEW_N(s->arena, Value *, s->vars.n);
    for (uint32_t k = 0; k < s->vars.n; k++) s->cur[k] = zero_of(f, s->vars.p[k].type);
    for (uint32_t i = 0, depth = 0; i < n; i++) {
        Block *b = order[i];
        for (; depth && !ssa_dominates(path[depth - 1], b); depth--)
            while (s->undo.n > start[depth - 1]) {
                Undo u = vec_pop(&s->undo);
                s->cur[u.var] = u.was;
            }
        path[depth] = b;
        start[depth++] = s->undo.n;
        rename_block(s, b, access_of, nold);
    }
    /* The operands were written without being counted. */
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < s->phis[i].n; k++) {
            Value *phi = s->phis[i].p[k].phi;
            phi->nargs = f->blocks.p[i]->preds.n;
            for (uint32_t p = 0; p < phi->nargs; p++) phi->args[p]->uses++;
        }
}

/* True when a variable that is gone held the address of another one, which may be next then. */
static bool promote(Func *f)
{
    bool any = false, again = false;
    for (Value *v = f->blocks.p[0]->first; v && !any; v = v->next) any = v->op == V(LOCAL) && !(v->imm & (LOCAL_ESCAPES | LOCAL_KEEP));
    if (!any) return false;
    ssa_dominators(f);
    Sroa s = {.f = f, .arena = arena_new("sroa")};
    forward_init(&s.fwd, f, s.arena);
    s.cand = NEW_N(s.arena, Cand *, f->nvalues);
    s.at = NEW_N(s.arena, int64_t, f->nvalues);
    uint32_t nold = f->nvalues;
    find_candidates(&s);
    scan(&s);
    scan_recover(&s);
    settle(&s);
    make_vars(&s);
    if (s.vars.n) {
        find_frontiers(&s);
        place_phis(&s);
        rename_all(&s, nold);
    }
    forward_apply(&s.fwd);
    for (uint32_t i = 0; i < s.accesses.n; i++) {       /* accesses of slots without a variable: nothing reads them */
        Access *a = &s.accesses.p[i];
        if (a->v->block && a->v->op == V(ZERO) && !a->dst->bad && a->dst->nslots == 0) vec_push(s.arena, &s.dead, a->v);
    }
    for (uint32_t i = 0; i < s.dead.n; i++) {
        Value *v = s.dead.p[i];
        int64_t at;
        if (!v->block) continue;
        again |= v->op == V(STORE) && cand_of(&s, v->args[1], &at);
        ssa_value_remove(v);
    }
    arena_free(s.arena);
    return again;
}

void opt_sroa(Func *f)
{
    enum { MAX_ROUNDS = 4 };
    for (int round = 0; promote(f) && round < MAX_ROUNDS; round++) opt_dce(f);      /* phis of addresses that nothing needs */
}
