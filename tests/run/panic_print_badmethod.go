// The Error method of an uncaught panic's value panics itself.
package main

type bad struct{}

func (bad) Error() string { panic("inside Error") }

func main() {
	println("start")
	panic(bad{})
}
