// Integers that are put together from bytes: both orders, all widths, near misses, checks that fail, writes in between.
package main

import (
	"encoding/binary"
	"fmt"
)

//go:noinline
func wide(b []byte) (uint16, uint16, uint32, uint32, uint64, uint64) {
	l, g := binary.LittleEndian, binary.BigEndian
	return l.Uint16(b[1:]), g.Uint16(b[1:]), l.Uint32(b[1:]), g.Uint32(b[1:]), l.Uint64(b[1:]), g.Uint64(b[1:])
}

//go:noinline
func indexed(p []byte, i int) (a, b uint32, c, d uint64) {
	a = uint32(p[i]) | uint32(p[i+1])<<8 | uint32(p[i+2])<<16 | uint32(p[i+3])<<24
	b = uint32(p[i+3]) | uint32(p[i+2])<<8 | uint32(p[i+1])<<16 | uint32(p[i])<<24
	c = uint64(p[i+3]) | uint64(p[i+2])<<8 | uint64(p[i+1])<<16 | uint64(p[i])<<24
	d = uint64(uint32(p[i])|uint32(p[i+1])<<8) | uint64(uint32(p[i+2])|uint32(p[i+3])<<8)<<16
	return
}

// near looks like it, but some byte is at another place, missing, there twice or cut off.
//
//go:noinline
func near(p *[8]byte, q *[8]byte) []uint64 {
	return []uint64{
		uint64(uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16 | uint32(p[4])<<24),
		uint64(uint32(p[0]) | uint32(p[1])<<8 | uint32(q[2])<<16 | uint32(p[3])<<24),
		uint64(uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16),
		uint64(uint32(p[0]) | uint32(p[1])<<8 | uint32(p[1])<<8 | uint32(p[3])<<24),
		uint64(uint32(p[1])<<8 | uint32(p[2])<<16 | uint32(p[3])<<24 | uint32(p[4])<<12),
		uint64(uint16(p[0])|uint16(p[1])<<8) << 4,
		uint64(uint8(p[0])<<4 | p[1]),
		uint64(uint32(p[0])<<8|uint32(p[1])<<16) | uint64(p[2])<<24 | uint64(p[3])<<32,
		uint64(uint16(p[0])<<12) | uint64(p[1])<<8,
	}
}

//go:noinline
func written(p []byte) uint32 {
	x := uint32(p[0]) | uint32(p[1])<<8
	p[2] = byte(x) + 1
	return x | uint32(p[2])<<16 | uint32(p[3])<<24
}

//go:noinline
func fails(p []byte, i int) (r any) {
	defer func() {
		if e := recover(); e != nil {
			r = e
		}
	}()
	return uint32(p[i]) | uint32(p[i+1])<<8 | uint32(p[i+2])<<16 | uint32(p[i+3])<<24
}

func main() {
	b := []byte{0xf1, 0xe2, 0xd3, 0xc4, 0xb5, 0xa6, 0x97, 0x88, 0x79, 0x6a}
	fmt.Printf("%x\n", fmt.Sprint(wide(b)))
	for i := range 7 {
		fmt.Println(indexed(b, i))
	}
	fmt.Println(near((*[8]byte)(b), (*[8]byte)(b[1:])))
	fmt.Println(written(b), b)
	for _, i := range []int{-1, 0, 6, 7, 8, 9, 10} {
		fmt.Println(fails(b, i))
	}
	s := "0123456789"
	fmt.Println(uint32(s[2])|uint32(s[3])<<8|uint32(s[4])<<16|uint32(s[5])<<24, uint16(s[0])|uint16(s[1])<<8)
}
