/*
 * build_select.c - select statements, by the protocol of gort.def ("chan.go"): try, park, finish.
 *
 * Channels and values to send are evaluated once, in source order; then rt_select_try gets an array of the cases (SelectCase in
 * runtime/include/chan.h) and answers with the one taken. A received element is fetched by rt_select_ok inside its
 * clause. One case alone is a plain operation; one case and default a single try.
 */
#include "build_int.h"

enum { CASE_SIZE = 24, CASE_ELEM = 8, CASE_DIR = 16, DIR_SEND = 1, DIR_RECV = 2, WAIT_SELECT = 5, CHAN_CLOSED = 2 };

typedef struct Comm {
    Node *clause;               /* N_COMM_CLAUSE */
    Node *send, *assign;        /* N_SEND_STMT, or what receives: N_ASSIGN_STMT, NULL */
    Node *recv;                 /* the receive expression */
    Val chan;
    Type *elem;
    Value *slot;                /* address of the element */
    Block *body;
} Comm;

typedef struct Select { Comm *comms; uint32_t n; Node *otherwise; Block *end; Pos pos; } Select;

static Node *clause_comm(const Comm *c) { return c->clause->u.comm_clause.comm; }

static void sort_out(Comm *c)
{
    Node *s = clause_comm(c);
    if (s->kind == N_SEND_STMT)
        c->send = s;
    else if (s->kind == N_ASSIGN_STMT)
        c->assign = s, c->recv = syn_unparen(s->u.assign.rhs);
    else
        c->recv = syn_unparen(s->u.expr_stmt.x);
}

/* Channel and value. */
static void eval_operands(Builder *b, Comm *c)
{
    c->chan = build_expr(b, c->send ? c->send->u.send.chan : c->recv->u.unary.x);
    c->elem = build_type(b, typ_core(c->chan.type)->u.chan.elem);
    if (c->send)
        c->slot = val_spill(b, build_expr_as(b, c->send->u.send.value, c->elem), c->send->pos);
    else
        c->slot = emit_local(b, c->elem, LOCAL_SCRATCH, c->recv->pos);
}

/* What was received goes where the clause wants it. */
static void assign_received(Builder *b, Comm *c, Value *status)
{
    if (!c->assign)
        return;
    Node *lhs = c->assign->u.assign.lhs;
    Val vals[2] = { build_load(b, c->elem, c->slot, 0, c->recv->pos) };
    uint32_t n = lhs->kind == N_LIST ? lhs->u.list.elems.n : 1;
    if (vals[0].lay->in_memory)
        vals[0] = val_materialize(b, vals[0]);
    if (n > 1)
        vals[1] = val_part1(b, typ_basic[B_BOOL], emit2(b, V(EQ_I32), IR_I32, c->recv->pos, status, emit_i32(b, 1)));
    build_assign_vals(b, lhs, c->assign->op == OP_DEF, vals, n, c->assign->pos);
}

static void panic_if_closed(Builder *b, Value *status, Pos pos)
{
    Block *closed = build_block(b), *sent = build_block(b);
    build_if(b, emit2(b, V(EQ_I32), IR_I32, pos, status, emit_i32(b, CHAN_CLOSED)), closed, sent, -1);
    build_seal(b, closed);
    build_seal(b, sent);
    build_start(b, closed);
    build_runtime(b, "panicSendClosed", NULL, 0, NULL, pos);
    build_start(b, sent);
}

static void clause_body(Builder *b, Select *s, Node *clause)
{
    build_stmts(b, &clause->u.comm_clause.body);
    build_jump(b, s->end);
}

/* In the clause taken; status: what the operation answered. */
static void comm_taken(Builder *b, Select *s, Comm *c, Value *status)
{
    if (c->send)
        panic_if_closed(b, status, c->send->pos);
    else
        assign_received(b, c, status);
    clause_body(b, s, c->clause);
}

/* select { case one: ... } */
static void select_one(Builder *b, Select *s)
{
    Comm *c = &s->comms[0];
    if (c->send) {
        build_stmt(b, c->send);
    } else if (!c->assign) {
        build_discard(b, c->recv);
    } else {
        Node *lhs = c->assign->u.assign.lhs;
        uint32_t n = lhs->kind == N_LIST ? lhs->u.list.elems.n : 1;
        Value *ok = NULL;
        Val vals[2] = { build_recv_from(b, build_expr(b, c->recv->u.unary.x), n > 1 ? &ok : NULL, c->recv->pos) };
        if (n > 1)
            vals[1] = val_part1(b, typ_basic[B_BOOL], ok);
        build_assign_vals(b, lhs, c->assign->op == OP_DEF, vals, n, c->assign->pos);
    }
    clause_body(b, s, c->clause);
}

/* One case and default: a try that does not wait. */
static void select_try(Builder *b, Select *s)
{
    Comm *c = &s->comms[0];
    eval_operands(b, c);
    const char *op = c->send ? "rt_chan_send_try" : "rt_chan_recv_try";
    Value *status = build_c_call(b, op, s->pos, 3, c->chan.part[0], c->slot, emit_i32(b, 0));
    Block *taken = build_block(b), *otherwise = build_block(b);
    build_if(b, status, taken, otherwise, 0);
    build_seal(b, taken);
    build_seal(b, otherwise);
    build_start(b, taken);
    comm_taken(b, s, c, status);
    build_start(b, otherwise);
    clause_body(b, s, s->otherwise);
}

static Value *case_array(Builder *b, Select *s)
{
    Value *cases = build_entry_value(b, V(LOCAL), IR_PTR, s->pos);
    cases->imm = LOCAL_SCRATCH | (int64_t)(CASE_SIZE * s->n) << 8;
    for (uint32_t i = 0; i < s->n; i++) {
        Comm *c = &s->comms[i];
        int64_t at = (int64_t)i * CASE_SIZE;
        emit_store(b, MEM_PTR, cases, at, c->chan.part[0], s->pos);
        emit_store(b, MEM_PTR, cases, at + CASE_ELEM, c->slot, s->pos);
        emit_store(b, MEM_I64, cases, at + CASE_DIR, emit_i64(b, c->send ? DIR_SEND : DIR_RECV), s->pos);
    }
    return cases;
}

static void select_many(Builder *b, Select *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        eval_operands(b, &s->comms[i]);
    Value *cases = case_array(b, s);
    Value *taken = build_c_call(b, "rt_select_try", s->pos, 3, cases, emit_i64(b, s->n), emit_i32(b, !s->otherwise));
    uint32_t var = build_ssa_var(b, IR_I64);
    build_write(b, var, taken);
    if (!s->otherwise) {
        Block *wait = build_block(b), *go = build_block(b);
        build_if(b, emit2(b, V(LT_S_I64), IR_I32, s->pos, taken, emit_i64(b, 0)), wait, go, 0);
        build_seal(b, wait);
        build_start(b, wait);
        build_c_call(b, "rt_park", s->pos, 1, emit_i32(b, WAIT_SELECT));
        build_write(b, var, build_c_call(b, "rt_select_finish", s->pos, 0));
        build_jump(b, go);
        build_seal(b, go);
        build_start(b, go);
    }
    Block *otherwise = s->otherwise ? build_block(b) : NULL;
    Value *index = emit1(b, V(WRAP), IR_I32, s->pos, build_read(b, var));
    if (build_reached(b)) {
        ssa_block_kind(b->cur, BLOCK_SWITCH, index, s->pos);
        for (uint32_t i = 0; i < s->n; i++) {
            s->comms[i].body = build_block(b);
            ssa_edge(b->cur, s->comms[i].body);
            build_seal(b, s->comms[i].body);
        }
        if (otherwise)
            ssa_edge(b->cur, otherwise);
    }
    for (uint32_t i = 0; i < s->n && s->comms[i].body; i++) {
        Comm *c = &s->comms[i];
        build_start(b, c->body);
        b->pos = c->clause->pos;
        Value *slot = c->send ? ssa_const_nil(b->f) : c->slot;
        comm_taken(b, s, c, build_c_call(b, "rt_select_ok", c->clause->pos, 1, slot));
    }
    if (otherwise) {
        build_seal(b, otherwise);
        build_start(b, otherwise);
        clause_body(b, s, s->otherwise);
    }
}

void build_select(Builder *b, Node *stmt, Node *label)
{
    (void)label;
    NodeVec *list = &stmt->u.select_stmt.clauses;
    Select s = { .comms = NEW_N(b->arena, Comm, list->n), .pos = stmt->pos, .end = build_block(b) };
    for (uint32_t i = 0; i < list->n; i++) {
        if (!list->p[i]->u.comm_clause.comm) {
            s.otherwise = list->p[i];
            continue;
        }
        Comm *c = &s.comms[s.n++];
        c->clause = list->p[i];
        sort_out(c);
    }
    BranchTarget target;
    build_push_target(b, &target, stmt, s.end, NULL);
    if (s.n == 0 && !s.otherwise)
        build_runtime(b, "selectblock", NULL, 0, NULL, s.pos);
    else if (s.n == 0)
        clause_body(b, &s, s.otherwise);
    else if (s.n == 1)
        s.otherwise ? select_try(b, &s) : select_one(b, &s);
    else
        select_many(b, &s);
    build_jump(b, s.end);
    build_pop_target(b);
    build_seal(b, s.end);
    build_start(b, s.end);
}
