package runtime

import (
	"internal/abi"
	"unsafe"
)

// Interface values: boxing, assertions, method tables.

type eface struct {
	typ  *_type
	data unsafe.Pointer
}

type iface struct {
	tab  *itab
	data unsafe.Pointer
}

func efaceOf(p *any) *eface { return (*eface)(unsafe.Pointer(p)) }

// staticuint64s holds the numbers 0 to 255: boxed small values point into it, one-byte strings, too.
var staticuint64s = [256]uint64{
	0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f,
	0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f,
	0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f,
	0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f,
	0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f,
	0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f,
	0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f,
	0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f,
	0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f,
	0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f,
	0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf,
	0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe, 0xbf,
	0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf,
	0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf,
	0xe0, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xee, 0xef,
	0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff,
}

func convT(t *_type, v unsafe.Pointer) unsafe.Pointer {
	if t.Size_ == 0 {
		return unsafe.Pointer(&zerobase)
	}
	p := rt_new(t)
	memmove(p, v, t.Size_)
	return p
}

func convT16(v uint16) unsafe.Pointer {
	if v < uint16(len(staticuint64s)) {
		return unsafe.Pointer(&staticuint64s[v])
	}
	p := rt_alloc_raw(2)
	*(*uint16)(p) = v
	return p
}

func convT32(v uint32) unsafe.Pointer {
	if v < uint32(len(staticuint64s)) {
		return unsafe.Pointer(&staticuint64s[v])
	}
	p := rt_alloc_raw(4)
	*(*uint32)(p) = v
	return p
}

func convT64(v uint64) unsafe.Pointer {
	if v < uint64(len(staticuint64s)) {
		return unsafe.Pointer(&staticuint64s[v])
	}
	p := rt_alloc_raw(8)
	*(*uint64)(p) = v
	return p
}

func convTstring(s string) unsafe.Pointer {
	if s == "" {
		return unsafe.Pointer(&zeroVal)
	}
	p := new(string)
	*p = s
	return unsafe.Pointer(p)
}

func convTslice(s []byte) unsafe.Pointer {
	if unsafe.SliceData(s) == nil {
		return unsafe.Pointer(&zeroVal)
	}
	p := new([]byte)
	*p = s
	return unsafe.Pointer(p)
}

// The table of itabs: open addressing over a power of two, at most three quarters full. There is one itab for each
// pair of types, so interface values compare by it; those that the compiler laid out are entered first.
// An itab whose Fun[0] is 0 remembers that the type does not implement the interface.
var (
	itabs     []*itab
	itabCount int
)

//go:linkname itablinks gocw.itablinks
func itablinks() []*itab

func itabHash(inter *interfacetype, t *_type) uintptr {
	h := uint32(uintptr(unsafe.Pointer(inter))>>3)*0x9e3779b1 ^ uint32(uintptr(unsafe.Pointer(t))>>3)*0x85ebca6b
	return uintptr(h ^ h>>15)
}

// itabSlot is where the itab of the pair is or belongs.
func itabSlot(inter *interfacetype, t *_type) int {
	mask := uintptr(len(itabs) - 1)
	for i := itabHash(inter, t) & mask; ; i = (i + 1) & mask {
		m := itabs[i]
		if m == nil || m.Type == t && m.Inter == inter {
			return int(i)
		}
	}
}

func itabGrow(size int) {
	old := itabs
	itabs = make([]*itab, size)
	for _, m := range old {
		if m != nil {
			itabs[itabSlot(m.Inter, m.Type)] = m
		}
	}
}

func itabAdd(m *itab) {
	if 4*(itabCount+1) > 3*len(itabs) {
		itabGrow(2 * len(itabs))
	}
	itabs[itabSlot(m.Inter, m.Type)] = m
	itabCount++
}

func itabInit() {
	static := itablinks()
	size := 64
	for 2*len(static) > size {
		size *= 2
	}
	itabGrow(size)
	for _, m := range static {
		itabAdd(m)
	}
}

// findItab returns the itab of the pair, made if need be; its Fun[0] is 0 if t does not implement inter.
func findItab(inter *interfacetype, t *_type) *itab {
	if itabs == nil {
		itabInit()
	}
	if m := itabs[itabSlot(inter, t)]; m != nil {
		return m
	}
	m := newItab(inter, t)
	itabAdd(m)
	return m
}

func itabFun(m *itab, i int) *uintptr {
	return (*uintptr)(add(unsafe.Pointer(m), unsafe.Offsetof(itab{}.Fun)+uintptr(i)*8))
}

// newItab fills a table. Itabs live for ever and point to types, which do, too: no pointers for the collector.
func newItab(inter *interfacetype, t *_type) *itab {
	n := max(1, len(inter.Methods))
	m := (*itab)(rt_alloc_noscan(unsafe.Offsetof(itab{}.Fun) + uintptr(n)*8))
	m.Inter = inter
	m.Type = t
	m.Hash = t.Hash
	if missing := matchMethods(inter, t, m); missing != "" {
		m.Fun[0] = 0
	}
	return m
}

// matchMethods merges the methods of inter with those of t (both are sorted by name) and enters their code
// into m, unless m is nil. It returns the name of the first method that t lacks.
func matchMethods(inter *interfacetype, t *_type, m *itab) string {
	var have []abi.Method
	u := t.Uncommon()
	if u != nil {
		have = u.Methods()
	}
	j := 0
next:
	for i := range inter.Methods {
		want := &inter.Methods[i]
		name := resolveName(want.Name)
		text := name.Name()
		typ := resolveType(want.Typ)
		for ; j < len(have); j++ {
			h := &have[j]
			hname := resolveName(h.Name)
			if resolveType(h.Mtyp) != typ || hname.Name() != text {
				continue
			}
			if !hname.IsExported() && methodPkg(hname, u) != interMethodPkg(name, inter) {
				continue
			}
			if m != nil {
				*itabFun(m, i) = resolveText(h.Ifn)
			}
			j++
			continue next
		}
		return text
	}
	return ""
}

func methodPkg(n abi.Name, u *abi.UncommonType) string {
	if p := namePkgPath(n); p != "" {
		return p
	}
	return resolveName(u.PkgPath).Name()
}

func interMethodPkg(n abi.Name, inter *interfacetype) string {
	if p := namePkgPath(n); p != "" {
		return p
	}
	return inter.PkgPath.Name()
}

func typeAssertE2I(inter *interfacetype, t *_type) *itab {
	if t == nil {
		panic(&TypeAssertionError{nil, nil, &inter.Type, ""})
	}
	m := findItab(inter, t)
	if m.Fun[0] == 0 {
		panic(&TypeAssertionError{nil, t, &inter.Type, matchMethods(inter, t, nil)})
	}
	return m
}

func typeAssertE2I2(inter *interfacetype, t *_type) *itab {
	if t == nil {
		return nil
	}
	m := findItab(inter, t)
	if m.Fun[0] == 0 {
		return nil
	}
	return m
}

//gocw:noreturn
func panicdottypeE(have, want, iface *_type) {
	panic(&TypeAssertionError{iface, have, want, ""})
}

//gocw:noreturn
func panicdottypeI(have *itab, want, iface *_type) {
	var t *_type
	if have != nil {
		t = have.Type
	}
	panicdottypeE(t, want, iface)
}

//gocw:noreturn
func panicnildottype(want *_type) {
	panic(&TypeAssertionError{nil, nil, want, ""})
}

func efaceeq(t *_type, x, y unsafe.Pointer) bool {
	if t == nil {
		return true
	}
	if t.Equal == nil {
		panic(errorString("comparing uncomparable type " + typeString(t)))
	}
	if t.IsDirectIface() {
		return x == y
	}
	return t.Equal(x, y)
}

func ifaceeq(tab *itab, x, y unsafe.Pointer) bool {
	if tab == nil {
		return true
	}
	return efaceeq(tab.Type, x, y)
}
