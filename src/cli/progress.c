/*
 * progress.c - a line on stderr that names the phase, when stderr is a terminal and the build takes over a second. An alarm
 * writes it, so that nothing has to be asked in between.
 */
#include "cli_int.h"

#include <signal.h>
#include <unistd.h>

static const char *volatile current;    /* NULL: no progress is shown */
static volatile sig_atomic_t shown;

static void show(int sig)
{
    const char *phase = current;
    (void)sig;
    if (!phase) return;
    static const char start[] = "\r\033[Kgocw: ";
    shown = write(2, start, sizeof start - 1) > 0 && write(2, phase, strlen(phase)) > 0;
    alarm(1);
}

void progress_begin(void)
{
    if (!isatty(2)) return;
    struct sigaction sa = {.sa_handler = show, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &sa, NULL);
    current = "loading";
    alarm(1);
}

void progress(const char *phase)
{
    if (!current) return;
    current = phase;
    if (shown) show(SIGALRM);
}

void progress_end(void)
{
    if (!current) return;
    alarm(0);
    current = NULL;
    if (shown) fputs("\r\033[K", stderr);
    shown = 0;
}
