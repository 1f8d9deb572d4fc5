// Workers: ten thousand goroutines, a worker pool, time-outs, cancellation, locks.
package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

type job struct {
	id   int
	work func(context.Context) (int, error)
}

type result struct {
	id, value int
	err       error
}

// pool runs jobs on n workers until the channel is closed or ctx ends.
func pool(ctx context.Context, n int, jobs <-chan job) <-chan result {
	results := make(chan result)
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for j := range jobs {
				v, err := j.work(ctx)
				select {
				case results <- result{j.id, v, err}:
				case <-ctx.Done():
					return
				}
			}
		})
	}
	go func() { wg.Wait(); close(results) }()
	return results
}

// thousands starts n goroutines that all wait for the same signal.
func thousands(n int) (sum int64) {
	var total atomic.Int64
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			<-start
			total.Add(int64(i))
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return total.Load()
}

// chain passes a number through n goroutines that add one each.
func chain(n int) int {
	first := make(chan int)
	in := first
	for range n {
		out := make(chan int)
		go func(in <-chan int) { out <- 1 + <-in }(in)
		in = out
	}
	first <- 0
	return <-in
}

type cache struct {
	mu     sync.RWMutex
	values map[int]int
	misses int
}

func (c *cache) get(k int) int {
	c.mu.RLock()
	v, ok := c.values[k]
	c.mu.RUnlock()
	if ok {
		return v
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.values[k]; ok {
		return v
	}
	c.misses++
	c.values[k] = k * k
	return c.values[k]
}

var errOdd = errors.New("odd")

func main() {
	fmt.Println("thousands:", thousands(10000))
	fmt.Println("chain:", chain(10000))

	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	jobs := make(chan job)
	go func() {
		defer close(jobs)
		for i := range 500 {
			jobs <- job{i, func(ctx context.Context) (int, error) {
				if i%100 == 99 {
					time.Sleep(time.Millisecond)
				}
				if i%5 == 3 {
					return 0, fmt.Errorf("job %d: %w", i, errOdd)
				}
				return i * i, ctx.Err()
			}}
		}
	}()
	sum, failed := 0, 0
	for r := range pool(ctx, 8, jobs) {
		if errors.Is(r.err, errOdd) {
			failed++
		}
		sum += r.value
	}
	fmt.Println("pool:", sum, failed)

	c := &cache{values: map[int]int{}}
	var wg sync.WaitGroup
	var hits atomic.Int32
	for i := range 1000 {
		wg.Go(func() {
			if c.get(i%10) == (i%10)*(i%10) {
				hits.Add(1)
			}
		})
	}
	wg.Wait()
	fmt.Println("cache:", hits.Load(), c.misses)

	// a select with a time-out, a ticker, and a cancelled context
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	short, stop := context.WithTimeout(ctx, 200*time.Millisecond)
	defer stop()
	ticks := 0
loop:
	for {
		select {
		case <-tick.C:
			if ticks++; ticks == 3 {
				tick.Stop()
			}
		case <-short.Done():
			break loop
		}
	}
	fmt.Println("ticks:", ticks, short.Err())

	never := make(chan int)
	select {
	case <-never:
	case <-time.After(5 * time.Millisecond):
		fmt.Println("timed out")
	}

	var once sync.Once
	cond := sync.NewCond(&sync.Mutex{})
	queue := []int{}
	got := make(chan int, 3)
	for range 3 {
		go func() {
			cond.L.Lock()
			for len(queue) == 0 {
				cond.Wait()
			}
			x := queue[0]
			queue = queue[1:]
			cond.L.Unlock()
			once.Do(func() { fmt.Println("first item taken") })
			got <- x
		}()
	}
	for i := range 3 {
		cond.L.Lock()
		queue = append(queue, 1<<i)
		cond.L.Unlock()
		cond.Signal()
	}
	fmt.Println("queue:", <-got+<-got+<-got)
}
