// os.Exit in a function that JavaScript calls while Go waits for JavaScript.
//
//run:goos js
package main

import (
	"os"
	"syscall/js"
)

func main() {
	defer println("not run")
	f := js.FuncOf(func(this js.Value, args []js.Value) any {
		println("exiting in the callback")
		os.Exit(7)
		return nil
	})
	js.Global().Get("Reflect").Call("apply", f, js.Null(), []any{})
	println("not reached")
}
