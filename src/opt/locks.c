/*
 * locks.c - locks that nobody can have to wait for.
 *
 * Nothing pre-empts a goroutine: a mutex can be found locked only if some holder suspended while holding it. Lock classes
 * (src/ssa/build_lock.c) are first all taken to be free, that is, locking them does not suspend; under that assumption the
 * functions that may suspend are found. A class is not free if a call that may suspend can follow a Lock of it before an Unlock. A
 * function that may return with it locked, and has not deferred the Unlock, is like Lock for its callers; one that unlocks on every
 * way to its end is like Unlock. Without the classes that are not free the search is repeated, until nothing changes. Calls that lock
 * a free class are then replaced by a variant that cannot suspend.
 *
 * A free lock that is found locked all the same will never be unlocked: its holder has ended with it, or waits for itself. Who finds it so
 * waits for good (rt_park_for_good), without a second body. That is so because a goroutine unlocks only what it locked itself: a class
 * that a goroutine's function may unlock without a Lock of it before is taken.
 *
 * Locks through pointers have the class UNKNOWN, which is never free. If a holder of it suspends, no class that a pointer may
 * lead to is free.
 *
 * Functions of some packages are trusted not to return with a lock that they also unlock: HashTrieMap and math/big repeat the test
 * under which they locked.
 */
#include "opt_int.h"

enum { UNKNOWN = 0 };

typedef struct Holder {
    Func *f;
    ValueVec points;            /* calls behind which a lock may be held */
    BitSet leaves;              /* classes that may be locked when it returns */
    BitSet drops;               /* classes that it unlocks for its callers */
    BitSet deferred;            /* classes that its deferred calls unlock */
    BitSet releases;            /* classes that it may unlock without having locked them */
    bool any_leaves, any_drops, any_unlocks, any_releases;
} Holder;

static Arena *arena;
static PtrMap class_numbers;    /* imm -> number, from 1 */
static VEC(int64_t) classes;    /* imm of class i + 1 */
static Holder **holders;        /* by function id; NULL: has nothing to do with locks */
static VEC(Holder *) all;
static BitSet taken;            /* classes that somebody may wait for */

static uint32_t class_of(const Value *lock)
{
    return lock->imm > 0 ? (uint32_t)(uintptr_t)ptrmap_get(&class_numbers, (void *)(intptr_t)lock->imm) : UNKNOWN;
}

static LockCall lock_call(const Value *v)
{
    return v->op == V(CALL) ? ssa_lock_call(v->aux.func) : LOCK_NONE;
}

static bool is_free(const Value *v)
{
    return v->op == V(CALL) && v->imm > 0 && ssa_free_lock(v->aux.func) && !bits_get(&taken, class_of(v));
}

static void number_classes(Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++)
        for (uint32_t k = 0; k < p->funcs.p[i]->blocks.n; k++)
            for (const Value *v = p->funcs.p[i]->blocks.p[k]->first; v; v = v->next)
                if (v->op == V(CALL) && v->imm > 0 && lock_call(v) != LOCK_NONE && !ptrmap_has(&class_numbers, (void *)(intptr_t)v->imm)) {
                    vec_push(arena, &classes, v->imm);
                    ptrmap_set(&class_numbers, (void *)(intptr_t)v->imm, (void *)(uintptr_t)classes.n);
                }
}

/* ---- what functions do with locks ---- */

static Holder *holder_of(const Func *f)
{
    return f->id < prog->funcs.n ? holders[f->id] : NULL;
}

static Holder *make_holder(Func *f)
{
    Holder *h = holders[f->id];
    if (h) return h;
    h = holders[f->id] = NEW(arena, Holder);
    h->f = f;
    bits_init(&h->leaves, arena, classes.n + 1);
    bits_init(&h->drops, arena, classes.n + 1);
    bits_init(&h->deferred, arena, classes.n + 1);
    bits_init(&h->releases, arena, classes.n + 1);
    vec_push(arena, &all, h);
    return h;
}

/* May class c be locked behind the call? */
static bool takes(const Value *v, uint32_t c)
{
    LockCall l = lock_call(v);
    if (l != LOCK_NONE) return l != LOCK_DROPS && class_of(v) == c;
    if (v->op == V(CALL)) {
        const Holder *h = holder_of(v->aux.func);
        return h && bits_get(&h->leaves, c);
    }
    const FuncVec *t = flow_targets(v);
    for (uint32_t i = 0; t && i < t->n; i++)
        if (holder_of(t->p[i]) && bits_get(&holder_of(t->p[i])->leaves, c)) return true;
    return !t && c == UNKNOWN && v->op == V(CALL_ITAB) && (name_is(ssa_called_method(v), "Lock") || name_is(ssa_called_method(v), "RLock"));
}

static bool drops(const Value *v, uint32_t c)
{
    if (v->op != V(CALL)) return false;
    if (lock_call(v) == LOCK_DROPS) return class_of(v) == c;
    const Holder *h = holder_of(v->aux.func);
    return h && h->any_drops && bits_get(&h->drops, c);
}

/* May class c be unlocked by the call, locked by others? */
static bool releases(const Value *v, uint32_t c)
{
    if (lock_call(v) == LOCK_DROPS) return class_of(v) == c;
    const Holder *h = v->op == V(CALL) ? holder_of(v->aux.func) : NULL;
    return h && h->any_releases && bits_get(&h->releases, c);
}

typedef enum Found { END, SUSPENSION, RELEASE } Found;

static const Value *suspension;     /* the last call found, for -d=suspend */

static bool suspends(const Value *v)
{
    if (v->op == V(CALL) && strcmp(v->aux.func->symbol, "runtime.deferreturn") == 0) return effects_deferred_suspend(v->block->func);
    return opt_is_call(v) && !is_free(v) && (opt_call_effects(v) & EFFECT_SUSPEND);
}

/* Is there a way from v on without an unlocking of c to a return, or (in what) to a call that suspends? Or one
 * without a locking of c to a call that releases it? */
static bool reaches(const Func *f, Block *b, const Value *v, uint32_t c, Found what)
{
    BitSet seen;
    BlockVec work = {0};
    Arena *tmp = arena_new_small("held");
    bool found = false;
    bits_init(&seen, tmp, f->nblocks);
    while (!found) {
        bool stop = false;
        for (; v && !stop && !found; v = v->next) {
            if (!opt_is_call(v)) continue;
            stop = what == RELEASE ? takes(v, c) : drops(v, c);
            found = what == RELEASE ? releases(v, c) : !stop && what == SUSPENSION && suspends(v);
            if (found) suspension = v;
        }
        found |= !stop && what == END && b->kind == BLOCK_RETURN;
        for (uint32_t i = 0; i < b->succs.n && !stop; i++) {
            if (bits_get(&seen, b->succs.p[i]->id)) continue;
            bits_set(&seen, b->succs.p[i]->id);
            vec_push(tmp, &work, b->succs.p[i]);
        }
        if (work.n == 0) break;
        b = vec_pop(&work);
        v = b->first;
    }
    arena_free(tmp);
    return found;
}

static bool is_trusted(const Func *f)
{
    return f->pkg && (strcmp(f->pkg->path, "sync") == 0 || strcmp(f->pkg->path, "internal/sync") == 0 || strcmp(f->pkg->path, "math/big") == 0);
}

/* What a deferred closure unlocks. */
static void note_deferred(Holder *h, const Func *code)
{
    for (uint32_t i = 0; i < code->blocks.n; i++)
        for (const Value *v = code->blocks.p[i]->first; v; v = v->next)
            for (uint32_t c = 0; c <= classes.n && v->op == V(CALL) && (lock_call(v) == LOCK_DROPS || holder_of(v->aux.func)); c++)
                if (drops(v, c)) bits_set(&h->deferred, c);
}

static void scan(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            LockCall l = lock_call(v);
            if (l == LOCK_TAKES || l == LOCK_TRIES) vec_push(arena, &make_holder(f)->points, v);
            if (l == LOCK_DROPS) make_holder(f)->any_unlocks = true;
        }
}

static void scan_deferred(Func *f)
{
    for (uint32_t i = 0; (f->flags & FN_HAS_DEFER) && i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            const Func *code = callgraph_deferred_code(v);
            if (code && holder_of(f)) note_deferred(holder_of(f), code);
        }
}

static void find_drops(Holder *h)
{
    for (uint32_t c = 0; h->any_unlocks && c <= classes.n; c++) {
        bool here = false;
        for (uint32_t i = 0; i < h->f->blocks.n && !here; i++)
            for (const Value *v = h->f->blocks.p[i]->first; v && !here; v = v->next) here = lock_call(v) == LOCK_DROPS && class_of(v) == c;
        for (uint32_t i = 0; i < h->points.n && here; i++) here = !takes(h->points.p[i], c);
        if (!here || reaches(h->f, h->f->blocks.p[0], h->f->blocks.p[0]->first, c, END)) continue;
        bits_set(&h->drops, c);
        h->any_drops = true;
    }
}

static bool find_leaves(Holder *h)
{
    bool changed = false;
    if (is_trusted(h->f) && (h->any_unlocks || bits_count(&h->deferred))) return false;
    for (uint32_t c = 0; c <= classes.n; c++) {
        if (bits_get(&h->leaves, c) || bits_get(&h->deferred, c)) continue;
        for (uint32_t i = 0; i < h->points.n; i++) {
            const Value *p = h->points.p[i];
            if (!takes(p, c) || !reaches(h->f, p->block, p->next, c, END)) continue;
            bits_set(&h->leaves, c);
            h->any_leaves = changed = true;
            break;
        }
    }
    return changed;
}

static bool is_point(const Holder *h, const Value *v)
{
    for (uint32_t i = 0; h && i < h->points.n; i++)
        if (h->points.p[i] == v) return true;
    return false;
}

static bool may_leave(const Value *v)
{
    if (lock_call(v) != LOCK_NONE || !opt_is_call(v)) return false;
    if (v->op == V(CALL)) return holder_of(v->aux.func) && holder_of(v->aux.func)->any_leaves;
    const FuncVec *t = flow_targets(v);
    for (uint32_t i = 0; t && i < t->n; i++)
        if (holder_of(t->p[i]) && holder_of(t->p[i])->any_leaves) return true;
    return !t && takes(v, UNKNOWN);
}

/* Calls of functions that return with a lock are points, too. */
static bool add_points(Func *f)
{
    bool changed = false;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            if (!may_leave(v) || is_point(holder_of(f), v)) continue;
            vec_push(arena, &make_holder(f)->points, v);
            changed = true;
        }
    return changed;
}

/* ---- unlocking what others locked ---- */

static bool releases_more(Func *f, const Value *v, uint32_t c)
{
    return releases(v, c) && !(holder_of(f) && bits_get(&holder_of(f)->releases, c)) && reaches(f, f->blocks.p[0], f->blocks.p[0]->first, c, RELEASE);
}

/* A deferred call unlocks what its function locked, if it locks that at all. */
static bool defers_more(Func *f, const Func *code, uint32_t c)
{
    const Holder *h = holder_of(f);
    if (!holder_of(code) || !bits_get(&holder_of(code)->releases, c) || (h && bits_get(&h->releases, c))) return false;
    for (uint32_t i = 0; h && i < h->points.n; i++)
        if (takes(h->points.p[i], c)) return false;
    return true;
}

static bool find_releases(Func *f)
{
    bool changed = false;
    for (uint32_t i = 0; i < f->blocks.n; i++)
        for (Value *v = f->blocks.p[i]->first; v; v = v->next) {
            const Func *code = callgraph_deferred_code(v);
            const Holder *h = code ? holder_of(code) : v->op == V(CALL) ? holder_of(v->aux.func) : NULL;
            if (lock_call(v) != LOCK_DROPS && !(h && h->any_releases)) continue;
            for (uint32_t c = 0; c <= classes.n; c++) {
                if (code ? !defers_more(f, code, c) : !releases_more(f, v, c)) continue;
                bits_set(&make_holder(f)->releases, c);
                holder_of(f)->any_releases = changed = true;
            }
        }
    return changed;
}

static bool looks_at(const Func *f)
{
    return f->blocks.n && f->reached && !ssa_is_mutex_method(f);
}

static void find_holders(Program *p)
{
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (looks_at(p->funcs.p[i])) scan(p->funcs.p[i]);
    for (uint32_t i = 0; i < all.n; i++) find_drops(all.p[i]);
    for (uint32_t i = 0; i < p->funcs.n; i++)
        if (looks_at(p->funcs.p[i])) scan_deferred(p->funcs.p[i]);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < all.n; i++) changed |= find_leaves(all.p[i]);
        for (uint32_t i = 0; changed && i < p->funcs.n; i++)
            if (looks_at(p->funcs.p[i]) && add_points(p->funcs.p[i])) scan_deferred(p->funcs.p[i]);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < p->funcs.n; i++)
            if (looks_at(p->funcs.p[i]) && !is_trusted(p->funcs.p[i])) changed |= find_releases(p->funcs.p[i]);
    }
}

/* ---- the fixpoint ---- */

static const char *callee_name(const Value *v)
{
    return v->op == V(CALL) ? v->aux.func->symbol : v->op == V(CALL_ITAB) ? ssa_called_method(v)->s : "a func value";
}

static const char *class_name(uint32_t c)
{
    return c ? ssa_lock_name(classes.p[c - 1]) : "a lock behind a pointer";
}

static void take(uint32_t c)
{
    bits_set(&taken, c);
    bool once = c != UNKNOWN && ssa_lock_is_once(classes.p[c - 1]);
    for (uint32_t i = 1; (c == UNKNOWN || once) && i <= classes.n; i++)
        if (ssa_lock_shared(classes.p[i - 1]) && (c == UNKNOWN || ssa_lock_is_once(classes.p[i - 1]))) bits_set(&taken, i);
}

/* Whoever calls these has locked nothing: goroutines' functions, and others whose callers are not known. Deferred calls are looked at
 * where they are deferred. */
static void take_released(Program *p)
{
    bool *root = callgraph_by_address(p, arena);
    for (uint32_t i = 0; i < p->funcs.n; i++)
        for (uint32_t k = 0; k < p->funcs.p[i]->blocks.n; k++)
            for (const Value *v = p->funcs.p[i]->blocks.p[k]->first; v; v = v->next) {
                const Func *code = callgraph_deferred_code(v);
                if (code) root[code->id] = false;
            }
    for (uint32_t i = 0; i < all.n; i++)
        for (uint32_t c = 0; c <= classes.n && root[all.p[i]->f->id]; c++) {
            if (!bits_get(&all.p[i]->releases, c) || bits_get(&taken, c)) continue;
            if (debug_on(DEBUG_SUSPEND)) printf("lock: %s may unlock %s without having locked it\n", all.p[i]->f->symbol, class_name(c));
            take(c);
        }
}

/* True when more classes turned out to be taken. */
static bool find_taken(void)
{
    bool changed = false;
    for (uint32_t i = 0; i < all.n; i++) {
        const Holder *h = all.p[i];
        for (uint32_t k = 0; k < h->points.n; k++)
            for (uint32_t c = 0; c <= classes.n; c++) {
                const Value *p = h->points.p[k];
                if (bits_get(&taken, c) || !takes(p, c) || !reaches(h->f, p->block, p->next, c, SUSPENSION)) continue;
                if (debug_on(DEBUG_SUSPEND)) printf("lock: %s may suspend with %s, in %s\n", h->f->symbol, class_name(c), callee_name(suspension));
                take(c);
                changed = true;
            }
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
                }
}

void opt_locks(Program *p)
{
    arena = arena_new("locks");
    ptrmap_init(&class_numbers, arena);
    classes.n = classes.cap = all.n = all.cap = 0;
    classes.p = NULL, all.p = NULL;
    number_classes(p);
    bits_init(&taken, arena, classes.n + 1);
    holders = NEW_N(arena, Holder *, p->funcs.n);
    find_holders(p);
    if (classes.n) {
        take_released(p);
        effects_assume_free(is_free);
        do opt_effects(p);
        while (find_taken());
        effects_assume_free(NULL);
        replace(p);
    }
    arena_free(arena);
}
