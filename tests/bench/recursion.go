// Recursion: n queens, permutations, Ackermann's function.
package main

import "fmt"

func queens(n, row int, cols, d1, d2 uint32) int {
	if row == n {
		return 1
	}
	count := 0
	for free := ^(cols | d1 | d2) & (1<<n - 1); free != 0; {
		bit := free & -free
		free ^= bit
		count += queens(n, row+1, cols|bit, (d1|bit)<<1, (d2|bit)>>1)
	}
	return count
}

func permute(a []int, k int, visit func([]int)) {
	if k == len(a) {
		visit(a)
		return
	}
	for i := k; i < len(a); i++ {
		a[k], a[i] = a[i], a[k]
		permute(a, k+1, visit)
		a[k], a[i] = a[i], a[k]
	}
}

func ackermann(m, n int) int {
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ackermann(m-1, 1)
	}
	return ackermann(m-1, ackermann(m, n-1))
}

func main() {
	fmt.Println(queens(13, 0, 0, 0, 0))
	sum := 0
	for range 3 {
		permute([]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0, func(a []int) { sum += a[0]*a[9] - a[4] })
	}
	fmt.Println(sum)
	fmt.Println(ackermann(2, 2500), ackermann(3, 9))
}
