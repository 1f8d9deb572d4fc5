// Method values bind their receiver at once; method expressions take it as the first argument.
package main

type num int

func (n num) add(k int) int  { return int(n) + k }
func (n *num) inc(k int) int { *n += num(k); return int(*n) }

type adder interface{ add(int) int }

type wrap struct {
	num
	label string
}

func (w wrap) text(s ...string) string {
	r := w.label
	for _, x := range s {
		r += x
	}
	return r
}

func apply(f func(int) int, x int) int { return f(x) }

func main() {
	n := num(5)
	add, inc := n.add, n.inc
	n = 100
	println(add(1), inc(1), n, add(2))
	println(apply(n.add, 1), apply(n.inc, 1), apply(num(3).add, 4))
	f := num.add
	g := (*num).inc
	h := (*num).add
	println(f(7, 1), g(&n, 5), h(&n, 3))
	var i adder = num(20)
	m := i.add
	i = num(30)
	k := adder.add
	println(m(1), i.add(1), k(i, 2), k(num(1), 1))
	w := wrap{9, "w"}
	t := w.text
	w.label = "changed"
	println(t("a", "b"), w.text(), wrap.text(w, "c"), w.add(1), wrap.add(w, 2))
	wi := w.inc
	wi(10)
	println(w.num)
	p := &w
	pa := p.add
	p.num = 1000
	println(pa(0), p.add(0))
	fs := []func(int) int{num(1).add, n.inc, m, func(x int) int { return -x }}
	for _, f := range fs {
		print(f(10), " ")
	}
	println()
	x := struct{ f func(int) int }{num(50).add}
	println(x.f(5))
	defer n.show()
	n = 1
	e := interface{ add(int) int }.add
	println(e(num(2), 3))
}

func (n num) show() { println("deferred", n) }
