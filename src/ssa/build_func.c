/*
 * build_func.c - the frame of a function: types in this instance, variables and where they live, captures, results,
 * closures, entry and exit.
 *
 * A variable lives in SSA unless it needs an address: its type is handled in memory, its address is taken, a closure
 * captures it by reference, or it is a result of a function with deferred calls (a panic may end the function anywhere,
 * and the results must then be found). A variable in memory is a LOCAL in the entry block; one that may escape and is
 * declared where code can run again gets a new heap object at each declaration: escape analysis brings back those
 * that do not escape.
 *
 * A closure object holds the table index of its code, then the captured variables in order: those that are never
 * reassigned by value (up to 128 bytes), the others by address.
 *
 * A function with defer takes its token in the entry block, which ends with BLOCK_ENTRY_DEFER; all returns store the
 * results and go to one exit block. See docs/runtime-abi.md, "Defer, panic, recover".
 */
#include "build_int.h"
#include "prog_int.h"

enum { MAX_BY_VALUE = 128 };

/* ---- types of this instance ---- */

Type *build_type(Builder *b, Type *t)
{
    if (t->canonical)
        return t;
    if (!b->f->ntargs)
        return typ_canon(t);
    Type *c = ptrmap_get(&b->types, t);
    if (!c) {
        c = typ_canon(typ_subst(t, b->f->tparams, b->f->targs, b->f->ntargs));
        ptrmap_set(&b->types, t, c);
    }
    return c;
}

Type *build_type_of(Builder *b, Node *n)
{
    return build_type(b, n->type);
}

/* ---- variables ---- */

static bool captured_by_value(const Object *o, const TypeLayout *lay)
{
    return !o->reassigned && !o->addr_taken && o->var_kind != VAR_RESULT && lay->size <= MAX_BY_VALUE;
}

static bool may_escape(const Object *o, const TypeLayout *lay)
{
    return o && (o->addr_taken || (o->captured && !captured_by_value(o, lay)));
}

static Var *var_new(Builder *b, Object *obj, Type *t)
{
    Var *v = NEW(b->arena, Var);
    v->obj = obj;
    v->type = t;
    v->lay = ssa_layout(t);
    if (obj)
        ptrmap_set(&b->vars, obj, v);
    return v;
}

static void var_in_ssa(Builder *b, Var *v)
{
    v->in_ssa = true;
    v->ssa0 = b->ssa_types.n;
    for (uint32_t i = 0; i < v->lay->nparts; i++)
        build_ssa_var(b, v->lay->parts[i].type);
}

static Value *local_value(Builder *b, Type *t, uint32_t flags, Pos pos)
{
    Value *v = build_entry_value(b, V(LOCAL), IR_PTR, pos);
    v->aux.type = t;
    v->imm = flags;
    return v;
}

/* Gives v its storage; true when that is already zeroed. */
static bool var_place(Builder *b, Var *v, uint32_t flags)
{
    Pos pos = v->obj ? v->obj->pos : b->pos;
    bool escapes = may_escape(v->obj, v->lay);
    if (!v->lay->in_memory && !escapes && !flags) {
        var_in_ssa(b, v);
        return false;
    }
    if (escapes && b->loops && b->cur && !flags) {
        v->addr = ssa_value0(b->cur, V(NEW), IR_PTR, pos);
        v->addr->aux.type = v->type;
        return true;
    }
    v->addr = local_value(b, v->type, flags | (escapes ? LOCAL_ESCAPES : 0), pos);
    return false;
}

static void zero_memory(Builder *b, Value *addr, const TypeLayout *lay, Pos pos)
{
    if (b->cur && lay->size) {
        Value *z = ssa_value1(b->cur, V(ZERO), IR_VOID, pos, addr);
        z->imm = lay->size;
    }
}

static void var_zero(Builder *b, Var *v)
{
    if (!v->in_ssa) {
        zero_memory(b, v->addr, v->lay, v->obj ? v->obj->pos : b->pos);
        return;
    }
    for (uint32_t i = 0; i < v->lay->nparts; i++)
        build_write(b, v->ssa0 + i, build_undef(b, v->lay->parts[i].type));
}

Var *build_declare(Builder *b, Object *obj)
{
    Var *v = var_new(b, obj, build_type(b, obj->type));
    if (!var_place(b, v, 0))
        var_zero(b, v);
    return v;
}

Var *build_declare_init(Builder *b, Object *obj, Val val)
{
    Var *v = var_new(b, obj, build_type(b, obj->type));
    var_place(b, v, 0);
    build_var_write(b, v, val);
    return v;
}

Var *build_temp(Builder *b, Type *t)
{
    Var *v = var_new(b, NULL, t);
    var_place(b, v, 0);
    return v;
}

Cell *build_var_cell(const Builder *b, const Var *v)
{
    bool global = v->obj && v->obj->var_kind == VAR_PACKAGE;
    return global ? ssa_cell_of_var(v->addr->aux.global, 0, v->type) : ssa_cell_of_var(v->obj, b->f->place, v->type);
}

Val build_var_read(Builder *b, Var *v)
{
    if (!v->in_ssa)
        return build_load_cell(b, v->type, v->addr, 0, build_var_cell(b, v), b->pos);
    Val val = { .type = v->type, .lay = v->lay };
    for (uint32_t i = 0; i < v->lay->nparts; i++)
        val.part[i] = build_read(b, v->ssa0 + i);
    return val;
}

void build_var_write(Builder *b, Var *v, Val val)
{
    if (!v->in_ssa) {
        build_store_cell(b, v->addr, 0, val, build_var_cell(b, v), b->pos);
        return;
    }
    for (uint32_t i = 0; i < v->lay->nparts; i++)
        build_write(b, v->ssa0 + i, val.part[i]);
}

static Var *global_var(Builder *b, Object *obj)
{
    Var *v = var_new(b, obj, build_type(b, obj->type));
    v->addr = build_entry_value(b, V(ADDR_GLOBAL), IR_PTR, NO_POS);
    v->addr->aux.global = ssa_global_for_var(obj);
    return v;
}

Var *build_var(Builder *b, Object *obj)
{
    Var *v = ptrmap_get(&b->vars, obj);
    if (v) {
        if (v->addr_var)
            v->addr = build_read(b, v->addr_var - 1);
        return v;
    }
    if (obj->var_kind == VAR_PACKAGE)
        return global_var(b, obj);
    /* Declared in code that was skipped because control does not get there. */
    ICE_IF(build_reached(b) && !b->goto_labels.n, obj->pos, "%s: no storage for variable %s", b->f->symbol, obj->name->s);
    return build_declare(b, obj);
}

Object *build_synthetic_var(Builder *b, const char *name, Type *t, bool by_ref)
{
    Object *o = typ_new_var(VAR_LOCAL, b->pos, b->f->pkg, name_of(name), t);
    o->captured = true;
    o->reassigned = by_ref;
    o->owner = b->f->info;
    return o;
}

/* ---- closures ---- */

typedef struct Capture { Object *obj; const TypeLayout *lay; int64_t offset; bool by_value; } Capture;
typedef struct Captures { Capture *p; uint32_t n; int64_t size; } Captures;

/* Where each captured variable of f lies in its closure object; the same for the function and for who makes it. */
static Captures capture_layout(Builder *b, const FuncInfo *info)
{
    Captures c = { NEW_N(b->arena, Capture, info->captures.n), info->captures.n, 8 };
    for (uint32_t i = 0; i < c.n; i++) {
        Object *o = info->captures.p[i];
        const TypeLayout *lay = ssa_layout(build_type(b, o->type));
        bool by_value = captured_by_value(o, lay);
        int64_t size = by_value ? lay->size : 8, align = by_value ? lay->align : 8;
        c.size = (c.size + align - 1) & -align;
        c.p[i] = (Capture){ o, lay, c.size, by_value };
        c.size += size;
    }
    c.size = (c.size + 7) & -(int64_t)8;
    return c;
}

static Global *closure_descriptor(Builder *b, const Captures *c)
{
    uint32_t nwords = (uint32_t)(c->size / 8);
    uint8_t *mask = NEW_N(b->arena, uint8_t, (nwords + 7) / 8 + 1);
    for (uint32_t i = 0; i < c->n; i++) {
        const Capture *x = &c->p[i];
        int64_t word = x->offset / 8;
        if (!x->by_value) {
            mask[word / 8] |= (uint8_t)(1u << (word % 8));
            continue;
        }
        if (!x->lay->ptr_bytes)
            continue;
        uint8_t inner[MAX_BY_VALUE / 64 + 1] = { 0 };
        ssa_ptr_mask(x->lay->type, inner);
        for (int64_t k = 0; k < x->lay->ptr_bytes / 8; k++) {
            if (inner[k / 8] >> (k % 8) & 1)
                mask[(word + k) / 8] |= (uint8_t)(1u << ((word + k) % 8));
        }
    }
    return ssa_layout_descriptor((uint64_t)c->size, mask, nwords);
}

/* The captured variables, in the function itself. */
static void open_captures(Builder *b, const FuncInfo *info)
{
    Captures c = capture_layout(b, info);
    Block *entry = b->cur;
    for (uint32_t i = 0; i < c.n; i++) {
        const Capture *x = &c.p[i];
        Var *v = var_new(b, x->obj, x->lay->type);
        if (x->by_value && !x->lay->in_memory) {
            var_in_ssa(b, v);
            build_var_write(b, v, build_load_cell(b, v->type, b->context, x->offset, build_var_cell(b, v), NO_POS));
        } else if (x->by_value) {
            v->addr = ssa_value2(entry, V(ADD_PTR), IR_PTR, NO_POS, b->context, ssa_const_i32(b->f, (int32_t)x->offset));
        } else {
            v->addr = ssa_value1(entry, V(LOAD), IR_PTR, NO_POS, b->context);
            v->addr->mem = MEM_PTR;
            v->addr->imm = x->offset;
        }
    }
}

static Val func_val(Builder *b, Type *sig, Value *ptr)
{
    (void)b;
    Val v = { .type = sig, .lay = ssa_layout(sig) };
    v.part[0] = ptr;
    return v;
}

Val build_closure_of(Builder *b, Func *f, Type *sig, Pos pos)
{
    if (!f->info->captures.n) {
        Value *addr = ssa_value0(b->cur, V(ADDR_GLOBAL), IR_PTR, pos);
        addr->aux.global = ssa_closure_of(f);
        return func_val(b, sig, addr);
    }
    Captures c = capture_layout(b, f->info);
    Value *obj = ssa_value0(b->cur, V(NEW_LAYOUT), IR_PTR, pos);
    obj->aux.global = closure_descriptor(b, &c);
    Value *code = ssa_value0(b->cur, V(FUNC_INDEX), IR_I32, pos);
    code->aux.func = f;
    ssa_value2(b->cur, V(STORE), IR_VOID, pos, obj, code)->mem = MEM_I32;
    for (uint32_t i = 0; i < c.n; i++) {
        Var *v = build_var(b, c.p[i].obj);
        if (c.p[i].by_value) {
            build_store_cell(b, obj, c.p[i].offset, build_var_read(b, v), build_var_cell(b, v), pos);
            continue;
        }
        ICE_IF(v->in_ssa, pos, "%s: %s is captured by reference but has no address", b->f->symbol, v->obj->name->s);
        Value *st = ssa_value2(b->cur, V(STORE), IR_VOID, pos, obj, v->addr);
        st->mem = MEM_PTR;
        st->imm = c.p[i].offset;
    }
    return func_val(b, sig, obj);
}

/* The function that literals are numbered in: bodies of range-over-func loops belong to the function around. */
static Func *naming_func(Func *f)
{
    while (f->info && f->info->node && f->info->node->kind == N_FOR_STMT)
        f = f->outer;
    return f;
}

static Func *literal_new(Builder *b, FuncInfo *info, const char *symbol, const char *go_name)
{
    Type *sig = build_type(b, info->sig);
    Func *f = ssa_func_new(symbol, layout_sig(NULL, sig, true));
    f->go_name = go_name;
    f->pkg = b->f->pkg;
    f->info = info;
    f->outer = b->f;
    f->tparams = b->f->tparams;
    f->targs = b->f->targs;
    f->ntargs = b->f->ntargs;
    f->flags = FN_CONTEXT;
    f->place = b->f->place;
    return f;
}

Func *build_literal_func(Builder *b, Node *lit)
{
    FuncInfo *info = lit->u.funclit.info;
    Func *outer = naming_func(b->f);
    if (!outer->literals) {
        outer->literals = NEW(prog->arena, PtrMap);
        ptrmap_init(outer->literals, prog->arena);
    }
    Func *f = ptrmap_get(outer->literals, info);
    if (f)
        return f;
    uint32_t number = outer->literals->n + 1;
    for (uint32_t i = 0; info->outer && i < info->outer->lits.n; i++) {
        if (info->outer->lits.p[i] == info)
            number = i + 1;
    }
    bool top = !(outer->flags & FN_CONTEXT) || !outer->outer;
    f = literal_new(b, info, arena_printf(prog->arena, "%s%s%u", outer->symbol, top ? ".func" : ".", number),
                    arena_printf(prog->arena, "%s%s%u", outer->go_name, top ? ".func" : ".", number));
    f->pos = lit->pos;
    f->build = build_func;
    if (info->has_defer)
        f->flags |= FN_HAS_DEFER;
    if (info->has_recover)
        f->flags |= FN_HAS_RECOVER;
    ptrmap_set(outer->literals, info, f);
    return f;
}

Func *build_synthetic_func(Builder *b, FuncInfo *info, const char *suffix, void (*build)(Func *), void *arg)
{
    Func *outer = naming_func(b->f);
    uint32_t number = ++outer->nsynthetic[suffix[0] == '-' ? 0 : suffix[1] == 'g' ? 1 : 2];
    Func *f = literal_new(b, info, arena_printf(prog->arena, "%s%s%u", outer->symbol, suffix, number),
                          arena_printf(prog->arena, "%s%s%u", outer->go_name, suffix, number));
    f->pos = b->pos;
    f->build = build;
    f->build_arg = arg;
    return f;
}

Val build_closure(Builder *b, Node *lit)
{
    return build_closure_of(b, build_literal_func(b, lit), build_type_of(b, lit), lit->pos);
}

/* ---- entry ---- */

/* A parameter takes the next flattened PARAM values. */
static void open_param(Builder *b, Object *obj, Type *t, uint32_t *next)
{
    const TypeLayout *lay = ssa_layout(t);
    uint32_t at = *next;
    *next += lay->in_memory ? 1 : lay->nparts;
    if (!obj || !obj->name || name_is(obj->name, "_"))
        return;
    if (lay->in_memory && !obj->reassigned && !may_escape(obj, lay)) {
        var_new(b, obj, t)->addr = b->f->params.p[at];
        return;
    }
    Val v = { .type = t, .lay = lay };
    if (lay->in_memory)
        v.addr = b->f->params.p[at];
    for (uint32_t i = 0; i < lay->nparts; i++)
        v.part[i] = b->f->params.p[at + i];
    build_declare_init(b, obj, v);
}

static void open_results(Builder *b, const ObjectVec *list)
{
    b->nresults = list->n;
    b->results = NEW_N(b->arena, Var *, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        Object *o = list->p[i];
        bool named = o->name && o->name->len && !name_is(o->name, "_");
        if (!named && !(b->f->flags & FN_HAS_DEFER))
            continue;                   /* each return gives its value */
        Var *v = var_new(b, o, build_type(b, o->type));
        if (!var_place(b, v, b->f->flags & FN_HAS_DEFER ? LOCAL_KEEP : 0))
            var_zero(b, v);
        b->results[i] = v;
    }
}

static void return_now(Builder *b, Val *vals, uint32_t n, Pos pos);

/* The block where control lands after a recovered panic: deferred calls that are left, then the results as they are. */
static void build_landing(Builder *b, Block *landing)
{
    Block *cur = b->cur;
    build_start(b, landing);
    build_runtime(b, "deferlanded", &b->defer_token, 1, NULL, b->pos);
    build_jump(b, b->exit);
    b->cur = cur;
}

static void open_defer(Builder *b, Pos pos)
{
    b->pos = pos;
    build_runtime(b, "defertoken", NULL, 0, &b->defer_token, pos);
    Block *entry = b->cur, *body = build_block(b), *landing = build_block(b);
    ssa_block_kind(entry, BLOCK_ENTRY_DEFER, NULL, pos);
    ssa_edge(entry, body);
    ssa_edge(entry, landing);
    build_seal(b, body);
    build_seal(b, landing);
    b->exit = build_block(b);
    build_landing(b, landing);
    build_start(b, body);
}

static bool note_goto(void *ctx, Node *n)
{
    Builder *b = ctx;
    if (n->kind == N_BRANCH_STMT && n->u.branch.tok == TOK_GOTO && n->u.branch.target)
        ptrmap_set(&b->goto_labels, n->u.branch.target, n);
    return n->kind != N_FUNC_LIT;
}

void build_note_gotos(Builder *b, Node *body)
{
    syn_walk(body, note_goto, b);
}

void build_open(Builder *b, Func *f)
{
    FuncInfo *info = f->info;
    build_begin(b, f);
    b->pos = f->pos;
    b->sig = build_type(b, info->sig);
    uint32_t next = 0;
    if (f->flags & FN_CONTEXT)
        b->context = f->params.p[next++];
    if (info->captures.n)
        open_captures(b, info);
    Type *sig = typ_underlying(info->sig);
    if (sig->u.sig.recv && info->func)
        open_param(b, sig->u.sig.recv, build_type(b, sig->u.sig.recv->type), &next);
    ObjectVec *params = &sig->u.sig.params->u.tuple.vars;
    for (uint32_t i = 0; i < params->n; i++)
        open_param(b, params->p[i], build_type(b, params->p[i]->type), &next);
    open_results(b, &sig->u.sig.results->u.tuple.vars);
    if (f->flags & FN_HAS_RECOVER)
        b->recover_ok = build_recover_flag(b);
    if (f->flags & FN_HAS_DEFER)
        open_defer(b, f->pos);
}

/* ---- exit ---- */

/* Ends the function with these results; a large one is copied to fresh memory. */
static void return_now(Builder *b, Val *vals, uint32_t n, Pos pos)
{
    if (!b->cur)
        return;
    ValueVec flat = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        Val *v = &vals[i];
        if (v->lay->in_memory) {
            Value *copy = ssa_value0(b->cur, V(NEW), IR_PTR, pos);
            copy->aux.type = v->type;
            Value *mv = ssa_value2(b->cur, V(MOVE), IR_VOID, pos, copy, v->addr);
            mv->imm = v->lay->size;
            vec_push(b->arena, &flat, copy);
        } else {
            for (uint32_t k = 0; k < v->lay->nparts; k++)
                vec_push(b->arena, &flat, v->part[k]);
        }
    }
    ssa_block_kind(b->cur, BLOCK_RETURN, NULL, pos);
    for (uint32_t i = 0; i < flat.n; i++)
        ssa_ret_add(b->cur, flat.p[i]);
    b->cur = NULL;
}

static void return_results(Builder *b, Pos pos)
{
    Val *vals = NEW_N(b->arena, Val, b->nresults);
    for (uint32_t i = 0; i < b->nresults; i++) {
        Object *o = typ_underlying(b->f->info->sig)->u.sig.results->u.tuple.vars.p[i];
        vals[i] = b->results[i] ? build_var_read(b, b->results[i]) : build_zero(b, build_type(b, o->type));
    }
    return_now(b, vals, b->nresults, pos);
}

void build_return(Builder *b, Pos pos)
{
    b->pos = pos;
    if (b->exit)
        build_jump(b, b->exit);
    else
        return_results(b, pos);
}

void build_return_vals(Builder *b, Val *vals, uint32_t n, Pos pos)
{
    b->pos = pos;
    bool direct = !b->exit;
    for (uint32_t i = 0; i < n && direct; i++)
        direct = !b->results[i] || b->results[i]->in_ssa;
    if (direct) {
        return_now(b, vals, n, pos);
        return;
    }
    /* A large value may be one of the result variables about to be overwritten. */
    for (uint32_t i = 0; n > 1 && i < n; i++) {
        if (vals[i].lay->in_memory)
            vals[i] = val_materialize(b, vals[i]);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (b->results[i])
            build_var_write(b, b->results[i], vals[i]);
    }
    if (b->exit) {
        build_jump(b, b->exit);
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (b->results[i])
            vals[i] = build_var_read(b, b->results[i]);
    }
    return_now(b, vals, n, pos);
}

void build_close(Builder *b)
{
    if (build_reached(b))
        build_return(b, b->pos);
    else if (b->cur)
        b->cur = NULL;
    for (uint32_t i = 0; i < b->label_blocks.n; i++)
        build_seal(b, b->label_blocks.p[i]);
    if (b->exit) {
        build_seal(b, b->exit);
        build_start(b, b->exit);
        build_runtime(b, "deferreturn", &b->defer_token, 1, NULL, b->pos);
        return_results(b, b->pos);
    }
    build_finish(b);
}

static Node *body_of(const FuncInfo *info)
{
    return info->node->kind == N_FUNC_LIT ? info->node->u.funclit.body : info->node->u.func_decl.body;
}

void build_func(Func *f)
{
    Builder b;
    Node *body = body_of(f->info);
    if (f->info->has_range_func)
        build_mark_range_captures(body);
    build_open(&b, f);
    if (f->info->has_label)
        build_note_gotos(&b, body);
    build_stmts(&b, &body->u.block.stmts);
    b.pos = body->u.block.rbrace;
    build_close(&b);
}
