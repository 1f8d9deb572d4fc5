// A recovered value that is panicked with again is printed once, marked as recovered and repanicked.
package main

import "errors"

func work() {
	panic(errors.New("broken"))
}

func guard() {
	defer func() {
		if r := recover(); r != nil {
			println("guard saw", r.(error).Error())
			panic(r)
		}
	}()
	work()
}

func main() {
	defer println("main's deferred call")
	guard()
}
