// Allocation: binary trees, built and thrown away, with a long-lived one.
package main

import "fmt"

type tree struct{ left, right *tree }

func build(depth int) *tree {
	if depth == 0 {
		return &tree{}
	}
	return &tree{build(depth - 1), build(depth - 1)}
}

func (t *tree) count() int {
	if t.left == nil {
		return 1
	}
	return 1 + t.left.count() + t.right.count()
}

func main() {
	const most = 16
	long := build(most)
	for d := 4; d <= most; d += 4 {
		n, sum := 1<<(most-d+4), 0
		for range n {
			sum += build(d).count()
		}
		fmt.Println(n, d, sum)
	}
	fmt.Println(long.count())
}
