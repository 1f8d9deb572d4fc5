// Calls come first, from left to right, variables that they change after them: what gc does where the spec leaves it open.
package main

import "fmt"

type O struct{ a, b int }

func (o *O) set() error { o.a++; o.b = 7; return nil }
func (o O) val(n int) int { return o.a*100 + n }
func (o *O) inc() int { o.a++; return o.a }

//go:noinline
func f(p *int) int { *p++; return *p }

//go:noinline
func fs(p *string) string { *p += "x"; return *p }

//go:noinline
func two(a, b int) string { return fmt.Sprint(a, b) }

//go:noinline
func three(a int, s string, b int) string { return fmt.Sprint(a, s, b) }

func r1() (int, int) { x := 1; return x, f(&x) }
func r2() (O, error) { var o O; return o, o.set() }
func r3() (n int, o O, e error) { return o.a, o, o.set() }
func r4() (int, int, int) { x := 1; return x + 10, f(&x), x }
func r5() (any, int)       { x := 1; return x, f(&x) }
func r6() (int, int)       { x := [2]int{1, 2}; return x[0], f(&x[0]) }
func r7() (int, int)       { x := []int{1, 2}; return x[0], f(&x[0]) }
func r8() (int, int)       { x := &O{1, 2}; return x.a, f(&x.a) }
func r9() (int, int)       { m := map[int]int{1: 1}; return m[1], func() int { m[1] = 5; return 2 }() }

var G = 1
var GO O

func bump() int { G++; return G }

func main() {
	fmt.Println(r1())
	fmt.Println(r2())
	fmt.Println(r3())
	fmt.Println(r4())
	fmt.Println(r5())
	fmt.Println(r6())
	fmt.Println(r7())
	fmt.Println(r8())
	fmt.Println(r9())
	{
		x := 1
		a, b := x, f(&x)
		fmt.Println("assign", a, b)
	}
	{
		x := 1
		var a, b int
		a, b = x, f(&x)
		fmt.Println("assign2", a, b)
	}
	{
		x := 1
		fmt.Println("call", two(x, f(&x)))
		x = 1
		fmt.Println("call+", two(x+1, f(&x)))
	}
	{
		x := 1
		fmt.Println("slice lit", []int{x, f(&x), x})
		x = 1
		fmt.Println("array lit", [3]int{x, f(&x), x})
		x = 1
		fmt.Println("struct lit", O{x, f(&x)})
		x = 1
		fmt.Println("map lit", map[int]int{x: f(&x), 10: x})
		x = 1
		fmt.Println("&struct lit", *&O{x, f(&x)})
	}
	{
		x := 1
		fmt.Println("binary", x+f(&x), x*10-f(&x))
		x = 1
		fmt.Println("cmp", x == f(&x), f(&x) == x)
		x = 1
		y := x + f(&x)
		fmt.Println("binary2", y)
	}
	{
		x := 1
		fmt.Println("iface", x, f(&x), x)
	}
	{
		s := "a"
		fmt.Println("concat", s+fs(&s), s+"-"+fs(&s))
		s = "a"
		t := s + fs(&s)
		fmt.Println("concat2", t, three(1, s, len(fs(&s))))
	}
	{
		o := O{1, 2}
		fmt.Println("recv", o.val(o.inc()))
		o = O{1, 2}
		fmt.Println("struct arg", o, o.inc(), o.a)
		o = O{1, 2}
		g := func(o O, n int) string { return fmt.Sprint(o, n) }
		fmt.Println("struct arg2", g(o, o.inc()))
	}
	{
		a := []int{1, 2, 3}
		i := 0
		a[i], i = 9, f(&i)
		fmt.Println("index", a, i)
		i = 0
		a[f(&i)] = i
		fmt.Println("index2", a, i)
		i = 0
		fmt.Println("index3", a[i]+f(&i), a[i])
		i = 0
		a[i] = f(&i)
		fmt.Println("index4", a, i)
		i = 0
		a[i] += f(&i)
		fmt.Println("index5", a, i)
	}
	{
		G = 1
		fmt.Println("global", G, bump(), G)
		G = 1
		a, b := G, bump()
		fmt.Println("global2", a, b)
		G = 1
		fmt.Println("global3", two(G, bump()))
		G = 1
		c := G + bump()
		fmt.Println("global4", c)
		G = 1
		fmt.Println("global5", []int{G, bump()})
	}
	{
		x := 1
		inc := func() int { x++; return x }
		fmt.Println("closure", two(x, inc()))
		x = 1
		a, b := x, inc()
		fmt.Println("closure2", a, b)
		x = 1
		c := x + inc()
		fmt.Println("closure3", c)
		x = 1
		fmt.Println("closure4", x, inc())
	}
	{
		var p *O = &O{1, 2}
		fmt.Println("ptr", two(p.a, p.inc()))
		a, b := p.a, p.inc()
		fmt.Println("ptr2", a, b)
		arr := [3]int{1, 2, 3}
		fmt.Println("arr", two(arr[1], f(&arr[1])))
		sl := arr[:]
		fmt.Println("sl", two(sl[1], f(&sl[1])))
		ch := make(chan int, 3)
		x := 1
		ch <- x + f(&x)
		fmt.Println("chan", <-ch)
		var e any = x
		ee := func() int { e = "changed"; return 1 }
		fmt.Println("any", e, ee())
		sw := func() string {
			x = 1
			switch x {
			case f(&x):
				return "late"
			}
			return "early"
		}
		fmt.Println("switch", sw())
		fn := two
		other := func() int { fn = func(a, b int) string { return "other" }; return 1 }
		fmt.Println("fn", fn(1, other()))
		mm := map[string]int{"a": 1}
		k := "a"
		kk := func() int { k = "b"; return 5 }
		mm[k] = kk()
		fmt.Println("mapidx", mm)
	}
}
