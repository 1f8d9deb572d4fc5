/*
 * methodset.c - all methods of a type, promoted ones included (spec, "Method sets"), for type descriptors.
 *
 * As a lookup of every name at once: depth by depth, fields and methods take their names; a name taken at a
 * shallower depth hides, one taken twice at a depth is ambiguous and hides as well. Generic methods take their
 * names but belong to no set. Results are cached by type.
 */
#include "types_int.h"

#include <stdlib.h>

typedef struct Cand { Type *t; int *path; uint32_t n; bool indirect, multiples; } Cand;
typedef VEC(Cand) CandVec;

typedef struct Entry {
    const Name *name;
    Package *pkg;
    uint32_t depth;
    Object *func;               /* NULL: a field */
    bool collision, indirect;
    int *path;
    uint32_t n;
    uint32_t next;              /* index + 1 of another entry of the same name, other package */
} Entry;

typedef struct Build {
    VEC(Entry) entries;
    PtrMap by_name;             /* Name * -> index + 1 */
    VEC(Type *) seen;
} Build;

static int *extend(const Cand *e, int i)
{
    int *path = arena_alloc_raw(typ_arena(), (e->n + 1) * sizeof(int), _Alignof(int));
    if (e->n)
        memcpy(path, e->path, e->n * sizeof(int));
    path[e->n] = i;
    return path;
}

static void take_name(Build *b, const Cand *e, uint32_t depth, Object *o, int i)
{
    uint32_t first = (uint32_t)(uintptr_t)ptrmap_get(&b->by_name, o->name);
    for (uint32_t k = first; k; k = b->entries.p[k - 1].next) {
        Entry *old = &b->entries.p[k - 1];
        if (!o->exported && old->pkg != o->pkg)
            continue;
        if (old->depth == depth)
            old->collision = true;
        return;
    }
    Entry entry = { o->name, o->pkg, depth, o->kind == OBJ_FUNC ? o : NULL, e->multiples, e->indirect, extend(e, i), e->n + 1, first };
    vec_push(typ_arena(), &b->entries, entry);
    ptrmap_set(&b->by_name, o->name, (void *)(uintptr_t)b->entries.n);
}

static bool seen_before(Build *b, Type *named)
{
    for (uint32_t i = 0; i < b->seen.n; i++)
        if (typ_identical(b->seen.p[i], named))
            return true;
    vec_push(typ_arena(), &b->seen, named);
    return false;
}

static void visit(Build *b, const Cand *e, uint32_t depth, CandVec *next)
{
    Type *named = typ_as_named(e->t);
    if (named) {
        if (seen_before(b, named))
            return;
        for (uint32_t i = 0; i < named->u.named.orig->u.named.methods.n; i++)
            take_name(b, e, depth, named_method(named, i), (int)i);
    }
    Type *u = typ_underlying(e->t);
    if (u->kind == T_INTERFACE) {
        TypeSet *s = typ_type_set(u);
        for (uint32_t i = 0; i < s->methods.n; i++)
            take_name(b, e, depth, s->methods.p[i], (int)i);
    } else if (u->kind == T_STRUCT) {
        for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
            Object *f = u->u.strct.fields.p[i];
            if (f->name->len == 1 && f->name->s[0] == '_')
                continue;
            take_name(b, e, depth, f, (int)i);
            if (!f->embedded)
                continue;
            bool ptr;
            Type *t = typ_deref(f->type, &ptr);
            Cand c = { t, extend(e, (int)i), e->n + 1, e->indirect || ptr, e->multiples };
            vec_push(typ_arena(), next, c);
        }
    }
}

static void merge_multiples(CandVec *l)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < l->n; i++) {
        uint32_t j = 0;
        while (j < n && !typ_identical(l->p[j].t, l->p[i].t))
            j++;
        if (j < n)
            l->p[j].multiples = true;
        else
            l->p[n++] = l->p[i];
    }
    l->n = n;
}

static bool is_generic_method(Object *f)
{
    typ_resolve(f);
    return f->type->u.sig.ntparams > 0;
}

static int compare_methods(const void *a, const void *b)
{
    return obj_compare_id(((const Method *)a)->func, ((const Method *)b)->func);
}

static MethodVec *compute(Type *t)
{
    MethodVec *set = NEW(typ_arena(), MethodVec);
    bool ptr;
    Type *base = typ_deref(t, &ptr);
    Type *named = typ_as_named(t);
    if (named && typ_underlying(named)->kind == T_POINTER)
        return set;
    if (ptr && typ_is_interface(base))
        return set;
    Build b = { 0 };
    ptrmap_init(&b.by_name, typ_arena());
    Cand first = { base, NULL, 0, ptr, false };
    CandVec current = { &first, 1, 1 };
    for (uint32_t depth = 0; current.n; depth++) {
        CandVec next = { 0 };
        for (uint32_t i = 0; i < current.n; i++)
            visit(&b, &current.p[i], depth, &next);
        merge_multiples(&next);
        current = next;
    }
    for (uint32_t i = 0; i < b.entries.n; i++) {
        Entry *e = &b.entries.p[i];
        if (!e->func || e->collision || (obj_has_ptr_recv(e->func) && !e->indirect) || is_generic_method(e->func))
            continue;
        Method m = { e->func, e->path, e->n, e->indirect };
        vec_push(typ_arena(), set, m);
    }
    if (set->n > 1)
        qsort(set->p, set->n, sizeof(Method), compare_methods);
    return set;
}

const MethodVec *typ_method_set(Type *t)
{
    static PtrMap cache;
    if (!cache.arena)
        ptrmap_init(&cache, typ_arena());
    t = t->canon ? t->canon : typ_unalias(t);
    MethodVec *set = ptrmap_get(&cache, t);
    if (!set) {
        set = compute(t);
        ptrmap_set(&cache, t, set);
    }
    return set;
}
