// Constants: iota, typed and untyped, exact arithmetic that only the compiler can do.
package main

const (
	a = iota
	b
	_
	d
	e = "text"
	f
	g = iota * 10
)

type Weekday uint8

const (
	Sunday Weekday = iota + 1
	Monday
	Tuesday
)

const (
	KB = 1 << (10 * (iota + 1))
	MB
	GB
)

const (
	huge   = 1 << 200
	back   = huge >> 195
	third  = 1.0 / 3
	one    = third * 3
	letter = 'x' + 1
	cplx   = 2i * 2i
	mask   = ^uint8(0x0f)
	neg    = -5 % 3
)

const (
	x0, y0 = iota, -iota
	x1, y1
	x2, y2
)

func main() {
	println(a, b, d, e, f, g)
	println(Sunday, Monday, Tuesday)
	println(KB, MB, GB)
	println(back, one == 1, letter, real(cplx), mask, neg)
	println(x0, y0, x1, y1, x2, y2)
	println(len("constant"), len([...]int{5: 1}), len([10]string{}))
	const local = 0x_ff + 0b1010 + 0o17 + 1_000
	println(local, 0x1p4, 1e3 == 1000, 'a', '\x41', '\u00e4', '\'')
	var i8 int8 = -1 << 7
	var u64 uint64 = 1<<64 - 1
	var fl float32 = 1 << 24
	println(i8, u64, fl == 16777216)
	const big = 1<<63 - 1
	println(big, -big-1, uint64(big)*2+1)
	println(5/2, 5.0/2, 7/2*2.0, 7/2.0*2)
}
