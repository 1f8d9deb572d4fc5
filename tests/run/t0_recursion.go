// Recursion: single, double, mutual, with many arguments, and fairly deep.
package main

func fact(n uint64) uint64 {
	if n == 0 {
		return 1
	}
	return n * fact(n-1)
}

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func even(n int) bool { return n == 0 || odd(n-1) }
func odd(n int) bool  { return n != 0 && even(n-1) }

func ackermann(m, n int) int {
	switch {
	case m == 0:
		return n + 1
	case n == 0:
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

var moves int

func hanoi(n int, from, to, via byte) {
	if n == 0 {
		return
	}
	hanoi(n-1, from, via, to)
	moves++
	if n == 4 {
		print(from, "-", to, " ")
	}
	hanoi(n-1, via, to, from)
}

func gcd(a, b int) int {
	if b == 0 {
		return a
	}
	return gcd(b, a%b)
}

func depth(n int) int {
	if n == 0 {
		return 0
	}
	return depth(n-1) + 1
}

func main() {
	println(fact(20), fact(21))
	println(fib(27))
	println(even(1000), odd(1001), even(7))
	println(ackermann(2, 9))
	hanoi(6, 'A', 'C', 'B')
	println(moves)
	println(gcd(1071, 462))
	println(depth(3000))
}
