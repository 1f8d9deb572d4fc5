// Run-time panics can be recovered, carry an error with Go's text, and leave the program going.
package main

func try(name string, f func()) {
	defer func() {
		r := recover()
		e, ok := r.(error)
		if !ok {
			println(name, "no error")
			return
		}
		println(name, "->", e.Error())
	}()
	f()
}

type node struct {
	pad  [10]int
	next *node
}

type iface interface{ m() }
type impl struct{}

func (impl) m() {}

var sink int

func main() {
	s := []int{1, 2, 3}
	var arr [4]int
	var np *node
	var nm map[string]int
	var nf func()
	var ni iface
	zero, five, minus := 0, 5, -1
	var e any = "text"
	try("index", func() { sink = s[five] })
	try("index negative", func() { sink = s[minus] })
	try("array", func() { arr[five] = 1 })
	try("string index", func() { sink = int("abc"[five]) })
	try("slice high", func() { s = s[:five] })
	try("slice low", func() { s = s[five:] })
	try("slice order", func() { _ = s[2 : five-4] })
	try("slice3", func() { _ = s[:2:five] })
	try("string slice", func() { println("abc"[five:]) })
	try("array slice", func() { _ = arr[five:] })
	try("divide", func() { sink = five / zero })
	try("modulo", func() { sink = five % zero })
	try("nil field", func() { sink = np.pad[3] })
	try("nil store", func() { np.next = nil })
	try("nil chain", func() { n := &node{}; sink = n.next.next.pad[0] })
	try("nil map", func() { nm["x"] = 1 })
	try("nil func", func() { nf() })
	try("nil interface", func() { ni.m() })
	try("assert", func() { sink = e.(int) })
	try("assert nil", func() { var x any; sink = x.(int) })
	try("assert iface", func() { e.(iface).m() })
	try("make", func() { s = make([]int, minus) })
	try("make cap", func() { s = make([]int, five, five-1) })
	try("shift", func() { sink = five << minus })
	try("to array", func() { arr = [4]int(s) })
	try("uncomparable", func() { var a, b any = []int{}, []int{}; println(a == b) })
	try("map key", func() { m := map[any]int{}; m[func() {}] = 1 })
	try("closed", func() { c := make(chan int); close(c); close(c) })
	try("nil close", func() { var c chan int; close(c) })
	try("send closed", func() { c := make(chan int, 1); close(c); c <- 1 })
	println(len(s), sink)
}
