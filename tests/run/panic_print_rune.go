// How an uncaught panic with a value of kind rune is printed.
package main

func main() {
	panic('x')
}
