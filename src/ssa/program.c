/*
 * program.c - the program: its functions and static data by what they stand for, each made at the first reference.
 *
 * A Func is known by its declared object and type arguments (canonical, so identity is that of pointers); its body is made when
 * reach.c finds it referenced. Functions without body are replaced by what linkname resolves them to, C functions of
 * runtime/abi.def ("//gocw:c NAME"), host imports ("//go:wasmimport"), or gocw.* functions of the compiler itself.
 */
#include "build_int.h"
#include "prog_int.h"

#include <stdlib.h>

Package *prog_main;
void (*ssa_fill_type_descriptor)(Global *g);
void (*ssa_fill_itab)(Global *g);
bool (*ssa_define_symbol)(Func *f);

static struct {
    StrMap instances;       /* object id and type ids -> Func * */
    StrMap twins;           /* symbol -> Func * */
    StrMap c_funcs;         /* name -> Func * */
    StrMap by_symbol;       /* variables by symbol -> Global * */
    StrMap strings;         /* bytes -> Global * */
    StrMap itabs;           /* two type ids -> Global * */
    StrMap layouts;         /* size and mask -> Global * */
    PtrMap closures;        /* Func * -> Global * */
    PtrMap thunks;          /* Func * -> its code with a context */
    PtrMap runtime_funcs;   /* Name * -> Func * */
} tab;

static bool has_package(const PackageVec *v, const char *path)
{
    for (uint32_t i = 0; i < v->n; i++)
        if (strcmp(v->p[i]->path, path) == 0) return true;
    return false;
}

Program *ssa_program_new(Package *main, PackageVec *init_order, const SsaConfig *config)
{
    Arena *a = arena_new("program");
    prog = NEW(a, Program);
    prog->arena = a;
    prog->is_js = config->is_js;
    prog->is_shared = config->is_shared;
    prog->stress = config->stress;
    prog->opt_level = config->opt_level;
    prog->ld_x = config->ld_x;
    StrMap *maps[] = { &tab.instances, &tab.twins, &tab.c_funcs, &tab.by_symbol, &tab.strings, &tab.itabs, &tab.layouts };
    for (uint32_t i = 0; i < LEN(maps); i++)
        strmap_init(maps[i], a);
    ptrmap_init(&tab.closures, a);
    ptrmap_init(&tab.thunks, a);
    ptrmap_init(&tab.runtime_funcs, a);
    if (!init_order)
        return prog;
    prog_main = main && name_is(main->name, "main") ? main : NULL;
    if (prog_main)
        prog_main->path = "main";           /* as symbols, type strings and reflection name it */
    for (uint32_t i = 0; i < init_order->n; i++)
        vec_push(a, &prog->packages, init_order->p[i]);
    linkname_collect(init_order);
    reach_init(prog);
    prog->init = ssa_func_new("gocw.init", ssa_sig(NULL, 0, NULL, 0));
    prog->init->go_name = "runtime.doInit";
    prog->init->build = init_build;
    prog->init->flags = FN_INIT;
    init_collect(prog);
    const char *entry = prog->is_shared ? "libmain" : "main";
    prog->entry = prog_main || prog->is_shared ? ssa_runtime_func(entry) : NULL;
    if (prog->is_js && prog->entry && has_package(init_order, "syscall/js"))
        reach_global(ssa_closure_of(ssa_runtime_func("handleEvent")));
    if (prog->entry)
        reach_global(ssa_closure_of(prog->entry));
    return prog;
}

/* ---- functions ---- */

static void put_type_args(Buf *b, Type *const *targs, uint32_t n)
{
    buf_putc(b, '[');
    for (uint32_t i = 0; i < n; i++)
        buf_printf(b, "%s%s", i ? "," : "", typ_string(targs[i], QUAL_PATH));
    buf_putc(b, ']');
}

static Type *receiver_base(const Object *o, bool *ptr)
{
    Type *sig = o->kind == OBJ_FUNC ? o->type : NULL;
    *ptr = false;
    if (!sig || sig->kind != T_SIGNATURE || !sig->u.sig.recv)
        return NULL;
    Type *t = typ_unalias(sig->u.sig.recv->type);
    if (t->kind == T_POINTER) {
        *ptr = true;
        t = typ_unalias(t->u.pointer.base);
    }
    return t->kind == T_NAMED ? t : NULL;
}

/* importpath.F[int], importpath.(*T[int]).M; short_args: [...] instead, as tracebacks have it. */
static const char *func_name(Object *o, Type *const *targs, uint32_t n, bool short_args)
{
    Buf b;
    buf_init(&b, prog->arena);
    buf_printf(&b, "%s.", o->pkg ? symbol_prefix(o->pkg) : "go");
    bool ptr;
    Type *base = receiver_base(o, &ptr);
    uint32_t own = 0;
    if (base) {
        own = base->u.named.ntparams;
        if (!own && o->type->u.sig.nrparams)
            own = o->type->u.sig.nrparams;
        buf_printf(&b, "%s%s", ptr ? "(*" : "", base->u.named.obj->name->s);
        if (own && n) {
            if (short_args)
                buf_puts(&b, "[...]");
            else
                put_type_args(&b, targs, own);
        }
        buf_puts(&b, ptr ? ")." : ".");
    }
    buf_puts(&b, o->name->s);
    if (n > own) {
        if (short_args)
            buf_puts(&b, "[...]");
        else
            put_type_args(&b, targs + own, n - own);
    }
    return buf_str(&b);
}

const char *object_symbol(Object *o)
{
    typ_resolve(o);
    return func_name(o, NULL, 0, false);
}

static uint32_t pragma_flags(const DirectiveVec *d)
{
    uint32_t flags = 0;
    for (uint32_t i = 0; i < d->n; i++) {
        if (!strcmp(d->p[i].text, "go:noinline"))
            flags |= FN_NOINLINE;
        if (!strcmp(d->p[i].text, "gocw:noreturn"))
            flags |= FN_NORETURN | FN_NOINLINE;
        if (!strcmp(d->p[i].text, "go:uintptrescapes") || !strcmp(d->p[i].text, "go:uintptrkeepalive"))
            flags |= FN_UINTPTR_KEEP;
    }
    return flags;
}

/* The value of "//verb value..." above the declaration, or NULL. */
static const char *pragma_value(const Node *decl, const char *verb)
{
    const DirectiveVec *d = &decl->u.func_decl.pragma;
    size_t n = strlen(verb);
    for (uint32_t i = 0; i < d->n; i++) {
        const char *s = d->p[i].text;
        if (!strncmp(s, verb, n) && (s[n] == ' ' || s[n] == '\t'))
            return s + n + strspn(s + n, " \t");
    }
    return NULL;
}

const char *ssa_pragma(const Func *f, const char *verb)
{
    return f->obj && f->obj->decl && f->obj->decl->kind == N_FUNC_DECL ? pragma_value(f->obj->decl, verb) : NULL;
}

static const char *word(const char **s)
{
    *s += strspn(*s, " \t");
    size_t n = strcspn(*s, " \t");
    const char *w = arena_strndup(prog->arena, *s, n);
    *s += n;
    return w;
}

/* Wrapper functions of the library: recover looks through them (cmd/compile does the same). */
static bool library_wrapper(const char *symbol)
{
    return !strcmp(symbol, "reflect.callReflect") || !strcmp(symbol, "reflect.callMethod");
}

static void set_type_params(Func *f, Type *sig, Type *const *targs, uint32_t n)
{
    uint32_t np = sig->u.sig.nrparams + sig->u.sig.ntparams;
    if (!np || !n)
        return;
    ICE_IF(np != n, f->pos, "%s: %u type arguments for %u parameters", f->symbol, n, np);
    f->tparams = NEW_N(prog->arena, Type *, np);
    f->targs = NEW_N(prog->arena, Type *, np);
    memcpy(f->targs, targs, n * sizeof *targs);
    for (uint32_t i = 0; i < sig->u.sig.nrparams; i++)
        f->tparams[i] = sig->u.sig.rparams[i];
    for (uint32_t i = 0; i < sig->u.sig.ntparams; i++)
        f->tparams[sig->u.sig.nrparams + i] = sig->u.sig.tparams[i];
    f->ntargs = n;
}

static Type *instance_type(const Func *f, Type *t)
{
    return typ_canon(f->ntargs ? typ_subst(t, f->tparams, f->targs, f->ntargs) : t);
}

/* The flattened signature of a declared function in this instance. */
static Sig *instance_sig(Func *f, Type *sig)
{
    Type *recv = sig->u.sig.recv ? instance_type(f, sig->u.sig.recv->type) : NULL;
    Type *plain = typ_new_signature(NULL, sig->u.sig.params, sig->u.sig.results, sig->u.sig.variadic);
    return layout_sig(recv, instance_type(f, plain), false);
}

static Func *func_new(Object *o, Type *const *targs, uint32_t n)
{
    const char *remote = linkname_of(o);
    bool has_body = o->decl && o->decl->kind == N_FUNC_DECL && o->decl->u.func_decl.body;
    const char *symbol = func_name(o, targs, n, false);
    Func *f = ssa_func_new(remote && has_body ? remote : symbol, NULL);
    f->go_name = n ? func_name(o, targs, n, true) : f->symbol;
    f->pkg = o->pkg;
    f->pos = o->pos;
    f->obj = o;
    Type *sig = o->type;
    set_type_params(f, sig, targs, n);
    f->sig = instance_sig(f, sig);
    if (o->decl && o->decl->kind == N_FUNC_DECL)
        f->flags |= pragma_flags(&o->decl->u.func_decl.pragma);
    if (library_wrapper(symbol))
        f->flags |= FN_WRAPPER;
    if (has_body)
        f->build = build_func;
    return f;
}

Func *ssa_func_twin(const Func *f, int64_t place)
{
    char *symbol = arena_printf(prog->arena, "%s·%lld", f->symbol, (long long)place);
    Func *twin = strmap_get(&tab.twins, symbol, strlen(symbol));
    if (twin)
        return twin;
    twin = func_new(f->obj, f->targs, f->ntargs);
    twin->symbol = symbol;
    twin->place = place;
    strmap_set(&tab.twins, symbol, strlen(symbol), twin);
    return twin;
}

/* runtime.init of a pulled gocw.* function and the like. */
static Func *compiler_func(Func *f, const char *symbol)
{
    if (!strcmp(symbol, "gocw.init"))
        return prog->init;
    f->symbol = symbol;
    if (!ssa_define_symbol || !ssa_define_symbol(f))
        f->build = NULL;
    reflect_symbol(f);
    return f;
}

/* What stands for a body-less function. */
Func *ssa_resolve_body(Func *f)
{
    Object *o = f->obj;
    const char *value = pragma_value(o->decl, "gocw:c");
    if (value)
        return ssa_c_func(word(&value));
    value = pragma_value(o->decl, "go:wasmimport");
    if (value) {
        f->wasm_module = word(&value);
        f->wasm_name = word(&value);
        f->flags |= FN_IMPORT;
        return f;
    }
    const char *symbol = NULL;
    Object *target = linkname_target(o, &symbol);
    if (target)
        return ssa_func_for(target, NULL, 0);
    if (symbol && !strncmp(symbol, "gocw.", 5))
        return compiler_func(f, symbol);
    return f;
}

static bool body_less(const Func *f)
{
    return f->obj && f->obj->decl && f->obj->decl->kind == N_FUNC_DECL && !f->obj->decl->u.func_decl.body;
}

Func *ssa_func_for(Object *o, Type *const *targs, uint32_t n)
{
    if (o->u.func.origin)
        o = o->u.func.origin;
    if (!n && o->backend)
        return o->backend;
    uint32_t few[16], *key = n < LEN(few) ? few : NEW_N(prog->arena, uint32_t, n + 1);
    size_t size = (n + 1) * sizeof *key;
    if (n) {
        key[0] = o->id;
        for (uint32_t i = 0; i < n; i++)
            key[i + 1] = targs[i]->id;
        Func *f = strmap_get(&tab.instances, (const char *)key, size);
        if (f)
            return f;
    }
    typ_resolve(o);
    Func *f = func_new(o, targs, n);
    Object *instead = n ? NULL : linkname_replacement(f->symbol);
    if (instead && instead != o)
        return o->backend = ssa_func_for(instead, NULL, 0);
    if (n)
        strmap_set(&tab.instances, (const char *)key, size, f);
    else
        o->backend = f;
    if (body_less(f)) {
        Func *target = ssa_resolve_body(f);
        if (!n)
            o->backend = target;
        return target;
    }
    return f;
}

Func *ssa_func_by_symbol(const char *symbol)
{
    if (!strcmp(symbol, "gocw.init"))
        return prog->init;
    Object *o = linkname_find(symbol);
    return o && o->kind == OBJ_FUNC ? ssa_func_for(o, NULL, 0) : NULL;
}

Func *ssa_runtime_func(const char *name)
{
    const Name *key = name_of(name);
    Func *f = ptrmap_get(&tab.runtime_funcs, key);
    if (!f) {
        f = ssa_func_by_symbol(arena_printf(prog->arena, "runtime.%s", name));
        ICE_IF(!f, NO_POS, "package runtime has no function %s", name);
        ptrmap_set(&tab.runtime_funcs, key, f);
    }
    reach_func(f);
    return f;
}

/* ---- C functions: runtime/abi.def ---- */

enum { A = CFX_ALLOC, S = CFX_SUSPEND, X = CFX_EXIT, R = CFX_READ, P = CFX_PURE, G = CFX_COLLECT | CFX_ALLOC };

static const CEntry c_entries[] = {
#define RT(name, result, params, effects) { #name, #result[0], params, effects },
#include "../../runtime/abi.def"
#undef RT
};

static uint8_t letter_type(char c)
{
    return c == 'i' ? IR_I32 : c == 'l' ? IR_I64 : c == 'f' ? IR_F32 : c == 'd' ? IR_F64 : IR_PTR;
}

static const CEntry *c_entry(const char *name)
{
    for (uint32_t i = 0; i < LEN(c_entries); i++) {
        if (!strcmp(c_entries[i].name, name))
            return &c_entries[i];
    }
    ice(NO_POS, "runtime/abi.def has no function %s", name);
}

Func *ssa_c_func(const char *name)
{
    Func *f = strmap_get(&tab.c_funcs, name, strlen(name));
    if (f)
        return f;
    const CEntry *e = c_entry(name);
    uint8_t params[16], result = 0;
    uint32_t n = 0;
    for (; e->params[n]; n++)
        params[n] = letter_type(e->params[n]);
    if (e->result != 'v')
        result = letter_type(e->result);
    f = ssa_func_new(e->name, ssa_sig(params, n, &result, e->result != 'v'));
    f->flags = FN_C;
    f->c_entry = e;
    strmap_set(&tab.c_funcs, name, strlen(name), f);
    return f;
}

/* ---- static data ---- */

Global *ssa_global_new(const char *symbol, uint64_t size, uint32_t align)
{
    Global *g = NEW(prog->arena, Global);
    g->id = prog->globals.n;
    g->symbol = symbol;
    g->size = size;
    g->align = align;
    vec_push(prog->arena, &prog->globals, g);
    return g;
}

Global *ssa_global_for_var(Object *var)
{
    if (var->backend)
        return var->backend;
    typ_resolve(var);
    const char *remote = linkname_of(var), *symbol = remote ? remote : object_symbol(var);
    const TypeLayout *lay = ssa_layout(var->type);
    bool blank = name_is(var->name, "_");
    if (!lay->size) {           /* all at one address, that of objects without size */
        symbol = "runtime.zerobase";
        lay = ssa_layout(typ_basic[B_UINTPTR]);
        blank = false;
    }
    Global *g = blank ? NULL : strmap_get(&tab.by_symbol, symbol, strlen(symbol));
    if (!g) {
        g = ssa_global_new(symbol, (uint64_t)lay->size, lay->align);
        g->type = lay->type;
        g->cell = ssa_cell_of_var(g, 0, lay->type);
        g->pkg = var->pkg;
        g->has_ptrs = lay->ptr_bytes != 0;
        strmap_set(&tab.by_symbol, symbol, strlen(symbol), g);
    }
    var->backend = g;
    return g;
}

Global *ssa_string_data(const char *s, size_t n)
{
    Global *g = strmap_get(&tab.strings, s, n);
    if (!g) {
        g = ssa_global_new(arena_printf(prog->arena, "string.%u", tab.strings.n), n, 1);
        g->data = (uint8_t *)arena_strndup(prog->arena, s, n);
        g->readonly = true;
        strmap_set(&tab.strings, s, n, g);
    }
    return g;
}

Func *ssa_closure_code(Func *f)
{
    if (f->flags & FN_CONTEXT)
        return f;
    Func *code = ptrmap_get(&tab.thunks, f);
    if (!code)
        ptrmap_set(&tab.thunks, f, code = wrap_context(f));
    return code;
}

Global *ssa_closure_of(Func *f)
{
    Global *g = ptrmap_get(&tab.closures, f);
    if (!g) {
        Func *code = ssa_closure_code(f);
        g = ssa_global_new(arena_printf(prog->arena, "%s.closure", f->symbol), 8, 8);
        g->readonly = true;
        vec_push(prog->arena, &g->relocs, ((Reloc){ .offset = 0, .kind = RELOC_FUNC, .u.func = code }));
        ptrmap_set(&tab.closures, f, g);
    }
    return g;
}

static void fill_type_descriptor(Global *g)
{
    if (ssa_fill_type_descriptor)
        ssa_fill_type_descriptor(g);
}

static void fill_itab(Global *g)
{
    if (ssa_fill_itab)
        ssa_fill_itab(g);
}

Global *ssa_type_descriptor(Type *t)
{
    if (!t->canonical)
        t = typ_canon(t);
    TypeInfo *info = type_info(t);
    if (!info->descriptor) {
        const char *name = typ_string(t, QUAL_PATH);
        info->descriptor = ssa_global_new(arena_printf(prog->arena, "type:%s", name), 0, 8);
        info->descriptor->fill = fill_type_descriptor;
        info->descriptor->fill_arg = t;
        info->descriptor->readonly = true;
    }
    return info->descriptor;
}

Type *ssa_described_type(const Global *g)
{
    return g->fill == fill_type_descriptor ? g->fill_arg : NULL;
}

ItabRef *ssa_described_itab(const Global *g)
{
    return g->fill == fill_itab ? g->fill_arg : NULL;
}

/* Interface types of equal methods but different names have itabs of their own, as the run-time table has. */
Global *ssa_alloc_descriptor(Type *t)
{
    enum { MAX_WORDS = 128 };
    const TypeLayout *l = ssa_layout(t);
    uint32_t nwords = (uint32_t)(l->ptr_bytes / 8);
    if (nwords > MAX_WORDS)
        return ssa_type_descriptor(t);
    uint8_t mask[MAX_WORDS / 8 + 8] = { 0 };
    ssa_ptr_mask(t, mask);
    return ssa_layout_descriptor((uint64_t)l->size, mask, nwords);
}

Global *ssa_itab(Type *concrete, Type *iface)
{
    if (!concrete->canonical)
        concrete = typ_canon(concrete);
    iface = typ_canon(iface);
    uint32_t key[2] = { concrete->id, iface->id };
    Global *g = strmap_get(&tab.itabs, (const char *)key, sizeof key);
    if (!g) {
        const char *c = arena_strdup(prog->arena, typ_string(concrete, QUAL_PATH));
        ItabRef *ref = NEW(prog->arena, ItabRef);
        g = ssa_global_new(arena_printf(prog->arena, "itab:%s,%s", c, typ_string(iface, QUAL_PATH)), 0, 8);
        *ref = (ItabRef){ concrete, iface, g };
        g->fill = fill_itab;
        g->fill_arg = ref;
        g->readonly = true;
        strmap_set(&tab.itabs, (const char *)key, sizeof key, g);
        ssa_mark_in_interface(concrete);
    }
    return g;
}

/* struct { size, ptrbytes uint64; ... ; gcdata *byte } : the part of abi.Type that allocation looks at. */
Global *ssa_layout_descriptor(uint64_t size, const uint8_t *mask, uint32_t nwords)
{
    while (nwords && !(mask[(nwords - 1) / 8] >> ((nwords - 1) % 8) & 1))
        nwords--;
    uint32_t nbytes = (nwords + 7) / 8;
    char *key = arena_alloc(prog->arena, nbytes + 12);
    memcpy(key, &size, 8);
    memcpy(key + 8, &nwords, 4);
    memcpy(key + 12, mask, nbytes);
    Global *g = strmap_get(&tab.layouts, key, nbytes + 12);
    if (!g) {
        enum { GCDATA = 32, SIZE = 48 };
        uint32_t id = tab.layouts.n;
        uint64_t ptr_bytes = nwords * UINT64_C(8);
        g = ssa_global_new(arena_printf(prog->arena, "layout.%u", id), SIZE, 8);
        g->readonly = true;
        g->data = arena_alloc(prog->arena, SIZE);
        memcpy(g->data, &size, 8);
        memcpy(g->data + 8, &ptr_bytes, 8);
        if (nbytes) {
            Global *bits = ssa_string_data(key + 12, nbytes);
            vec_push(prog->arena, &g->relocs, ((Reloc){ .offset = GCDATA, .kind = RELOC_GLOBAL, .u.global = bits }));
        }
        strmap_set(&tab.layouts, key, nbytes + 12, g);
    }
    return g;
}
