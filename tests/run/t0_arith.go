// int arithmetic on variables: the five operators, precedence, unary operators,
// assignment operators, increment and decrement.
package main

var seven, three = 7, 3

func main() {
	x, y := seven, three
	println(x+y, x-y, x*y, x/y, x%y)
	println(-x/y, -x%y, x/-y, x%-y, -x/-y, -x%-y)
	println(x+y*2-1, (x+y)*2-1, x-(y-1), x*y%4, x/2*2)
	println(-x, +x, ^x, -(-x), ^^x, -^x)
	println(x&y, x|y, x^y, x&^y)
	x += 10
	println(x)
	x -= 3
	println(x)
	x *= 5
	println(x)
	x /= 4
	println(x)
	x %= 8
	println(x)
	x <<= 4
	println(x)
	x >>= 1
	println(x)
	x |= 3
	println(x)
	x &= 30
	println(x)
	x ^= 255
	println(x)
	x &^= 16
	println(x)
	x++
	y--
	println(x, y)
	x, y = y, x
	println(x, y)
	x, y = x+y, x-y
	println(x, y)
}
