// Much is allocated and little stays: linear memory does not grow with what is dropped.
//
//run:heavy
//run:hand
//run:timeout 120
package main

import (
	"fmt"
	"runtime"
	"weak"
)

type node struct {
	next *node
	data [56]byte
}

var sink []byte

//go:noinline
func watched(i int, cleaned chan int) weak.Pointer[node] {
	n := &node{}
	runtime.AddCleanup(n, func(i int) { cleaned <- i }, i)
	return weak.Make(n)
}

func main() {
	live := make([]*node, 10<<20/80)
	for i := range live {
		live[i] = &node{}
	}
	x := uint32(1)
	for total := 0; total < 256<<20; {
		x = x*1664525 + 1013904223
		sink = make([]byte, x>>18)
		live[int(x>>8)%len(live)] = &node{}
		total += len(sink) + 64
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(m.TotalAlloc > 256<<20, m.Sys < 64<<20)

	cleaned := make(chan int, 3)
	var handles []weak.Pointer[node]
	for i := range 3 {
		handles = append(handles, watched(i, cleaned))
	}
	live, sink = nil, nil
	runtime.GC()
	sum := 0
	for range 3 {
		sum += 1 + <-cleaned
	}
	fmt.Println(sum, handles[0].Value() == nil)
}
