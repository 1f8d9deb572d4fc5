/*
 * waits.c - writes to files and to the standard streams do not wait.
 *
 * A program without package net writes to nothing else. A write that would have to wait (a pipe in non-blocking mode that is
 * full) is tried again at once, so it holds up the program, not one goroutine; in return what prints can't suspend. As no
 * writer waits, the lock that writers of one file take is never found taken either: pollDesc.waitWrite and fdMutex.rwlock, as
 * called for writing, get variants that do not wait.
 */
#include "opt_int.h"

static Func *built(const Program *p, const char *symbol)
{
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (p->funcs.p[i]->blocks.n && strcmp(p->funcs.p[i]->symbol, symbol) == 0) return p->funcs.p[i];
    return NULL;
}

static Value *find_call(const Func *f, const char *symbol)
{
    for (uint32_t i = 0; f && i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next)
            if (v->op == V(CALL) && strcmp(v->aux.func->symbol, symbol) == 0) return v;
    return NULL;
}

static bool uses_net(const Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++) {
        const Func *f = p->funcs.p[i];
        if (f->blocks.n && f->pkg && strcmp(f->pkg->path, "net") == 0 && !(f->flags & FN_INIT)) return true;
    }
    return false;
}

static Value *nothing(Func *f, uint8_t type)
{
    return type == IR_PTR ? ssa_const_nil(f) : type == IR_I64 ? ssa_const_i64(f, 0) : ssa_const_i32(f, 0);
}

/* The call is left out; its results are zero. */
static void drop_call(Func *f, Value *call)
{
    for (Value *r = call->next, *next; r && r->op == V(RESULT) && r->args[0] == call; r = next) {
        next = r->next;
        ssa_replace_uses(r, nothing(f, r->type));
        ssa_value_remove(r);
    }
    if (call->type != IR_VOID) ssa_replace_uses(call, nothing(f, call->type));
    ssa_value_remove(call);
}

void opt_waits(Program *p)
{
    if (uses_net(p)) return;
    Func *wait = built(p, "internal/poll.(*pollDesc).waitWrite");
    Value *call = find_call(wait, "internal/poll.(*pollDesc).wait");
    if (call) drop_call(wait, call);
    Value *lock = find_call(built(p, "internal/poll.(*FD).writeLock"), "internal/poll.(*fdMutex).rwlock");
    if (!lock || lock->nargs != 2 || lock->args[1]->op != V(CONST_I32) || lock->args[1]->imm != 0) return;
    Func *variant = inline_clone(lock->aux.func, "internal/poll.(*fdMutex).rwlock·write");
    call = find_call(variant, "internal/poll.runtime_Semacquire");
    if (call) drop_call(variant, call);
    lock->aux.func = variant;
}
