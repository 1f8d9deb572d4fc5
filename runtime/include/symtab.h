/*
 * symtab.h - functions, files and lines: the tables that the compiler emits.
 *
 * Strings are offsets from ModuleData.strings of NUL-terminated text; the string at 0 is
 * empty. All numbers are 32 bits.
 *
 *   functab   sorted by code; functions that are in no table have code 0 and come first
 *             (so do further entries of a function whose calls lie in several files)
 *   sites     site id n is sites[n - 1]; id 0 is "unknown"
 *
 * A call inside an inlined function has a site in that function, whose `parent` is the site
 * where the function was inlined; a physical frame is thus a chain of sites.
 */
#ifndef RT_SYMTAB_H
#define RT_SYMTAB_H

#include "abi.h"

typedef struct FuncEntry {      /* 20 bytes */
    uint32_t code;              /* table index, the value in word 0 of closures; or 0 */
    uint32_t name;              /* "main.(*T).m" */
    uint32_t file;
    uint32_t line;              /* of the declaration */
    uint32_t flags;             /* FUNC_* */
} FuncEntry;

enum {
    FUNC_PARAMS = 1,            /* has parameters: tracebacks print (...) */
    FUNC_WRAPPER = 2,           /* compiler-made: tracebacks and Callers leave it out */
};

typedef struct SiteEntry {      /* 12 bytes */
    uint32_t func;              /* index in functab */
    uint32_t line;
    uint32_t parent;            /* site id where func was inlined, or 0 */
} SiteEntry;

/* What rt_sym_site and rt_sym_func fill in. */
typedef struct SiteInfo {
    GoString func;              /* 0 */
    GoString file;              /* 16 */
    int64_t line;               /* 32 of the call; rt_sym_func: of the declaration */
    int64_t start_line;         /* 40 of the declaration */
    uint32_t code;              /* 48 */
    uint32_t parent;            /* 52 next site of the chain, or 0 */
    uint32_t flags;             /* 56 */
    uint32_t index;             /* 60 of the function in functab */
} SiteInfo;
AT(SiteInfo, file, 16);
AT(SiteInfo, line, 32);
AT(SiteInfo, code, 48);
_Static_assert(sizeof(SiteInfo) == 64, "SiteInfo");

/* Prints the lines of a traceback for a site and the sites it is inlined into:
 * "main.f(...)\n\t/path/file.go:12 +0x1f\n". Frames of the runtime are left out, and the panic that all is about.
 * first: nothing was printed before; still so afterwards? */
bool sym_print_site(uint32_t site, bool first);
/* "created by main.main in goroutine 1\n\t/path/file.go:9 +0x2a\n" for a go statement. */
void sym_print_creator(uint32_t site, uint64_t goid);

#endif
