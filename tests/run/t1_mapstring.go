// Maps with string keys, and slices, maps, structs and pointers as values.
package main

type point struct{ x, y int }

func words(s string) (list []string) {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || s[i] == ' ' {
			if i > start {
				list = append(list, s[start:i])
			}
			start = i + 1
		}
	}
	return
}

func main() {
	text := "the quick fox and the lazy dog and the cat"
	count := map[string]int{}
	for _, w := range words(text) {
		count[w]++
	}
	println(len(count), count["the"], count["and"], count["fox"], count["none"])
	key := "t" + "he"[:1] + "e"
	println(count[key], count[string([]byte{'a', 'n', 'd'})])
	groups := map[int][]string{}
	for _, w := range words(text) {
		groups[len(w)] = append(groups[len(w)], w)
	}
	println(len(groups[3]), groups[3][1], groups[5][0], groups[4][0], len(groups[10]))
	nested := map[string]map[string]int{}
	for i, w := range words(text) {
		first := w[:1]
		if nested[first] == nil {
			nested[first] = map[string]int{}
		}
		nested[first][w] = i
	}
	println(len(nested["t"]), nested["t"]["the"], nested["l"]["lazy"], nested["x"]["y"])
	points := map[string]point{"a": {1, 2}, "b": {3, 4}}
	p := points["a"]
	p.x = 100
	println(points["a"].x, points["b"].y, points["c"].x)
	ptrs := map[string]*point{"a": {5, 6}}
	ptrs["a"].x++
	ptrs["b"] = &p
	println(ptrs["a"].x, ptrs["b"].x, ptrs["c"] == nil)
	funcs := map[string]func(int) int{"inc": func(x int) int { return x + 1 }, "neg": func(x int) int { return -x }}
	println(funcs["inc"](5), funcs["neg"](5), funcs["no"] == nil)
	empty := map[string]int{"": 5}
	println(empty[""], empty["\x00"])
	long := map[string]int{}
	s := ""
	for i := range 100 {
		s += "x"
		long[s] = i
	}
	println(len(long), long[s], long[s[:50]])
	b := []byte("abc")
	m := map[string]int{"abc": 1}
	m[string(b)]++
	b[0] = 'X'
	println(m["abc"], m[string(b)], len(m))
}
