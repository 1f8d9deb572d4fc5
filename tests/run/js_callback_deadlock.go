// A function that JavaScript calls must not wait for another event: JavaScript delivers none before the call returns.
//
//run:goos js
package main

import (
	"syscall/js"
	"time"
)

func main() {
	f := js.FuncOf(func(this js.Value, args []js.Value) any {
		println("in the callback")
		time.Sleep(time.Millisecond)
		return nil
	})
	js.Global().Call("setTimeout", f, 1)
	c := make(chan int)
	<-c
}
