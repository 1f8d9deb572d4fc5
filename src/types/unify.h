/*
 * unify.h - the unifier, for inference (infer.c) and its tests.
 */
#ifndef GOCW_TYPES_UNIFY_H
#define GOCW_TYPES_UNIFY_H

#include "types_int.h"

typedef enum UnifyMode {
    UNIFY_LOOSE = 0,
    UNIFY_ASSIGN = 1,           /* loose at the top, exact for elements */
    UNIFY_EXACT = 2
} UnifyMode;

typedef struct Unifier {
    Checker *c;
    Type **tparams;             /* the bound parameters */
    uint32_t n, depth;
    uint32_t *slot;             /* of each parameter; shared by joined ones */
    Type **types;               /* of each slot; NULL: not found yet */
    bool interfaces;            /* methods help to infer (since go1.21) */
} Unifier;

void unifier_init(Unifier *u, Checker *c, Type **tparams, uint32_t n, Type **targs, uint32_t ntargs);
bool unify(Unifier *u, Type *x, Type *y, UnifyMode mode);
Type *unifier_at(const Unifier *u, uint32_t i);
void unifier_set(Unifier *u, uint32_t i, Type *t);
uint32_t unifier_unknowns(const Unifier *u);
Type **unifier_inferred(const Unifier *u);

#endif
