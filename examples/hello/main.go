// Hello prints a line with fmt: the measure of how much a program needs at least.
package main

import "fmt"

func main() {
	fmt.Println("Hello, WebAssembly!")
}
