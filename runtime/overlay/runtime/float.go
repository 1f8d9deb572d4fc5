package runtime

// Floating-point numbers in decimal, for print: the fewest digits that stand for the number, as strconv's format 'g' with
// precision -1 writes them. The algorithm is that of Steele and White (Dragon4) on integers of fixed size. It is slow
// and has no tables: package strconv is fast, but would make up a good part of a small program, since every
// program can print the operand of a panic.

// A natural is a number of up to 1152 bits, enough for the largest float64 and a power of ten next to it.
type natural struct {
	n     int // words in use
	words [36]uint32
}

func (x *natural) set(v uint64) {
	x.n = 0
	for ; v != 0; v >>= 32 {
		x.words[x.n] = uint32(v)
		x.n++
	}
}

func (x *natural) mul(m uint32) {
	carry := uint64(0)
	for i := 0; i < x.n; i++ {
		carry += uint64(x.words[i]) * uint64(m)
		x.words[i] = uint32(carry)
		carry >>= 32
	}
	if carry != 0 {
		x.words[x.n] = uint32(carry)
		x.n++
	}
}

func (x *natural) shift(bits int) {
	for ; bits >= 31; bits -= 31 {
		x.mul(1 << 31)
	}
	x.mul(1 << bits)
}

func (x *natural) pow10(k int) {
	for ; k > 0; k-- {
		x.mul(10)
	}
}

func (x *natural) word(i int) uint32 {
	if i < x.n {
		return x.words[i]
	}
	return 0
}

// sub takes y, which is not greater, from x.
func (x *natural) sub(y *natural) {
	borrow := uint64(0)
	for i := 0; i < x.n; i++ {
		d := uint64(x.words[i]) - uint64(y.word(i)) - borrow
		x.words[i] = uint32(d)
		borrow = d >> 63
	}
	for x.n > 0 && x.words[x.n-1] == 0 {
		x.n--
	}
}

// cmpSum compares x+y with z: -1, 0 or 1. y may be nil.
func cmpSum(x, y, z *natural) int {
	result := 0
	carry := uint64(0)
	for i := 0; i < max(x.n, z.n)+1 || y != nil && i <= y.n; i++ {
		sum := carry + uint64(x.word(i))
		if y != nil {
			sum += uint64(y.word(i))
		}
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

// shortest stores the digits of mant * 2^exp in buf and returns how many there are and where the decimal point is: the
// number is 0.digits * 10^point. closeBelow: the next smaller float is nearer than the next greater one.
func shortest(buf []byte, mant uint64, exp int, closeBelow bool) (n, point int) {
	// value = r/s; the numbers between value-low/s and value+high/s are read as this float, with the limits if mant is even.
	var r, s, low, high natural
	r.set(mant)
	s.set(1)
	low.set(1)
	high.set(1)
	if exp >= 0 {
		r.shift(exp + 1)
		s.shift(1)
		low.shift(exp)
		high.shift(exp)
	} else {
		r.shift(1)
		s.shift(1 - exp)
	}
	if closeBelow {
		r.shift(1)
		s.shift(1)
		high.shift(1)
	}
	limit := 1
	if mant&1 == 0 {
		limit = 0
	}
	bits := 0
	for m := mant; m != 0; m >>= 1 {
		bits++
	}
	point = (exp + bits - 1) * 1233 >> 12 // log10(2) is 1233/4096
	s.pow10(point)
	r.pow10(-point)
	low.pow10(-point)
	high.pow10(-point)
	for cmpSum(&r, &high, &s) >= limit {
		s.mul(10)
		point++
	}
	for {
		r.mul(10)
		low.mul(10)
		high.mul(10)
		if n > 0 || cmpSum(&r, &high, &s) >= limit {
			break
		}
		point-- // the estimate was too high
	}
	for {
		digit := byte('0')
		for cmpSum(&r, nil, &s) >= 0 {
			r.sub(&s)
			digit++
		}
		down := cmpSum(&r, nil, &low) <= -limit
		up := cmpSum(&r, &high, &s) >= limit
		if up {
			half := 1
			if down {
				half = cmpSum(&r, &r, &s)
			}
			if half > 0 || half == 0 && digit&1 != 0 {
				digit++
			}
		}
		buf[n] = digit
		n++
		if down || up {
			return n, point
		}
		r.mul(10)
		low.mul(10)
		high.mul(10)
	}
}

// appendFloat writes v, a float of the given number of bits.
func appendFloat(b []byte, v float64, size int) []byte {
	bits := floatBits(v)
	if bits&signBit != 0 && v == v {
		b = append(b, '-')
	}
	mant := bits & (1<<52 - 1)
	exp := int(bits >> 52 & 0x7ff)
	switch {
	case exp == 0x7ff && mant != 0:
		return append(b, "NaN"...)
	case exp == 0x7ff:
		if v > 0 {
			b = append(b, '+')
		}
		return append(b, "Inf"...)
	case exp == 0 && mant == 0:
		return append(b, '0')
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
	var digits [24]byte
	n, point := shortest(digits[:], mant, exp-1075, mant == hidden && exp > smallest)
	if point < -3 || point > 6 {
		return appendExponent(b, digits[:n], point-1)
	}
	return appendPlain(b, digits[:n], point)
}

func appendExponent(b, digits []byte, exp int) []byte {
	b = append(b, digits[0])
	if len(digits) > 1 {
		b = append(b, '.')
		b = append(b, digits[1:]...)
	}
	b = append(b, 'e')
	if exp < 0 {
		b = append(b, '-')
		exp = -exp
	} else {
		b = append(b, '+')
	}
	if exp >= 100 {
		b = append(b, byte('0'+exp/100))
		exp %= 100
	}
	return append(b, byte('0'+exp/10), byte('0'+exp%10))
}

func appendPlain(b, digits []byte, point int) []byte {
	if point <= 0 {
		b = append(b, '0', '.')
		for ; point < 0; point++ {
			b = append(b, '0')
		}
		return append(b, digits...)
	}
	for i := 0; i < point; i++ {
		if i < len(digits) {
			b = append(b, digits[i])
		} else {
			b = append(b, '0')
		}
	}
	if point < len(digits) {
		b = append(b, '.')
		b = append(b, digits[point:]...)
	}
	return b
}
