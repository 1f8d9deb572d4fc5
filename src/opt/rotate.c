/*
 * rotate.c - a loop that tests at its head tests at its end instead, and once in front:
 *
 *     while c { body }    becomes    if c { do { body } while c }
 *
 * That is one branch less each round, and what stands first in the body is then executed whenever the loop is entered at all, so
 * licm may move loads and checks out of it.
 *
 * The head's values are copied to the block before the loop. At the new head and behind the loop phis join the copies with the
 * originals, which now stand at the loop's end. A loop whose head has values that are used where neither of them is sure to
 * be passed stays as it is.
 *
 * Runs when functions are final: checks.c sees what a head's test tells it more easily in the other form.
 */
#include "opt_int.h"

enum { MAX_COPIED = 10, MAX_LOOPS = 40, MAX_VALUES = 20000 };

/* An operand (of a value, or of a block's end) that is defined in the head. */
typedef struct Use { Value *user; Block *end; uint32_t at; Value *v; bool behind; } Use;    /* end: control (at 0) or rets.p[at - 1] */

typedef struct Rotation {
    Func *f;
    Arena *arena;
    const LoopForest *forest;
    const Loop *loop;
    Block *head, *front, *body, *exit;
    uint32_t in, front_at;      /* which successor of head is the body, which predecessor is front */
    VEC(Use) uses;
    Value **copy, **join[2];    /* by id: in front of the loop; phi at the new head, and behind the loop */
    Block *meet[2];
} Rotation;

static bool inside(const Rotation *r, const Block *b)
{
    return loops_contains(r->loop, r->forest->of[b->rpo]);
}

static bool is_copyable(const Value *v)
{
    return ((ssa_op_flags((ValueOp)v->op) & OPF_PURE) && v->op != V(CALL)) || v->op == V(LOAD);
}

static bool find_shape(Rotation *r)
{
    Block *head = r->head = r->loop->head;
    if (head->kind != BLOCK_IF || head->cold) return false;
    r->in = inside(r, head->succs.p[0]) ? 0 : 1;
    r->body = head->succs.p[r->in];
    r->exit = head->succs.p[!r->in];
    if (!inside(r, r->body) || inside(r, r->exit) || r->body == head) return false;
    for (uint32_t k = 0; k < head->preds.n; k++) {
        if (inside(r, head->preds.p[k])) continue;
        if (r->front) return false;
        r->front = head->preds.p[k];
        r->front_at = k;
    }
    if (!r->front || r->front->kind != BLOCK_JUMP) return false;
    uint32_t n = 0;
    for (const Value *v = head->first; v; v = v->next) {
        if (v->op == V(PHI)) continue;
        if (!is_copyable(v) || ++n > MAX_COPIED) return false;
    }
    return true;
}

/* A use of v in block b, or at the end of b on the way to `to`. False: neither place of joining is sure to be passed. */
static bool note_use(Rotation *r, Value *v, const Block *b, const Block *to, Use u)
{
    if (v->block != r->head) return true;
    u.v = v;
    if (b == r->head) {
        if (!to) return true;
        u.behind = to == r->exit;
    } else if (inside(r, b)) {
        u.behind = false;
    } else if (r->exit->preds.n == 1 && ssa_dominates(r->exit, b)) {
        u.behind = true;
    } else if (ssa_dominates(r->body, b)) {
        u.behind = false;
    } else {
        return false;
    }
    vec_push(r->arena, &r->uses, u);
    return true;
}

static bool find_uses(Rotation *r)
{
    for (uint32_t i = 0; i < r->f->blocks.n; i++) {
        Block *b = r->f->blocks.p[i];
        for (Value *v = b->first; v; v = v->next)
            for (uint32_t k = 0; k < v->nargs; k++) {
                bool phi = v->op == V(PHI), shifts = phi && b == r->head && k > r->front_at;     /* that edge goes away */
                if (!note_use(r, v->args[k], phi ? b->preds.p[k] : b, phi ? b : NULL, (Use){.user = v, .at = shifts ? k - 1 : k})) return false;
            }
        if (b->control && !note_use(r, b->control, b, NULL, (Use){.end = b})) return false;
        for (uint32_t k = 0; k < b->rets.n; k++)
            if (!note_use(r, b->rets.p[k], b, NULL, (Use){.end = b, .at = k + 1})) return false;
    }
    return true;
}

/* ---- the change ---- */

static Value *in_front(const Rotation *r, Value *v)
{
    return v->block == r->head ? r->copy[v->id] : v;
}

static void copy_head(Rotation *r)
{
    for (Value *v = r->head->first; v; v = v->next) {
        if (v->op == V(PHI)) {
            r->copy[v->id] = v->args[r->front_at];
            continue;
        }
        Value *c = ssa_value_loose(r->f, (ValueOp)v->op, (IrType)v->type, v->pos, v->nargs);
        c->mem = v->mem;
        c->imm = v->imm;
        c->aux = v->aux;
        c->inl = v->inl;
        for (uint32_t k = 0; k < v->nargs; k++) ssa_arg_add(c, in_front(r, v->args[k]));
        if (r->front->last)
            ssa_insert_after(r->front->last, c);
        else
            ssa_append(r->front, c);
        r->copy[v->id] = c;
    }
}

/* A block on the way from head to `to`, which the block in front of the loop will reach, too. */
static Block *meeting(Rotation *r, Block *to)
{
    Block *b = ssa_block_new(r->f);
    b->sealed = true;
    b->cold = to->cold;
    ssa_block_kind(b, BLOCK_JUMP, NULL, r->head->pos);
    vec_push(r->f->arena, &b->succs, to);
    for (uint32_t k = 0; k < to->preds.n; k++)
        if (to->preds.p[k] == r->head) to->preds.p[k] = b;
    return b;
}

static void change_edges(Rotation *r)
{
    r->meet[0] = meeting(r, r->body);
    r->meet[1] = meeting(r, r->exit);
    ssa_edge_remove(r->front, 0);
    ssa_block_kind(r->front, BLOCK_IF, in_front(r, r->head->control), r->head->pos);
    r->front->likely = r->head->likely;
    r->head->succs.n = 0;
    for (uint32_t k = 0; k < 2; k++) {
        ssa_edge(r->front, r->meet[k != r->in]);
        ssa_edge(r->head, r->meet[k != r->in]);
    }
}

static Value *joined(Rotation *r, Value *v, bool behind)
{
    Value **phi = &r->join[behind][v->id];
    if (!*phi) {
        Value *c = r->copy[v->id];
        *phi = ssa_value2(r->meet[behind], V(PHI), (IrType)v->type, v->pos, c, v);
    }
    return *phi;
}

static void rotate(Rotation *r)
{
    uint32_t n = r->f->nvalues;
    r->copy = NEW_N(r->arena, Value *, n);
    r->join[0] = NEW_N(r->arena, Value *, n);
    r->join[1] = NEW_N(r->arena, Value *, n);
    copy_head(r);
    change_edges(r);
    for (uint32_t i = 0; i < r->uses.n; i++) {
        const Use *u = &r->uses.p[i];
        Value *v = joined(r, u->v, u->behind);
        if (u->user) {
            ssa_arg_set(u->user, u->at, v);
        } else if (u->at == 0) {
            ssa_set_control(u->end, v);
        } else {
            u->end->rets.p[u->at - 1]->uses--;
            u->end->rets.p[u->at - 1] = v;
            v->uses++;
        }
    }
}

void opt_rotate(Func *f)
{
    if (f->nvalues > MAX_VALUES) return;
    ssa_dominators(f);
    Arena *a = arena_new("rotate");
    BitSet tried;
    bits_init(&tried, a, f->nblocks + 2 * MAX_LOOPS);
    for (uint32_t left = MAX_LOOPS; left > 0;) {
        LoopForest forest;
        loops_find(&forest, f, a);
        if (forest.irreducible) break;
        bool now = false;
        for (uint32_t i = 0; i < forest.loops.n && !now && left > 0; i++) {
            Rotation r = {.f = f, .arena = a, .forest = &forest, .loop = forest.loops.p[i]};
            if (bits_get(&tried, r.loop->head->id)) continue;
            bits_set(&tried, r.loop->head->id);
            if (!find_shape(&r)) continue;
            left--;
            if (!find_uses(&r)) continue;
            rotate(&r);
            now = true;
        }
        if (!now) break;
        ssa_dominators(f);
    }
    arena_free(a);
}
