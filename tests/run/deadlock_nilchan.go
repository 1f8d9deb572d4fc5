// All goroutines asleep, main in: nilchan.
//
//run:same
package main

func main() {
	var c chan int
	println("sending to nil")
	c <- 1
}
