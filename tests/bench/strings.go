// Strings: building, splitting, searching, replacing, runes.
package main

import (
	"fmt"
	"strings"
	"unicode"
)

func main() {
	var b strings.Builder
	for i := range 200000 {
		b.WriteString("The quick brown Fox jumps over ")
		b.WriteByte(byte('a' + i%26))
		b.WriteRune('é')
		b.WriteString(" lazy dogs. ")
	}
	text := b.String()
	fmt.Println(len(text))
	fields := strings.Fields(text)
	fmt.Println(len(fields), strings.Count(text, "Fox"), strings.LastIndex(text, "zé"))
	upper := 0
	for _, r := range text {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	fmt.Println(upper)
	r := strings.NewReplacer("quick", "slow", "brown", "red", "é", "e")
	out := r.Replace(text)
	fmt.Println(len(out), strings.Contains(out, "red Fox"))
	fmt.Println(len(strings.ToUpper(text)), len(strings.ReplaceAll(text, "lazy", "busy")))
	joined := ""
	for i := range 3000 {
		joined += fields[i]
	}
	fmt.Println(len(joined))
	n := 0
	for _, line := range strings.Split(text, ". ") {
		n += len(strings.TrimSpace(line))
	}
	fmt.Println(n)
}
