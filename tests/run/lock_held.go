package main

// Locks that somebody has to wait for, held in all the ways that a proof of the contrary could overlook.

import (
	"fmt"
	"runtime"
	"sync"
)

type account struct {
	mu    sync.Mutex
	total int
}

// Held across a channel operation.
func (a *account) add(c chan int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := a.total
	n := <-c
	a.total = t + n
}

type gate struct {
	mu   sync.Mutex
	open bool
}

// Returns locked, but not always.
func (g *gate) enter(want bool) bool {
	g.mu.Lock()
	if g.open != want {
		g.mu.Unlock()
		return false
	}
	return true
}

type embedded struct {
	sync.Mutex
	log []string
}

func through(l sync.Locker, f func()) {
	l.Lock()
	f()
	l.Unlock()
}

type queue struct {
	mu    sync.Mutex
	cond  *sync.Cond
	items []int
}

func (q *queue) get() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		q.cond.Wait()
	}
	v := q.items[0]
	q.items = q.items[1:]
	return v
}

func (q *queue) put(v int) {
	q.mu.Lock()
	q.items = append(q.items, v)
	q.mu.Unlock()
	q.cond.Signal()
}

type pair struct{ outer, inner sync.Mutex }

// The inner Unlock does not end the outer lock.
func (p *pair) both(c chan int) int {
	p.outer.Lock()
	p.inner.Lock()
	p.inner.Unlock()
	v := <-c
	p.outer.Unlock()
	return v
}

var (
	state  sync.RWMutex
	once   sync.Once
	quick  sync.Once
	tries  sync.Mutex
	handed sync.Mutex
)

func each(n int, f func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f(i)
		}()
	}
	wg.Wait()
}

func main() {
	a, c := &account{}, make(chan int)
	go func() {
		for i := range 5 {
			c <- i
		}
	}()
	each(5, func(int) { a.add(c) })
	fmt.Println("add", a.total)

	g, order := &gate{open: true}, 0
	each(3, func(int) {
		if g.enter(true) {
			o := order
			runtime.Gosched()
			order = o + 1
			g.mu.Unlock()
		}
	})
	fmt.Println("gate", order, g.enter(false))

	e := &embedded{}
	each(3, func(i int) {
		through(e, func() {
			e.log = append(e.log, "in")
			runtime.Gosched()
			e.log = append(e.log, "out")
		})
	})
	e.Lock()
	fmt.Println("locker", e.log)
	e.Unlock()

	q := &queue{}
	q.cond = sync.NewCond(&q.mu)
	sum := make(chan int)
	go func() { sum <- q.get() + q.get() + q.get() }()
	for i := range 3 {
		runtime.Gosched()
		q.put(i + 1)
	}
	fmt.Println("cond", <-sum)

	p, pc, got := &pair{}, make(chan int), make(chan int, 2)
	for range 2 {
		go func() { got <- p.both(pc) }()
	}
	pc <- 10
	pc <- 20
	fmt.Println("pair", <-got+<-got)

	readers := 0
	each(4, func(i int) {
		if i == 3 {
			state.Lock()
			readers *= 10
			state.Unlock()
			return
		}
		state.RLock()
		runtime.Gosched()
		readers++
		state.RUnlock()
	})
	fmt.Println("readers", readers >= 3)

	started, calls := make(chan bool), 0
	each(3, func(int) {
		once.Do(func() {
			go func() { started <- true }()
			<-started
			calls++
		})
		quick.Do(func() { calls += 10 })
	})
	fmt.Println("once", calls)

	tries.Lock()
	done := make(chan bool)
	go func() {
		for !tries.TryLock() {
			runtime.Gosched()
		}
		runtime.Gosched()
		tries.Unlock()
		done <- true
	}()
	runtime.Gosched()
	tries.Unlock()
	runtime.Gosched()
	tries.Lock()
	<-done
	tries.Unlock()
	fmt.Println("try")

	handed.Lock()
	go func() {
		runtime.Gosched()
		handed.Unlock()
	}()
	handed.Lock()
	fmt.Println("handed")
	f := handed.Unlock
	f()

	var mu sync.Mutex
	m := &mu
	m.Lock()
	go func() {
		mu.Lock()
		fmt.Println("second")
		mu.Unlock()
		done <- true
	}()
	runtime.Gosched()
	fmt.Println("first")
	m.Unlock()
	<-done
}
