// The spectral norm of an infinite matrix, by the power method.
package main

import (
	"fmt"
	"math"
)

func a(i, j int) float64 { return 1 / float64((i+j)*(i+j+1)/2+i+1) }

func times(v, out []float64) {
	for i := range out {
		sum := 0.0
		for j := range v {
			sum += a(i, j) * v[j]
		}
		out[i] = sum
	}
}

func timesTransposed(v, out []float64) {
	for i := range out {
		sum := 0.0
		for j := range v {
			sum += a(j, i) * v[j]
		}
		out[i] = sum
	}
}

func main() {
	n := 1000
	u, v, t := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range u {
		u[i] = 1
	}
	for range 180 {
		times(u, t)
		timesTransposed(t, v)
		times(v, t)
		timesTransposed(t, u)
	}
	var vBv, vv float64
	for i := range v {
		vBv += u[i] * v[i]
		vv += v[i] * v[i]
	}
	fmt.Printf("%.9f\n", math.Sqrt(vBv/vv))
}
