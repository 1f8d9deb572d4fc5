// A panic with a string ends the program with exit code 2 and a traceback of the callers.
package main

func main() {
	println("before")
	outer(3)
	println("not reached")
}

func outer(n int) {
	if n == 0 {
		inner("bottom")
	}
	outer(n - 1)
}

//go:noinline
func inner(s string) {
	panic("the " + "message")
}
