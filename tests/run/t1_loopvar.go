// Each iteration of a for loop has its own copy of the loop variables.
package main

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		print(f(), " ", f(), " ")
	}
	println()

	// a change in the body is carried over to the next iteration's copy
	fs = nil
	for i := 0; i < 6; i++ {
		fs = append(fs, func() int { return i })
		i++
	}
	for _, f := range fs {
		print(f(), " ")
	}
	println()

	var ps []*int
	for i, v := range []int{5, 6, 7} {
		ps = append(ps, &i, &v)
	}
	for _, p := range ps {
		print(*p, " ")
	}
	println()

	var inc []func()
	var get []func() int
	for i := range 3 {
		inc = append(inc, func() { i += 100 })
		get = append(get, func() int { return i })
	}
	inc[1]()
	for _, f := range get {
		print(f(), " ")
	}
	println()

	// an outer variable is one variable
	fs = nil
	var k int
	for k = 0; k < 3; k++ {
		fs = append(fs, func() int { return k })
	}
	for _, f := range fs {
		print(f(), " ")
	}
	println()

	// with continue, and captured by the post statement's closure
	fs = nil
	for i, step := 0, func(p *int) { *p += 2 }; i < 10; step(&i) {
		if i == 4 {
			continue
		}
		fs = append(fs, func() int { return i })
	}
	for _, f := range fs {
		print(f(), " ")
	}
	println()

	m := map[string]func() string{}
	for k, v := range map[string]string{"a": "1", "b": "2"} {
		m[k] = func() string { return k + v }
	}
	println(m["a"](), m["b"]())
	var prev *int
	for i := 0; i < 4; i++ {
		if prev != nil {
			print(*prev, prev == &i, " ")
		}
		prev = &i
	}
	println(*prev)
}
