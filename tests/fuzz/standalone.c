/*
 * standalone.c - a main for libFuzzer targets where the compiler has no libFuzzer: each file named on the command
 * line is run as it is, then ROUNDS times (environment; default 100) with random changes. SEED picks others.
 * No coverage feedback; meant to be run with sanitizers over many seed files.
 *
 *     make BUILD=asan fuzz-targets
 *     ROUNDS=1000 build/asan/fuzz/fuzz_syntax $GOROOT/test/STAR.go
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { MAX_INPUT = 8192 };

static uint64_t state = 1;

static uint32_t random_below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 11) % (uint32_t)(n ? n : 1);
}

/* One change; returns the new size. */
static size_t mutate(uint8_t *p, size_t n)
{
    static const char bytes[] = "(){}[],;:.*+-=<>!&|^~\n\"'`/\\ _0x1ebi\xc3\xa9\xff";
    size_t at = random_below(n), len = random_below(8) + 1;
    if (at + len > n)
        len = n - at;
    switch (random_below(5)) {
    case 0:                     /* drop */
        memmove(p + at, p + at + len, n - at - len);
        return n - len;
    case 1:                     /* overwrite */
        if (n > 0)
            p[at] = (uint8_t)bytes[random_below(sizeof bytes)];
        return n;
    case 2:                     /* insert */
        if (n >= MAX_INPUT)
            return n;
        memmove(p + at + 1, p + at, n - at);
        p[at] = (uint8_t)bytes[random_below(sizeof bytes)];
        return n + 1;
    case 3: {                   /* copy a piece elsewhere */
        size_t to = random_below(n - len + 1);
        memmove(p + to, p + at, len);
        return n;
    }
    default:                    /* cut off */
        return random_below(8) ? n : at;
    }
}

static void run_file(const char *path, long rounds)
{
    static uint8_t seed[MAX_INPUT], input[MAX_INPUT + 1];
    FILE *f = fopen(path, "rb");
    if (!f)
        return;
    size_t n = fread(seed, 1, sizeof seed, f);
    fclose(f);
    LLVMFuzzerTestOneInput(seed, n);
    for (long i = 0; i < rounds; i++) {
        size_t size = n;
        memcpy(input, seed, n);
        for (uint32_t k = random_below(6) + 1; k > 0; k--)
            size = mutate(input, size);
        if ((f = fopen("fuzz-input", "wb"))) {  /* the culprit, should the next call crash */
            fwrite(input, 1, size, f);
            fclose(f);
        }
        LLVMFuzzerTestOneInput(input, size);
    }
}

int main(int argc, char **argv)
{
    const char *rounds = getenv("ROUNDS"), *seed = getenv("SEED");
    state = seed ? strtoull(seed, NULL, 10) * 2654435761u + 1 : 1;
    for (int i = 1; i < argc; i++)
        run_file(argv[i], rounds ? atol(rounds) : 100);
    remove("fuzz-input");
    return 0;
}
