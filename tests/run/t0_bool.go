// Boolean operators evaluate their right side only when needed, from left to right.
package main

var calls int

func t(n int) bool { calls = calls*10 + n; return true }
func f(n int) bool { calls = calls*10 + n; return false }

func show(b bool) {
	println(b, calls)
	calls = 0
}

func classify(x int) string {
	if x > 0 && x < 10 || x == 100 {
		return "chosen"
	}
	return "other"
}

func main() {
	show(t(1) && t(2))
	show(t(1) && f(2))
	show(f(1) && t(2))
	show(t(1) || t(2))
	show(f(1) || t(2))
	show(f(1) || f(2))
	show(t(1) && f(2) || t(3))
	show(f(1) && t(2) || f(3) || t(4) && t(5))
	show(!(t(1) && f(2)) && (f(3) || !f(4)))
	println(classify(5), classify(10), classify(100), classify(-1))
	b := false
	if !b {
		b = !b
	}
	println(b, !b, b && !b, b || !b)
	for i := 0; t(i) && i < 3; i++ {
	}
	println(calls)
}
