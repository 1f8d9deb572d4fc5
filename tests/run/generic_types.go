// Generic types: recursive and mutually recursive ones, embedding, aliases with parameters, local types, instances in fields.
package main

import (
	"errors"
	"fmt"
	"iter"
	"strings"
)

type Node[T any] struct {
	val  T
	next *Node[T]
}

type List[T any] struct {
	head, tail *Node[T]
	n          int
}

func (l *List[T]) Add(xs ...T) *List[T] {
	for _, x := range xs {
		n := &Node[T]{val: x}
		if l.tail == nil {
			l.head = n
		} else {
			l.tail.next = n
		}
		l.tail = n
		l.n++
	}
	return l
}

func (l *List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for n := l.head; n != nil; n = n.next {
			if !yield(i, n.val) {
				return
			}
			i++
		}
	}
}

// a type that takes itself as a parameter of its constraint
type Comparable[T any] interface{ Compare(T) int }

type Version struct{ major, minor int }

func (v Version) Compare(o Version) int {
	if v.major != o.major {
		return v.major - o.major
	}
	return v.minor - o.minor
}

func Largest[T Comparable[T]](xs ...T) (m T) {
	m = xs[0]
	for _, x := range xs[1:] {
		if x.Compare(m) > 0 {
			m = x
		}
	}
	return
}

// mutually recursive
type Tree[K Comparable[K], V any] struct {
	root *branch[K, V]
}
type branch[K Comparable[K], V any] struct {
	kids  [2]*Tree[K, V]
	key   K
	value V
}

func (t *Tree[K, V]) Put(k K, v V) {
	if t.root == nil {
		t.root = &branch[K, V]{key: k, value: v, kids: [2]*Tree[K, V]{{}, {}}}
		return
	}
	switch c := k.Compare(t.root.key); {
	case c < 0:
		t.root.kids[0].Put(k, v)
	case c > 0:
		t.root.kids[1].Put(k, v)
	default:
		t.root.value = v
	}
}

func (t *Tree[K, V]) String() string {
	if t.root == nil {
		return "."
	}
	return fmt.Sprint("(", t.root.kids[0], t.root.value, t.root.kids[1], ")")
}

type Base[T any] struct{ items []T }

func (b *Base[T]) Push(x T) { b.items = append(b.items, x) }
func (b Base[T]) Len() int  { return len(b.items) }

type Stack[T any] struct {
	Base[T]
	limit int
}

var ErrFull = errors.New("full")

func (s *Stack[T]) Push(x T) error {
	if s.Len() == s.limit {
		return ErrFull
	}
	s.Base.Push(x)
	return nil
}

type Set[K comparable] = map[K]struct{}
type Matrix[T any] = [][]T
type Fn[A any] = func(A) A
type IntTo[V any] = map[int]V
type Ints = List[int]

type Option[T any] interface{ isOption(T) }
type Some[T any] struct{ v T }
type None[T any] struct{}

func (Some[T]) isOption(T) {}
func (None[T]) isOption(T) {}

func Get[T any](o Option[T], d T) T {
	switch o := o.(type) {
	case Some[T]:
		return o.v
	case None[T]:
		return d
	}
	panic("unreachable")
}

type Counter[T comparable] struct{ m map[T]int }

func (c *Counter[T]) Inc(x T) int {
	type entry struct {
		key T
		n   int
	}
	if c.m == nil {
		c.m = make(map[T]int)
	}
	e := entry{x, c.m[x] + 1}
	c.m[e.key] = e.n
	return e.n
}

func kindOf[T any](x any) string {
	switch x.(type) {
	case T:
		return "T"
	case []T:
		return "[]T"
	case map[string]T:
		return "map of T"
	case func(T) T:
		return "func"
	}
	return "other"
}

func main() {
	l := new(Ints).Add(1, 2, 3)
	for i, x := range l.All() {
		fmt.Print(i, ":", x, " ")
	}
	var ls List[List[string]]
	ls.Add(*new(List[string]).Add("a", "b"))
	fmt.Println(ls.head.val.tail.val, ls.n)
	fmt.Println(Largest(Version{1, 2}, Version{1, 10}, Version{0, 99}))
	var t Tree[Version, string]
	for i, v := range []Version{{2, 0}, {1, 0}, {3, 0}, {1, 0}} {
		t.Put(v, fmt.Sprint("v", i))
	}
	fmt.Println(&t)
	s := Stack[string]{limit: 2}
	fmt.Println(s.Push("a"), s.Push("b"), s.Push("c"), s.Len(), s.items)
	set := Set[string]{"x": {}}
	var m Matrix[float64] = [][]float64{{1}, {2}}
	var f Fn[string] = strings.ToUpper
	fmt.Printf("%T %T %s %v\n", set, m, f("up"), IntTo[bool]{1: true})
	fmt.Println(Get[int](Some[int]{5}, 1), Get[int](None[int]{}, 1), Get[string](None[string]{}, "d"))
	var c Counter[[2]int]
	fmt.Println(c.Inc([2]int{1, 2}), c.Inc([2]int{1, 2}), c.Inc([2]int{2, 1}))
	fmt.Println(kindOf[int](5), kindOf[int]([]int{}), kindOf[string](map[string]string{}), kindOf[bool](func(bool) bool { return true }), kindOf[int]("s"))
	fmt.Printf("%T %T %T %T\n", l, t, Some[map[string]Version]{}, c)
	fmt.Printf("%v %+v\n", Some[error]{}, Node[Set[int]]{val: Set[int]{1: {}}})
}
