// A panic in another goroutine ends the whole program; the deferred calls of main don't run.
package main

import (
	"fmt"
	"sync"
)

func work(id int) {
	if id == 3 {
		var m map[string]int
		m["x"] = id
	}
}

func main() {
	defer fmt.Println("main's deferred call must not run")
	var wg sync.WaitGroup
	for id := range 4 {
		wg.Add(1)
		go func() {
			work(id)
			wg.Done()
		}()
		if id < 3 {
			wg.Wait()
		}
	}
	wg.Wait()
	select {}
}
