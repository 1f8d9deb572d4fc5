// Composite literals of nested types: elided types, pointers, keys, maps of slices of structs, arrays.
package main

type point struct{ x, y int }
type line struct{ from, to point }
type poly struct {
	name string
	pts  []point
	meta map[string][]int
	next *poly
	tag  struct {
		id  int
		set [2]bool
	}
}

var shapes = []*poly{
	{name: "a", pts: []point{{1, 2}, {3, 4}}},
	{name: "b", meta: map[string][]int{"k": {1, 2, 3}, "e": {}}, next: &poly{name: "c"}},
}

var lines = map[string]line{"diag": {point{0, 0}, point{5, 5}}, "flat": {to: point{x: 9}}}
var grid = [...][]string{{"a"}, {"b", "c"}, nil}
var byPoint = map[point]string{{1, 1}: "one", {2, 2}: "two"}
var funcs = [...]func(int) int{2: func(x int) int { return x * x }}
var pp = [][2]*point{{{1, 2}, nil}, {}}
var anys = []any{1, "s", point{7, 8}, []any{2, nil}, map[string]any{"k": []int{9}}}

func main() {
	println(len(shapes), shapes[0].pts[1].y, shapes[1].meta["k"][2], len(shapes[1].meta["e"]), shapes[1].next.name)
	println(lines["diag"].to.x, lines["flat"].to.x, lines["flat"].from.y)
	println(len(grid), grid[1][1], grid[2] == nil, byPoint[point{2, 2}], len(byPoint))
	println(funcs[0] == nil, funcs[2](12), pp[0][0].y, pp[1][1] == nil)
	println(anys[2].(point).y, anys[3].([]any)[0].(int), anys[4].(map[string]any)["k"].([]int)[0])
	n := 5
	local := map[string][]point{"n": {{n, n * 2}}, "m": {0: {n + 1, 0}, 3: {y: n}}}
	println(local["n"][0].y, len(local["m"]), local["m"][3].y, local["m"][1].x)
	p := poly{name: "t"}
	p.tag.id = 3
	p.tag.set[1] = true
	q := p
	q.tag.set[0] = true
	p.next = &q
	println(p.tag.set[0], p.next.tag.set[0], q.tag.id, p.next.next == nil)
	s := [][]int{{1}, {2, 3}, {}, {4, 5, 6}}
	for i, row := range s {
		for j := range row {
			s[i][j] *= 10
		}
	}
	println(s[3][2], len(s[2]), [...]string{9: "x"}[9], len([...]int{5, 6, 2: 7, 8}))
	e := []struct {
		k string
		v *int
	}{{"a", &n}, {k: "b"}}
	*e[0].v = 77
	println(n, e[1].v == nil)
	for _, t := range []struct{ in, want int }{{1, 2}, {3, 4}} {
		print(t.in+t.want, " ")
	}
	println()
}
