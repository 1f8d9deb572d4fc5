// Inference: from arguments, results of functions, untyped constants, function arguments, named types, partial lists.
package main

import (
	"fmt"
	"slices"
	"strconv"
)

type Vec []float64
type Op[A, B any] func(A) B
type Tree[T any] struct {
	l, r *Tree[T]
	v    T
}

func Map[S ~[]A, A, B any](s S, f func(A) B) []B {
	r := make([]B, len(s))
	for i, x := range s {
		r[i] = f(x)
	}
	return r
}

func Scale[S ~[]E, E ~int | ~float64](s S, k E) S {
	r := make(S, len(s))
	for i, x := range s {
		r[i] = x * k
	}
	return r
}

func Compose[A, B, C any](f func(A) B, g func(B) C) func(A) C { return func(a A) C { return g(f(a)) } }
func Pipe[A, B, C any](a A, f Op[A, B], g Op[B, C]) C         { return g(f(a)) }
func Add[T ~int | ~float64 | ~string](a, b T) T               { return a + b }
func Max[T int | float64](a, b T) T                           { return max(a, b) }
func Walk[T any](t *Tree[T], f func(T))                       { _ = t != nil && walk(t, f) }
func walk[T any](t *Tree[T], f func(T)) bool                  { Walk(t.l, f); f(t.v); Walk(t.r, f); return true }
func Id[T any](x T) T                                         { return x }
func Default[T comparable](x, d T) T {
	var zero T
	if x == zero {
		return d
	}
	return x
}
func Apply[T any](x T, fs ...func(T) T) T {
	for _, f := range fs {
		x = f(x)
	}
	return x
}
func Both[K comparable, V any](m map[K]V, f func(K, V)) {
	for k, v := range m {
		f(k, v)
	}
}
func Make[R []int | map[string]bool](f func() R) R { return f() }
func Chan[T any](c <-chan T) T                     { return <-c }
func Curry[A, B, R any](f func(A, B) R) func(A) func(B) R {
	return func(a A) func(B) R { return func(b B) R { return f(a, b) } }
}

func main() {
	fmt.Printf("%T %v\n", Scale(Vec{1, 2}, 2), Scale(Vec{1, 2}, 0.5))
	fmt.Println(Map([]int{1, 2}, strconv.Itoa), Map(Vec{1.5}, func(x float64) int { return int(x) }))
	fmt.Println(Compose(strconv.Itoa, func(s string) []byte { return []byte(s) })(65))
	fmt.Println(Pipe(3, func(i int) string { return fmt.Sprint(i) }, func(s string) bool { return s == "3" }))
	// untyped constants of different kinds: the default type of the largest kind
	fmt.Printf("%T %T %T\n", Max(1, 2.5), Add(1, 'a'-96.0), Max(1, 2))
	var f func(int, int) int = Add
	g := Add[string]
	fmt.Println(f(1, 2), g("a", "b"))
	t := &Tree[string]{&Tree[string]{nil, nil, "l"}, nil, "m"}
	Walk(t, func(s string) { fmt.Print(s, " ") })
	fmt.Println(Default("", "d"), Default(5, 6), Default[any](nil, 1))
	fmt.Println(Apply(2, func(i int) int { return i * i }, Id, func(i int) int { return -i }))
	Both(map[string]int{"k": 1}, func(k string, v int) { fmt.Print(k, v, " ") })
	fmt.Println(Make(func() []int { return []int{1} }), Make(func() map[string]bool { return nil }))
	c := make(chan string, 1)
	c <- "from chan"
	fmt.Println(Chan(c))
	fmt.Println(Curry(Add[int])(1)(2), Curry(func(s string, n int) string { return s[:n] })("abc")(2))
	s := []string{"b", "c", "a"}
	slices.SortFunc(s, func(a, b string) int { return -compare(a, b) })
	fmt.Println(s, slices.IndexFunc(s, is("a")), slices.MaxFunc(s, compare))
	var conv Op[int, float64] = toFloat
	fmt.Println(Pipe(7, conv, half))
}

func compare[T ~string | ~int](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
func is[T comparable](x T) func(T) bool { return func(y T) bool { return x == y } }
func toFloat[T ~int](x T) float64       { return float64(x) }
func half[T ~float64](x T) T            { return x / 2 }
