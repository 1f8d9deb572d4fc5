// package bytes: Buffer in all directions, searching, comparing, splitting, Reader.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
)

type slow struct{ s string }

func (r *slow) Read(p []byte) (int, error) {
	if r.s == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(3, len(p))], r.s)
	r.s = r.s[n:]
	return n, nil
}

func main() {
	var b bytes.Buffer
	b.WriteString("hello ")
	b.Write([]byte("world"))
	b.WriteByte('!')
	b.WriteRune('→')
	fmt.Fprintf(&b, "%03d", 7)
	fmt.Println(b.String(), b.Len())
	p := make([]byte, 5)
	n, err := b.Read(p)
	fmt.Println(n, err, string(p), b.Len())
	c, _ := b.ReadByte()
	b.UnreadByte()
	line, err := b.ReadString('!')
	fmt.Println(c, line, err)
	r, size, _ := b.ReadRune()
	fmt.Println(string(r), size, b.UnreadRune(), b.UnreadRune())
	rest, err := b.ReadBytes('?')
	fmt.Println(string(rest), err)
	_, err = b.ReadByte()
	fmt.Println(err, b.Len())
	m, err := b.ReadFrom(&slow{strings.Repeat("slow reader ", 100)})
	fmt.Println(m, err, b.Len())
	b.Truncate(10)
	fmt.Println(b.String(), string(b.Next(4)), b.Available() >= 0)
	var out strings.Builder
	k, err := b.WriteTo(&out)
	fmt.Println(k, err, out.String())
	b.Reset()
	b.Grow(1000)
	fmt.Println(b.Cap() >= 1000, b.Len())
	for i := range 10000 {
		b.WriteByte(byte(i))
	}
	fmt.Println(b.Len(), b.Bytes()[9999])
	fmt.Println(bytes.NewBufferString("init").String(), bytes.NewBuffer([]byte("abc")).Len())

	x := []byte("The quick brown fox")
	fmt.Println(bytes.Index(x, []byte("quick")), bytes.IndexByte(x, 'q'), bytes.LastIndex(x, []byte("o")), bytes.Contains(x, []byte("fox")), bytes.Count(x, []byte("o")), bytes.IndexAny(x, "xyz"), bytes.IndexFunc(x, unicode.IsUpper))
	fmt.Println(bytes.Compare([]byte("a"), []byte("b")), bytes.Equal(nil, []byte{}), bytes.EqualFold([]byte("Go"), []byte("GO")), bytes.HasPrefix(x, []byte("The")), bytes.HasSuffix(x, []byte("x")))
	fmt.Printf("%q %q %s\n", bytes.Fields(x), bytes.Split([]byte("a,b"), []byte(",")), bytes.Join([][]byte{[]byte("x"), []byte("y")}, []byte("-")))
	fmt.Printf("%s %s %s %s %s\n", bytes.ToUpper(x), bytes.Title([]byte("ab cd")), bytes.TrimSpace([]byte(" s ")), bytes.Trim([]byte("--s-"), "-"), bytes.ReplaceAll(x, []byte(" "), nil))
	fmt.Printf("%s %s %s\n", bytes.Repeat([]byte("ab"), 3), bytes.Map(func(r rune) rune { return r + 1 }, []byte("HAL")), bytes.Runes([]byte("é"))[0:1:1])
	before, after, found := bytes.Cut(x, []byte(" "))
	fmt.Printf("%s|%s|%v\n", before, after, found)
	for l := range bytes.Lines([]byte("1\n2\n")) {
		fmt.Printf("%q ", l)
	}
	rd := bytes.NewReader(x)
	rd.Seek(4, io.SeekStart)
	at := make([]byte, 3)
	rd.ReadAt(at, 16)
	s5 := make([]byte, 5)
	io.ReadFull(rd, s5)
	fmt.Println(string(at), string(s5), rd.Len(), rd.Size())
	_, err = rd.Seek(-1, io.SeekStart)
	fmt.Println(err)
	cl := bytes.Clone(x)
	cl[0] = 't'
	fmt.Println(string(x[:3]), string(cl[:3]), bytes.MinRead)
	func() {
		defer func() { fmt.Println(recover()) }()
		b.Truncate(-1)
	}()
	func() {
		defer func() { fmt.Println(errors.Is(recover().(error), bytes.ErrTooLarge)) }()
		b.Grow(1 << 62)
	}()
}
