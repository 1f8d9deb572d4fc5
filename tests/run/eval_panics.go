// Operands that panic come after the calls of their statement, as gc has it.
package main

import "fmt"

//go:noinline
func say(n int) int { fmt.Println("called", n); return n }

func try(name string, f func() int) {
	defer func() { fmt.Println(name, recover()) }()
	fmt.Println(name, f())
}

func main() {
	var a []int
	zero := 0
	var p *struct{ x int }
	var m map[string]int
	try("index", func() int { return a[5] + say(1) })
	try("div", func() int { return 1/zero + say(2) })
	try("nil", func() int { return p.x + say(3) })
	try("args", func() int { return func(a, b int) int { return a + b }(a[3], say(4)) })
	try("store", func() int { a[2] = say(5); return 0 })
	try("map", func() int { m["a"] = say(6); return 0 })
	try("field", func() int { p.x = say(7); return 0 })
	try("two", func() int { x, y := a[1], say(8); return x + y })
	try("assert", func() int { var e any; return e.(int) + say(9) })
	try("slice", func() int { return len(a[1:3]) + say(10) })
	try("lit", func() int { return len([]int{a[1], say(11)}) })
	try("conv", func() int { return len([4]int(a)) + say(12) })
	try("shift", func() int { s := -1; return 1<<s + say(13) })
}
