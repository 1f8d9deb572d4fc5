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
    const char *goos, *goarch;
    const char *goroot;
    const char *exec;               /* -exec: what runs the program */
    NameVec tags;
    int opt_level;                  /* -O0 -O1 -O2 -Oz (3) */
    bool strip;                     /* -ldflags=-s / -w */
    VEC(const char *) ld_x;         /* -X name=value */
    const char *lang;               /* -gcflags=-lang=go1.N */
    const char *mod;
    const char *buildmode;
    int trace;
    bool verbose, show_steps, dry_run, all_errors, json, trimpath;
    char **args;                    /* packages or files; for run: then the program's arguments */
    uint32_t nargs;
    Arena *arena;
} Options;

/* Parses the flags of a command; exits with usage on a wrong one. */
void options_parse(Options *o, int argc, char **argv);

int cmd_build(Options *o);
int cmd_run(Options *o);
int cmd_check(Options *o);
int cmd_env(Options *o);
int cmd_version(Options *o);
int cmd_explain(Options *o);
int cmd_help(const char *topic, FILE *out);

/* ---- build.c: the phases ---- */
/* Loads and checks; false after printing errors. */
bool front_end(Options *o, PackageVec *roots, bool bodies);
/* Compiles a main package to out (with wasm_exec.js beside it for js). False after printing errors. */
bool build_program(Options *o, const char *out);
/* Prints what was reported; true when there were errors. */
bool flush_errors(Options *o);

#endif
