package runtime

import (
	"unicode/utf8"
	"unsafe"
)

// Strings: concatenation and conversions.

// Room on the stack for a short string or byte slice that the compiler has found not to outlive its function.
const tmpSize = 32

// rawmem is memory for a string of n bytes: buf (if there is one) when it fits. n > 0.
func rawmem(buf unsafe.Pointer, n int) unsafe.Pointer {
	if buf == nil || n > tmpSize {
		return rt_alloc_raw(uintptr(n))
	}
	return buf
}

// put copies s to p and returns the address behind it.
func put(p unsafe.Pointer, s string) unsafe.Pointer {
	memmove(p, unsafe.Pointer(unsafe.StringData(s)), uintptr(len(s)))
	return add(p, uintptr(len(s)))
}

func concatstring2(tmp unsafe.Pointer, a, b string) string {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	n := len(a) + len(b)
	if n < 0 || n > maxAlloc {
		throw("string concatenation too long")
	}
	p := rawmem(tmp, n)
	put(put(p, a), b)
	return stringAt(p, n)
}

func concatstring3(tmp unsafe.Pointer, a, b, c string) string {
	if len(a) == 0 {
		return concatstring2(tmp, b, c)
	}
	if len(b) == 0 {
		return concatstring2(tmp, a, c)
	}
	if len(c) == 0 {
		return concatstring2(tmp, a, b)
	}
	n := len(a) + len(b) + len(c)
	if n < 0 || n > maxAlloc {
		throw("string concatenation too long")
	}
	p := rawmem(tmp, n)
	put(put(put(p, a), b), c)
	return stringAt(p, n)
}

// concatstrings adds up many strings. When all but one are empty, that one is the result, without a copy.
func concatstrings(tmp unsafe.Pointer, a []string) string {
	n, nonempty, last := 0, 0, 0
	for i := range a {
		if l := len(a[i]); l > 0 {
			n += l
			if n < 0 || n > maxAlloc {
				throw("string concatenation too long")
			}
			nonempty++
			last = i
		}
	}
	if nonempty == 0 {
		return ""
	}
	if nonempty == 1 {
		return a[last]
	}
	p := rawmem(tmp, n)
	to := p
	for i := range a {
		to = put(to, a[i])
	}
	return stringAt(p, n)
}

func slicebytetostring(tmp, ptr unsafe.Pointer, n int) string {
	if n == 0 {
		return ""
	}
	if n == 1 {
		return stringAt(unsafe.Pointer(&staticuint64s[*(*byte)(ptr)]), 1)
	}
	p := rawmem(tmp, n)
	memmove(p, ptr, uintptr(n))
	return stringAt(p, n)
}

func slicebytetostringtmp(ptr unsafe.Pointer, n int) string {
	return stringAt(ptr, n)
}

// rawbytes makes n bytes whose capacity is what the allocator rounds up to; the bytes behind n are zero.
func rawbytes(n int) []byte {
	c := rt_usable_size(uintptr(n))
	p := rt_alloc_raw(c)
	memclr(add(p, uintptr(n)), c-uintptr(n))
	return bytesAt(p, n, int(c))
}

func stringtoslicebyte(tmp unsafe.Pointer, s string) []byte {
	if tmp != nil && len(s) <= tmpSize {
		memclr(tmp, tmpSize)
		put(tmp, s)
		return bytesAt(tmp, len(s), tmpSize)
	}
	if len(s) == 0 {
		return bytesAt(unsafe.Pointer(&zerobase), 0, 0)
	}
	b := rawbytes(len(s))
	copy(b, s)
	return b
}

func stringtoslicerune(s string) []rune {
	n := countrunes(s)
	if n == 0 {
		return unsafe.Slice((*rune)(unsafe.Pointer(&zerobase)), 0)
	}
	size := rt_usable_size(uintptr(n) * 4)
	p := rt_alloc_raw(size)
	memclr(add(p, uintptr(n)*4), size-uintptr(n)*4)
	a := unsafe.Slice((*rune)(p), int(size/4))
	n = 0
	for _, r := range s {
		a[n] = r
		n++
	}
	return a[:n]
}

func slicerunetostring(a []rune) string {
	n := 0
	for _, r := range a {
		n += encodedLen(r)
	}
	if n == 0 {
		return ""
	}
	buf := bytesAt(rt_alloc_raw(uintptr(n)), n, n)
	i := 0
	for _, r := range a {
		i += encoderune(buf[i:], r)
	}
	return stringAt(unsafe.Pointer(unsafe.SliceData(buf)), n)
}

func intstring(tmp unsafe.Pointer, v int64) string {
	r := rune(v)
	if int64(r) != v {
		r = utf8.RuneError
	}
	if 0 <= r && r < utf8.RuneSelf {
		return stringAt(unsafe.Pointer(&staticuint64s[r]), 1)
	}
	n := encodedLen(r)
	p := rawmem(tmp, n)
	encoderune(bytesAt(p, n, n), r)
	return stringAt(p, n)
}

func encodedLen(r rune) int {
	if n := utf8.RuneLen(r); n > 0 {
		return n
	}
	return 3 // of U+FFFD
}

// encoderune stores r and returns its length; invalid runes become U+FFFD.
func encoderune(p []byte, r rune) int {
	return utf8.EncodeRune(p, r)
}

func decoderune(s string, k int) (rune, int) {
	r, n := utf8.DecodeRuneInString(s[k:])
	return r, k + n
}

func countrunes(s string) int {
	return utf8.RuneCountInString(s)
}

//go:linkname cmpstring
func cmpstring(a, b string) int {
	return int(rt_memcompare(unsafe.Pointer(unsafe.StringData(a)), len(a), unsafe.Pointer(unsafe.StringData(b)), len(b)))
}

// gostring copies a NUL-terminated string.
func gostring(p *byte) string {
	if p == nil {
		return ""
	}
	n := 0
	for *(*byte)(add(unsafe.Pointer(p), uintptr(n))) != 0 {
		n++
	}
	return slicebytetostring(nil, unsafe.Pointer(p), n)
}

func hasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}
