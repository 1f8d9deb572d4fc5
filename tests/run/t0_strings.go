// Strings without allocation: length, indexing, slicing, comparison, passing around.
package main

var greeting = "hello, world"
var empty string

func count(s string, c byte) (n int) {
	for i := 0; i < len(s); i++ {
		if s[i] == c {
			n++
		}
	}
	return
}

func hasPrefix(s, p string) bool { return len(s) >= len(p) && s[:len(p)] == p }

func index(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return i
		}
	}
	return -1
}

func main() {
	println(len(greeting), len(empty), len("äö"), len("\x00\xff"))
	println(greeting[0], greeting[len(greeting)-1], "const"[2])
	println(greeting[:5], greeting[7:], greeting[3:9], greeting[:], greeting[5:5] == "")
	println(count(greeting, 'l'), count(empty, 'x'))
	println(hasPrefix(greeting, "hello"), hasPrefix("he", "hello"), hasPrefix("x", ""))
	println(index(greeting, "world"), index(greeting, "l"), index(greeting, "z"), index(greeting, ""))
	s := greeting[7:]
	t := s[1:3]
	println(s, t, t == "or", s < t, greeting > s)
	greeting = "changed"
	println(s, greeting)
	println(`raw \n "string"
second line`)
	println("escapes: \a\b\f\v\\\"\x41\101\u00e9\U0001f600" == "escapes: \x07\x08\x0c\x0b\x5c\x22AA\xc3\xa9\xf0\x9f\x98\x80")
	println(empty == "", empty < "a", len(empty[0:0]), len(empty[:]))
	sum := 0
	for i := range len(s) {
		sum = sum*31 + int(s[i])
	}
	println(sum)
}
