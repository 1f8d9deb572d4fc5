// A map shared by many goroutines under a lock is never reported as used concurrently.
package main

import (
	"fmt"
	"sync"
)

func main() {
	m := map[int]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for g := range 20 {
		wg.Go(func() {
			for i := range 200 {
				mu.Lock()
				m[i] += g
				delete(m, i-100)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	fmt.Println(len(m) >= 100, m[199])
}
