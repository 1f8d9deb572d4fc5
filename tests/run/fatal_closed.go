// Uncaught send on a closed channel.
package main

func send(c chan<- int, n int) {
	c <- n
}

func main() {
	c := make(chan int, 2)
	send(c, 1)
	close(c)
	println(<-c)
	send(c, 2)
}
