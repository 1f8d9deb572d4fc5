package runtime

import (
	"internal/abi"
	"unsafe"
)

// Type descriptors. Name, type and code offsets of static descriptors are addresses (code: table indices); what
// reflect makes at run time gets negative numbers from a registry. 0 means none, -1 a method that was dropped.

type (
	chantype      = abi.ChanType
	functype      = abi.FuncType
	interfacetype = abi.InterfaceType
	maptype       = abi.MapType
	itab          = abi.ITab
)

const firstReflectOff = -2

// reflectOffs[i] is what the offset firstReflectOff-i stands for.
var reflectOffs []unsafe.Pointer

// reflectOffIndex finds a pointer again; made when first used, since only reflect's type constructors need it.
var reflectOffIndex map[unsafe.Pointer]int32

func addReflectOff(p unsafe.Pointer) int32 {
	if id, ok := reflectOffIndex[p]; ok {
		return id
	}
	if reflectOffIndex == nil {
		reflectOffIndex = make(map[unsafe.Pointer]int32)
	}
	id := int32(firstReflectOff - len(reflectOffs))
	reflectOffs = append(reflectOffs, p)
	reflectOffIndex[p] = id
	return id
}

func resolveOff(off int32) unsafe.Pointer {
	if off >= 0 {
		return unsafe.Pointer(uintptr(off))
	}
	i := firstReflectOff - int(off)
	if i < 0 {
		return nil
	}
	if i >= len(reflectOffs) {
		throw("runtime: unknown reflection offset")
	}
	return reflectOffs[i]
}

func resolveName(off abi.NameOff) abi.Name {
	return abi.Name{Bytes: (*byte)(resolveOff(int32(off)))}
}

func resolveType(off abi.TypeOff) *_type {
	return (*_type)(resolveOff(int32(off)))
}

// resolveText gives the value that stands in word 0 of closures.
func resolveText(off abi.TextOff) uintptr {
	if off == -1 {
		return droppedMethodCode()
	}
	return uintptr(resolveOff(int32(off)))
}

// droppedMethodCode is called in place of a method that nothing was known to call.
func droppedMethodCode() uintptr {
	f := panicunreachable
	return **(**uintptr)(unsafe.Pointer(&f))
}

func typeString(t *_type) string {
	s := resolveName(t.Str).Name()
	if t.TFlag&abi.TFlagExtraStar != 0 {
		return s[1:]
	}
	return s
}

// typePkgPath is the import path of the package that t was declared in, "" for predeclared and unnamed types.
func typePkgPath(t *_type) string {
	if u := t.Uncommon(); u != nil {
		return resolveName(u.PkgPath).Name()
	}
	switch t.Kind() {
	case abi.Struct:
		return t.StructType().PkgPath.Name()
	case abi.Interface:
		return t.InterfaceType().PkgPath.Name()
	}
	return ""
}

// namePkgPath is the package of an unexported name, "" if the name doesn't say.
func namePkgPath(n abi.Name) string {
	if n.Bytes == nil || *n.Data(0)&(1<<2) == 0 {
		return ""
	}
	i, l := n.ReadVarint(1)
	off := 1 + i + l
	if n.HasTag() {
		i, l = n.ReadVarint(off)
		off += i + l
	}
	var nameOff int32
	for k := 3; k >= 0; k-- {
		nameOff = nameOff<<8 | int32(*n.Data(off + k))
	}
	return resolveName(abi.NameOff(nameOff)).Name()
}
