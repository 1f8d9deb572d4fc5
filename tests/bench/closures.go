// Closures: captured counters, functions that take and return functions, iterators.
package main

import (
	"fmt"
	"iter"
)

func counter(step int) func() int {
	n := 0
	return func() int {
		n += step
		return n
	}
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

func filter(s iter.Seq[int], keep func(int) bool) iter.Seq[int] {
	return func(yield func(int) bool) {
		for v := range s {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

func main() {
	c := counter(3)
	last := 0
	for range 60_000_000 {
		last = c()
	}
	fmt.Println(last)
	f := compose(func(x int) int { return x + 1 }, func(x int) int { return x * 3 }, func(x int) int { return x % 1000003 })
	x := 1
	for range 5_000_000 {
		x = f(x)
	}
	fmt.Println(x)
	sum := 0
	for v := range filter(upTo(60_000_000), func(v int) bool { return v%3 == 0 }) {
		sum += v
	}
	fmt.Println(sum)
}
