/*
 * main.c - gocw's command line.
 */
#include "cli_int.h"

#include <pthread.h>

typedef struct Command {
    const char *name;
    int (*run)(Options *o);
} Command;

static const Command commands[] = {
    {"build", cmd_build}, {"run", cmd_run}, {"test", cmd_test}, {"check", cmd_check}, {"vet", cmd_check},
    {"list", cmd_list}, {"env", cmd_env}, {"version", cmd_version}, {"explain", cmd_explain}, {"clean", cmd_clean}, {"mod", cmd_mod},
};

typedef struct Run { int argc; char **argv; int status; } Run;

static void *run(void *arg)
{
    Run *r = arg;
    const char *name = r->argc > 1 ? r->argv[1] : "";
    r->status = EXIT_USAGE;
    if (r->argc < 2) {
        cmd_help(NULL, stderr);
        return NULL;
    }
    if (strcmp(name, "help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0) {
        r->status = cmd_help(r->argc > 2 ? r->argv[2] : NULL, stdout);
        return NULL;
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-v") == 0) name = "version";
    for (size_t i = 0; i < LEN(commands); i++) {
        if (strcmp(commands[i].name, name) != 0) continue;
        Options o = {.command = name, .arena = arena_new("options"), .opt_level = 1, .trace = 2};
        options_parse(&o, r->argc - 2, r->argv + 2);
        r->status = commands[i].run(&o);
        if (debug_on(DEBUG_TIME) || debug_on(DEBUG_MEM)) stats_print(stderr);
        return NULL;
    }
    fprintf(stderr, "gocw %s: unknown command\nRun 'gocw help' for usage.\n", name);
    return NULL;
}

/* Everything runs on a thread with a large stack: deeply nested programs are walked by recursion. */
int main(int argc, char **argv)
{
    Run r = {argc, argv, EXIT_USER};
    pthread_t thread;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, (size_t)1 << 30);
    if (pthread_create(&thread, &attr, run, &r) == 0)
        pthread_join(thread, NULL);
    else
        run(&r);
    return r.status;
}
