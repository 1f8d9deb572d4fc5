// Uncaught slice bounds error in a generic function.
package main

func window[T any](s []T, from, n int) []T {
	return s[from : from+n]
}

func main() {
	s := []string{"a", "b", "c"}
	println(len(window(s, 1, 2)))
	println(len(window(s, 2, 2)))
}
