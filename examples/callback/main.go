// Callback calls JavaScript functions from Go: at once, later from a goroutine, and some that throw.
package main

import (
	"strconv"
	"syscall/js"
	"time"
)

// each(array, fn) calls fn(element, index) and gives back the results; it stops when fn throws.
func each(this js.Value, args []js.Value) (result any) {
	array, fn := args[0], args[1]
	results := []any{}
	defer func() {
		if e, ok := recover().(js.Error); ok {
			result = "caught " + e.Get("message").String()
		}
	}()
	for i := range array.Length() {
		results = append(results, fn.Invoke(array.Index(i), i))
	}
	return results
}

// later(ms, fn) returns a promise of fn's result. Waiting is done by a goroutine: a function
// called by JavaScript must not block.
func later(this js.Value, args []js.Value) any {
	delay, fn := time.Duration(args[0].Int())*time.Millisecond, args[1]
	var executor js.Func
	executor = js.FuncOf(func(this js.Value, resolve []js.Value) any {
		go func() {
			defer executor.Release()
			time.Sleep(delay)
			resolve[0].Invoke(fn.Invoke(delay.String()))
		}()
		return nil
	})
	return js.Global().Get("Promise").New(executor)
}

func main() {
	js.Global().Set("each", js.FuncOf(each))
	js.Global().Set("later", js.FuncOf(later))

	// nested: Go calls JavaScript, which calls this Go function, which calls JavaScript again
	js.Global().Set("nest", js.FuncOf(func(this js.Value, args []js.Value) any {
		n := args[0].Int()
		if n == 0 {
			return "bottom"
		}
		return js.Global().Call("jsNest", n-1).String() + "<" + strconv.Itoa(n) + ">"
	}))
	if ready := js.Global().Get("onReady"); ready.Type() == js.TypeFunction {
		ready.Invoke()
	}
	select {}
}
