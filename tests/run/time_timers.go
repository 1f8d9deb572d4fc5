// Timers: After, Timer with Stop and Reset, AfterFunc, Ticker, Sleep order, many at once, zero durations.
package main

import (
	"fmt"
	"sync"
	"time"
)

const ms = time.Millisecond

func main() {
	start := time.Now()
	time.Sleep(10 * ms)
	time.Sleep(0)
	time.Sleep(-5)
	fmt.Println(time.Since(start) >= 10*ms)

	// wake-ups come in the order of their times, not of their starts
	var mu sync.Mutex
	var order []int
	var wg sync.WaitGroup
	for _, d := range []int{150, 50, 250, 100, 200} {
		wg.Go(func() {
			time.Sleep(time.Duration(d) * ms)
			mu.Lock()
			order = append(order, d)
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(order)

	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop())
	t.Reset(5 * ms)
	<-t.C
	fmt.Println(t.Stop(), t.Reset(time.Hour), t.Stop())
	t.Reset(1)
	<-t.C
	select {
	case <-t.C:
		fmt.Println("fired twice")
	default:
	}
	// a stopped or reset timer's channel holds nothing stale
	t.Reset(1)
	time.Sleep(5 * ms)
	t.Stop()
	select {
	case <-t.C:
		fmt.Println("stale")
	case <-time.After(5 * ms):
		fmt.Println("nothing stale")
	}

	done := make(chan string)
	time.AfterFunc(5*ms, func() { done <- "func ran" })
	fmt.Println(<-done)
	never := time.AfterFunc(time.Hour, func() { fmt.Println("never") })
	fmt.Println(never.Stop())
	again := 0
	var f *time.Timer
	f = time.AfterFunc(1, func() {
		if again++; again < 5 {
			f.Reset(1)
		} else {
			done <- "reset itself"
		}
	})
	fmt.Println(<-done, again)

	tick := time.NewTicker(3 * ms)
	n := 0
	for range tick.C {
		if n++; n == 5 {
			tick.Stop()
			break
		}
	}
	tick.Reset(2 * ms)
	<-tick.C
	tick.Stop()
	fmt.Println(n)
	select {
	case <-tick.C:
		fmt.Println("ticks after Stop")
	case <-time.After(10 * ms):
	}

	// a thousand sleepers
	start = time.Now()
	sum := 0
	for i := range 1000 {
		wg.Go(func() {
			time.Sleep(time.Duration(i%20) * ms)
			mu.Lock()
			sum += i
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(sum, time.Since(start) < 10*time.Second)
	timeout := time.After(10 * time.Second)
	ticks := 0
	tick = time.NewTicker(ms)
	defer tick.Stop()
loop:
	for {
		select {
		case <-tick.C:
			if ticks++; ticks == 5 {
				break loop
			}
		case <-timeout:
			break loop
		}
	}
	fmt.Println(ticks)
	defer func() { fmt.Println(recover()) }()
	time.NewTicker(0)
}
