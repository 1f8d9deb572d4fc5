// Counts the points of the Mandelbrot set on a grid: one small float loop.
package main

import "fmt"

func mandelbrot(n, limit int) (inside int) {
	for py := range n {
		for px := range n {
			cr, ci := 2*float64(px)/float64(n)-1.5, 2*float64(py)/float64(n)-1
			zr, zi := 0.0, 0.0
			i := 0
			for ; i < limit && zr*zr+zi*zi < 4; i++ {
				zr, zi = zr*zr-zi*zi+cr, 2*zr*zi+ci
			}
			if i == limit {
				inside++
			}
		}
	}
	return inside
}

func main() {
	fmt.Println(mandelbrot(1200, 200))
}
