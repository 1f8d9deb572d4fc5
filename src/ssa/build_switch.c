/*
 * build_switch.c - expression switches and type switches.
 *
 * First comes the dispatch, which goes to the first clause that matches, then the clauses in source order. A switch on
 * an integer against constants is searched by halves, with a jump table where the values lie close together; one on a string
 * by length first. Everything else compares in order. A constant operand picks its clause at build time.
 */
#include "build_int.h"

#include <stdlib.h>

typedef struct Clause { Node *node; Block *body; } Clause;

typedef struct Switch {
    Clause *clauses;
    uint32_t n;
    Block *otherwise;           /* the default clause's body, or the end */
    Block *end;
    Pos pos;
} Switch;

/* A constant case: the value's bits, or its text. */
typedef struct Case { int64_t key; const char *text; Block *body; Node *node; } Case;
typedef VEC(Case) Cases;

static uint32_t case_count(const Clause *c)
{
    Node *n = c->node->u.case_clause.cases;
    return !n ? 0 : n->kind == N_LIST ? n->u.list.elems.n : 1;
}

static Node *case_at(const Clause *c, uint32_t i)
{
    Node *n = c->node->u.case_clause.cases;
    return n->kind == N_LIST ? n->u.list.elems.p[i] : n;
}

static void switch_open(Builder *b, Switch *s, Node *stmt)
{
    NodeVec *list = &stmt->u.switch_stmt.clauses;
    s->n = list->n;
    s->clauses = NEW_N(b->arena, Clause, list->n);
    s->end = s->otherwise = build_block(b);
    s->pos = stmt->pos;
    for (uint32_t i = 0; i < list->n; i++) {
        s->clauses[i] = (Clause){ list->p[i], build_block(b) };
        if (!list->p[i]->u.case_clause.cases)
            s->otherwise = s->clauses[i].body;
    }
}

/* ---- integers ---- */

typedef struct Search { Value *v; bool is64, is_unsigned; Block *otherwise; Pos pos; } Search;

static Value *int_const(Builder *b, const Search *s, int64_t k)
{
    return s->is64 ? emit_i64(b, k) : emit_i32(b, (int32_t)k);
}

static void go_to(Builder *b, Value *cond, Block *yes)
{
    Block *next = build_block(b);
    build_if(b, cond, yes, next, 0);
    build_seal(b, next);
    build_start(b, next);
}

/* The cases lie so close that a table pays. */
static bool dense(const Case *c, uint32_t n)
{
    uint64_t range = (uint64_t)c[n - 1].key - (uint64_t)c[0].key;
    return n >= 5 && range < 3 * (uint64_t)n + 4;
}

static void jump_table(Builder *b, const Search *s, const Case *c, uint32_t n)
{
    uint32_t range = (uint32_t)((uint64_t)c[n - 1].key - (uint64_t)c[0].key) + 1;
    Value *index = s->v;
    if (c[0].key)
        index = emit2(b, s->is64 ? V(SUB_I64) : V(SUB_I32), s->v->type, s->pos, s->v, int_const(b, s, c[0].key));
    if (s->is64) {
        Block *in = build_block(b);
        build_if(b, emit2(b, V(LT_U_I64), IR_I32, s->pos, index, emit_i64(b, range)), in, s->otherwise, 0);
        build_seal(b, in);
        build_start(b, in);
        index = emit1(b, V(WRAP), IR_I32, s->pos, index);
    }
    if (!build_reached(b))
        return;
    ssa_block_kind(b->cur, BLOCK_SWITCH, index, s->pos);
    uint32_t at = 0;
    for (uint32_t k = 0; k < range; k++) {
        bool hit = (uint64_t)c[at].key == (uint64_t)c[0].key + k;
        ssa_edge(b->cur, hit ? c[at++].body : s->otherwise);
    }
    ssa_edge(b->cur, s->otherwise);
    b->cur = NULL;
}

static void search(Builder *b, const Search *s, const Case *c, uint32_t n)
{
    if (n >= 5 && dense(c, n)) {
        jump_table(b, s, c, n);
        return;
    }
    if (n <= 4) {
        for (uint32_t i = 0; i < n; i++)
            go_to(b, emit2(b, s->is64 ? V(EQ_I64) : V(EQ_I32), IR_I32, s->pos, s->v, int_const(b, s, c[i].key)), c[i].body);
        build_jump(b, s->otherwise);
        return;
    }
    uint32_t half = n / 2;
    ValueOp less = s->is64 ? (s->is_unsigned ? V(LT_U_I64) : V(LT_S_I64)) : s->is_unsigned ? V(LT_U_I32) : V(LT_S_I32);
    Block *low = build_block(b), *high = build_block(b);
    build_if(b, emit2(b, less, IR_I32, s->pos, s->v, int_const(b, s, c[half].key)), low, high, 0);
    build_seal(b, low);
    build_seal(b, high);
    build_start(b, low);
    search(b, s, c, half);
    build_start(b, high);
    search(b, s, c + half, n - half);
}

static int by_key(const void *x, const void *y)
{
    const Case *a = x, *c = y;
    return a->key < c->key ? -1 : a->key > c->key;
}

static int by_unsigned_key(const void *x, const void *y)
{
    uint64_t a = (uint64_t)((const Case *)x)->key, c = (uint64_t)((const Case *)y)->key;
    return a < c ? -1 : a > c;
}

static void dispatch_int(Builder *b, Switch *s, Val tag, Cases *list)
{
    bool is_unsigned = typ_underlying(tag.type)->u.basic.info & BI_UNSIGNED;
    Search search_state = { tag.part[0], tag.part[0]->type == IR_I64, is_unsigned, s->otherwise, s->pos };
    qsort(list->p, list->n, sizeof *list->p, is_unsigned ? by_unsigned_key : by_key);
    search(b, &search_state, list->p, list->n);
}

/* ---- strings ---- */

static int by_length(const void *x, const void *y)
{
    const Case *a = x, *c = y;
    if (a->key != c->key)
        return a->key < c->key ? -1 : 1;
    return memcmp(a->text, c->text, (size_t)a->key);
}

static void dispatch_string(Builder *b, Switch *s, Val tag, Cases *list)
{
    qsort(list->p, list->n, sizeof *list->p, by_length);
    Cases lengths = { 0 };
    for (uint32_t i = 0; i < list->n; i++) {
        if (!i || list->p[i].key != list->p[i - 1].key)
            vec_push(b->arena, &lengths, ((Case){ .key = list->p[i].key, .body = build_block(b) }));
    }
    Search by_len = { tag.part[1], true, true, s->otherwise, s->pos };
    search(b, &by_len, lengths.p, lengths.n);
    uint32_t k = 0;
    for (uint32_t i = 0; i < lengths.n; i++) {
        build_seal(b, lengths.p[i].body);
        build_start(b, lengths.p[i].body);
        for (; k < list->n && list->p[k].key == lengths.p[i].key; k++) {
            Val text = build_string_lit(b, list->p[k].text, (size_t)list->p[k].key, tag.type);
            Value *eq = list->p[k].key ? build_c_call(b, "rt_memequal", s->pos, 3, tag.part[0], text.part[0], text.part[1]) : emit_i32(b, 1);
            go_to(b, eq, list->p[k].body);
        }
        build_jump(b, s->otherwise);
    }
}

/* ---- expression switches ---- */

/* All cases, when they are constants of the wanted kind. */
static bool constant_cases(Builder *b, Switch *s, bool strings, Cases *out)
{
    for (uint32_t i = 0; i < s->n; i++) {
        for (uint32_t k = 0; k < case_count(&s->clauses[i]); k++) {
            Node *n = case_at(&s->clauses[i], k);
            Case c = { .body = s->clauses[i].body, .node = n };
            if (!n->val || typ_is_interface(n->type))
                return false;
            if (strings) {
                size_t len;
                if (con_kind(n->val) != CON_STRING)
                    return false;
                c.text = con_string_val(n->val, &len);
                c.key = (int64_t)len;
            } else if (con_kind(con_to_int(n->val)) != CON_INT) {
                return false;
            } else if (!con_int64_val(con_to_int(n->val), &c.key)) {
                uint64_t bits;
                if (!con_uint64_val(con_to_int(n->val), &bits))
                    return false;
                c.key = (int64_t)bits;
            }
            vec_push(b->arena, out, c);
        }
    }
    return out->n > 0;
}

static void dispatch_linear(Builder *b, Switch *s, Val *tag)
{
    for (uint32_t i = 0; i < s->n; i++) {
        for (uint32_t k = 0; k < case_count(&s->clauses[i]); k++) {
            Node *n = case_at(&s->clauses[i], k);
            if (!build_reached(b))
                return;
            b->pos = n->pos;
            Block *next = build_block(b);
            if (!tag && !typ_is_interface(build_type_of(b, n))) {
                build_cond(b, n, s->clauses[i].body, next);
            } else {
                Val yes = build_const(b, con_bool(true), typ_canon(typ_basic[B_BOOL]), n->pos);
                Value *eq = build_equal(b, tag ? *tag : yes, build_expr(b, n), n->pos);
                build_if(b, eq, s->clauses[i].body, next, 0);
            }
            build_seal(b, next);
            build_start(b, next);
        }
    }
    build_jump(b, s->otherwise);
}

/* The operand is a constant: false when not all cases are. */
static bool dispatch_constant(Builder *b, Switch *s, const Const *tag)
{
    for (uint32_t i = 0; i < s->n; i++) {
        for (uint32_t k = 0; k < case_count(&s->clauses[i]); k++) {
            if (!case_at(&s->clauses[i], k)->val)
                return false;
        }
    }
    for (uint32_t i = 0; i < s->n; i++) {
        for (uint32_t k = 0; k < case_count(&s->clauses[i]); k++) {
            if (con_compare(tag, CON_EQL, case_at(&s->clauses[i], k)->val)) {
                build_jump(b, s->clauses[i].body);
                return true;
            }
        }
    }
    build_jump(b, s->otherwise);
    return true;
}

static void dispatch(Builder *b, Switch *s, Node *tag_node)
{
    if (!tag_node) {
        dispatch_linear(b, s, NULL);
        return;
    }
    if (tag_node->val && dispatch_constant(b, s, tag_node->val))
        return;
    Val tag = build_expr(b, tag_node);
    if (tag.lay->in_memory)
        tag = val_materialize(b, tag);
    Cases list = { 0 };
    bool integer = typ_is_basic(tag.type, BI_INTEGER), string = typ_is_basic(tag.type, BI_STRING);
    if (integer && constant_cases(b, s, false, &list))
        dispatch_int(b, s, tag, &list);
    else if (string && constant_cases(b, s, true, &list) && list.n > 2)
        dispatch_string(b, s, tag, &list);
    else
        dispatch_linear(b, s, &tag);
}

static bool is_fallthrough(const Node *s)
{
    while (s->kind == N_LABELED_STMT)
        s = s->u.labeled.stmt;
    return s->kind == N_BRANCH_STMT && s->u.branch.tok == TOK_FALLTHROUGH;
}

/* One clause's statements; control then goes to next for a fallthrough, else to the end. */
static void build_clause(Builder *b, Switch *s, NodeVec *body, Block *next)
{
    bool falls = body->n && is_fallthrough(vec_last(body));
    NodeVec list = { body->p, body->n - falls, body->cap };
    build_stmts(b, &list);
    build_jump(b, falls ? next : s->end);
}

static void switch_close(Builder *b, Switch *s)
{
    build_pop_target(b);
    build_seal(b, s->end);
    build_start(b, s->end);
}

void build_switch(Builder *b, Node *stmt, Node *label)
{
    (void)label;
    if (stmt->u.switch_stmt.init)
        build_stmt(b, stmt->u.switch_stmt.init);
    Switch s;
    BranchTarget target;
    switch_open(b, &s, stmt);
    dispatch(b, &s, stmt->u.switch_stmt.tag);
    build_push_target(b, &target, stmt, s.end, NULL);
    for (uint32_t i = 0; i < s.n; i++) {
        build_seal(b, s.clauses[i].body);
        build_start(b, s.clauses[i].body);
        build_clause(b, &s, &s.clauses[i].node->u.case_clause.body, i + 1 < s.n ? s.clauses[i + 1].body : s.end);
    }
    switch_close(b, &s);
}

/* ---- type switches ---- */

/* The dynamic type of x, nil for nil. */
static Value *dynamic_type(Builder *b, Val x, Pos pos)
{
    return build_iface_type(b, x, pos);
}

/* Goes to yes if x has type t; *word: for interface types the itab (or type word) of the result. */
static void test_type(Builder *b, Value *type_word, Type *t, Block *yes, Value **word, Pos pos)
{
    *word = NULL;
    if (!typ_is_interface(t)) {
        go_to(b, emit2(b, V(EQ_PTR), IR_I32, pos, type_word, emit_type(b, t, pos)), yes);
        return;
    }
    if (!typ_type_set(typ_underlying(t))->methods.n) {
        *word = type_word;
        go_to(b, emit_not(b, emit1(b, V(IS_NIL), IR_I32, pos, type_word), pos), yes);
        return;
    }
    *word = build_runtime1(b, "typeAssertE2I2", pos, 2, emit_type(b, t, pos), type_word);
    go_to(b, emit_not(b, emit1(b, V(IS_NIL), IR_I32, pos, *word), pos), yes);
}

/* The value of x, known to have type t. */
static Val unpack(Builder *b, Val x, Type *t, Value *word, Pos pos)
{
    Value *data = x.part[1];
    if (word) {
        Val v = val_new(t);
        v.part[0] = word;
        v.part[1] = data;
        return v;
    }
    if (ssa_layout(t)->direct_iface) {
        Val v = val_new(t);
        v.part[0] = data;
        return v;
    }
    return build_load(b, t, data, 0, pos);
}

void build_type_switch(Builder *b, Node *stmt, Node *label)
{
    (void)label;
    if (stmt->u.switch_stmt.init)
        build_stmt(b, stmt->u.switch_stmt.init);
    Switch s;
    BranchTarget target;
    Val x = build_expr(b, stmt->u.switch_stmt.tag->u.guard.x);
    switch_open(b, &s, stmt);
    Value *type_word = dynamic_type(b, x, stmt->pos);
    Value **words = NEW_N(b->arena, Value *, s.n);
    for (uint32_t i = 0; i < s.n; i++) {
        for (uint32_t k = 0; k < case_count(&s.clauses[i]); k++) {
            Node *n = case_at(&s.clauses[i], k);
            if (n->mode == MODE_NIL)
                go_to(b, emit1(b, V(IS_NIL), IR_I32, n->pos, type_word), s.clauses[i].body);
            else
                test_type(b, type_word, build_type_of(b, n), s.clauses[i].body, &words[i], n->pos);
        }
    }
    build_jump(b, s.otherwise);
    build_push_target(b, &target, stmt, s.end, NULL);
    for (uint32_t i = 0; i < s.n; i++) {
        Clause *c = &s.clauses[i];
        build_seal(b, c->body);
        build_start(b, c->body);
        Object *o = c->node->u.case_clause.obj;
        if (o && build_reached(b)) {
            bool single = case_count(c) == 1 && case_at(c, 0)->mode != MODE_NIL;
            Type *t = single ? build_type_of(b, case_at(c, 0)) : x.type;
            build_declare_init(b, o, single ? unpack(b, x, t, words[i], c->node->pos) : x);
        }
        build_clause(b, &s, &c->node->u.case_clause.body, s.end);
    }
    switch_close(b, &s);
}
