// A goroutine that does nothing but collect lets others run.
package main

import (
	"fmt"
	"runtime"
)

var done bool

func main() {
	go func() {
		for !done {
			runtime.GC()
		}
	}()
	n := 0
	for range 3 {
		runtime.Gosched()
		n++
	}
	done = true
	fmt.Println(n)
}
