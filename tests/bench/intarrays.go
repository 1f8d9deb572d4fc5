// Integer arrays: a sieve, a matrix product, and a histogram.
package main

import "fmt"

func sieve(n int) int {
	composite := make([]bool, n+1)
	count := 0
	for i := 2; i <= n; i++ {
		if composite[i] {
			continue
		}
		count++
		for j := i * i; j <= n; j += i {
			composite[j] = true
		}
	}
	return count
}

func product(a, b, c [][]int32) {
	for i := range a {
		for j := range b[0] {
			var sum int32
			for k := range b {
				sum += a[i][k] * b[k][j]
			}
			c[i][j] = sum
		}
	}
}

func matrix(n int, f func(i, j int) int32) [][]int32 {
	m := make([][]int32, n)
	for i := range m {
		m[i] = make([]int32, n)
		for j := range m[i] {
			m[i][j] = f(i, j)
		}
	}
	return m
}

func main() {
	fmt.Println(sieve(5_000_000))
	n := 250
	a := matrix(n, func(i, j int) int32 { return int32(i + j) })
	b := matrix(n, func(i, j int) int32 { return int32(i ^ j) })
	c := matrix(n, func(i, j int) int32 { return 0 })
	for range 4 {
		product(a, b, c)
	}
	fmt.Println(c[3][5], c[n-1][n-1])
	var hist [256]int
	x := uint32(1)
	for range 20_000_000 {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		hist[x&255]++
	}
	fmt.Println(hist[0], hist[255])
}
