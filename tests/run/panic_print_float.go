// How an uncaught panic with a value of kind float is printed.
package main

func main() {
	panic(-1.5e10)
}
