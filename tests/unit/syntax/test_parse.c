/* test_parse.c - what the tree says: expressions as text, ambiguities, groups, directives, depth. */
#include "syn_test.h"

static Arena *arena;

static Node *expr(const char *text)
{
    Node *x = syn_parse_expr(arena, source(arena, text));
    if (!x)
        fail_msg("%s: %s", text, diagnostics(arena));
    return x;
}

static File *file(const char *text)
{
    File *f = syn_parse_file(arena, source(arena, text), PARSE_ALL);
    const char *errors = diagnostics(arena);
    if (*errors)
        fail_msg("%s", errors);
    return f;
}

/* The tree with all binary operations in parentheses. */
static const char *grouped(const Node *x)
{
    if (x->kind == N_BINARY)
        return arena_printf(arena, "(%s %s %s)", grouped(x->u.binary.x), op_text((Op)x->op), grouped(x->u.binary.y));
    return syn_expr_string(arena, x);
}

static void precedence(void **state)
{
    (void)state;
    assert_string_equal(grouped(expr("a+b*c-d")), "((a + (b * c)) - d)");
    assert_string_equal(grouped(expr("a||b&&c==d+e<<f")), "(a || (b && (c == (d + (e << f)))))");
    assert_string_equal(grouped(expr("a&^b|c^d&e")), "(((a &^ b) | c) ^ (d & e))");
    assert_string_equal(grouped(expr("-a*b")), "(-a * b)");
    assert_string_equal(grouped(expr("<-c+1")), "(<-c + 1)");
}

static void short_form(void **state)
{
    (void)state;
    static const struct { const char *source, *text; } cases[] = {
        { "f( x,y ... )", "f(x, y...)" },
        { "func(a,b int,c ...string)(x T,err error){ return }", "func(a, b int, c ...string) (x T, err error) {…}" },
        { "func(){}", "func() {}" },
        { "T{1,2}", "T{…}" },
        { "T{}", "T{}" },
        { "struct{a,b int;*C;d.E `tag`}{}", "struct{a, b int; *C; d.E `tag`}{}" },
        { "interface{M(x int)error;~int|string;io.Reader}(x)", "interface{M(x int) error; ~int | string; io.Reader}(x)" },
        { "map[string] []chan<- int(nil)", "map[string][]chan<- int(nil)" },
        { "(chan (<-chan int))(nil)", "(chan (<-chan int))(nil)" },
        { "<-chan int(c)", "<-chan int(c)" },
        { "x [ 1 :2 : 3 ].y.(*T)[a,b]", "x[1:2:3].y.(*T)[a, b]" },
        { "[...]int{}", "[...]int{}" },
        { "- -x", "--x" },
        { "x.(type)", "x.(type)" },
    };
    for (size_t i = 0; i < LEN(cases); i++)
        assert_string_equal(syn_expr_string(arena, expr(cases[i].source)), cases[i].text);
}

static void extent(void **state)
{
    (void)state;
    Node *x = expr("a.b(c)[d] + e");
    Pos base = x->u.binary.x->u.index.x->u.call.fun->u.selector.x->pos;
    assert_int_equal(x->pos - base, 10);
    assert_int_equal(x->u.binary.x->pos - base, 6);
    assert_int_equal(x->u.binary.x->u.index.x->pos - base, 3);
    assert_int_equal(syn_start_pos(x), base);
    assert_int_equal(syn_end_pos(x) - base, 13);
}

static bool note_extent(void *ctx, Node *n)
{
    const SrcFile *src = pos_file(n->pos);
    buf_printf(ctx, "%s %u-%u\n", node_kind_name((NodeKind)n->kind), syn_start_pos(n) - src->base, syn_end_pos(n) - src->base);
    return true;
}

/* Every node in the order of the source, with its extent. */
static void walk_in_source_order(void **state)
{
    (void)state;
    File *f = file("package p; func f() { x.y, *z = T{1: <-c}, (a[1]) }");
    Buf b;
    buf_init(&b, arena);
    syn_walk(f->decls.p[0], note_extent, &b);
    assert_string_equal(buf_str(&b), "FuncDecl 16-50\nName 16-17\nFuncType 17-17\nBlockStmt 20-50\nAssignStmt 22-47\n"
                                     "List 22-29\nSelector 22-25\nName 22-23\nName 24-25\nUnary 27-29\nName 28-29\n"
                                     "List 32-47\nCompositeLit 32-40\nName 32-33\nKeyValue 34-40\nBasicLit 34-35\n"
                                     "Unary 37-40\nName 39-40\nParen 43-47\nIndex 44-47\nName 44-45\nBasicLit 46-47\n");
}

/* type T[...]: which kind of declaration is it? */
static void array_or_type_parameters(void **state)
{
    (void)state;
    static const struct { const char *source; uint32_t tparams; NodeKind type; } cases[] = {
        { "type T[P] int", 0, N_ARRAY_TYPE },
        { "type T[P * Q] int", 0, N_ARRAY_TYPE },
        { "type T[P (Q)] int", 0, N_ARRAY_TYPE },
        { "type T[P *Q | R] int", 0, N_ARRAY_TYPE },
        { "type T[P.Q] int", 0, N_ARRAY_TYPE },
        { "type T[5] int", 0, N_ARRAY_TYPE },
        { "type T[] int", 0, N_SLICE_TYPE },
        { "type T[...] int", 0, N_ARRAY_TYPE },
        { "type T[P *Q,] int", 1, N_NAME },
        { "type T[P (Q),] int", 1, N_NAME },
        { "type T[P *[]Q] int", 1, N_NAME },
        { "type T[P *Q | ~R] int", 1, N_NAME },
        { "type T[P []Q] int", 1, N_NAME },
        { "type T[P, Q any] int", 2, N_NAME },
        { "type T[P interface{ *Q }] = int", 1, N_NAME },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        File *f = file(arena_printf(arena, "package p; %s", cases[i].source));
        const Node *d = f->decls.p[0];
        assert_int_equal(d->u.type_decl.tparams.n, cases[i].tparams);
        assert_int_equal(d->u.type_decl.type->kind, cases[i].type);
    }
}

static void generic_methods(void **state)
{
    (void)state;
    const Node *d = file("package p; func (r *T[A, _]) m[P any, Q ~int | string](x P) (y Q) { return }")->decls.p[0];
    assert_int_equal(d->u.func_decl.tparams.n, 2);
    assert_string_equal(syn_expr_string(arena, d->u.func_decl.recv->u.field.type), "*T[A, _]");
    assert_string_equal(syn_expr_string(arena, d->u.func_decl.tparams.p[1]->u.field.type), "~int | string");
}

static void constants_inherit(void **state)
{
    (void)state;
    File *f = file("package p; const ( a; b = iota; c; d int = 1; e, f )");
    const Node *const *d = (const Node *const *)f->decls.p;
    assert_int_equal(f->decls.n, 5);
    assert_null(d[0]->u.const_decl.inherited);
    assert_ptr_equal(d[2]->u.const_decl.inherited, d[1]);
    assert_ptr_equal(d[4]->u.const_decl.inherited, d[3]);
    assert_int_equal(d[4]->u.const_decl.iota, 4);
    assert_int_equal(d[0]->u.const_decl.group, d[4]->u.const_decl.group);
}

static void branch_targets(void **state)
{
    (void)state;
    const Node *d = file("package p; func f() { L: for { switch { default: break; continue L } }; goto L }")->decls.p[0];
    const Node *labeled = d->u.func_decl.body->u.block.stmts.p[0], *go = d->u.func_decl.body->u.block.stmts.p[1];
    const Node *loop = labeled->u.labeled.stmt, *sw = loop->u.for_stmt.body->u.block.stmts.p[0];
    NodeVec body = sw->u.switch_stmt.clauses.p[0]->u.case_clause.body;
    assert_ptr_equal(body.p[0]->u.branch.target, sw);
    assert_ptr_equal(body.p[1]->u.branch.target, loop);
    assert_ptr_equal(go->u.branch.target, labeled);
}

static void directives_stay_with_declarations(void **state)
{
    (void)state;
    File *f = file("package p\n//go:noinline\n//go:linkname f g\nfunc f()\n//go:embed a.txt\nvar x string\n"
                   "//go:generate x\n\nvar y int\nvar (\n//go:embed b\nz string)\n");
    assert_int_equal(f->directives.n, 5);
    assert_int_equal(f->decls.p[0]->u.func_decl.pragma.n, 2);
    assert_string_equal(f->decls.p[0]->u.func_decl.pragma.p[1].text, "go:linkname f g");
    assert_int_equal(f->decls.p[1]->u.var_decl.pragma.n, 1);
    assert_string_equal(f->decls.p[3]->u.var_decl.pragma.p[0].text, "go:embed b");
}

static void build_constraints(void **state)
{
    (void)state;
    static const struct { const char *line, *version; } cases[] = {
        { "go1.21", "go1.21" }, { "go1", "go1" }, { "linux", NULL }, { "linux && go1.18", "go1.18" },
        { "linux || go1.18", NULL }, { "go1.20 || go1.18", "go1.18" }, { "go1.20 && go1.18", "go1.20" },
        { "!go1.20", NULL }, { "!(linux || !go1.20)", "go1.20" }, { "(go1.20 && (a || b))", "go1.20" },
        { "!(!linux)", NULL }, { "go1.20x", NULL },
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        File *f = file(arena_printf(arena, "//go:build %s\n\npackage p\n", cases[i].line));
        assert_string_equal(f->build_constraint, cases[i].line);
        assert_string_equal(f->go_version ? f->go_version : "none", cases[i].version ? cases[i].version : "none");
    }
    assert_null(file("//go:build a &&\n\npackage p\n")->build_constraint);
    assert_null(file("//go:build !!a\n\npackage p\n")->build_constraint);
    assert_null(file("//go:build (a\n\npackage p\n")->build_constraint);
    assert_null(file("//go:builda\n\npackage p\n")->build_constraint);
}

static void imports_only(void **state)
{
    (void)state;
    SrcFile *src = source(arena, "package p; import \"a\"; import ( . \"b\"; c \"d\" ); func f( {{{ error");
    File *f = syn_parse_file(arena, src, PARSE_IMPORTS_ONLY);
    assert_string_equal(diagnostics(arena), "");
    assert_int_equal(f->decls.n, 3);
    assert_true(name_is(f->decls.p[2]->u.import_decl.local->u.ident.name, "c"));
}

/* n times open, x, n times close: parsed, or refused with one message; never a crash. */
static bool nested(const char *open, const char *x, const char *close, uint32_t n)
{
    Arena *a = arena_new("deep");
    Buf b;
    buf_init(&b, arena);
    buf_puts(&b, "package p; func f() { _ = ");
    for (uint32_t i = 0; i < n; i++)
        buf_puts(&b, open);
    buf_puts(&b, x);
    for (uint32_t i = 0; i < n; i++)
        buf_puts(&b, close);
    buf_puts(&b, " }");
    File *f = syn_parse_file(a, source_n(arena, "deep.go", b.p, b.n), PARSE_ALL);
    const char *errors = diagnostics(arena);
    bool ok = f->has_errors ? n > 40000 && strstr(errors, "nesting too deep\n") : *errors == 0;
    arena_free(a);
    return ok;
}

static void nest(void *ctx, uint32_t i)
{
    static const struct { const char *open, *x, *close; } forms[] = {
        { "(", "x", ")" }, { "- ", "x", "" }, { "f(", "x", ")" }, { "a[", "x", "]" }, { "T{", "x", "}" }, { "func() { _ = ", "x", "}" },
        { "[]", "x", "" }, { "x; {", "_ = x", "}" },
    };
    bool *ok = ctx;
    for (uint32_t k = 0; k < LEN(forms); k++)
        for (uint32_t n = 10000; n <= 1000000 && ok[i]; n = n == 10000 ? 33000 : n * 30)
            ok[i] = nested(forms[k].open, forms[k].x, forms[k].close, n);
}

/* On a thread of the pool, as the loader does it: its stack is large. */
static void deep_nesting(void **state)
{
    (void)state;
    bool ok[1] = { true };
    pool_run(LEN(ok), nest, ok);
    assert_true(ok[0]);
}

static int setup(void **state)
{
    (void)state;
    arena = arena_new("test");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(precedence),
        cmocka_unit_test(short_form),
        cmocka_unit_test(extent),
        cmocka_unit_test(walk_in_source_order),
        cmocka_unit_test(array_or_type_parameters),
        cmocka_unit_test(generic_methods),
        cmocka_unit_test(constants_inherit),
        cmocka_unit_test(branch_targets),
        cmocka_unit_test(directives_stay_with_declarations),
        cmocka_unit_test(build_constraints),
        cmocka_unit_test(imports_only),
        cmocka_unit_test(deep_nesting),
    };
    return cmocka_run_group_tests(tests, setup, NULL);
}
