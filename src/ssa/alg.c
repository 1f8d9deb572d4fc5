/*
 * alg.c - equality and hashing of a type's values in memory, for descriptors and maps: func(p, q) bool and
 * func(p, h) uintptr, called through func values.
 *
 * Basic types, interfaces and regular memory (all bytes count, no padding) of common sizes use the functions of
 * package runtime; other types get functions of their own. A hash must be the one runtime.typehash computes by walking
 * the descriptor: regular memory as a whole, else field by field without blank ones.
 */
#include "build_int.h"
#include "prog_int.h"

/* As compare and hash see it: may the bytes be taken as they are? */
bool type_is_regular(Type *t)
{
    Type *u = typ_underlying(t);
    switch (u->kind) {
    case T_BASIC: return !(u->u.basic.info & (BI_STRING | BI_FLOAT | BI_COMPLEX));
    case T_POINTER: case T_CHAN: return true;
    case T_ARRAY: return type_is_regular(u->u.array.elem);
    case T_STRUCT: {
        int64_t end = 0;
        for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
            Object *f = u->u.strct.fields.p[i];
            if (typ_offsetof(u, i) != end || name_is(f->name, "_") || !type_is_regular(f->type))
                return false;
            end += typ_sizeof(f->type);
        }
        return end == typ_sizeof(u);
    }
    default: return false;
    }
}

/* The suffix of the shared functions for basic types and interfaces, or NULL. */
static const char *basic_name(Type *u)
{
    if (u->kind == T_INTERFACE)
        return typ_type_set(u)->methods.n ? "inter" : "nilinter";
    if (u->kind != T_BASIC)
        return NULL;
    switch (u->u.basic.kind) {
    case B_STRING: return "str";
    case B_FLOAT32: return "f32";
    case B_FLOAT64: return "f64";
    case B_COMPLEX64: return "c64";
    case B_COMPLEX128: return "c128";
    default: return NULL;
    }
}

/* ---- bodies of generated functions; params: context, p, q or h ---- */

static void return_value(Builder *b, Value *v)
{
    if (!b->cur)
        return;
    ssa_block_kind(b->cur, BLOCK_RETURN, NULL, NO_POS);
    ssa_ret_add(b->cur, v);
    b->cur = NULL;
}

static Value *call(Builder *b, Func *f, Value *p, Value *q)
{
    Value *args[] = { ssa_const_nil(b->f), p, q };
    bool context = f->flags & FN_CONTEXT;
    Value *v = ssa_value(b->cur, V(CALL), f->sig->results[0], NO_POS, context ? 3 : 2, args + !context);
    v->aux.func = f;
    v->sig = f->sig;
    return v;
}

static Value *at(Builder *b, Value *p, int64_t offset)
{
    return offset ? emit_offset(b, p, offset, NO_POS) : p;
}

/* Leaves to no when the values differ. */
static void require_field(Builder *b, Type *t, Value *p, Value *q, Block *no)
{
    const TypeLayout *lay = ssa_layout(t);
    Block *next = build_block(b);
    Value *eq;
    if (lay->in_memory)
        eq = type_is_regular(t) ? build_c_call(b, "rt_memequal", NO_POS, 3, p, q, emit_i64(b, lay->size)) : call(b, ssa_equal_func(t), p, q);
    else
        eq = build_equal(b, build_load(b, t, p, 0, NO_POS), build_load(b, t, q, 0, NO_POS), NO_POS);
    build_if(b, eq, next, no, 0);
    build_seal(b, next);
    build_start(b, next);
}

/* for i := 0; i < n; i++; the index as a value, with the loop's blocks. */
typedef struct Loop { uint32_t i; Block *head, *end; } Loop;

static Value *loop_begin(Builder *b, Loop *l, int64_t n)
{
    l->i = build_ssa_var(b, IR_I64);
    build_write(b, l->i, emit_i64(b, 0));
    l->head = build_block(b);
    l->end = build_block(b);
    Block *body = build_block(b);
    build_jump(b, l->head);
    build_start(b, l->head);
    Value *i = build_read(b, l->i);
    build_if(b, emit2(b, V(LT_S_I64), IR_I32, NO_POS, i, emit_i64(b, n)), body, l->end, 1);
    build_seal(b, body);
    build_start(b, body);
    return i;
}

static void loop_next(Builder *b, Loop *l)
{
    build_write(b, l->i, emit2(b, V(ADD_I64), IR_I64, NO_POS, build_read(b, l->i), emit_i64(b, 1)));
    build_jump(b, l->head);
    build_seal(b, l->head);
    build_seal(b, l->end);
    build_start(b, l->end);
}

static void build_equal_func(Func *f)
{
    Type *t = f->build_arg, *u = typ_underlying(t);
    Builder b;
    build_begin(&b, f);
    Value *p = f->params.p[1], *q = f->params.p[2];
    Block *no = build_block(&b);
    if (type_is_regular(t)) {
        return_value(&b, build_c_call(&b, "rt_memequal", NO_POS, 3, p, q, emit_i64(&b, ssa_layout(t)->size)));
    } else if (u->kind == T_ARRAY) {
        Type *elem = typ_canon(u->u.array.elem);
        int64_t size = ssa_layout(elem)->size;
        Loop l;
        Value *i = loop_begin(&b, &l, u->u.array.len);
        require_field(&b, elem, emit_element(&b, p, i, size, NO_POS), emit_element(&b, q, i, size, NO_POS), no);
        loop_next(&b, &l);
    } else {
        for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
            Object *field = u->u.strct.fields.p[i];
            int64_t off = typ_offsetof(u, i);
            if (!name_is(field->name, "_"))
                require_field(&b, typ_canon(field->type), at(&b, p, off), at(&b, q, off), no);
        }
    }
    return_value(&b, ssa_const_i32(f, 1));
    build_seal(&b, no);
    build_start(&b, no);
    return_value(&b, ssa_const_i32(f, 0));
    build_finish(&b);
}

static void build_hash_func(Func *f)
{
    Type *t = f->build_arg, *u = typ_underlying(t);
    Builder b;
    build_begin(&b, f);
    Value *p = f->params.p[1], *h = f->params.p[2];
    if (type_is_regular(t)) {
        h = build_runtime1(&b, "regularHash", NO_POS, 3, p, emit_i64(&b, ssa_layout(t)->size), h);
    } else if (u->kind == T_ARRAY) {
        Type *elem = typ_canon(u->u.array.elem);
        uint32_t hash = build_ssa_var(&b, IR_I64);
        build_write(&b, hash, h);
        Loop l;
        Value *i = loop_begin(&b, &l, u->u.array.len);
        build_write(&b, hash, call(&b, ssa_hash_func(elem), emit_element(&b, p, i, ssa_layout(elem)->size, NO_POS), build_read(&b, hash)));
        loop_next(&b, &l);
        h = build_read(&b, hash);
    } else {
        for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
            Object *field = u->u.strct.fields.p[i];
            if (!name_is(field->name, "_"))
                h = call(&b, ssa_hash_func(typ_canon(field->type)), at(&b, p, typ_offsetof(u, i)), h);
        }
    }
    return_value(&b, h);
    build_finish(&b);
}

/* ---- which function ---- */

static Func *generated(Type *t, const char *what, uint8_t second, uint8_t result, void (*build)(Func *))
{
    uint8_t params[] = { IR_PTR, IR_PTR, second };
    const char *symbol = arena_printf(prog->arena, "type:%s.%s", what, typ_string(t, QUAL_PATH));
    Func *f = ssa_func_new(symbol, ssa_sig(params, 3, &result, 1));
    f->flags = FN_CONTEXT | FN_WRAPPER;
    f->build = build;
    f->build_arg = t;
    return f;
}

static Func *shared(const char *prefix, const char *name)
{
    return ssa_func_by_symbol(arena_printf(prog->arena, "runtime.%s%s", prefix, name));
}

static const char *size_name(int64_t size, const char *op)
{
    return size == 1 || size == 2 || size == 4 || size == 8 || size == 16 ? arena_printf(prog->arena, "%s%d", op, (int)size * 8) : NULL;
}

static void find(Type *t, TypeInfo *info)
{
    Type *u = typ_underlying(t);
    const char *name = basic_name(u);
    info->has_alg = true;
    if (name) {
        info->equal = shared(name, "equal");
        info->hash = shared(name, "hash");
        return;
    }
    int64_t size = ssa_layout(t)->size;
    const char *equal = type_is_regular(t) ? size ? size_name(size, "memequal") : "memequal0" : NULL;
    const char *hash = type_is_regular(t) ? size_name(size, "memhash") : NULL;
    info->equal = equal ? shared(equal, "") : generated(t, "eq", IR_PTR, IR_I32, build_equal_func);
    info->hash = hash ? shared(hash, "") : generated(t, "hash", IR_I64, IR_I64, build_hash_func);
}

static TypeInfo *alg_of(Type *t)
{
    if (!t->canonical)
        t = typ_canon(t);
    TypeInfo *info = type_info(t);
    if (!info->has_alg && typ_comparable_type(t))
        find(t, info);
    return info;
}

Func *ssa_equal_func(Type *t) { return alg_of(t)->equal; }
Func *ssa_hash_func(Type *t) { return alg_of(t)->hash; }
