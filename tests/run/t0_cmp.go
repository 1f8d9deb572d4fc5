// The six comparison operators on signed, unsigned, floating, boolean and string values.
package main

func signed(x, y int)          { println(x == y, x != y, x < y, x <= y, x > y, x >= y) }
func unsigned(x, y uint)       { println(x == y, x != y, x < y, x <= y, x > y, x >= y) }
func floats(x, y float64)      { println(x == y, x != y, x < y, x <= y, x > y, x >= y) }
func texts(x, y string)        { println(x == y, x != y, x < y, x <= y, x > y, x >= y) }
func bools(x, y bool)          { println(x == y, x != y) }
func narrow(x, y int8)         { println(x == y, x < y, x > y, uint8(x) < uint8(y)) }
func complexes(x, y complex64) { println(x == y, x != y) }

func main() {
	signed(1, 2)
	signed(-1, 1)
	signed(5, 5)
	unsigned(1, 2)
	unsigned(^uint(0), 1)
	floats(1.5, 2.5)
	floats(0, -1/1e300/1e300)
	zero := 0.0
	nan := zero / zero
	floats(nan, nan)
	floats(nan, 1)
	floats(1/zero, 1)
	texts("", "a")
	texts("abc", "abd")
	texts("abc", "abc")
	texts("abc", "ab")
	texts("Z", "a")
	texts("\xff", "a")
	bools(true, true)
	bools(true, false)
	narrow(-1, 1)
	narrow(-128, 127)
	complexes(1+2i, 1+2i)
	complexes(1+2i, 1-2i)
	// a comparison is a value, of a type of one's own too
	type flag bool
	var f flag = 1 < 2
	g := !f
	println(f, g, f != g, (1 < 2) == (3 < 4))
}
