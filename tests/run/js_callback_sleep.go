// A handler that sleeps holds up the event loop, and goes on.
//
//run:goos js
package main

import (
	"syscall/js"
	"time"
)

func main() {
	done := make(chan bool)
	tick := make(chan int, 10)
	f := js.FuncOf(func(this js.Value, args []js.Value) any {
		n := args[0].Int()
		println("in", n)
		start := time.Now()
		go func() {
			time.Sleep(2 * time.Millisecond)
			tick <- n
		}()
		time.Sleep(5 * time.Millisecond)
		println("out", n, time.Since(start) >= 5*time.Millisecond)
		select {
		case <-tick:
		case <-time.After(time.Hour):
			println("late")
		}
		if n == 3 {
			close(done)
		}
		return n
	})
	println("result", f.Invoke(1).Int())
	js.Global().Call("setTimeout", f, 1, 2)
	js.Global().Call("setTimeout", f, 3, 3)
	<-done
	println("done")
}
