// Package variables: zero values, constant initialisers, initialisation in dependency order, init.
package main

var (
	zi int
	zs string
	zb bool
	zf float64
	zp *int
	za [3]int
	zt struct{ a, b int }
)

var a = b + 1
var b = c * 2
var c = f(3)

var x, y = pair()
var _ = side("blank")

var first = side("first")
var order = side("order needs later") + later
var later = side("later")

func f(n int) int         { return n + d }
func pair() (int, string) { return 7, "seven" }
func side(s string) int   { println("init", s); return len(s) }

var d = 10

var table = [4]int{1, 2, 3}
var ptr = &table[2]
var counter int

func init() {
	println("first init", counter)
	counter++
}

func init() {
	println("second init", counter)
	counter++
}

func bump() int { counter *= 10; return counter }

func main() {
	println(zi, zs == "", zb, zf, zp == nil, za[2], zt.b)
	println(a, b, c, d, x, y, first, order, later)
	*ptr = 30
	println(table[2], *ptr, counter)
	println(bump(), bump(), counter)
	counter, zi = zi, counter
	println(counter, zi)
}
