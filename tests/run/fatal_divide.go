// Uncaught division by zero; the statement spans lines.
package main

func average(xs []int) int {
	total := 0
	for _, x := range xs {
		total += x
	}
	return 1 +
		total/len(xs)
}

func main() {
	println(average([]int{1, 2, 6}))
	println(average(nil))
}
