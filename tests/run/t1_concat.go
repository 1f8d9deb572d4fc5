// Strings built at run time: +, +=, of bytes and runes, in loops; comparison of built strings.
package main

func repeat(s string, n int) (r string) {
	for range n {
		r += s
	}
	return
}

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return "0123456789"[n : n+1]
	}
	return itoa(n/10) + itoa(n%10)
}

func reverse(s string) string {
	r := ""
	for _, c := range s {
		r = string(c) + r
	}
	return r
}

func join(list []string, sep string) string {
	s := ""
	for i, x := range list {
		if i > 0 {
			s += sep
		}
		s += x
	}
	return s
}

func main() {
	a, b, c := "foo", "bar", ""
	println(a+b, a+c+b, c+c == "", a+"-"+b+"-"+a+"-"+b+"-"+a+"-"+b)
	println(repeat("ab", 5), repeat("", 10) == "", len(repeat("xyz", 1000)))
	println(itoa(0), itoa(-12345), itoa(9876543210))
	println(reverse("häl→lo"), reverse(reverse("same")) == "same")
	println(join([]string{"a", "b", "c"}, ", "), join(nil, "x") == "")
	s := a
	s += b
	s += s
	println(s, a, s == "foobarfoobar", a+b == "foobar", a+b < "foobas")
	n := 65
	println(string(rune(n)), string(rune(0x20ac)), string(rune(-1)) == "\ufffd", string(rune(0xd800)) == "\ufffd")
	type id string
	x := id("n") + id(itoa(7))
	println(x, string(x) == "n7")
	println(a+b == b+a, len(a+b+s), (a + b)[3], (a + b)[1:4])
}
