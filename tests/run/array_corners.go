// Arrays of no element, arrays that overlap, lengths that are known without looking, and other corners of memory.
package main

import (
	"fmt"
	"reflect"
	"unsafe"
)

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
			return
		}
		fmt.Println(name, "is fine")
	}()
	f()
}

//go:noinline
func setEmpty(i int) {
	var a [0][2]int
	a[i][1] = 7
}

//go:noinline
func getEmpty(i int) int {
	var a [0]struct{ x, y int }
	return a[i].y
}

var none *[3]int

//go:noinline
func noArray() *[3]int { return nil }

var positional = struct {
	a int
	_ int
	c int
}{1, 2, 3}

func main() {
	for i, x := range [0][2]string{} {
		fmt.Println("never", i, x)
	}
	n := 0
	for i, x := range [1]string{"one"} {
		n += i + len(x)
	}
	fmt.Println(n)

	try("set", func() { setEmpty(0) })
	try("get", func() { getEmpty(1) })

	var x [40]byte
	for i := range x {
		x[i] = byte(i)
	}
	*(*[24]byte)(x[5:]) = *(*[24]byte)(x[2:])
	fmt.Println(x)
	*(*[24]byte)(x[2:]) = [24]byte(x[5:29])
	fmt.Println(x)

	try("len of nil", func() { _ = len(*none) })
	try("len of call", func() { _ = len(*noArray()) })
	try("range of nil", func() {
		for range *none {
			n++
		}
		for i := range none {
			n += i
		}
	})
	try("range of call", func() {
		for range *noArray() {
			n++
		}
	})
	try("values of nil", func() {
		for _, v := range none {
			n += v
		}
	})
	fmt.Println(n)

	fmt.Println(reflect.ValueOf(positional).Field(1).Int())

	last := (*byte)(unsafe.Pointer(^uintptr(0)))
	_ = unsafe.Slice(last, 1)

	f := false && panics() && panics()
	f = f == true && panics()
	fmt.Println(f)
}

func panics() bool { panic("not reached") }
