// recover as a deferred call: it is like a call by the function that defers it.
package main

import "fmt"

func expect(want any) {
	if got := recover(); got != want {
		fmt.Println("recovered", got, "instead of", want)
	} else {
		fmt.Println("recovered", got)
	}
}

func atTheEnd() {
	defer expect(nil)
	defer func() {
		defer recover()
	}()
	panic(1)
}

func afterAnother() {
	defer expect(nil)
	defer func() {
		defer recover()
		defer expect(3)
		panic(3)
	}()
	panic(2)
}

func tooEarly() {
	defer expect(4)
	defer func() {
		defer expect(5)
		defer recover()
		panic(5)
	}()
	panic(4)
}

func direct() {
	defer expect(6)
	defer recover()
	panic(6)
}

func helper() { defer recover() }

func notDeferred() {
	defer expect(7)
	defer func() {
		helper()
	}()
	panic(7)
}

func main() {
	atTheEnd()
	afterAnother()
	tooEarly()
	direct()
	notDeferred()
}
