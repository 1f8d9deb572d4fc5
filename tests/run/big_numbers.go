// math/big: integers, rationals and floats; conversion, modular arithmetic, primes, big factorials and pi.
package main

import (
	"fmt"
	"math"
	"math/big"
)

func fib(n int) *big.Int {
	a, b := big.NewInt(0), big.NewInt(1)
	for range n {
		a.Add(a, b)
		a, b = b, a
	}
	return a
}

// pi computes n digits with Machin's formula.
func pi(n int) string {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n+10)), nil)
	arccot := func(x int64) *big.Int {
		sum := new(big.Int).Div(unit, big.NewInt(x))
		term := new(big.Int).Set(sum)
		xx := big.NewInt(x * x)
		for k := int64(3); term.Sign() != 0; k += 2 {
			term.Quo(term, xx)
			t := new(big.Int).Quo(term, big.NewInt(k))
			if k%4 == 3 {
				sum.Sub(sum, t)
			} else {
				sum.Add(sum, t)
			}
		}
		return sum
	}
	p := new(big.Int).Mul(big.NewInt(4), arccot(5))
	p.Sub(p, arccot(239)).Mul(p, big.NewInt(4))
	s := p.String()
	return s[:1] + "." + s[1:n+1]
}

func main() {
	a, _ := new(big.Int).SetString("123456789012345678901234567890123456789", 10)
	b, _ := new(big.Int).SetString("-fedcba9876543210fedcba9876543210", 16)
	z := new(big.Int)
	fmt.Println(z.Add(a, b), new(big.Int).Sub(a, b), new(big.Int).Mul(a, b))
	q, r := new(big.Int).QuoRem(b, big.NewInt(1000003), new(big.Int))
	d, m := new(big.Int).DivMod(b, big.NewInt(1000003), new(big.Int))
	fmt.Println(q, r, d, m)
	fmt.Println(new(big.Int).Lsh(a, 70), new(big.Int).Rsh(b, 70), new(big.Int).And(a, b), new(big.Int).Or(a, b), new(big.Int).Xor(a, b), new(big.Int).Not(a), new(big.Int).AndNot(a, b))
	fmt.Println(a.Cmp(b), a.CmpAbs(b), b.Sign(), a.BitLen(), a.Bit(5), a.TrailingZeroBits(), a.IsInt64(), z.Neg(a), z.Abs(b))
	fmt.Println(new(big.Int).Exp(big.NewInt(3), big.NewInt(200), nil), new(big.Int).Exp(a, big.NewInt(65537), big.NewInt(1000000007)))
	x, y := new(big.Int), new(big.Int)
	g := new(big.Int).GCD(x, y, big.NewInt(240), big.NewInt(46))
	fmt.Println(g, x, y, new(big.Int).ModInverse(big.NewInt(3), big.NewInt(11)), new(big.Int).Sqrt(a), new(big.Int).ModSqrt(big.NewInt(5), big.NewInt(41)))
	fmt.Println(big.NewInt(1000003).ProbablyPrime(10), big.NewInt(1000001).ProbablyPrime(10), big.Jacobi(big.NewInt(2), big.NewInt(7)))
	p := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 127), big.NewInt(1))
	fmt.Println(p.ProbablyPrime(5), p)
	fmt.Println(fib(500))
	f := new(big.Int).MulRange(1, 100)
	fmt.Println(f, len(f.Text(2)), f.Text(36), new(big.Int).Binomial(100, 50))
	huge := new(big.Int).Exp(big.NewInt(7), big.NewInt(10000), nil)
	s := huge.String()
	back, _ := new(big.Int).SetString(s, 10)
	fmt.Println(len(s), s[:20], back.Cmp(huge), new(big.Int).Mod(new(big.Int).Mul(huge, huge), a))
	fmt.Printf("%x %X %#o %b %20d| %+d %s\n", a, b, big.NewInt(8), big.NewInt(5), big.NewInt(-42), big.NewInt(42), a)
	fmt.Println(a.Bytes()[:4], new(big.Int).SetBytes([]byte{1, 0, 0}), a.Uint64(), b.Int64())
	fmt.Println(pi(100))

	r1, r2 := big.NewRat(1, 3), big.NewRat(-5, 10)
	fmt.Println(new(big.Rat).Add(r1, r2), new(big.Rat).Mul(r1, r2), new(big.Rat).Quo(r1, r2), r1.Cmp(r2), r2.FloatString(5), new(big.Rat).SetFloat64(0.1))
	r3, ok := new(big.Rat).SetString("3.125e-2")
	fl, exact := r1.Float64()
	fmt.Println(r3, ok, fl, exact, r3.Num(), r3.Denom(), r1.IsInt())
	h := new(big.Rat)
	for i := int64(1); i <= 30; i++ {
		h.Add(h, big.NewRat(1, i))
	}
	fmt.Println(h)

	f1 := new(big.Float).SetPrec(200).SetInt64(2)
	f1.Sqrt(f1)
	fmt.Println(f1.Text('g', 50), f1.Prec())
	f2, _, err := big.ParseFloat("1e-1000", 10, 100, big.ToNearestEven)
	v, acc := f2.Float64()
	fmt.Println(f2, err, v, acc, f2.MantExp(nil))
	f3 := new(big.Float).Quo(big.NewFloat(1), big.NewFloat(3))
	fmt.Println(f3, f3.Cmp(big.NewFloat(0.333)), big.NewFloat(math.Inf(1)), new(big.Float).Mul(f3, big.NewFloat(-3)))
	i, acc := big.NewFloat(-2.7).Int(nil)
	fmt.Println(i, acc)
	fmt.Printf("%.30f %10.3e\n", f1, f3)
	for _, f := range []func(){func() { z.Quo(a, big.NewInt(0)) }, func() { z.Sqrt(b) }, func() { big.NewRat(1, 0) }, func() { big.NewFloat(math.NaN()) }} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
}
