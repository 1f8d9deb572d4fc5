// Arrays are values: copies, comparison, nesting, literals with keys, len, indexing by any integer.
package main

var table = [...]int{2, 3, 5, 7, 11}
var grid [3][4]int8

func sum(a [5]int) (s int) {
	a[0] = 1000 // the caller's array stays as it is
	for _, v := range a {
		s += v
	}
	return
}

func fill(a *[4]int) {
	for i := range a {
		a[i] = i * i
	}
}

func make3(x int) [3]int { return [3]int{x, x + 1, x + 2} }

func main() {
	println(len(table), table[0], table[4], sum(table), table[0])
	b := table
	b[2] = 50
	println(table[2], b[2], table == b, b != table)
	b[2] = 5
	println(table == b)
	for i := range grid {
		for j := range grid[i] {
			grid[i][j] = int8(i*10 + j)
		}
	}
	row := grid[1]
	grid[1][3] = 99
	println(row[3], grid[1][3], len(grid), len(grid[0]))
	var q [4]int
	fill(&q)
	println(q[0], q[1], q[2], q[3])
	keyed := [...]string{3: "d", 1: "b", "c", 5: "f"}
	println(len(keyed), keyed[0] == "", keyed[1], keyed[2], keyed[3], keyed[5])
	println(make3(5)[1], len(make3(0)), [2]bool{true}[0], [2]bool{true}[1])
	p := &q
	p[2] = 7
	(*p)[3] = 8
	for i, v := range p {
		print(i, "=", v, " ")
	}
	println(len(p), cap(p))
	var u8 uint8 = 3
	var i64 int64 = 1
	println(q[u8], q[i64], q['\x02'])
	// range over an array copies it first
	for i, v := range q {
		q[3] = 100
		if i == 3 {
			println(v)
		}
	}
	var none [0]int
	println(len(none), none == [0]int{})
	m := [2][2]float64{{1, 2}, {3, 4}}
	n := m
	n[1][1]++
	println(m == n, m[0] == n[0], n[1][1])
}
