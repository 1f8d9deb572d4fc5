// What a bubble of testing/synctest has to do with the world outside, its clock, and timers that are due at once.
package main

import (
	"fmt"
	"iter"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

var tests []testing.InternalTest

func bubble(name string, f func()) {
	tests = append(tests, testing.InternalTest{Name: name, F: func(t *testing.T) {
		synctest.Test(t, func(*testing.T) { f() })
	}})
}

func main() {
	n := runtime.NumGoroutine()
	next, stop := iter.Pull(func(yield func(int) bool) { yield(1) })
	pulled := runtime.NumGoroutine() - n
	next()
	started := runtime.NumGoroutine() - n
	stop()
	stopped := runtime.NumGoroutine() - n
	fmt.Println("an iterator is a goroutine:", pulled, started, stopped)

	outside := make(chan int)
	timer := time.NewTimer(5 * time.Millisecond)
	go func() {
		time.Sleep(time.Millisecond)
		outside <- 1
	}()
	before := time.Now()
	bubble("times", func() {
		fmt.Println("received", <-outside)
		<-timer.C
		start := time.Now()
		time.Sleep(time.Until(before.Round(0)))
		time.Sleep(time.Second)
		fmt.Println("since a time from outside:", time.Since(before) == time.Second || start.After(before))
	})

	bubble("due", func() {
		t := time.NewTimer(0)
		select {
		case <-t.C:
			fmt.Println("a timer of no time")
		default:
			fmt.Println("not yet")
		}
		var first [2]bool
		for range 200 {
			var once sync.Once
			for i := range 2 {
				go func() {
					time.Sleep(1)
					once.Do(func() { first[i] = true })
				}()
			}
			time.Sleep(1)
			synctest.Wait()
		}
		fmt.Println("each is first at times:", first)
	})

	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		time.Sleep(time.Millisecond)
		wg.Done()
	}()
	bubble("group", func() {
		wg.Wait()
		fmt.Println("waited for a group from outside")
	})

	testing.Main(func(pattern, name string) (bool, error) { return true, nil }, tests, nil, nil)
}
