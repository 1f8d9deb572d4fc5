// Deep recursion through wrappers: promoted methods, method values, value receivers.
package main

import "fmt"

type shape interface{ area(n int) int }
type base struct{ k int }

func (b base) area(n int) int {
	if n == 0 {
		return b.k
	}
	return next.area(n-1) + 1
}

type outer struct{ *base }
type twice struct{ outer }

var next shape

type other int

func (o other) area(n int) int { return int(o) }

func viaValue(f func(int) int, n int) int {
	if n == 0 {
		return f(0)
	}
	g := next.area
	if n%3 == 0 {
		g = other(n).area
	}
	return viaValue(g, n-1) + f(0)%2
}

func try(n int) (s string) {
	defer func() { s = fmt.Sprint(recover()) }()
	next = twice{outer{nil}}
	return fmt.Sprint(base{3}.area(n))
}

func main() {
	for _, s := range []shape{base{1}, &base{2}, outer{&base{3}}, twice{outer{&base{4}}}, &twice{outer{&base{5}}}} {
		next = s
		fmt.Println(s.area(20000))
		fmt.Println(viaValue(s.area, 20000))
	}
	fmt.Println(try(0), try(1), try(5))
}
