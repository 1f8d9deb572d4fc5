package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
)

// --- locals whose address is handed down the recursion
type acc struct{ sum, n int }

//go:noinline
func fill(p *acc, n int) {
	var own acc
	if n == 0 {
		return
	}
	own.n = n
	fill(&own, n-1)
	p.sum += own.sum + own.n
	p.n += own.n
}

// --- garbage while deep
type tree struct {
	l, r *tree
	s    string
}

func chain(n int) *tree {
	if n == 0 {
		return nil
	}
	t := &tree{s: fmt.Sprint(n)}
	t.l = chain(n - 1)
	if n%1000 == 0 {
		runtime.GC()
	}
	return t
}

func (t *tree) size() int {
	if t == nil {
		return 0
	}
	return 1 + t.l.size() + t.r.size()
}

func (t *tree) bytes() (n int) {
	if t == nil {
		return 0
	}
	n = len(t.s)
	n += t.l.bytes()
	return n
}

// --- panics
func dive(n int) {
	if n == 0 {
		panic(errors.New("bottom"))
	}
	dive(n - 1)
}

func try(n int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
		}
	}()
	dive(n)
	return nil
}

// each level recovers and panics again
func relay(n int) (s string) {
	defer func() {
		if r := recover(); r != nil {
			if n%500 == 0 {
				s = fmt.Sprint(n, ":", r)
			} else {
				panic(r)
			}
		}
	}()
	if n == 1 {
		panic("one")
	}
	t := relay(n - 1)
	if n%500 == 0 && t != "" {
		return t
	}
	return t
}

// --- blocking recursion
func pump(n int, in, out chan int) int {
	if n == 0 {
		out <- 1
		return <-in
	}
	v := pump(n-1, in, out) + 1
	if n%4000 == 0 {
		out <- v
		v += <-in
	}
	return v
}

// --- mutual, several results, closures
func even(n int) (bool, string, float64) {
	if n == 0 {
		return true, "even", 0.5
	}
	a, b, c := odd(n - 1)
	return !a, b, c + 1
}
func odd(n int) (bool, string, float64) {
	if n == 0 {
		return true, "odd", 0.25
	}
	a, b, c := even(n - 1)
	return !a, b, c + 1
}

// --- Goexit from the depth
func leave(n int, wg *sync.WaitGroup) {
	if n == 0 {
		runtime.Goexit()
	}
	defer func() {
		if n == 5000 {
			fmt.Println("left", n)
			wg.Done()
		}
	}()
	leave(n-1, wg)
}

// --- big results
func big(n int) [4]int {
	if n == 0 {
		return [4]int{1, 2, 3, 4}
	}
	b := big(n - 1)
	b[n%4] += n
	return b
}

type expr interface{ eval(env map[string]int) (int, error) }
type num int
type neg struct{ e expr }
type add struct{ a, b expr }

func (n num) eval(map[string]int) (int, error) { return int(n), nil }
func (n neg) eval(env map[string]int) (int, error) {
	v, err := n.e.eval(env)
	return -v, err
}
func (a *add) eval(env map[string]int) (int, error) {
	x, err := a.a.eval(env)
	if err != nil {
		return 0, err
	}
	y, err := a.b.eval(env)
	return x + y, err
}

func walk(n int, f func(int) bool) bool {
	return n == 0 || f(n) && walk(n-1, func(k int) bool { return f(k) })
}

func callers(n int) int {
	if n == 0 {
		pc := make([]uintptr, 100000)
		return runtime.Callers(0, pc)
	}
	k := callers(n - 1)
	return k
}

// bottom-heavy: all the work is far down
func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}
func under(n int) int {
	if n == 0 {
		return work(22)
	}
	return under(n-1) + 1
}
func work(n int) int {
	if n < 2 {
		return n
	}
	if n > 1000 {
		return under(n)
	}
	return work(n-1) + work(n-2)
}

func main() {
	var a acc
	fill(&a, 30000)
	fmt.Println(a)
	t := chain(3500)
	fmt.Println(t.size(), t.bytes())
	fmt.Println(try(40000))
	for i := 0; i < 20; i++ {
		if err := try(5000 + i); err == nil {
			fmt.Println("no error")
		}
	}
	fmt.Println(relay(600))
	in, out := make(chan int), make(chan int)
	go func() {
		k := 0
		for v := range out {
			k++
			in <- v + k
		}
	}()
	fmt.Println(pump(12000, in, out))
	fmt.Println(even(40001))
	var wg sync.WaitGroup
	wg.Add(1)
	go leave(5000, &wg)
	wg.Wait()
	fmt.Println(big(7000))
	var e expr = num(1)
	for i := 0; i < 14000; i++ {
		if i%2 == 0 {
			e = neg{e}
		} else {
			e = &add{e, num(i)}
		}
	}
	fmt.Println(e.eval(nil))
	cnt := 0
	fmt.Println(walk(100, func(int) bool { cnt++; return true }), cnt)
	fmt.Println(callers(9000) > 9000)
	fmt.Println(under(20000))
	fmt.Println(fib(25), strings.Repeat("x", 3))
}
