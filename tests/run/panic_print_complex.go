// How an uncaught panic with a value of kind complex is printed.
package main

func main() {
	panic(1 + 2i)
}
