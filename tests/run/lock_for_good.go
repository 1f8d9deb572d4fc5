// Mutexes that are never unlocked: who waits for them does so for good, and the others go on. And one that another goroutine unlocks.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

var handed sync.Mutex

func handOver() {
	go func() { handed.Lock() }()
	runtime.Gosched()
	go func() {
		handed.Lock()
		fmt.Println("got it")
		handed.Unlock()
	}()
	runtime.Gosched()
	fmt.Println("main unlocks")
	handed.Unlock()
	time.Sleep(time.Millisecond)
}

type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) get() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

func (c *counter) add(k int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if k == 3 {
		return c.get()
	}
	c.n += k
	return c.n
}

func lockTwice() {
	c := &counter{}
	done := make(chan int)
	go func() {
		defer fmt.Println("not executed")
		done <- c.add(1)
		done <- c.add(3)
	}()
	fmt.Println(<-done)
	select {
	case n := <-done:
		fmt.Println("locked twice", n)
	case <-time.After(time.Millisecond):
		fmt.Println("waits for itself")
	}
}

type table struct {
	mu sync.RWMutex
	m  map[string]int
}

func (t *table) set(key string, n int) {
	t.mu.Lock()
	t.m[key] = n
	t.mu.Unlock()
}

func (t *table) read(key string) int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.m[key]
}

func panicked() {
	t := &table{}
	func() {
		defer func() { fmt.Println(recover()) }()
		t.set("a", 1)
	}()
	for i := range 20 {
		go func() { fmt.Println(i, t.read("a")) }()
		go t.set("b", i)
	}
	for range 3 {
		runtime.GC()
		runtime.Gosched()
	}
	fmt.Println("others go on", t.mu.TryLock())
}

// A writer that waits keeps further readers out.
func writerWaits() {
	t := &table{m: map[string]int{}}
	go func() { t.mu.RLock() }()
	runtime.Gosched()
	fmt.Println(t.read("a"))
	go t.set("a", 1)
	for range 3 {
		runtime.Gosched()
	}
	fmt.Println("readers", t.mu.TryRLock())
}

func main() {
	handOver()
	lockTwice()
	panicked()
	writerWaits()
}
