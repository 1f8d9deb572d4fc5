package reflect

import (
	"internal/abi"
	"internal/goarch"
	"strconv"
	"unsafe"
)

// Functions made at run time: MakeFunc and method values.
//
// gocw's version. The stock file gives all functions one of two code pointers, whose assembly takes any signature. A
// WebAssembly function has one signature, so the code pointer comes from a table of stubs that the compiler made for
// the function types of the program.

// A makeFuncImpl is the closure of a function made by MakeFunc. The stub passes it to callReflect.
type makeFuncImpl struct {
	makeFuncCtxt
	ftyp *funcType
	fn   func([]Value) []Value
}

// A methodValue is the closure of a method value. The stub passes it to callMethod.
type methodValue struct {
	makeFuncCtxt
	method int
	rcvr   Value
}

// A makeFuncCtxt starts both closures.
type makeFuncCtxt struct {
	fn      uintptr
	stack   *bitVector // pointers in the frame
	argLen  uintptr    // parameters only
	regPtrs abi.IntArgRegBitmap
}

// A funcStub is code for functions whose parameters and results lie alike in the frame of a call.
type funcStub struct {
	layout string
	code   uintptr
}

//go:linkname makeFuncStubs gocw.makeFuncStubs
func makeFuncStubs() []funcStub

//go:linkname methodValueStubs gocw.methodValueStubs
func methodValueStubs() []funcStub

// findStub returns the code for functions of type t, or 0.
func findStub(stubs []funcStub, t *funcType) uintptr {
	layout := frameLayout(t)
	for i := range stubs {
		if stubs[i].layout == layout {
			return stubs[i].code
		}
	}
	return 0
}

// frameLayout describes the frame of a call as the compiler does: for each scalar a letter and its offset, for what is
// passed by address a letter, offset and size.
func frameLayout(t *funcType) string {
	var b []byte
	var off uintptr
	for _, p := range t.InSlice() {
		off = align(off, uintptr(p.Align()))
		b = appendLayout(b, p, off)
		off += p.Size()
	}
	off = align(off, goarch.PtrSize)
	b = append(b, '/')
	for _, p := range t.OutSlice() {
		off = align(off, uintptr(p.Align()))
		b = appendLayout(b, p, off)
		off += p.Size()
	}
	return string(b)
}

func appendLayout(b []byte, t *abi.Type, off uintptr) []byte {
	const maxScalars = 8
	n := 0
	if s, ok := appendScalars(b, t, off, &n); ok && n <= maxScalars {
		return s
	}
	c := byte('m')
	if t.Pointers() {
		c = 'M'
	}
	b = strconv.AppendUint(append(b, c), uint64(off), 10)
	return strconv.AppendUint(append(b, ':'), uint64(t.Size()), 10)
}

// appendScalars reports false for what is always passed by address.
func appendScalars(b []byte, t *abi.Type, off uintptr, n *int) ([]byte, bool) {
	letters := ""
	switch Kind(t.Kind()) {
	case Bool, Uint8:
		letters = "B"
	case Int8:
		letters = "b"
	case Int16:
		letters = "h"
	case Uint16:
		letters = "H"
	case Int32, Uint32:
		letters = "i"
	case Int, Uint, Int64, Uint64, Uintptr:
		letters = "l"
	case Float32:
		letters = "f"
	case Float64:
		letters = "d"
	case Complex64:
		letters = "ff"
	case Complex128:
		letters = "dd"
	case String:
		letters = "pl"
	case Slice:
		letters = "pll"
	case Interface:
		letters = "pp"
	case Array:
		a := (*arrayType)(unsafe.Pointer(t))
		if a.Len == 0 {
			return b, true
		}
		if a.Len > 1 {
			return b, false
		}
		return appendScalars(b, a.Elem, off, n)
	case Struct:
		s := (*structType)(unsafe.Pointer(t))
		for i := range s.Fields {
			f := &s.Fields[i]
			ok := false
			if b, ok = appendScalars(b, f.Typ, off+f.Offset, n); !ok {
				return b, false
			}
		}
		return b, true
	default:
		letters = "p"
	}
	step := t.Size() / uintptr(len(letters))
	for i := range letters {
		b = strconv.AppendUint(append(b, letters[i]), uint64(off+uintptr(i)*step), 10)
	}
	*n += len(letters)
	return b, true
}

// newFuncCtxt prepares a closure for functions of type t with the code pointer of a stub.
func newFuncCtxt(t *funcType, code uintptr) makeFuncCtxt {
	if code == 0 {
		panic("reflect: the program has no function type with the signature of " + stringFor(t.Common()) + ", so none can be made at run time")
	}
	_, _, abid := funcLayout(t, nil)
	return makeFuncCtxt{
		fn:      code,
		stack:   abid.stackPtrs,
		argLen:  abid.stackCallArgsSize,
		regPtrs: abid.inRegPtrs,
	}
}

// MakeFunc returns a new function of type typ that is implemented by fn. When it is called it makes a slice of Values
// from its arguments, calls fn with it, and returns the Values that fn gives back as its own results.
//
// fn may rely on the number and types of its arguments being those of typ; the last one of a variadic function is
// a slice, as in the body of such a function. It has to return as many results as typ has, with their types.
//
// [Value.Call] is the opposite: it calls a typed function with Values, while MakeFunc lets a function of Values be
// called with types. See the example for how to make swap functions for several types.
func MakeFunc(typ Type, fn func(args []Value) (results []Value)) Value {
	t := typ.common()
	if toType(t).Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	ftyp := (*funcType)(unsafe.Pointer(t))
	impl := &makeFuncImpl{
		makeFuncCtxt: newFuncCtxt(ftyp, findStub(makeFuncStubs(), ftyp)),
		ftyp:         ftyp,
		fn:           fn,
	}
	return Value{t, unsafe.Pointer(impl), flag(Func)}
}

// makeMethodValue turns a Value that stands for receiver and method number into a real func value, for the operations
// that need one: Interface, Convert, Set.
//
//gocw:with reflect.Value.Method
func makeMethodValue(op string, v Value) Value {
	if v.flag&flagMethod == 0 {
		panic("reflect: internal error: invalid use of makeMethodValue")
	}
	rcvr := Value{v.typ(), v.ptr, v.flag&(flagRO|flagAddr|flagIndir) | flag(v.typ().Kind())}
	ftyp := (*funcType)(unsafe.Pointer(v.Type().(*rtype)))
	fv := &methodValue{
		makeFuncCtxt: newFuncCtxt(ftyp, findStub(methodValueStubs(), ftyp)),
		method:       int(v.flag) >> flagMethodShift,
		rcvr:         rcvr,
	}
	// A method that can't be called should be reported now and not by the call.
	methodReceiver(op, fv.rcvr, fv.method)
	return Value{ftyp.Common(), unsafe.Pointer(fv), v.flag&flagRO | flag(Func)}
}

// methodValueCallCodePtr is what Value.Pointer says about all method values.
func methodValueCallCodePtr() uintptr {
	f := methodValueCall
	return **(**uintptr)(unsafe.Pointer(&f))
}

func methodValueCall() {
	panic("reflect: methodValueCall called")
}

// moveMakeFuncArgPtrs would copy pointers from argument registers; there are none.
func moveMakeFuncArgPtrs(ctxt *makeFuncCtxt, args *abi.RegArgs) {}
