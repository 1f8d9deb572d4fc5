// Assignments whose right side has calls that change what the left side reads; operations on map entries.
package main

type T struct{ a, b int }

var g = 1

func setg(v int) int { g = v; return 1 }

var arr = []int{1, 2, 3}
var idx = 0

func chg() int { idx = 2; arr = []int{10, 20, 30}; return 1 }

func fn(m map[string]int, v int) int { m["a"] = v; return 1 }

func try(s string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			if er, ok := e.(error); ok {
				println(s, er.Error())
			} else {
				println(s, "panic")
			}
		}
	}()
	f()
}

func operations() {
	x := 1
	x += func() int { x = 10; return 1 }()
	println("local", x)
	g += setg(10)
	println("global", g)
	p := &T{1, 2}
	q := p
	p.a += func() int { p = &T{100, 200}; return 5 }()
	println("ptr", q.a, p.a)
	arr[idx] += chg()
	println("slice", arr[0], arr[1], arr[2], idx)
	m := map[string]int{"a": 1}
	m["a"] += fn(m, 50)
	println("map", m["a"])
	m2 := map[string]int{"a": 1}
	m3 := m2
	m2["a"] += func() int { m2 = map[string]int{}; return 7 }()
	println("map2", m2["a"], m3["a"])
	k := "a"
	m4 := map[string]int{}
	m4[k] += func() int { k = "b"; return 7 }()
	println("map3", m4["a"], m4["b"])
	s := "x"
	s += func() string { s = "y"; return "z" }()
	println(s)
	f := 1.5
	f *= func() float64 { f = 3; return 2 }()
	println(f)
	var nm map[string]int
	try("nil", func() { nm["a"] += 1 })
	try("nil2", func() { nm["a"] += func() int { println("called"); return 1 }() })
	z := 0
	m5 := map[string]int{}
	try("div", func() { m5["a"] /= z })
	println(len(m5))
	try("mod", func() { m5["b"] %= z })
	println(len(m5))
	try("shl", func() { m5["c"] <<= z - 1 })
	println(len(m5))
	try("shr", func() { m5["d"] >>= z - 1 })
	println(len(m5))
	try("nildiv", func() { nm["a"] /= z })
	try("nilshl", func() { nm["a"] <<= z - 1 })
	ms := map[string]string{}
	ms["q"] += "1"
	ms["q"] += "2"
	println(ms["q"])
	mi := map[any]int{}
	try("hash", func() { mi[[]int{1}] += 1 })
	try("hash0", func() { mi[[]int{1}]++ })
	var ni map[any]int
	try("nilhash", func() { ni[[]int{1}]++ })
	mc := map[string]complex128{}
	mc["z"] += 1i
	mc["z"] *= 1i
	println(mc["z"])
	ma := map[string][]int{}
	ma["x"] = append(ma["x"], 1)
	ma["x"] = append(ma["x"], 2)
	println(len(ma["x"]), ma["x"][1])
	ma["x"] = append(ma["x"], func() int { ma["x"] = []int{7, 8, 9}; return 1 }())
	println(len(ma["x"]), ma["x"][1])
	ma["y"] = append(ma["y"], func() int { ma["y"] = []int{7, 8, 9}; return 1 }(), len(ma["y"]))
	println(len(ma["y"]), ma["y"][1])
	var na map[string][]int
	try("nilapp", func() { na["x"] = append(na["x"], 1) })
	try("nilapp0", func() { na["x"] = append(na["x"], []int{}...) })
	var pp *T
	try("nilp", func() { pp.a += func() int { println("called"); return 1 }() })
	try("idx", func() { arr[5] += func() int { println("called"); return 1 }() })
	md := map[string]map[string]int{}
	try("inner", func() { md["a"]["b"]++ })
	println(len(md))
	mt := map[string]*T{}
	try("mt", func() { mt["a"].a++ })
	mr := map[string][2]int{}
	try("arr", func() { mr["a"] = [2]int{1, mr["a"][1] + 1} })
	println(mr["a"][1])
}

var ar3 [3]int

func places() {
	arr[idx] = chg()
	println("slice", arr[0], arr[1], arr[2], idx)
	idx = 0
	ar3[idx] = chg()
	println("array", ar3[0], ar3[1], ar3[2], idx)
	p := &T{1, 2}
	q := p
	p.a = func() int { p = &T{100, 200}; return 5 }()
	println("ptr", q.a, p.a)
	*p, q = func() T { p = q; return T{7, 8} }(), p
	println("ptr2", q.a, p.a)
	m2 := map[string]int{"a": 1}
	m3 := m2
	m2["a"] = func() int { m2 = map[string]int{}; return 7 }()
	println("map2", m2["a"], m3["a"])
	k := "a"
	m4 := map[string]int{}
	m4[k] = func() int { k = "b"; return 7 }()
	println("map3", m4["a"], m4["b"])
	idx = 0
	arr[idx], k = chg(), "q"
	println("slice", arr[0], arr[1], arr[2], idx)
	idx = 0
	arr[idx] = 5 + chg()
	println("slice", arr[0], arr[1], arr[2], idx)
	ip := &idx
	i2 := 9
	*ip = func() int { ip = &i2; return 3 }()
	println(idx, i2)
	j := 0
	loc := []int{0, 0}
	loc[j] = func() int { j = 1; return 3 }()
	println(loc[0], loc[1])
	j = 0
	loc[j] += func() int { j = 1; return 3 }()
	println(loc[0], loc[1])
	loc2 := loc
	loc[func() int { loc = []int{5, 5}; return 0 }()] += 1
	println(loc[0], loc2[0])
	x := 1
	y := x + func() int { x = 5; return 1 }()
	println(y)
	x = x + func() int { x = 5; return 1 }()
	println(x)
}

func main() {
	operations()
	arr, idx = []int{1, 2, 3}, 0
	places()
}
