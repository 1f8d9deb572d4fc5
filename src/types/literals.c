/*
 * literals.c - composite literals and function literals (spec, "Composite literals", "Function literals").
 *
 * Struct literals with keys may name promoted fields from Go 1.27 on; then no key may name a field inside one
 * that another key sets. The body of a function literal is checked at the end of the statement that holds it,
 * before the scope changes.
 */
#include "types_int.h"

/* ---- function literals ------------------------------------------------------------ */

typedef struct LitBody {
    DeclInfo *decl;
    const Const *iota_val;
    Type *sig;
    Node *body;
    FuncInfo *info;
} LitBody;

static void check_lit_body(Checker *c, void *arg)
{
    LitBody *b = arg;
    check_func_body(c, NULL, b->decl, "<function literal>", b->sig, b->body, b->iota_val, b->info);
}

void check_func_lit(Checker *c, Operand *x, Node *e)
{
    Type *sig = check_typ(c, e->u.funclit.type);
    if (sig->kind != T_SIGNATURE) {
        check_error_node(c, e, ERR_InvalidSyntaxTree, "invalid function literal %s", expr_str(e));
        return;
    }
    FuncInfo *info = NEW(typ_arena(), FuncInfo);
    info->node = e;
    info->outer = c->env.func;
    info->sig = sig;
    e->u.funclit.info = info;
    if (info->outer)
        vec_push(typ_arena(), &info->outer->lits, info);
    if (e->u.funclit.body) {
        LitBody *b = NEW(typ_arena(), LitBody);
        *b = (LitBody){ .decl = c->env.decl, .iota_val = c->env.iota_val, .sig = sig, .body = e->u.funclit.body, .info = info };
        check_later(c, check_lit_body, b);
    }
    x->mode = MODE_VALUE;
    x->type = sig;
}

/* ---- struct literals -------------------------------------------------------------------- */

/* A field that a key of the literal sets, by its path from the struct. */
typedef struct SetField { const int *index; uint32_t n; Object *field; } SetField;
typedef VEC(SetField) SetFields;

static uint32_t common_prefix(const SetField *a, const SetField *b)
{
    uint32_t i = 0;
    while (i < a->n && i < b->n && a->index[i] == b->index[i])
        i++;
    return i;
}

static bool path_before(const SetField *a, const SetField *b)
{
    uint32_t i = common_prefix(a, b);
    return i < a->n && i < b->n && a->index[i] < b->index[i];
}

/* A field set before that is f, holds f, or lies in f; NULL when there is none. */
static const SetField *colliding_field(const SetFields *set, const SetField *f)
{
    const SetField *inside = NULL;
    for (uint32_t i = 0; i < set->n; i++) {
        const SetField *s = &set->p[i];
        uint32_t k = common_prefix(s, f);
        if (k == s->n)
            return s;
        if (k == f->n && (!inside || path_before(s, inside)))
            inside = s;
    }
    return inside;
}

static void add_set_field(Checker *c, SetFields *set, const SetField *f, const Node *kv)
{
    const SetField *other = colliding_field(set, f);
    if (!other) {
        vec_push(check_scratch(), set, *f);
        return;
    }
    const char *name = f->field->name->s;
    if (other->field == f->field)
        check_error_node(c, kv, ERR_DuplicateLitField, "duplicate field name %s in struct literal", name);
    else if (other->n < f->n)
        check_error_node(c, kv, ERR_DuplicateLitField, "cannot specify promoted field %s and enclosing embedded field %s", name,
                         other->field->name->s);
    else
        check_error_node(c, kv, ERR_DuplicateLitField, "cannot specify embedded field %s and enclosed promoted field %s", name,
                         other->field->name->s);
}

/* The field that key names: direct ones without a general lookup. */
static LookupResult lookup_key(Checker *c, Type *strct, const Name *name)
{
    ObjectVec *fields = &strct->u.strct.fields;
    for (uint32_t i = 0; i < fields->n; i++) {
        Object *f = fields->p[i];
        if (f->name == name && (f->exported || f->pkg == c->pkg) && !name_is(name, "_")) {
            int *index = NEW(typ_arena(), int);
            *index = (int)i;
            return (LookupResult){ .obj = f, .index = index, .nindex = 1 };
        }
    }
    return check_lookup(c, strct, false, c->pkg, name, false);
}

static void check_keyed_element(Checker *c, Node *kv, Type *base, Type *strct, SetFields *set)
{
    Operand x;
    Node *key = kv->u.kv.key;
    check_generic_expr(c, &x, kv->u.kv.value, NULL);
    if (key->kind != N_NAME) {
        check_error_node(c, kv, ERR_InvalidLitField, "invalid field name %s in struct literal", expr_str(key));
        return;
    }
    LookupResult r = lookup_key(c, strct, key->u.ident.name);
    if (!r.obj) {
        LookupResult alt = check_lookup(c, strct, false, c->pkg, key->u.ident.name, true);
        check_error_node(c, key, ERR_MissingLitField, "%s", check_lookup_error(c, base, key->u.ident.name, alt.obj, true));
        return;
    }
    if (r.obj->kind != OBJ_VAR) {
        check_error_node(c, key, ERR_MissingLitField, "%s is not a field", expr_str(key));
        return;
    }
    if (r.nindex > 1 && !check_allow_version(c, 27)) {
        check_version(c, syn_start_pos(key), 27,
                      check_sprintf("use of promoted field %s in struct literal of type %s",
                                    check_field_path(strct, r.index, r.nindex), typ_str(c, base)));
        return;
    }
    if (r.indirect) {
        check_error_node(c, key, ERR_InvalidLitField, "invalid implicit pointer indirection to reach %s", expr_str(key));
        return;
    }
    key->u.ident.obj = r.obj;
    if (r.nindex > 1) {
        Selection *sel = NEW(typ_arena(), Selection);
        *sel = (Selection){ .kind = SEL_FIELD, .recv = base, .obj = r.obj, .index = r.index, .nindex = r.nindex };
        kv->u.kv.selection = sel;
    }
    check_assignment(c, &x, r.obj->type, "struct literal");
    add_set_field(c, set, &(SetField){ r.index, r.nindex, r.obj }, kv);
}

static void check_keyed_struct(Checker *c, Node *lit, Type *base, Type *strct)
{
    ArenaMark mark = arena_mark(check_scratch());
    SetFields set = { 0 };
    NodeVec *elems = &lit->u.complit.elems;
    vec_reserve(check_scratch(), &set, elems->n);
    for (uint32_t i = 0; i < elems->n; i++) {
        Node *e = elems->p[i];
        if (e->kind == N_KEY_VALUE)
            check_keyed_element(c, e, base, strct, &set);
        else
            check_error_node(c, e, ERR_MixedStructLit, "mixture of field:value and value elements in struct literal");
    }
    arena_release(check_scratch(), mark);
}

static bool is_hidden(Checker *c, const Object *field)
{
    return !field->exported && field->pkg != c->pkg;
}

static void check_positional_struct(Checker *c, Node *lit, Type *base, Type *strct)
{
    ObjectVec *fields = &strct->u.strct.fields;
    NodeVec *elems = &lit->u.complit.elems;
    for (uint32_t i = 0; i < elems->n; i++) {
        Node *e = elems->p[i];
        if (e->kind == N_KEY_VALUE) {
            check_error_node(c, e, ERR_MixedStructLit, "mixture of field:value and value elements in struct literal");
            continue;
        }
        Operand x;
        check_generic_expr(c, &x, e, NULL);
        if (i >= fields->n) {
            check_error_node(c, x.expr, ERR_InvalidStructLit, "too many values in struct literal of type %s", typ_str(c, base));
            break;
        }
        Object *f = fields->p[i];
        if (is_hidden(c, f))
            check_error_node(c, x.expr, ERR_UnexportedLitField, "implicit assignment to unexported field %s in struct literal of type %s",
                             f->name->s, typ_str(c, base));
        else
            check_assignment(c, &x, f->type, "struct literal");
    }
    if (elems->n >= fields->n)
        return;
    const char *hint = "";
    for (uint32_t i = 0; i < fields->n; i++) {
        if (is_hidden(c, fields->p[i]))
            hint = " (type has unexported fields - use key:value pairs)";
    }
    check_error(c, lit->u.complit.rbrace, ERR_InvalidStructLit, "too few values in struct literal of type %s%s", typ_str(c, base), hint);
}

/* ---- array, slice and map literals ------------------------------------------------------------ */

/* Indices used so far. Without keys they simply count up, so the table is made at the first key. */
typedef struct UsedIndices { bool keyed; PtrMap map; } UsedIndices;

static const void *index_key(int64_t i)
{
    return (const void *)(uintptr_t)((uint64_t)i + 1);
}

static void note_index(Checker *c, UsedIndices *used, int64_t index, const Node *e)
{
    if (!used->keyed)
        return;
    if (ptrmap_has(&used->map, index_key(index)))
        check_error_node(c, e, ERR_DuplicateLitKey, "duplicate index %lld in array or slice literal", (long long)index);
    ptrmap_set(&used->map, index_key(index), used);
}

static void start_keyed(UsedIndices *used, int64_t count)
{
    if (used->keyed)
        return;
    used->keyed = true;
    ptrmap_init(&used->map, check_scratch());
    for (int64_t i = 0; i < count; i++)
        ptrmap_set(&used->map, index_key(i), used);
}

/* Checks the elements of an array (length known if >= 0) or slice literal; returns the greatest index + 1. */
static int64_t check_indexed_elements(Checker *c, NodeVec *elems, Type *elem, int64_t length)
{
    ArenaMark mark = arena_mark(check_scratch());
    UsedIndices used = { 0 };
    int64_t index = 0, max = 0;
    for (uint32_t i = 0; i < elems->n; i++) {
        Node *e = elems->p[i], *value = e;
        bool valid = false;
        if (e->kind == N_KEY_VALUE) {
            start_keyed(&used, i);
            int64_t k;
            if (typ_is_valid(check_index(c, e->u.kv.key, length, &k))) {
                valid = k >= 0;
                if (valid)
                    index = k;
                else
                    check_error_node(c, e, ERR_InvalidLitIndex, "index %s must be integer constant", expr_str(e->u.kv.key));
            }
            value = e->u.kv.value;
        } else if (length >= 0 && index >= length) {
            check_error_node(c, e, ERR_OversizeArrayLit, "index %lld is out of bounds (>= %lld)", (long long)index, (long long)length);
        } else {
            valid = true;
        }
        if (valid)
            note_index(c, &used, index, e);
        if (++index > max)
            max = index;
        Operand x;
        check_generic_expr(c, &x, value, elem);
        check_assignment(c, &x, elem, "array or slice literal");
    }
    arena_release(check_scratch(), mark);
    return max;
}

/* A constant key as bytes that are equal iff the values are, whatever kind of number they were written as. */
static void put_key(Buf *b, const Const *v)
{
    if (con_kind(v) == CON_COMPLEX && con_kind(con_to_float(v)) == CON_FLOAT)
        v = con_to_float(v);
    if (con_kind(v) == CON_FLOAT && con_kind(con_to_int(v)) == CON_INT)
        v = con_to_int(v);
    size_t n;
    const char *s;
    switch (con_kind(v)) {
    case CON_STRING:
        s = con_string_val(v, &n);
        buf_putc(b, 's');
        buf_write(b, s, n);
        break;
    case CON_FLOAT: {
        double d = con_float64_val(v);
        buf_putc(b, 'f');
        buf_write(b, &d, sizeof d);
        break;
    }
    case CON_COMPLEX: {
        double d[2] = { con_float64_val(con_real(v)), con_float64_val(con_imag(v)) };
        buf_putc(b, 'c');
        buf_write(b, d, sizeof d);
        break;
    }
    case CON_BOOL:
        buf_putc(b, con_bool_val(v) ? 't' : 'b');
        break;
    default: {
        int64_t i;
        if (con_int64_val(v, &i)) {
            buf_putc(b, 'i');
            buf_write(b, &i, sizeof i);
        } else {
            buf_putc(b, 'n');
            buf_puts(b, con_format_exact(v));
        }
    }
    }
}

/* Keys of a map literal seen so far. Where keys are interfaces, equal values of different types are different keys. */
typedef struct SeenKeys { StrMap map; bool by_type; Buf text; } SeenKeys;
typedef VEC(Type *) KeyTypes;

static bool is_duplicate_key(SeenKeys *seen, const Operand *x)
{
    seen->text.n = 0;
    put_key(&seen->text, x->val);
    KeyTypes *types = strmap_get(&seen->map, seen->text.p, seen->text.n);
    if (types && !seen->by_type)
        return true;
    for (uint32_t i = 0; types && i < types->n; i++) {
        if (typ_identical(types->p[i], x->type))
            return true;
    }
    if (!types) {
        types = NEW(check_scratch(), KeyTypes);
        strmap_set(&seen->map, seen->text.p, seen->text.n, types);
    }
    if (seen->by_type)
        vec_push(check_scratch(), types, x->type);
    return false;
}

static void check_map_elements(Checker *c, NodeVec *elems, Type *map)
{
    Type *key = map->u.map.key, *elem = map->u.map.elem;
    ArenaMark mark = arena_mark(check_scratch());
    SeenKeys seen = { .by_type = typ_is_plain_interface(key) };
    strmap_init(&seen.map, check_scratch());
    buf_init(&seen.text, check_scratch());
    for (uint32_t i = 0; i < elems->n; i++) {
        Node *e = elems->p[i];
        if (e->kind != N_KEY_VALUE) {
            check_error_node(c, e, ERR_MissingLitKey, "missing key in map literal");
            continue;
        }
        Operand x;
        check_generic_expr(c, &x, e->u.kv.key, key);
        check_assignment(c, &x, key, "map literal");
        if (x.mode == MODE_NONE)
            continue;
        if (x.mode == MODE_CONST && con_kind(x.val) != CON_UNKNOWN && is_duplicate_key(&seen, &x)) {
            check_error_node(c, x.expr, ERR_DuplicateLitKey, "duplicate key %s in map literal", con_format(x.val));
            continue;
        }
        check_generic_expr(c, &x, e->u.kv.value, elem);
        check_assignment(c, &x, elem, "map literal");
    }
    arena_release(check_scratch(), mark);
}

/* ---- composite literals ---------------------------------------------------------------------------- */

static Type *literal_type(Checker *c, Node *e, Type *hint, Type **base)
{
    Node *t = e->u.complit.type;
    Type *type;
    if (t && t->kind == N_ARRAY_TYPE && !t->u.array_type.len) {         /* [...]T: the length is set below */
        type = *base = typ_new_array(check_var_type(c, t->u.array_type.elem), -1);
    } else if (t) {
        type = *base = check_typ(c, t);
    } else if (hint) {
        type = *base = hint;
        Type *u = check_common_under(c, hint, NULL, NULL);
        if (u && u->kind == T_POINTER)                                  /* *T stands for &T{} */
            *base = u->u.pointer.base;
    } else {
        check_error_node(c, e, ERR_UntypedLit, "missing type in composite literal");
        type = *base = typ_basic[B_INVALID];
    }
    return type;
}

static void use_elements(Checker *c, NodeVec *elems)
{
    for (uint32_t i = 0; i < elems->n; i++) {
        Node *e = elems->p[i];
        check_use(c, e->kind == N_KEY_VALUE ? &e->u.kv.value : &e, 1);
    }
}

void check_composite_lit(Checker *c, Operand *x, Node *e, Type *hint)
{
    Type *base, *type = literal_type(c, e, hint, &base);
    Node *t = e->u.complit.type;
    NodeVec *elems = &e->u.complit.elems;
    if (!check_is_complete(c, base))
        return;
    Type *u = check_common_under(c, base, NULL, NULL);
    switch (u ? u->kind : T_TUPLE) {
    case T_STRUCT:
        if (elems->n == 0)
            break;
        if (elems->p[0]->kind == N_KEY_VALUE)
            check_keyed_struct(c, e, base, u);
        else
            check_positional_struct(c, e, base, u);
        break;
    case T_ARRAY: {
        int64_t n = check_indexed_elements(c, elems, u->u.array.elem, u->u.array.len);
        if (u->u.array.len < 0) {
            u->u.array.len = n;
            if (t)
                check_record(c, t, MODE_TYPE, u, NULL);
        }
        break;
    }
    case T_SLICE:
        check_indexed_elements(c, elems, u->u.slice.elem, -1);
        break;
    case T_MAP:
        check_map_elements(c, elems, u);
        break;
    default:
        use_elements(c, elems);
        if (u && !typ_is_valid(u))
            break;
        check_error_node(c, e, ERR_InvalidLit, "invalid composite literal%s type %s%s", !t && hint ? " element" : "", typ_str(c, type),
                         u ? "" : " (no common underlying type)");
        return;
    }
    x->mode = MODE_VALUE;
    x->type = type;
}
