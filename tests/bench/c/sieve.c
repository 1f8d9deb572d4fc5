/* The C twin of sieve.go. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((noinline)) static int64_t sieve(bool *composite, int64_t n)
{
    memset(composite, 0, (size_t)n);
    int64_t count = 0;
    for (int64_t i = 2; i < n; i++) {
        if (composite[i]) continue;
        count++;
        for (int64_t j = i * i; j < n; j += i) composite[j] = true;
    }
    return count;
}

int main(void)
{
    int64_t n = 1000001, count = 0;
    bool *composite = malloc((size_t)n);
    for (int i = 0; i < 60; i++) count += sieve(composite, n);
    printf("%lld\n", (long long)count);
}
