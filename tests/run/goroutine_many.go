// Thousands of goroutines: started, blocked at many depths, woken in any order; their stacks keep their values.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

func deep(n int, block chan int) int {
	var local [8]int
	local[n%8] = n
	if n == 0 {
		return <-block
	}
	r := deep(n-1, block)
	return r + local[n%8]
}

func relay(in <-chan int) <-chan int {
	out := make(chan int)
	go func() { out <- 1 + <-in }()
	return out
}

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := 0
	for i := range 10000 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			sum += i
		}()
	}
	wg.Wait()
	fmt.Println(sum)

	// a daisy chain
	first := make(chan int)
	var c <-chan int = first
	for range 5000 {
		c = relay(c)
	}
	first <- 0
	fmt.Println(<-c)

	// suspended at different depths
	block := make(chan int)
	results := make(chan int, 200)
	for i := range 200 {
		go func() { results <- deep(i, block) }()
	}
	for i := range 200 {
		block <- i * 1000000
	}
	total := 0
	for range 200 {
		total += <-results
	}
	fmt.Println(total)

	// goroutines that start goroutines
	var tree func(n int) int
	tree = func(n int) int {
		if n == 0 {
			return 1
		}
		l, r := make(chan int), make(chan int)
		go func() { l <- tree(n - 1) }()
		go func() { r <- tree(n - 1) }()
		return <-l + <-r
	}
	fmt.Println(tree(10))

	// garbage while goroutines hold the only references
	done := make(chan bool)
	for i := range 50 {
		go func() {
			s := make([]string, 100)
			for j := range s {
				s[j] = fmt.Sprint(i, "-", j)
				if j%25 == 0 {
					runtime.Gosched()
				}
			}
			runtime.GC()
			ok := true
			for j := range s {
				ok = ok && s[j] == fmt.Sprint(i, "-", j)
			}
			done <- ok
		}()
	}
	ok := true
	for range 50 {
		ok = <-done && ok
	}
	fmt.Println(ok)

	// recover in a goroutine, results by closure
	var errs []any
	for i := range 3 {
		wg.Go(func() {
			defer func() {
				mu.Lock()
				errs = append(errs, recover())
				mu.Unlock()
			}()
			panic(i * 0)
		})
	}
	wg.Wait()
	fmt.Println(errs, runtime.NumGoroutine() >= 1)
}
