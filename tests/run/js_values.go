// syscall/js: values, functions called from JavaScript (nested, blocking, panicking), promises, timers.
//
//run:goos js
package main

import (
	"errors"
	"fmt"
	"sync"
	"syscall/js"
	"time"
)

var global = js.Global()

// Inside a callback writing to os.Stdout would wait for ever: JavaScript can't deliver its end.
var lines []string

func say(a ...any) { lines = append(lines, fmt.Sprintln(a...)) }

func flush() {
	for _, l := range lines {
		fmt.Print(l)
	}
	lines = nil
}

func eval(src string, args ...any) js.Value {
	f := global.Get("Function").New("...a", src)
	return f.Invoke(args...)
}

func try(what string, f func()) {
	defer func() {
		r := recover()
		var e js.Error
		if err, ok := r.(error); ok && errors.As(err, &e) && e.Value.Type() != js.TypeObject {
			say(what, "js.Error with", e.Value)
		} else if ok && errors.As(err, &e) {
			say(what, "js.Error:", e.Error(), e.Value.InstanceOf(global.Get("Error")))
		} else {
			say(what, fmt.Sprintf("%T %v", r, r))
		}
	}()
	f()
}

func nested() {
	depth := 0
	var f js.Func
	f = js.FuncOf(func(this js.Value, args []js.Value) any {
		n := args[0].Int()
		depth++
		if n == 0 {
			return "bottom"
		}
		return fmt.Sprint(n) + ">" + eval("return a[0](a[1])", f, n-1).String()
	})
	defer f.Release()
	say(eval("return a[0](5)", f), depth)
}

func callbackPanics() {
	f := js.FuncOf(func(this js.Value, args []js.Value) (r any) {
		defer func() { r = fmt.Sprint("recovered: ", recover()) }()
		var m map[string]int
		m["x"] = 1
		return nil
	})
	defer f.Release()
	say(f.Invoke())

	g := js.FuncOf(func(this js.Value, args []js.Value) any {
		try("inside", func() { eval("throw new TypeError('from js')") })
		return 7
	})
	defer g.Release()
	say(eval("return a[0]() + 1", g).Int())
}

func blockingCallback() {
	c := make(chan string)
	f := js.FuncOf(func(this js.Value, args []js.Value) any {
		go func() { c <- "sent by a goroutine" }()
		return <-c
	})
	defer f.Release()
	say(f.Invoke().String())
}

func promises() {
	done := make(chan string)
	then := js.FuncOf(func(this js.Value, args []js.Value) any {
		go func() { done <- "then " + args[0].String() }()
		return nil
	})
	catch := js.FuncOf(func(this js.Value, args []js.Value) any {
		go func() { done <- "catch " + args[0].Get("message").String() }()
		return nil
	})
	defer then.Release()
	defer catch.Release()
	eval("return new Promise(r => setTimeout(() => r('ok'), 10))").Call("then", then, catch)
	say(<-done)
	eval("return Promise.reject(new Error('no'))").Call("then", then, catch)
	say(<-done)
}

func timers() {
	start := time.Now()
	var wg sync.WaitGroup
	var mu sync.Mutex
	var order []int
	for _, ms := range []int{60, 20, 40} {
		wg.Go(func() {
			time.Sleep(time.Duration(ms) * time.Millisecond)
			mu.Lock()
			order = append(order, ms)
			mu.Unlock()
		})
	}
	ticks := 0
	f := js.FuncOf(func(this js.Value, args []js.Value) any { ticks++; return nil })
	id := global.Call("setInterval", f, 5)
	wg.Wait()
	global.Call("clearInterval", id)
	f.Release()
	say(order, ticks >= 3, time.Since(start) >= 60*time.Millisecond)
	select {
	case <-time.After(10 * time.Millisecond):
		say("timeout")
	}
}

func values() {
	obj := js.ValueOf(map[string]any{"b": []any{"x", 2.5, nil, true}})
	say(global.Get("JSON").Call("stringify", obj))
	say(obj.Get("b").Length(), obj.Get("b").Index(0), obj.Get("c").IsUndefined(), obj.Get("zz").Type())
	obj.Set("a", "changed")
	obj.Delete("b")
	obj.Get("a")
	say(global.Get("JSON").Call("stringify", obj), obj.Get("a").Equal(js.ValueOf("changed")))
	getter := js.FuncOf(func(this js.Value, args []js.Value) any { return "got by Go" })
	defer getter.Release()
	o := eval("return { get p() { return a[0](); } }", getter)
	say(o.Get("p"))
	say(js.ValueOf(0).Int(), js.ValueOf(-0.5), js.ValueOf(uint64(1)<<53), eval("return NaN").IsNaN(), js.Null(), js.ValueOf("ünï→😀"))
	for _, v := range []any{0, "", "x", false, true, nil, 1.5} {
		say(js.ValueOf(v).Truthy())
	}
	say(global.Get("Symbol").Call("for", "s").Type(), global.Get("Math").Type(), getter.Type())
	b := global.Get("Uint8Array").New(5)
	say(js.CopyBytesToJS(b, []byte{1, 2, 3, 4, 5, 6, 7}))
	d := make([]byte, 3)
	say(js.CopyBytesToGo(d, b), d, b.Get("length"))
	say(global.Get("Date").New(0).InstanceOf(global.Get("Date")), global.Get("Date").New(0).Call("toISOString"))
}

func errorsOf() {
	try("call", func() { js.ValueOf("x").Call("nope") })
	try("throw", func() { eval("throw new RangeError('r')") })
	try("throw string", func() { eval("throw 'text'") })
	try("invoke", func() { js.ValueOf(1).Invoke() })
	try("new", func() { global.Get("Math").New() })
	try("index", func() { js.Undefined().Index(0) })
	try("get", func() { js.Null().Get("x") })
	released := js.FuncOf(func(this js.Value, args []js.Value) any { return "never" })
	released.Release()
	say(released.Invoke())
	try("int", func() { js.ValueOf("s").Int() })
	try("valueof", func() { js.ValueOf(struct{}{}) })
	try("copy", func() { js.CopyBytesToGo(nil, js.ValueOf("s")) })
}

func main() {
	for _, f := range []func(){nested, callbackPanics, blockingCallback, promises, timers, values, errorsOf} {
		f()
		flush()
	}
}
