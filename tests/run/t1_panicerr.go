// An uncaught run-time error: exit code 2, Go's text, deferred calls run first, callers are listed.
package main

type list struct{ items []int }

func (l *list) get(i int) int { return l.items[i] }

func lookup(l *list, i int) int {
	defer println("deferred in lookup")
	return l.get(i) + 1
}

func main() {
	defer println("deferred in main")
	l := &list{[]int{1, 2, 3}}
	println(lookup(l, 2))
	f := func(i int) int {
		return lookup(l, i)
	}
	println(f(3))
}
