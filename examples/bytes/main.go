// Bytes moves 8 MB from JavaScript to Go, works on them there, and moves them back.
package main

import (
	"crypto/sha256"
	"fmt"
	"syscall/js"
)

const size = 8 << 20

// scramble is a keystream cipher of the simplest kind: doing it twice restores the data.
func scramble(p []byte, seed uint32) {
	for i := range p {
		seed ^= seed << 13
		seed ^= seed >> 17
		seed ^= seed << 5
		p[i] ^= byte(seed)
	}
}

func main() {
	array := js.Global().Get("Uint8Array").New(size)
	for i := range 256 {
		array.SetIndex(i, i)
	}
	for n := 256; n < size; n *= 2 { // JavaScript doubles the pattern
		array.Call("copyWithin", n, 0, n)
	}

	buf := make([]byte, size)
	n := js.CopyBytesToGo(buf, array)
	fmt.Println("to Go:", n, buf[0], buf[255], buf[size-1])
	fmt.Printf("%x\n", sha256.Sum256(buf))

	scramble(buf, 42)
	fmt.Println("to JavaScript:", js.CopyBytesToJS(array, buf), array.Index(0).Int() == int(buf[0]))
	clear(buf)
	js.CopyBytesToGo(buf, array)
	scramble(buf, 42)
	fmt.Printf("%x\n", sha256.Sum256(buf))

	part := array.Call("subarray", 1000, 1010)
	clear(buf[:20])
	fmt.Println(js.CopyBytesToGo(buf[:20], part), js.CopyBytesToJS(part, buf[:4]), part.Index(0).Int(), part.Length())

	counts := [256]int{}
	for _, b := range buf {
		counts[b]++
	}
	fmt.Println(counts[7], counts[255])
	defer func() { fmt.Println("recovered:", recover()) }()
	js.CopyBytesToGo(buf, js.ValueOf("text"))
}
