/*
 * build_stmt.c - statements: blocks, declarations, assignments, branches, if, for, return. The bigger ones have files
 * of their own.
 *
 * Statements that control does not reach are skipped; it comes back at a label that some goto names.
 *
 * Assignment (spec, "Assignment statements"): first the operands of index expressions and pointer indirections on the left and
 * the expressions on the right are evaluated, then values are stored from left to right. The order of calls is fixed;
 * variables are read after them, as gc does: what has no call on the left is evaluated behind the calls on the right.
 */
#include "build_int.h"

static uint32_t list_len(const Node *n) { return !n ? 0 : n->kind == N_LIST ? n->u.list.elems.n : 1; }
static Node *list_at(Node *n, uint32_t i) { return n->kind == N_LIST ? n->u.list.elems.p[i] : n; }

bool build_is_blank(Node *n)
{
    n = syn_unparen(n);
    return n->kind == N_NAME && name_is(n->u.ident.name, "_");
}

bool build_defines(Node *n)
{
    return n->kind == N_NAME && n->u.ident.obj && n->u.ident.obj->pos == n->pos;
}

void build_push_target(Builder *b, BranchTarget *t, Node *stmt, Block *brk, Block *cont)
{
    *t = (BranchTarget){ b->targets, stmt, brk, cont };
    b->targets = t;
}

void build_pop_target(Builder *b)
{
    b->targets = b->targets->outer;
}

/* ---- assignment ---- */

/* The type that a value stored in left side n is converted to; NULL for blank. */
static Type *target_type(Builder *b, Node *n, bool def)
{
    if (build_is_blank(n))
        return NULL;
    return def && build_defines(n) ? build_type(b, n->u.ident.obj->type) : build_type_of(b, n);
}

static Val convert_to(Builder *b, Val v, Type *t, Pos pos)
{
    return t && v.type != t ? build_convert(b, v, t, pos) : v;
}

/* A composite literal is built right into the memory of its new variable. */
static bool define_in_place(Builder *b, Node *name, Node *value)
{
    Object *o = name->u.ident.obj;
    value = syn_unparen(value);
    if (value->kind != N_COMPOSITE_LIT)
        return false;
    Type *t = build_type(b, o->type);
    if (t != build_type_of(b, value) || !ssa_layout(t)->in_memory)
        return false;
    Var *v = build_declare(b, o);
    build_complit_into(b, value, v->addr, 0, true);
    return true;
}

/* The place is evaluated after the values. */
static bool place_is_late(Node *lhs, bool call_right)
{
    return call_right && !build_has_call(lhs);
}

/* The same value in both places of one statement: names, constants, fields and indices of such. */
static bool same_operand(Node *x, Node *y)
{
    x = syn_unparen(x);
    y = syn_unparen(y);
    if (x->val || y->val)
        return x->val && y->val && x->type == y->type && con_compare(x->val, CON_EQL, y->val);
    if (x->kind != y->kind)
        return false;
    switch (x->kind) {
    case N_NAME: return x->u.ident.obj && x->u.ident.obj == y->u.ident.obj;
    case N_SELECTOR:
        return x->u.selector.sel->u.ident.name == y->u.selector.sel->u.ident.name && same_operand(x->u.selector.x, y->u.selector.x);
    case N_INDEX: return same_operand(x->u.index.x, y->u.index.x) && same_operand(x->u.index.index, y->u.index.index);
    default: return false;
    }
}

/* m[k] = append(m[k], ...) looks the entry up once. */
static bool is_map_append(Builder *b, Node *lhs, Node *rhs)
{
    lhs = syn_unparen(lhs);
    rhs = syn_unparen(rhs);
    return lhs->kind == N_INDEX && typ_underlying(build_type_of(b, lhs->u.index.x))->kind == T_MAP && rhs->kind == N_CALL &&
           rhs->u.call.builtin - 1 == BUILTIN_APPEND && build_type_of(b, lhs) == build_type_of(b, rhs) && same_operand(lhs, rhs->u.call.args.p[0]);
}

static void assign_one(Builder *b, Node *lhs, bool def, Node *rhs, Pos pos)
{
    if (def && build_defines(lhs)) {
        if (!build_is_blank(lhs) && define_in_place(b, lhs, rhs))
            return;
        Val v = build_expr_as(b, rhs, build_type(b, lhs->u.ident.obj->type));
        if (!build_is_blank(lhs))
            build_declare_init(b, lhs->u.ident.obj, v);
        return;
    }
    if (build_is_blank(lhs)) {
        build_discard(b, rhs);
        return;
    }
    if (is_map_append(b, lhs, rhs)) {
        b->pos = pos;
        build_map_append(b, syn_unparen(lhs), syn_unparen(rhs));
        return;
    }
    bool late = place_is_late(lhs, build_has_call(rhs));
    LValue place;
    if (!late)
        place = build_place(b, lhs);
    Val v = build_expr_as(b, rhs, build_type_of(b, lhs));
    if (late)
        place = build_place(b, lhs);
    b->pos = pos;
    build_place_store(b, &place, v);
}

/* vals are stored in the targets; places of those that are not new variables were evaluated before. */
static void store_all(Builder *b, Node *lhs, bool def, LValue *places, Val *vals, uint32_t n, Pos pos)
{
    for (uint32_t i = 0; i < n; i++) {
        Node *l = list_at(lhs, i);
        if (build_is_blank(l))
            continue;
        Val v = convert_to(b, vals[i], target_type(b, l, def), pos);
        if (def && build_defines(l))
            build_declare_init(b, l->u.ident.obj, v);
        else
            build_place_store(b, &places[i], v);
    }
}

/* Of places that are not new variables: those that are late, or the others. */
static void eval_places(Builder *b, Node *lhs, bool def, bool call_right, bool late, LValue *places, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        Node *l = list_at(lhs, i);
        if (!build_is_blank(l) && !(def && build_defines(l)) && place_is_late(l, call_right) == late)
            places[i] = build_place(b, l);
    }
}

void build_assign_vals(Builder *b, Node *lhs, bool def, Val *vals, uint32_t n, Pos pos)
{
    LValue *places = NEW_N(b->arena, LValue, n);
    eval_places(b, lhs, def, false, false, places, n);
    store_all(b, lhs, def, places, vals, n, pos);
}

static void assign_many(Builder *b, Node *lhs, bool def, Node *rhs, Pos pos)
{
    uint32_t n = list_len(lhs);
    LValue *places = NEW_N(b->arena, LValue, n);
    Val *vals = NEW_N(b->arena, Val, n);
    bool call = false;
    for (uint32_t i = 0; i < list_len(rhs); i++)
        call |= build_has_call(list_at(rhs, i));
    eval_places(b, lhs, def, call, false, places, n);
    if (rhs->kind != N_LIST) {
        build_multi(b, rhs, vals, n);
    } else {
        for (uint32_t i = 0; call && i < n; i++)
            build_hoist_calls(b, list_at(rhs, i));
        for (uint32_t i = 0; i < n; i++) {
            Type *t = target_type(b, list_at(lhs, i), def);
            Node *r = list_at(rhs, i);
            if (!t) {
                build_discard(b, r);
                continue;
            }
            vals[i] = build_expr_as(b, r, t);
            if (vals[i].lay->in_memory)
                vals[i] = val_materialize(b, vals[i]);
        }
    }
    eval_places(b, lhs, def, call, true, places, n);
    b->pos = pos;
    store_all(b, lhs, def, places, vals, n, pos);
}

static Val op_operand(Builder *b, Node *s)
{
    Node *lhs = s->u.assign.lhs, *rhs = s->u.assign.rhs;
    if (!rhs)
        return build_const(b, con_int64(1), build_type_of(b, lhs), s->pos);
    return s->op == OP_SHL || s->op == OP_SHR ? build_expr(b, rhs) : build_expr_as(b, rhs, build_type_of(b, lhs));
}

/* x op= y, x++, x--. A map entry is looked up once: made when y is known, but before the operation, unless that divides by zero. */
static void assign_op(Builder *b, Node *s)
{
    Node *lhs = s->u.assign.lhs;
    bool call = build_has_call(s->u.assign.rhs), late = place_is_late(lhs, call);
    LValue place;
    Val y;
    if (!late)
        place = build_place(b, lhs);
    bool y_first = call || place.kind == LV_MAP;
    if (y_first)
        y = op_operand(b, s);
    if (late)
        place = build_place(b, lhs);
    if (s->op != OP_DIV && s->op != OP_REM)
        build_place_enter(b, &place);
    Val old = build_place_load(b, &place);
    if (!y_first)
        y = op_operand(b, s);
    build_place_store(b, &place, build_binary(b, s->op, old, y, s->pos));
}

static void build_assign(Builder *b, Node *s)
{
    Node *lhs = s->u.assign.lhs, *rhs = s->u.assign.rhs;
    bool def = s->op == OP_DEF;
    if (!rhs || (s->op != OP_NONE && !def))
        assign_op(b, s);
    else if (list_len(lhs) == 1)
        assign_one(b, list_at(lhs, 0), def, list_at(rhs, 0), s->pos);
    else
        assign_many(b, lhs, def, rhs, s->pos);
}

static void build_var_decl(Builder *b, Node *d)
{
    NodeVec *names = &d->u.var_decl.names;
    Node *values = d->u.var_decl.values;
    if (values && names->n == list_len(values)) {
        if (names->n == 1) {
            assign_one(b, names->p[0], true, list_at(values, 0), d->pos);
            return;
        }
        Val *vals = NEW_N(b->arena, Val, names->n);
        for (uint32_t i = 0; i < names->n; i++)
            build_hoist_calls(b, list_at(values, i));
        for (uint32_t i = 0; i < names->n; i++) {
            Object *o = names->p[i]->u.ident.obj;
            Node *v = list_at(values, i);
            vals[i] = o ? build_expr_as(b, v, build_type(b, o->type)) : build_expr(b, v);
            if (vals[i].lay->in_memory)
                vals[i] = val_materialize(b, vals[i]);
        }
        for (uint32_t i = 0; i < names->n; i++) {
            if (!build_is_blank(names->p[i]))
                build_declare_init(b, names->p[i]->u.ident.obj, vals[i]);
        }
        return;
    }
    if (values) {
        Val *vals = NEW_N(b->arena, Val, names->n);
        build_multi(b, values, vals, names->n);
        for (uint32_t i = 0; i < names->n; i++) {
            Object *o = names->p[i]->u.ident.obj;
            if (!build_is_blank(names->p[i]))
                build_declare_init(b, o, convert_to(b, vals[i], build_type(b, o->type), d->pos));
        }
        return;
    }
    for (uint32_t i = 0; i < names->n; i++) {
        if (!build_is_blank(names->p[i]))
            build_declare(b, names->p[i]->u.ident.obj);
    }
}

/* ---- control flow ---- */

static Block *label_block(Builder *b, Node *label)
{
    Block *blk = ptrmap_get(&b->labels, label);
    if (!blk) {
        blk = build_block(b);
        ptrmap_set(&b->labels, label, blk);
        vec_push(b->arena, &b->label_blocks, blk);
    }
    return blk;
}

static void build_labeled(Builder *b, Node *s)
{
    if (ptrmap_has(&b->goto_labels, s)) {
        Block *blk = label_block(b, s);
        build_jump(b, blk);
        build_start(b, blk);
        b->loops++;                 /* a goto may come back here from anywhere below */
    }
    build_stmt(b, s->u.labeled.stmt);
}

static void build_branch(Builder *b, Node *s)
{
    if (build_range_branch(b, s))
        return;
    if (s->u.branch.tok == TOK_GOTO) {
        build_jump(b, label_block(b, s->u.branch.target));
        return;
    }
    for (BranchTarget *t = b->targets; t; t = t->outer) {
        if (t->stmt == s->u.branch.target) {
            build_jump(b, s->u.branch.tok == TOK_BREAK ? t->brk : t->cont);
            return;
        }
    }
    ice(s->pos, "%s: branch without target", b->f->symbol);
}

void build_returned(Builder *b, Node *list, Object *const *results, uint32_t n, Val *out)
{
    Type **types = NEW_N(b->arena, Type *, n);
    for (uint32_t i = 0; i < n; i++)
        types[i] = build_type(b, results[i]->type);
    build_expr_list(b, list->kind == N_LIST ? list->u.list.elems.p : &list, types, n, out);
}

static void build_return_stmt(Builder *b, Node *s)
{
    if (build_range_return(b, s))
        return;
    Node *list = s->u.ret.results;
    if (!list) {
        build_return(b, s->pos);
        return;
    }
    ObjectVec *results = &typ_underlying(b->f->info->sig)->u.sig.results->u.tuple.vars;
    Val *vals = NEW_N(b->arena, Val, results->n);
    if (results->n > 1 && list->kind != N_LIST) {
        build_multi(b, list, vals, results->n);
        for (uint32_t i = 0; i < results->n; i++)
            vals[i] = convert_to(b, vals[i], build_type(b, results->p[i]->type), s->pos);
    } else {
        build_returned(b, list, results->p, results->n, vals);
    }
    build_return_vals(b, vals, results->n, s->pos);
}

static void build_if_stmt(Builder *b, Node *s)
{
    if (s->u.if_stmt.init)
        build_stmt(b, s->u.if_stmt.init);
    Node *cond = s->u.if_stmt.cond;
    if (cond->val) {
        bool taken = con_bool_val(cond->val);
        if (taken)
            build_stmt(b, s->u.if_stmt.then);
        else if (s->u.if_stmt.els)
            build_stmt(b, s->u.if_stmt.els);
        return;
    }
    Block *then = build_block(b), *end = build_block(b), *els = s->u.if_stmt.els ? build_block(b) : end;
    build_cond(b, cond, then, els);
    build_seal(b, then);
    build_start(b, then);
    build_stmt(b, s->u.if_stmt.then);
    build_jump(b, end);
    if (els != end) {
        build_seal(b, els);
        build_start(b, els);
        build_stmt(b, s->u.if_stmt.els);
        build_jump(b, end);
    }
    build_seal(b, end);
    build_start(b, end);
}

bool build_loopvar(Builder *b, Node *for_stmt)
{
    const char *version = b->f->pkg ? b->f->pkg->go_version : NULL;
    SrcFile *src = pos_file(for_stmt->pos);
    for (uint32_t i = 0; b->f->pkg && i < b->f->pkg->files.n; i++) {
        File *f = b->f->pkg->files.p[i];
        if (f->src == src && f->go_version)
            version = f->go_version;
    }
    int minor = 99;
    return !version || sscanf(version, "go1.%d", &minor) != 1 || minor >= 22;
}

/* The variables that the init statement of a 3-clause loop declares and that need a new cell in each iteration. */
static uint32_t per_iteration_vars(Builder *b, Node *s, Var **out, uint32_t max)
{
    Node *init = s->u.for_stmt.init;
    if (!init || init->kind != N_ASSIGN_STMT || init->op != OP_DEF || !build_loopvar(b, s))
        return 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < list_len(init->u.assign.lhs); i++) {
        Node *name = list_at(init->u.assign.lhs, i);
        if (build_is_blank(name) || !build_defines(name))
            continue;
        Object *o = name->u.ident.obj;
        if ((o->addr_taken || (o->captured && o->reassigned)) && n < max)
            out[n++] = build_var(b, o);
    }
    return n;
}

enum { MAX_LOOP_VARS = 16 };

/* Each iteration has its own copy, made before the post statement; the address is an SSA variable. */
static void renew_loop_vars(Builder *b, Var **vars, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        Var *v = vars[i];
        Value *old = build_read(b, v->addr_var - 1);
        Value *cell = ssa_value0(b->cur, V(NEW), IR_PTR, b->pos);
        cell->aux.type = v->type;
        if (v->lay->size) {
            Value *mv = ssa_value2(b->cur, V(MOVE), IR_VOID, b->pos, cell, old);
            mv->imm = v->lay->size;
        }
        build_write(b, v->addr_var - 1, cell);
    }
}

static void build_for(Builder *b, Node *s)
{
    if (s->u.for_stmt.init && s->u.for_stmt.init->kind == N_RANGE_CLAUSE) {
        build_for_range(b, s);
        return;
    }
    Var *vars[MAX_LOOP_VARS];
    uint32_t nvars = 0;
    b->loops++;
    if (s->u.for_stmt.init) {
        build_stmt(b, s->u.for_stmt.init);
        nvars = per_iteration_vars(b, s, vars, MAX_LOOP_VARS);
    }
    for (uint32_t i = 0; i < nvars; i++) {
        vars[i]->addr_var = build_ssa_var(b, IR_PTR) + 1;
        build_write(b, vars[i]->addr_var - 1, vars[i]->addr);
    }
    Block *head = build_block(b), *body = build_block(b), *post = build_block(b), *end = build_block(b);
    build_jump(b, head);
    build_start(b, head);
    if (s->u.for_stmt.cond)
        build_cond(b, s->u.for_stmt.cond, body, end);
    else
        build_jump(b, body);
    build_seal(b, body);
    build_start(b, body);
    BranchTarget t;
    build_push_target(b, &t, s, end, post);
    build_stmt(b, s->u.for_stmt.body);
    build_pop_target(b);
    build_jump(b, post);
    build_seal(b, post);
    build_start(b, post);
    if (build_reached(b)) {
        renew_loop_vars(b, vars, nvars);
        if (s->u.for_stmt.post)
            build_stmt(b, s->u.for_stmt.post);
    }
    build_jump(b, head);
    build_seal(b, head);
    build_seal(b, end);
    build_start(b, end);
    b->loops--;
}

void build_stmts(Builder *b, NodeVec *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        build_stmt(b, list->p[i]);
}

void build_stmt(Builder *b, Node *s)
{
    if (!build_reached(b)) {
        b->cur = NULL;
        if (s->kind != N_LABELED_STMT || !b->goto_labels.n)
            return;
    }
    b->pos = s->pos;
    switch (s->kind) {
    case N_EMPTY_STMT: break;
    case N_LABELED_STMT: build_labeled(b, s); break;
    case N_BLOCK_STMT: build_stmts(b, &s->u.block.stmts); break;
    case N_EXPR_STMT: build_discard(b, s->u.expr_stmt.x); break;
    case N_SEND_STMT: {
        Val chan = build_expr(b, s->u.send.chan);
        Type *elem = build_type(b, typ_core(chan.type)->u.chan.elem);
        build_send(b, chan, build_expr_as(b, s->u.send.value, elem), s->pos);
        break;
    }
    case N_DECL_STMT:
        for (uint32_t i = 0; i < s->u.decl_stmt.decls.n; i++) {
            if (s->u.decl_stmt.decls.p[i]->kind == N_VAR_DECL)
                build_var_decl(b, s->u.decl_stmt.decls.p[i]);
        }
        break;
    case N_ASSIGN_STMT: build_assign(b, s); break;
    case N_BRANCH_STMT: build_branch(b, s); break;
    case N_CALL_STMT: build_go_defer(b, s); break;
    case N_RETURN_STMT: build_return_stmt(b, s); break;
    case N_IF_STMT: build_if_stmt(b, s); break;
    case N_FOR_STMT: build_for(b, s); break;
    case N_SWITCH_STMT:
        if (s->u.switch_stmt.tag && s->u.switch_stmt.tag->kind == N_TYPE_SWITCH_GUARD)
            build_type_switch(b, s, NULL);
        else
            build_switch(b, s, NULL);
        break;
    case N_SELECT_STMT: build_select(b, s, NULL); break;
    default: ice(s->pos, "statement %s", node_kind_name(s->kind));
    }
}
