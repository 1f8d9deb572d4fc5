/*
 * ir.c - making and editing the IR.
 *
 * Every reference to a value (operand, control, returned value) is counted in Value.uses; only the functions here
 * write those fields, so the count is always right. Edges are kept on both sides: the k-th of several edges from a to b
 * in a.succs is the k-th occurrence of a in b.preds, and phi operands follow b.preds.
 *
 * Constants live behind the parameters in the entry block, one for each value and type, found by a hash table of
 * the function. A constant that a pass removed is put back when it is asked for again.
 */
#include "gocw/ssa.h"

Program *prog;

static const struct OpInfo { const char *name; uint16_t flags; } ops[] = {
#define OPCODE(id, text, flags) { text, flags },
#include "gocw/ops.def"
#undef OPCODE
};

uint32_t ssa_op_flags(ValueOp op) { return ops[op].flags; }
const char *ssa_op_name(ValueOp op) { return ops[op].name; }

IrType ssa_mem_reg(MemType m)
{
    switch (m) {
    case MEM_I64: return IR_I64;
    case MEM_F32: return IR_F32;
    case MEM_F64: return IR_F64;
    case MEM_PTR: return IR_PTR;
    default: return IR_I32;
    }
}

uint32_t ssa_mem_size(MemType m)
{
    static const uint8_t size[MEM_COUNT] = { 1, 1, 2, 2, 4, 8, 4, 8, 8, 4 };
    return size[m];
}

uint32_t ssa_value_effects(const Value *v)
{
    uint32_t flags = ops[v->op].flags;
    if (v->op == V(NEW) || v->op == V(NEW_LAYOUT) || !(flags & OPF_CALL))
        return flags;
    if (v->op == V(CALL)) {
        const Func *f = v->aux.func;
        if (f->flags & FN_PURE || (f->c_entry && f->c_entry->effects & CFX_PURE))
            return OPF_PURE;
        if (f->c_entry && f->c_entry->effects == CFX_READ)
            return OPF_READ;
    }
    return flags | OPF_READ | OPF_WRITE;
}

/* ---- functions and signatures ---- */

static Arena *sig_arena;
static StrMap sigs;

Sig *ssa_sig(const uint8_t *params, uint32_t np, const uint8_t *results, uint32_t nr)
{
    if (!sig_arena) {
        sig_arena = arena_new("sig");
        strmap_init(&sigs, sig_arena);
    }
    char few[64];
    char *key = np + nr + 1 <= sizeof few ? few : arena_alloc_raw(sig_arena, np + nr + 1, 1);
    if (np)
        memcpy(key, params, np);
    key[np] = IR_VOID;
    if (nr)
        memcpy(key + np + 1, results, nr);
    Sig *s = strmap_get(&sigs, key, np + nr + 1);
    if (s)
        return s;
    s = NEW(sig_arena, Sig);
    uint8_t *copy = (uint8_t *)arena_strndup(sig_arena, key, np + nr + 1);
    s->params = copy;
    s->results = copy + np + 1;
    s->nparams = np;
    s->nresults = nr;
    s->id = sigs.n;
    strmap_set(&sigs, key, np + nr + 1, s);
    return s;
}

Func *ssa_func_new(const char *symbol, Sig *sig)
{
    Func *f = NEW(prog->arena, Func);
    f->id = prog->funcs.n;
    f->symbol = symbol;
    f->go_name = symbol;
    f->sig = sig;
    f->reached = true;
    vec_push(prog->arena, &prog->funcs, f);
    return f;
}

void ssa_func_begin(Func *f)
{
    f->arena = arena_new_small("fn");
    f->nvalues = f->nblocks = 0;
    Block *entry = ssa_block_new(f);
    entry->sealed = true;
    for (uint32_t i = 0; i < f->sig->nparams; i++) {
        Value *v = ssa_value0(entry, V(PARAM), f->sig->params[i], f->pos);
        v->imm = i;
        vec_push(f->arena, &f->params, v);
    }
}

void ssa_func_free(Func *f)
{
    arena_free(f->arena);
    f->arena = NULL;
    f->blocks = (BlockVec){ 0 };
    f->params = (ValueVec){ 0 };
    f->consts = NULL;
    f->last_const = NULL;
    f->nconsts = f->cap_consts = f->nvalues = f->nblocks = 0;
}

/* ---- blocks and edges ---- */

Block *ssa_block_new(Func *f)
{
    Block *b = NEW(f->arena, Block);
    b->id = f->nblocks++;
    b->func = f;
    b->kind = BLOCK_DEAD;
    vec_push(f->arena, &f->blocks, b);
    return b;
}

void ssa_edge(Block *from, Block *to)
{
    vec_push(from->func->arena, &from->succs, to);
    vec_push(from->func->arena, &to->preds, from);
}

/* Takes operand i out, keeping the order of the others. */
static void arg_remove(Value *v, uint32_t i)
{
    v->args[i]->uses--;
    memmove(v->args + i, v->args + i + 1, (v->nargs - i - 1) * sizeof *v->args);
    v->nargs--;
}

void ssa_edge_remove(Block *from, uint32_t i)
{
    Block *to = from->succs.p[i];
    uint32_t nth = 0;
    for (uint32_t k = 0; k < i; k++)
        nth += from->succs.p[k] == to;
    memmove(from->succs.p + i, from->succs.p + i + 1, (from->succs.n - i - 1) * sizeof *from->succs.p);
    from->succs.n--;
    uint32_t p = 0;
    while (to->preds.p[p] != from || nth-- > 0)
        p++;
    memmove(to->preds.p + p, to->preds.p + p + 1, (to->preds.n - p - 1) * sizeof *to->preds.p);
    to->preds.n--;
    for (Value *v = to->first; v && v->op == V(PHI); v = v->next) {
        if (p < v->nargs)       /* the builder's phis get their operands when the block is sealed */
            arg_remove(v, p);
    }
}

void ssa_set_control(Block *b, Value *v)
{
    if (v)
        v->uses++;
    if (b->control)
        b->control->uses--;
    b->control = v;
}

void ssa_ret_add(Block *b, Value *v)
{
    v->uses++;
    vec_push(b->func->arena, &b->rets, v);
}

void ssa_block_kind(Block *b, BlockKind kind, Value *control, Pos pos)
{
    b->kind = (uint8_t)kind;
    b->pos = pos;
    ssa_set_control(b, control);
}

/* ---- values ---- */

Value *ssa_value_loose(Func *f, ValueOp op, IrType type, Pos pos, uint32_t nargs)
{
    Value *v = NEW(f->arena, Value);
    v->op = (uint16_t)op;
    v->type = (uint8_t)type;
    v->id = f->nvalues++;
    v->pos = pos;
    v->cap_args = nargs;
    v->args = nargs ? arena_alloc_raw(f->arena, nargs * sizeof *v->args, 8) : NULL;
    return v;
}

void ssa_insert_before(Value *at, Value *v)
{
    v->block = at->block;
    v->next = at;
    v->prev = at->prev;
    if (at->prev)
        at->prev->next = v;
    else
        at->block->first = v;
    at->prev = v;
}

void ssa_insert_after(Value *at, Value *v)
{
    v->block = at->block;
    v->prev = at;
    v->next = at->next;
    if (at->next)
        at->next->prev = v;
    else
        at->block->last = v;
    at->next = v;
}

void ssa_unlink(Value *v)
{
    if (v->prev)
        v->prev->next = v->next;
    else
        v->block->first = v->next;
    if (v->next)
        v->next->prev = v->prev;
    else
        v->block->last = v->prev;
    v->prev = v->next = NULL;
}

static void insert_first(Block *b, Value *v)
{
    if (b->first) {
        ssa_insert_before(b->first, v);
        return;
    }
    v->block = b;
    v->prev = v->next = NULL;
    b->first = b->last = v;
}

void ssa_append(Block *b, Value *v)
{
    if (v->op == V(PHI) || !b->last)
        insert_first(b, v);
    else
        ssa_insert_after(b->last, v);
}

void ssa_arg_add(Value *v, Value *arg)
{
    if (v->nargs == v->cap_args) {
        Func *f = (v->block ? v->block : arg->block)->func;
        uint32_t cap = v->cap_args ? v->cap_args * 2 : 2;
        Value **args = arena_alloc_raw(f->arena, cap * sizeof *args, 8);
        if (v->nargs)
            memcpy(args, v->args, v->nargs * sizeof *args);
        v->args = args;
        v->cap_args = cap;
    }
    arg->uses++;
    v->args[v->nargs++] = arg;
}

void ssa_arg_set(Value *v, uint32_t i, Value *arg)
{
    arg->uses++;
    v->args[i]->uses--;
    v->args[i] = arg;
}

Value *ssa_value(Block *b, ValueOp op, IrType type, Pos pos, uint32_t nargs, Value *const *args)
{
    Value *v = ssa_value_loose(b->func, op, type, pos, nargs);
    for (uint32_t i = 0; i < nargs; i++)
        ssa_arg_add(v, args[i]);
    ssa_append(b, v);
    return v;
}

Value *ssa_value0(Block *b, ValueOp op, IrType type, Pos pos) { return ssa_value(b, op, type, pos, 0, NULL); }

Value *ssa_value1(Block *b, ValueOp op, IrType type, Pos pos, Value *x)
{
    return ssa_value(b, op, type, pos, 1, &x);
}

Value *ssa_value2(Block *b, ValueOp op, IrType type, Pos pos, Value *x, Value *y)
{
    return ssa_value(b, op, type, pos, 2, (Value *[]){ x, y });
}

Value *ssa_value3(Block *b, ValueOp op, IrType type, Pos pos, Value *x, Value *y, Value *z)
{
    return ssa_value(b, op, type, pos, 3, (Value *[]){ x, y, z });
}

void ssa_value_remove(Value *v)
{
    Block *b = v->block;
    if (b->func->last_const == v)
        b->func->last_const = v->prev && v->prev->op != V(PARAM) ? v->prev : NULL;
    ssa_unlink(v);
    v->block = NULL;
    for (uint32_t i = 0; i < v->nargs; i++)
        v->args[i]->uses--;
    v->nargs = 0;
}

void ssa_replace_uses(Value *old, Value *with)
{
    if (old->uses == 0 || old == with)
        return;
    Func *f = old->block->func;
    for (uint32_t i = 0; i < f->blocks.n && old->uses; i++) {
        Block *b = f->blocks.p[i];
        for (Value *v = b->first; v; v = v->next) {
            for (uint32_t k = 0; k < v->nargs; k++) {
                if (v->args[k] == old)
                    ssa_arg_set(v, k, with);
            }
        }
        if (b->control == old)
            ssa_set_control(b, with);
        for (uint32_t k = 0; k < b->rets.n; k++) {
            if (b->rets.p[k] == old) {
                b->rets.p[k] = with;
                with->uses++;
                old->uses--;
            }
        }
    }
}

/* ---- constants ---- */

static uint32_t const_hash(ValueOp op, int64_t imm)
{
    uint64_t h = ((uint64_t)imm ^ ((uint64_t)op << 56)) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(h >> 32);
}

static void const_table_grow(Func *f)
{
    uint32_t old_cap = f->cap_consts;
    Value **old = f->consts;
    f->cap_consts = old_cap ? old_cap * 2 : 16;
    f->consts = NEW_N(f->arena, Value *, f->cap_consts);
    for (uint32_t i = 0; i < old_cap; i++) {
        if (!old[i])
            continue;
        uint32_t at = const_hash(old[i]->op, old[i]->imm) & (f->cap_consts - 1);
        while (f->consts[at])
            at = (at + 1) & (f->cap_consts - 1);
        f->consts[at] = old[i];
    }
}

/* Behind the parameters and the constants made so far. */
static void const_place(Func *f, Value *v)
{
    Value *at = f->last_const ? f->last_const : f->params.n ? vec_last(&f->params) : NULL;
    if (at)
        ssa_insert_after(at, v);
    else
        insert_first(f->blocks.p[0], v);
    f->last_const = v;
}

static Value *constant(Func *f, ValueOp op, IrType type, int64_t imm)
{
    if (f->nconsts * 2 >= f->cap_consts)
        const_table_grow(f);
    uint32_t at = const_hash(op, imm) & (f->cap_consts - 1);
    for (; f->consts[at]; at = (at + 1) & (f->cap_consts - 1)) {
        Value *v = f->consts[at];
        if (v->op == op && v->imm == imm) {
            if (!v->block)
                const_place(f, v);
            return v;
        }
    }
    Value *v = ssa_value_loose(f, op, type, NO_POS, 0);
    v->imm = imm;
    const_place(f, v);
    f->consts[at] = v;
    f->nconsts++;
    return v;
}

Value *ssa_const_i32(Func *f, int32_t v) { return constant(f, V(CONST_I32), IR_I32, v); }
Value *ssa_const_i64(Func *f, int64_t v) { return constant(f, V(CONST_I64), IR_I64, v); }
Value *ssa_const_nil(Func *f) { return constant(f, V(CONST_PTR), IR_PTR, 0); }
Value *ssa_const_ptr(Func *f, uint32_t address) { return constant(f, V(CONST_PTR), IR_PTR, address); }

Value *ssa_const_f32(Func *f, float v)
{
    uint32_t bits;
    memcpy(&bits, &v, 4);
    return constant(f, V(CONST_F32), IR_F32, bits);
}

Value *ssa_const_f64(Func *f, double v)
{
    int64_t bits;
    memcpy(&bits, &v, 8);
    return constant(f, V(CONST_F64), IR_F64, bits);
}
