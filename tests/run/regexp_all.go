// package regexp: matching, groups, replacing, splitting, flags, classes, anchors, laziness, Unicode, errors.
package main

import (
	"fmt"
	"regexp"
	"strings"
)

func main() {
	for _, c := range [][2]string{
		{`a+b*c?`, "xaabbcy"}, {`^(\w+)@(\w+)\.com$`, "user@example.com"}, {`(a|b)*c`, "ababc"}, {`(?i)HeLLo`, "say hello"},
		{`a.*?b`, "aXXbYYb"}, {`(?s)a.b`, "a\nb"}, {`(?m)^x.$`, "w\nxy\nz"}, {`\bfoo\b`, "a foo b"}, {`[^a-c\d]+`, "ab12xyz3"},
		{`\p{Greek}+`, "abc αβγ"}, {`(x{2,3})(x*)`, "xxxxx"}, {`(?:ab)+(c)`, "ababc"}, {`()|a`, "a"}, {`[[:alpha:]_]+`, "12ab_c3"},
		{`(\d+)-(\d+)`, "tel 555-1234."}, {`a{0}b`, "ab"}, {`(a*)*`, "aaa"}, {`(a*)+$`, "aaab"}, {`\Qa.b\E`, "axb a.b"}, {`[é-ü]`, "zö"}, {`(?U)a+`, "aaa"}, {`\x41\u{42}`, ""},
		{`(?P<year>\d{4})-(?<month>\d\d)`, "on 2024-05-06"}, {`\C`, "x"}, {`^$`, ""}, {`x*`, ""},
	} {
		re, err := regexp.Compile(c[0])
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%q %v %q %v %v\n", c[0], re.MatchString(c[1]), re.FindStringSubmatch(c[1]), re.FindStringSubmatchIndex(c[1]), re.SubexpNames())
	}
	for _, s := range []string{`(`, `a**`, `[b-a]`, `\8`, `(?<n`, `x{2,1}`, `x{1001}`, `[[:word:]`, `(?z)`, "\xff"} {
		_, err := regexp.Compile(s)
		fmt.Println(err)
	}
	re := regexp.MustCompile(`(\w)(\w*)`)
	s := "hello big world"
	fmt.Println(re.ReplaceAllString(s, "$2$1"), re.ReplaceAllString(s, "${1}_$$$0"), re.ReplaceAllLiteralString(s, "$1"))
	fmt.Println(re.ReplaceAllStringFunc(s, strings.ToUpper), re.FindAllString(s, -1), re.FindAllString(s, 2), re.FindAllStringIndex(s, -1))
	fmt.Println(re.FindAllStringSubmatch(s, -1), string(re.Expand(nil, []byte("<$1>"), []byte(s), re.FindSubmatchIndex([]byte(s)))))
	fmt.Printf("%q %q %q\n", regexp.MustCompile(`,\s*`).Split("a, b,c,  d", -1), regexp.MustCompile(`x*`).Split("axbxc", -1), regexp.MustCompile(`b`).Split("abc", 1))
	fmt.Println(regexp.QuoteMeta("a.b*c[1]"), re.NumSubexp(), re.String(), regexp.MustCompile(`abc+d`).String())
	p, full := regexp.MustCompile(`abc(d|e)`).LiteralPrefix()
	fmt.Println(p, full, regexp.MustCompile(`(?<a>x)(?<b>y)`).SubexpIndex("b"))
	long := regexp.MustCompile(`a+|a+b`)
	fmt.Print(long.FindString("aab"), " ")
	long.Longest()
	fmt.Println(long.FindString("aab"), regexp.MustCompilePOSIX(`a+|a+b`).FindString("aab"))
	// backtracking would take for ever here
	evil := regexp.MustCompile(`^(a+)+$`)
	fmt.Println(evil.MatchString(strings.Repeat("a", 2000)), evil.MatchString(strings.Repeat("a", 2000)+"b"))
	text := strings.Repeat("The year 1999 and 2024; ", 200)
	years := regexp.MustCompile(`\b(19|20)\d\d\b`).FindAllString(text, -1)
	fmt.Println(len(years), years[1])
	email := regexp.MustCompile(`^[a-z0-9._%+\-]+@[a-z0-9.\-]+\.[a-z]{2,4}$`)
	fmt.Println(email.MatchString("a.b+c@d-e.org"), email.MatchString("no@tld"), regexp.MustCompile(`(a|ab)(c|bcd)(d*)`).FindStringSubmatch("abcd"))
	fmt.Println(regexp.MatchString(`^\pL+$`, "żółw"))
	fmt.Println(regexp.MustCompile(`(?m)(^|,)([^,]*)`).FindAllStringSubmatchIndex("a,,b\nc", -1))
	r := regexp.MustCompile(`needle`).FindReaderIndex(strings.NewReader("hay needle hay"))
	fmt.Println(r)
}
