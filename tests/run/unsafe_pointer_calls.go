// unsafe.Pointer(f()) is a pointer at once: another call of the same statement may collect garbage.
package main

import (
	"fmt"
	"reflect"
	"runtime"
	"unsafe"
)

//go:noinline
func address(x int) uintptr {
	runtime.GC()
	p := new([4]int)
	p[1] = x
	return uintptr(unsafe.Pointer(&p[1]))
}

//go:noinline
func field(x int) reflect.Value {
	runtime.GC()
	return reflect.ValueOf(&struct{ a, b int }{x, x})
}

//go:noinline
func sum(p, q unsafe.Pointer) int { return 10**(*int)(p) + *(*int)(q) }

func main() {
	fmt.Println(sum(unsafe.Pointer(address(1)), unsafe.Pointer(address(2))))
	fmt.Println(sum(unsafe.Pointer(field(3).Pointer()), unsafe.Pointer(field(4).Pointer())))
	ps := []unsafe.Pointer{unsafe.Pointer(address(5)), (unsafe.Pointer)(address(6)), unsafe.Pointer(address(7))}
	fmt.Println(sum(ps[0], ps[1]), sum(ps[2], ps[1]))
}
