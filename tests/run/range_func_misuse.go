// Iterators that go on after the loop has ended, swallow panics, or are run from elsewhere.
package main

import (
	"fmt"
	"iter"
)

func stubborn(yield func(int) bool) {
	for i := range 5 {
		yield(i)
	}
}

func swallow(yield func(int) bool) {
	defer func() { fmt.Println("iterator recovers:", recover()) }()
	yield(1)
	yield(2)
}

var saved func(int) bool

func leak(yield func(int) bool) {
	saved = yield
	yield(1)
}

func nestedDefer() (s string) {
	for i := range stubbornUntil(3) {
		defer func() { s += fmt.Sprint(i) }()
		for j := range stubbornUntil(2) {
			defer func() { s += fmt.Sprint("(", i, j, ")") }()
			if i == 1 && j == 1 {
				return "r"
			}
		}
	}
	return "end"
}

func stubbornUntil(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name+":", r)
		}
	}()
	f()
	fmt.Println(name, "ok")
}

func main() {
	try("continues", func() {
		for i := range stubborn {
			if i == 2 {
				break
			}
		}
	})
	try("finishes", func() {
		for range stubborn {
		}
	})
	try("swallows", func() {
		for i := range swallow {
			panic(fmt.Sprint("body ", i))
		}
	})
	try("leaks", func() {
		for range leak {
		}
		saved(2)
	})
	try("return inside", func() {
		f := func() int {
			for i := range stubborn {
				return i
			}
			return -1
		}
		fmt.Println(f())
	})
	fmt.Println(nestedDefer())
	try("goto", func() {
		n := 0
	again:
		for i := range stubbornUntil(4) {
			n++
			if i == 2 && n < 8 {
				goto again
			}
		}
		fmt.Println(n)
	})
	try("nil", func() {
		var seq iter.Seq[int]
		for range seq {
		}
	})
	// loops in loops: each yield knows its own loop
	total := 0
	for i := range stubbornUntil(10) {
		for j := range stubbornUntil(10) {
			if j == i {
				break
			}
			if j == 7 {
				continue
			}
			for k := range stubbornUntil(10) {
				if k > j {
					break
				}
				total += k
			}
		}
	}
	fmt.Println(total)
}
