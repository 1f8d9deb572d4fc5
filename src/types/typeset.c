/*
 * typeset.c - the type set of an interface (spec, "Interface types"): the methods a type must have, and the
 * terms that restrict which types it may be.
 *
 * The set of an interface is the intersection of the sets of its elements; methods and terms are kept apart
 * since only interfaces bring methods. A list of terms is normalised: no two terms overlap. Sets are computed
 * when first needed and kept; duplicate methods are reported then.
 */
#include "types_int.h"

enum { MAX_TERMS = 100 };

/* ---- terms ---- */

bool terms_disjoint(const UnionTerm *x, const UnionTerm *y)
{
    Type *a = y->tilde ? typ_underlying(x->type) : x->type;
    Type *b = x->tilde ? typ_underlying(y->type) : y->type;
    return !typ_identical(a, b);
}

bool term_includes(const UnionTerm *x, Type *t)
{
    return typ_identical(x->type, x->tilde ? typ_underlying(t) : t);
}

static bool term_subset_of(const UnionTerm *x, const UnionTerm *y)
{
    return !terms_disjoint(x, y) && (!x->tilde || y->tilde);
}

/* Adds x to a normalised list: an overlapping term already there takes the wider of both. */
static void add_term(TermList *l, UnionTerm x)
{
    for (uint32_t i = 0; i < l->n; i++) {
        if (terms_disjoint(&l->p[i], &x))
            continue;
        if (x.tilde && !l->p[i].tilde)
            l->p[i] = x;
        return;
    }
    l->p[l->n++] = x;
}

static TermList union_of(TermList x, TermList y)
{
    if (x.all || y.all)
        return (TermList){ .all = true };
    TermList l = { .p = NEW_N(typ_arena(), UnionTerm, x.n + y.n + 1) };
    for (uint32_t i = 0; i < x.n; i++)
        add_term(&l, x.p[i]);
    for (uint32_t i = 0; i < y.n; i++)
        add_term(&l, y.p[i]);
    return l;
}

static TermList intersection_of(TermList x, TermList y)
{
    if (x.all)
        return y;
    if (y.all)
        return x;
    TermList l = { .p = NEW_N(typ_arena(), UnionTerm, x.n * y.n + 1) };
    for (uint32_t i = 0; i < x.n; i++)
        for (uint32_t j = 0; j < y.n; j++)
            if (!terms_disjoint(&x.p[i], &y.p[j]))
                add_term(&l, !x.p[i].tilde || y.p[j].tilde ? x.p[i] : y.p[j]);
    return l;
}

bool terms_subset_of(TypeSet *x, TypeSet *y)
{
    if (y->all_terms)
        return true;
    if (x->all_terms)
        return false;
    for (uint32_t i = 0; i < x->nterms; i++) {
        uint32_t j = 0;
        while (j < y->nterms && !term_subset_of(&x->terms[i], &y->terms[j]))
            j++;
        if (j == y->nterms)
            return false;
    }
    return true;
}

bool terms_equal(TypeSet *x, TypeSet *y)
{
    return terms_subset_of(x, y) && terms_subset_of(y, x);
}

const char *terms_str(const TypeSet *s)
{
    if (s->all_terms)
        return "𝓤";
    if (s->nterms == 0)
        return "∅";
    Buf b;
    buf_init(&b, typ_arena());
    for (uint32_t i = 0; i < s->nterms; i++)
        buf_printf(&b, "%s%s%s", i ? " | " : "", s->terms[i].tilde ? "~" : "", typ_str(NULL, s->terms[i].type));
    return buf_str(&b);
}

Object *tset_lookup(TypeSet *s, const Package *pkg, const Name *name, bool fold_case, int *index)
{
    for (uint32_t i = 0; i < s->methods.n; i++) {
        if (!obj_same_id(s->methods.p[i], pkg, name, fold_case))
            continue;
        *index = (int)i;
        return s->methods.p[i];
    }
    return NULL;
}

/* ---- unions ---- */

void union_terms(Checker *c, Pos pos, Type *uni, TermList *out, bool *invalid)
{
    *out = (TermList){ 0 };
    for (uint32_t i = 0; i < uni->u.uni.nterms; i++) {
        UnionTerm t = uni->u.uni.terms[i];
        Type *u = typ_underlying(t.type);
        TermList one = { 0 };
        if (u->kind == T_INTERFACE) {
            TypeSet *s = check_type_set(c, pos, u);
            one = (TermList){ s->terms, s->nterms, s->all_terms };
        } else if (u == typ_basic[B_INVALID]) {
            continue;
        } else if (!t.tilde || typ_identical(t.type, u)) {
            one = (TermList){ &t, 1, false };
        }                       /* else no type has the underlying type t: the empty set */
        *out = union_of(*out, one);
        if (out->n > MAX_TERMS) {
            if (c)
                check_error(c, pos, ERR_InvalidUnion, "cannot handle more than %d union terms (implementation limitation)",
                            MAX_TERMS);
            *invalid = true;
            return;
        }
    }
}

/* ---- interfaces ---- */

/* Methods collected so far, with the position that errors about them are reported at. */
typedef struct Collect { Checker *c; ObjectVec methods; VEC(Pos) pos; } Collect;

typedef struct DuplicateCheck { Pos pos, other_pos; Object *m, *other; } DuplicateCheck;

static void report_duplicate(Checker *c, const DuplicateCheck *d)
{
    CheckErr e;
    err_init(&e, c, ERR_DuplicateDecl);
    err_add(&e, d->pos, "duplicate method %s", d->m->name->s);
    err_add(&e, d->other_pos, "other declaration of method %s", d->m->name->s);
    err_report(&e);
}

/* Embedded interfaces may share methods if the signatures agree (since go1.14). */
static void check_duplicate(Checker *c, void *arg)
{
    DuplicateCheck *d = arg;
    if ((d->pos != NO_POS && !check_allow_version(c, 14)) || !typ_identical(d->m->type, d->other->type))
        report_duplicate(c, d);
}

static void add_method(Collect *s, Pos pos, Object *m, bool is_explicit)
{
    for (uint32_t i = 0; i < s->methods.n; i++) {
        Object *other = s->methods.p[i];
        if (!obj_same_id(other, m->pkg, m->name, false))
            continue;
        if (!s->c || (other == m && !is_explicit && check_allow_version(s->c, 14)))
            return;
        DuplicateCheck d = { pos, s->pos.p[i], m, other };
        if (is_explicit) {
            report_duplicate(s->c, &d);
            return;
        }
        DuplicateCheck *later = NEW(typ_arena(), DuplicateCheck);
        *later = d;
        check_later(s->c, check_duplicate, later);
        return;
    }
    vec_push(typ_arena(), &s->methods, m);
    vec_push(typ_arena(), &s->pos, pos);
}

/* Terms and comparable of two sets; when one is comparable only comparable terms stay. */
static void intersect(TermList *terms, bool *comparable, TermList y, bool y_comparable)
{
    TermList l = intersection_of(*terms, y);
    bool comp = *comparable || y_comparable;
    if (comp && !l.all) {
        TermList keep = { .p = NEW_N(typ_arena(), UnionTerm, l.n + 1) };
        for (uint32_t i = 0; i < l.n; i++)
            if (typ_strictly_comparable(l.p[i].type))
                keep.p[keep.n++] = l.p[i];
        l = keep;
        comp = false;
    }
    *terms = l;
    *comparable = comp;
}

/* What one embedded element adds; false when it is to be ignored. */
static bool element_set(Collect *s, Pos pos, Type *t, TermList *terms, bool *comparable)
{
    Checker *c = s->c;
    Type *u = typ_underlying(t);
    bool gate = pos != NO_POS && c && !check_allow_version(c, 18);
    *comparable = false;
    if (u->kind == T_INTERFACE) {
        TypeSet *set = check_type_set(c, pos, u);
        if (gate && check_imported_constraint(c, t)) {
            check_version(c, pos, 18, check_sprintf("embedding constraint interface %s", typ_str(c, t)));
            return false;
        }
        for (uint32_t i = 0; i < set->methods.n; i++)
            add_method(s, pos, set->methods.p[i], false);
        *comparable = set->comparable;
        *terms = (TermList){ set->terms, set->nterms, set->all_terms };
        return true;
    }
    if (u->kind == T_UNION) {
        if (gate) {
            check_version(c, pos, 18, check_sprintf("embedding interface element %s", typ_str(c, u)));
            return false;
        }
        bool invalid = false;
        union_terms(c, pos, u, terms, &invalid);
        return !invalid;
    }
    if (u == typ_basic[B_INVALID])
        return false;
    if (gate) {
        check_version(c, pos, 18, check_sprintf("embedding non-interface type %s", typ_str(c, t)));
        return false;
    }
    UnionTerm *one = NEW(typ_arena(), UnionTerm);
    one->type = t;
    *terms = (TermList){ one, 1, false };
    return true;
}

static TypeSet top = { .all_terms = true };

TypeSet *check_type_set(Checker *c, Pos pos, Type *t)
{
    (void)pos;
    if (t->u.iface.tset)
        return t->u.iface.tset;
    if (!t->u.iface.complete)
        return &top;            /* not kept: the full set is computed later */
    /* Infinite embedding is reported elsewhere; being here again must end. */
    TypeSet *set = t->u.iface.tset = NEW(typ_arena(), TypeSet);
    set->all_terms = true;

    Collect s = { .c = t->u.iface.checker ? t->u.iface.checker : c };
    for (uint32_t i = 0; i < t->u.iface.methods.n; i++)
        add_method(&s, t->u.iface.methods.p[i]->pos, t->u.iface.methods.p[i], true);
    TermList terms = { .all = true };
    bool comparable = false;
    for (uint32_t i = 0; i < t->u.iface.embeds.n; i++) {
        TermList more;
        bool more_comparable;
        Pos at = t->u.iface.embed_pos ? t->u.iface.embed_pos[i] : NO_POS;
        if (element_set(&s, at, t->u.iface.embeds.p[i], &more, &more_comparable))
            intersect(&terms, &comparable, more, more_comparable);
    }
    set->comparable = comparable;
    set->methods = s.methods;
    obj_sort(&set->methods);
    set->terms = terms.p;
    set->nterms = terms.n;
    set->all_terms = terms.all;
    return set;
}

TypeSet *typ_type_set(Type *iface)
{
    return check_type_set(iface->u.iface.checker, NO_POS, iface);
}
