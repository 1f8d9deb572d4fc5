// Closures share the variables they capture, with each other and with the function around them.
package main

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func pair(start int) (inc func(int), get func() int) {
	v := start
	inc = func(k int) { v += k }
	get = func() int { return v }
	return
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func adder(a int) func(int) func(int) int {
	return func(b int) func(int) int {
		return func(c int) int { return a*100 + b*10 + c }
	}
}

func memo(f func(int) int) func(int) int {
	cache := map[int]int{}
	return func(n int) int {
		if v, ok := cache[n]; ok {
			return v
		}
		v := f(n)
		cache[n] = v
		return v
	}
}

func main() {
	a, b := counter(), counter()
	println(a(), a(), b(), a(), b())
	inc, get := pair(10)
	inc(5)
	inc(-1)
	println(get())
	x := 1
	f := func() { x *= 2 }
	f()
	f()
	x++
	f()
	println(x)
	println(compose(func(x int) int { return x + 1 }, func(x int) int { return x * x })(4))
	println(adder(1)(2)(3))
	var fib func(int) int
	calls := 0
	fib = memo(func(n int) int {
		calls++
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	})
	println(fib(80), calls)
	s := []string{"a"}
	p := struct{ n int }{1}
	add := func(w string) int { s = append(s, w); p.n++; return len(s) }
	println(add("b"), add("c"), len(s), s[2], p.n)
	param := func(n int) func() int { return func() int { n--; return n } }(5)
	println(param(), param())
	arr := [3]int{1, 2, 3}
	g := func() int { arr[0]++; return arr[0] + arr[1] }
	println(g(), g(), arr[0])
	func() {
		defer func() { x = -1 }()
		x = 50
	}()
	println(x)
}
