// sync: Mutex, RWMutex, Once, OnceFunc, OnceValue, WaitGroup.Go, Cond.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type bank struct {
	mu       sync.RWMutex
	accounts map[string]int
}

func (b *bank) transfer(from, to string, n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.accounts[from] < n {
		return false
	}
	b.accounts[from] -= n
	runtime.Gosched()
	b.accounts[to] += n
	return true
}

func (b *bank) total() (sum int) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, n := range b.accounts {
		runtime.Gosched()
		sum += n
	}
	return
}

type queue struct {
	cond  *sync.Cond
	items []int
	limit int
}

func (q *queue) put(x int) {
	q.cond.L.Lock()
	for len(q.items) == q.limit {
		q.cond.Wait()
	}
	q.items = append(q.items, x)
	q.cond.L.Unlock()
	q.cond.Broadcast()
}

func (q *queue) get() int {
	q.cond.L.Lock()
	defer q.cond.L.Unlock()
	for len(q.items) == 0 {
		q.cond.Wait()
	}
	x := q.items[0]
	q.items = q.items[1:]
	q.cond.Broadcast()
	return x
}

func main() {
	b := &bank{accounts: map[string]int{"a": 100, "b": 100, "c": 0}}
	var wg sync.WaitGroup
	names := []string{"a", "b", "c"}
	bad := 0
	for i := range 30 {
		wg.Go(func() {
			for j := range 20 {
				b.transfer(names[(i+j)%3], names[(i*j+1)%3], j)
			}
		})
		wg.Go(func() {
			if b.total() != 200 {
				bad++
			}
		})
	}
	wg.Wait()
	fmt.Println(b.total(), bad)

	var mu sync.Mutex
	fmt.Println(mu.TryLock(), mu.TryLock())
	mu.Unlock()
	var rw sync.RWMutex
	fmt.Println(rw.TryRLock(), rw.TryRLock(), rw.TryLock())
	rw.RUnlock()
	rw.RUnlock()
	fmt.Println(rw.TryLock(), rw.TryRLock())
	l := rw.RLocker()
	rw.Unlock()
	l.Lock()
	l.Unlock()

	var once sync.Once
	n := 0
	for range 5 {
		wg.Go(func() { once.Do(func() { runtime.Gosched(); n++ }) })
	}
	wg.Wait()
	once.Do(func() { n = 100 })
	fmt.Println(n)
	var o2 sync.Once
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		o2.Do(func() { panic("in once") })
	}()
	o2.Do(func() { fmt.Println("never") })
	calls := 0
	f := sync.OnceValue(func() int { calls++; return 42 })
	g := sync.OnceValues(func() (string, error) { calls++; return "v", nil })
	h := sync.OnceFunc(func() { calls++ })
	h()
	h()
	g()
	s, err := g()
	fmt.Println(f(), f(), s, err, calls)

	q := &queue{cond: sync.NewCond(&sync.Mutex{}), limit: 3}
	sum := make(chan int)
	for range 3 {
		go func() {
			s := 0
			for range 100 {
				s += q.get()
			}
			sum <- s
		}()
	}
	for i := range 300 {
		q.put(i)
	}
	fmt.Println(<-sum + <-sum + <-sum)

	// Signal wakes one, Broadcast all
	var c = sync.NewCond(&mu)
	waiting, woken := 0, 0
	for range 4 {
		wg.Go(func() {
			mu.Lock()
			waiting++
			c.Wait()
			woken++
			mu.Unlock()
		})
	}
	for {
		mu.Lock()
		if waiting == 4 {
			break
		}
		mu.Unlock()
		runtime.Gosched()
	}
	c.Signal()
	mu.Unlock()
	for {
		mu.Lock()
		w := woken
		mu.Unlock()
		if w > 0 {
			fmt.Println(w)
			break
		}
		runtime.Gosched()
	}
	c.Broadcast()
	wg.Wait()
	fmt.Println(woken)
}
