/* The C twin of mandelbrot.go. */
#include <stdio.h>

__attribute__((noinline)) static int mandelbrot(int n, int limit)
{
    int inside = 0;
    for (int py = 0; py < n; py++)
        for (int px = 0; px < n; px++) {
            double cr = 2 * (double)px / n - 1.5, ci = 2 * (double)py / n - 1, zr = 0, zi = 0;
            int i = 0;
            for (; i < limit && zr * zr + zi * zi < 4; i++) {
                double t = zr * zr - zi * zi + cr;
                zi = 2 * zr * zi + ci;
                zr = t;
            }
            inside += i == limit;
        }
    return inside;
}

int main(void)
{
    printf("%d\n", mandelbrot(1200, 200));
}
