// Goroutines that wait in select, with buffered channels, a ticker's worth of cancelling, and a wait group.
package main

import (
	"context"
	"fmt"
	"sync"
)

func worker(ctx context.Context, in <-chan int, out chan<- int, spare chan int) {
	for {
		select {
		case x, ok := <-in:
			if !ok {
				return
			}
			select {
			case out <- x * 2:
			case spare <- x:
			case <-ctx.Done():
				return
			}
		case x := <-spare:
			out <- x * 2
		case <-ctx.Done():
			return
		}
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	in, out, spare := make(chan int, 8), make(chan int), make(chan int, 4)
	var wg sync.WaitGroup
	for range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			worker(ctx, in, out, spare)
		}()
	}
	const n = 500_000
	go func() {
		for i := range n {
			in <- i
		}
	}()
	sum := 0
	for range n {
		sum += <-out
	}
	cancel()
	wg.Wait()
	fmt.Println(sum)

	var mu sync.Mutex
	total := 0
	for i := range 100_000 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			total += i
			mu.Unlock()
		}()
	}
	wg.Wait()
	fmt.Println(total)
}
