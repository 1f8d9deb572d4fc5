// How an uncaught panic with a value of kind nil is printed.
package main

func main() {
	panic(nil)
}
