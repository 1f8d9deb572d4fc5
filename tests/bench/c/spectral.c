/* The C twin of spectral.go. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>

enum { N = 1000 };

static double a(int64_t i, int64_t j)
{
    return 1 / (double)((i + j) * (i + j + 1) / 2 + i + 1);
}

__attribute__((noinline)) static void times(const double *v, double *out)
{
    for (int64_t i = 0; i < N; i++) {
        double sum = 0;
        for (int64_t j = 0; j < N; j++) sum += a(i, j) * v[j];
        out[i] = sum;
    }
}

__attribute__((noinline)) static void times_transposed(const double *v, double *out)
{
    for (int64_t i = 0; i < N; i++) {
        double sum = 0;
        for (int64_t j = 0; j < N; j++) sum += a(j, i) * v[j];
        out[i] = sum;
    }
}

int main(void)
{
    static double u[N], v[N], t[N];
    for (int i = 0; i < N; i++) u[i] = 1;
    for (int i = 0; i < 180; i++) {
        times(u, t);
        times_transposed(t, v);
        times(v, t);
        times_transposed(t, u);
    }
    double vBv = 0, vv = 0;
    for (int i = 0; i < N; i++) {
        vBv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    printf("%.9f\n", sqrt(vBv / vv));
}
