/*
 * build_lock.c - which mutex a call of Lock, Unlock and the like is about: the class that whole-program analysis
 * (src/opt/locks.c) reasons about. A class is a struct field, or a package-level or local variable, of a mutex type; a mutex reached
 * through a pointer has none. A class is shared when such a pointer may lead to it: its address is taken, or it is embedded, so
 * that an interface can lock it.
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

static BitSet shared;           /* by object id */
static uint32_t shared_size;

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

bool ssa_lock_shared(int64_t lock_class)
{
    return lock_class - 1 < shared_size && bits_get(&shared, (uint32_t)(lock_class - 1));
}

static void share(const Object *o)
{
    if (o->id >= shared_size) {
        BitSet old = shared;
        uint32_t n = (o->id + 1) * 2;
        bits_init(&shared, prog->arena, n);
        for (uint32_t i = 0; i < shared_size; i++) {
            if (bits_get(&old, i))
                bits_set(&shared, i);
        }
        shared_size = n;
    }
    bits_set(&shared, o->id);
}

bool ssa_is_mutex_method(const Func *f)
{
    return !strncmp(f->symbol, "sync.(*Mutex).", 14) || !strncmp(f->symbol, "sync.(*RWMutex).", 16) ||
           !strncmp(f->symbol, "internal/sync.(*Mutex).", 23);
}

static bool is_mutex(Type *t)
{
    t = typ_unalias(t);
    const Object *o = t->kind == T_NAMED ? t->u.named.obj : NULL;
    return o && o->pkg && (name_is(o->name, "Mutex") || name_is(o->name, "RWMutex")) &&
           (!strcmp(o->pkg->path, "sync") || !strcmp(o->pkg->path, "internal/sync"));
}

static const Object *mutex_field(const Object *field)
{
    if (field->u.var.origin)
        field = field->u.var.origin;
    return is_mutex(field->type) ? field : NULL;
}

/* The mutex variable or field that n denotes, or NULL. */
static const Object *mutex_place(Node *n)
{
    n = syn_unparen(n);
    if (n->kind == N_NAME && n->u.ident.obj && n->u.ident.obj->kind == OBJ_VAR && is_mutex(n->u.ident.obj->type))
        return n->u.ident.obj;
    if (n->kind != N_SELECTOR)
        return NULL;
    const Selection *sel = n->u.selector.selection;
    if (sel)
        return sel->kind == SEL_FIELD ? mutex_field(sel->obj) : NULL;
    const Object *o = n->u.selector.sel->u.ident.obj;
    return o && o->kind == OBJ_VAR && is_mutex(o->type) ? o : NULL;
}

/* The field that a promoted method is promoted from. */
static const Object *embedded_mutex(const Selection *sel)
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
    return field ? mutex_field(field) : NULL;
}

/* The mutex that x.Lock() is about. */
static const Object *locked_object(Node *fun)
{
    fun = syn_unparen(fun);
    if (fun->kind != N_SELECTOR || !fun->u.selector.selection)
        return NULL;
    const Selection *sel = fun->u.selector.selection;
    return sel->nindex > 1 ? embedded_mutex(sel) : mutex_place(fun->u.selector.x);
}

int64_t build_lock_class(Builder *b, Func *callee, Node *fun)
{
    LockCall call = ssa_lock_call(callee);
    if (call == LOCK_NONE || ssa_is_mutex_method(b->f))
        return 0;
    const Object *o = locked_object(fun);
    if (!o)
        return 0;
    if (o->embedded)
        share(o);
    Func *variant = call == LOCK_TAKES ? ssa_func_by_symbol(ssa_free_lock(callee)) : NULL;
    if (variant)
        reach_func(variant);
    return (int64_t)o->id + 1;
}

void build_note_lock_address(Node *n)
{
    const Object *o = mutex_place(n);
    if (o)
        share(o);
}
