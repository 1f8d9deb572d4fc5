// A live heap of about 100 MB, parts of which are replaced all the time.
package main

import "fmt"

type node struct {
	next *node
	data [4]int
}

func list(n, seed int) (head *node) {
	for i := range n {
		head = &node{next: head, data: [4]int{i, seed, i ^ seed, 1}}
	}
	return head
}

func main() {
	const lists, length = 2000, 1000
	all := make([]*node, lists)
	for i := range all {
		all[i] = list(length, i)
	}
	x := uint32(5)
	for range 6000 {
		x = x*1664525 + 1013904223
		i := int(x>>8) % lists
		all[i] = list(length, int(x>>4))
	}
	sum := 0
	for _, l := range all {
		for n := l; n != nil; n = n.next {
			sum += n.data[0] + n.data[3]
		}
	}
	fmt.Println(sum)
}
