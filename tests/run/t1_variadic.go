// Variadic functions: none, some, a slice passed on, of interfaces, aliasing of the passed slice.
package main

func sum(xs ...int) (s int) {
	for _, x := range xs {
		s += x
	}
	return
}

func isNil(xs ...int) bool { return xs == nil }

func first(def string, xs ...string) string {
	if len(xs) == 0 {
		return def
	}
	return xs[0]
}

func modify(xs ...int) { xs[0] = 100 }

func kinds(xs ...any) (s string) {
	for _, x := range xs {
		switch x := x.(type) {
		case int:
			s += "i"
		case string:
			s += "s"
		case nil:
			s += "n"
		case []any:
			s += "(" + kinds(x...) + ")"
		default:
			s += "?"
		}
	}
	return
}

func pass(xs ...int) int { return sum(xs...) + sum(xs[1:]...) }

type t struct{ k int }

func (r t) add(xs ...int) int { return r.k + sum(xs...) }

func three() (int, int, int) { return 1, 2, 3 }

func funcs(fs ...func() int) (n int) {
	for _, f := range fs {
		n = n*10 + f()
	}
	return
}

func main() {
	println(sum(), sum(1), sum(1, 2, 3), sum([]int{4, 5}...), sum(three()))
	println(isNil(), isNil([]int{}...), isNil(nil...), isNil(1))
	println(first("d"), first("d", "x", "y"), first("d", []string{"z"}...))
	s := []int{1, 2, 3}
	modify(s...)
	println(s[0])
	a, b := 1, 2
	modify(a, b)
	println(a)
	println(kinds(), kinds(1, "a", nil, 2.5), kinds([]any{1, "x"}, nil), kinds([]any{1, 2}...))
	println(pass(1, 2, 3))
	println(t{10}.add(), t{10}.add(1, 2), t.add(t{1}, s...))
	f := sum
	println(f(1, 1), funcs(func() int { return 1 }, func() int { return 2 }))
	g := func(prefix string, xs ...string) string { return prefix + first("none", xs...) }
	println(g("p"), g("p", "q"))
	println(append([]int(nil), 1, 2, sum(3, 4))[2])
}
