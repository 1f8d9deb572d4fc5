// strconv: integers in all bases, floats (shortest, exact, round trip, edge cases), quoting, errors.
package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

func main() {
	for _, s := range []string{"0", "-1", "+7", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "", "12a", "1_000", "0x1f", "0b101", "0o17", "017", "0x_1F", " 1"} {
		a, err := strconv.Atoi(s)
		b, err2 := strconv.ParseInt(s, 0, 64)
		fmt.Println(a, err, b, err2)
	}
	for _, c := range []struct {
		s    string
		base int
		bits int
	}{{"ff", 16, 8}, {"7f", 16, 8}, {"zz", 36, 16}, {"-80", 16, 8}, {"2", 2, 8}, {"1", 1, 8}, {"1", 10, 65}} {
		i, err := strconv.ParseInt(c.s, c.base, c.bits)
		u, err2 := strconv.ParseUint(c.s, c.base, c.bits)
		fmt.Println(i, err, u, err2)
	}
	_, err := strconv.ParseInt("999", 10, 8)
	var ne *strconv.NumError
	fmt.Println(errors.Is(err, strconv.ErrRange), errors.As(err, &ne), ne.Func, ne.Num)
	for _, x := range []int64{0, 1, -1, 35, 1 << 40, math.MinInt64, math.MaxInt64} {
		fmt.Print(strconv.FormatInt(x, 2), " ", strconv.FormatInt(x, 10), " ", strconv.FormatInt(x, 36), "\n")
	}
	for _, s := range []string{"0", "-0", "1", "0.1", "1e10", "1e400", "-1e400", "1e-400", "inf", "-Infinity", "NaN", "0x1p-2", "1e", ".5", "5.", "1_0.5", "179769313486231580793728971405301e277", "4.9e-324", "2.2250738585072011e-308", "9007199254740993", "123456789012345678901234567890", "0.000000000000000000000000000000000000001", "1.7976931348623159e308"} {
		f, err := strconv.ParseFloat(s, 64)
		g, err2 := strconv.ParseFloat(s, 32)
		fmt.Println(f, err, g, err2)
	}
	for _, f := range []float64{0, math.Copysign(0, -1), 1, 0.1, 1.0 / 3, 1e21, 1e20, 123456789, 1e-5, 5e-324, math.MaxFloat64, math.Pi, 2.5, 1e23, 8.41e21, 4503599627370497.5} {
		for _, v := range "gfeGx" {
			fmt.Print(strconv.FormatFloat(f, byte(v), -1, 64), " ", strconv.FormatFloat(f, byte(v), 3, 64), " ", strconv.FormatFloat(f, byte(v), -1, 32), " ")
		}
		fmt.Println()
	}
	bad := 0
	x := uint64(1)
	for range 20000 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		f := math.Float64frombits(x)
		if f != f || math.IsInf(f, 0) {
			continue
		}
		if g, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', -1, 64), 64); g != f || err != nil {
			bad++
		}
		f32 := math.Float32frombits(uint32(x))
		if g, err := strconv.ParseFloat(strconv.FormatFloat(float64(f32), 'e', -1, 32), 32); f32 == f32 && !math.IsInf(float64(f32), 0) && (float32(g) != f32 || err != nil) {
			bad++
		}
	}
	fmt.Println(bad)
	fmt.Println(strconv.Quote("a\"b\n\x00é\xff☺\u200b"), strconv.QuoteToASCII("é☺😀"), strconv.QuoteRune('\n'), strconv.QuoteRuneToASCII('é'), strconv.CanBackquote("a`"))
	for _, s := range []string{`"a\tb"`, "`raw\\n`", `'x'`, `"\u00e9\x41\101"`, `"bad`, `"\q"`, `''`} {
		u, err := strconv.Unquote(s)
		fmt.Printf("%q %v\n", u, err)
	}
	fmt.Println(strconv.ParseBool("T"))
	fmt.Println(strconv.ParseBool("yes"))
	fmt.Println(strconv.ParseComplex("1+2i", 128))
	fmt.Println(string(strconv.AppendQuote(strconv.AppendInt([]byte("n="), -5, 10), "q")), strconv.FormatBool(true), strconv.FormatComplex(1-2i, 'f', 1, 128), strconv.IsPrint('é'))
}
