package runtime

// Floating-point numbers in decimal, for print: the fewest digits that stand for the number, as strconv's format 'g' with
// precision -1 writes them. The algorithm is that of Steele and White (Dragon4) on integers of fixed size. It is slow
// and has no tables: package strconv is fast, but would make up a good part of a small program. Nothing here can panic
// (all is in variables, indices are cut off), which would make up the rest.

// A natural is a number of up to 1152 bits, enough for the largest float64 and a power of ten next to it.
type natural int

// value/ratio is the value of the digits to come; the numbers between (value-below)/ratio and (value+above)/ratio are read as
// this float. none counts as 0.
const (
	value natural = iota
	ratio
	below
	above
	none
)

var naturals [8]struct {
	n     int // words in use
	words [64]uint32
}

func (x natural) len() *int        { return &naturals[x&7].n }
func (x natural) at(i int) *uint32 { return &naturals[x&7].words[i&63] }

func (x natural) push(w uint32) {
	*x.at(*x.len()) = w
	*x.len()++
}

func (x natural) set(v uint64) {
	for *x.len() = 0; v != 0; v >>= 32 {
		x.push(uint32(v))
	}
}

func (x natural) mul(m uint32) {
	carry := uint64(0)
	for i := 0; i < *x.len(); i++ {
		carry += uint64(*x.at(i)) * uint64(m)
		*x.at(i) = uint32(carry)
		carry >>= 32
	}
	if carry != 0 {
		x.push(uint32(carry))
	}
}

func (x natural) shift(bits int) {
	for ; bits >= 31; bits -= 31 {
		x.mul(1 << 31)
	}
	x.mul(1 << (bits & 31))
}

func (x natural) pow10(k int) {
	for ; k > 0; k-- {
		x.mul(10)
	}
}

func (x natural) word(i int) uint32 {
	if i < *x.len() {
		return *x.at(i)
	}
	return 0
}

// sub takes y, which is not greater, from x.
func (x natural) sub(y natural) {
	borrow := uint64(0)
	for i := 0; i < *x.len(); i++ {
		d := uint64(*x.at(i)) - uint64(y.word(i)) - borrow
		*x.at(i) = uint32(d)
		borrow = d >> 63
	}
	for *x.len() > 0 && *x.at(*x.len() - 1) == 0 {
		*x.len()--
	}
}

// cmpSum compares x+y with z: -1, 0 or 1.
func cmpSum(x, y, z natural) int {
	result := 0
	carry := uint64(0)
	for i := 0; i < max(*x.len(), *z.len())+1 || i <= *y.len(); i++ {
		sum := carry + uint64(x.word(i)) + uint64(y.word(i))
		carry = sum >> 32
		switch w := z.word(i); {
		case uint32(sum) > w:
			result = 1
		case uint32(sum) < w:
			result = -1
		}
	}
	return result
}

// decimals are the digits of a number, at most 17 of them.
var decimals [32]byte

// shortest stores the digits of mant * 2^exp in decimals and returns how many there are and where the decimal point is: the
// number is 0.digits * 10^point. closeBelow: the next smaller float is nearer than the next greater one.
func shortest(mant uint64, exp int, closeBelow bool) (n, point int) {
	value.set(mant)
	ratio.set(1)
	below.set(1)
	above.set(1)
	if exp >= 0 {
		value.shift(exp + 1)
		ratio.shift(1)
		below.shift(exp)
		above.shift(exp)
	} else {
		value.shift(1)
		ratio.shift(1 - exp)
	}
	if closeBelow {
		value.shift(1)
		ratio.shift(1)
		above.shift(1)
	}
	// The limits themselves are read as this float if mant is even.
	limit := 1
	if mant&1 == 0 {
		limit = 0
	}
	bits := 0
	for m := mant; m != 0; m >>= 1 {
		bits++
	}
	point = (exp + bits - 1) * 1233 >> 12 // log10(2) is 1233/4096
	ratio.pow10(point)
	value.pow10(-point)
	below.pow10(-point)
	above.pow10(-point)
	for cmpSum(value, above, ratio) >= limit {
		ratio.mul(10)
		point++
	}
	for {
		value.mul(10)
		below.mul(10)
		above.mul(10)
		if n > 0 || cmpSum(value, above, ratio) >= limit {
			break
		}
		point-- // the estimate was too high
	}
	for {
		digit := byte('0')
		for cmpSum(value, none, ratio) >= 0 {
			value.sub(ratio)
			digit++
		}
		down := cmpSum(value, none, below) <= -limit
		up := cmpSum(value, above, ratio) >= limit
		if up {
			half := 1
			if down {
				half = cmpSum(value, value, ratio)
			}
			if half > 0 || half == 0 && digit&1 != 0 {
				digit++
			}
		}
		decimals[n&31] = digit
		n++
		if down || up {
			return n, point
		}
		value.mul(10)
		below.mul(10)
		above.mul(10)
	}
}

var floatLen int // of what was put into digitBuf

func putByte(c byte) {
	digitBuf[floatLen&63] = c
	floatLen++
}

func putText(s string) {
	for i := 0; i < len(s); i++ {
		putByte(s[i])
	}
}

// writeFloat leaves v, a float of the given number of bits, in digitBuf and returns its length.
func writeFloat(v float64, size int) int {
	floatLen = 0
	bits := floatBits(v)
	if bits&signBit != 0 && v == v {
		putByte('-')
	}
	mant := bits & (1<<52 - 1)
	exp := int(bits >> 52 & 0x7ff)
	switch {
	case exp == 0x7ff && mant != 0:
		putText("NaN")
		return floatLen
	case exp == 0x7ff:
		if v > 0 {
			putByte('+')
		}
		putText("Inf")
		return floatLen
	case exp == 0 && mant == 0:
		putByte('0')
		return floatLen
	}
	smallest := 1 // exponent of the smallest normal numbers
	if exp != 0 {
		mant |= 1 << 52
	} else {
		exp = 1
	}
	if size == 32 {
		// The same in a float32's terms: 24 bits; subnormal ones are normal as float64.
		smallest = 1023 - 126
		mant >>= 29
		exp += 29
		smallest += 29
		for exp < smallest {
			mant >>= 1
			exp++
		}
	}
	hidden := uint64(1) << 52
	if size == 32 {
		hidden = 1 << 23
	}
	n, point := shortest(mant, exp-1075, mant == hidden && exp > smallest)
	if point < -3 || point > 6 {
		putExponent(n, point-1)
	} else {
		putPlain(n, point)
	}
	return floatLen
}

func putExponent(n, exp int) {
	putByte(decimals[0])
	if n > 1 {
		putByte('.')
		putDigits(1, n)
	}
	putByte('e')
	sign := byte('+')
	if exp < 0 {
		sign = '-'
		exp = -exp
	}
	putByte(sign)
	if exp >= 100 {
		putByte(byte('0' + exp/100))
		exp %= 100
	}
	putByte(byte('0' + exp/10))
	putByte(byte('0' + exp%10))
}

func putPlain(n, point int) {
	if point <= 0 {
		putText("0.")
		for ; point < 0; point++ {
			putByte('0')
		}
		putDigits(0, n)
		return
	}
	putDigits(0, min(n, point))
	for i := n; i < point; i++ {
		putByte('0')
	}
	if point < n {
		putByte('.')
		putDigits(point, n)
	}
}

func putDigits(from, to int) {
	for i := from; i < to; i++ {
		putByte(decimals[i&31])
	}
}
