// Wrap-around of + - * and negation in every integer width, checked against big-integer arithmetic.
package main

import (
	"fmt"
	"math/big"
)

type integer interface {
	~int8 | ~int16 | ~int32 | ~int64 | ~int | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uint | ~uintptr
}

// wrap reduces x to a width of bits, signed or not.
func wrap(x *big.Int, bits uint, signed bool) *big.Int {
	mod := new(big.Int).Lsh(big.NewInt(1), bits)
	r := new(big.Int).Mod(x, mod)
	if signed && r.Bit(int(bits)-1) == 1 {
		r.Sub(r, mod)
	}
	return r
}

func toBig[T integer](x T) *big.Int {
	b, _ := new(big.Int).SetString(fmt.Sprint(x), 10)
	return b
}

func check[T integer](name string, bits uint, values ...T) {
	minusOne := T(0)
	minusOne--
	signed := minusOne < 0
	n, bad := 0, 0
	verify := func(op string, x, y, got T, exact *big.Int) {
		n++
		if toBig(got).Cmp(wrap(exact, bits, signed)) != 0 {
			bad++
			fmt.Println("wrong:", name, x, op, y, "=", got)
		}
	}
	for _, x := range values {
		for _, y := range values {
			bx, by := toBig(x), toBig(y)
			z := new(big.Int)
			verify("+", x, y, x+y, z.Add(bx, by))
			verify("-", x, y, x-y, z.Sub(bx, by))
			verify("*", x, y, x*y, z.Mul(bx, by))
			verify("&", x, y, x&y, z.And(bx, by))
			verify("|", x, y, x|y, z.Or(bx, by))
			verify("^", x, y, x^y, z.Xor(bx, by))
			verify("&^", x, y, x&^y, z.AndNot(bx, by))
			verify("neg", x, y, -x, z.Neg(bx))
			verify("not", x, y, ^x, z.Not(bx))
			if y != 0 {
				verify("/", x, y, x/y, z.Quo(bx, by))
				verify("%", x, y, x%y, z.Rem(bx, by))
			}
			if c := toBig(y); c.Sign() >= 0 && c.IsInt64() && c.Int64() < 200 {
				verify("<<", x, y, x<<y, z.Lsh(bx, uint(c.Int64())))
				verify(">>", x, y, x>>y, z.Rsh(bx, uint(c.Int64())))
			}
			if (x < y) != (bx.Cmp(by) < 0) || (x == y) != (bx.Cmp(by) == 0) || (x >= y) != (bx.Cmp(by) >= 0) {
				bad++
				fmt.Println("wrong order:", name, x, y)
			}
		}
	}
	fmt.Println(name, signed, n, bad)
}

func main() {
	check[int8]("int8", 8, 0, 1, -1, 2, -3, 7, 8, 9, 100, 127, -127, -128)
	check[int16]("int16", 16, 0, 1, -1, 2, -3, 15, 16, 17, 300, 32767, -32768)
	check[int32]("int32", 32, 0, 1, -1, 5, -7, 31, 32, 33, 65536, 1<<31-1, -1<<31)
	check[int64]("int64", 64, 0, 1, -1, 5, -7, 63, 64, 65, 1<<32, 1<<63-1, -1<<63, -1<<63+1)
	check[int]("int", 64, 0, 1, -1, 3, 63, 64, 1<<40, 1<<63-1, -1<<63)
	check[uint8]("uint8", 8, 0, 1, 2, 7, 8, 9, 100, 127, 128, 255)
	check[uint16]("uint16", 16, 0, 1, 2, 15, 16, 300, 32768, 65535)
	check[uint32]("uint32", 32, 0, 1, 2, 31, 32, 65536, 1<<31, 1<<32-1)
	check[uint64]("uint64", 64, 0, 1, 2, 63, 64, 1<<32, 1<<63, 1<<64-1)
	check[uint]("uint", 64, 0, 1, 64, 1<<63, 1<<64-1)
	check[uintptr]("uintptr", 64, 0, 1, 64, 1<<63, 1<<64-1)
}
