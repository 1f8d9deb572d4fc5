package runtime

import (
	"internal/runtime/maps"
	"unsafe"
)

// Maps are those of internal/runtime/maps. It pushes access and assignment as functions of this package; what it
// leaves to its caller is here.

func mapaccess1(t *maptype, m *maps.Map, key unsafe.Pointer) unsafe.Pointer
func mapaccess2(t *maptype, m *maps.Map, key unsafe.Pointer) (unsafe.Pointer, bool)
func mapassign(t *maptype, m *maps.Map, key unsafe.Pointer) unsafe.Pointer

func mapaccess1_fast32(t *maptype, m *maps.Map, key uint32) unsafe.Pointer
func mapaccess2_fast32(t *maptype, m *maps.Map, key uint32) (unsafe.Pointer, bool)
func mapassign_fast32(t *maptype, m *maps.Map, key uint32) unsafe.Pointer
func mapassign_fast32ptr(t *maptype, m *maps.Map, key unsafe.Pointer) unsafe.Pointer
func mapdelete_fast32(t *maptype, m *maps.Map, key uint32)

func mapaccess1_fast64(t *maptype, m *maps.Map, key uint64) unsafe.Pointer
func mapaccess2_fast64(t *maptype, m *maps.Map, key uint64) (unsafe.Pointer, bool)
func mapassign_fast64(t *maptype, m *maps.Map, key uint64) unsafe.Pointer
func mapassign_fast64ptr(t *maptype, m *maps.Map, key unsafe.Pointer) unsafe.Pointer
func mapdelete_fast64(t *maptype, m *maps.Map, key uint64)

func mapaccess1_faststr(t *maptype, m *maps.Map, key string) unsafe.Pointer
func mapaccess2_faststr(t *maptype, m *maps.Map, key string) (unsafe.Pointer, bool)
func mapassign_faststr(t *maptype, m *maps.Map, key string) unsafe.Pointer
func mapdelete_faststr(t *maptype, m *maps.Map, key string)

func makemap_small() *maps.Map {
	return maps.NewEmptyMap()
}

func makemap(t *maptype, hint int, m *maps.Map) *maps.Map {
	return maps.NewMap(t, uintptr(max(hint, 0)), m, maxAlloc)
}

func mapaccess1_fat(t *maptype, m *maps.Map, key, zero unsafe.Pointer) unsafe.Pointer {
	p, _ := mapaccess2_fat(t, m, key, zero)
	return p
}

func mapaccess2_fat(t *maptype, m *maps.Map, key, zero unsafe.Pointer) (unsafe.Pointer, bool) {
	p, ok := mapaccess2(t, m, key)
	if !ok {
		return zero, false
	}
	return p, true
}

func mapdelete(t *maptype, m *maps.Map, key unsafe.Pointer) {
	m.Delete(t, key)
}

func mapclear(t *maptype, m *maps.Map) {
	m.Clear(t)
}

func mapclone(t *maptype, m *maps.Map) *maps.Map {
	return m.Clone(t)
}

func maplen(m *maps.Map) int {
	if m == nil {
		return 0
	}
	return int(m.Used())
}

func mapIterStart(t *maptype, m *maps.Map, it *maps.Iter) {
	it.Init(t, m)
	it.Next()
}

func mapIterNext(it *maps.Iter) {
	it.Next()
}
