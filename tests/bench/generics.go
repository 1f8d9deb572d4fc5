// Generics: a heap, a linked list and a tree of any ordered type, and slices.SortFunc.
package main

import (
	"cmp"
	"fmt"
	"slices"
)

type heap[T any] struct {
	items []T
	less  func(a, b T) bool
}

func (h *heap[T]) push(x T) {
	h.items = append(h.items, x)
	for i := len(h.items) - 1; i > 0; {
		parent := (i - 1) / 2
		if !h.less(h.items[i], h.items[parent]) {
			return
		}
		h.items[i], h.items[parent] = h.items[parent], h.items[i]
		i = parent
	}
}

func (h *heap[T]) pop() T {
	top, last := h.items[0], len(h.items)-1
	h.items[0] = h.items[last]
	h.items = h.items[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child >= last {
			return top
		}
		if child+1 < last && h.less(h.items[child+1], h.items[child]) {
			child++
		}
		if !h.less(h.items[child], h.items[i]) {
			return top
		}
		h.items[i], h.items[child] = h.items[child], h.items[i]
		i = child
	}
}

type tree[K cmp.Ordered, V any] struct {
	left, right *tree[K, V]
	key         K
	value       V
}

func (t *tree[K, V]) insert(k K, v V) *tree[K, V] {
	if t == nil {
		return &tree[K, V]{key: k, value: v}
	}
	switch c := cmp.Compare(k, t.key); {
	case c < 0:
		t.left = t.left.insert(k, v)
	case c > 0:
		t.right = t.right.insert(k, v)
	default:
		t.value = v
	}
	return t
}

func (t *tree[K, V]) find(k K) (v V, ok bool) {
	for t != nil {
		switch {
		case k < t.key:
			t = t.left
		case k > t.key:
			t = t.right
		default:
			return t.value, true
		}
	}
	return v, false
}

func fold[T, A any](s []T, start A, f func(A, T) A) A {
	for _, x := range s {
		start = f(start, x)
	}
	return start
}

type record struct {
	id    int
	score float64
}

func main() {
	x := uint32(99)
	next := func() int {
		x = x*1664525 + 1013904223
		return int(x >> 8)
	}
	h := &heap[record]{less: func(a, b record) bool { return a.score < b.score }}
	for i := range 300_000 {
		h.push(record{i, float64(next())})
	}
	sum := 0
	for i := range 300_000 {
		sum += h.pop().id * (i & 7)
	}
	fmt.Println(sum)

	var t *tree[int, int]
	for i := range 200_000 {
		t = t.insert(next()&0xfffff, i)
	}
	found := 0
	for i := range 1 << 20 {
		if v, ok := t.find(i); ok {
			found += v & 1
		}
	}
	fmt.Println(found)

	rs := make([]record, 500_000)
	for range 3 {
		for i := range rs {
			rs[i] = record{i, float64(next() % 100000)}
		}
		slices.SortFunc(rs, func(a, b record) int {
			return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(a.id, b.id))
		})
	}
	fmt.Println(fold(rs, 0.0, func(a float64, r record) float64 { return a/2 + r.score }))
}
