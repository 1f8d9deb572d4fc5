// Maps with int, string and struct keys: inserting, finding, deleting, iterating.
package main

import "fmt"

type point struct{ x, y int }

func main() {
	m := map[int]int{}
	x := uint32(7)
	for range 1_000_000 {
		x = x*1664525 + 1013904223
		m[int(x>>12)]++
	}
	sum := 0
	for i := range 2_000_000 {
		if v, ok := m[i]; ok {
			sum += v
		}
	}
	fmt.Println(len(m), sum)
	for i := 0; i < 1<<20; i += 2 {
		delete(m, i)
	}
	total := 0
	for k, v := range m {
		total += k * v
	}
	fmt.Println(len(m), total)

	words := make([]string, 5000)
	for i := range words {
		words[i] = fmt.Sprintf("key-%d", i*7919)
	}
	s := map[string]int{}
	for i := range 2_000_000 {
		s[words[i*31%len(words)]] += i
	}
	fmt.Println(len(s), s["key-7919"])
	p := map[point]bool{}
	for i := range 300_000 {
		p[point{i % 1000, i / 7 % 100}] = true
	}
	fmt.Println(len(p))
}
