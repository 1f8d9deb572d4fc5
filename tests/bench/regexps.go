// Package regexp: matching, submatches, replacing.
package main

import (
	"fmt"
	"regexp"
	"strings"
)

func main() {
	var b strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&b, "2024-%02d-%02d user%d@example%d.com GET /path/%d?q=%x 200 %dms\n", i%12+1, i%28+1, i, i%10, i, i*i, i%900)
	}
	text := b.String()
	mail := regexp.MustCompile(`[a-z]+\d*@[a-z0-9.]+\.com`)
	date := regexp.MustCompile(`(\d{4})-(\d\d)-(\d\d)`)
	slow := regexp.MustCompile(`(?m)(\d+)ms$`)
	words := regexp.MustCompile(`(?i)get|post|put`)
	for range 3 {
		fmt.Println(len(mail.FindAllString(text, -1)), len(date.FindAllStringSubmatch(text, -1)))
		fmt.Println(len(date.ReplaceAllString(text, "$3.$2.$1")), len(slow.FindAllStringIndex(text, -1)))
		fmt.Println(len(words.FindAllString(text, -1)))
	}
}
