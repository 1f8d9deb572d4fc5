// iter.Pull and Pull2: stepping, stopping early, after the end, panics through next, many at once, Goexit-free cleanup.
package main

import (
	"fmt"
	"iter"
)

func seq(n int, log *[]string) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer func() { *log = append(*log, "done") }()
		for i := range n {
			if !yield(i) {
				*log = append(*log, "stop")
				return
			}
		}
		*log = append(*log, "end")
	}
}

func tree(depth int) iter.Seq[int] {
	var walk func(d, id int, yield func(int) bool) bool
	walk = func(d, id int, yield func(int) bool) bool {
		return d == 0 || walk(d-1, 2*id, yield) && yield(id) && walk(d-1, 2*id+1, yield)
	}
	return func(yield func(int) bool) { walk(depth, 1, yield) }
}

func same(a, b iter.Seq[int]) bool {
	nextA, stopA := iter.Pull(a)
	defer stopA()
	nextB, stopB := iter.Pull(b)
	defer stopB()
	for {
		x, okA := nextA()
		y, okB := nextB()
		if okA != okB || x != y {
			return false
		}
		if !okA {
			return true
		}
	}
}

func main() {
	var log []string
	next, stop := iter.Pull(seq(2, &log))
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	stop()
	fmt.Println(log)

	log = nil
	next, stop = iter.Pull(seq(10, &log))
	next()
	stop()
	stop()
	fmt.Println(next())
	fmt.Println(log)

	log = nil
	_, stop = iter.Pull(seq(3, &log)) // never started
	stop()
	fmt.Println(len(log))

	next2, stop2 := iter.Pull2(func(yield func(string, int) bool) { _ = yield("a", 1) && yield("b", 2) })
	fmt.Println(next2())
	fmt.Println(next2())
	fmt.Println(next2())
	stop2()

	next, stop = iter.Pull(func(yield func(int) bool) {
		yield(1)
		panic("in the iterator")
	})
	fmt.Println(next())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		next()
	}()
	fmt.Println(next())
	stop()

	fmt.Println(same(tree(6), tree(6)), same(tree(6), tree(5)))

	// many coroutines at once, resumed in turn
	var nexts []func() (int, bool)
	for i := range 100 {
		n, stop := iter.Pull(func(yield func(int) bool) {
			for j := 0; yield(i * j); j++ {
			}
		})
		defer stop()
		nexts = append(nexts, n)
	}
	sum := 0
	for range 20 {
		for _, n := range nexts {
			x, _ := n()
			sum += x
		}
	}
	fmt.Println(sum)

	// channels work inside
	c := make(chan int)
	go func() {
		for i := range 3 {
			c <- i
		}
		close(c)
	}()
	next, stop = iter.Pull(func(yield func(int) bool) {
		for x := range c {
			if !yield(x * 10) {
				return
			}
		}
	})
	for x, ok := next(); ok; x, ok = next() {
		fmt.Print(x, " ")
	}
	stop()
	fmt.Println()
}
