// Slices that share memory: writes through one are seen through the other until append moves it.
package main

func show(name string, s []int) {
	print(name, " ", len(s), "/", cap(s), ":")
	for _, v := range s {
		print(" ", v)
	}
	println()
}

func double(s []int) {
	for i := range s {
		s[i] *= 2
	}
	s = append(s, 999)
	s[0] = -s[0]
}

func main() {
	a := make([]int, 3, 5)
	b := a
	b[0] = 1
	show("a", a)
	c := append(a, 10)
	d := append(a, 20) // overwrites what c appended
	show("c", c)
	show("d", d)
	e := append(a, 1, 2, 3) // too much: a new array
	e[0] = 50
	println(a[0], e[0])
	f := a[:2:2]
	g := append(f, 77) // capacity is limited: a new array
	println(a[2], g[2])
	double(a)
	show("a", a)
	show("d", d)
	full := []int{1, 2}
	full = full[:2:2]
	double(full)
	show("full", full)
	h := a[1:]
	h = h[:cap(h)]
	show("h", h)
	h[3] = 8
	show("a", a[:5])
	x := make([]int, 0, 4)
	y := append(x, 1)
	z := append(x, 2)
	println(y[0], z[0], len(x))
	w := [][]int{y, z, a}
	w[0][0] = 9
	w[2] = w[2][:1]
	println(z[0], len(a), len(w[2]))
	p := &a[0]
	a = append(a[:5:5], 0)
	*p = 4711
	println(a[0] == 4711)
}
