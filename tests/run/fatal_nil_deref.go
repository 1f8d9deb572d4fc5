// Uncaught nil dereference: the panic text, the signal line, and callers with their lines.
package main

type node struct {
	next *node
	data [4]int
}

func (n *node) last() int {
	for n.next != nil {
		n = n.next
	}
	return n.next.data[2]
}

func main() {
	n := &node{next: &node{}}
	println(n.last())
}
