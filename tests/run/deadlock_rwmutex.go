// A deadlock of one goroutine, and of all.
//
//run:same
package main

import "sync"

var mu sync.RWMutex

//go:noinline
func second() { mu.Lock() }

func main() {
	go func() {
		mu.RLock()
		defer println("not executed")
		second()
	}()
	second()
	second()
}
