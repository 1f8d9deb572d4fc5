/*
 * types.h - the Go type system: types, objects, scopes, packages; the checker that gives every
 * expression a type or an error; what later phases ask about types (identity, layout, method sets,
 * substitution).
 *
 * Checking is lazy. After typ_collect(pkg) all package-level names are declared; an object is given
 * its type when something first needs it (typ_resolve), a function body is checked by typ_check_body.
 * typ_check_package does everything and reports everything (unused variables and imports, init
 * order), as for packages named on the command line.
 *
 * All types, objects and packages live in the perm arena for the whole run. The checker runs on one
 * thread. Results are written into the syntax tree (the fields marked "types:" in syntax.h).
 *
 * While checking, types may still be incomplete (a T_NAMED without underlying type): compare with
 * typ_identical. Later phases call typ_canon once at their door; from there on equal types are the same
 * pointer.
 */
#ifndef GOCW_TYPES_H
#define GOCW_TYPES_H

#include "gocw/base.h"
#include "gocw/constant.h"
#include "gocw/syntax.h"

typedef struct Type Type;
typedef struct Object Object;
typedef struct Scope Scope;
typedef struct Package Package;
typedef VEC(Type *) TypeVec;
typedef VEC(Package *) PackageVec;

/* ---- types ---------------------------------------------------------------------- */

typedef enum TypeKind {
    T_BASIC, T_ARRAY, T_SLICE, T_STRUCT, T_POINTER, T_TUPLE, T_SIGNATURE, T_UNION,
    T_INTERFACE, T_MAP, T_CHAN, T_NAMED, T_TYPEPARAM, T_ALIAS
} TypeKind;

typedef enum BasicKind {
    B_INVALID,
    B_BOOL, B_INT, B_INT8, B_INT16, B_INT32, B_INT64,
    B_UINT, B_UINT8, B_UINT16, B_UINT32, B_UINT64, B_UINTPTR,
    B_FLOAT32, B_FLOAT64, B_COMPLEX64, B_COMPLEX128, B_STRING, B_UNSAFE_POINTER,
    B_UNTYPED_BOOL, B_UNTYPED_INT, B_UNTYPED_RUNE, B_UNTYPED_FLOAT, B_UNTYPED_COMPLEX,
    B_UNTYPED_STRING, B_UNTYPED_NIL,
    B_COUNT
} BasicKind;

typedef enum BasicInfo {
    BI_BOOLEAN = 1, BI_INTEGER = 2, BI_UNSIGNED = 4, BI_FLOAT = 8, BI_COMPLEX = 16, BI_STRING = 32,
    BI_UNTYPED = 64,
    BI_ORDERED = BI_INTEGER | BI_FLOAT | BI_STRING,
    BI_NUMERIC = BI_INTEGER | BI_FLOAT | BI_COMPLEX,
    BI_CONST_TYPE = BI_BOOLEAN | BI_NUMERIC | BI_STRING
} BasicInfo;

typedef struct UnionTerm { bool tilde; Type *type; } UnionTerm;

/* The set of types that satisfy an interface: its methods, and the types its embedded elements allow. */
typedef struct TypeSet {
    ObjectVec methods;          /* all, embedded ones included; sorted by unique id */
    UnionTerm *terms;           /* normalised */
    uint32_t nterms;
    bool all_terms;             /* no restriction by terms */
    bool comparable;            /* restricted to comparable types (only when all_terms) */
} TypeSet;

struct Type {
    uint8_t kind;               /* TypeKind */
    bool canonical;             /* typ_canon: this is the representative of its identity class */
    uint8_t state;              /* checker: resolution state */
    bool is_open;               /* typestring.c: it is being written */
    uint32_t id;                /* dense, in order of creation; order of output may follow it */
    Type *canon;                /* typ_canon's answer, once asked */
    void *backend;              /* for later phases: what they hang on a canonical type */
    union {
        struct { uint8_t kind; uint8_t info; const char *name; } basic;
        struct { int64_t len; Type *elem; } array;              /* len < 0: unknown (error) */
        struct { Type *elem; } slice;
        struct { ObjectVec fields; const char **tags;           /* fields: OBJ_VAR; tags: unquoted text, NULL = none, or tags NULL */
                 const struct StructLayout *layout; } strct;    /* sizes.c */
        struct { Type *base; } pointer;
        struct { ObjectVec vars; } tuple;                       /* OBJ_VAR */
        struct {
            Object *recv;               /* NULL for functions; a method's receiver, also interface methods */
            Type *params, *results;     /* T_TUPLE, never NULL */
            bool variadic;              /* the last parameter has a slice type (or string in append([]byte, s...)) */
            Type **tparams, **rparams;  /* T_TYPEPARAM: declared by the function or method; by the receiver */
            uint32_t ntparams, nrparams;
            Scope *scope;
        } sig;
        struct { UnionTerm *terms; uint32_t nterms; } uni;
        struct {
            ObjectVec methods;          /* explicitly declared, OBJ_FUNC, in source order */
            TypeVec embeds;
            const Pos *embed_pos;
            bool implicit;              /* interface that wraps a constraint literal ~T | U */
            bool complete;
            TypeSet *tset;              /* computed on demand by typ_type_set */
            struct Checker *checker;    /* checker: reports what is found while computing tset */
        } iface;
        struct { Type *key, *elem; } map;
        struct { uint8_t dir; Type *elem; } chan;               /* 0 both, 1 send only, 2 receive only */
        struct {
            Object *obj;                /* OBJ_TYPENAME */
            Type *underlying;           /* never T_NAMED once resolved; ask typ_underlying */
            Type *from_rhs;             /* checker */
            bool valid;                 /* checker: known to be of finite size */
            ObjectVec methods;          /* of the origin: declared methods in source order; of an instance: made on demand */
            Type **tparams;             /* of a generic type */
            Type **targs;               /* of an instance */
            uint32_t ntparams, ntargs;
            Type *orig;                 /* the generic type of an instance, else itself */
            void *inst;                 /* of a type declared in a generic function: its Ambient (types_int.h); such types have instances, too */
        } named;
        struct { Object *obj; uint32_t index; Type *bound; uint64_t tpid;
                 Type *origin; } tparam;        /* checker: the parameter that a receiver's or an instance method's one stands for, or NULL */
        struct { Object *obj; Type *from_rhs, *actual; Type **tparams, **targs; uint32_t ntparams, ntargs; Type *orig; } alias;
    } u;
};

/* ---- objects, scopes, packages ------------------------------------------------------ */

typedef enum ObjectKind {
    OBJ_PKGNAME, OBJ_CONST, OBJ_TYPENAME, OBJ_VAR, OBJ_FUNC, OBJ_LABEL, OBJ_BUILTIN, OBJ_NIL
} ObjectKind;

typedef enum VarKind { VAR_PACKAGE, VAR_LOCAL, VAR_PARAM, VAR_RESULT, VAR_RECV, VAR_FIELD } VarKind;

typedef enum BuiltinId {
#define BUILTIN(id, name, nargs, variadic, kind) BUILTIN_##id,
#include "gocw/builtins.def"
#undef BUILTIN
    BUILTIN_COUNT
} BuiltinId;

/* What a function body captures and needs; filled by typ_check_body for the function and each literal in it. */
typedef struct FuncInfo {
    Object *func;               /* OBJ_FUNC, or NULL for a literal */
    Node *node;                 /* N_FUNC_DECL or N_FUNC_LIT */
    struct FuncInfo *outer;     /* enclosing function of a literal */
    Type *sig;
    ObjectVec captures;         /* variables of enclosing functions used here or in literals inside */
    ObjectVec locals;           /* variables declared in the body, without parameters and results, in source order */
    VEC(struct FuncInfo *) lits;/* function literals directly inside, in source order */
    bool has_defer, has_recover, has_go, has_label;
    bool has_range_func;        /* a loop over a function */
} FuncInfo;

struct Object {
    uint8_t kind;               /* ObjectKind */
    uint8_t var_kind;           /* VarKind of OBJ_VAR */
    uint8_t color;              /* checker: white, grey, black */
    bool used;
    bool exported;
    bool embedded;              /* a struct field */
    bool is_alias;              /* OBJ_TYPENAME declared with = */
    bool ptr_recv;              /* a method with pointer receiver */
    bool has_default;
    /* Variables, filled while bodies are checked; the SSA builder decides storage by them. */
    bool addr_taken;            /* &v, v[:] of an array, v.ptrMethod(), or a field or element of it so used */
    bool captured;              /* used in a function literal inside the declaring function */
    bool reassigned;            /* assigned after its declaration (so a capture needs the variable, not the value) */
    uint32_t id;                /* dense */
    Pos pos;
    const Name *name;
    Package *pkg;               /* NULL in the universe */
    Scope *parent;
    Type *type;                 /* NULL until resolved: ask typ_resolve first for package-level objects */
    Node *decl;                 /* N_*_DECL of package-level objects, the declaring node of local ones; methods: N_FUNC_DECL */
    FuncInfo *owner;            /* the function a local variable belongs to */
    void *info;                 /* checker: declaration info */
    void *backend;              /* for later phases */
    union {
        struct { Package *imported; } pkgname;
        struct { const Const *val; } cnst;
        struct {
            int32_t index;          /* field or parameter number */
            Object *origin;         /* the generic declaration of a field of an instance */
            const char *linkname;   /* package-level: symbol given by //go:linkname, or NULL */
        } var;
        struct {
            FuncInfo *info;         /* once typ_check_body ran */
            Object *origin;         /* generic method that this method of an instance belongs to */
            Type *value_type;       /* of a method: its type as a method value, without receiver, once asked */
            const char *linkname;   /* symbol given by //go:linkname, or NULL */
            bool checked;
        } func;
        struct { BuiltinId id; } builtin;
    } u;
};

struct Scope {
    Scope *parent;
    PtrMap elems;               /* Name * -> Object * */
    Pos start, end;
    bool is_func;
    const char *comment;        /* "package", "file", "function", ... */
    FuncInfo *func;
};

/* One package-level variable declaration to run: lhs = rhs. */
typedef struct Initializer { ObjectVec lhs; Node *rhs; Node *decl; } Initializer;

struct Package {
    const char *path;           /* import path; "main" packages keep theirs ("command-line-arguments" for files) */
    const char *shown;          /* what stands for path in messages: "main" for a main package */
    const char *title;          /* what its errors are headed by: path, or "path [path.test]" with its tests */
    const Name *name;
    uint32_t index;             /* dense */
    Scope *scope;
    VEC(File *) files;          /* in order of file name */
    PackageVec imports;         /* direct, sorted by path, each once */
    const char *go_version;     /* "go1.N" */
    bool is_std;                /* below GOROOT: what only Go's own packages may do is allowed */
    bool fake;                  /* could not be loaded; stay silent about it */
    bool collected, checked;
    VEC(Initializer) init_order;/* after typ_init_order */
    ObjectVec init_funcs;       /* func init(), in order */
    ObjectVec funcs;            /* all package-level functions and methods, in source order */
    struct Checker *checker;
    struct LoadPackage *load;   /* what the loader knows */
};

/* How a selector x.f was resolved (spec, "Selectors"). */
typedef enum SelectionKind { SEL_FIELD, SEL_METHOD_VALUE, SEL_METHOD_EXPR } SelectionKind;
typedef struct Selection {
    SelectionKind kind;
    Type *recv;                 /* type of x */
    Object *obj;                /* the field or method */
    const int *index;           /* path: nindex - 1 embedded fields, then the field or method number */
    uint32_t nindex;
    bool indirect;              /* a pointer was followed on the way */
    Type **targs;               /* type arguments given or inferred for a generic method */
    uint32_t ntargs;
} Selection;

/* ---- configuration -------------------------------------------------------------------- */

/* What depends on the target: pointer and int size. */
typedef struct Target { uint32_t ptr_size, int_size, max_align; } Target;
extern const Target target_wasm;        /* 8, 8, 8 */

typedef struct TypConfig {
    const Target *target;
    const char *lang;           /* "go1.N": an upper bound for all packages, or NULL */
    /* The package an import denotes; reports its own errors and returns NULL (or a fake package) on failure. */
    Package *(*import)(void *ctx, Package *from, const char *path, Pos pos);
    void *ctx;
    bool ignore_func_bodies;
    bool no_unused_imports;
    bool complete;              /* functions without body are errors (unless linkname or wasmimport gives one) */
} TypConfig;

/* ---- universe.c --------------------------------------------------------------------------- */
/* Makes universe and package unsafe; call once, before anything else. */
void typ_init(const TypConfig *config);
Arena *typ_arena(void);
extern Type *typ_basic[B_COUNT];
extern Type *typ_byte, *typ_rune;       /* aliases that print as byte and rune; identical to uint8, int32 */
extern Type *typ_error, *typ_any, *typ_comparable;
extern Type *typ_empty_interface;
extern Scope *typ_universe;
extern Package *typ_unsafe;

/* ---- check.c: the checker ---------------------------------------------------------------------- */
Package *typ_package_new(const char *path, const Name *name, const char *go_version);
/* Declares everything at package level and in file scopes; resolves imports through the config. */
void typ_collect(Package *p);
/* Gives the object its type (and a constant its value). No-op when done. */
void typ_resolve(Object *obj);
/* Checks the body of a function or method (the origin of an instance); no-op when done. fn->u.func.info is set if it has a body. */
void typ_check_body(Object *fn);
/* Checks the initialiser of a package-level variable. */
void typ_check_var(Object *var);
/* Everything, with all errors, then typ_init_order. */
void typ_check_package(Package *p);
/* Orders package variables by dependency (spec, "Package initialization"); checks the bodies that it must see. */
void typ_init_order(Package *p);

/* ---- construct.c ------------------------------------------------------------------------------------- */
Type *typ_new_array(Type *elem, int64_t len);
Type *typ_new_slice(Type *elem);
Type *typ_new_pointer(Type *base);
Type *typ_new_map(Type *key, Type *elem);
Type *typ_new_chan(uint8_t dir, Type *elem);
Type *typ_new_struct(Object **fields, uint32_t n, const char **tags);
Type *typ_new_tuple(Object **vars, uint32_t n);
Type *typ_new_signature(Object *recv, Type *params, Type *results, bool variadic);
Object *typ_new_var(VarKind kind, Pos pos, Package *pkg, const Name *name, Type *type);

/* ---- predicates.c, under.c -------------------------------------------------------------------------------- */
Type *typ_unalias(Type *t);
/* The underlying type: never T_NAMED or T_ALIAS; the constraint interface of a type parameter. */
Type *typ_underlying(Type *t);
bool typ_identical(Type *a, Type *b);
bool typ_identical_ignore_tags(Type *a, Type *b);
bool typ_is_named(Type *t);             /* basic, defined or type parameter */
bool typ_is_interface(Type *t);         /* an interface, not a type parameter */
bool typ_is_typeparam(Type *t);
bool typ_is_basic(Type *t, uint32_t info);      /* underlying basic type with any of info; false for type parameters */
bool typ_all_basic(Type *t, uint32_t info);     /* the same for each type of a type parameter's type set */
bool typ_comparable_type(Type *t);      /* spec, "Comparison operators": == is defined (may panic for interfaces) */
bool typ_strictly_comparable(Type *t);
bool typ_has_typeparams(Type *t);       /* mentions a type parameter anywhere */
bool typ_has_nil(Type *t);
Type *typ_default(Type *t);             /* of an untyped type */
Type *typ_core(Type *t);                /* the single underlying type of a type set, or NULL */
bool typ_assignable(Type *from, Type *to);
bool typ_convertible(Type *from, Type *to);

/* ---- lookup.c ------------------------------------------------------------------------------------------------- */
/* A field or method of t or of its embedded fields (spec, "Selectors"). NULL when there is none or it is
 * ambiguous. addressable: t stands for an addressable operand, so pointer methods count. */
Selection *typ_lookup(Type *t, bool addressable, Package *pkg, const Name *name);
/* One entry of a method set, sorted as reflection wants: exported before unexported, by name, then package path. */
typedef struct Method { Object *func; const int *index; uint32_t nindex; bool indirect; } Method;
typedef VEC(Method) MethodVec;
/* The method set of t, promoted methods included (spec, "Method sets"); cached. Generic methods (own type parameters) are left out. */
const MethodVec *typ_method_set(Type *t);
TypeSet *typ_type_set(Type *iface);
/* Does t implement the interface? *missing (may be NULL) is a method it lacks. */
bool typ_implements(Type *t, Type *iface, Object **missing);

/* ---- subst.c, instantiate.c ------------------------------------------------------------------------------------- */
/* t with each tparams[i] replaced by targs[i]; t itself when nothing changes. */
Type *typ_subst(Type *t, Type *const *tparams, Type *const *targs, uint32_t n);
Type *typ_instantiate(Type *orig, Type *const *targs, uint32_t n);
/* The method of instance type inst that corresponds to a method of its origin. */
Object *typ_method_of_instance(Type *inst, Object *origin_method);

/* ---- canon.c -------------------------------------------------------------------------------------------------------- */
/* The representative of t's identity class; t must be complete and free of type parameters. */
Type *typ_canon(Type *t);
/* A hash that identical types share; stable between runs. */
uint32_t typ_hash(Type *t);

/* ---- sizes.c ------------------------------------------------------------------------------------------------------------ */
int64_t typ_sizeof(Type *t);            /* bytes; -1 when too large */
int64_t typ_alignof(Type *t);
int64_t typ_offsetof(Type *strct, uint32_t field);

/* ---- typestring.c --------------------------------------------------------------------------------------------------------- */
typedef enum Qualifier {
    QUAL_RELATIVE,      /* as messages do: package path or name unless it is the package being checked */
    QUAL_PATH,          /* full import path */
    QUAL_NAME           /* package name, as reflection prints */
} Qualifier;
const char *typ_string(Type *t, Qualifier q);
/* "func (T).m(x int) error", "var x int" ...: as messages show objects. */
const char *obj_string(Object *o, Qualifier q);
/* The linker's name: importpath.Name, importpath.T.M, importpath.(*T).M, with type arguments in brackets. */
const char *obj_symbol(Object *o);

/* ---- dump.c ------------------------------------------------------------------------------------------------------------------ */
/* Each expression with position, mode, type and value: -d=types. */
void typ_dump_file(Buf *out, File *f);

#endif
