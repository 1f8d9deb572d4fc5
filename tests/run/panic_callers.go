// Frames that a deferred function sees: of what panicked, and of the runtime in between.
package main

import (
	"errors"
	"fmt"
	"path"
	"runtime"
	"strings"
)

func show(what string) {
	fmt.Println("==", what, recover())
	for i := 0; ; i++ {
		pc, file, line, ok := runtime.Caller(i)
		if !ok {
			break
		}
		name := runtime.FuncForPC(pc).Name()
		if strings.HasPrefix(name, "runtime.") {
			fmt.Println(i, name)
		} else {
			fmt.Println(i, name, path.Base(file), line)
		}
	}
}

type T struct {
	a [100]int
	b int
}

var nilT *T
var zero int
var m map[string]int
var s []int
var e any

//go:noinline
func f(what string, g func()) {
	defer show(what)
	g()
}

func main() {
	f("nil", func() { nilT.b = 1 })
	f("div", func() { println(1 / zero) })
	f("idx", func() { println(s[zero]) })
	f("slice", func() { println(s[5:]) })
	f("map", func() { m["a"] = 1 })
	f("assert", func() { println(e.(int)) })
	f("panic", func() { panic(errors.New("x")) })
	f("normal", func() {})
	f("close", func() { var c chan int; close(c) })
	f("nested", func() { defer func() { panic("second") }(); panic("first") })
	f("goexit", func() {
		done := make(chan int)
		go func() { defer close(done); defer show("in goexit"); runtime.Goexit() }()
		<-done
	})
}
