/*
 * load.h - from what the command line names to parsed packages: modules, import paths, build constraints, the
 * overlay, embedded files.
 *
 * A package is read when something imports it; its files are parsed in parallel. Errors are diagnostics in the go
 * command's words and belong to no package; those of the parser, the compiler's, to theirs. What cannot be imported is
 * a fake package, so that no further errors follow from it.
 * Everything lives for the whole run.
 */
#ifndef GOCW_LOAD_H
#define GOCW_LOAD_H

#include "gocw/base.h"
#include "gocw/syntax.h"
#include "gocw/types.h"

typedef struct LoadConfig {
    const char *goos;               /* "js" or "wasip1" */
    const char *goroot;             /* NULL: look for one (load_find_goroot) */
    const char *dir;                /* working directory, absolute */
    NameVec tags;                   /* -tags */
    const char *mod;                /* -mod: NULL, "mod", "readonly", "vendor" */
    const char *modfile;            /* -modfile: read instead of go.mod, or NULL */
    const char *overlay;            /* -overlay: JSON file, or NULL */
    const char *lang;               /* -gcflags=-lang, or NULL */
    bool trimpath;                  /* import paths instead of folders in the program's file names */
    bool want_tests;                /* make test programs of the named packages: see load_roots */
    bool keep_going;                /* an import that fails is an error of the file that has it, in the compiler's words */
} LoadConfig;

/* One //go:embed pattern match: the file's name as seen by the program, and where it is. */
typedef struct EmbedFile { const char *name, *path; } EmbedFile;
typedef VEC(EmbedFile) EmbedVec;

typedef struct LoadPackage {
    const char *path;               /* import path */
    const char *dir;                /* absolute; NULL for files named on the command line from several places */
    const char *root_dir;           /* of its module, NULL in GOROOT */
    NameVec file_names;             /* selected .go files, relative to dir, sorted */
    NameVec other_files;            /* .s .c and other sources that the constraints select: an error when compiled by us */
    bool is_std, is_root;           /* is_root: named on the command line */
    bool is_test_main;              /* the main package that load.c made for a test program */
    bool has_tests;                 /* it has _test.go files, in its own or in its external test package */
    bool loading, failed;
    Package *pkg;
    PackageVec deps;                /* imported packages in order of path */
    const char *go_version;         /* "go1.N" from go.mod */
    struct LoadPackage *importer;   /* that asked for it first, or NULL */
    Pos import_pos;                 /* where */
} LoadPackage;

typedef struct Module {
    const char *path;               /* module path */
    const char *dir;
    const char *go_version;         /* "go1.N", from the go line; "go1.16" without one */
    bool is_main;
    struct ModReplace *replaces;
} Module;

/* ---- goroot.c --------------------------------------------------------------------- */
/* The GOROOT to use (-goroot, $GOROOT, gocw's data folder, go env GOROOT, usual places), or NULL after an error that
 * names the command that gets one. *version receives "1.27". */
const char *load_find_goroot(const char *option, const char **version);

/* ---- load.c ------------------------------------------------------------------------- */
void load_init(const LoadConfig *config);
/* The packages that patterns (import paths, ./dirs, ./..., or .go files) name, parsed, not checked; none when "..." finds only tests.
 * False when patterns name nothing, and after errors, save those of the parser.
 * With want_tests they have their _test.go files, too, and the last of *out is the main package of their test program; it
 * is behind p_test, the package of those test files of p that stand outside of it. */
bool load_roots(char *const *patterns, uint32_t n, PackageVec *out) NODISCARD;
/* The same without reading them: only path and dir are set. A loader that has done this does nothing else: call load_init again. */
bool load_match(char *const *patterns, uint32_t n, PtrVec *out) NODISCARD;    /* of LoadPackage * */
/* TypConfig.import. */
Package *load_import(void *ctx, Package *from, const char *path, Pos pos);
/* All loaded packages that roots depend on, themselves included, dependencies first, ties by import path. */
void load_init_order(const PackageVec *roots, PackageVec *out);
/* The name of the file that pos lies in as the program itself knows it: in tracebacks and runtime.Caller. */
const char *load_trace_name(Pos pos);
/* Which standard packages "std" names (those with Go files for the target), sorted. */
void load_std_packages(NameVec *out);

/* ---- godebug.c ------------------------------------------------------------------------------- */
/* Reports the first wrong //go:debug line of a main package; false when there is one. */
bool load_check_godebug(const Package *p);
/* "key=value,...", sorted: the GODEBUG settings that the program of a main package starts with (go.dev/doc/godebug). */
const char *load_godebug(const Package *main);

/* ---- constraint.c ---------------------------------------------------------------------- */
/* Does a file of this name and head belong to the build? (spec of go/build: suffixes _GOOS, _GOARCH, _test, //go:build) */
bool load_match_file(const char *name, const char *text, size_t size, bool want_tests);
/* What is wrong with the //go:build line in the head of a file, or NULL. */
const char *load_constraint_error(const char *text);
/* Evaluates a //go:build expression. False in *ok when it is malformed. */
bool load_eval_constraint(const char *expr, bool *ok);

/* ---- embed.c -------------------------------------------------------------------------------- */
/* The files that the patterns of a //go:embed directive select, added to *out and sorted by name; errors are reported at
 * the pattern, pos being the position of the text. */
bool load_embed(Package *p, const char *patterns, Pos pos, EmbedVec *out);

/* ---- gomod.c ------------------------------------------------------------------------------------ */
/* The main module for a directory (NULL when there is none: then only std and files can be built). */
Module *load_module_for(const char *dir);

#endif
