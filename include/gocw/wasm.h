/*
 * wasm.h - the back end: from optimised SSA to a wasm module.
 *
 * Per function: lower Go-level operations, decide what stays an expression tree and what gets a local (phi
 * webs merged by liveness), make structured control flow from the dominator tree (Ramsey, "Beyond Relooper"), and for
 * functions that may suspend emit a second, resume body. Per program: lay out static data, make type descriptors,
 * itabs and tables, link the embedded C runtime in, let Binaryen optimise and write.
 *
 * Binaryen's types appear only in src/wasm; what differs between its versions only in src/wasm/binaryen.c.
 */
#ifndef GOCW_WASM_H
#define GOCW_WASM_H

#include "gocw/ssa.h"

/* How functions are left for a recovered panic, Goexit and the end of the program (src/wasm/unwind.c). */
typedef enum UnwindMode { UNWIND_STATUS, UNWIND_EH } UnwindMode;

typedef struct WasmConfig {
    bool is_js, is_shared, stress;
    bool strip;                 /* -s: no name section */
    bool check;                 /* validate the module */
    int opt_level;              /* 0 1 2; 3 = for size */
    UnwindMode unwind;
    int trace;                  /* 0 none, 1 function names, 2 functions, files and lines */
} WasmConfig;

/* ---- emit.c ----------------------------------------------------------------------------- */
/* Hooks the descriptor makers into the program (ssa_fill_type_descriptor ...); before ssa_build_all. */
void wasm_init(Program *p, const WasmConfig *config);
/* The module's bytes (malloc'd, *size long). Never fails on user input. */
void *wasm_emit(Program *p, const WasmConfig *config, size_t *size);

#endif
