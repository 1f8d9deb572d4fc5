// unsafe.Pointer(v.Pointer()) is a pointer at once: another call of the same statement may collect garbage.
package main

import (
	"fmt"
	"reflect"
	"runtime"
	"unsafe"
)

//go:noinline
func field(x int) reflect.Value {
	runtime.GC()
	return reflect.ValueOf(&struct{ a, b int }{x, x})
}

//go:noinline
func sum(p, q unsafe.Pointer) int { return 10**(*int)(p) + *(*int)(q) }

func main() {
	fmt.Println(sum(unsafe.Pointer(field(3).Pointer()), unsafe.Pointer(field(4).Pointer())))
	ps := []unsafe.Pointer{unsafe.Pointer(field(5).Pointer()), (unsafe.Pointer)(field(6).Pointer()), unsafe.Pointer(field(7).Pointer())}
	fmt.Println(sum(ps[0], ps[1]), sum(ps[2], ps[1]))
}
