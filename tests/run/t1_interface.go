// Interfaces: dynamic dispatch on struct, pointer, integer and func types; nil; comparison.
package main

type shape interface {
	area() int
	name() string
}

type square struct{ side int }
type rect struct{ w, h int }
type unit int
type lazy func() int

func (s square) area() int    { return s.side * s.side }
func (s square) name() string { return "square" }
func (r *rect) area() int     { return r.w * r.h }
func (r *rect) name() string  { return "rect" }
func (u unit) area() int      { return int(u) }
func (u unit) name() string   { return "unit" }
func (l lazy) area() int      { return l() }
func (l lazy) name() string   { return "lazy" }

func total(shapes ...shape) (sum int) {
	for _, s := range shapes {
		sum += s.area()
	}
	return
}

type namer interface{ name() string }

func describe(n namer) string { return "a " + n.name() }

func main() {
	r := &rect{2, 3}
	list := []shape{square{4}, r, unit(5), lazy(func() int { return 100 })}
	for _, s := range list {
		print(s.name(), "=", s.area(), " ")
	}
	println(total(list...))
	r.w = 20
	println(list[1].area())
	sq := square{2}
	var s shape = sq
	sq.side = 50
	println(s.area(), describe(s), describe(unit(1)))
	var none shape
	println(none == nil, s != nil, s == square{2}, s == shape(square{3}))
	println(list[1] == shape(r), list[1] == shape(&rect{20, 3}), shape(unit(5)) == list[2])
	var np *rect
	none = np
	println(none == nil, none.name())
	var e any = 5
	var f any = "five"
	println(e == 5, e == 5.0, f == "five", e == f, e == any(5), any(nil) == nil)
	var n namer = s
	println(n == s, n.name())
	m := map[any]int{1: 1, "a": 2, square{1}: 3, 2.5: 4, true: 5}
	println(m[1], m["a"], m[square{1}], m[2.5], m[true], m[square{2}], m[int8(1)])
	h := func(x any) any { return x }
	println(h(3) == h(3), h("x"+f.(string)) == "xfive", h(r) == any(r))
}
