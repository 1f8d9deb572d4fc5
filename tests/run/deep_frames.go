// Large variables: in a function that calls itself, and many of them in functions that may be inlined into one.
package main

import "fmt"

//go:noinline
func down(n int) int {
	var buf [2048]byte
	buf[n&2047] = byte(n)
	if n > 0 {
		return down(n-1) + int(buf[n&2047])
	}
	return len(buf)
}

func a(i int) byte { var x [15000]byte; x[i] = 1; return x[i] + x[i+1] }
func b(i int) byte { var x [15000]byte; x[i] = 2; return x[i] + x[i+1] }
func c(i int) byte { var x [15000]byte; x[i] = 3; return x[i] + x[i+1] }
func d(i int) byte { var x [15000]byte; x[i] = 4; return x[i] + x[i+1] }

//go:noinline
func all(n int) int {
	if n == 0 {
		return 0
	}
	return int(a(n)) + int(b(n)) + int(c(n)) + int(d(n)) + all(n-1)
}

func main() {
	fmt.Println(down(1200))
	fmt.Println(all(100))
}
