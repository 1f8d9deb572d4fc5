// if, else if, else; with init statements and their scope.
package main

func sign(x int) int {
	if x < 0 {
		return -1
	} else if x == 0 {
		return 0
	} else {
		return 1
	}
}

func max3(a, b, c int) int {
	if a > b {
		if a > c {
			return a
		}
		return c
	}
	if b > c {
		return b
	}
	return c
}

func pair() (int, bool) { return 42, true }

func main() {
	println(sign(-9), sign(0), sign(9))
	println(max3(1, 2, 3), max3(3, 2, 1), max3(1, 3, 2))
	x := 1
	if x := x + 1; x > 1 {
		println("inner", x)
		x := "shadow"
		println(x)
	} else {
		println("not here", x)
	}
	println("outer", x)
	if v, ok := pair(); ok {
		println(v)
	} else if w := v * 2; w > 0 {
		println(w, v)
	}
	if v, ok := pair(); !ok {
		println("no")
	} else if w := v * 2; w > 100 {
		println("no", w)
	} else {
		println(v, w)
	}
	if true {
	}
	const debug = false
	if debug {
		println("dead")
	}
}
