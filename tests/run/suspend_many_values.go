package main

import (
	"fmt"
	"runtime"
)

// Many values of all kinds are live across many calls that wait, in loops, with deferred calls and panics between.

type node struct {
	name string
	next *node
}

func wait(c chan int, want int) int {
	v := <-c
	if v != want {
		panic(fmt.Sprint("got ", v, ", want ", want))
	}
	runtime.GC()
	return v
}

func mixed(c chan int, s string, list []int, f float64, x any, n *node, m map[string]int) (out string) {
	defer func() { out += fmt.Sprint(" recovered ", recover()) }()
	a := wait(c, 1)
	g := float32(f) * 2
	b := n.name + s
	k := wait(c, 2) + a
	var u8 uint8 = uint8(k) * 100
	p := &node{"p", n}
	for i := range 3 {
		k += wait(c, 3+i)
		q := &node{fmt.Sprint("q", i), p}
		p = q
		if wait(c, 10+i) == 11 {
			defer func(i int) { out += fmt.Sprint(" deferred ", i, wait(c, 50)) }(i)
		}
		m[q.name] += wait(c, 20+i) + int(u8)
	}
	c64 := complex(f, float64(g))
	names := ""
	for q := p; q != nil; q = q.next {
		names += q.name + ","
		wait(c, 30)
	}
	h := func() string { return names + s }
	wait(c, 40)
	out = fmt.Sprint(a, k, g, b, u8, list, f, x, c64, len(m), m["q2"], " ", h())
	wait(c, 41)
	list[wait(c, 42)] = 1
	return "not reached"
}

func main() {
	c := make(chan int)
	done := make(chan string)
	for range 2 {
		go func() {
			done <- mixed(c, "s", []int{1, 2}, 1.5, [2]string{"x", "y"}, &node{"n", nil}, map[string]int{"z": 1})
		}()
		for _, v := range []int{1, 2, 3, 10, 20, 4, 11, 21, 5, 12, 22, 30, 30, 30, 30, 30, 40, 41, 42, 50} {
			c <- v
		}
		fmt.Println(<-done)
	}
}
