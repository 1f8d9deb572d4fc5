// What goroutines leave on the stack when they end keeps nothing alive for a main goroutine that collects and sleeps.
package main

import (
	"fmt"
	"runtime"
	"time"
)

type node struct {
	next *node
	id   int
}

func use(n int, done chan<- int) {
	a, b := &node{id: n}, &node{id: -n}
	a.next = b
	runtime.SetFinalizer(a, func(a *node) { left-- })
	f := func() int { return a.id + a.next.id }
	go func() { done <- f() }()
}

var left int

func main() {
	const n = 12
	done := make(chan int)
	left = n
	for i := range n {
		go use(i, done)
	}
	sum := 0
	for range n {
		sum += <-done
	}
	for i := 0; i < 50 && left > 0; i++ {
		time.Sleep(time.Millisecond)
		runtime.GC()
	}
	fmt.Println(sum, left)
}
