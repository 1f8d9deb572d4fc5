// print and println of every kind of operand: spacing, number formats, bool, no newline.
package main

type myInt int8
type myString string
type myBool bool
type myFloat float32

func main() {
	println(int8(-8), int16(-16), int32(-32), int64(-64), uint8(8), uint16(16), uint32(32), uint64(64), uintptr(7))
	print(1, 2, "a", "b", 3, true, 'x', "\n")
	println(true, false)
	println(1.0, -1.5, 1e10, 1e20, 1e21, 1e22, 1e-4, 1e-5, 3.14159265358979, 1.0/3)
	println(float32(0.1), float32(1e10), float32(16777216), float32(1.0)/3)
	println(1+2i, complex64(0.5-1i), -1i)
	println(myInt(-5), myString("named"), myBool(true), myFloat(2.5))
	println("mixed", 1, "and", 2.5, true, "done")
	println(-9223372036854775808, uint64(18446744073709551615))
	println('a', "a"[0], rune(0x10ffff))
	var p *int
	var m map[int]int
	var c chan int
	var f func()
	println(p == nil, m == nil, c == nil, f == nil)
	println(p, m, c)
	var zero float64
	println(1/zero, -1/zero, -zero, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308)
	println(0.1, 0.5, 100000.0, 123456.789, 1e15, 1e16, 1e17, 12345678901234567890.0)
	println("")
	print()
	println()
	print("x", 1, 2, "y\n")
	defer print("deferred ", 1, "\n")
	const big = 1 << 62
	println(big, 1<<10, 'a'+1, "s"+"t")
}
