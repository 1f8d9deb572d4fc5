// Methods with type parameters of their own: calls, inference, method values and expressions, embedding, recursion.
package main

import (
	"fmt"
	"strconv"
)

type List[T any] struct{ xs []T }

func Of[T any](xs ...T) List[T] { return List[T]{xs} }

func (l List[T]) Map[R any](f func(T) R) List[R] {
	r := List[R]{make([]R, 0, len(l.xs))}
	for _, x := range l.xs {
		r.xs = append(r.xs, f(x))
	}
	return r
}

func (l List[T]) Fold[A any](a A, f func(A, T) A) A {
	for _, x := range l.xs {
		a = f(a, x)
	}
	return a
}

func Zip[T, U any](l List[T], o List[U]) List[Pair[T, U]] {
	var r List[Pair[T, U]]
	for i := range min(len(l.xs), len(o.xs)) {
		r.xs = append(r.xs, Pair[T, U]{l.xs[i], o.xs[i]})
	}
	return r
}

func (l *List[T]) Push[U ~int | ~string](u U, conv func(U) T) *List[T] {
	l.xs = append(l.xs, conv(u))
	return l
}

type Pair[A, B any] struct {
	a A
	b B
}

func (p Pair[A, B]) Swap() Pair[B, A]              { return Pair[B, A]{p.b, p.a} }
func (p Pair[A, B]) With[C any](c C) Trio[A, B, C] { return Trio[A, B, C]{p.a, p.b, c} }

type Trio[A, B, C any] struct {
	a A
	b B
	c C
}

type Meter float64

func (m Meter) In[T ~int | ~float64](unit T) T { return T(m) / unit }
func (m Meter) Kind[T any]() string {
	var z T
	return fmt.Sprintf("%T of %v", z, float64(m))
}

type Registry struct{ m map[string]any }

func (r *Registry) Put[T any](k string, v T) { r.m[k] = v }
func (r *Registry) Get[T any](k string) (T, bool) {
	v, ok := r.m[k].(T)
	return v, ok
}

type Service struct {
	*Registry
	name string
}

func (p Trio[A, B, C]) Depth[X any](n int, x X) string {
	if n == 0 {
		return fmt.Sprintf("%T %v", x, x)
	}
	return p.Depth(n-1, x)
}

func main() {
	l := Of(1, 2, 3)
	s := l.Map(func(i int) string { return strconv.Itoa(i * i) })
	fmt.Println(s, s.Map(func(s string) int { return len(s) }), l.Map(strconv.Itoa))
	fmt.Println(l.Fold("", func(a string, i int) string { return a + strconv.Itoa(i) }), l.Fold(0.5, func(a float64, i int) float64 { return a * float64(i) }))
	z := Zip(l, Of("a", "b"))
	fmt.Printf("%v %T\n", z, z)
	fmt.Println(l.Push("ab", func(s string) int { return len(s) }).Push(7, func(i int) int { return i }))
	p := z.xs[1].Swap().With(true)
	fmt.Printf("%v %T\n", p, p)
	fmt.Println(Meter(5).In(2), Meter(5).In(2.0), Meter(5).In[int](3), Meter(1.5).Kind[[]byte](), Meter(2).Kind[Pair[int, error]]())
	svc := Service{&Registry{map[string]any{}}, "svc"}
	svc.Put("n", 5)
	svc.Put("s", "text")
	n, ok := svc.Get[int]("n")
	_, ok2 := svc.Get[int]("s")
	str, ok3 := svc.Get[string]("s")
	fmt.Println(n, ok, ok2, str, ok3)
	f := l.Map[float64]
	fmt.Println(f(func(i int) float64 { return float64(i) / 2 }))
	g := Meter.In[int]
	h := List[int].Fold[bool]
	k := (*Registry).Get[string]
	fmt.Println(g(9, 4), h(l, true, func(a bool, i int) bool { return a && i > 0 }))
	fmt.Println(k(svc.Registry, "s"))
	fmt.Println(p.Depth(3, []int{1}), p.Depth(1, "x"))
}
