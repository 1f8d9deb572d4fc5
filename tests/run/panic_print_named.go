// An uncaught panic with a named basic type shows type and value.
package main

type temperature float64
type label string

func main() {
	defer func() {
		panic(temperature(36.6))
	}()
	panic(label("two\nlines"))
}
