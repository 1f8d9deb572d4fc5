// range over strings decodes UTF-8; bad bytes give U+FFFD and advance by one.
package main

func show(s string) {
	for i, r := range s {
		print(i, ":", r, " ")
	}
	println(len(s))
}

func main() {
	show("abc")
	show("aä→😀z")
	show("")
	show("\x00\x7f\u0080\u07ff\u0800\uffff\U00010000\U0010ffff")
	show("\xff\xfe")
	show("a\x80b")           // a continuation byte alone
	show("\xc3")             // truncated: 2 bytes
	show("\xe2\x86")         // truncated: 3 bytes
	show("\xf0\x9f\x98x")    // truncated: 4 bytes
	show("\xc0\x80")         // overlong
	show("\xe0\x80\x80")     // overlong
	show("\xed\xa0\x80")     // surrogate
	show("\xf4\x90\x80\x80") // beyond U+10FFFF
	show("\ufffd")
	n := 0
	for range "äöü" {
		n++
	}
	for i := range "äöü" {
		n = n*10 + i
	}
	println(n)
	s := "grow"
	for i, r := range s {
		s = "x" // the range expression was evaluated once
		print(i, r, " ")
	}
	println(s)
}
