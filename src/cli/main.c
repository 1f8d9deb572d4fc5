/*
 * main.c - gocw's command line.
 */
#include "cli_int.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct Command {
    const char *name;
    int (*run)(Options *o);
} Command;

static const Command commands[] = {
    {"build", cmd_build}, {"run", cmd_run}, {"check", cmd_check}, {"vet", cmd_check},
    {"env", cmd_env}, {"version", cmd_version}, {"explain", cmd_explain},
};

int main(int argc, char **argv)
{
    if (argc < 2) {
        cmd_help(NULL, stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0)
        return cmd_help(argc > 2 ? argv[2] : NULL, stdout);
    if (strcmp(name, "--version") == 0 || strcmp(name, "-v") == 0) name = "version";
    for (size_t i = 0; i < LEN(commands); i++) {
        if (strcmp(commands[i].name, name) != 0) continue;
        Options o = {.command = name, .arena = arena_new("options"), .opt_level = 1, .trace = 2};
        options_parse(&o, argc - 2, argv + 2);
        int status = commands[i].run(&o);
        if (debug_on(DEBUG_TIME) || debug_on(DEBUG_MEM)) stats_print(stderr);
        return status;
    }
    fprintf(stderr, "gocw %s: unknown command\nRun 'gocw help' for usage.\n", name);
    return EXIT_USAGE;
}
