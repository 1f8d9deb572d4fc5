// Conversions between strings, byte slices and rune slices; the copies are independent.
package main

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 32
		}
	}
	return string(b)
}

func rot13(s string) string {
	r := []rune(s)
	for i, c := range r {
		switch {
		case 'a' <= c && c <= 'z':
			r[i] = 'a' + (c-'a'+13)%26
		case 'A' <= c && c <= 'Z':
			r[i] = 'A' + (c-'A'+13)%26
		}
	}
	return string(r)
}

type bytes []byte
type text string

func main() {
	println(upper("hello, Wörld"), rot13("Hello, →"), rot13(rot13("same")))
	s := "abc"
	b := []byte(s)
	b[0] = 'X'
	println(s, string(b), len(b))
	t := string(b)
	b[1] = 'Y'
	println(t, string(b))
	r := []rune("aä→😀\xff")
	println(len(r), r[0], r[1], r[2], r[3], r[4])
	println(string(r), len(string(r)), string(r[1:3]))
	println(string([]rune{65, -1, 0xd800, 0x110000, 0x1f600}))
	println(len([]byte("")), []byte("") == nil, string([]byte(nil)) == "", string([]rune{}) == "")
	y := bytes("named")
	z := text(y)
	println(string(y), z, len([]rune(z)), string(append(y, "!!"...)))
	println(copy(y, "NA"), string(y), copy(y[3:], z[:1]), string(y))
	for i, c := range []byte("äb") {
		print(i, ":", c, " ")
	}
	println()
	key := []byte("key")
	switch string(key) {
	case "key":
		println("switched", string(key) == "key", "k"+string(key[1:]))
	}
	b = append([]byte("x"), string(key)...)
	println(string(b))
}
