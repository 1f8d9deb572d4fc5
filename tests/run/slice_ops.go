// Slices: three-index expressions, conversion to arrays and array pointers, copy overlaps, clear, nil versus empty.
package main

import "fmt"

type ints []int

func (s ints) sum() (n int) {
	for _, v := range s {
		n += v
	}
	return
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name+":", r)
		}
	}()
	f()
}

func main() {
	a := [10]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	s := a[2:5]
	t := a[2:5:7]
	fmt.Println(len(s), cap(s), len(t), cap(t), t[:5], s[3:8], s[:0:0] == nil)
	u := append(t, 50, 60)
	fmt.Println(a, u)
	v := append(u, 70)
	v[0] = -1
	fmt.Println(a[2], v[0], len(v))
	arr := [3]int(s)
	ptr := (*[3]int)(s)
	ptr[0] = 100
	arr[1] = 200
	fmt.Println(s, arr, *ptr, a[2])
	for i := range ptr {
		ptr[i]++
	}
	fmt.Println(s, len(ptr), ptr[1:])
	var nilS []int
	empty := []int{}
	fmt.Println(nilS == nil, empty == nil, len(nilS), nilS[:0] == nil, empty[:0] == nil, append(nilS, empty...) == nil)
	fmt.Println((*[0]int)(nilS) == nil, (*[0]int)(empty) == nil)
	c := []int{1, 2, 3, 4, 5}
	copy(c[1:], c)
	fmt.Println(c)
	copy(c, c[2:])
	fmt.Println(c, copy(c, nilS), copy(c[4:], []int{9, 9, 9}))
	clear(c[1:3])
	fmt.Println(c, ints(c).sum(), ints.sum(c[3:]))
	clear(nilS)
	three, eleven := 3, 11
	try("s[3:2]", func() { _ = c[three:2] })
	try("s[:11]", func() { _ = c[:eleven] })
	try("s[:3:11]", func() { _ = c[:three:eleven] })
	try("s[:3:2]", func() { _ = c[:three:2] })
	try("s[3:2:]", func() { _ = c[three:2:5] })
	try("a[11]", func() { a[eleven%20] = 1 })
	try("array conversion", func() { _ = [4]int(c[:three]) })
	try("array pointer", func() { _ = (*[4]int)(c[:three]) })
	try("nil index", func() { _ = nilS[three-3] })
	matrix := make([][]string, 3)
	for i := range matrix {
		matrix[i] = make([]string, i)
		for j := range matrix[i] {
			matrix[i][j] = fmt.Sprint(i, j)
		}
	}
	fmt.Printf("%q\n", matrix)
	type big struct{ a, b, c int }
	bs := make([]big, 2, 3)
	bs = append(bs, big{1, 2, 3})
	bs = append(bs, bs...)
	bs[5].b = 20
	fmt.Println(bs, len(bs))
	var grown []int
	changes := 0
	for i := range 2000 {
		before := cap(grown)
		grown = append(grown, i)
		if cap(grown) != before {
			changes++
		}
	}
	fmt.Println(len(grown), changes > 5, changes < 40, grown[1999])
	reversed := append([]int(nil), grown[:5]...)
	for i, j := 0, len(reversed)-1; i < j; i, j = i+1, j-1 {
		reversed[i], reversed[j] = reversed[j], reversed[i]
	}
	fmt.Println(reversed, min(len(reversed), 3), max(cap(t), 2))
	strs := []string{"a", "b", "c", "d"}
	strs = append(strs[:1], strs[2:]...)
	fmt.Println(strs, len(strs), strs[:4][3])
}
