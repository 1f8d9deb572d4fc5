// Generics: a heap and a merge sort of our own, then slices.Sort and sort.Slice.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
)

type heap[T any] struct {
	items []T
	less  func(a, b T) bool
}

func (h *heap[T]) push(v T) {
	h.items = append(h.items, v)
	i := len(h.items) - 1
	for i > 0 && h.less(h.items[i], h.items[(i-1)/2]) {
		h.items[i], h.items[(i-1)/2] = h.items[(i-1)/2], h.items[i]
		i = (i - 1) / 2
	}
}

func (h *heap[T]) pop() T {
	top, n := h.items[0], len(h.items)-1
	h.items[0] = h.items[n]
	h.items = h.items[:n]
	for i := 0; ; {
		c := 2*i + 1
		if c >= n {
			return top
		}
		if c+1 < n && h.less(h.items[c+1], h.items[c]) {
			c++
		}
		if !h.less(h.items[c], h.items[i]) {
			return top
		}
		h.items[c], h.items[i] = h.items[i], h.items[c]
		i = c
	}
}

func mergeSort[T cmp.Ordered](a, tmp []T) {
	if len(a) < 2 {
		return
	}
	m := len(a) / 2
	mergeSort(a[:m], tmp[:m])
	mergeSort(a[m:], tmp[m:])
	copy(tmp, a)
	i, j := 0, m
	for k := range a {
		if j >= len(a) || i < m && tmp[i] <= tmp[j] {
			a[k] = tmp[i]
			i++
		} else {
			a[k] = tmp[j]
			j++
		}
	}
}

func numbers(n int) []int {
	a := make([]int, n)
	x := uint64(88172645463325252)
	for i := range a {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		a[i] = int(x % 1000000)
	}
	return a
}

func main() {
	n := 400000
	h := heap[int]{less: func(a, b int) bool { return a < b }}
	for _, v := range numbers(n) {
		h.push(v)
	}
	sum := 0
	for i := range n {
		sum += h.pop() * (i % 7)
	}
	fmt.Println(sum)
	a := numbers(n)
	mergeSort(a, make([]int, n))
	b := numbers(n)
	slices.Sort(b)
	fmt.Println(slices.Equal(a, b))
	words := make([]string, n/4)
	for i, v := range numbers(n / 4) {
		words[i] = fmt.Sprint("w", v)
	}
	sort.Slice(words, func(i, j int) bool { return words[i] < words[j] })
	fmt.Println(words[0], words[len(words)-1])
}
