// Linked structures: a list, its reversal and merge sort; a ring; a doubly linked list.
package main

type node struct {
	val  int
	next *node
}

func build(n int) (head *node) {
	seed := uint32(7)
	for range n {
		seed = seed*1103515245 + 12345
		head = &node{int(seed>>16) % 1000, head}
	}
	return
}

func (n *node) length() (c int) {
	for ; n != nil; n = n.next {
		c++
	}
	return
}

func reverse(n *node) (r *node) {
	for n != nil {
		n, n.next, r = n.next, r, n
	}
	return
}

func sort(n *node) *node {
	if n == nil || n.next == nil {
		return n
	}
	slow, fast := n, n.next
	for fast != nil && fast.next != nil {
		slow, fast = slow.next, fast.next.next
	}
	right := slow.next
	slow.next = nil
	a, b := sort(n), sort(right)
	var head node
	tail := &head
	for a != nil && b != nil {
		if a.val <= b.val {
			tail.next, a = a, a.next
		} else {
			tail.next, b = b, b.next
		}
		tail = tail.next
	}
	if a == nil {
		a = b
	}
	tail.next = a
	return head.next
}

type dnode struct {
	key        string
	prev, next *dnode
}

type dlist struct{ root dnode }

func (l *dlist) push(k string) *dnode {
	if l.root.next == nil {
		l.root.next, l.root.prev = &l.root, &l.root
	}
	n := &dnode{k, l.root.prev, &l.root}
	n.prev.next, n.next.prev = n, n
	return n
}

func (n *dnode) remove() { n.prev.next, n.next.prev = n.next, n.prev }

func (l *dlist) text() (s string) {
	for n := l.root.next; n != &l.root; n = n.next {
		s += n.key
	}
	for n := l.root.prev; n != &l.root; n = n.prev {
		s += n.key
	}
	return
}

func main() {
	l := build(1000)
	println(l.length(), l.val)
	l = reverse(l)
	println(l.length(), l.val)
	l = sort(l)
	ok := true
	for n := l; n.next != nil; n = n.next {
		ok = ok && n.val <= n.next.val
	}
	println(l.length(), l.val, ok)

	// the Josephus problem on a ring
	ring := &node{val: 1}
	last := ring
	for i := 2; i <= 41; i++ {
		last.next = &node{val: i}
		last = last.next
	}
	last.next = ring
	for last.next != last {
		last = last.next.next
		last.next = last.next.next
	}
	println(last.val)

	var d dlist
	d.push("a")
	b := d.push("b")
	d.push("c")
	println(d.text())
	b.remove()
	d.push("d")
	println(d.text())
}
