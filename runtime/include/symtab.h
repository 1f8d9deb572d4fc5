/*
 * symtab.h - functions, files and lines: the tables that the compiler emits.
 *
 * They are in every program and read only when something is printed, so they are packed. A table is a stream of rows of
 * LEB128 numbers; `index` has the offset of every SYM_GROUP-th row. Rows are given as differences from the row
 * before, but for the first row of each group, which stands for itself.
 *
 *   files  {shared, rest, text}: a path that has `shared` bytes with the row before and then `rest` bytes of its own.
 *          Sorted
 *   funcs  {shared, rest, text} its name "main.(*T).m"; {file} row of files + 1, 0 = unknown; {line} of the declaration;
 *          {code << 2 | FUNC_*} its table index, the value in word 0 of closures, 0 when it is in no table. Sorted by name;
 *          a function whose calls lie in several files has a row for each, all but one with code 0
 *   sites  {line << 2 | SITE_*}, the line as signed difference, lowest bit the sign; {row of funcs} with
 *          SITE_FUNC, else that of the row before, and with it the line is a difference from 0; {id difference} with SITE_INLINED,
 *          see below. Site id n is row n - 1; id 0 is "unknown"
 *
 * A call inside an inlined function has a site in that function, whose parent, an earlier site, is where the function was
 * inlined; a physical frame is thus a chain of sites.
 */
#ifndef RT_SYMTAB_H
#define RT_SYMTAB_H

#include "abi.h"

enum { SYM_GROUP = 32 };

enum {
    FUNC_PARAMS = 1,            /* has parameters: tracebacks print (...) */
    FUNC_HIDDEN = 2,            /* the compiler's or the runtime's own: tracebacks and Callers leave it out */
};

enum { SITE_FUNC = 1, SITE_INLINED = 2 };

/* What rt_sym_site and rt_sym_func fill in. */
typedef struct SiteInfo {
    int64_t line;               /* 0 of the call; rt_sym_func: of the declaration */
    int64_t start_line;         /* 8 of the declaration */
    uint32_t code;              /* 16 */
    uint32_t parent;            /* 20 next site of the chain, or 0 */
    uint32_t flags;             /* 24 */
    uint32_t func;              /* 28 row of funcs */
} SiteInfo;
AT(SiteInfo, code, 16);
_Static_assert(sizeof(SiteInfo) == 32, "SiteInfo");

/* Which text rt_sym_text gives of a row of funcs. */
enum { SYM_NAME, SYM_FILE };

/* Prints the lines of a traceback for a site and the sites it is inlined into:
 * "main.f(...)\n\t/path/file.go:12 +0x1f\n". Frames of the runtime are left out, and the panic that all is about.
 * first: nothing was printed before; still so afterwards? */
bool sym_print_site(uint32_t site, bool first);
/* "created by main.main in goroutine 1\n\t/path/file.go:9 +0x2a\n" for a go statement. */
void sym_print_creator(uint32_t site, uint64_t goid);

#endif
