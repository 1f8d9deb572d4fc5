// Uncaught index error inside a method called through an interface and a closure.
package main

type table interface{ at(i, j int) int }
type matrix [][]int

func (m matrix) at(i, j int) int {
	return m[i][j]
}

func sum(t table, cells ...[2]int) (s int) {
	add := func(i, j int) {
		s += t.at(i, j)
	}
	for _, c := range cells {
		add(c[0],
			c[1])
	}
	return
}

func main() {
	m := matrix{{1, 2}, {3}}
	println(sum(m, [2]int{0, 1}, [2]int{1, 0}))
	println(sum(m, [2]int{0, 0}, [2]int{1, 1}))
}
