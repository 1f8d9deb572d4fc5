// Sieve of Eratosthenes over a slice of bools.
package main

import "fmt"

func sieve(composite []bool) int {
	clear(composite)
	count := 0
	for i := 2; i < len(composite); i++ {
		if composite[i] {
			continue
		}
		count++
		for j := i * i; j < len(composite); j += i {
			composite[j] = true
		}
	}
	return count
}

func main() {
	composite := make([]bool, 1_000_001)
	count := 0
	for range 60 {
		count += sieve(composite)
	}
	fmt.Println(count)
}
