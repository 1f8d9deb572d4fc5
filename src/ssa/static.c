/*
 * static.c - package-level initialisers that need no code: constants, addresses of variables, composite literals of such
 * values, slices over static arrays, functions, conversions of those to interfaces, errors.New("text").
 *
 * The bytes and relocations of the variable are written as far as the expression goes; when a part needs code after all,
 * what was written is taken back and the caller makes an initialiser function.
 */
#include "build_int.h"
#include "prog_int.h"

static bool put(Global *g, uint64_t at, Node *n, Type *t);

static uint8_t *bytes_at(Global *g, uint64_t at)
{
    if (!g->data)
        g->data = arena_alloc(prog->arena, g->size ? g->size : 1);
    return g->data + at;
}

static void put_address(Global *g, uint64_t at, Global *to, int64_t addend)
{
    bytes_at(g, at);
    vec_push(prog->arena, &g->relocs, ((Reloc){ .offset = (uint32_t)at, .kind = RELOC_GLOBAL, .u.global = to, .addend = addend }));
}

static void put_int(Global *g, uint64_t at, uint64_t v, uint64_t size)
{
    if (v)
        memcpy(bytes_at(g, at), &v, size);
}

static Global *data_new(Type *t, const char *what)
{
    const TypeLayout *lay = ssa_layout(t);
    static uint32_t count;
    Global *g = ssa_global_new(arena_printf(prog->arena, "static.%s.%u", what, count++), (uint64_t)lay->size, lay->align);
    g->type = t;
    g->has_ptrs = lay->ptr_bytes != 0;
    return g;
}

static void put_string(Global *g, uint64_t at, const char *s, size_t n)
{
    if (!n)
        return;
    put_address(g, at, ssa_string_data(s, n), 0);
    put_int(g, at + 8, n, 8);
}

static void put_float(Global *g, uint64_t at, const Const *c, bool is32)
{
    if (is32) {
        float f = con_float32_val(c);
        memcpy(bytes_at(g, at), &f, 4);
    } else {
        double d = con_float64_val(c);
        memcpy(bytes_at(g, at), &d, 8);
    }
}

static bool put_const(Global *g, uint64_t at, const Const *c, Type *t)
{
    Type *u = typ_underlying(t);
    if (u->kind != T_BASIC)
        return false;
    uint32_t info = u->u.basic.info;
    uint64_t size = (uint64_t)typ_sizeof(t);
    if (info & BI_BOOLEAN) {
        put_int(g, at, con_bool_val(c), 1);
    } else if (info & BI_STRING) {
        size_t n;
        const char *s = con_string_val(c, &n);
        put_string(g, at, s, n);
    } else if (info & BI_INTEGER) {
        int64_t v = 0;
        uint64_t bits = 0;
        const Const *i = con_to_int(c);
        if (con_int64_val(i, &v))
            bits = (uint64_t)v;
        else if (!con_uint64_val(i, &bits))
            return false;
        put_int(g, at, bits, size);
    } else if (info & BI_FLOAT) {
        put_float(g, at, c, size == 4);
    } else if (info & BI_COMPLEX) {
        put_float(g, at, con_real(c), size == 8);
        put_float(g, at + size / 2, con_imag(c), size == 8);
    } else if (u->u.basic.kind == B_UNSAFE_POINTER) {
        return false;
    }
    return true;
}

/* ---- composite literals ---- */

static int field_index(Type *strct, const Node *key)
{
    for (uint32_t i = 0; key->kind == N_NAME && i < strct->u.strct.fields.n; i++) {
        if (strct->u.strct.fields.p[i]->name == key->u.ident.name)
            return (int)i;
    }
    return -1;
}

static bool put_struct(Global *g, uint64_t at, Node *n, Type *u)
{
    NodeVec *elems = &n->u.complit.elems;
    for (uint32_t i = 0; i < elems->n; i++) {
        Node *e = elems->p[i];
        int field = (int)i;
        if (e->kind == N_KEY_VALUE) {
            field = field_index(u, e->u.kv.key);
            e = e->u.kv.value;
        }
        if (field < 0)
            return false;
        if (name_is(u->u.strct.fields.p[field]->name, "_") && e->val)
            continue;           /* stays zero, as gc has it */
        if (!put(g, at + (uint64_t)typ_offsetof(u, (uint32_t)field), e, typ_canon(u->u.strct.fields.p[field]->type)))
            return false;
    }
    return true;
}

/* Elements of an array or slice literal, in memory that starts at at; counts them when g is NULL. */
static bool put_elements(Global *g, uint64_t at, Node *n, Type *elem, int64_t *count)
{
    NodeVec *elems = &n->u.complit.elems;
    uint64_t size = (uint64_t)typ_sizeof(elem);
    int64_t index = 0, max = 0;
    for (uint32_t i = 0; i < elems->n; i++, index++) {
        Node *e = elems->p[i];
        if (e->kind == N_KEY_VALUE) {
            if (!e->u.kv.key->val || !con_int64_val(con_to_int(e->u.kv.key->val), &index))
                return false;
            e = e->u.kv.value;
        }
        if (index >= max)
            max = index + 1;
        if (g && !put(g, at + (uint64_t)index * size, e, elem))
            return false;
    }
    *count = max;
    return true;
}

static bool put_slice(Global *g, uint64_t at, Node *n, Type *u)
{
    int64_t count;
    Type *elem = typ_canon(u->u.slice.elem);
    if (!put_elements(NULL, 0, n, elem, &count))
        return false;
    Global *array = data_new(typ_canon(typ_new_array(elem, count)), "array");
    if (!put_elements(array, 0, n, elem, &count))
        return false;
    put_address(g, at, array, 0);
    put_int(g, at + 8, (uint64_t)count, 8);
    put_int(g, at + 16, (uint64_t)count, 8);
    return true;
}

static bool put_complit(Global *g, uint64_t at, Node *n, Type *t)
{
    Type *u = typ_underlying(t);
    int64_t count;
    switch (u->kind) {
    case T_STRUCT: return put_struct(g, at, n, u);
    case T_ARRAY: return put_elements(g, at, n, typ_canon(u->u.array.elem), &count);
    case T_SLICE: return put_slice(g, at, n, u);
    default: return false;
    }
}

static bool put_address_of_lit(Global *g, uint64_t at, Node *lit, Type *base)
{
    Global *to = data_new(base, "object");
    if (!put_complit(to, 0, lit, base))
        return false;
    put_address(g, at, to, 0);
    return true;
}

/* ---- addresses ---- */

/* The variable that n denotes and the offset in it; NULL when that is not fixed. */
static Global *fixed_place(Node *n, int64_t *offset)
{
    n = syn_unparen(n);
    Object *o = NULL;
    if (n->kind == N_NAME)
        o = n->u.ident.obj;
    else if (n->kind == N_SELECTOR && !n->u.selector.selection)
        o = n->u.selector.sel->u.ident.obj;
    if (o) {
        *offset = 0;
        return o->kind == OBJ_VAR && o->var_kind == VAR_PACKAGE ? ssa_global_for_var(o) : NULL;
    }
    if (n->kind == N_SELECTOR && n->u.selector.selection->kind == SEL_FIELD && !n->u.selector.selection->indirect) {
        const Selection *s = n->u.selector.selection;
        Global *g = fixed_place(n->u.selector.x, offset);
        Type *t = g ? typ_canon(n->u.selector.x->type) : NULL;
        for (uint32_t i = 0; g && i < s->nindex; i++) {
            Type *u = typ_underlying(t);
            *offset += typ_offsetof(u, (uint32_t)s->index[i]);
            t = typ_canon(u->u.strct.fields.p[s->index[i]]->type);
        }
        return g;
    }
    int64_t index;
    if (n->kind == N_INDEX && n->u.index.x->type && typ_underlying(n->u.index.x->type)->kind == T_ARRAY && n->u.index.index->val &&
        con_int64_val(con_to_int(n->u.index.index->val), &index)) {
        Global *g = fixed_place(n->u.index.x, offset);
        if (g)
            *offset += index * typ_sizeof(n->type);
        return g;
    }
    return NULL;
}

/* &x or &x.f of a variable that holds an interface or func value. */
static void note_address(Node *x, Global *g)
{
    Cell *c = g->cell;
    if (x->kind == N_SELECTOR && x->u.selector.selection) {
        const Selection *s = x->u.selector.selection;
        Type *t = typ_canon(x->u.selector.x->type);
        for (uint32_t i = 0; i + 1 < s->nindex; i++)
            t = typ_canon(typ_underlying(t)->u.strct.fields.p[s->index[i]]->type);
        c = ssa_cell_of_field(t, (uint32_t)s->index[s->nindex - 1]);
    }
    if (c)
        c->addressed = true;
}

static bool put_pointer(Global *g, uint64_t at, Node *x, Type *t)
{
    x = syn_unparen(x);
    Type *base = typ_canon(typ_underlying(t)->u.pointer.base);
    if (x->kind == N_COMPOSITE_LIT)
        return put_address_of_lit(g, at, x, base);
    int64_t offset;
    Global *to = fixed_place(x, &offset);
    if (!to)
        return false;
    note_address(x, to);
    build_note_lock_address(x);
    put_address(g, at, to, offset);
    return true;
}

/* ---- interfaces, functions, conversions ---- */

/* A value of static type from, converted to interface t. */
static bool put_interface(Global *g, uint64_t at, Node *n, Type *from, Type *t)
{
    if (typ_is_interface(from))
        return false;
    const TypeLayout *lay = ssa_layout(from);
    uint64_t data_at = at + 8;
    Global *data = g;
    if (!lay->direct_iface) {
        data = data_new(from, "boxed");
        data_at = 0;
    }
    if (!put(data, data_at, n, from))
        return false;
    if (data != g) {
        data->readonly = lay->ptr_bytes == 0;
        put_address(g, at + 8, data, 0);
    }
    bool empty = typ_type_set(typ_underlying(t))->methods.n == 0;
    ssa_mark_in_interface(from);
    put_address(g, at, empty ? ssa_type_descriptor(from) : ssa_itab(from, t), 0);
    return true;
}

static Object *declared_func(Node *n)
{
    n = syn_unparen(n);
    if (n->kind == N_SELECTOR && !n->u.selector.selection)
        n = n->u.selector.sel;
    if (n->kind != N_NAME || n->u.ident.ntargs)
        return NULL;
    Object *o = n->u.ident.obj;
    return o && o->kind == OBJ_FUNC ? o : NULL;
}

static bool put_func(Global *g, uint64_t at, Node *n)
{
    Object *o = declared_func(n);
    if (!o)
        return false;
    typ_resolve(o);
    if (o->type->u.sig.ntparams)
        return false;
    put_address(g, at, ssa_closure_of(ssa_func_for(o, NULL, 0)), 0);
    return true;
}

/* errors.New("text"): each call gives a pointer of its own. */
static bool put_error(Global *g, uint64_t at, Node *call, Type *t)
{
    Object *o = declared_func(call->u.call.fun);
    if (!o || !name_is(o->name, "New") || strcmp(o->pkg->path, "errors") != 0 || !call->u.call.args.p[0]->val)
        return false;
    Object *es = ptrmap_get(&o->pkg->scope->elems, name_of("errorString"));
    if (!es || !typ_is_interface(t))
        return false;
    typ_resolve(es);
    Global *obj = data_new(typ_canon(es->type), "error");
    if (!put_const(obj, 0, call->u.call.args.p[0]->val, typ_basic[B_STRING]))
        return false;
    put_address(g, at, ssa_itab(typ_canon(typ_new_pointer(es->type)), t), 0);
    put_address(g, at + 8, obj, 0);
    return true;
}

static bool put_conversion(Global *g, uint64_t at, Node *n, Type *t)
{
    Node *x = syn_unparen(n->u.call.args.p[0]);
    Type *u = typ_underlying(t);
    if (x->mode == MODE_NIL)
        return true;
    if (u->kind == T_SLICE && x->val && typ_is_basic(x->type, BI_STRING) && typ_is_basic(u->u.slice.elem, BI_INTEGER) &&
        typ_sizeof(u->u.slice.elem) == 1) {
        size_t len;
        const char *s = con_string_val(x->val, &len);
        Global *array = ssa_global_new(arena_printf(prog->arena, "%s.bytes", g->symbol), len, 1);
        array->data = (uint8_t *)arena_strndup(prog->arena, s, len);
        put_address(g, at, array, 0);
        put_int(g, at + 8, len, 8);
        put_int(g, at + 16, len, 8);
        return true;
    }
    if (!x->type || typ_is_interface(t) || !typ_identical_ignore_tags(typ_underlying(typ_canon(x->type)), u))
        return x->type && typ_is_interface(t) && put(g, at, x, t);
    return put(g, at, x, t);
}

/* ---- any expression ---- */

static bool put(Global *g, uint64_t at, Node *n, Type *t)
{
    n = syn_unparen(n);
    if (n->mode == MODE_NIL || (n->kind == N_NAME && n->u.ident.obj && n->u.ident.obj->kind == OBJ_NIL))
        return true;
    if (!n->type)
        return false;
    if (typ_is_interface(t)) {
        Type *from = typ_canon(n->type);
        if (n->kind == N_CALL && !n->u.call.builtin && !n->u.call.is_conversion)
            return put_error(g, at, n, t);
        if (n->kind == N_CALL && n->u.call.is_conversion && typ_is_interface(from))
            return put(g, at, n->u.call.args.p[0], t);
        return put_interface(g, at, n, from, t);
    }
    if (n->val)
        return put_const(g, at, n->val, t);
    Type *u = typ_underlying(t);
    switch (n->kind) {
    case N_COMPOSITE_LIT:
        if (u->kind == T_POINTER)       /* &T elided in an outer literal */
            return put_address_of_lit(g, at, n, typ_canon(u->u.pointer.base));
        return put_complit(g, at, n, t);
    case N_UNARY:
        return n->op == OP_ADDR && u->kind == T_POINTER && put_pointer(g, at, n->u.unary.x, t);
    case N_NAME: case N_SELECTOR:
        return u->kind == T_SIGNATURE && put_func(g, at, n);
    case N_CALL:
        return n->u.call.is_conversion && n->u.call.args.n == 1 && put_conversion(g, at, n, t);
    default:
        return false;
    }
}

bool static_init(Global *g, uint64_t offset, Node *expr, Type *t)
{
    if (put(g, offset, expr, t))
        return true;
    g->data = NULL;
    g->relocs.n = 0;
    return false;
}
