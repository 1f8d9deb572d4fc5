// Two goroutines hand a counter back and forth over unbuffered channels; a third pair of channels runs through select.
package main

import "fmt"

func player(in, out chan int) {
	for v := range in {
		out <- v + 1
	}
	close(out)
}

func chooser(a, b, quit chan int) (sum int) {
	for {
		select {
		case v := <-a:
			sum += v
		case v := <-b:
			sum -= v
		case <-quit:
			return sum
		}
	}
}

func main() {
	ping, pong := make(chan int), make(chan int)
	go player(ping, pong)
	v := 0
	for range 1_000_000 {
		ping <- v
		v = <-pong
	}
	close(ping)
	fmt.Println(v)

	a, b, quit := make(chan int), make(chan int), make(chan int)
	go func() {
		for i := range 300_000 {
			a <- i
			b <- i / 2
		}
		close(quit)
	}()
	fmt.Println(chooser(a, b, quit))
}
