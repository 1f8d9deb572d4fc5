// runtime.Caller, Callers, CallersFrames, FuncForPC, debug.Stack: names and lines of functions, methods, closures.
package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

type T struct{}

func where() string {
	_, file, line, ok := runtime.Caller(1)
	return fmt.Sprint(filepath.Base(file), ":", line, " ", ok)
}

func stack() (names []string) {
	pcs := make([]uintptr, 20)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "main.") {
			names = append(names, fmt.Sprint(f.Function, ":", f.Line))
		}
		if !more {
			return
		}
	}
}

func (T) value() []string    { return stack() }
func (*T) pointer() []string { return stack() }

func generic[X any](x X) []string { return stack() }

func recursive(n int) []string {
	if n == 0 {
		return stack()
	}
	return recursive(n - 1)
}

func inDefer() (r []string) {
	defer func() {
		recover()
		r = stack()
	}()
	panic("x")
}

type iface interface{ value() []string }

func name() string {
	pc, _, _, _ := runtime.Caller(1)
	return runtime.FuncForPC(pc).Name()
}

func main() {
	fmt.Println(where())
	fmt.Println(
		where(),
		where())
	fmt.Println(stack())
	fmt.Println(T{}.value())
	fmt.Println((&T{}).pointer())
	fmt.Println(iface(T{}).value())
	fmt.Println(recursive(2))
	f := func() []string {
		return func() []string { return stack() }()
	}
	fmt.Println(f())
	fmt.Println(inDefer())
	done := make(chan []string)
	go func() { done <- stack() }()
	fmt.Println(<-done)
	fmt.Println(name())
	g := generic[int](1)
	fmt.Println(strings.HasPrefix(g[0], "main.generic[...]"), len(g))
	_, _, _, ok := runtime.Caller(100)
	fmt.Println(ok, runtime.Callers(100, make([]uintptr, 5)))
	st := string(debug.Stack())
	fmt.Println(strings.HasPrefix(st, "goroutine "), strings.Contains(st, "main.main()"), strings.Contains(st, "runtime_callers.go:"))
	buf := make([]byte, 1000)
	n := runtime.Stack(buf, false)
	fmt.Println(n > 0, strings.Contains(string(buf[:n]), "[running]:"))
}
