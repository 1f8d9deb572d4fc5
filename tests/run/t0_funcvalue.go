// Function values without captured variables: variables, parameters, results, arrays, comparison with nil.
package main

func add(a, b int) int { return a + b }
func sub(a, b int) int { return a - b }
func mul(a, b int) int { return a * b }

type binop func(int, int) int

var table = [...]binop{add, sub, mul, func(a, b int) int { return a * 100 / b }}
var hook func(string)

func apply(f binop, a, b int) int { return f(a, b) }

func choose(name byte) binop {
	switch name {
	case '+':
		return add
	case '-':
		return sub
	}
	return nil
}

func compose(n int, f func(int) int) int {
	for range 3 {
		n = f(n)
	}
	return n
}

func double(x int) int { return 2 * x }

func visit(n int, f func(int, func(int) int)) {
	for i := range n {
		f(i, double)
	}
}

func main() {
	for _, f := range table {
		print(f(7, 3), " ", apply(f, 20, 4), " ")
	}
	println()
	println(choose('+')(1, 2), choose('-')(1, 2), choose('*') == nil)
	println(hook == nil)
	hook = func(s string) { println("hook", s) }
	hook("called")
	println(hook != nil, compose(5, double))
	f := add
	f, g := sub, f
	println(f(5, 3), g(5, 3))
	visit(3, func(i int, h func(int) int) { print(h(i), " ") })
	println()
	var fact func(int) int
	fact = factorial
	println(fact(10))
	s := struct {
		f func(float64, string) (string, float64)
	}{func(x float64, s string) (string, float64) { return s, x * 2 }}
	println(s.f(1.25, "x"))
}

func factorial(n int) int {
	if n <= 1 {
		return 1
	}
	f := factorial
	return n * f(n-1)
}
