// Generic functions over plain values: inference, explicit instantiation, type sets, named types.
package main

type number interface {
	~int | ~int8 | ~uint16 | ~float64
}

type myInt int

func (m myInt) double() myInt { return 2 * m }

func larger[T number](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func sum[T number, A ~[4]T](a A) (s T) {
	for _, v := range a {
		s += v
	}
	return
}

func convert[To, From number](x From) To { return To(x) }

func swap[A, B any](a A, b B) (B, A) { return b, a }

func apply[T, R any](x T, f func(T) R) R { return f(x) }

func zero[T any]() (z T) { return }

func isZero[T comparable](x T) bool { return x == zero[T]() }

type pair[A, B any] struct {
	first  A
	second B
}

func (p pair[A, B]) flip() pair[B, A] { return pair[B, A]{p.second, p.first} }

func (p *pair[A, B]) setFirst(a A) { p.first = a }

type doubler interface{ double() myInt }

func callDouble[T doubler](x T) myInt { return x.double() + 1 }

func power[T number](x T, n int) T {
	if n == 0 {
		return 1
	}
	return x * power(x, n-1)
}

func main() {
	println(larger(1, 2), larger(2.5, 1.5), larger[int8](3, -3), larger(myInt(5), 9))
	println(sum([4]int{1, 2, 3, 4}), sum([4]float64{.5, .5, .5}))
	println(convert[float64](7), convert[int](7.9), convert[uint16](-1), convert[int8](300))
	s, i := swap(1, "one")
	println(s, i)
	println(apply(3, func(x int) float64 { return float64(x) / 2 }), apply("abc", func(s string) int { return len(s) }))
	println(zero[int](), zero[string]() == "", zero[float64](), isZero(0), isZero("x"), isZero(pair[int, bool]{}))
	p := pair[int, string]{1, "x"}
	p.setFirst(42)
	q := p.flip()
	println(q.first, q.second)
	println(callDouble(myInt(21)), power(3, 5), power(1.5, 2), power(int8(2), 8))
	f := larger[float64]
	println(f(1, 2))
}
