package runtime

import (
	"internal/abi"
	"unsafe"
)

// Finalizers, cleanups and weak pointers. The collector puts the record of an object that died into a queue; the
// finalizer goroutine takes it out and runs it.

// A finRecord is struct FinRecord of runtime/include/gc.h with Go's part behind.
type finRecord struct {
	object unsafe.Pointer
	next   *finRecord
	kind   uint64
	// cleanups
	run func()
	// finalizers
	fn   unsafe.Pointer // closure
	ft   *functype
	etyp *_type // type of the object's pointer
}

const (
	finFinalizer = 0
	finCleanup   = 1

	finNotHeap    = 0
	finOK         = 1
	finAlreadySet = 2
)

var finprocStarted bool

func needFinproc() {
	if !finprocStarted {
		finprocStarted = true
		gosystem(finproc)
	}
}

// finproc is the finalizer goroutine. It runs after each collection.
func finproc() {
	for {
		r := (*finRecord)(rt_finalizer_next())
		if r == nil {
			afterGC()
			return
		}
		r.handle()
	}
}

//go:noinline
func (r *finRecord) handle() {
	if r.kind == finCleanup {
		r.run()
	} else {
		r.finalize()
	}
	*r = finRecord{}
}

var (
	poolCleanup  func()           // empties the caches of package sync's pools
	caches       []unsafe.Pointer // each the address of a pointer that a collection resets
	cleanedCycle int64            // the collection after which these were emptied last
)

// emptyCaches is what happens once for each collection: before one that was asked for, so that it takes what they held, else after.
func emptyCaches() {
	if poolCleanup != nil {
		poolCleanup()
	}
	for _, c := range caches {
		*(*unsafe.Pointer)(c) = nil
	}
}

func afterGC() {
	if n := rt_gc_stat(gcStatNumGC); n != cleanedCycle {
		cleanedCycle = n
		emptyCaches()
	}
}

//go:linkname sync_runtime_registerPoolCleanup sync.runtime_registerPoolCleanup
func sync_runtime_registerPoolCleanup(f func()) {
	poolCleanup = f
	needFinproc()
}

//go:linkname boring_registerCache crypto/internal/boring/bcache.registerCache
func boring_registerCache(p unsafe.Pointer) {
	caches = append(caches, p)
	needFinproc()
}

// finalize calls the finalizer with the object. Its one parameter is a pointer or an interface. Results are ignored, but
// the call has to be of the right wasm type, which the first scalar of the results decides.
func (r *finRecord) finalize() {
	object := r.object
	in := r.ft.In(0)
	if in.Kind() == abi.Interface {
		v := eface{r.etyp, object}
		if it := in.InterfaceType(); len(it.Methods) > 0 {
			v.typ = (*_type)(unsafe.Pointer(typeAssertE2I(it, r.etyp)))
		}
		callIgnoringResult(r.fn, resultClass(r.ft), v)
		return
	}
	callIgnoringResult(r.fn, resultClass(r.ft), object)
}

// callIgnoringResult calls a closure that takes a T and whose results start with a scalar of the class.
func callIgnoringResult[T any](fn unsafe.Pointer, class uint8, arg T) {
	f := unsafe.Pointer(&fn)
	switch class {
	case 0:
		(*(*func(T))(f))(arg)
	case 'p':
		(*(*func(T) unsafe.Pointer)(f))(arg)
	case 'l':
		(*(*func(T) int64)(f))(arg)
	case 'f':
		(*(*func(T) float32)(f))(arg)
	case 'd':
		(*(*func(T) float64)(f))(arg)
	}
}

// resultClass is the class of the first scalar of a function's results, 0 if there is none.
func resultClass(ft *functype) uint8 {
	for _, t := range ft.OutSlice() {
		if c := firstScalar(t); c != 0 {
			return c
		}
	}
	return 0
}

func firstScalar(t *_type) uint8 {
	switch t.Kind() {
	case abi.Int, abi.Uint, abi.Int64, abi.Uint64, abi.Uintptr:
		return 'l'
	case abi.Float32, abi.Complex64:
		return 'f'
	case abi.Float64, abi.Complex128:
		return 'd'
	case abi.Array, abi.Struct:
		if countScalars(t) > maxFlatScalars {
			return 'p' // passed by address
		}
		if t.Kind() == abi.Array {
			if t.Len() == 0 {
				return 0
			}
			return firstScalar(t.Elem())
		}
		fields := t.StructType().Fields
		for i := range fields {
			if c := firstScalar(fields[i].Typ); c != 0 {
				return c
			}
		}
		return 0
	}
	return 'p' // pointers, and small integers, which are i32, too
}

// maxFlatScalars: what has more scalars, or an array of more than one element in it, is passed by address. See
// docs/runtime-abi.md.
const maxFlatScalars = 8

func countScalars(t *_type) int {
	switch t.Kind() {
	case abi.String, abi.Interface, abi.Complex64, abi.Complex128:
		return 2
	case abi.Slice:
		return 3
	case abi.Array:
		switch t.Len() {
		case 0:
			return 0
		case 1:
			return countScalars(t.Elem())
		}
		return maxFlatScalars + 1
	case abi.Struct:
		n := 0
		fields := t.StructType().Fields
		for i := range fields {
			n += countScalars(fields[i].Typ)
		}
		return n
	}
	return 1
}

// SetFinalizer sets the finalizer of the object that obj points to. When the collector finds the object unreachable it
// removes the association and calls finalizer(obj) in a goroutine of its own, which makes the object reachable once more. Unless
// the finalizer is set again, the next collection that finds the object unreachable frees it.
// SetFinalizer(obj, nil) removes a finalizer. New code should prefer [AddCleanup].
//
// obj has to be a pointer to an object made by new, a composite literal or a local variable whose address was taken.
// finalizer has to be a function of one parameter that obj can be assigned to; results are ignored. Anything
// else ends the program.
//
// Finalizers run in the order of dependencies: of two objects that point at each other none is ever finalized, if A points at
// B, A's finalizer runs first. There is no promise that a finalizer runs before the program ends. A pointer from a
// package-level variable, or from an argument that is still needed (see [KeepAlive]), keeps an object alive.
// Objects of size zero and objects without pointers that are batched with others may be kept for longer.
func SetFinalizer(obj any, finalizer any) {
	e := efaceOf(&obj)
	etyp := e.typ
	if etyp == nil {
		throw("runtime.SetFinalizer: first argument is nil")
	}
	if etyp.Kind() != abi.Pointer {
		throw("runtime.SetFinalizer: first argument is " + typeString(etyp) + ", not pointer")
	}
	elem := etyp.Elem()
	if elem == nil {
		throw("nil elem type!")
	}
	if e.data == nil {
		throw("runtime.SetFinalizer: first argument is nil")
	}
	base := rt_object_base(e.data)
	if base != nil && base != e.data {
		throw("runtime.SetFinalizer: pointer not at beginning of allocated block")
	}
	f := efaceOf(&finalizer)
	ftyp := f.typ
	if ftyp == nil {
		if base != nil {
			rt_finalizer_del(e.data, nil)
		}
		return
	}
	if ftyp.Kind() != abi.Func {
		throw("runtime.SetFinalizer: second argument is " + typeString(ftyp) + ", not a function")
	}
	ft := ftyp.FuncType()
	mismatch := "runtime.SetFinalizer: cannot pass " + typeString(etyp) + " to finalizer " + typeString(ftyp)
	if ft.IsVariadic() {
		throw(mismatch + " because dotdotdot")
	}
	if ft.InCount != 1 || !finalizerTakes(ft.In(0), etyp) {
		throw(mismatch)
	}
	if base == nil {
		return // a variable of the program or an object of size zero: lives for ever
	}
	needFinproc()
	r := &finRecord{fn: f.data, ft: ft, etyp: etyp}
	if rt_finalizer_set(e.data, unsafe.Pointer(r), finFinalizer) == finAlreadySet {
		throw("runtime.SetFinalizer: finalizer already set")
	}
}

func finalizerTakes(param, arg *_type) bool {
	if param == arg {
		return true
	}
	switch param.Kind() {
	case abi.Pointer:
		return (param.Uncommon() == nil || arg.Uncommon() == nil) && param.Elem() == arg.Elem()
	case abi.Interface:
		it := param.InterfaceType()
		return len(it.Methods) == 0 || typeAssertE2I2(it, arg) != nil
	}
	return false
}

// KeepAlive marks its argument as reachable up to the place of the call: the object isn't freed and its finalizer doesn't run
// before. It is needed where only a copy of something in the object, such as a file descriptor, is used.
//
//go:noinline
func KeepAlive(x any) {}

// A Cleanup stands for one call of [AddCleanup].
type Cleanup struct {
	object uintptr
	record *finRecord
}

// AddCleanup arranges that cleanup(arg) runs some time after ptr has become unreachable. It runs in a goroutine that it shares with
// other cleanups and finalizers, so it must not block for long.
//
// An object may have several cleanups, and ptr may point into its middle. They do not make the object reachable again: arg
// and cleanup must not refer to it, or it is never freed; where that is seen at once, AddCleanup panics. The order among
// cleanups is not specified, and a program that ends does not run them.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic("runtime.AddCleanup: ptr is nil")
	}
	var argWord unsafe.Pointer
	if k := abi.TypeFor[S]().Kind(); k == abi.Pointer || k == abi.UnsafePointer {
		argWord = *(*unsafe.Pointer)(unsafe.Pointer(&arg))
	}
	return addCleanup(unsafe.Pointer(ptr), argWord, *(*unsafe.Pointer)(unsafe.Pointer(&cleanup)), func() { cleanup(arg) })
}

// addCleanup is the part that all instances share. arg is nil or a pointer argument, fn the closure of the cleanup.
func addCleanup(ptr, arg, fn unsafe.Pointer, run func()) Cleanup {
	if arg == ptr {
		panic("runtime.AddCleanup: ptr is equal to arg, cleanup will never run")
	}
	base := rt_object_base(ptr)
	if base == nil {
		return Cleanup{}
	}
	size := rt_object_size(base)
	if within(arg, base, size) {
		panic("runtime.AddCleanup: ptr is within arg, cleanup will never run")
	}
	if c := rt_object_base(fn); c != nil {
		for i := uintptr(8); i+8 <= rt_object_size(c); i += 8 {
			if within(*(*unsafe.Pointer)(add(c, i)), base, size) {
				panic("runtime.AddCleanup: cleanup function closes over ptr, cleanup will never run")
			}
		}
	}
	needFinproc()
	r := &finRecord{run: run}
	rt_finalizer_set(ptr, unsafe.Pointer(r), finCleanup)
	return Cleanup{uintptr(ptr), r}
}

func within(p, base unsafe.Pointer, size uintptr) bool {
	return uintptr(p)-uintptr(base) < size
}

// Stop cancels the cleanup. When its object has become unreachable already it may be too late: the cleanup may be about to run.
// To be sure that it is cancelled, keep the object alive across the call.
func (c Cleanup) Stop() {
	if c.record != nil && c.record.run != nil {
		rt_finalizer_del(unsafe.Pointer(c.object), unsafe.Pointer(c.record))
	}
}

//go:linkname weak_registerWeakPointer weak.runtime_registerWeakPointer
func weak_registerWeakPointer(p unsafe.Pointer) unsafe.Pointer {
	return rt_weak_get(p)
}

//go:linkname weak_makeStrongFromWeak weak.runtime_makeStrongFromWeak
func weak_makeStrongFromWeak(handle unsafe.Pointer) unsafe.Pointer {
	if handle == nil {
		return nil
	}
	return rt_weak_strong(handle)
}

// A Pinner holds on to objects so that code outside Go can use their addresses. Objects don't move here and are kept alive by
// being in the set. The zero value is an empty set.
type Pinner struct {
	*pinner
}

type pinner struct {
	objects []unsafe.Pointer
}

// Pin adds the object that pointer points to: it is neither freed nor moved until [Pinner.Unpin]. What
// it points to in turn isn't pinned. pointer has to be of a pointer type or an unsafe.Pointer.
func (p *Pinner) Pin(pointer any) {
	e := efaceOf(&pointer)
	if e.typ == nil {
		panic(errorString("runtime.Pinner: argument is nil"))
	}
	if k := e.typ.Kind(); k != abi.Pointer && k != abi.UnsafePointer {
		panic(errorString("runtime.Pinner: argument is not a pointer: " + typeString(e.typ)))
	}
	if p.pinner == nil {
		p.pinner = new(pinner)
		SetFinalizer(p.pinner, func(q *pinner) {
			if len(q.objects) != 0 {
				panic(errorString("runtime.Pinner: found leaking pinned pointer; forgot to call Unpin?"))
			}
		})
	}
	p.objects = append(p.objects, e.data)
}

// Unpin empties the set.
func (p *Pinner) Unpin() {
	if p.pinner != nil {
		p.objects = nil
	}
}
