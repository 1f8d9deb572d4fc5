// Conversions between integer types: truncation, sign extension, zero extension.
package main

var big int64 = 0x123456789abcdef0
var minus = -1
var ubig uint64 = 0xfedcba9876543210

type Celsius int16

func main() {
	println(int8(big), int16(big), int32(big), int64(big), int(big))
	println(uint8(big), uint16(big), uint32(big), uint64(big), uint(big), uintptr(big))
	println(int8(ubig), int16(ubig), int32(ubig), int64(ubig))
	println(uint8(minus), uint16(minus), uint32(minus), uint64(minus), uint(minus))
	var s8 int8 = -100
	println(int16(s8), int32(s8), int64(s8), uint8(s8), uint16(s8), uint32(s8), uint64(s8))
	var b8 uint8 = 200
	println(int8(b8), int16(b8), int32(b8), int64(b8), uint16(b8), uint64(b8))
	var s16 int16 = -30000
	println(int8(s16), uint8(s16), int32(s16), uint16(s16), uint32(s16), int64(uint16(s16)))
	var s32 int32 = -2000000000
	println(int8(s32), int16(s32), int64(s32), uint32(s32), uint64(s32), uint64(uint32(s32)))
	println(int64(int8(big>>4)), int(uint8(minus))+1, int8(uint8(s8)+50))
	t := Celsius(s8)
	println(t, int(t)*2, Celsius(int(t)*1000))
	r := rune(big)
	by := byte(r)
	println(r, by, string(rune(by)) == "\u00f0")
}
