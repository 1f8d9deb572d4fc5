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
    Func *equal, *hash;
    bool has_alg;               /* equal and hash were looked for */
    /* reach.c */
    bool in_interface;          /* values may sit in interfaces */
    uint32_t method_scan;       /* number of interface method marks already applied */
    Func **entries;             /* by method set index: interface entries made so far */
} TypeInfo;

TypeInfo *type_info(Type *t);   /* t canonical */
/* layout.c: flattened, with the receiver (or NULL) as first parameter behind the context. */
Sig *layout_sig(Type *recv, Type *sig, bool context);

#endif
