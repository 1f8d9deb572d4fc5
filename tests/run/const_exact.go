// Constant arithmetic is exact: big shifts, rationals, math constants, conversion at the last moment.
package main

import (
	"fmt"
	"math"
	"time"
)

const (
	huge    = 1 << 500
	ratio   = huge / (huge >> 100) // 1 << 100
	small   = 1.0 / huge
	product = small * huge
	deep    = math.MaxUint64 * math.MaxUint64 % 1000
	pi100   = math.Pi * 1e100
	mixed   = 'a' * 2.0
	neg     = -7 / 2
	rem     = -7 % 3
	cplx    = (1 + 2i) * (1 - 2i)
	str     = "con" + "cat"
	cmp     = str < "d" && huge > 1e100
)

type Level int8

const (
	Low Level = iota - 1
	Mid
	High
	last = High + 1<<iota
)

func (l Level) String() string { return [...]string{"low", "mid", "high"}[l+1] }

type bits uint

const (
	A, B bits = 1 << iota, ^(1 << iota) & 0xff
	C, D
	_, _
	E, F
)

func main() {
	fmt.Println(ratio>>90, product, deep, pi100/1e99, mixed, neg, rem, cplx, str, cmp)
	fmt.Println(Low, Mid, High, int(last))
	fmt.Println(A, B, C, D, E, F)
	fmt.Println(math.MaxInt64, uint64(math.MaxUint64), math.MinInt64, math.MaxFloat32, math.SmallestNonzeroFloat64)
	var f32 float32 = math.Pi
	var f64 float64 = math.Pi
	fmt.Println(f32, f64, float64(f32) == f64, math.Pi*2, math.E, math.Sqrt2*math.Sqrt2)
	fmt.Println(0.1+0.2, float64(0.1)+float64(0.2), 1/3.0*3)
	x, y := 0.1, 0.2
	fmt.Println(x+y, x+y == 0.1+0.2)
	fmt.Println(2*time.Hour+30*time.Minute, time.Duration(1.5*float64(time.Second)), 90*time.Second/4)
	const big = 123456789012345678901234567890
	fmt.Println(big/1e15, float32(big), big%97, big>>64)
	var i = 5.0
	var s uint = 3
	var w int64 = 1.0 << 3
	fmt.Println(i, 1<<s, w, 1<<s == 8, uint8(1<<s), ^0, ^uint8(3))
	fmt.Printf("%T %T %T %T %T %T\n", 'a', 1, 1.0, 1i, "s", 'a'+1.0)
	fmt.Printf("%T %T %T\n", huge>>490, mixed, Low+1)
	const c0 = len([10]float64{}) + cap([3]int{}) + len("ä")
	var arr [c0]int
	fmt.Println(c0, len(arr), len([...]int{c0: 1}), real(cplx), imag(2i*2i))
	fmt.Println(min(1, 2.5, 'c'), max(1<<70, 2.0)>>68, 0x1p-2, 0b101, 0o17, 1_000_000, 0x_F.8p1)
	fmt.Println(math.MaxUint32, 07, '\'', '\U0001F600', "\u00e9\xe9"[2], 1e-400*1e400)
}
