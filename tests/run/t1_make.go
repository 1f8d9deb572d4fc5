// make and new for slices of several element types; zeroed memory; 2D slices; clear and copy.
package main

type rec struct {
	name string
	next *rec
	n    [3]int16
}

func matrix(rows, cols int) [][]float64 {
	m := make([][]float64, rows)
	for i := range m {
		m[i] = make([]float64, cols)
	}
	return m
}

func main() {
	n := 5
	a := make([]int, n)
	b := make([]byte, n, 2*n)
	c := make([]string, 3)
	d := make([]*int, 2)
	e := make([]rec, 4)
	f := make([]bool, 0)
	println(len(a), cap(a), a[4], len(b), cap(b), b[:10][9], len(c), c[2] == "", d[1] == nil)
	println(len(e), e[3].name == "", e[3].next == nil, e[3].n[2], f == nil, len(f))
	p := new(int)
	*p += 3
	q := new(rec)
	q.name = "q"
	q.next = &e[0]
	q.next.n[1] = -5
	println(*p, q.name, e[0].n[1], *new(string) == "")
	r := new(n * 2) // with a value: a pointer to a copy of it
	s := new("text")
	*r++
	println(*r, n, *s)
	m := matrix(3, 4)
	for i := range m {
		for j := range m[i] {
			m[i][j] = float64(i) + float64(j)/10
		}
	}
	println(m[2][3], m[0][0], m[1][2])
	clear(m[1])
	clear(c)
	println(m[1][2], m[2][2], copy(a, []int{1, 2, 3}), a[2], a[3])
	for i := range 200 {
		s := make([]int64, i*10)
		for j, v := range s {
			if v != 0 {
				println("not zero", i, j)
			}
			s[j] = -1
		}
	}
	var u8 uint8 = 3
	var i64 int64 = 4
	println(len(make([]int, u8)), cap(make([]int, u8, i64)), len(make([]struct{}, 1<<40)))
}
