// An object that is used between two collections is gone after the second, in a function that suspends at both.
package main

import (
	"fmt"
	"runtime"
	"weak"
)

type T struct {
	t    *T
	a, b int
}

func check(report func(format string, args ...any), name string) {
	t := new(T)
	w := weak.Make(t)
	if s := w.Value(); s != t {
		report("%s: another object: %p, %p\n", name, s, t)
	}
	runtime.GC()
	if s := w.Value(); s != t {
		report("%s: gone while it is used: %p, %p\n", name, s, t)
	}
	runtime.GC()
	if s := w.Value(); s != nil {
		report("%s: still there\n", name)
	}
}

func main() {
	report := func(format string, args ...any) { fmt.Printf(format, args...) }
	done := make(chan bool)
	go func() {
		check(report, "goroutine")
		done <- true
	}()
	<-done
	check(report, "main")
	fmt.Println("done")
}
