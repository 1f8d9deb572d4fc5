// Conversions between floating-point and integer types, for values that fit.
package main

var fs = [...]float64{0, 0.5, -0.5, 1.999999, -1.999999, 127.9, -128.9, 255.7, 65535.2, 2147483647.5, -2147483648.5, 4294967295.5}
var big = 9007199254740993.0

func main() {
	for _, f := range fs {
		println(int64(f), int(f), float32(f), int64(float32(f)))
		if f > -1 {
			println(uint64(f), uint(f))
		}
		if f >= -2147483649 && f < 2147483648 {
			println(int32(f))
		}
		if f > -1 && f < 4294967296 {
			println(uint32(f))
		}
		if f > -129 && f < 128 {
			println(int8(f))
		}
		if f > -1 && f < 256 {
			println(uint8(f))
		}
	}
	println(int64(big), uint64(1.5e19*(big/big)), uint64(9.3e18*(big/big)), int64(-9.2e18*(big/big)))
	var i8 int8 = -128
	var u8 uint8 = 255
	var i32 int32 = -1 << 31
	var u32 uint32 = 1<<32 - 1
	var i64 int64 = -1 << 63
	var u64 uint64 = 1<<64 - 1
	println(float64(i8), float64(u8), float64(i32), float64(u32), float64(i64), float64(u64))
	println(float32(i8), float32(u8), float32(i32), float32(u32), float32(i64), float32(u64))
	// rounding to nearest even on the way to float32 and float64, in one step
	i64 = 1<<24 + 1
	println(float32(i64) == 1<<24, float32(i64+2) == 1<<24+4)
	i64 = 1<<53 + 1
	println(float64(i64) == 1<<53, float64(i64+2) == 1<<53+4)
	u64 = 1<<63 + 1<<39 + 1
	println(float32(u64) == 1<<63+1<<40, float64(u64))
	println(float32(3.4e38), float32(1)/3 == float32(float64(1)/3))
}
