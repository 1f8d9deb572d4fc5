// Structs are values: literals, copies, comparison, nesting, embedding, blank and padded fields.
package main

type point struct{ x, y int }

type rect struct {
	min, max point
	name     string
}

type mixed struct {
	a int8
	b int64
	c uint16
	d bool
	e float32
	_ int32
	f string
}

type base struct{ id int }
type derived struct {
	base
	*point
	extra string
}

var origin point
var unit = rect{max: point{1, 1}, name: "unit"}

func move(p point, dx int) point { p.x += dx; return p }
func grow(r *rect)               { r.max.x *= 2; r.max.y *= 2 }

func main() {
	p := point{1, 2}
	q := p
	q.x = 10
	println(p.x, p.y, q.x, q.y, p == q, p == point{1, 2}, origin == point{})
	r := move(p, 5)
	println(p.x, r.x)
	u := unit
	grow(&u)
	grow(&u)
	println(unit.max.x, u.max.x, u.name, u == unit)
	u.max = unit.max
	println(u == unit)
	u.name = "other"
	println(u == unit)
	m := mixed{a: -1, b: 1 << 40, c: 65535, d: true, e: 0.5, f: "s"}
	n := m
	println(m.a, m.b, m.c, m.d, m.e, m.f, m == n)
	n.e = 0.25
	println(m == n)
	d := derived{base{7}, &p, "more"}
	d.x = 99
	d.id++
	println(d.id, d.base.id, d.x, d.point.y, p.x, d.extra)
	anon := struct {
		a int
		b string
	}{1, "anon"}
	println(anon.a, anon.b)
	pp := &point{3, 4}
	pp.x, pp.y = pp.y, pp.x
	println(pp.x, pp.y, *pp == point{4, 3})
	list := [...]point{{1, 2}, {3, 4}}
	list[1].x = 30
	for i, v := range list {
		v.y = 1000
		print(i, ":", v.x, ",", list[i].y, " ")
	}
	println()
	var e struct{}
	println(e == struct{}{})
	println(rect{}.name == "", point{5, 6}.y)
}
