// Room for keys and elements in the frame, used before and after waits, in a loop: addresses into it are not kept across them.
package main

import (
	"fmt"
	"strings"
)

type header map[string][]string

func (h header) del(k string) { delete(h, strings.ToUpper(k)) }

func work(in chan string, out chan int) {
	h := header{}
	for i := 0; ; i++ {
		k, ok := <-in
		if !ok {
			break
		}
		h[strings.ToUpper(k)] = append(h[k], k)
		h.del("gone")
		var buf [4]int
		for j := range buf {
			buf[j] = i * j
			out <- buf[j]
		}
		h.del(k + "?")
		sum := make([]int, 3)
		sum[i%3] = len(h)
		out <- sum[0] + sum[1] + sum[2]
		if i%2 == 1 {
			h.del(k)
		}
		if _, found := h["GONE"]; found {
			fmt.Println("found")
		}
	}
	close(out)
}

func main() {
	in, out := make(chan string), make(chan int)
	go work(in, out)
	go func() {
		for _, k := range []string{"a", "gone", "b", "c", "b", "d"} {
			in <- k
		}
		close(in)
	}()
	for n := range out {
		fmt.Print(n, " ")
	}
	fmt.Println()
}
