// All goroutines asleep, the last one in a waitgroup.
//
//run:same
package main

import "sync"

func main() {
	var wg sync.WaitGroup
	wg.Add(2)
	go wg.Done()
	println("waiting")
	wg.Wait()
}
