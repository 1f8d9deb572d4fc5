/*
 * cli_int.h - the commands and what they share.
 */
#ifndef GOCW_CLI_INT_H
#define GOCW_CLI_INT_H

#include "gocw/base.h"
#include "gocw/load.h"

enum { EXIT_USER = 1, EXIT_USAGE = 2 };

/* Flags of the build family, as the go command names them. */
typedef struct Options {
    const char *command;
    const char *out;                /* -o */
    const char *goos;
    const char *goroot;
    const char *exec;               /* -exec: what runs the program */
    NameVec tags;
    int opt_level;                  /* -O0 -O1 -O2 -Oz (3) */
    bool strip;                     /* -ldflags=-s */
    VEC(const char *) ld_x;         /* -X name=value */
    const char *lang;               /* -gcflags=-lang=go1.N */
    const char *mod, *modfile, *overlay;
    const char *buildmode;
    const char *format;             /* list -f */
    int trace;
    int unwind;                 /* UnwindMode */
    bool verbose, show_steps, dry_run, all_errors, json, trimpath;
    bool compile_only;              /* test -c */
    bool keep_going;                /* check: past imports that fail */
    bool tests;                     /* load test programs */
    VEC(char *) test_args;          /* test: -test.run=X and the like, then what follows -args */
    char **args;                    /* packages or files; for run: then the program's arguments */
    uint32_t nargs;
    Arena *arena;
} Options;

/* Parses GOFLAGS and the flags of a command; exits with usage on a wrong one. */
void options_parse(Options *o, int argc, char **argv);

/* ---- commands ---- */
int cmd_build(Options *o);
int cmd_run(Options *o);
int cmd_test(Options *o);
int cmd_check(Options *o);
int cmd_list(Options *o);
int cmd_clean(Options *o);
int cmd_mod(Options *o);
int cmd_env(Options *o);
int cmd_version(Options *o);
int cmd_explain(Options *o);
int cmd_help(const char *topic, FILE *out);

/* ---- build.c: the phases ---- */
/* Which packages the command line names; nothing is read yet, and load_packages starts afresh. False after printing errors. */
bool match_packages(Options *o, PtrVec *packages);
/* Reads the packages on the command line and all they import. False after printing errors. */
bool load_packages(Options *o, PackageVec *roots);
/* Type-checks them. False after printing errors. */
bool check_packages(Options *o, const PackageVec *roots);
/* Compiles one package, which is checked; a main package to out (with wasm_exec.js beside it for js), others are dropped. */
bool compile_package(Options *o, Package *p, const char *out);
/* Both, for the one main package that the command line names. */
bool build_program(Options *o, const char *out);
/* Prints what was reported; true when there were errors. */
bool flush_errors(Options *o);

/* ---- run.c: running what was built ---- */
/* A new temporary folder, or NULL after an error; run_clean takes it away with main.wasm and its helpers. */
const char *run_folder(Options *o);
void run_clean(Options *o, const char *dir);
/* Runs a module in the folder cwd (NULL: here) and returns its exit status. dir: where its JavaScript helpers are or may go. */
int run_program(Options *o, const char *dir, const char *wasm, const char *cwd, char *const *args, uint32_t nargs);

/* ---- output.c: where results go ---- */
const char *working_dir(Options *o);
bool is_main_package(const Package *p);
const char *output_name(Options *o, const Package *p);     /* without -o: last element of the import path, and .wasm */
bool write_output(Options *o, const char *out, const void *bytes, size_t size);

/* ---- progress.c: what a slow build does, on a terminal ---- */
void progress_begin(void);
void progress(const char *phase);       /* a literal */
void progress_end(void);

#endif
