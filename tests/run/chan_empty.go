// Channels of elements without a byte: send, receive, select, range, close.
package main

import "fmt"

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func offer(c chan<- struct{}) bool {
	select {
	case c <- struct{}{}:
		return true
	default:
		return false
	}
}

func take(c <-chan [0]int) ([0]int, bool) {
	v, ok := <-c
	return v, ok
}

func main() {
	c := make(chan struct{})
	fmt.Println(closed(c), offer(c))
	close(c)
	fmt.Println(closed(c))

	b := make(chan struct{}, 2)
	fmt.Println(offer(b), offer(b), offer(b), len(b), cap(b))
	done := make(chan struct{})
	go func() {
		defer close(done)
		n := 0
		for range b {
			n++
		}
		fmt.Println("received", n)
	}()
	b <- struct{}{}
	close(b)
	<-done

	a := make(chan [0]int)
	go func() {
		a <- [0]int{}
		close(a)
	}()
	fmt.Println(take(a))
	fmt.Println(take(a))
}
