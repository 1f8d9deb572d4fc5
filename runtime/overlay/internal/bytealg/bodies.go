package bytealg

import "unsafe"

// Bodies for the functions that the stock port has in assembly, over C functions that use the widest loads there are.

//gocw:c rt_memcompare
func memcompare(p unsafe.Pointer, n int, q unsafe.Pointer, m int) int32

//gocw:c rt_indexbyte
func indexbyte(p unsafe.Pointer, n int, c int32) int

//go:linkname compare internal/bytealg.Compare
func compare(a, b []byte) int {
	return int(memcompare(unsafe.Pointer(unsafe.SliceData(a)), len(a), unsafe.Pointer(unsafe.SliceData(b)), len(b)))
}

//go:linkname indexByte internal/bytealg.IndexByte
func indexByte(b []byte, c byte) int {
	return indexbyte(unsafe.Pointer(unsafe.SliceData(b)), len(b), int32(c))
}

//go:linkname indexByteString internal/bytealg.IndexByteString
func indexByteString(s string, c byte) int {
	return indexbyte(unsafe.Pointer(unsafe.StringData(s)), len(s), int32(c))
}
