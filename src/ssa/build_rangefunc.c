/*
 * build_rangefunc.c - for ... range f, where f is a function (spec, "For statements with range clause").
 *
 * The body becomes a function of its own, func(k, v) bool, that captures what it uses; f is called with it. Leaving the
 * loop from inside is done in steps: the body notes in #next where to go, marks the loop as done and returns false; behind
 * the call of f, #next is looked at and the jump is made if its target lies in this function, else the next loop
 * out is left the same way. A return keeps its results in #rv variables meanwhile.
 *
 * #state follows internal/abi.RF_State, so that an iterator that calls the body when it must not, or swallows its panic, is
 * caught with Go's own panics:
 *
 *     #state = READY
 *     f(func(k, v) bool {
 *         if #state != READY { panicrangestate(#state) }
 *         #state = PANIC
 *         body                        break: #state = DONE; return false
 *         #state = READY              continue
 *         return true
 *     })
 *     if #state == PANIC { panicrangestate(MISSING_PANIC) }
 *     #state = EXHAUSTED
 *     if #next != 0 { ... }
 */
#include "build_int.h"

enum { RF_DONE, RF_READY, RF_PANIC, RF_EXHAUSTED, RF_MISSING_PANIC };
enum { NEXT_RETURN = -1, NEXT_RETURN_NAMED = -2 };

/* A way out of the outermost loop's body: the branch with that target, or a return (target NULL). */
typedef struct Exit { Node *target; uint8_t tok; int32_t code; } Exit;
typedef VEC(Exit) Exits;

typedef struct RangeFunc {
    struct RangeFunc *outer;    /* the loop whose body this loop stands in, in the same home */
    Node *stmt;
    FuncInfo *home;             /* the real function around */
    Object *state, *next;       /* next and what follows are shared by all nested loops */
    Object *token, *recover;    /* by value; NULL when the home has no deferred calls, no recover */
    Object **rv;
    uint32_t nrv;
    Exits *codes;
} RangeFunc;

static Node *loop_body(const Node *loop) { return loop->u.for_stmt.body; }

static bool inside(const Node *loop, Pos pos)
{
    return pos > loop->pos && pos <= loop_body(loop)->u.block.rbrace;
}

/* ---- what the body uses from outside ---- */

typedef struct CaptureWalk { Node *loop; FuncInfo *info; PtrMap seen; } CaptureWalk;

static bool note_capture(void *ctx, Node *n)
{
    CaptureWalk *w = ctx;
    if (n->kind == N_SELECTOR) {                /* its field or method is no variable */
        syn_walk(n->u.selector.x, note_capture, ctx);
        return false;
    }
    Object *o = n->kind == N_NAME ? n->u.ident.obj : NULL;
    if (!o || o->kind != OBJ_VAR || o->var_kind == VAR_PACKAGE || o->var_kind == VAR_FIELD || inside(w->loop, o->pos))
        return true;
    if (ptrmap_has(&w->seen, o) || name_is(o->name, "_"))
        return true;
    ptrmap_set(&w->seen, o, o);
    o->captured = true;
    if (w->info)
        vec_push(prog->arena, &w->info->captures, o);
    return true;
}

static void walk_captures(Node *loop, FuncInfo *info)
{
    Arena *a = arena_new_small("captures");
    CaptureWalk w = { .loop = loop, .info = info };
    ptrmap_init(&w.seen, a);
    Node *clause = loop->u.for_stmt.init;
    if (clause->u.range.lhs)
        syn_walk(clause->u.range.lhs, note_capture, &w);
    syn_walk(loop_body(loop), note_capture, &w);
    arena_free(a);
}

static bool is_range_func(const Node *n)
{
    if (n->kind != N_FOR_STMT || !n->u.for_stmt.init || n->u.for_stmt.init->kind != N_RANGE_CLAUSE)
        return false;
    Type *t = n->u.for_stmt.init->u.range.x->type;
    Type *core = t ? typ_core(t) : NULL;
    return core && core->kind == T_SIGNATURE;
}

static bool mark_loop(void *ctx, Node *n)
{
    (void)ctx;
    if (is_range_func(n)) {
        walk_captures(n, NULL);
        syn_walk(loop_body(n), mark_loop, NULL);        /* loops inside capture variables of this one's body */
        return false;
    }
    return n->kind != N_FUNC_LIT;
}

void build_mark_range_captures(Node *body)
{
    syn_walk(body, mark_loop, NULL);
}

/* ---- ways out ---- */

static int32_t exit_code(RangeFunc *r, Node *target, uint8_t tok)
{
    for (uint32_t i = 0; i < r->codes->n; i++) {
        if (r->codes->p[i].target == target && r->codes->p[i].tok == tok)
            return r->codes->p[i].code;
    }
    int32_t code = (int32_t)r->codes->n + 1;
    vec_push(prog->arena, r->codes, ((Exit){ target, tok, code }));
    return code;
}

typedef struct ExitWalk { RangeFunc *r; Exits list; } ExitWalk;

static void add_exit(ExitWalk *w, Node *target, uint8_t tok, int32_t code)
{
    for (uint32_t i = 0; i < w->list.n; i++) {
        if (w->list.p[i].code == code)
            return;
    }
    vec_push(prog->arena, &w->list, ((Exit){ target, tok, code }));
}

static bool note_exit(void *ctx, Node *n)
{
    ExitWalk *w = ctx;
    if (n->kind == N_FUNC_LIT)
        return false;
    if (n->kind == N_RETURN_STMT) {
        add_exit(w, NULL, TOK_RETURN, n->u.ret.results ? NEXT_RETURN : NEXT_RETURN_NAMED);
    } else if (n->kind == N_BRANCH_STMT && n->u.branch.tok != TOK_FALLTHROUGH) {
        Node *t = n->u.branch.target;
        if (t != w->r->stmt && !inside(w->r->stmt, t->pos))
            add_exit(w, t, n->u.branch.tok, exit_code(w->r, t, n->u.branch.tok));
    }
    return true;
}

static Exits find_exits(RangeFunc *r)
{
    ExitWalk w = { .r = r };
    syn_walk(loop_body(r->stmt), note_exit, &w);
    return w.list;
}

/* ---- the hidden variables ---- */

static void set_int(Builder *b, Object *o, int64_t v)
{
    build_var_write(b, build_var(b, o), val_part1(b, typ_basic[B_INT], emit_i64(b, v)));
}

static Value *get_int(Builder *b, Object *o)
{
    return build_var_read(b, build_var(b, o)).part[0];
}

static Object *int_var(Builder *b, const char *name)
{
    Object *o = build_synthetic_var(b, name, typ_basic[B_INT], true);
    build_declare(b, o);
    return o;
}

static void panic_state(Builder *b, Value *state)
{
    build_runtime(b, "panicrangestate", &state, 1, NULL, b->pos);
}

/* Goes on only if cond does not hold. */
static void panic_if(Builder *b, Value *cond, Value *state)
{
    Block *bad = build_block(b), *good = build_block(b);
    build_if(b, cond, bad, good, -1);
    build_seal(b, bad);
    build_seal(b, good);
    build_start(b, bad);
    panic_state(b, state);
    build_start(b, good);
}

/* ---- leaving ---- */

static void body_returns(Builder *b, int64_t state, bool more)
{
    if (!build_reached(b)) {
        b->cur = NULL;
        return;
    }
    set_int(b, b->range_func->state, state);
    Val v = val_part1(b, typ_basic[B_BOOL], emit_i32(b, more));
    build_return_vals(b, &v, 1, b->pos);
}

/* The target lies in this function: an enclosing statement, or a label. */
static bool is_local(Builder *b, Node *target, uint8_t tok)
{
    if (tok == TOK_GOTO)
        return !b->range_func || inside(b->range_func->stmt, target->pos);
    for (BranchTarget *t = b->targets; t; t = t->outer) {
        if (t->stmt == target)
            return true;
    }
    return false;
}

static void local_branch(Builder *b, Node *target, uint8_t tok)
{
    Node s = { .kind = N_BRANCH_STMT, .pos = b->pos };
    s.u.branch.tok = tok;
    s.u.branch.target = target;
    build_stmt(b, &s);
}

/* Behind the loop, when #next is that of e. */
static void take_exit(Builder *b, RangeFunc *r, const Exit *e)
{
    RangeFunc *in = b->range_func;
    if (!e->target && !in) {
        set_int(b, r->next, 0);
        if (e->code == NEXT_RETURN_NAMED) {
            build_return(b, b->pos);
            return;
        }
        Val *vals = NEW_N(b->arena, Val, r->nrv);
        for (uint32_t i = 0; i < r->nrv; i++)
            vals[i] = build_var_read(b, build_var(b, r->rv[i]));
        build_return_vals(b, vals, r->nrv, b->pos);
    } else if (e->target && is_local(b, e->target, e->tok)) {
        set_int(b, r->next, 0);
        local_branch(b, e->target, e->tok);
    } else if (in && e->target == in->stmt) {
        set_int(b, r->next, 0);
        body_returns(b, e->tok == TOK_CONTINUE ? RF_READY : RF_DONE, e->tok == TOK_CONTINUE);
    } else {
        body_returns(b, RF_DONE, false);
    }
}

static void check_exits(Builder *b, RangeFunc *r, const Exits *exits)
{
    if (!exits->n)
        return;
    Block *end = build_block(b);
    Value *next = get_int(b, r->next);
    for (uint32_t i = 0; i < exits->n; i++) {
        Block *taken = build_block(b), *other = build_block(b);
        build_if(b, emit2(b, V(EQ_I64), IR_I32, b->pos, next, emit_i64(b, exits->p[i].code)), taken, other, -1);
        build_seal(b, taken);
        build_seal(b, other);
        build_start(b, taken);
        take_exit(b, r, &exits->p[i]);
        build_start(b, other);
    }
    build_jump(b, end);
    build_seal(b, end);
    build_start(b, end);
}

bool build_range_branch(Builder *b, Node *s)
{
    RangeFunc *r = b->range_func;
    uint8_t tok = s->u.branch.tok;
    Node *target = s->u.branch.target;
    if (!r || tok == TOK_FALLTHROUGH || is_local(b, target, tok))
        return false;
    if (target == r->stmt) {
        body_returns(b, tok == TOK_CONTINUE ? RF_READY : RF_DONE, tok == TOK_CONTINUE);
        return true;
    }
    set_int(b, r->next, exit_code(r, target, tok));
    body_returns(b, RF_DONE, false);
    return true;
}

bool build_range_return(Builder *b, Node *s)
{
    RangeFunc *r = b->range_func;
    if (!r)
        return false;
    Node *list = s->u.ret.results;
    if (!list) {
        set_int(b, r->next, NEXT_RETURN_NAMED);
        body_returns(b, RF_DONE, false);
        return true;
    }
    Val *vals = NEW_N(b->arena, Val, r->nrv);
    if (r->nrv > 1 && list->kind != N_LIST) {
        build_multi(b, list, vals, r->nrv);
    } else {
        build_returned(b, list, r->rv, r->nrv, vals);
        for (uint32_t i = 0; i < r->nrv; i++) {
            if (r->nrv > 1 && vals[i].lay->in_memory)
                vals[i] = val_materialize(b, vals[i]);
        }
    }
    for (uint32_t i = 0; i < r->nrv; i++) {
        Type *t = build_type(b, r->rv[i]->type);
        build_var_write(b, build_var(b, r->rv[i]), vals[i].type == t ? vals[i] : build_convert(b, vals[i], t, s->pos));
    }
    set_int(b, r->next, NEXT_RETURN);
    body_returns(b, RF_DONE, false);
    return true;
}

/* ---- the body's function ---- */

/* The loop's variables get the parameters. */
static void assign_params(Builder *b, Node *clause, Type *sig)
{
    Node *lhs = clause->u.range.lhs;
    ObjectVec *params = &typ_underlying(sig)->u.sig.params->u.tuple.vars;
    Val vals[2];
    uint32_t at = 1, n = !lhs ? 0 : lhs->kind == N_LIST ? lhs->u.list.elems.n : 1;
    for (uint32_t i = 0; i < params->n && i < 2; i++) {
        vals[i] = val_new(build_type(b, params->p[i]->type));
        if (vals[i].lay->in_memory)
            vals[i].addr = b->f->params.p[at++];
        for (uint32_t k = 0; k < vals[i].lay->nparts; k++)
            vals[i].part[k] = b->f->params.p[at++];
    }
    if (n)
        build_assign_vals(b, lhs, clause->u.range.def, vals, n, b->pos);
}

static void build_body(Func *f)
{
    RangeFunc *r = f->build_arg;
    Builder b;
    build_open(&b, f);
    b.pos = r->stmt->pos;
    b.range_func = r;
    if (r->token)
        b.defer_token = build_var_read(&b, build_var(&b, r->token)).part[0];
    if (r->recover)
        b.recover_ok = build_var_read(&b, build_var(&b, r->recover)).part[0];
    if (r->home->has_label)
        build_note_gotos(&b, loop_body(r->stmt));
    Value *state = get_int(&b, r->state);
    panic_if(&b, emit2(&b, V(NE_I64), IR_I32, b.pos, state, emit_i64(&b, RF_READY)), state);
    set_int(&b, r->state, RF_PANIC);
    assign_params(&b, r->stmt->u.for_stmt.init, f->info->sig);
    build_stmt(&b, loop_body(r->stmt));
    b.pos = loop_body(r->stmt)->u.block.rbrace;
    body_returns(&b, RF_READY, true);
    build_close(&b);
}

/* A variable of the home that the body may read: the value at hand, captured. */
static Object *value_var(Builder *b, const char *name, Type *t, Value *v)
{
    Object *o = build_synthetic_var(b, name, t, false);
    build_declare_init(b, o, val_part1(b, t, v));
    return o;
}

static RangeFunc *range_new(Builder *b, Node *stmt)
{
    RangeFunc *r = NEW(prog->arena, RangeFunc);
    if (b->range_func)
        *r = *b->range_func;
    r->outer = b->range_func;
    r->stmt = stmt;
    r->state = int_var(b, "#state");
    if (r->outer)
        return r;
    r->home = b->f->info;
    r->codes = NEW(prog->arena, Exits);
    r->next = int_var(b, "#next");
    if (b->defer_token)
        r->token = value_var(b, "#token", typ_basic[B_UINT32], b->defer_token);
    if (b->recover_ok)
        r->recover = value_var(b, "#recover", typ_basic[B_BOOL], b->recover_ok);
    ObjectVec *results = &typ_underlying(r->home->sig)->u.sig.results->u.tuple.vars;
    r->nrv = results->n;
    r->rv = NEW_N(prog->arena, Object *, results->n);
    return r;
}

static FuncInfo *body_info(Builder *b, RangeFunc *r, Type *yield, const Exits *exits)
{
    FuncInfo *info = NEW(prog->arena, FuncInfo);
    info->node = r->stmt;
    info->outer = b->f->info;
    info->sig = yield;
    walk_captures(r->stmt, info);
    Object *hidden[] = { r->state, r->next, r->token, r->recover };
    for (uint32_t i = 0; i < LEN(hidden); i++) {
        if (hidden[i])
            vec_push(prog->arena, &info->captures, hidden[i]);
    }
    bool returns = false;
    for (uint32_t i = 0; i < exits->n; i++)
        returns = returns || exits->p[i].code == NEXT_RETURN;
    for (uint32_t i = 0; returns && i < r->nrv; i++) {
        if (!r->rv[i]) {
            Type *t = typ_underlying(r->home->sig)->u.sig.results->u.tuple.vars.p[i]->type;
            r->rv[i] = build_synthetic_var(b, "#rv", t, true);
            build_declare(b, r->rv[i]);
        }
        vec_push(prog->arena, &info->captures, r->rv[i]);
    }
    return info;
}

void build_range_func(Builder *b, Node *stmt)
{
    Node *clause = stmt->u.for_stmt.init;
    Val iter = build_expr(b, clause->u.range.x);
    Type *sig = typ_core(iter.type);
    Type *yield = typ_canon(typ_core(sig->u.sig.params->u.tuple.vars.p[0]->type));
    RangeFunc *r = range_new(b, stmt);
    Exits exits = find_exits(r);
    FuncInfo *info = body_info(b, r, yield, &exits);
    Func *body = build_synthetic_func(b, info, "-range", build_body, r);
    set_int(b, r->next, 0);
    set_int(b, r->state, RF_READY);
    Value *arg = build_closure_of(b, body, yield, stmt->pos).part[0];
    build_call_closure(b, iter.part[0], typ_canon(sig), &arg, 1, NULL, clause->u.range.x->pos);
    Value *state = get_int(b, r->state);
    panic_if(b, emit2(b, V(EQ_I64), IR_I32, stmt->pos, state, emit_i64(b, RF_PANIC)), emit_i64(b, RF_MISSING_PANIC));
    set_int(b, r->state, RF_EXHAUSTED);
    check_exits(b, r, &exits);
}
