/*
 * load_int.h - what the loader's files share.
 */
#ifndef GOCW_LOAD_INT_H
#define GOCW_LOAD_INT_H

#include "gocw/load.h"

/* A directory of a module: requirement or replacement as go.mod gives it. */
typedef struct ModRequire { const char *path, *version; Pos pos; } ModRequire;
typedef VEC(ModRequire) RequireVec;
typedef struct ModReplace {
    const char *old_path, *old_version;     /* old_version NULL: all versions */
    const char *new_path, *new_version;     /* new_version NULL: a directory */
    const char *written;                    /* new_path as go.mod has it */
} ModReplace;

typedef struct Godebug { const char *key, *value; } Godebug;
typedef VEC(Godebug) GodebugVec;

typedef struct GoMod {
    Module mod;
    RequireVec requires;
    VEC(ModReplace) replaces;
    RequireVec excludes;
    VEC(const char *) ignores;              /* folders that "..." leaves out: below the module's if it starts with ./, else anywhere */
    GodebugVec godebugs;
    VEC(const char *) uses;                 /* of a go.work file: directories */
} GoMod;

/* Everything the loader knows; one per run. */
typedef struct Loader {
    LoadConfig config;
    Arena *arena;
    const char *goroot, *version;           /* version "1.27" */
    int minor;                              /* 27 */
    StrMap tags;                            /* build tags that hold */
    StrMap packages;                        /* import path -> LoadPackage * */
    StrMap modules;                         /* directory -> GoMod * */
    GoMod *main_mod;                        /* of the working directory, or NULL */
    bool finding_main;                      /* -modfile stands for the go.mod that is read */
    GoMod *work;                            /* the go.work file, or NULL */
    VEC(GoMod *) workspace;                 /* modules named by it */
    StrMap vendored;                        /* import path -> GoMod * of vendor/modules.txt */
    PtrVec order;                           /* LoadPackage *, in order of discovery */
} Loader;
extern Loader loader;

/* ---- goroot.c ---- */
const char *goroot_release(void);                       /* with the patch level: "1.27.4" */

/* ---- gomod.c ---- */
/* go.work files look the same; of a dependency's go.mod only module, go and require count, so that those of later Go versions can be read. */
typedef enum ModKind { MOD_MAIN, MOD_WORK, MOD_DEPENDENCY } ModKind;
GoMod *gomod_read(const char *path, ModKind kind);      /* NULL after an error */
GoMod *gomod_parse(const char *path, char *text, ModKind kind);     /* text is changed */
GoMod *gomod_find(const char *dir);                     /* the module that dir lies in, or NULL */

/* ---- godebug.c ---- */
/* What is wrong with a setting, or NULL. verb: what it is called where it stands. */
const char *godebug_wrong(const char *verb, const char *key, const char *value);

/* ---- gowork.c ---- */
bool gowork_read(void);                                 /* finds and reads go.work, if there is one */
GoMod *vendor_module(const char *vendor, const char *path);     /* the module of a vendored package */

/* ---- modcache.c: the module cache ---- */
const char *modcache_dir(const char *path, const char *version);        /* where a module's files are */
const char *modcache_mod_file(const char *path, const char *version);   /* its go.mod, which may be there without them */
/* Order of two versions, as semver.org has it: < 0, 0, > 0. */
int version_compare(const char *a, const char *b);

/* ---- modgraph.c ---- */
/* Adds to m's requirements what they require in turn, if m is from before go 1.17, when that began to stand in go.mod itself. */
void modgraph_complete(GoMod *m);

/* ---- replace.c: -overlay ---- */
void replace_init(void);
bool replace_read(const char *file);
const char *replace_path(const char *path);             /* where the contents of path are; "" when it is gone */
bool replace_names(const char *dir, NameVec *out);      /* adds the names that the overlay puts below dir */

/* ---- load.c ---- */
/* A failed import of path at pos in from, or what the command line names when pos is NO_POS. */
void import_error(const LoadPackage *from, const char *path, Pos pos, const char *fmt, ...) PRINTF(4, 5);

/* The same, where the go command says how the program comes to from. */
void import_error_stack(const LoadPackage *from, const char *path, Pos pos, const char *text);

/* ---- resolve.c ---- */
/* The directory of the package that path means when imported from `from` (NULL: from the command line). Canonical import
 * path in *canon. NULL after reporting at pos. */
const char *resolve_import(LoadPackage *from, const char *path, Pos pos, const char **canon, GoMod **mod);
/* What go.work and the modules that are worked on replace a module with, or NULL. version NULL: any. */
const ModReplace *resolve_replace(const char *path, const char *version);
bool resolve_exists(const LoadPackage *from, const char *path);     /* would that find one? Reports nothing */
/* The import path of a directory, or NULL when it lies in no module and not in GOROOT. */
const char *resolve_dir(const char *dir, GoMod **mod);

/* ---- overlay.c ---- */
/* Is there an embedded overlay for this package of GOROOT? replace: the whole package is ours. */
typedef struct OverlayFile { const char *name; const char *text; size_t size; } OverlayFile;
typedef VEC(OverlayFile) OverlayVec;
void overlay_files(const char *import_path, OverlayVec *out, bool *replace);

/* ---- testmain.c ---- */
/* Source of the main package that runs the tests of a package and of its external test package (or NULL). */
const char *testmain_source(const LoadPackage *tested, const LoadPackage *external);

/* ---- dir.c ---- */
bool dir_exists(const char *path);
bool file_exists(const char *path);
/* Names in a directory, sorted; false when it can't be read. */
bool dir_list(const char *path, NameVec *out);
bool dir_list_all(const char *path, NameVec *out);      /* with names that start with a dot */
const char *path_join(const char *a, const char *b);
/* As the go command prints it: relative to the working directory where that is shorter. */
const char *path_display(const char *path);
const char *path_source(const char *path);              /* the same for source files: "./x.go" */
const char *path_abs(const char *path);                 /* cleaned */

#endif
