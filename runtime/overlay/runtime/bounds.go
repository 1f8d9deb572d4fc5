package runtime

import "internal/abi"

// Index and slice bounds errors. The compiler calls one function for each kind of check and signedness of the index.

type boundsError struct {
	x      int64 // the index; if not signed, its bits
	y      int   // the limit it violates
	signed bool
	code   abi.BoundsErrorCode
}

func (e boundsError) RuntimeError() {}

// A message is its parts with the numbers between them; a negative index says enough without the limit.
var boundsTexts = [...]struct {
	before, between, after string // before x between y after
	negative               string // what follows a negative x
	swapped                bool   // y comes first
}{
	abi.BoundsIndex:      {before: "index out of range [", between: "] with length ", negative: "]"},
	abi.BoundsSliceAlen:  {before: "slice bounds out of range [:", between: "] with length ", negative: "]"},
	abi.BoundsSliceAcap:  {before: "slice bounds out of range [:", between: "] with capacity ", negative: "]"},
	abi.BoundsSliceB:     {before: "slice bounds out of range [", between: ":", after: "]", negative: ":]"},
	abi.BoundsSlice3Alen: {before: "slice bounds out of range [::", between: "] with length ", negative: "]"},
	abi.BoundsSlice3Acap: {before: "slice bounds out of range [::", between: "] with capacity ", negative: "]"},
	abi.BoundsSlice3B:    {before: "slice bounds out of range [:", between: ":", after: "]", negative: ":]"},
	abi.BoundsSlice3C:    {before: "slice bounds out of range [", between: ":", after: ":]", negative: "::]"},
	abi.BoundsConvert:    {before: "cannot convert slice with length ", between: " to array or pointer to array with length ", swapped: true},
}

func (e boundsError) Error() string {
	t := &boundsTexts[e.code]
	x := utoa(uint64(e.x))
	if e.signed {
		x = itoa(e.x)
	}
	if t.swapped {
		// y is the length of the slice, x of the array.
		return "runtime error: " + t.before + itoa(int64(e.y)) + t.between + x
	}
	if e.signed && e.x < 0 {
		return "runtime error: " + t.before + x + t.negative
	}
	return "runtime error: " + t.before + x + t.between + itoa(int64(e.y)) + t.after
}

//gocw:noreturn
func goPanicIndex(x int, y int)   { panic(boundsError{int64(x), y, true, abi.BoundsIndex}) }
//gocw:noreturn
func goPanicIndexU(x uint, y int) { panic(boundsError{int64(x), y, false, abi.BoundsIndex}) }

//gocw:noreturn
func goPanicSliceAlen(x int, y int)   { panic(boundsError{int64(x), y, true, abi.BoundsSliceAlen}) }
//gocw:noreturn
func goPanicSliceAlenU(x uint, y int) { panic(boundsError{int64(x), y, false, abi.BoundsSliceAlen}) }

//gocw:noreturn
func goPanicSliceAcap(x int, y int)   { panic(boundsError{int64(x), y, true, abi.BoundsSliceAcap}) }
//gocw:noreturn
func goPanicSliceAcapU(x uint, y int) { panic(boundsError{int64(x), y, false, abi.BoundsSliceAcap}) }

//gocw:noreturn
func goPanicSliceB(x int, y int)   { panic(boundsError{int64(x), y, true, abi.BoundsSliceB}) }
//gocw:noreturn
func goPanicSliceBU(x uint, y int) { panic(boundsError{int64(x), y, false, abi.BoundsSliceB}) }

//gocw:noreturn
func goPanicSlice3Alen(x int, y int)   { panic(boundsError{int64(x), y, true, abi.BoundsSlice3Alen}) }
//gocw:noreturn
func goPanicSlice3AlenU(x uint, y int) { panic(boundsError{int64(x), y, false, abi.BoundsSlice3Alen}) }

//gocw:noreturn
func goPanicSlice3Acap(x int, y int)   { panic(boundsError{int64(x), y, true, abi.BoundsSlice3Acap}) }
//gocw:noreturn
func goPanicSlice3AcapU(x uint, y int) { panic(boundsError{int64(x), y, false, abi.BoundsSlice3Acap}) }

//gocw:noreturn
func goPanicSlice3B(x int, y int)   { panic(boundsError{int64(x), y, true, abi.BoundsSlice3B}) }
//gocw:noreturn
func goPanicSlice3BU(x uint, y int) { panic(boundsError{int64(x), y, false, abi.BoundsSlice3B}) }

//gocw:noreturn
func goPanicSlice3C(x int, y int)   { panic(boundsError{int64(x), y, true, abi.BoundsSlice3C}) }
//gocw:noreturn
func goPanicSlice3CU(x uint, y int) { panic(boundsError{int64(x), y, false, abi.BoundsSlice3C}) }

//gocw:noreturn
func goPanicSliceConvert(x int, y int) { panic(boundsError{int64(x), y, true, abi.BoundsConvert}) }
