// package math: special values, rounding, decomposition, elementary functions at exactly defined points, bits.
package main

import (
	"fmt"
	"math"
	"math/bits"
	"math/cmplx"
)

var vals = []float64{0, math.Copysign(0, -1), 0.5, -0.5, 1, -1, 1.5, 2.5, -2.5, 3.7, -3.7, 1e15 + 0.5, 1e300, -1e300, 5e-324, math.Inf(1), math.Inf(-1), math.NaN()}

func main() {
	for _, x := range vals {
		fmt.Println(x, math.Floor(x), math.Ceil(x), math.Trunc(x), math.Round(x), math.RoundToEven(x), math.Abs(x), math.Signbit(x), math.IsNaN(x), math.IsInf(x, 0))
		i, f := math.Modf(x)
		m, e := math.Frexp(x)
		fmt.Println(i, f, m, e, math.Float64bits(x), math.Sqrt(x), math.Cbrt(x) == math.Cbrt(x))
	}
	for _, x := range vals {
		for _, y := range []float64{0, 1, -2, 0.5, math.Inf(1), math.NaN()} {
			fmt.Print(math.Max(x, y), math.Min(x, y), math.Mod(x, y), math.Remainder(x, y), math.Dim(x, y), math.Copysign(x, y), math.Hypot(x, y) == math.Hypot(y, x), " ")
		}
		fmt.Println()
	}
	fmt.Println(math.Pow(2, 10), math.Pow(2, 0.5) == math.Sqrt2, math.Pow(-8, 1.0/3), math.Pow(0, -1), math.Pow(math.NaN(), 0), math.Pow10(-5), math.Pow10(400))
	fmt.Printf("%.10f %.10f %.10f %.10f %.10f %.10f\n", math.Sin(1), math.Cos(1), math.Tan(1), math.Asin(0.5), math.Atan(10), math.Atan2(-1, -1))
	fmt.Printf("%.10f %.10f %.10f %.10f %.10f %.10f\n", math.Exp(1), math.Log(10), math.Log2(8), math.Log10(1000), math.Log1p(1e-10), math.Expm1(1e-10))
	fmt.Printf("%.10f %.10f %.10f %.10f %.10f\n", math.Sinh(1), math.Cosh(1), math.Tanh(1), math.Gamma(5.5), math.Erf(0.3))
	fmt.Println(math.Sin(1e10) == math.Sin(1e10), math.Exp2(10), math.Log2(1<<40), math.Ldexp(0.5, 10), math.Ilogb(1000), math.Logb(0.1), math.Nextafter(1, 2), math.FMA(2, 3, 4))
	fmt.Println(math.Log(0), math.Log(-1), math.Exp(1000), math.Exp(-1000), math.Sqrt(-1), math.Asin(2), math.Atanh(1), math.Gamma(-1))
	fmt.Println(math.Float32bits(1.5), math.Float32frombits(0x7f800000), math.Float64frombits(1), math.MaxInt, math.SmallestNonzeroFloat32)
	fmt.Println(cmplx.Abs(3+4i), cmplx.Sqrt(-1), cmplx.Conj(1+2i), cmplx.Phase(-1), cmplx.IsNaN(cmplx.NaN()))
	fmt.Printf("%.6f %.6f\n", cmplx.Exp(1i*math.Pi), cmplx.Pow(1i, 2))

	for _, x := range []uint64{0, 1, 0xff, 1 << 63, 0x123456789abcdef0, math.MaxUint64} {
		fmt.Println(bits.LeadingZeros64(x), bits.TrailingZeros64(x), bits.OnesCount64(x), bits.Len64(x), bits.Reverse64(x), bits.ReverseBytes64(x), bits.RotateLeft64(x, 13), bits.RotateLeft64(x, -13))
		y := uint32(x)
		fmt.Println(bits.LeadingZeros32(y), bits.TrailingZeros32(y), bits.OnesCount32(y), bits.Len32(y), bits.Reverse32(y), bits.ReverseBytes32(y), bits.RotateLeft32(y, 5))
		z, w := uint16(x), uint8(x)
		fmt.Println(bits.LeadingZeros16(z), bits.TrailingZeros16(z), bits.Reverse16(z), bits.RotateLeft16(z, 3), bits.LeadingZeros8(w), bits.TrailingZeros8(w), bits.Reverse8(w), bits.RotateLeft8(w, 1), bits.Len(uint(x)), bits.OnesCount8(w))
		hi, lo := bits.Mul64(x, 0xfedcba9876543210)
		s, c := bits.Add64(x, x, 1)
		d, b := bits.Sub64(1, x, 1)
		fmt.Println(hi, lo, s, c, d, b)
		q, r := bits.Div64(hi>>1, lo, 0xfedcba9876543210)
		fmt.Println(q, r, bits.Rem64(x, x, 12345))
		h32, l32 := bits.Mul32(y, y)
		fmt.Println(h32, l32)
	}
	for _, f := range []func(){func() { bits.Div64(1, 0, 0) }, func() { bits.Div64(5, 0, 5) }} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
}
