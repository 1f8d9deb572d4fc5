// The sieve of Eratosthenes, a matrix product, and bubble sort on global arrays.
package main

const size = 10000

var composite [size]bool
var m1, m2, m3 [20][20]int
var data [200]uint32

func main() {
	count, last := 0, 0
	for i := 2; i < size; i++ {
		if composite[i] {
			continue
		}
		count++
		last = i
		for j := i * i; j < size; j += i {
			composite[j] = true
		}
	}
	println(count, last)

	for i := range 20 {
		for j := range 20 {
			m1[i][j] = i + j
			m2[i][j] = i - j
		}
	}
	for i := range m1 {
		for j := range m2[0] {
			s := 0
			for k := range m2 {
				s += m1[i][k] * m2[k][j]
			}
			m3[i][j] = s
		}
	}
	trace := 0
	for i := range m3 {
		trace += m3[i][i]
	}
	println(m3[0][0], m3[3][17], m3[19][19], trace)

	seed := uint32(1)
	for i := range data {
		seed = seed*1664525 + 1013904223
		data[i] = seed >> 8
	}
	swaps := 0
	for n := len(data); n > 1; n-- {
		for i := 1; i < n; i++ {
			if data[i-1] > data[i] {
				data[i-1], data[i] = data[i], data[i-1]
				swaps++
			}
		}
	}
	println(swaps, data[0], data[100], data[199])
}
