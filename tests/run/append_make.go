// append of a make: zeros without a second slice.
package main

import (
	"fmt"
	"slices"
)

type T struct {
	p *int
	s string
}

//go:noinline
func extend[S ~[]E, E any](s S, n int) S { return append(s, make(S, n)...) }

func say(n int) int { fmt.Println("say", n); return n }

func list(a []int) []int { fmt.Println("list"); return a }

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func main() {
	a := []int{1, 2, 3, 4, 5}
	b := extend(a[:2], 2)
	fmt.Println(a, b, len(b), cap(b))
	b = extend(a[:2], 9)
	fmt.Println(a, b, len(b))
	fmt.Println(append(list(nil), make([]int, say(3))...))
	fmt.Println(append([]byte("x"), make([]byte, 3)...), append([]struct{}{}, make([]struct{}, 7)...))
	t := []T{{new(int), "a"}, {new(int), "b"}}
	fmt.Println(len(t[0].s), extend(t[:1], 1)[1], t[1])
	n := -1
	try("negative", func() { extend(a, n) })
	n = 1 << 62
	try("large", func() { extend(a, n) })
	var m map[string][]int = map[string][]int{}
	m["k"] = append(m["k"], make([]int, 2)...)
	fmt.Println(m)
	fmt.Println(len(slices.Grow(a[:0:0], 100)), cap(slices.Grow([]int{}, 3)) >= 3)
}
