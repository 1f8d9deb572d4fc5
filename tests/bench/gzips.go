// compress/gzip: packing and unpacking text.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
)

func main() {
	var text strings.Builder
	x := uint32(3)
	words := strings.Fields("the quick brown fox jumps over a lazy dog while seven wizards quietly box with flying matches in june")
	for text.Len() < 3_000_000 {
		x = x*1664525 + 1013904223
		text.WriteString(words[x>>16%uint32(len(words))])
		fmt.Fprintf(&text, " %d ", x>>20)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := io.WriteString(w, text.String()); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	size := packed.Len()
	data := packed.Bytes()
	for range 5 {
		r, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			panic(err)
		}
		out, err := io.ReadAll(r)
		if err != nil || string(out) != text.String() {
			panic("different")
		}
	}
	fmt.Println(text.Len(), size)
}
