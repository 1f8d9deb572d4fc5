// range over every kind: ints of all types, strings, arrays, pointers to arrays, slices, maps, channels, functions.
package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

type small int8
type list []string

func (l list) Backward() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := len(l) - 1; i >= 0; i-- {
			if !yield(i, l[i]) {
				return
			}
		}
	}
}

func main() {
	for i := range small(3) {
		fmt.Printf("%T%d ", i, i)
	}
	for i := range uint64(2) {
		fmt.Printf("%T%d ", i, i)
	}
	var r rune = 2
	for i := range r {
		fmt.Printf("%T%d ", i, i)
	}
	fmt.Println()
	for i, c := range "aé\xffz" {
		fmt.Print(i, " ", c, "; ")
	}
	fmt.Println()
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 30
		fmt.Print(i, v, " ")
	}
	for i, v := range &arr {
		arr[2] = 300
		fmt.Print(i, v, " ")
	}
	for i := range (*[5]int)(nil) {
		fmt.Print(i)
	}
	fmt.Println()
	s := []int{1, 2, 3}
	for i, v := range s {
		if i == 0 {
			s = append(s, 4)
			s[1] = 20
		}
		fmt.Print(v, " ")
	}
	for i := range s {
		s = s[:1]
		fmt.Print(i, " ")
	}
	fmt.Println(len(s))
	c := make(chan int, 5)
	for i := range cap(c) {
		c <- i * i
	}
	close(c)
	for v := range c {
		fmt.Print(v, " ")
	}
	for range c {
	}
	fmt.Println()
	for i, s := range (list{"x", "y", "z"}).Backward() {
		fmt.Print(i, s, " ")
	}
	fmt.Println(slices.Sorted(maps.Keys(map[string]int{"b": 1, "a": 2})))
	// assignment to existing variables, fields, elements
	var st struct{ i, v int }
	m := map[string]int{}
	for st.i, m["v"] = range []int{7, 8} {
	}
	fmt.Println(st, m)
	var idx [2]int
	for idx[1] = range 6 {
	}
	for idx[0] = range "abc" {
	}
	fmt.Println(idx)
	for _, idx[0] = range map[int]int{1: 99} {
	}
	for _ = range 2 {
		idx[0]++
	}
	fmt.Println(idx)
}
