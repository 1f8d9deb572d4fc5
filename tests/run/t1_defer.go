// Deferred calls: order, arguments evaluated at once, results changed, loops, conditionals, methods.
package main

func order() {
	for i := range 4 {
		defer print(i, " ")
	}
	print("body ")
}

func result(n int) (r int) {
	defer func() { r *= 2 }()
	defer func() { r += 1 }()
	return n
}

func args() {
	x := 1
	defer println("deferred", x)
	defer func() { println("closure", x) }()
	x = 2
	defer func(y int) { println("param", y, x) }(x)
	x = 3
}

func cond(n int) {
	if n > 1 {
		defer print("big ")
	}
	if n%2 == 0 {
		defer print("even ")
		return
	}
	defer print("odd ")
}

type res struct{ name string }

func (r *res) close()    { print("close ", r.name, " ") }
func open(n string) *res { print("open ", n, " "); return &res{n} }
func nested() {
	a := open("a")
	defer a.close()
	func() {
		b := open("b")
		defer b.close()
		print("inner ")
	}()
	c := open("c")
	defer c.close()
	a.name = "A"
}

func many() (sum int) {
	for i := range 1000 {
		defer func() { sum += i }()
	}
	return 5
}

func inDefer() {
	defer func() {
		defer print("second ")
		defer func() {
			defer print("innermost ")
		}()
		print("first ")
	}()
}

func early(n int) string {
	defer print("<", n, "> ")
	switch n {
	case 0:
		return "zero"
	case 1:
		for {
			defer print("loop ")
			return "one"
		}
	}
	return "many"
}

type closer interface{ close() }

func main() {
	order()
	println()
	println(result(10))
	args()
	for i := range 4 {
		cond(i)
	}
	println()
	nested()
	println()
	println(many())
	inDefer()
	println()
	println(early(0), early(1), early(2))
	var c closer = &res{"iface"}
	func() {
		defer c.close()
		defer (*res).close(&res{"expr"})
		f := (&res{"value"}).close
		defer f()
		c = nil
	}()
	println()
	m := map[int]int{1: 1}
	s := []int{0, 0}
	func() {
		defer delete(m, 1)
		defer copy(s, []int{7, 8})
		defer clear(map[int]int{})
	}()
	println(len(m), s[1])
}
