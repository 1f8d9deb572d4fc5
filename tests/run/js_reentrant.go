// Go calls JavaScript, which calls Go: nested calls end in LIFO order; handlers that block, start goroutines, panic and
// recover; timers and promises among them.
//
//run:goos js
package main

import (
	"fmt"
	"syscall/js"
	"time"
)

// say writes without waiting for JavaScript, which a handler must not do.
func say(args ...any) { print(fmt.Sprintln(args...)) }

func try(name string, f func() any) {
	defer func() {
		if e := recover(); e != nil {
			say(name, "recovered:", e)
		}
	}()
	say(name, f())
}

func nested(f js.Func, depth int) any {
	say("enter", depth)
	defer say("leave", depth)
	if depth == 0 {
		return 0
	}
	return f.Invoke(depth-1).Int() + depth
}

func main() {
	var f js.Func
	f = js.FuncOf(func(this js.Value, args []js.Value) any { return nested(f, args[0].Int()) })
	say("sum", f.Invoke(4).Int())

	// A panic inside a callback is recovered there, and the value goes back to JavaScript.
	safe := js.FuncOf(func(this js.Value, args []js.Value) (result any) {
		defer func() { result = fmt.Sprint("saved ", recover()) }()
		var m map[string]int
		m[args[0].String()] = 1
		return nil
	})
	say(safe.Invoke("x"))

	// An exception of JavaScript is a panic in Go, also across a nested callback.
	thrower := js.Global().Get("Function").New("throw new RangeError('out of it')")
	try("thrown", func() any { return thrower.Invoke() })
	outer := js.FuncOf(func(this js.Value, args []js.Value) any {
		try("inside", func() any { return thrower.Invoke() })
		return "outer goes on"
	})
	say(outer.Invoke())
	try("value error", func() any { return js.ValueOf(1).Get("x") })
	try("not a function", func() any { return js.Global().Call("noSuchFunction") })

	// A handler that starts goroutines: they run before it returns only if it waits.
	c := make(chan int)
	starter := js.FuncOf(func(this js.Value, args []js.Value) any {
		for i := range 3 {
			go func() { c <- i * i }()
		}
		sum := 0
		for range 3 {
			sum += <-c
		}
		return sum
	})
	say("sum of goroutines", starter.Invoke())

	// Events: each runs on a goroutine of its own.
	turn, done := make(chan string), make(chan bool)
	n := 0
	event := js.FuncOf(func(this js.Value, args []js.Value) any {
		n++
		me := n
		say("event", me, args[0])
		if me == 1 {
			go func() {
				say("got", <-turn)
				done <- true
			}()
			return nil
		}
		turn <- "from the second"
		return nil
	})
	js.Global().Call("setTimeout", event, 1, "first")
	js.Global().Call("setTimeout", event, 5, "second")
	<-done

	// A handler that sleeps lets the main goroutine and timers go on.
	order := make(chan string, 10)
	sleeper := js.FuncOf(func(this js.Value, args []js.Value) any {
		order <- "handler starts"
		go func() {
			time.Sleep(10 * time.Millisecond)
			order <- "handler's goroutine"
			close(order)
		}()
		return nil
	})
	js.Global().Call("setTimeout", sleeper, 0)
	for s := range order {
		say(s)
	}

	// Promises.
	result := make(chan string)
	then := js.FuncOf(func(this js.Value, args []js.Value) any {
		result <- args[0].String()
		return nil
	})
	js.Global().Get("Promise").Call("resolve", "kept").Call("then", then)
	say(<-result)
	executor := js.FuncOf(func(this js.Value, args []js.Value) any {
		resolve := args[0]
		go func() {
			time.Sleep(time.Millisecond)
			resolve.Invoke("kept later")
		}()
		return nil
	})
	js.Global().Get("Promise").New(executor).Call("then", then)
	say(<-result)
	for _, f := range []js.Func{f, safe, outer, starter, event, sleeper, then, executor} {
		f.Release()
	}
}
