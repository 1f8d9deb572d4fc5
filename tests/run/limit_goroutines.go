// Many goroutines blocked on channels, each a few calls deep, take little memory.
//
//run:heavy
//run:hand
package main

import (
	"fmt"
	"runtime"
)

func deep(n int, in chan int) int {
	if n == 0 {
		return <-in
	}
	return deep(n-1, in) + 1
}

func main() {
	const n = 20_000
	in, out := make(chan int), make(chan int)
	for i := range n {
		go func() { out <- deep(2, in) + i }()
	}
	for range 3 {
		runtime.Gosched()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(runtime.NumGoroutine(), m.Sys < 512<<20/5)
	go func() {
		for i := range n {
			in <- i
		}
	}()
	sum := 0
	for range n {
		sum += <-out
	}
	fmt.Println(sum)
}
