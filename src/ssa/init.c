/*
 * init.c - package initialisation: which initialisers run, and gocw.init, which runs them.
 *
 * Packages are initialised in the order the loader gives (dependencies first, ties by import path), in each its variables in
 * dependency order, then its init functions (spec, "Package initialization").
 *
 * Each initialiser is a function of its own. One without side effects is needed only if its variable is live; it is
 * first tried as static data (static.c). The others are referenced from the start. gocw.init is built last, when it is known
 * which are live, and calls them in order.
 */
#include "build_int.h"
#include "prog_int.h"

/* One initialiser: lhs = rhs. */
typedef struct InitEntry {
    Package *pkg;
    Initializer *init;          /* NULL: an init function */
    Func *func;                 /* made when it turns live and needs code */
    bool live;
} InitEntry;

static VEC(InitEntry *) entries;        /* in order */
static PtrMap by_global;                /* Global * -> InitEntry * that gives it its value */

/* ---- side effects ---- */

/* Functions of the library that only make their result. */
static bool makes_only(const Object *o)
{
    static const char *const names[] = { "errors.New", "internal/godebug.New", "strings.NewReplacer", "reflect.TypeFor", "reflect.TypeOf",
                                         "sync.OnceFunc", "sync.OnceValue", "sync.OnceValues", "internal/reflectlite.TypeOf" };
    if (!o || o->kind != OBJ_FUNC || !o->pkg || !o->pkg->is_std)
        return false;
    for (uint32_t i = 0; i < LEN(names); i++) {
        const char *dot = strrchr(names[i], '.');
        if (name_is(o->name, dot + 1) && strlen(o->pkg->path) == (size_t)(dot - names[i]) &&
            !strncmp(o->pkg->path, names[i], (size_t)(dot - names[i])))
            return true;
    }
    return false;
}

static const Object *called_object(Node *fun)
{
    fun = syn_unparen(fun);
    if (fun->kind == N_INDEX)
        fun = syn_unparen(fun->u.index.x);
    if (fun->kind == N_SELECTOR && !fun->u.selector.selection)
        fun = fun->u.selector.sel;
    return fun->kind == N_NAME ? fun->u.ident.obj : NULL;
}

static bool pure_builtin(uint16_t id)
{
    switch (id - 1) {
    case BUILTIN_LEN: case BUILTIN_CAP: case BUILTIN_COMPLEX: case BUILTIN_REAL: case BUILTIN_IMAG: case BUILTIN_NEW:
    case BUILTIN_MIN: case BUILTIN_MAX: case BUILTIN_MAKE: case BUILTIN_APPEND:
    case BUILTIN_SIZEOF: case BUILTIN_ALIGNOF: case BUILTIN_OFFSETOF:
        return true;
    default:
        return false;
    }
}

/* syn_walk: clears *pure at anything that may have an effect or panic. */
static bool look_for_effects(void *pure, Node *n)
{
    if (n->val || n->kind == N_FUNC_LIT || n->mode == MODE_TYPE)
        return false;
    switch (n->kind) {
    case N_CALL:
        if (n->u.call.is_conversion) {
            Type *u = n->type ? typ_underlying(n->type) : NULL;
            if (u && (u->kind == T_ARRAY || u->kind == T_POINTER) && n->u.call.args.n && n->u.call.args.p[0]->type &&
                typ_underlying(n->u.call.args.p[0]->type)->kind == T_SLICE)
                *(bool *)pure = false;
        } else if (n->u.call.builtin ? !pure_builtin(n->u.call.builtin) : !makes_only(called_object(n->u.call.fun))) {
            *(bool *)pure = false;
        }
        break;
    case N_UNARY:
        if (n->op == OP_RECV || n->op == OP_DEREF)
            *(bool *)pure = false;
        break;
    case N_BINARY:
        if (n->op == OP_DIV || n->op == OP_REM || n->op == OP_SHL || n->op == OP_SHR)
            *(bool *)pure = n->u.binary.y->val != NULL && *(bool *)pure;
        break;
    case N_INDEX:
        *(bool *)pure = *(bool *)pure && (n->mode == MODE_TYPE || (n->u.index.x->type && typ_underlying(n->u.index.x->type)->kind == T_SIGNATURE));
        break;
    case N_SLICE: case N_ASSERT:
        *(bool *)pure = false;
        break;
    case N_SELECTOR:
        if (n->u.selector.selection && n->u.selector.selection->indirect)
            *(bool *)pure = false;
        break;
    default: break;
    }
    return *(bool *)pure;
}

static bool has_effects(Node *rhs)
{
    bool pure = true;
    syn_walk(rhs, look_for_effects, &pure);
    return !pure;
}

/* ---- functions ---- */

static void build_initializer(Func *f)
{
    const Initializer *init = ((InitEntry *)f->build_arg)->init;
    Builder b;
    build_begin(&b, f);
    b.pos = f->pos;
    Val *vals = NEW_N(b.arena, Val, init->lhs.n);
    if (init->lhs.n == 1) {
        Object *o = init->lhs.p[0];
        if (name_is(o->name, "_"))
            build_discard(&b, init->rhs);
        else
            vals[0] = build_expr_as(&b, init->rhs, typ_canon(o->type));
    } else {
        build_multi(&b, init->rhs, vals, init->lhs.n);
    }
    for (uint32_t i = 0; i < init->lhs.n && b.cur; i++) {
        Object *o = init->lhs.p[i];
        if (name_is(o->name, "_"))
            continue;
        Var *v = build_var(&b, o);
        build_var_write(&b, v, vals[i].type == v->type ? vals[i] : build_convert(&b, vals[i], v->type, f->pos));
    }
    if (b.cur)
        ssa_block_kind(b.cur, BLOCK_RETURN, NULL, f->pos);
    build_finish(&b);
}

static Func *initializer_func(InitEntry *e)
{
    const char *prefix = symbol_prefix(e->pkg);
    Object *first = e->init->lhs.p[0];
    Func *f = ssa_func_new(arena_printf(prog->arena, "%s.init.%s", prefix, first->name->s), ssa_sig(NULL, 0, NULL, 0));
    f->go_name = arena_printf(prog->arena, "%s.init", prefix);
    f->pkg = e->pkg;
    f->pos = e->init->rhs->pos;
    f->flags = FN_INIT;
    f->build = build_initializer;
    f->build_arg = e;
    return f;
}

static void entry_live(InitEntry *e)
{
    if (e->live)
        return;
    e->live = true;
    if (e->init->lhs.n == 1 && !name_is(e->init->lhs.p[0]->name, "_")) {
        Object *o = e->init->lhs.p[0];
        Global *g = ssa_global_for_var(o);
        if (static_init(g, 0, e->init->rhs, typ_canon(o->type))) {
            reach_global(g);
            return;
        }
    }
    e->func = initializer_func(e);
    reach_func(e->func);
}

void init_var_live(Global *g)
{
    if (embed_var_live(g))
        return;
    InitEntry *e = ptrmap_get(&by_global, g);
    if (e)
        entry_live(e);
}

/* ---- -X name=value: gives a string variable its value, instead of a constant initialiser ---- */

static void set_string(Global *g, const char *value)
{
    uint64_t len = strlen(value);
    g->data = arena_alloc(prog->arena, 16);
    memcpy(g->data + 8, &len, 8);
    if (len)
        vec_push(prog->arena, &g->relocs, ((Reloc){ .offset = 0, .kind = RELOC_GLOBAL, .u.global = ssa_string_data(value, len) }));
}

/* One that names nothing, or no string variable, has no effect, as with the official linker. */
static void set_by_flag(const PtrVec *packages, const char *flag)
{
    const char *eq = strchr(flag, '='), *dot = eq;
    while (dot && dot > flag && *dot != '.')
        dot--;
    for (uint32_t i = 0; dot > flag && i < packages->n; i++) {
        Package *p = packages->p[i];
        const char *path = p == prog_main ? "main" : p->path;
        if (p == typ_unsafe || strlen(path) != (size_t)(dot - flag) || strncmp(path, flag, (size_t)(dot - flag)) != 0)
            continue;
        Object *o = ptrmap_get(&p->scope->elems, name_of_n(dot + 1, (size_t)(eq - dot - 1)));
        if (!o || o->kind != OBJ_VAR)
            continue;
        Global *g = ssa_global_for_var(o);
        if (typ_is_basic(g->type, BI_STRING))
            set_string(g, eq + 1);
    }
}

/* ---- collecting ---- */

static void add_initializer(Package *p, Initializer *init)
{
    InitEntry *e = NEW(prog->arena, InitEntry);
    e->pkg = p;
    e->init = init;
    for (uint32_t i = 0; i < init->lhs.n; i++) {
        if (name_is(init->lhs.p[i]->name, "_"))
            continue;
        Global *g = ssa_global_for_var(init->lhs.p[i]);
        if (g->data && init->rhs->val)
            return;             /* set by -X */
        ptrmap_set(&by_global, g, e);
    }
    vec_push(prog->arena, &entries, e);
    if (has_effects(init->rhs))
        entry_live(e);
}

static void add_init_func(Package *p, Object *o, uint32_t number)
{
    InitEntry *e = NEW(prog->arena, InitEntry);
    const char *name = arena_printf(prog->arena, "%s.init.%u", symbol_prefix(p), number);
    e->pkg = p;
    e->func = ssa_func_for(o, NULL, 0);
    e->func->symbol = e->func->go_name = name;
    e->live = true;
    vec_push(prog->arena, &entries, e);
    reach_func(e->func);
}

void init_collect(Program *prg)
{
    memset(&entries, 0, sizeof entries);
    ptrmap_init(&by_global, prg->arena);
    for (uint32_t i = 0; prg->ld_x && prg->ld_x[i]; i++)
        set_by_flag(&prg->packages, prg->ld_x[i]);
    for (uint32_t i = 0; i < prg->packages.n; i++) {
        Package *p = prg->packages.p[i];
        if (p == typ_unsafe)
            continue;
        if (!p->checked)
            typ_init_order(p);
        embed_collect(p);
        export_collect(p);
        for (uint32_t k = 0; k < p->init_order.n; k++)
            add_initializer(p, &p->init_order.p[k]);
        for (uint32_t k = 0; k < p->init_funcs.n; k++)
            add_init_func(p, p->init_funcs.p[k], k);
    }
}

void init_build(Func *f)
{
    Builder b;
    build_begin(&b, f);
    for (uint32_t i = 0; i < entries.n; i++) {
        Func *callee = entries.p[i]->func;
        if (!callee || !entries.p[i]->live)
            continue;
        Value *call = ssa_value0(b.cur, V(CALL), IR_VOID, callee->pos);
        call->aux.func = callee;
        call->sig = callee->sig;
    }
    ssa_block_kind(b.cur, BLOCK_RETURN, NULL, NO_POS);
    build_finish(&b);
}
