// Structs: comparison through padding and blank fields, anonymous and converted types, tags, zero size, pointers to fields.
package main

import (
	"fmt"
	"unsafe"
)

type padded struct {
	a int8
	b int64
	c int8
	_ int32
	d float32
}

type nested struct {
	p   padded
	s   string
	i   any
	arr [2]padded
}

type tagged1 struct {
	X int `json:"x"`
}
type tagged2 struct {
	X int `json:"y"`
}

type empty struct{}
type hasEmpty struct {
	empty
	n int
	e empty
}

type self struct {
	*self
	id int
}

func (h hasEmpty) String() string { return fmt.Sprintf("n=%d", h.n) }

func try(f func() bool) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("panic:", r)
		}
	}()
	fmt.Println(f())
}

func main() {
	// equal fields, different garbage in the padding
	garbage := func(x byte) padded {
		var p padded
		for i := range unsafe.Sizeof(p) {
			*(*byte)(unsafe.Add(unsafe.Pointer(&p), i)) = x
		}
		p.a, p.b, p.c, p.d = 1, 2, 3, 4
		return p
	}
	x, y := garbage(0), garbage(255)
	fmt.Println(x == y, x != y, nested{p: x, s: "a"} == nested{p: y, s: "a"})
	y.d = 5
	fmt.Println(x == y)
	n1 := nested{s: "s", i: x}
	n2 := nested{s: "s", i: x}
	fmt.Println(n1 == n2)
	n2.arr[1].c++
	fmt.Println(n1 == n2)
	try(func() bool { return nested{i: []int{1}} == nested{i: []int{1}} })
	try(func() bool { return nested{s: "x", i: []int{1}} == nested{s: "y", i: []int{1}} })
	anon := struct {
		X int `json:"y"`
	}{5}
	var t2 tagged2 = anon
	t1 := tagged1(t2)
	fmt.Println(t1, t2 == anon, t1.X, any(t1) == any(t2))
	h := hasEmpty{n: 3}
	fmt.Println(h, h == hasEmpty{empty{}, 3, empty{}}, empty{} == struct{}{})
	s := self{&self{nil, 1}, 2}
	fmt.Println(s.id, s.self.id, s.self.self == nil)
	p := &n1.arr[1].b
	*p = 77
	q := &n1
	q.p.a--
	fmt.Printf("%+v\n", n1)
	fmt.Printf("%v %+v %#v\n", t1, t1, t1)
	arr := [...]struct {
		k string
		v int
	}{{"a", 1}, {"b", 2}}
	for _, e := range arr {
		e.v *= 10
	}
	for i := range arr {
		arr[i].v *= 10
	}
	fmt.Println(arr, arr == [2]struct {
		k string
		v int
	}{{"a", 10}, {"b", 20}})
	m := map[string]struct{ a, b int }{"x": {1, 2}}
	v := m["x"]
	v.a = 9
	fmt.Println(m["x"], v, m["y"])
	f := func(s struct{ a, b int }) struct{ b, a int } { return struct{ b, a int }{s.b, s.a} }
	fmt.Println(f(m["x"]))
	a, b := n1, n1
	a, b = b, a
	fmt.Println(a == b, a.arr[0] == b.arr[0])
	z := [2]nested{n1, n2}
	z[0], z[1] = z[1], z[0]
	fmt.Println(z[0] == n2, z[1] == n1, z[0].arr == z[1].arr)
}
