// Equality of structs, arrays and interfaces with strings, floats, nested values and blank fields.
package main

type inner struct {
	s string
	f float64
}

type outer struct {
	a  int8
	in inner
	_  int
	e  any
	ar [2]string
	p  *int
}

func eq[T comparable](a, b T) bool { return a == b }

func main() {
	n := 1
	x := outer{1, inner{"s", 1.5}, 0, 5, [2]string{"p", "q"}, &n}
	y := x
	println(x == y, eq(x, y))
	y.in.s = string([]byte{'s'})
	println(x == y)
	y.e = "5"
	println(x == y)
	y.e = 5
	y.ar[1] += "q"
	println(x == y)
	y = x
	m := 1
	y.p = &m
	println(x == y)
	zero := 0.0
	nan := zero / zero
	a, b := inner{"", zero}, inner{"", -zero}
	println(a == b, inner{"", nan} == inner{"", nan}, [2]float64{1, nan} == [2]float64{1, nan})
	var i, j any = a, b
	println(i == j, i == any(inner{}), any(nan) == any(nan))
	println(eq[any](1, 1), eq[any](1, int64(1)), eq[any](nil, nil), eq([0]int{}, [0]int{}), eq(struct{}{}, struct{}{}))
	c1 := make(chan int)
	c2 := c1
	println(c1 == c2, c1 == make(chan int), eq(c1, c2))
	type k struct {
		a uint8
		b uint64
		c uint8
	}
	k1, k2 := k{1, 2, 3}, k{1, 2, 3}
	mk := map[k]string{k1: "found"}
	println(k1 == k2, mk[k2], mk[k{1, 2, 4}] == "")
	ma := map[[2]string]int{{"a", "b"}: 1}
	ma[[2]string{"a", "c"[:1]}]++
	println(len(ma), ma[[2]string{"a", "b"}], ma[[2]string{"a", "c"}])
	mi := map[any]int{k1: 1, [1]int{1}: 2, "s": 3, 1.5: 4}
	println(mi[k2], mi[[1]int{1}], mi["s"], mi[1.5], mi[float32(1.5)])
	var e1, e2 error
	println(e1 == e2, e1 == nil, any(e1) == nil, any((*int)(nil)) == nil)
	w := [3]any{1, "a", nil}
	v := w
	println(w == v)
	v[2] = false
	println(w != v)
}
