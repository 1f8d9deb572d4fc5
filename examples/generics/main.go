// Generics: containers, constraints and iterators of one's own.
package main

import (
	"cmp"
	"fmt"
	"iter"
	"strings"
)

// Ordered is a sorted map: a treap, a tree balanced by pseudo-random priorities.
type Ordered[K cmp.Ordered, V any] struct {
	root *node[K, V]
	n    int
	seed uint32
}

type node[K cmp.Ordered, V any] struct {
	key         K
	val         V
	prio        uint32
	left, right *node[K, V]
}

func (m *Ordered[K, V]) Len() int { return m.n }

func (m *Ordered[K, V]) Get(k K) (v V, ok bool) {
	for n := m.root; n != nil; {
		switch cmp.Compare(k, n.key) {
		case -1:
			n = n.left
		case 1:
			n = n.right
		default:
			return n.val, true
		}
	}
	return
}

func (m *Ordered[K, V]) Put(k K, v V) { m.root = m.put(m.root, k, v) }

func (m *Ordered[K, V]) put(n *node[K, V], k K, v V) *node[K, V] {
	if n == nil {
		m.n++
		m.seed = m.seed*1664525 + 1013904223
		return &node[K, V]{key: k, val: v, prio: m.seed >> 8}
	}
	switch {
	case k < n.key:
		n.left = m.put(n.left, k, v)
		if l := n.left; l.prio > n.prio {
			n.left, l.right = l.right, n
			return l
		}
	case k > n.key:
		n.right = m.put(n.right, k, v)
		if r := n.right; r.prio > n.prio {
			n.right, r.left = r.left, n
			return r
		}
	default:
		n.val = v
	}
	return n
}

// All yields the entries in the order of their keys.
func (m *Ordered[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) { m.root.walk(yield) }
}

func (n *node[K, V]) walk(yield func(K, V) bool) bool {
	return n == nil || n.left.walk(yield) && yield(n.key, n.val) && n.right.walk(yield)
}

// Heap is a priority queue with an order given by a function.
type Heap[T any] struct {
	items []T
	less  func(a, b T) bool
}

func NewHeap[T any](less func(a, b T) bool, xs ...T) *Heap[T] {
	h := &Heap[T]{less: less}
	for _, x := range xs {
		h.Push(x)
	}
	return h
}

func (h *Heap[T]) Push(x T) {
	h.items = append(h.items, x)
	for i := len(h.items) - 1; i > 0 && h.less(h.items[i], h.items[(i-1)/2]); i = (i - 1) / 2 {
		h.items[i], h.items[(i-1)/2] = h.items[(i-1)/2], h.items[i]
	}
}

// Drain yields the items in order and empties the heap on the way.
func (h *Heap[T]) Drain() iter.Seq[T] {
	return func(yield func(T) bool) {
		for len(h.items) > 0 && yield(h.pop()) {
		}
	}
}

func (h *Heap[T]) pop() T {
	top, last := h.items[0], len(h.items)-1
	h.items[0] = h.items[last]
	h.items = h.items[:last]
	for i := 0; ; {
		c := 2*i + 1
		if c+1 < last && h.less(h.items[c+1], h.items[c]) {
			c++
		}
		if c >= last || !h.less(h.items[c], h.items[i]) {
			return top
		}
		h.items[i], h.items[c] = h.items[c], h.items[i]
		i = c
	}
}

// Number is every type whose values can be added up.
type Number interface {
	~int | ~int64 | ~float64
}

func Sum[T Number](seq iter.Seq[T]) (s T) {
	for x := range seq {
		s += x
	}
	return
}

// Stream wraps an iterator in methods that can be chained.
type Stream[T any] struct{ seq iter.Seq[T] }

func From[T any](xs ...T) Stream[T] {
	return Stream[T]{func(yield func(T) bool) {
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}}
}

func Naturals() Stream[int] {
	return Stream[int]{func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}}
}

func (s Stream[T]) Filter(keep func(T) bool) Stream[T] {
	return Stream[T]{func(yield func(T) bool) {
		for x := range s.seq {
			if keep(x) && !yield(x) {
				return
			}
		}
	}}
}

// Map has a type parameter of its own.
func (s Stream[T]) Map[R any](f func(T) R) Stream[R] {
	return Stream[R]{func(yield func(R) bool) {
		for x := range s.seq {
			if !yield(f(x)) {
				return
			}
		}
	}}
}

func (s Stream[T]) Take(n int) Stream[T] {
	return Stream[T]{func(yield func(T) bool) {
		if n <= 0 {
			return
		}
		left := n
		for x := range s.seq {
			if left--; !yield(x) || left == 0 {
				return
			}
		}
	}}
}

func (s Stream[T]) Fold[A any](a A, f func(A, T) A) A {
	for x := range s.seq {
		a = f(a, x)
	}
	return a
}

type Money int64

func (m Money) String() string { return fmt.Sprintf("%d.%02d kr", int64(m)/100, int64(m)%100) }

type Set[T comparable] = map[T]struct{}

func Unique[T comparable](s Stream[T]) Stream[T] {
	return Stream[T]{func(yield func(T) bool) {
		seen := Set[T]{}
		for x := range s.seq {
			if _, ok := seen[x]; !ok {
				seen[x] = struct{}{}
				if !yield(x) {
					return
				}
			}
		}
	}}
}

func main() {
	var words Ordered[string, int]
	for _, w := range strings.Fields("the cat and the dog and the bird saw the other cat") {
		n, _ := words.Get(w)
		words.Put(w, n+1)
	}
	for w, n := range words.All() {
		fmt.Print(w, ":", n, " ")
	}
	fmt.Println(words.Len())

	var big Ordered[int, float64]
	for i := range 10000 {
		big.Put(i*7919%10007, float64(i))
	}
	last, sorted := -1, true
	for k := range big.All() {
		sorted = sorted && k > last
		last = k
	}
	fmt.Println(big.Len(), sorted, last)

	h := NewHeap(func(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }, "pear", "fig", "banana", "kiwi", "apple")
	for s := range h.Drain() {
		fmt.Print(s, " ")
		if s == "kiwi" {
			break
		}
	}
	fmt.Println(len(h.items))

	squares := Naturals().Filter(func(i int) bool { return i%3 == 0 }).Map(func(i int) Money { return Money(i * i * 100) }).Take(5)
	fmt.Println(Sum(squares.seq), Sum(From(0.5, 0.25).seq))
	fmt.Println(squares.Fold("", func(s string, m Money) string { return s + m.String() + "; " }))
	next, stop := iter.Pull(Unique(From(3, 1, 3, 2, 1)).seq)
	defer stop()
	for x, ok := next(); ok; x, ok = next() {
		fmt.Print(x, " ")
	}
	fmt.Printf("%T %T\n", squares, words)
}
