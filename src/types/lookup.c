/*
 * lookup.c - fields and methods by name (spec, "Selectors").
 *
 * Breadth first through embedded fields: the shallowest match wins, two at the same depth are ambiguous. A type met
 * again at a greater depth is hidden by its first occurrence; one met twice at a depth makes whatever is found in
 * it ambiguous. Interfaces and type parameters contribute the methods of their type sets.
 */
#include "types_int.h"

/* A way through embedded fields, last step first. */
typedef struct Path { int i; uint32_t n; const struct Path *prev; } Path;

typedef struct Cand {
    Type *t;
    const Path *path;
    bool indirect;              /* a pointer was followed */
    bool multiples;             /* t occurs more than once at this depth */
} Cand;

typedef VEC(Cand) CandVec;

typedef struct Search {
    Package *pkg;
    const Name *name;
    bool fold_case;
    CandVec next;
    VEC(Type *) seen;           /* named types at this or shallower depths */
    Object *obj;                /* the match at the depth at hand */
    bool indirect, collision;
    const Path *path;
    int last;
} Search;

static int *path_array(const Path *path, int last, uint32_t *n)
{
    *n = (path ? path->n : 0) + 1;
    int *a = arena_alloc_raw(typ_arena(), *n * sizeof(int), _Alignof(int));
    a[*n - 1] = last;
    for (; path; path = path->prev)
        a[path->n - 1] = path->i;
    return a;
}

static void found(Search *s, const Cand *e, Object *obj, int i)
{
    if (s->obj || e->multiples)
        s->collision = true;
    s->obj = obj;
    s->indirect = e->indirect;
    s->path = e->path;
    s->last = i;
}

/* Embedded fields, for the next depth. */
static void add_embedded(Search *s, const Cand *e, Type *strct)
{
    const ObjectVec *fields = &strct->u.strct.fields;
    for (uint32_t i = 0; i < fields->n; i++) {
        Object *f = fields->p[i];
        if (!f->embedded)
            continue;
        Path *path = NEW(typ_arena(), Path);
        *path = (Path){ (int)i, (e->path ? e->path->n : 0) + 1, e->path };
        bool ptr;
        Type *t = typ_deref(f->type, &ptr);
        Cand c = { t, path, e->indirect || ptr, e->multiples };
        vec_push(typ_arena(), &s->next, c);
    }
}

static bool seen_before(Search *s, Type *named)
{
    for (uint32_t i = 0; i < s->seen.n; i++)
        if (typ_identical(s->seen.p[i], named))
            return true;
    vec_push(typ_arena(), &s->seen, named);
    return false;
}

static void search_type(Search *s, const Cand *e, bool remember)
{
    int i;
    Object *m;
    Type *named = typ_as_named(e->t);
    if (named) {
        if (remember && seen_before(s, named))
            return;
        m = named_lookup_method(named, s->pkg, s->name, s->fold_case, &i);
        if (m) {
            found(s, e, m, i);
            return;
        }
    }
    Type *u = typ_underlying(e->t);
    if (u->kind == T_STRUCT) {
        const ObjectVec *fields = &u->u.strct.fields;
        for (uint32_t k = 0; k < fields->n; k++) {
            if (!obj_same_id(fields->p[k], s->pkg, s->name, s->fold_case))
                continue;
            found(s, e, fields->p[k], (int)k);
            return;
        }
        if (!s->obj)
            add_embedded(s, e, u);
    } else if (u->kind == T_INTERFACE) {
        m = tset_lookup(typ_type_set(u), s->pkg, s->name, s->fold_case, &i);
        if (m)
            found(s, e, m, i);
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

static LookupResult lookup_impl(Type *t, bool addressable, Package *pkg, const Name *name, bool fold_case)
{
    LookupResult r = { 0 };
    bool ptr;
    Type *base = typ_deref(t, &ptr);
    if (ptr && typ_underlying(base)->kind == T_INTERFACE)
        return r;               /* a pointer to an interface has no methods */
    Search s = { .pkg = pkg, .name = name, .fold_case = fold_case };
    Cand first = { base, NULL, ptr, false };
    CandVec current = { &first, 1, 1 };
    for (bool top = true; current.n; top = false) {
        for (uint32_t i = 0; i < current.n; i++)
            search_type(&s, &current.p[i], !top);
        if (s.obj)
            break;
        if (top && typ_as_named(base))
            vec_push(typ_arena(), &s.seen, typ_as_named(base));
        current = s.next;
        s.next = (CandVec){ 0 };
        merge_multiples(&current);
    }
    if (!s.obj)
        return r;
    if (!s.collision && s.obj->kind == OBJ_FUNC && obj_has_ptr_recv(s.obj) && !s.indirect && !addressable) {
        r.indirect = true;      /* a pointer is missing */
        return r;
    }
    r.index = path_array(s.path, s.last, &r.nindex);
    r.indirect = s.indirect;
    if (!s.collision)
        r.obj = s.obj;
    else
        r.indirect = false;
    return r;
}

LookupResult check_lookup(Checker *c, Type *t, bool addressable, Package *pkg, const Name *name, bool fold_case)
{
    (void)c;
    LookupResult none = { 0 };
    if (name->len == 1 && name->s[0] == '_')
        return none;
    /* A named pointer type has the fields of its base, but no methods. */
    Type *named = typ_as_named(t);
    if (named) {
        Type *u = typ_underlying(named);
        if (u->kind == T_POINTER) {
            LookupResult r = lookup_impl(u, false, pkg, name, fold_case);
            return r.obj && r.obj->kind == OBJ_FUNC ? none : r;
        }
    }
    return lookup_impl(t, addressable, pkg, name, fold_case);
}

Selection *typ_lookup(Type *t, bool addressable, Package *pkg, const Name *name)
{
    LookupResult r = check_lookup(NULL, t, addressable, pkg, name, false);
    if (!r.obj)
        return NULL;
    if (r.obj->kind == OBJ_FUNC)
        typ_resolve(r.obj);
    Selection *s = NEW(typ_arena(), Selection);
    s->kind = r.obj->kind == OBJ_FUNC ? SEL_METHOD_VALUE : SEL_FIELD;
    s->recv = t;
    s->obj = r.obj;
    s->index = r.index;
    s->nindex = r.nindex;
    s->indirect = r.indirect;
    return s;
}

static Type *deref_struct(Type *t)
{
    Type *u = typ_underlying(t);
    if (u->kind == T_POINTER && typ_underlying(u->u.pointer.base)->kind == T_STRUCT)
        return u->u.pointer.base;
    return t;
}

const char *check_field_path(Type *t, const int *index, uint32_t n)
{
    Buf b;
    buf_init(&b, typ_arena());
    for (uint32_t i = 0; i < n; i++) {
        Type *u = typ_underlying(deref_struct(t));
        if (u->kind != T_STRUCT)
            break;
        Object *f = u->u.strct.fields.p[index[i]];
        buf_printf(&b, "%s%s", i ? "." : "", f->name->s);
        t = f->type;
    }
    return buf_str(&b);
}
