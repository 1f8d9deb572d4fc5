// All goroutines asleep, main in: recvselect.
//
//run:same
package main

func main() {
	a, b := make(chan int), make(chan int)
	go func() {
		select {
		case <-a:
		case b <- 1:
		}
	}()
	println(<-b)
	select {
	case <-a:
	case <-b:
	}
}
