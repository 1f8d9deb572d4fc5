// Finalizers, cleanups, weak pointers, unique handles, KeepAlive, SetFinalizer(nil), resurrection.
package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"
	"unique"
	"weak"
)

type res struct {
	id   int
	data [64]byte
	next *res
}

// collect runs the collector until done says so, or for a long time in vain.
func collect(done func() bool) bool {
	for range 200 {
		if done() {
			return true
		}
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	return done()
}

var saved *res

//go:noinline
func makeGarbage(n int, finalized chan<- int) {
	for i := range n {
		r := &res{id: i}
		runtime.SetFinalizer(r, func(r *res) { finalized <- r.id })
	}
}

//go:noinline
func makeCleanup(log chan<- string) {
	r := &res{id: 7}
	runtime.AddCleanup(r, func(s string) { log <- s }, "cleanup one")
	runtime.AddCleanup(r, func(n int) { log <- fmt.Sprint("cleanup ", n) }, 2)
	c := runtime.AddCleanup(r, func(int) { log <- "stopped cleanup" }, 0)
	c.Stop()
}

//go:noinline
func makeWeak() weak.Pointer[res] { return weak.Make(&res{id: 9}) }

//go:noinline
func resurrect() {
	r := &res{id: 5}
	runtime.SetFinalizer(r, func(r *res) { saved = r })
}

//go:noinline
func clobber(n int) (r [200]int) {
	for i := range r {
		r[i] = n + i
	}
	return
}

func main() {
	ch := make(chan int, 100)
	makeGarbage(50, ch)
	clobber(1)
	fmt.Println(collect(func() bool { return len(ch) >= 45 }))

	log := make(chan string, 10)
	makeCleanup(log)
	clobber(2)
	fmt.Println(collect(func() bool { return len(log) >= 2 }))
	a, b := <-log, <-log
	fmt.Println(min(a, b), max(a, b), len(log))

	w := makeWeak()
	clobber(3)
	fmt.Println(collect(func() bool { return w.Value() == nil }))
	keep := &res{id: 11}
	kw := weak.Make(keep)
	kw2 := weak.Make(keep)
	runtime.GC()
	fmt.Println(kw.Value().id, kw == kw2, kw.Value() == keep, kw == w, weak.Make[res](nil).Value() == nil)
	runtime.KeepAlive(keep)

	resurrect()
	clobber(4)
	fmt.Println(collect(func() bool { return saved != nil }), saved.id)

	x := &res{id: 1}
	runtime.SetFinalizer(x, func(*res) { fmt.Println("never") })
	runtime.SetFinalizer(x, nil)
	x = nil
	for range 5 {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}

	u1, u2, u3 := unique.Make("some text"), unique.Make(strings.Repeat("some text", 1)), unique.Make("other")
	fmt.Println(u1 == u2, u1 == u3, u2.Value())
	h1, h2 := unique.Make([2]any{1, "x"}), unique.Make([2]any{1, "x"})
	fmt.Println(h1 == h2)

	// a reachable object with a finalizer stays as it is
	live := &res{id: 77}
	runtime.SetFinalizer(live, func(r *res) { r.id = -1 })
	for range 10 {
		runtime.GC()
	}
	fmt.Println(live.id)
	func() {
		defer func() { fmt.Println("bad argument:", recover() != nil) }()
		n := 5
		weak.Make(&n)
		var nilp *res
		runtime.AddCleanup(nilp, func(int) {}, 1)
	}()
	runtime.KeepAlive(live)
}
