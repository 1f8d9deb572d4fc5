// Use of a map that a goroutine is in the middle of writing. Nothing here can be interrupted in a write, so the mark
// that a write leaves on the map is set by hand.
//
//run:args write
package main

import (
	"os"
	"unsafe"
)

// header is the start of a map, as far as its mark.
type header struct {
	used, seed          uint64
	dir                 uintptr
	dirLen              int
	globalDepth, shift  uint8
	writing, tombstones bool
}

func use(m map[string]int, how string) {
	switch how {
	case "read":
		println(m["a"])
	case "write":
		m["b"] = 2
	case "delete":
		delete(m, "a")
	case "range":
		for k := range m {
			println(k)
		}
	}
}

func main() {
	m := map[string]int{"a": 1}
	use(m, "read")
	h := *(**header)(unsafe.Pointer(&m))
	if h.used != 1 || h.writing {
		panic("not the layout of this version")
	}
	h.writing = true
	use(m, os.Args[1])
}
