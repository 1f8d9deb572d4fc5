/*
 * verify.c - is a function valid IR? Every rule that passes may rely on is checked here, and nowhere else stated more
 * exactly:
 *
 *   - the entry block has no predecessors; parameters and constants stand in it; edges agree on both sides
 *   - a block's kind fits its successors, control and returned values
 *   - phis come first and have one operand for each predecessor
 *   - a definition dominates its uses (a phi's operand: the end of the predecessor), within a block it comes first
 *   - operand counts and types fit the operation; calls fit their signature
 *   - RESULT values directly follow their call, ids are below the function's limits, use counts are right
 *
 * The dominator tree may be out of date when a pass is done, so it is computed anew.
 */
#include "gocw/ssa.h"

typedef struct Verifier {
    const Func *f;
    const char *when;
    const Block *b;
    const Value *v;
    uint32_t *uses;             /* by value id: references counted */
    uint32_t *order;            /* by value id: place in its block, 0 = not placed */
} Verifier;

static void NORETURN PRINTF(2, 3) fail(const Verifier *c, const char *fmt, ...)
{
    Arena *a = arena_new("verify");
    Buf text;
    buf_init(&text, a);
    ssa_print_func(&text, c->f);
    fputs(buf_str(&text), stderr);
    va_list ap;
    va_start(ap, fmt);
    const char *why = arena_vprintf(a, fmt, ap);
    va_end(ap);
    ice(c->v ? c->v->pos : c->f->pos, "%s: invalid IR after %s: b%u%s: %s", c->f->symbol, c->when, c->b ? c->b->id : 0,
        c->v ? arena_printf(a, " v%u (%s)", c->v->id, ssa_op_name(c->v->op)) : "", why);
}

#define CHECK(cond, ...) ((cond) ? (void)0 : fail(c, __VA_ARGS__))

static uint32_t count_edges(const BlockVec *list, const Block *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++)
        n += list->p[i] == b;
    return n;
}

/* Both lists name each other equally often. Blocks with many edges (switches) are compared by total only. */
static void check_edges(Verifier *c, const Block *b)
{
    for (uint32_t i = 0; i < b->succs.n && b->succs.n < 64; i++) {
        const Block *s = b->succs.p[i];
        if (s->preds.n < 64)
            CHECK(count_edges(&s->preds, b) == count_edges(&b->succs, s), "edge to b%u is not on both sides", s->id);
    }
}

static void use(Verifier *c, const Value *v)
{
    CHECK(v && v->id < c->f->nvalues, "operand missing or of another function");
    CHECK(v->block && v->block->func == c->f, "operand v%u is not placed", v->id);
    c->uses[v->id]++;
}

static void check_end(Verifier *c, const Block *b)
{
    static const int8_t succs[] = { 1, 2, -1, 0, 0, 2 };
    CHECK(b->kind <= BLOCK_ENTRY_DEFER, "unknown kind %u", b->kind);
    if (b->kind == BLOCK_SWITCH)
        CHECK(b->succs.n >= 1, "switch without successor");
    else
        CHECK(b->succs.n == (uint32_t)succs[b->kind], "%u successors do not fit the kind", b->succs.n);
    bool control = b->kind == BLOCK_IF || b->kind == BLOCK_SWITCH;
    CHECK(control == (b->control != NULL), "control does not fit the kind");
    if (control) {
        use(c, b->control);
        CHECK(b->control->type == IR_I32, "control is no i32");
    }
    CHECK(b->kind != BLOCK_ENTRY_DEFER || b == c->f->blocks.p[0], "only the entry block may be a defer entry");
    if (b->kind != BLOCK_RETURN) {
        CHECK(b->rets.n == 0, "returned values in a block that does not return");
        return;
    }
    CHECK(b->rets.n == c->f->sig->nresults, "returns %u values, not %u", b->rets.n, c->f->sig->nresults);
    for (uint32_t i = 0; i < b->rets.n; i++) {
        use(c, b->rets.p[i]);
        CHECK(b->rets.p[i]->type == c->f->sig->results[i], "returned value %u has the wrong type", i);
    }
}

/* Types of operands and result of the operations that are not plain arithmetic: letters p i l f d (IrType), * any;
 * before the colon operands, behind it the result (v void). */
static const char *shape_of(const Value *v)
{
    switch (v->op) {
    case V(CONST_I32): return ":i";
    case V(CONST_I64): return ":l";
    case V(CONST_F32): return ":f";
    case V(CONST_F64): return ":d";
    case V(CONST_PTR): case V(LOCAL): case V(ADDR_GLOBAL): case V(ADDR_ITAB): case V(NEW): case V(NEW_LAYOUT):
    case V(CONTEXT): return ":p";
    case V(FUNC_INDEX): return ":i";
    case V(ADD_PTR): return "pi:p";
    case V(SUB_PTR): return "pp:i";
    case V(EQ_PTR): case V(NE_PTR): case V(LT_PTR): return "pp:i";
    case V(IS_NIL): case V(PTR_TO_I32): return "p:i";
    case V(I32_TO_PTR): return "i:p";
    case V(NIL_CHECK): case V(HIDE): return "p:p";
    case V(BOUNDS): case V(SLICE_BOUNDS): return "ll:l";
    case V(SHIFT_CHECK): return "l:l";
    case V(MOVE): return "pp:v";
    case V(ZERO): return "p:v";
    case V(MEMMOVE): return "ppi:v";
    case V(MEMZERO): return "pi:v";
    case V(KEEP_ALIVE): return "*:v";
    case V(WRAP): return "l:i";
    case V(EXTEND_S): case V(EXTEND_U): return "i:l";
    case V(EXT8_S): case V(EXT16_S): case V(EXT8_U): case V(EXT16_U): return "i:i";
    case V(F32_TO_I32_S): case V(F32_TO_I32_U): case V(F32_BITS): return "f:i";
    case V(F64_TO_I32_S): case V(F64_TO_I32_U): return "d:i";
    case V(F32_TO_I64_S): case V(F32_TO_I64_U): return "f:l";
    case V(F64_TO_I64_S): case V(F64_TO_I64_U): case V(F64_BITS): return "d:l";
    case V(I32_TO_F32_S): case V(I32_TO_F32_U): case V(I32_AS_F32): return "i:f";
    case V(I64_TO_F32_S): case V(I64_TO_F32_U): return "l:f";
    case V(I32_TO_F64_S): case V(I32_TO_F64_U): return "i:d";
    case V(I64_TO_F64_S): case V(I64_TO_F64_U): case V(I64_AS_F64): return "l:d";
    case V(F32_TO_F64): return "f:d";
    case V(F64_TO_F32): return "d:f";
    case V(SITE): return ":i";
    case V(TEMP): return ":p";
    case V(SP): return ":*";
    default: return NULL;
    }
}

static bool fits(char letter, uint8_t type)
{
    static const char letters[] = "vilfdp";     /* by IrType */
    return letter == '*' || letters[type] == letter;
}

static void check_shape(Verifier *c, const Value *v, const char *shape)
{
    uint32_t i = 0;
    for (; *shape != ':'; shape++, i++) {
        CHECK(i < v->nargs, "operand %u is missing", i);
        CHECK(fits(*shape, v->args[i]->type), "operand %u has the wrong type", i);
    }
    CHECK(i == v->nargs, "%u operands too many", v->nargs - i);
    CHECK(fits(shape[1], v->type), "result has the wrong type");
}

/* Arithmetic in one type: the operands' type is the name's suffix; comparisons give i32. */
static void check_arith(Verifier *c, const Value *v)
{
    const char *name = ssa_op_name(v->op);
    IrType t = name[0] == 'i' ? (name[1] == '3' ? IR_I32 : IR_I64) : (name[1] == '3' ? IR_F32 : IR_F64);
    const char *what = strchr(name, '.') + 1;
    bool compares = !strncmp(what, "eq", 2) || !strncmp(what, "ne", 2) || !strncmp(what, "lt", 2) || !strncmp(what, "le", 2);
    if (!strncmp(what, "neg", 3) || !strncmp(what, "nearest", 7))
        compares = false;
    static const char *const unary[] = { "clz", "ctz", "popcnt", "eqz", "neg", "abs", "sqrt", "floor", "ceil", "trunc", "nearest" };
    uint32_t n = 2;
    for (uint32_t i = 0; i < LEN(unary); i++) {
        if (!strcmp(what, unary[i]))
            n = 1;
    }
    CHECK(v->nargs == n, "%u operands instead of %u", v->nargs, n);
    for (uint32_t i = 0; i < n; i++)
        CHECK(v->args[i]->type == t, "operand %u has the wrong type", i);
    CHECK(v->type == (compares ? IR_I32 : t), "result has the wrong type");
}

static void check_call(Verifier *c, const Value *v)
{
    const Sig *sig = v->sig;
    CHECK(sig, "call without signature");
    uint32_t extra = v->op == V(CALL) ? 0 : v->op == V(CALL_ITAB) ? 2 : 1;
    CHECK(v->nargs == sig->nparams + extra, "%u operands do not fit the signature", v->nargs);
    for (uint32_t i = 0; i < extra; i++)
        CHECK(v->args[i]->type == (v->op == V(CALL_INDIRECT) ? IR_I32 : IR_PTR), "operand %u has the wrong type", i);
    for (uint32_t i = 0; i < sig->nparams; i++)
        CHECK(v->args[i + extra]->type == sig->params[i], "argument %u has the wrong type", i);
    CHECK(v->type == (sig->nresults ? sig->results[0] : IR_VOID), "result has the wrong type");
    if (v->op == V(CALL)) {
        CHECK(v->aux.func, "no callee");
        CHECK(v->aux.func->sig == sig, "signature is not the one of %s", v->aux.func->symbol);
    }
}

static void check_result(Verifier *c, const Value *v)
{
    CHECK(v->nargs == 1 && v->args[0]->sig, "operand is no call");
    const Value *call = v->args[0];
    CHECK(v->imm >= 1 && v->imm < call->sig->nresults, "result number out of range");
    CHECK(v->type == call->sig->results[v->imm], "wrong type");
    const Value *p = v->prev;
    while (p && p->op == V(RESULT) && p->args[0] == call)
        p = p->prev;
    CHECK(p == call, "does not directly follow its call");
}

static void check_op(Verifier *c, const Value *v)
{
    const char *shape = shape_of(v);
    if (shape) {
        check_shape(c, v, shape);
        return;
    }
    switch (v->op) {
    case V(PHI):
        CHECK(v->nargs == v->block->preds.n, "%u operands for %u predecessors", v->nargs, v->block->preds.n);
        CHECK(!v->prev || v->prev->op == V(PHI), "stands behind other values");
        CHECK(v->type != IR_VOID, "has no type");
        for (uint32_t i = 0; i < v->nargs; i++)
            CHECK(v->args[i]->type == v->type, "operand %u has the wrong type", i);
        break;
    case V(PARAM):
        CHECK(v->block == c->f->blocks.p[0], "not in the entry block");
        CHECK((uint64_t)v->imm < c->f->sig->nparams && v->type == c->f->sig->params[v->imm], "does not fit the signature");
        break;
    case V(COPY):
        CHECK(v->nargs == 1 && v->args[0]->type == v->type, "operand has the wrong type");
        break;
    case V(SELECT):
        CHECK(v->nargs == 3 && v->args[0]->type == v->type && v->args[1]->type == v->type && v->args[2]->type == IR_I32,
              "operands have the wrong types");
        break;
    case V(LOAD):
        CHECK(v->nargs == 1 && v->args[0]->type == IR_PTR && v->type == ssa_mem_reg(v->mem), "wrong types");
        break;
    case V(STORE):
        CHECK(v->nargs == 2 && v->args[0]->type == IR_PTR && v->args[1]->type == ssa_mem_reg(v->mem) && v->type == IR_VOID, "wrong types");
        break;
    case V(DIV_CHECK):
        CHECK(v->nargs == 1 && v->type == v->args[0]->type && (v->type == IR_I32 || v->type == IR_I64), "wrong types");
        break;
    case V(CALL): case V(CALL_CLOSURE): case V(CALL_ITAB): case V(CALL_INDIRECT):
        check_call(c, v);
        break;
    case V(RESULT):
        check_result(c, v);
        break;
    case V(INVALID):
        fail(c, "invalid operation");
    default:
        CHECK(v->op < OP__COUNT, "unknown operation %u", v->op);
        check_arith(c, v);
    }
}

/* The definition of each operand comes before the place of use. */
static void check_dominance(Verifier *c, const Value *def, const Block *at, uint32_t place)
{
    if (def->block == at)
        CHECK(c->order[def->id] < place, "v%u is used before its definition", def->id);
    else
        CHECK(ssa_dominates(def->block, at), "v%u (b%u) does not dominate its use in b%u", def->id, def->block->id, at->id);
}

static void check_uses_of_block(Verifier *c, const Block *b)
{
    for (const Value *v = b->first; v; v = v->next) {
        c->v = v;
        for (uint32_t i = 0; i < v->nargs; i++) {
            use(c, v->args[i]);
            if (v->op == V(PHI))
                check_dominance(c, v->args[i], b->preds.p[i], UINT32_MAX);
            else
                check_dominance(c, v->args[i], b, c->order[v->id]);
        }
        check_op(c, v);
    }
    c->v = NULL;
    check_end(c, b);
    if (b->control)
        check_dominance(c, b->control, b, UINT32_MAX);
    for (uint32_t i = 0; i < b->rets.n; i++)
        check_dominance(c, b->rets.p[i], b, UINT32_MAX);
}

void ssa_verify(const Func *f, const char *when)
{
    Verifier ver = { f, when, NULL, NULL, NULL, NULL }, *c = &ver;
    CHECK(f->blocks.n && f->arena, "no body");
    CHECK(f->blocks.p[0]->preds.n == 0, "the entry block has predecessors");
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        c->b = f->blocks.p[i];
        CHECK(c->b->func == f && c->b->id < f->nblocks, "block of another function");
        check_edges(c, c->b);
    }
    ssa_dominators((Func *)f);
    ArenaMark m = arena_mark(f->arena);
    c->uses = NEW_N(f->arena, uint32_t, f->nvalues);
    c->order = NEW_N(f->arena, uint32_t, f->nvalues);
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        c->b = f->blocks.p[i];
        uint32_t place = 0;
        const Value *prev = NULL;
        for (const Value *v = c->b->first; v; prev = v, v = v->next) {
            c->v = v;
            CHECK(v->block == c->b && v->prev == prev && v->id < f->nvalues, "badly linked");
            CHECK(!c->order[v->id], "placed twice");
            c->order[v->id] = ++place;
        }
        CHECK(c->b->last == prev, "last value is wrong");
        c->v = NULL;
    }
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        c->b = f->blocks.p[i];
        check_uses_of_block(c, c->b);
    }
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        c->b = f->blocks.p[i];
        for (const Value *v = c->b->first; v; v = v->next) {
            c->v = v;
            CHECK(v->uses == c->uses[v->id], "has %u uses, %u are counted", c->uses[v->id], v->uses);
        }
    }
    arena_release(f->arena, m);
}
