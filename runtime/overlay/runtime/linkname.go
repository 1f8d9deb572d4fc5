package runtime

import (
	"internal/abi"
	"internal/runtime/maps"
	"unsafe"
)

// What nothing here uses, but packages outside of the standard library reach by //go:linkname: Go promises to keep these
// names and signatures (go.dev/issue/67401).

// A linkIter is what callers of mapiterinit provide: they know it as the iterator of before Go 1.24, in which the first two
// words are the entry's and twelve words have room.
type linkIter struct {
	key, elem unsafe.Pointer
	typ       *abi.MapType
	it        *maps.Iter
}

func (l *linkIter) show() { l.key, l.elem = l.it.Key(), l.it.Elem() }

func mapiterinit(t *maptype, m *maps.Map, l *linkIter) {
	l.typ, l.it = t, new(maps.Iter)
	mapIterStart(t, m, l.it)
	l.show()
}

func mapiternext(l *linkIter) {
	mapIterNext(l.it)
	l.show()
}

//go:linkname reflect_mapiterinit reflect.mapiterinit
func reflect_mapiterinit(t *maptype, m *maps.Map, l *linkIter) { mapiterinit(t, m, l) }

//go:linkname reflect_mapiternext reflect.mapiternext
func reflect_mapiternext(l *linkIter) { mapiternext(l) }

//go:linkname reflect_mapiterkey reflect.mapiterkey
func reflect_mapiterkey(l *linkIter) unsafe.Pointer { return l.it.Key() }

//go:linkname reflect_mapiterelem reflect.mapiterelem
func reflect_mapiterelem(l *linkIter) unsafe.Pointer { return l.it.Elem() }

// Memory.

// mallocgc makes an object of a number of values of type t, or of bytes without pointers.
func mallocgc(size uintptr, t *_type, needzero bool) unsafe.Pointer {
	switch {
	case size == 0:
		return unsafe.Pointer(&zerobase)
	case t == nil || t.PtrBytes == 0:
		return rt_alloc_noscan(size)
	default:
		return rt_newarray(t, int(size/t.Size_))
	}
}

func memclrNoHeapPointers(p unsafe.Pointer, n uintptr) { memclr(p, n) }
func memclrHasPointers(p unsafe.Pointer, n uintptr)    { memclr(p, n) }

func typedslicecopy(t *_type, dst unsafe.Pointer, dstLen int, src unsafe.Pointer, srcLen int) int {
	return slicecopy(dst, dstLen, src, srcLen, t.Size_)
}

func atomicwb(p *unsafe.Pointer, new unsafe.Pointer) {}

//go:nosplit
func noescape(p unsafe.Pointer) unsafe.Pointer { return abi.NoEscape(p) }

func stringHash(s string, seed uintptr) uintptr { return maps.StrHash(s, seed) }

// getitab is nil when canfail and t lacks a method, else a panic tells.
func getitab(inter *interfacetype, t *_type, canfail bool) *itab {
	if canfail {
		return typeAssertE2I2(inter, t)
	}
	return typeAssertE2I(inter, t)
}

// Scheduling: one goroutine runs at a time, and system calls are nobody's business.

func procPin() int            { return 0 }
func procUnpin()              {}
func procyield(cycles uint32) {}
func goyield()                { Gosched() }
func entersyscall()           {}
func entersyscallblock()      {}
func exitsyscall()            {}

//go:linkname sync_runtime_canSpin sync.runtime_canSpin
func sync_runtime_canSpin(i int) bool { return false }

//go:linkname sync_runtime_doSpin sync.runtime_doSpin
func sync_runtime_doSpin() {}

var iscgo bool

// Random numbers.

func cheaprand() uint32          { return uint32(rand()) }
func cheaprand64() int64         { return int64(rand()) }
func cheaprandn(n uint32) uint32 { return randn(n) }
func fastrand() uint32           { return uint32(rand()) }
func fastrandn(n uint32) uint32  { return randn(n) }
func fastrand64() uint64         { return rand() }
