/*
 * typestring.c - types and objects as text: for messages, for reflection, and as linker symbols.
 *
 * Messages keep aliases and name packages relative to the one being checked. Reflection (QUAL_NAME) and
 * symbols (QUAL_PATH) look through aliases; reflection has its own spacing ("struct { X int }") and qualifies
 * unexported interface methods. Type arguments always carry full paths there.
 */
#include "types_int.h"

typedef struct Writer {
    Buf b;
    Qualifier q;
    Checker *c;
    bool types_only;            /* leave out parameter names */
    bool in_targs;              /* of a machine's name: local types have their numbers */
    bool spaced;                /* struct { x int } */
    bool annotate;              /* say the package of the first unexported struct field */
} Writer;

static void write_type(Writer *w, Type *t);

static bool for_machine(const Writer *w)
{
    return w->q != QUAL_RELATIVE;
}

static void write_qualifier(Writer *w, Package *p)
{
    if (!p)
        return;
    switch (w->q) {
    case QUAL_RELATIVE:
        buf_puts(&w->b, check_qualifier(w->c, p));
        break;
    case QUAL_PATH:
        buf_printf(&w->b, "%s.", p->path);
        break;
    case QUAL_NAME:
        buf_printf(&w->b, "%s.", p->name->s);
        break;
    }
}

static const char *separator(const Writer *w)
{
    return for_machine(w) ? "," : ", ";
}

/* outer: how many of them are those of the generic function around a local type; the rest are its own. */
static void write_targs(Writer *w, Type **targs, uint32_t n, uint32_t outer)
{
    Qualifier saved = w->q;
    bool saved_in = w->in_targs;
    if (for_machine(w)) {
        w->q = QUAL_PATH;
        w->in_targs = true;
    }
    buf_putc(&w->b, '[');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_puts(&w->b, for_machine(w) && i == outer ? ";" : separator(w));
        write_type(w, targs[i]);
    }
    buf_putc(&w->b, ']');
    w->q = saved;
    w->in_targs = saved_in;
}

/* "·3" of the third type that functions of the package declare. */
static void write_local_number(Writer *w, Object *o)
{
    uint32_t n = o->decl && o->decl->kind == N_TYPE_DECL ? o->decl->u.type_decl.number : 0;
    if (!w->in_targs || !n || !o->pkg)
        return;
    for (uint32_t i = 0; i < o->pkg->files.n && o->pkg->files.p[i]->src != pos_file(o->pos); i++)
        n += o->pkg->files.p[i]->nlocal_types;
    buf_printf(&w->b, "·%u", n);
}

/* [P, Q any, R C]: parameters with the same bound share it. */
static void write_tparams(Writer *w, Type **tparams, uint32_t n)
{
    Type *prev = NULL;
    buf_putc(&w->b, '[');
    for (uint32_t i = 0; i < n; i++) {
        Type *bound = tparams[i]->u.tparam.bound;
        if (i) {
            if (bound != prev && prev) {
                buf_putc(&w->b, ' ');
                write_type(w, prev);
            }
            buf_puts(&w->b, ", ");
        }
        prev = bound;
        write_type(w, tparams[i]);
    }
    if (prev) {
        buf_putc(&w->b, ' ');
        write_type(w, prev);
    }
    buf_putc(&w->b, ']');
}

static void write_tuple(Writer *w, Type *tuple, bool variadic)
{
    const ObjectVec *vars = &tuple->u.tuple.vars;
    buf_putc(&w->b, '(');
    for (uint32_t i = 0; i < vars->n; i++) {
        Object *v = vars->p[i];
        if (i)
            buf_puts(&w->b, ", ");
        if (v->name->len && !w->types_only && !for_machine(w))
            buf_printf(&w->b, "%s ", v->name->s);
        if (!variadic || i + 1 < vars->n) {
            write_type(w, v->type);
        } else if (v->type && v->type->kind == T_SLICE) {
            buf_puts(&w->b, "...");
            write_type(w, v->type->u.slice.elem);
        } else {                /* append([]byte, s...) */
            write_type(w, v->type);
            buf_puts(&w->b, "...");
        }
    }
    buf_putc(&w->b, ')');
}

static void write_signature(Writer *w, Type *sig)
{
    if (sig->u.sig.ntparams)
        write_tparams(w, sig->u.sig.tparams, sig->u.sig.ntparams);
    write_tuple(w, sig->u.sig.params, sig->u.sig.variadic);
    const ObjectVec *results = &sig->u.sig.results->u.tuple.vars;
    if (results->n == 0)
        return;
    buf_putc(&w->b, ' ');
    if (results->n == 1 && (for_machine(w) || results->p[0]->name->len == 0))
        write_type(w, results->p[0]->type);
    else
        write_tuple(w, sig->u.sig.results, false);
}

static void write_struct(Writer *w, Type *t)
{
    const ObjectVec *fields = &t->u.strct.fields;
    bool spaced = w->spaced || w->q == QUAL_NAME;
    buf_puts(&w->b, spaced ? "struct {" : "struct{");
    for (uint32_t i = 0; i < fields->n; i++) {
        Object *f = fields->p[i];
        buf_puts(&w->b, i ? "; " : spaced ? " " : "");
        bool annotate = w->annotate && !f->exported;
        if (annotate)
            w->annotate = false;
        if (!f->embedded)
            buf_printf(&w->b, "%s ", f->name->s);
        write_type(w, f->type);
        if (annotate && f->pkg)
            buf_printf(&w->b, " /* package %s */ ", f->pkg->path);
        const char *tag = t->u.strct.tags ? t->u.strct.tags[i] : NULL;
        if (tag && *tag) {
            buf_putc(&w->b, ' ');
            buf_quote(&w->b, tag, strlen(tag));
        }
    }
    buf_puts(&w->b, spaced && fields->n ? " }" : "}");
}

static void write_interface(Writer *w, Type *t)
{
    bool spaced = w->spaced || w->q == QUAL_NAME;
    if (t->u.iface.implicit) {
        if (t->u.iface.methods.n == 0 && t->u.iface.embeds.n == 1) {
            write_type(w, t->u.iface.embeds.p[0]);
            return;
        }
        buf_puts(&w->b, "/* implicit */ ");
    }
    if (typ_comparable && t == typ_comparable->u.named.underlying) {
        buf_puts(&w->b, "interface{comparable}");
        return;
    }
    buf_puts(&w->b, spaced ? "interface {" : "interface{");
    /* Later phases want the method set, people what was written, but sorted. */
    bool flat = for_machine(w);
    ObjectVec methods = { 0 };
    const ObjectVec *list = flat ? &typ_type_set(t)->methods : &t->u.iface.methods;
    for (uint32_t i = 0; i < list->n; i++)
        vec_push(typ_arena(), &methods, list->p[i]);
    obj_sort(&methods);
    bool first = true;
    for (uint32_t i = 0; i < methods.n; i++, first = false) {
        Object *m = methods.p[i];
        buf_puts(&w->b, !first ? "; " : spaced ? " " : "");
        if (flat && !m->exported)
            write_qualifier(w, m->pkg);
        buf_puts(&w->b, m->name->s);
        write_signature(w, m->type);
    }
    for (uint32_t i = 0; i < t->u.iface.embeds.n && !flat; i++, first = false) {
        buf_puts(&w->b, first ? "" : "; ");
        write_type(w, t->u.iface.embeds.p[i]);
    }
    buf_puts(&w->b, spaced && !first ? " }" : "}");
}

static void write_union(Writer *w, Type *t)
{
    for (uint32_t i = 0; i < t->u.uni.nterms; i++) {
        buf_puts(&w->b, i ? " | " : "");
        if (t->u.uni.terms[i].tilde)
            buf_putc(&w->b, '~');
        write_type(w, t->u.uni.terms[i].type);
    }
}

static void write_chan(Writer *w, Type *t)
{
    static const char *const prefix[] = { "chan ", "chan<- ", "<-chan " };
    Type *elem = t->u.chan.elem;
    bool parens = t->u.chan.dir == 0 && elem->kind == T_CHAN && elem->u.chan.dir == 2;
    buf_puts(&w->b, prefix[t->u.chan.dir]);
    if (parens)
        buf_putc(&w->b, '(');
    write_type(w, elem);
    if (parens)
        buf_putc(&w->b, ')');
}

static void write_tparam(Writer *w, Type *t)
{
    Object *o = t->u.tparam.obj;
    buf_puts(&w->b, o->name->s);
    /* A parameter with a predeclared name would mislead. */
    if (!for_machine(w) && scope_lookup(typ_universe, o->name))
        buf_printf(&w->b, " /* with %s declared at %s */", o->name->s, check_pos_str(o->pos));
}

static void write_basic(Writer *w, Type *t)
{
    if (t == typ_basic[B_UNSAFE_POINTER])
        buf_puts(&w->b, "unsafe.");
    buf_puts(&w->b, for_machine(w) ? typ_basic[t->u.basic.kind]->u.basic.name : t->u.basic.name);
}

static void write_cycle(Writer *w, Type *t)
{
    static const char *const names[] = {
        "Basic", "Array", "Slice", "Struct", "Pointer", "Tuple", "Signature", "Union", "Interface", "Map", "Chan",
        "Named", "TypeParam", "Alias"
    };
    buf_printf(&w->b, "<cycle to *%s>", names[t->kind]);
}

static void write_type(Writer *w, Type *t)
{
    if (for_machine(w))
        t = typ_unalias(t);
    if (!t) {
        buf_puts(&w->b, "<nil>");
        return;
    }
    if (t->is_open) {
        write_cycle(w, t);
        return;
    }
    t->is_open = true;
    Type **tparams;
    uint32_t n;
    switch ((TypeKind)t->kind) {
    case T_BASIC:
        write_basic(w, t);
        break;
    case T_ARRAY:
        buf_printf(&w->b, "[%lld]", (long long)t->u.array.len);
        write_type(w, t->u.array.elem);
        break;
    case T_SLICE:
        buf_puts(&w->b, "[]");
        write_type(w, t->u.slice.elem);
        break;
    case T_STRUCT:
        write_struct(w, t);
        break;
    case T_POINTER:
        buf_putc(&w->b, '*');
        write_type(w, t->u.pointer.base);
        break;
    case T_TUPLE:
        write_tuple(w, t, false);
        break;
    case T_SIGNATURE:
        buf_puts(&w->b, "func");
        write_signature(w, t);
        break;
    case T_UNION:
        write_union(w, t);
        break;
    case T_INTERFACE:
        write_interface(w, t);
        break;
    case T_MAP:
        buf_puts(&w->b, "map[");
        write_type(w, t->u.map.key);
        buf_putc(&w->b, ']');
        write_type(w, t->u.map.elem);
        break;
    case T_CHAN:
        write_chan(w, t);
        break;
    case T_NAMED:
        write_qualifier(w, t->u.named.obj->pkg);
        buf_puts(&w->b, t->u.named.obj->name->s);
        tparams = typ_tparams(t, &n);
        if (t->u.named.ntargs)
            write_targs(w, t->u.named.targs, t->u.named.ntargs, n < t->u.named.ntargs ? t->u.named.ntargs - n : 0);
        else if (n && !for_machine(w))
            write_tparams(w, tparams, n);
        write_local_number(w, t->u.named.obj);
        break;
    case T_TYPEPARAM:
        write_tparam(w, t);
        break;
    case T_ALIAS:
        write_qualifier(w, t->u.alias.obj->pkg);
        buf_puts(&w->b, t->u.alias.obj->name->s);
        tparams = typ_tparams(t, &n);
        if (t->u.alias.ntargs)
            write_targs(w, t->u.alias.targs, t->u.alias.ntargs, 0);
        else if (n)
            write_tparams(w, tparams, n);
        break;
    }
    t->is_open = false;
}

static Writer new_writer(Checker *c, Qualifier q)
{
    Writer w = { .q = q, .c = c };
    buf_init(&w.b, typ_arena());
    return w;
}

const char *typ_string(Type *t, Qualifier q)
{
    Writer w = new_writer(check_current(), q);
    write_type(&w, t);
    return buf_str(&w.b);
}

const char *typ_str(Checker *c, Type *t)
{
    Writer w = new_writer(c, QUAL_RELATIVE);
    write_type(&w, t);
    return buf_str(&w.b);
}

const char *typ_str_gc(Checker *c, Type *t)
{
    Writer w = new_writer(c, QUAL_RELATIVE);
    w.spaced = true;
    write_type(&w, t);
    return buf_str(&w.b);
}

const char *check_func_string(Checker *c, Object *f, bool pkg_info)
{
    Writer w = new_writer(c, QUAL_RELATIVE);
    w.types_only = true;
    w.annotate = pkg_info;
    buf_puts(&w.b, f->name->s);
    write_signature(&w, f->type);
    return buf_str(&w.b);
}

/* ---- objects ---- */

static void write_func_name(Writer *w, Object *f)
{
    Object *recv = f->type && f->type->kind == T_SIGNATURE ? f->type->u.sig.recv : NULL;
    if (recv) {
        buf_putc(&w->b, '(');
        if (recv->type->kind == T_INTERFACE)
            buf_puts(&w->b, "interface");
        else
            write_type(w, recv->type);
        buf_puts(&w->b, ").");
    } else {
        write_qualifier(w, f->pkg);
    }
    buf_puts(&w->b, f->name->s);
}

static void write_typename_rest(Writer *w, Object *o)
{
    Type *t = o->type;
    uint32_t n;
    Type **tparams = typ_tparams(t, &n);
    if (n && (t->kind == T_NAMED || t->kind == T_ALIAS))
        write_tparams(w, tparams, n);
    if (t->kind == T_ALIAS) {
        buf_puts(&w->b, " =");
        t = t->u.alias.from_rhs;
    } else if (t->kind == T_TYPEPARAM) {
        t = t->u.tparam.bound;
    } else {
        t = typ_underlying(t);
    }
    buf_putc(&w->b, ' ');
    write_type(w, t);
}

const char *obj_string(Object *o, Qualifier q)
{
    Writer w = new_writer(check_current(), q);
    static const char *const words[] = {
        [OBJ_CONST] = "const", [OBJ_TYPENAME] = "type", [OBJ_VAR] = "var", [OBJ_LABEL] = "label", [OBJ_BUILTIN] = "builtin"
    };
    switch ((ObjectKind)o->kind) {
    case OBJ_PKGNAME:
        buf_printf(&w.b, "package %s", o->name->s);
        if (strcmp(o->u.pkgname.imported->path, o->name->s) != 0)
            buf_printf(&w.b, " (\"%s\")", o->u.pkgname.imported->path);
        return buf_str(&w.b);
    case OBJ_NIL:
        return "nil";
    case OBJ_FUNC:
        buf_puts(&w.b, "func ");
        write_func_name(&w, o);
        if (o->type)
            write_signature(&w, o->type);
        return buf_str(&w.b);
    default:
        break;
    }
    buf_puts(&w.b, o->kind == OBJ_VAR && o->var_kind == VAR_FIELD ? "field" : words[o->kind]);
    if (o->kind == OBJ_TYPENAME && o->type && o->type->kind == T_TYPEPARAM)
        buf_puts(&w.b, " parameter");
    buf_putc(&w.b, ' ');
    if (o->pkg && scope_lookup(o->pkg->scope, o->name) == o)
        write_qualifier(&w, o->pkg);
    buf_puts(&w.b, o->name->s);
    if (!o->type || o->kind == OBJ_LABEL || o->kind == OBJ_BUILTIN || (o->kind == OBJ_TYPENAME && o->type->kind == T_BASIC))
        return buf_str(&w.b);
    if (o->kind == OBJ_TYPENAME) {
        write_typename_rest(&w, o);
    } else {
        buf_putc(&w.b, ' ');
        write_type(&w, o->type);
    }
    return buf_str(&w.b);
}

const char *obj_symbol(Object *o)
{
    Writer w = new_writer(NULL, QUAL_PATH);
    if (o->pkg)
        write_qualifier(&w, o->pkg);
    Object *recv = o->kind == OBJ_FUNC && o->type && o->type->kind == T_SIGNATURE ? o->type->u.sig.recv : NULL;
    if (recv) {
        bool ptr;
        Type *t = typ_unalias(typ_deref(recv->type, &ptr));
        if (t->kind == T_NAMED) {
            buf_puts(&w.b, ptr ? "(*" : "");
            buf_puts(&w.b, t->u.named.obj->name->s);
            if (t->u.named.ntargs)
                write_targs(&w, t->u.named.targs, t->u.named.ntargs, 0);
            buf_puts(&w.b, ptr ? ")." : ".");
        }
    }
    buf_puts(&w.b, o->name->s);
    return buf_str(&w.b);
}
