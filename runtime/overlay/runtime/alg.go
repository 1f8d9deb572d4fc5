package runtime

import (
	"internal/abi"
	"internal/runtime/maps"
	"internal/runtime/sys"
	"unsafe"
)

// Equality and hashing. Type.Equal and MapType.Hasher are func values whose code is one of these functions; the
// ones that end in ctx find a size or a type in word 1 of their own closure.

func memequal0(p, q unsafe.Pointer) bool  { return true }
func memequal8(p, q unsafe.Pointer) bool  { return *(*uint8)(p) == *(*uint8)(q) }
func memequal16(p, q unsafe.Pointer) bool { return *(*uint16)(p) == *(*uint16)(q) }
func memequal32(p, q unsafe.Pointer) bool { return *(*uint32)(p) == *(*uint32)(q) }
func memequal64(p, q unsafe.Pointer) bool { return *(*uint64)(p) == *(*uint64)(q) }

func memequal128(p, q unsafe.Pointer) bool {
	a, b := (*[2]uint64)(p), (*[2]uint64)(q)
	return a[0] == b[0] && a[1] == b[1]
}

func memequalctx(p, q unsafe.Pointer) bool {
	n := *(*uintptr)(unsafe.Pointer(sys.GetClosurePtr() + 8))
	return memequal(p, q, n)
}

func strequal(p, q unsafe.Pointer) bool { return *(*string)(p) == *(*string)(q) }
func f32equal(p, q unsafe.Pointer) bool { return *(*float32)(p) == *(*float32)(q) }
func f64equal(p, q unsafe.Pointer) bool { return *(*float64)(p) == *(*float64)(q) }

func c64equal(p, q unsafe.Pointer) bool  { return *(*complex64)(p) == *(*complex64)(q) }
func c128equal(p, q unsafe.Pointer) bool { return *(*complex128)(p) == *(*complex128)(q) }

func interequal(p, q unsafe.Pointer) bool {
	x, y := (*iface)(p), (*iface)(q)
	return x.tab == y.tab && ifaceeq(x.tab, x.data, y.data)
}

func nilinterequal(p, q unsafe.Pointer) bool {
	x, y := (*eface)(p), (*eface)(q)
	return x.typ == y.typ && efaceeq(x.typ, x.data, y.data)
}

func typeequalctx(p, q unsafe.Pointer) bool {
	t := *(**_type)(unsafe.Pointer(sys.GetClosurePtr() + 8))
	return typeequal(t, p, q)
}

// typeequal compares two values of a comparable type by walking it.
func typeequal(t *_type, p, q unsafe.Pointer) bool {
	if t.TFlag&abi.TFlagRegularMemory != 0 {
		return memequal(p, q, t.Size_)
	}
	switch t.Kind() {
	case abi.String:
		return strequal(p, q)
	case abi.Float32:
		return f32equal(p, q)
	case abi.Float64:
		return f64equal(p, q)
	case abi.Complex64:
		return c64equal(p, q)
	case abi.Complex128:
		return c128equal(p, q)
	case abi.Interface:
		if len(t.InterfaceType().Methods) == 0 {
			return nilinterequal(p, q)
		}
		return interequal(p, q)
	case abi.Array:
		a := t.ArrayType()
		for i := uintptr(0); i < a.Len; i++ {
			if !typeequal(a.Elem, add(p, i*a.Elem.Size_), add(q, i*a.Elem.Size_)) {
				return false
			}
		}
		return true
	case abi.Struct:
		fields := t.StructType().Fields
		for i := range fields {
			f := &fields[i]
			if !f.Name.IsBlank() && !typeequal(f.Typ, add(p, f.Offset), add(q, f.Offset)) {
				return false
			}
		}
		return true
	}
	return memequal(p, q, t.Size_) // regular memory that isn't marked
}

func memhash8(p unsafe.Pointer, h uintptr) uintptr   { return maps.MemHash(p, h, 1) }
func memhash16(p unsafe.Pointer, h uintptr) uintptr  { return maps.MemHash(p, h, 2) }
func memhash32(p unsafe.Pointer, h uintptr) uintptr  { return maps.MemHash32(*(*uint32)(p), h) }
func memhash64(p unsafe.Pointer, h uintptr) uintptr  { return maps.MemHash64(*(*uint64)(p), h) }
func memhash128(p unsafe.Pointer, h uintptr) uintptr { return maps.MemHash(p, h, 16) }

func memhashctx(p unsafe.Pointer, h uintptr) uintptr {
	n := *(*uintptr)(unsafe.Pointer(sys.GetClosurePtr() + 8))
	return regularHash(p, n, h)
}

func strhash(p unsafe.Pointer, h uintptr) uintptr { return maps.StrHash(*(*string)(p), h) }

func f32hash(p unsafe.Pointer, h uintptr) uintptr {
	return f64bitsHash(float64(*(*float32)(p)), p, 4, h)
}

func f64hash(p unsafe.Pointer, h uintptr) uintptr {
	return f64bitsHash(*(*float64)(p), p, 8, h)
}

// f64bitsHash: the two zeros are equal, so they hash alike; a NaN equals nothing, so each gets a number of its own.
func f64bitsHash(f float64, p unsafe.Pointer, size, h uintptr) uintptr {
	switch {
	case f == 0:
		return maps.MemHash64(0, h)
	case f != f:
		return maps.MemHash64(rand(), h)
	}
	return maps.MemHash(p, h, size)
}

func c64hash(p unsafe.Pointer, h uintptr) uintptr  { return f32hash(add(p, 4), f32hash(p, h)) }
func c128hash(p unsafe.Pointer, h uintptr) uintptr { return f64hash(add(p, 8), f64hash(p, h)) }

// dynhash hashes the contents of an interface value.
func dynhash(t *_type, data unsafe.Pointer, h uintptr) uintptr {
	if t.Equal == nil {
		panic(errorString("hash of unhashable type " + typeString(t)))
	}
	if t.IsDirectIface() {
		word := data
		return typehash(t, unsafe.Pointer(&word), h)
	}
	return typehash(t, data, h)
}

func interhash(p unsafe.Pointer, h uintptr) uintptr {
	v := (*iface)(p)
	if v.tab == nil {
		return h
	}
	return dynhash(v.tab.Type, v.data, h)
}

func nilinterhash(p unsafe.Pointer, h uintptr) uintptr {
	v := (*eface)(p)
	if v.typ == nil {
		return h
	}
	return dynhash(v.typ, v.data, h)
}

func typehashctx(p unsafe.Pointer, h uintptr) uintptr {
	t := *(**_type)(unsafe.Pointer(sys.GetClosurePtr() + 8))
	return typehash(t, p, h)
}

// typehash hashes a value by walking its type. Whatever Hasher a map type has must agree with it, since reflect
// uses this for map types that it makes and an interface may be a key of either.
func typehash(t *_type, p unsafe.Pointer, h uintptr) uintptr {
	if t.TFlag&abi.TFlagRegularMemory != 0 {
		return regularHash(p, t.Size_, h)
	}
	switch t.Kind() {
	case abi.String:
		return strhash(p, h)
	case abi.Float32:
		return f32hash(p, h)
	case abi.Float64:
		return f64hash(p, h)
	case abi.Complex64:
		return c64hash(p, h)
	case abi.Complex128:
		return c128hash(p, h)
	case abi.Interface:
		if len(t.InterfaceType().Methods) == 0 {
			return nilinterhash(p, h)
		}
		return interhash(p, h)
	case abi.Array:
		a := t.ArrayType()
		for i := uintptr(0); i < a.Len; i++ {
			h = typehash(a.Elem, add(p, i*a.Elem.Size_), h)
		}
		return h
	case abi.Struct:
		fields := t.StructType().Fields
		for i := range fields {
			if f := &fields[i]; !f.Name.IsBlank() {
				h = typehash(f.Typ, add(p, f.Offset), h)
			}
		}
		return h
	}
	if t.Equal == nil {
		panic(errorString("hash of unhashable type " + typeString(t)))
	}
	return regularHash(p, t.Size_, h)
}

// regularHash chooses as the fixed hashers do.
func regularHash(p unsafe.Pointer, size, h uintptr) uintptr {
	switch size {
	case 4:
		return memhash32(p, h)
	case 8:
		return memhash64(p, h)
	}
	return maps.MemHash(p, h, size)
}
