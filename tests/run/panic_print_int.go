// How an uncaught panic with a value of kind int is printed.
package main

func main() {
	panic(42)
}
