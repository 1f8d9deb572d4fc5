// Integers of every width wrap around; each operation's result has the operand's width.
package main

//go:noinline
func i8(x int8) int8 { return x }

//go:noinline
func u8(x uint8) uint8 { return x }

//go:noinline
func i16(x int16) int16 { return x }

//go:noinline
func u16(x uint16) uint16 { return x }

//go:noinline
func i32(x int32) int32 { return x }

//go:noinline
func u32(x uint32) uint32 { return x }

//go:noinline
func i64(x int64) int64 { return x }

//go:noinline
func u64(x uint64) uint64 { return x }

func main() {
	println(i8(127)+1, i8(-128)-1, i8(100)*3, -i8(-128), i8(-128)/-1, i8(-128)%-1, ^i8(5))
	println(u8(255)+1, u8(0)-1, u8(200)*2, -u8(1), ^u8(5), u8(200)/3, u8(200)%7)
	println(i16(32767)+1, i16(-32768)-1, i16(300)*300, -i16(-32768), i16(-32768)/-1, ^i16(5))
	println(u16(65535)+1, u16(0)-1, u16(300)*300, -u16(1), ^u16(5), u16(60000)/7)
	println(i32(2147483647)+1, i32(-2147483648)-1, i32(65536)*65537, i32(-2147483648)/-1, i32(-2147483648)%-1)
	println(u32(4294967295)+1, u32(0)-1, u32(65536)*65537, -u32(1), ^u32(5), u32(4000000000)/3)
	println(i64(9223372036854775807)+1, i64(-9223372036854775808)/-1, i64(-9223372036854775808)%-1, i64(1<<40)*(1<<40))
	println(u64(18446744073709551615)+1, u64(0)-1, -u64(1), u64(18446744073709551615)/10, u64(18446744073709551615)%10)

	// comparisons see the wrapped value, and the sign decides the order
	println(i8(127)+1 < 0, u8(255)+1 == 0, i16(32767)+1 < 0, u16(65535)+1 == 0)
	println(u8(200) > u8(100), i8(-56) > i8(100), u32(1<<31) > u32(1), u64(1<<63) > u64(1))

	c := u8(250)
	for range 10 {
		c++
	}
	d := i8(120)
	for range 10 {
		d++
	}
	e := u16(5)
	e -= 10
	f := i32(1 << 30)
	f *= 4
	println(c, d, e, f)
}
