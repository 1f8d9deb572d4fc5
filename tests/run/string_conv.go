// Conversions among string, []byte, []rune, rune, named types; invalid UTF-8; comparison and hashing.
package main

import (
	"fmt"
	"unicode/utf8"
)

type Str string
type Bytes []byte
type Runes []rune
type MyByte byte

func main() {
	bad := "a\xffb\xc0\xafc\xed\xa0\x80d\xf4\x90\x80\x80"
	fmt.Printf("%q %d\n", bad, len(bad))
	fmt.Printf("%x\n", []rune(bad))
	fmt.Printf("%q\n", string([]rune(bad)))
	for i, r := range bad {
		fmt.Print(i, ":", string(r), " ")
	}
	fmt.Println(utf8.ValidString(bad), utf8.RuneCountInString(bad))
	s := Str("héllo")
	b := Bytes(s)
	r := Runes(s)
	b[0], r[1] = 'J', 'a'
	fmt.Println(s, string(b), Str(r), len(b), len(r), b[1:3], Str(b[:1])+s)
	fmt.Println([]MyByte("xyz"), string([]MyByte{65, 66}), string([]int32{0x4e16, 0x754c}))
	fmt.Println(string(rune('x')), string(rune(0x10ffff+1)) == "\ufffd", string(rune(-5)) == string(utf8.RuneError))
	var n int64 = 0x1F600
	fmt.Println(string(rune(n)), string(MyByte(228)))
	empty := []byte("")
	fmt.Println(empty == nil, len(empty), string(empty) == "", []rune("") == nil)
	m := map[string]int{"key": 1}
	k := []byte("key")
	fmt.Println(m[string(k)], m[string(k[:2])], m[string(append(k[:2], 'y'))])
	for i, c := range []byte("añ") {
		fmt.Print(i, c, " ")
	}
	fmt.Println()
	x := "shared"
	y := []byte(x)
	z := string(y)
	y[0] = 'S'
	fmt.Println(x, string(y), z)
	dst := make([]byte, 4)
	fmt.Println(copy(dst, "abcdef"), string(dst), string(append(dst, "xyz"...)))
	long := make([]byte, 1000)
	for i := range long {
		long[i] = byte('a' + i%26)
	}
	str := string(long)
	fmt.Println(len(str), str[990:], str == string(long), str < string(append(long, 'x')))
	type pair struct {
		a Str
		b string
	}
	fmt.Println(pair{"a", "b"} == pair{Str([]byte{'a'}), string([]rune{'b'})})
	fmt.Println(fmt.Sprint([]byte("hi"), Bytes("hi")), fmt.Sprintf("%s %x %q %v", b, b, b, Runes("é")))
	fmt.Println(Str("a") < "b", "Z" < "a", "a" < "aa", "\xff" > "\u00ff", "" < "\x00")
}
