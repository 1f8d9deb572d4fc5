/*
 * build_range.c - for ... range over integers, arrays, slices, strings, maps and channels; functions have a file of
 * their own (spec, "For statements with range clause").
 *
 * The operand is evaluated once, before the loop; a hidden counter drives it. With := the iteration variables are
 * declared anew in each iteration (go1.22), or once before the loop in older files; otherwise each iteration assigns.
 *
 *     head:  more? body : end
 *     body:  key, value = ...; statements
 *     next:  advance; goto head
 */
#include "build_int.h"

typedef struct Range {
    Node *stmt, *clause;
    Node *key, *value;          /* NULL when absent or blank */
    bool def;
    Block *head, *body, *next, *end;
    BranchTarget target;
} Range;

static void range_open(Builder *b, Range *r)
{
    r->head = build_block(b);
    r->body = build_block(b);
    r->next = build_block(b);
    r->end = build_block(b);
    b->loops++;
    build_jump(b, r->head);
    build_start(b, r->head);
}

/* In the head: goes on in the body when cond holds. */
static void range_test(Builder *b, Range *r, Value *cond)
{
    build_if(b, cond, r->body, r->end, 0);
    build_seal(b, r->body);
    build_start(b, r->body);
}

/* The body's statements; afterwards the place where the loop advances. */
static void range_body(Builder *b, Range *r)
{
    build_push_target(b, &r->target, r->stmt, r->end, r->next);
    build_stmt(b, r->stmt->u.for_stmt.body);
    build_pop_target(b);
    build_jump(b, r->next);
    build_seal(b, r->next);
    build_start(b, r->next);
    b->pos = r->stmt->pos;
}

static void range_close(Builder *b, Range *r)
{
    build_jump(b, r->head);
    build_seal(b, r->head);
    build_seal(b, r->end);
    build_start(b, r->end);
    b->loops--;
}

/* Gives the iteration variables the values of this iteration. */
static void range_assign(Builder *b, Range *r, Val *key, Val *value)
{
    Node *names[2];
    Val vals[2];
    uint32_t n = 0;
    if (r->key && key)
        names[n] = r->key, vals[n++] = *key;
    if (r->value && value)
        names[n] = r->value, vals[n++] = *value;
    if (!n)
        return;
    if (r->def && !build_loopvar(b, r->stmt)) {
        for (uint32_t i = 0; i < n; i++) {
            Var *v = build_var(b, names[i]->u.ident.obj);
            build_var_write(b, v, build_convert(b, vals[i], v->type, b->pos));
        }
        return;
    }
    Node list = { .kind = N_LIST };
    list.u.list.elems.p = names;
    list.u.list.elems.n = n;
    build_assign_vals(b, &list, r->def, vals, n, b->pos);
}

/* Before go1.22 the variables belong to the whole loop. */
static void declare_once(Builder *b, Range *r)
{
    if (!r->def || build_loopvar(b, r->stmt))
        return;
    Node *names[] = { r->key, r->value };
    for (int i = 0; i < 2; i++) {
        if (names[i]) {
            names[i]->u.ident.obj->reassigned = true;
            build_declare(b, names[i]->u.ident.obj);
        }
    }
}

static Val int_val(Builder *b, Value *i)
{
    Val v = { .type = typ_basic[B_INT], .lay = ssa_layout(typ_basic[B_INT]) };
    (void)b;
    v.part[0] = i;
    return v;
}

/* ---- integers ---- */

static void range_int(Builder *b, Range *r, Val limit)
{
    Type *t = typ_underlying(limit.type);
    bool is64 = limit.lay->parts[0].type == IR_I64, is_unsigned = t->u.basic.info & BI_UNSIGNED;
    uint32_t i = build_ssa_var(b, limit.lay->parts[0].type);
    build_write(b, i, build_undef(b, limit.lay->parts[0].type));
    range_open(b, r);
    ValueOp less = is64 ? (is_unsigned ? V(LT_U_I64) : V(LT_S_I64)) : is_unsigned ? V(LT_U_I32) : V(LT_S_I32);
    range_test(b, r, ssa_value2(b->cur, less, IR_I32, b->pos, build_read(b, i), limit.part[0]));
    Val key = { .type = limit.type, .lay = limit.lay };
    key.part[0] = build_read(b, i);
    range_assign(b, r, &key, NULL);
    range_body(b, r);
    Value *one = is64 ? ssa_const_i64(b->f, 1) : ssa_const_i32(b->f, 1);
    build_write(b, i, ssa_value2(b->cur, is64 ? V(ADD_I64) : V(ADD_I32), one->type, b->pos, build_read(b, i), one));
    range_close(b, r);
}

/* ---- arrays and slices ---- */

static Value *element_address(Builder *b, Value *base, Value *index, int64_t size)
{
    Value *off = ssa_value1(b->cur, V(WRAP), IR_I32, b->pos, index);
    if (size != 1)
        off = ssa_value2(b->cur, V(MUL_I32), IR_I32, b->pos, off, ssa_const_i32(b->f, (int32_t)size));
    return ssa_value2(b->cur, V(ADD_PTR), IR_PTR, b->pos, base, off);
}

/* base: address of the first of len (i64) elements; NULL when no value is wanted. one: the array itself, of one element, in SSA. */
static void range_elements(Builder *b, Range *r, Value *base, Value *len, Type *elem, const Val *one)
{
    uint32_t i = build_ssa_var(b, IR_I64);
    build_write(b, i, ssa_const_i64(b->f, 0));
    range_open(b, r);
    range_test(b, r, ssa_value2(b->cur, V(LT_S_I64), IR_I32, b->pos, build_read(b, i), len));
    Val key = int_val(b, build_read(b, i)), value;
    if (r->value && one) {
        value = one->lay->size ? *one : val_undef(b, elem);     /* no element: no iteration */
        value.type = elem;
        value.lay = ssa_layout(elem);
    } else if (r->value) {
        value = build_load(b, elem, element_address(b, base, key.part[0], ssa_layout(elem)->size), 0, b->pos);
    }
    range_assign(b, r, &key, r->value ? &value : NULL);
    range_body(b, r);
    build_write(b, i, ssa_value2(b->cur, V(ADD_I64), IR_I64, b->pos, build_read(b, i), ssa_const_i64(b->f, 1)));
    range_close(b, r);
}

static void range_array(Builder *b, Range *r, Node *x, Type *t)
{
    Type *elem = build_type(b, t->u.array.elem);
    Value *len = ssa_const_i64(b->f, t->u.array.len);
    if (!r->value) {
        if (build_has_call(x))
            build_discard(b, x);
        range_elements(b, r, NULL, len, elem, NULL);
        return;
    }
    Val v = build_expr(b, x);
    if (!v.lay->in_memory) {
        range_elements(b, r, NULL, len, elem, &v);
        return;
    }
    v = val_materialize(b, v);
    range_elements(b, r, v.addr, len, elem, NULL);
}

static void range_array_ptr(Builder *b, Range *r, Node *x, Type *t)
{
    Type *array = typ_underlying(t->u.pointer.base);
    Value *ptr = r->value || build_has_call(x) ? build_expr(b, x).part[0] : NULL;
    if (r->value && array->u.array.len)
        ptr = build_nil_check(b, ptr, x->pos);
    range_elements(b, r, ptr, ssa_const_i64(b->f, array->u.array.len), build_type(b, array->u.array.elem), NULL);
}

/* ---- strings ---- */

static void range_string(Builder *b, Range *r, Val s)
{
    uint32_t i = build_ssa_var(b, IR_I64), next = build_ssa_var(b, IR_I64), rune = build_ssa_var(b, IR_I32);
    build_write(b, i, ssa_const_i64(b->f, 0));
    range_open(b, r);
    range_test(b, r, ssa_value2(b->cur, V(LT_S_I64), IR_I32, b->pos, build_read(b, i), s.part[1]));
    Value *at = build_read(b, i);
    Value *c = ssa_value1(b->cur, V(LOAD), IR_I32, b->pos, element_address(b, s.part[0], at, 1));
    c->mem = MEM_I8U;
    build_write(b, rune, c);
    build_write(b, next, ssa_value2(b->cur, V(ADD_I64), IR_I64, b->pos, at, ssa_const_i64(b->f, 1)));
    Block *multi = build_block(b), *got = build_block(b);
    build_if(b, ssa_value2(b->cur, V(LT_U_I32), IR_I32, b->pos, c, ssa_const_i32(b->f, 0x80)), got, multi, 1);
    build_seal(b, multi);
    build_start(b, multi);
    Value *res[2], *args[] = { s.part[0], s.part[1], at };
    build_runtime(b, "decoderune", args, 3, res, b->pos);
    build_write(b, rune, res[0]);
    build_write(b, next, res[1]);
    build_jump(b, got);
    build_seal(b, got);
    build_start(b, got);
    Val key = int_val(b, at), value = { .type = typ_basic[B_INT32], .lay = ssa_layout(typ_basic[B_INT32]) };
    value.part[0] = build_read(b, rune);
    range_assign(b, r, &key, &value);
    range_body(b, r);
    build_write(b, i, build_read(b, next));
    range_close(b, r);
}

/* ---- maps ---- */

static Type *map_iter_type(void)
{
    static Type *t;
    for (uint32_t i = 0; !t && i < prog->packages.n; i++) {
        Package *p = prog->packages.p[i];
        if (strcmp(p->path, "internal/runtime/maps") != 0)
            continue;
        Object *o = ptrmap_get(&p->scope->elems, name_of("Iter"));
        typ_resolve(o);
        t = typ_canon(o->type);
    }
    ICE_IF(!t, NO_POS, "internal/runtime/maps.Iter is not loaded");
    return t;
}

static Value *load_ptr(Builder *b, Value *addr, int64_t offset)
{
    Value *v = ssa_value1(b->cur, V(LOAD), IR_PTR, b->pos, addr);
    v->mem = MEM_PTR;
    v->imm = offset;
    return v;
}

static void range_map(Builder *b, Range *r, Val m)
{
    Type *t = typ_underlying(m.type);
    Type *key_type = build_type(b, t->u.map.key), *elem_type = build_type(b, t->u.map.elem);
    Var *iter = build_temp(b, map_iter_type());
    ssa_value1(b->cur, V(ZERO), IR_VOID, b->pos, iter->addr)->imm = iter->lay->size;
    Value *desc = ssa_value0(b->cur, V(ADDR_GLOBAL), IR_PTR, b->pos);
    desc->aux.global = ssa_type_descriptor(m.type);
    build_runtime(b, "mapIterStart", (Value *[]){ desc, m.part[0], iter->addr }, 3, NULL, b->pos);
    range_open(b, r);
    Value *key_ptr = load_ptr(b, iter->addr, 0);
    range_test(b, r, ssa_value1(b->cur, V(EQZ_I32), IR_I32, b->pos, ssa_value1(b->cur, V(IS_NIL), IR_I32, b->pos, key_ptr)));
    Val key, value;
    if (r->key)
        key = build_load(b, key_type, key_ptr, 0, b->pos);
    if (r->value)
        value = build_load(b, elem_type, load_ptr(b, iter->addr, 8), 0, b->pos);
    range_assign(b, r, r->key ? &key : NULL, r->value ? &value : NULL);
    range_body(b, r);
    if (build_reached(b))
        build_runtime(b, "mapIterNext", &iter->addr, 1, NULL, b->pos);
    range_close(b, r);
}

/* ---- channels ---- */

static void range_chan(Builder *b, Range *r, Val c)
{
    range_open(b, r);
    Value *ok;
    Val v = build_recv_from(b, c, &ok, b->pos);
    range_test(b, r, ok);
    range_assign(b, r, &v, NULL);
    range_body(b, r);
    range_close(b, r);
}

void build_for_range(Builder *b, Node *s)
{
    Node *clause = s->u.for_stmt.init, *lhs = clause->u.range.lhs, *x = clause->u.range.x;
    Type *t = typ_core(build_type_of(b, x));
    if (t->kind == T_SIGNATURE) {
        build_range_func(b, s);
        return;
    }
    Range r = { .stmt = s, .clause = clause, .def = clause->u.range.def };
    if (lhs) {
        r.key = lhs->kind == N_LIST ? lhs->u.list.elems.p[0] : lhs;
        r.value = lhs->kind == N_LIST && lhs->u.list.elems.n > 1 ? lhs->u.list.elems.p[1] : NULL;
    }
    if (r.key && build_is_blank(r.key))
        r.key = NULL;
    if (r.value && build_is_blank(r.value))
        r.value = NULL;
    declare_once(b, &r);
    switch (t->kind) {
    case T_BASIC:
        if (t->u.basic.info & BI_STRING)
            range_string(b, &r, build_expr(b, x));
        else
            range_int(b, &r, build_expr(b, x));
        break;
    case T_ARRAY: range_array(b, &r, x, t); break;
    case T_POINTER: range_array_ptr(b, &r, x, t); break;
    case T_SLICE: {
        Val v = build_expr(b, x);
        range_elements(b, &r, v.part[0], v.part[1], build_type(b, t->u.slice.elem), NULL);
        break;
    }
    case T_MAP: range_map(b, &r, build_expr(b, x)); break;
    case T_CHAN: range_chan(b, &r, build_expr(b, x)); break;
    default: ice(s->pos, "range over %s", typ_string(t, QUAL_PATH));
    }
}
