// unicode, utf8 and utf16: classes, case mapping, encoding and decoding, validity, invalid input.
package main

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

func main() {
	for _, r := range "aZ5 _é\u0391\u03c9ß\u4e16\u0660½\u2028\u200bǅ😀\t\u0301ſK" {
		fmt.Printf("%U %v%v%v%v%v%v%v%v%v%v %q %q %q\n", r, b(unicode.IsLetter(r)), b(unicode.IsUpper(r)), b(unicode.IsLower(r)), b(unicode.IsDigit(r)), b(unicode.IsNumber(r)), b(unicode.IsSpace(r)), b(unicode.IsPunct(r)), b(unicode.IsControl(r)), b(unicode.IsPrint(r)), b(unicode.IsMark(r)), unicode.ToUpper(r), unicode.ToLower(r), unicode.ToTitle(r))
	}
	fmt.Println(unicode.Is(unicode.Han, '世'), unicode.In('ж', unicode.Latin, unicode.Cyrillic), unicode.IsOneOf([]*unicode.RangeTable{unicode.Greek}, 'α'), unicode.SimpleFold('k'), unicode.SimpleFold('K'), unicode.SimpleFold('\u212a'))
	fmt.Println(unicode.TurkishCase.ToUpper('i'), len(unicode.Scripts) > 100, unicode.Version != "", unicode.MaxRune)
	count := 0
	for r := rune(0); r <= 0x2ffff; r++ {
		if unicode.IsLetter(r) {
			count++
		}
	}
	fmt.Println(count > 90000)

	for _, r := range []rune{0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xffff, 0x10000, 0x10ffff, 0x110000, -1} {
		buf := make([]byte, 4)
		n := utf8.EncodeRune(buf, r)
		back, size := utf8.DecodeRune(buf[:n])
		last, _ := utf8.DecodeLastRune(buf[:n])
		fmt.Println(r, buf[:n], back, size, last, utf8.RuneLen(r), utf8.ValidRune(r), string(utf8.AppendRune(nil, r)) == string(r))
	}
	for _, s := range []string{"", "abc", "é世😀", "\xff", "\xe2\x82", "\xf0\x9f\x98", "\xed\xa0\x80", "\xc0\x80", "a\x80\x80b", "\xf8\x88\x80\x80\x80"} {
		r, n := utf8.DecodeRuneInString(s)
		l, m := utf8.DecodeLastRuneInString(s)
		fmt.Printf("%q %d %d %d %d %d %v %v\n", s, r, n, l, m, utf8.RuneCountInString(s), utf8.ValidString(s), utf8.FullRuneInString(s))
	}
	fmt.Println(utf8.RuneStart(0x80), utf8.RuneStart('a'), utf8.RuneCount([]byte("äö")), utf8.UTFMax)
	u := utf16.Encode([]rune("a世😀\ufffd"))
	fmt.Printf("%x %q\n", u, string(utf16.Decode(u)))
	fmt.Printf("%q %v %d\n", string(utf16.Decode([]uint16{0xd83d, 'x', 0xde00})), utf16.IsSurrogate(0xd800), utf16.RuneLen('😀'))
	hi, lo := utf16.EncodeRune('😀')
	fmt.Printf("%x %x %c\n", hi, lo, utf16.DecodeRune(hi, lo))
}

func b(x bool) int {
	if x {
		return 1
	}
	return 0
}
