// append: growth, nil, several elements, slices, a slice to itself, strings to bytes.
package main

func show(s []int) {
	print(len(s), ":")
	for _, v := range s {
		print(" ", v)
	}
	println()
}

func collect(n int, keep func(int) bool) (r []int) {
	for i := range n {
		if keep(i) {
			r = append(r, i)
		}
	}
	return
}

func remove(s []int, i int) []int { return append(s[:i], s[i+1:]...) }
func insert(s []int, i, v int) []int {
	s = append(s, 0)
	copy(s[i+1:], s[i:])
	s[i] = v
	return s
}

type stack []string

func (s *stack) push(x string) { *s = append(*s, x) }
func (s *stack) pop() string {
	x := (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return x
}

func main() {
	var s []int
	s = append(s)
	println(s == nil)
	s = append(s, 1)
	s = append(s, 2, 3)
	s = append(s, []int{4, 5}...)
	s = append(s, s...)
	s = append(s, nil...)
	show(s)
	show(append(s[:2:2], 100))
	show(s)
	show(append(s[:2], 100))
	show(s)
	show(remove(append([]int(nil), s...), 3))
	show(insert([]int{1, 2, 4}, 2, 3))
	show(collect(30, func(i int) bool { return i%7 == 3 }))
	big := []int{}
	for i := range 10000 {
		big = append(big, i*i)
		if cap(big) < len(big) {
			println("bad cap")
		}
	}
	println(len(big), big[9999], big[1234])
	var st stack
	for _, w := range []string{"a", "b", "c"} {
		st.push(w + w)
	}
	println(st.pop(), st.pop(), len(st))
	b := append([]byte("abc"), "def"...)
	b = append(b, 'g')
	println(string(b))
	m := make([][]int, 3)
	for i := range m {
		for j := range i + 1 {
			m[i] = append(m[i], j)
		}
	}
	for _, row := range m {
		show(row)
	}
	structs := append([]struct{ a, b int }{}, struct{ a, b int }{1, 2})
	structs = append(structs, structs[0], structs[0])
	structs[1].b = 5
	println(len(structs), structs[0].b, structs[1].b)
	empty := append([]struct{}{}, struct{}{}, struct{}{})
	println(len(empty))
}
