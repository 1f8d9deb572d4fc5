/*
 * prog_int.h - what the files of the program side share: layout.c, program.c, reach.c, wrappers.c, alg.c, init.c,
 * static.c, linkname.c.
 */
#ifndef GOCW_PROG_INT_H
#define GOCW_PROG_INT_H

#include "gocw/ssa.h"

/* What hangs on Type.backend of a canonical type. */
typedef struct TypeInfo {
    TypeLayout layout;
    bool has_layout;
    Sig *flat[2];               /* of signatures: without and with context */
    Global *descriptor;
    Global *pointer;            /* descriptor of *t, if t's must lead to it */
    Func *equal, *hash;
    bool has_alg;               /* equal and hash were looked for */
    /* reach.c */
    bool in_interface;          /* values may sit in interfaces */
    bool parts_marked;          /* what reflection reaches from it was marked */
    uint32_t method_scan;       /* number of interface method marks already applied */
    Func **entries;             /* by method set index: interface entries made so far */
    Func **method_funcs;        /* and their forms for func values */
} TypeInfo;

TypeInfo *type_info(Type *t);   /* t canonical */
/* layout.c: flattened, with the receiver (or NULL) as first parameter behind the context. */
Sig *layout_sig(Type *recv, Type *sig, bool context);

/* ---- linkname.c ---- */
extern Package *prog_main;      /* NULL when there is none */
void linkname_collect(const PackageVec *packages);
const char *symbol_prefix(const Package *p);            /* import path as symbols write it */
const char *linkname_of(const Object *o);               /* the symbol a directive gives to it, or NULL */
Object *linkname_replacement(const char *symbol);        /* what the overlay puts in its place, or NULL */
Object *linkname_find(const char *symbol);              /* function or variable, or NULL */
Object *linkname_target(Object *o, const char **symbol);

/* ---- program.c ---- */
const char *object_symbol(Object *o);                   /* of a declared function, method or variable, without type arguments */

/* ---- reach.c ---- */
void reach_init(Program *p);
void reach_scan(Func *f);                               /* everything its body refers to is referenced */
bool reach_reflects(void);                              /* can code look into values by reflection? */

/* ---- wrap_reflect.c ---- */
void reflect_symbol(Func *f);                           /* gives a body to gocw.* functions that have one */
void reflect_note(const Func *f);                       /* a gocw.* function is live */
void reflect_func_type(Type *t);                        /* the descriptor of a function type is live */
void reflect_method(Type *sig, Type *recv);             /* a method can be called; recv: also as a func value with it in front */

/* ---- init.c ---- */
void init_collect(Program *p);                          /* finds the initialisers; those with effects are referenced */
void init_var_live(Global *g);                          /* a package-level variable turned live */

/* ---- embed.c ---- */
void embed_collect(Package *p);                         /* finds the variables of //go:embed */
bool embed_var_live(Global *g);                         /* fills one; false when it is none */

/* ---- export.c ---- */
void export_collect(Package *p);                        /* functions with //go:wasmexport */

#endif
