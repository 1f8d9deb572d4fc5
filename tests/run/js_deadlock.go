// Waiting for ever with a function that JavaScript could call: a deadlock only when JavaScript has nothing left to do.
//
//run:goos js
package main

import (
	"fmt"
	"syscall/js"
)

func main() {
	c := make(chan int)
	f := js.FuncOf(func(this js.Value, args []js.Value) any {
		n := args[0].Int()
		go func() { c <- n }()
		return nil
	})
	js.Global().Call("setTimeout", f, 5, 1)
	js.Global().Call("setTimeout", f, 10, 2)
	for {
		fmt.Println("got", <-c)
	}
}
