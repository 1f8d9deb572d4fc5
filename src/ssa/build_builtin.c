/*
 * build_builtin.c - calls of predeclared functions and of package unsafe (spec, "Built-in functions").
 *
 * append stores in place while the capacity lasts and calls growslice else; both ways meet before the new elements are
 * stored. min and max of floats are wasm's own: NaN wins, -0 is below 0, as in Go.
 */
#include "build_int.h"

static Type *int_type(void)
{
    return typ_canon(typ_basic[B_INT]);
}

static Val int_val(Value *v)
{
    Val r = val_new(int_type());
    r.part[0] = v;
    return r;
}

static Value *elem_bytes(Builder *b, Value *n, int64_t size, Pos pos)
{
    Value *i = emit1(b, V(WRAP), IR_I32, pos, n);
    return size == 1 ? i : emit2(b, V(MUL_I32), IR_I32, pos, i, emit_i32(b, (int32_t)size));
}

/* ---- arguments: also f(g()) with the results of g ---- */

static Type *spread_tuple(Node *call)
{
    NodeVec *args = &call->u.call.args;
    bool spread = args->n == 1 && args->p[0]->type && args->p[0]->type->kind == T_TUPLE;
    return spread ? args->p[0]->type : NULL;
}

static uint32_t arg_count(Node *call)
{
    Type *tuple = spread_tuple(call);
    return tuple ? tuple->u.tuple.vars.n : call->u.call.args.n;
}

/* Evaluates all arguments, converted to types[i] unless that is NULL. */
static Val *eval_args(Builder *b, Node *call, Type **types)
{
    uint32_t n = arg_count(call);
    Val *vals = NEW_N(b->arena, Val, n);
    if (!spread_tuple(call)) {
        build_expr_list(b, call->u.call.args.p, types, n, vals);
        return vals;
    }
    build_multi(b, call->u.call.args.p[0], vals, n);
    for (uint32_t i = 0; i < n; i++) {
        if (types[i])
            vals[i] = build_convert(b, vals[i], types[i], call->pos);
    }
    return vals;
}

/* ---- len, cap ---- */

static Val length_of_map(Builder *b, Val m, Pos pos)
{
    Block *nil = build_block(b), *some = build_block(b);
    Merge g = merge_begin(b);
    build_if(b, emit1(b, V(IS_NIL), IR_I32, pos, m.part[0]), nil, some, -1);
    build_seal(b, nil);
    build_seal(b, some);
    build_start(b, nil);
    Value *n = emit_i64(b, 0);
    merge_add(b, &g, &n, 1);
    build_start(b, some);
    n = emit_load(b, MEM_I64, m.part[0], 0, pos);
    merge_add(b, &g, &n, 1);
    merge_end(b, &g, &n, 1, pos);
    return int_val(n);
}

static Val length(Builder *b, Val v, bool cap, Pos pos)
{
    Type *u = typ_underlying(v.type);
    switch (u->kind) {
    case T_MAP: return length_of_map(b, v, pos);
    case T_CHAN: return int_val(build_c_call(b, cap ? "rt_chan_cap" : "rt_chan_len", pos, 1, v.part[0]));
    case T_ARRAY: return int_val(emit_i64(b, u->u.array.len));
    case T_POINTER: return int_val(emit_i64(b, typ_underlying(u->u.pointer.base)->u.array.len));
    default: return int_val(v.part[cap ? 2 : 1]);
    }
}

/* ---- append, copy, clear ---- */

/* s with room for n more: pointer and capacity; its length is the new one. */
static Val grow(Builder *b, Val s, Value *n, Pos pos)
{
    Val r = val_new(s.type);
    Value *len = emit2(b, V(ADD_I64), IR_I64, pos, s.part[1], n);
    Value *full = emit2(b, V(LT_U_I64), IR_I32, pos, s.part[2], len);
    Block *slow = build_block(b), *fast = build_block(b);
    Merge m = merge_begin(b);
    build_if(b, full, slow, fast, -1);
    build_seal(b, slow);
    build_seal(b, fast);
    build_start(b, fast);
    Value *old[2] = { s.part[0], s.part[2] };
    merge_add(b, &m, old, 2);
    build_start(b, slow);
    Value *grown[3] = { NULL };
    Value *args[] = { s.part[0], len, s.part[2], n, emit_alloc_type(b, elem_type(s.type), pos) };
    build_runtime(b, "growslice", args, 5, grown, pos);
    merge_add(b, &m, (Value *[]){ grown[0], grown[2] }, 2);
    merge_end(b, &m, old, 2, pos);
    r.part[0] = old[0];
    r.part[1] = len;
    r.part[2] = old[1];
    return r;
}

/* append(s, t...), t a slice or string */
static Val append_slice(Builder *b, Val s, Val t, Pos pos)
{
    int64_t size = ssa_layout(elem_type(s.type))->size;
    Val r = grow(b, s, t.part[1], pos);
    if (size)
        emit3(b, V(MEMMOVE), IR_VOID, pos, emit_element(b, r.part[0], s.part[1], size, pos), t.part[0], elem_bytes(b, t.part[1], size, pos));
    return r;
}

static Val append_values(Builder *b, Val s, Val *vals, uint32_t n, Pos pos)
{
    if (!n)
        return s;
    int64_t size = ssa_layout(elem_type(s.type))->size;
    Val r = grow(b, s, emit_i64(b, n), pos);
    Value *at = emit_element(b, r.part[0], s.part[1], size, pos);
    for (uint32_t i = 0; i < n; i++)
        build_store(b, at, i * size, vals[i], pos);
    return r;
}

static Type **append_types(Builder *b, Node *call)
{
    Type *t = build_type_of(b, call);
    uint32_t n = arg_count(call);
    Type **types = NEW_N(b->arena, Type *, n);
    types[0] = t;
    for (uint32_t i = 1; i < n; i++)
        types[i] = call->u.call.has_dots ? (call->u.call.args.p[i]->mode == MODE_NIL ? t : NULL) : elem_type(t);
    return types;
}

static Val append_all(Builder *b, Node *call, Val s, Val *more)
{
    return call->u.call.has_dots ? append_slice(b, s, more[0], call->pos) : append_values(b, s, more, arg_count(call) - 1, call->pos);
}

/* n of append(s, make([]T, n)...), which adds n zeros without a second slice; else NULL. */
static Node *appended_zeros(Node *call)
{
    Node *more = call->u.call.has_dots ? syn_unparen(call->u.call.args.p[1]) : NULL;
    bool make = more && more->kind == N_CALL && more->u.call.builtin - 1 == BUILTIN_MAKE && more->u.call.args.n == 2;
    return make ? more->u.call.args.p[1] : NULL;
}

static Value *size_arg(Builder *b, Node *n)
{
    return build_i64(b, n->val ? build_const(b, n->val, int_type(), n->pos) : build_expr(b, n));
}

static Val append_zeros(Builder *b, Node *call, Node *count)
{
    Type *t = build_type_of(b, call);
    build_hoist_calls(b, call->u.call.args.p[0]);
    build_hoist_calls(b, count);
    Val s = build_expr_as(b, call->u.call.args.p[0], t);
    Value *n = size_arg(b, count);
    Block *bad = build_block(b), *good = build_block(b);
    build_if(b, emit2(b, V(LT_S_I64), IR_I32, call->pos, n, emit_i64(b, 0)), bad, good, -1);
    build_seal(b, bad);
    build_seal(b, good);
    bad->cold = true;
    build_start(b, bad);
    build_runtime(b, "panicmakeslice", (Value *[]){ emit_alloc_type(b, elem_type(t), call->pos), n }, 2, NULL, call->pos);
    build_start(b, good);
    int64_t size = ssa_layout(elem_type(t))->size;
    Val r = grow(b, s, n, call->pos);
    if (size)
        emit2(b, V(MEMZERO), IR_VOID, call->pos, emit_element(b, r.part[0], s.part[1], size, call->pos), elem_bytes(b, n, size, call->pos));
    return r;
}

static Val append(Builder *b, Node *call)
{
    Node *zeros = appended_zeros(call);
    if (zeros)
        return append_zeros(b, call, zeros);
    Val *vals = eval_args(b, call, append_types(b, call));
    return append_all(b, call, vals[0], vals + 1);
}

void build_map_append(Builder *b, Node *lhs, Node *call)
{
    uint32_t n = arg_count(call) - 1;
    Val *more = NEW_N(b->arena, Val, n);
    build_expr_list(b, call->u.call.args.p + 1, append_types(b, call) + 1, n, more);
    LValue place = build_place(b, lhs);
    build_place_enter(b, &place);
    build_place_store(b, &place, append_all(b, call, build_place_load(b, &place), more));
}

static Val copy(Builder *b, Val dst, Val src, Pos pos)
{
    int64_t size = ssa_layout(elem_type(dst.type))->size;
    Value *less = emit2(b, V(LT_S_I64), IR_I32, pos, dst.part[1], src.part[1]);
    Value *n = emit_select(b, less, dst.part[1], src.part[1], pos);
    if (size)
        emit3(b, V(MEMMOVE), IR_VOID, pos, dst.part[0], src.part[0], elem_bytes(b, n, size, pos));
    return int_val(n);
}

static void clear(Builder *b, Val v, Pos pos)
{
    if (typ_underlying(v.type)->kind == T_MAP) {
        build_runtime(b, "mapclear", (Value *[]){ emit_type(b, v.type, pos), v.part[0] }, 2, NULL, pos);
        return;
    }
    int64_t size = ssa_layout(elem_type(v.type))->size;
    if (size)
        emit2(b, V(MEMZERO), IR_VOID, pos, v.part[0], elem_bytes(b, v.part[1], size, pos));
}

/* ---- make, new ---- */

/* An array that may stay on the stack, if a slice of elem has so many elements at all. */
static Value *small_array(Builder *b, Type *elem, const Value *len, const Value *cap, Pos pos)
{
    enum { MAX_BYTES = 1 << 12 };
    if (len->op != V(CONST_I64) || cap->op != V(CONST_I64) || len->imm < 0 || len->imm > cap->imm || cap->imm > MAX_BYTES) return NULL;
    if (cap->imm * ssa_layout(elem)->size > MAX_BYTES) return NULL;
    return emit_new(b, typ_canon(typ_new_array(elem, cap->imm)), pos);
}

static Val make_slice(Builder *b, Type *t, NodeVec *args, Pos pos)
{
    Val r = val_new(t);
    r.part[1] = size_arg(b, args->p[1]);
    r.part[2] = args->n > 2 ? size_arg(b, args->p[2]) : r.part[1];
    r.part[0] = small_array(b, elem_type(t), r.part[1], r.part[2], pos);
    if (!r.part[0]) r.part[0] = build_runtime1(b, "makeslice", pos, 3, emit_alloc_type(b, elem_type(t), pos), r.part[1], r.part[2]);
    return r;
}

Val build_make_map(Builder *b, Type *t, Value *hint, Pos pos)
{
    if (!hint || (hint->op == V(CONST_I64) && hint->imm <= 8))
        return val_part1(b, t, build_runtime1(b, "makemap_small", pos, 0));
    return val_part1(b, t, build_runtime1(b, "makemap", pos, 3, emit_type(b, t, pos), hint, ssa_const_nil(b->f)));
}

static Val make(Builder *b, Node *call)
{
    NodeVec *args = &call->u.call.args;
    Type *t = build_type_of(b, args->p[0]);
    switch (typ_underlying(t)->kind) {
    case T_SLICE: return make_slice(b, t, args, call->pos);
    case T_MAP: return build_make_map(b, t, args->n > 1 ? size_arg(b, args->p[1]) : NULL, call->pos);
    default: {
        Value *size = args->n > 1 ? size_arg(b, args->p[1]) : emit_i64(b, 0);
        return val_part1(b, t, build_runtime1(b, "makechan", call->pos, 2, emit_type(b, t, call->pos), size));
    }
    }
}

static Val new_object(Builder *b, Node *call)
{
    Node *x = call->u.call.args.p[0];
    Type *t = build_type_of(b, call), *base = elem_type(t);
    if (x->mode == MODE_TYPE)
        return val_part1(b, t, emit_new(b, base, call->pos));
    Val v = build_expr_as(b, x, base);      /* new(expr) */
    Value *p = emit_new(b, base, call->pos);
    build_store(b, p, 0, v, call->pos);
    return val_part1(b, t, p);
}

/* ---- min, max ---- */

static Val choose(Builder *b, bool max, Val x, Val y, Pos pos)
{
    Val r = val_new(x.type);
    if (typ_is_basic(x.type, BI_FLOAT)) {
        bool f32 = x.part[0]->type == IR_F32;
        ValueOp op = max ? (f32 ? V(MAX_F32) : V(MAX_F64)) : (f32 ? V(MIN_F32) : V(MIN_F64));
        r.part[0] = emit2(b, op, (IrType)x.part[0]->type, pos, x.part[0], y.part[0]);
        return r;
    }
    Value *take_y = build_compare(b, max ? OP_GTR : OP_LSS, y, x, pos);
    for (uint32_t i = 0; i < r.lay->nparts; i++)
        r.part[i] = emit_select(b, take_y, y.part[i], x.part[i], pos);
    return r;
}

static Val min_max(Builder *b, Node *call, bool max)
{
    uint32_t n = arg_count(call);
    Type *t = build_type_of(b, call), **types = NEW_N(b->arena, Type *, n);
    for (uint32_t i = 0; i < n; i++)
        types[i] = t;
    Val *vals = eval_args(b, call, types);
    for (uint32_t i = 1; i < n; i++)
        vals[0] = choose(b, max, vals[0], vals[i], call->pos);
    return vals[0];
}

/* ---- complex numbers ---- */

static Val complex_parts(Builder *b, Node *call, Val *vals)
{
    Val r = val_new(build_type_of(b, call));
    Type *f = typ_canon(typ_basic[r.lay->size == 8 ? B_FLOAT32 : B_FLOAT64]);
    for (uint32_t i = 0; i < 2; i++)
        r.part[i] = build_convert(b, vals[i], f, call->pos).part[0];
    return r;
}

static Val complex_part(Builder *b, Node *call, Val z, uint32_t i)
{
    return val_part1(b, build_type_of(b, call), z.part[i]);
}

/* ---- panic, print ---- */

static void print_basic(Builder *b, Type *u, Val v, Pos pos)
{
    if (u->u.basic.info & BI_BOOLEAN) {
        build_runtime1(b, "printbool", pos, 1, v.part[0]);
    } else if (u->u.basic.info & BI_INTEGER) {
        build_runtime1(b, u->u.basic.info & BI_UNSIGNED ? "printuint" : "printint", pos, 1, build_i64(b, v));
    } else if (u->u.basic.info & BI_FLOAT) {
        build_runtime1(b, v.lay->size == 4 ? "printfloat32" : "printfloat64", pos, 1, v.part[0]);
    } else if (u->u.basic.info & BI_COMPLEX) {
        build_runtime1(b, v.lay->size == 8 ? "printcomplex64" : "printcomplex128", pos, 2, v.part[0], v.part[1]);
    } else if (u->u.basic.info & BI_STRING) {
        build_runtime1(b, "printstring", pos, 2, v.part[0], v.part[1]);
    } else {
        build_runtime1(b, "printpointer", pos, 1, v.part[0]);
    }
}

static void print_value(Builder *b, Val v, Pos pos)
{
    Type *u = typ_underlying(v.type);
    switch (u->kind) {
    case T_BASIC: print_basic(b, u, v, pos); break;
    case T_INTERFACE:
        build_runtime1(b, type_is_eface(u) ? "printeface" : "printiface", pos, 2, v.part[0], v.part[1]);
        break;
    case T_SLICE: build_runtime1(b, "printslice", pos, 3, v.part[0], v.part[1], v.part[2]); break;
    default: build_runtime1(b, "printpointer", pos, 1, v.part[0]);
    }
}

/* Untyped constants are printed as int64 or float64, large ones as uint64. */
static Type *print_type(Builder *b, Node *n)
{
    Type *t = n->type;
    int64_t i;
    if (t->kind == T_BASIC && t->u.basic.info & BI_UNTYPED && t->u.basic.info & BI_INTEGER && n->val)
        return typ_canon(typ_basic[con_int64_val(n->val, &i) ? B_INT64 : B_UINT64]);
    return typ_canon(typ_default(build_type(b, t)));
}

static void print(Builder *b, Node *call, bool line)
{
    uint32_t n = arg_count(call);
    Type **types = NEW_N(b->arena, Type *, n);
    for (uint32_t i = 0; i < n; i++)
        types[i] = spread_tuple(call) ? NULL : print_type(b, call->u.call.args.p[i]);
    Val *vals = eval_args(b, call, types);
    build_runtime1(b, "printlock", call->pos, 0);
    for (uint32_t i = 0; i < n; i++) {
        if (line && i)
            build_runtime1(b, "printsp", call->pos, 0);
        print_value(b, vals[i], call->pos);
    }
    if (line)
        build_runtime1(b, "printnl", call->pos, 0);
    build_runtime1(b, "printunlock", call->pos, 0);
}

static void panic_call(Builder *b, Node *call)
{
    Val v = build_expr_as(b, call->u.call.args.p[0], typ_canon(typ_empty_interface));
    build_runtime1(b, "gopanic", call->pos, 2, v.part[0], v.part[1]);
}

static Val recover_call(Builder *b, Node *call)
{
    Val v = val_undef(b, typ_canon(typ_empty_interface));
    Value *ok = build_recover_flag(b);
    build_runtime(b, "gorecover", &ok, 1, v.part, call->pos);
    return v;
}

/* ---- package unsafe ---- */

static Val unsafe_slice(Builder *b, Node *call, Val *vals)
{
    Type *t = build_type_of(b, call);
    Val r = val_new(t);
    r.part[0] = vals[0].part[0];
    r.part[1] = r.part[2] = build_i64(b, vals[1]);
    build_runtime1(b, "unsafeslice", call->pos, 3, emit_alloc_type(b, elem_type(t), call->pos), r.part[0], r.part[1]);
    return r;
}

static Val unsafe_string(Builder *b, Node *call, Val *vals)
{
    Val r = val_new(build_type_of(b, call));
    r.part[0] = vals[0].part[0];
    r.part[1] = build_i64(b, vals[1]);
    build_runtime1(b, "unsafestring", call->pos, 2, r.part[0], r.part[1]);
    return r;
}

static Val unsafe_add(Builder *b, Node *call, Val *vals)
{
    Value *n = emit1(b, V(WRAP), IR_I32, call->pos, build_i64(b, vals[1]));
    return val_part1(b, build_type_of(b, call), emit2(b, V(ADD_PTR), IR_PTR, call->pos, vals[0].part[0], n));
}

/* Of types that depend on type parameters; others are constants. */
static Val unsafe_size(Builder *b, Node *call, BuiltinId id)
{
    Node *x = syn_unparen(call->u.call.args.p[0]);
    Type *t = build_type_of(b, x);
    int64_t n;
    if (id == BUILTIN_SIZEOF) {
        n = typ_sizeof(t);
    } else if (id == BUILTIN_ALIGNOF) {
        n = typ_alignof(t);
    } else {
        const Selection *sel = x->u.selector.selection;
        t = build_type_of(b, x->u.selector.x);
        n = 0;
        for (uint32_t i = 0; i < sel->nindex; i++) {
            Type *u = typ_underlying(t);
            if (u->kind == T_POINTER)
                u = typ_underlying(t = elem_type(t));
            n += typ_offsetof(u, (uint32_t)sel->index[i]);
            t = field_type(t, (uint32_t)sel->index[i]);
        }
    }
    return val_part1(b, typ_canon(typ_basic[B_UINTPTR]), emit_i64(b, n));
}

/* ---- dispatch ---- */

/* Those whose operands are evaluated in the ordinary way first. */
static bool on_values(Builder *b, Node *call, BuiltinId id, Val *out)
{
    NodeVec *args = &call->u.call.args;
    Type **types = NEW_N(b->arena, Type *, arg_count(call));
    Pos pos = call->pos;
    if (id == BUILTIN_DELETE && !spread_tuple(call))
        types[1] = typ_canon(typ_underlying(build_type_of(b, args->p[0]))->u.map.key);
    Val *v = eval_args(b, call, types);
    switch (id) {
    case BUILTIN_LEN: *out = length(b, v[0], false, pos); return true;
    case BUILTIN_CAP: *out = length(b, v[0], true, pos); return true;
    case BUILTIN_COPY: *out = copy(b, v[0], v[1], pos); return true;
    case BUILTIN_COMPLEX: *out = complex_parts(b, call, v); return true;
    case BUILTIN_REAL: *out = complex_part(b, call, v[0], 0); return true;
    case BUILTIN_IMAG: *out = complex_part(b, call, v[0], 1); return true;
    case BUILTIN_ADD: *out = unsafe_add(b, call, v); return true;
    case BUILTIN_SLICE: *out = unsafe_slice(b, call, v); return true;
    case BUILTIN_STRING: *out = unsafe_string(b, call, v); return true;
    case BUILTIN_SLICE_DATA: case BUILTIN_STRING_DATA:
        *out = val_part1(b, build_type_of(b, call), v[0].part[0]);
        return true;
    case BUILTIN_CLEAR: clear(b, v[0], pos); return false;
    case BUILTIN_CLOSE: build_runtime1(b, "closechan", pos, 1, v[0].part[0]); return false;
    case BUILTIN_DELETE: build_map_delete(b, v[0], v[1], pos); return false;
    default: ice(pos, "builtin %u", id);
    }
}

static bool builtin(Builder *b, Node *call, BuiltinId id, Val *out)
{
    switch (id) {
    case BUILTIN_APPEND: *out = append(b, call); return true;
    case BUILTIN_MAKE: *out = make(b, call); return true;
    case BUILTIN_NEW: *out = new_object(b, call); return true;
    case BUILTIN_MAX: *out = min_max(b, call, true); return true;
    case BUILTIN_MIN: *out = min_max(b, call, false); return true;
    case BUILTIN_RECOVER: *out = recover_call(b, call); return true;
    case BUILTIN_SIZEOF: case BUILTIN_ALIGNOF: case BUILTIN_OFFSETOF: *out = unsafe_size(b, call, id); return true;
    case BUILTIN_PANIC: panic_call(b, call); return false;
    case BUILTIN_PRINT: print(b, call, false); return false;
    case BUILTIN_PRINTLN: print(b, call, true); return false;
    default: return on_values(b, call, id, out);
    }
}

uint32_t build_builtin(Builder *b, Node *call, Val *out, uint32_t max)
{
    Val v;
    if (call->val) {            /* len of an array whose operand is not evaluated */
        if (max)
            out[0] = build_const(b, call->val, build_type_of(b, call), call->pos);
        return 1;
    }
    bool has_value = builtin(b, call, (BuiltinId)(call->u.call.builtin - 1), &v);
    if (has_value && max)
        out[0] = v;
    return has_value;
}
