package atomic

import "unsafe"

// Bodies for the functions that doc.go declares, which are assembly elsewhere. There is one thread and goroutines change only where
// they wait, so plain loads and stores are atomic. The linknames push the bodies to the declarations.

//go:linkname loadInt32 sync/atomic.LoadInt32
func loadInt32(addr *int32) int32 {
	return *addr
}

//go:linkname loadInt64 sync/atomic.LoadInt64
func loadInt64(addr *int64) int64 {
	return *addr
}

//go:linkname loadUint32 sync/atomic.LoadUint32
func loadUint32(addr *uint32) uint32 {
	return *addr
}

//go:linkname loadUint64 sync/atomic.LoadUint64
func loadUint64(addr *uint64) uint64 {
	return *addr
}

//go:linkname loadUintptr sync/atomic.LoadUintptr
func loadUintptr(addr *uintptr) uintptr {
	return *addr
}

//go:linkname loadPointer sync/atomic.LoadPointer
func loadPointer(addr *unsafe.Pointer) unsafe.Pointer {
	return *addr
}

//go:linkname storeInt32 sync/atomic.StoreInt32
func storeInt32(addr *int32, val int32) {
	*addr = val
}

//go:linkname storeInt64 sync/atomic.StoreInt64
func storeInt64(addr *int64, val int64) {
	*addr = val
}

//go:linkname storeUint32 sync/atomic.StoreUint32
func storeUint32(addr *uint32, val uint32) {
	*addr = val
}

//go:linkname storeUint64 sync/atomic.StoreUint64
func storeUint64(addr *uint64, val uint64) {
	*addr = val
}

//go:linkname storeUintptr sync/atomic.StoreUintptr
func storeUintptr(addr *uintptr, val uintptr) {
	*addr = val
}

//go:linkname storePointer sync/atomic.StorePointer
func storePointer(addr *unsafe.Pointer, val unsafe.Pointer) {
	*addr = val
}

//go:linkname swapInt32 sync/atomic.SwapInt32
func swapInt32(addr *int32, new int32) (old int32) {
	old = *addr
	*addr = new
	return old
}

//go:linkname swapInt64 sync/atomic.SwapInt64
func swapInt64(addr *int64, new int64) (old int64) {
	old = *addr
	*addr = new
	return old
}

//go:linkname swapUint32 sync/atomic.SwapUint32
func swapUint32(addr *uint32, new uint32) (old uint32) {
	old = *addr
	*addr = new
	return old
}

//go:linkname swapUint64 sync/atomic.SwapUint64
func swapUint64(addr *uint64, new uint64) (old uint64) {
	old = *addr
	*addr = new
	return old
}

//go:linkname swapUintptr sync/atomic.SwapUintptr
func swapUintptr(addr *uintptr, new uintptr) (old uintptr) {
	old = *addr
	*addr = new
	return old
}

//go:linkname swapPointer sync/atomic.SwapPointer
func swapPointer(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer) {
	old = *addr
	*addr = new
	return old
}

//go:linkname compareAndSwapInt32 sync/atomic.CompareAndSwapInt32
func compareAndSwapInt32(addr *int32, old, new int32) (swapped bool) {
	if *addr != old {
		return false
	}
	*addr = new
	return true
}

//go:linkname compareAndSwapInt64 sync/atomic.CompareAndSwapInt64
func compareAndSwapInt64(addr *int64, old, new int64) (swapped bool) {
	if *addr != old {
		return false
	}
	*addr = new
	return true
}

//go:linkname compareAndSwapUint32 sync/atomic.CompareAndSwapUint32
func compareAndSwapUint32(addr *uint32, old, new uint32) (swapped bool) {
	if *addr != old {
		return false
	}
	*addr = new
	return true
}

//go:linkname compareAndSwapUint64 sync/atomic.CompareAndSwapUint64
func compareAndSwapUint64(addr *uint64, old, new uint64) (swapped bool) {
	if *addr != old {
		return false
	}
	*addr = new
	return true
}

//go:linkname compareAndSwapUintptr sync/atomic.CompareAndSwapUintptr
func compareAndSwapUintptr(addr *uintptr, old, new uintptr) (swapped bool) {
	if *addr != old {
		return false
	}
	*addr = new
	return true
}

//go:linkname compareAndSwapPointer sync/atomic.CompareAndSwapPointer
func compareAndSwapPointer(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool) {
	if *addr != old {
		return false
	}
	*addr = new
	return true
}

//go:linkname addInt32 sync/atomic.AddInt32
func addInt32(addr *int32, delta int32) (new int32) {
	*addr += delta
	return *addr
}

//go:linkname addInt64 sync/atomic.AddInt64
func addInt64(addr *int64, delta int64) (new int64) {
	*addr += delta
	return *addr
}

//go:linkname addUint32 sync/atomic.AddUint32
func addUint32(addr *uint32, delta uint32) (new uint32) {
	*addr += delta
	return *addr
}

//go:linkname addUint64 sync/atomic.AddUint64
func addUint64(addr *uint64, delta uint64) (new uint64) {
	*addr += delta
	return *addr
}

//go:linkname addUintptr sync/atomic.AddUintptr
func addUintptr(addr *uintptr, delta uintptr) (new uintptr) {
	*addr += delta
	return *addr
}

//go:linkname andInt32 sync/atomic.AndInt32
func andInt32(addr *int32, mask int32) (old int32) {
	old = *addr
	*addr = old & mask
	return old
}

//go:linkname andInt64 sync/atomic.AndInt64
func andInt64(addr *int64, mask int64) (old int64) {
	old = *addr
	*addr = old & mask
	return old
}

//go:linkname andUint32 sync/atomic.AndUint32
func andUint32(addr *uint32, mask uint32) (old uint32) {
	old = *addr
	*addr = old & mask
	return old
}

//go:linkname andUint64 sync/atomic.AndUint64
func andUint64(addr *uint64, mask uint64) (old uint64) {
	old = *addr
	*addr = old & mask
	return old
}

//go:linkname andUintptr sync/atomic.AndUintptr
func andUintptr(addr *uintptr, mask uintptr) (old uintptr) {
	old = *addr
	*addr = old & mask
	return old
}

//go:linkname orInt32 sync/atomic.OrInt32
func orInt32(addr *int32, mask int32) (old int32) {
	old = *addr
	*addr = old | mask
	return old
}

//go:linkname orInt64 sync/atomic.OrInt64
func orInt64(addr *int64, mask int64) (old int64) {
	old = *addr
	*addr = old | mask
	return old
}

//go:linkname orUint32 sync/atomic.OrUint32
func orUint32(addr *uint32, mask uint32) (old uint32) {
	old = *addr
	*addr = old | mask
	return old
}

//go:linkname orUint64 sync/atomic.OrUint64
func orUint64(addr *uint64, mask uint64) (old uint64) {
	old = *addr
	*addr = old | mask
	return old
}

//go:linkname orUintptr sync/atomic.OrUintptr
func orUintptr(addr *uintptr, mask uintptr) (old uintptr) {
	old = *addr
	*addr = old | mask
	return old
}
