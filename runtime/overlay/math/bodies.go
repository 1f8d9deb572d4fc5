package math

import _ "unsafe"

// Bodies for the functions that the stock port has in assembly. The compiler turns calls of Floor, Ceil and Trunc into
// instructions; these serve where the functions are used as values.

//go:linkname archFloorBody math.archFloor
func archFloorBody(x float64) float64 { return floor(x) }

//go:linkname archCeilBody math.archCeil
func archCeilBody(x float64) float64 { return ceil(x) }

//go:linkname archTruncBody math.archTrunc
func archTruncBody(x float64) float64 { return trunc(x) }
