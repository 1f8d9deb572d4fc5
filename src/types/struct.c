/*
 * struct.c - struct types (spec, "Struct types"): fields with distinct names, embedded types, tags.
 */
#include "types_int.h"

typedef struct FieldSet { PtrMap by_name; ObjectVec small; } FieldSet;

/* The field of the same identity that is already there; else adds f. All fields are of one package. */
static Object *insert_field(FieldSet *s, Object *f)
{
    enum { SMALL = 8 };
    if (s->small.n < SMALL) {
        for (uint32_t i = 0; i < s->small.n; i++)
            if (s->small.p[i]->name == f->name)
                return s->small.p[i];
    } else {
        if (!s->by_name.arena) {
            ptrmap_init(&s->by_name, typ_arena());
            for (uint32_t i = 0; i < s->small.n; i++)
                ptrmap_set(&s->by_name, s->small.p[i]->name, s->small.p[i]);
        }
        Object *other = ptrmap_get(&s->by_name, f->name);
        if (other)
            return other;
        ptrmap_set(&s->by_name, f->name, f);
    }
    vec_push(typ_arena(), &s->small, f);
    return NULL;
}

typedef struct Build {
    Checker *c;
    FieldSet names;
    ObjectVec fields;
    VEC(const char *) tags;     /* as long as fields once a tag was seen */
    bool any_tag;
} Build;

static void add_field(Build *b, Node *id, Node *decl, Type *t, const char *tag, bool embedded)
{
    Object *f = typ_new_var(VAR_FIELD, id->pos, b->c->pkg, id->u.ident.name, t);
    f->embedded = embedded;
    f->decl = decl;
    bool blank = name_is(f->name, "_");
    Object *other = blank ? NULL : insert_field(&b->names, f);
    if (other) {
        CheckErr e;
        err_init(&e, b->c, ERR_DuplicateDecl);
        err_add(&e, id->pos, "%s redeclared", f->name->s);
        err_add_alt_decl(&e, other);
        err_report(&e);
        return;
    }
    f->u.var.index = (int32_t)b->fields.n;
    vec_push(typ_arena(), &b->fields, f);
    vec_push(typ_arena(), &b->tags, tag);
    b->any_tag |= tag != NULL;
    id->u.ident.obj = f;
}

static const char *field_tag(Checker *c, NodeVec *tags, uint32_t i)
{
    Node *t = i < tags->n ? tags->p[i] : NULL;
    if (!t || t->kind != N_BASIC_LIT)
        return NULL;
    if (t->u.lit.lit == LIT_STRING) {
        const Const *s = con_from_string_lit(t->u.lit.text, t->u.lit.len);
        size_t n;
        if (con_kind(s) == CON_STRING) {
            const char *text = con_string_val(s, &n);
            return n ? arena_strndup(typ_arena(), text, n) : NULL;
        }
    }
    check_error_node(c, t, ERR_InvalidSyntaxTree, "incorrect tag syntax: %s", t->u.lit.text);
    return NULL;
}

/* T, *T, p.T, *p.T, or an instance of these; the name is the last identifier. */
static Node *embedded_name(Node *e)
{
    switch (e->kind) {
    case N_NAME:
        return e;
    case N_UNARY:
        if (e->op != OP_DEREF)
            return NULL;
        return e->u.unary.x->kind == N_UNARY && e->u.unary.x->op == OP_DEREF ? NULL : embedded_name(e->u.unary.x);
    case N_SELECTOR:
        return e->u.selector.sel;
    case N_INDEX:
        return embedded_name(e->u.index.x);
    default:
        return NULL;
    }
}

typedef struct Embedded { Type *t; Pos pos; } Embedded;

/* Spec: "An embedded field must be specified as a type name T or as a pointer to a non-interface type name *T, and T
 * itself may not be a pointer type or type parameter." */
static void check_embedded(Checker *c, void *arg)
{
    Embedded *e = arg;
    bool ptr;
    Type *t = typ_deref(e->t, &ptr), *u = typ_underlying(t);
    if (u->kind == T_BASIC) {
        if (u->u.basic.kind == B_UNSAFE_POINTER)
            check_error(c, e->pos, ERR_InvalidPtrEmbed, "embedded field type cannot be unsafe.Pointer");
    } else if (u->kind == T_POINTER) {
        check_error(c, e->pos, ERR_InvalidPtrEmbed, "embedded field type cannot be a pointer");
    } else if (u->kind == T_INTERFACE) {
        if (typ_is_typeparam(t))
            check_error(c, e->pos, ERR_MisplacedTypeParam, "embedded field type cannot be a (pointer to a) type parameter");
        else if (ptr)
            check_error(c, e->pos, ERR_InvalidPtrEmbed, "embedded field type cannot be a pointer to an interface");
    }
}

static Node *blank_name(Pos pos)
{
    Node *n = node_new(typ_arena(), N_NAME, pos);
    n->u.ident.name = name_of("_");
    return n;
}

static void add_embedded(Build *b, Node *f, Type *t, const char *tag)
{
    Node *type = f->u.field.type, *id = embedded_name(type);
    Pos pos = syn_start_pos(type);
    if (!id) {
        check_error(b->c, pos, ERR_InvalidSyntaxTree, "invalid embedded field type %s", expr_str(type));
        add_field(b, blank_name(pos), f, typ_basic[B_INVALID], NULL, true);
        return;
    }
    /* The identifier denotes the type; keep that, the field is found through the struct. */
    struct Object *denotes = id->u.ident.obj;
    add_field(b, id, f, t, tag, true);
    if (denotes)
        id->u.ident.obj = denotes;
    Embedded *e = NEW(typ_arena(), Embedded);
    *e = (Embedded){ t, pos };
    check_later(b->c, check_embedded, e);
}

Type *check_struct_type(Checker *c, Node *e)
{
    Type *t = typ_new(T_STRUCT);
    Build b = { .c = c };
    NodeVec *list = &e->u.struct_type.fields;
    Node *prev = NULL;
    Type *ft = NULL;
    for (uint32_t i = 0; i < list->n; i++) {
        Node *f = list->p[i];
        if (!prev || f->u.field.type != prev)
            ft = check_var_type(c, f->u.field.type);
        prev = f->u.field.type;
        const char *tag = field_tag(c, &e->u.struct_type.tags, i);
        if (f->u.field.name)
            add_field(&b, f->u.field.name, f, ft, tag, false);
        else
            add_embedded(&b, f, ft, tag);
    }
    t->u.strct.fields = b.fields;
    if (b.any_tag)
        t->u.strct.tags = b.tags.p;
    return t;
}
