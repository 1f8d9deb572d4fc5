// Functions that get a copy for each func literal they are called with: the copies don't mix, and panics in them name the source.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

type pair struct {
	a int
	b string
}

// Calls both functions, itself, and another function with them swapped.
func walk(n int, down, up func(int) int) int {
	if n <= 0 {
		return down(n)
	}
	r := walk(n-1, down, up) + up(n)
	for i := range n % 3 {
		r += other(n-2-i, up, down)
	}
	return r
}

func other(n int, x, y func(int) int) int {
	if n <= 0 {
		return x(n) - y(n)
	}
	return other(n-1, x, y) ^ walk(n-3, y, x)
}

func double(n int) int { return 2 * n }

func main() {
	var ps []pair
	for i := range 200 {
		ps = append(ps, pair{i * 7919 % 101, fmt.Sprint(i * 31 % 17)})
	}
	slices.SortFunc(ps, func(x, y pair) int { return cmp.Or(cmp.Compare(x.a, y.a), strings.Compare(x.b, y.b)) })
	fmt.Println(ps[:5], ps[195:])
	slices.SortFunc(ps, func(x, y pair) int { return cmp.Or(strings.Compare(y.b, x.b), cmp.Compare(y.a, x.a)) })
	fmt.Println(ps[:5], ps[195:])
	at, ok := slices.BinarySearchFunc(ps, "5", func(x pair, s string) int { return strings.Compare(s, x.b) })
	fmt.Println(at, ok)

	fmt.Println(walk(9, double, func(n int) int { return n + 3 }))
	fmt.Println(walk(9, func(n int) int { return n + 3 }, double))
	fmt.Println(walk(8, double, double))

	slices.SortFunc(ps, func(x, y pair) int {
		var none *pair
		if x.a == 50 {
			return none.a
		}
		return cmp.Compare(x.a, y.a)
	})
}
