// Tracebacks of code that the optimiser took apart: a function inlined into itself, a loop of main that became a function.
package main

import "fmt"

func down(a []int, n int) int {
	if n == 7 {
		return a[n]
	}
	return down(a, n+1) + 1
}

type node struct {
	l, r *node
	v    int
}

func (n *node) sum(d int) int {
	if n == nil {
		return 0
	}
	s := n.l.sum(d+1) + n.v
	return s + n.r.sum(d+1)
}

func attempt() {
	defer func() { fmt.Println(recover()) }()
	t := &node{&node{nil, nil, 3}, &node{&node{nil, nil, 5}, nil, 4}, 1}
	fmt.Println(t.sum(0))
	for i := 0; i < 2; i++ {
		fmt.Println(down(make([]int, 8-i), 0))
	}
}

func main() {
	attempt()
	total := 0
	for i, p := range []*int{&total, &total, nil} {
		for j := range 3 {
			if p == nil {
				down(make([]int, j), 4)
			}
			total += i*j + *p
		}
	}
	fmt.Println(total)
}
