// Methods with value and pointer receivers on structs, integers, arrays, functions; chains; promoted ones.
package main

type counter struct{ n int }

func (c *counter) add(k int) *counter { c.n += k; return c }
func (c counter) get() int            { c.n++; return c.n }

type celsius float64

func (c celsius) fahrenheit() float64 { return float64(c)*9/5 + 32 }

type vec [3]int

func (v vec) dot(w vec) (s int) {
	for i := range v {
		s += v[i] * w[i]
	}
	return
}

func (v *vec) scale(k int) {
	for i := range v {
		v[i] *= k
	}
}

type op func(int, int) int

func (f op) apply(x int) int { return f(x, x) }

type inner struct{ counter }
type outer struct {
	inner
	name string
}

func (o outer) get() int { return -o.inner.get() }

type flags uint8

func (f flags) has(x flags) bool { return f&x != 0 }
func (f *flags) set(x flags)     { *f |= x }
func (flags) size() int          { return 8 }

func mul(a, b int) int { return a * b }

func (p *counter) isNil() bool { return p == nil }

func main() {
	var c counter
	c.add(1).add(2).add(3)
	println(c.n, c.get(), c.n)
	p := &c
	println(p.get(), p.add(10).get())
	println(celsius(100).fahrenheit())
	v := vec{1, 2, 3}
	v.scale(2)
	println(v.dot(vec{1, 1, 1}), v.dot(v))
	println(op(mul).apply(7))
	o := outer{name: "o"}
	o.add(5)
	o.inner.add(1)
	println(o.n, o.get(), o.inner.get(), o.counter.get())
	var f flags
	f.set(4)
	println(f, f.has(4), f.has(1), f.size())
	var nilp *counter
	println(nilp.isNil(), p.isNil())
	arr := [2]counter{}
	arr[1].add(9)
	println(arr[0].n, arr[1].n)
}
