// Generic containers: a stack, a list, a map with ordered keys, set operations, a reduce.
package main

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

type Node[K ordered, V any] struct {
	key         K
	val         V
	left, right *Node[K, V]
}

type ordered interface {
	~int | ~int64 | ~float64 | ~string
}

type Tree[K ordered, V any] struct {
	root *Node[K, V]
	n    int
}

func (t *Tree[K, V]) Put(k K, v V) {
	p := &t.root
	for *p != nil {
		switch n := *p; {
		case k < n.key:
			p = &n.left
		case k > n.key:
			p = &n.right
		default:
			n.val = v
			return
		}
	}
	*p = &Node[K, V]{key: k, val: v}
	t.n++
}

func (t *Tree[K, V]) All() func(func(K, V) bool) {
	var walk func(n *Node[K, V], yield func(K, V) bool) bool
	walk = func(n *Node[K, V], yield func(K, V) bool) bool {
		return n == nil || walk(n.left, yield) && yield(n.key, n.val) && walk(n.right, yield)
	}
	return func(yield func(K, V) bool) { walk(t.root, yield) }
}

type Set[T comparable] map[T]struct{}

func SetOf[T comparable](xs ...T) Set[T] {
	s := Set[T]{}
	for _, x := range xs {
		s[x] = struct{}{}
	}
	return s
}

func (s Set[T]) Has(x T) bool { _, ok := s[x]; return ok }
func (s Set[T]) And(o Set[T]) Set[T] {
	r := Set[T]{}
	for x := range s {
		if o.Has(x) {
			r[x] = struct{}{}
		}
	}
	return r
}

func Map[T, R any](xs []T, f func(T) R) []R {
	r := make([]R, 0, len(xs))
	for _, x := range xs {
		r = append(r, f(x))
	}
	return r
}

func Reduce[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}

func Ptr[T any](x T) *T { return &x }

func main() {
	var s Stack[string]
	s.Push("a")
	s.Push("b")
	x, _ := s.Pop()
	y, _ := s.Pop()
	_, ok := s.Pop()
	println(x, y, ok)
	si := Stack[[2]int]{}
	si.Push([2]int{1, 2})
	p, _ := si.Pop()
	println(p[1])
	var t Tree[string, int]
	for i, w := range []string{"m", "c", "x", "a", "m", "z"} {
		t.Put(w, i)
	}
	for k, v := range t.All() {
		print(k, "=", v, " ")
	}
	println(t.n)
	a, b := SetOf(1, 2, 3), SetOf(2, 3, 4)
	println(len(a.And(b)), a.And(b).Has(2), a.And(b).Has(1))
	sq := Map([]int{1, 2, 3}, func(x int) float64 { return float64(x) / 2 })
	println(sq[0], sq[2], Reduce(sq, 10, func(a int, x float64) int { return a + int(x*2) }))
	println(Reduce(Map([]string{"x", "yy"}, func(s string) int { return len(s) }), "", func(a string, n int) string { return a + string(rune('0'+n)) }))
	*Ptr(5)++
	println(*Ptr("p"), *Ptr(2.5))
}
