// What closures capture: parameters, results, receivers, loop variables, struct fields, other closures; their lifetime.
package main

import "fmt"

type account struct {
	balance int
	history []string
}

func (a *account) ops() (deposit func(int), report func() string) {
	deposit = func(n int) {
		a.balance += n
		a.history = append(a.history, fmt.Sprint("+", n))
	}
	report = func() string { return fmt.Sprint(a.balance, a.history) }
	return
}

func (a account) snapshot() func() int { return func() int { a.balance++; return a.balance } }

func named() (x int, get func() int, err error) {
	get = func() int { x++; return x }
	defer func() { x *= 10 }()
	x = 5
	return x + 1, get, nil
}

func chain(n int) func() int {
	if n == 0 {
		return func() int { return 1 }
	}
	inner := chain(n - 1)
	return func() int { n++; return n * inner() }
}

func memory() []func() []byte {
	var fs []func() []byte
	for i := range 100 {
		buf := make([]byte, 1000)
		buf[i] = byte(i)
		fs = append(fs, func() []byte { return buf[i : i+1] })
	}
	return fs
}

func curry[A, B, C any](f func(A, B) C) func(A) func(B) C {
	return func(a A) func(B) C { return func(b B) C { return f(a, b) } }
}

func fixpoint(f func(func(int) int) func(int) int) func(int) int {
	var r func(int) int
	r = f(func(n int) int { return r(n) })
	return r
}

func main() {
	a := &account{}
	d, r := a.ops()
	d(5)
	a.balance *= 3
	d(1)
	fmt.Println(r())
	snap := a.snapshot()
	a.balance = 0
	fmt.Println(snap(), snap(), a.balance)
	x, get, _ := named()
	fmt.Println(x, get(), get())
	f := chain(3)
	fmt.Println(f(), f())
	sum := 0
	for i, f := range memory() {
		if int(f()[0]) == i {
			sum++
		}
	}
	fmt.Println(sum)
	fmt.Println(curry(func(a int, b string) string { return fmt.Sprint(a, b) })(1)("x"))
	fmt.Println(fixpoint(func(self func(int) int) func(int) int {
		return func(n int) int {
			if n < 2 {
				return 1
			}
			return n * self(n-1)
		}
	})(10))
	// captured by several closures at several depths
	n := 1
	var outer, inner func()
	outer = func() {
		n *= 2
		m := n
		inner = func() { n += m; m++ }
	}
	outer()
	inner()
	inner()
	fmt.Println(n)
	outer()
	inner()
	fmt.Println(n)
	// struct and array captured as wholes
	s := struct{ a, b int }{1, 2}
	arr := [2]int{1, 2}
	mod := func() { s.a, arr[1] = 10, 20 }
	s2, arr2 := s, arr
	mod()
	fmt.Println(s, arr, s2, arr2)
	var fs [3]func(int) int
	for i := range fs {
		total := i * 100
		fs[i] = func(k int) int { total += k; return total }
	}
	fs[0](1)
	fs[1](2)
	fmt.Println(fs[0](1), fs[1](1), fs[2](1))
	func(p *int) {
		defer func(old int) { *p += old }(*p)
		*p = 1000
	}(&n)
	fmt.Println(n)
	var self func(int) string
	self = func(k int) string {
		if k == 0 {
			return "."
		}
		g := self
		if k == 1 {
			self = func(int) string { return "replaced" }
		}
		return "x" + g(k-1)
	}
	fmt.Println(self(2), self(2))
	go func() {}()
	type cb = func(cb any) int
	var y cb = func(c any) int { return 7 }
	fmt.Println(y(y))
}
