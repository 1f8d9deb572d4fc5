// Scopes: shadowed variables, types, functions and predeclared names; closures over each; labels.
package main

var x = "package"

type T int

func (T) name() string { return "package T" }

func f() string { return x }

func len2(s string) int {
	len := func(string) int { return 42 }
	return len(s)
}

func main() {
	println(x, f())
	x := 1
	println(x, f())
	{
		x := "inner"
		x += "!"
		println(x)
	}
	get := func() int { return x }
	if x := x + 1; x > 1 {
		x := x * 10
		println(x, get())
	} else {
		println(x)
	}
	for x := 5; x < 6; x++ {
		x := x * 2
		println(x)
	}
	switch x := any(x).(type) {
	case int:
		x++
		println(x)
	}
	println(x)
	type T string
	println(T("local T"), len2("abc"))
	{
		type T struct{ n int }
		println(T{7}.n)
	}
	true := false
	println(true, !true)
	nil := 3
	int := func(n float64) float64 { return n / 2 }
	println(nil, int(5))
	iota := "iota"
	println(iota)
	func(x string) {
		println(x)
		func() {
			x, y := x+"y", 2
			println(x, y)
		}()
	}("param")
	a, b := 1, 2
	{
		a, c := 10, 20
		b = a + c
	}
	println(a, b)
	main := "main is a variable"
	println(main)
x:
	for i := 0; ; i++ {
		if i > x {
			break x
		}
	}
	append := func(a, b string) string { return a + b }
	println(append("a", "b"))
}
