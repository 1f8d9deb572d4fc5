// All goroutines asleep, main in: send.
//
//run:same
package main

func main() {
	c := make(chan string, 1)
	c <- "fits"
	println(len(c))
	c <- "doesn't"
}
