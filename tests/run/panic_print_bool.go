// How an uncaught panic with a value of kind bool is printed.
package main

func main() {
	panic(true)
}
