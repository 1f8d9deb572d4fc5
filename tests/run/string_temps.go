// Strings and byte slices made on the way: short and long ones, forgotten, kept, compared across iterations, grown.
package main

import (
	"fmt"
	"strings"
)

type keeper struct{ s string }

var kept []string

//go:noinline
func last(words []string) string {
	prev := ""
	for _, w := range words {
		x := w + "!"
		if x == prev {
			return "twice " + prev
		}
		prev = x
	}
	return prev
}

//go:noinline
func longest(words []string) (best string) {
	for _, w := range words {
		x := strings.ToUpper(w) + "/" + w
		if len(x) > len(best) {
			best = x
		}
	}
	return best
}

//go:noinline
func grown(s string) []byte {
	b := []byte(s)
	for i := range 5 {
		b = append(b, byte('0'+i))
	}
	return b
}

//go:noinline
func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

func spare(s string) string {
	b := []byte(s)
	b = b[:cap(b)]
	for _, c := range b[len(s):] {
		if c != 0 {
			return "dirty"
		}
	}
	return "clean"
}

func build(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(string(rune('a' + i%26)))
		b.WriteString(string(rune(0x4e00 + i)))
	}
	return b.String()
}

func channel() string {
	c := make(chan string)
	x := "from"
	go func() { c <- x + " a goroutine" }()
	y := x + " me"
	return <-c + ", " + y
}

func main() {
	words := strings.Fields("one two two three four a-word-that-is-longer-than-thirty-two-bytes-by-far")
	fmt.Println(last(words), last(words[2:]), longest(words))
	fmt.Println(string(grown("x")), string(grown(strings.Repeat("long ", 10))), reversed("stressed"), reversed("日本"))
	for _, s := range []string{"", "a", strings.Repeat("b", 31), strings.Repeat("c", 32), strings.Repeat("d", 33)} {
		fmt.Println(len(s), spare(s), s+"x" == "ax", []byte(s)[:len(s)/2])
	}
	m := map[string]int{}
	for i := range 20 {
		k := fmt.Sprint(i % 7)
		m["key"+k]++
		m[string([]byte(k))] += i
		kept = append(kept, "k"+k)
	}
	fmt.Println(m, kept)
	ks := []*keeper{}
	for _, w := range words[:4] {
		ks = append(ks, &keeper{w + w})
	}
	for _, k := range ks {
		fmt.Print(k.s, " ")
	}
	fmt.Println(build(9), channel())
	var any any = words[0] + words[1]
	fmt.Println(any, any == "onetwo", string(rune(233))+string(rune(-1)))
}
