package atomic

import "unsafe"

// Bodies for what the wasm port has in assembly or pushes from its runtime. See sync/atomic/bodies.go.

//go:linkname storepNoWB internal/runtime/atomic.StorepNoWB
func storepNoWB(ptr unsafe.Pointer, val unsafe.Pointer) {
	*(*unsafe.Pointer)(ptr) = val
}

//go:linkname storePointerBody internal/runtime/atomic.storePointer
func storePointerBody(ptr *unsafe.Pointer, new unsafe.Pointer) {
	*ptr = new
}

//go:linkname casPointerBody internal/runtime/atomic.casPointer
func casPointerBody(ptr *unsafe.Pointer, old, new unsafe.Pointer) bool {
	if *ptr != old {
		return false
	}
	*ptr = new
	return true
}
