// Gravitation of five bodies.
package main

import (
	"fmt"
	"math"
)

type body struct{ x, y, z, vx, vy, vz, mass float64 }

func step(bs []body, dt float64) {
	for i := range bs {
		a := &bs[i]
		for j := i + 1; j < len(bs); j++ {
			b := &bs[j]
			dx, dy, dz := a.x-b.x, a.y-b.y, a.z-b.z
			d2 := dx*dx + dy*dy + dz*dz
			mag := dt / (d2 * math.Sqrt(d2))
			a.vx -= dx * b.mass * mag
			a.vy -= dy * b.mass * mag
			a.vz -= dz * b.mass * mag
			b.vx += dx * a.mass * mag
			b.vy += dy * a.mass * mag
			b.vz += dz * a.mass * mag
		}
	}
	for i := range bs {
		b := &bs[i]
		b.x += dt * b.vx
		b.y += dt * b.vy
		b.z += dt * b.vz
	}
}

func main() {
	bs := []body{
		{0, 0, 0, 0, 0, 0, 39},
		{4.8, -1.1, -0.1, 0.6, 2.8, -0.02, 0.03},
		{8.3, 4.1, -0.4, -1.0, 1.8, 0.008, 0.01},
		{12.8, -15.1, -0.2, 1.0, 0.8, -0.01, 0.001},
		{15.3, -25.9, 0.17, 0.9, 0.5, -0.03, 0.002},
	}
	for range 10_000_000 {
		step(bs, 0.001)
	}
	for _, b := range bs {
		fmt.Printf("%.6f %.6f %.6f\n", b.x, b.y, b.z)
	}
}
