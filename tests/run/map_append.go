// m[k] = append(m[k], ...): the values are evaluated first, then the entry is looked up, once.
package main

func try(s string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			println(s, e.(error).Error())
		}
	}()
	f()
}

func main() {
	m := map[string][]int{}
	arr := []int{1, 2}
	i := 5
	try("index", func() { m["a"] = append(m["a"], arr[i]) })
	println(len(m))
	var p *int
	try("nil", func() { m["b"] = append(m["b"], *p) })
	println(len(m))
	try("slice", func() { m["c"] = append(m["c"], arr[i:]...) })
	println(len(m))
	var x any = "s"
	try("assert", func() { m["d"] = append(m["d"], x.(int)) })
	println(len(m))
	z := 0
	try("div", func() { m["e"] = append(m["e"], 1/z) })
	println(len(m))
	m["f"] = append(m["f"])
	println(len(m), m["f"] == nil)
	m["g"] = append(m["g"], []int{}...)
	println(len(m), m["g"] == nil)
	m["h"] = append(m["h"], len(m))
	println(len(m), m["h"][0])
	m["h"] = append(m["h"], m["h"]...)
	m["h"] = append(m["h"], m["h"][0], len(m["h"]))
	println(len(m["h"]))
	m["k"] = append(m["k"], len(m), func() int { return len(m) }())
	println(m["k"][0], m["k"][1])
	var nm map[string][]int
	try("nilmap", func() { nm["a"] = append(nm["a"], arr[i]) })
	try("nilmap", func() { nm["a"] = append(nm["a"], func() int { println("called"); return 1 }()) })
}

type S struct {
	by  map[string][]string
	arr [2]map[int][]int
}

func init() {
	s := &S{by: map[string][]string{}}
	k := "k"
	for _, w := range []string{"a", "b", "c"} {
		s.by[k] = append(s.by[k], w)
		s.by["c"] = append((s.by["c"]), w, w+"x")
	}
	println(len(s.by), len(s.by[k]), len(s.by["c"]), s.by["c"][5])
	s.arr[1] = map[int][]int{}
	for i := range 10 {
		s.arr[1][i%3] = append(s.arr[1][i%3], i, i)
		s.arr[1][i%3+0] = append(s.arr[1][i%3+1], i)
	}
	for i := range 4 {
		println(i, len(s.arr[1][i]))
	}
	type big struct{ v [10]int }
	mb := map[int][]big{}
	var v big
	for i := range 5 {
		v.v[i] = i
		mb[1] = append(mb[1], v, big{})
	}
	println(len(mb[1]), mb[1][8].v[4], mb[1][8].v[3], mb[1][6].v[4])
	mi := map[any][]any{}
	mi[1] = append(mi[1], 1, "x", nil)
	println(len(mi[1]))
}
