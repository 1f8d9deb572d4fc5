// Add gives the page a function written in Go: add(a, b, ...) sums its arguments.
package main

import "syscall/js"

func add(this js.Value, args []js.Value) any {
	sum := 0.0
	for _, a := range args {
		if a.Type() != js.TypeNumber {
			return js.Global().Get("Error").New("add: " + a.String() + " is no number")
		}
		sum += a.Float()
	}
	return sum
}

func main() {
	js.Global().Set("add", js.FuncOf(add))
	select {} // the function lives as long as the program
}
