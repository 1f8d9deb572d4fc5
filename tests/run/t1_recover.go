// panic and recover: values, re-panic, recover only directly in a deferred call, results after it.
package main

type myErr struct{ code int }

func (e myErr) Error() string { return "my" }

func try(f func()) (r any) {
	defer func() {
		if x := recover(); x != nil {
			r = x
		}
	}()
	f()
	return "fine"
}

func safeDiv(a, b int) (q int, ok bool) {
	defer func() {
		if recover() != nil {
			q, ok = -1, false
		}
	}()
	return a / b, true
}

func helper() any { return recover() }

func notDirect() (r string) {
	defer func() {
		if x := recover(); x != nil {
			r = "outer got " + x.(string)
		}
	}()
	defer func() {
		func() {
			if recover() != nil { // not called by the deferred function itself
				r = "wrong"
			}
		}()
	}()
	panic("p1")
}

func direct() (r string) {
	defer func() { r = "after helper" }()
	defer helper() // helper itself is the deferred function
	panic("p2")
}

func repanic() (r string) {
	defer func() { r = recover().(string) + "!" }()
	defer func() { panic(recover().(string) + " again") }()
	panic("first")
}

func replaced() (r string) {
	defer func() { r = recover().(string) }()
	defer func() { panic("second") }()
	panic("first")
}

func deep(n int) {
	defer func() { steps++ }()
	if n == 0 {
		panic(n)
	}
	deep(n - 1)
}

var steps int

func loop() (n int) {
	for i := range 5 {
		func() {
			defer func() {
				if r := recover(); r != nil {
					n += r.(int)
				}
			}()
			if i%2 == 1 {
				panic(i)
			}
		}()
	}
	return
}

func main() {
	println(try(func() {}).(string))
	println(try(func() { panic("text") }).(string))
	println(try(func() { panic(42) }).(int))
	println(try(func() { panic(myErr{7}) }).(error).Error(), try(func() { panic(myErr{7}) }) == any(myErr{7}))
	println(safeDiv(7, 2))
	println(safeDiv(7, 0))
	println(notDirect())
	println(direct())
	println(repanic())
	println(replaced())
	println(try(func() { deep(10) }).(int), steps)
	println(loop(), recover() == nil)
	println(try(func() {
		println(try(func() { panic("inner") }).(string))
		panic("outer")
	}).(string))
	func() {
		defer func() { println("recovered", recover() != nil) }()
		defer println("deferred before")
		var e error = myErr{1}
		panic(e)
	}()
	println(recover() == nil)
}
