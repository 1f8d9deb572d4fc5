// A panic in a function that JavaScript calls, and that nobody recovers, ends the program.
//
//run:goos js
package main

import "syscall/js"

type list []int

func (l list) at(i int) int { return l[i] }

func main() {
	defer println("not run: the panic is that of another goroutine's stack")
	f := js.FuncOf(func(this js.Value, args []js.Value) any {
		defer println("deferred in the callback")
		return list{1, 2}.at(args[0].Int())
	})
	println(f.Invoke(1).Int())
	js.Global().Call("setTimeout", f, 1, 5)
	select {}
}
