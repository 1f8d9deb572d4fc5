// Large structs and arrays as parameters, results, map values, channel elements and interface contents.
package main

type big struct {
	a [100]int
	s string
	f float64
}

func fill(n int) (b big) {
	for i := range b.a {
		b.a[i] = i * n
	}
	b.s = "fill"
	b.f = float64(n) / 2
	return
}

func modify(b big) big { b.a[50] = -1; b.s += "!"; return b }

func (b big) sum() (n int) {
	for _, v := range b.a {
		n += v
	}
	return
}

func (b *big) double() *big {
	for i := range b.a {
		b.a[i] *= 2
	}
	return b
}

type summer interface{ sum() int }

func two() (big, [64]byte) { return fill(3), [64]byte{63: 7} }

func main() {
	b := fill(1)
	c := modify(b)
	println(b.sum(), c.sum(), b.a[50], c.a[50], b.s, c.s)
	println(b == c, b == fill(1), fill(2).f)
	c.double()
	println(c.sum(), fill(1).a[99])
	var s summer = b
	b.a[0] = 1000000
	println(s.sum(), b.sum(), s.(big).a[0], s == summer(fill(1)))
	m := map[int]big{1: fill(1), 2: fill(2)}
	m[3] = modify(m[2])
	println(m[2].a[50], m[3].a[50], m[4].s == "", len(m))
	ch := make(chan big, 2)
	ch <- b
	b.a[1] = 5
	r := <-ch
	println(r.a[1], r.s)
	x, y := two()
	println(x.a[99], y[63])
	arr := [3]big{fill(1), fill(2), fill(3)}
	arr[0], arr[2] = arr[2], arr[0]
	println(arr[0].a[1], arr[2].a[1])
	sl := arr[:]
	sl = append(sl, sl[0])
	sl[0].s = "changed"
	println(arr[0].s, sl[0].s, sl[3].s)
	f := func() int { return r.sum() + x.a[1] }
	r = big{}
	println(f())
	func(b big) {
		defer func() { println(b.a[7]) }()
		b.a[7] = 77
	}(x)
	p := &x
	*p = *fill(10).ptr()
	println(x.a[1])
	mk := map[[64]byte]int{y: 1}
	y[0]++
	mk[y] = 2
	println(len(mk), mk[y])
}

func (b big) ptr() *big { return &b }
