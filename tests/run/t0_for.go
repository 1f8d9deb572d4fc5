// for in its forms: three clauses, condition only, endless, over an integer; break and continue.
package main

func main() {
	sum := 0
	for i := 0; i < 10; i++ {
		sum += i
	}
	println(sum)
	n := 27
	steps := 0
	for n != 1 {
		if n%2 == 0 {
			n /= 2
		} else {
			n = 3*n + 1
		}
		steps++
	}
	println(steps)
	i := 0
	for {
		i++
		if i == 3 {
			continue
		}
		if i > 6 {
			break
		}
		print(i, " ")
	}
	println()
	for i := range 5 {
		print(i, " ")
	}
	println()
	for range 3 {
		print(".")
	}
	println()
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		print(i, ":", j, " ")
	}
	println()
	for i := 0; i < 3; {
		print(i, " ")
		i++
	}
	for ; i > 4; i-- {
		print(i, " ")
	}
	println()
	// the bound is evaluated once, and the variable may be changed in the body
	limit := 3
	for i := range limit {
		limit = 10
		i *= 100
		print(i, " ")
	}
	println(limit)
	for i := range uint8(200) {
		if i > 197 {
			print(i, " ")
		}
	}
	var neg int = -4
	for range neg {
		println("never")
	}
	const c = 2
	for i := range c {
		print(i, " ")
	}
	println()
	count := 0
	for i := 0; i < 100; i++ {
		for j := i; j < 100; j++ {
			if (i+j)%7 == 0 {
				continue
			}
			if j > 90 {
				break
			}
			count++
		}
	}
	println(count)
}
