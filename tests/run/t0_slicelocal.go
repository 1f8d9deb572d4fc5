// Slices of arrays: length, capacity, sharing, reslicing, three-index form; no appending.
package main

var backing = [8]int{0, 1, 2, 3, 4, 5, 6, 7}

func sum(s []int) (n int) {
	for _, v := range s {
		n += v
	}
	return
}

func reverse(s []int) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

func sortInts(s []int) {
	for i := range s {
		for j := i; j > 0 && s[j-1] > s[j]; j-- {
			s[j-1], s[j] = s[j], s[j-1]
		}
	}
}

func show(s []int) {
	print(len(s), "/", cap(s), ":")
	for _, v := range s {
		print(" ", v)
	}
	println()
}

func main() {
	s := backing[:]
	show(s)
	show(s[2:5])
	show(s[2:5:6])
	show(s[:0])
	show(s[8:])
	t := s[2:4]
	show(t[:cap(t)])
	t[0] = 20
	println(backing[2], s[2], sum(s), sum(t))
	reverse(s[1:4])
	show(s)
	sortInts(s)
	show(s)
	println(copy(s, s[3:]), copy(s[6:], s[:5]))
	show(s)
	var n []int
	println(n == nil, len(n), cap(n), sum(n), s[:0] == nil)
	show(n[:])
	lit := []string{"a", "b", 4: "e"}
	println(len(lit), lit[0], lit[3] == "", lit[4])
	p := &s[3]
	*p = -1
	println(backing[3])
	a := [4]int(s[2:6])
	a[0] = 1000
	pa := (*[2]int)(s)
	pa[1] = 77
	println(a[1], s[2], s[1], len(pa))
	clear(s[4:])
	show(s)
	b := [5]byte{'h', 'e', 'l', 'l', 'o'}
	println(copy(b[1:], "ipp!!!"), b[0], b[4])
}
