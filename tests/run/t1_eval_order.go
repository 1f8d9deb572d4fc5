// Order of evaluation: calls, receives and operands from left to right; index and pointer operands first.
package main

var log string

func i(n int) int             { log += string(rune('0' + n)); return n }
func s(c string) string       { log += c; return c }
func sl(c string) []int       { log += c; return make([]int, 10) }
func mp(c string) map[int]int { log += c; return map[int]int{} }
func fn(c string) func(...int) int {
	log += c
	return func(x ...int) int { log += "!"; return len(x) }
}
func quiet(c string) func(int)  { log += c; return func(int) {} }
func ptr(c string, p *int) *int { log += c; return p }

type t struct{ n int }

func (v t) m(x int) t { log += "m"; return t{v.n + x} }
func tt(n int) t      { log += "t"; return t{n} }

func show() {
	println(log)
	log = ""
}

func main() {
	_ = i(1) + i(2)*i(3) - i(4)
	show()
	_ = fn("f")(i(1), i(2), fn("g")(i(3)))
	show()
	sl("a")[i(1)], mp("m")[i(2)] = i(3), i(4)
	show()
	_ = []int{i(3), i(1), i(2)}
	_ = map[string]int{s("a"): i(1), s("b"): i(2)}
	_ = t{i(9)}
	show()
	tt(1).m(i(1)).m(i(2))
	show()
	_ = s("x")+s("y") == s("xy")
	show()
	x := 0
	*ptr("p", &x) = i(5)
	show()
	c := make(chan int, 3)
	c <- i(1)
	c <- i(2)
	c <- i(3)
	a := [3]int{<-c, i(7), <-c}
	println(a[0], a[2])
	show()
	sl("s")[i(2)] += i(3)
	sl("s")[i(2)]++
	_ = sl("z")[i(1):i(2):i(3)]
	show()
	switch i(1) {
	case i(0), i(1), i(2):
	case i(3):
	}
	show()
	if i(0) == 1 && i(2) == 2 || i(3) == 3 {
		show()
	}
	defer fn("d")(i(1))
	go quiet("o")(i(2))
	show()
	var p *t
	func() {
		defer func() { recover() }()
		p.n = i(6) // the right side is evaluated before the nil pointer is noticed
	}()
	show()
	arr := []int{1, 2, 3}
	k := 0
	k, arr[k] = 1, 100
	arr[0], arr = 200, nil
	println(k, arr == nil)
	for range i(2) {
	}
	for range sl("r") {
		break
	}
	show()
	println(i(1), s("p"))
}
