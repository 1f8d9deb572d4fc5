/*
 * union.c - interface elements: a type, ~T, or a union of such terms (spec, "General interfaces").
 */
#include "types_int.h"

enum { MAX_TERMS = 100 };

typedef struct UnionLater { UnionTerm *terms; Node **exprs; uint32_t n; } UnionLater;

/* Terms always name packages by path. */
static const char *term_str(const UnionTerm *t)
{
    return check_sprintf("%s%s", t->tilde ? "~" : "", typ_str(NULL, t->type));
}

static void check_interface_term(Checker *c, Node *at, const UnionTerm *t, Type *iface)
{
    TypeSet *s = typ_type_set(iface);
    const char *ts = term_str(t);
    if (s->methods.n)
        check_error_node(c, at, ERR_InvalidUnion, "cannot use %s in union (%s contains methods)", ts, ts);
    else if (t->type == typ_comparable)
        check_error_node(c, at, ERR_InvalidUnion, "cannot use comparable in union");
    else if (s->comparable)
        check_error_node(c, at, ERR_InvalidUnion, "cannot use %s in union (%s embeds comparable)", ts, ts);
}

static void check_overlap(Checker *c, UnionLater *u, uint32_t i)
{
    for (uint32_t j = 0; j < i; j++) {
        if (typ_is_interface(u->terms[j].type) || terms_disjoint(&u->terms[j], &u->terms[i]))
            continue;
        check_error_node(c, u->exprs[i], ERR_InvalidUnion, "overlapping terms %s and %s", term_str(&u->terms[i]),
                         term_str(&u->terms[j]));
        return;
    }
}

static void check_terms(Checker *c, void *arg)
{
    UnionLater *l = arg;
    for (uint32_t i = 0; i < l->n; i++) {
        UnionTerm *t = &l->terms[i];
        if (!typ_is_valid(t->type))
            continue;
        Type *u = typ_underlying(t->type);
        if (t->tilde && u->kind == T_INTERFACE) {
            check_error_node(c, l->exprs[i], ERR_InvalidUnion, "invalid use of ~ (%s is an interface)", typ_str(c, t->type));
        } else if (t->tilde && !typ_identical(u, t->type)) {
            check_error_node(c, l->exprs[i], ERR_InvalidUnion, "invalid use of ~ (underlying type of %s is %s)",
                             typ_str(c, t->type), typ_str(c, u));
        } else if (u->kind == T_INTERFACE) {
            check_interface_term(c, l->exprs[i], t, u);
        } else {
            check_overlap(c, l, i);
        }
    }
}

static Type *new_union(UnionTerm *terms, uint32_t n)
{
    Type *t = typ_new(T_UNION);
    t->u.uni.terms = terms;
    t->u.uni.nterms = n;
    return t;
}

static UnionTerm check_term(Checker *c, Node *tx)
{
    bool tilde = tx->kind == N_UNARY && tx->op == OP_TILDE;
    Node *x = tilde ? tx->u.unary.x : tx;
    Type *t = check_typ(c, x);
    if (typ_is_typeparam(t)) {
        if (tilde)
            check_error_node(c, x, ERR_MisplacedTypeParam, "type in term %s cannot be a type parameter", expr_str(tx));
        else
            check_error_node(c, x, ERR_MisplacedTypeParam, "term cannot be a type parameter");
        t = typ_basic[B_INVALID];
    }
    UnionTerm term = { tilde, t };
    if (tilde) {
        UnionTerm *one = NEW(typ_arena(), UnionTerm);
        *one = term;
        check_record(c, tx, MODE_TYPE, new_union(one, 1), NULL);
    }
    return term;
}

/* a | b | c leans left: collects operators (outermost last) and operands in source order. */
static void flatten(Node *x, NodeVec *ops, NodeVec *terms)
{
    if (x->kind == N_BINARY && x->op == OP_OR) {
        flatten(x->u.binary.x, ops, terms);
        vec_push(typ_arena(), ops, x);
        x = x->u.binary.y;
    }
    vec_push(typ_arena(), terms, x);
}

Type *check_union(Checker *c, Node *e)
{
    NodeVec ops = { 0 }, list = { 0 };
    flatten(e, &ops, &list);
    UnionTerm *terms = NEW_N(typ_arena(), UnionTerm, list.n);
    uint32_t n = 0;
    Type *u = NULL;
    bool valid = true;
    for (uint32_t i = 0; i < list.n; i++) {
        UnionTerm t = check_term(c, list.p[i]);
        if (list.n == 1 && !t.tilde)
            return t.type;
        if (n >= MAX_TERMS) {
            if (valid)
                check_error_node(c, list.p[i], ERR_InvalidUnion, "cannot handle more than %d union terms (implementation limitation)",
                                 MAX_TERMS);
            valid = false;
            u = typ_basic[B_INVALID];
        } else {
            terms[n++] = t;
            u = new_union(terms, n);
        }
        if (i)
            check_record(c, ops.p[i - 1], MODE_TYPE, u, NULL);
    }
    if (!valid)
        return u;
    UnionLater *l = NEW(typ_arena(), UnionLater);
    *l = (UnionLater){ terms, list.p, n };
    check_later(c, check_terms, l);
    return u;
}
