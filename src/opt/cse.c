/*
 * cse.c - the same value is computed once: global value numbering over the dominator tree, and loads whose memory is known.
 *
 * Blocks are walked in reverse post-order, so everything that dominates a value was seen before it. A pure value equal to one
 * in a dominating block stands for it; so does a check that already passed there, whatever it was to say.
 *
 * Loads: each block has a short list of what memory is known to hold (from earlier loads and stores), handed on to successors; where
 * paths meet, what all of them know is kept; the head of a loop knows nothing. A write takes away what it may overlap, a
 * call everything except variables whose address is used for loads and stores only.
 */
#include "opt_int.h"

enum { MAX_CHAIN = 24, MAX_KNOWN = 24 };

typedef struct Known { Value *addr, *base, *val; int64_t offset; uint8_t mem; } Known;
typedef struct Memory { Known k[MAX_KNOWN]; uint32_t n; } Memory;

typedef struct Cse {
    Func *f;
    Arena *arena;
    Forward fwd;
    uint32_t *bucket;           /* hash -> entry + 1 */
    uint32_t mask;
    VEC(Value *) entries;
    U32Vec next;
    Memory **out;               /* by rpo; NULL = nothing known */
    BitSet private_vars;        /* objects whose address is used for loads and stores only */
} Cse;

/* ---- equal values ---- */

static bool is_candidate(const Value *v)
{
    uint32_t flags = ssa_op_flags((ValueOp)v->op);
    if (flags & OPF_TRAP) return true;
    if (v->op == V(PARAM) || ssa_is_const(v)) return false;
    if (v->op == V(CALL)) return ssa_value_effects(v) == OPF_PURE && v->sig->nresults == 1;
    return flags & OPF_PURE;
}

static bool ignores_imm(const Value *v) { return ssa_op_flags((ValueOp)v->op) & OPF_TRAP; }

static uint32_t hash(const Value *v)
{
    uint64_t h = v->op * UINT64_C(0x9e3779b97f4a7c15) + (ignores_imm(v) ? 0 : (uint64_t)v->imm * 31);
    h ^= (uint64_t)(uintptr_t)v->aux.ptr >> 4;
    if (v->op == V(PHI)) h += v->block->id;
    uint64_t sum = 0;
    bool comm = ssa_op_flags((ValueOp)v->op) & OPF_COMM;
    for (uint32_t i = 0; i < v->nargs; i++)
        sum = comm ? sum + v->args[i]->id * UINT64_C(0x85ebca6b) : (sum + v->args[i]->id) * UINT64_C(0x85ebca6b);
    h = (h ^ sum) * UINT64_C(0xff51afd7ed558ccd);
    return (uint32_t)(h >> 32);
}

static bool equal(const Value *a, const Value *b)
{
    if (a->op != b->op || a->type != b->type || a->nargs != b->nargs || a->aux.ptr != b->aux.ptr) return false;
    if (!ignores_imm(a) && a->imm != b->imm) return false;
    if (a->op == V(PHI) && a->block != b->block) return false;
    if ((ssa_op_flags((ValueOp)a->op) & OPF_COMM) && a->args[0] == b->args[1] && a->args[1] == b->args[0]) return true;
    for (uint32_t i = 0; i < a->nargs; i++)
        if (a->args[i] != b->args[i]) return false;
    return true;
}

static Value *find_or_enter(Cse *c, Value *v)
{
    uint32_t h = hash(v) & c->mask, steps = 0;
    for (uint32_t e = c->bucket[h]; e && steps < MAX_CHAIN; e = c->next.p[e - 1], steps++) {
        Value *old = c->entries.p[e - 1];
        if (equal(old, v) && ssa_dominates(old->block, v->block)) return old;
    }
    vec_push(c->arena, &c->entries, v);
    vec_push(c->arena, &c->next, c->bucket[h]);
    c->bucket[h] = c->entries.n;
    return NULL;
}

/* ---- memory ---- */

static void find_private(Cse *c)
{
    bits_init(&c->private_vars, c->arena, c->f->nvalues);
    for (uint32_t i = 0; i < c->f->blocks.n; i++)
        for (Value *v = c->f->blocks.p[i]->first; v; v = v->next)
            if (v->op == V(LOCAL) || v->op == V(NEW) || v->op == V(NEW_LAYOUT)) bits_set(&c->private_vars, v->id);
    for (uint32_t i = 0; i < c->f->blocks.n; i++) {
        Block *b = c->f->blocks.p[i];
        for (Value *v = b->first; v; v = v->next)
            for (uint32_t k = 0; k < v->nargs; k++) {
                bool access = (v->op == V(LOAD) || v->op == V(STORE) || v->op == V(ZERO)) && k == 0;
                if (!access) bits_clear(&c->private_vars, v->args[k]->id);
            }
        for (uint32_t k = 0; k < b->rets.n; k++) bits_clear(&c->private_vars, b->rets.p[k]->id);
    }
}

static bool is_object(const Value *v)
{
    return v->op == V(LOCAL) || v->op == V(NEW) || v->op == V(NEW_LAYOUT) || v->op == V(ADDR_GLOBAL) || v->op == V(ADDR_ITAB);
}

static bool is_constant_memory(const Value *base)
{
    return base->op == V(ADDR_ITAB) || (base->op == V(ADDR_GLOBAL) && base->aux.global->readonly);
}

static bool may_overlap(const Cse *c, const Known *k, const Value *base, int64_t offset, int64_t size)
{
    int64_t ko = k->offset, ksize = ssa_mem_size((MemType)k->mem);
    bool same = k->base == base;
    if (k->base->op == V(ADDR_GLOBAL) && base->op == V(ADDR_GLOBAL)) {
        if (k->base->aux.global != base->aux.global) return false;
        same = true;
        ko += k->base->imm;
        offset += base->imm;
    }
    if (same) return size < 0 || (offset < ko + ksize && ko < offset + size);
    if (is_object(k->base) && is_object(base)) return false;
    return !bits_get(&c->private_vars, k->base->id) && !bits_get(&c->private_vars, base->id);
}

/* A write of size bytes (-1: unknown) at addr. */
static void clobber(const Cse *c, Memory *m, Value *addr, int64_t offset, int64_t size)
{
    Value *base = opt_base(addr, &offset);
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++)
        if (is_constant_memory(m->k[i].base) || !may_overlap(c, &m->k[i], base, offset, size)) m->k[n++] = m->k[i];
    m->n = n;
}

static void clobber_all(const Cse *c, Memory *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++)
        if (is_constant_memory(m->k[i].base) || bits_get(&c->private_vars, m->k[i].base->id)) m->k[n++] = m->k[i];
    m->n = n;
}

static void learn(Memory *m, Value *addr, int64_t offset, uint8_t mem, Value *val)
{
    Known k = {.addr = addr, .val = val, .mem = mem};
    k.base = opt_base(addr, &offset);
    k.offset = offset;
    if (m->n == MAX_KNOWN) memmove(m->k, m->k + 1, --m->n * sizeof *m->k);
    m->k[m->n++] = k;
}

static Value *lookup(const Memory *m, Value *addr, int64_t offset, uint8_t mem)
{
    Value *base = opt_base(addr, &offset);
    for (uint32_t i = m->n; i-- > 0;)
        if (m->k[i].base == base && m->k[i].offset == offset && m->k[i].mem == mem) return m->k[i].val;
    return NULL;
}

static bool is_whole(uint8_t mem) { return mem == MEM_I32 || mem == MEM_I64 || mem == MEM_F32 || mem == MEM_F64 || mem == MEM_PTR; }

static void access(Cse *c, Memory *m, Value *v)
{
    switch (v->op) {
    case V(LOAD): {
        Value *known = lookup(m, v->args[0], v->imm, v->mem);
        if (known)
            forward_set(&c->fwd, v, known);
        else
            learn(m, v->args[0], v->imm, v->mem, v);
        return;
    }
    case V(STORE):
        clobber(c, m, v->args[0], v->imm, ssa_mem_size((MemType)v->mem));
        if (is_whole(v->mem)) learn(m, v->args[0], v->imm, v->mem, v->args[1]);
        return;
    case V(MOVE): case V(ZERO):
        clobber(c, m, v->args[0], 0, v->imm);
        return;
    case V(MEMMOVE): case V(MEMZERO):
        clobber(c, m, v->args[0], 0, -1);
        return;
    case V(NEW): case V(NEW_LAYOUT):
        return;
    default:
        if (ssa_value_effects(v) & (OPF_WRITE | OPF_CALL)) clobber_all(c, m);
    }
}

static void meet(Memory *m, const Memory *with)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++)
        for (uint32_t k = 0; with && k < with->n; k++)
            if (m->k[i].base == with->k[k].base && m->k[i].offset == with->k[k].offset && m->k[i].mem == with->k[k].mem && m->k[i].val == with->k[k].val) {
                m->k[n++] = m->k[i];
                break;
            }
    m->n = n;
}

static void enter_block(const Cse *c, const Block *b, Memory *m)
{
    m->n = 0;
    for (uint32_t i = 0; i < b->preds.n; i++) {
        const Block *p = b->preds.p[i];
        if (p->rpo >= b->rpo || (p->kind == BLOCK_ENTRY_DEFER && p->succs.p[1] == b)) return;
    }
    for (uint32_t i = 0; i < b->preds.n; i++) {
        const Memory *from = c->out[b->preds.p[i]->rpo];
        if (i > 0)
            meet(m, from);
        else if (from)
            *m = *from;
        if (!m->n) return;
    }
}

void opt_cse(Func *f)
{
    Cse c = {.f = f, .arena = arena_new("cse")};
    ssa_dominators(f);
    forward_init(&c.fwd, f, c.arena);
    find_private(&c);
    c.mask = 64;
    while (c.mask < f->nvalues) c.mask *= 2;
    c.bucket = NEW_N(c.arena, uint32_t, c.mask);
    c.mask--;
    c.out = NEW_N(c.arena, Memory *, f->blocks.n);
    Memory m;
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        Block *b = f->blocks.p[i];
        enter_block(&c, b, &m);
        for (Value *v = b->first; v; v = v->next) {
            forward_args(&c.fwd, v);
            if (is_candidate(v)) {
                Value *same = find_or_enter(&c, v);
                if (same) forward_set(&c.fwd, v, same);
            } else {
                access(&c, &m, v);
            }
        }
        if (!m.n || !b->succs.n) continue;
        c.out[b->rpo] = arena_alloc_raw(c.arena, sizeof(Memory), 8);
        *c.out[b->rpo] = m;
    }
    forward_apply(&c.fwd);
    arena_free(c.arena);
}
