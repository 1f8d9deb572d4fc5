// min and max on integers, floats (NaN, signed zero), strings, constants, with one or more operands.
package main

var a, b, c = 3, -7, 12
var x, y = 1.5, -2.5
var s, t = "beta", "alpha"
var u, v uint8 = 200, 100

func main() {
	println(min(a, b), max(a, b), min(a, b, c), max(a, b, c), min(a), max(b, 0, -1))
	println(min(x, y), max(x, y), max(x, 2), min(x, y, -100.5))
	println(min(s, t), max(s, t), min(s, "a", t), max("", s))
	println(min(u, v), max(u, v), max(u, 255), min(int8(u), 0))
	const k = min(3, 2.5, 'a')
	const l = max(1, 2) * 10
	println(k, l)
	zero := 0.0
	nan := zero / zero
	negz := 1 / (-1 / zero)
	m := min(nan, x)
	println(m != m, max(x, nan) != max(x, nan), min(x, y, nan) != 0)
	println(1/min(zero, negz) < 0, 1/max(zero, negz) > 0, 1/min(negz, zero) < 0, 1/max(negz, zero) > 0)
	println(max(-1/zero, y), min(1/zero, x))
	f := float32(x)
	println(min(f, 1), max(f, 1))
	clamp := func(v, lo, hi int) int { return max(lo, min(v, hi)) }
	println(clamp(5, 0, 10), clamp(-5, 0, 10), clamp(50, 0, 10))
}
