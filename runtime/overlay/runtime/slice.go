package runtime

import (
	"internal/abi"
	"internal/runtime/math"
	"unsafe"
)

// Slices: make, append, copy, and the checks of package unsafe.

type slice struct {
	array unsafe.Pointer
	len   int
	cap   int
}

func makeslice(et *_type, len, cap int) unsafe.Pointer {
	size, overflow := math.MulUintptr(et.Size_, uintptr(cap))
	if overflow || size > maxAlloc || len < 0 || len > cap {
		panicmakeslice(et, len)
	}
	if size == 0 {
		return unsafe.Pointer(&zerobase)
	}
	return rt_newarray(et, cap)
}

// panicmakeslice blames the length if that alone is impossible, else the capacity: make([]T, n) with one
// operand should name what the program wrote.
//
//gocw:noreturn
func panicmakeslice(et *_type, len int) {
	size, overflow := math.MulUintptr(et.Size_, uintptr(len))
	if overflow || size > maxAlloc || len < 0 {
		panic(errorString("makeslice: len out of range"))
	}
	panic(errorString("makeslice: cap out of range"))
}

func makeslicecopy(et *_type, tolen, fromlen int, from unsafe.Pointer) unsafe.Pointer {
	to := makeslice(et, tolen, tolen)
	n := min(tolen, fromlen)
	memmove(to, from, uintptr(n)*et.Size_)
	return to
}

// roundupsize is the number of bytes that a request for size bytes really gets. Go's own allocator puts eight bytes
// of type information in front of objects with pointers beyond 512 bytes; capacities are observable, so that is
// counted here, too.
func roundupsize(size uintptr, noscan bool) uintptr {
	if !noscan && size > 512 && size <= 32768-8 {
		return rt_usable_size(size+8) - 8
	}
	return rt_usable_size(size)
}

// nextcap is the growth rule of append: twice the size for small slices, towards a factor of 1.25 for large ones.
func nextcap(newLen, oldCap int) int {
	double := oldCap + oldCap
	if newLen > double {
		return newLen
	}
	const small = 256
	if oldCap < small {
		return double
	}
	c := oldCap
	for uint(c) < uint(newLen) {
		c += (c + 3*small) >> 2
	}
	if c <= 0 {
		return newLen
	}
	return c
}

func growslice(oldPtr unsafe.Pointer, newLen, oldCap, num int, et *_type) slice {
	oldLen := newLen - num
	if newLen < 0 {
		panic(errorString("growslice: len out of range"))
	}
	if et.Size_ == 0 {
		return slice{unsafe.Pointer(&zerobase), newLen, newLen}
	}
	newcap := nextcap(newLen, oldCap)
	size, overflow := math.MulUintptr(et.Size_, uintptr(newcap))
	if overflow || size > maxAlloc {
		panic(errorString("growslice: len out of range"))
	}
	noscan := et.PtrBytes == 0
	size = roundupsize(size, noscan)
	newcap = int(size / et.Size_)
	used := uintptr(oldLen) * et.Size_
	var p unsafe.Pointer
	if noscan {
		p = rt_alloc_raw(size)
		tail := uintptr(newLen) * et.Size_
		memclr(add(p, tail), size-tail)
	} else {
		p = rt_newarray(et, newcap)
	}
	memmove(p, oldPtr, used)
	return slice{p, newLen, newcap}
}

func slicecopy(to unsafe.Pointer, toLen int, from unsafe.Pointer, fromLen int, width uintptr) int {
	n := min(toLen, fromLen)
	if n > 0 && width > 0 {
		memmove(to, from, uintptr(n)*width)
	}
	return n
}

// memoryBehind is the distance from p to the end of the address space; of nil it is 0.
func memoryBehind(p unsafe.Pointer) uintptr { return uintptr(-uint32(uintptr(p))) }

func unsafeslice(et *_type, ptr unsafe.Pointer, len int) {
	if len < 0 {
		panic(errorString("unsafe.Slice: len out of range"))
	}
	if et.Size_ == 0 && ptr == nil && len > 0 {
		panic(errorString("unsafe.Slice: ptr is nil and len is not zero"))
	}
	size, overflow := math.MulUintptr(et.Size_, uintptr(len))
	if overflow || size > memoryBehind(ptr) {
		if ptr == nil {
			panic(errorString("unsafe.Slice: ptr is nil and len is not zero"))
		}
		panic(errorString("unsafe.Slice: len out of range"))
	}
}

func unsafestring(ptr unsafe.Pointer, len int) {
	if len < 0 {
		panic(errorString("unsafe.String: len out of range"))
	}
	if uintptr(len) > memoryBehind(ptr) {
		if ptr == nil {
			panic(errorString("unsafe.String: ptr is nil and len is not zero"))
		}
		panic(errorString("unsafe.String: len out of range"))
	}
}

// bytesNoZero makes n bytes of any content; the capacity is what the allocator rounds up to.
//
//go:linkname bytesNoZero internal/bytealg.MakeNoZero
func bytesNoZero(n int) []byte {
	if uint(n) > maxAlloc {
		panicmakeslice(abi.TypeFor[byte](), n)
	}
	if n == 0 {
		return bytesAt(unsafe.Pointer(&zerobase), 0, 0)
	}
	c := rt_usable_size(uintptr(n))
	return bytesAt(rt_alloc_raw(c), n, int(c))
}
