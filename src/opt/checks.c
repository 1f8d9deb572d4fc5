/*
 * checks.c - drops checks that earlier checks, branches, constants and loops make needless, and branches that are decided.
 *
 * One walk of the dominator tree collects facts and takes them back when it leaves a subtree:
 *
 *   - pointers known not to be nil, values known not to be zero
 *   - for each integer an interval (signed)
 *   - differences: x <= y + c, kept as a graph with an edge from x to y of weight c; x <= z + d is proved by a path whose
 *     weights add up to no more than d (Bodik, Gupta, Sarkar, "ABCD: Eliminating Array Bounds Checks on Demand")
 *
 * Facts come from branches (an edge into a block with no other predecessor), from checks that passed, and from additions
 * of constants that can't overflow. A phi at the head of a loop that only grows by a constant is no smaller than it started, if
 * each step is taken under a test that keeps it from overflowing; one that only shrinks is no larger.
 *
 * What a value's own operation and operands say about it holds wherever the value is, so it is never taken back. Divisions of what
 * can't be negative, by what is positive, become unsigned ones: shifts and masks, where the divisor is a power of two.
 */
#include "opt_int.h"

enum { MAX_DEPTH = 6, MAX_STEPS = 64 };

typedef struct Range { int64_t lo, hi; } Range;
typedef struct Edge { uint32_t to, next; int64_t c; } Edge;     /* from <= to + c */

typedef struct Undo { uint8_t kind; uint32_t id; Range was; } Undo;
enum { UNDO_RANGE, UNDO_EDGE, UNDO_NONZERO };

typedef struct Checks {
    Func *f;
    Arena *arena;
    Forward fwd;
    Range *range;               /* by value id */
    uint32_t *edges;            /* by value id: first edge + 1 */
    VEC(Edge) edge;
    BitSet nonzero;             /* pointers not nil, integers not 0 */
    VEC(Undo) undo;
    uint32_t n, steps, zero;    /* zero: a node that stands for the constant 0 */
} Checks;

static bool is_int(const Value *v) { return v->type == IR_I32 || v->type == IR_I64; }

static Range full(const Value *v)
{
    return v->type == IR_I64 ? (Range){INT64_MIN, INT64_MAX} : (Range){INT32_MIN, INT32_MAX};
}

static Range range_of(const Checks *c, const Value *v)
{
    if (v->op == V(CONST_I32) || v->op == V(CONST_I64)) return (Range){v->imm, v->imm};
    return v->id < c->n ? c->range[v->id] : full(v);
}

/* ---- learning ---- */

static void narrow(Checks *c, const Value *v, int64_t lo, int64_t hi)
{
    if (v->id >= c->n || ssa_is_const(v)) return;
    Range r = c->range[v->id], to = {lo > r.lo ? lo : r.lo, hi < r.hi ? hi : r.hi};
    if ((to.lo == r.lo && to.hi == r.hi) || to.lo > to.hi) return;
    vec_push(c->arena, &c->undo, ((Undo){UNDO_RANGE, v->id, r}));
    c->range[v->id] = to;
}

static void set_nonzero(Checks *c, const Value *v)
{
    if (v->id >= c->n || bits_get(&c->nonzero, v->id)) return;
    vec_push(c->arena, &c->undo, ((Undo){UNDO_NONZERO, v->id, {0, 0}}));
    bits_set(&c->nonzero, v->id);
}

static void add_edge(Checks *c, uint32_t from, uint32_t to, int64_t w)
{
    if (from >= c->n || to >= c->n || from == to) return;
    vec_push(c->arena, &c->edge, ((Edge){to, c->edges[from], w}));
    c->edges[from] = c->edge.n;
    vec_push(c->arena, &c->undo, ((Undo){UNDO_EDGE, from, {0, 0}}));
}

/* x <= y + w */
static void learn_le(Checks *c, const Value *x, const Value *y, int64_t w)
{
    if (ssa_is_const(x) && ssa_is_const(y)) return;
    Range rx = range_of(c, x), ry = range_of(c, y);
    int64_t hi, lo;
    if (!__builtin_add_overflow(ry.hi, w, &hi)) narrow(c, x, INT64_MIN, hi);
    if (!__builtin_sub_overflow(rx.lo, w, &lo)) narrow(c, y, lo, INT64_MAX);
    if (!ssa_is_const(x) && !ssa_is_const(y)) add_edge(c, x->id, y->id, w);
}

/* ---- proving ---- */

static bool path(Checks *c, uint32_t from, uint32_t to, int64_t w, int depth)
{
    if (from == to) return w >= 0;
    if (depth == 0 || ++c->steps > MAX_STEPS) return false;
    for (uint32_t e = c->edges[from]; e; e = c->edge.p[e - 1].next) {
        int64_t left;
        if (__builtin_sub_overflow(w, c->edge.p[e - 1].c, &left)) continue;
        if (path(c, c->edge.p[e - 1].to, to, left, depth - 1)) return true;
    }
    return false;
}

/* Is x <= y + w? */
static bool prove_le(Checks *c, const Value *x, const Value *y, int64_t w)
{
    Range rx = range_of(c, x), ry = range_of(c, y);
    int64_t t;
    if (!__builtin_add_overflow(ry.lo, w, &t) && rx.hi <= t) return true;
    if (x->id >= c->n || y->id >= c->n) return x == y && w >= 0;
    c->steps = 0;
    return path(c, x->id, y->id, w, MAX_DEPTH);
}

static bool is_nonzero(const Checks *c, const Value *v)
{
    if (v->type == IR_PTR && opt_not_nil(v)) return true;
    if (ssa_is_const(v)) return v->imm != 0;
    if (v->id >= c->n) return false;
    if (bits_get(&c->nonzero, v->id)) return true;
    return is_int(v) && (c->range[v->id].lo > 0 || c->range[v->id].hi < 0);
}

/* ---- what a value's operation says ---- */

static Range of_op(const Checks *c, const Value *v)
{
    Range a = v->nargs ? range_of(c, v->args[0]) : full(v), b = v->nargs > 1 ? range_of(c, v->args[1]) : a, r = full(v);
    int64_t lo, hi;
    switch (v->op) {
    case V(LOAD):
        switch (v->mem) {
        case MEM_I8U: return (Range){0, UINT8_MAX};
        case MEM_I8S: return (Range){INT8_MIN, INT8_MAX};
        case MEM_I16U: return (Range){0, UINT16_MAX};
        case MEM_I16S: return (Range){INT16_MIN, INT16_MAX};
        default: return r;
        }
    case V(EXT8_U): return a.lo >= 0 && a.hi <= UINT8_MAX ? a : (Range){0, UINT8_MAX};
    case V(EXT16_U): return a.lo >= 0 && a.hi <= UINT16_MAX ? a : (Range){0, UINT16_MAX};
    case V(EXT8_S): return (Range){INT8_MIN, INT8_MAX};
    case V(EXT16_S): return (Range){INT16_MIN, INT16_MAX};
    case V(EXTEND_S): return a;
    case V(EXTEND_U): return a.lo >= 0 ? a : (Range){0, UINT32_MAX};
    case V(WRAP): return a.lo >= INT32_MIN && a.hi <= INT32_MAX ? a : r;
    case V(ADD_I32): case V(ADD_I64):
        if (__builtin_add_overflow(a.lo, b.lo, &lo) || __builtin_add_overflow(a.hi, b.hi, &hi) || lo < r.lo || hi > r.hi) return r;
        return (Range){lo, hi};
    case V(SUB_I32): case V(SUB_I64):
        if (__builtin_sub_overflow(a.lo, b.hi, &lo) || __builtin_sub_overflow(a.hi, b.lo, &hi) || lo < r.lo || hi > r.hi) return r;
        return (Range){lo, hi};
    case V(MUL_I32): case V(MUL_I64):           /* of what isn't negative; that is what indices are made of */
        if (a.lo < 0 || b.lo < 0 || __builtin_mul_overflow(a.hi, b.hi, &hi) || hi > r.hi) return r;
        return (Range){a.lo * b.lo, hi};
    case V(SHL_I32): case V(SHL_I64): {
        int by = (int)b.lo & (v->type == IR_I64 ? 63 : 31);
        return b.lo == b.hi && a.lo >= 0 && a.hi <= r.hi >> by ? (Range){a.lo << by, a.hi << by} : r;
    }
    case V(AND_I32): case V(AND_I64):
        if (a.lo >= 0 && b.lo >= 0) return (Range){0, a.hi < b.hi ? a.hi : b.hi};
        return b.lo >= 0 ? (Range){0, b.hi} : a.lo >= 0 ? (Range){0, a.hi} : r;
    case V(SHR_U_I32): case V(SHR_U_I64):
        if (!ssa_is_const(v->args[1])) return a.lo >= 0 ? (Range){0, a.hi} : r;
        b.lo = v->args[1]->imm & (v->type == IR_I64 ? 63 : 31);
        if (b.lo == 0) return a;
        return a.lo >= 0 ? (Range){a.lo >> b.lo, a.hi >> b.lo} : (Range){0, v->type == IR_I64 ? (int64_t)(UINT64_MAX >> b.lo) : (int64_t)(UINT32_MAX >> b.lo)};
    case V(SHR_S_I32): case V(SHR_S_I64):
        return ssa_is_const(v->args[1]) ? (Range){a.lo >> (v->args[1]->imm & (v->type == IR_I64 ? 63 : 31)), a.hi >> (v->args[1]->imm & (v->type == IR_I64 ? 63 : 31))} : r;
    case V(DIV_U_I32): case V(DIV_U_I64): case V(DIV_S_I32): case V(DIV_S_I64):
        return a.lo >= 0 && b.lo >= 0 ? (Range){a.lo / (b.hi ? b.hi : 1), a.hi / (b.lo ? b.lo : 1)} : r;
    case V(REM_U_I32): case V(REM_U_I64):
        return b.lo > 0 ? (Range){0, b.hi - 1} : r;
    case V(REM_S_I32): case V(REM_S_I64):
        if (b.lo <= 0) return a.lo >= 0 ? (Range){0, a.hi} : r;
        return (Range){a.lo >= 0 ? 0 : 1 - b.hi, b.hi - 1};
    case V(CLZ_I32): case V(CTZ_I32): case V(POPCNT_I32): return (Range){0, 32};
    case V(CLZ_I64): case V(CTZ_I64): case V(POPCNT_I64): return (Range){0, 64};
    case V(SELECT): return (Range){a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi};
    default:
        if (v->type != IR_I32 || !(ssa_op_flags((ValueOp)v->op) & OPF_PURE)) return r;
        return v->op >= V(EQZ_I32) && v->op <= V(LE_U_I32) ? (Range){0, 1}
             : (v->op >= V(EQZ_I64) && v->op <= V(LE_U_I64)) || v->op == V(IS_NIL) || v->op == V(EQ_PTR) || v->op == V(NE_PTR) ? (Range){0, 1} : r;
    }
}

static bool fits_without_overflow(const Checks *c, const Value *v, int64_t k)
{
    Range a = range_of(c, v->args[0]), all = full(v);
    int64_t t;
    return k >= 0 ? !__builtin_add_overflow(a.hi, k, &t) && t <= all.hi : !__builtin_add_overflow(a.lo, k, &t) && t >= all.lo;
}

/* v = x + k, v <= x and the like */
static void relate(Checks *c, const Value *v)
{
    const Value *x = v->nargs ? v->args[0] : NULL, *y = v->nargs > 1 ? v->args[1] : NULL;
    switch (v->op) {
    case V(ADD_I32): case V(ADD_I64):
        if (ssa_is_const(y)) {
            if (!fits_without_overflow(c, v, y->imm)) return;
            add_edge(c, v->id, x->id, y->imm);
            add_edge(c, x->id, v->id, -y->imm);
        }
        return;
    case V(SUB_I32): case V(SUB_I64):           /* x - y <= x if y >= 0 and x >= 0 */
        if (range_of(c, y).lo >= 0 && range_of(c, x).lo >= 0) add_edge(c, v->id, x->id, 0);
        return;
    case V(SHR_U_I32): case V(SHR_U_I64): case V(SHR_S_I32): case V(SHR_S_I64): case V(DIV_U_I64): case V(DIV_U_I32):
        if (range_of(c, x).lo >= 0) add_edge(c, v->id, x->id, 0);
        return;
    case V(DIV_S_I32): case V(DIV_S_I64):
        if (range_of(c, x).lo >= 0 && range_of(c, y).lo > 0) add_edge(c, v->id, x->id, 0);
        return;
    case V(AND_I32): case V(AND_I64):
        if (range_of(c, x).lo >= 0) add_edge(c, v->id, x->id, 0);
        if (range_of(c, y).lo >= 0 && !ssa_is_const(y)) add_edge(c, v->id, y->id, 0);
        return;
    case V(REM_U_I32): case V(REM_U_I64): case V(REM_S_I32): case V(REM_S_I64):
        if (range_of(c, y).lo > 0 && !ssa_is_const(y)) add_edge(c, v->id, y->id, -1);
        if (range_of(c, x).lo >= 0) add_edge(c, v->id, x->id, 0);
        return;
    case V(EXTEND_U): case V(EXTEND_S): case V(WRAP): case V(EXT8_U): case V(EXT16_U): {
        Range a = range_of(c, x), b = range_of(c, v);
        if (a.lo < 0 || (v->op != V(EXTEND_U) && v->op != V(EXTEND_S) && (a.lo < b.lo || a.hi > b.hi))) return;
        add_edge(c, v->id, x->id, 0);
        add_edge(c, x->id, v->id, 0);
        return;
    }
    default:
        return;
    }
}

/* ---- branches ---- */

/* Learns from x < y (or x <= y) being true. */
static void learn_less(Checks *c, const Value *x, const Value *y, bool or_equal)
{
    learn_le(c, x, y, or_equal ? 0 : -1);
}

static void learn_unsigned(Checks *c, const Value *x, const Value *y, bool or_equal)
{
    Range ry = range_of(c, y);
    if (ry.lo < 0) return;
    narrow(c, x, 0, INT64_MAX);         /* below something that isn't negative when read as signed */
    learn_less(c, x, y, or_equal);
}

static void learn_equal(Checks *c, const Value *x, const Value *y)
{
    if (!is_int(x)) return;
    learn_le(c, x, y, 0);
    learn_le(c, y, x, 0);
}

static void learn_unequal(Checks *c, const Value *x, const Value *y)
{
    if (!is_int(x)) return;
    Range rx = range_of(c, x), ry = range_of(c, y);
    if (ry.lo == ry.hi) {
        if (ry.lo == 0) set_nonzero(c, x);
        if (rx.lo == ry.lo && rx.lo < rx.hi) narrow(c, x, rx.lo + 1, rx.hi);
        if (rx.hi == ry.lo && rx.lo < rx.hi) narrow(c, x, rx.lo, rx.hi - 1);
    }
    if (prove_le(c, x, y, 0))
        learn_le(c, x, y, -1);
    else if (prove_le(c, y, x, 0))
        learn_le(c, y, x, -1);
}

static void learn_condition(Checks *c, const Value *v, bool is_true)
{
    const Value *x = v->nargs ? v->args[0] : NULL, *y = v->nargs > 1 ? v->args[1] : NULL;
    switch (v->op) {
    case V(EQZ_I32):
        if (is_true) narrow(c, x, 0, 0); else set_nonzero(c, x);
        learn_condition(c, x, !is_true);
        return;
    case V(EQZ_I64):
        if (is_true) {
            narrow(c, x, 0, 0);
        } else {
            Range r = range_of(c, x);
            set_nonzero(c, x);
            if (r.lo == 0) narrow(c, x, 1, INT64_MAX);
        }
        return;
    case V(IS_NIL):
        if (!is_true) set_nonzero(c, x);
        return;
    case V(AND_I32):
        if (is_true && range_of(c, x).lo >= 0 && range_of(c, x).hi <= 1 && range_of(c, y).lo >= 0 && range_of(c, y).hi <= 1) {
            learn_condition(c, x, true);
            learn_condition(c, y, true);
        }
        return;
    case V(EQ_I32): case V(EQ_I64):
        if (is_true) learn_equal(c, x, y); else learn_unequal(c, x, y);
        return;
    case V(NE_I32): case V(NE_I64):
        if (is_true) learn_unequal(c, x, y); else learn_equal(c, x, y);
        return;
    case V(LT_S_I32): case V(LT_S_I64):
        if (is_true) learn_less(c, x, y, false); else learn_less(c, y, x, true);
        return;
    case V(LE_S_I32): case V(LE_S_I64):
        if (is_true) learn_less(c, x, y, true); else learn_less(c, y, x, false);
        return;
    case V(LT_U_I32): case V(LT_U_I64):
        if (is_true) learn_unsigned(c, x, y, false); else if (range_of(c, x).lo >= 0) learn_unsigned(c, y, x, true);
        return;
    case V(LE_U_I32): case V(LE_U_I64):
        if (is_true) learn_unsigned(c, x, y, true); else if (range_of(c, x).lo >= 0) learn_unsigned(c, y, x, false);
        return;
    default:
        return;
    }
}

/* 1 true, 0 false, -1 unknown */
static int decide(Checks *c, const Value *v)
{
    const Value *x = v->nargs ? v->args[0] : NULL, *y = v->nargs > 1 ? v->args[1] : NULL;
    bool pos;
    switch (v->op) {
    case V(EQZ_I32): case V(EQZ_I64):
        if (range_of(c, x).lo == 0 && range_of(c, x).hi == 0) return 1;
        return is_nonzero(c, x) ? 0 : -1;
    case V(IS_NIL):
        return is_nonzero(c, x) ? 0 : -1;
    case V(LT_U_I32): case V(LT_U_I64): case V(LE_U_I32): case V(LE_U_I64):
        pos = range_of(c, x).lo >= 0 && range_of(c, y).lo >= 0;
        if (!pos) return -1;
        if (v->op == V(LE_U_I32) || v->op == V(LE_U_I64)) return prove_le(c, x, y, 0) ? 1 : prove_le(c, y, x, -1) ? 0 : -1;
        return prove_le(c, x, y, -1) ? 1 : prove_le(c, y, x, 0) ? 0 : -1;
    case V(LT_S_I32): case V(LT_S_I64):
        return prove_le(c, x, y, -1) ? 1 : prove_le(c, y, x, 0) ? 0 : -1;
    case V(LE_S_I32): case V(LE_S_I64):
        return prove_le(c, x, y, 0) ? 1 : prove_le(c, y, x, -1) ? 0 : -1;
    case V(EQ_I32): case V(EQ_I64): case V(NE_I32): case V(NE_I64): {
        int eq = -1;
        Range rx = range_of(c, x), ry = range_of(c, y);
        if (rx.hi < ry.lo || ry.hi < rx.lo || prove_le(c, x, y, -1) || prove_le(c, y, x, -1))
            eq = 0;
        else if (prove_le(c, x, y, 0) && prove_le(c, y, x, 0))
            eq = 1;
        return eq < 0 ? -1 : eq == (v->op == V(EQ_I32) || v->op == V(EQ_I64));
    }
    default:
        return -1;
    }
}

/* ---- loops ---- */

/* Does a test that dominates `at` say phi < something (step up), phi > something (step down), or phi != something that it started on
 * the right side of? Then one step of 1 can't overflow. */
static bool step_is_safe(const Value *phi, const Block *at, bool up, int64_t step)
{
    if (step != 1) return false;
    for (const Block *b = at; b; b = b->idom) {
        if (b->preds.n != 1 || b->preds.p[0]->kind != BLOCK_IF || b->preds.p[0]->succs.p[0] == b->preds.p[0]->succs.p[1]) {
            if (b == phi->block) return false;
            continue;
        }
        const Block *p = b->preds.p[0];
        bool is_true = p->succs.p[0] == b;
        const Value *t = p->control;
        if (t->op == V(LT_S_I64) || t->op == V(LT_S_I32)) {
            if (is_true && t->args[up ? 0 : 1] == phi) return true;
            if (!is_true && t->args[up ? 1 : 0] == phi && ssa_is_const(t->args[up ? 0 : 1]) && t->args[up ? 0 : 1]->imm != (up ? INT64_MAX : INT64_MIN) &&
                t->args[up ? 0 : 1]->imm != (up ? INT32_MAX : INT32_MIN)) return true;
        }
        if (t->op == V(LE_S_I64) || t->op == V(LE_S_I32)) {
            if (!is_true && t->args[up ? 1 : 0] == phi) return true;     /* !(y <= phi) */
            if (is_true && t->args[up ? 0 : 1] == phi) {                    /* phi <= constant below the largest */
                const Value *k = t->args[up ? 1 : 0];
                if (ssa_is_const(k) && k->imm != (up ? INT64_MAX : INT64_MIN) && k->imm != (up ? INT32_MAX : INT32_MIN)) return true;
            }
        }
        if (b == phi->block) return false;
    }
    return false;
}

/* phi(start..., phi + k...) with k of one sign. */
static void induction(Checks *c, Value *phi)
{
    bool up = true, down = true, any = false;
    Value *start = NULL;
    bool one_start = true;
    int64_t lo = INT64_MAX, hi = INT64_MIN;
    for (uint32_t i = 0; i < phi->nargs; i++) {
        Value *x = phi->args[i];
        const Block *p = phi->block->preds.p[i];
        if (p->rpo < phi->block->rpo) {
            x = forward_get(&c->fwd, x);
            Range r = range_of(c, x);
            one_start &= !start || start == x;
            start = x;
            if (r.lo < lo) lo = r.lo;
            if (r.hi > hi) hi = r.hi;
            continue;
        }
        if (x == phi) continue;
        any = true;
        if ((x->op != V(ADD_I64) && x->op != V(ADD_I32)) || x->args[0] != phi || !ssa_is_const(x->args[1])) return;
        int64_t k = x->args[1]->imm;
        if (k > 0 && step_is_safe(phi, x->block, true, k))
            down = false;
        else if (k < 0 && step_is_safe(phi, x->block, false, -k))
            up = false;
        else
            return;
    }
    if (!any || !start || up == down) return;
    if (up) narrow(c, phi, lo, INT64_MAX);
    if (down) narrow(c, phi, INT64_MIN, hi);
    if (one_start && !ssa_is_const(start)) {
        if (up) add_edge(c, start->id, phi->id, 0);
        if (down) add_edge(c, phi->id, start->id, 0);
    }
}

/* Where paths meet: what all operands have from where they were defined. */
static void visit_phi(Checks *c, Value *phi)
{
    if (phi->type != IR_PTR && !is_int(phi)) return;
    bool nonzero = true;
    Range r = {INT64_MAX, INT64_MIN};
    for (uint32_t i = 0; i < phi->nargs; i++) {
        if (phi->block->preds.p[i]->rpo >= phi->block->rpo) {
            if (is_int(phi)) induction(c, phi);
            return;
        }
        Value *x = forward_get(&c->fwd, phi->args[i]);
        nonzero &= is_nonzero(c, x);
        if (!is_int(x)) continue;
        Range rx = range_of(c, x);
        if (rx.lo < r.lo) r.lo = rx.lo;
        if (rx.hi > r.hi) r.hi = rx.hi;
    }
    if (is_int(phi) && r.lo <= r.hi) c->range[phi->id] = r;
    if (nonzero) bits_set(&c->nonzero, phi->id);
}

/* ---- the walk ---- */

/* There is a slice or string of this length: it isn't negative from here on. */
static bool compares_with_length(const Value *v)
{
    if (v->op == V(BOUNDS)) return true;
    if (v->op != V(SLICE_BOUNDS)) return false;
    switch (v->imm) {
    case BOUNDS_SLICE_ALEN: case BOUNDS_SLICE_ALEN_U: case BOUNDS_SLICE_ACAP: case BOUNDS_SLICE_ACAP_U:
    case BOUNDS_SLICE3_ALEN: case BOUNDS_SLICE3_ALEN_U: case BOUNDS_SLICE3_ACAP: case BOUNDS_SLICE3_ACAP_U:
        return true;
    default:
        return false;
    }
}

static void check(Checks *c, Value *v)
{
    Value *x = v->args[0], *y = v->nargs > 1 ? v->args[1] : NULL;
    bool passes = false;
    if (compares_with_length(v)) narrow(c, y, 0, INT64_MAX);
    switch (v->op) {
    case V(NIL_CHECK): case V(DIV_CHECK):
        passes = is_nonzero(c, x);
        break;
    case V(BOUNDS):
        passes = range_of(c, x).lo >= 0 && prove_le(c, x, y, -1);
        break;
    case V(SLICE_BOUNDS):
        passes = range_of(c, x).lo >= 0 && prove_le(c, x, y, 0);
        break;
    default:
        passes = range_of(c, x).lo >= 0;
        break;
    }
    if (passes) {
        forward_set(&c->fwd, v, x);
        return;
    }
    /* From here on it has passed; the result is the operand. */
    if (v->op == V(NIL_CHECK) || v->op == V(DIV_CHECK)) {
        set_nonzero(c, x);
        set_nonzero(c, v);
    }
    if (v->op == V(SHIFT_CHECK)) narrow(c, x, 0, INT64_MAX);
    if (v->op == V(BOUNDS) || (v->op == V(SLICE_BOUNDS) && range_of(c, y).lo >= 0)) {
        narrow(c, x, 0, INT64_MAX);
        learn_less(c, x, y, v->op == V(SLICE_BOUNDS));
    }
    if (is_int(v)) {
        c->range[v->id] = range_of(c, x);
        learn_equal(c, v, x);
    }
}

/* Fold makes a shift or a mask of it if it can. */
static void make_unsigned(const Checks *c, Value *v)
{
    if (range_of(c, v->args[0]).lo < 0 || range_of(c, v->args[1]).lo <= 0) return;
    switch (v->op) {
    case V(DIV_S_I32): v->op = V(DIV_U_I32); break;
    case V(DIV_S_I64): v->op = V(DIV_U_I64); break;
    case V(REM_S_I32): v->op = V(REM_U_I32); break;
    case V(REM_S_I64): v->op = V(REM_U_I64); break;
    default: break;
    }
}

static void visit(Checks *c, Value *v)
{
    if (v->op == V(PHI)) {
        visit_phi(c, v);
        return;
    }
    forward_args(&c->fwd, v);
    if (opt_is_check(v)) {
        check(c, v);
        return;
    }
    if (!is_int(v) || ssa_is_const(v)) return;
    if (v->nargs == 2) make_unsigned(c, v);
    c->range[v->id] = of_op(c, v);      /* true wherever v is: never taken back */
    relate(c, v);
    int known = decide(c, v);
    if (known >= 0) forward_set(&c->fwd, v, ssa_const_i32(c->f, known));
}

static void take_back(Checks *c, uint32_t to)
{
    while (c->undo.n > to) {
        Undo u = vec_pop(&c->undo);
        if (u.kind == UNDO_RANGE)
            c->range[u.id] = u.was;
        else if (u.kind == UNDO_NONZERO)
            bits_clear(&c->nonzero, u.id);
        else
            c->edges[u.id] = vec_pop(&c->edge).next;
    }
}

static void enter(Checks *c, const Block *b)
{
    if (b->preds.n != 1) return;
    const Block *p = b->preds.p[0];
    if (p->kind == BLOCK_IF && p->succs.p[0] != p->succs.p[1]) {
        const Value *t = p->control;
        if (p->succs.p[0] == b) set_nonzero(c, t); else narrow(c, t, 0, 0);
        learn_condition(c, t, p->succs.p[0] == b);
    }
}

/* A branch on what is known. */
static void leave(Checks *c, Block *b)
{
    if (b->kind != BLOCK_IF) return;
    Value *t = forward_get(&c->fwd, b->control);
    Range r = range_of(c, t);
    if (ssa_is_const(t) || (r.lo != r.hi && !is_nonzero(c, t))) return;
    ssa_set_control(b, ssa_const_i32(c->f, r.lo != r.hi || r.lo != 0));
}

void opt_checks(Func *f)
{
    ssa_dominators(f);
    Checks c = {.f = f, .arena = arena_new("checks"), .n = f->nvalues};
    uint32_t n = f->blocks.n;
    forward_init(&c.fwd, f, c.arena);
    c.range = NEW_N(c.arena, Range, c.n);
    c.edges = NEW_N(c.arena, uint32_t, c.n);
    bits_init(&c.nonzero, c.arena, c.n);
    Block **order = NEW_N(c.arena, Block *, n), **above = NEW_N(c.arena, Block *, n);
    uint32_t *start = NEW_N(c.arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        order[f->blocks.p[i]->dom_pre] = f->blocks.p[i];
        for (Value *v = f->blocks.p[i]->first; v; v = v->next)
            if (is_int(v)) c.range[v->id] = full(v);
    }
    for (uint32_t i = 0, depth = 0; i < n; i++) {
        Block *b = order[i];
        for (; depth && !ssa_dominates(above[depth - 1], b); depth--) take_back(&c, start[depth - 1]);
        above[depth] = b;
        start[depth++] = c.undo.n;
        enter(&c, b);
        for (Value *v = b->first; v; v = v->next) visit(&c, v);
        leave(&c, b);
    }
    forward_apply(&c.fwd);
    arena_free(c.arena);
}
