// Names of the runtime that packages outside of the standard library may reach by //go:linkname.
package main

import (
	"fmt"
	"reflect"
	"sort"
	"unsafe"
)

// The iterator as it was before Go 1.24.
type iter struct {
	key, elem unsafe.Pointer
	rest      [10]uintptr
}

//go:linkname mapiterinit runtime.mapiterinit
func mapiterinit(t, m unsafe.Pointer, it *iter)

//go:linkname mapiternext runtime.mapiternext
func mapiternext(it *iter)

//go:linkname reflectMapiterinit reflect.mapiterinit
func reflectMapiterinit(t, m unsafe.Pointer, it *iter)

//go:linkname reflectMapiternext reflect.mapiternext
func reflectMapiternext(it *iter)

//go:linkname reflectMapiterkey reflect.mapiterkey
func reflectMapiterkey(it *iter) unsafe.Pointer

//go:linkname reflectMapiterelem reflect.mapiterelem
func reflectMapiterelem(it *iter) unsafe.Pointer

//go:linkname unsafeNew reflect.unsafe_New
func unsafeNew(t unsafe.Pointer) unsafe.Pointer

//go:linkname typedmemmove reflect.typedmemmove
func typedmemmove(t, dst, src unsafe.Pointer)

//go:linkname mapassign reflect.mapassign
func mapassign(t, m, key, elem unsafe.Pointer)

//go:linkname mapaccess reflect.mapaccess
func mapaccess(t, m, key unsafe.Pointer) unsafe.Pointer

//go:linkname mallocgc runtime.mallocgc
func mallocgc(size uintptr, t unsafe.Pointer, needzero bool) unsafe.Pointer

//go:linkname memclrNoHeapPointers runtime.memclrNoHeapPointers
func memclrNoHeapPointers(p unsafe.Pointer, n uintptr)

//go:linkname procPin runtime.procPin
func procPin() int

//go:linkname procUnpin runtime.procUnpin
func procUnpin()

//go:linkname fastrandn runtime.fastrandn
func fastrandn(n uint32) uint32

//go:linkname stringHash runtime.stringHash
func stringHash(s string, seed uintptr) uintptr

//go:linkname noescape runtime.noescape
func noescape(p unsafe.Pointer) unsafe.Pointer

func typeOf(x any) unsafe.Pointer  { return (*[2]unsafe.Pointer)(unsafe.Pointer(&x))[0] }
func valueOf(x any) unsafe.Pointer { return (*[2]unsafe.Pointer)(unsafe.Pointer(&x))[1] }

func entries(m map[string]int, useReflect bool) (all []string) {
	canary := struct {
		it    iter
		after [4]uintptr
	}{after: [4]uintptr{1, 2, 3, 4}}
	it := &canary.it
	if useReflect {
		for reflectMapiterinit(typeOf(m), valueOf(m), it); reflectMapiterkey(it) != nil; reflectMapiternext(it) {
			all = append(all, fmt.Sprint(*(*string)(reflectMapiterkey(it)), *(*int)(reflectMapiterelem(it))))
		}
	} else {
		for mapiterinit(typeOf(m), valueOf(m), it); it.key != nil; mapiternext(it) {
			all = append(all, fmt.Sprint(*(*string)(it.key), *(*int)(it.elem)))
		}
	}
	sort.Strings(all)
	return append(all, fmt.Sprint(canary.after))
}

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	key, elem := "d", 4
	mapassign(typeOf(m), valueOf(m), unsafe.Pointer(&key), unsafe.Pointer(&elem))
	fmt.Println(entries(m, false))
	fmt.Println(entries(m, true))
	fmt.Println(entries(nil, false), entries(map[string]int{}, true))
	fmt.Println(*(*int)(mapaccess(typeOf(m), valueOf(m), unsafe.Pointer(&key))))

	type pair struct {
		s string
		p *int
	}
	t := typeOf(pair{})
	p, q := (*pair)(unsafeNew(t)), &pair{"x", &elem}
	typedmemmove(t, unsafe.Pointer(p), unsafe.Pointer(q))
	fmt.Println(p.s, *p.p, reflect.TypeOf(*p))
	q = (*pair)(mallocgc(2*unsafe.Sizeof(pair{}), t, true))
	both := unsafe.Slice(q, 2)
	both[1] = *p
	fmt.Println(both[0].p == nil, *both[1].p)

	b := (*[16]byte)(mallocgc(16, nil, true))
	b[3], b[12] = 7, 9
	memclrNoHeapPointers(unsafe.Pointer(b), 8)
	fmt.Println(*b)
	pinned := procPin() >= 0
	procUnpin()
	fmt.Println(pinned, fastrandn(10) < 10, stringHash("a", 1) == stringHash("a", 1), *(*int)(noescape(unsafe.Pointer(&elem))))
}
