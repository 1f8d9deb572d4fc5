// Deferred closures that stay in the frame of the function: what they captured lives until they run, however the function ends.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type node struct {
	next *node
	data [64]byte
	n    int
}

var log []string
var kept *node
var keptFunc func() int

func note(format string, args ...any) { log = append(log, fmt.Sprintf(format, args...)) }

func churn() {
	runtime.GC()
	for i := range 200 {
		kept = &node{n: i}
	}
	runtime.GC()
}

func (x *node) close(name string) { note("%s %d", name, x.n) }

func plain(n int) {
	x := &node{n: n}
	defer x.close("close")
	defer func() { note("func %d", x.n); x.n++ }()
	x = &node{n: n + 100, next: x}
	churn()
}

func result(n int) (p *node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
		}
		churn()
		p = &node{n: p.n + 1, next: p}
	}()
	p = &node{n: n}
	churn()
	if n > 1 {
		panic(n)
	}
	return &node{n: 50}, nil
}

func outer(n int) (s string) {
	x := &node{n: n}
	defer func() { s = fmt.Sprint(recover(), " ", x.n) }()
	middle(n)
	return "no panic"
}

//go:noinline
func middle(n int) {
	y := &node{n: n * 2}
	defer y.close("middle")
	defer func() {
		churn()
		y.n++
		if n == 3 {
			panic("again")
		}
	}()
	inner(n)
}

//go:noinline
func inner(n int) {
	z := &node{n: n * 3}
	defer z.close("inner")
	churn()
	var p *node
	if n > 1 {
		p.n = 1
	}
}

// keeps lets captured variables get away.
func keeps(n int) {
	x, m := &node{n: n}, n
	defer func() {
		kept = x
		keptFunc = func() int { m++; return m + x.n }
	}()
	churn()
}

// sometimes defers under a condition, twice, and in a loop.
func sometimes(n int) {
	if n&1 != 0 {
		defer func(x *node) { note("odd %d", x.n) }(&node{n: n})
	}
	for i := range n {
		x := &node{n: i}
		defer func() { note("loop %d", x.n) }()
	}
again:
	x := &node{n: n}
	defer func() { note("goto %d", x.n) }()
	if n--; n > 0 {
		goto again
	}
	churn()
}

func pairs(yield func(int) bool) {
	defer func() { churn(); note("pairs done") }()
	_ = yield(1) && yield(2)
}

func ranges() {
	x := &node{n: 9}
	defer x.close("ranges")
	for i := range pairs {
		y := &node{n: i}
		defer func() { note("body %d %d", x.n, y.n) }()
	}
	churn()
}

func recursive(n int) int {
	x := &node{n: n}
	defer func() { note("recursive %d", x.n) }()
	if n == 0 {
		churn()
		return 0
	}
	return recursive(n-1) + x.n
}

func exits(wg *sync.WaitGroup) {
	x := &node{n: 5}
	defer wg.Done()
	defer x.close("exits")
	defer func() {
		churn()
		note("goexit %v", recover())
	}()
	runtime.Goexit()
}

// waits suspends between the statement and the call.
func waits(c chan int) (n int) {
	x := &node{n: 7}
	defer func() { n += x.n }()
	churn()
	n = <-c
	churn()
	return n
}

func main() {
	plain(1)
	for i := range 4 {
		p, err := result(i)
		note("result %d %d %v", p.n, p.next.n, err)
	}
	for i := range 4 {
		note("outer %s", outer(i))
	}
	keeps(3)
	churn()
	note("keeps %d %d", keptFunc(), keptFunc())
	sometimes(3)
	ranges()
	note("sum %d", recursive(3))
	var wg sync.WaitGroup
	wg.Add(1)
	go exits(&wg)
	wg.Wait()
	c := make(chan int)
	go func() { churn(); c <- 1 }()
	note("waits %d", waits(c))
	for _, l := range log {
		fmt.Println(l)
	}
}
