// What a program that asks for a collection sees die, and what has to stay alive until then.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

type T struct {
	name string
	next *T
	pad  [4]int
}

var dead = map[string]bool{}

//go:noinline
func make1(name string) *T {
	t := &T{name: name}
	runtime.SetFinalizer(t, func(t *T) { dead[t.name] = true })
	return t
}

// gone collects, lets finalizers run and tells whether they did.
//
//go:noinline
func gone(name string) bool {
	for i := 0; i < 3 && !dead[name]; i++ {
		runtime.GC()
		done := make(chan bool)
		go func() { done <- true }()
		<-done
		runtime.Gosched()
	}
	return dead[name]
}

func variable() {
	t := make1("variable")
	fmt.Println("variable used later:", gone("variable"))
	fmt.Println(t.name)
	fmt.Println("variable not used later:", gone("variable"))
}

func overwritten() {
	t := make1("old")
	for i := 0; i < 2; i++ {
		fmt.Println("overwritten", i, gone("old"), t.name)
		t = make1("new")
	}
	fmt.Println("overwritten", gone("old"), gone("new"))
}

//go:noinline
func parameter(t *T, other int) {
	fmt.Println("parameter used later:", gone(t.name), other)
	name := t.name
	fmt.Println("parameter not used later:", gone(name))
}

//go:noinline
func touch(a *[3]*T) int { return len(a) }

func array(clear bool) {
	var a [3]*T
	name := fmt.Sprint("array", clear)
	a[1] = make1(name)
	touch(&a)
	fmt.Println("array:", gone(name))
	if clear {
		a = [3]*T{}
		fmt.Println("cleared:", gone(name))
	}
	touch(&a)
	fmt.Println("array not used later:", gone(name))
}

func received() {
	c := make(chan *T, 1)
	c <- make1("received")
	fmt.Println("in the channel:", gone("received"))
	t := <-c
	fmt.Println("received:", gone("received"), t.name)
	t = nil
	fmt.Println("received and dropped:", gone("received"))
	runtime.KeepAlive(c)
}

func closure() {
	t := make1("closure")
	f := func() string { return t.name }
	fmt.Println("closure:", gone("closure"), f())
	fmt.Println("closure not used later:", gone("closure"))
}

func deferred() {
	t := make1("deferred")
	defer func() { fmt.Println("in the deferred call:", gone("deferred"), t.name) }()
	fmt.Println("before it:", gone("deferred"))
}

func panicking() {
	defer func() {
		fmt.Println("panicking:", recover())
	}()
	t := make1("panicking")
	fmt.Println("before the panic:", gone("panicking"))
	panic(t.name)
}

func list() {
	head := &T{name: "head", next: make1("second")}
	fmt.Println("in a list:", gone("second"))
	head.next = nil
	fmt.Println("out of the list:", gone("second"), head.name)
}

func keptAlive() {
	t := make1("kept")
	fmt.Println("kept alive:", gone("kept"))
	runtime.KeepAlive(t)
	fmt.Println("not any longer:", gone("kept"))
}

//go:noinline
//go:uintptrescapes
func address(p uintptr, more ...uintptr) {
	fmt.Println("as an integer:", gone("address"), gone("more"), (*T)(unsafe.Pointer(p)).name, (*T)(unsafe.Pointer(more[0])).name)
}

func addresses() {
	address(uintptr(unsafe.Pointer(make1("address"))), uintptr(unsafe.Pointer(make1("more"))))
	fmt.Println("behind the call:", gone("address"), gone("more"))
	delete(dead, "address")
	delete(dead, "more")
	func() {
		defer address(uintptr(unsafe.Pointer(make1("address"))), uintptr(unsafe.Pointer(make1("more"))))
		fmt.Println("in a deferred call:", gone("address"), gone("more"))
	}()
	fmt.Println("behind the call:", gone("address"), gone("more"))
}

func main() {
	variable()
	overwritten()
	parameter(make1("parameter"), 1)
	array(false)
	array(true)
	received()
	closure()
	deferred()
	panicking()
	list()
	keptAlive()
	addresses()
	fmt.Println(gone("deferred"), gone("panicking"))
}
