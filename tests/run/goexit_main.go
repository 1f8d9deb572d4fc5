// Goexit of the main goroutine: the others go on, and when they are done the program dies.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	c := make(chan int)
	go func() {
		fmt.Println("other got", <-c)
	}()
	defer func() { c <- 5 }()
	runtime.Goexit()
}
