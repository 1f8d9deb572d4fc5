// compress/gzip, flate, zlib, lzw, bzip2's absence aside; archive/zip and tar: round trips in memory, damage is noticed.
//
//run:heavy
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/lzw"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"time"
)

func main() {
	text := strings.Repeat("All work and no play makes Jack a dull boy. ", 500)
	noise := make([]byte, 5000)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	for _, data := range []string{"", "a", text, string(noise), text[:100] + string(noise) + text} {
		for level := -2; level <= 9; level++ {
			var b bytes.Buffer
			w, err := gzip.NewWriterLevel(&b, level)
			if err != nil {
				fmt.Println(err)
				continue
			}
			w.Name = "n"
			w.Write([]byte(data[:len(data)/2]))
			w.Flush()
			w.Write([]byte(data[len(data)/2:]))
			w.Close()
			r, err := gzip.NewReader(&b)
			if err != nil {
				fmt.Println(err)
				continue
			}
			back, err := io.ReadAll(r)
			if string(back) != data || err != nil || r.Name != "n" {
				fmt.Println("differs", level, len(data), err)
			}
		}
		var z, f, l bytes.Buffer
		zw := zlib.NewWriter(&z)
		io.WriteString(zw, data)
		zw.Close()
		fw, _ := flate.NewWriterDict(&f, 6, []byte("Jack a dull boy"))
		io.WriteString(fw, data)
		fw.Close()
		lw := lzw.NewWriter(&l, lzw.LSB, 8)
		io.WriteString(lw, data)
		lw.Close()
		zr, err := zlib.NewReader(&z)
		if err != nil {
			fmt.Println(err)
			continue
		}
		b1, _ := io.ReadAll(zr)
		b2, _ := io.ReadAll(flate.NewReaderDict(&f, []byte("Jack a dull boy")))
		b3, _ := io.ReadAll(lzw.NewReader(&l, lzw.LSB, 8))
		fmt.Println(len(data), string(b1) == data, string(b2) == data, string(b3) == data)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	fmt.Println(b.Len() < 500)
	bad := bytes.Clone(b.Bytes())
	bad[len(bad)-6] ^= 1
	r, _ := gzip.NewReader(bytes.NewReader(bad))
	_, err := io.ReadAll(r)
	fmt.Println(err)
	_, err = gzip.NewReader(strings.NewReader("not gzip at all"))
	fmt.Println(err)
	r, _ = gzip.NewReader(bytes.NewReader(b.Bytes()[:100]))
	_, err = io.ReadAll(r)
	fmt.Println(err)

	var zb bytes.Buffer
	zw := zip.NewWriter(&zb)
	for _, n := range []string{"a.txt", "dir/b.txt"} {
		f, _ := zw.Create(n)
		io.WriteString(f, n+text)
	}
	zw.SetComment("comment")
	zw.Close()
	zr, err := zip.NewReader(bytes.NewReader(zb.Bytes()), int64(zb.Len()))
	fmt.Println(err, zr.Comment)
	for _, f := range zr.File {
		rc, _ := f.Open()
		c, err := io.ReadAll(rc)
		fmt.Println(f.Name, f.UncompressedSize64, string(c[:8]), err)
	}
	var tb bytes.Buffer
	tw := tar.NewWriter(&tb)
	for i, n := range []string{"x", "long/" + strings.Repeat("y", 150)} {
		tw.WriteHeader(&tar.Header{Name: n, Mode: 0o644, Size: int64(i + 3), ModTime: time.Unix(1e9, 0)})
		tw.Write([]byte("12345")[:i+3])
	}
	tw.Close()
	tr := tar.NewReader(&tb)
	for {
		h, err := tr.Next()
		if err != nil {
			fmt.Println(err)
			break
		}
		c, _ := io.ReadAll(tr)
		fmt.Println(len(h.Name), h.Size, string(c), h.ModTime.Unix())
	}
}
