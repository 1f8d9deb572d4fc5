/*
 * build_lock.c - which lock a call of Lock or RLock takes: the class that whole-program analysis (src/opt/locks.c) reasons
 * about. A class is a struct field, or a package-level or local variable, of a mutex type; a mutex reached through a pointer
 * has none.
 *
 * Only calls in the standard library are classed: there the proof saves most second bodies, and a goroutine that locks twice by
 * mistake is user code, whose report has to name it.
 */
#include "build_int.h"
#include "prog_int.h"

static const struct Row { const char *lock, *free; } locks[] = {
    { "sync.(*Mutex).Lock", "sync.mutexLockFree" },
    { "sync.(*RWMutex).Lock", "sync.rwmutexLockFree" },
    { "sync.(*RWMutex).RLock", "sync.rwmutexRLockFree" },
    { "internal/sync.(*Mutex).Lock", "internal/sync.mutexLockFree" },
};

const char *ssa_free_lock(const Func *f)
{
    for (size_t i = 0; i < LEN(locks); i++) {
        if (!strcmp(f->symbol, locks[i].lock))
            return locks[i].free;
    }
    return NULL;
}

/* The mutex types' own methods are what waits: they are looked at as a whole. */
static bool is_mutex_method(const Func *f)
{
    return !strncmp(f->symbol, "sync.(*Mutex).", 14) || !strncmp(f->symbol, "sync.(*RWMutex).", 16) ||
           !strncmp(f->symbol, "internal/sync.(*Mutex).", 23);
}

static bool is_value(const Object *o)
{
    return typ_unalias(o->type)->kind == T_NAMED;
}

/* The variable or field that x.Lock() locks, or NULL. */
static const Object *locked_object(Node *fun)
{
    fun = syn_unparen(fun);
    if (fun->kind != N_SELECTOR || !fun->u.selector.selection)
        return NULL;
    const Selection *sel = fun->u.selector.selection;
    Node *x = syn_unparen(fun->u.selector.x);
    if (sel->nindex > 1)        /* promoted from an embedded mutex: the class is the struct's, known by its type */
        return NULL;
    if (x->kind == N_NAME && x->u.ident.obj && x->u.ident.obj->kind == OBJ_VAR && is_value(x->u.ident.obj))
        return x->u.ident.obj;
    if (x->kind == N_SELECTOR && x->u.selector.selection && x->u.selector.selection->kind == SEL_FIELD) {
        const Object *field = x->u.selector.selection->obj;
        if (field->u.var.origin)
            field = field->u.var.origin;
        return is_value(field) ? field : NULL;
    }
    return NULL;
}

int64_t build_lock_class(Builder *b, Func *callee, Node *fun)
{
    const char *free_name = b->f->pkg && b->f->pkg->is_std ? ssa_free_lock(callee) : NULL;
    if (!free_name || is_mutex_method(b->f))
        return 0;
    const Object *o = locked_object(fun);
    Func *variant = o ? ssa_func_by_symbol(free_name) : NULL;
    if (!variant)
        return 0;
    reach_func(variant);
    return (int64_t)o->id + 1;
}
