package runtime

import (
	"internal/abi"
	"unsafe"
)

// Error identifies a run-time error, such as a failed type assertion or an index out of range. A program that recovers from panics
// can tell by it whether the runtime or somebody's code panicked. Only this library should implement it.
type Error interface {
	error

	// RuntimeError does nothing. Having the method marks a type as a run-time error.
	RuntimeError()
}

// A TypeAssertionError explains why a type assertion failed.
type TypeAssertionError struct {
	_interface    *_type // static type of the operand, if known
	concrete      *_type // dynamic type; nil: the operand was nil
	asserted      *_type
	missingMethod string // for assertions to interface types: a method that concrete lacks
}

func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string {
	const prefix = "interface conversion: "
	want := typeString(e.asserted)
	have := "interface"
	if e._interface != nil {
		have = typeString(e._interface)
	}
	if e.concrete == nil {
		return concatstrings(nil, []string{prefix, have, " is nil, not ", want})
	}
	dyn := typeString(e.concrete)
	if e.missingMethod != "" {
		return concatstrings(nil, []string{prefix, dyn, " is not ", want, ": missing method ", e.missingMethod})
	}
	note := ""
	if dyn == want {
		// The types differ though they are spelled alike.
		note = " (types from different scopes)"
		if typePkgPath(e.concrete) != typePkgPath(e.asserted) {
			note = " (types from different packages)"
		}
	}
	return concatstrings(nil, []string{prefix, have, " is ", dyn, ", not ", want, note})
}

// An errorString is a run-time error with the usual prefix.
type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

// A plainError is a run-time error whose text stands alone.
type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// memoryError is a dereference of nil. The report of a panic with it has a second line, as after a signal.
const memoryError = errorString("invalid memory address or nil pointer dereference")

// A PanicNilError is what recover returns for panic(nil). (Before Go 1.21 that was nil; GODEBUG=panicnil=1 brings it back.)
type PanicNilError struct {
	_ [0]*PanicNilError // not convertible from or to other types
}

func (*PanicNilError) RuntimeError() {}
func (*PanicNilError) Error() string { return "runtime error: panic called with nil argument" }

// math/bits and internal/runtime/maps refer to these by linkname.
var (
	divideError   = error(errorString("integer divide by zero"))
	overflowError = error(errorString("integer overflow"))
	shiftError    = error(errorString("negative shift amount"))
)

//go:linkname maps_errNilAssign internal/runtime/maps.errNilAssign
var maps_errNilAssign error = plainError("assignment to entry in nil map")

//gocw:noreturn
func panicdivide() { panic(divideError) }

//gocw:noreturn
func panicoverflow() { panic(overflowError) }

//gocw:noreturn
func panicshift() { panic(shiftError) }

//gocw:noreturn
func panicmem() { panic(memoryError) }

// sigpanic is what nil checks call. There is no signal: the name is that of the frame that programs see.
//
//gocw:noreturn
func sigpanic() { panicmem() }

//gocw:noreturn
func panicnilmap() { panic(maps_errNilAssign) }

//gocw:noreturn
func panicSendClosed() { panic(plainError("send on closed channel")) }

//gocw:noreturn
func panicunsafealignment() { panic(errorString("misaligned pointer conversion")) }

//gocw:noreturn
func panicwrap(pkg, typ, meth string) {
	panic(plainError(concatstrings(nil, []string{"value method ", pkg, ".", typ, ".", meth, " called using nil *", typ, " pointer"})))
}

//gocw:noreturn
func panicunreachable() { throw("unreachable method called. linker bug?") }

// panicrangestate reports misuse of a range-over-func loop body; state is what the body was in.
//
//gocw:noreturn
func panicrangestate(state int) {
	const intro = "range function continued iteration after "
	switch abi.RF_State(state) {
	case abi.RF_DONE:
		panic(errorString(intro + "function for loop body returned false"))
	case abi.RF_PANIC:
		panic(errorString(intro + "loop body panic"))
	case abi.RF_EXHAUSTED:
		panic(errorString(intro + "whole loop exit"))
	case abi.RF_MISSING_PANIC:
		panic(errorString("range function recovered a loop body panic and did not resume panicking"))
	}
	throw("unexpected state passed to panicrangestate")
}

func utoa(v uint64) string {
	i := formatUint(v)
	return string(digitBuf[i&63:])
}

func itoa(v int64) string {
	if v >= 0 {
		return utoa(uint64(v))
	}
	return "-" + utoa(-uint64(v))
}

type stringer interface {
	String() string
}

// printpanicval shows the operand of a panic that nobody recovered. Values with an Error or String method
// have been replaced by the text before.
func printpanicval(v any) {
	if v == nil {
		printstring("nil")
		return
	}
	if s, ok := v.(string); ok {
		printindented(s)
		return
	}
	e := efaceOf(&v)
	t := e.typ
	if !isPrintable(t.Kind()) {
		printstring("(")
		printstring(typeString(t))
		printstring(") ")
		printpointer(e.data)
		return
	}
	if !t.HasName() || typePkgPath(t) == "" {
		printscalar(t.Kind(), e.data)
		return
	}
	printstring(typeString(t))
	switch k := t.Kind(); k {
	case abi.String:
		printstring(`("`)
		printindented(*(*string)(e.data))
		printstring(`")`)
	case abi.Complex64, abi.Complex128:
		printscalar(k, e.data) // has its own parentheses
	default:
		printstring("(")
		printscalar(k, e.data)
		printstring(")")
	}
}

func isPrintable(k abi.Kind) bool {
	return abi.Bool <= k && k <= abi.Complex128 || k == abi.String
}

func printscalar(k abi.Kind, p unsafe.Pointer) {
	switch k {
	case abi.Bool:
		printbool(*(*bool)(p))
	case abi.Int, abi.Int64:
		printint(*(*int64)(p))
	case abi.Int8:
		printint(int64(*(*int8)(p)))
	case abi.Int16:
		printint(int64(*(*int16)(p)))
	case abi.Int32:
		printint(int64(*(*int32)(p)))
	case abi.Uint, abi.Uint64, abi.Uintptr:
		printuint(*(*uint64)(p))
	case abi.Uint8:
		printuint(uint64(*(*uint8)(p)))
	case abi.Uint16:
		printuint(uint64(*(*uint16)(p)))
	case abi.Uint32:
		printuint(uint64(*(*uint32)(p)))
	case abi.Float32:
		printfloat32At(p)
	case abi.Float64:
		printfloat64At(p)
	case abi.Complex64, abi.Complex128:
		printcomplexAt(k, p)
	case abi.String:
		printindented(*(*string)(p))
	}
}

//gocw:with float32
func printfloat32At(p unsafe.Pointer) { printfloat32(*(*float32)(p)) }

//gocw:with float64
func printfloat64At(p unsafe.Pointer) { printfloat64(*(*float64)(p)) }

//gocw:with complex64 complex128
func printcomplexAt(k abi.Kind, p unsafe.Pointer) {
	if k == abi.Complex64 {
		printcomplex64(*(*complex64)(p))
	} else {
		printcomplex128(*(*complex128)(p))
	}
}
