// Maps with string keys: counting the words of a text, and a cache of byte-slice keys.
package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

func main() {
	syllables := []string{"ka", "to", "mi", "ru", "se", "no", "ha", "ly", "ze", "po"}
	var b strings.Builder
	x := uint32(17)
	for range 300_000 {
		for range 1 + x>>30 {
			x = x*1664525 + 1013904223
			b.WriteString(syllables[x>>16%10])
		}
		b.WriteByte(' ')
	}
	text := b.String()
	counts := map[string]int{}
	for range 10 {
		for w := range strings.FieldsSeq(text) {
			counts[w]++
		}
	}
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return counts[b] - counts[a] + strings.Compare(a, b)/2 })
	fmt.Println(len(keys), counts["katomi"], counts["no"])

	buf, hits := make([]byte, 0, 32), 0
	for i := range 3_000_000 {
		buf = append(buf[:0], text[i%1000:i%1000+8]...)
		hits += counts[string(buf)]
	}
	fmt.Println(hits)
}
