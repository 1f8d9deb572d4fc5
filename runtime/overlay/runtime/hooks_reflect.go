package runtime

import (
	"internal/abi"
	"internal/runtime/maps"
	"unsafe"
)

// What reflect and internal/reflectlite want from the runtime.

//go:linkname typelinks gocw.typelinks
func typelinks() []*_type

//go:linkname reflectThunk gocw.reflectThunk
func reflectThunk(code uintptr) uintptr

//go:linkname callThunk gocw.callThunk
func callThunk(thunk uintptr, ctx unsafe.Pointer, code uintptr, frame unsafe.Pointer)

//go:linkname reflect_resolveNameOff reflect.resolveNameOff
func reflect_resolveNameOff(base unsafe.Pointer, off int32) unsafe.Pointer { return resolveOff(off) }

//go:linkname reflect_resolveTypeOff reflect.resolveTypeOff
func reflect_resolveTypeOff(base unsafe.Pointer, off int32) unsafe.Pointer {
	if off == -1 {
		return nil
	}
	return resolveOff(off)
}

//go:linkname reflect_resolveTextOff reflect.resolveTextOff
func reflect_resolveTextOff(base unsafe.Pointer, off int32) unsafe.Pointer {
	return unsafe.Pointer(resolveText(abi.TextOff(off)))
}

//go:linkname reflectlite_resolveNameOff internal/reflectlite.resolveNameOff
func reflectlite_resolveNameOff(base unsafe.Pointer, off int32) unsafe.Pointer {
	return resolveOff(off)
}

//go:linkname reflectlite_resolveTypeOff internal/reflectlite.resolveTypeOff
func reflectlite_resolveTypeOff(base unsafe.Pointer, off int32) unsafe.Pointer {
	return reflect_resolveTypeOff(base, off)
}

//go:linkname reflect_addReflectOff reflect.addReflectOff
func reflect_addReflectOff(p unsafe.Pointer) int32 { return addReflectOff(p) }

//go:linkname reflect_compiledTypelinks reflect.compiledTypelinks
func reflect_compiledTypelinks() ([]*_type, [][]*_type) { return typelinks(), nil }

//go:linkname reflect_adjustAIXGCDataForRuntime reflect.adjustAIXGCDataForRuntime
func reflect_adjustAIXGCDataForRuntime(p *byte) *byte { return p }

// getStaticuint64s is pulled by reflect.
func getStaticuint64s() *[256]uint64 { return &staticuint64s }

//go:linkname reflect_unsafe_New reflect.unsafe_New
func reflect_unsafe_New(t *_type) unsafe.Pointer { return newobject(t) }

//go:linkname reflectlite_unsafe_New internal/reflectlite.unsafe_New
func reflectlite_unsafe_New(t *_type) unsafe.Pointer { return newobject(t) }

//go:linkname reflect_unsafe_NewArray reflect.unsafe_NewArray
func reflect_unsafe_NewArray(t *_type, n int) unsafe.Pointer { return newarray(t, n) }

//go:linkname reflect_memmove reflect.memmove
func reflect_memmove(dst, src unsafe.Pointer, n uintptr) { memmove(dst, src, n) }

//go:linkname reflect_typedmemmove reflect.typedmemmove
func reflect_typedmemmove(t *_type, dst, src unsafe.Pointer) { typedmemmove(t, dst, src) }

//go:linkname reflectlite_typedmemmove internal/reflectlite.typedmemmove
func reflectlite_typedmemmove(t *_type, dst, src unsafe.Pointer) { typedmemmove(t, dst, src) }

//go:linkname reflect_typedmemclr reflect.typedmemclr
func reflect_typedmemclr(t *_type, p unsafe.Pointer) { typedmemclr(t, p) }

//go:linkname reflect_typedmemclrpartial reflect.typedmemclrpartial
func reflect_typedmemclrpartial(t *_type, p unsafe.Pointer, off, size uintptr) { memclr(p, size) }

//go:linkname reflect_typedslicecopy reflect.typedslicecopy
func reflect_typedslicecopy(t *_type, dst, src slice) int {
	return slicecopy(dst.array, dst.len, src.array, src.len, t.Size_)
}

//go:linkname reflect_typedarrayclear reflect.typedarrayclear
func reflect_typedarrayclear(t *_type, p unsafe.Pointer, n int) { memclr(p, t.Size_*uintptr(n)) }

//go:linkname reflect_typehash reflect.typehash
func reflect_typehash(t *_type, p unsafe.Pointer, h uintptr) uintptr { return typehash(t, p, h) }

// reflect_growslice makes room for num elements behind the length. What lies between length and old capacity is kept, the
// rest is zero (growslice leaves the new elements to append).
//
//go:linkname reflect_growslice reflect.growslice
func reflect_growslice(t *_type, old slice, num int) slice {
	num -= old.cap - old.len
	s := growslice(old.array, old.cap+num, old.cap, num, t)
	if t.PtrBytes == 0 {
		memclr(add(s.array, uintptr(old.cap)*t.Size_), uintptr(num)*t.Size_)
	}
	s.len = old.len
	return s
}

//go:linkname reflect_unsafeslice reflect.unsafeslice
func reflect_unsafeslice(t *_type, p unsafe.Pointer, n int) { unsafeslice(t, p, n) }

//go:linkname reflect_verifyNotInHeapPtr reflect.verifyNotInHeapPtr
func reflect_verifyNotInHeapPtr(p uintptr) bool { return rt_object_base(unsafe.Pointer(p)) == nil }

//go:linkname reflect_ifaceE2I reflect.ifaceE2I
func reflect_ifaceE2I(inter *interfacetype, e eface, dst *iface) {
	*dst = iface{typeAssertE2I(inter, e.typ), e.data}
}

//go:linkname reflectlite_ifaceE2I internal/reflectlite.ifaceE2I
func reflectlite_ifaceE2I(inter *interfacetype, e eface, dst *iface) {
	*dst = iface{typeAssertE2I(inter, e.typ), e.data}
}

// reflectcall calls the closure f with parameters and results in a frame, see gort.def. It is pulled by reflect.
func reflectcall(frametype *_type, f, frame unsafe.Pointer, argsize, retoffset, framesize uint32, regs *abi.RegArgs) {
	code := *(*uintptr)(f)
	thunk := reflectThunk(code)
	if thunk == 0 {
		throw("reflect: call of a function whose signature was not known at build time")
	}
	recoverpass(deferMethodValue, uint32(code))
	callThunk(thunk, f, code, frame)
}

// Channels: reflect's elements are in the heap, so they can be passed on across a wait.

//go:linkname reflect_makechan reflect.makechan
func reflect_makechan(t *chantype, size int) unsafe.Pointer { return makechan(t, size) }

//go:linkname reflect_chanlen reflect.chanlen
func reflect_chanlen(c unsafe.Pointer) int { return rt_chan_len(c) }

//go:linkname reflectlite_chanlen internal/reflectlite.chanlen
func reflectlite_chanlen(c unsafe.Pointer) int { return rt_chan_len(c) }

//go:linkname reflect_chancap reflect.chancap
func reflect_chancap(c unsafe.Pointer) int { return rt_chan_cap(c) }

//go:linkname reflect_chanclose reflect.chanclose
func reflect_chanclose(c unsafe.Pointer) { closechan(c) }

//go:linkname reflect_chansend reflect.chansend0
func reflect_chansend(c, elem unsafe.Pointer, nb bool) bool {
	if nb {
		return chansendnb(c, elem)
	}
	chansend1(c, elem)
	return true
}

//go:linkname reflect_chanrecv reflect.chanrecv
func reflect_chanrecv(c unsafe.Pointer, nb bool, elem unsafe.Pointer) (selected, received bool) {
	if nb {
		st := rt_chan_recv_try(c, elem, false)
		return st != chanWait, st == chanDone
	}
	return true, chanrecvheap(c, elem)
}

// A runtimeSelect is reflect's.
type runtimeSelect struct {
	dir int
	typ unsafe.Pointer
	c   unsafe.Pointer
	val unsafe.Pointer
}

//go:linkname reflect_rselect reflect.rselect
func reflect_rselect(cases []runtimeSelect) (chosen int, ok bool) {
	if len(cases) == 0 {
		selectblock()
	}
	sel := make([]selectCase, 0, len(cases))
	orig := make([]int, 0, len(cases))
	dflt := -1
	for i := range cases {
		rc := &cases[i]
		if rc.dir == selectDefault {
			dflt = i
			continue
		}
		sel = append(sel, selectCase{c: rc.c, elem: rc.val, dir: uint32(rc.dir)})
		orig = append(orig, i)
	}
	if len(sel) == 0 {
		return dflt, false
	}
	i, ok := selectheap(sel, dflt < 0)
	if i < 0 {
		return dflt, false
	}
	return orig[i], ok
}

// Maps.

//go:linkname reflect_makemap reflect.makemap
func reflect_makemap(t *maptype, hint int) *maps.Map { return makemap(t, hint, nil) }

//go:linkname reflect_mapaccess reflect.mapaccess
func reflect_mapaccess(t *maptype, m *maps.Map, key unsafe.Pointer) unsafe.Pointer {
	p, ok := mapaccess2(t, m, key)
	if !ok {
		return nil
	}
	return p
}

//go:linkname reflect_mapaccess_faststr reflect.mapaccess_faststr
func reflect_mapaccess_faststr(t *maptype, m *maps.Map, key string) unsafe.Pointer {
	p, ok := mapaccess2_faststr(t, m, key)
	if !ok {
		return nil
	}
	return p
}

//go:linkname reflect_mapassign reflect.mapassign0
func reflect_mapassign(t *maptype, m *maps.Map, key, elem unsafe.Pointer) {
	typedmemmove(t.Elem, mapassign(t, m, key), elem)
}

//go:linkname reflect_mapassign_faststr reflect.mapassign_faststr0
func reflect_mapassign_faststr(t *maptype, m *maps.Map, key string, elem unsafe.Pointer) {
	typedmemmove(t.Elem, mapassign_faststr(t, m, key), elem)
}

//go:linkname reflect_mapdelete reflect.mapdelete
func reflect_mapdelete(t *maptype, m *maps.Map, key unsafe.Pointer) { mapdelete(t, m, key) }

//go:linkname reflect_mapdelete_faststr reflect.mapdelete_faststr
func reflect_mapdelete_faststr(t *maptype, m *maps.Map, key string) { mapdelete_faststr(t, m, key) }

//go:linkname reflect_maplen reflect.maplen
func reflect_maplen(m *maps.Map) int { return maplen(m) }

//go:linkname reflectlite_maplen internal/reflectlite.maplen
func reflectlite_maplen(m *maps.Map) int { return maplen(m) }

//go:linkname reflect_mapclear reflect.mapclear
func reflect_mapclear(t *maptype, m *maps.Map) { mapclear(t, m) }
