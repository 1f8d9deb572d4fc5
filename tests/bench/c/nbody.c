/* The C twin of nbody.go. */
#include <math.h>
#include <stdio.h>

typedef struct Body { double x, y, z, vx, vy, vz, mass; } Body;

__attribute__((noinline)) static void step(Body *bs, int n, double dt)
{
    for (int i = 0; i < n; i++) {
        Body *a = &bs[i];
        for (int j = i + 1; j < n; j++) {
            Body *b = &bs[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double d2 = dx * dx + dy * dy + dz * dz;
            double mag = dt / (d2 * sqrt(d2));
            a->vx -= dx * b->mass * mag;
            a->vy -= dy * b->mass * mag;
            a->vz -= dz * b->mass * mag;
            b->vx += dx * a->mass * mag;
            b->vy += dy * a->mass * mag;
            b->vz += dz * a->mass * mag;
        }
    }
    for (int i = 0; i < n; i++) {
        bs[i].x += dt * bs[i].vx;
        bs[i].y += dt * bs[i].vy;
        bs[i].z += dt * bs[i].vz;
    }
}

int main(void)
{
    Body bs[] = {
        {0, 0, 0, 0, 0, 0, 39},
        {4.8, -1.1, -0.1, 0.6, 2.8, -0.02, 0.03},
        {8.3, 4.1, -0.4, -1.0, 1.8, 0.008, 0.01},
        {12.8, -15.1, -0.2, 1.0, 0.8, -0.01, 0.001},
        {15.3, -25.9, 0.17, 0.9, 0.5, -0.03, 0.002},
    };
    for (int i = 0; i < 10000000; i++) step(bs, 5, 0.001);
    for (int i = 0; i < 5; i++) printf("%.6f %.6f %.6f\n", bs[i].x, bs[i].y, bs[i].z);
}
