// Println prints with the built-in println: no package is imported, so the module is tiny.
package main

func collatz(n int) (steps int) {
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	return
}

func main() {
	println("hello from println")
	for _, n := range []int{1, 7, 27, 97} {
		println("collatz", n, collatz(n))
	}
	println(3.5, true, 'x', "done")
}
