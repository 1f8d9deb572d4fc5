// All goroutines asleep: the program ends with Go's message and exit code 2.
//
//run:same
package main

func main() {
	c := make(chan int)
	go func() {
		c = nil // ends without having sent anything
	}()
	d := c
	println("waiting")
	<-d
}
