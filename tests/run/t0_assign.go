// Assignment: tuple order, operands evaluated before anything is stored, op= with side effects, blank.
package main

var trace int

func idx(n int) int { trace = trace*10 + n; return n }

type pair struct{ a, b int }

func two() (int, int) { return 8, 9 }

func main() {
	a, b, c := 1, 2, 3
	a, b, c = c, a, b
	println(a, b, c)
	arr := [4]int{10, 20, 30, 40}
	i := 0
	i, arr[i] = 2, 99
	println(i, arr[0], arr[2])
	arr[0], arr[1] = arr[1], arr[0]
	println(arr[0], arr[1])
	arr[idx(1)], arr[idx(2)] = idx(3), idx(4)
	println(arr[1], arr[2], trace)
	trace = 0
	arr[idx(3)] += 5
	arr[idx(0)]++
	println(arr[3], arr[0], trace)
	p := pair{1, 2}
	p.a, p.b = p.b, p.a
	q := &p
	q.a, *q = 5, pair{6, 7}
	println(p.a, p.b)
	_, x := two()
	x, _ = two()
	println(x)
	x, y := two() // x is reused, y is new
	println(x, y)
	_ = idx(7)
	arr[0], p.a = two()
	println(arr[0], p.a)
	{
		x := x * 2
		x++
		println(x)
	}
	println(x)
	var m, n = 1, "s"
	var o int
	m, o = m+1, m
	println(m, n, o)
	bits := uint8(0b1100)
	bits &^= 0b0100
	bits |= 1
	bits <<= 4
	println(bits)
	// swapping through pointers into one array
	l, r := &arr[0], &arr[3]
	*l, *r = *r, *l
	println(arr[0], arr[3])
}
