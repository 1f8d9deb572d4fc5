/* The C twin of matmul.go. */
#include <stdio.h>
#include <stdlib.h>

static double **matrix(int n)
{
    double **m = malloc((size_t)n * sizeof *m);
    for (int i = 0; i < n; i++) m[i] = calloc((size_t)n, sizeof **m);
    return m;
}

__attribute__((noinline)) static void product(int n, double **a, double **b, double **c)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < n; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
}

int main(void)
{
    int n = 300;
    double **a = matrix(n), **b = matrix(n), **c = matrix(n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            a[i][j] = (double)(i - j) / n;
            b[i][j] = (double)(i + j) / n;
        }
    for (int i = 0; i < 20; i++) product(n, a, b, c);
    printf("%.6f %.6f\n", c[3][5], c[n - 1][n - 2]);
}
