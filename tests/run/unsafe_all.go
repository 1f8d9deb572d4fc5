// unsafe: sizes, offsets and alignment of the 8-byte port, pointer arithmetic, Slice, String, reinterpretation.
package main

import (
	"fmt"
	"math"
	"unsafe"
)

type mixed struct {
	a bool
	b int64
	c uint16
	d string
	e any
	f []int
	g float32
	h [3]byte
	i func()
	j map[int]int
	k chan int
	l complex64
	m *int
	n struct{}
}

type header struct {
	data     unsafe.Pointer
	len, cap int
}

const size = unsafe.Sizeof(mixed{})

var static [unsafe.Offsetof(mixed{}.d)]byte

func main() {
	var x mixed
	fmt.Println(size, unsafe.Alignof(x), len(static))
	fmt.Println(unsafe.Offsetof(x.a), unsafe.Offsetof(x.b), unsafe.Offsetof(x.c), unsafe.Offsetof(x.d), unsafe.Offsetof(x.e), unsafe.Offsetof(x.f), unsafe.Offsetof(x.g))
	fmt.Println(unsafe.Offsetof(x.h), unsafe.Offsetof(x.i), unsafe.Offsetof(x.j), unsafe.Offsetof(x.k), unsafe.Offsetof(x.l), unsafe.Offsetof(x.m), unsafe.Offsetof(x.n))
	fmt.Println(unsafe.Sizeof(0), unsafe.Sizeof(uintptr(0)), unsafe.Sizeof(&x), unsafe.Sizeof(""), unsafe.Sizeof([]int{}), unsafe.Sizeof(any(1)), unsafe.Sizeof(1i), unsafe.Sizeof([0]int{}), unsafe.Sizeof(struct {
		a int8
		b int8
	}{}))
	fmt.Println(unsafe.Alignof(int8(0)), unsafe.Alignof(int16(0)), unsafe.Alignof(int32(0)), unsafe.Alignof(int64(0)), unsafe.Alignof(1.0), unsafe.Alignof(complex64(0)), unsafe.Alignof(""))

	a := [4]int32{1, 2, 3, 4}
	p := unsafe.Pointer(&a[0])
	q := (*int32)(unsafe.Add(p, 8))
	*q = 30
	r := (*int32)(unsafe.Pointer(uintptr(p) + unsafe.Sizeof(a[0])))
	*r *= 10
	fmt.Println(a, uintptr(unsafe.Pointer(&a[3]))-uintptr(p))
	bytes := (*[16]byte)(p)
	bytes[12] = 0xff
	bytes[13] = 1
	fmt.Println(a[3], bytes[:8])
	s := unsafe.Slice(&a[1], 2)
	s[0] = -1
	fmt.Println(s, len(s), cap(s), a[1], unsafe.SliceData(s) == &a[1])
	b := []byte("text")
	str := unsafe.String(&b[0], len(b))
	b[0] = 'n'
	fmt.Println(str, unsafe.String(unsafe.StringData("const"), 3), *unsafe.StringData("xyz"))
	var nilp *int
	fmt.Println(unsafe.Slice(nilp, 0) == nil, unsafe.String(nil, 0) == "")
	h := (*header)(unsafe.Pointer(&s))
	h.len = 1
	fmt.Println(len(s), h.cap, h.data == unsafe.Pointer(&a[1]))
	f := 1.5
	fmt.Println(*(*uint64)(unsafe.Pointer(&f)) == math.Float64bits(f))
	m := mixed{b: 5, d: "string", c: 9}
	fmt.Println(*(*string)(unsafe.Pointer(uintptr(unsafe.Pointer(&m)) + unsafe.Offsetof(m.d))), *(*uint16)(unsafe.Add(unsafe.Pointer(&m), unsafe.Offsetof(m.c))))
	e := any(m.b)
	words := (*[2]unsafe.Pointer)(unsafe.Pointer(&e))
	fmt.Println(*(*int64)(words[1]), words[0] != nil)
	type my struct{ x, y int }
	type your struct{ a, b int }
	fmt.Println(*(*your)(unsafe.Pointer(&my{1, 2})))
	func() {
		defer func() { fmt.Println(recover()) }()
		n := -1
		_ = unsafe.Slice(&a[0], n)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		n := 1
		_ = unsafe.Slice(nilp, n)
	}()
	var u uintptr = 1<<63 + 5
	fmt.Println(u>>60, u+^uintptr(0), int(u|1<<63))
}
