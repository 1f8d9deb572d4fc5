// Calls: argument order, multiple results, named results, blank parameters, results passed on.
package main

var trace int

func f(n int) int { trace = trace*10 + n; return n }

func add(a, b int) int                     { return a + b }
func divmod(a, b int) (q, r int)           { q = a / b; r = a % b; return }
func swap(a, b string) (string, string)    { return b, a }
func none()                                {}
func blank(_ int, _ string, c int) (_ int) { return c }
func sum3(a, b, c int) int                 { return a*100 + b*10 + c }
func three() (int, int, int)               { return 1, 2, 3 }
func many(a int8, b uint16, c int32, d int64, e float32, g float64, h bool, s string) {
	println(a, b, c, d, e, g, h, s)
}

func named(n int) (res int, ok bool) {
	if n < 0 {
		return
	}
	res = n
	if n > 10 {
		return n * 2, true
	}
	ok = true
	return
}

func main() {
	println(add(1, 2), add(add(1, 2), add(3, 4)))
	q, r := divmod(17, 5)
	println(q, r)
	_, r = divmod(9, 4)
	println(r)
	a, b := swap("x", "y")
	println(a, b)
	a, b = swap(swap(a, b))
	println(a, b)
	none()
	println(blank(1, "", 7), sum3(three()))
	many(-1, 2, -3, 4, 1.5, -2.5, true, "s")
	println(sum3(f(1), f(2), f(3)), trace)
	trace = 0
	println(f(1)+f(2)*f(3), trace)
	n, ok := named(-1)
	println(n, ok)
	n, ok = named(5)
	println(n, ok)
	n, ok = named(50)
	println(n, ok)
	println(func(x int) int { return x * x }(9))
}
