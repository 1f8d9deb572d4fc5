// Endless recursion ends with Go's message and exit code 2, and can't be recovered from.
// The official port leaves the engine's own error.
//
//run:hand
package main

import "os"

type tree struct{ left, right *tree }

func (t *tree) size(depth int) int {
	if t == nil {
		return 0
	}
	return 1 + t.left.size(depth+1) + t.right.size(depth+1)
}

func main() {
	defer func() {
		recover()
		os.Stdout.WriteString("not reached\n")
	}()
	t := &tree{}
	t.left = t
	println(t.size(0))
}
