package runtime

import "unsafe"

// Division of complex numbers.

// complex128div divides by Smith's method (Communications of the ACM 5, 1962, algorithm 116), which scales by the larger part
// of the divisor, so that squares don't overflow. Where both parts come out as NaN, the result is what C99 wants (annex G.5.1): infinities
// and zeros are kept as long as their direction is known.
func complex128div(n, m complex128) complex128 {
	a, b := real(n), imag(n)
	c, d := real(m), imag(m)
	var re, im float64
	if fabs(c) >= fabs(d) {
		ratio := d / c
		denom := c + ratio*d
		re = (a + b*ratio) / denom
		im = (b - a*ratio) / denom
	} else {
		ratio := c / d
		denom := d + ratio*c
		re = (a*ratio + b) / denom
		im = (b*ratio - a) / denom
	}
	if re == re || im == im {
		return complex(re, im)
	}
	switch {
	case c == 0 && d == 0 && (a == a || b == b):
		inf := fcopysign(infinity(), c)
		re, im = inf*a, inf*b
	case (isInf(a) || isInf(b)) && isFinite(c) && isFinite(d):
		a, b = direction(a), direction(b)
		re, im = infinity()*(a*c+b*d), infinity()*(b*c-a*d)
	case (isInf(c) || isInf(d)) && isFinite(a) && isFinite(b):
		c, d = direction(c), direction(d)
		re, im = 0*(a*c+b*d), 0*(b*c-a*d)
	}
	return complex(re, im)
}

const signBit = 1 << 63

func floatBits(f float64) uint64     { return *(*uint64)(unsafe.Pointer(&f)) }
func bitsFloat(b uint64) float64     { return *(*float64)(unsafe.Pointer(&b)) }
func fabs(f float64) float64         { return bitsFloat(floatBits(f) &^ signBit) }
func fcopysign(f, s float64) float64 { return bitsFloat(floatBits(f)&^signBit | floatBits(s)&signBit) }
func infinity() float64              { return bitsFloat(0x7ff << 52) }
func isInf(f float64) bool           { return fabs(f) == infinity() }
func isFinite(f float64) bool        { return fabs(f) < infinity() }

// direction is 1 for an infinity and 0 for a finite number, with its sign.
func direction(f float64) float64 {
	if isInf(f) {
		return fcopysign(1, f)
	}
	return fcopysign(0, f)
}
