// Bit tricks written out: counts, reversal, rotation, masks; the compiler may recognise some.
package main

func pop(x uint64) (n int) {
	for ; x != 0; x &= x - 1 {
		n++
	}
	return
}

func reverse(x uint32) (r uint32) {
	for i := range 32 {
		r |= x >> i & 1 << (31 - i)
	}
	return
}

func rotl64(x uint64, k uint) uint64 { return x<<(k&63) | x>>(64-k&63) }
func rotl32(x uint32, k uint) uint32 { return x<<(k&31) | x>>(32-k&31) }
func rotl8(x uint8, k uint) uint8    { return x<<(k&7) | x>>(8-k&7) }

func lead(x uint64) int {
	n := 64
	for x != 0 {
		x >>= 1
		n--
	}
	return n
}

func swap32(x uint32) uint32 { return x<<24 | x>>24 | x<<8&0xff0000 | x>>8&0xff00 }

func xorshift(x uint64) uint64 {
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	return x
}

func fnv(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h ^= uint32(s[i])
		h *= 16777619
	}
	return h
}

func mulhi(a, b uint64) uint64 {
	a0, a1, b0, b1 := a&0xffffffff, a>>32, b&0xffffffff, b>>32
	t := a1*b0 + a0*b0>>32
	return a1*b1 + t>>32 + (t&0xffffffff+a0*b1)>>32
}

func main() {
	println(pop(0), pop(1<<64-1), pop(0x123456789abcdef0))
	println(reverse(1), reverse(0x80000001), reverse(0x12345678))
	println(rotl64(0x8000000000000001, 1), rotl64(1, 63), rotl64(5, 64), rotl64(5, 100))
	println(rotl32(0x80000001, 4), rotl32(7, 32), rotl8(0x81, 1), rotl8(0x81, 9))
	println(lead(0), lead(1), lead(1<<40), lead(1<<63))
	println(swap32(0x01020304), fnv("gopher"), fnv(""))
	x := uint64(88172645463325252)
	for range 1000 {
		x = xorshift(x)
	}
	println(x, mulhi(1<<63, 6), mulhi(x, x))
	println(-5&0xff, -5>>1, uint8(1)<<7>>7, int8(-128)>>7, ^0, ^uint16(0))
	y := int64(-1)
	println(uint64(y)>>60, y>>60, y&(y-1), y&-y, int64(48)&-int64(48))
}
