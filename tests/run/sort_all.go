// sort, slices and maps packages: sorting, searching, comparing, set-like operations.
package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
)

type person struct {
	name string
	age  int
}
type byAge []person

func (b byAge) Len() int           { return len(b) }
func (b byAge) Less(i, j int) bool { return b[i].age < b[j].age }
func (b byAge) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

func random(n int) []int {
	s := make([]int, n)
	x := uint32(1)
	for i := range s {
		x = x*1664525 + 1013904223
		s[i] = int(x>>12) % (n * 2)
	}
	return s
}

func main() {
	people := []person{{"A", 30}, {"B", 25}, {"C", 30}, {"D", 20}, {"E", 25}}
	sort.Stable(byAge(people))
	fmt.Println(people)
	sort.Sort(sort.Reverse(byAge(people)))
	fmt.Println(people[0].age, people[4].name, sort.IsSorted(byAge(people)))
	sort.Slice(people, func(i, j int) bool { return people[i].name > people[j].name })
	fmt.Println(people)
	slices.SortFunc(people, func(a, b person) int {
		return cmp.Or(-cmp.Compare(a.age, b.age), strings.Compare(a.name, b.name))
	})
	fmt.Println(people)
	for _, n := range []int{0, 1, 2, 10, 12, 13, 50, 1000, 20000} {
		a, b, c := random(n), random(n), random(n)
		sort.Ints(a)
		slices.Sort(b)
		slices.SortStableFunc(c, func(x, y int) int { return y - x })
		slices.Reverse(c)
		if !sort.IntsAreSorted(a) || !slices.Equal(a, b) || !slices.Equal(b, c) {
			fmt.Println("not sorted", n)
		}
	}
	asc := make([]int, 1000)
	for i := range asc {
		asc[i] = i / 3
	}
	slices.Sort(asc)
	slices.Reverse(asc)
	slices.Sort(asc)
	fmt.Println(asc[999], sort.SearchInts(asc, 100), sort.Search(1000, func(i int) bool { return asc[i] > 100 }))
	fmt.Println(slices.BinarySearch(asc, 200))
	fmt.Println(slices.BinarySearchFunc(people, 25, func(p person, age int) int { return age - p.age }))
	f := []float64{2, -1, 0.5}
	sort.Float64s(f)
	w := sort.StringSlice{"b", "a", "c"}
	w.Sort()
	fmt.Println(f, w, w.Search("c"))

	s := []int{3, 1, 4, 1, 5, 9, 2, 6}
	fmt.Println(slices.Max(s), slices.Min(s), slices.Index(s, 4), slices.Contains(s, 7), slices.IndexFunc(s, func(x int) bool { return x > 4 }), slices.ContainsFunc(s, func(x int) bool { return x < 0 }))
	fmt.Println(slices.Insert(slices.Clone(s), 2, 70, 80), slices.Delete(slices.Clone(s), 1, 3), slices.Replace(slices.Clone(s), 0, 2, 33))
	fmt.Println(slices.Compact(slices.Sorted(slices.Values(s))), slices.Compare(s, s[:3]), slices.Equal(s, s), slices.Concat(s[:2], s[6:]), slices.Repeat(s[:2], 2))
	fmt.Println(slices.DeleteFunc(slices.Clone(s), func(x int) bool { return x%2 == 1 }), len(slices.Grow(s, 100)), cap(slices.Clip(s[:3])))
	fmt.Println(slices.EqualFunc(s[:2], []string{"3", "1"}, func(a int, b string) bool { return fmt.Sprint(a) == b }), slices.IsSortedFunc(s[:2], func(a, b int) int { return b - a }))
	m := map[string]int{"a": 1, "b": 2}
	m2 := maps.Clone(m)
	m2["c"] = 3
	maps.DeleteFunc(m2, func(k string, v int) bool { return v == 1 })
	maps.Copy(m, map[string]int{"z": 26})
	fmt.Println(m, m2, maps.Equal(m, m2), maps.EqualFunc(m, m, func(a, b int) bool { return a == b }))
	maps.Insert(m2, maps.All(m))
	fmt.Println(slices.Sorted(maps.Keys(m2)), slices.Collect(maps.Values(map[int]int{1: 2})))
	for _, f := range []func(){
		func() { slices.Max([]int{}) },
		func() { slices.Insert(s, 100, 1) },
		func() { slices.Delete(s, 3, 2) },
		func() { slices.Chunk(s, 0) },
	} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
	fmt.Println(cmp.Compare(1.5, 2), cmp.Less("b", "a"), cmp.Or("", "default", "x"), min("b", "a"))
}
