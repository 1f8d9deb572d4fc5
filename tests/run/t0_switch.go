// switch: values, no tag, lists, fallthrough, default anywhere, init, strings, duplicates of calls.
package main

func day(n int) string {
	switch n {
	case 0, 6:
		return "weekend"
	case 1, 2, 3, 4, 5:
		return "work"
	default:
		return "none"
	}
}

func grade(x int) string {
	switch {
	case x >= 90:
		return "A"
	case x >= 50:
		return "B"
	}
	return "C"
}

func fall(n int) {
	switch n {
	case 1:
		print("one ")
		fallthrough
	case 2:
		print("two ")
		fallthrough
	case 3:
		print("three ")
	default:
		print("default ")
		fallthrough
	case 4:
		print("four ")
	}
	println()
}

func word(s string) int {
	switch s {
	case "alpha":
		return 1
	case "beta", "gamma":
		return 2
	case "":
		return 0
	}
	return -1
}

var trace int

func f(n int) int { trace = trace*10 + n; return n }

// sparse has values that no jump table covers, dense has.
func sparse(n int64) int {
	switch n {
	case -1 << 63:
		return 1
	case -5:
		return 2
	case 1000000:
		return 3
	case 1<<63 - 1:
		return 4
	}
	return 0
}

func dense(n uint8) uint8 {
	switch n {
	case 10:
		return 1
	case 11:
		return 3
	case 12:
		return 5
	case 13:
		return 7
	case 14:
		return 11
	case 15:
		return 13
	case 17:
		return 17
	}
	return 0
}

func main() {
	println(day(0), day(3), day(6), day(9), grade(95), grade(60), grade(1))
	for i := range 6 {
		fall(i)
	}
	println(word("alpha"), word("beta"), word("gamma"), word(""), word("delta"))
	switch f(2) {
	case f(1), f(2), f(3):
		println("found", trace)
	case f(4):
	}
	switch x := f(5); x {
	default:
		println("default", x)
	case 6:
	}
	switch {
	}
	switch x := 5; {
	case x > 3:
		if x == 5 {
			break
		}
		println("unreachable")
	}
	println(sparse(-1<<63), sparse(-5), sparse(1000000), sparse(1<<63-1), sparse(0))
	for i := range uint8(20) {
		print(dense(i), " ")
	}
	println()
	for i := range 5 {
		switch {
		case i == 1:
			continue
		case i == 3:
			break
		default:
			print(i, " ")
		}
	}
	println()
}
