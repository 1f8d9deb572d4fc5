// The smallest program with output: println of constant strings.
package main

func main() {
	println("hello, world")
	println()
	println("a", "b", "c")
	print("no newline")
	print("\n")
	println("tab\tand \"quotes\" and unicode: äö→世界")
}
