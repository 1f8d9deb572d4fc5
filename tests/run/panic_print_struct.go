// An uncaught panic with a value that can't be printed shows its type and address.
package main

type point struct{ x, y int }

func main() {
	defer func() {
		r := recover()
		println("type", r.(point).x)
		panic(r)
	}()
	panic(point{1, 2})
}
