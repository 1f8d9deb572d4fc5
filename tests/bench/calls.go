// Calls: recursion with few and many arguments.
package main

import "fmt"

//go:noinline
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

//go:noinline
func tak(x, y, z int) int {
	if y >= x {
		return z
	}
	return tak(tak(x-1, y, z), tak(y-1, z, x), tak(z-1, x, y))
}

//go:noinline
func many(a, b, c int, s string, p []int) (int, string, bool) {
	return a + b*c + len(s) + p[a&3], s, a > b
}

func main() {
	fmt.Println(fib(36))
	fmt.Println(tak(20, 13, 6))
	p := []int{1, 2, 3, 4}
	sum, s := 0, "text"
	for i := range 10_000_000 {
		n, t, ok := many(i, 7, 3, s, p)
		if ok {
			sum += n
		}
		s = t
	}
	fmt.Println(sum, s)
}
