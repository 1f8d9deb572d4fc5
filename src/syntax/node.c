/*
 * node.c - making nodes and walking over them.
 *
 * node_children is the one place that knows the children of every kind; syn_walk and the dumper
 * stand on it. syn_start_pos and syn_end_pos give what the official compiler's do, down to their
 * approximations, because messages are placed by them.
 */
#include "syntax_int.h"
#include "node_int.h"

/* ---- names of things ------------------------------------------------------------------- */

const char *node_kind_name(NodeKind k)
{
    static const char *const names[N_COUNT] = {
#define NODE(id, text) [N_##id] = text,
#include "gocw/nodes.def"
#undef NODE
    };
    return names[k];
}

const char *op_text(Op op)
{
    static const char *const texts[] = {
        [OP_NONE] = "", [OP_DEF] = ":", [OP_NOT] = "!", [OP_RECV] = "<-", [OP_TILDE] = "~",
        [OP_OROR] = "||", [OP_ANDAND] = "&&", [OP_EQL] = "==", [OP_NEQ] = "!=", [OP_LSS] = "<",
        [OP_LEQ] = "<=", [OP_GTR] = ">", [OP_GEQ] = ">=", [OP_PLUS] = "+", [OP_MINUS] = "-",
        [OP_OR] = "|", [OP_XOR] = "^", [OP_MUL] = "*", [OP_DIV] = "/", [OP_REM] = "%",
        [OP_AND] = "&", [OP_AND_NOT] = "&^", [OP_SHL] = "<<", [OP_SHR] = ">>", [OP_ADDR] = "&",
        [OP_DEREF] = "*",
    };
    return texts[op];
}

const char *token_text(Token t)
{
    static const char *const texts[TOK_COUNT] = {
#define TOKEN(id, text) [TOK_##id] = text,
#include "gocw/tokens.def"
#undef TOKEN
    };
    return texts[t];
}

/* ---- allocation --------------------------------------------------------------------------- */

#define SIZE(field) (offsetof(Node, u) + sizeof(((Node *)0)->u.field))
static const uint8_t sizes[N_COUNT] = {
    [N_NONE] = offsetof(Node, u), [N_BAD_EXPR] = offsetof(Node, u), [N_EMPTY_STMT] = offsetof(Node, u),
    [N_NAME] = SIZE(ident), [N_BASIC_LIT] = SIZE(lit), [N_COMPOSITE_LIT] = SIZE(complit), [N_KEY_VALUE] = SIZE(kv),
    [N_FUNC_LIT] = SIZE(funclit), [N_PAREN] = SIZE(paren), [N_SELECTOR] = SIZE(selector), [N_INDEX] = SIZE(index),
    [N_SLICE] = SIZE(slice), [N_ASSERT] = SIZE(assert), [N_TYPE_SWITCH_GUARD] = SIZE(guard),
    [N_UNARY] = SIZE(unary), [N_BINARY] = SIZE(binary), [N_CALL] = SIZE(call), [N_LIST] = SIZE(list),
    [N_ARRAY_TYPE] = SIZE(array_type), [N_SLICE_TYPE] = SIZE(slice_type), [N_DOTS_TYPE] = SIZE(dots_type),
    [N_STRUCT_TYPE] = SIZE(struct_type), [N_FIELD] = SIZE(field), [N_INTERFACE_TYPE] = SIZE(interface_type),
    [N_FUNC_TYPE] = SIZE(func_type), [N_MAP_TYPE] = SIZE(map_type), [N_CHAN_TYPE] = SIZE(chan_type),
    [N_IMPORT_DECL] = SIZE(import_decl), [N_CONST_DECL] = SIZE(const_decl), [N_TYPE_DECL] = SIZE(type_decl),
    [N_VAR_DECL] = SIZE(var_decl), [N_FUNC_DECL] = SIZE(func_decl), [N_LABELED_STMT] = SIZE(labeled),
    [N_BLOCK_STMT] = SIZE(block), [N_EXPR_STMT] = SIZE(expr_stmt), [N_SEND_STMT] = SIZE(send),
    [N_DECL_STMT] = SIZE(decl_stmt), [N_ASSIGN_STMT] = SIZE(assign), [N_BRANCH_STMT] = SIZE(branch),
    [N_CALL_STMT] = SIZE(call_stmt), [N_RETURN_STMT] = SIZE(ret), [N_IF_STMT] = SIZE(if_stmt),
    [N_FOR_STMT] = SIZE(for_stmt), [N_SWITCH_STMT] = SIZE(switch_stmt), [N_SELECT_STMT] = SIZE(select_stmt),
    [N_RANGE_CLAUSE] = SIZE(range), [N_CASE_CLAUSE] = SIZE(case_clause), [N_COMM_CLAUSE] = SIZE(comm_clause),
};

Node *node_new(Arena *a, NodeKind kind, Pos pos)
{
    Node *n = arena_alloc(a, sizes[kind]);
    n->kind = (uint8_t)kind;
    n->pos = pos;
    return n;
}

Node *syn_unparen(Node *n)
{
    while (n->kind == N_PAREN)
        n = n->u.paren.x;
    return n;
}

/* ---- children ------------------------------------------------------------------------------- */

static void visit_list(NodeVec list, const char *label, ChildFn *fn, void *ctx)
{
    for (uint32_t i = 0; i < list.n; i++)
        if (list.p[i])
            fn(ctx, label, list.p[i]);
}

void node_children(Node *n, ChildFn *fn, void *ctx)
{
#define ONE(field) ((n->u.field) ? fn(ctx, label_of(#field), (n->u.field)) : (void)0)
#define ALL(field) visit_list((n->u.field), label_of(#field), fn, ctx)
#define label_of(text) (strchr((text), '.') + 1)
    switch ((NodeKind)n->kind) {
    case N_NONE: case N_BAD_EXPR: case N_NAME: case N_BASIC_LIT: case N_EMPTY_STMT: case N_COUNT: break;
    case N_COMPOSITE_LIT: ONE(complit.type); ALL(complit.elems); break;
    case N_KEY_VALUE: ONE(kv.key); ONE(kv.value); break;
    case N_FUNC_LIT: ONE(funclit.type); ONE(funclit.body); break;
    case N_PAREN: ONE(paren.x); break;
    case N_SELECTOR: ONE(selector.x); ONE(selector.sel); break;
    case N_INDEX: ONE(index.x); ONE(index.index); break;
    case N_SLICE: ONE(slice.x); ONE(slice.idx[0]); ONE(slice.idx[1]); ONE(slice.idx[2]); break;
    case N_ASSERT: ONE(assert.x); ONE(assert.type); break;
    case N_TYPE_SWITCH_GUARD: ONE(guard.lhs); ONE(guard.x); break;
    case N_UNARY: ONE(unary.x); break;
    case N_BINARY: ONE(binary.x); ONE(binary.y); break;
    case N_CALL: ONE(call.fun); ALL(call.args); break;
    case N_LIST: ALL(list.elems); break;
    case N_ARRAY_TYPE: ONE(array_type.len); ONE(array_type.elem); break;
    case N_SLICE_TYPE: ONE(slice_type.elem); break;
    case N_DOTS_TYPE: ONE(dots_type.elem); break;
    case N_STRUCT_TYPE: ALL(struct_type.fields); ALL(struct_type.tags); break;
    case N_FIELD: ONE(field.name); ONE(field.type); break;
    case N_INTERFACE_TYPE: ALL(interface_type.methods); break;
    case N_FUNC_TYPE: ALL(func_type.params); ALL(func_type.results); break;
    case N_MAP_TYPE: ONE(map_type.key); ONE(map_type.value); break;
    case N_CHAN_TYPE: ONE(chan_type.elem); break;
    case N_IMPORT_DECL: ONE(import_decl.local); ONE(import_decl.path); break;
    case N_CONST_DECL: ALL(const_decl.names); ONE(const_decl.type); ONE(const_decl.values); break;
    case N_TYPE_DECL: ONE(type_decl.name); ALL(type_decl.tparams); ONE(type_decl.type); break;
    case N_VAR_DECL: ALL(var_decl.names); ONE(var_decl.type); ONE(var_decl.values); break;
    case N_FUNC_DECL:
        ONE(func_decl.recv); ONE(func_decl.name); ALL(func_decl.tparams); ONE(func_decl.type); ONE(func_decl.body);
        break;
    case N_LABELED_STMT: ONE(labeled.label); ONE(labeled.stmt); break;
    case N_BLOCK_STMT: ALL(block.stmts); break;
    case N_EXPR_STMT: ONE(expr_stmt.x); break;
    case N_SEND_STMT: ONE(send.chan); ONE(send.value); break;
    case N_DECL_STMT: ALL(decl_stmt.decls); break;
    case N_ASSIGN_STMT: ONE(assign.lhs); ONE(assign.rhs); break;
    case N_BRANCH_STMT: ONE(branch.label); break;
    case N_CALL_STMT: ONE(call_stmt.call); break;
    case N_RETURN_STMT: ONE(ret.results); break;
    case N_IF_STMT: ONE(if_stmt.init); ONE(if_stmt.cond); ONE(if_stmt.then); ONE(if_stmt.els); break;
    case N_FOR_STMT: ONE(for_stmt.init); ONE(for_stmt.cond); ONE(for_stmt.post); ONE(for_stmt.body); break;
    case N_SWITCH_STMT: ONE(switch_stmt.init); ONE(switch_stmt.tag); ALL(switch_stmt.clauses); break;
    case N_SELECT_STMT: ALL(select_stmt.clauses); break;
    case N_RANGE_CLAUSE: ONE(range.lhs); ONE(range.x); break;
    case N_CASE_CLAUSE: ONE(case_clause.cases); ALL(case_clause.body); break;
    case N_COMM_CLAUSE: ONE(comm_clause.comm); ALL(comm_clause.body); break;
    }
#undef ONE
#undef ALL
#undef label_of
}

typedef struct Walk { bool (*fn)(void *ctx, Node *n); void *ctx; } Walk;

static void walk_child(void *ctx, const char *label, Node *n)
{
    const Walk *w = ctx;
    (void)label;
    if (w->fn(w->ctx, n))
        node_children(n, walk_child, ctx);
}

void syn_walk(Node *n, bool (*fn)(void *ctx, Node *n), void *ctx)
{
    walk_child(&(Walk){ fn, ctx }, NULL, n);
}

/* ---- extent ------------------------------------------------------------------------------------ */

/* The child where n starts if that is not n->pos. NULL: it is. */
static const Node *first_part(const Node *n)
{
    switch (n->kind) {
    case N_COMPOSITE_LIT: return n->u.complit.type;
    case N_KEY_VALUE: return n->u.kv.key;
    case N_SELECTOR: return n->u.selector.x;
    case N_INDEX: return n->u.index.x;
    case N_ASSERT: return n->u.assert.x;
    case N_TYPE_SWITCH_GUARD: return n->u.guard.lhs ? n->u.guard.lhs : n->u.guard.x;
    case N_BINARY: return n->u.binary.x;
    case N_CALL: return n->u.call.fun;
    case N_LIST: return n->u.list.elems.p[0];
    case N_SEND_STMT: return n->u.send.chan;
    case N_ASSIGN_STMT: return n->u.assign.lhs;
    case N_RANGE_CLAUSE: return n->u.range.lhs ? n->u.range.lhs : n->u.range.x;
    default: return NULL;
    }
}

Pos syn_start_pos(const Node *n)
{
    for (const Node *m = n; m; m = first_part(n))
        n = m;
    return n->pos;
}

static const Node *last(NodeVec list) { return list.n > 0 ? vec_last(&list) : NULL; }
static const Node *either(const Node *x, const Node *y) { return x ? x : y; }

/* The child where n ends. NULL: at own_end(n). A slice expression counts only as far as its operand. */
static const Node *last_part(const Node *n)
{
    switch (n->kind) {
    case N_KEY_VALUE: return n->u.kv.value;
    case N_FUNC_LIT: return n->u.funclit.body;
    case N_PAREN: return n->u.paren.x;
    case N_SELECTOR: return n->u.selector.sel;
    case N_INDEX: return n->u.index.index;
    case N_SLICE: return n->u.slice.x;
    case N_ASSERT: return n->u.assert.type;
    case N_TYPE_SWITCH_GUARD: return n->u.guard.x;
    case N_UNARY: return n->u.unary.x;
    case N_BINARY: return n->u.binary.y;
    case N_CALL: return either(last(n->u.call.args), n->u.call.fun);
    case N_LIST: return last(n->u.list.elems);
    case N_ARRAY_TYPE: return n->u.array_type.elem;
    case N_SLICE_TYPE: return n->u.slice_type.elem;
    case N_DOTS_TYPE: return n->u.dots_type.elem;
    case N_STRUCT_TYPE: return last(n->u.struct_type.fields);
    case N_FIELD: return either(n->u.field.type, n->u.field.name);
    case N_INTERFACE_TYPE: return last(n->u.interface_type.methods);
    case N_FUNC_TYPE: return either(last(n->u.func_type.results), last(n->u.func_type.params));
    case N_MAP_TYPE: return n->u.map_type.value;
    case N_CHAN_TYPE: return n->u.chan_type.elem;
    case N_IMPORT_DECL: return n->u.import_decl.path;
    case N_CONST_DECL: return either(either(n->u.const_decl.values, n->u.const_decl.type), last(n->u.const_decl.names));
    case N_TYPE_DECL: return n->u.type_decl.type;
    case N_VAR_DECL: return either(either(n->u.var_decl.values, n->u.var_decl.type), last(n->u.var_decl.names));
    case N_FUNC_DECL: return either(n->u.func_decl.body, n->u.func_decl.type);
    case N_LABELED_STMT: return n->u.labeled.stmt;
    case N_EXPR_STMT: return n->u.expr_stmt.x;
    case N_SEND_STMT: return n->u.send.value;
    case N_DECL_STMT: return last(n->u.decl_stmt.decls);
    case N_ASSIGN_STMT: return n->u.assign.rhs;
    case N_BRANCH_STMT: return n->u.branch.label;
    case N_CALL_STMT: return n->u.call_stmt.call;
    case N_RETURN_STMT: return n->u.ret.results;
    case N_IF_STMT: return either(n->u.if_stmt.els, n->u.if_stmt.then);
    case N_FOR_STMT: return n->u.for_stmt.body;
    case N_RANGE_CLAUSE: return n->u.range.x;
    case N_CASE_CLAUSE: return last(n->u.case_clause.body);
    case N_COMM_CLAUSE: return last(n->u.comm_clause.body);
    default: return NULL;
    }
}

/* Where a node without a last part ends. */
static Pos own_end(const Node *n)
{
    switch (n->kind) {
    case N_NAME: return n->pos + n->u.ident.name->len;
    case N_BASIC_LIT: return n->pos + n->u.lit.len;
    case N_COMPOSITE_LIT: return n->u.complit.rbrace;
    case N_BLOCK_STMT: return n->u.block.rbrace;
    case N_ASSIGN_STMT: return syn_end_pos(n->u.assign.lhs) + 2;
    case N_SWITCH_STMT: return n->u.switch_stmt.rbrace;
    case N_SELECT_STMT: return n->u.select_stmt.rbrace;
    case N_CASE_CLAUSE: return n->u.case_clause.colon;
    case N_COMM_CLAUSE: return n->u.comm_clause.colon;
    default: return n->pos;
    }
}

Pos syn_end_pos(const Node *n)
{
    for (const Node *m = n; m; m = last_part(n))
        n = m;
    return own_end(n);
}
