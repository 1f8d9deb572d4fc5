package runtime

import (
	"internal/abi"
	"internal/runtime/math"
	"unsafe"
)

// Allocation: thin covers of the C allocator, which finds size, pointers and pointer mask in the type.

type _type = abi.Type

// maxAlloc is the largest size a make may ask for. Memory of a wasm module ends at 4 GiB.
const maxAlloc = 1 << 32

// zerobase is the address of all variables of size zero.
var zerobase uintptr

// zeroVal backs the zero values that are handed out by address: map misses, reflect.Zero.
//
//go:linkname zeroVal
var zeroVal [abi.ZeroValSize]byte

func newobject(t *_type) unsafe.Pointer {
	if t.Size_ == 0 {
		return unsafe.Pointer(&zerobase)
	}
	return rt_new(t)
}

func newarray(t *_type, n int) unsafe.Pointer {
	if n < 0 {
		panic(plainError("runtime: allocation size out of range"))
	}
	size, overflow := math.MulUintptr(t.Size_, uintptr(n))
	if overflow || size > maxAlloc {
		panic(plainError("runtime: allocation size out of range"))
	}
	if size == 0 {
		return unsafe.Pointer(&zerobase)
	}
	return rt_newarray(t, n)
}

func add(p unsafe.Pointer, n uintptr) unsafe.Pointer {
	return unsafe.Pointer(uintptr(p) + n)
}

// bytesAt is unsafe.Slice without its checks, and with a capacity.
func bytesAt(p unsafe.Pointer, len, cap int) []byte {
	s := slice{p, len, cap}
	return *(*[]byte)(unsafe.Pointer(&s))
}

// stringAt is unsafe.String without its checks.
func stringAt(p unsafe.Pointer, len int) string {
	s := slice{p, len, len}
	return *(*string)(unsafe.Pointer(&s))
}

func memmove(to, from unsafe.Pointer, n uintptr) {
	copy(bytesAt(to, int(n), int(n)), bytesAt(from, int(n), int(n)))
}

func memclr(p unsafe.Pointer, n uintptr) {
	clear(bytesAt(p, int(n), int(n)))
}

func typedmemmove(t *_type, dst, src unsafe.Pointer) {
	if dst != src {
		memmove(dst, src, t.Size_)
	}
}

func typedmemclr(t *_type, p unsafe.Pointer) {
	memclr(p, t.Size_)
}
