/*
 * forward.c - replacing values in bulk, and questions that several passes ask.
 *
 * ssa_replace_uses walks the whole function; a pass that replaces many values notes them here instead and pays for one
 * sweep. Chains (a stands for b, b for c) are followed and shortened when they are looked up.
 */
#include "opt_int.h"

void forward_init(Forward *w, Func *f, Arena *a)
{
    *w = (Forward){.f = f, .arena = a, .to = NEW_N(a, Value *, f->nvalues), .n = f->nvalues};
}

void forward_set(Forward *w, Value *v, Value *with)
{
    if (v == with) return;
    if (v->id >= w->n) {        /* made after forward_init */
        uint32_t n = w->f->nvalues + w->f->nvalues / 2;
        Value **to = NEW_N(w->arena, Value *, n);
        memcpy(to, w->to, w->n * sizeof *to);
        w->to = to;
        w->n = n;
    }
    w->to[v->id] = with;
    w->count++;
}

Value *forward_get(Forward *w, Value *v)
{
    Value *end = v;
    while (end->id < w->n && w->to[end->id]) end = w->to[end->id];
    while (v != end) {
        Value *next = w->to[v->id];
        w->to[v->id] = end;
        v = next;
    }
    return end;
}

void forward_args(Forward *w, Value *v)
{
    if (!w->count) return;
    for (uint32_t i = 0; i < v->nargs; i++) {
        Value *to = forward_get(w, v->args[i]);
        if (to != v->args[i]) ssa_arg_set(v, i, to);
    }
}

void forward_apply(Forward *w)
{
    if (!w->count) return;
    for (uint32_t i = 0; i < w->f->blocks.n; i++) {
        Block *b = w->f->blocks.p[i];
        for (Value *v = b->first; v; v = v->next) forward_args(w, v);
        if (b->control && forward_get(w, b->control) != b->control) ssa_set_control(b, forward_get(w, b->control));
        for (uint32_t k = 0; k < b->rets.n; k++) {
            Value *old = b->rets.p[k], *to = forward_get(w, old);
            if (to == old) continue;
            old->uses--;
            to->uses++;
            b->rets.p[k] = to;
        }
    }
    for (uint32_t i = 0; i < w->f->blocks.n; i++)
        for (Value *v = w->f->blocks.p[i]->last, *prev; v; v = prev) {
            prev = v->prev;
            if (v->id < w->n && w->to[v->id]) ssa_value_remove(v);
        }
}

Value *opt_base(Value *p, int64_t *offset)
{
    for (;;) {
        if (p->op == V(COPY) || p->op == V(NIL_CHECK)) {
            p = p->args[0];
        } else if (p->op == V(ADD_PTR) && p->args[1]->op == V(CONST_I32)) {
            *offset += p->imm + p->args[1]->imm;
            p = p->args[0];
        } else {
            return p;
        }
    }
}

Value *opt_split_sum(Value *x, uint32_t *offset)
{
    for (;;)
        switch (x->op) {
        case V(COPY): case V(BOUNDS): case V(WRAP):
            x = x->args[0];
            break;
        case V(ADD_I32): case V(ADD_I64):
            if (!ssa_is_const(x->args[1])) return x;
            *offset += (uint32_t)x->args[1]->imm;
            x = x->args[0];
            break;
        case V(CONST_I32): case V(CONST_I64):
            *offset += (uint32_t)x->imm;
            return NULL;
        default:
            return x;
        }
}

bool opt_not_nil(const Value *v)
{
    for (;;)
        switch (v->op) {
        case V(NEW): case V(NEW_LAYOUT): case V(LOCAL): case V(ADDR_GLOBAL): case V(ADDR_ITAB): case V(NIL_CHECK): case V(CONTEXT):
            return true;
        case V(PARAM):
            return v->aux.func != NULL;
        case V(CALL):
            return v->aux.func->not_nil & 1;
        case V(RESULT):
            return v->args[0]->op == V(CALL) && v->imm < 32 && v->args[0]->aux.func->not_nil >> v->imm & 1;
        case V(CONST_PTR):
            return v->imm != 0;
        case V(ADD_PTR): case V(COPY):      /* inside of an object */
            v = v->args[0];
            break;
        default:
            return false;
        }
}

Value *opt_insert(Value *before, ValueOp op, IrType type, Value *x, Value *y)
{
    Value *v = ssa_value_loose(before->block->func, op, type, before->pos, 2);
    v->inl = before->inl;
    ssa_arg_add(v, x);
    if (y) ssa_arg_add(v, y);
    ssa_insert_before(before, v);
    return v;
}
