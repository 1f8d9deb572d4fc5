// Sorting written by hand: quick, merge, heap and insertion sort, through functions, interfaces and generics.
package main

type sorter interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

func heapSort(s sorter) {
	down := func(i, n int) {
		for {
			c := 2*i + 1
			if c >= n {
				return
			}
			if c+1 < n && s.Less(c, c+1) {
				c++
			}
			if !s.Less(i, c) {
				return
			}
			s.Swap(i, c)
			i = c
		}
	}
	n := s.Len()
	for i := n/2 - 1; i >= 0; i-- {
		down(i, n)
	}
	for i := n - 1; i > 0; i-- {
		s.Swap(0, i)
		down(0, i)
	}
}

type byLen []string

func (b byLen) Len() int { return len(b) }
func (b byLen) Less(i, j int) bool {
	return len(b[i]) < len(b[j]) || len(b[i]) == len(b[j]) && b[i] < b[j]
}
func (b byLen) Swap(i, j int) { b[i], b[j] = b[j], b[i] }

type reverse struct{ sorter }

func (r reverse) Less(i, j int) bool { return r.sorter.Less(j, i) }

func quick[T int | float64 | string](s []T) {
	if len(s) < 2 {
		return
	}
	p := s[len(s)/2]
	i, j := 0, len(s)-1
	for i <= j {
		for s[i] < p {
			i++
		}
		for s[j] > p {
			j--
		}
		if i <= j {
			s[i], s[j] = s[j], s[i]
			i++
			j--
		}
	}
	quick(s[:j+1])
	quick(s[i:])
}

func merge[T any](s []T, less func(a, b T) bool) []T {
	if len(s) < 2 {
		return s
	}
	a, b := merge(s[:len(s)/2], less), merge(s[len(s)/2:], less)
	r := make([]T, 0, len(s))
	for len(a) > 0 && len(b) > 0 {
		if less(b[0], a[0]) {
			r, b = append(r, b[0]), b[1:]
		} else {
			r, a = append(r, a[0]), a[1:]
		}
	}
	return append(append(r, a...), b...)
}

func random(n int) []int {
	s := make([]int, n)
	x := uint64(42)
	for i := range s {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		s[i] = int(x % 10000)
	}
	return s
}

func sorted(s []int) bool {
	for i := range s[1:] {
		if s[i] > s[i+1] {
			return false
		}
	}
	return true
}

func main() {
	a := random(5000)
	quick(a)
	println(sorted(a), a[0], a[2500], a[4999])
	w := byLen{"pear", "fig", "apple", "kiwi", "banana", "date"}
	heapSort(w)
	for _, x := range w {
		print(x, " ")
	}
	heapSort(reverse{w})
	println(w[0], w[5])
	type rec struct{ k, order int }
	var recs []rec
	for i, v := range random(1000) {
		recs = append(recs, rec{v % 10, i})
	}
	recs = merge(recs, func(a, b rec) bool { return a.k < b.k })
	stable := true
	for i := range recs[1:] {
		if recs[i].k == recs[i+1].k && recs[i].order > recs[i+1].order {
			stable = false
		}
	}
	println(stable, recs[0].order, recs[999].order)
	s := []string{"q", "w", "e", "r", "t", "y"}
	quick(s)
	f := []float64{2.5, -1, 0, 1e10, -1e-5}
	quick(f)
	println(s[0]+s[5], f[0], f[4])
}
