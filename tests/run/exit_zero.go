// Returning from main ends the program with code 0 although goroutines are still running.
package main

import (
	"fmt"
	"time"
)

func main() {
	go func() {
		for {
			time.Sleep(time.Hour)
		}
	}()
	go func() {
		<-make(chan int)
		panic("never")
	}()
	time.Sleep(time.Millisecond)
	defer fmt.Println("deferred")
	fmt.Println("main ends")
}
