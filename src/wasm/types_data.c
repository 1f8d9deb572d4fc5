/*
 * types_data.c - type descriptors and itabs, byte for byte as internal/abi lays them out for 8-byte pointers, so that
 * stock reflect reads them.
 *
 *     kind struct | UncommonType (if named or with methods) | what slice headers of the kind struct point to | methods
 *
 * Name and type offsets are addresses (0: none); text offsets are table indices. A descriptor is filled when it turns
 * live; which methods are live is known only at the end, so their code is added by late_data.
 */
#include "wasm_int.h"

extern void (*ssa_fill_type_descriptor)(Global *g);
extern void (*ssa_fill_itab)(Global *g);

enum {
    TFLAG_UNCOMMON = 1, TFLAG_NAMED = 4, TFLAG_REGULAR_MEMORY = 8, TFLAG_GC_MASK_ON_DEMAND = 16, TFLAG_DIRECT_IFACE = 32,
    MAX_MASK_BYTES = 16, UNREACHABLE = -1, ROW = 16 /* of a method table */
};

/* abi.Kind */
enum { K_BOOL = 1, K_INT, K_INT8, K_INT16, K_INT32, K_INT64, K_UINT, K_UINT8, K_UINT16, K_UINT32, K_UINT64, K_UINTPTR, K_FLOAT32,
       K_FLOAT64, K_COMPLEX64, K_COMPLEX128, K_ARRAY, K_CHAN, K_FUNC, K_INTERFACE, K_MAP, K_POINTER, K_SLICE, K_STRING, K_STRUCT,
       K_UNSAFE_POINTER };

static const uint8_t basic_kind[B_COUNT] = {
    [B_BOOL] = K_BOOL, [B_INT] = K_INT, [B_INT8] = K_INT8, [B_INT16] = K_INT16, [B_INT32] = K_INT32, [B_INT64] = K_INT64,
    [B_UINT] = K_UINT, [B_UINT8] = K_UINT8, [B_UINT16] = K_UINT16, [B_UINT32] = K_UINT32, [B_UINT64] = K_UINT64,
    [B_UINTPTR] = K_UINTPTR, [B_FLOAT32] = K_FLOAT32, [B_FLOAT64] = K_FLOAT64, [B_COMPLEX64] = K_COMPLEX64,
    [B_COMPLEX128] = K_COMPLEX128, [B_STRING] = K_STRING, [B_UNSAFE_POINTER] = K_UNSAFE_POINTER,
};

static uint8_t kind_of(Type *u)
{
    static const uint8_t kinds[] = {[T_ARRAY] = K_ARRAY, [T_SLICE] = K_SLICE, [T_STRUCT] = K_STRUCT, [T_POINTER] = K_POINTER,
                                    [T_SIGNATURE] = K_FUNC, [T_INTERFACE] = K_INTERFACE, [T_MAP] = K_MAP, [T_CHAN] = K_CHAN};
    return u->kind == T_BASIC ? basic_kind[u->u.basic.kind] : kinds[u->kind];
}

/* ---- writing ---- */

static void grow(Global *g, uint64_t size)
{
    uint8_t *data = arena_alloc(be.prog->arena, size);
    if (g->data) memcpy(data, g->data, g->size);
    g->data = data;
    g->size = size;
}

static void put(Global *g, uint32_t at, uint64_t v, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++) g->data[at + i] = (uint8_t)(v >> (8 * i));
}

static void point(Global *g, uint32_t at, Global *to)
{
    if (to) data_reloc(g, at, RELOC_GLOBAL, to, 0);
}

static void point32(Global *g, uint32_t at, Global *to)
{
    if (to) data_reloc(g, at, RELOC_GLOBAL32, to, 0);
}

/* A slice header at `at` over n elements that start at offset `to` of the same object. */
static void self_slice(Global *g, uint32_t at, uint32_t to, uint32_t n)
{
    if (n) data_reloc(g, at, RELOC_GLOBAL, g, to);
    put(g, at + 8, n, 8);
    put(g, at + 16, n, 8);
}

/* ---- names: flags, length, text, [length, tag], [package path] ---- */

static StrMap names;

enum { NAME_EXPORTED = 1, NAME_TAG = 2, NAME_PKGPATH = 4, NAME_EMBEDDED = 8 };

static void put_varint(Buf *b, size_t n)
{
    for (; n >= 0x80; n >>= 7) buf_putc(b, (char)(n | 0x80));
    buf_putc(b, (char)n);
}

static Global *name_data(const char *s, size_t n, const char *tag, bool exported, bool embedded, Package *pkg)
{
    Buf b;
    bool has_tag = tag && *tag, has_pkg = pkg && !exported;
    if (!names.arena) strmap_init(&names, be.prog->arena);
    buf_init(&b, be.prog->arena);
    buf_putc(&b, (char)((exported ? NAME_EXPORTED : 0) | (has_tag ? NAME_TAG : 0) | (has_pkg ? NAME_PKGPATH : 0) | (embedded ? NAME_EMBEDDED : 0)));
    put_varint(&b, n);
    buf_write(&b, s, n);
    if (has_tag) {
        put_varint(&b, strlen(tag));
        buf_puts(&b, tag);
    }
    size_t used = b.n;
    if (has_pkg) buf_printf(&b, "%s", pkg->path);       /* part of the key, replaced by an offset below */
    Global *g = strmap_get(&names, b.p, b.n);
    if (g) return g;
    g = ssa_global_new(arena_printf(be.prog->arena, "name:%.*s", (int)n, s), used + (has_pkg ? 4 : 0), 1);
    g->readonly = true;
    g->data = arena_alloc(be.prog->arena, g->size);
    memcpy(g->data, b.p, used);
    strmap_set(&names, b.p, b.n, g);
    if (has_pkg) point32(g, (uint32_t)used, name_data(pkg->path, strlen(pkg->path), NULL, false, false, NULL));
    return g;
}

static Global *pkg_name(Package *p)
{
    return p ? name_data(p->path, strlen(p->path), NULL, false, false, NULL) : NULL;
}

static Global *object_name(Object *o, const char *tag, bool embedded)
{
    return name_data(o->name->s, o->name->len, tag, o->exported, embedded, o->pkg);
}

/* ---- facts ---- */

/* Is == the comparison of all bytes? */
static bool regular_memory(Type *t)
{
    Type *u = typ_underlying(t);
    switch (u->kind) {
    case T_BASIC:
        return !(u->u.basic.info & (BI_FLOAT | BI_COMPLEX | BI_STRING));
    case T_POINTER: case T_CHAN:
        return true;
    case T_ARRAY:
        return regular_memory(u->u.array.elem);
    case T_STRUCT: {
        int64_t at = 0;
        for (uint32_t i = 0; i < u->u.strct.fields.n; i++) {
            Object *f = u->u.strct.fields.p[i];
            if (typ_offsetof(u, i) != at || name_is(f->name, "_") || !regular_memory(f->type)) return false;
            at += typ_sizeof(f->type);
        }
        return at == typ_sizeof(u);
    }
    default:
        return false;
    }
}

static Object *type_object(Type *t)
{
    return t->kind == T_NAMED ? t->u.named.obj : NULL;
}

static bool is_defined(Type *t)
{
    return t->kind == T_NAMED || t->kind == T_BASIC;
}

/* Basic types have no package and no methods, but an uncommon part as all named types. */
static bool has_uncommon(Type *t)
{
    return is_defined(t) || (t->kind != T_INTERFACE && typ_underlying(t)->kind != T_INTERFACE && typ_method_set(t)->n > 0);
}

static const MethodVec *methods_of(Type *t)
{
    static const MethodVec none;
    return typ_underlying(t)->kind == T_INTERFACE ? &none : typ_method_set(t);
}

/* ---- kinds ---- */

static Global *desc(Type *t)
{
    return ssa_type_descriptor(t);
}

static uint32_t kind_struct_size(Type *u)
{
    switch (u->kind) {
    case T_ARRAY: return 72;
    case T_CHAN: return 64;
    case T_SIGNATURE: case T_POINTER: case T_SLICE: return 56;
    case T_INTERFACE: case T_STRUCT: return 80;
    case T_MAP: return 136;
    default: return 48;
    }
}

/* A method's type without its receiver. */
static Type *method_type(Object *f)
{
    return typ_canon(typ_new_signature(NULL, f->type->u.sig.params, f->type->u.sig.results, f->type->u.sig.variadic));
}

/* What interface types and method tables have for a method's type. Unless reflection may ask for methods, who reads it only wants to
 * know whether two are the same: an address without a descriptor will do, which would bring along those of all parameters. */
static Global *method_type_id(Object *f)
{
    static PtrMap ids;          /* Type * -> Global * */
    Type *t = method_type(f);
    if (be.prog->reflect_methods) return desc(t);
    if (!ids.arena) ptrmap_init(&ids, be.prog->arena);
    Global *g = ptrmap_get(&ids, t);
    if (!g) {
        g = ssa_global_new(arena_printf(be.prog->arena, "methodtype:%s", typ_string(t, QUAL_PATH)), 1, 1);
        ptrmap_set(&ids, t, g);
    }
    return g;
}

static void fill_func(Global *g, Type *u, uint32_t at)
{
    const ObjectVec *in = &u->u.sig.params->u.tuple.vars, *out = &u->u.sig.results->u.tuple.vars;
    grow(g, at + 8 * (uint64_t)(in->n + out->n));
    put(g, 48, in->n, 2);
    put(g, 50, out->n | (u->u.sig.variadic ? 1u << 15 : 0), 2);
    for (uint32_t i = 0; i < in->n + out->n; i++) point(g, at + 8 * i, desc(i < in->n ? in->p[i]->type : out->p[i - in->n]->type));
}

/* The methods of an interface's type set, in the order of method tables. */
static void fill_interface(Global *g, Type *t, Type *u, uint32_t at)
{
    const MethodVec *m = typ_method_set(u);
    grow(g, at + 8 * (uint64_t)m->n);
    Package *pkg = type_object(t) ? type_object(t)->pkg : NULL;
    for (uint32_t i = 0; i < m->n && !pkg; i++)
        if (!m->p[i].func->exported) pkg = m->p[i].func->pkg;
    point(g, 48, pkg_name(pkg));
    self_slice(g, 56, at, m->n);
    for (uint32_t i = 0; i < m->n; i++) {
        Object *f = m->p[i].func;
        point32(g, at + 8 * i, object_name(f, NULL, false));
        point32(g, at + 8 * i + 4, method_type_id(f));
    }
}

static void fill_struct(Global *g, Type *u, uint32_t at)
{
    const ObjectVec *f = &u->u.strct.fields;
    grow(g, at + 24 * (uint64_t)f->n);
    Package *pkg = NULL;
    for (uint32_t i = 0; i < f->n && !pkg; i++)
        if (!f->p[i]->exported) pkg = f->p[i]->pkg;
    point(g, 48, pkg_name(pkg));
    self_slice(g, 56, at, f->n);
    for (uint32_t i = 0; i < f->n; i++) {
        Object *o = f->p[i];
        const char *tag = u->u.strct.tags ? u->u.strct.tags[i] : NULL;
        point(g, at + 24 * i, name_data(o->name->s, o->name->len, tag, o->exported, o->embedded, NULL));
        point(g, at + 24 * i + 8, desc(o->type));
        put(g, at + 24 * i + 16, (uint64_t)typ_offsetof(u, i), 8);
    }
}

/* ---- what maps ask about keys ---- */

static bool any_part(Type *t, bool (*is)(Type *u))
{
    Type *u = typ_underlying(t);
    if (u->kind == T_ARRAY) return any_part(u->u.array.elem, is);
    if (u->kind != T_STRUCT) return is(u);
    for (uint32_t i = 0; i < u->u.strct.fields.n; i++)
        if (any_part(u->u.strct.fields.p[i]->type, is)) return true;
    return false;
}

static bool is_iface(Type *u)
{
    return u->kind == T_INTERFACE;
}

static bool has_equal_but_different(Type *u)
{
    return u->kind == T_INTERFACE || (u->kind == T_BASIC && (u->u.basic.info & (BI_FLOAT | BI_COMPLEX | BI_STRING)));
}

static bool key_needs_update(Type *key)
{
    return any_part(key, has_equal_but_different);
}

static bool hash_might_panic(Type *key)
{
    return any_part(key, is_iface);
}

/* struct { ctrl uint64; slots [8]struct { key K; elem E } }, large keys and elements by pointer. */
static void fill_map(Global *g, Type *u)
{
    enum { SLOTS = 8, MAX_INLINE = 128, NEED_KEY_UPDATE = 1, HASH_MIGHT_PANIC = 2, INDIRECT_KEY = 4, INDIRECT_ELEM = 8 };
    Type *key = typ_canon(u->u.map.key), *elem = typ_canon(u->u.map.elem);
    Type *k = typ_sizeof(key) > MAX_INLINE ? typ_new_pointer(key) : key, *e = typ_sizeof(elem) > MAX_INLINE ? typ_new_pointer(elem) : elem;
    Object *slot_fields[] = {typ_new_var(VAR_FIELD, NO_POS, NULL, name_of("key"), k), typ_new_var(VAR_FIELD, NO_POS, NULL, name_of("elem"), e)};
    Type *slot = typ_new_struct(slot_fields, 2, NULL);
    Object *group_fields[] = {typ_new_var(VAR_FIELD, NO_POS, NULL, name_of("ctrl"), typ_basic[B_UINT64]),
                              typ_new_var(VAR_FIELD, NO_POS, NULL, name_of("slots"), typ_new_array(slot, SLOTS))};
    Type *group = typ_canon(typ_new_struct(group_fields, 2, NULL));
    uint64_t stride = (uint64_t)typ_sizeof(slot), keys = (uint64_t)typ_offsetof(group, 1), elem_off = (uint64_t)typ_offsetof(slot, 1);
    point(g, 48, desc(key));
    point(g, 56, desc(elem));
    point(g, 64, desc(group));
    Func *hash = ssa_hash_func(key);
    if (hash) point(g, 72, ssa_closure_of(hash));
    put(g, 80, (uint64_t)typ_sizeof(group), 8);
    put(g, 88, keys, 8);
    put(g, 96, stride, 8);
    put(g, 104, keys + elem_off, 8);
    put(g, 112, stride, 8);
    put(g, 120, elem_off, 8);
    put(g, 128, (key_needs_update(key) ? NEED_KEY_UPDATE : 0u) | (hash_might_panic(key) ? HASH_MIGHT_PANIC : 0u) |
                    (k != key ? INDIRECT_KEY : 0u) | (e != elem ? INDIRECT_ELEM : 0u), 4);
}

/* ---- the common part ---- */

static void fill_gcdata(Global *g, Type *t, const TypeLayout *l)
{
    uint32_t words = (uint32_t)(l->ptr_bytes / 8), bytes = (words + 7) / 8;
    put(g, 8, (uint64_t)l->ptr_bytes, 8);
    if (!words) return;
    if (bytes > MAX_MASK_BYTES) {
        g->data[20] |= TFLAG_GC_MASK_ON_DEMAND;
        Global *slot = ssa_global_new("gcmask", 8, 8);
        point(g, 32, slot);
        return;
    }
    uint8_t mask[MAX_MASK_BYTES + 8] = {0};
    ssa_ptr_mask(t, mask);
    point(g, 32, ssa_string_data((const char *)mask, bytes));
}

static void fill_common(Global *g, Type *t, Type *u)
{
    const TypeLayout *l = ssa_layout(t);
    put(g, 0, (uint64_t)l->size, 8);
    put(g, 16, typ_hash(t), 4);
    g->data[20] = (uint8_t)((has_uncommon(t) ? TFLAG_UNCOMMON : 0) | (is_defined(t) ? TFLAG_NAMED : 0) |
                            (regular_memory(t) ? TFLAG_REGULAR_MEMORY : 0) | (l->direct_iface ? TFLAG_DIRECT_IFACE : 0));
    g->data[21] = g->data[22] = (uint8_t)l->align;
    g->data[23] = kind_of(u);
    fill_gcdata(g, t, l);
    Func *equal = typ_comparable_type(t) ? ssa_equal_func(t) : NULL;
    if (equal) point(g, 24, ssa_closure_of(equal));
    const char *s = typ_string(t, QUAL_NAME);
    Object *o = type_object(t);
    point32(g, 40, name_data(s, strlen(s), NULL, o ? o->exported : t->kind == T_BASIC, false, NULL));
    Global *ptr_to_this = ssa_pointer_to_this(t);
    if (ptr_to_this) point32(g, 44, ptr_to_this);
}

static uint32_t exported_methods(const MethodVec *m)
{
    uint32_t n = 0;
    while (n < m->n && m->p[n].func->exported) n++;     /* they come first */
    return n;
}

/* UncommonType at `at`. The method table is made at the end, except that reflection may ask for all exported methods and their
 * types: those rows are there from the start, so that the types are found. */
static void fill_uncommon(Global *g, Type *t, uint32_t at)
{
    const MethodVec *m = methods_of(t);
    Object *o = type_object(t);
    uint32_t table = (uint32_t)((g->size + 7) & ~(uint64_t)7), exported = exported_methods(m);
    Package *pkg = o ? o->pkg : NULL;
    if (!o && t->kind == T_POINTER && type_object(t->u.pointer.base)) pkg = type_object(t->u.pointer.base)->pkg;
    if (t == typ_basic[B_UNSAFE_POINTER]) pkg = typ_unsafe;
    if (pkg) point32(g, at, pkg_name(pkg));
    put(g, at + 6, exported, 2);
    put(g, at + 8, table - at, 4);
    if (!be.prog->reflect_methods) return;
    grow(g, table + ROW * exported);
    for (uint32_t i = 0; i < exported; i++) point32(g, table + ROW * i + 4, desc(method_type(m->p[i].func)));
}

static void fill_descriptor(Global *g)
{
    Type *t = g->fill_arg, *u = typ_underlying(t);
    uint32_t uncommon = kind_struct_size(u), behind = uncommon + (has_uncommon(t) ? 16 : 0);
    grow(g, behind);
    fill_common(g, t, u);
    switch (u->kind) {
    case T_ARRAY:
        point(g, 48, desc(u->u.array.elem));
        point(g, 56, desc(typ_canon(typ_new_slice(u->u.array.elem))));
        put(g, 64, (uint64_t)u->u.array.len, 8);
        break;
    case T_CHAN: {
        static const uint8_t dirs[] = {3, 2, 1};
        point(g, 48, desc(u->u.chan.elem));
        put(g, 56, dirs[u->u.chan.dir], 8);
        break;
    }
    case T_POINTER:
        point(g, 48, desc(u->u.pointer.base));
        break;
    case T_SLICE:
        point(g, 48, desc(u->u.slice.elem));
        break;
    case T_SIGNATURE: fill_func(g, u, behind); break;
    case T_INTERFACE: fill_interface(g, t, u, behind); break;
    case T_STRUCT: fill_struct(g, u, behind); break;
    case T_MAP: fill_map(g, u); break;
    default: break;
    }
    if (has_uncommon(t)) fill_uncommon(g, t, uncommon);
}

/* ---- itabs: Inter, Type, Hash, Fun[] ---- */

enum { ITAB_FUN = 24 };

static void fill_itab(Global *g)
{
    ItabRef *ref = g->fill_arg;
    const MethodVec *m = typ_method_set(ref->iface);
    grow(g, ITAB_FUN + 8 * (uint64_t)(m->n ? m->n : 1));
    point(g, 0, desc(ref->iface));
    point(g, 8, desc(ref->concrete));
    put(g, 16, typ_hash(ref->concrete), 4);
    put(g, ITAB_FUN, 1, 8);     /* Fun[0] == 0 would mean: not implemented */
}

/* ---- what is known at the end ---- */

static PtrMap finished;
static PtrMap wanted_methods;   /* Name * of each method of an interface type that is needed */
static GlobalVec with_methods;  /* needed descriptors of types with methods */

static const Method *find_method(const MethodVec *m, const Object *like)
{
    for (uint32_t i = 0; i < m->n; i++)
        if (m->p[i].func->name == like->name && (like->exported || m->p[i].func->pkg == like->pkg)) return &m->p[i];
    return NULL;
}

static void late_itab(Global *g)
{
    ItabRef *ref = g->fill_arg;
    const MethodVec *im = typ_method_set(ref->iface), *cm = methods_of(ref->concrete);
    for (uint32_t i = 0; i < im->n; i++) {
        const Method *m = find_method(cm, im->p[i].func);
        Func *f = m ? ssa_method_entry(ref->concrete, m, false) : NULL;
        if (f && f->state >= FUNC_BUILT) data_reloc(g, ITAB_FUN + 8 * i, RELOC_FUNC, f, 0);
    }
}

/* ---- method tables ----
 *
 * A row is read when an itab is made at run time, or when it is asked whether the type has an interface's methods; so
 * only methods of the names that needed interface types have get rows, and their code is needed only then. If
 * reflection may ask for methods as such, all exported ones have. (Xcount is their number in any case: what reflection counts.) */

static bool has_row(const Object *method)
{
    return (be.prog->reflect_methods && method->exported) || ptrmap_has(&wanted_methods, method->name);
}

/* The code in a method's row, or NULL: nobody calls it through an interface. */
static Func *row_code(Type *t, const Method *m)
{
    Func *f = ssa_method_entry(t, m, false);
    return f && f->state >= FUNC_BUILT ? f : NULL;
}

/* Reflection that takes methods as func values wants a form with the receiver as first parameter. */
static Func *row_func(Type *t, const Method *m)
{
    Func *f = ssa_method_func(t, m, false);
    return f ? f : row_code(t, m);
}

/* name: only the methods of that name; NULL: all. */
static void need_row_code(const Global *g, const Name *name)
{
    Type *t = g->fill_arg;
    const MethodVec *m = methods_of(t);
    for (uint32_t i = 0; i < m->n; i++) {
        if ((name && m->p[i].func->name != name) || !has_row(m->p[i].func) || !row_code(t, &m->p[i])) continue;
        (void)table_index(row_code(t, &m->p[i]));
        (void)table_index(row_func(t, &m->p[i]));
        if (be.prog->reflect_methods) data_need(desc(method_type(m->p[i].func)));
    }
}

static void late_interface(Type *t)
{
    const MethodVec *m = typ_method_set(t);
    for (uint32_t i = 0; i < m->n; i++) {
        const Name *name = m->p[i].func->name;
        if (ptrmap_has(&wanted_methods, name)) continue;
        ptrmap_set(&wanted_methods, name, m->p[i].func);
        for (uint32_t k = 0; k < with_methods.n; k++) need_row_code(with_methods.p[k], name);
    }
}

static void late_descriptor(Global *g)
{
    Type *t = g->fill_arg;
    if (typ_underlying(t)->kind == T_INTERFACE) {
        late_interface(t);
    } else if (methods_of(t)->n) {
        vec_push(be.arena, &with_methods, g);
        need_row_code(g, NULL);
    }
}

static void make_method_table(Global *g, bool (*is_needed)(const Global *g))
{
    Type *t = g->fill_arg;
    const MethodVec *m = methods_of(t);
    uint32_t uncommon = kind_struct_size(typ_underlying(t)), rows = 0, table;
    memcpy(&table, g->data + uncommon + 8, 4);
    table += uncommon;
    for (uint32_t i = 0; i < m->n; i++) rows += has_row(m->p[i].func);
    grow(g, table + ROW * rows);
    put(g, uncommon + 4, rows, 2);
    for (uint32_t i = 0, at = table; i < m->n; i++) {
        Object *f = m->p[i].func;
        Func *code = row_code(t, &m->p[i]);
        if (!has_row(f)) continue;
        Global *name = object_name(f, NULL, false);
        point32(g, at, name);
        data_need(name);
        /* A method's type matters where that of an interface's method is needed, or reflection may show it. */
        Global *sig = method_type_id(f);
        if (is_needed(sig)) point32(g, at + 4, sig);
        put(g, at + 8, (uint32_t)UNREACHABLE, 4);
        put(g, at + 12, (uint32_t)UNREACHABLE, 4);
        if (code) {
            data_reloc(g, at + 8, RELOC_FUNC32, code, 0);
            data_reloc(g, at + 12, RELOC_FUNC32, row_func(t, &m->p[i]), 0);
        }
        at += ROW;
    }
}

void late_method_tables(bool (*is_needed)(const Global *g))
{
    for (uint32_t i = 0; i < with_methods.n; i++) make_method_table(with_methods.p[i], is_needed);
}

/* A kind of object is known by how it was filled. */
void late_data(Global *g)
{
    if (!finished.arena) {
        ptrmap_init(&finished, be.arena);
        ptrmap_init(&wanted_methods, be.arena);
    }
    if (!g->fill || ptrmap_has(&finished, g)) return;
    ptrmap_set(&finished, g, g);
    if (strncmp(g->symbol, "type:", 5) == 0)
        late_descriptor(g);
    else if (strncmp(g->symbol, "itab:", 5) == 0)
        late_itab(g);
}

void types_data_init(void)
{
    ssa_fill_type_descriptor = fill_descriptor;
    ssa_fill_itab = fill_itab;
}
