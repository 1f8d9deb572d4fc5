// Divisions by constants and by variables, where the sign of what is divided is known, and where it is not.
package main

import "math"

func known(n int) (sum int) {
	for i := range n {
		for j := range n {
			sum += (i+j)*(i+j+1)/2 + i<<3/16 + (i*j)%8 - i/(j+1)
		}
	}
	return sum
}

// The product of what isn't negative may be negative.
func wraps(x int) (int, int) {
	if x < 0 {
		return x / 2, x % 8
	}
	return x * x / 2, x * x % 8
}

func shifted(x int32) (int32, int32) {
	if x < 0 {
		return x / 4, x % 4
	}
	return x << 3 / 4, x << 30 % 4
}

func narrow(x int32, y int32) (int32, int32) {
	if x < 0 || y <= 0 || x > 70000 || y > 70000 {
		return x / (y | 1), x % (y | 1)
	}
	return x * y / 8, x * y % y
}

func small(b []byte) (sum int) {
	for i, c := range b {
		sum += int(c)/3 + int(c)*int(c)%10 + int(int8(c))/2 + int(int8(c))%4 + i/3%2
	}
	return sum
}

func main() {
	println(known(50))
	for _, x := range []int{0, 1, -1, 7, -7, 3037000499, 3037000500, 4294967295, 4294967296, math.MaxInt, math.MinInt} {
		q, r := wraps(x)
		println(x, q, r)
	}
	for _, x := range []int32{0, 5, -5, -8, 1 << 28, 1 << 29, 1<<29 - 1, 1 << 30, math.MaxInt32, math.MinInt32} {
		q, r := shifted(x)
		println(x, q, r)
		q, r = narrow(x, 3)
		println(q, r)
	}
	for _, x := range []int32{46340, 46341, 65536, 70000} {
		q, r := narrow(x, x)
		println(q, r)
	}
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	println(small(b))
}
