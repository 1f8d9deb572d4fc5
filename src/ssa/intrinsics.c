/*
 * intrinsics.c - functions of the standard library that are single operations on this machine, or whose bodies only the
 * compiler can supply (std-surface: compiler-known functions). One goroutine runs at a time, so atomic operations are plain
 * loads and stores.
 *
 * A row names the symbol and how to build it; args are the flattened arguments, out the results.
 */
#include "build_int.h"

typedef struct Site { Builder *b; Value **args; uint32_t nargs; Val *out; Type *sig; Pos pos; int mode; } Site;

static Type *result_type(const Site *s, uint32_t i)
{
    return typ_canon(typ_underlying(s->sig)->u.sig.results->u.tuple.vars.p[i]->type);
}

static void give(Site *s, Value *v)
{
    s->out[0] = val_part1(s->b, result_type(s, 0), v);
}

/* ---- bits ---- */

static Value *to_i64(Site *s, Value *v)
{
    return v->type == IR_I64 ? v : emit1(s->b, V(EXTEND_U), IR_I64, s->pos, v);
}

/* As an int. */
static void give_count(Site *s, Value *v)
{
    give(s, to_i64(s, v));
}

/* Len: width minus leading zeros. */
static void bit_len(Site *s)
{
    Value *x = s->args[0];
    bool wide = x->type == IR_I64;
    Value *z = wide ? emit1(s->b, V(CLZ_I64), IR_I64, s->pos, x) : emit1(s->b, V(CLZ_I32), IR_I32, s->pos, x);
    if (wide)
        give_count(s, emit2(s->b, V(SUB_I64), IR_I64, s->pos, emit_i64(s->b, 64), z));
    else
        give_count(s, emit2(s->b, V(SUB_I32), IR_I32, s->pos, emit_i32(s->b, 32), z));
}

static void ones_count(Site *s)
{
    Value *x = s->args[0];
    bool wide = x->type == IR_I64;
    give_count(s, emit1(s->b, wide ? V(POPCNT_I64) : V(POPCNT_I32), wide ? IR_I64 : IR_I32, s->pos, x));
}

/* mode: bits of the operand; a bit above them stops the search in narrow ones. */
static void trailing_zeros(Site *s)
{
    Value *x = s->args[0];
    if (x->type == IR_I64) {
        give_count(s, emit1(s->b, V(CTZ_I64), IR_I64, s->pos, x));
        return;
    }
    if (s->mode < 32)
        x = emit2(s->b, V(OR_I32), IR_I32, s->pos, x, emit_i32(s->b, 1 << s->mode));
    give_count(s, emit1(s->b, V(CTZ_I32), IR_I32, s->pos, x));
}

static void rotate_left(Site *s)
{
    Value *x = s->args[0], *k = s->args[1];
    if (x->type == IR_I64) {
        give(s, emit2(s->b, V(ROTL_I64), IR_I64, s->pos, x, k));
        return;
    }
    give(s, emit2(s->b, V(ROTL_I32), IR_I32, s->pos, x, emit1(s->b, V(WRAP), IR_I32, s->pos, k)));
}

/* ---- math ---- */

static void float_op(Site *s)
{
    give(s, emit1(s->b, (ValueOp)s->mode, IR_F64, s->pos, s->args[0]));
}

static void copy_sign(Site *s)
{
    give(s, emit2(s->b, V(COPYSIGN_F64), IR_F64, s->pos, s->args[0], s->args[1]));
}

static void float_bits(Site *s)
{
    Value *x = s->args[0];
    switch (x->type) {
    case IR_F32: give(s, emit1(s->b, V(F32_BITS), IR_I32, s->pos, x)); break;
    case IR_F64: give(s, emit1(s->b, V(F64_BITS), IR_I64, s->pos, x)); break;
    case IR_I32: give(s, emit1(s->b, V(I32_AS_F32), IR_F32, s->pos, x)); break;
    default: give(s, emit1(s->b, V(I64_AS_F64), IR_F64, s->pos, x));
    }
}

/* ---- the machine ---- */

static void nothing(Site *s)
{
    (void)s;
}

static void keep_alive(Site *s)
{
    emit1(s->b, V(KEEP_ALIVE), IR_VOID, s->pos, s->args[1]);
}

static void hide(Site *s)
{
    give(s, emit1(s->b, V(HIDE), IR_PTR, s->pos, s->args[0]));
}

static void zero(Site *s)
{
    s->out[0] = build_zero(s->b, result_type(s, 0));
}

static void stack_pointer(Site *s)
{
    Value *sp = emit0(s->b, V(SP), IR_I32, s->pos);
    give(s, to_i64(s, sp));
}

static void call_site(Site *s)
{
    give(s, emit0(s->b, V(SITE), IR_I32, s->pos));
}

static void closure_pointer(Site *s)
{
    Value *c = s->b->context ? emit0(s->b, V(CONTEXT), IR_PTR, s->pos) : ssa_const_nil(s->b->f);
    give(s, to_i64(s, emit1(s->b, V(PTR_TO_I32), IR_I32, s->pos, c)));
}

/* FuncPCABI0(f): f is an interface whose data word is the closure; its word 0 is the code. */
static void func_pc(Site *s)
{
    give(s, emit_load(s->b, MEM_I64, s->args[1], 0, s->pos));
}

static void same_string(Site *s)
{
    s->out[0] = val_new(result_type(s, 0));
    s->out[0].part[0] = s->args[0];
    s->out[0].part[1] = s->args[1];
}

/* constanttime.Select(v, x, y): x if v is 1, y if it is 0 */
static void choose(Site *s)
{
    Value *c = emit2(s->b, V(NE_I64), IR_I32, s->pos, s->args[0], emit_i64(s->b, 0));
    give(s, emit_select(s->b, c, s->args[1], s->args[2], s->pos));
}

static void same(Site *s)
{
    give(s, s->args[0]);
}

typedef struct Intrinsic { const char *symbol; void (*build)(Site *s); int mode; } Intrinsic;

static const Intrinsic table[] = {
    { "math/bits.Len", bit_len, 0 }, { "math/bits.Len8", bit_len, 0 }, { "math/bits.Len16", bit_len, 0 },
    { "math/bits.Len32", bit_len, 0 }, { "math/bits.Len64", bit_len, 0 },
    { "math/bits.OnesCount", ones_count, 0 }, { "math/bits.OnesCount8", ones_count, 0 }, { "math/bits.OnesCount16", ones_count, 0 },
    { "math/bits.OnesCount32", ones_count, 0 }, { "math/bits.OnesCount64", ones_count, 0 },
    { "math/bits.TrailingZeros", trailing_zeros, 64 }, { "math/bits.TrailingZeros8", trailing_zeros, 8 },
    { "math/bits.TrailingZeros16", trailing_zeros, 16 }, { "math/bits.TrailingZeros32", trailing_zeros, 32 },
    { "math/bits.TrailingZeros64", trailing_zeros, 64 },
    { "math/bits.RotateLeft", rotate_left, 0 }, { "math/bits.RotateLeft32", rotate_left, 0 }, { "math/bits.RotateLeft64", rotate_left, 0 },
    { "internal/runtime/sys.Len8", bit_len, 0 }, { "internal/runtime/sys.Len64", bit_len, 0 },
    { "internal/runtime/sys.OnesCount64", ones_count, 0 }, { "internal/runtime/sys.TrailingZeros8", trailing_zeros, 8 },
    { "internal/runtime/sys.TrailingZeros32", trailing_zeros, 32 }, { "internal/runtime/sys.TrailingZeros64", trailing_zeros, 64 },
    { "internal/runtime/sys.Prefetch", nothing, 0 }, { "internal/runtime/sys.PrefetchStreamed", nothing, 0 },
    { "internal/runtime/sys.GetCallerPC", zero, 0 }, { "internal/runtime/sys.GetCallerSP", stack_pointer, 0 },
    { "internal/runtime/sys.GetClosurePtr", closure_pointer, 0 },
    { "math.Abs", float_op, V(ABS_F64) }, { "math.Ceil", float_op, V(CEIL_F64) }, { "math.Floor", float_op, V(FLOOR_F64) },
    { "math.Trunc", float_op, V(TRUNC_F64) }, { "math.RoundToEven", float_op, V(NEAREST_F64) }, { "math.sqrt", float_op, V(SQRT_F64) },
    { "math.Sqrt", float_op, V(SQRT_F64) }, { "math.Copysign", copy_sign, 0 },
    { "math.archCeil", float_op, V(CEIL_F64) }, { "math.archFloor", float_op, V(FLOOR_F64) }, { "math.archTrunc", float_op, V(TRUNC_F64) },
    { "math.Float32bits", float_bits, 0 }, { "math.Float64bits", float_bits, 0 },
    { "math.Float32frombits", float_bits, 0 }, { "math.Float64frombits", float_bits, 0 },
    { "runtime.callsite", call_site, 0 }, { "runtime.KeepAlive", keep_alive, 0 }, { "internal/abi.NoEscape", hide, 0 }, { "runtime.slicebytetostringtmp", same_string, 0 },
    { "internal/abi.FuncPCABI0", func_pc, 0 }, { "internal/abi.FuncPCABIInternal", func_pc, 0 },
    { "crypto/internal/constanttime.Select", choose, 0 }, { "crypto/internal/constanttime.boolToUint8", same, 0 },
};

/* ---- sync/atomic ---- */

static const struct AtomicType { const char *name; MemType mem; } atomic_types[] = {
    { "Int32", MEM_I32 }, { "Uint32", MEM_I32 }, { "Int64", MEM_I64 }, { "Uint64", MEM_I64 }, { "Uintptr", MEM_I64 },
    { "Pointer", MEM_PTR },
};

static Value *same_width(Site *s, ValueOp op32, ValueOp op64, Value *x, Value *y)
{
    bool wide = x->type == IR_I64;
    return emit2(s->b, wide ? op64 : op32, (IrType)x->type, s->pos, x, y);
}

static void compare_and_swap(Site *s, MemType mem, Value *addr)
{
    Builder *b = s->b;
    Value *old = emit_load(b, mem, addr, 0, s->pos);
    ValueOp op = mem == MEM_I32 ? V(EQ_I32) : mem == MEM_I64 ? V(EQ_I64) : V(EQ_PTR);
    Value *ok = emit2(b, op, IR_I32, s->pos, old, s->args[1]);
    Block *yes = build_block(b), *done = build_block(b);
    build_if(b, ok, yes, done, 1);
    build_seal(b, yes);
    build_start(b, yes);
    emit_store(b, mem, addr, 0, s->args[2], s->pos);
    build_jump(b, done);
    build_seal(b, done);
    build_start(b, done);
    give(s, ok);
}

/* What name ("Add", "Swap", ...) does to the word at addr. */
static bool atomic_op(Site *s, const char *name, size_t n, MemType mem)
{
    enum { COUNT = 7 };
    static const char *const names[COUNT] = { "Load", "Store", "Swap", "CompareAndSwap", "Add", "And", "Or" };
    uint32_t what = 0;
    while (what < COUNT && (strlen(names[what]) != n || memcmp(names[what], name, n)))
        what++;
    if (what == COUNT)
        return false;
    Value *addr = build_nil_check(s->b, s->args[0], s->pos);
    if (what == 3) {
        compare_and_swap(s, mem, addr);
        return true;
    }
    Value *old = what == 1 ? NULL : emit_load(s->b, mem, addr, 0, s->pos), *now = NULL;
    switch (what) {
    case 0: break;
    case 1: case 2: now = s->args[1]; break;
    case 4: now = same_width(s, V(ADD_I32), V(ADD_I64), old, s->args[1]); break;
    case 5: now = same_width(s, V(AND_I32), V(AND_I64), old, s->args[1]); break;
    case 6: now = same_width(s, V(OR_I32), V(OR_I64), old, s->args[1]); break;
    }
    if (now)
        emit_store(s->b, mem, addr, 0, now, s->pos);
    if (old)
        give(s, what == 4 ? now : old);
    return true;
}

static bool atomic(Site *s, const char *name)
{
    for (uint32_t i = 0; i < LEN(atomic_types); i++) {
        size_t n = strlen(name), k = strlen(atomic_types[i].name);
        if (n > k && !strcmp(name + n - k, atomic_types[i].name))
            return atomic_op(s, name, n - k, atomic_types[i].mem);
    }
    return false;
}

/* ---- lookup ---- */

static const Intrinsic *find(const char *symbol)
{
    static StrMap map;
    if (!map.arena) {
        strmap_init(&map, arena_new("intrinsics"));
        for (uint32_t i = 0; i < LEN(table); i++)
            strmap_set(&map, table[i].symbol, strlen(table[i].symbol), (void *)&table[i]);
    }
    return strmap_get(&map, symbol, strlen(symbol));
}

bool build_intrinsic(Builder *b, Func *callee, Value **args, uint32_t nargs, Val *out, Type *sig, Pos pos)
{
    if (!callee->pkg || !callee->pkg->is_std)
        return false;
    Site s = { b, args, nargs, out, sig, pos, 0 };
    const char *symbol = callee->symbol;
    static const char atomic_pkg[] = "sync/atomic.", escape[] = "internal/abi.EscapeNonString[";
    if (!strncmp(symbol, escape, strlen(escape)))
        return true;                    /* the call is deleted */
    if (!strncmp(symbol, atomic_pkg, strlen(atomic_pkg)))
        return atomic(&s, symbol + strlen(atomic_pkg));
    const Intrinsic *i = find(symbol);
    if (!i)
        return false;
    s.mode = i->mode;
    i->build(&s);
    return true;
}
