// runtime.Goexit runs deferred calls, isn't a panic, and ends the goroutine only; also inside panics.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func run(f func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		f()
		fmt.Println("returned")
	}()
	wg.Wait()
}

func deep(n int) {
	defer func() { count++ }()
	if n == 0 {
		runtime.Goexit()
	}
	deep(n - 1)
	fmt.Println("unreachable")
}

var count int

func main() {
	run(func() {})
	run(func() {
		defer fmt.Println("deferred")
		runtime.Goexit()
	})
	run(func() {
		defer func() { fmt.Println("recover gives", recover()) }()
		runtime.Goexit()
	})
	run(func() { deep(10) })
	fmt.Println(count)
	run(func() {
		defer func() { fmt.Println("recovered", recover()) }()
		defer panic("from a deferred call during Goexit")
		runtime.Goexit()
	})
	run(func() {
		defer func() { fmt.Println("after Goexit in a deferred call:", recover()) }()
		defer runtime.Goexit()
		panic("cancelled by Goexit")
	})
	run(func() {
		defer func() {
			defer func() { fmt.Println("inner", recover()) }()
			panic("inner panic")
		}()
		runtime.Goexit()
	})
	run(func() {
		func() {
			defer func() { recover() }()
			panic("x")
		}()
		fmt.Println("still running")
		for i := range 3 {
			defer fmt.Println("loop", i)
		}
		runtime.Goexit()
	})
	fmt.Println("done")
}
