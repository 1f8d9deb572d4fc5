// A long linked list, a big tree and big pointer arrays: marking must not use the stack up or be slow.
//
//run:heavy
package main

import (
	"fmt"
	"runtime"
)

type node struct {
	next *node
	val  int
}

type tree struct{ l, r *tree }

func build(d int) *tree {
	if d == 0 {
		return &tree{}
	}
	return &tree{build(d - 1), build(d - 1)}
}

func (t *tree) count() int {
	if t == nil {
		return 0
	}
	return 1 + t.l.count() + t.r.count()
}

func main() {
	var head *node
	for i := range 500000 {
		head = &node{head, i}
	}
	runtime.GC()
	n, sum := 0, 0
	for p := head; p != nil; p = p.next {
		n++
		sum += p.val
	}
	fmt.Println(n, sum)
	t := build(16)
	runtime.GC()
	fmt.Println(t.count())
	arr := make([]*[]*int, 1000)
	for i := range arr {
		s := make([]*int, 100)
		for j := range s {
			s[j] = new(i * j)
		}
		arr[i] = &s
	}
	runtime.GC()
	total := 0
	for _, s := range arr {
		for _, p := range *s {
			total += *p
		}
	}
	fmt.Println(total)
	// a cycle is garbage as a whole
	for range 50 {
		ring := &node{}
		p := ring
		for range 5000 {
			p.next = &node{}
			p = p.next
		}
		p.next = ring
	}
	// a deep nest of closures and interfaces
	var f func() int = func() int { return 0 }
	var a any
	for i := range 2000 {
		g := f
		f = func() int { return g() + 1 }
		a = []any{a, i}
	}
	runtime.GC()
	depth := 0
	for s, ok := a.([]any); ok; s, ok = s[0].([]any) {
		depth++
	}
	fmt.Println(f(), depth)
	m := map[int]*node{}
	for i := range 100000 {
		m[i] = &node{val: i}
		delete(m, i-1000)
	}
	runtime.GC()
	fmt.Println(len(m), m[99500].val)
	head = nil
}
