// Allocation of many sizes with a live set that keeps changing; contents are verified throughout.
//
//run:heavy
package main

import (
	"fmt"
	"runtime"
)

type cell struct {
	sum  uint32
	data []byte
	ptrs []*cell
	m    map[int]*cell
	i    any
	f    func() uint32
}

var seed = uint32(12345)

func rnd(n int) int {
	seed ^= seed << 13
	seed ^= seed >> 17
	seed ^= seed << 5
	return int(seed>>1) % n
}

func hash(b []byte) (h uint32) {
	h = 2166136261
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return
}

func newCell(live []*cell) *cell {
	size := rnd(200)
	if rnd(50) == 0 {
		size = rnd(100000)
	}
	c := &cell{data: make([]byte, size)}
	for i := range c.data {
		c.data[i] = byte(rnd(256))
	}
	c.sum = hash(c.data)
	for range rnd(4) {
		if o := live[rnd(len(live))]; o != nil {
			o.ptrs = o.ptrs[:min(len(o.ptrs), 1)] // cut the graph, so that it doesn't grow for ever
			c.ptrs = append(c.ptrs, o)
		}
	}
	switch rnd(4) {
	case 0:
		c.m = map[int]*cell{1: {sum: 1}, 2: c}
		for i := range rnd(20) {
			c.m[10+i] = nil
		}
	case 1:
		c.i = [3]*cell{nil, {data: c.data, sum: c.sum}, nil}
	case 2:
		keep := &cell{data: append([]byte(nil), c.data...)}
		c.f = func() uint32 { return hash(keep.data) }
	}
	return c
}

func (c *cell) ok() bool {
	if hash(c.data) != c.sum {
		return false
	}
	for _, p := range c.ptrs {
		if hash(p.data) != p.sum {
			return false
		}
	}
	if c.m != nil && (c.m[2] != c || c.m[1].sum != 1) {
		return false
	}
	if a, is := c.i.([3]*cell); is && (hash(a[1].data) != c.sum || a[0] != nil) {
		return false
	}
	return c.f == nil || c.f() == c.sum
}

func main() {
	live := make([]*cell, 500)
	bad := 0
	for i := range 30000 {
		k := rnd(len(live))
		if live[k] != nil && !live[k].ok() {
			bad++
		}
		live[k] = newCell(live)
		if i%10000 == 0 {
			runtime.GC()
		}
	}
	n := 0
	for _, c := range live {
		if c != nil {
			n++
			if !c.ok() {
				bad++
			}
		}
	}
	fmt.Println(n, bad)
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Println(m.HeapAlloc < 100<<20)
}
