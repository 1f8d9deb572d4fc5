// Pointers to variables, fields and elements; pointers to pointers; comparison; nil.
package main

type node struct {
	val  int
	next *node
}

var global = 5
var gp *int

func set(p *int, v int) { *p = v }
func swap(a, b *int)    { *a, *b = *b, *a }
func pick(b bool, x, y *int) *int {
	if b {
		return x
	}
	return y
}

func main() {
	x, y := 1, 2
	p := &x
	*p = 10
	println(x, *p, p == &x, p != &y, gp == nil)
	swap(&x, &y)
	println(x, y)
	set(pick(true, &x, &y), 100)
	set(pick(false, &x, &y), 200)
	println(x, y)
	pp := &p
	**pp = 7
	*pp = &y
	*p = 8
	println(x, y)
	gp = &global
	*gp += 3
	println(global)
	a := [3]int{1, 2, 3}
	e := &a[1]
	*e = 20
	println(a[0], a[1], a[2], e == &a[1], e == &a[0])
	var c node
	b := node{2, &c}
	n := node{1, &b}
	c.val = 3
	sum := 0
	for q := &n; q != nil; q = q.next {
		sum = sum*10 + q.val
	}
	println(sum)
	f := &n.next.next.val
	*f = 9
	println(c.val, n.next.next.next == nil)
	var s struct{ a, b int16 }
	pa, pb := &s.a, &s.b
	*pa, *pb = -1, -2
	*pa++
	*pb *= 3
	println(s.a, s.b)
	var b8 uint8 = 255
	p8 := &b8
	*p8++
	println(b8)
	v := *&x
	println(v, *&*&y)
}
