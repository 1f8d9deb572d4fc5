/*
 * build_lock.c - which mutex a call of Lock, Unlock and the like is about: the class that whole-program analysis
 * (src/opt/locks.c) reasons about. A class is a struct field, or a package-level or local variable, of a mutex type; a mutex reached
 * through a pointer has none. A class is shared when such a pointer may lead to it: its address is taken, or it is embedded, so
 * that an interface can lock it.
 *
 * A sync.Once is a lock, too, held while its function runs. Do has a copy for each such variable or field, and sync.OnceFunc and
 * its kin for each call, so that a function that suspends in one says nothing about the others.
 */
#include "build_int.h"
#include "prog_int.h"

static const struct Row { const char *method; LockCall call; const char *free; } rows[] = {
    { "sync.(*Mutex).Lock", LOCK_TAKES, "sync.mutexLockFree" },
    { "sync.(*RWMutex).Lock", LOCK_TAKES, "sync.rwmutexLockFree" },
    { "sync.(*RWMutex).RLock", LOCK_TAKES, "sync.rwmutexRLockFree" },
    { "internal/sync.(*Mutex).Lock", LOCK_TAKES, "internal/sync.mutexLockFree" },
    { "sync.(*Mutex).TryLock", LOCK_TRIES, NULL },
    { "sync.(*RWMutex).TryLock", LOCK_TRIES, NULL },
    { "sync.(*RWMutex).TryRLock", LOCK_TRIES, NULL },
    { "internal/sync.(*Mutex).TryLock", LOCK_TRIES, NULL },
    { "sync.(*Mutex).Unlock", LOCK_DROPS, NULL },
    { "sync.(*RWMutex).Unlock", LOCK_DROPS, NULL },
    { "sync.(*RWMutex).RUnlock", LOCK_DROPS, NULL },
    { "internal/sync.(*Mutex).Unlock", LOCK_DROPS, NULL },
};

static const struct Row *row_of(const Func *f)
{
    size_t n = strlen(f->symbol);
    if (n < 4 || f->symbol[n - 1] != 'k')
        return NULL;
    for (size_t i = 0; i < LEN(rows); i++) {
        if (!strcmp(f->symbol, rows[i].method))
            return &rows[i];
    }
    return NULL;
}

LockCall ssa_lock_call(const Func *f)
{
    const struct Row *row = row_of(f);
    return row ? row->call : LOCK_NONE;
}

const char *ssa_free_lock(const Func *f)
{
    const struct Row *row = row_of(f);
    return row ? row->free : NULL;
}

bool ssa_is_free_lock(const Func *f)
{
    for (size_t i = 0; i < LEN(rows); i++) {
        if (rows[i].free && !strcmp(f->symbol, rows[i].free))
            return true;
    }
    return false;
}

/* One of those types of sync? */
static bool is_named(Type *t, const char *name)
{
    t = typ_unalias(t);
    const Object *o = t->kind == T_NAMED ? t->u.named.obj : NULL;
    return o && o->pkg && name_is(o->name, name) && (!strcmp(o->pkg->path, "sync") || !strcmp(o->pkg->path, "internal/sync"));
}

static bool is_once(Type *t) { return is_named(t, "Once"); }
static bool is_lock(Type *t) { return is_named(t, "Mutex") || is_named(t, "RWMutex") || is_once(t); }

static PtrMap names;            /* class -> Object *, for -d=suspend */
static PtrMap places;           /* the same, of those that are shared */

static int64_t class_of(const Object *o) { return (int64_t)o->id + 1; }

static const Object *shared_place(int64_t lock_class)
{
    return places.arena == prog->arena ? ptrmap_get(&places, (void *)(intptr_t)lock_class) : NULL;
}

static void share(const Object *o)
{
    if (places.arena != prog->arena)
        ptrmap_init(&places, prog->arena);
    ptrmap_set(&places, (void *)(intptr_t)class_of(o), (void *)(uintptr_t)o);
}

static void note_name(int64_t lock_class, const Object *o)
{
    if (names.arena != prog->arena)
        ptrmap_init(&names, prog->arena);
    ptrmap_set(&names, (void *)(intptr_t)lock_class, (void *)(uintptr_t)o);
}

const char *ssa_lock_name(int64_t lock_class)
{
    const Object *o = names.arena == prog->arena ? ptrmap_get(&names, (void *)(intptr_t)lock_class) : NULL;
    return o ? arena_printf(prog->arena, "%s.%s", o->pkg ? o->pkg->path : "", o->name->s) : "a lock";
}

bool ssa_lock_shared(int64_t lock_class) { return shared_place(lock_class); }

bool ssa_lock_is_once(int64_t lock_class)
{
    const Object *o = shared_place(lock_class);
    return o && (is_once(o->type) || (o->pkg && !strcmp(o->pkg->path, "sync") && name_is(o->name, "m")));
}

bool ssa_is_mutex_method(const Func *f)
{
    return !strncmp(f->symbol, "sync.(*Mutex).", 14) || !strncmp(f->symbol, "sync.(*RWMutex).", 16) ||
           !strncmp(f->symbol, "internal/sync.(*Mutex).", 23);
}

static const Object *lock_field(const Object *field)
{
    if (field->u.var.origin)
        field = field->u.var.origin;
    return is_lock(field->type) ? field : NULL;
}

/* The variable or field of a lock's type that n denotes, or NULL. */
static const Object *lock_place(Node *n)
{
    n = syn_unparen(n);
    if (n->kind == N_NAME && n->u.ident.obj && n->u.ident.obj->kind == OBJ_VAR && is_lock(n->u.ident.obj->type))
        return n->u.ident.obj;
    if (n->kind != N_SELECTOR)
        return NULL;
    const Selection *sel = n->u.selector.selection;
    if (sel)
        return sel->kind == SEL_FIELD ? lock_field(sel->obj) : NULL;
    const Object *o = n->u.selector.sel->u.ident.obj;
    return o && o->kind == OBJ_VAR && is_lock(o->type) ? o : NULL;
}

/* The field that a promoted method is promoted from. */
static const Object *embedded_lock(const Selection *sel)
{
    Type *t = sel->recv;
    const Object *field = NULL;
    for (uint32_t i = 0; i + 1 < sel->nindex; i++) {
        Type *u = typ_underlying(t);
        if (u->kind == T_POINTER)
            u = typ_underlying(u->u.pointer.base);
        if (u->kind != T_STRUCT)
            return NULL;
        field = u->u.strct.fields.p[sel->index[i]];
        t = field->type;
    }
    return field ? lock_field(field) : NULL;
}

/* The lock that x.Lock() is about. */
static const Object *locked_object(Node *fun)
{
    fun = syn_unparen(fun);
    if (fun->kind != N_SELECTOR || !fun->u.selector.selection)
        return NULL;
    const Selection *sel = fun->u.selector.selection;
    return sel->nindex > 1 ? embedded_lock(sel) : lock_place(fun->u.selector.x);
}

int64_t build_lock_class(Builder *b, Func *callee, Node *fun)
{
    LockCall call = ssa_lock_call(callee);
    if (call == LOCK_NONE || ssa_is_mutex_method(b->f))
        return 0;
    const Object *o = locked_object(fun);
    if (!o)
        return 0;
    bool of_any_once = !b->f->place && !strcmp(b->f->symbol, "sync.(*Once).doSlow");
    if (o->embedded || of_any_once)
        share(o);
    Func *variant = call == LOCK_TAKES ? ssa_func_by_symbol(ssa_free_lock(callee)) : NULL;
    if (variant)
        reach_func(variant);
    note_name(class_of(o), o);
    return b->f->place ? b->f->place : class_of(o);
}

static bool is_once_func(const Func *f)
{
    return !strcmp(f->symbol, "sync.OnceFunc") || !strncmp(f->symbol, "sync.OnceValue[", 15) || !strncmp(f->symbol, "sync.OnceValues[", 16);
}

/* Places that are calls; those that are variables or fields have smaller numbers. */
static int64_t place_of_call(const Node *call) { return INT64_C(1) << 32 | call->pos; }

Func *build_once_twin(Builder *b, Func *callee, Node *fun)
{
    if (is_once_func(callee)) {
        int64_t place = b->f->place ? b->f->place : place_of_call(fun);
        note_name(place, callee->obj);
        return ssa_func_twin(callee, place);
    }
    bool slow = !strcmp(callee->symbol, "sync.(*Once).doSlow");
    if (!slow && strcmp(callee->symbol, "sync.(*Once).Do") != 0)
        return callee;
    if (b->f->place)
        return ssa_func_twin(callee, b->f->place);
    const Object *o = slow ? NULL : locked_object(fun);
    if (!o || o->embedded || ssa_lock_shared(class_of(o)))
        return callee;
    note_name(class_of(o), o);
    return ssa_func_twin(callee, class_of(o));
}

void build_note_lock_address(Node *n)
{
    const Object *o = lock_place(n);
    if (o)
        share(o);
}
