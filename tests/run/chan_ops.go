// Channels: len and cap, closing, zero-size and big elements, channels of channels, nil channels, directions, order.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type req struct {
	n     int
	reply chan<- int
}

func server(reqs <-chan req) {
	for r := range reqs {
		r.reply <- r.n * r.n
	}
}

func try(f func()) {
	defer func() { fmt.Println("panic:", recover()) }()
	f()
}

func main() {
	c := make(chan int, 3)
	fmt.Println(len(c), cap(c))
	c <- 1
	c <- 2
	fmt.Println(len(c), <-c, len(c))
	close(c)
	v, ok := <-c
	w, ok2 := <-c
	fmt.Println(v, ok, w, ok2, len(c), cap(c))
	try(func() { c <- 1 })
	try(func() { close(c) })
	var n chan int
	try(func() { close(n) })
	fmt.Println(len(n), cap(n))

	reqs := make(chan req)
	go server(reqs)
	reply := make(chan int)
	sum := 0
	for i := range 100 {
		reqs <- req{i, reply}
		sum += <-reply
	}
	close(reqs)
	fmt.Println(sum)

	e := make(chan struct{}, 2)
	e <- struct{}{}
	fmt.Println(len(e), <-e)
	big := make(chan [1000]int, 1)
	big <- [1000]int{999: 7}
	fmt.Println((<-big)[999])
	cc := make(chan chan string, 1)
	inner := make(chan string, 1)
	cc <- inner
	inner <- "nested"
	fmt.Println(<-<-cc)
	fs := make(chan func() string, 1)
	fs <- func() string { return "function" }
	fmt.Println((<-fs)())
	is := make(chan any, 3)
	is <- 1
	is <- nil
	is <- "s"
	fmt.Println(<-is, <-is, <-is)

	// senders and receivers queue up first in, first out
	q := make(chan int)
	var wg sync.WaitGroup
	ready := make(chan bool)
	for i := range 5 {
		wg.Go(func() { ready <- true; q <- i })
		<-ready
		runtime.Gosched()
		runtime.Gosched()
	}
	got := 0
	for range 5 {
		got += <-q
	}
	wg.Wait()
	fmt.Println(got)

	// closing wakes every receiver
	stop := make(chan struct{})
	for range 10 {
		wg.Go(func() { <-stop })
	}
	close(stop)
	wg.Wait()

	// a blocked sender panics when its channel is closed
	blocked := make(chan int)
	res := make(chan any)
	go func() {
		defer func() { res <- recover() }()
		blocked <- 1
	}()
	for range 10 {
		runtime.Gosched()
	}
	close(blocked)
	fmt.Println(<-res)

	// a ring of buffers with many producers and consumers
	items := make(chan int, 7)
	total := make(chan int)
	for p := range 10 {
		go func() {
			for i := range 100 {
				items <- p*1000 + i
			}
		}()
	}
	for range 4 {
		go func() {
			s := 0
			for range 250 {
				s += <-items
			}
			total <- s
		}()
	}
	t := 0
	for range 4 {
		t += <-total
	}
	fmt.Println(t, len(items))
	var ro <-chan int = items
	var so chan<- int = items
	so <- 5
	fmt.Println(<-ro, ro == items, any(ro) == any(items))
	fmt.Printf("%T %T %T\n", ro, so, make(chan<- (<-chan int)))
}
