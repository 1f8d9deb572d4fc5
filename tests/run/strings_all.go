// package strings: searching, splitting, trimming, case, mapping, Builder, Reader, Replacer, iterators.
package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

func main() {
	s := "the quick brown fox jumps over the lazy dog"
	fmt.Println(strings.Index(s, "the"), strings.LastIndex(s, "the"), strings.Index(s, "zebra"), strings.IndexByte(s, 'q'), strings.IndexRune("chicken→", '→'), strings.IndexAny(s, "xyz"), strings.IndexFunc("abc1", unicode.IsDigit), strings.LastIndexByte(s, 'o'))
	fmt.Println(strings.Contains(s, "fox"), strings.ContainsAny(s, "!?"), strings.ContainsRune(s, 'q'), strings.HasPrefix(s, "the"), strings.HasSuffix(s, "dog"), strings.Count(s, "o"), strings.Count("abc", ""))
	fmt.Printf("%q %q %q %q %q\n", strings.Split("a,b,,c", ","), strings.SplitN("a,b,c", ",", 2), strings.SplitAfter("a,b", ","), strings.Split("abc", ""), strings.Split("", ","))
	fmt.Printf("%q %q\n", strings.Fields("  a \t b\n c "), strings.FieldsFunc("a1b22c", unicode.IsDigit))
	fmt.Println(strings.Join([]string{"x", "y", "z"}, "--"), strings.Repeat("ab", 3), strings.Replace("aaaa", "a", "b", 2), strings.ReplaceAll("aXbX", "X", ""), strings.Replace("abc", "", "-", -1))
	fmt.Println(strings.ToUpper("straße é"), strings.ToLower("ÀÉ ΑΣ"), strings.Title("go lang"), strings.ToTitle("x"), strings.EqualFold("Straße", "STRASSE"), strings.EqualFold("Σ", "ς"))
	fmt.Printf("%q %q %q %q %q %q %q\n", strings.TrimSpace(" \t x \n"), strings.Trim("xxhixx", "x"), strings.TrimLeft("xxhi", "x"), strings.TrimRight("hixx", "x"), strings.TrimPrefix("prefix", "pre"), strings.TrimSuffix("a.go", ".go"), strings.TrimFunc("12ab34", unicode.IsDigit))
	fmt.Println(strings.Map(func(r rune) rune {
		switch {
		case r == 'a':
			return 'A'
		case r == 'e':
			return -1
		case r == 'o':
			return 'ö'
		}
		return r
	}, "a hello to apes"))
	b, a, ok := strings.Cut("key=value=x", "=")
	fmt.Println(b, a, ok)
	fmt.Println(strings.CutPrefix("prefix", "pre"))
	fmt.Println(strings.CutSuffix("suffix", "no"))
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;")
	fmt.Println(r.Replace("<a & b>"), strings.NewReplacer("a", "1", "aa", "2", "aaa", "3").Replace("aaaa"), strings.NewReplacer("", "X").Replace("ab"), strings.NewReplacer("hello", "bye", "hell", "heaven").Replace("hello hell"))
	var sb strings.Builder
	sb.Grow(100)
	for i := range 5 {
		fmt.Fprintf(&sb, "%d,", i)
	}
	sb.WriteByte('b')
	sb.WriteRune('é')
	sb.WriteString("end")
	fmt.Println(sb.String(), sb.Len(), sb.Cap() >= 100)
	sb.Reset()
	fmt.Println(sb.Len())
	rd := strings.NewReader("reader text")
	buf := make([]byte, 4)
	n, _ := rd.Read(buf)
	fmt.Println(n, string(buf), rd.Len(), rd.Size())
	rd.UnreadByte()
	c, size, _ := rd.ReadRune()
	fmt.Println(string(c), size)
	rd.Seek(-4, io.SeekEnd)
	rest, _ := io.ReadAll(rd)
	fmt.Println(string(rest))
	for l := range strings.Lines("one\ntwo\nthree") {
		fmt.Printf("%q ", l)
	}
	for p := range strings.SplitSeq("a-b-c", "-") {
		fmt.Print(p, " ")
	}
	for f := range strings.FieldsSeq(" x  y ") {
		fmt.Print(f, " ")
	}
	fmt.Println()
	fmt.Println(strings.Compare("a", "b"), strings.ToValidUTF8("a\xffb", "?"), strings.Clone("c"), strings.LastIndexAny("go gopher", "go"), strings.IndexByte("", 'x'))
	long := strings.Repeat("abcdefghij", 1000) + "needle" + strings.Repeat("x", 100)
	fmt.Println(strings.Index(long, "needle"), strings.Count(long, "cde"), strings.LastIndex(long, "j"), strings.Index(long, "needles"), strings.Index(long, strings.Repeat("x", 64)))
}
