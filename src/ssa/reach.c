/*
 * reach.c - builds what the program can reach, and nothing else.
 *
 * A worklist of functions and static objects: the body of a function is checked and built when something live refers to
 * it, then scanned for what it refers to in turn; a static object is filled when it turns live and its relocations are
 * followed (32-bit references to functions are weak: they are how method tables name methods that may be dead).
 *
 * Methods (rapid type analysis): the method m of type t is live when values of t may sit in interfaces and some live
 * code calls a method of that name and signature through an interface. With reflection a value inside a value can be
 * taken out as an interface, so once package reflect runs, what t is made of counts as well. Reflection that asks for methods by
 * computed names (reflect.Value.Method and the like) keeps all exported methods, as in the official linker.
 *
 * Descriptors and itabs are filled when they turn live, to find what they refer to, and again at the end if methods turned
 * live after that.
 *
 * A function of the overlay with "//gocw:with a b ..." is for programs that reach one of the functions or variables a, b, ... by
 * some other way, or, for the name of a predeclared type, that have such values in interfaces; in others it just returns zeros.
 */
#include "build_int.h"
#include "prog_int.h"

/* A method called through an interface. */
typedef struct Mark { const Name *name; Package *pkg; Type *sig; const char *by; } Mark;
/* A method of a type whose values may sit in interfaces. */
typedef struct Candidate { Type *t; uint32_t index; Package *pkg; Type *sig; } Candidate;
typedef struct ByName { VEC(Mark) marks; VEC(Candidate) candidates; } ByName;

typedef struct ReachState {
    GlobalVec globals;          /* live, to be filled and scanned */
    uint32_t next_func, next_global;
    PtrMap names;               /* Name * -> ByName * */
    TypeVec in_interface;
    uint32_t reflected;         /* number of in_interface types whose parts were marked */
    bool reflects;
    uint32_t methods_live;      /* counts entries made */
    U32Vec filled_at;           /* by position in globals: methods_live when it was filled */
    uint32_t reflect_globals, reflect_methods;      /* globals and methods_live when reflection's needs were looked at */
    FuncVec waiting;            /* called, and waiting for what their //gocw:with names */
    const char *current;        /* what is being looked at, for -d=why */
    PtrMap why_methods;         /* -d=why: Func * of an entry -> who calls it through an interface */
    bool runtime_checks[64];    /* panics that lowered checks need, by op or bounds kind */
} ReachState;

void reach_init(Program *p)
{
    p->reach = NEW(p->arena, ReachState);
    p->reach->current = "the program";
    ptrmap_init(&p->reach->names, p->arena);
    ptrmap_init(&p->reach->why_methods, p->arena);
}

bool reach_reflects(void) { return prog->reach->reflects; }

void reach_func(Func *f)
{
    if (f->state != FUNC_DECLARED)
        return;
    f->state = FUNC_QUEUED;
    if (f == prog->init)            /* its body is made when everything else is known */
        return;
    vec_push(prog->arena, ssa_pragma(f, "gocw:with") ? &prog->reach->waiting : &prog->queue, f);
}

void reach_global(Global *g)
{
    if (g->live)
        return;
    g->live = true;
    vec_push(prog->arena, &prog->reach->globals, g);
    vec_push(prog->arena, &prog->reach->filled_at, 0);
}

/* ---- methods ---- */

static ByName *by_name(const Name *name)
{
    ByName *n = ptrmap_get(&prog->reach->names, name);
    if (!n) {
        n = NEW(prog->arena, ByName);
        ptrmap_set(&prog->reach->names, name, n);
    }
    return n;
}

/* The canonical signature without receiver. */
static Type *method_sig(const Object *m)
{
    Type *s = m->type;
    return typ_canon(s->u.sig.recv ? typ_new_signature(NULL, s->u.sig.params, s->u.sig.results, s->u.sig.variadic) : s);
}

static void method_live(Type *t, uint32_t index, const char *by)
{
    const MethodVec *set = typ_method_set(t);
    Func *entry = ssa_method_entry(t, &set->p[index], true);
    if (debug_on(DEBUG_WHY) && !ptrmap_has(&prog->reach->why_methods, entry))
        ptrmap_set(&prog->reach->why_methods, entry, (void *)(uintptr_t)by);
}

const char *ssa_why_method(const Func *entry) { return ptrmap_get(&prog->reach->why_methods, entry); }

Func *ssa_method_entry(Type *t, const Method *m, bool create)
{
    TypeInfo *info = type_info(t);
    const MethodVec *set = typ_method_set(t);
    uint32_t i = (uint32_t)(m - set->p);
    if (!create)
        return info->entries ? info->entries[i] : NULL;
    /* Reflection that looks for methods shows their types, too. */
    if (prog->reflect_methods)
        reach_global(ssa_type_descriptor(method_sig(set->p[i].func)));
    if (!info->entries)
        info->entries = NEW_N(prog->arena, Func *, set->n);
    if (!info->entries[i]) {
        info->entries[i] = wrap_iface_entry(t, m);
        info->entries[i]->flags |= FN_METHOD_ENTRY;
        prog->reach->methods_live++;
    }
    reach_func(info->entries[i]);
    return info->entries[i];
}

Func *ssa_method_func(Type *t, const Method *m, bool create)
{
    TypeInfo *info = type_info(t);
    const MethodVec *set = typ_method_set(t);
    uint32_t i = (uint32_t)(m - set->p);
    if (!info->method_funcs && create)
        info->method_funcs = NEW_N(prog->arena, Func *, set->n);
    if (create && !info->method_funcs[i]) {
        info->method_funcs[i] = wrap_method_func(t, m);
        reach_func(info->method_funcs[i]);
    }
    return info->method_funcs ? info->method_funcs[i] : NULL;
}

static bool visible_as(const Mark *m, Package *pkg, Type *sig)
{
    return m->sig == sig && (!m->pkg || m->pkg == pkg);
}

void ssa_mark_iface_method(Object *imethod, Type *iface)
{
    (void)iface;
    if (imethod->pkg && !strcmp(imethod->pkg->path, "reflect") && (name_is(imethod->name, "Method") || name_is(imethod->name, "MethodByName")))
        prog->reflect_method_funcs = true;
    Mark mark = { imethod->name, imethod->exported ? NULL : imethod->pkg, method_sig(imethod), prog->reach->current };
    ByName *n = by_name(mark.name);
    for (uint32_t i = 0; i < n->marks.n; i++) {
        if (n->marks.p[i].sig == mark.sig && n->marks.p[i].pkg == mark.pkg)
            return;
    }
    vec_push(prog->arena, &n->marks, mark);
    for (uint32_t i = 0; i < n->candidates.n; i++) {
        Candidate c = n->candidates.p[i];
        if (visible_as(&mark, c.pkg, c.sig))
            method_live(c.t, c.index, mark.by);
    }
}

void ssa_mark_in_interface(Type *t)
{
    if (!t->canonical)
        t = typ_canon(t);
    TypeInfo *info = type_info(t);
    if (info->in_interface)
        return;
    info->in_interface = true;
    vec_push(prog->arena, &prog->reach->in_interface, t);
    if (typ_is_interface(t))
        return;
    const MethodVec *set = typ_method_set(t);
    for (uint32_t i = 0; i < set->n; i++) {
        Object *m = set->p[i].func;
        ByName *n = by_name(m->name);
        Candidate c = { t, i, m->exported ? NULL : m->pkg, method_sig(m) };
        vec_push(prog->arena, &n->candidates, c);
        const char *by = prog->reflect_methods && m->exported ? "reflection" : NULL;
        for (uint32_t k = 0; k < n->marks.n && !by; k++)
            by = visible_as(&n->marks.p[k], c.pkg, c.sig) ? n->marks.p[k].by : NULL;
        if (by)
            method_live(t, i, by);
    }
}

static void mark_parts(Type *t);

/* Values of unexported fields can't become interfaces; but an embedded struct's exported fields can. */
static void mark_field(const Object *field)
{
    if (field->exported) {
        ssa_mark_in_interface(typ_canon(field->type));
    } else if (field->embedded) {
        Type *t = typ_unalias(field->type);
        mark_parts(typ_canon(t->kind == T_POINTER ? t->u.pointer.base : t));
    }
}

bool ssa_reflects_pointer(Type *t)
{
    const Type *u = typ_underlying(t);
    return u->kind == T_STRUCT || (typ_unalias(t)->kind == T_NAMED && u->kind != T_INTERFACE);
}

/* What reflection reaches from a value of type t. */
static void mark_parts(Type *t)
{
    Type *u = typ_underlying(t);
    if (type_info(t)->parts_marked)
        return;
    type_info(t)->parts_marked = true;
    if (ssa_reflects_pointer(t)) {
        Type *ptr = typ_canon(typ_new_pointer(t));
        ssa_mark_in_interface(ptr);
        if (typ_method_set(ptr)->n) {       /* reflect can make the type itself, but not with its methods */
            type_info(t)->pointer = ssa_type_descriptor(ptr);
            reach_global(type_info(t)->pointer);
        }
    }
    switch (u->kind) {
    case T_POINTER: ssa_mark_in_interface(typ_canon(u->u.pointer.base)); break;
    case T_SLICE: ssa_mark_in_interface(typ_canon(u->u.slice.elem)); break;
    case T_ARRAY: ssa_mark_in_interface(typ_canon(u->u.array.elem)); break;
    case T_CHAN: ssa_mark_in_interface(typ_canon(u->u.chan.elem)); break;
    case T_MAP:
        ssa_mark_in_interface(typ_canon(u->u.map.key));
        ssa_mark_in_interface(typ_canon(u->u.map.elem));
        break;
    case T_STRUCT:
        for (uint32_t i = 0; i < u->u.strct.fields.n; i++)
            mark_field(u->u.strct.fields.p[i]);
        break;
    case T_SIGNATURE: {
        const ObjectVec *lists[] = { &u->u.sig.params->u.tuple.vars, &u->u.sig.results->u.tuple.vars };
        for (int k = 0; k < 2; k++) {
            for (uint32_t i = 0; i < lists[k]->n; i++)
                ssa_mark_in_interface(typ_canon(lists[k]->p[i]->type));
        }
        break;
    }
    default: break;
    }
}

Global *ssa_pointer_to_this(Type *t) { return type_info(t)->pointer; }

static void keep_exported_methods(void)
{
    prog->reflect_methods = true;
    prog->reach->methods_live++;        /* interface types are filled again: with descriptors of their methods' types */
    prog->reach->reflect_globals = UINT32_MAX;
    for (uint32_t i = 0; i < prog->reach->in_interface.n; i++) {
        Type *t = prog->reach->in_interface.p[i];
        const MethodVec *set = typ_is_interface(t) ? NULL : typ_method_set(t);
        for (uint32_t k = 0; set && k < set->n; k++) {
            if (set->p[k].func->exported)
                method_live(t, k, "reflection");
        }
    }
}

/* What follows from a function of package reflect being live. */
static void note_reflect(const Func *f)
{
    if (!f->pkg || !f->obj || strcmp(f->pkg->path, "reflect") != 0)
        return;
    prog->reach->reflects = true;
    static const char *const by_name_funcs[] = { "reflect.Value.Method", "reflect.Value.MethodByName",
                                                 "reflect.(*rtype).Method", "reflect.(*rtype).MethodByName" };
    for (uint32_t i = 0; i < LEN(by_name_funcs) && !prog->reflect_methods; i++) {
        if (!strcmp(f->symbol, by_name_funcs[i]))
            keep_exported_methods();
    }
}

/* ---- scanning ---- */

static void need_runtime(uint32_t slot, const char *name)
{
    if (!prog->reach->runtime_checks[slot]) {
        prog->reach->runtime_checks[slot] = true;
        ssa_runtime_func(name);
    }
}

/* By BoundsKind. */
static const char *const bounds_panics[] = {
    "goPanicIndex", "goPanicIndexU", "goPanicSliceAlen", "goPanicSliceAlenU", "goPanicSliceAcap", "goPanicSliceAcapU",
    "goPanicSliceB", "goPanicSliceBU", "goPanicSlice3Alen", "goPanicSlice3AlenU", "goPanicSlice3Acap", "goPanicSlice3AcapU",
    "goPanicSlice3B", "goPanicSlice3BU", "goPanicSlice3C", "goPanicSlice3CU", "goPanicSliceConvert",
};

static void scan_value(Value *v)
{
    enum { DIV = 32, SHIFT, NIL };
    switch (v->op) {
    case V(CALL): case V(FUNC_INDEX): reach_func(v->aux.func); break;
    case V(ADDR_GLOBAL): case V(NEW_LAYOUT): reach_global(v->aux.global); break;
    case V(ADDR_ITAB): reach_global(v->aux.itab->global); break;
    case V(NEW): reach_global(ssa_alloc_descriptor(v->aux.type)); break;
    case V(LOCAL):
        if (v->aux.type)        /* may become a heap object */
            reach_global(ssa_alloc_descriptor(v->aux.type));
        break;
    case V(CALL_ITAB): {
        TypeSet *set = typ_type_set(v->aux.type);
        ssa_mark_iface_method(set->methods.p[v->imm], v->aux.type);
        break;
    }
    case V(BOUNDS): case V(SLICE_BOUNDS): need_runtime((uint32_t)v->imm, bounds_panics[v->imm]); break;
    case V(DIV_CHECK): need_runtime(DIV, "panicdivide"); break;
    case V(SHIFT_CHECK): need_runtime(SHIFT, "panicshift"); break;
    case V(NIL_CHECK): need_runtime(NIL, "sigpanic"); break;
    default: break;
    }
}

void reach_scan(Func *f)
{
    for (uint32_t i = 0; i < f->blocks.n; i++) {
        for (Value *v = f->blocks.p[i]->first; v; v = v->next)
            scan_value(v);
    }
}

/* ---- the loop ---- */

/* A body for a function that nothing defines: reached only by code that never runs it. */
static void build_missing(Func *f)
{
    Builder b;
    build_begin(&b, f);
    build_runtime(&b, "panicunreachable", NULL, 0, NULL, f->pos);
    b.cur = NULL;
    build_finish(&b);
}

static void build_one(Func *f)
{
    f->state = FUNC_BUILT;
    prog->reach->current = f->symbol;
    note_reflect(f);
    if (f->flags & (FN_C | FN_IMPORT))
        return;
    if (!f->build) {
        if (!strncmp(f->symbol, "gocw.", 5)) {
            reflect_note(f);
            prog->reach->reflect_globals = UINT32_MAX;      /* look again */
            return;                         /* the back end's */
        }
        f->build = build_missing;
    }
    ice_context("ssa", NULL, f->symbol);
    if (f->obj && f->build == build_func) {
        typ_check_body(f->obj);
        f->info = f->obj->u.func.info;
        if (!f->info || diag_count())
            f->build = build_missing;
        else
            f->flags |= (f->info->has_defer ? FN_HAS_DEFER : 0) | (f->info->has_recover ? FN_HAS_RECOVER : 0);
    }
    f->build(f);
    f->size = f->nvalues;
#ifdef GOCW_DEBUG
    ssa_verify(f, "building");
#endif
    reach_scan(f);
}

static void follow_relocs(Global *g)
{
    for (uint32_t i = 0; i < g->relocs.n; i++) {
        Reloc *r = &g->relocs.p[i];
        if (r->kind == RELOC_GLOBAL || r->kind == RELOC_GLOBAL32)
            reach_global(r->u.global);
        else if (r->kind == RELOC_FUNC)
            reach_func(r->u.func);
    }
}

static void fill(ReachState *r, uint32_t i)
{
    Global *g = r->globals.p[i];
    r->filled_at.p[i] = r->methods_live;
    if (g->fill) {
        g->data = NULL;
        g->relocs.n = 0;
        g->fill(g);
    } else if (g->type) {
        init_var_live(g);
    }
    follow_relocs(g);
}

/* ---- calls by reflection ---- */

static void reflect_methods_of(Type *t)
{
    const MethodVec *set = typ_method_set(t);
    for (uint32_t i = 0; i < set->n; i++) {
        Object *m = set->p[i].func;
        if (!m->exported || !ssa_method_entry(t, &set->p[i], false))
            continue;
        Type *sig = method_sig(m);
        ssa_mark_in_interface(sig);
        reach_global(ssa_type_descriptor(sig));
        reflect_method(sig, prog->reflect_method_funcs ? t : NULL);
        if (prog->reflect_method_funcs)
            ssa_method_func(t, &set->p[i], true);
    }
}

/* What reflection needs of the types that are live by now; true: something may have turned live. */
static bool reflect_more(ReachState *r)
{
    if (r->reflect_globals == r->globals.n && r->reflect_methods == r->methods_live)
        return false;
    r->reflect_globals = r->globals.n;
    r->reflect_methods = r->methods_live;
    for (uint32_t i = 0; i < r->globals.n; i++) {
        Global *g = r->globals.p[i];
        if (!strncmp(g->symbol, "type:", 5) && g->fill && typ_underlying(g->fill_arg)->kind == T_SIGNATURE)
            reflect_func_type(g->fill_arg);
    }
    for (uint32_t i = 0; prog->reflect_methods && i < r->in_interface.n; i++) {
        if (!typ_is_interface(r->in_interface.p[i]))
            reflect_methods_of(r->in_interface.p[i]);
    }
    return true;
}

/* ---- functions that wait for others ---- */

/* Some type that has it as its underlying type may be in an interface. */
static bool has_basic(const char *name)
{
    for (uint32_t i = 0; i < prog->reach->in_interface.n; i++) {
        const Type *u = typ_underlying(prog->reach->in_interface.p[i]);
        if (u->kind == T_BASIC && !strcmp(u->u.basic.name, name))
            return true;
    }
    return false;
}

static bool is_live(const char *symbol)
{
    if (!strchr(symbol, '.'))
        return has_basic(symbol);
    Object *o = linkname_find(symbol);
    if (o && o->kind == OBJ_FUNC)
        return ssa_func_for(o, NULL, 0)->state != FUNC_DECLARED;
    return o && ssa_global_for_var(o)->live;
}

static bool is_wanted(const Func *f)
{
    const char *list = ssa_pragma(f, "gocw:with");
    while (*list) {
        size_t n = strcspn(list, " ");
        if (is_live(arena_strndup(prog->arena, list, n)))
            return true;
        list += n + strspn(list + n, " ");
    }
    return false;
}

/* Those that need wait no longer are queued. True: there were some. */
static bool end_waits(ReachState *r)
{
    uint32_t n = r->waiting.n, kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        Func *f = r->waiting.p[i];
        if (is_wanted(f))
            vec_push(prog->arena, &prog->queue, f);
        else
            r->waiting.p[kept++] = f;
    }
    r->waiting.n = kept;
    return kept < n;
}

/* Returns zeros. */
static void build_empty(Func *f)
{
    Builder b;
    build_begin(&b, f);
    const ObjectVec *results = &f->obj->type->u.sig.results->u.tuple.vars;
    Val *vals = NEW_N(b.arena, Val, results->n + 1);
    b.results = NEW_N(b.arena, Var *, results->n + 1);      /* no variables */
    for (uint32_t i = 0; i < results->n; i++)
        vals[i] = build_zero(&b, build_type(&b, results->p[i]->type));
    build_return_vals(&b, vals, results->n, f->pos);
    build_finish(&b);
}

static bool step(ReachState *r)
{
    if (r->next_func < prog->queue.n) {
        build_one(prog->queue.p[r->next_func++]);
        return true;
    }
    if (r->next_global < r->globals.n) {
        fill(r, r->next_global++);
        return true;
    }
    if (r->reflects && r->reflected < r->in_interface.n) {
        mark_parts(r->in_interface.p[r->reflected++]);
        return true;
    }
    return r->reflects && reflect_more(r);
}

/* Descriptors and itabs that were filled before the last methods turned live. True: there were some. */
static bool refill(ReachState *r)
{
    bool any = false;
    for (uint32_t i = 0; i < r->globals.n; i++) {
        if (r->globals.p[i]->fill && r->filled_at.p[i] < r->methods_live) {
            fill(r, i);
            any = true;
        }
    }
    return any;
}

static void reach_all(ReachState *r)
{
    do {
        while (step(r))
            ;
    } while (refill(r) || end_waits(r));
}

void ssa_build_all(Program *p)
{
    ReachState *r = p->reach;
    reach_all(r);
    if (p->init && p->init->state == FUNC_QUEUED) {
        build_one(p->init);
        reach_all(r);
    }
    for (uint32_t i = 0; i < r->waiting.n; i++) {
        r->waiting.p[i]->build = build_empty;
        build_one(r->waiting.p[i]);
    }
    ice_context("", NULL, NULL);
}

void ssa_each_entry(void (*fn)(void *ctx, const Name *method, Func *entry), void *ctx)
{
    for (uint32_t i = 0; i < prog->reach->in_interface.n; i++) {
        Type *t = prog->reach->in_interface.p[i];
        TypeInfo *info = type_info(t);
        const MethodVec *set = info->entries ? typ_method_set(t) : NULL;
        for (uint32_t k = 0; set && k < set->n; k++) {
            if (info->entries[k])
                fn(ctx, set->p[k].func->name, info->entries[k]);
        }
    }
}

const Name *ssa_called_method(const Value *v)
{
    return typ_type_set(v->aux.type)->methods.p[v->imm]->name;
}
