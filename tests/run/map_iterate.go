// Maps changed while they are iterated over: deletion, growth, clear, nested loops, random starting points.
package main

import (
	"fmt"
	"sort"
)

func keys(m map[int]int) []int {
	var ks []int
	for k := range m {
		ks = append(ks, k)
	}
	sort.Ints(ks)
	return ks
}

func main() {
	m := map[int]int{}
	for i := range 20 {
		m[i] = i
	}
	for k := range m {
		if k%3 != 0 {
			delete(m, k)
		}
	}
	fmt.Println(keys(m))

	// deleted entries must not come, the ones that stay must come exactly once while the map grows
	for trial := range 20 {
		m := map[int]int{}
		n := 5 + trial*7
		for i := range n {
			m[i] = i
		}
		seen := map[int]int{}
		for k := range m {
			seen[k]++
			if k < n {
				for j := range 50 {
					m[1000+k*100+j] = 1
				}
			}
			if k%2 == 0 && k < n {
				if seen[k+1] == 0 {
					delete(m, k+1)
					seen[k+1] = -100
				}
			}
		}
		for i := range n {
			if c := seen[i]; c != 1 && c != -100 {
				fmt.Println("trial", trial, "key", i, "seen", c)
			}
		}
		for k, c := range seen {
			if c > 1 {
				fmt.Println("twice", k)
			}
		}
	}

	count := 0
	for range m {
		count++
		clear(m)
	}
	fmt.Println(count, len(m))

	// deleting and inserting the same key again
	m = map[int]int{1: 1, 2: 2, 3: 3}
	rounds := 0
	for k := range m {
		rounds++
		delete(m, k)
		m[k] = 10 * k
	}
	fmt.Println(rounds >= 3 || rounds > 0, keys(m), m[3])

	// the value is read when the entry is reached
	m = map[int]int{}
	for i := range 100 {
		m[i] = 0
	}
	old := 0
	for _, v := range m {
		if v == 0 {
			old++
			for i := range 100 {
				m[i] = 1
			}
		}
	}
	fmt.Println(old)

	pairs := 0
	small := map[string]bool{"a": true, "b": true, "c": true}
	for x := range small {
		for y := range small {
			if x != y {
				pairs++
			}
		}
	}
	fmt.Println(pairs)

	// the order differs between iterations
	orders := map[string]bool{}
	for range 200 {
		s := ""
		for k := range small {
			s += k
		}
		orders[s] = true
	}
	fmt.Println(len(orders) > 1)
	var nilMap map[int]int
	for range nilMap {
		fmt.Println("never")
	}
	total := 0
	for k, v := range map[[2]int]string{{1, 2}: "abc", {3, 4}: "d"} {
		total += k[0]*k[1] + len(v)
	}
	fmt.Println(total)
	m = make(map[int]int, 1000)
	for i := range 100000 {
		m[i%1000+i/1000*1000] = i
		if i > 3000 {
			delete(m, i-3000)
		}
	}
	fmt.Println(len(m))
}
