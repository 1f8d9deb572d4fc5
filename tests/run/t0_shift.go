// Shifts: counts of every type, counts at and above the width, signed and unsigned values.
package main

var (
	one    = 1
	minus  = -8
	u8v    = uint8(0x91)
	i8v    = int8(-0x6f)
	u16v   = uint16(0x8001)
	i32v   = int32(-0x7ffffff1)
	u32v   = uint32(0x80000001)
	u64v   = uint64(0x8000000000000001)
	counts = [...]uint{0, 1, 4, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 200, 1 << 40}
)

func main() {
	for _, n := range counts {
		println(n, one<<n, minus>>n, minus<<n, u8v<<n, u8v>>n, i8v<<n, i8v>>n)
		println(n, u16v<<n, u16v>>n, i32v<<n, i32v>>n, u32v<<n, u32v>>n, u64v<<n, u64v>>n)
	}
	// counts of narrow and signed types
	println(one<<u8v, one<<uint8(6), one<<int8(6), one<<int16(62), u64v>>int32(60), u32v>>uint64(31))
	// the type of an untyped constant operand comes from the context
	n := uint(33)
	var i int64 = 1 << n
	var j int32 = 1 << n
	var k = uint8(1)<<7 == 128
	println(i, j, k, uint64(1<<n), 1<<3.0)
	var f = u8v << 1 >> 1
	println(f, u8v>>1<<1, (u8v<<1)>>1 != u8v)
	x := 1
	x <<= n
	x >>= uint8(30)
	println(x)
}
