// range over functions: all three arities, break, continue, return, labels, defer, nesting.
package main

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				print("stopped ")
				return
			}
		}
	}
}

func enumerate(s []string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i, x := range s {
			if !yield(i, x) {
				return
			}
		}
	}
}

func times3(yield func() bool) {
	_ = yield() && yield() && yield()
}

type tree struct {
	l, r *tree
	v    int
}

func (t *tree) all(yield func(int) bool) bool {
	return t == nil || t.l.all(yield) && yield(t.v) && t.r.all(yield)
}

func (t *tree) Values() func(func(int) bool) { return func(y func(int) bool) { t.all(y) } }

func find(n int) (res int) {
	defer func() { res *= 10 }()
	for i := range count(100) {
		defer print("d", i, " ")
		if i*i > n {
			return i
		}
	}
	return -1
}

func nested() (a, b int) {
outer:
	for i := range count(5) {
		for j := range count(5) {
			switch {
			case j == 2 && i < 2:
				continue outer
			case i == 3:
				break outer
			case i == 2 && j == 4:
				return i, j
			}
			print(i, j, " ")
		}
	}
	return -1, -1
}

func main() {
	for i := range count(4) {
		print(i, " ")
	}
	println()
	for i := range count(10) {
		if i == 1 {
			continue
		}
		if i == 4 {
			break
		}
		print(i, " ")
	}
	println()
	for i, s := range enumerate([]string{"a", "b"}) {
		print(i, s, " ")
	}
	for i := range enumerate([]string{"a", "b"}) {
		print(i, " ")
	}
	n := 0
	for range times3 {
		n++
	}
	println(n)
	println(find(20))
	println(nested())
	t := &tree{&tree{nil, nil, 1}, &tree{&tree{nil, nil, 3}, nil, 4}, 2}
	for v := range t.Values() {
		print(v, " ")
		if v == 3 {
			break
		}
	}
	println()
	var fs []func() int
	for i := range count(3) {
		fs = append(fs, func() int { i++; return i })
	}
	println(fs[0](), fs[0](), fs[2]())
	func() {
		defer func() { println("recovered", recover().(string)) }()
		for i := range count(3) {
			if i == 1 {
				panic("in body")
			}
		}
	}()
	i := 100
	for i = range count(3) {
	}
	println(i)
}
