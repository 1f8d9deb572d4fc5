// A ticker whose period is over before anybody has looked lets the rest of the program run.
package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTicker(1)
	<-t.C
	fmt.Println("ticked")
	n := 0
	done := make(chan bool)
	go func() {
		for range 1000 {
			n++
			time.Sleep(1)
		}
		done <- true
	}()
	<-done
	<-t.C
	t.Stop()
	calls := 0
	var f func()
	f = func() {
		if calls++; calls < 100 {
			time.AfterFunc(0, f)
		} else {
			done <- true
		}
	}
	time.AfterFunc(0, f)
	<-done
	fmt.Println(n, calls)
}
