// Recursion thousands of frames deep, in main and in goroutines that block at the bottom; with defers and big frames.
package main

import (
	"fmt"
	"sync"
)

func plain(n int) int {
	if n == 0 {
		return 0
	}
	return plain(n-1) + 1
}

func frames(n int) int {
	var a [16]int
	a[n%16] = n
	if n == 0 {
		return 0
	}
	return frames(n-1) + a[n%16] - n + 1
}

func defers(n int) (r int) {
	defer func() { r++ }()
	if n == 0 {
		return 0
	}
	return defers(n - 1)
}

func panics(n int) (r int) {
	defer func() {
		if n%100 == 0 {
			if x := recover(); x != nil {
				if n < 500 {
					panic(x.(int) + 1)
				}
				r = x.(int)
			}
		}
	}()
	if n == 0 {
		panic(0)
	}
	return panics(n - 1)
}

func block(n int, c chan int) int {
	if n == 0 {
		return <-c
	}
	return block(n-1, c) + 1
}

type list struct {
	next *list
	v    int
}

func (l *list) sum() int {
	if l == nil {
		return 0
	}
	return l.v + l.next.sum()
}

func walk(n int, f func(int) bool) bool {
	return n == 0 || f(n) && walk(n-1, f)
}

func main() {
	fmt.Println(plain(5000), frames(1500), defers(1000), panics(600))
	c := make(chan int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for i := range 20 {
		wg.Go(func() {
			r := block(100*i, c)
			mu.Lock()
			total += r
			mu.Unlock()
		})
	}
	for i := range 20 {
		c <- i * 100000
	}
	wg.Wait()
	fmt.Println(total)
	var l *list
	for i := range 3000 {
		l = &list{l, i}
	}
	fmt.Println(l.sum())
	n := 0
	walk(2000, func(x int) bool { n += x; return x != 5 })
	fmt.Println(n)
}
