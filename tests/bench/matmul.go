// Matrix product of float64, rows as slices.
package main

import "fmt"

func matrix(n int, f func(i, j int) float64) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
		for j := range m[i] {
			m[i][j] = f(i, j)
		}
	}
	return m
}

func product(a, b, c [][]float64) {
	n := len(b)
	for i := range a {
		for j := range c[i] {
			sum := 0.0
			for k := 0; k < n; k++ {
				sum += a[i][k] * b[k][j]
			}
			c[i][j] = sum
		}
	}
}

func main() {
	n := 300
	a := matrix(n, func(i, j int) float64 { return float64(i-j) / float64(n) })
	b := matrix(n, func(i, j int) float64 { return float64(i+j) / float64(n) })
	c := matrix(n, func(i, j int) float64 { return 0 })
	for range 20 {
		product(a, b, c)
	}
	fmt.Printf("%.6f %.6f\n", c[3][5], c[n-1][n-2])
}
