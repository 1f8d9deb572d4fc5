/*
 * locks.c - locks of the standard library that nobody can wait for.
 *
 * Nothing pre-empts a goroutine: a mutex can be found locked only if some holder suspended while holding it. Lock classes
 * (src/ssa/build_lock.c) are first all taken to be free, that is, locking them does not suspend; under that assumption the
 * functions that may suspend are found. A class is not free if a call that may suspend can follow a Lock of it before an Unlock, in
 * the same function (a deferred Unlock comes at its end), or anywhere in a caller of a function that returns with it locked (one
 * that locks and has no Unlock). Without those classes the search is repeated, until nothing changes. Calls that lock a free class are then replaced by a variant that
 * cannot suspend.
 *
 * A lock of unknown class that a suspending function takes may be any, so no class is free then.
 */
#include "opt_int.h"

typedef struct Holder {
    Func *f;
    BitSet locks;               /* classes locked here or by a callee that returns with them */
    BitSet inherited;           /* the latter */
    ValueVec direct;            /* calls that lock, with a class */
    bool unlocks, defers_unlock, unknown;
    FuncVec callees;
} Holder;

static Arena *arena;
static PtrMap class_numbers;    /* imm -> number + 1 */
static BitSet taken;            /* classes that somebody may wait for */
static bool all_taken;

static uint32_t class_number(int64_t imm)
{
    return (uint32_t)(uintptr_t)ptrmap_get(&class_numbers, (void *)(intptr_t)imm) - 1;
}

static bool is_free(const Value *v)
{
    return v->op == V(CALL) && v->imm > 0 && !all_taken && ssa_free_lock(v->aux.func) && !bits_get(&taken, class_number(v->imm));
}

static bool is_unlock(const Func *f)
{
    const char *dot = strrchr(f->symbol, '.');
    return dot && (strcmp(dot, ".Unlock") == 0 || strcmp(dot, ".RUnlock") == 0);
}

static bool calls_unlock(const Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (const Value *v = f->blocks.p[i]->first; v; v = v->next)
            if (v->op == V(CALL) && is_unlock(v->aux.func)) return true;
    return false;
}

static void scan(Holder *h)
{
    for (uint32_t i = 0; i < h->f->blocks.n; i++)
        for (Value *v = h->f->blocks.p[i]->first; v; v = v->next) {
            if (v->op != V(CALL)) continue;
            Func *callee = v->aux.func;
            if (ssa_free_lock(callee)) {
                if (v->imm > 0) {
                    bits_set(&h->locks, class_number(v->imm));
                    vec_push(arena, &h->direct, v);
                } else {
                    h->unknown = true;
                }
            } else if (is_unlock(callee)) {
                h->unlocks = true;
            } else if (strcmp(callee->symbol, "runtime.deferproc") == 0) {
                const Func *code = callgraph_closure_code(v->args[0]);
                h->defers_unlock |= code && (is_unlock(code) || calls_unlock(code));
            } else {
                vec_push(arena, &h->callees, callee);
            }
        }
}

/* What a function that does not unlock leaves locked, its callers hold. */
static void spread(Holder *all, uint32_t n, const PtrMap *holder_of)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = 0; k < all[i].callees.n; k++) {
                const Holder *c = ptrmap_get(holder_of, all[i].callees.p[k]);
                if (!c || c->unlocks || c->defers_unlock) continue;
                changed |= bits_or(&all[i].locks, &c->locks);
                bits_or(&all[i].inherited, &c->locks);
            }
    }
}

static uint32_t number_classes(Program *p)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->funcs.n; i++)
        for (uint32_t k = 0; k < p->funcs.p[i]->blocks.n; k++)
            for (const Value *v = p->funcs.p[i]->blocks.p[k]->first; v; v = v->next)
                if (v->op == V(CALL) && v->imm > 0 && ssa_free_lock(v->aux.func) &&
                    !ptrmap_has(&class_numbers, (void *)(intptr_t)v->imm))
                    ptrmap_set(&class_numbers, (void *)(intptr_t)v->imm, (void *)(uintptr_t)++n);
    return n;
}

static bool is_mutex_method(const Func *f)
{
    return ssa_free_lock(f) || strstr(f->symbol, "sync.(*Mutex).") || strstr(f->symbol, "sync.(*RWMutex).");
}

static bool suspends(const Value *v)
{
    return opt_is_call(v) && !is_free(v) && (opt_call_effects(v) & EFFECT_SUSPEND);
}

/* Can a call that may suspend be reached from behind the lock without an Unlock before it? */
static bool held_across(const Holder *h, const Value *lock)
{
    BitSet seen;
    BlockVec work = {0};
    bits_init(&seen, arena, h->f->nblocks);
    const Value *v = lock->next;
    Block *b = lock->block;
    for (;;) {
        bool unlocked = false;
        for (; v && !unlocked; v = v->next) {
            unlocked = v->op == V(CALL) && is_unlock(v->aux.func);
            if (!unlocked && suspends(v)) return true;
        }
        for (uint32_t i = 0; i < b->succs.n && !unlocked; i++) {
            if (bits_get(&seen, b->succs.p[i]->id)) continue;
            bits_set(&seen, b->succs.p[i]->id);
            vec_push(arena, &work, b->succs.p[i]);
        }
        if (work.n == 0) return false;
        b = vec_pop(&work);
        v = b->first;
    }
}

/* True when more classes turned out to be taken. */
static bool find_taken(Holder *all, uint32_t n)
{
    bool changed = false;
    for (uint32_t i = 0; i < n; i++) {
        const Holder *h = &all[i];
        if (!h->f->may_suspend || is_mutex_method(h->f)) continue;
        changed |= bits_or(&taken, &h->inherited);
        for (uint32_t k = 0; k < h->direct.n; k++) {
            uint32_t c = class_number(h->direct.p[k]->imm);
            if (bits_get(&taken, c) || !held_across(h, h->direct.p[k])) continue;
            bits_set(&taken, c);
            changed = true;
        }
        if (h->unknown && !all_taken && h->f->pkg && h->f->pkg->is_std) changed = all_taken = true;
    }
    return changed;
}

static void replace(Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++)
        for (uint32_t k = 0; k < p->funcs.p[i]->blocks.n; k++)
            for (Value *v = p->funcs.p[i]->blocks.p[k]->first; v; v = v->next)
                if (v->op == V(CALL) && is_free(v)) {
                    Func *variant = ssa_func_by_symbol(ssa_free_lock(v->aux.func));
                    if (variant && variant->blocks.n) v->aux.func = variant;
                    v->imm = 0;
                }
}

void opt_locks(Program *p)
{
    arena = arena_new("locks");
    ptrmap_init(&class_numbers, arena);
    uint32_t nclasses = number_classes(p), n = 0;
    bits_init(&taken, arena, nclasses + 1);
    all_taken = false;
    Holder *all = NEW_N(arena, Holder, p->funcs.n + 1);
    PtrMap holder_of;
    ptrmap_init(&holder_of, arena);
    for (uint32_t i = 0; nclasses && i < p->funcs.n; i++) {
        if (p->funcs.p[i]->blocks.n == 0) continue;
        Holder *h = &all[n++];
        h->f = p->funcs.p[i];
        bits_init(&h->locks, arena, nclasses + 1);
        bits_init(&h->inherited, arena, nclasses + 1);
        ptrmap_set(&holder_of, h->f, h);
        scan(h);
    }
    spread(all, n, &holder_of);
    if (nclasses) {
        effects_assume_free(is_free);
        do opt_effects(p);
        while (find_taken(all, n));
        effects_assume_free(NULL);
        replace(p);
    }
    arena_free(arena);
}
