/* The C twin of fannkuch.go. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    int64_t n = 10, checksum = 0, most = 0;
    int64_t *perm = calloc(n, 8), *perm1 = calloc(n, 8), *count = calloc(n, 8);
    for (int64_t i = 0; i < n; i++) perm1[i] = i;
    for (int64_t r = n, index = 0;; index++) {
        for (; r != 1; r--) count[r - 1] = r;
        memcpy(perm, perm1, n * 8);
        int64_t flips = 0;
        for (int64_t k = perm[0]; k != 0; k = perm[0]) {
            for (int64_t i = 0, j = k; i < j; i++, j--) {
                int64_t t = perm[i];
                perm[i] = perm[j];
                perm[j] = t;
            }
            flips++;
        }
        if (flips > most) most = flips;
        checksum += index % 2 == 0 ? flips : -flips;
        for (;; r++) {
            if (r == n) {
                printf("%lld %lld\n", (long long)checksum, (long long)most);
                return 0;
            }
            int64_t first = perm1[0];
            for (int64_t i = 0; i < r; i++) perm1[i] = perm1[i + 1];
            perm1[r] = first;
            if (--count[r] > 0) break;
        }
    }
}
