/*
 * settings.c - what the environment says to the collector: GOGC, GOMEMLIMIT, GODEBUG=gctrace=1. Go's own settings
 * are the overlay's (env.go).
 */
#include "g.h"
#include "gc_int.h"
#include "host.h"

bool gc_trace;

/* A decimal number that fits; *s is left behind it. */
static bool number(const char **s, int64_t *n) {
    const char *p = *s;
    uint64_t v = 0;
    for (; *p >= '0' && *p <= '9'; p++) {
        v = v * 10 + (uint64_t)(*p - '0');
        if (v > INT64_MAX / 16)         /* there is room for another digit */
            return false;
    }
    *n = (int64_t)v;
    bool any = p != *s;
    *s = p;
    return any;
}

/* A number of bytes: 123, 123B, or with KiB, MiB, GiB, TiB. */
static bool byte_count(const char *s, int64_t *n) {
    static const char units[] = "KMGT";
    if (!number(&s, n))
        return false;
    for (int i = 0; units[i] && s[0] && s[1] == 'i'; i++)
        if (s[0] == units[i]) {
            int shift = 10 * (i + 1);
            if (*n > INT64_MAX >> shift)
                return false;
            *n <<= shift;
            return s[2] == 'B' && !s[3];
        }
    return !s[0] || (s[0] == 'B' && !s[1]);
}

static bool is_off(const char *s) { return s[0] == 'o' && s[1] == 'f' && s[2] == 'f' && !s[3]; }

static void set_percent(const char *s) {
    int64_t n = 0;
    bool minus = *s == '-', off = is_off(s);
    s += minus;
    if (off || (number(&s, &n) && !*s && n <= INT32_MAX))
        rt_set_gc_percent(off || minus ? -1 : n);
}

static void set_limit(const char *s) {
    int64_t n;
    if (!*s || is_off(s))
        return;
    if (byte_count(s, &n)) {
        rt_set_mem_limit(n);
        return;
    }
    print_text("GOMEMLIMIT=");
    print_text(s);
    print_text("\n");
    sched_fatal("malformed GOMEMLIMIT; see `go doc runtime/debug.SetMemoryLimit`");
}

/* name=value,name=value: the last one counts. */
static void set_debug(const char *s) {
    int64_t n;
    for (;;) {
        static const char name[] = "gctrace=";
        if (text_has_prefix(s, name)) {
            s += sizeof name - 1;
            gc_trace = number(&s, &n) && n > 0;
            gctrace_start();
        }
        while (*s && *s != ',')
            s++;
        if (!*s++)
            return;
    }
}

void settings_read(const char *entry) {
    if (text_has_prefix(entry, "GOGC="))
        set_percent(entry + strlen("GOGC="));
    if (text_has_prefix(entry, "GOMEMLIMIT="))
        set_limit(entry + strlen("GOMEMLIMIT="));
    if (text_has_prefix(entry, "GODEBUG="))
        set_debug(entry + strlen("GODEBUG="));
}

void settings_init(void) {
    const char *entry;
    for (int32_t i = 0; (entry = rt_environ(i)); i++)
        settings_read(entry);
}
