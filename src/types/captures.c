/*
 * captures.c - what later phases must know about variables: which function declares them, which function
 * literals use them from outside, whether their address is taken, whether they are assigned again.
 *
 * A variable whose address is never taken and that no literal captures can live in a register; a captured
 * variable that is never reassigned can be copied into the closure.
 */
#include "types_int.h"

Object *check_new_local(Checker *c, Pos pos, const Name *name, Type *type)
{
    Object *v = typ_new_var(VAR_LOCAL, pos, c->pkg, name, type);
    FuncInfo *f = c->env.func;
    v->owner = f;
    if (f)
        vec_push(typ_arena(), &f->locals, v);
    return v;
}

static bool has_capture(const FuncInfo *f, const Object *v)
{
    for (uint32_t i = f->captures.n; i-- > 0; ) {
        if (f->captures.p[i] == v)
            return true;
    }
    return false;
}

/* Each literal between the use and the declaring function captures v. */
void check_note_use(Checker *c, Object *v)
{
    FuncInfo *f = c->env.func;
    if (!v->owner || f == v->owner)
        return;
    v->captured = true;
    for (; f && f != v->owner && !has_capture(f, v); f = f->outer)
        vec_push(typ_arena(), &f->captures, v);
}

/* The variable that holds operand e itself, not something reached through a pointer, slice or map; or NULL. */
static Object *root_variable(const Node *e)
{
    for (;;) {
        switch (e->kind) {
        case N_NAME: {
            Object *o = e->u.ident.obj;
            return o && o->kind == OBJ_VAR ? o : NULL;
        }
        case N_PAREN:
            e = e->u.paren.x;
            break;
        case N_SELECTOR: {
            const Selection *s = e->u.selector.selection;
            if (!s) {                                   /* pkg.Var */
                Object *o = e->u.selector.sel->u.ident.obj;
                return o && o->kind == OBJ_VAR ? o : NULL;
            }
            if (s->kind != SEL_FIELD || s->indirect)
                return NULL;
            e = e->u.selector.x;
            break;
        }
        case N_INDEX: {
            Type *t = e->u.index.x->type;
            if (!t || !typ_is_valid(t))
                return NULL;
            for (TypeSeq s = type_seq(t); type_seq_next(&s); ) {
                if (!s.u || s.u->kind != T_ARRAY)
                    return NULL;
            }
            e = e->u.index.x;
            break;
        }
        default:
            return NULL;
        }
    }
}

void check_mark_addr_taken(Checker *c, Node *e)
{
    (void)c;
    Object *v = root_variable(e);
    if (v)
        v->addr_taken = true;
}

void check_mark_reassigned(Node *e)
{
    Object *v = root_variable(e);
    if (v)
        v->reassigned = true;
}
